/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-household.h"

G_BEGIN_DECLS

/**
 * EbbPlanNotifier:
 *
 * Tells the desktop what the household is reminded of: one notification for each plan. Over a locked screen
 * it says no more than that it is Ebb. What its buttons do are the actions "app.plan-open", "app.plan-later" and
 * "app.plan-skip", with the plan and the local time of the slot.
 */
#define EBB_TYPE_PLAN_NOTIFIER (ebb_plan_notifier_get_type ())
G_DECLARE_FINAL_TYPE (EbbPlanNotifier, ebb_plan_notifier, EBB, PLAN_NOTIFIER, GObject)

#define EBB_PLAN_ACTION_TYPE "(ss)"

/* @application: borrowed; outlives what is returned */
EbbPlanNotifier *ebb_plan_notifier_new (GApplication *application,
                                        EbbHousehold *household) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
