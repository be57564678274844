/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-store-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define SETTING_OWNER "owner"

G_DEFINE_FINAL_TYPE (EbbStore, ebb_store, G_TYPE_OBJECT)

/* One thing for the writer thread to do. */
typedef struct
{
  EbbStoreJob    run; /* NULL: end */
  gpointer       data;
  GDestroyNotify free_data;
  GTask         *task; /* (nullable): nobody waits */
} Job;

static gpointer
write_jobs (gpointer user_data)
{
  EbbStore *self = user_data;

  for (;;)
    {
      Job     *job = g_async_queue_pop (self->jobs);
      gboolean is_last = job->run == NULL;

      if (!is_last)
        job->run (self, job->data, job->task);
      if (job->free_data != NULL)
        job->free_data (job->data);
      g_clear_object (&job->task);
      g_free (job);
      if (is_last)
        return NULL;
    }
}

void
ebb_store_push (EbbStore      *self,
                EbbStoreJob    run,
                gpointer       data,
                GDestroyNotify free_data,
                GTask         *task)
{
  Job *job = g_new0 (Job, 1);

  job->run = run;
  job->data = data;
  job->free_data = free_data;
  job->task = task;
  g_async_queue_push (self->jobs, job);
}

static void
ebb_store_dispose (GObject *object)
{
  EbbStore *self = EBB_STORE (object);

  if (self->thread != NULL)
    {
      ebb_store_push (self, NULL, NULL, NULL, NULL);
      g_thread_join (g_steal_pointer (&self->thread));
    }
  G_OBJECT_CLASS (ebb_store_parent_class)->dispose (object);
}

static void
ebb_store_finalize (GObject *object)
{
  EbbStore *self = EBB_STORE (object);

  g_async_queue_unref (self->jobs);
  g_hash_table_unref (self->pending);
  g_hash_table_unref (self->settings);
  sqlite3_close (self->database);
  g_free (self->path);
  G_OBJECT_CLASS (ebb_store_parent_class)->finalize (object);
}

static void
ebb_store_class_init (EbbStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_store_dispose;
  object_class->finalize = ebb_store_finalize;
}

static void
ebb_store_init (EbbStore *self)
{
  self->jobs = g_async_queue_new ();
  self->pending =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) ebb_pending_free);
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static gboolean
make_place (const char *path, GError **error)
{
  g_autofree char *directory = g_path_get_dirname (path);

  if (g_mkdir_with_parents (directory, 0700) == 0)
    return TRUE;
  g_set_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_FAILED, "directory %s could not be made: %s",
               directory, g_strerror (errno));
  return FALSE;
}

static gboolean
ensure_owner (EbbStore *self, GError **error)
{
  const char *text = g_hash_table_lookup (self->settings, SETTING_OWNER);
  guint64     owner = 0;

  if (text != NULL && g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT32, &owner, NULL))
    {
      self->owner = (guint32) owner;
      return TRUE;
    }
  do
    self->owner = g_random_int ();
  while (self->owner == 0);
  g_hash_table_insert (self->settings, g_strdup (SETTING_OWNER),
                       g_strdup_printf ("%u", self->owner));
  text = g_hash_table_lookup (self->settings, SETTING_OWNER);
  return ebb_settings_save (self, SETTING_OWNER, text, error);
}

/**
 * ebb_store_open:
 * @path: the file; made with its directories if it is not there, for this account alone
 *
 * Opens and migrates. A file of a newer Ebb, of another program, or a damaged one is refused and
 * not touched. Blocks: for use before the main loop runs.
 *
 * Returns: (transfer full) (nullable): the store
 */
EbbStore *
ebb_store_open (const char *path, GError **error)
{
  g_autoptr (EbbStore) self = g_object_new (EBB_TYPE_STORE, NULL);
  int    flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX;
  mode_t mask;
  int    code;

  self->path = g_strdup (path);
  if (!make_place (path, error))
    return NULL;
  mask = umask (0077);
  code = sqlite3_open_v2 (path, &self->database, flags, NULL);
  umask (mask);
  if (code != SQLITE_OK)
    {
      ebb_sql_set_error (error, self->database, "it could not be opened");
      return NULL;
    }
  sqlite3_extended_result_codes (self->database, 1);
  if (!ebb_schema_prepare (self->database, path, error) || !ebb_settings_load (self, error)
      || !ensure_owner (self, error))
    return NULL;
  self->thread = g_thread_new ("ebb-store", write_jobs, self);
  return g_steal_pointer (&self);
}

/**
 * ebb_store_get_owner:
 *
 * Returns: the token this installation commands boots with, never 0
 */
guint32
ebb_store_get_owner (EbbStore *self)
{
  return self->owner;
}
