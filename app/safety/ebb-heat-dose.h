/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

#include "ebb-limits.h"

G_BEGIN_DECLS

/* safety.md H21: pressed skin cools badly, so a zone above this has half the dose. */
#define EBB_HEAT_SQUEEZE_MMHG 40

/**
 * EbbHeatDose:
 *
 * What the skin under one zone has had, without unit: 1 is where it would redden (safety.md
 * section 2). Times are the caller's boot time in microseconds.
 */
typedef struct
{
  double   dose;
  gint64   taken_us; /* when it was last added to */
  gint64   warm_us;  /* when it was last warmed */
  gint16   heat_ddeg;
  gboolean is_begun;
} EbbHeatDose;

/* How long skin can be at @heat_ddeg before it reddens, in seconds; infinite for no heat. */
double ebb_heat_get_margin_s (gint16 heat_ddeg);
double ebb_heat_get_dose (gint16 heat_ddeg, double duration_s);
/* @peak_pa: the highest pressure of any zone. */
double ebb_heat_get_dose_cap (const EbbLimits *limits, gint32 peak_pa);
/* How long @heat_ddeg may last, in seconds, after @dose_before of the same skin. */
guint ebb_heat_get_longest_s (const EbbLimits *limits,
                              gint16           heat_ddeg,
                              gint32           peak_pa,
                              double           dose_before);

void ebb_heat_dose_take (EbbHeatDose     *dose,
                         const EbbLimits *limits,
                         gint64           now_us,
                         gint16           heat_ddeg);

G_END_DECLS
