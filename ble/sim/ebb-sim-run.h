/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-features.h"
#include "ebb-wire-program.h"

/* What the firmware wants of one zone now. */
typedef struct
{
  int32_t setpoint_pa; /* 0: let go */
  int32_t aim_pa;      /* where the pressure should be now; rises to the setpoint while filling */
  bool    is_filling;
  int16_t heat_ddeg; /* EBB_HEAT_OFF_DDEG: off */
} EbbSimAim;

/**
 * EbbSimRun:
 *
 * One run of a program, from START to its end: which cycle it is in and what each zone should do.
 */
typedef struct
{
  EbbWireProgram program;
  EbbLegs        legs;
  uint32_t       cycle_length_ms;
  uint32_t       offset_ms; /* program time at START */
  uint32_t       end_ms;    /* program time at the end */
  uint32_t       run_ms;    /* time run since START */
  uint16_t       peak_pa;   /* of the program */
  uint16_t       pressure_cap_pa;
  int16_t        heat_cap_ddeg;
  uint16_t       intensity_pa;       /* wanted */
  uint16_t       cycle_intensity_pa; /* of the cycle that runs: follows upward at its start only */
  int16_t        heat_ddeg;          /* what SET_HEAT said; only when has_heat_order */
  bool           has_heat_order;
  uint32_t       cycle_index; /* 0 for the first since START */
} EbbSimRun;

void      ebb_sim_run_begin (EbbSimRun *self);
void      ebb_sim_run_change_program (EbbSimRun *self, const EbbWireProgram *program);
bool      ebb_sim_run_advance (EbbSimRun *self, uint32_t step_ms);
uint32_t  ebb_sim_run_get_elapsed_ms (const EbbSimRun *self);
EbbSimAim ebb_sim_run_get_aim (const EbbSimRun   *self,
                               const EbbFeatures *features,
                               EbbSide            side,
                               EbbZone            zone);
