/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-clock.h"
#include "ebb-trace-file.h"
#include "ebb-trace-recorder.h"

G_BEGIN_DECLS

/**
 * EbbTraces:
 *
 * Where recordings of sessions are kept, and who makes them. Without it nothing can be recorded.
 */
#define EBB_TYPE_TRACES (ebb_traces_get_type ())
G_DECLARE_FINAL_TYPE (EbbTraces, ebb_traces, EBB, TRACES, GObject)

/* @directory: made when the first recording is. @program: "Ebb 0.1.0" */
EbbTraces *ebb_traces_new (const char *directory,
                           EbbClock   *clock,
                           const char *program) G_GNUC_WARN_UNUSED_RESULT;

const char *ebb_traces_get_program (EbbTraces *self);

EbbTraceRecorder *ebb_traces_make_recorder (EbbTraces *self,
                                            EbbLink   *link) G_GNUC_WARN_UNUSED_RESULT;
/* @path: (nullable): another than one in the directory */
EbbTraceFile *ebb_traces_make_file (EbbTraces *self, const char *path) G_GNUC_WARN_UNUSED_RESULT;

/* Waits for the disk: at the end of a program. */
void ebb_traces_flush (EbbTraces *self);

G_END_DECLS
