/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <cairo.h>

#include "ebb-body.h"

/* Units of the outline: a leg is 300 high; its middle is x = 0. */
#define EBB_LEG_HEIGHT 300.0

/* From the top of the thigh (0) down to the sole (300). */
typedef struct
{
  double top;
  double bottom;
} EbbLegBand;

EbbLegBand ebb_leg_shape_get_band (EbbZone zone, EbbZoneMask existing);
void       ebb_leg_shape_trace (cairo_t *cairo, EbbSide side, EbbLegBand band, double inset);
