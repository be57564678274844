/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-fake-clock.h"
#include "ebb-session.h"
#include "ebb-trace-recorder.h"
#include "ebb-trace-replayer.h"
#include "test-journal.h"

#define TRACE_BENCH_OWNER 0x0eb0eb0e

/* A session over a link that is recorded or replayed. What a person asks of it is a note of the
 * trace, and the same word does it again. */
typedef struct
{
  EbbLimits         limits;
  EbbFakeClock     *clock;
  EbbLink          *link;
  EbbTraceRecorder *recorder; /* (nullable): it is a replay */
  EbbTraceFile     *file;     /* (nullable): as recorder */
  EbbController    *controller;
  TestJournal      *journal;
  EbbSession       *session;
  gint64            began_us;
  guint32           last_epoch;
  gboolean          has_boots; /* the session has them */
  GString          *story;     /* every snapshot, one a line */
  GString *states; /* every state: "starting running …", with which fault and how it ended */
  GError  *error;  /* of the last connection */
} TraceBench;

/* @argv: from 1: limits.json, a program, the folder of definitions */
void           trace_bench_load (char **argv);
EbbDefinition *trace_bench_find_definition (const char *id);

/* Over @inner, from its first call on, into a new file. */
void trace_bench_record (TraceBench   *self,
                         EbbFakeClock *clock,
                         EbbLink      *inner,
                         const char   *path,
                         guint32       closed_epoch);
void trace_bench_end_recording (TraceBench *self);
/* Plays all of @trace; fails if anything differs. */
void trace_bench_replay (TraceBench *self, EbbTrace *trace);
void trace_bench_clear (TraceBench *self);

/* Not in the trace: whoever replays one begins with it. */
void trace_bench_connect (TraceBench *self);
/* "start legs=both length_s=300", "continue", "stop", "pause", "end", "intensity 4000",
 * "heat 380", "open", "clear", "dismiss" */
void trace_bench_do (TraceBench *self, const char *note);
void trace_bench_wait_ms (TraceBench *self, guint duration_ms);
/* Turns the clock until the session is in @state; fails after @limit_ms. */
void trace_bench_reach (TraceBench *self, EbbSessionState state, guint limit_ms);
