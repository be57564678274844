/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-core.h"
#include "ebb-plan-card.h"

G_BEGIN_DECLS

/**
 * EbbPlansSection:
 *
 * Plans in the window: what is offered now, and their pages, with what their buttons do.
 *
 * Signals: "push" (a page), "pop", "home" (to what is set up), "say" (words), "toast" (an AdwToast).
 */
#define EBB_TYPE_PLANS_SECTION (ebb_plans_section_get_type ())
G_DECLARE_FINAL_TYPE (EbbPlansSection, ebb_plans_section, EBB, PLANS_SECTION, GObject)

/* @card: borrowed; outlives what is returned, or ebb_plans_section_end() comes first */
EbbPlansSection *ebb_plans_section_new (EbbCore *core, EbbPlanCard *card) G_GNUC_WARN_UNUSED_RESULT;
void             ebb_plans_section_end (EbbPlansSection *self);
void             ebb_plans_section_add_actions (EbbPlansSection *self, GtkWidget *widget);

/* (transfer floating): "plans" or "plan" */
GtkWidget *ebb_plans_section_make_page (EbbPlansSection *self, const char *name);

/* FALSE: STOP is shown, and nothing else is offered. */
void ebb_plans_section_set_free (EbbPlansSection *self, gboolean is_free);

/* Somebody pressed Open: once it is known what is offered, all of it is set up. */
void ebb_plans_section_open (EbbPlansSection *self, const char *plan_id, const EbbLocalTime *local);

G_END_DECLS
