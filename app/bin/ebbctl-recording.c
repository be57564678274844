/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-recording.h"

#include <glib/gi18n.h>

#include "ebb-boots-recording.h"

/* run --record FILE: what a session says to the boots, as a file. It never keeps the session. */

void
ctl_recording_expect (CtlApp *app, void (*changed_cb) (CtlApp *app))
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (app->record_path == NULL)
    return;
  /* As seen from here, whatever becomes of the working directory. */
  file = g_file_new_for_commandline_arg (app->record_path);
  path = g_file_get_path (file);
  ebb_boots_record_to (app->boots, path != NULL ? path : app->record_path);
  g_signal_connect_swapped (app->boots, "changed", G_CALLBACK (changed_cb), app);
}

gboolean
ctl_recording_is_pending (CtlApp *app)
{
  return app->record_path != NULL && app->boots != NULL
         && ebb_boots_is_recording_closing (app->boots);
}

static gboolean
say_failure (CtlApp *app)
{
  const GError *error = ebb_boots_get_recording_error (app->boots);

  if (error == NULL)
    return FALSE;
  if (!app->is_recording_lost)
    g_printerr (_ ("ebbctl: --record “%s”: %s. The session goes on; it is recorded no more.\n"),
                app->record_path, error->message);
  app->is_recording_lost = TRUE;
  return TRUE;
}

void
ctl_recording_tell (CtlApp *app)
{
  if (app->record_path == NULL || app->boots == NULL || say_failure (app))
    return;
  if (app->is_recording_said || ebb_boots_get_recording (app->boots) == NULL)
    return;
  app->is_recording_said = TRUE;
  g_printerr (_ ("This session is being recorded to %s\n"), ebb_boots_get_recording (app->boots));
}

gboolean
ctl_recording_say_end (CtlApp *app)
{
  return app->record_path == NULL || !say_failure (app);
}
