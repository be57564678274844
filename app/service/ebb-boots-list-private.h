/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-boots-list.h"
#include "ebb-clock.h"
#include "ebb-store.h"

G_BEGIN_DECLS

/* @scanner: where boots are looked for. @simulated: where boots in this process come from; may be
 * the same. @store: (nullable). */
EbbBootsList *ebb_boots_list_new (EbbScanner *scanner,
                                  EbbScanner *simulated,
                                  EbbClock   *clock,
                                  EbbStore   *store) G_GNUC_WARN_UNUSED_RESULT;

/* The computer was away: what was connected may be so no more, and nobody has said it. */
void ebb_boots_list_start_over (EbbBootsList *self);

G_END_DECLS
