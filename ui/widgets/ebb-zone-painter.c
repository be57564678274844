/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-zone-painter.h"

#define CORNER 6.0
#define WATERLINE 2.4
#define OUTLINE 3.0
#define HATCH_STEP 9.0
#define DOT_STEP 5.0
/* Further than any outline reaches from the middle of the leg. */
#define REACH 60.0

static void
set_colour (cairo_t *cairo, GdkRGBA colour, double alpha)
{
  cairo_set_source_rgba (cairo, colour.red, colour.green, colour.blue, colour.alpha * alpha);
}

static void
trace (cairo_t *cairo, const EbbZoneLook *look)
{
  ebb_leg_shape_trace (cairo, look->side, look->band, CORNER);
  cairo_set_line_join (cairo, CAIRO_LINE_JOIN_ROUND);
}

/* The zone's own shape, with round corners: its inset, and a stroke around it. */
static void
fill_body (cairo_t *cairo, const EbbZoneLook *look, GdkRGBA colour)
{
  trace (cairo, look);
  set_colour (cairo, colour, 1);
  cairo_fill_preserve (cairo);
  cairo_set_line_width (cairo, 2 * CORNER);
  cairo_stroke (cairo);
}

static void
stroke_around (cairo_t *cairo, const EbbZoneLook *look, GdkRGBA colour, double width, double alpha)
{
  trace (cairo, look);
  cairo_set_line_width (cairo, 2 * (CORNER + width));
  set_colour (cairo, colour, alpha);
  cairo_stroke (cairo);
}

static void
paint_outline (cairo_t *cairo, const EbbPalette *palette, const EbbZoneLook *look)
{
  static const struct
  {
    double width;
    double alpha;
  } rings[] = { { 7.5, 0.07 }, { 5.5, 0.10 }, { 3.5, 0.16 } };

  if (look->is_heated && !palette->is_high_contrast)
    for (guint i = 0; i < G_N_ELEMENTS (rings); i++)
      stroke_around (cairo, look, palette->heat, rings[i].width, rings[i].alpha);
  if (look->is_heated)
    stroke_around (cairo, look, palette->heat, look->is_filling ? OUTLINE : 1.8, 1);
  else if (look->is_filling)
    stroke_around (cairo, look, palette->accent, OUTLINE, 1);
  else if (palette->is_high_contrast)
    stroke_around (cairo, look, palette->text, 2, 1);
}

/* Unknown never looks like 0. */
static void
paint_hatch (cairo_t *cairo, const EbbPalette *palette, const EbbZoneLook *look)
{
  double height = look->band.bottom - look->band.top;

  cairo_save (cairo);
  ebb_leg_shape_trace (cairo, look->side, look->band, 0);
  cairo_clip (cairo);
  set_colour (cairo, palette->text, palette->is_high_contrast ? 0.8 : 0.28);
  cairo_set_line_width (cairo, 2);
  for (double x = -REACH - height; x < REACH; x += HATCH_STEP)
    {
      cairo_move_to (cairo, x, look->band.top);
      cairo_line_to (cairo, x + height, look->band.bottom);
    }
  cairo_stroke (cairo);
  cairo_restore (cairo);
}

static void
paint_air (cairo_t *cairo, const EbbPalette *palette, const EbbZoneLook *look)
{
  double share = look->share;
  double height = look->band.bottom - look->band.top;
  double level;

  if (share <= 0.01)
    return;
  level = look->band.bottom - height * MIN (share, 1.0);
  cairo_save (cairo);
  cairo_rectangle (cairo, -REACH, level, 2 * REACH, look->band.bottom - level + 1);
  cairo_clip (cairo);
  fill_body (cairo, look, ebb_palette_pressure (palette, share));
  cairo_restore (cairo);
  if (share >= 0.99)
    return;
  cairo_save (cairo);
  ebb_leg_shape_trace (cairo, look->side, look->band, 0);
  cairo_clip (cairo);
  cairo_rectangle (cairo, -REACH, level - WATERLINE / 2, 2 * REACH, WATERLINE);
  set_colour (cairo, palette->ramp_high, 1);
  cairo_fill (cairo);
  cairo_restore (cairo);
}

/* What is within is what the boots aim at, not what is in them. */
static void
paint_dots (cairo_t *cairo, const EbbPalette *palette, const EbbZoneLook *look)
{
  static const double dots[] = { 0, DOT_STEP };

  ebb_leg_shape_trace (cairo, look->side, look->band, 1);
  cairo_set_line_width (cairo, 2);
  cairo_set_line_cap (cairo, CAIRO_LINE_CAP_ROUND);
  cairo_set_dash (cairo, dots, G_N_ELEMENTS (dots), 0);
  set_colour (cairo, palette->text, palette->is_high_contrast ? 1 : 0.72);
  cairo_stroke (cairo);
  cairo_set_dash (cairo, NULL, 0, 0);
}

/**
 * ebb_zone_painter_paint_outline:
 *
 * What lies under a zone and stands out around it: "filling" or "heated". It does not depend on
 * where the air is.
 */
void
ebb_zone_painter_paint_outline (cairo_t *cairo, const EbbPalette *palette, const EbbZoneLook *look)
{
  if (look->is_used)
    paint_outline (cairo, palette, look);
}

static void
paint_unused (cairo_t *cairo, const EbbPalette *palette, const EbbZoneLook *look)
{
  cairo_push_group (cairo);
  fill_body (cairo, look, palette->track);
  cairo_pop_group_to_source (cairo);
  cairo_paint_with_alpha (cairo, 0.5);
}

/**
 * ebb_zone_painter_paint_body:
 *
 * Track, air, waterline; the hatch of what is unknown, the dots of a level.
 */
void
ebb_zone_painter_paint_body (cairo_t *cairo, const EbbPalette *palette, const EbbZoneLook *look)
{
  if (!look->is_used)
    {
      paint_unused (cairo, palette, look);
      return;
    }
  fill_body (cairo, look, palette->track);
  if (look->told.kind == EBB_TOLD_UNKNOWN)
    paint_hatch (cairo, palette, look);
  else
    paint_air (cairo, palette, look);
  if (look->told.kind == EBB_TOLD_LEVEL)
    paint_dots (cairo, palette, look);
}

/**
 * ebb_zone_painter_paint_heat_glyph:
 *
 * Three waves, 12 wide and 10 high, from the origin.
 */
void
ebb_zone_painter_paint_heat_glyph (cairo_t *cairo, const EbbPalette *palette)
{
  set_colour (cairo, palette->heat_text, 1);
  cairo_set_line_width (cairo, 1.6);
  cairo_set_line_cap (cairo, CAIRO_LINE_CAP_ROUND);
  for (int i = 0; i < 3; i++)
    {
      double x = 1.5 + 4.5 * i;

      cairo_move_to (cairo, x, 10);
      cairo_curve_to (cairo, x - 3, 6.5, x + 3, 3.5, x, 0);
    }
  cairo_stroke (cairo);
}
