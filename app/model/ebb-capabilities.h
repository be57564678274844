/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "ebb-body.h"
#include "ebb-model-error.h"
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
  bool        has_short_timer;   /* tiers A and B: they soon end by themselves, alone */
  bool        obeys_bonded_only; /* for all but Stop */
  unsigned    level_count;       /* 0: intensity is in mmHg */
  int32_t     pressure_min_pa;
  int32_t     pressure_max_pa;
  int32_t     pressure_step_pa;
  int16_t     heat_min_ddeg;
  int16_t     heat_max_ddeg;
  unsigned    lease_s;
} EbbCapabilities;

/* data/RULES.md says what the file has. */
gboolean ebb_capabilities_load (EbbCapabilities *boots, const char *path, GError **error);
gboolean ebb_capabilities_parse (EbbCapabilities *boots,
                                 const char      *json,
                                 gssize           size,
                                 GError         **error);
