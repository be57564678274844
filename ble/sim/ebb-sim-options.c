/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sim-options.h"

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
