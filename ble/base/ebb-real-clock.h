/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-clock.h"

G_BEGIN_DECLS

#define EBB_TYPE_REAL_CLOCK (ebb_real_clock_get_type ())
G_DECLARE_FINAL_TYPE (EbbRealClock, ebb_real_clock, EBB, REAL_CLOCK, GObject)

EbbRealClock *ebb_real_clock_new (double speed) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
