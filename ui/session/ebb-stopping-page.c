/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-stopping-page.h"

#include <glib/gi18n.h>

#include "ebb-close-box.h"
#include "ebb-columns.h"
#include "ebb-figure-card.h"
#include "ebb-heading.h"
#include "ebb-words.h"

struct _EbbStoppingPage
{
  AdwBin parent_instance;

  /* owned by the template */
  EbbFigureCard *figure_card;
  EbbHeading    *heading_label;
  GtkWidget     *then_label;
  GtkWidget     *highest_box;
  GtkWidget     *highest_label;
  GtkWidget     *where_label;
  GtkWidget     *keeps_label;
  GtkWidget     *closing_label;
  GtkWidget     *late_group;
  GtkWidget     *open_button;
  EbbCloseBox   *close_box;
};

G_DEFINE_FINAL_TYPE (EbbStoppingPage, ebb_stopping_page, ADW_TYPE_BIN)

static const char *
say_unknown (const EbbScene *scene)
{
  if (scene->capabilities != NULL && !scene->capabilities->measures_pressure)
    return C_ ("safety", "These boots do not report pressure. Open them now.");
  return C_ ("safety", "Pressure unknown");
}

static void
show_highest (EbbStoppingPage *self, const EbbScene *scene)
{
  const EbbSnapshot *snapshot = scene->snapshot;
  gboolean is_known = snapshot->is_reading_known && snapshot->highest_pa != EBB_PRESSURE_UNKNOWN_PA;
  g_autofree char *number = NULL;
  g_autofree char *where = NULL;

  gtk_widget_set_visible (self->open_button, (!is_known || snapshot->can_declare_open)
                                                 && snapshot->stop_ms >= EBB_STOP_IS_LATE_MS);
  if (!is_known)
    {
      gtk_label_set_label (GTK_LABEL (self->highest_label), "?");
      gtk_label_set_label (GTK_LABEL (self->where_label), say_unknown (scene));
      return;
    }
  number = g_strdup_printf ("%d", ebb_pa_to_whole_mmhg (snapshot->highest_pa));
  gtk_label_set_label (GTK_LABEL (self->highest_label), number);
  /* Translators: follows a big number: the unit and the zone, "mmHg in the right lower calf". */
  where = g_strdup_printf (C_ ("safety", "mmHg in the %s"),
                           ebb_words_zone_of_side (snapshot->highest_side, snapshot->highest_zone,
                                                   snapshot->zones[snapshot->highest_side]));
  gtk_label_set_label (GTK_LABEL (self->where_label), where);
}

/* Why it ends where no person wanted it to, or that a pause comes. */
static void
show_then (EbbStoppingPage *self, const EbbSnapshot *snapshot)
{
  const char *words = NULL;

  if (snapshot->will_pause)
    words = C_ ("safety", "Then: paused");
  else if (snapshot->end == EBB_END_BY_DID_NOT_START)
    words = C_ ("safety", "The boots did not start");
  else if (snapshot->end == EBB_END_BY_PAUSE_TIMEOUT)
    words = C_ ("safety", "It was paused for 10 minutes and ends by itself");
  else if (snapshot->end == EBB_END_BY_BATTERY)
    words = C_ ("safety", "Battery low, ended early");
  gtk_widget_set_visible (self->then_label, words != NULL);
  if (words != NULL)
    gtk_label_set_label (GTK_LABEL (self->then_label), words);
}

static void
ebb_stopping_page_class_init (EbbStoppingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (EBB_TYPE_FIGURE_CARD);
  g_type_ensure (EBB_TYPE_CLOSE_BOX);
  g_type_ensure (EBB_TYPE_COLUMNS);
  g_type_ensure (EBB_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/session/ebb-stopping-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbStoppingPage, figure_card);
  gtk_widget_class_bind_template_child (widget_class, EbbStoppingPage, heading_label);
  gtk_widget_class_bind_template_child (widget_class, EbbStoppingPage, then_label);
  gtk_widget_class_bind_template_child (widget_class, EbbStoppingPage, highest_box);
  gtk_widget_class_bind_template_child (widget_class, EbbStoppingPage, highest_label);
  gtk_widget_class_bind_template_child (widget_class, EbbStoppingPage, where_label);
  gtk_widget_class_bind_template_child (widget_class, EbbStoppingPage, keeps_label);
  gtk_widget_class_bind_template_child (widget_class, EbbStoppingPage, closing_label);
  gtk_widget_class_bind_template_child (widget_class, EbbStoppingPage, late_group);
  gtk_widget_class_bind_template_child (widget_class, EbbStoppingPage, open_button);
  gtk_widget_class_bind_template_child (widget_class, EbbStoppingPage, close_box);
}

static void
ebb_stopping_page_init (EbbStoppingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ebb_stopping_page_show:
 *
 * The highest reading, and after two seconds what hands can do.
 */
void
ebb_stopping_page_show (EbbStoppingPage *self, const EbbScene *scene)
{
  const EbbSnapshot *snapshot = scene->snapshot;
  EbbFigureValues    values;

  g_return_if_fail (EBB_IS_STOPPING_PAGE (self));

  ebb_scene_read_figure (scene, &values);
  ebb_figure_card_show (self->figure_card, &values, NULL);
  show_highest (self, scene);
  show_then (self, snapshot);
  gtk_widget_set_visible (self->late_group, snapshot->stop_ms >= EBB_STOP_IS_LATE_MS);
  gtk_widget_set_visible (self->closing_label, scene->is_closing);
  ebb_close_box_show (self->close_box, scene);
}
