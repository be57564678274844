/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-zone-painter.h"

#include <math.h>

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

static void
enter_leg (cairo_t *cairo, const EbbZonePlace *place)
{
  cairo_translate (cairo, place->x, place->top);
  cairo_scale (cairo, place->scale, place->scale);
}

static cairo_surface_t *
make_surface (const EbbZonePlace *place, cairo_format_t format, int device_scale)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (format, (int) place->bounds.size.width * device_scale,
                                  (int) place->bounds.size.height * device_scale);

  cairo_surface_set_device_scale (surface, device_scale, device_scale);
  cairo_surface_set_device_offset (surface, -place->bounds.origin.x * device_scale,
                                   -place->bounds.origin.y * device_scale);
  return surface;
}

/**
 * ebb_zone_painter_make_shape:
 * @device_scale: pixels of the screen for one of the widget
 *
 * Sets place->shape, with round corners: the zone's inset, and a stroke around it.
 */
void
ebb_zone_painter_make_shape (EbbZonePlace *place, const EbbZoneLook *look, int device_scale)
{
  cairo_t *cairo;

  g_clear_pointer (&place->shape, cairo_surface_destroy);
  place->shape = make_surface (place, CAIRO_FORMAT_A8, device_scale);
  cairo = cairo_create (place->shape);
  enter_leg (cairo, place);
  trace (cairo, look);
  cairo_fill_preserve (cairo);
  cairo_set_line_width (cairo, 2 * CORNER);
  cairo_stroke (cairo);
  cairo_destroy (cairo);
}

static void
fill_shape (cairo_t *cairo, const EbbZonePlace *place, GdkRGBA colour, double alpha)
{
  set_colour (cairo, colour, alpha);
  cairo_mask_surface (cairo, place->shape, 0, 0);
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

/* Whole pixels: a clip between two is a picture of its own to draw. */
static void
fill_shape_within (cairo_t            *cairo,
                   const EbbZonePlace *place,
                   double              top,
                   double              bottom,
                   GdkRGBA             colour)
{
  cairo_save (cairo);
  cairo_rectangle (cairo, place->bounds.origin.x, round (top), place->bounds.size.width,
                   MAX (1, round (bottom) - round (top)));
  cairo_clip (cairo);
  fill_shape (cairo, place, colour, 1);
  cairo_restore (cairo);
}

static void
paint_air (cairo_t            *cairo,
           const EbbPalette   *palette,
           const EbbZoneLook  *look,
           const EbbZonePlace *place)
{
  double share = look->share;
  double height = look->band.bottom - look->band.top;
  double level = look->band.bottom - height * MIN (share, 1.0);
  double level_px = place->top + place->scale * level;

  if (share <= 0.01)
    return;
  fill_shape_within (cairo, place, level_px, place->bounds.origin.y + place->bounds.size.height,
                     ebb_palette_pressure (palette, share));
  if (share < 0.99)
    fill_shape_within (cairo, place, level_px - place->scale * WATERLINE / 2,
                       level_px + place->scale * WATERLINE / 2, palette->ramp_high);
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
 * ebb_zone_painter_make_outline:
 *
 * What lies under a zone and stands out around it: "filling" or "heated". It does not depend on
 * where the air is.
 *
 * Returns: (transfer full) (nullable): a picture of the bounds; %NULL: nothing stands out
 */
cairo_surface_t *
ebb_zone_painter_make_outline (const EbbZonePlace *place,
                               const EbbPalette   *palette,
                               const EbbZoneLook  *look,
                               int                 device_scale)
{
  cairo_surface_t *surface;
  cairo_t         *cairo;

  if (!look->is_used || !(look->is_heated || look->is_filling || palette->is_high_contrast))
    return NULL;
  surface = make_surface (place, CAIRO_FORMAT_ARGB32, device_scale);
  cairo = cairo_create (surface);
  enter_leg (cairo, place);
  paint_outline (cairo, palette, look);
  cairo_destroy (cairo);
  return surface;
}

/**
 * ebb_zone_painter_paint_body:
 *
 * Track, air, waterline; the hatch of what is unknown, the dots of a level. In pixels of the widget.
 */
void
ebb_zone_painter_paint_body (cairo_t            *cairo,
                             const EbbPalette   *palette,
                             const EbbZoneLook  *look,
                             const EbbZonePlace *place)
{
  if (!look->is_used)
    {
      fill_shape (cairo, place, palette->track, 0.5);
      return;
    }
  fill_shape (cairo, place, palette->track, 1);
  if (look->told.kind != EBB_TOLD_UNKNOWN)
    paint_air (cairo, palette, look, place);
  if (look->told.kind == EBB_TOLD_MMHG)
    return;
  enter_leg (cairo, place);
  if (look->told.kind == EBB_TOLD_UNKNOWN)
    paint_hatch (cairo, palette, look);
  else
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
