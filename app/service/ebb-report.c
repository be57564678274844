/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-report.h"

#include "ebb-boots-list-private.h"
#include "ebb-boots-recording.h"
#include "ebb-report-text-private.h"
#include "ebb-trace.h"

/* How a report is put together, without waiting for anything on the main loop. */

#define SESSIONS_MAX 10
/* What a person can still scroll through; a longer recording is named, to be sent as a file. */
#define RECORDING_MAX_BYTES (1024 * 1024)

typedef struct
{
  EbbBoots      *boots; /* (owned) (nullable) */
  EbbReportScope scope;
  GString       *text;
} Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  g_clear_object (&making->boots);
  g_string_free (making->text, TRUE);
  g_free (making);
}

static void
end (GTask *task)
{
  Making *making = g_task_get_task_data (task);
  g_autoptr (EbbRedactor) redactor = ebb_report_make_redactor (g_task_get_source_object (task));

  if (making->boots != NULL)
    ebb_redactor_add_text (redactor, ebb_boots_get_serial (making->boots), "(serial number)");
  g_task_return_pointer (task, ebb_redactor_apply (redactor, making->text->str), g_free);
}

static void
read_recording (GTask                    *task,
                gpointer source           G_GNUC_UNUSED,
                gpointer                  task_data,
                GCancellable *cancellable G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbTrace) trace = ebb_trace_new_from_file (task_data, &error);

  if (trace == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, ebb_trace_dup_redacted (trace), g_free);
}

static void
recording_read_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Making *making = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *recording = g_task_propagate_pointer (G_TASK (result), &error);

  g_string_append (making->text, "\n[last recording, see ble/TRACES.md]\n");
  if (recording == NULL)
    g_string_append_printf (making->text, "it cannot be read: %s\n", error->message);
  else if (strlen (recording) > RECORDING_MAX_BYTES)
    g_string_append_printf (making->text, "%" G_GSIZE_FORMAT " bytes, too long to stand here\n",
                            strlen (recording));
  else
    g_string_append (making->text, recording);
  end (task);
}

static void
add_recording (GTask *task)
{
  Making     *making = g_task_get_task_data (task);
  const char *path = making->boots != NULL ? ebb_boots_get_last_recording (making->boots) : NULL;
  g_autoptr (GTask) reading = NULL;

  if (path == NULL || making->scope != EBB_REPORT_WITH_RECORDING)
    {
      end (task);
      g_object_unref (task);
      return;
    }
  reading = g_task_new (NULL, NULL, recording_read_cb, task);
  g_task_set_task_data (reading, g_strdup (path), g_free);
  g_task_run_in_thread (reading, read_recording);
}

static void
history_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask  *task = user_data;
  Making *making = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = ebb_history_list_finish (EBB_HISTORY (source), result, &error);

  ebb_report_append_history (making->text, records);
  if (records == NULL)
    g_string_append_printf (making->text, "they cannot be read: %s\n", error->message);
  add_recording (task);
}

static void
described_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask   *task = user_data;
  EbbCore *core = g_task_get_source_object (task);
  Making  *making = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *facts = ebb_scanner_describe_finish (EBB_SCANNER (source), result, &error);

  g_string_append_printf (making->text, "%s", facts != NULL ? facts : "facts: not to be had\n");
  if (making->boots != NULL)
    ebb_report_append_boots (making->text, making->boots);
  ebb_report_append_session (making->text, ebb_core_get_current_session (core));
  ebb_history_list_async (ebb_core_get_history (core), SESSIONS_MAX, NULL, history_listed_cb, task);
}

void
ebb_report_make_async (EbbCore            *core,
                       EbbBoots           *boots,
                       EbbReportScope      scope,
                       const char         *front_end,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  GTask        *task = g_task_new (core, cancellable, callback, user_data);
  EbbBootsList *list = ebb_core_get_boots_list (core);
  EbbScanner   *scanner = boots != NULL && boots->scanner != NULL ? boots->scanner : list->scanner;
  Making       *making = g_new0 (Making, 1);

  g_task_set_source_tag (task, ebb_report_make_async);
  making->boots = boots != NULL ? g_object_ref (boots) : NULL;
  making->scope = scope;
  making->text = g_string_new ("Ebb report, version 1\n"
                               "Ebb sent this nowhere. Serial numbers, addresses and names are "
                               "replaced by words in brackets; read it before you pass it on.\n");
  g_task_set_task_data (task, making, making_free);
  ebb_report_append_computer (making->text, front_end);
  if (list->traces != NULL)
    g_string_append_printf (making->text, "program: %s\n", ebb_traces_get_program (list->traces));
  g_string_append_printf (making->text, "\n[radio]\nstate: %s\nboots known: %u, nearby: %u\n",
                          ebb_radio_state_to_string (ebb_scanner_get_radio_state (scanner)),
                          g_list_model_get_n_items (ebb_boots_list_get_known (list)),
                          g_list_model_get_n_items (ebb_boots_list_get_nearby (list)));
  ebb_scanner_describe_async (scanner, boots != NULL ? ebb_boots_get_identity (boots) : NULL, NULL,
                              described_cb, task);
}

/**
 * ebb_report_make_finish:
 *
 * Returns: (transfer full) (nullable): the report, redacted, to be read before anything else
 */
char *
ebb_report_make_finish (EbbCore *core, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, core), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
