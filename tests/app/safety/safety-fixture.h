/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-capabilities.h"
#include "ebb-limits.h"

G_BEGIN_DECLS

#define FOUR_ZONES                                                                                 \
  ((EbbZoneMask) (EBB_ZONE_BIT (EBB_ZONE_FOOT) | EBB_ZONE_BIT (EBB_ZONE_LOWER_CALF)                \
                  | EBB_ZONE_BIT (EBB_ZONE_UPPER_CALF) | EBB_ZONE_BIT (EBB_ZONE_UPPER_THIGH)))

static inline EbbLimits
load_limits (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "limits.json", NULL);
  g_autoptr (GError) error = NULL;
  EbbLimits limits;

  ebb_limits_load (&limits, path, &error);
  g_assert_no_error (error);
  return limits;
}

/* As the simulated boots are. */
static inline EbbCapabilities
make_boots (void)
{
  const EbbZoneMask heated =
      EBB_ZONE_BIT (EBB_ZONE_LOWER_CALF) | EBB_ZONE_BIT (EBB_ZONE_UPPER_CALF);

  return (EbbCapabilities){
    .zones = { FOUR_ZONES, FOUR_ZONES },
    .settable = { FOUR_ZONES, FOUR_ZONES },
    .heated = { heated, heated },
    .is_simulated = true,
    .measures_pressure = true,
    .measures_temperature = true,
    .has_heat = true,
    .has_own_timer = true,
    .pressure_min_pa = ebb_mmhg_to_pa (5),
    .pressure_max_pa = ebb_mmhg_to_pa (80),
    .pressure_step_pa = 133,
    .heat_min_ddeg = 360,
    .heat_max_ddeg = 420,
    .lease_s = 10,
  };
}

G_END_DECLS
