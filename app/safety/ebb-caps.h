/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-capabilities.h"
#include "ebb-limits.h"
#include "ebb-purpose.h"
#include "ebb-restriction.h"
#include "ebb-tally.h"

G_BEGIN_DECLS

/* Where nobody has answered the questions, only boots that say they are simulated run, and no
 * higher than this, whatever a file says. */
#define EBB_UNSCREENED_CAP_MMHG 40

/* Boots that no timer of their own ends (safety.md, tier D). */
#define EBB_NO_TIMER_CAP_MMHG 40
#define EBB_NO_TIMER_SESSION_S 900

/* To find out which leg a boot is on: one leg at a time, no tighter and no longer than this. Boots
 * that are marked right are squeezed so gently as well as boots that are not (safety.md H11). */
#define EBB_LEG_CHECK_CAP_MMHG 30
#define EBB_LEG_CHECK_SESSION_S 120

/**
 * EbbPerson:
 *
 * All that is known of who wears the boots, and when. Borrowed.
 */
typedef struct
{
  const EbbScreening *screening;
  const EbbAnswers   *answers;
  GArray             *past; /* (element-type EbbPastSession) */
  EbbNow              now;
} EbbPerson;

/**
 * EbbCaps:
 *
 * The most that may be now. What is edited, what is about to start and every sample are held
 * against the same.
 */
typedef struct
{
  gint32         cap_pa; /* 0: nothing at all */
  guint          shortest_s;
  guint          longest_s;
  EbbZoneMask    zones[EBB_N_SIDES]; /* that answers leave */
  gboolean       allows_heat;        /* as far as answers go */
  gint16         heat_cap_ddeg;      /* 0: the boots have no heat */
  guint          heat_longest_s;
  EbbCapStep     step;
  guint          wanting; /* EbbUnlock */
  EbbRestriction restriction;
  EbbTally       tally;
} EbbCaps;

/* @person: (nullable): nobody has answered the questions */
void ebb_caps_init (EbbCaps               *caps,
                    const EbbLimits       *limits,
                    const EbbCapabilities *boots,
                    EbbPurpose             purpose,
                    const EbbPerson       *person);

/* What answers and sessions leave, on boots that themselves leave everything: what is shown beside the
 * answers. @person is asked as for a start. */
void ebb_caps_describe (EbbAllowance *allowance, const EbbLimits *limits, const EbbPerson *person);

const char *ebb_cap_step_to_string (EbbCapStep step);

G_END_DECLS
