/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-clock.h"
#include "ebb-link.h"
#include "ebb-trace.h"

G_BEGIN_DECLS

/* So far what is done may be from the time at which it was recorded. */
#define EBB_TRACE_DRIFT_MS 2000

/**
 * EbbTraceReplayer:
 *
 * An EbbLink that plays a trace: what was received comes again at its time, what was answered is
 * answered so again, and what is asked and written must be what was asked and written then, in that
 * order. What differs is an error, and the end of the replay. Time begins with the first that is
 * asked.
 *
 * Not compared, because they are drawn by lot: the sequence numbers of requests and the nonce of the
 * handshake. Answers get those of the question.
 *
 * Signals: "note" (const char *text): what a person asked of Ebb at this point.
 */
#define EBB_TYPE_TRACE_REPLAYER (ebb_trace_replayer_get_type ())
G_DECLARE_FINAL_TYPE (EbbTraceReplayer, ebb_trace_replayer, EBB, TRACE_REPLAYER, GObject)

EbbTraceReplayer *ebb_trace_replayer_new (EbbTrace      *trace,
                                          EbbClock      *clock,
                                          EbbDefinition *definition,
                                          const char    *identity) G_GNUC_WARN_UNUSED_RESULT;

/* TRUE when all of it was played, without an error. */
gboolean ebb_trace_replayer_is_done (EbbTraceReplayer *self);
/* (nullable): of EBB_TRACE_ERROR; names line, value and expectation */
const GError *ebb_trace_replayer_get_error (EbbTraceReplayer *self);
/* Plays no more, and answers what is open with an error. */
void ebb_trace_replayer_stop (EbbTraceReplayer *self);

G_END_DECLS
