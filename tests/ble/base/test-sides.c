/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib.h>

#include "ebb-sides.h"

static void
test_turning_twice_changes_nothing (void)
{
  for (int sides = EBB_SIDES_UNKNOWN; sides <= EBB_SIDES_SWAPPED; sides++)
    {
      for (int legs = EBB_LEGS_NONE; legs <= EBB_LEGS_BOTH; legs++)
        g_assert_cmpint (
            ebb_sides_turn_legs ((EbbSides) sides, ebb_sides_turn_legs ((EbbSides) sides, legs)),
            ==, legs);
      g_assert_cmpint (ebb_sides_turn_legs ((EbbSides) sides, EBB_LEGS_BOTH), ==, EBB_LEGS_BOTH);
    }
  g_assert_cmpint (ebb_sides_turn (EBB_SIDES_SWAPPED, EBB_SIDE_LEFT), ==, EBB_SIDE_RIGHT);
  g_assert_cmpint (ebb_sides_turn (EBB_SIDES_UNKNOWN, EBB_SIDE_LEFT), ==, EBB_SIDE_LEFT);
  g_assert_cmpint (ebb_sides_turn_legs (EBB_SIDES_SWAPPED, EBB_LEGS_LEFT), ==, EBB_LEGS_RIGHT);
}

/* Whatever was believed before, however the boots are worn, whichever is filled: after the answer
 * the leg that was felt is the leg that is shown. */
static void
test_an_answer_is_right_whatever_was_believed (void)
{
  for (int before = EBB_SIDES_UNKNOWN; before <= EBB_SIDES_SWAPPED; before++)
    for (int worn = EBB_SIDES_AS_MARKED; worn <= EBB_SIDES_SWAPPED; worn++)
      for (int filled = EBB_SIDE_LEFT; filled <= EBB_SIDE_RIGHT; filled++)
        {
          EbbSide marked = ebb_sides_turn ((EbbSides) before, (EbbSide) filled);
          EbbSide felt = ebb_sides_turn ((EbbSides) worn, marked);

          g_assert_cmpint (ebb_sides_judge ((EbbSides) before, (EbbSide) filled, felt), ==, worn);
        }
}

static void
test_every_name_is_read_again (void)
{
  EbbSides read = EBB_SIDES_SWAPPED;

  for (int sides = EBB_SIDES_UNKNOWN; sides <= EBB_SIDES_SWAPPED; sides++)
    {
      g_assert_true (ebb_sides_from_string (ebb_sides_to_string ((EbbSides) sides), &read));
      g_assert_cmpint (read, ==, sides);
    }
  g_assert_false (ebb_sides_from_string ("Swapped", &read));
  g_assert_cmpint (read, ==, EBB_SIDES_SWAPPED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sides/turning-twice-changes-nothing", test_turning_twice_changes_nothing);
  g_test_add_func ("/sides/an-answer-is-right-whatever-was-believed",
                   test_an_answer_is_right_whatever_was_believed);
  g_test_add_func ("/sides/every-name-is-read-again", test_every_name_is_read_again);
  return g_test_run ();
}
