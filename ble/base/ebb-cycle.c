/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-cycle.h"

#include <string.h>

static const char *const pattern_names[] = { "sequential", "wave", "together" };

/* Start and end of the part in which a zone is squeezed: inflate and hold. */
typedef struct
{
  uint32_t inflate_at_ms;
  uint32_t full_at_ms;
  uint32_t let_go_at_ms;
} Squeeze;

static unsigned
count_turns (const EbbCycle *cycle, unsigned n_zones)
{
  if (n_zones == 0)
    return 0;
  return cycle->pattern == EBB_PATTERN_TOGETHER ? 1 : n_zones;
}

static Squeeze
find_squeeze (const EbbCycle *cycle, unsigned n_zones, unsigned rank)
{
  uint32_t turn = cycle->pattern == EBB_PATTERN_TOGETHER ? 0 : rank;
  Squeeze  squeeze;

  squeeze.inflate_at_ms = turn * cycle->inflate_ms;
  squeeze.full_at_ms = squeeze.inflate_at_ms + cycle->inflate_ms;
  if (cycle->pattern == EBB_PATTERN_WAVE)
    squeeze.let_go_at_ms = squeeze.full_at_ms + cycle->hold_ms;
  else
    squeeze.let_go_at_ms = count_turns (cycle, n_zones) * cycle->inflate_ms + cycle->hold_ms;
  return squeeze;
}

/**
 * ebb_cycle_length_ms:
 *
 * n * inflate + hold + deflate + rest, where n is @n_zones, or 1 when all fill together.
 *
 * Returns: milliseconds; for legs with different zones take the greater
 */
uint32_t
ebb_cycle_length_ms (const EbbCycle *cycle, unsigned n_zones)
{
  return count_turns (cycle, n_zones) * cycle->inflate_ms + cycle->hold_ms + cycle->deflate_ms
         + cycle->rest_ms;
}

/**
 * ebb_cycle_at:
 * @rank: place of the zone among the @n_zones that take part, 0 the most distal
 * @at_ms: time since the cycle began
 *
 * Returns: what the zone is doing, as planned
 */
EbbCyclePoint
ebb_cycle_at (const EbbCycle *cycle, unsigned n_zones, unsigned rank, uint32_t at_ms)
{
  Squeeze squeeze = find_squeeze (cycle, n_zones, rank);

  if (at_ms < squeeze.inflate_at_ms || rank >= n_zones)
    return (EbbCyclePoint){ EBB_PHASE_REST, 0.0 };
  if (at_ms < squeeze.full_at_ms)
    return (EbbCyclePoint){ EBB_PHASE_INFLATE,
                            (double) (at_ms - squeeze.inflate_at_ms) / cycle->inflate_ms };
  if (at_ms < squeeze.let_go_at_ms)
    return (EbbCyclePoint){ EBB_PHASE_HOLD, 1.0 };
  if (at_ms < squeeze.let_go_at_ms + cycle->deflate_ms)
    return (EbbCyclePoint){ EBB_PHASE_DEFLATE,
                            1.0 - (double) (at_ms - squeeze.let_go_at_ms) / cycle->deflate_ms };
  return (EbbCyclePoint){ EBB_PHASE_REST, 0.0 };
}

/**
 * ebb_cycle_squeeze_ms:
 *
 * The longest any zone is squeezed without release, inflate and hold together; limits.json
 * "zone_continuous_above_30_max_s" bounds it.
 *
 * Returns: milliseconds
 */
uint32_t
ebb_cycle_squeeze_ms (const EbbCycle *cycle, unsigned n_zones)
{
  Squeeze squeeze = find_squeeze (cycle, n_zones, 0);

  return n_zones > 0 ? squeeze.let_go_at_ms - squeeze.inflate_at_ms : 0;
}

/**
 * ebb_pattern_to_string:
 *
 * Returns: the name program files use, a static string
 */
const char *
ebb_pattern_to_string (EbbPattern pattern)
{
  return (unsigned) pattern <= EBB_PATTERN_TOGETHER ? pattern_names[pattern] : "unknown";
}

/**
 * ebb_pattern_from_string:
 *
 * Returns: false, with @pattern untouched, if no pattern has that name
 */
bool
ebb_pattern_from_string (const char *name, EbbPattern *pattern)
{
  for (int i = 0; i <= EBB_PATTERN_TOGETHER; i++)
    {
      if (strcmp (pattern_names[i], name) == 0)
        {
          *pattern = (EbbPattern) i;
          return true;
        }
    }
  return false;
}
