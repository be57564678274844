/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-leg-shape.h"

#include <glib.h>

#define GAP 4.0
#define N_STEPS 24

/* Half widths at heights, of the outer and the inner contour of a leg. */
typedef struct
{
  double y;
  double half_width;
} Knot;

static const Knot outer[] = {
  { 0, 35 },   { 10, 40 },  { 50, 38 },  { 100, 29 }, { 130, 26.5 }, { 150, 28 }, { 180, 31 },
  { 210, 25 }, { 238, 18 }, { 252, 17 }, { 268, 22 }, { 284, 29 },   { 293, 28 }, { 299, 20 },
};
static const Knot inner[] = {
  { 0, 35 },   { 10, 38 },  { 50, 34 },  { 100, 27 }, { 130, 25.5 }, { 150, 28 }, { 176, 30 },
  { 210, 22 }, { 238, 16 }, { 252, 16 }, { 268, 17 }, { 284, 19 },   { 293, 18 }, { 299, 13 },
};

static double
find_half_width (const Knot *knots, gsize n_knots, double y)
{
  for (gsize i = 0; i + 1 < n_knots; i++)
    if (y <= knots[i + 1].y)
      {
        double t = (y - knots[i].y) / (knots[i + 1].y - knots[i].y);

        t = CLAMP (t, 0.0, 1.0);
        t = t * t * (3 - 2 * t);
        return knots[i].half_width + (knots[i + 1].half_width - knots[i].half_width) * t;
      }
  return knots[n_knots - 1].half_width;
}

static gboolean
has (EbbZoneMask existing, EbbZone zone)
{
  return (existing & EBB_ZONE_BIT (zone)) != 0;
}

/* Two zones of one part of the leg share it; one alone has all of it. */
static EbbLegBand
share_part (EbbLegBand part, gboolean is_upper, gboolean has_other)
{
  double middle = (part.top + part.bottom) / 2;

  if (!has_other)
    return part;
  return is_upper ? (EbbLegBand){ part.top, middle - GAP / 2 }
                  : (EbbLegBand){ middle + GAP / 2, part.bottom };
}

/**
 * ebb_leg_shape_get_band:
 *
 * Where @zone is on a leg whose zones are @existing: zones split or join by the part of the body
 * they are on, never evenly.
 */
EbbLegBand
ebb_leg_shape_get_band (EbbZone zone, EbbZoneMask existing)
{
  EbbLegBand thigh = { 0, has (existing, EBB_ZONE_KNEE) ? 98 : 130 };
  EbbLegBand calf = { 134, has (existing, EBB_ZONE_ANKLE) ? 216 : 242 };

  switch (zone)
    {
    case EBB_ZONE_FOOT:
      return (EbbLegBand){ 246, 299 };
    case EBB_ZONE_ANKLE:
      return (EbbLegBand){ 220, 242 };
    case EBB_ZONE_LOWER_CALF:
      return share_part (calf, FALSE, has (existing, EBB_ZONE_UPPER_CALF));
    case EBB_ZONE_UPPER_CALF:
      return share_part (calf, TRUE, has (existing, EBB_ZONE_LOWER_CALF));
    case EBB_ZONE_KNEE:
      return (EbbLegBand){ 102, 130 };
    case EBB_ZONE_LOWER_THIGH:
      return share_part (thigh, FALSE, has (existing, EBB_ZONE_UPPER_THIGH));
    case EBB_ZONE_UPPER_THIGH:
    case EBB_N_ZONES:
    default:
      return share_part (thigh, TRUE, has (existing, EBB_ZONE_LOWER_THIGH));
    }
}

/**
 * ebb_leg_shape_trace:
 * @inset: how far inside the outline; a stroke of twice that width rounds the corners
 *
 * Makes the outline of @band the current path. The outer contour of the left leg is on the left,
 * as in a mirror.
 */
void
ebb_leg_shape_trace (cairo_t *cairo, EbbSide side, EbbLegBand band, double inset)
{
  double outward = side == EBB_SIDE_LEFT ? -1 : 1;
  double height = band.bottom - band.top - 2 * inset;

  cairo_new_path (cairo);
  for (int i = 0; i <= N_STEPS; i++)
    {
      double y = band.top + inset + height * i / N_STEPS;

      cairo_line_to (cairo, outward * (find_half_width (outer, G_N_ELEMENTS (outer), y) - inset),
                     y);
    }
  for (int i = N_STEPS; i >= 0; i--)
    {
      double y = band.top + inset + height * i / N_STEPS;

      cairo_line_to (cairo, -outward * (find_half_width (inner, G_N_ELEMENTS (inner), y) - inset),
                     y);
    }
  cairo_close_path (cairo);
}
