/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-steady-text.h"

/* A text and what it takes on one line. Each change of a page asks several times how large it is;
 * it is laid out again only where it breaks into lines. */
typedef struct
{
  char *words;  /* owned */
  guint serial; /* of the fonts it was measured with; 0: of none */
  int   line_width;
  int   line_height;
} Line;

struct _EbbSteadyText
{
  GtkWidget parent_instance;

  /* owned */
  GtkInscription *inscription;
  Line            text;
  Line            room; /* the text whose size it asks for */
};

G_DEFINE_FINAL_TYPE (EbbSteadyText, ebb_steady_text, GTK_TYPE_WIDGET)

/* In figures of one width, as style.css has them for all that changes. With fonts of its own, which
 * are those of the inscription: GTK asks a widget for its size again when its own fonts change, and
 * the inscription, which nobody asks, tells nobody. */
static PangoLayout *
lay_out (EbbSteadyText *self, const char *text)
{
  PangoLayout   *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  return layout;
}

static void
set_words (Line *line, const char *words)
{
  char *copy = g_strdup (words);

  g_free (line->words);
  line->words = copy;
  line->serial = 0;
}

/* Fonts may have changed since: their context counts that. */
static void
measure_line (EbbSteadyText *self, Line *line)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  guint         serial = pango_context_get_serial (context);
  g_autoptr (PangoLayout) layout = NULL;

  if (line->serial == serial)
    return;
  layout = lay_out (self, line->words);
  pango_layout_get_pixel_size (layout, &line->line_width, &line->line_height);
  line->serial = serial;
}

/* At @width, -1: as wide as it is. */
static int
measure_height (EbbSteadyText *self, Line *line, int width)
{
  g_autoptr (PangoLayout) layout = NULL;
  int height;

  measure_line (self, line);
  if (width < 0 || width >= line->line_width)
    return line->line_height;
  layout = lay_out (self, line->words);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

static void
ebb_steady_text_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *minimum,
                         int           *natural,
                         int           *minimum_baseline,
                         int           *natural_baseline)
{
  EbbSteadyText *self = EBB_STEADY_TEXT (widget);
  g_autoptr (PangoLayout) layout = NULL;

  *minimum_baseline = *natural_baseline = -1;
  /* What is no wider on one line may still break into more of them. */
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = MAX (measure_height (self, &self->room, for_size),
                                 measure_height (self, &self->text, for_size));
      return;
    }
  measure_line (self, &self->room);
  *natural = self->room.line_width;
  layout = lay_out (self, self->room.words);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_set_width (layout, 0);
  pango_layout_get_pixel_size (layout, minimum, NULL);
}

static GtkSizeRequestMode
ebb_steady_text_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ebb_steady_text_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (GTK_WIDGET (EBB_STEADY_TEXT (widget)->inscription), width, height, baseline,
                       NULL);
}

static void
take_room (EbbSteadyText *self)
{
  set_words (&self->room, self->text.words);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Nobody sees what moves when it comes back. */
static void
ebb_steady_text_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ebb_steady_text_parent_class)->unmap (widget);
  take_room (EBB_STEADY_TEXT (widget));
}

static void
ebb_steady_text_dispose (GObject *object)
{
  EbbSteadyText *self = EBB_STEADY_TEXT (object);

  if (self->inscription != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->inscription));
  self->inscription = NULL;
  G_OBJECT_CLASS (ebb_steady_text_parent_class)->dispose (object);
}

static void
ebb_steady_text_finalize (GObject *object)
{
  g_free (EBB_STEADY_TEXT (object)->text.words);
  g_free (EBB_STEADY_TEXT (object)->room.words);
  G_OBJECT_CLASS (ebb_steady_text_parent_class)->finalize (object);
}

static void
ebb_steady_text_class_init (EbbSteadyTextClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ebb_steady_text_dispose;
  object_class->finalize = ebb_steady_text_finalize;
  widget_class->measure = ebb_steady_text_measure;
  widget_class->get_request_mode = ebb_steady_text_get_request_mode;
  widget_class->size_allocate = ebb_steady_text_size_allocate;
  widget_class->unmap = ebb_steady_text_unmap;
  gtk_widget_class_set_css_name (widget_class, "steadytext");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ebb_steady_text_init (EbbSteadyText *self)
{
  set_words (&self->text, "");
  set_words (&self->room, "");
  self->inscription = GTK_INSCRIPTION (gtk_inscription_new (NULL));
  gtk_inscription_set_min_chars (self->inscription, 0);
  gtk_widget_set_parent (GTK_WIDGET (self->inscription), GTK_WIDGET (self));
}

/* No wider than the widest till now, and no more lines than there are. */
static gboolean
has_room (EbbSteadyText *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  measure_line (self, &self->text);
  measure_line (self, &self->room);
  return self->text.line_width <= self->room.line_width
         && measure_height (self, &self->text, width) <= height;
}

/**
 * ebb_steady_text_set:
 *
 * Shows @text from the next frame on.
 */
void
ebb_steady_text_set (EbbSteadyText *self, const char *text)
{
  g_return_if_fail (EBB_IS_STEADY_TEXT (self));

  if (g_str_equal (self->text.words, text))
    return;
  set_words (&self->text, text);
  gtk_inscription_set_text (self->inscription, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->inscription), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || !has_room (self))
    take_room (self);
}
