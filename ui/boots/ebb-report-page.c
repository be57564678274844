/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-report-page.h"

#include <glib/gi18n.h>

struct _EbbReportPage
{
  AdwBin parent_instance;

  /* owned by the template */
  GtkWidget   *recording_check;
  GtkTextView *text_view;
  GtkWidget   *outcome_label;
  GtkWidget   *save_button;

  /* owned */
  GtkFileChooserNative *chooser; /* (nullable): open */

  /* state */
  gboolean has_text;
  gboolean is_stoppable; /* boots run: nothing that lies over STOP is opened */
};

enum
{
  SIGNAL_SAY,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EbbReportPage, ebb_report_page, ADW_TYPE_BIN)

static void
say_outcome (EbbReportPage *self, const char *words)
{
  gtk_label_set_label (GTK_LABEL (self->outcome_label), words != NULL ? words : "");
  gtk_widget_set_visible (self->outcome_label, words != NULL);
  if (words != NULL)
    g_signal_emit (self, signals[SIGNAL_SAY], 0, words);
}

static char *
dup_text (EbbReportPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  GtkTextIter    start;
  GtkTextIter    end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/* (transfer full) */
static char *
dup_why_not_saved (const char *name, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    /* Translators: the name of a file. */
    return g_strdup_printf (_ ("The report was not saved to %s: the disk is full. Make room, or "
                               "choose another place."),
                            name);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    /* Translators: the name of a file. */
    return g_strdup_printf (_ ("The report was not saved to %s: this account may not write there. "
                               "Choose another place."),
                            name);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY))
    /* Translators: the name of a file. */
    return g_strdup_printf (_ ("The report was not saved to %s: its folder is not there. Choose "
                               "another place."),
                            name);
  /* Translators: the name of a file. */
  return g_strdup_printf (_ ("The report was not saved to %s: nothing can be written there. Choose "
                             "another place."),
                          name);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbReportPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_parse_name (G_FILE (source));
  g_autofree char *words = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    words = g_strdup_printf (_ ("Saved to %s"), name);
  else
    {
      g_debug ("report: %s", error->message);
      words = dup_why_not_saved (name, error);
    }
  say_outcome (self, words);
}

/* What is saved is what was read. */
static void
chosen_cb (EbbReportPage *self, int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  if (response != GTK_RESPONSE_ACCEPT)
    return;
  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  text = dup_text (self);
  bytes = g_bytes_new_take (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                       saved_cb, g_object_ref (self));
}

static void
save_clicked_cb (EbbReportPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->chooser != NULL || self->is_stoppable || !self->has_text)
    return;
  say_outcome (self, NULL);
  self->chooser =
      gtk_file_chooser_native_new (_ ("Save a Report"), GTK_WINDOW (root),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), "ebb-report.txt");
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
ebb_report_page_dispose (GObject *object)
{
  EbbReportPage *self = EBB_REPORT_PAGE (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  G_OBJECT_CLASS (ebb_report_page_parent_class)->dispose (object);
}

static void
ebb_report_page_class_init (EbbReportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ebb_report_page_dispose;
  signals[SIGNAL_SAY] = g_signal_new ("say", EBB_TYPE_REPORT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ebb_boots/Ebb/boots/ebb-report-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbReportPage, recording_check);
  gtk_widget_class_bind_template_child (widget_class, EbbReportPage, text_view);
  gtk_widget_class_bind_template_child (widget_class, EbbReportPage, outcome_label);
  gtk_widget_class_bind_template_child (widget_class, EbbReportPage, save_button);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
}

static void
ebb_report_page_init (EbbReportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
update_save (EbbReportPage *self)
{
  gtk_widget_set_sensitive (self->save_button, self->has_text && !self->is_stoppable);
  gtk_widget_set_tooltip_text (self->save_button,
                               self->is_stoppable ? _ ("Available after the session") : NULL);
}

/**
 * ebb_report_page_show_text:
 *
 * Shows the report itself.
 */
void
ebb_report_page_show_text (EbbReportPage *self, const char *text)
{
  g_return_if_fail (EBB_IS_REPORT_PAGE (self));

  self->has_text = text != NULL;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text_view),
                            text != NULL ? text : _ ("It is being put together…"), -1);
  say_outcome (self, NULL);
  update_save (self);
}

/* Nothing may lie over STOP. */
static void
close_chooser (EbbReportPage *self)
{
  if (self->chooser == NULL)
    return;
  gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  say_outcome (self, _ ("The report was not saved: the boots began to run. Save it when they have "
                        "stopped."));
}

/**
 * ebb_report_page_show:
 * @has_recording: whether there is one that it can hold
 * @is_stoppable: whether STOP stands in the window
 *
 * What can be done with the report now.
 */
void
ebb_report_page_show (EbbReportPage *self, gboolean has_recording, gboolean is_stoppable)
{
  g_return_if_fail (EBB_IS_REPORT_PAGE (self));

  self->is_stoppable = is_stoppable;
  if (is_stoppable)
    close_chooser (self);
  gtk_widget_set_visible (self->recording_check, has_recording);
  update_save (self);
}
