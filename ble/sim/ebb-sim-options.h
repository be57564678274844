/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "ebb-body.h"

/* What can go wrong with the boots on demand. Each has one int, 0 when the boots are sound. */
typedef enum
{
  EBB_SIM_FAULT_SILENT,       /* 1: keeps the link, hears nothing, says nothing; its lease runs */
  EBB_SIM_FAULT_DROP_LINK,    /* n: drops the link now and cannot be reached for n ms */
  EBB_SIM_FAULT_IGNORE_STOPS, /* n: the next n writes to Stop have no effect */
  EBB_N_SIM_FAULTS,
} EbbSimFault;

/* Never, for the *_after_ms of EbbSimOptions. */
#define EBB_SIM_NEVER (-1)

/**
 * EbbSimOptions:
 *
 * How simulated boots are made. Start from ebb_sim_options_init().
 */
typedef struct
{
  EbbLegs     legs;               /* which boots are there */
  EbbZoneMask zones;              /* of each leg */
  double      battery_percent;    /* at the beginning */
  uint32_t    closed_epoch;       /* what they remember from before */
  int         answer_ms;          /* how long the firmware takes to answer a request */
  int         silent_after_ms;    /* after each START; 0: from the beginning; EBB_SIM_NEVER */
  int         drop_link_after_ms; /* after each START; EBB_SIM_NEVER */
  int         drop_link_for_ms;   /* how long they stay out of reach then; at least 1 */
  int         ignore_stops;       /* how many stops have no effect */
} EbbSimOptions;

void        ebb_sim_options_init (EbbSimOptions *options);
const char *ebb_sim_fault_to_string (EbbSimFault fault);
