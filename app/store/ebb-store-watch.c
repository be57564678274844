/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-store-watch.h"

#include "ebb-store-private.h"

struct _EbbStoreWatch
{
  GObject parent_instance;

  /* owned */
  EbbStore     *store;
  GFileMonitor *monitor; /* (nullable): nobody tells */

  /* state */
  gint64   version; /* of what others wrote; 0: not read yet */
  gboolean is_asking;
  gboolean is_asked_again;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EbbStoreWatch, ebb_store_watch, G_TYPE_OBJECT)

static void
ebb_store_watch_dispose (GObject *object)
{
  EbbStoreWatch *self = EBB_STORE_WATCH (object);

  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (ebb_store_watch_parent_class)->dispose (object);
}

static void
ebb_store_watch_class_init (EbbStoreWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_store_watch_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EBB_TYPE_STORE_WATCH, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ebb_store_watch_init (EbbStoreWatch *self G_GNUC_UNUSED)
{
}

/* SQLite counts what other connections wrote; what this one did leaves the number as it is. */
static gpointer
read_version (EbbWriter *writer, EbbJob *job G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  gint64 *version = g_new (gint64, 1);

  *version = ebb_database_get_pragma (ebb_writer_get_database (writer), "PRAGMA data_version");
  return version;
}

static void ask (EbbStoreWatch *self);

static void
read_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbStoreWatch) self = user_data;
  g_autofree gint64 *version = g_task_propagate_pointer (G_TASK (result), NULL);
  gboolean           is_other;

  self->is_asking = FALSE;
  if (self->store == NULL || version == NULL)
    return;
  is_other = self->version != 0 && self->version != *version;
  self->version = *version;
  if (is_other)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (self->is_asked_again)
    ask (self);
}

static void
ask (EbbStoreWatch *self)
{
  EbbJob *job;

  self->is_asked_again = self->is_asking;
  if (self->is_asking || self->store == NULL)
    return;
  self->is_asking = TRUE;
  job = ebb_store_new_job (self->store, read_version, g_free, ask, NULL, read_cb,
                           g_object_ref (self));
  ebb_writer_push (self->store->writer, job);
}

/**
 * ebb_store_watch_new:
 *
 * Where the computer cannot tell of changes of a file, what others wrote is found when something else
 * makes somebody look.
 *
 * Returns: (transfer full): a watch of the file and its log
 */
EbbStoreWatch *
ebb_store_watch_new (EbbStore *store)
{
  EbbStoreWatch   *self = g_object_new (EBB_TYPE_STORE_WATCH, NULL);
  g_autofree char *log_path = g_strconcat (store->path, "-wal", NULL);
  g_autoptr (GFile) log = g_file_new_for_path (log_path);
  g_autoptr (GError) error = NULL;

  self->store = g_object_ref (store);
  self->monitor = g_file_monitor_file (log, G_FILE_MONITOR_NONE, NULL, &error);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  else
    g_debug ("what others write is not heard of: %s", error->message);
  ask (self);
  return self;
}
