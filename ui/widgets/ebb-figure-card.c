/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-figure-card.h"

#include <glib/gi18n.h>

#include "ebb-figure-table.h"

struct _EbbFigureCard
{
  AdwBin parent_instance;

  /* owned by the template */
  EbbFigure      *figure;
  GtkWidget      *caption_label;
  EbbFigureTable *table;
};

G_DEFINE_FINAL_TYPE (EbbFigureCard, ebb_figure_card, ADW_TYPE_BIN)

static void
ebb_figure_card_class_init (EbbFigureCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (EBB_TYPE_FIGURE);
  g_type_ensure (EBB_TYPE_FIGURE_TABLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/widgets/ebb-figure-card.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbFigureCard, figure);
  gtk_widget_class_bind_template_child (widget_class, EbbFigureCard, caption_label);
  gtk_widget_class_bind_template_child (widget_class, EbbFigureCard, table);
}

static void
ebb_figure_card_init (EbbFigureCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A level is what was asked of the boots; how tight that is nobody measured. */
static const char *
choose_caption (const EbbFigureValues *values, const char *caption)
{
  if (caption == NULL && !values->is_empty && ebb_figure_values_has_only_levels (values))
    return _ ("Levels, as the boots report them. They report no pressure.");
  return caption;
}

/**
 * ebb_figure_card_show:
 * @caption: (nullable): %NULL for readings, which need none
 *
 * Shows @values in the figure and, if it is open, in the table.
 */
void
ebb_figure_card_show (EbbFigureCard *self, const EbbFigureValues *values, const char *caption)
{
  const char *words = choose_caption (values, caption);

  g_return_if_fail (EBB_IS_FIGURE_CARD (self));

  ebb_figure_show (self->figure, values);
  gtk_widget_set_visible (self->caption_label, words != NULL);
  if (words != NULL
      && g_strcmp0 (gtk_label_get_label (GTK_LABEL (self->caption_label)), words) != 0)
    gtk_label_set_label (GTK_LABEL (self->caption_label), words);
  ebb_figure_table_show (self->table, values);
}
