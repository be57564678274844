/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-sim-air.h"
#include "ebb-sim-boots.h"
#include "ebb-sim-firmware.h"
#include "ebb-sim-heat.h"
#include "ebb-sim-hostile.h"

/* The heated zones of boots that have these. */
#define EBB_SIM_HEATED_ZONES                                                                       \
  (EBB_ZONE_BIT (EBB_ZONE_LOWER_CALF) | EBB_ZONE_BIT (EBB_ZONE_UPPER_CALF))

struct _EbbSimBoots
{
  GObject parent_instance;

  /* owned */
  EbbSimFirmware *firmware;
  char           *serial;

  /* borrowed */
  EbbSimOutput output;
  gpointer     output_data;

  /* state */
  EbbSimOptions options;
  EbbFeatures   features;
  EbbSimAir     air;
  EbbSimHeat    heat;
  double        battery_percent;
  int           said_battery_percent;
  EbbStatus     said_status;
  gboolean      has_time;
  gboolean      is_advancing;
  gboolean      is_blinking; /* as was said last */
  gint64        now_us;      /* the end of the last step */
  gint64        started_us;
  gboolean      is_after_start;          /* what is planned counts from started_us */
  int           fault[EBB_N_SIM_FAULTS]; /* as set, 0 when not; of some, what is left */
  EbbSimHostile hostile;
  gint64        out_of_reach_until_us;
  gint64        off_until_us; /* without power */
};

void ebb_sim_boots_emit_link_dropped (EbbSimBoots *self);
void ebb_sim_boots_follow_status (EbbSimBoots *self);
void ebb_sim_boots_obey_firmware (EbbSimBoots *self);
void ebb_sim_boots_begin_planned_faults (EbbSimBoots *self);
void ebb_sim_boots_step_faults (EbbSimBoots *self);
void ebb_sim_boots_describe (EbbSimBoots *self);

gboolean ebb_sim_boots_is_off (EbbSimBoots *self);
/* Neither hears nor says anything. */
gboolean ebb_sim_boots_is_mute (EbbSimBoots *self);
gboolean ebb_sim_boots_is_hostile (EbbSimBoots *self, EbbRole role);
