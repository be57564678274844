/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib/gi18n.h>

#include "ebb-boots-recording.h"
#include "ebb-boots-section-private.h"
#include "ebb-report.h"

/* The report: about the boots of the device page, or those that are set up; and where there are
 * none, or they are out of reach, about the rest. */

typedef struct
{
  EbbBootsSection *section;
  guint            n; /* which of those that were asked for */
} Request;

static void
request_free (Request *self)
{
  g_object_unref (self->section);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = ebb_report_make_finish (EBB_CORE (source), result, &error);
  EbbBootsSection *self = request->section;

  /* They come in any order: only the one that was asked for last is what the page says it is. */
  if (request->n != self->n_reports || self->report_page == NULL)
    return;
  if (text == NULL)
    g_debug ("report: %s", error->message);
  ebb_report_page_show_text (self->report_page,
                             text != NULL ? text
                                          : _ ("The report was not put together. Close this page "
                                               "and open it again."));
}

static void
make_report (EbbBootsSection *self)
{
  g_autoptr (GVariant) with_recording = NULL;
  g_autofree char *toolkit = NULL;
  Request         *request;

  with_recording = g_action_get_state (g_action_map_lookup_action (self->report, "recording"));
  toolkit =
      g_strdup_printf ("GTK: %u.%u.%u\nlibadwaita: %u.%u.%u\n", gtk_get_major_version (),
                       gtk_get_minor_version (), gtk_get_micro_version (), adw_get_major_version (),
                       adw_get_minor_version (), adw_get_micro_version ());
  request = g_new0 (Request, 1);
  request->section = g_object_ref (self);
  request->n = ++self->n_reports;
  ebb_report_make_async (self->core, self->reported,
                         g_variant_get_boolean (with_recording) ? EBB_REPORT_WITH_RECORDING
                                                                : EBB_REPORT_SHORT,
                         toolkit, NULL, made_cb, request);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbBootsSection *self = user_data;

  ebb_boots_section_open_report (
      self, ebb_current_session_get_boots (ebb_core_get_current_session (self->core)));
}

static void
recording_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  g_simple_action_set_state (action, state);
  make_report (user_data);
}

/*< private >
 * ebb_boots_section_add_report_actions:
 *
 * Gives the page of the report something to do.
 */
void
ebb_boots_section_add_report_actions (EbbBootsSection *self, GtkWidget *widget)
{
  static const GActionEntry entries[] = {
    { .name = "open", .activate = open_cb },
    { .name = "recording", .state = "false", .change_state = recording_cb },
  };
  GSimpleActionGroup *group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (widget, "report", G_ACTION_GROUP (group));
  self->report = G_ACTION_MAP (group);
}

/*< private >
 * ebb_boots_section_show_report:
 *
 * What of the report depends on the session, if its page was made.
 */
void
ebb_boots_section_show_report (EbbBootsSection *self, gboolean is_stoppable)
{
  if (self->report_page != NULL)
    ebb_report_page_show (self->report_page,
                          self->reported != NULL
                              && ebb_boots_get_last_recording (self->reported) != NULL,
                          is_stoppable);
}

static void
say_cb (EbbBootsSection *self, const char *words)
{
  g_signal_emit_by_name (self, "say", words);
}

/*< private >
 * ebb_boots_section_make_report_page:
 *
 * Returns: (transfer floating): the page of the report
 */
GtkWidget *
ebb_boots_section_make_report_page (EbbBootsSection *self)
{
  /* A report may be ready when the page is gone. */
  g_set_weak_pointer (&self->report_page, g_object_new (EBB_TYPE_REPORT_PAGE, NULL));
  g_signal_connect_object (self->report_page, "say", G_CALLBACK (say_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self->report_page);
}

/*< private >
 * ebb_boots_section_open_report:
 * @boots: (nullable): what it is about, beside the computer and its radio
 *
 * Opens the page of the report, and puts it together anew: it is shown when it is whole.
 */
void
ebb_boots_section_open_report (EbbBootsSection *self, EbbBoots *boots)
{
  g_set_object (&self->reported, boots);
  g_signal_emit_by_name (self, "push", "report");
  if (self->report_page != NULL)
    ebb_report_page_show_text (self->report_page, NULL);
  make_report (self);
  ebb_boots_section_refresh (self);
}
