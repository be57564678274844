/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-plan.h"
#include "ebb-recurrence.h"

G_BEGIN_DECLS

/* FALSE: as ebb_plan_check(), or its rule or zone is none. */
gboolean ebb_schedule_check (const EbbPlan *plan, GError **error);

/* (element-type EbbSlot) (transfer full): the first @n_max slots of @plan from @from_s on, and none from
 * before it was made; empty for a plan that is none. */
GArray *ebb_schedule_list_slots (const EbbPlan *plan,
                                 gint64         from_s,
                                 guint          n_max) G_GNUC_WARN_UNUSED_RESULT;

/* (element-type EbbSlot) (transfer full): the slots that begin from @from_s on, and before @until_s. */
GArray *ebb_schedule_list_slots_between (const EbbPlan *plan,
                                         gint64         from_s,
                                         gint64         until_s) G_GNUC_WARN_UNUSED_RESULT;

/* Whether its rule names that local time. */
gboolean ebb_schedule_has_slot (const EbbPlan *plan, const EbbLocalTime *local);

/* How long a session of this slot may last: @length_s, or what there is until it has to be over; 0: none,
 * the slot begins after that. */
guint ebb_schedule_fit_length_s (const EbbPlan *plan, const EbbSlot *slot, guint length_s);

G_END_DECLS
