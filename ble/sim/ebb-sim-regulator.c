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

#define OVERPRESSURE_FOR_MS 500
#define OVERHEAT_FOR_MS 2000

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

static bool
is_held_too_long (EbbSimRegulator *self, const EbbSimSensors *sensors, uint32_t step_ms)
{
  bool is_too_long = false;

  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        {
          uint32_t *squeezed_ms = &self->squeezed_ms[side][zone];

          if (sensors->pressure_pa[side][zone] > EBB_SIM_HOLD_ABOVE_PA)
            *squeezed_ms += step_ms;
          else
            *squeezed_ms = 0;
          is_too_long |= *squeezed_ms > EBB_SIM_HOLD_MAX_MS;
        }
    }
  return is_too_long;
}

static void
find_highest (const EbbSimSensors *sensors, int32_t *pressure_pa, int16_t *temperature_ddeg)
{
  *pressure_pa = EBB_PRESSURE_UNKNOWN_PA;
  *temperature_ddeg = EBB_HEAT_OFF_DDEG;
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        {
          if (sensors->pressure_pa[side][zone] > *pressure_pa)
            *pressure_pa = sensors->pressure_pa[side][zone];
          if (sensors->temperature_ddeg[side][zone] > *temperature_ddeg)
            *temperature_ddeg = sensors->temperature_ddeg[side][zone];
        }
    }
}

/**
 * ebb_sim_regulator_watch:
 *
 * Judges the sensors by the boots' own rules: own maximum, own longest squeeze, own hottest
 * lining. To be asked each step, running or not.
 *
 * Returns: the fault found, EBB_BOOTS_FAULT_NONE when all is well
 */
EbbBootsFault
ebb_sim_regulator_watch (EbbSimRegulator     *self,
                         const EbbFeatures   *features,
                         const EbbSimSensors *sensors,
                         uint32_t             step_ms)
{
  int32_t highest_pa;
  int16_t hottest_ddeg;
  bool    is_too_long = is_held_too_long (self, sensors, step_ms);

  find_highest (sensors, &highest_pa, &hottest_ddeg);
  if (highest_pa > features->pressure_max_pa + EBB_SIM_OVERPRESSURE_BY_PA)
    self->overpressure_ms += step_ms;
  else
    self->overpressure_ms = 0;
  self->overheat_ms = hottest_ddeg > EBB_SIM_OVERHEAT_DDEG ? self->overheat_ms + step_ms : 0;

  if (self->overpressure_ms >= OVERPRESSURE_FOR_MS || is_too_long)
    return EBB_BOOTS_FAULT_OVERPRESSURE;
  if (self->overheat_ms >= OVERHEAT_FOR_MS)
    return EBB_BOOTS_FAULT_HEAT;
  return EBB_BOOTS_FAULT_NONE;
}
