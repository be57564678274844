/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-clock.h"
#include "ebb-link.h"
#include "ebb-trace-file.h"

G_BEGIN_DECLS

/**
 * EbbTraceRecorder:
 *
 * An EbbLink around another: hands everything on in the same call, in both directions, and writes
 * down what it was. Stop and its descriptor go straight to the inner link, and are noted after.
 *
 * A recording begins where the link it is about began, so that it can be replayed: how the link was
 * opened is remembered, in memory, for as long as it is up.
 */
#define EBB_TYPE_TRACE_RECORDER (ebb_trace_recorder_get_type ())
G_DECLARE_FINAL_TYPE (EbbTraceRecorder, ebb_trace_recorder, EBB, TRACE_RECORDER, GObject)

EbbTraceRecorder *ebb_trace_recorder_new (EbbLink    *link,
                                          EbbClock   *clock,
                                          const char *program) G_GNUC_WARN_UNUSED_RESULT;

/* (nullable): what is written to now */
EbbTraceFile *ebb_trace_recorder_get_file (EbbTraceRecorder *self);

void ebb_trace_recorder_begin (EbbTraceRecorder *self, EbbTraceFile *file);
void ebb_trace_recorder_note (EbbTraceRecorder *self, const char *text);
/* What happens from here stands in the file behind the note that is given to _release(): something
 * is done first and written down after, and read the other way round. */
void ebb_trace_recorder_hold (EbbTraceRecorder *self);
void ebb_trace_recorder_release (EbbTraceRecorder *self, const char *note);
void ebb_trace_recorder_end (EbbTraceRecorder *self, const char *why);

G_END_DECLS
