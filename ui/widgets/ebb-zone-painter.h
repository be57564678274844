/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-leg-shape.h"
#include "ebb-palette.h"
#include "ebb-snapshot.h"

G_BEGIN_DECLS

/* How one zone looks. Two equal looks give equal pictures, so pictures are kept until it differs. */
typedef struct
{
  EbbSide    side;
  EbbLegBand band;
  int        whole_mmhg; /* -1: unknown */
  int        cap_mmhg;
  gboolean   is_used;
  gboolean   is_filling;
  gboolean   is_heated;
  int16_t    heat_ddeg;
} EbbZoneLook;

/* Draws a zone in the units of the outline, the middle of the leg at x = 0. */
void ebb_zone_painter_paint (cairo_t *cairo, const EbbPalette *palette, const EbbZoneLook *look);
void ebb_zone_painter_paint_heat_glyph (cairo_t *cairo, const EbbPalette *palette);

G_END_DECLS
