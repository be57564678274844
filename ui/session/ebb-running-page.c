/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-running-page.h"

#include <glib/gi18n.h>

#include "ebb-battery-words.h"
#include "ebb-columns.h"
#include "ebb-figure-card.h"
#include "ebb-phase-bar.h"
#include "ebb-presence-words.h"
#include "ebb-steady-text.h"
#include "ebb-stepper-row.h"
#include "ebb-timeline.h"
#include "ebb-words.h"

/* Of the live timeline: a minute that was, and a minute and a half to come. */
#define PAST_MS 58000
#define FUTURE_MS 92000
/* The view moves on by this; between, only Now does. */
#define PAGE_MS 15000
#define STEP_MMHG 5

struct _EbbRunningPage
{
  AdwBin parent_instance;

  /* owned by the template */
  EbbFigureCard *figure_card;
  EbbSteadyText *time_text;
  GtkWidget     *of_label;
  EbbPhaseBar   *phase_bar;
  GtkWidget     *battery_group;
  GtkWidget     *battery_row;
  GtkWidget     *cycle_label;
  EbbStepperRow *pressure_row;
  EbbStepperRow *heat_row;
  EbbTimeline   *timeline;
  GtkWidget     *pressure_label;
  GtkWidget     *measured_label;
};

G_DEFINE_FINAL_TYPE (EbbRunningPage, ebb_running_page, ADW_TYPE_BIN)

static void
ebb_running_page_class_init (EbbRunningPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (EBB_TYPE_COLUMNS);
  g_type_ensure (EBB_TYPE_FIGURE_CARD);
  g_type_ensure (EBB_TYPE_PHASE_BAR);
  g_type_ensure (EBB_TYPE_STEADY_TEXT);
  g_type_ensure (EBB_TYPE_STEPPER_ROW);
  g_type_ensure (EBB_TYPE_TIMELINE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/session/ebb-running-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbRunningPage, figure_card);
  gtk_widget_class_bind_template_child (widget_class, EbbRunningPage, time_text);
  gtk_widget_class_bind_template_child (widget_class, EbbRunningPage, of_label);
  gtk_widget_class_bind_template_child (widget_class, EbbRunningPage, phase_bar);
  gtk_widget_class_bind_template_child (widget_class, EbbRunningPage, battery_group);
  gtk_widget_class_bind_template_child (widget_class, EbbRunningPage, battery_row);
  gtk_widget_class_bind_template_child (widget_class, EbbRunningPage, cycle_label);
  gtk_widget_class_bind_template_child (widget_class, EbbRunningPage, pressure_row);
  gtk_widget_class_bind_template_child (widget_class, EbbRunningPage, heat_row);
  gtk_widget_class_bind_template_child (widget_class, EbbRunningPage, timeline);
  gtk_widget_class_bind_template_child (widget_class, EbbRunningPage, pressure_label);
  gtk_widget_class_bind_template_child (widget_class, EbbRunningPage, measured_label);
}

static void
ebb_running_page_init (EbbRunningPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ebb_figure_card_draw_in_parts (self->figure_card);
  ebb_stepper_row_set_labels (self->pressure_row, _ ("Less pressure"), _ ("More pressure"));
  ebb_stepper_row_set_labels (self->heat_row, _ ("Less heat"), _ ("More heat"));
  gtk_label_set_label (GTK_LABEL (self->pressure_label), _ ("Pressure"));
  gtk_label_set_label (GTK_LABEL (self->measured_label), _ ("Measured until now, planned after"));
}

/* Labels are written only when they differ: a label that is set is laid out again. */
static void
set_label (GtkWidget *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) != 0)
    gtk_label_set_label (GTK_LABEL (label), text);
}

static EbbZoneMask
get_zones (const EbbSnapshot *snapshot)
{
  EbbZoneMask zones = 0;

  for (int side = 0; side < EBB_N_SIDES; side++)
    if (ebb_legs_has_side (snapshot->legs, side))
      zones |= snapshot->zones[side];
  return zones;
}

static void
show_time (EbbRunningPage *self, const EbbScene *scene)
{
  const EbbSnapshot *snapshot = scene->snapshot;
  guint              minutes = snapshot->length_s / 60;
  g_autofree char   *left = ebb_words_clock (snapshot->remaining_s);
  const char        *name = scene->program != NULL ? ebb_program_get_name (scene->program) : "";
  /* Translators: length of the session and name of the program. */
  g_autofree char *of = g_strdup_printf (
      ngettext ("of %u minute · %s", "of %u minutes · %s", minutes), minutes, name);

  ebb_steady_text_set (self->time_text, left);
  set_label (self->of_label, of);
}

static void
show_phases (EbbRunningPage *self, const EbbScene *scene)
{
  const EbbSnapshot *snapshot = scene->snapshot;
  guint              n_start = 0;
  guint              n_ending = 0;
  gint64             cycle_ms = 0;

  if (scene->program != NULL)
    {
      ebb_program_get_gentle_start (scene->program, &n_start);
      ebb_program_get_ending (scene->program, &n_ending);
      cycle_ms = ebb_program_get_cycle_ms (scene->program, get_zones (snapshot));
    }
  ebb_phase_bar_show (self->phase_bar, n_start * cycle_ms, n_ending * cycle_ms,
                      (gint64) snapshot->length_s * 1000, snapshot->elapsed_ms);
}

/* Before it ends by itself, so that nobody wonders why it did. */
static void
show_battery (EbbRunningPage *self, const EbbScene *scene)
{
  gboolean         is_low = ebb_scene_is_battery_low (scene);
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  gtk_widget_set_visible (self->battery_group, is_low);
  if (!is_low)
    return;
  title = ebb_battery_words_dup_percent (scene);
  subtitle = ebb_battery_words_dup_end (scene);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->battery_row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->battery_row), subtitle);
}

static gboolean
find_filling (const EbbSnapshot *snapshot, EbbSide *side, EbbZone *zone)
{
  for (int s = 0; s < EBB_N_SIDES; s++)
    for (int z = EBB_N_ZONES - 1; z >= 0; z--)
      if (ebb_legs_has_side (snapshot->legs, s) && (snapshot->zones[s] & EBB_ZONE_BIT (z)) != 0
          && snapshot->zone[s][z].is_filling)
        {
          *side = s;
          *zone = z;
          return TRUE;
        }
  return FALSE;
}

static void
show_cycle (EbbRunningPage *self, const EbbSnapshot *snapshot)
{
  g_autofree char *text = NULL;
  EbbSide          side;
  EbbZone          zone;

  if (find_filling (snapshot, &side, &zone))
    /* Translators: number of this cycle, of all, and a zone: "upper calf". */
    text =
        g_strdup_printf (_ ("Cycle %u of %u: filling the %s"), snapshot->cycle, snapshot->n_cycles,
                         ebb_words_zone_inside (zone, snapshot->zones[side]));
  else if (ebb_pa_to_whole_mmhg (snapshot->highest_pa) >= 10)
    text = g_strdup_printf (_ ("Cycle %u of %u"), snapshot->cycle, snapshot->n_cycles);
  else
    text = g_strdup_printf (_ ("Cycle %u of %u: resting"), snapshot->cycle, snapshot->n_cycles);
  set_label (self->cycle_label, text);
}

static void
show_pressure (EbbRunningPage *self, const EbbScene *scene)
{
  const EbbSnapshot *snapshot = scene->snapshot;
  g_autofree char   *value = ebb_words_pressure (snapshot->intensity_pa);
  g_autofree char   *wanted = NULL;
  g_autofree char   *subtitle = NULL;

  ebb_stepper_row_show (self->pressure_row, value, scene->can_lower_intensity,
                        scene->can_raise_intensity);
  if (snapshot->intensity_wanted_pa > 0)
    {
      wanted = ebb_words_pressure (snapshot->intensity_wanted_pa);
      subtitle = snapshot->intensity_wanted_pa > snapshot->intensity_pa
                     /* Translators: a pressure that was asked for. */
                     ? g_strdup_printf (_ ("%s from the next cycle on"), wanted)
                     : g_strdup_printf (_ ("Going down to %s"), wanted);
    }
  else if (!scene->can_raise_intensity && snapshot->intensity_pa >= snapshot->cap_pa)
    subtitle = g_strdup (_ ("At your limit"));
  else
    /* Translators: two pressures in mmHg: "Your limit 60 · one step is 5". */
    subtitle = g_strdup_printf (_ ("Your limit %d · one step is %d"),
                                ebb_pa_to_whole_mmhg (snapshot->cap_pa), STEP_MMHG);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->pressure_row), subtitle);
}

/* No row where there is no heat. */
static void
show_heat (EbbRunningPage *self, const EbbScene *scene)
{
  const EbbSnapshot *snapshot = scene->snapshot;
  gboolean           is_on = snapshot->heat_ddeg != EBB_HEAT_OFF_DDEG;
  guint              minutes = (snapshot->heat_left_s + 59) / 60;
  g_autofree char   *value = ebb_words_heat (snapshot->heat_ddeg);
  g_autofree char   *why = ebb_presence_words_dup_heat_end (snapshot);
  g_autofree char   *subtitle = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->heat_row),
                          is_on || scene->can_raise_heat || scene->can_lower_heat || why != NULL);
  if (is_on && snapshot->heat_left_s > 0)
    subtitle = g_strdup_printf (ngettext ("Turns off by itself in %u\302\240min",
                                          "Turns off by itself in %u\302\240min", minutes),
                                minutes);
  else if (why != NULL)
    subtitle = g_steal_pointer (&why);
  else
    subtitle = g_strdup (is_on ? "" : _ ("Off"));
  ebb_stepper_row_show (self->heat_row, value, scene->can_lower_heat, scene->can_raise_heat);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->heat_row), subtitle);
}

static void
show_timeline (EbbRunningPage *self, const EbbScene *scene)
{
  const EbbSnapshot *snapshot = scene->snapshot;
  EbbTimelineValues  values = {
     .program = scene->program,
     .zones = get_zones (snapshot),
     .legs = snapshot->legs,
     .length_s = snapshot->length_s,
     .offset_ms = snapshot->offset_ms,
     .intensity_pa = snapshot->intensity_pa,
     .now_ms = snapshot->elapsed_ms,
     .trace = scene->trace,
     .n_trace = scene->n_trace,
  };

  if (scene->program != NULL)
    values.zones &= ebb_program_get_zones (scene->program);
  values.from_ms = MAX (0, (values.now_ms - PAST_MS) / PAGE_MS * PAGE_MS);
  values.to_ms = values.from_ms + PAST_MS + FUTURE_MS;
  ebb_timeline_show (self->timeline, &values);
}

/**
 * ebb_running_page_show:
 *
 * The boots' own words: nothing here runs ahead of what they reported.
 */
void
ebb_running_page_show (EbbRunningPage *self, const EbbScene *scene)
{
  EbbFigureValues values;

  g_return_if_fail (EBB_IS_RUNNING_PAGE (self));

  ebb_scene_read_figure (scene, &values);
  ebb_figure_card_show (self->figure_card, &values, NULL);
  show_time (self, scene);
  show_phases (self, scene);
  show_battery (self, scene);
  show_cycle (self, scene->snapshot);
  show_pressure (self, scene);
  show_heat (self, scene);
  show_timeline (self, scene);
}
