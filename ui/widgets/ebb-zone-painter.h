/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-figure.h"
#include "ebb-leg-shape.h"
#include "ebb-palette.h"

G_BEGIN_DECLS

/* How one zone looks. Two equal looks give equal pictures, so pictures are kept until it differs. */
typedef struct
{
  EbbSide    side;
  EbbLegBand band;
  EbbTold    told;  /* told.share is where the air was reported to be */
  double     share; /* where it is drawn: the same, or on the way there */
  gboolean   is_used;
  gboolean   is_filling;
  gboolean   is_heated;
  int16_t    heat_ddeg;
} EbbZoneLook;

/* Draw a zone, one after the other, in the units of the outline, the middle of the leg at x = 0. */
/**
 * EbbZonePlace:
 *
 * Where a zone is drawn. Its shape is drawn once for a place and kept: to fill a path and to stroke
 * it for its round corners, with each reading, took most of a frame.
 */
typedef struct
{
  graphene_rect_t  bounds; /* whole pixels, with room for what stands out around the zone */
  double           x;      /* the middle of the leg */
  double           top;    /* of the leg */
  double           scale;  /* from the leg's own measure to pixels */
  cairo_surface_t *shape;  /* (owned) (nullable): how much of each pixel of bounds is zone */
} EbbZonePlace;

void ebb_zone_painter_make_shape (EbbZonePlace *place, const EbbZoneLook *look, int device_scale);
cairo_surface_t *ebb_zone_painter_make_outline (const EbbZonePlace *place,
                                                const EbbPalette   *palette,
                                                const EbbZoneLook  *look,
                                                int                 device_scale);
void             ebb_zone_painter_paint_body (cairo_t            *cairo,
                                              const EbbPalette   *palette,
                                              const EbbZoneLook  *look,
                                              const EbbZonePlace *place);
void             ebb_zone_painter_paint_heat_glyph (cairo_t *cairo, const EbbPalette *palette);

G_END_DECLS
