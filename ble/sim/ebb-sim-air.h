/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "ebb-body.h"
#include "ebb-sim-noise.h"

/**
 * EbbSimChamber:
 *
 * One air bag. Up to its slack it takes air almost without pressure; beyond, pressure rises with
 * the air in it as the wall and the leg give way.
 */
typedef struct
{
  double slack_ml;
  double compliance_ml_per_mmhg;
  double leak_ml_per_s_mmhg;
  double vent_ml_per_s_mmhg;
  double air_ml;
} EbbSimChamber;

/**
 * EbbSimAir:
 *
 * All chambers of both legs, one pump on one manifold, and for each chamber an inlet valve with a
 * check valve behind it, and a vent valve. Vents are open when nothing holds them shut.
 */
typedef struct
{
  EbbZoneMask   zones[EBB_N_SIDES];
  EbbSimChamber chamber[EBB_N_SIDES][EBB_N_ZONES];
  /* valves and pump, as the firmware sets them */
  bool        is_pump_on;
  EbbZoneMask inlet[EBB_N_SIDES]; /* open inlets */
  EbbZoneMask vent[EBB_N_SIDES];  /* open vents */
  /* what is broken, whatever the firmware wants */
  EbbZoneMask stuck_vent[EBB_N_SIDES];  /* vents that stay shut */
  EbbZoneMask stuck_inlet[EBB_N_SIDES]; /* inlets that stay open */
  EbbZoneMask shut_inlet[EBB_N_SIDES];  /* inlets that stay shut, or hoses that are off */
  double      leak_share;               /* of an open vent, in every chamber */
  double      drift_mmhg;               /* of every sensor */
  EbbZoneMask dead_sensor[EBB_N_SIDES];
  EbbZoneMask frozen_sensor[EBB_N_SIDES];
  int32_t     sensed_pa[EBB_N_SIDES][EBB_N_ZONES];
  EbbSimNoise noise;
} EbbSimAir;

void    ebb_sim_air_init (EbbSimAir *self, EbbLegs legs, EbbZoneMask zones, uint64_t seed);
void    ebb_sim_air_step (EbbSimAir *self, double step_s);
double  ebb_sim_air_get_mmhg (const EbbSimAir *self, EbbSide side, EbbZone zone);
int32_t ebb_sim_air_sense_pa (EbbSimAir *self, EbbSide side, EbbZone zone);
