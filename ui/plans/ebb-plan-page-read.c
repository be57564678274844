/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-plan-page-private.h"

#include <glib/gi18n.h>

/* What somebody has chosen and typed, as a plan. */

#define MINUTE_S 60

/* The last of the list is a rule that says more than the list can. */
static gboolean
is_own_rule (EbbPlanPage *self)
{
  return adw_combo_row_get_selected (self->repeat_row) >= EBB_PLAN_N_REPEATS;
}

/*< private > */
EbbRhythmKind
ebb_plan_page_get_kind (EbbPlanPage *self)
{
  return is_own_rule (self) ? EBB_RHYTHM_OTHER
                            : ebb_plan_repeats[adw_combo_row_get_selected (self->repeat_row)].kind;
}

static EbbLocalTime
get_day (GtkCalendar *calendar)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (calendar);

  return (EbbLocalTime){ .year = g_date_time_get_year (date),
                         .month = g_date_time_get_month (date),
                         .day = g_date_time_get_day_of_month (date) };
}

static void
read_what (EbbPlanPage *self, EbbPlan *plan)
{
  guint program = adw_combo_row_get_selected (self->program_row);
  guint person = adw_combo_row_get_selected (self->person_row);
  guint legs = adw_combo_row_get_selected (self->legs_row);
  guint length = adw_combo_row_get_selected (self->length_row);

  if (program < self->programs->len)
    {
      g_free (plan->program_id);
      plan->program_id = g_strdup (g_ptr_array_index (self->programs, program));
    }
  if (person < self->people->len)
    {
      g_free (plan->person_id);
      plan->person_id = g_strdup (g_ptr_array_index (self->people, person));
    }
  plan->legs = ebb_plan_legs[MIN (legs, EBB_PLAN_N_LEGS - 1)];
  if (length < EBB_PLAN_N_LENGTHS)
    plan->length_s = ebb_plan_lengths_min[length] * MINUTE_S;
}

static void
read_rhythm (EbbPlanPage *self, EbbPlan *plan)
{
  guint        selected = adw_combo_row_get_selected (self->repeat_row);
  EbbRhythm    rhythm = { .every = 1 };
  EbbLocalTime first = get_day (self->first_calendar);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (plan->zone_id);

  if (!is_own_rule (self))
    {
      rhythm.kind = ebb_plan_repeats[selected].kind;
      rhythm.every = ebb_plan_repeats[selected].every;
      for (int day = 0; day < EBB_N_WEEKDAYS; day++)
        if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->day_buttons[day])))
          rhythm.weekdays |= EBB_WEEKDAY_MASK (day);
      rhythm.has_until = gtk_switch_get_active (self->until_switch);
      rhythm.until = get_day (self->until_calendar);
      g_free (plan->rule);
      plan->rule = ebb_rhythm_to_rule (&rhythm, zone);
      first = ebb_rhythm_find_first (&rhythm, &first);
    }
  plan->start.year = first.year;
  plan->start.month = first.month;
  plan->start.day = first.day;
}

static gboolean
has_weekday (EbbPlanPage *self)
{
  for (int day = 0; day < EBB_N_WEEKDAYS; day++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->day_buttons[day])))
      return TRUE;
  return FALSE;
}

static char *
find_error (EbbPlanPage *self, int time_min)
{
  const char *time = gtk_editable_get_text (GTK_EDITABLE (self->time_row));
  const char *stop_by = gtk_editable_get_text (GTK_EDITABLE (self->stop_by_row));
  int         minute;

  if (time_min < 0)
    return g_strdup_printf (_ ("“%s” is no time of day. Write it as in 20:30."), time);
  if (stop_by[0] != '\0' && !ebb_plan_stop_by_from_string (stop_by, &minute))
    return g_strdup_printf (_ ("“%s” is no time of day. Write it as in 22:30, or leave it empty."),
                            stop_by);
  if (stop_by[0] != '\0' && minute <= time_min)
    return g_strdup (_ ("It would have to be over before it begins."));
  if (ebb_plan_page_get_kind (self) == EBB_RHYTHM_WEEKS && !has_weekday (self))
    return g_strdup (_ ("Choose a day of the week."));
  return NULL;
}

/**
 * ebb_plan_page_read:
 *
 * What its fields do not say is as it was shown.
 */
EbbPlan *
ebb_plan_page_read (EbbPlanPage *self, char **error)
{
  g_autoptr (EbbPlan) plan = ebb_plan_copy (self->plan);
  const char *stop_by = gtk_editable_get_text (GTK_EDITABLE (self->stop_by_row));
  int         time_min = -1;

  ebb_plan_stop_by_from_string (gtk_editable_get_text (GTK_EDITABLE (self->time_row)), &time_min);
  *error = find_error (self, time_min);
  if (*error != NULL)
    return NULL;
  plan->start.hour = time_min / 60;
  plan->start.minute = time_min % 60;
  plan->start.second = 0;
  plan->stop_by_min = EBB_PLAN_NO_STOP_BY;
  if (stop_by[0] != '\0')
    ebb_plan_stop_by_from_string (stop_by, &plan->stop_by_min);
  read_what (self, plan);
  read_rhythm (self, plan);
  return g_steal_pointer (&plan);
}
