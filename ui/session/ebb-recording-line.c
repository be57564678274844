/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-recording-line.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "ebb-boots-recording.h"

#define LINE_NAME "recording-line"

/* As a person knows it: the home folder is "~". */
static char *
dup_short_path (const char *path)
{
  const char *home = g_get_home_dir ();

  if (g_str_has_prefix (path, home) && path[strlen (home)] == G_DIR_SEPARATOR)
    return g_strconcat ("~", path + strlen (home), NULL);
  return g_strdup (path);
}

static const char *
say_why (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return _ ("The disk is full, so the recording ended. The session goes on as it was. Free some "
              "space before you record again.");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    return _ ("Nothing is recorded: the file is there already. The session goes on as it was. "
              "Choose another file the next time.");
  if (g_error_matches (error, EBB_TRACE_ERROR, EBB_TRACE_ERROR_FULL))
    return _ (
        "The recording became too long, or the disk too slow for it, so it ended. The session "
        "goes on as it was. What was recorded until then is kept.");
  return _ ("The recording could not be written, so it ended. The session goes on as it was. Look "
            "whether Ebb may write to its folder before you record again.");
}

/* (nullable): nothing is to be said */
static char *
dup_words (const EbbScene *scene)
{
  const gboolean   is_idle = scene->snapshot->state == EBB_SESSION_IDLE;
  g_autofree char *path = NULL;

  if (scene->recording_error != NULL && !is_idle)
    return g_strdup (say_why (scene->recording_error));
  if (scene->recording != NULL)
    {
      path = dup_short_path (scene->recording);
      /* Translators: %s is the name of a file. */
      return g_strdup_printf (_ ("This session is being recorded to %s"), path);
    }
  if (scene->is_recorded && is_idle)
    return g_strdup (_ ("Sessions with these boots are recorded. The switch is on the page of the "
                        "boots."));
  return NULL;
}

static GtkWidget *
make_line (GtkWidget *view)
{
  GtkWidget *line = gtk_label_new (NULL);

  gtk_widget_set_name (line, LINE_NAME);
  gtk_label_set_wrap (GTK_LABEL (line), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (line), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (line), GTK_JUSTIFY_CENTER);
  gtk_widget_set_margin_top (line, 6);
  gtk_widget_set_margin_start (line, 18);
  gtk_widget_set_margin_end (line, 18);
  gtk_widget_insert_before (line, gtk_widget_get_parent (view), view);
  return line;
}

/**
 * ebb_recording_line_show:
 *
 * Says what @scene has of a recording.
 */
void
ebb_recording_line_show (GtkWidget *view, const EbbScene *scene)
{
  g_autofree char *words = dup_words (scene);
  GtkWidget       *line = gtk_widget_get_prev_sibling (view);

  if (line != NULL && g_strcmp0 (gtk_widget_get_name (line), LINE_NAME) != 0)
    line = NULL;
  if (words == NULL && line == NULL)
    return;
  if (line == NULL)
    line = make_line (view);
  gtk_widget_set_visible (line, words != NULL);
  if (words != NULL && g_strcmp0 (gtk_label_get_label (GTK_LABEL (line)), words) != 0)
    gtk_label_set_label (GTK_LABEL (line), words);
}
