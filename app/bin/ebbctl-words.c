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
