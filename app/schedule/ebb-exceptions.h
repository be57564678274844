/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-plan.h"
#include "ebb-recurrence.h"

G_BEGIN_DECLS

/**
 * EbbExceptions:
 *
 * What a person changed about single slots of a rule. All times are local ones of its zone. What
 * names no slot of the rule, because that was changed since, changes nothing.
 */
typedef struct
{
  const EbbLocalTime  *skipped;
  guint                n_skipped;
  const EbbMovedSlot  *moved; /* whoever moves a slot into a holiday means it */
  guint                n_moved;
  const EbbPausedDays *paused;
  guint                n_paused;
} EbbExceptions;

/* (element-type EbbSlot) (transfer full): as ebb_recurrence_list_slots(), after the exceptions; of two
 * at one instant there is one. */
GArray *ebb_exceptions_list_slots (const EbbExceptions *self,
                                   const EbbRecurrence *recurrence,
                                   gint64               from_s,
                                   guint                n_max) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
