/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sides.h"

#include <string.h>

static const char *const names[] = { "unknown", "as-marked", "swapped" };

/**
 * ebb_sides_turn:
 *
 * Returns: from what the boots call @side to the leg it is on, and as well from the leg to what the
 *   boots call it: turning twice changes nothing
 */
EbbSide
ebb_sides_turn (EbbSides sides, EbbSide side)
{
  if (sides != EBB_SIDES_SWAPPED)
    return side;
  return side == EBB_SIDE_LEFT ? EBB_SIDE_RIGHT : EBB_SIDE_LEFT;
}

/**
 * ebb_sides_turn_legs:
 *
 * Returns: the same for a set of legs
 */
EbbLegs
ebb_sides_turn_legs (EbbSides sides, EbbLegs legs)
{
  int turned = EBB_LEGS_NONE;

  for (int side = 0; side < 2; side++)
    {
      if (ebb_legs_has_side (legs, (EbbSide) side))
        turned |= 1 << ebb_sides_turn (sides, (EbbSide) side);
    }
  return (EbbLegs) turned;
}

/**
 * ebb_sides_judge:
 * @before: how the sides were turned while the question was put
 * @filled: the leg that was meant to be squeezed, turned so
 * @felt: the leg that the person felt
 *
 * What an answer of the leg check says of the boots.
 *
 * Returns: %EBB_SIDES_AS_MARKED or %EBB_SIDES_SWAPPED
 */
EbbSides
ebb_sides_judge (EbbSides before, EbbSide filled, EbbSide felt)
{
  bool was_swapped = before == EBB_SIDES_SWAPPED;

  return was_swapped == (filled == felt) ? EBB_SIDES_SWAPPED : EBB_SIDES_AS_MARKED;
}

/**
 * ebb_sides_to_string:
 *
 * Returns: the name in files and JSON, a static string
 */
const char *
ebb_sides_to_string (EbbSides sides)
{
  return (unsigned) sides < sizeof names / sizeof names[0] ? names[sides] : names[0];
}

/**
 * ebb_sides_from_string:
 * @sides: (out): left as it is if @name is none
 *
 * Returns: whether @name is the name of one
 */
bool
ebb_sides_from_string (const char *name, EbbSides *sides)
{
  for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++)
    {
      if (strcmp (names[i], name) != 0)
        continue;
      *sides = (EbbSides) i;
      return true;
    }
  return false;
}
