/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stdbool.h>

#include "ebb-body.h"
#include "ebb-units.h"

/**
 * EbbCapabilities:
 *
 * What a set of boots can do, in the app's own terms; joined from the one or two boots of a set.
 */
typedef struct
{
  EbbZoneMask zones[EBB_N_SIDES];
  EbbZoneMask settable[EBB_N_SIDES];
  EbbZoneMask heated[EBB_N_SIDES];
  bool        is_simulated;
  bool        measures_pressure;
  bool        measures_temperature;
  bool        has_heat;
  bool        has_battery;
  bool        can_identify;
  bool        has_own_timer;
  unsigned    level_count; /* 0: intensity is in mmHg */
  int32_t     pressure_min_pa;
  int32_t     pressure_max_pa;
  int32_t     pressure_step_pa;
  int16_t     heat_min_ddeg;
  int16_t     heat_max_ddeg;
  unsigned    lease_s;
} EbbCapabilities;
