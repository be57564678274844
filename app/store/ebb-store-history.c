/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-queries-private.h"
#include "ebb-store-private.h"
#include "ebb-store.h"
#include "ebb-writer-private.h"

/* What is asked of the sessions that are kept. */

static gpointer
list_sessions (EbbWriter *writer, EbbJob *job, GError **error)
{
  return ebb_queries_list_sessions (ebb_writer_get_database (writer), job->key, job->number, error);
}

/**
 * ebb_store_list_open_async:
 *
 * Asks for the sessions whose process is gone, and those that ended without having been seen vented;
 * what another running program holds is not among them.
 */
void
ebb_store_list_open_async (EbbStore           *self,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_return_if_fail (EBB_IS_STORE (self));

  ebb_writer_push (self->writer,
                   ebb_store_new_job (self, ebb_job_list_open, (GDestroyNotify) g_ptr_array_unref,
                                      ebb_store_list_open_async, cancellable, callback, user_data));
}

/**
 * ebb_store_list_open_finish:
 *
 * Returns: (element-type EbbOpenSession) (transfer full): newest first
 */
GPtrArray *
ebb_store_list_open_finish (EbbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ebb_store_list_sessions_async:
 * @person_id: (nullable): whose; %NULL: everybody's
 * @limit: at most so many; 0: all
 *
 * Asks for the history, with sessions that are still open.
 */
void
ebb_store_list_sessions_async (EbbStore           *self,
                               const char         *person_id,
                               guint               limit,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  EbbJob *job;

  g_return_if_fail (EBB_IS_STORE (self));

  job = ebb_store_new_job (self, list_sessions, (GDestroyNotify) g_ptr_array_unref,
                           ebb_store_list_sessions_async, cancellable, callback, user_data);
  job->key = g_strdup (person_id);
  job->number = limit;
  ebb_writer_push (self->writer, job);
}

/**
 * ebb_store_list_sessions_finish:
 *
 * Returns: (element-type EbbSessionRecord) (transfer full): newest first
 */
GPtrArray *
ebb_store_list_sessions_finish (EbbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ebb_store_read_samples_async:
 *
 * Asks for all samples of one session. A damaged chunk costs its own seconds and no more.
 */
void
ebb_store_read_samples_async (EbbStore           *self,
                              const char         *record_id,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  EbbJob *job;

  g_return_if_fail (EBB_IS_STORE (self));
  g_return_if_fail (record_id != NULL);

  job = ebb_store_new_job (self, ebb_job_read_samples, (GDestroyNotify) g_array_unref,
                           ebb_store_read_samples_async, cancellable, callback, user_data);
  job->key = g_strdup (record_id);
  ebb_writer_push (self->writer, job);
}

/**
 * ebb_store_read_samples_finish:
 *
 * Returns: (element-type EbbSample) (transfer full): in the order they came
 */
GArray *
ebb_store_read_samples_finish (EbbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
