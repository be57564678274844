/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-plan-page-private.h"

#include <glib/gi18n.h>

#include "ebb-plan-words.h"
#include "ebb-words.h"

#define MINUTE_S 60

const guint ebb_plan_lengths_min[EBB_PLAN_N_LENGTHS] = { 0, 10, 15, 20, 25, 30, 40, 45, 60 };

const EbbPlanRepeat ebb_plan_repeats[EBB_PLAN_N_REPEATS] = {
  { EBB_RHYTHM_ONCE, 1 },  { EBB_RHYTHM_DAYS, 1 },  { EBB_RHYTHM_DAYS, 2 },
  { EBB_RHYTHM_DAYS, 3 },  { EBB_RHYTHM_DAYS, 4 },  { EBB_RHYTHM_DAYS, 5 },
  { EBB_RHYTHM_DAYS, 6 },  { EBB_RHYTHM_WEEKS, 1 }, { EBB_RHYTHM_WEEKS, 2 },
  { EBB_RHYTHM_WEEKS, 3 }, { EBB_RHYTHM_WEEKS, 4 },
};

const EbbLegs ebb_plan_legs[EBB_PLAN_N_LEGS] = { EBB_LEGS_BOTH, EBB_LEGS_LEFT, EBB_LEGS_RIGHT };

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EbbPlanPage, ebb_plan_page, ADW_TYPE_BIN)

/* ---- what the fields say ---- */

static void
show_day (GtkWidget *button, GtkCalendar *calendar)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (calendar);
  g_autofree char *words = ebb_words_day (g_date_time_to_unix (date) * G_USEC_PER_SEC);

  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), words);
}

/* What is of no use in what is chosen is not shown. */
static void
show_parts (EbbPlanPage *self)
{
  EbbRhythmKind kind = ebb_plan_page_get_kind (self);
  gboolean      repeats_by_list = kind == EBB_RHYTHM_DAYS || kind == EBB_RHYTHM_WEEKS;
  gboolean      ends = gtk_switch_get_active (self->until_switch);

  gtk_widget_set_visible (self->days_row, kind == EBB_RHYTHM_WEEKS);
  gtk_widget_set_visible (self->until_row, repeats_by_list);
  gtk_widget_set_visible (self->until_button, ends);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->until_row), ends ? "" : _ ("Never"));
  show_day (self->first_button, self->first_calendar);
  show_day (self->until_button, self->until_calendar);
}

static void
changed_cb (EbbPlanPage *self)
{
  if (self->is_showing)
    return;
  show_parts (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* ---- the widget ---- */

static void
ebb_plan_page_finalize (GObject *object)
{
  EbbPlanPage *self = EBB_PLAN_PAGE (object);

  g_clear_pointer (&self->plan, ebb_plan_free);
  g_ptr_array_unref (self->programs);
  g_ptr_array_unref (self->people);
  G_OBJECT_CLASS (ebb_plan_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EbbPlanPage, program_row);
  gtk_widget_class_bind_template_child (widget_class, EbbPlanPage, person_row);
  gtk_widget_class_bind_template_child (widget_class, EbbPlanPage, legs_row);
  gtk_widget_class_bind_template_child (widget_class, EbbPlanPage, length_row);
  gtk_widget_class_bind_template_child (widget_class, EbbPlanPage, time_row);
  gtk_widget_class_bind_template_child (widget_class, EbbPlanPage, repeat_row);
  gtk_widget_class_bind_template_child (widget_class, EbbPlanPage, days_row);
  gtk_widget_class_bind_template_child (widget_class, EbbPlanPage, days_box);
  gtk_widget_class_bind_template_child (widget_class, EbbPlanPage, first_row);
  gtk_widget_class_bind_template_child (widget_class, EbbPlanPage, first_button);
  gtk_widget_class_bind_template_child (widget_class, EbbPlanPage, first_calendar);
  gtk_widget_class_bind_template_child (widget_class, EbbPlanPage, until_row);
  gtk_widget_class_bind_template_child (widget_class, EbbPlanPage, until_button);
  gtk_widget_class_bind_template_child (widget_class, EbbPlanPage, until_calendar);
  gtk_widget_class_bind_template_child (widget_class, EbbPlanPage, until_switch);
  gtk_widget_class_bind_template_child (widget_class, EbbPlanPage, stop_by_row);
  gtk_widget_class_bind_template_child (widget_class, EbbPlanPage, warning_label);
  gtk_widget_class_bind_template_child (widget_class, EbbPlanPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, EbbPlanPage, delete_button);
}

static void
ebb_plan_page_class_init (EbbPlanPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ebb_plan_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ebb_boots/Ebb/plans/ebb-plan-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EBB_TYPE_PLAN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_day_buttons (EbbPlanPage *self)
{
  for (int day = 0; day < EBB_N_WEEKDAYS; day++)
    {
      g_autofree char *name = ebb_plan_words_weekday (day);
      g_autofree char *full = ebb_plan_words_weekday_in_full (day);
      GtkWidget       *button = gtk_toggle_button_new_with_label (name);

      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, full,
                                      -1);
      g_signal_connect_swapped (button, "toggled", G_CALLBACK (changed_cb), self);
      self->day_buttons[day] = button;
      gtk_flow_box_append (self->days_box, button);
      gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
    }
}

static void
ebb_plan_page_init (EbbPlanPage *self)
{
  self->programs = g_ptr_array_new_with_free_func (g_free);
  self->people = g_ptr_array_new_with_free_func (g_free);
  self->is_showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  add_day_buttons (self);
}

/* ---- showing a plan ---- */

static guint
find_id (const GPtrArray *ids, const char *id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_strcmp0 (g_ptr_array_index (ids, i), id) == 0)
      return i;
  return 0;
}

static void
set_choices (AdwComboRow *row, GtkStringList *names, guint selected)
{
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (row, selected);
  g_object_unref (names);
}

static void
show_programs (EbbPlanPage *self, EbbCore *core)
{
  GListModel    *programs = G_LIST_MODEL (ebb_core_get_programs (core));
  GtkStringList *names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->programs, 0);
  for (guint i = 0; i < g_list_model_get_n_items (programs); i++)
    {
      g_autoptr (EbbProgram) program = g_list_model_get_item (programs, i);

      gtk_string_list_append (names, ebb_program_get_name (program));
      g_ptr_array_add (self->programs, g_strdup (ebb_program_get_id (program)));
    }
  set_choices (self->program_row, names, find_id (self->programs, self->plan->program_id));
}

static void
show_people (EbbPlanPage *self, EbbCore *core)
{
  EbbPeople     *people = ebb_core_get_people (core);
  GtkStringList *names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->people, 0);
  for (guint i = 0; i < ebb_people_get_n (people); i++)
    {
      const EbbMember *member = ebb_people_get_nth (people, i);

      gtk_string_list_append (names, member->name[0] != '\0' ? member->name : _ ("You"));
      g_ptr_array_add (self->people, g_strdup (member->id));
    }
  set_choices (self->person_row, names, find_id (self->people, self->plan->person_id));
  gtk_widget_set_visible (GTK_WIDGET (self->person_row), self->people->len > 1);
}

static void
append_clock (GtkStringList *names, guint length_s)
{
  g_autofree char *words = ebb_words_clock (length_s);

  gtk_string_list_append (names, words);
}

static void
show_length (EbbPlanPage *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  guint          selected = EBB_PLAN_N_LENGTHS;

  for (guint i = 0; i < EBB_PLAN_N_LENGTHS; i++)
    {
      g_autofree char *words = g_strdup_printf (_ ("%u\u00a0min"), ebb_plan_lengths_min[i]);

      gtk_string_list_append (names,
                              ebb_plan_lengths_min[i] > 0 ? words : _ ("As the program has it"));
      if (self->plan->length_s == ebb_plan_lengths_min[i] * MINUTE_S)
        selected = i;
    }
  if (selected == EBB_PLAN_N_LENGTHS)
    append_clock (names, self->plan->length_s);
  set_choices (self->length_row, names, selected);
}

static char *
describe_repeat (EbbRhythmKind kind, guint every)
{
  if (kind == EBB_RHYTHM_ONCE)
    return g_strdup (_ ("Once"));
  if (kind == EBB_RHYTHM_DAYS)
    return g_strdup_printf (ngettext ("Every day", "Every %u days", (gulong) every), every);
  return g_strdup_printf (ngettext ("Every week", "Every %u weeks", (gulong) every), every);
}

static void
show_repeat (EbbPlanPage *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  guint          selected = EBB_PLAN_N_REPEATS;

  for (guint i = 0; i < EBB_PLAN_N_REPEATS; i++)
    {
      g_autofree char *words =
          describe_repeat (ebb_plan_repeats[i].kind, ebb_plan_repeats[i].every);

      gtk_string_list_append (names, words);
      if (self->rhythm.kind == ebb_plan_repeats[i].kind
          && (self->rhythm.kind == EBB_RHYTHM_ONCE
              || self->rhythm.every == ebb_plan_repeats[i].every)
          && self->rhythm.count == 0)
        selected = i;
    }
  if (selected == EBB_PLAN_N_REPEATS)
    gtk_string_list_append (names, self->plan->rule);
  set_choices (self->repeat_row, names, selected);
}

static void
select_day (GtkCalendar *calendar, const EbbLocalTime *day)
{
  g_autoptr (GDateTime) date = g_date_time_new_local (day->year, day->month, day->day, 12, 0, 0);

  if (date != NULL)
    gtk_calendar_select_day (calendar, date);
}

static void
show_times (EbbPlanPage *self)
{
  g_autofree char *time =
      g_strdup_printf ("%02d:%02d", self->plan->start.hour, self->plan->start.minute);
  g_autofree char *stop_by = ebb_plan_stop_by_to_string (self->plan->stop_by_min);
  guint            weekdays = self->rhythm.weekdays != 0
                                  ? self->rhythm.weekdays
                                  : EBB_WEEKDAY_MASK (ebb_weekday_of (&self->plan->start));

  gtk_editable_set_text (GTK_EDITABLE (self->time_row), time);
  gtk_editable_set_text (GTK_EDITABLE (self->stop_by_row), stop_by != NULL ? stop_by : "");
  for (int day = 0; day < EBB_N_WEEKDAYS; day++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->day_buttons[day]),
                                  (weekdays & EBB_WEEKDAY_MASK (day)) != 0);
  select_day (self->first_calendar, &self->plan->start);
  select_day (self->until_calendar,
              self->rhythm.has_until ? &self->rhythm.until : &self->plan->start);
  gtk_switch_set_active (self->until_switch, self->rhythm.has_until);
}

/**
 * ebb_plan_page_show:
 *
 * What was typed into it before is gone.
 */
void
ebb_plan_page_show (EbbPlanPage *self, EbbCore *core, const EbbPlan *plan)
{
  g_autoptr (GTimeZone) zone = NULL;

  g_return_if_fail (EBB_IS_PLAN_PAGE (self));

  g_clear_pointer (&self->plan, ebb_plan_free);
  self->plan = ebb_plan_copy (plan);
  zone = g_time_zone_new_identifier (plan->zone_id);
  ebb_rhythm_from_rule (&self->rhythm, plan->rule, &plan->start, zone);
  self->is_showing = TRUE;
  show_programs (self, core);
  show_people (self, core);
  for (guint i = 0; i < EBB_PLAN_N_LEGS; i++)
    if (ebb_plan_legs[i] == plan->legs)
      adw_combo_row_set_selected (self->legs_row, i);
  show_length (self);
  show_repeat (self);
  show_times (self);
  gtk_widget_set_visible (self->delete_button, plan->id[0] != '\0');
  show_parts (self);
  self->is_showing = FALSE;
  ebb_plan_page_judge (self, NULL, NULL);
}

const char *
ebb_plan_page_get_id (EbbPlanPage *self)
{
  return self->plan != NULL ? self->plan->id : "";
}

/* ---- what is said to it ---- */

static void
say (GtkWidget *label, const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL);
}

void
ebb_plan_page_judge (EbbPlanPage *self, const char *error, const char *warning)
{
  g_return_if_fail (EBB_IS_PLAN_PAGE (self));

  say (self->error_label, error);
  say (self->warning_label, warning);
}
