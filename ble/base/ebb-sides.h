/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-body.h"

/**
 * EbbSides:
 *
 * How what boots call left and right lies on the wearer. Boots know their chambers, not legs: only
 * a person can say which leg they feel (safety.md H11).
 */
typedef enum
{
  EBB_SIDES_UNKNOWN, /* nobody was asked: taken as marked */
  EBB_SIDES_AS_MARKED,
  EBB_SIDES_SWAPPED, /* their left is on the wearer's right leg, and the other way round */
} EbbSides;

EbbSide  ebb_sides_turn (EbbSides sides, EbbSide side);
EbbLegs  ebb_sides_turn_legs (EbbSides sides, EbbLegs legs);
EbbSides ebb_sides_judge (EbbSides before, EbbSide filled, EbbSide felt);

const char *ebb_sides_to_string (EbbSides sides);
bool        ebb_sides_from_string (const char *name, EbbSides *sides);
