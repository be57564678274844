/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-trace-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "ebb-trace.h"

/* A disk that takes nothing for a while is waited for up to so much. */
#define WAITING_MAX_BYTES (4 * 1024 * 1024)

/* What the object and its thread share. */
typedef struct
{
  char         *path;
  GAsyncQueue  *lines;   /* (owned) (element-type GBytes); an empty one is the last */
  GMainContext *context; /* where a failure is told */
  GWeakRef      file;
  gint          waiting_bytes; /* atomic */
  gint          is_done;       /* atomic: the thread does nothing more */
} Shared;

struct _EbbTraceFile
{
  GObject parent_instance;

  /* owned */
  Shared  *shared;
  GThread *thread; /* (nullable): joined, or let go */
  GError  *error;

  /* state */
  gsize    n_bytes;
  gboolean is_closed;
};

G_DEFINE_FINAL_TYPE (EbbTraceFile, ebb_trace_file, G_TYPE_OBJECT)

enum
{
  SIGNAL_FAILED,
  SIGNAL_DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
clear_shared (gpointer data)
{
  Shared *shared = data;

  g_free (shared->path);
  g_async_queue_unref (shared->lines);
  g_main_context_unref (shared->context);
  g_weak_ref_clear (&shared->file);
}

static void
unref_shared (Shared *shared)
{
  g_atomic_rc_box_release_full (shared, clear_shared);
}

/* ---- in the thread ---- */

typedef struct
{
  Shared *shared;
  GError *error; /* (nullable) */
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  unref_shared (news->shared);
  g_clear_error (&news->error);
  g_free (news);
}

static void
fail (EbbTraceFile *self, GError *error)
{
  if (self->error != NULL)
    {
      g_error_free (error);
      return;
    }
  self->error = error;
  g_signal_emit (self, signals[SIGNAL_FAILED], 0);
}

static gboolean
failed_cb (gpointer user_data)
{
  News *news = user_data;
  g_autoptr (EbbTraceFile) self = g_weak_ref_get (&news->shared->file);

  if (self != NULL)
    fail (self, g_steal_pointer (&news->error));
  return G_SOURCE_REMOVE;
}

static gboolean
done_cb (gpointer user_data)
{
  News *news = user_data;
  g_autoptr (EbbTraceFile) self = g_weak_ref_get (&news->shared->file);

  if (self != NULL)
    g_signal_emit (self, signals[SIGNAL_DONE], 0);
  return G_SOURCE_REMOVE;
}

/* Never here: this is the thread that writes, and the context may have no owner just now. What is told
 * first arrives first. */
static void
tell (Shared *shared, GSourceFunc told_cb, GError *error)
{
  News *news = g_new0 (News, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  news->shared = g_atomic_rc_box_acquire (shared);
  news->error = error;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, told_cb, news, news_free);
  g_source_attach (source, shared->context);
}

static void
tell_failure (Shared *shared, const char *doing, int code)
{
  tell (shared, failed_cb,
        g_error_new (G_IO_ERROR, (int) g_io_error_from_errno (code), "%s %s: %s", doing,
                     shared->path, g_strerror (code)));
}

static int
open_file (Shared *shared)
{
  g_autofree char *directory = g_path_get_dirname (shared->path);
  int              descriptor = -1;

  if (g_mkdir_with_parents (directory, 0700) == 0)
    descriptor = open (shared->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0)
    tell_failure (shared, "making", errno);
  return descriptor;
}

static gboolean
write_whole (Shared *shared, int descriptor, GBytes *bytes)
{
  gsize       left;
  const char *at = g_bytes_get_data (bytes, &left);

  while (left > 0)
    {
      ssize_t n = write (descriptor, at, left);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          tell_failure (shared, "writing", errno);
          return FALSE;
        }
      at += n;
      left -= (gsize) n;
    }
  return TRUE;
}

static gpointer
write_lines (gpointer data)
{
  Shared  *shared = data;
  int      descriptor = open_file (shared);
  gboolean is_good = descriptor >= 0;

  /* What comes after a failure is taken and let go, up to the last. */
  for (;;)
    {
      g_autoptr (GBytes) bytes = g_async_queue_pop (shared->lines);

      if (g_bytes_get_size (bytes) == 0)
        break;
      is_good = is_good && write_whole (shared, descriptor, bytes);
      g_atomic_int_add (&shared->waiting_bytes, -(gint) g_bytes_get_size (bytes));
    }
  /* A disk that is full may say so only here. */
  if (descriptor >= 0 && close (descriptor) != 0 && is_good)
    tell_failure (shared, "closing", errno);
  g_atomic_int_set (&shared->is_done, TRUE);
  tell (shared, done_cb, NULL);
  unref_shared (shared);
  return NULL;
}

/* ---- the object ---- */

static void
ebb_trace_file_dispose (GObject *object)
{
  EbbTraceFile *self = EBB_TRACE_FILE (object);

  if (self->shared != NULL)
    ebb_trace_file_close (self);
  g_clear_pointer (&self->thread, g_thread_unref);
  G_OBJECT_CLASS (ebb_trace_file_parent_class)->dispose (object);
}

static void
ebb_trace_file_finalize (GObject *object)
{
  EbbTraceFile *self = EBB_TRACE_FILE (object);

  g_clear_pointer (&self->shared, unref_shared);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (ebb_trace_file_parent_class)->finalize (object);
}

static void
ebb_trace_file_class_init (EbbTraceFileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_trace_file_dispose;
  object_class->finalize = ebb_trace_file_finalize;
  signals[SIGNAL_FAILED] = g_signal_new ("failed", EBB_TYPE_TRACE_FILE, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DONE] = g_signal_new ("done", EBB_TYPE_TRACE_FILE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
}

static void
ebb_trace_file_init (EbbTraceFile *self G_GNUC_UNUSED)
{
}

/**
 * ebb_trace_file_new:
 * @path: of a file that is not there yet; folders on the way are made
 *
 * What cannot be made or written is told by "failed", on the main context of the caller; "done" comes
 * there when it was closed and all is on the disk, or behind "failed".
 *
 * Returns: (transfer full): a file that takes lines from now on
 */
EbbTraceFile *
ebb_trace_file_new (const char *path)
{
  EbbTraceFile *self = g_object_new (EBB_TYPE_TRACE_FILE, NULL);
  Shared       *shared = g_atomic_rc_box_new0 (Shared);

  shared->path = g_strdup (path);
  shared->lines = g_async_queue_new_full ((GDestroyNotify) g_bytes_unref);
  shared->context = g_main_context_ref_thread_default ();
  g_weak_ref_init (&shared->file, self);
  self->shared = shared;
  self->thread = g_thread_new ("ebb-trace", write_lines, g_atomic_rc_box_acquire (shared));
  return self;
}

/**
 * ebb_trace_file_get_path:
 *
 * Returns: where it is
 */
const char *
ebb_trace_file_get_path (EbbTraceFile *self)
{
  return self->shared->path;
}

/**
 * ebb_trace_file_get_error:
 *
 * Returns: (nullable): why no more is written: of %G_IO_ERROR, or %EBB_TRACE_ERROR_FULL
 */
const GError *
ebb_trace_file_get_error (EbbTraceFile *self)
{
  return self->error;
}

/**
 * ebb_trace_file_append:
 * @line: without its newline
 *
 * Hands @line to the thread and returns. Ignored once the file is closed or failed.
 */
void
ebb_trace_file_append (EbbTraceFile *self, const char *line)
{
  char *text;
  gsize size;

  if (self->is_closed || self->error != NULL)
    return;
  text = g_strconcat (line, "\n", NULL);
  size = strlen (text);
  if (self->n_bytes + size > EBB_TRACE_MAX_BYTES
      || g_atomic_int_get (&self->shared->waiting_bytes) > WAITING_MAX_BYTES)
    {
      g_free (text);
      fail (self,
            g_error_new (EBB_TRACE_ERROR, EBB_TRACE_ERROR_FULL,
                         "%s: %" G_GSIZE_FORMAT " bytes, expected at most %d, and a disk that "
                         "takes them",
                         self->shared->path, self->n_bytes, EBB_TRACE_MAX_BYTES));
      return;
    }
  self->n_bytes += size;
  g_atomic_int_add (&self->shared->waiting_bytes, (gint) size);
  g_async_queue_push (self->shared->lines, g_bytes_new_take (text, size));
}

/**
 * ebb_trace_file_close:
 *
 * The last line was appended; the thread writes what it has and ends.
 */
void
ebb_trace_file_close (EbbTraceFile *self)
{
  if (self->is_closed)
    return;
  self->is_closed = TRUE;
  g_async_queue_push (self->shared->lines, g_bytes_new_static ("", 0));
}

/**
 * ebb_trace_file_is_done:
 *
 * Returns: whether it was closed, and all of it is on the disk, or failed: ebb_trace_file_wait()
 *   returns at once
 */
gboolean
ebb_trace_file_is_done (EbbTraceFile *self)
{
  return g_atomic_int_get (&self->shared->is_done);
}

/**
 * ebb_trace_file_wait:
 *
 * Closes it and returns when all is on the disk, or failed.
 */
void
ebb_trace_file_wait (EbbTraceFile *self)
{
  ebb_trace_file_close (self);
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
}
