/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "ebb-body.h"
#include "ebb-definition.h"
#include "ebb-sim-fault.h"

/* A fault that is to come by itself. */
typedef struct
{
  bool is_set;
  int  value;    /* in the unit of the fault */
  int  after_ms; /* after each START; 0: from the beginning */
} EbbSimPlannedFault;

/**
 * EbbSimOptions:
 *
 * How simulated boots are made. Start from ebb_sim_options_init().
 */
typedef struct
{
  EbbTier            tier;              /* what ends a run that nobody speaks to any more */
  EbbLegs            legs;              /* which boots are there */
  bool               poses_as_real;     /* says that it moves air, so that the rules can be tried */
  bool               hides_temperature; /* keeps what its thermostat reads to itself */
  bool               is_swapped;        /* worn the wrong way round: left boot on the right leg */
  EbbZoneMask        zones;             /* of each leg */
  double             battery_percent;   /* at the beginning */
  uint8_t            level_count;  /* 0: mmHg; else what they say is in levels, and they measure
                                         nothing. For a run at their button: Ebb starts none. */
  uint32_t           closed_epoch; /* what they remember from before */
  int                answer_ms;    /* how long the firmware takes to answer a request */
  EbbSimPlannedFault planned[EBB_N_SIM_FAULTS];
} EbbSimOptions;

/* What boots of a tier advertise, and by which definition (data/devices/) they are known. */
const char *ebb_sim_tier_get_service_uuid (EbbTier tier);
const char *ebb_sim_tier_get_definition_id (EbbTier tier);

/* Over the air: the one characteristic of boots that have no other, and what tells its roles apart. */
const char *ebb_sim_tier_get_shared_uuid (EbbTier tier);
int         ebb_sim_tier_get_channel (EbbTier tier, EbbRole role);

void ebb_sim_options_init (EbbSimOptions *options);
void ebb_sim_options_plan_fault (EbbSimOptions *options,
                                 EbbSimFault    fault,
                                 int            value,
                                 int            after_ms);
