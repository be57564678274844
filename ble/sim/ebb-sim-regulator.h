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

/**
 * EbbSimRegulator:
 *
 * The closed loops of the firmware, and its own watch over them: valves and heaters follow the
 * aims by what the sensors say, and what must not be is found whatever the aims are.
 */
typedef struct
{
  EbbSimActuators actuators;
  uint32_t        overpressure_ms;
  uint32_t        overheat_ms;
  uint32_t        squeezed_ms[EBB_N_SIDES][EBB_N_ZONES]; /* without a break above 30 mmHg */
} EbbSimRegulator;

/* The boots' own rules, beside their own maximum. */
#define EBB_SIM_HOLD_MAX_MS 60000
#define EBB_SIM_HOLD_ABOVE_PA 4000      /* 30 mmHg */
#define EBB_SIM_OVERPRESSURE_BY_PA 1333 /* 10 mmHg above the own maximum, for half a second */
#define EBB_SIM_VENTED_BELOW_PA 1333    /* 10 mmHg */
#define EBB_SIM_OVERHEAT_DDEG 435

void          ebb_sim_regulator_let_go (EbbSimRegulator *self);
void          ebb_sim_regulator_follow (EbbSimRegulator     *self,
                                        const EbbSimAim      aims[EBB_N_SIDES][EBB_N_ZONES],
                                        const EbbFeatures   *features,
                                        const EbbSimSensors *sensors);
EbbBootsFault ebb_sim_regulator_watch (EbbSimRegulator     *self,
                                       const EbbFeatures   *features,
                                       const EbbSimSensors *sensors,
                                       uint32_t             step_ms);
