/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sim-regulator.h"
#include "ebb-units.h"

/* What boots do by themselves (PROTOCOL.md section 14), whatever the aims are. */

#define OVERPRESSURE_FOR_MS 100   /* a few readings: one may be noise */
#define ABOVE_SETPOINT_BY_PA 2000 /* 15 mmHg */
#define ABOVE_SETPOINT_FOR_MS 1000
#define SETTLING_MS 3000       /* a lowered setpoint is followed through a valve of finite width */
#define SQUEEZED_ABOVE_PA 4000 /* 30 mmHg */
#define SQUEEZED_FOR_MS 60000
#define SENSOR_MAX_PA 60000
#define FROZEN_ABOVE_PA 1000 /* near 0 an honest sensor reads 0 again and again */
#define FROZEN_FOR_MS 2000
#define HOTTEST_DDEG 430
#define TOO_HOT_BY_DDEG 10
#define TOO_HOT_FOR_MS 10000

static void
count (uint32_t *counter_ms, bool is_so, uint32_t step_ms)
{
  *counter_ms = is_so ? *counter_ms + step_ms : 0;
}

static EbbBootsFault
watch_pressure (EbbSimWatch       *watch,
                const EbbSimAim   *aim,
                const EbbFeatures *features,
                int32_t            pressure_pa,
                uint32_t           step_ms)
{
  bool is_above;

  watch->settling_ms -= watch->settling_ms < step_ms ? watch->settling_ms : step_ms;
  if (aim->setpoint_pa < watch->last_setpoint_pa)
    watch->settling_ms = SETTLING_MS;
  watch->last_setpoint_pa = aim->setpoint_pa;
  is_above = aim->setpoint_pa > 0 && watch->settling_ms == 0
             && pressure_pa > aim->setpoint_pa + ABOVE_SETPOINT_BY_PA;

  count (&watch->overpressure_ms, pressure_pa > features->pressure_max_pa, step_ms);
  count (&watch->above_setpoint_ms, is_above, step_ms);
  count (&watch->squeezed_ms, pressure_pa > SQUEEZED_ABOVE_PA, step_ms);
  if (watch->overpressure_ms >= OVERPRESSURE_FOR_MS
      || watch->above_setpoint_ms >= ABOVE_SETPOINT_FOR_MS)
    return EBB_BOOTS_FAULT_OVERPRESSURE;
  return watch->squeezed_ms > SQUEEZED_FOR_MS ? EBB_BOOTS_FAULT_VALVE : EBB_BOOTS_FAULT_NONE;
}

static EbbBootsFault
watch_sensor (EbbSimWatch *watch, int32_t pressure_pa, uint32_t step_ms)
{
  bool is_frozen = pressure_pa == watch->last_pressure_pa && pressure_pa > FROZEN_ABOVE_PA;

  watch->last_pressure_pa = pressure_pa;
  count (&watch->frozen_ms, is_frozen, step_ms);
  if (pressure_pa < 0 || pressure_pa > SENSOR_MAX_PA || watch->frozen_ms >= FROZEN_FOR_MS)
    return EBB_BOOTS_FAULT_SENSOR;
  return EBB_BOOTS_FAULT_NONE;
}

static EbbBootsFault
watch_heat (EbbSimWatch *watch, int16_t heat_ddeg, int16_t temperature_ddeg, uint32_t step_ms)
{
  if (heat_ddeg != watch->last_heat_ddeg)
    watch->has_reached_heat = false;
  watch->last_heat_ddeg = heat_ddeg;
  if (heat_ddeg != EBB_HEAT_OFF_DDEG && temperature_ddeg <= heat_ddeg)
    watch->has_reached_heat |= temperature_ddeg >= heat_ddeg - 1;
  count (&watch->too_hot_ms,
         watch->has_reached_heat && temperature_ddeg > heat_ddeg + TOO_HOT_BY_DDEG, step_ms);
  if (temperature_ddeg > HOTTEST_DDEG || watch->too_hot_ms >= TOO_HOT_FOR_MS)
    return EBB_BOOTS_FAULT_HEAT;
  return EBB_BOOTS_FAULT_NONE;
}

/**
 * ebb_sim_regulator_watch:
 *
 * Judges the sensors by the boots' own rules: own maximum, own longest squeeze, own hottest
 * lining, a sensor that cannot be right. To be asked each step, running or not.
 *
 * Returns: the fault found, EBB_BOOTS_FAULT_NONE when all is well
 */
EbbBootsFault
ebb_sim_regulator_watch (EbbSimRegulator     *self,
                         const EbbSimAim      aims[EBB_N_SIDES][EBB_N_ZONES],
                         const EbbFeatures   *features,
                         const EbbSimSensors *sensors,
                         uint32_t             step_ms)
{
  EbbBootsFault found = EBB_BOOTS_FAULT_NONE;

  for (int i = 0; i < EBB_N_SIDES * EBB_N_ZONES; i++)
    {
      int              side = i / EBB_N_ZONES;
      int              zone = i % EBB_N_ZONES;
      EbbSimWatch     *watch = &self->watch[side][zone];
      const EbbSimAim *aim = &aims[side][zone];
      int32_t          pressure_pa = sensors->pressure_pa[side][zone];
      EbbBootsFault    faults[3] = { EBB_BOOTS_FAULT_NONE };

      if ((features->zones[side] & EBB_ZONE_BIT (zone)) == 0)
        continue;
      faults[0] = watch_pressure (watch, aim, features, pressure_pa, step_ms);
      faults[1] = watch_sensor (watch, pressure_pa, step_ms);
      if ((features->heated[side] & EBB_ZONE_BIT (zone)) != 0)
        faults[2] =
            watch_heat (watch, aim->heat_ddeg, sensors->temperature_ddeg[side][zone], step_ms);
      for (int j = 0; j < 3 && found == EBB_BOOTS_FAULT_NONE; j++)
        found = faults[j];
    }
  return found;
}
