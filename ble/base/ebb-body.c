/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-body.h"

#include <string.h>

static const char *const zone_names[EBB_N_ZONES] = {
  "foot", "ankle", "lower_calf", "upper_calf", "knee", "lower_thigh", "upper_thigh",
};

/**
 * ebb_zone_to_string:
 *
 * The name of @zone as limits.json, program files and the wire vectors spell it.
 *
 * Returns: a static string, "unknown" for a value out of range
 */
const char *
ebb_zone_to_string (EbbZone zone)
{
  return (unsigned) zone < EBB_N_ZONES ? zone_names[zone] : "unknown";
}

/**
 * ebb_zone_from_string:
 *
 * Finds the zone called @name.
 *
 * Returns: false, with @zone untouched, if no zone has that name
 */
bool
ebb_zone_from_string (const char *name, EbbZone *zone)
{
  for (int i = 0; i < EBB_N_ZONES; i++)
    {
      if (strcmp (zone_names[i], name) == 0)
        {
          *zone = (EbbZone) i;
          return true;
        }
    }
  return false;
}

/**
 * ebb_side_to_string:
 *
 * Returns: "left" or "right", a static string
 */
const char *
ebb_side_to_string (EbbSide side)
{
  return side == EBB_SIDE_LEFT ? "left" : "right";
}

/**
 * ebb_legs_to_string:
 *
 * Returns: "left", "right", "both" or "none", a static string
 */
const char *
ebb_legs_to_string (EbbLegs legs)
{
  static const char *const names[] = { "none", "left", "right", "both" };

  return names[legs & EBB_LEGS_BOTH];
}

/**
 * ebb_legs_from_string:
 *
 * Reads "left", "right" or "both".
 *
 * Returns: false, with @legs untouched, for anything else
 */
bool
ebb_legs_from_string (const char *name, EbbLegs *legs)
{
  for (int i = EBB_LEGS_LEFT; i <= EBB_LEGS_BOTH; i++)
    {
      if (strcmp (ebb_legs_to_string ((EbbLegs) i), name) == 0)
        {
          *legs = (EbbLegs) i;
          return true;
        }
    }
  return false;
}

/**
 * ebb_zone_mask_count:
 *
 * Returns: how many zones @mask names, 0 to 7
 */
unsigned
ebb_zone_mask_count (EbbZoneMask mask)
{
  return (unsigned) __builtin_popcount (mask & EBB_ZONE_MASK_ALL);
}
