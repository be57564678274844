/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-control.h"
#include "ebb-sim-boots.h"
#include "rough-link.h"

/* Looks at simulated boots from beside: whether what is broken in them made a difference to what
 * they did, said or heard. A fault that was set and made none has not taken hold. To see that nothing
 * counts which makes none, faults can be set for show: what would be broken stays whole. */
typedef struct
{
  gboolean is_for_show;
  int      shown[EBB_N_SIM_FAULTS]; /* values that were set for show */

  EbbSimBoots *boots; /* borrowed */
  guint32      owner; /* whose runs count */
  guint32      held;  /* faults that took hold, as bits */

  double       battery_percent;
  int          n_ignored; /* stops that were left to be ignored */
  gint64       asked_us;  /* when the last request came */
  gint64       said_us;   /* when the last report went; 0: none on this link */
  guint        n_cold[EBB_N_SIDES][EBB_N_ZONES];   /* reports in a row without heat */
  double       cold_deg[EBB_N_SIDES][EBB_N_ZONES]; /* since heat is off: the lowest */
  guint        n_same[EBB_N_SIDES][EBB_N_ZONES];   /* reports in a row that aim at the same */
  gboolean     has_said;
  EbbTelemetry said; /* the last report, and how it truly was then */
  gint32       true_pa[EBB_N_SIDES][EBB_N_ZONES];
} FaultWatch;

void fault_watch_init (FaultWatch *self, EbbSimBoots *boots, guint32 owner, gboolean is_for_show);
/* Sets a fault through here, so that what it does at once is seen. */
void fault_watch_set (FaultWatch *self, EbbSimFault fault, int value);
void fault_watch_clear (FaultWatch *self, EbbSimFault fault);
/* At each turn of the clock. */
void fault_watch_look (FaultWatch *self, gint64 now_us);
void fault_watch_link_lost (FaultWatch *self);
/* A message is said by the boots, or comes to them. */
void fault_watch_saw (FaultWatch    *self,
                      RoughWay       way,
                      EbbRole        role,
                      const uint8_t *bytes,
                      size_t         size,
                      gint64         now_us);
