/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-plan.h"
#include "ebb-quiet-hours.h"
#include "ebb-reminded.h"

G_BEGIN_DECLS

#define EBB_REMINDER_VALID_S 300 /* safety.md: an offer ends after that, and nobody catches up */
#define EBB_REMINDER_LATER_S 600 /* "In 10 Minutes" */

typedef enum
{
  EBB_REMINDER_WAITS, /* nothing now */
  EBB_REMINDER_DUE,   /* to be given now */
  EBB_REMINDER_OUT,   /* was given, and is still an offer */
} EbbReminderState;

typedef struct
{
  EbbReminderState state;
  gint64           next_s;  /* when that may be another; G_MAXINT64: never */
  gint64           until_s; /* of one that is due or out: the offer ends then */
} EbbReminderJudgement;

/* What there is to do about @slot at @now_s. @reminded: (nullable): what was done; @minute: of the day, now,
 * where the computer is. */
EbbReminderJudgement ebb_reminder_judge (const EbbSlot       *slot,
                                         const EbbReminded   *reminded,
                                         const EbbQuietHours *quiet,
                                         int                  minute,
                                         gint64               now_s);

/* (element-type EbbSlot) (transfer full): those of @slots, which are of @plan and in order, for which no
 * session was begun: one of its person and program on the same day in its zone, each for one slot.
 * @begun: (element-type EbbBegun): in order of time */
GArray *ebb_reminder_list_unkept (const EbbPlan   *plan,
                                  const GArray    *slots,
                                  const GPtrArray *begun) G_GNUC_WARN_UNUSED_RESULT;

/* (element-type EbbSlot) (transfer full): what came to nothing from @from_s until @now_s: a slot is missed
 * when its offer has ended, and what was missed before the plan was changed with it. In order. */
GArray *ebb_reminder_list_missed (const EbbPlan   *plan,
                                  const GPtrArray *begun,
                                  gint64           from_s,
                                  gint64           now_s) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
