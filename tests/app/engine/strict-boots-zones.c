/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "strict-boots-private.h"

#include "ebb-units.h"

/* What they say of each zone. All of them fill and empty together, each to its share of the one
 * pressure there is: that of the strongest. */

static gint32
find_share_pa (const StrictBoots *self, EbbSide side, EbbZone zone, gint32 pressure_pa)
{
  gint32 peak_pa = ebb_wire_program_peak_pa (&self->program);

  /* Switched on anew, or run by their button, they know of no program. */
  if (peak_pa == 0)
    return pressure_pa;
  if (!ebb_legs_has_side (self->legs, side)
      || (self->program.zones[side] & EBB_ZONE_BIT (zone)) == 0)
    return 0;
  return (gint32) ((gint64) pressure_pa * self->program.setpoint_pa[side][zone] / peak_pa);
}

/* @setpoint_pa: what the strongest zone aims at now */
void
strict_boots_fill_zones (const StrictBoots *self, gint32 setpoint_pa, EbbTelemetry *telemetry)
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      telemetry->zones[side] = self->features.zones[side];
      if (self->pressure_pa < setpoint_pa && !self->never_fills)
        telemetry->filling[side] = self->features.zones[side] & self->program.zones[side];
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        telemetry->zone[side][zone] = (EbbZoneTelemetry){
          .pressure_pa = find_share_pa (self, (EbbSide) side, (EbbZone) zone, self->pressure_pa),
          .setpoint_pa = find_share_pa (self, (EbbSide) side, (EbbZone) zone, setpoint_pa),
          .temperature_ddeg = self->shown_temperature_ddeg ?: EBB_HEAT_OFF_DDEG,
          .heat_setpoint_ddeg = self->shown_heat_ddeg ?: EBB_HEAT_OFF_DDEG,
        };
    }
}

/* Returns: the cycle of the program they are in, 1 for the first since START */
guint
strict_boots_count_cycle (const StrictBoots *self)
{
  gint64  run_us = ebb_clock_get_boottime_us (self->clock) - self->started_us;
  guint32 cycle_ms = ebb_wire_program_cycle_ms (&self->program);

  return cycle_ms > 0 ? (guint) (run_us / 1000 / cycle_ms) + 1 : 1;
}
