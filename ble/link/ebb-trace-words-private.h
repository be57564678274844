/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-trace.h"

G_BEGIN_DECLS

/* The words of a trace, each list in the order of its enum and ended by NULL. */
extern const char *const ebb_trace_call_words[];
extern const char *const ebb_trace_state_words[];
extern const char *const ebb_trace_error_words[]; /* of EbbLinkErrorCode, then "cancelled" */
extern const char *const ebb_trace_need_words[];

#define EBB_TRACE_KEY_HEADER "ebb_trace"

gboolean ebb_trace_call_is_answered (EbbTraceCall call);
gboolean ebb_trace_call_has_role (EbbTraceCall call);
char    *ebb_trace_bytes_to_hex (GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
