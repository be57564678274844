/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-store-answers.h"

#include "ebb-answers-queries-private.h"
#include "ebb-store-private.h"
#include "ebb-writer-private.h"

/* What the person who uses this account said to the questions, and after a session. */

static gpointer
save_answers (EbbWriter *writer, EbbJob *job, GError **error)
{
  return ebb_queries_save_answers (ebb_writer_get_database (writer), job->key, job->answers, error)
             ? EBB_JOB_DONE
             : NULL;
}

static gpointer
read_answers (EbbWriter *writer, EbbJob *job, GError **error)
{
  g_autofree EbbKeptAnswers *kept = g_new0 (EbbKeptAnswers, 1);

  return ebb_queries_read_answers (ebb_writer_get_database (writer), job->key, kept, error)
             ? g_steal_pointer (&kept)
             : NULL;
}

/**
 * ebb_store_save_answers_async:
 * @person_id: (nullable): whose; %NULL: the first of the household
 * @answers: are copied; what was said for one session alone is not kept
 *
 * Keeps a full set of answers with their time, beside those of before. A professional's agreement that
 * is not in it is withdrawn.
 */
void
ebb_store_save_answers_async (EbbStore           *self,
                              const char         *person_id,
                              const EbbAnswers   *answers,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  EbbJob *job;

  g_return_if_fail (EBB_IS_STORE (self));
  g_return_if_fail (answers != NULL);

  job = ebb_store_new_job (self, save_answers, NULL, ebb_store_save_answers_async, cancellable,
                           callback, user_data);
  job->key = g_strdup (person_id);
  job->answers = g_memdup2 (answers, sizeof *answers);
  ebb_writer_push (self->writer, job);
}

/**
 * ebb_store_save_answers_finish:
 *
 * Returns: %TRUE if all of it is on the disk; %FALSE: nothing is, and what held before holds
 */
gboolean
ebb_store_save_answers_finish (EbbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

/**
 * ebb_store_read_answers_async:
 * @person_id: (nullable): whose; %NULL: the first of the household
 *
 * Asks for the newest answers.
 */
void
ebb_store_read_answers_async (EbbStore           *self,
                              const char         *person_id,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  EbbJob *job;

  g_return_if_fail (EBB_IS_STORE (self));

  job = ebb_store_new_job (self, read_answers, g_free, ebb_store_read_answers_async, cancellable,
                           callback, user_data);
  job->key = g_strdup (person_id);
  ebb_writer_push (self->writer, job);
}

/**
 * ebb_store_read_answers_finish:
 * @kept: (out): as it was when they cannot be read
 *
 * Returns: %FALSE with %EBB_STORE_ERROR_CORRUPT if one of them is no answer: then none counts
 */
gboolean
ebb_store_read_answers_finish (EbbStore       *self,
                               GAsyncResult   *result,
                               EbbKeptAnswers *kept,
                               GError        **error)
{
  g_autofree EbbKeptAnswers *read = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  read = g_task_propagate_pointer (G_TASK (result), error);
  if (read == NULL)
    return FALSE;
  *kept = *read;
  return TRUE;
}

/**
 * ebb_store_note_symptom_async:
 * @record_id: of a session
 *
 * Keeps with it that something felt wrong after it.
 */
void
ebb_store_note_symptom_async (EbbStore           *self,
                              const char         *record_id,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  EbbJob *job;

  g_return_if_fail (EBB_IS_STORE (self));
  g_return_if_fail (record_id != NULL);

  job = ebb_store_new_job (self, ebb_job_note_symptom, NULL, ebb_store_note_symptom_async,
                           cancellable, callback, user_data);
  job->key = g_strdup (record_id);
  ebb_writer_push (self->writer, job);
}

/**
 * ebb_store_note_symptom_finish:
 *
 * Returns: %TRUE if it is on the disk
 */
gboolean
ebb_store_note_symptom_finish (EbbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
