/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EbbPlanCard:
 *
 * What somebody planned for now, above what is set up. Its buttons are "plans.set-up" and "plans.not-now".
 */
#define EBB_TYPE_PLAN_CARD (ebb_plan_card_get_type ())
G_DECLARE_FINAL_TYPE (EbbPlanCard, ebb_plan_card, EBB, PLAN_CARD, AdwBin)

/* @target: (nullable): of the actions; %NULL: the offer has ended, and can be put away alone */
void ebb_plan_card_show (EbbPlanCard *self, const char *title, const char *line, GVariant *target);
void ebb_plan_card_hide (EbbPlanCard *self);

G_END_DECLS
