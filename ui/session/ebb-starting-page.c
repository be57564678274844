/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-starting-page.h"

#include "ebb-columns.h"
#include "ebb-figure-card.h"
#include "ebb-heading.h"

struct _EbbStartingPage
{
  AdwBin parent_instance;

  /* owned by the template */
  EbbFigureCard *figure_card;
  EbbHeading    *heading_label;
};

G_DEFINE_FINAL_TYPE (EbbStartingPage, ebb_starting_page, ADW_TYPE_BIN)

static void
ebb_starting_page_class_init (EbbStartingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (EBB_TYPE_FIGURE_CARD);
  g_type_ensure (EBB_TYPE_COLUMNS);
  g_type_ensure (EBB_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/session/ebb-starting-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbStartingPage, figure_card);
  gtk_widget_class_bind_template_child (widget_class, EbbStartingPage, heading_label);
}

static void
ebb_starting_page_init (EbbStartingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ebb_starting_page_show:
 *
 * The figure alone; nothing is moving yet.
 */
void
ebb_starting_page_show (EbbStartingPage *self, const EbbScene *scene)
{
  EbbFigureValues values;

  g_return_if_fail (EBB_IS_STARTING_PAGE (self));

  ebb_scene_read_figure (scene, &values);
  ebb_figure_card_show (self->figure_card, &values, NULL);
}
