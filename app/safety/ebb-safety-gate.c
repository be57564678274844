/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-safety.h"

/* The last gate of single values: what is out of range here got past a check before it. */

/* What rounding to whole pascals may add to a difference of two pressures. */
#define ROUNDING_PA 1

static gboolean
refuse (EbbViolation *violation, EbbViolationCode code, EbbZone zone, gint32 value, gint32 bound)
{
  if (violation != NULL)
    *violation = (EbbViolation){ .code = code, .zone = zone, .value = value, .bound = bound };
  return FALSE;
}

static gboolean
allow (EbbViolation *violation)
{
  if (violation != NULL)
    *violation = (EbbViolation){ .code = EBB_VIOLATION_NONE, .zone = EBB_N_ZONES };
  return TRUE;
}

/* The highest that anything may be, whoever asks. */
static gint32
get_ceiling_pa (const EbbLimits *limits)
{
  return MIN (limits->absolute_ceiling_pa, ebb_mmhg_to_pa (EBB_CEILING_PRESSURE_MMHG));
}

/**
 * ebb_safety_check_setpoint:
 * @violation: (out) (optional): what is against it
 *
 * Returns: %FALSE if @setpoint_pa is no pressure, or above @cap_pa or a ceiling
 */
gboolean
ebb_safety_check_setpoint (const EbbLimits *limits,
                           EbbZone          zone,
                           gint32           setpoint_pa,
                           gint32           cap_pa,
                           EbbViolation    *violation)
{
  gint32 most_pa = MIN (cap_pa, get_ceiling_pa (limits));

  if (setpoint_pa < 0)
    return refuse (violation, EBB_VIOLATION_PRESSURE_LOW, zone, setpoint_pa, 0);
  if (setpoint_pa > most_pa)
    return refuse (violation, EBB_VIOLATION_PRESSURE_HIGH, zone, setpoint_pa, most_pa);
  return allow (violation);
}

/**
 * ebb_safety_check_intensity:
 * @present_pa: as the boots report it
 * @violation: (out) (optional): what is against it
 *
 * Returns: %FALSE if @wanted_pa is outside what cap and boots allow, or rises by more than
 *   limits.json "step_max_up" (and the boots' own step, to which they round what they report)
 */
gboolean
ebb_safety_check_intensity (const EbbLimits       *limits,
                            const EbbCapabilities *boots,
                            gint32                 present_pa,
                            gint32                 wanted_pa,
                            gint32                 cap_pa,
                            EbbViolation          *violation)
{
  gint32 least_pa = MAX (boots->pressure_min_pa, 1);
  gint32 most_pa = MIN (cap_pa, boots->pressure_max_pa);
  gint32 step_pa = limits->step_max_up_pa + MAX (boots->pressure_step_pa, ROUNDING_PA);

  if (!ebb_safety_check_setpoint (limits, EBB_N_ZONES, wanted_pa, most_pa, violation))
    return FALSE;
  if (wanted_pa < least_pa)
    return refuse (violation, EBB_VIOLATION_PRESSURE_LOW, EBB_N_ZONES, wanted_pa, least_pa);
  /* Not knowing where it is, nobody knows how far up it would go. */
  if (present_pa == EBB_PRESSURE_UNKNOWN_PA)
    return refuse (violation, EBB_VIOLATION_STEP_UP, EBB_N_ZONES, wanted_pa,
                   limits->step_max_up_pa);
  if (wanted_pa - present_pa > step_pa)
    return refuse (violation, EBB_VIOLATION_STEP_UP, EBB_N_ZONES, wanted_pa - present_pa,
                   limits->step_max_up_pa);
  return allow (violation);
}

/**
 * ebb_safety_check_heat:
 * @caps: that hold for this person on these boots
 * @heat_ddeg: a setpoint in tenths of a degree, or %EBB_HEAT_OFF_DDEG, which is always allowed
 * @violation: (out) (optional): what is against it
 *
 * Returns: %FALSE if @heat_ddeg is outside what is left, or what the boots can do
 */
gboolean
ebb_safety_check_heat (const EbbCaps         *caps,
                       const EbbCapabilities *boots,
                       gint16                 heat_ddeg,
                       EbbViolation          *violation)
{
  if (heat_ddeg == EBB_HEAT_OFF_DDEG)
    return allow (violation);
  if (!caps->allows_heat)
    return refuse (violation, EBB_VIOLATION_HEAT_LOCKED, EBB_N_ZONES, 0, 0);
  if (heat_ddeg > caps->heat_cap_ddeg)
    return refuse (violation, EBB_VIOLATION_HEAT_HIGH, EBB_N_ZONES, heat_ddeg, caps->heat_cap_ddeg);
  if (heat_ddeg < boots->heat_min_ddeg)
    return refuse (violation, EBB_VIOLATION_HEAT_LOW, EBB_N_ZONES, heat_ddeg, boots->heat_min_ddeg);
  return allow (violation);
}
