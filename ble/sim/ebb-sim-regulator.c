/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sim-regulator.h"

#include <string.h>

#include "ebb-units.h"

/* Bands around the aim, wider than the sensor's noise so that valves do not chatter. */
#define TOP_UP_BELOW_PA 150
#define LET_OUT_ABOVE_PA 400
#define LET_OUT_UNTIL_PA 65

/* Full power this far below the setpoint, none this close to it: the element is hotter than the
 * lining and goes on warming it. */
#define FULL_POWER_BELOW_DDEG 20.0
#define NO_POWER_BELOW_DDEG 1.0

static void
set_bit (EbbZoneMask *mask, int zone, bool is_set)
{
  if (is_set)
    *mask |= EBB_ZONE_BIT (zone);
  else
    *mask &= (EbbZoneMask) ~EBB_ZONE_BIT (zone);
}

static void
follow_pressure (EbbSimActuators *actuators,
                 int              side,
                 int              zone,
                 const EbbSimAim *aim,
                 int32_t          pressure_pa)
{
  bool is_inlet_open = (actuators->inlet[side] & EBB_ZONE_BIT (zone)) != 0;
  bool is_vent_open = (actuators->vent[side] & EBB_ZONE_BIT (zone)) != 0;

  if (aim->setpoint_pa <= 0)
    {
      is_inlet_open = false;
      is_vent_open = true;
    }
  else
    {
      int32_t open_below_pa = is_inlet_open ? aim->aim_pa : aim->aim_pa - TOP_UP_BELOW_PA;
      int32_t let_out_above_pa =
          aim->setpoint_pa + (is_vent_open ? LET_OUT_UNTIL_PA : LET_OUT_ABOVE_PA);

      is_inlet_open = pressure_pa < open_below_pa;
      is_vent_open = pressure_pa > let_out_above_pa;
    }
  set_bit (&actuators->inlet[side], zone, is_inlet_open);
  set_bit (&actuators->vent[side], zone, is_vent_open);
}

static double
find_heater_power (const EbbSimAim *aim, int16_t temperature_ddeg)
{
  double below_ddeg;

  if (aim->heat_ddeg == EBB_HEAT_OFF_DDEG || temperature_ddeg == EBB_HEAT_OFF_DDEG)
    return 0;
  below_ddeg = (double) aim->heat_ddeg - temperature_ddeg;
  if (below_ddeg <= NO_POWER_BELOW_DDEG)
    return 0;
  return below_ddeg >= FULL_POWER_BELOW_DDEG ? 1.0 : below_ddeg / FULL_POWER_BELOW_DDEG;
}

/**
 * ebb_sim_regulator_let_go:
 *
 * Pump off, inlets shut, vents open, heat off: what the boots do whenever they are not running.
 */
void
ebb_sim_regulator_let_go (EbbSimRegulator *self)
{
  memset (&self->actuators, 0, sizeof self->actuators);
  for (int side = 0; side < EBB_N_SIDES; side++)
    self->actuators.vent[side] = EBB_ZONE_MASK_ALL;
}

/**
 * ebb_sim_regulator_follow:
 *
 * Sets valves, pump and heaters from @aims and what the sensors say.
 */
void
ebb_sim_regulator_follow (EbbSimRegulator     *self,
                          const EbbSimAim      aims[EBB_N_SIDES][EBB_N_ZONES],
                          const EbbFeatures   *features,
                          const EbbSimSensors *sensors)
{
  EbbSimActuators *actuators = &self->actuators;

  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        {
          if ((features->zones[side] & EBB_ZONE_BIT (zone)) == 0)
            continue;
          follow_pressure (actuators, side, zone, &aims[side][zone],
                           sensors->pressure_pa[side][zone]);
          actuators->heater_power[side][zone] =
              find_heater_power (&aims[side][zone], sensors->temperature_ddeg[side][zone]);
        }
    }
  actuators->is_pump_on = (actuators->inlet[0] | actuators->inlet[1]) != 0;
}
