/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/**
 * EbbZone:
 *
 * A part of one leg that has a chamber, in distal to proximal order. The order and the names are
 * those of limits.json; the values are bit numbers on the wire (PROTOCOL.md, "Zones").
 */
typedef enum
{
  EBB_ZONE_FOOT,
  EBB_ZONE_ANKLE,
  EBB_ZONE_LOWER_CALF,
  EBB_ZONE_UPPER_CALF,
  EBB_ZONE_KNEE,
  EBB_ZONE_LOWER_THIGH,
  EBB_ZONE_UPPER_THIGH,
  EBB_N_ZONES,
} EbbZone;

/**
 * EbbSide:
 *
 * Left or right leg of the wearer: anatomy, never a column of a picture.
 */
typedef enum
{
  EBB_SIDE_LEFT,
  EBB_SIDE_RIGHT,
  EBB_N_SIDES,
} EbbSide;

/**
 * EbbLegs:
 *
 * Which legs a session works on; a bit mask of `1 << EbbSide`.
 */
typedef enum
{
  EBB_LEGS_NONE = 0,
  EBB_LEGS_LEFT = 1 << EBB_SIDE_LEFT,
  EBB_LEGS_RIGHT = 1 << EBB_SIDE_RIGHT,
  EBB_LEGS_BOTH = EBB_LEGS_LEFT | EBB_LEGS_RIGHT,
} EbbLegs;

/* A set of zones of one leg: bit n is EbbZone n. */
typedef uint8_t EbbZoneMask;

#define EBB_ZONE_BIT(zone) ((EbbZoneMask) (1u << (zone)))
#define EBB_ZONE_MASK_ALL ((EbbZoneMask) 0x7f)

const char *ebb_zone_to_string (EbbZone zone);
bool        ebb_zone_from_string (const char *name, EbbZone *zone);
const char *ebb_side_to_string (EbbSide side);
const char *ebb_legs_to_string (EbbLegs legs);
bool        ebb_legs_from_string (const char *name, EbbLegs *legs);
unsigned    ebb_zone_mask_count (EbbZoneMask mask);

static inline bool
ebb_legs_has_side (EbbLegs legs, EbbSide side)
{
  return (legs & (1 << side)) != 0;
}
