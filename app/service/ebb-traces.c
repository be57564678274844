/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-traces.h"

struct _EbbTraces
{
  GObject parent_instance;

  /* owned */
  char      *directory;
  char      *program;
  EbbClock  *clock;
  char      *last_name; /* (nullable) */
  GPtrArray *files;     /* (element-type EbbTraceFile): not known to be whole */
};

G_DEFINE_FINAL_TYPE (EbbTraces, ebb_traces, G_TYPE_OBJECT)

static void
ebb_traces_dispose (GObject *object)
{
  EbbTraces *self = EBB_TRACES (object);

  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (ebb_traces_parent_class)->dispose (object);
}

static void
ebb_traces_finalize (GObject *object)
{
  EbbTraces *self = EBB_TRACES (object);

  g_free (self->directory);
  g_free (self->program);
  g_free (self->last_name);
  G_OBJECT_CLASS (ebb_traces_parent_class)->finalize (object);
}

static void
ebb_traces_class_init (EbbTracesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_traces_dispose;
  G_OBJECT_CLASS (klass)->finalize = ebb_traces_finalize;
}

static void
ebb_traces_init (EbbTraces *self)
{
  self->files = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * ebb_traces_new:
 *
 * Returns: (transfer full): nothing is recorded yet
 */
EbbTraces *
ebb_traces_new (const char *directory, EbbClock *clock, const char *program)
{
  EbbTraces *self = g_object_new (EBB_TYPE_TRACES, NULL);

  self->directory = g_strdup (directory);
  self->clock = g_object_ref (clock);
  self->program = g_strdup (program);
  return self;
}

/**
 * ebb_traces_get_program:
 *
 * Returns: what records, with its version
 */
const char *
ebb_traces_get_program (EbbTraces *self)
{
  return self->program;
}

/**
 * ebb_traces_make_recorder:
 *
 * Returns: (transfer full): a link around @link, which records nothing yet
 */
EbbTraceRecorder *
ebb_traces_make_recorder (EbbTraces *self, EbbLink *link)
{
  return ebb_trace_recorder_new (link, self->clock, self->program);
}

/* By the time at which it begins: the name of a file says nothing of boots or people. Two boots of
 * one set begin at the same. */
static char *
dup_path (EbbTraces *self)
{
  const gint64 wall_us = ebb_clock_get_wall_us (self->clock);
  g_autoptr (GDateTime) wall = g_date_time_new_from_unix_local (wall_us / G_USEC_PER_SEC);
  g_autofree char *time = g_date_time_format (wall, "%Y-%m-%d-%H%M%S");
  g_autofree char *name = g_strdup_printf ("%s-%03d", time, (int) (wall_us / 1000 % 1000));
  const gboolean   is_second = g_strcmp0 (name, self->last_name) == 0;
  g_autofree char *file = g_strconcat (name, is_second ? "-2.jsonl" : ".jsonl", NULL);

  g_free (self->last_name);
  self->last_name = g_steal_pointer (&name);
  return g_build_filename (self->directory, file, NULL);
}

/* A file that is whole needs nobody any more: each would keep its thread. */
static void
let_go_of_whole_files (EbbTraces *self)
{
  for (guint i = self->files->len; i > 0; i--)
    {
      EbbTraceFile *file = g_ptr_array_index (self->files, i - 1);

      if (!ebb_trace_file_is_done (file))
        continue;
      ebb_trace_file_wait (file);
      g_ptr_array_remove_index (self->files, i - 1);
    }
}

/**
 * ebb_traces_make_file:
 *
 * Returns: (transfer full): a file that takes a recording; that it cannot be made is told later
 */
EbbTraceFile *
ebb_traces_make_file (EbbTraces *self, const char *path)
{
  g_autofree char *own = path == NULL ? dup_path (self) : NULL;
  EbbTraceFile    *file = ebb_trace_file_new (path != NULL ? path : own);

  let_go_of_whole_files (self);
  g_ptr_array_add (self->files, g_object_ref (file));
  return file;
}

/**
 * ebb_traces_flush:
 *
 * Ends what is recorded and waits until it is on the disk.
 */
void
ebb_traces_flush (EbbTraces *self)
{
  for (guint i = 0; i < self->files->len; i++)
    ebb_trace_file_wait (g_ptr_array_index (self->files, i));
  let_go_of_whole_files (self);
}
