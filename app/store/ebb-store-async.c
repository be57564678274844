/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-store-private.h"

/* Sessions and their samples, as jobs for the writer thread. */

typedef struct
{
  EbbSessionRecord *record;
  guint32           epoch;
} RecordData;

static void
free_record_data (gpointer data)
{
  RecordData *record_data = data;

  g_object_unref (record_data->record);
  g_free (record_data);
}

/* Jobs run later, and the session goes on: what is written is what stood there when it was asked. */
static RecordData *
copy_record_data (EbbSessionRecord *record, guint32 epoch)
{
  RecordData       *data = g_new0 (RecordData, 1);
  EbbSessionRecord *copy = ebb_session_record_new ();

  copy->id = g_strdup (record->id);
  copy->started_wall_us = record->started_wall_us;
  copy->ended_wall_us = record->ended_wall_us;
  copy->utc_offset_s = record->utc_offset_s;
  copy->program_id = g_strdup (record->program_id);
  copy->program_name = g_strdup (record->program_name);
  copy->boots_identity = g_strdup (record->boots_identity);
  copy->boots_name = g_strdup (record->boots_name);
  copy->boots_serial = g_strdup (record->boots_serial);
  copy->is_simulated = record->is_simulated;
  copy->legs = record->legs;
  copy->planned_s = record->planned_s;
  copy->run_s = record->run_s;
  copy->peak_pa = record->peak_pa;
  copy->end = record->end;
  copy->fault = record->fault;
  copy->is_vented_confirmed = record->is_vented_confirmed;
  copy->n_samples = record->n_samples;
  data->record = copy;
  data->epoch = epoch;
  return data;
}

static void
return_boolean (GTask *task, gboolean is_ok, GError *error)
{
  if (is_ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
open_session_job (EbbStore *self, gpointer data, GTask *task)
{
  RecordData *record_data = data;
  GError     *error = NULL;
  gboolean    is_ok = ebb_sessions_open (self, record_data->record, record_data->epoch, &error);

  return_boolean (task, is_ok, error);
}

/**
 * ebb_store_open_session_async:
 *
 * Writes @record and @epoch into the journal. Finishes when they are on the disk.
 */
void
ebb_store_open_session_async (EbbStore           *self,
                              EbbSessionRecord   *record,
                              guint32             epoch,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ebb_store_open_session_async);
  ebb_store_push (self, open_session_job, copy_record_data (record, epoch), free_record_data, task);
}

/**
 * ebb_store_open_session_finish:
 *
 * Returns: TRUE if the journal entry is on the disk
 */
gboolean
ebb_store_open_session_finish (EbbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

typedef struct
{
  char      *record_id;
  EbbSample *samples;
  gsize      count;
} SamplesData;

static void
free_samples_data (gpointer data)
{
  SamplesData *samples_data = data;

  g_free (samples_data->record_id);
  g_free (samples_data->samples);
  g_free (samples_data);
}

static void
append_samples_job (EbbStore *self, gpointer data, GTask *task G_GNUC_UNUSED)
{
  SamplesData *samples_data = data;
  g_autoptr (GError) error = NULL;

  /* The session is not affected: what could not be kept is a gap in its picture. */
  if (!ebb_samples_add (self, samples_data->record_id, samples_data->samples, samples_data->count,
                        &error))
    g_warning ("samples could not be kept: %s", error->message);
}

/**
 * ebb_store_append_samples:
 *
 * Queues samples of an open session; written in chunks of 10 s.
 */
void
ebb_store_append_samples (EbbStore        *self,
                          const char      *record_id,
                          const EbbSample *samples,
                          gsize            count)
{
  SamplesData *data = g_new0 (SamplesData, 1);

  data->record_id = g_strdup (record_id);
  data->samples = g_memdup2 (samples, count * sizeof *samples);
  data->count = count;
  ebb_store_push (self, append_samples_job, data, free_samples_data, NULL);
}

static void
close_session_job (EbbStore *self, gpointer data, GTask *task)
{
  RecordData *record_data = data;
  GError     *error = NULL;
  gboolean    is_ok = ebb_sessions_close (self, record_data->record, &error);

  return_boolean (task, is_ok, error);
}

/**
 * ebb_store_close_session_async:
 *
 * Writes how the session ended, with the samples that wait, and takes it out of the journal, in
 * one transaction. One that nobody has seen vented stays in the journal.
 */
void
ebb_store_close_session_async (EbbStore           *self,
                               EbbSessionRecord   *record,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ebb_store_close_session_async);
  ebb_store_push (self, close_session_job, copy_record_data (record, 0), free_record_data, task);
}

/**
 * ebb_store_close_session_finish:
 *
 * Returns: TRUE if all of it is on the disk
 */
gboolean
ebb_store_close_session_finish (EbbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
list_open_job (EbbStore *self, gpointer data G_GNUC_UNUSED, GTask *task)
{
  GError    *error = NULL;
  GPtrArray *all = ebb_sessions_list_open (self, &error);

  if (all != NULL)
    g_task_return_pointer (task, all, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ebb_store_list_open_async:
 *
 * Reads the journal: sessions that were open when their process ended, newest first.
 */
void
ebb_store_list_open_async (EbbStore           *self,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ebb_store_list_open_async);
  ebb_store_push (self, list_open_job, NULL, NULL, task);
}

/**
 * ebb_store_list_open_finish:
 *
 * Returns: (transfer full) (element-type EbbOpenSession): the open ones
 */
GPtrArray *
ebb_store_list_open_finish (EbbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
list_sessions_job (EbbStore *self, gpointer data, GTask *task)
{
  GError    *error = NULL;
  GPtrArray *all = ebb_sessions_list (self, GPOINTER_TO_UINT (data), &error);

  if (all != NULL)
    g_task_return_pointer (task, all, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ebb_store_list_sessions_async:
 * @limit: how many at most; 0 for all
 *
 * Reads sessions, newest first, open ones among them.
 */
void
ebb_store_list_sessions_async (EbbStore           *self,
                               guint               limit,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ebb_store_list_sessions_async);
  ebb_store_push (self, list_sessions_job, GUINT_TO_POINTER (limit), NULL, task);
}

/**
 * ebb_store_list_sessions_finish:
 *
 * Returns: (transfer full) (element-type EbbSessionRecord): the sessions
 */
GPtrArray *
ebb_store_list_sessions_finish (EbbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
read_samples_job (EbbStore *self, gpointer data, GTask *task)
{
  GError *error = NULL;
  GArray *samples = ebb_samples_read (self, data, &error);

  if (samples != NULL)
    g_task_return_pointer (task, samples, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ebb_store_read_samples_async:
 *
 * Reads what was measured in a session. Damaged chunks are left out and said in the log.
 */
void
ebb_store_read_samples_async (EbbStore           *self,
                              const char         *record_id,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ebb_store_read_samples_async);
  ebb_store_push (self, read_samples_job, g_strdup (record_id), g_free, task);
}

/**
 * ebb_store_read_samples_finish:
 *
 * Returns: (transfer full) (element-type EbbSample): the samples in order
 */
GArray *
ebb_store_read_samples_finish (EbbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
