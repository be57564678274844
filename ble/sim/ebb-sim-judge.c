/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sim-firmware-private.h"

/* Whether a program that was uploaded whole can be run on these boots. */

/* A program that names a zone these boots do not have is refused, not trimmed; and zones that
 * share a valve cannot have different setpoints. */
static bool
are_zones_possible (const EbbFeatures *features, const EbbWireProgram *program, int side)
{
  EbbZoneMask tied = program->zones[side] & (EbbZoneMask) ~features->settable[side];
  int         first_tied = -1;

  if ((program->zones[side] & ~features->zones[side]) != 0)
    return false;
  for (int zone = 0; zone < EBB_N_ZONES; zone++)
    {
      if ((tied & EBB_ZONE_BIT (zone)) == 0)
        continue;
      if (first_tied < 0)
        first_tied = zone;
      if (program->setpoint_pa[side][zone] != program->setpoint_pa[side][first_tied])
        return false;
    }
  return true;
}

static EbbResult
judge_heat (const EbbFeatures *features, const EbbWireProgram *program, int side, int zone)
{
  int16_t heat_ddeg = program->heat_ddeg[side][zone];

  if (heat_ddeg == EBB_WIRE_HEAT_OFF || (program->zones[side] & EBB_ZONE_BIT (zone)) == 0)
    return EBB_RESULT_SUCCESS;
  if ((features->heated[side] & EBB_ZONE_BIT (zone)) == 0)
    return EBB_RESULT_NOT_SUPPORTED;
  if (heat_ddeg > features->heat_max_ddeg)
    return EBB_RESULT_ABOVE_CAP;
  return heat_ddeg < features->heat_min_ddeg ? EBB_RESULT_INVALID_PARAMETER : EBB_RESULT_SUCCESS;
}

/* In the order PROTOCOL.md gives. Setpoints above the own maximum are judged at START, where the
 * intensity is known. */
EbbResult
ebb_sim_judge_program (const EbbFeatures *features, const EbbWireProgram *program)
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      if (!are_zones_possible (features, program, side))
        return EBB_RESULT_INVALID_PARAMETER;
    }
  if (program->is_alternate && (features->bits & EBB_FEATURE_ALTERNATE) == 0)
    return EBB_RESULT_NOT_SUPPORTED;
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        {
          EbbResult result = judge_heat (features, program, side, zone);

          if (result != EBB_RESULT_SUCCESS)
            return result;
        }
    }
  return EBB_RESULT_SUCCESS;
}
