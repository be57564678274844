/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-ready-page.h"

#include <glib/gi18n.h>

#include "ebb-badge.h"
#include "ebb-boots-facts.h"
#include "ebb-checks-group.h"
#include "ebb-columns.h"
#include "ebb-figure-card.h"
#include "ebb-link-words.h"
#include "ebb-refusals-group.h"
#include "ebb-stepper-row.h"
#include "ebb-timeline.h"
#include "ebb-words.h"

struct _EbbReadyPage
{
  AdwBin parent_instance;

  /* owned by the template */
  EbbColumns       *columns;
  EbbFigureCard    *figure_card;
  GtkWidget        *timeline_card;
  GtkWidget        *cycles_label;
  GtkWidget        *timeline_note_label;
  EbbTimeline      *timeline;
  GtkWidget        *boots_row;
  EbbBadge         *badge;
  GtkWidget        *spinner;
  GtkWidget        *connect_button;
  GtkWidget        *pair_button;
  GtkWidget        *cancel_button;
  GtkWidget        *program_row;
  GtkWidget        *legs_box;
  GtkWidget        *left_button;
  GtkWidget        *both_button;
  GtkWidget        *right_button;
  EbbStepperRow    *length_row;
  EbbRefusalsGroup *refusals_group;
  EbbChecksGroup   *checks_group;
  GtkWidget        *start_button;
  GtkWidget        *note_label;

  /* state */
  gboolean is_showing;
};

G_DEFINE_FINAL_TYPE (EbbReadyPage, ebb_ready_page, ADW_TYPE_BIN)

static void
legs_toggled_cb (EbbReadyPage *self, GtkToggleButton *button)
{
  EbbLegs legs = EBB_LEGS_BOTH;

  if (self->is_showing || !gtk_toggle_button_get_active (button))
    return;
  if (GTK_WIDGET (button) == self->left_button)
    legs = EBB_LEGS_LEFT;
  else if (GTK_WIDGET (button) == self->right_button)
    legs = EBB_LEGS_RIGHT;
  gtk_widget_activate_action (GTK_WIDGET (self), "session.set-legs", "i", (int) legs);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EbbReadyPage, columns);
  gtk_widget_class_bind_template_child (widget_class, EbbReadyPage, figure_card);
  gtk_widget_class_bind_template_child (widget_class, EbbReadyPage, timeline_card);
  gtk_widget_class_bind_template_child (widget_class, EbbReadyPage, cycles_label);
  gtk_widget_class_bind_template_child (widget_class, EbbReadyPage, timeline_note_label);
  gtk_widget_class_bind_template_child (widget_class, EbbReadyPage, timeline);
  gtk_widget_class_bind_template_child (widget_class, EbbReadyPage, boots_row);
  gtk_widget_class_bind_template_child (widget_class, EbbReadyPage, badge);
  gtk_widget_class_bind_template_child (widget_class, EbbReadyPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, EbbReadyPage, connect_button);
  gtk_widget_class_bind_template_child (widget_class, EbbReadyPage, pair_button);
  gtk_widget_class_bind_template_child (widget_class, EbbReadyPage, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, EbbReadyPage, program_row);
  gtk_widget_class_bind_template_child (widget_class, EbbReadyPage, legs_box);
  gtk_widget_class_bind_template_child (widget_class, EbbReadyPage, left_button);
  gtk_widget_class_bind_template_child (widget_class, EbbReadyPage, both_button);
  gtk_widget_class_bind_template_child (widget_class, EbbReadyPage, right_button);
  gtk_widget_class_bind_template_child (widget_class, EbbReadyPage, length_row);
  gtk_widget_class_bind_template_child (widget_class, EbbReadyPage, refusals_group);
  gtk_widget_class_bind_template_child (widget_class, EbbReadyPage, checks_group);
  gtk_widget_class_bind_template_child (widget_class, EbbReadyPage, start_button);
  gtk_widget_class_bind_template_child (widget_class, EbbReadyPage, note_label);
}

static void
ebb_ready_page_class_init (EbbReadyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (EBB_TYPE_BADGE);
  g_type_ensure (EBB_TYPE_CHECKS_GROUP);
  g_type_ensure (EBB_TYPE_COLUMNS);
  g_type_ensure (EBB_TYPE_FIGURE_CARD);
  g_type_ensure (EBB_TYPE_REFUSALS_GROUP);
  g_type_ensure (EBB_TYPE_STEPPER_ROW);
  g_type_ensure (EBB_TYPE_TIMELINE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/session/ebb-ready-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, legs_toggled_cb);
}

static void
ebb_ready_page_init (EbbReadyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ebb_columns_set_foot_place (self->columns, EBB_FOOT_UNDER_FIGURE);
  /* Left is on the left in every language: sides are of the body, not of the text. */
  gtk_widget_set_direction (self->legs_box, GTK_TEXT_DIR_LTR);
  ebb_stepper_row_set_labels (self->length_row, _ ("Shorter"), _ ("Longer"));
}

/* (transfer full): of two boots, which of them it is about, where it is about one */
static char *
describe_link (const EbbScene *scene)
{
  g_autofree char *link = ebb_link_words_dup (scene);

  if (scene->awaited_name == NULL)
    return g_steal_pointer (&link);
  /* Translators: what the boots are called, and how the link to them stands. */
  return g_strdup_printf (_ ("%s: %s"), scene->awaited_name, link);
}

static void
show_boots (EbbReadyPage *self, const EbbScene *scene)
{
  g_autofree char *subtitle = describe_link (scene);
  gboolean         is_connecting = scene->boots_state == EBB_BOOTS_CONNECTING;
  gboolean is_idle = scene->boots_state == EBB_BOOTS_AWAY || scene->boots_state == EBB_BOOTS_NEARBY
                     || scene->boots_state == EBB_BOOTS_UNTRUSTED;
  gboolean can_try = is_idle && scene->radio_state == EBB_RADIO_READY;
  gboolean wants_pairing = ebb_boots_facts_wants_pairing (scene->boots_error);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->boots_row), scene->boots_name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->boots_row), subtitle);
  ebb_badge_show (self->badge, scene->boots_support);
  /* What went wrong, and what to press, is a sentence beside a button, and needs the room in a narrow
   * window. */
  gtk_widget_set_visible (GTK_WIDGET (self->badge),
                          !is_connecting && !can_try && scene->boots_error == NULL);
  /* What is tried again by itself, for boots that are away, may go on all evening: the words say it,
   * and nothing turns meanwhile. */
  gtk_widget_set_visible (self->spinner, is_connecting && scene->boots_retries == 0);
  gtk_widget_set_visible (self->cancel_button, is_connecting);
  gtk_widget_set_visible (self->connect_button, can_try && !wants_pairing);
  gtk_widget_set_visible (self->pair_button, can_try && wants_pairing);
}

static char *
describe_program (const EbbScene *scene)
{
  g_autofree char *peak = ebb_words_pressure (scene->peak_pa);
  g_autofree char *heat = NULL;
  gboolean         has_heat = scene->capabilities != NULL && scene->capabilities->has_heat
                      && ebb_program_get_heat_ddeg (scene->program) != EBB_HEAT_OFF_DDEG;

  if (scene->peak_pa <= 0 || ebb_scene_has_levels (scene))
    return g_strdup (ebb_program_get_about (scene->program));
  if (!has_heat)
    return g_strdup_printf (_ ("Up to %s"), peak);
  heat = ebb_words_heat (ebb_program_get_heat_ddeg (scene->program));
  /* Translators: a pressure and a temperature, as in "Up to 40 mmHg · heat 40 °C". */
  return g_strdup_printf (_ ("Up to %s · heat %s"), peak, heat);
}

static void
show_program (EbbReadyPage *self, const EbbScene *scene)
{
  g_autofree char *subtitle = NULL;

  if (scene->program == NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->program_row), _ ("No program"));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->program_row), _ ("Choose one"));
      return;
    }
  subtitle = describe_program (scene);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->program_row),
                                 ebb_program_get_name (scene->program));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->program_row), subtitle);
}

static void
show_legs (EbbReadyPage *self, const EbbScene *scene)
{
  GtkWidget *button = self->both_button;

  if (scene->legs == EBB_LEGS_LEFT)
    button = self->left_button;
  else if (scene->legs == EBB_LEGS_RIGHT)
    button = self->right_button;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
}

static void
show_length (EbbReadyPage *self, const EbbScene *scene)
{
  guint minutes = scene->length_s / 60;
  /* Translators: a length, as in "20 min". The space is a no-break space. */
  g_autofree char *length = g_strdup_printf (_ ("%u\302\240min"), minutes);
  g_autofree char *end =
      ebb_words_time_of_day (scene->wall_us + (gint64) scene->length_s * G_USEC_PER_SEC);
  /* Translators: a time of day, as in "Ends at 21:42". */
  g_autofree char *subtitle = g_strdup_printf (_ ("Ends at %s"), end);

  ebb_stepper_row_show (self->length_row, length, scene->length_s > scene->length_min_s,
                        scene->length_s < scene->length_max_s);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->length_row), subtitle);
}

static int32_t
plan_zone_pa (const EbbScene *scene, EbbZone zone)
{
  return scene->program != NULL ? ebb_program_get_setpoint_pa (scene->program, zone) : 0;
}

static const char *
say_figure (const EbbScene *scene, const EbbFigureValues *values)
{
  if (scene->capabilities == NULL)
    return _ ("Connect the boots to see their zones");
  if (ebb_scene_has_levels (scene))
    return _ ("These boots have levels, no mmHg. Ebb has no program for them yet.");
  return values->is_empty ? _ ("Choose a program to see what is planned")
                          : _ ("Highest pressure planned for each zone");
}

/* The highest pressure planned for each zone, so that legs can be seen before air is. */
static void
show_figure (EbbReadyPage *self, const EbbScene *scene)
{
  const EbbCapabilities *capabilities = scene->capabilities;
  gboolean has_heat = scene->program != NULL && capabilities != NULL && capabilities->has_heat
                      && !ebb_scene_has_levels (scene);
  EbbFigureValues values;

  ebb_figure_values_init (&values);
  values.legs = scene->legs;
  values.cap_pa = MAX (scene->cap_pa, scene->peak_pa);
  values.is_empty = capabilities == NULL || scene->program == NULL || ebb_scene_has_levels (scene);
  for (int side = 0; side < EBB_N_SIDES && capabilities != NULL; side++)
    {
      values.zones[side] = capabilities->zones[side];
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        {
          values.zone[side][zone].pressure_pa = plan_zone_pa (scene, zone);
          if (has_heat
              && (ebb_program_get_heated (scene->program) & capabilities->heated[side]
                  & EBB_ZONE_BIT (zone))
                     != 0)
            values.zone[side][zone].heat_ddeg = ebb_program_get_heat_ddeg (scene->program);
        }
    }
  ebb_figure_card_show (self->figure_card, &values, say_figure (scene, &values));
}

static void
show_cycles (EbbReadyPage *self, const EbbScene *scene)
{
  EbbZoneMask       zones = ebb_scene_get_zones (scene);
  EbbTimelineValues values = { .program = scene->program, .zones = zones, .legs = scene->legs };
  g_autofree char  *title = NULL;
  guint             cycle_ms;
  guint             n_cycles;
  guint             n_gentle;

  gtk_widget_set_visible (self->timeline_card,
                          scene->program != NULL && !ebb_scene_has_levels (scene)
                              && (zones & ebb_program_get_zones (scene->program)));
  if (!gtk_widget_get_visible (self->timeline_card))
    return;
  cycle_ms = ebb_program_get_cycle_ms (scene->program, zones);
  n_cycles = ebb_program_count_cycles (scene->program, zones, scene->length_s);
  ebb_program_get_gentle_start (scene->program, &n_gentle);
  n_gentle = n_gentle + 2 <= n_cycles ? n_gentle : 0;
  values.zones = zones & ebb_program_get_zones (scene->program);
  values.length_s = scene->length_s;
  values.intensity_pa = scene->peak_pa;
  values.from_ms = (gint64) n_gentle * cycle_ms;
  values.to_ms = values.from_ms + 2 * (gint64) cycle_ms;
  values.now_ms = -1;
  ebb_timeline_show (self->timeline, &values);
  title = g_strdup_printf (ngettext ("Two of %u cycle", "Two of %u cycles", n_cycles), n_cycles);
  gtk_label_set_label (GTK_LABEL (self->cycles_label), title);
  gtk_label_set_label (GTK_LABEL (self->timeline_note_label),
                       n_gentle > 0 ? _ ("After a gentle start") : "");
}

static char *
compose_note (const EbbScene *scene)
{
  g_autofree char *peak = ebb_words_pressure (scene->peak_pa);
  g_autofree char *cap = ebb_words_pressure (scene->cap_pa);

  if (scene->boots_state != EBB_BOOTS_READY)
    return g_strdup (_ ("Connect the boots to start."));
  if (scene->peak_pa <= 0 || scene->cap_pa <= 0 || ebb_scene_has_levels (scene))
    return g_strdup ("");
  if (scene->legs == EBB_LEGS_LEFT)
    return g_strdup_printf (_ ("Up to %s on the left leg. Your limit is %s."), peak, cap);
  if (scene->legs == EBB_LEGS_RIGHT)
    return g_strdup_printf (_ ("Up to %s on the right leg. Your limit is %s."), peak, cap);
  return g_strdup_printf (_ ("Up to %s on both legs. Your limit is %s."), peak, cap);
}

static const char *
say_legs (EbbLegs legs)
{
  if (legs == EBB_LEGS_LEFT)
    return _ ("left leg");
  return legs == EBB_LEGS_RIGHT ? _ ("right leg") : _ ("both legs");
}

/* Where people are told apart nothing is started without a name in sight. */
static char *
dup_start_label (const EbbScene *scene)
{
  if (scene->person_name == NULL)
    return g_strdup (_ ("Start"));
  /* Translators: a name: the button that has the boots squeeze this person's legs. */
  return g_strdup_printf (_ ("Start for %s"), scene->person_name);
}

static void
show_start (EbbReadyPage *self, const EbbScene *scene)
{
  g_autofree char *note = compose_note (scene);
  g_autofree char *label = NULL;
  g_autofree char *spoken = NULL;

  gtk_label_set_label (GTK_LABEL (self->note_label), note);
  gtk_widget_set_visible (self->note_label, note[0] != '\0');
  gtk_widget_set_sensitive (self->start_button, ebb_scene_can_start (scene));
  label = dup_start_label (scene);
  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (self->start_button)), label) != 0)
    gtk_button_set_label (GTK_BUTTON (self->start_button), label);
  /* Translators: spoken for the Start button: "Start for Ada", pressure, legs, minutes. */
  spoken = g_strdup_printf (_ ("%s, up to %d millimetres of mercury, %s, %u minutes"), label,
                            MAX (0, ebb_pa_to_whole_mmhg (scene->peak_pa)), say_legs (scene->legs),
                            scene->length_s / 60);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->start_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/**
 * ebb_ready_page_show:
 *
 * All of the set-up, and whether Start can be pressed.
 */
void
ebb_ready_page_show (EbbReadyPage *self, const EbbScene *scene)
{
  g_return_if_fail (EBB_IS_READY_PAGE (self));

  self->is_showing = TRUE;
  show_boots (self, scene);
  show_program (self, scene);
  show_legs (self, scene);
  show_length (self, scene);
  show_figure (self, scene);
  show_cycles (self, scene);
  ebb_refusals_group_show (self->refusals_group, scene);
  ebb_checks_group_show (self->checks_group, scene);
  show_start (self, scene);
  self->is_showing = FALSE;
}

/**
 * ebb_ready_page_focus_start:
 *
 * Puts focus on Start.
 */
void
ebb_ready_page_focus_start (EbbReadyPage *self)
{
  g_return_if_fail (EBB_IS_READY_PAGE (self));

  gtk_widget_grab_focus (self->start_button);
}
