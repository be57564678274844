/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib/gi18n.h>
#include <string.h>

#include "ebbctl-person.h"

/* person limit: what somebody allows themselves, which can only be less than the rules do. */

/* As a set of answers may have them: ebb_answers_parse(). */
#define PRESSURE_LEAST_MMHG 10
#define PRESSURE_MOST_MMHG 100
#define LENGTH_LEAST_MIN 5
#define LENGTH_MOST_MIN 60

/* While it is being read whose answers these are, and written. */
typedef struct
{
  CtlApp    *app;
  EbbWearer *wearer; /* owned */
  gboolean   is_pressure;
  int        value; /* in mmHg or minutes; 0: none */
  gulong     changed_id;
} Limiting;

static void
limiting_free (Limiting *limiting)
{
  if (limiting->changed_id != 0)
    g_signal_handler_disconnect (limiting->wearer, limiting->changed_id);
  g_object_unref (limiting->wearer);
  g_free (limiting);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Limiting *limiting = user_data;
  CtlApp   *app = limiting->app;
  g_autoptr (GError) error = NULL;

  if (ebb_wearer_save_answers_finish (EBB_WEARER (object), result, &error))
    ctl_quit (app, CTL_EXIT_OK);
  else
    ctl_fail (app, CTL_EXIT_FAILED, _ ("the limit was not kept: %s"), error->message);
  limiting_free (limiting);
}

static void
keep (Limiting *limiting, const EbbAnswers *said)
{
  EbbAnswers answers = *said;

  if (limiting->is_pressure)
    answers.own_cap_pa = ebb_mmhg_to_pa (limiting->value);
  else
    answers.own_longest_s = (guint) limiting->value * 60;
  ebb_wearer_save_answers_async (limiting->wearer, &answers, NULL, saved_cb, limiting);
}

static void
wearer_changed_cb (Limiting *limiting)
{
  CtlApp           *app = limiting->app;
  const EbbAnswers *said = ebb_wearer_get_answers (limiting->wearer);

  if (ebb_wearer_get_state (limiting->wearer) == EBB_WEARER_READING)
    return;
  g_signal_handler_disconnect (limiting->wearer, limiting->changed_id);
  limiting->changed_id = 0;
  if (said != NULL)
    {
      keep (limiting, said);
      return;
    }
  if (ebb_wearer_get_state (limiting->wearer) == EBB_WEARER_UNREAD)
    ctl_fail (app, CTL_EXIT_FAILED, "%s", ebb_wearer_get_error (limiting->wearer));
  else
    ctl_fail (app, CTL_EXIT_REFUSED,
              _ ("no limit was kept: this person has not answered the questions yet; see ebbctl "
                 "answers"));
  limiting_free (limiting);
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

void
ctl_person_limit (CtlApp *app, const EbbMember *member, char **arguments)
{
  gboolean  is_pressure = g_strcmp0 (arguments[0], "pressure") == 0;
  Limiting *limiting;
  int       value;

  if (!is_pressure && g_strcmp0 (arguments[0], "length") != 0)
    {
      ctl_fail (app, CTL_EXIT_USAGE, _ ("the limit is “%s”; expected pressure or length"),
                arguments[0]);
      return;
    }
  if (!read_value (app, is_pressure, arguments[1], &value))
    return;
  limiting = g_new0 (Limiting, 1);
  limiting->app = app;
  limiting->is_pressure = is_pressure;
  limiting->value = value;
  limiting->wearer = ebb_core_look_at_person (app->core, member->id);
  limiting->changed_id = g_signal_connect_swapped (limiting->wearer, "changed",
                                                   G_CALLBACK (wearer_changed_cb), limiting);
}
