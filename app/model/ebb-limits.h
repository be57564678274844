/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

#include "ebb-model-error.h"
#include "ebb-units.h"

G_BEGIN_DECLS

/* Ceilings that no file may lift (safety.md section 2). */
#define EBB_CEILING_PRESSURE_MMHG 100
#define EBB_CEILING_SESSION_S 3600
#define EBB_CEILING_SESSIONS_24H 3
#define EBB_CEILING_PER_24H_S 5400
#define EBB_CEILING_HEAT_DOSE 0.6
#define EBB_CEILING_HEAT_DOSE_SQUEEZED 0.3
/* And what none may shorten. */
#define EBB_FLOOR_GAP_S 3600
#define EBB_FLOOR_HEAT_GAP_S 7200
#define EBB_FLOOR_UNEVENTFUL_SESSIONS 3

/**
 * EbbLimits:
 *
 * The numbers of limits.json that code asks for today, read and checked once. Pressures in
 * pascals, as everywhere.
 */
typedef struct
{
  int32_t  first_session_cap_pa;
  int32_t  standard_cap_pa;
  int32_t  extended_cap_pa;
  int32_t  absolute_ceiling_pa;
  int32_t  step_max_up_pa;
  int32_t  overshoot_over_setpoint_pa;
  double   overshoot_for_s;
  int32_t  vented_below_pa;
  double   inflate_min_s, inflate_max_s;
  double   hold_min_s, hold_max_s, hold_above_60_max_s;
  double   deflate_min_s;
  double   zone_continuous_above_30_max_s;
  double   cycle_max_s;
  unsigned session_min_s, session_default_s, session_max_s, session_max_extended_s;
  unsigned extended_after_sessions; /* uneventful ones, before the extended caps */
  unsigned gap_s;                   /* from the end of a session to the next */
  unsigned per_24h_max_s;
  unsigned sessions_24h_max;
  unsigned presence_check_s; /* how often somebody is asked whether they are there */
  int16_t  heat_default_ddeg, heat_cap_ddeg, heat_fault_ddeg;
  unsigned heat_max_s;
  double   heat_dose_cap, heat_dose_cap_squeezed; /* the second with a zone above 40 mmHg */
  unsigned heat_gap_s, heat_dose_reset_s;
  unsigned heat_presence_check_s;
  int16_t  heat_cap_65_ddeg; /* from 65 years on, as the next */
  unsigned heat_max_65_s;
  unsigned heat_unmeasured_max_s, heat_skin_prompt_s; /* boots that measure no temperature */
  double   telemetry_stale_s;
  unsigned confirm_fresh_s;
  unsigned lease_s, renew_s;
  unsigned refuse_start_below_percent, end_session_below_percent;
} EbbLimits;

gboolean ebb_limits_load (EbbLimits *limits, const char *path, GError **error);
gboolean ebb_limits_parse (EbbLimits *limits, const char *json, gssize size, GError **error);

G_END_DECLS
