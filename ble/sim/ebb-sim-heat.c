/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sim-heat.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "ebb-units.h"

/* From 31 to 40 degrees in about two minutes, and half a degree of coasting. Engineering
 * choices; no product is copied. */
#define AMBIENT_DEG 31.0 /* the leg's skin under the lining */
#define FULL_POWER_W 30.0
#define ELEMENT_J_PER_DEG 60.0
#define LINING_J_PER_DEG 200.0
#define ELEMENT_TO_LINING_W_PER_DEG 5.0
#define LINING_TO_LEG_W_PER_DEG 1.2

#define SENSOR_NOISE_DEG 0.03

static void
step_heater (EbbSimHeater *heater, double power, double step_s)
{
  double through_w = ELEMENT_TO_LINING_W_PER_DEG * (heater->element_deg - heater->lining_deg);
  double lost_w = LINING_TO_LEG_W_PER_DEG * (heater->lining_deg - AMBIENT_DEG);

  heater->element_deg += (power * FULL_POWER_W - through_w) * step_s / ELEMENT_J_PER_DEG;
  heater->lining_deg += (through_w - lost_w) * step_s / LINING_J_PER_DEG;
}

/**
 * ebb_sim_heat_init:
 * @zones: the heated zones of each leg of @legs
 * @seed: of the sensors' noise
 *
 * Everything at the leg's own temperature and off.
 */
void
ebb_sim_heat_init (EbbSimHeat *self, EbbLegs legs, EbbZoneMask zones, uint64_t seed)
{
  memset (self, 0, sizeof *self);
  ebb_sim_noise_init (&self->noise, seed);
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      self->zones[side] = ebb_legs_has_side (legs, (EbbSide) side) ? zones : 0;
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        self->heater[side][zone] = (EbbSimHeater){ AMBIENT_DEG, AMBIENT_DEG, 0 };
    }
}

/**
 * ebb_sim_heat_step:
 * @step_s: seconds, at most 1
 *
 * Moves heat for @step_s with the power as it is.
 */
void
ebb_sim_heat_step (EbbSimHeat *self, double step_s)
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        {
          EbbSimHeater *heater = &self->heater[side][zone];
          bool          is_stuck = (self->stuck[side] & EBB_ZONE_BIT (zone)) != 0;

          if ((self->zones[side] & EBB_ZONE_BIT (zone)) != 0)
            step_heater (heater, is_stuck ? 1 : heater->power, step_s);
        }
    }
}

/**
 * ebb_sim_heat_get_deg:
 *
 * Returns: the true temperature of the lining, degrees Celsius
 */
double
ebb_sim_heat_get_deg (const EbbSimHeat *self, EbbSide side, EbbZone zone)
{
  return self->heater[side][zone].lining_deg;
}

/**
 * ebb_sim_heat_sense_ddeg:
 *
 * Reads the lining's sensor once, with noise, in steps of a tenth of a degree.
 *
 * Returns: tenths of a degree Celsius; EBB_HEAT_OFF_DDEG where there is no heater
 */
int16_t
ebb_sim_heat_sense_ddeg (EbbSimHeat *self, EbbSide side, EbbZone zone)
{
  if ((self->zones[side] & EBB_ZONE_BIT (zone)) == 0)
    return EBB_HEAT_OFF_DDEG;
  return (int16_t) lround (10.0
                           * (ebb_sim_heat_get_deg (self, side, zone)
                              + ebb_sim_noise_next (&self->noise, SENSOR_NOISE_DEG)));
}
