/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-heat-dose.h"

#include <math.h>

/* The line below which skin does no more than redden (safety.md section 2, limits.json
 * "margin_model"). */
#define MARGIN_BASE 113.4
#define MARGIN_SLOPE 28.3

/**
 * ebb_heat_get_margin_s:
 * @heat_ddeg: of the skin, in tenths of a degree Celsius
 *
 * Returns: seconds; infinite for %EBB_HEAT_OFF_DDEG
 */
double
ebb_heat_get_margin_s (gint16 heat_ddeg)
{
  if (heat_ddeg <= 0)
    return INFINITY;
  return exp (MARGIN_BASE - MARGIN_SLOPE * log (heat_ddeg / 10.0));
}

/**
 * ebb_heat_get_dose:
 *
 * Returns: the dose of @duration_s at one temperature
 */
double
ebb_heat_get_dose (gint16 heat_ddeg, double duration_s)
{
  return duration_s / ebb_heat_get_margin_s (heat_ddeg);
}

/**
 * ebb_heat_get_dose_cap:
 * @peak_pa: the highest pressure of any zone that is squeezed at the same time
 *
 * Returns: the most that one session may give
 */
double
ebb_heat_get_dose_cap (const EbbLimits *limits, gint32 peak_pa)
{
  double cap = MIN (limits->heat_dose_cap, EBB_CEILING_HEAT_DOSE);

  if (peak_pa <= ebb_mmhg_to_pa (EBB_HEAT_SQUEEZE_MMHG))
    return cap;
  return MIN (cap, MIN (limits->heat_dose_cap_squeezed, EBB_CEILING_HEAT_DOSE_SQUEEZED));
}

/**
 * ebb_heat_get_longest_s:
 * @dose_before: what the skin has had and has not got over yet
 *
 * Returns: whole seconds, rounded down; 0 when the dose is used up
 */
guint
ebb_heat_get_longest_s (const EbbLimits *limits,
                        gint16           heat_ddeg,
                        gint32           peak_pa,
                        double           dose_before)
{
  double left = ebb_heat_get_dose_cap (limits, peak_pa) - dose_before;

  /* Said this way round, so that a dose that is not a number leaves nothing. */
  if (!(left > 0.0))
    return 0;
  return (guint) MIN (floor (left * ebb_heat_get_margin_s (heat_ddeg)), limits->heat_max_s);
}

/**
 * ebb_heat_dose_take:
 * @dose: all zero before the first sample
 * @heat_ddeg: what the skin is at from now on, measured or, where that is higher, the setpoint;
 *   %EBB_HEAT_OFF_DDEG: it is not warmed
 *
 * Adds what passed since the last sample, at the higher of the two temperatures. After two hours
 * without heat the skin has got over it, and the dose begins anew.
 */
void
ebb_heat_dose_take (EbbHeatDose *dose, const EbbLimits *limits, gint64 now_us, gint16 heat_ddeg)
{
  gint16 higher_ddeg = dose->is_begun ? MAX (dose->heat_ddeg, heat_ddeg) : EBB_HEAT_OFF_DDEG;
  gint64 passed_us = dose->is_begun ? MAX (now_us - dose->taken_us, 0) : 0;

  if (higher_ddeg > 0 && dose->heat_ddeg > 0)
    {
      dose->dose += ebb_heat_get_dose (higher_ddeg, (double) passed_us / G_USEC_PER_SEC);
      dose->warm_us = now_us;
    }
  else if (now_us - dose->warm_us >= (gint64) limits->heat_dose_reset_s * G_USEC_PER_SEC)
    dose->dose = 0.0;
  dose->heat_ddeg = heat_ddeg;
  dose->taken_us = now_us;
  dose->is_begun = TRUE;
}
