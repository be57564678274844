/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-guard.h"
#include "safety-fixture.h"

G_BEGIN_DECLS

#define PERIOD_US (G_USEC_PER_SEC / 2)

/* A watch over one foot, with a clock that only moves when told to. */
typedef struct
{
  EbbLimits      limits;
  EbbGuard       guard;
  EbbZoneMask    zones[EBB_N_SIDES];
  EbbZoneReading reading[EBB_N_SIDES][EBB_N_ZONES];
  gint64         now_us;
} Watch;

static const EbbGuardPlan guard_plan = { .inflate_ms = 6000,
                                         .deflate_ms = 10000,
                                         .cycle_ms = 40000 };

static inline EbbZoneReading *
get_foot (Watch *watch)
{
  return &watch->reading[EBB_SIDE_RIGHT][EBB_ZONE_FOOT];
}

static inline void
begin (Watch *watch)
{
  *watch = (Watch){ .limits = load_limits (), .now_us = 5 * G_USEC_PER_SEC };
  watch->zones[EBB_SIDE_RIGHT] = EBB_ZONE_BIT (EBB_ZONE_FOOT);
  ebb_guard_init (&watch->guard, ebb_mmhg_to_pa (40), &guard_plan, watch->now_us);
}

static inline EbbFault
sample (Watch *watch, double setpoint_mmhg, double pressure_mmhg)
{
  get_foot (watch)->setpoint_pa = ebb_mmhg_to_pa (setpoint_mmhg);
  get_foot (watch)->pressure_pa = ebb_mmhg_to_pa (pressure_mmhg);
  watch->now_us += PERIOD_US;
  return ebb_guard_take_sample (&watch->guard, &watch->limits, watch->now_us, watch->zones,
                                watch->reading);
}

static inline EbbFault
sample_for (Watch *watch, double seconds, double setpoint_mmhg, double pressure_mmhg)
{
  EbbFault fault = EBB_FAULT_NONE;
  gint64   until_us = watch->now_us + (gint64) (seconds * G_USEC_PER_SEC);

  while (watch->now_us < until_us && fault == EBB_FAULT_NONE)
    fault = sample (watch, setpoint_mmhg, pressure_mmhg);
  return fault;
}

G_END_DECLS
