/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-plan-page.h"
#include "ebb-plans-page.h"
#include "ebb-plans-section.h"

G_BEGIN_DECLS

struct _EbbPlansSection
{
  GObject parent_instance;

  /* owned */
  EbbCore            *core;
  GSimpleActionGroup *actions;
  EbbOffer           *shown;   /* (nullable): the one on the card */
  EbbOffer           *wanted;  /* (nullable): to be opened once it is known */
  EbbPlan            *deleted; /* (nullable): the last, that can be made again */
  guint               timer_id;

  /* borrowed: of widgets that go before the section does */
  EbbPlanCard  *card;       /* (nullable): gone */
  EbbPlansPage *plans_page; /* (nullable): was not made yet, or gone; as the next */
  EbbPlanPage  *plan_page;

  /* state */
  gboolean is_free;
  gboolean is_missed; /* the one on the card has ended, and nobody said anything */
};

EbbReminders *ebb_plans_section_get_reminders (EbbPlansSection *self);
/* What the card says now, and how long it will. */
void ebb_plans_section_show_card (EbbPlansSection *self);
void ebb_plans_section_tell (EbbPlansSection *self, const char *words);

void ebb_plans_section_set_up_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data);
void ebb_plans_section_not_now_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data);
void ebb_plans_section_over_cb (EbbPlansSection *self, const EbbOffer *offer);
void ebb_plans_section_try_wanted (EbbPlansSection *self);
void ebb_plans_section_refresh (EbbPlansSection *self);
void ebb_plans_section_add_page_entries (EbbPlansSection *self);

G_END_DECLS
