/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-stop-words.h"

#include "ebb-steady-text.h"

/* Words of any length leave the button where it is: they break. */
#define COLUMN_PX 246
#define GAP 8

struct _EbbStopWords
{
  GtkWidget parent_instance;

  /* owned */
  EbbSteadyText *line_text;
  EbbSteadyText *more_text;

  /* state */
  gboolean is_column;
};

G_DEFINE_FINAL_TYPE (EbbStopWords, ebb_stop_words, GTK_TYPE_WIDGET)

typedef struct
{
  int minimum;
  int natural;
} Size;

static Size
measure_text (EbbSteadyText *text, GtkOrientation orientation, int for_size)
{
  Size size;

  gtk_widget_measure (GTK_WIDGET (text), orientation, for_size, &size.minimum, &size.natural, NULL,
                      NULL);
  return size;
}

static gboolean
fits_beside (EbbStopWords *self, Size line, Size more, int width)
{
  return !self->is_column && (width < 0 || width >= line.natural + GAP + more.natural);
}

static int
measure_height (EbbStopWords *self, int width)
{
  Size line = measure_text (self->line_text, GTK_ORIENTATION_HORIZONTAL, -1);
  Size more = measure_text (self->more_text, GTK_ORIENTATION_HORIZONTAL, -1);

  if (fits_beside (self, line, more, width))
    return MAX (measure_text (self->line_text, GTK_ORIENTATION_VERTICAL, -1).natural,
                measure_text (self->more_text, GTK_ORIENTATION_VERTICAL, -1).natural);
  return measure_text (self->line_text, GTK_ORIENTATION_VERTICAL, width).natural
         + measure_text (self->more_text, GTK_ORIENTATION_VERTICAL, width).natural;
}

/* How wide it is depends on no height: what asks for the least width at some height, as boxes do by
 * trying one after the other, has its answer at once. */
static void
ebb_stop_words_measure (GtkWidget     *widget,
                        GtkOrientation orientation,
                        int            for_size,
                        int           *minimum,
                        int           *natural,
                        int           *minimum_baseline,
                        int           *natural_baseline)
{
  EbbStopWords *self = EBB_STOP_WORDS (widget);
  Size          line;
  Size          more;

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      int width = for_size < 0 && self->is_column ? COLUMN_PX : for_size;

      *minimum = *natural = measure_height (self, width);
      return;
    }
  line = measure_text (self->line_text, GTK_ORIENTATION_HORIZONTAL, -1);
  more = measure_text (self->more_text, GTK_ORIENTATION_HORIZONTAL, -1);
  *minimum = MAX (line.minimum, more.minimum);
  if (self->is_column)
    *minimum = MAX (*minimum, COLUMN_PX);
  *natural = self->is_column ? *minimum : MAX (*minimum, line.natural + GAP + more.natural);
}

static GtkSizeRequestMode
ebb_stop_words_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
allocate_beside (EbbStopWords *self, Size line, Size more, int width, int height)
{
  gboolean     is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int          left = (width - line.natural - GAP - more.natural) / 2;
  GdkRectangle line_place = { left, 0, line.natural, height };
  GdkRectangle more_place = { left + line.natural + GAP, 0, more.natural, height };

  if (is_rtl)
    {
      more_place.x = left;
      line_place.x = left + more.natural + GAP;
    }
  gtk_widget_size_allocate (GTK_WIDGET (self->line_text), &line_place, -1);
  gtk_widget_size_allocate (GTK_WIDGET (self->more_text), &more_place, -1);
}

/* In the middle of the height there is. */
static void
allocate_column (EbbStopWords *self, int width, int height)
{
  int line_height = measure_text (self->line_text, GTK_ORIENTATION_VERTICAL, width).natural;
  int more_height = measure_text (self->more_text, GTK_ORIENTATION_VERTICAL, width).natural;
  int y = MAX (0, (height - line_height - more_height) / 2);
  GdkRectangle line_place = { 0, y, width, line_height };
  GdkRectangle more_place = { 0, y + line_height, width, more_height };

  gtk_widget_size_allocate (GTK_WIDGET (self->line_text), &line_place, -1);
  gtk_widget_size_allocate (GTK_WIDGET (self->more_text), &more_place, -1);
}

static void
ebb_stop_words_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  EbbStopWords *self = EBB_STOP_WORDS (widget);
  Size          line = measure_text (self->line_text, GTK_ORIENTATION_HORIZONTAL, -1);
  Size          more = measure_text (self->more_text, GTK_ORIENTATION_HORIZONTAL, -1);

  if (fits_beside (self, line, more, width))
    allocate_beside (self, line, more, width, height);
  else
    allocate_column (self, width, height);
}

static void
ebb_stop_words_dispose (GObject *object)
{
  EbbStopWords *self = EBB_STOP_WORDS (object);

  if (self->line_text != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->line_text));
  if (self->more_text != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->more_text));
  self->line_text = self->more_text = NULL;
  G_OBJECT_CLASS (ebb_stop_words_parent_class)->dispose (object);
}

static void
ebb_stop_words_class_init (EbbStopWordsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ebb_stop_words_dispose;
  widget_class->measure = ebb_stop_words_measure;
  widget_class->get_request_mode = ebb_stop_words_get_request_mode;
  widget_class->size_allocate = ebb_stop_words_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static EbbSteadyText *
add_text (EbbStopWords *self, const char *style_class)
{
  GtkWidget *text = g_object_new (EBB_TYPE_STEADY_TEXT, NULL);

  gtk_widget_add_css_class (text, "num");
  gtk_widget_add_css_class (text, style_class);
  gtk_widget_set_parent (text, GTK_WIDGET (self));
  return EBB_STEADY_TEXT (text);
}

static void
ebb_stop_words_init (EbbStopWords *self)
{
  self->is_column = TRUE;
  self->line_text = add_text (self, "heading");
  self->more_text = add_text (self, "more");
}

/**
 * ebb_stop_words_show:
 *
 * Shows both from the next frame on.
 */
void
ebb_stop_words_show (EbbStopWords *self, const char *line, const char *more)
{
  g_return_if_fail (EBB_IS_STOP_WORDS (self));

  ebb_steady_text_set (self->line_text, line);
  ebb_steady_text_set (self->more_text, more);
}

/**
 * ebb_stop_words_set_is_column:
 *
 * %TRUE, as it is unless set: one above the other, 246 pixels wide or as wide as the longest word.
 */
void
ebb_stop_words_set_is_column (EbbStopWords *self, gboolean is_column)
{
  g_return_if_fail (EBB_IS_STOP_WORDS (self));

  if (self->is_column == is_column)
    return;
  self->is_column = is_column;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
