/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-core.h"

G_BEGIN_DECLS

/**
 * EbbPlansPage:
 *
 * What is planned: the week, what comes next, the plans, what was missed, how reminders come, and the quiet
 * hours of who uses Ebb. Its buttons are the actions "plans.…".
 */
#define EBB_TYPE_PLANS_PAGE (ebb_plans_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbPlansPage, ebb_plans_page, EBB, PLANS_PAGE, AdwBin)

void ebb_plans_page_show (EbbPlansPage *self, EbbCore *core);
void ebb_plans_page_say_quiet (EbbPlansPage *self, const char *error);

G_END_DECLS
