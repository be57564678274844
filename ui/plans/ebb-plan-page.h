/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-core.h"

G_BEGIN_DECLS

/**
 * EbbPlanPage:
 *
 * One plan, as somebody makes or changes it. Saving and deleting are the actions "plans.save" and
 * "plans.delete".
 *
 * Signals: "changed" (by a person).
 */
#define EBB_TYPE_PLAN_PAGE (ebb_plan_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbPlanPage, ebb_plan_page, EBB, PLAN_PAGE, AdwBin)

/* @plan: is copied; without an id it is a new one */
void ebb_plan_page_show (EbbPlanPage *self, EbbCore *core, const EbbPlan *plan);
/* Of the plan it shows; empty: a new one */
const char *ebb_plan_page_get_id (EbbPlanPage *self);
/* (transfer full) (nullable): %NULL: @error: (transfer full) is a sentence that says what is wrong */
EbbPlan *ebb_plan_page_read (EbbPlanPage *self, char **error) G_GNUC_WARN_UNUSED_RESULT;

/* (nullable), both: what is wrong, and what stands against it though it can be kept. */
void ebb_plan_page_judge (EbbPlanPage *self, const char *error, const char *warning);

G_END_DECLS
