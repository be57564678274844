/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-device-page.h"

#include <glib/gi18n.h>

#include "ebb-apply-button.h"
#include "ebb-badge.h"
#include "ebb-capability-words.h"
#include "ebb-figure-card.h"
#include "ebb-link-error-words.h"

struct _EbbDevicePage
{
  AdwBin parent_instance;

  /* owned by the template */
  EbbFigureCard *figure_card;
  GtkWidget     *state_label;
  GtkWidget     *error_label;
  GtkWidget     *details_expander;
  GtkWidget     *details_label;
  GtkWidget     *use_button;
  GtkWidget     *connect_button;
  GtkWidget     *pair_button;
  EbbBadge      *badge;
  GtkWidget     *badge_row;
  GtkWidget     *can_group;
  GtkWidget     *zones_row;
  GtkWidget     *pressure_row;
  GtkWidget     *heat_row;
  GtkWidget     *reports_row;
  GtkWidget     *timer_row;
  GtkWidget     *lost_row;
  GtkWidget     *open_row;
  GtkWidget     *maker_group;
  GtkWidget     *manufacturer_row;
  GtkWidget     *model_row;
  GtkWidget     *firmware_row;
  GtkWidget     *name_row;
  GtkWidget     *set_row;
  GtkWidget     *set_button;
  GtkWidget     *legs_row;
  GtkWidget     *legs_button;
  GtkWidget     *blink_row;
  GtkWidget     *reconnect_row;
  GtkWidget     *forget_button;
};

G_DEFINE_FINAL_TYPE (EbbDevicePage, ebb_device_page, ADW_TYPE_BIN)

static void
name_applied_cb (EbbDevicePage *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row)));

  g_strstrip (name);
  if (name[0] != '\0')
    gtk_widget_activate_action (GTK_WIDGET (self), "device.rename", "s", name);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, figure_card);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, state_label);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, error_label);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, details_expander);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, details_label);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, use_button);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, connect_button);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, pair_button);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, badge);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, badge_row);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, can_group);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, zones_row);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, pressure_row);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, heat_row);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, reports_row);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, timer_row);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, lost_row);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, open_row);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, maker_group);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, manufacturer_row);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, model_row);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, firmware_row);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, name_row);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, set_row);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, set_button);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, legs_row);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, legs_button);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, blink_row);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, reconnect_row);
  gtk_widget_class_bind_template_child (widget_class, EbbDevicePage, forget_button);
}

static void
ebb_device_page_class_init (EbbDevicePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (EBB_TYPE_BADGE);
  g_type_ensure (EBB_TYPE_FIGURE_CARD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ebb_boots/Ebb/boots/ebb-device-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, name_applied_cb);
}

static void
ebb_device_page_init (EbbDevicePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ebb_apply_button_name (self->name_row);
  /* GTK 4.8 gives the button of an expander no name of its own. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->details_expander),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Details"), -1);
}

/* A row without a value is not shown. */
static void
show_row (GtkWidget *row, const char *text)
{
  gtk_widget_set_visible (row, text != NULL && text[0] != '\0');
  if (text != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
}

/* Readings, while there are any; else the zones that exist, without numbers. */
static void
show_figure (EbbDevicePage *self, const EbbCapabilities *capabilities, const EbbSnapshot *readings)
{
  EbbFigureValues values;

  gtk_widget_set_visible (GTK_WIDGET (self->figure_card), capabilities != NULL);
  if (capabilities == NULL)
    return;
  ebb_figure_values_init (&values);
  if (readings != NULL)
    ebb_figure_values_from_snapshot (&values, readings);
  memcpy (values.zones, capabilities->zones, sizeof values.zones);
  values.level_count = capabilities->level_count;
  ebb_figure_card_show (self->figure_card, &values, NULL);
}

static void
show_capabilities (EbbDevicePage *self, const EbbCapabilities *capabilities)
{
  g_autofree char *zones = NULL;
  g_autofree char *pressure = NULL;
  g_autofree char *heat = NULL;

  gtk_widget_set_visible (self->can_group, capabilities != NULL);
  if (capabilities == NULL)
    return;
  zones = ebb_capability_words_dup_zones (capabilities);
  pressure = ebb_capability_words_dup_pressure (capabilities);
  heat = ebb_capability_words_dup_heat (capabilities);
  show_row (self->zones_row, zones);
  show_row (self->pressure_row, pressure);
  show_row (self->heat_row, heat);
  show_row (self->reports_row, ebb_capability_words_say_reports (capabilities));
  show_row (self->timer_row,
            capabilities->has_own_timer ? _ ("They end a session by themselves") : NULL);
}

static void
show_maker (EbbDevicePage *self, const EbbBootsFacts *facts)
{
  show_row (self->manufacturer_row, facts->manufacturer);
  show_row (self->model_row, facts->model);
  show_row (self->firmware_row, facts->firmware);
  gtk_widget_set_visible (self->maker_group, facts->manufacturer != NULL || facts->model != NULL
                                                 || facts->firmware != NULL);
}

/* @state: how the link stands, which may be the cause already */
static void
show_error (EbbDevicePage *self, const GError *error, const char *state)
{
  const char      *cause = error != NULL ? ebb_link_error_words_say_cause (error) : NULL;
  g_autofree char *words = NULL;

  gtk_widget_set_visible (self->error_label, error != NULL);
  gtk_widget_set_visible (self->details_expander, error != NULL);
  if (error == NULL)
    return;
  if (g_strcmp0 (cause, state) == 0)
    words = g_strdup (ebb_link_error_words_say_help (error));
  else
    /* Translators: what went wrong, and what to do: "The boots forgot this computer. Pair again." */
    words = g_strdup_printf (_ ("%s. %s"), cause, ebb_link_error_words_say_help (error));
  gtk_label_set_label (GTK_LABEL (self->error_label), words);
  gtk_label_set_label (GTK_LABEL (self->details_label), error->message);
}

static void
show_link (EbbDevicePage *self, const EbbBootsFacts *facts, gboolean is_live)
{
  g_autofree char *line = ebb_boots_facts_dup_line (facts);
  gboolean         is_idle = facts->state == EBB_BOOTS_AWAY || facts->state == EBB_BOOTS_NEARBY;
  gboolean         wants_pairing = is_idle && ebb_boots_facts_wants_pairing (facts->error);

  gtk_label_set_label (GTK_LABEL (self->state_label), line);
  show_error (self, facts->state != EBB_BOOTS_READY ? facts->error : NULL, line);
  gtk_widget_set_visible (self->use_button, facts->state == EBB_BOOTS_READY && !is_live);
  gtk_widget_set_visible (self->connect_button, is_idle && !is_live);
  gtk_widget_set_visible (self->pair_button,
                          !is_live && (facts->state == EBB_BOOTS_UNTRUSTED || wants_pairing));
}

static void
show_name (EbbDevicePage *self, const char *name)
{
  GtkEditable *entry = GTK_EDITABLE (self->name_row);
  gboolean is_typing = gtk_widget_get_state_flags (self->name_row) & GTK_STATE_FLAG_FOCUS_WITHIN;

  if (!is_typing && g_strcmp0 (gtk_editable_get_text (entry), name) != 0)
    gtk_editable_set_text (entry, name);
}

/* Two single boots are one set when a person says so. */
static void
show_set (EbbDevicePage *self, const EbbBootsFacts *facts, gboolean is_live)
{
  const char      *name = facts->partner_name != NULL ? facts->partner_name : facts->joinable_name;
  g_autofree char *title = NULL;

  gtk_widget_set_visible (self->set_row, name != NULL);
  if (name == NULL)
    return;
  /* Translators: the argument is the name of a boot for the other leg. */
  title = facts->partner_name != NULL ? g_strdup_printf (_ ("Used together with “%s”"), name)
                                      : g_strdup_printf (_ ("“%s” is for the other leg"), name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->set_row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->set_row),
                               _ ("As one set, one session runs on both. When one of them is lost, "
                                  "the air is let out of both."));
  gtk_button_set_label (GTK_BUTTON (self->set_button),
                        facts->partner_name != NULL ? _ ("Use Alone") : _ ("Use Together"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->set_button),
                                  facts->partner_name != NULL ? "device.part" : "device.join");
  gtk_widget_set_sensitive (self->set_button, !is_live);
}

static gboolean
is_single (const EbbCapabilities *capabilities)
{
  return capabilities != NULL
         && (capabilities->zones[EBB_SIDE_LEFT] == 0 || capabilities->zones[EBB_SIDE_RIGHT] == 0);
}

static const char *
say_sides (const EbbBootsFacts *facts)
{
  switch (facts->sides)
    {
    case EBB_SIDES_AS_MARKED:
      return is_single (facts->capabilities)
                 ? _ ("Done: the boot is on the leg that it is marked for")
                 : _ ("Done: the boots are on the legs that they are marked for");
    case EBB_SIDES_SWAPPED:
      return is_single (facts->capabilities)
                 ? _ (
                     "Done: the boot is on the other leg than it is marked for, and Ebb has turned "
                     "it")
                 : _ ("Done: what they call left is on your right leg, and Ebb has turned them");
    case EBB_SIDES_UNKNOWN:
    default:
      return _ ("Not done yet: Ebb takes left and right as the boots are marked");
    }
}

/* What was asked for, or what they answered; boots of this program have no light to look at. */
static const char *
say_blink (const EbbBootsFacts *facts)
{
  if (facts->is_blinking)
    return facts->is_in_process ? _ ("They answered that they blink: simulated boots have no light")
                                : _ ("They answered that they blink. Look at the boots.");
  return _ ("The light on the boots blinks for 5 seconds");
}

/**
 * ebb_device_page_show:
 * @is_live: a session runs: nothing here may be forgotten or switched
 * @readings: (nullable): of the session that runs on these boots
 *
 * Everything known of the boots; a row whose value is not known is not there.
 */
void
ebb_device_page_show (EbbDevicePage       *self,
                      const EbbBootsFacts *facts,
                      gboolean             is_live,
                      const EbbSnapshot   *readings)
{
  g_autofree char *lost = NULL;

  g_return_if_fail (EBB_IS_DEVICE_PAGE (self));

  lost = ebb_capability_words_dup_tier (facts->tier, facts->timer_s);
  show_figure (self, facts->capabilities, readings);
  show_link (self, facts, is_live);
  ebb_badge_show (self->badge, facts->support);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->badge_row),
                                 ebb_badge_get_words (facts->support));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->badge_row),
                               ebb_badge_get_meaning (facts->support));
  show_capabilities (self, facts->capabilities);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->lost_row), lost);
  gtk_widget_set_visible (self->open_row, !facts->is_paired && !facts->is_in_process);
  show_maker (self, facts);
  show_name (self, facts->name);
  gtk_widget_set_visible (self->blink_row, facts->state == EBB_BOOTS_READY
                                               && facts->capabilities != NULL
                                               && facts->capabilities->can_identify);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->blink_row), say_blink (facts));
  show_set (self, facts, is_live);
  gtk_widget_set_visible (self->legs_row, facts->is_known);
  gtk_widget_set_visible (self->reconnect_row, facts->is_known);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->legs_row), say_sides (facts));
  gtk_widget_set_sensitive (self->legs_button, facts->state == EBB_BOOTS_READY && !is_live);
  gtk_widget_set_sensitive (self->forget_button, !is_live);
}
