/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-felt.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "ebb-current-session-steps.h"

#include "ebbctl-ask.h"

/* What was felt in a session is asked after it, as the window does. No answer is none: nothing is
 * waited for longer than this. */

#define ANSWER_WAIT_MS (60 * 1000)
/* How long writing it down may take before it counts as lost. */
#define KEEP_WAIT_MS (10 * 1000)

static EbbClock *
get_clock (CtlApp *app)
{
  return ebb_composition_get_clock (app->composition);
}

static void
end (CtlApp *app)
{
  ebb_clock_clear (get_clock (app), &app->felt_timeout_id);
  ctl_ask_withdraw (app);
  ctl_quit (app, app->felt_code);
}

static gboolean
nobody_answered_cb (gpointer user_data)
{
  CtlApp *app = user_data;

  app->felt_timeout_id = 0;
  end (app);
  return G_SOURCE_REMOVE;
}

static gboolean
not_kept_cb (gpointer user_data)
{
  CtlApp *app = user_data;

  app->felt_timeout_id = 0;
  ctl_say_failure (app, CTL_EXIT_FAILED,
                   _ ("what you said could not be written down: the next start of Ebb does not "
                      "know of it. Do not use the boots again today"));
  if (app->felt_code == CTL_EXIT_OK)
    app->felt_code = CTL_EXIT_FAILED;
  end (app);
  return G_SOURCE_REMOVE;
}

static void
wearer_changed_cb (CtlApp *app)
{
  if (ebb_questionnaire_is_known (ebb_core_get_questionnaire (app->core)))
    end (app);
}

static void
say (CtlApp *app, const char *words)
{
  if (app->is_json)
    g_printerr ("%s\n", words);
  else
    g_print ("%s\n", words);
}

static void
take_yes (CtlApp *app)
{
  say (app, _ ("Do not use the boots again today. If it does not go away soon, ask a doctor. All "
               "questions are asked again before the next session: see ebbctl answers."));
  ebb_clock_clear (get_clock (app), &app->felt_timeout_id);
  app->felt_timeout_id = ebb_clock_add_timeout (get_clock (app), KEEP_WAIT_MS, not_kept_cb, app);
  g_signal_connect_swapped (ebb_core_get_wearer (app->core), "changed",
                            G_CALLBACK (wearer_changed_cb), app);
  ebb_current_session_say_symptom (ebb_core_get_current_session (app->core), EBB_ANSWER_YES);
}

static void
answered_cb (CtlApp *app, const char *answer, gpointer user_data G_GNUC_UNUSED)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);

  if (answer == NULL || answer[0] == '\0')
    end (app);
  else if (g_ascii_strcasecmp (answer, "yes") == 0 || g_ascii_strcasecmp (answer, "y") == 0)
    take_yes (app);
  else if (g_ascii_strcasecmp (answer, "no") == 0 || g_ascii_strcasecmp (answer, "n") == 0)
    {
      ebb_current_session_say_symptom (session, EBB_ANSWER_NO);
      end (app);
    }
  else
    ctl_ask (app, _ ("Type yes or no:"), answered_cb, NULL);
}

static gboolean
told_to_end_cb (gpointer user_data)
{
  ((CtlApp *) user_data)->is_told_to_end = TRUE;
  return G_SOURCE_CONTINUE;
}

void
ctl_felt_expect (CtlApp *app)
{
  g_unix_signal_add (SIGTERM, told_to_end_cb, app);
}

void
ctl_felt_ask (CtlApp *app, CtlExit exit_code)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);

  app->felt_code = exit_code;
  if (app->is_told_to_end || app->is_output_lost || !ctl_is_terminal (app)
      || !ebb_current_session_is_symptom_asked (session))
    {
      end (app);
      return;
    }
  app->felt_timeout_id =
      ebb_clock_add_timeout (get_clock (app), ANSWER_WAIT_MS, nobody_answered_cb, app);
  ctl_ask (app, _ ("Any pain, numbness, tingling or change of the skin? Type yes or no:"),
           answered_cb, NULL);
}

gboolean
ctl_felt_interrupt (CtlApp *app)
{
  if (app->felt_timeout_id == 0)
    return FALSE;
  end (app);
  return TRUE;
}
