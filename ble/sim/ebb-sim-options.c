/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sim-options.h"

#include "ebb-profile.h"

/**
 * ebb_sim_tier_get_service_uuid:
 *
 * Returns: the service that boots of @tier offer; the open profile's is for tier A alone
 */
const char *
ebb_sim_tier_get_service_uuid (EbbTier tier)
{
  static const char *const uuids[] = {
    [EBB_TIER_A] = EBB_UUID_SERVICE,
    [EBB_TIER_B] = "eb0400b1-fcd8-4547-88a2-5bb8310909fc",
    [EBB_TIER_C] = "eb0400c1-fcd8-4547-88a2-5bb8310909fc",
    [EBB_TIER_D] = "eb0400d1-fcd8-4547-88a2-5bb8310909fc",
  };

  g_return_val_if_fail (tier <= EBB_TIER_D, NULL);
  return uuids[tier];
}

/**
 * ebb_sim_tier_get_definition_id:
 *
 * Returns: which definition describes simulated boots of @tier
 */
const char *
ebb_sim_tier_get_definition_id (EbbTier tier)
{
  static const char *const ids[] = {
    [EBB_TIER_A] = "ebb-profile-1",
    [EBB_TIER_B] = "ebb-simulated-b",
    [EBB_TIER_C] = "ebb-simulated-c",
    [EBB_TIER_D] = "ebb-simulated-d",
  };

  g_return_val_if_fail (tier <= EBB_TIER_D, NULL);
  return ids[tier];
}

/**
 * ebb_sim_tier_get_shared_uuid:
 *
 * Returns: (nullable): the one characteristic that commands, answers, readings and Stop of boots of
 *   @tier all go over; %NULL: each has its own, those of the open profile
 */
const char *
ebb_sim_tier_get_shared_uuid (EbbTier tier)
{
  return tier == EBB_TIER_C ? "eb0400c2-fcd8-4547-88a2-5bb8310909fc" : NULL;
}

/**
 * ebb_sim_tier_get_channel:
 *
 * Returns: the byte that messages of @role begin with in that one characteristic;
 *   %EBB_CHANNEL_NONE: they do not go over it
 */
int
ebb_sim_tier_get_channel (EbbTier tier, EbbRole role)
{
  static const EbbRole roles[] = { EBB_ROLE_FEATURES, EBB_ROLE_CONTROL,   EBB_ROLE_STOP,
                                   EBB_ROLE_STATUS,   EBB_ROLE_TELEMETRY, EBB_ROLE_PROGRAM };

  for (gsize i = 0; i < G_N_ELEMENTS (roles) && ebb_sim_tier_get_shared_uuid (tier) != NULL; i++)
    if (roles[i] == role)
      return (int) i;
  return EBB_CHANNEL_NONE;
}

/**
 * ebb_sim_options_init:
 *
 * Sound boots on both legs: foot, lower calf, upper calf and upper thigh, battery at 87 %.
 */
void
ebb_sim_options_init (EbbSimOptions *options)
{
  *options = (EbbSimOptions){
    .legs = EBB_LEGS_BOTH,
    .zones = EBB_ZONE_BIT (EBB_ZONE_FOOT) | EBB_ZONE_BIT (EBB_ZONE_LOWER_CALF)
             | EBB_ZONE_BIT (EBB_ZONE_UPPER_CALF) | EBB_ZONE_BIT (EBB_ZONE_UPPER_THIGH),
    .battery_percent = 87,
    .answer_ms = 10,
  };
}

/**
 * ebb_sim_options_plan_fault:
 * @value: as in the table of faults
 * @after_ms: after each START; 0: from the beginning
 *
 * Lets @fault come by itself. A later plan for the same fault takes the place of this one.
 */
void
ebb_sim_options_plan_fault (EbbSimOptions *options, EbbSimFault fault, int value, int after_ms)
{
  g_return_if_fail ((unsigned) fault < EBB_N_SIM_FAULTS);

  options->planned[fault] =
      (EbbSimPlannedFault){ .is_set = true, .value = value, .after_ms = after_ms };
}
