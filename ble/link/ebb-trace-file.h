/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EbbTraceFile:
 *
 * A file that lines are handed to and never waited for: one thread makes it and writes. Nobody but
 * the account may read it.
 *
 * Signals: "failed" (once, when no more can be written; see ebb_trace_file_get_error()).
 */
#define EBB_TYPE_TRACE_FILE (ebb_trace_file_get_type ())
G_DECLARE_FINAL_TYPE (EbbTraceFile, ebb_trace_file, EBB, TRACE_FILE, GObject)

EbbTraceFile *ebb_trace_file_new (const char *path) G_GNUC_WARN_UNUSED_RESULT;

const char *ebb_trace_file_get_path (EbbTraceFile *self);
/* (nullable) */
const GError *ebb_trace_file_get_error (EbbTraceFile *self);

void ebb_trace_file_append (EbbTraceFile *self, const char *line);
/* No more is appended; what was is written. */
void     ebb_trace_file_close (EbbTraceFile *self);
gboolean ebb_trace_file_is_done (EbbTraceFile *self);
/* Closes, and waits for the disk: only when nothing runs any more. */
void ebb_trace_file_wait (EbbTraceFile *self);

G_END_DECLS
