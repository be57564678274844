/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-reading.h"
#include "ebbctl-app.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "ebbctl-ask.h"
#include "ebbctl-keys.h"
#include "ebbctl-print.h"
#include "ebbctl-reach.h"
#include "ebbctl-refusal-words.h"
#include "ebbctl-screen.h"
#include "ebbctl-session-words.h"
#include "ebbctl-trouble.h"
#include "ebbctl-words.h"

/* legs: which leg is each boot on? The leg check of the window, from a terminal: each boot is filled
 * by a typed yes and nothing else, and every key but an answer is Stop. */

#define WAIT_PERIOD_MS 100
/* As run: for what an earlier run left open to be stopped. */
#define WAIT_MAX_MS 30000

struct _CtlLegs
{
  EbbBoots *boots;
  gint64    until_us;
  gboolean  is_asking;       /* whether to fill a boot */
  gboolean  is_filling_out;  /* that one is being filled */
  gboolean  is_question_out; /* which leg it is */
  gboolean  is_stopped;      /* by Ctrl-C, or nobody sits there any more: nothing is asked again */
};

static EbbLegCheck *
get_check (CtlApp *app)
{
  return ebb_core_get_leg_check (app->core);
}

static EbbCurrentSession *
get_session (CtlApp *app)
{
  return ebb_core_get_current_session (app->core);
}

static void
end (CtlApp *app, CtlExit exit_code, const char *message)
{
  app->is_ending = TRUE;
  ebb_leg_check_leave (get_check (app));
  if (message != NULL)
    ctl_fail (app, exit_code, "%s", message);
  else
    ctl_quit (app, exit_code);
}

/* ---- what is kept ---- */

static void
print_kept (EbbBoots *boots)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "identity");
  json_builder_add_string_value (builder, ebb_boots_get_identity (boots));
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, ebb_boots_get_name (boots));
  json_builder_set_member_name (builder, "serial");
  json_builder_add_string_value (builder, ebb_boots_get_serial (boots));
  json_builder_set_member_name (builder, "sides");
  json_builder_add_string_value (builder, ebb_sides_to_string (ebb_boots_get_sides (boots)));
  json_builder_end_object (builder);
  ctl_print_json_line (builder);
}

/* Without the boots: it is kept by their serial number. */
static void
read_kept (CtlApp *app, const char *name)
{
  EbbBoots *boots = ebb_boots_list_find (ebb_core_get_boots_list (app->core), name);

  if (boots == NULL || !ebb_boots_is_known (boots))
    {
      ctl_fail (app, CTL_EXIT_NO_BOOTS,
                _ ("no boots called “%s” are yours; expected the identity or the name of one (see "
                   "ebbctl boots)"),
                name);
      return;
    }
  print_kept (boots);
  ctl_quit (app, CTL_EXIT_OK);
}

static void
say_done (CtlApp *app)
{
  if (ebb_leg_check_get_sides (get_check (app)) == EBB_SIDES_SWAPPED)
    g_print ("%s\n", _ ("Left and right are set. Each boot is on the other leg than it is marked "
                        "for, and Ebb has turned them: left is your left leg in everything it "
                        "shows and starts."));
  else
    g_print ("%s\n", _ ("Left and right are set. Each boot is on the leg that it is marked for."));
  end (app, CTL_EXIT_OK, NULL);
}

/* ---- filling ---- */

static void
fail_refused (CtlApp *app)
{
  g_autoptr (GString) reasons = g_string_new (NULL);
  g_autofree char  *message = NULL;
  gsize             n = 0;
  const EbbRefusal *refusals = ebb_current_session_get_refusals (get_session (app), &n);
  CtlExit           exit_code = CTL_EXIT_REFUSED;

  for (gsize i = 0; i < n; i++)
    {
      /* The ticks come with the typed yes. */
      if (refusals[i].code == EBB_REFUSAL_CHECKS)
        continue;
      g_string_append (reasons, reasons->len > 0 ? "; " : "");
      ctl_append_refusal (reasons, &refusals[i]);
      if (refusals[i].code == EBB_REFUSAL_SESSION_ELSEWHERE)
        exit_code = CTL_EXIT_BUSY;
    }
  message = g_strdup_printf (_ ("nothing was filled: %s"), reasons->str);
  end (app, exit_code, message);
}

static void changed_cb (CtlApp *app);

static void
typed_cb (CtlApp *app, const char *answer, gpointer user_data G_GNUC_UNUSED)
{
  if (app->is_ending)
    return;
  /* The whole word and no other, as run has it. */
  if (g_strcmp0 (answer, "yes") != 0)
    {
      end (app, CTL_EXIT_REFUSED,
           _ ("nothing is kept of the leg check: something else was typed; expected “yes”"));
      return;
    }
  for (int i = 0; i < EBB_N_CHECKS; i++)
    ebb_current_session_set_check (get_session (app), (EbbCheck) i, TRUE);
  app->legs->is_filling_out = FALSE;
  app->legs->is_question_out = FALSE;
  if (!ebb_leg_check_start (get_check (app), EBB_CONFIRMED_BY_WORD))
    fail_refused (app);
  /* Not before: each tick is a change, and would be a new question. */
  app->legs->is_asking = FALSE;
  changed_cb (app);
}

/* Why it begins again, where it does. */
static const char *
say_note (CtlApp *app)
{
  switch (ebb_leg_check_get_note (get_check (app)))
    {
    case EBB_LEG_CHECK_NOTE_NEITHER:
      return _ ("Nothing was felt. Check that the boots are on and closed, and the hoses.");
    case EBB_LEG_CHECK_NOTE_NO_ANSWER:
      return _ ("Stopped before you answered. Nothing is kept of it.");
    case EBB_LEG_CHECK_NOTE_CONTRADICTION:
      return _ ("Both boots in one leg can not be right. It begins again with the first.");
    case EBB_LEG_CHECK_NOTE_NONE:
    case EBB_LEG_CHECK_NOTE_TROUBLE:
    default:
      return ebb_leg_check_get_step (get_check (app)) > 0 ? _ ("Now the other boot.") : NULL;
    }
}

static void
ask_to_fill (CtlApp *app)
{
  const char      *note = say_note (app);
  g_autofree char *question = NULL;

  app->legs->is_asking = TRUE;
  ctl_screen_end (app);
  if (note != NULL)
    g_print ("%s\n", note);
  question = g_strdup_printf (
      _ ("Put the boots on and close them. Ebb fills one boot gently, up to %d mmHg, and asks "
         "which leg you feel.\n"
         "By typing yes you say: awake and sober, not about to sleep; no new pain, swelling, wound "
         "or numbness; their stop button within reach.\n"
         "Type yes to fill one boot, anything else to end:"),
      ebb_pa_to_whole_mmhg (ebb_current_session_get_cap_pa (get_session (app))));
  ctl_ask (app, question, typed_cb, NULL);
}

/* An answer is a Stop as well. So is every other key: which one it is must not matter. */
static void
press_cb (CtlApp *app, char key)
{
  EbbLegCheck *check = get_check (app);

  switch (g_ascii_tolower (key))
    {
    case 'l':
      ebb_leg_check_answer (check, EBB_LEG_ANSWER_LEFT);
      break;
    case 'r':
      ebb_leg_check_answer (check, EBB_LEG_ANSWER_RIGHT);
      break;
    case 'n':
      ebb_leg_check_answer (check, EBB_LEG_ANSWER_NEITHER);
      break;
    default:
      break;
    }
  ebb_current_session_stop (get_session (app), EBB_STOP_FROM_KEY);
}

static void
say_filling (CtlApp *app)
{
  if (app->legs->is_filling_out)
    return;
  app->legs->is_filling_out = TRUE;
  g_print ("%s\n", ebb_leg_check_get_step (get_check (app)) == 0
                       ? _ ("One boot is filling gently. Every key is Stop.")
                       : _ ("The other boot is filling gently. Every key is Stop."));
}

/* Not before there is air that somebody can have felt. */
static void
ask_which_leg (CtlApp *app)
{
  if (app->legs->is_question_out || !ebb_leg_check_can_answer (get_check (app)))
    return;
  app->legs->is_question_out = TRUE;
  g_print ("%s\n", _ ("Which leg do you feel? L left, R right, N neither. Each answer stops it; "
                      "every other key, and Ctrl-C, is Stop."));
}

/* By a signal, which nobody takes for an answer. */
static void
end_stopped (CtlApp *app)
{
  const EbbSnapshot *snapshot = ebb_current_session_get_snapshot (get_session (app));

  if (snapshot->has_result && !snapshot->is_result_vented)
    end (app, CTL_EXIT_NOT_CONFIRMED,
         _ ("stopped, and nobody confirmed that the boots are empty: open the zips, top first. "
            "Nothing is kept of the leg check"));
  else
    end (app, CTL_EXIT_FAILED,
         _ ("stopped, and every zone is below 10 mmHg; nothing is kept of the leg check"));
}

static void
show_ready (CtlApp *app)
{
  if (app->legs->is_asking)
    return;
  if (app->legs->is_stopped
      || ctl_is_end_unconfirmed (ebb_current_session_get_snapshot (get_session (app))))
    end_stopped (app);
  else if (ebb_leg_check_get_note (get_check (app)) == EBB_LEG_CHECK_NOTE_TROUBLE)
    end (app, CTL_EXIT_ENDED_EARLY,
         _ ("the leg check did not end as it should, and nothing is kept; look at the boots before "
            "using them again"));
  else
    ask_to_fill (app);
}

static void
changed_cb (CtlApp *app)
{
  const EbbSnapshot *snapshot = ebb_current_session_get_snapshot (get_session (app));

  if (app->is_ending)
    return;
  ctl_warn_of_state (app, snapshot);
  ctl_keys_follow (app, snapshot);
  ctl_trouble_follow (app, snapshot);
  if (app->is_ending || app->legs->is_asking)
    return;
  switch (ebb_leg_check_get_stage (get_check (app)))
    {
    case EBB_LEG_CHECK_READY:
      if (snapshot->state == EBB_SESSION_IDLE && !snapshot->is_record_pending)
        show_ready (app);
      break;
    case EBB_LEG_CHECK_FILLING:
      if (!ebb_session_state_is_live (snapshot->state))
        break;
      say_filling (app);
      ask_which_leg (app);
      break;
    case EBB_LEG_CHECK_DONE:
      if (!snapshot->is_record_pending)
        say_done (app);
      break;
    case EBB_LEG_CHECK_OFF:
    case EBB_LEG_CHECK_EMPTYING:
    default:
      break;
    }
}

/* ---- Stop ---- */

static gboolean
signal_cb (gpointer user_data)
{
  CtlApp            *app = user_data;
  const EbbSnapshot *snapshot = ebb_current_session_get_snapshot (get_session (app));
  gboolean           is_left = ctl_trouble_may_leave (snapshot);

  if (snapshot->state == EBB_SESSION_IDLE)
    {
      end (app, CTL_EXIT_REFUSED, _ ("nothing is kept of the leg check: it was interrupted"));
      return G_SOURCE_CONTINUE;
    }
  ebb_current_session_stop (get_session (app), EBB_STOP_FROM_SIGNAL);
  app->legs->is_stopped = TRUE;
  ctl_trouble_interrupt (app, is_left);
  return G_SOURCE_CONTINUE;
}

static void
output_lost (CtlApp *app)
{
  app->legs->is_stopped = TRUE;
  if (ebb_current_session_get_snapshot (get_session (app))->state != EBB_SESSION_IDLE)
    ebb_current_session_stop (get_session (app), EBB_STOP_FROM_SIGNAL);
  else
    ctl_quit (app, CTL_EXIT_FAILED);
}

/* ---- the way there ---- */

static void
begin (CtlApp *app)
{
  EbbLegCheck *check = get_check (app);

  if (!ebb_leg_check_begin (check, app->legs->boots))
    {
      end (app, CTL_EXIT_REFUSED,
           _ ("nothing was filled: these boots are being stopped, or nothing is known of them yet; "
              "try again in a moment"));
      return;
    }
  app->press = press_cb;
  /* It tells of each change of its session, once it has made up its mind. */
  g_signal_connect_swapped (check, "changed", G_CALLBACK (changed_cb), app);
  changed_cb (app);
}

/* What an earlier run left open is stopped before anything is filled, and boots that have just been
 * connected say in a moment whether there is air in them. */
static gboolean
wait_cb (gpointer user_data)
{
  CtlApp   *app = user_data;
  EbbClock *clock = ebb_composition_get_clock (app->composition);

  if (app->is_ending)
    return G_SOURCE_REMOVE;
  /* Those that do not say it are refused when they are to be filled. */
  if (ebb_boots_is_reading_awaited (app->legs->boots))
    return G_SOURCE_CONTINUE;
  if (!ebb_current_session_is_recovering (get_session (app)))
    begin (app);
  else if (ebb_clock_get_boottime_us (clock) > app->legs->until_us)
    end (app, CTL_EXIT_NOT_CONFIRMED,
         _ ("nothing was filled: a session that an earlier run left open is not confirmed as "
            "stopped. Press the stop button on those boots, open the zips, top first, and try "
            "again"));
  else
    return G_SOURCE_CONTINUE;
  return G_SOURCE_REMOVE;
}

static void
reached (CtlApp *app, EbbBoots *boots)
{
  EbbClock *clock = ebb_composition_get_clock (app->composition);

  app->legs->boots = boots;
  app->legs->until_us = ebb_clock_get_boottime_us (clock) + WAIT_MAX_MS * (gint64) 1000;
  ebb_clock_add_timeout (clock, WAIT_PERIOD_MS, wait_cb, app);
}

void
ctl_legs (CtlApp *app, char **arguments)
{
  g_autofree char *elsewhere = ctl_dup_elsewhere_words (get_session (app));

  if (app->is_json)
    {
      read_kept (app, arguments[0]);
      return;
    }
  if (!ctl_is_terminal (app))
    {
      ctl_fail (
          app, CTL_EXIT_REFUSED,
          _ ("nothing was filled: no terminal to ask at. A script never fills boots; it reads "
             "what is kept with --json."));
      return;
    }
  if (elsewhere != NULL)
    {
      ctl_fail (app, CTL_EXIT_BUSY,
                _ ("nothing was filled: a session runs already: %s (see ebbctl watch and ebbctl "
                   "stop)"),
                elsewhere);
      return;
    }
  app->legs = g_new0 (CtlLegs, 1);
  app->output_lost = output_lost;
  g_unix_signal_add (SIGINT, signal_cb, app);
  g_unix_signal_add (SIGTERM, signal_cb, app);
  g_unix_signal_add (SIGHUP, signal_cb, app);
  ebb_core_recover (app->core);
  ctl_reach_boots (app, arguments[0], CTL_REACH_TAKE, reached, NULL);
}
