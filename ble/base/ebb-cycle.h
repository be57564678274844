/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* How the zones of a leg take turns. Zones are always taken distal to proximal. */
typedef enum
{
  EBB_PATTERN_SEQUENTIAL, /* fill one after the other, hold all, let all go */
  EBB_PATTERN_WAVE,       /* each fills, holds and lets go; the next begins when it is full */
  EBB_PATTERN_TOGETHER,   /* fill all at once, hold all, let all go */
} EbbPattern;

/* The four parts of a zone's cycle. */
typedef enum
{
  EBB_PHASE_REST,
  EBB_PHASE_INFLATE,
  EBB_PHASE_HOLD,
  EBB_PHASE_DEFLATE,
} EbbZonePhase;

/**
 * EbbCycle:
 *
 * One pass over the zones of a leg, the same sum for the boots that run it, the program that
 * plans it and the picture that draws it.
 */
typedef struct
{
  EbbPattern pattern;
  uint32_t   inflate_ms; /* for each zone */
  uint32_t   hold_ms;
  uint32_t   deflate_ms;
  uint32_t   rest_ms;
} EbbCycle;

/* Where a zone is in its cycle. */
typedef struct
{
  EbbZonePhase phase;
  double       fill; /* planned share of the setpoint, 0 to 1: rises in INFLATE, falls in DEFLATE */
} EbbCyclePoint;

uint32_t      ebb_cycle_length_ms (const EbbCycle *cycle, unsigned n_zones);
EbbCyclePoint ebb_cycle_at (const EbbCycle *cycle, unsigned n_zones, unsigned rank, uint32_t at_ms);
uint32_t      ebb_cycle_squeeze_ms (const EbbCycle *cycle, unsigned n_zones);
const char   *ebb_pattern_to_string (EbbPattern pattern);
bool          ebb_pattern_from_string (const char *name, EbbPattern *pattern);
