/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "ebb-features.h"
#include "ebb-sim-run.h"
#include "ebb-status.h"

/* What the firmware reads. */
typedef struct
{
  int32_t pressure_pa[EBB_N_SIDES][EBB_N_ZONES];
  int16_t temperature_ddeg[EBB_N_SIDES][EBB_N_ZONES];
  double  battery_percent;
} EbbSimSensors;

/* What the firmware moves. Zeroed, but for the vents, when it lets go. */
typedef struct
{
  bool        is_pump_on;
  EbbZoneMask inlet[EBB_N_SIDES];
  EbbZoneMask vent[EBB_N_SIDES];
  double      heater_power[EBB_N_SIDES][EBB_N_ZONES]; /* 0 to 1 */
} EbbSimActuators;

/* How long things have been so for one zone, without a break. */
typedef struct
{
  uint32_t overpressure_ms;   /* above the boots' own maximum */
  uint32_t above_setpoint_ms; /* by more than 15 mmHg */
  uint32_t settling_ms;       /* left to follow a setpoint that was lowered */
  uint32_t squeezed_ms;       /* above 30 mmHg */
  uint32_t frozen_ms;         /* not one step of the sensor, under pressure */
  uint32_t too_hot_ms;        /* by more than a degree, having reached the setpoint */
  bool     has_reached_heat;
  int32_t  last_setpoint_pa;
  int32_t  last_pressure_pa;
  int16_t  last_heat_ddeg;
} EbbSimWatch;

/**
 * EbbSimRegulator:
 *
 * The closed loops of the firmware, and its own watch over them: valves and heaters follow the
 * aims by what the sensors say, and what must not be is found whatever the aims are.
 */
typedef struct
{
  EbbSimActuators actuators;
  EbbSimWatch     watch[EBB_N_SIDES][EBB_N_ZONES];
} EbbSimRegulator;

/* 10 mmHg: a chamber below it is empty. */
#define EBB_SIM_VENTED_BELOW_PA 1333

void          ebb_sim_regulator_let_go (EbbSimRegulator *self);
void          ebb_sim_regulator_follow (EbbSimRegulator     *self,
                                        const EbbSimAim      aims[EBB_N_SIDES][EBB_N_ZONES],
                                        const EbbFeatures   *features,
                                        const EbbSimSensors *sensors);
EbbBootsFault ebb_sim_regulator_watch (EbbSimRegulator     *self,
                                       const EbbSimAim      aims[EBB_N_SIDES][EBB_N_ZONES],
                                       const EbbFeatures   *features,
                                       const EbbSimSensors *sensors,
                                       uint32_t             step_ms);
