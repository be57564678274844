/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib/gi18n.h>
#include <string.h>

#include "ebbctl-person.h"

/* person limit: what somebody allows themselves, which can only be less than the rules do. person born:
 * the month of their birth. */

/* As a set of answers may have them: ebb_answers_parse(). */
#define PRESSURE_LEAST_MMHG 10
#define PRESSURE_MOST_MMHG 100
#define LENGTH_LEAST_MIN 5
#define LENGTH_MOST_MIN 60

typedef enum
{
  CHANGE_PRESSURE, /* in mmHg, as the next in minutes; 0: none */
  CHANGE_LENGTH,
  CHANGE_BORN, /* as in ebb-born.h */
} Kind;

/* While it is being read whose answers these are, and written. */
typedef struct
{
  CtlApp    *app;
  EbbWearer *wearer; /* owned */
  Kind       kind;
  int        value;
  gulong     changed_id;
} Change;

static void
change_free (Change *change)
{
  if (change->changed_id != 0)
    g_signal_handler_disconnect (change->wearer, change->changed_id);
  g_object_unref (change->wearer);
  g_free (change);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Change *change = user_data;
  CtlApp *app = change->app;
  g_autoptr (GError) error = NULL;

  if (ebb_wearer_save_answers_finish (EBB_WEARER (object), result, &error))
    ctl_quit (app, CTL_EXIT_OK);
  else
    ctl_fail (app, CTL_EXIT_FAILED, _ ("nothing was changed: %s"), error->message);
  change_free (change);
}

static void
keep (Change *change, const EbbAnswers *said)
{
  EbbAnswers answers = *said;

  if (change->kind == CHANGE_PRESSURE)
    answers.own_cap_pa = ebb_mmhg_to_pa (change->value);
  else if (change->kind == CHANGE_LENGTH)
    answers.own_longest_s = (guint) change->value * 60;
  else if (answers.born_month != change->value)
    ebb_answers_edit_born (&answers, change->value, g_get_real_time () / G_USEC_PER_SEC);
  ebb_wearer_save_answers_async (change->wearer, &answers, NULL, saved_cb, change);
}

static void
wearer_changed_cb (Change *change)
{
  CtlApp           *app = change->app;
  const EbbAnswers *said = ebb_wearer_get_answers (change->wearer);

  if (ebb_wearer_get_state (change->wearer) == EBB_WEARER_READING)
    return;
  g_signal_handler_disconnect (change->wearer, change->changed_id);
  change->changed_id = 0;
  if (said != NULL)
    {
      keep (change, said);
      return;
    }
  if (ebb_wearer_get_state (change->wearer) == EBB_WEARER_UNREAD)
    ctl_fail (app, CTL_EXIT_FAILED, "%s", ebb_wearer_get_error (change->wearer));
  else
    ctl_fail (app, CTL_EXIT_REFUSED,
              _ ("nothing was changed: this person has not answered the questions yet; see ebbctl "
                 "answers"));
  change_free (change);
}

/* 0 is none. */
static gboolean
read_value (CtlApp *app, gboolean is_pressure, const char *text, int *value)
{
  int     least = is_pressure ? PRESSURE_LEAST_MMHG : LENGTH_LEAST_MIN;
  int     most = is_pressure ? PRESSURE_MOST_MMHG : LENGTH_MOST_MIN;
  guint64 number;

  *value = 0;
  if (strcmp (text, "none") == 0)
    return TRUE;
  if (g_ascii_string_to_unsigned (text, 10, (guint64) least, (guint64) most, &number, NULL))
    {
      *value = (int) number;
      return TRUE;
    }
  if (is_pressure)
    ctl_fail (app, CTL_EXIT_USAGE,
              _ ("the pressure is “%s”; expected %d to %d, in whole mmHg, or none"), text, least,
              most);
  else
    ctl_fail (app, CTL_EXIT_USAGE,
              _ ("the length is “%s”; expected %d to %d, in whole minutes, or none"), text, least,
              most);
  return FALSE;
}

static void
begin (CtlApp *app, const EbbMember *member, Kind kind, int value)
{
  Change *change = g_new0 (Change, 1);

  change->app = app;
  change->kind = kind;
  change->value = value;
  change->wearer = ebb_core_look_at_person (app->core, member->id);
  change->changed_id =
      g_signal_connect_swapped (change->wearer, "changed", G_CALLBACK (wearer_changed_cb), change);
}

void
ctl_person_limit (CtlApp *app, const EbbMember *member, char **arguments)
{
  gboolean is_pressure = g_strcmp0 (arguments[0], "pressure") == 0;
  int      value;

  if (!is_pressure && g_strcmp0 (arguments[0], "length") != 0)
    {
      ctl_fail (app, CTL_EXIT_USAGE, _ ("the limit is “%s”; expected pressure or length"),
                arguments[0]);
      return;
    }
  if (read_value (app, is_pressure, arguments[1], &value))
    begin (app, member, is_pressure ? CHANGE_PRESSURE : CHANGE_LENGTH, value);
}

void
ctl_person_born (CtlApp *app, const EbbMember *member, char **arguments)
{
  int born_month = EBB_BORN_UNKNOWN;

  if (ebb_born_from_string (arguments[0], &born_month)
      && ebb_born_is_possible (born_month, g_get_real_time () / G_USEC_PER_SEC))
    begin (app, member, CHANGE_BORN, born_month);
  else
    ctl_fail (
        app, CTL_EXIT_USAGE,
        _ ("the month of birth is “%s”; expected a year and a month of somebody who lives, as "
           "in 1961-04"),
        arguments[0]);
}
