/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-elsewhere-page.h"

#include <glib/gi18n.h>

#include "ebb-columns.h"
#include "ebb-figure.h"
#include "ebb-words.h"

struct _EbbElsewherePage
{
  AdwBin parent_instance;

  /* owned by the template */
  EbbFigure *figure;
  GtkWidget *heading_label;
  GtkWidget *highest_label;
};

G_DEFINE_FINAL_TYPE (EbbElsewherePage, ebb_elsewhere_page, ADW_TYPE_BIN)

static void
show_figure (EbbElsewherePage *self, const EbbScene *scene)
{
  EbbFigureValues values;

  /* What the boots report is shown whoever started them; what they do not report is unknown. */
  ebb_figure_values_from_snapshot (&values, scene->snapshot);
  values.legs = EBB_LEGS_BOTH;
  if (scene->capabilities != NULL)
    {
      memcpy (values.zones, scene->capabilities->zones, sizeof values.zones);
      values.cap_pa = scene->capabilities->pressure_max_pa;
    }
  ebb_figure_show (self->figure, &values);
}

static void
ebb_elsewhere_page_class_init (EbbElsewherePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (EBB_TYPE_FIGURE);
  g_type_ensure (EBB_TYPE_COLUMNS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/session/ebb-elsewhere-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbElsewherePage, figure);
  gtk_widget_class_bind_template_child (widget_class, EbbElsewherePage, heading_label);
  gtk_widget_class_bind_template_child (widget_class, EbbElsewherePage, highest_label);
}

static void
ebb_elsewhere_page_init (EbbElsewherePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ebb_elsewhere_page_show:
 *
 * The zones the boots have, and the highest reading.
 */
void
ebb_elsewhere_page_show (EbbElsewherePage *self, const EbbScene *scene)
{
  g_autofree char *highest = ebb_words_pressure (scene->elsewhere_pa);
  g_autofree char *words = NULL;

  g_return_if_fail (EBB_IS_ELSEWHERE_PAGE (self));

  show_figure (self, scene);
  if (scene->elsewhere_pa == EBB_PRESSURE_UNKNOWN_PA)
    words = g_strdup (C_ ("safety", "Pressure unknown"));
  else
    /* Translators: the pressure of the zone with the most air. */
    words = g_strdup_printf (C_ ("safety", "Highest zone: %s"), highest);
  gtk_label_set_label (GTK_LABEL (self->highest_label), words);
}
