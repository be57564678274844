/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-trouble-page.h"

#include <glib/gi18n.h>

#include "ebb-close-box.h"
#include "ebb-columns.h"
#include "ebb-figure-card.h"
#include "ebb-heading.h"
#include "ebb-trouble-words.h"
#include "ebb-words.h"

struct _EbbTroublePage
{
  AdwBin parent_instance;

  /* owned by the template */
  EbbFigureCard *figure_card;
  GtkWidget     *icon;
  EbbHeading    *heading_label;
  GtkWidget     *meaning_label;
  GtkWidget     *do_group;
  GtkWidget     *button_row;
  GtkWidget     *zips_row;
  GtkWidget     *legs_number;
  GtkWidget     *trying_box;
  GtkWidget     *open_button;
  GtkWidget     *clear_button;
  GtkWidget     *closing_label;
  EbbCloseBox   *close_box;
};

G_DEFINE_FINAL_TYPE (EbbTroublePage, ebb_trouble_page, ADW_TYPE_BIN)

/* @since_us: 0: nobody here has heard them at all */
static char *
describe_unknown (gint64 since_us)
{
  g_autofree char *time = ebb_words_time_to_the_second (since_us);

  if (since_us == 0)
    return g_strdup (C_ ("safety", "Pressure unknown"));
  /* Translators: a time of day, as in "Pressure unknown since 21:33:08". */
  return g_strdup_printf (C_ ("safety", "Pressure unknown since %s"), time);
}

static void
show_lost (EbbTroublePage *self, const EbbScene *scene, const EbbFigureValues *values)
{
  g_autofree char *since = describe_unknown (scene->snapshot->link_lost_wall_us);
  g_autofree char *meaning = ebb_trouble_words_dup_tier (scene);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), "bluetooth-disconnected-symbolic");
  ebb_heading_set_label (self->heading_label, ebb_trouble_words_say_lost (scene->snapshot));
  gtk_label_set_label (GTK_LABEL (self->meaning_label), meaning);
  ebb_figure_card_show (self->figure_card, values, since);
}

static void
show_fault (EbbTroublePage *self, const EbbScene *scene, const EbbFigureValues *values)
{
  g_autofree char *heading = ebb_trouble_words_dup_fault (scene->snapshot);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), "dialog-error-symbolic");
  ebb_heading_set_label (self->heading_label, heading);
  gtk_label_set_label (GTK_LABEL (self->meaning_label),
                       ebb_trouble_words_say_fault_meaning (scene->snapshot));
  ebb_figure_card_show (self->figure_card, values, NULL);
}

/* Nobody is told to open boots that report no air, nor to stop those that are stopped; legs are
 * looked at all the same. */
static void
show_steps (EbbTroublePage *self, EbbAir air)
{
  g_autofree char *number = g_strdup_printf ("%d", EBB_AIR_OUT - air + 1);

  gtk_widget_set_visible (self->button_row, air != EBB_AIR_OUT);
  gtk_widget_set_visible (self->zips_row, air == EBB_AIR_POSSIBLE);
  gtk_label_set_label (GTK_LABEL (self->legs_number), number);
}

static void
show_closing (EbbTroublePage *self, const EbbScene *scene)
{
  gtk_label_set_label (GTK_LABEL (self->closing_label),
                       ebb_trouble_words_say_closing (scene->snapshot->state));
  gtk_widget_set_visible (self->closing_label, scene->is_closing);
  ebb_close_box_show (self->close_box, scene);
}

static void
ebb_trouble_page_class_init (EbbTroublePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (EBB_TYPE_FIGURE_CARD);
  g_type_ensure (EBB_TYPE_CLOSE_BOX);
  g_type_ensure (EBB_TYPE_COLUMNS);
  g_type_ensure (EBB_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/session/ebb-trouble-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbTroublePage, figure_card);
  gtk_widget_class_bind_template_child (widget_class, EbbTroublePage, icon);
  gtk_widget_class_bind_template_child (widget_class, EbbTroublePage, heading_label);
  gtk_widget_class_bind_template_child (widget_class, EbbTroublePage, meaning_label);
  gtk_widget_class_bind_template_child (widget_class, EbbTroublePage, do_group);
  gtk_widget_class_bind_template_child (widget_class, EbbTroublePage, button_row);
  gtk_widget_class_bind_template_child (widget_class, EbbTroublePage, zips_row);
  gtk_widget_class_bind_template_child (widget_class, EbbTroublePage, legs_number);
  gtk_widget_class_bind_template_child (widget_class, EbbTroublePage, trying_box);
  gtk_widget_class_bind_template_child (widget_class, EbbTroublePage, open_button);
  gtk_widget_class_bind_template_child (widget_class, EbbTroublePage, clear_button);
  gtk_widget_class_bind_template_child (widget_class, EbbTroublePage, closing_label);
  gtk_widget_class_bind_template_child (widget_class, EbbTroublePage, close_box);
}

static void
ebb_trouble_page_init (EbbTroublePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ebb_trouble_page_show:
 *
 * What happened and what it means; the reading is unknown while the link is lost.
 */
void
ebb_trouble_page_show (EbbTroublePage *self, const EbbScene *scene)
{
  gboolean        is_lost = scene->snapshot->state == EBB_SESSION_LINK_LOST;
  EbbFigureValues values;

  g_return_if_fail (EBB_IS_TROUBLE_PAGE (self));

  ebb_scene_read_figure (scene, &values);
  values.is_unknown |= is_lost;
  if (is_lost)
    show_lost (self, scene, &values);
  else
    show_fault (self, scene, &values);
  show_steps (self, is_lost ? EBB_AIR_POSSIBLE : ebb_trouble_words_judge_air (scene->snapshot));
  gtk_widget_set_visible (self->trying_box, is_lost);
  gtk_widget_set_visible (self->open_button, is_lost || scene->snapshot->can_declare_open);
  gtk_widget_set_visible (self->clear_button, !is_lost);
  gtk_widget_set_sensitive (self->clear_button, ebb_scene_is_fault_empty (scene));
  show_closing (self, scene);
}
