/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-answers.h"

G_BEGIN_DECLS

/* limits.json, zones.below_knee */
#define EBB_ZONES_BELOW_KNEE                                                                       \
  ((EbbZoneMask) (EBB_ZONE_BIT (EBB_ZONE_FOOT) | EBB_ZONE_BIT (EBB_ZONE_ANKLE)                     \
                  | EBB_ZONE_BIT (EBB_ZONE_LOWER_CALF) | EBB_ZONE_BIT (EBB_ZONE_UPPER_CALF)))

/* Why the questions are asked again (screening.json, "reask"). */
typedef enum
{
  EBB_REASK_EXPIRED = 1 << 0,  /* 90 days old, or from a time that has not come yet */
  EBB_REASK_REVISION = 1 << 1, /* the questions are others now */
  EBB_REASK_SYMPTOM = 1 << 2,  /* a session since then ended for pain or numbness */
  EBB_REASK_PROFILE = 1 << 3,  /* the profile was edited since then */
  EBB_REASK_AGE = 1 << 4,      /* 65 years since then */
  EBB_REASK_DUE = 1 << 5,      /* the date of a birth passed since then */
} EbbReask;

/* How far somebody has come (safety.md section 2). */
typedef enum
{
  EBB_CAP_STEP_UNSCREENED,
  EBB_CAP_STEP_FIRST,    /* until a session was had */
  EBB_CAP_STEP_STANDARD, /* from then on */
  EBB_CAP_STEP_EXTENDED, /* when nothing of EbbUnlock is wanting */
} EbbCapStep;

/* What is wanting for the extended caps. */
typedef enum
{
  EBB_UNLOCK_SESSIONS = 1 << 0,     /* enough uneventful ones in a row */
  EBB_UNLOCK_ACKNOWLEDGED = 1 << 1, /* that it is understood */
  EBB_UNLOCK_ANSWERS = 1 << 2,      /* no answer that restricts anything */
  EBB_UNLOCK_TIMER = 1 << 3,        /* boots that end soon by themselves: tier A or B */
  EBB_UNLOCK_BOND = 1 << 4,         /* boots that obey none but who is bonded */
} EbbUnlock;

/**
 * EbbAllowance:
 *
 * What answers and past sessions leave allowed, as it is shown. The boots may leave less.
 */
typedef struct
{
  gboolean    is_allowed; /* FALSE: no use at all; the sets below say why */
  EbbCapStep  step;
  gint32      cap_pa; /* now; 0: nothing */
  gint32      first_cap_pa;
  gint32      standard_cap_pa;
  gint32      extended_cap_pa; /* as the standard one where answers leave no more */
  guint       longest_s;
  guint       extended_longest_s;
  EbbZoneMask zones[EBB_N_SIDES];
  gboolean    allows_heat;
  gint16      heat_cap_ddeg;
  guint       heat_longest_s;
  guint       wanting; /* EbbUnlock, but for those of boots */
  guint       n_uneventful_needed;
  gint64      acknowledged_s;  /* when it was understood what more means; 0: not, as of now */
  gboolean    can_acknowledge; /* nothing else is wanting for more, but for boots */
  /* of EBB_QUESTION_BIT() */
  guint unanswered;
  guint blocking;
  guint consulting;
  guint urgent;
  guint reask; /* EbbReask */
} EbbAllowance;

G_END_DECLS
