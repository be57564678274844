/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stdint.h>

#include "ebb-body.h"
#include "ebb-sim-noise.h"

/**
 * EbbSimHeater:
 *
 * A heating element behind a lining. The lining is what the sensor and the skin feel; the element
 * is hotter, so the lining goes on warming for a while after the power is off.
 */
typedef struct
{
  double element_deg;
  double lining_deg;
  double power; /* 0 to 1, as the firmware sets it */
} EbbSimHeater;

typedef struct
{
  EbbZoneMask  zones[EBB_N_SIDES];
  EbbZoneMask  stuck[EBB_N_SIDES]; /* of these, at full power whatever the firmware sets */
  EbbSimHeater heater[EBB_N_SIDES][EBB_N_ZONES];
  EbbSimNoise  noise;
} EbbSimHeat;

void    ebb_sim_heat_init (EbbSimHeat *self, EbbLegs legs, EbbZoneMask zones, uint64_t seed);
void    ebb_sim_heat_step (EbbSimHeat *self, double step_s);
double  ebb_sim_heat_get_deg (const EbbSimHeat *self, EbbSide side, EbbZone zone);
int16_t ebb_sim_heat_sense_ddeg (EbbSimHeat *self, EbbSide side, EbbZone zone);
