/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-words.h"

#include <glib/gi18n.h>
#include <unistd.h>

#include "ebbctl-screen.h"

void
ctl_say_end (CtlApp *app, const EbbSnapshot *snapshot)
{
  guint at_s = snapshot->end_elapsed_ms / 1000;

  if (snapshot->is_record_lost)
    g_printerr (
        "ebbctl: %s\n",
        _ ("how this session ended could not be written down: see whether the disk is full. "
           "The next start of Ebb stops these boots once more, to be sure."));
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
    case EBB_END_BY_BUTTON:
      g_print ("%s\n", _ ("The boots' own button stopped it. Every zone is below 10 mmHg."));
      break;
    case EBB_END_BY_OTHERS:
      g_print ("%s\n",
               _ ("Another app, or somebody near, stopped it. Every zone is below 10 mmHg."));
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
    case EBB_END_BY_PAUSE_TIMEOUT:
      g_print ("%s\n", _ ("It was paused for 10 minutes and ended by itself. Every zone is below "
                          "10 mmHg."));
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
    g_printerr (_ ("Ebb stopped: %s. Open the boots if they feel tight.\n"),
                ebb_fault_to_string (snapshot->fault));
}

static void
append_length (GString *text, guint value, guint bound)
{
  g_string_append_printf (text, ngettext ("%u minute", "%u minutes", value), value);
  g_string_append (text, " ");
  if (value > bound)
    g_string_append_printf (text,
                            ngettext ("is too long: the longest session is %u minute (--minutes)",
                                      "is too long: the longest session is %u minutes (--minutes)",
                                      bound),
                            bound);
  else
    g_string_append_printf (
        text,
        ngettext ("is too short: the shortest session is %u minute (--minutes)",
                  "is too short: the shortest session is %u minutes (--minutes)", bound),
        bound);
}

static void
append_elsewhere (GString *text, const char *names)
{
  g_string_append_printf (text,
                          _ ("another Ebb program has “%s” in its hands, and two could squeeze one "
                             "leg at the same time; stop it there, or wait until it is done"),
                          names);
}

void
ctl_append_refusal (GString *text, const EbbRefusal *refusal)
{
  switch (refusal->code)
    {
    case EBB_REFUSAL_LENGTH:
      append_length (text, (guint) (refusal->value / 60), (guint) (refusal->bound / 60));
      break;
    case EBB_REFUSAL_ABOVE_CAP:
      g_string_append_printf (
          text,
          _ ("the program goes up to %d mmHg, and the limit is %d mmHg; choose a gentler one"),
          ebb_pa_to_whole_mmhg ((int32_t) refusal->value),
          ebb_pa_to_whole_mmhg ((int32_t) refusal->bound));
      break;
    case EBB_REFUSAL_BATTERY:
      g_string_append_printf (text,
                              _ ("the boots' battery is at %d %%, and they might stop with air "
                                 "inside; charge it to %d %%"),
                              (int) refusal->value, (int) refusal->bound);
      break;
    case EBB_REFUSAL_LEAVING:
      g_string_append (text, _ ("the computer is about to sleep or to switch off; start when it is "
                                "awake again"));
      break;
    case EBB_REFUSAL_SIDES:
      g_string_append (text, _ ("left and right are not set, and the wrong leg could be squeezed; "
                                "do the leg check: ebbctl legs"));
      break;
    case EBB_REFUSAL_ONE_LEG:
      g_string_append (text, _ ("both boots of the set are set to one leg, and the other would get "
                                "nothing; do the leg check of each again: ebbctl legs"));
      break;
    case EBB_REFUSAL_BOOTS_ELSEWHERE:
      append_elsewhere (text, refusal->message);
      break;
    case EBB_REFUSAL_UNREAD:
      g_string_append_printf (
          text,
          _ ("nobody can tell whether boots were left with air inside; open the "
             "zips if they feel tight (%s)"),
          refusal->message);
      break;
    case EBB_REFUSAL_NOT_SIMULATED:
      g_string_append (text, _ ("Ebb can not start real boots yet: it has to ask about health "
                                "first, and those questions are not built yet; see --demo"));
      break;
    case EBB_REFUSAL_NO_ZONES:
      g_string_append (text, _ ("the program uses no zone of these boots on these legs; choose "
                                "another program or other legs"));
      break;
    case EBB_REFUSAL_OUT_OF_LIMITS:
      g_string_append_printf (text, _ ("the program can not be used on these boots (%s)"),
                              refusal->message);
      break;
    default:
      g_string_append (text, refusal->message);
    }
}
