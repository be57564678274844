/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-timeline-painter.h"

#include "ebb-words.h"

#define SAMPLE_MS 250
#define LANE_GAP 11

double
ebb_timeline_layout_find_x (const EbbTimelineLayout *layout, gint64 at_ms)
{
  return layout->left + (double) (at_ms - layout->from_ms) * layout->px_per_ms;
}

double
ebb_timeline_layout_find_base (const EbbTimelineLayout *layout, guint lane)
{
  return layout->top + layout->lane_height * (lane + 1) - 5;
}

static double
find_y (const EbbTimelineLayout *layout, double base, int32_t pressure_pa)
{
  double share = (double) CLAMP (pressure_pa, 0, layout->peak_pa) / layout->peak_pa;

  return base - (layout->lane_height - LANE_GAP) * share;
}

static int32_t
plan_pa (const EbbTimelineValues *values, EbbZone zone, gint64 at_ms)
{
  gint64 since_ms = at_ms - values->offset_ms;
  guint  length_s = values->length_s - (guint) (values->offset_ms / 1000);

  if (since_ms < 0)
    return 0;
  return ebb_program_plan_pa (values->program, values->zones, zone, length_s, values->intensity_pa,
                              since_ms);
}

static void
set_colour (cairo_t *cairo, GdkRGBA colour, double alpha)
{
  cairo_set_source_rgba (cairo, colour.red, colour.green, colour.blue, colour.alpha * alpha);
}

/* (transfer full): @text as all words of the timeline are written */
static PangoLayout *
lay_out (PangoContext *context, const char *text, int *width, int *height)
{
  PangoLayout          *layout = pango_layout_new (context);
  PangoFontDescription *font =
      pango_font_description_copy (pango_context_get_font_description (context));

  pango_font_description_set_absolute_size (font, 12 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, width, height);
  return layout;
}

static void
paint_tick_label (cairo_t *cairo, PangoContext *context, gint64 at_ms, double x, double y)
{
  g_autofree char *text = ebb_words_clock ((guint64) at_ms / 1000);
  int              width;
  int              height;
  g_autoptr (PangoLayout) layout = lay_out (context, text, &width, &height);

  cairo_move_to (cairo, (double) (int) (x - width / 2.0), y - height / 2.0);
  pango_cairo_show_layout (cairo, layout);
}

/**
 * ebb_timeline_painter_paint_grid:
 *
 * Zero lines, a line for each tick, and what time it is there.
 */
void
ebb_timeline_painter_paint_grid (cairo_t                 *cairo,
                                 const EbbTimelineLayout *layout,
                                 const EbbPalette        *palette,
                                 PangoContext            *context)
{
  gint64 tick_ms = (gint64) layout->tick_s * 1000;
  gint64 first_ms = (layout->from_ms + tick_ms - 1) / tick_ms * tick_ms;
  double bottom = layout->top + layout->lane_height * layout->n_lanes;

  cairo_set_line_width (cairo, 1);
  set_colour (cairo, palette->grid, 1);
  for (gint64 at_ms = first_ms; at_ms <= layout->to_ms; at_ms += tick_ms)
    {
      double x = (double) (int) ebb_timeline_layout_find_x (layout, at_ms) + 0.5;

      cairo_move_to (cairo, x, layout->top);
      cairo_line_to (cairo, x, bottom);
    }
  for (guint lane = 0; lane < layout->n_lanes; lane++)
    {
      double y = (double) (int) ebb_timeline_layout_find_base (layout, lane) + 0.5;

      cairo_move_to (cairo, layout->left, y);
      cairo_line_to (cairo, layout->right, y);
    }
  cairo_stroke (cairo);
  set_colour (cairo, palette->dim, 1);
  for (gint64 at_ms = first_ms; at_ms <= layout->to_ms; at_ms += tick_ms)
    paint_tick_label (cairo, context, at_ms, ebb_timeline_layout_find_x (layout, at_ms),
                      bottom + 13);
}

/* The plan of one lane as a path; points on a straight line are left out, so that there are few. */
static void
trace_plan (cairo_t                 *cairo,
            const EbbTimelineLayout *layout,
            const EbbTimelineValues *values,
            EbbZone                  zone,
            double                   base)
{
  double last_y = find_y (layout, base, plan_pa (values, zone, layout->from_ms));
  double last_slope = G_MAXDOUBLE;
  double x = layout->left;

  cairo_new_path (cairo);
  cairo_move_to (cairo, x, last_y);
  for (gint64 at_ms = layout->from_ms + SAMPLE_MS; at_ms <= layout->to_ms; at_ms += SAMPLE_MS)
    {
      double y = find_y (layout, base, plan_pa (values, zone, at_ms));
      double slope = y - last_y;

      if (ABS (slope - last_slope) > 0.01)
        cairo_line_to (cairo, x, last_y);
      last_slope = slope;
      last_y = y;
      x = ebb_timeline_layout_find_x (layout, at_ms);
    }
  cairo_line_to (cairo, x, last_y);
}

static void
paint_lane_plan (cairo_t                 *cairo,
                 const EbbTimelineLayout *layout,
                 const EbbPalette        *palette,
                 const EbbTimelineValues *values,
                 EbbZone                  zone,
                 double                   base)
{
  static const double dashes[] = { 4, 3 };
  cairo_path_t       *path;

  trace_plan (cairo, layout, values, zone, base);
  path = cairo_copy_path (cairo);
  cairo_line_to (cairo, layout->right, base);
  cairo_line_to (cairo, layout->left, base);
  cairo_close_path (cairo);
  set_colour (cairo, palette->accent, 0.16);
  cairo_fill (cairo);
  cairo_append_path (cairo, path);
  cairo_path_destroy (path);
  set_colour (cairo, palette->accent, 1);
  cairo_set_line_width (cairo, 1.6);
  if (values->now_ms >= 0)
    /* Dashes are counted from one place, wherever a part begins. */
    cairo_set_dash (cairo, dashes, 2, layout->left);
  cairo_stroke (cairo);
  cairo_set_dash (cairo, NULL, 0, 0);
}

/**
 * ebb_timeline_painter_paint_plan:
 *
 * Each lane's plan over the whole layout; the caller shows the part that is still to come.
 */
void
ebb_timeline_painter_paint_plan (cairo_t                 *cairo,
                                 const EbbTimelineLayout *layout,
                                 const EbbPalette        *palette,
                                 const EbbTimelineValues *values)
{
  guint lane = 0;

  for (int zone = EBB_N_ZONES - 1; zone >= 0; zone--)
    if ((values->zones & EBB_ZONE_BIT (zone)) != 0)
      paint_lane_plan (cairo, layout, palette, values, zone,
                       ebb_timeline_layout_find_base (layout, lane++));
}

/* The higher of the legs in use; unknown if both are. */
static int32_t
measure_pa (const EbbTimelineValues *values, const EbbTracePoint *point, EbbZone zone)
{
  int32_t highest_pa = EBB_PRESSURE_UNKNOWN_PA;

  for (int side = 0; side < EBB_N_SIDES; side++)
    if (ebb_legs_has_side (values->legs, side))
      highest_pa = MAX (highest_pa, point->pressure_pa[side][zone]);
  return highest_pa;
}

/* One point beyond each end belongs to a part, or its first and last line would be missing. */
static gboolean
is_in_part (const EbbTimelineLayout *layout, GArray *points, guint i)
{
  guint last = points->len - 1;

  return g_array_index (points, EbbTracePoint, MIN (i + 1, last)).program_ms >= layout->from_ms
         && g_array_index (points, EbbTracePoint, i > 0 ? i - 1 : 0).program_ms <= layout->to_ms;
}

/* A gap in the readings is a gap in the picture. */
static void
trace_measured (cairo_t                 *cairo,
                const EbbTimelineLayout *layout,
                const EbbTimelineValues *values,
                GArray                  *points,
                EbbZone                  zone,
                double                   base)
{
  gboolean is_open = FALSE;
  double   x = 0;

  cairo_new_path (cairo);
  for (guint i = 0; i < points->len; i++)
    {
      const EbbTracePoint *point = &g_array_index (points, EbbTracePoint, i);
      int32_t              pressure_pa = measure_pa (values, point, zone);

      if (pressure_pa == EBB_PRESSURE_UNKNOWN_PA)
        {
          if (is_open)
            cairo_line_to (cairo, x, base);
          is_open = FALSE;
          continue;
        }
      x = ebb_timeline_layout_find_x (layout, point->program_ms);
      if (!is_in_part (layout, points, i))
        continue;
      if (!is_open)
        cairo_move_to (cairo, x, base);
      is_open = TRUE;
      cairo_line_to (cairo, x, find_y (layout, base, pressure_pa));
    }
  if (is_open)
    cairo_line_to (cairo, x, base);
}

/**
 * ebb_timeline_painter_paint_measured:
 *
 * What the boots reported, solid.
 */
void
ebb_timeline_painter_paint_measured (cairo_t                 *cairo,
                                     const EbbTimelineLayout *layout,
                                     const EbbPalette        *palette,
                                     const EbbTimelineValues *values,
                                     GArray                  *points)
{
  guint lane = 0;

  for (int zone = EBB_N_ZONES - 1; zone >= 0; zone--)
    if ((values->zones & EBB_ZONE_BIT (zone)) != 0)
      {
        double share =
            (double) ebb_program_get_setpoint_pa (values->program, zone) / layout->peak_pa;

        trace_measured (cairo, layout, values, points, zone,
                        ebb_timeline_layout_find_base (layout, lane++));
        set_colour (cairo, ebb_palette_pressure (palette, 0.35 + 0.65 * share), 1);
        cairo_fill (cairo);
      }
}

/**
 * ebb_timeline_painter_draw_text:
 * @align: the share of the width of @text that lies left of @at
 *
 * Draws @text with its middle as high as @at.
 */
void
ebb_timeline_painter_draw_text (GtkWidget       *widget,
                                GtkSnapshot     *snapshot,
                                const char      *text,
                                GdkRGBA          colour,
                                graphene_point_t at,
                                double           align)
{
  int width;
  int height;
  g_autoptr (PangoLayout) layout =
      lay_out (gtk_widget_get_pango_context (widget), text, &width, &height);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT ((float) (at.x - width * align), at.y - (float) height / 2));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_lane_words (GtkWidget               *widget,
                 GtkSnapshot             *snapshot,
                 const EbbTimelineLayout *layout,
                 const EbbPalette        *palette,
                 const EbbTimelineValues *values,
                 EbbZone                  zone,
                 double                   middle)
{
  gint64           strongest_pa = MAX (1, ebb_program_get_peak_pa (values->program, values->zones));
  gint64           share_pa = ebb_program_get_setpoint_pa (values->program, zone);
  g_autofree char *peak =
      ebb_words_pressure ((int32_t) (share_pa * values->intensity_pa / strongest_pa));

  ebb_timeline_painter_draw_text (
      widget, snapshot, ebb_words_zone (zone, values->zones), palette->text,
      GRAPHENE_POINT_INIT ((float) layout->left - 12, (float) middle), 1);
  if (gtk_widget_get_width (widget) - layout->right >= 40)
    ebb_timeline_painter_draw_text (
        widget, snapshot, peak, palette->dim,
        GRAPHENE_POINT_INIT ((float) layout->right + 10, (float) middle), 0);
}

/**
 * ebb_timeline_painter_draw_words:
 *
 * What each lane is called, and its peak where there is room.
 */
void
ebb_timeline_painter_draw_words (GtkWidget               *widget,
                                 GtkSnapshot             *snapshot,
                                 const EbbTimelineLayout *layout,
                                 const EbbPalette        *palette,
                                 const EbbTimelineValues *values)
{
  guint lane = 0;

  for (int zone = EBB_N_ZONES - 1; zone >= 0; zone--)
    if ((values->zones & EBB_ZONE_BIT (zone)) != 0)
      draw_lane_words (widget, snapshot, layout, palette, values, zone,
                       ebb_timeline_layout_find_base (layout, lane++)
                           - (layout->lane_height - 11) / 2);
}
