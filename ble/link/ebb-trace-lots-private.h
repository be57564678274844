/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-trace.h"

G_BEGIN_DECLS

/* What a controller draws by lot, then and now. */
typedef struct
{
  GHashTable *sequences; /* (owned): of a request then → now, plus 1 */
  uint32_t    nonce_then;
  uint32_t    nonce_now;
} EbbTraceLots;

void ebb_trace_lots_init (EbbTraceLots *self);
void ebb_trace_lots_clear (EbbTraceLots *self);

/* Whether @now is what was written @then; what was drawn is kept. */
gboolean ebb_trace_lots_match (EbbTraceLots *self, EbbRole role, GBytes *then, GBytes *now);
/* (transfer full): an answer of then as one to what was asked now */
GByteArray *ebb_trace_lots_translate (EbbTraceLots *self,
                                      EbbRole       role,
                                      GBytes       *then) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
