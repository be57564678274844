/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-set.h"
#include "ebbctl-app.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ebb-snapshot-json.h"

#include "ebbctl-ask.h"
#include "ebbctl-felt.h"
#include "ebbctl-history.h"
#include "ebbctl-keys.h"
#include "ebbctl-reach.h"
#include "ebbctl-recording.h"
#include "ebbctl-refusal-words.h"
#include "ebbctl-screen.h"
#include "ebbctl-session-words.h"
#include "ebbctl-trouble.h"
#include "ebbctl-waiting.h"
#include "ebbctl-words.h"

/* run and demo: a session from a terminal. Only a typed yes starts air in real boots. */

#define WAIT_PERIOD_MS 100
/* How long a session that was left open may take to be stopped before this one gives up. */
#define WAIT_MAX_MS 30000

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

static void
output_lost (CtlApp *app)
{
  if (app->is_output_lost)
    return;
  app->is_output_lost = TRUE;
  if (app->is_starting)
    return;
  if (app->was_live)
    ebb_current_session_stop (ebb_core_get_current_session (app->core), EBB_STOP_FROM_SIGNAL);
  else
    ctl_quit (app, CTL_EXIT_FAILED);
}

/* All that is waited for is that the end is written down. */
static gboolean
is_over (CtlApp *app)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);
  const EbbSnapshot *snapshot = ebb_current_session_get_snapshot (session);

  return snapshot->state == EBB_SESSION_IDLE
         && (snapshot->is_record_pending || ctl_recording_is_pending (app));
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
  /* How it ended is told when it is known whether that is written down. */
  if (is_over (app))
    return;
  ctl_keys_drop_question (app, snapshot);
  ctl_warn_of_state (app, snapshot);
  ctl_ask_presence (app, snapshot);
  ctl_recording_tell (app);
  if (ebb_session_state_is_live (snapshot->state) && !ctl_can_print (STDOUT_FILENO))
    g_debug ("nobody reads fast enough: a line is left out");
  else if (app->is_json)
    print_json (app, snapshot);
  else if (!ctl_keys_are_asking (app) && !ctl_trouble_is_asking (app))
    ctl_screen_show (app, snapshot, title_of (app), _ ("Ctrl-C is Stop"));
  ctl_keys_follow (app, snapshot);
  /* Whoever cannot see what happens is no longer there to stop it. */
  if (ferror (stdout))
    output_lost (app);
  ctl_trouble_follow (app, snapshot);
  if (app->is_ending || snapshot->state != EBB_SESSION_IDLE)
    return;
  app->is_ending = TRUE;
  exit_code = ctl_judge_end (snapshot);
  if (snapshot->is_record_lost && exit_code == CTL_EXIT_OK)
    exit_code = CTL_EXIT_FAILED;
  ctl_say_end (app, snapshot);
  if (!ctl_recording_say_end (app) && exit_code == CTL_EXIT_OK)
    exit_code = CTL_EXIT_FAILED;
  ctl_felt_ask (app, exit_code);
}

static void
fail_unwritten (CtlApp *app, const EbbSnapshot *snapshot)
{
  app->is_ending = TRUE;
  ctl_fail (
      app, CTL_EXIT_FAILED,
      snapshot->is_record_pending
          ? _ ("the session is over. How it ended is not written down yet, and was not waited "
               "for: the next start of Ebb may find it open, and stops the boots once more")
          : _ ("the session is over. Its recording is not written down yet, and was not "
               "waited for"));
}

static gboolean
signal_cb (gpointer user_data)
{
  CtlApp            *app = user_data;
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);
  gboolean           is_left = ctl_trouble_may_leave (ebb_current_session_get_snapshot (session));

  if (ctl_felt_interrupt (app))
    return G_SOURCE_CONTINUE;
  if (!app->was_live)
    {
      ctl_fail (app, CTL_EXIT_REFUSED, _ ("nothing was started: it was interrupted before"));
      return G_SOURCE_REMOVE;
    }
  ebb_current_session_stop (session, EBB_STOP_FROM_SIGNAL);
  if (is_over (app))
    {
      fail_unwritten (app, ebb_current_session_get_snapshot (session));
      return G_SOURCE_REMOVE;
    }
  ctl_trouble_interrupt (app, is_left);
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
      g_string_append (reasons, reasons->len > 0 ? "; " : "");
      ctl_append_refusal (reasons, &refusals[i]);
      if (refusals[i].code == EBB_REFUSAL_NO_STORE)
        g_string_append_printf (reasons, " (%s)", ebb_core_get_store_error (app->core)->message);
      if (refusals[i].code == EBB_REFUSAL_SESSION_ELSEWHERE
          || refusals[i].code == EBB_REFUSAL_BOOTS_ELSEWHERE)
        exit_code = CTL_EXIT_BUSY;
    }
  if (reasons->len == 0)
    g_string_append (reasons, _ ("the boots were taken by another program just now; expected boots "
                                 "that nobody else uses"));
  ctl_fail (app, exit_code, _ ("nothing was started: %s"), reasons->str);
}

static void
say_recovery (CtlApp *app)
{
  if (!app->is_recovery_said && !app->is_json)
    g_printerr ("%s\n",
                _ ("An earlier run left a session open. Its boots are being stopped first…"));
  app->is_recovery_said = TRUE;
}

/* Before anything of this run begins, what is live is what an earlier one left open. */
static void
recovery_changed_cb (CtlApp *app)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);

  if (ebb_session_state_is_live (ebb_current_session_get_snapshot (session)->state))
    say_recovery (app);
}

static void
start (CtlApp *app, EbbConfirmedBy by)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);

  g_signal_handlers_disconnect_by_func (session, recovery_changed_cb, app);
  for (int i = 0; i < EBB_N_CHECKS; i++)
    ebb_current_session_set_check (session, (EbbCheck) i, TRUE);
  g_signal_connect_swapped (session, "changed", G_CALLBACK (session_changed_cb), app);
  ctl_keys_announce (app);
  app->is_starting = TRUE;
  if (!ebb_current_session_start (session, by))
    fail_refused (app);
  else if (app->is_output_lost)
    ebb_current_session_stop (session, EBB_STOP_FROM_SIGNAL);
  app->is_starting = FALSE;
}

static void
typed_cb (CtlApp *app, const char *answer, gpointer user_data G_GNUC_UNUSED)
{
  /* The whole word and no other: what is half typed, or typed for something else, is no yes. */
  if (answer != NULL && strcmp (answer, "yes") == 0)
    start (app, EBB_CONFIRMED_BY_WORD);
  else if (answer == NULL)
    ctl_fail (app, CTL_EXIT_REFUSED, _ ("nothing was started: nothing was typed; expected “yes”"));
  else
    ctl_fail (app, CTL_EXIT_REFUSED, _ ("nothing was started: “%s” was typed; expected “yes”"),
              answer);
}

static void
ask (CtlApp *app)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);
  EbbLegs            legs = ebb_current_session_get_legs (session);
  g_autofree char   *whose = ctl_dup_whose_words (app);
  g_autofree char   *question = NULL;

  question =
      /* Translators: for whom, if that is known; what is started; for how long; pressure; legs */
      g_strdup_printf (_ ("%s%s for %u minutes, up to %d mmHg on %s.\n"
                          "By typing yes you say: awake and sober, not about to sleep; no new "
                          "pain, swelling, wound or numbness; each boot on its own leg, their "
                          "stop button within reach.\n"
                          "Type yes to start:"),
                       whose, title_of (app), ebb_current_session_get_length_s (session) / 60,
                       ebb_pa_to_whole_mmhg (ebb_current_session_get_peak_pa (session)),
                       legs == EBB_LEGS_BOTH   ? _ ("both legs")
                       : legs == EBB_LEGS_LEFT ? _ ("the left leg")
                                               : _ ("the right leg"));
  ctl_ask (app, question, typed_cb, NULL);
}

/* The file is whole, or lost, after all else was said. */
static void
recording_changed_cb (CtlApp *app)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);

  if (ebb_current_session_get_snapshot (session)->state == EBB_SESSION_IDLE)
    session_changed_cb (app);
}

/* All that stands against starting but the ticks, which a typed yes gives. */
static gboolean
is_refused (CtlApp *app, gboolean *is_awaited)
{
  gsize             n = 0;
  gsize             n_ticks = 0;
  const EbbRefusal *refusals;

  *is_awaited = FALSE;
  refusals = ebb_current_session_get_refusals (ebb_core_get_current_session (app->core), &n);
  for (gsize i = 0; i < n; i++)
    {
      n_ticks += refusals[i].code == EBB_REFUSAL_CHECKS;
      *is_awaited = *is_awaited || ctl_refusal_passes (&refusals[i]);
    }
  return n > n_ticks;
}

static void
offer (CtlApp *app)
{
  gboolean is_awaited;

  if (is_refused (app, &is_awaited))
    fail_refused (app);
  else if (app->is_yes && ebb_boots_is_simulated (app->boots))
    start (app, EBB_CONFIRMED_BY_OPTION);
  else if (app->is_yes)
    ctl_fail (app, CTL_EXIT_REFUSED, _ ("nothing was started: --yes is for simulated boots only"));
  else if (!ctl_is_terminal (app))
    ctl_fail (app, CTL_EXIT_REFUSED,
              _ ("nothing was started: no terminal to ask at. A script never starts boots."));
  else
    ask (app);
}

/* Boots that have just been connected say in a moment whether there is air in them. */
static gboolean
wait_for_reading_cb (gpointer user_data)
{
  CtlApp  *app = user_data;
  gboolean is_awaited;

  if (is_refused (app, &is_awaited) && is_awaited)
    {
      if (ctl_wait_is_to_be_said (&app->wait, app, CTL_WAIT_NOTICED_MS))
        g_printerr ("%s\n", _ ("Waiting for the boots to say what pressure is in them…"));
      return G_SOURCE_CONTINUE;
    }
  offer (app);
  return G_SOURCE_REMOVE;
}

static void
begin_to_wait (CtlApp *app, GSourceFunc wait_cb)
{
  EbbClock *clock = ebb_composition_get_clock (app->composition);

  app->wait_until_us = ebb_clock_get_boottime_us (clock) + WAIT_MAX_MS * (gint64) 1000;
  ctl_wait_begin (&app->wait, app);
  ebb_clock_add_timeout (clock, WAIT_PERIOD_MS, wait_cb, app);
}

static void
go_on (CtlApp *app)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);

  ebb_current_session_set_boots (session, app->boots);
  ctl_recording_expect (app, recording_changed_cb);
  if (app->minutes != CTL_MINUTES_OF_PROGRAM)
    ebb_current_session_set_length_s (session, (guint) app->minutes * 60);
  begin_to_wait (app, wait_for_reading_cb);
}

static void
fail_open (CtlApp *app)
{
  EbbBoots *boots = ebb_current_session_get_boots (ebb_core_get_current_session (app->core));

  ctl_fail (app, CTL_EXIT_NOT_CONFIRMED,
            _ ("nothing was started: a session that an earlier run left open on “%s” is not "
               "confirmed as stopped after %d s. Press the stop button on those boots, open the "
               "zips, top first, and try again when they are switched on; or see ebbctl forget"),
            boots != NULL ? ebb_boots_get_name (boots) : "?", WAIT_MAX_MS / 1000);
}

/* What an earlier run left open is stopped before anything is started. */
static gboolean
wait_for_recovery_cb (gpointer user_data)
{
  CtlApp            *app = user_data;
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);
  EbbClock          *clock = ebb_composition_get_clock (app->composition);
  gint64             left_us = app->wait_until_us - ebb_clock_get_boottime_us (clock);

  if (!ebb_current_session_is_recovering (session))
    {
      go_on (app);
      return G_SOURCE_REMOVE;
    }
  if (left_us < 0)
    {
      fail_open (app);
      return G_SOURCE_REMOVE;
    }
  /* Looking whether there is one takes less than that. */
  if (ctl_wait_is_to_be_said (&app->wait, app, CTL_WAIT_NOTICED_MS))
    say_recovery (app);
  return G_SOURCE_CONTINUE;
}

static void
partner_ready (CtlApp *app, EbbBoots *partner G_GNUC_UNUSED)
{
  begin_to_wait (app, wait_for_recovery_cb);
}

/* Of a set both have to be there. */
static void
boots_ready (CtlApp *app, EbbBoots *boots)
{
  EbbBoots *partner = ebb_boots_get_partner (boots);

  app->boots = boots;
  if (partner == NULL)
    begin_to_wait (app, wait_for_recovery_cb);
  else
    ctl_reach_boots (app, ebb_boots_get_identity (partner), CTL_REACH_LOOK, partner_ready, NULL);
}

static gboolean
choose (CtlApp *app, const char *program_id)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);
  EbbProgram        *program = ebb_programs_find (ebb_core_get_programs (app->core), program_id);
  EbbLegs            legs = EBB_LEGS_BOTH;

  if (program == NULL)
    {
      ctl_fail_no_program (app, program_id);
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

static void
begin (CtlApp *app)
{
  g_signal_connect_swapped (ebb_core_get_current_session (app->core), "changed",
                            G_CALLBACK (recovery_changed_cb), app);
  ebb_core_recover (app->core);
  ctl_reach_boots (app, app->boots_name, CTL_REACH_TAKE, boots_ready, NULL);
}

static void
fail_busy (CtlApp *app, const char *elsewhere)
{
  ctl_fail (
      app, CTL_EXIT_BUSY,
      _ ("nothing was started: a session runs already: %s (see ebbctl watch and ebbctl stop)"),
      elsewhere);
}

/* Another program stops what was left open, as the guardian of a program that died has it done. */
static gboolean
wait_for_others_cb (gpointer user_data)
{
  CtlApp            *app = user_data;
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);
  EbbClock          *clock = ebb_composition_get_clock (app->composition);
  g_autofree char   *elsewhere = ctl_dup_elsewhere_words (session);

  if (elsewhere == NULL)
    begin (app);
  else if (!ebb_current_session_is_elsewhere_stopping (session)
           || ebb_clock_get_boottime_us (clock) > app->wait_until_us)
    fail_busy (app, elsewhere);
  else
    return G_SOURCE_CONTINUE;
  return G_SOURCE_REMOVE;
}

void
ctl_run (CtlApp *app, char **arguments)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);
  g_autofree char   *elsewhere = NULL;

  if (!choose (app, arguments[0]))
    return;
  app->output_lost = output_lost;
  ctl_felt_expect (app);
  g_unix_signal_add (SIGINT, signal_cb, app);
  g_unix_signal_add (SIGTERM, signal_cb, app);
  g_unix_signal_add (SIGHUP, signal_cb, app);
  /* Who runs it holds the boots as well: they could not be reached. */
  elsewhere = ctl_dup_elsewhere_words (session);
  if (elsewhere == NULL)
    begin (app);
  else if (ebb_current_session_is_elsewhere_stopping (session))
    {
      if (!app->is_json)
        g_printerr ("%s\n",
                    _ ("Another Ebb program stops a session that was left open. Waiting for it…"));
      begin_to_wait (app, wait_for_others_cb);
    }
  else
    fail_busy (app, elsewhere);
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
