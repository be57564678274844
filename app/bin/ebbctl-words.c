/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-words.h"

#include <glib/gi18n.h>
#include <unistd.h>

#include "ebbctl-screen.h"
#include "ebbctl-session-words.h"

void
ctl_say_end (CtlApp *app, const EbbSnapshot *snapshot)
{
  g_autofree char *words = NULL;

  if (snapshot->is_record_lost)
    g_printerr (
        "ebbctl: %s\n",
        _ ("how this session ended could not be written down: see whether the disk is full. "
           "The next start of Ebb stops these boots once more, to be sure."));
  if (app->is_json)
    return;
  words = ctl_dup_end_words (snapshot);
  g_print ("%s\n", words);
}

static void
say_fault (const EbbSnapshot *snapshot)
{
  g_autofree char *words = ctl_dup_fault_words (snapshot);

  g_printerr ("%s %s\n", words,
              _ ("Ebb keeps sending Stop. The stop button on the boots works without this "
                 "computer."));
}

void
ctl_warn_of_state (CtlApp *app, const EbbSnapshot *snapshot)
{
  EbbSessionState said = snapshot->state;

  if (said == app->said_state || app->is_json || !ctl_can_print (STDERR_FILENO))
    return;
  app->said_state = said;
  if (said == EBB_SESSION_LINK_LOST || said == EBB_SESSION_FAULT)
    ctl_screen_end (app);
  if (said == EBB_SESSION_LINK_LOST)
    g_printerr (
        "%s\n",
        _ ("The boots stopped answering. Air may still be in them. Press the stop button on "
           "the boots, open the zips, top first. When they answer, Ebb sends Stop first."));
  else if (said == EBB_SESSION_FAULT)
    say_fault (snapshot);
}

static char *
dup_question (const EbbSnapshot *snapshot)
{
  switch (snapshot->asked)
    {
    case EBB_ASKED_AWAKE:
      return g_strdup_printf (_ ("Still awake? Press Enter within %u s, or Ebb stops."),
                              snapshot->asked_left_s);
    case EBB_ASKED_AWAKE_FOR_HEAT:
      return g_strdup_printf (
          _ ("Still awake? Press Enter within %u s, or Ebb turns the heat off."),
          snapshot->asked_left_s);
    case EBB_ASKED_SKIN:
      return g_strdup_printf (
          _ ("How does the skin feel? Look at it where it is warm. If it is red "
             "or sore, press Space to stop. If not, press Enter within %u s, or "
             "Ebb turns the heat off."),
          snapshot->asked_left_s);
    case EBB_ASKED_NOTHING:
    default:
      return NULL;
    }
}

static char *
dup_heat_end (const EbbSnapshot *snapshot)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) next = NULL;
  g_autofree char *time = NULL;

  if (snapshot->heat_end == EBB_HEAT_END_NO_ANSWER)
    return g_strdup (_ ("Heat is off: nobody answered. Feel the skin before the next heat."));
  if (snapshot->heat_end != EBB_HEAT_END_LIMIT)
    return NULL;
  utc = g_date_time_new_from_unix_utc (snapshot->heat_next_wall_us / G_USEC_PER_SEC);
  next = g_date_time_to_local (utc);
  time = g_date_time_format (next, "%H:%M");
  return g_strdup_printf (_ ("Heat is off: more could redden the skin. Next heat from %s."), time);
}

/* Beside the picture; a bell for whoever does not look. */
static void
print_beside (CtlApp *app, const char *words, const char *bell)
{
  ctl_screen_end (app);
  g_printerr ("%s%s\n", isatty (STDERR_FILENO) ? bell : "", words);
}

void
ctl_ask_presence (CtlApp *app, const EbbSnapshot *snapshot)
{
  g_autofree char *question = NULL;
  g_autofree char *heat_end = NULL;

  if (app->is_json || !ctl_can_print (STDERR_FILENO))
    return;
  if (snapshot->asked != app->said_asked)
    question = dup_question (snapshot);
  if (snapshot->heat_end != app->said_heat_end)
    heat_end = dup_heat_end (snapshot);
  app->said_asked = snapshot->asked;
  app->said_heat_end = snapshot->heat_end;
  if (question != NULL)
    print_beside (app, question, "\a");
  if (heat_end != NULL)
    print_beside (app, heat_end, "");
}

char *
ctl_dup_whose_words (CtlApp *app)
{
  const EbbMember *member = ebb_people_get_current (ebb_core_get_people (app->core));

  if (member == NULL || member->name[0] == '\0')
    return g_strdup ("");
  /* Translators: a name; what is started for them follows */
  return g_strdup_printf (_ ("For %s: "), member->name);
}
