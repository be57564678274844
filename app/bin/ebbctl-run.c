/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-app.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <unistd.h>

#include "ebb-snapshot-json.h"

/* run and demo: a session from a terminal. Only a typed yes starts air in real boots. */

static const char *
title_of (CtlApp *app)
{
  EbbProgram *program;

  program = ebb_current_session_get_program (ebb_core_get_current_session (app->core));
  return program != NULL ? ebb_program_get_name (program) : "";
}

static void
print_json (CtlApp *app, const EbbSnapshot *snapshot)
{
  g_autofree char *line = ebb_snapshot_to_json (snapshot);

  (void) app;
  g_print ("%s\n", line);
}

static CtlExit
judge (const EbbSnapshot *snapshot)
{
  switch (snapshot->end)
    {
    case EBB_END_BY_COMPLETE:
    case EBB_END_BY_STOP:
    case EBB_END_BY_QUIT:
      return CTL_EXIT_OK;
    case EBB_END_BY_REFUSED:
    case EBB_END_BY_DID_NOT_START:
    case EBB_END_BY_DID_NOT_CONTINUE:
      return CTL_EXIT_FAILED;
    default:
      return CTL_EXIT_ENDED_EARLY;
    }
}

static void
say_end (CtlApp *app, const EbbSnapshot *snapshot)
{
  guint at_s = snapshot->end_elapsed_ms / 1000;

  if (app->is_json)
    return;
  switch (snapshot->end)
    {
    case EBB_END_BY_COMPLETE:
      g_print ("%s\n", _ ("Finished. Every zone is below 10 mmHg."));
      break;
    case EBB_END_BY_STOP:
    case EBB_END_BY_QUIT:
      g_print (_ ("You stopped it at %u:%02u. Every zone is below 10 mmHg.\n"), at_s / 60,
               at_s % 60);
      break;
    case EBB_END_BY_BOOTS:
      g_print ("%s\n", _ ("The boots ended it by themselves. Every zone is below 10 mmHg."));
      break;
    case EBB_END_BY_LINK_LOST:
      g_print (_ ("The link was lost at %u:%02u. Check that both legs feel normal.\n"), at_s / 60,
               at_s % 60);
      break;
    case EBB_END_BY_SLEEP:
      g_print (_ ("The computer went to sleep at %u:%02u, and Ebb stopped the boots first. Every "
                  "zone is below 10 mmHg.\n"),
               at_s / 60, at_s % 60);
      break;
    case EBB_END_BY_DID_NOT_CONTINUE:
      g_print (
          _ ("It was paused at %u:%02u and did not get going again. No more air went in. Check "
             "the hoses before the next session.\n"),
          at_s / 60, at_s % 60);
      break;
    case EBB_END_BY_DID_NOT_START:
      g_print ("%s\n",
               _ ("The boots did not start. No air went in. Check the hoses and try again."));
      break;
    default:
      g_print (_ ("It ended early: %s. Look at the boots before using them again.\n"),
               ebb_session_end_to_string (snapshot->end));
    }
}

static void
warn_of_state (CtlApp *app, const EbbSnapshot *snapshot)
{
  static EbbSessionState said = EBB_SESSION_IDLE;

  if (snapshot->state == said || app->is_json)
    return;
  said = snapshot->state;
  if (said == EBB_SESSION_LINK_LOST || said == EBB_SESSION_FAULT)
    ctl_screen_end (app);
  if (said == EBB_SESSION_LINK_LOST)
    g_printerr (
        "%s\n",
        _ ("The boots stopped answering. Air may still be in them. Press the stop button on "
           "the boots, open the zips, top first. When they answer, Ebb sends Stop first."));
  else if (said == EBB_SESSION_FAULT)
    g_printerr (_ ("Ebb stopped: %s. Open the boots if they feel tight.\n"),
                ebb_fault_to_string (snapshot->fault));
}

static void
session_changed_cb (CtlApp *app)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);
  const EbbSnapshot *snapshot = ebb_current_session_get_snapshot (session);
  CtlExit            exit_code;

  if (app->is_ending || (!app->was_live && snapshot->state == EBB_SESSION_IDLE))
    return;
  app->was_live = TRUE;
  warn_of_state (app, snapshot);
  if (app->is_json)
    print_json (app, snapshot);
  else
    ctl_screen_show (app, snapshot, title_of (app));
  /* A fault waits for a person to look; from a terminal that is whoever reads the sentence. */
  if (snapshot->state == EBB_SESSION_FAULT)
    ebb_current_session_clear_fault (session);
  if (app->is_ending || snapshot->state != EBB_SESSION_IDLE)
    return;
  app->is_ending = TRUE;
  exit_code = judge (snapshot);
  say_end (app, snapshot);
  ctl_quit (app, exit_code);
}

static gboolean
signal_cb (gpointer user_data)
{
  CtlApp *app = user_data;

  if (!app->was_live)
    {
      ctl_quit (app, CTL_EXIT_REFUSED);
      return G_SOURCE_REMOVE;
    }
  ebb_current_session_stop (ebb_core_get_current_session (app->core), EBB_STOP_FROM_SIGNAL);
  return G_SOURCE_CONTINUE;
}

static void
fail_refused (CtlApp *app)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);
  gsize              n = 0;
  const EbbRefusal  *refusals = ebb_current_session_get_refusals (session, &n);
  g_autoptr (GString) reasons = g_string_new (NULL);
  CtlExit exit_code = CTL_EXIT_REFUSED;

  for (gsize i = 0; i < n; i++)
    {
      /* The ticks come with the typed yes. */
      if (refusals[i].code == EBB_REFUSAL_CHECKS)
        continue;
      g_string_append_printf (reasons, "%s%s", reasons->len > 0 ? "; " : "", refusals[i].message);
      if (refusals[i].code == EBB_REFUSAL_NO_STORE)
        g_string_append_printf (reasons, " (%s)", ebb_core_get_store_error (app->core)->message);
      if (refusals[i].code == EBB_REFUSAL_SESSION_ELSEWHERE)
        exit_code = CTL_EXIT_BUSY;
    }
  ctl_fail (app, exit_code, _ ("nothing was started: %s"),
            reasons->len > 0 ? reasons->str : _ ("not now"));
}

static void
start (CtlApp *app)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);

  for (int i = 0; i < EBB_N_CHECKS; i++)
    ebb_current_session_set_check (session, (EbbCheck) i, TRUE);
  g_signal_connect_swapped (session, "changed", G_CALLBACK (session_changed_cb), app);
  if (!ebb_current_session_start (session))
    fail_refused (app);
}

static void
typed_cb (CtlApp *app, const char *answer, gpointer user_data G_GNUC_UNUSED)
{
  if (answer != NULL && g_ascii_strcasecmp (answer, "yes") == 0)
    start (app);
  else
    ctl_fail (app, CTL_EXIT_REFUSED, _ ("nothing was started: “yes” was not typed"));
}

static void
ask (CtlApp *app)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);
  EbbLegs            legs = ebb_current_session_get_legs (session);
  g_autofree char   *question = NULL;

  question =
      g_strdup_printf (_ ("%s for %u minutes, up to %d mmHg on %s.\n"
                          "By typing yes you say: awake and sober, not about to sleep; no new "
                          "pain, swelling, wound or numbness; each boot on its own leg, their "
                          "stop button within reach.\n"
                          "Type yes to start:"),
                       title_of (app), ebb_current_session_get_length_s (session) / 60,
                       ebb_pa_to_whole_mmhg (ebb_current_session_get_peak_pa (session)),
                       legs == EBB_LEGS_BOTH   ? _ ("both legs")
                       : legs == EBB_LEGS_LEFT ? _ ("the left leg")
                                               : _ ("the right leg"));
  ctl_ask (app, question, typed_cb, NULL);
}

/* All that stands against starting but the ticks, which a typed yes gives. */
static gboolean
is_refused (CtlApp *app)
{
  gsize             n = 0;
  const EbbRefusal *refusals;

  refusals = ebb_current_session_get_refusals (ebb_core_get_current_session (app->core), &n);
  for (gsize i = 0; i < n; i++)
    {
      if (refusals[i].code != EBB_REFUSAL_CHECKS)
        return TRUE;
    }
  return FALSE;
}

static void
boots_ready (CtlApp *app, EbbBoots *boots)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);

  app->boots = boots;
  ebb_current_session_set_boots (session, boots);
  if (app->minutes != CTL_MINUTES_OF_PROGRAM)
    ebb_current_session_set_length_s (session, (guint) app->minutes * 60);
  if (is_refused (app))
    fail_refused (app);
  else if (app->is_yes && ebb_boots_is_simulated (boots))
    start (app);
  else if (app->is_yes)
    ctl_fail (app, CTL_EXIT_REFUSED, _ ("--yes is for simulated boots only"));
  else if (!ctl_is_terminal ())
    ctl_fail (app, CTL_EXIT_REFUSED,
              _ ("nothing was started: no terminal to ask at. A script never starts boots."));
  else
    ask (app);
}

static gboolean
choose (CtlApp *app, const char *program_id)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);
  EbbProgram        *program = ebb_programs_find (ebb_core_get_programs (app->core), program_id);
  EbbLegs            legs = EBB_LEGS_BOTH;

  if (program == NULL)
    {
      ctl_fail (app, CTL_EXIT_USAGE, _ ("no program is called “%s”; see ebbctl programs"),
                program_id);
      return FALSE;
    }
  if (app->legs_name != NULL && !ebb_legs_from_string (app->legs_name, &legs))
    {
      ctl_fail (app, CTL_EXIT_USAGE, _ ("--legs “%s”; expected left, right or both"),
                app->legs_name);
      return FALSE;
    }
  ebb_current_session_set_program (session, program);
  ebb_current_session_set_legs (session, legs);
  return TRUE;
}

void
ctl_run (CtlApp *app, char **arguments)
{
  const char *elsewhere;

  if (!choose (app, arguments[0]))
    return;
  /* Who runs it holds the boots as well: they could not be reached. */
  elsewhere = ebb_current_session_get_elsewhere (ebb_core_get_current_session (app->core));
  if (elsewhere != NULL)
    {
      ctl_fail (app, CTL_EXIT_BUSY,
                _ ("nothing was started: a session runs already: %s (see ebbctl watch and "
                   "ebbctl stop)"),
                elsewhere);
      return;
    }
  g_unix_signal_add (SIGINT, signal_cb, app);
  g_unix_signal_add (SIGTERM, signal_cb, app);
  g_unix_signal_add (SIGHUP, signal_cb, app);
  ebb_core_recover (app->core);
  ctl_reach_boots (app, app->boots_name, boots_ready);
}

void
ctl_demo (CtlApp *app, char **arguments G_GNUC_UNUSED)
{
  char *program[] = { (char *) "gentle-wave", NULL };

  if (!app->is_json)
    g_print (_ ("Ebb with simulated boots: software only, no air moves. Twenty minutes of “Gentle "
                "wave”, %g times as fast.\n\n"),
             app->speed);
  ctl_run (app, program);
}
