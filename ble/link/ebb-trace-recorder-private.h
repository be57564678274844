/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-trace-recorder.h"
#include "ebb-trace.h"

G_BEGIN_DECLS

struct _EbbTraceRecorder
{
  GObject parent_instance;

  /* owned */
  EbbLink      *link;
  EbbClock     *clock;
  char         *program;
  EbbTraceFile *file;    /* (nullable): nothing is recorded */
  GArray       *opening; /* (element-type EbbTraceEntry): how this link was opened */
  GArray       *held;    /* (element-type EbbTraceEntry): what a write in progress brought about */
  char         *opened;  /* wall time of the first of it */

  /* borrowed */
  EbbLinkReceiver receiver;
  gpointer        receiver_data;

  /* state */
  gint64       opened_us; /* boot time of the first entry of the opening; 0: there is none */
  gint64       began_us;  /* that all times of the file count from */
  EbbLinkState before;    /* of the link before the opening */
  gboolean     was_paired;
  guint        last_id;
  guint        first_id;      /* of the opening; answers to earlier calls are not remembered */
  guint        first_file_id; /* of the file, as first_id */
  guint        first_live_id; /* of those that were asked since the file began */
  guint        n_sending;
  char        *ending; /* (owned) (nullable): why it ends when the write in progress is done */
};

/* Takes the bytes and the text of @entry. */
void ebb_trace_recorder_take (EbbTraceRecorder *self, EbbTraceEntry *entry);
void ebb_trace_recorder_release_held (EbbTraceRecorder *self);
void ebb_trace_recorder_state_changed (EbbTraceRecorder *self);
void ebb_trace_recorder_start_opening (EbbTraceRecorder *self);

G_END_DECLS
