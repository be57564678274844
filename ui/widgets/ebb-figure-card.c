/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-figure-card.h"

#include <glib/gi18n.h>

#include "ebb-figure-table.h"

struct _EbbFigureCard
{
  GtkWidget parent_instance;

  /* owned by the template */
  EbbFigure      *figure;
  EbbFigureTable *table;
  GtkWidget      *caption_label;
};

G_DEFINE_FINAL_TYPE (EbbFigureCard, ebb_figure_card, GTK_TYPE_WIDGET)

/* From this width on what the table is called may stand beside the word under the left leg. */
#define BESIDE_PX 420
#define BESIDE_HEIGHT 25
#define GAP 6

static int
measure_height (GtkWidget *child, int width)
{
  int natural = 0;

  if (gtk_widget_should_layout (child))
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

/* In large type, and in some languages, what it is called would be drawn over that word. */
static gboolean
is_beside (EbbFigureCard *self, int width)
{
  return width >= BESIDE_PX && gtk_widget_should_layout (GTK_WIDGET (self->table))
         && ebb_figure_table_measure_title (self->table) + GAP
                <= ebb_figure_find_free (self->figure, width);
}

/* What stands under the figure; less than nothing if all of it stands beside what is in it. */
static int
measure_under (EbbFigureCard *self, int width)
{
  int table = measure_height (GTK_WIDGET (self->table), width);
  int caption = measure_height (self->caption_label, width);
  int under = table > 0 ? GAP + table : 0;

  if (is_beside (self, width))
    under -= BESIDE_HEIGHT;
  return under + (caption > 0 ? GAP + caption : 0);
}

static void
ebb_figure_card_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *minimum,
                         int           *natural,
                         int           *minimum_baseline,
                         int           *natural_baseline)
{
  EbbFigureCard *self = EBB_FIGURE_CARD (widget);

  *minimum_baseline = *natural_baseline = -1;
  gtk_widget_measure (GTK_WIDGET (self->figure), orientation, for_size, minimum, natural, NULL,
                      NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      int width = for_size >= 0 ? for_size : BESIDE_PX;

      *minimum += measure_under (self, width);
      *natural += measure_under (self, width);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum = 0;

      if (gtk_widget_should_layout (child))
        gtk_widget_measure (child, orientation, -1, &child_minimum, NULL, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
    }
  *natural = MAX (*natural, *minimum);
}

static int
place (GtkWidget *child, int y, int width)
{
  int height = measure_height (child, width);

  if (height == 0)
    return y;
  gtk_widget_size_allocate (child, &(GdkRectangle){ 0, y, width, height }, -1);
  return y + height + GAP;
}

/* Without zones there is nothing but what is said of that, in the middle. */
static void
allocate_caption (EbbFigureCard *self, int width, int height)
{
  int caption = measure_height (self->caption_label, width);

  place (self->caption_label, MAX (0, (height - caption) / 2), width);
}

/* The figure has all that is left, and the rest stands at the bottom. */
static void
allocate_figure (EbbFigureCard *self, int width, int height)
{
  int figure = height - measure_under (self, width);
  int y = figure + GAP - (is_beside (self, width) ? BESIDE_HEIGHT : 0);

  gtk_widget_size_allocate (GTK_WIDGET (self->figure), &(GdkRectangle){ 0, 0, width, figure }, -1);
  y = place (GTK_WIDGET (self->table), y, width);
  place (self->caption_label, y, width);
}

static void
ebb_figure_card_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  EbbFigureCard *self = EBB_FIGURE_CARD (widget);

  if (gtk_widget_should_layout (GTK_WIDGET (self->figure)))
    allocate_figure (self, width, height);
  else
    allocate_caption (self, width, height);
}

static GtkSizeRequestMode
ebb_figure_card_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ebb_figure_card_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ebb_figure_card_parent_class)->dispose (object);
}

static void
ebb_figure_card_class_init (EbbFigureCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ebb_figure_card_dispose;
  widget_class->measure = ebb_figure_card_measure;
  widget_class->size_allocate = ebb_figure_card_size_allocate;
  widget_class->get_request_mode = ebb_figure_card_get_request_mode;
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

/**
 * ebb_figure_card_draw_in_parts:
 *
 * See ebb_figure_draw_in_parts().
 */
void
ebb_figure_card_draw_in_parts (EbbFigureCard *self)
{
  g_return_if_fail (EBB_IS_FIGURE_CARD (self));

  ebb_figure_draw_in_parts (self->figure);
}

/* A level is what was asked of the boots; how tight that is nobody measured. */
static const char *
choose_caption (const EbbFigureValues *values, const char *caption)
{
  if (caption == NULL && !values->is_empty && !values->is_unknown
      && ebb_figure_values_has_only_levels (values))
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
  gboolean    has_zones = values->zones[EBB_SIDE_LEFT] != 0 || values->zones[EBB_SIDE_RIGHT] != 0;

  g_return_if_fail (EBB_IS_FIGURE_CARD (self));

  ebb_figure_show (self->figure, values);
  gtk_widget_set_visible (self->caption_label, words != NULL);
  if (words != NULL
      && g_strcmp0 (gtk_label_get_label (GTK_LABEL (self->caption_label)), words) != 0)
    gtk_label_set_label (GTK_LABEL (self->caption_label), words);
  ebb_figure_table_show (self->table, values);
  /* Boots that were never heard have no legs that could be drawn. */
  gtk_widget_set_visible (GTK_WIDGET (self->figure), has_zones);
  if (!has_zones)
    gtk_widget_set_visible (GTK_WIDGET (self->table), FALSE);
}
