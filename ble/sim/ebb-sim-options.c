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
    .silent_after_ms = EBB_SIM_NEVER,
    .drop_link_after_ms = EBB_SIM_NEVER,
    .drop_link_for_ms = 1,
  };
}

/**
 * ebb_sim_fault_to_string:
 *
 * Returns: the fault's name as `ebb-boots` reads and writes it, a static string
 */
const char *
ebb_sim_fault_to_string (EbbSimFault fault)
{
  static const char *const names[EBB_N_SIM_FAULTS] = { "silent", "drop", "ignore-stops" };

  return (unsigned) fault < EBB_N_SIM_FAULTS ? names[fault] : "unknown";
}
