/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-plan-page.h"
#include "ebb-rhythm.h"

G_BEGIN_DECLS

#define EBB_PLAN_N_LENGTHS 9
#define EBB_PLAN_N_REPEATS 11
#define EBB_PLAN_N_LEGS 3

typedef struct
{
  EbbRhythmKind kind;
  guint         every;
} EbbPlanRepeat;

/* What can be chosen, in the order of the rows. Any other length or rule stays what it is, as the last of
 * its row. */
extern const guint         ebb_plan_lengths_min[EBB_PLAN_N_LENGTHS]; /* 0: as the program has it */
extern const EbbPlanRepeat ebb_plan_repeats[EBB_PLAN_N_REPEATS];
extern const EbbLegs       ebb_plan_legs[EBB_PLAN_N_LEGS];

struct _EbbPlanPage
{
  AdwBin parent_instance;

  /* owned by the template */
  AdwComboRow *program_row;
  AdwComboRow *person_row;
  AdwComboRow *legs_row;
  AdwComboRow *length_row;
  GtkWidget   *time_row;
  AdwComboRow *repeat_row;
  GtkWidget   *days_row;
  GtkFlowBox  *days_box;
  GtkWidget   *first_row;
  GtkWidget   *first_button;
  GtkCalendar *first_calendar;
  GtkWidget   *until_row;
  GtkWidget   *until_button;
  GtkCalendar *until_calendar;
  GtkSwitch   *until_switch;
  GtkWidget   *stop_by_row;
  GtkWidget   *warning_label;
  GtkWidget   *error_label;
  GtkWidget   *delete_button;
  GtkWidget   *day_buttons[EBB_N_WEEKDAYS];

  /* owned */
  EbbPlan   *plan;     /* as it was shown */
  GPtrArray *programs; /* ids, in the order of the row */
  GPtrArray *people;   /* the same */

  /* state */
  EbbRhythm rhythm; /* as it was shown */
  gboolean  is_showing;
};

EbbRhythmKind ebb_plan_page_get_kind (EbbPlanPage *self);

G_END_DECLS
