/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-phase-bar.h"

#include <glib/gi18n.h>

#include "ebb-palette.h"

#define THICKNESS 8
#define GAP 3
#define RADIUS 4

struct _EbbPhaseBar
{
  GtkWidget parent_instance;

  /* state */
  gint64 ends_ms[3]; /* of gentle start, main and ending */
  gint64 elapsed_ms;
  int    percent; /* as it was told to assistive technology last */
};

G_DEFINE_FINAL_TYPE (EbbPhaseBar, ebb_phase_bar, GTK_TYPE_WIDGET)

static void
draw_rounded (GtkSnapshot *snapshot, float x, float y, float width, GdkRGBA colour)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x, y, width, THICKNESS);
  GskRoundedRect  shape;

  gsk_rounded_rect_init_from_rect (&shape, &bounds, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &colour, &bounds);
  gtk_snapshot_pop (snapshot);
}

/* What is still to come is hardly seen without it where a person wants contrast. */
static void
draw_outline (GtkSnapshot *snapshot, float x, float y, float width, GdkRGBA colour)
{
  static const float widths[4] = { 1, 1, 1, 1 };
  const GdkRGBA      colours[4] = { colour, colour, colour, colour };
  graphene_rect_t    bounds = GRAPHENE_RECT_INIT (x, y, width, THICKNESS);
  GskRoundedRect     shape;

  gsk_rounded_rect_init_from_rect (&shape, &bounds, RADIUS);
  gtk_snapshot_append_border (snapshot, &shape, widths, colours);
}

static void
ebb_phase_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EbbPhaseBar *self = EBB_PHASE_BAR (widget);
  float        width = (float) gtk_widget_get_width (widget);
  float        y = (float) (gtk_widget_get_height (widget) - THICKNESS) / 2;
  gint64       length_ms = MAX (1, self->ends_ms[2]);
  gint64       from_ms = 0;
  EbbPalette   palette;

  ebb_palette_read (&palette, widget);
  for (guint i = 0; i < G_N_ELEMENTS (self->ends_ms); i++)
    {
      gint64 part_ms = self->ends_ms[i] - from_ms;
      gint64 done_ms = CLAMP (self->elapsed_ms - from_ms, 0, part_ms);
      float  x = width * (float) from_ms / (float) length_ms;
      float  part = width * (float) part_ms / (float) length_ms - (i < 2 ? GAP : 0);

      if (part > 0)
        draw_rounded (snapshot, x, y, part, palette.track);
      if (part > 0 && done_ms > 0)
        draw_rounded (snapshot, x, y, MAX (THICKNESS, part * (float) done_ms / (float) part_ms),
                      palette.accent);
      if (part > 0 && palette.is_high_contrast)
        draw_outline (snapshot, x, y, part, palette.text);
      from_ms = self->ends_ms[i];
    }
}

static void
ebb_phase_bar_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : 14;
  *minimum_baseline = *natural_baseline = -1;
}

static void
ebb_phase_bar_class_init (EbbPhaseBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = ebb_phase_bar_snapshot;
  widget_class->measure = ebb_phase_bar_measure;
  gtk_widget_class_set_css_name (widget_class, "phasebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ebb_phase_bar_init (EbbPhaseBar *self)
{
  self->percent = -1;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How far the session is"), -1);
  ebb_palette_watch (GTK_WIDGET (self), G_CALLBACK (gtk_widget_queue_draw));
}

static void
describe (EbbPhaseBar *self)
{
  int              percent = (int) (self->elapsed_ms * 100 / MAX (1, self->ends_ms[2]));
  g_autofree char *description = NULL;

  if (percent == self->percent)
    return;
  self->percent = percent;
  /* Translators: spoken for the bar that shows how far a session is. */
  description = g_strdup_printf (_ ("%d percent done"), percent);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
}

/**
 * ebb_phase_bar_show:
 * @start_ms: length of the gentle start
 * @ending_ms: length of the ending
 */
void
ebb_phase_bar_show (EbbPhaseBar *self,
                    gint64       start_ms,
                    gint64       ending_ms,
                    gint64       length_ms,
                    gint64       elapsed_ms)
{
  gint64 ends_ms[] = { CLAMP (start_ms, 0, length_ms), length_ms - ending_ms, length_ms };

  g_return_if_fail (EBB_IS_PHASE_BAR (self));

  ends_ms[1] = MAX (ends_ms[0], ends_ms[1]);
  if (memcmp (ends_ms, self->ends_ms, sizeof ends_ms) == 0
      && self->elapsed_ms == CLAMP (elapsed_ms, 0, length_ms))
    return;
  memcpy (self->ends_ms, ends_ms, sizeof ends_ms);
  self->elapsed_ms = CLAMP (elapsed_ms, 0, length_ms);
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
