/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-writer-private.h"

#include <string.h>

#include "ebb-process-stamp-private.h"
#include "ebb-queries-private.h"
#include "ebb-sample-chunk-private.h"
#include "ebb-store-answers.h"

/* Samples that a full disk keeps from the file wait in memory; an hour at 10 Hz. */
#define WAITING_SAMPLES_MAX 36000

struct _EbbWriter
{
  EbbDatabase *database;
  GAsyncQueue *queue;
  GThread     *thread;
  char        *process;
  GHashTable  *open;       /* ids of sessions this writer has opened and not closed */
  GHashTable  *waiting;    /* id -> GArray of EbbSample that are in no chunk yet */
  gboolean     is_failing; /* the last job that nobody waits for was not done, and this was said */
};

/* A job's result on its way to the thread that asked. */
typedef struct
{
  GTask         *task;
  gpointer       result;
  GDestroyNotify destroy;
  GError        *error;
} Reply;

/* A job that somebody stands and waits for. */
typedef struct
{
  EbbJob   job;
  GMutex   mutex;
  GCond    cond;
  gboolean is_done;
} Barrier;

EbbJob *
ebb_job_new (EbbJobFunc run)
{
  EbbJob *job = g_new0 (EbbJob, 1);

  job->run = run;
  return job;
}

static void
free_job (EbbJob *job)
{
  g_clear_object (&job->record);
  g_clear_pointer (&job->boots, ebb_known_boots_free);
  g_clear_pointer (&job->key, g_free);
  g_clear_pointer (&job->value, g_free);
  g_clear_pointer (&job->samples, g_array_unref);
  g_clear_pointer (&job->answers, g_free);
  g_clear_pointer (&job->member, ebb_member_free);
  g_clear_pointer (&job->plan, ebb_plan_free);
  g_clear_pointer (&job->reminded, ebb_reminded_free);
  g_clear_object (&job->task);
  g_free (job);
}

static gboolean
reply_cb (gpointer user_data)
{
  Reply *reply = user_data;

  if (reply->error != NULL)
    g_task_return_error (reply->task, g_steal_pointer (&reply->error));
  else
    g_task_return_pointer (reply->task, g_steal_pointer (&reply->result), reply->destroy);
  return G_SOURCE_REMOVE;
}

static void
free_reply (gpointer data)
{
  Reply *reply = data;

  if (reply->result != NULL && reply->destroy != NULL)
    reply->destroy (reply->result);
  g_clear_error (&reply->error);
  g_object_unref (reply->task);
  g_free (reply);
}

/* The task goes with the reply: its last reference, and with it perhaps the store's, must not be
 * dropped on this thread, which the store waits for when it ends. */
static void
send_reply (EbbJob *job, gpointer result, GError *error)
{
  Reply        *reply = g_new0 (Reply, 1);
  GMainContext *context = g_task_get_context (job->task);
  GSource      *source = g_idle_source_new ();

  reply->task = g_steal_pointer (&job->task);
  reply->result = result;
  reply->destroy = job->destroy;
  reply->error = error;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, reply_cb, reply, free_reply);
  g_source_attach (source, context);
  g_source_unref (source);
}

/* Once until it works again: samples come many times a second. */
static void
note_failure (EbbWriter *self, const GError *error)
{
  if (error != NULL && !self->is_failing)
    g_message ("not written: %s", error->message);
  self->is_failing = error != NULL;
}

static void
do_job (EbbWriter *self, EbbJob *job)
{
  g_autoptr (GError) error = NULL;
  GCancellable *cancellable = job->task != NULL ? g_task_get_cancellable (job->task) : NULL;
  gpointer      result = NULL;

  /* What has begun is done to its end; only what has not begun can be taken back. */
  if (!g_cancellable_set_error_if_cancelled (cancellable, &error))
    result = job->run (self, job, &error);
  if (job->task != NULL)
    send_reply (job, result, g_steal_pointer (&error));
  else
    note_failure (self, error);
}

static gpointer
run_thread (gpointer data)
{
  EbbWriter *self = data;

  while (TRUE)
    {
      EbbJob    *job = g_async_queue_pop (self->queue);
      EbbJobFunc run = job->run;

      if (run != NULL)
        do_job (self, job);
      free_job (job);
      if (run == NULL)
        return NULL;
    }
}

/**
 * ebb_writer_new:
 * @database: (transfer full):
 *
 * Returns: (transfer full): a writer with its thread running
 */
EbbWriter *
ebb_writer_new (EbbDatabase *database)
{
  EbbWriter *self = g_new0 (EbbWriter, 1);

  self->database = database;
  self->queue = g_async_queue_new ();
  self->process = ebb_process_stamp_new ();
  self->open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->waiting =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->thread = g_thread_new ("ebb-store", run_thread, self);
  return self;
}

void
ebb_writer_free (EbbWriter *self)
{
  ebb_writer_flush (self);
  ebb_writer_push (self, ebb_job_new (NULL));
  g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  g_hash_table_unref (self->open);
  g_hash_table_unref (self->waiting);
  ebb_database_free (self->database);
  g_free (self->process);
  g_free (self);
}

EbbDatabase *
ebb_writer_get_database (EbbWriter *self)
{
  return self->database;
}

/**
 * ebb_writer_push:
 * @job: (transfer full):
 *
 * Returns at once.
 */
void
ebb_writer_push (EbbWriter *self, EbbJob *job)
{
  g_async_queue_push (self->queue, job);
}

/* How many of @samples belong into one chunk; 0 if it is not full yet. */
static guint
measure_chunk (GArray *samples)
{
  guint32 from_ms = samples->len > 0 ? g_array_index (samples, EbbSample, 0).at_ms : 0;

  for (guint i = 1; i < samples->len; i++)
    {
      guint32 at_ms = g_array_index (samples, EbbSample, i).at_ms;

      if (i == EBB_SAMPLE_CHUNK_MAX || at_ms < from_ms || at_ms - from_ms >= EBB_SAMPLE_CHUNK_MS)
        return i;
    }
  return 0;
}

static gboolean
write_chunk (EbbWriter *self, const char *id, GArray *samples, guint count, GError **error)
{
  if (!ebb_queries_add_chunk (self->database, id, (const EbbSample *) (void *) samples->data, count,
                              error))
    return FALSE;
  g_array_remove_range (samples, 0, count);
  return TRUE;
}

/* Writes the chunks that are full, and what is left when @is_last. */
static gboolean
write_waiting (EbbWriter *self, const char *id, GArray *samples, gboolean is_last, GError **error)
{
  for (guint count = measure_chunk (samples); count > 0; count = measure_chunk (samples))
    {
      if (!write_chunk (self, id, samples, count, error))
        return FALSE;
    }
  return !is_last || samples->len == 0 || write_chunk (self, id, samples, samples->len, error);
}

static gboolean
is_held (const char *record_id, const char *process, gpointer user_data)
{
  EbbWriter *self = user_data;

  if (strcmp (process, self->process) == 0)
    return g_hash_table_contains (self->open, record_id);
  return ebb_process_stamp_is_alive (process);
}

gpointer
ebb_job_open_session (EbbWriter *writer, EbbJob *job, GError **error)
{
  if (!ebb_queries_open_session (writer->database, job->record, job->number, writer->process,
                                 error))
    return NULL;
  g_hash_table_add (writer->open, g_strdup (job->record->id));
  return EBB_JOB_DONE;
}

gpointer
ebb_job_append_samples (EbbWriter *writer, EbbJob *job, GError **error)
{
  GArray *waiting = g_hash_table_lookup (writer->waiting, job->key);

  if (waiting == NULL)
    {
      waiting = g_array_new (FALSE, FALSE, sizeof (EbbSample));
      g_hash_table_insert (writer->waiting, g_strdup (job->key), waiting);
    }
  g_array_append_vals (waiting, job->samples->data, job->samples->len);
  if (waiting->len > WAITING_SAMPLES_MAX)
    g_array_remove_range (waiting, 0, waiting->len - WAITING_SAMPLES_MAX);
  return write_waiting (writer, job->key, waiting, FALSE, error) ? EBB_JOB_DONE : NULL;
}

gpointer
ebb_job_close_session (EbbWriter *writer, EbbJob *job, GError **error)
{
  GArray *waiting = g_hash_table_lookup (writer->waiting, job->record->id);

  if (waiting != NULL && !write_waiting (writer, job->record->id, waiting, TRUE, error))
    return NULL;
  if (!ebb_queries_close_session (writer->database, job->record, error))
    return NULL;
  g_hash_table_remove (writer->waiting, job->record->id);
  g_hash_table_remove (writer->open, job->record->id);
  return EBB_JOB_DONE;
}

gpointer
ebb_job_note_fault (EbbWriter *writer, EbbJob *job, GError **error)
{
  return ebb_queries_note_fault (writer->database, job->key, (EbbFault) job->number, error)
             ? EBB_JOB_DONE
             : NULL;
}

gpointer
ebb_job_note_symptom (EbbWriter *writer, EbbJob *job, GError **error)
{
  return ebb_queries_note_symptom (writer->database, job->key, error) ? EBB_JOB_DONE : NULL;
}

gpointer
ebb_job_note_vented (EbbWriter *writer, EbbJob *job, GError **error)
{
  return ebb_queries_note_vented (writer->database, job->key, job->number, error) ? EBB_JOB_DONE
                                                                                  : NULL;
}

gpointer
ebb_job_list_open (EbbWriter *writer, EbbJob *job, GError **error)
{
  return ebb_queries_list_open (writer->database, is_held, writer, error);
}

/* Those that wait for the rest of their ten seconds too. */
gpointer
ebb_job_read_samples (EbbWriter *writer, EbbJob *job, GError **error)
{
  GArray *samples = ebb_queries_read_samples (writer->database, job->key, error);
  GArray *waiting = g_hash_table_lookup (writer->waiting, job->key);

  if (samples != NULL && waiting != NULL)
    g_array_append_vals (samples, waiting->data, waiting->len);
  return samples;
}

gpointer
ebb_job_save_boots (EbbWriter *writer, EbbJob *job, GError **error)
{
  return ebb_queries_save_boots (writer->database, job->boots, error) ? EBB_JOB_DONE : NULL;
}

gpointer
ebb_job_forget_boots (EbbWriter *writer, EbbJob *job, GError **error)
{
  return ebb_queries_forget_boots (writer->database, job->key, error) ? EBB_JOB_DONE : NULL;
}

gpointer
ebb_job_save_sides (EbbWriter *writer, EbbJob *job, GError **error)
{
  return ebb_queries_save_sides (writer->database, job->key, (EbbSides) job->number, error)
             ? EBB_JOB_DONE
             : NULL;
}

gpointer
ebb_job_save_setting (EbbWriter *writer, EbbJob *job, GError **error)
{
  return ebb_queries_save_setting (writer->database, job->key, job->value, error) ? EBB_JOB_DONE
                                                                                  : NULL;
}

static gpointer
run_barrier (EbbWriter *writer, EbbJob *job, GError **error)
{
  Barrier *barrier = (Barrier *) (void *) job->value;
  g_autoptr (GError) write_error = NULL;
  GHashTableIter iter;
  gpointer       id, samples;

  /* One session that cannot be written does not keep the others from it. */
  g_hash_table_iter_init (&iter, writer->waiting);
  while (g_hash_table_iter_next (&iter, &id, &samples))
    {
      write_waiting (writer, id, samples, TRUE, write_error == NULL ? &write_error : NULL);
    }
  if (write_error != NULL)
    g_propagate_error (error, g_steal_pointer (&write_error));
  job->value = NULL;
  g_mutex_lock (&barrier->mutex);
  barrier->is_done = TRUE;
  g_cond_signal (&barrier->cond);
  g_mutex_unlock (&barrier->mutex);
  return EBB_JOB_DONE;
}

void
ebb_writer_flush (EbbWriter *self)
{
  Barrier barrier = { .is_done = FALSE };
  EbbJob *job = ebb_job_new (run_barrier);

  g_mutex_init (&barrier.mutex);
  g_cond_init (&barrier.cond);
  job->value = (char *) (void *) &barrier;
  ebb_writer_push (self, job);
  g_mutex_lock (&barrier.mutex);
  while (!barrier.is_done)
    g_cond_wait (&barrier.cond, &barrier.mutex);
  g_mutex_unlock (&barrier.mutex);
  g_mutex_clear (&barrier.mutex);
  g_cond_clear (&barrier.cond);
}
