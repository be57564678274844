/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "guard-fixture.h"

/* Boots that run something else than the program that was confirmed, within all that is allowed. */

#define CYCLE_MS 40000
#define OFFSET_MS 120000

/* A foot that the program fills to 30 mmHg of a peak of 40, at an intensity of 20. */
static void
begin_planned (Watch *watch)
{
  EbbGuardPlan plan = guard_plan;

  plan.offset_ms = OFFSET_MS;
  plan.peak_pa = ebb_mmhg_to_pa (40);
  plan.intensity_pa = ebb_mmhg_to_pa (20);
  plan.setpoint_pa[EBB_SIDE_RIGHT][EBB_ZONE_FOOT] = ebb_mmhg_to_pa (30);
  begin (watch);
  ebb_guard_init (&watch->guard, ebb_mmhg_to_pa (40), &plan, watch->now_us);
}

static EbbFault
count_cycle (Watch *watch, guint cycle, guint run_ms)
{
  watch->now_us += PERIOD_US;
  return ebb_guard_judge_cycle (&watch->guard, watch->now_us, cycle, OFFSET_MS + run_ms);
}

static void
test_share_of_the_intensity_is_planned (void)
{
  Watch watch;

  begin_planned (&watch);
  g_assert_cmpint (sample_for (&watch, 20, 15, 15), ==, EBB_FAULT_NONE);
  /* Cycles that lead in, and boots that round down. */
  g_assert_cmpint (sample_for (&watch, 20, 7, 7), ==, EBB_FAULT_NONE);
}

static void
test_zone_that_aims_higher_is_found_after_a_second (void)
{
  Watch watch;

  begin_planned (&watch);
  g_assert_cmpint (sample_for (&watch, 5, 15.9, 15), ==, EBB_FAULT_NONE);
  g_assert_cmpint (sample (&watch, 17, 15), ==, EBB_FAULT_NONE);
  g_assert_cmpint (sample (&watch, 17, 15), ==, EBB_FAULT_NONE);
  g_assert_cmpint (sample (&watch, 17, 15), ==, EBB_FAULT_OTHER_PROGRAM);
  g_assert_cmpint (watch.guard.fault_side, ==, EBB_SIDE_RIGHT);
  g_assert_cmpint (watch.guard.fault_zone, ==, EBB_ZONE_FOOT);
}

static void
test_one_sample_is_no_program (void)
{
  Watch watch;

  begin_planned (&watch);
  for (guint i = 0; i < 20; i++)
    {
      g_assert_cmpint (sample (&watch, 20, 15), ==, EBB_FAULT_NONE);
      g_assert_cmpint (sample (&watch, 20, 15), ==, EBB_FAULT_NONE);
      g_assert_cmpint (sample (&watch, 15, 15), ==, EBB_FAULT_NONE);
    }
}

static void
test_more_that_was_asked_for_is_planned (void)
{
  Watch watch;

  begin_planned (&watch);
  ebb_guard_note_intensity (&watch.guard, ebb_mmhg_to_pa (40));
  g_assert_cmpint (sample_for (&watch, 20, 30, 30), ==, EBB_FAULT_NONE);
  /* What is on the way already is told after it was turned down. */
  ebb_guard_note_intensity (&watch.guard, ebb_mmhg_to_pa (10));
  g_assert_cmpint (sample_for (&watch, 5, 30, 30), ==, EBB_FAULT_NONE);
  g_assert_cmpint (sample_for (&watch, 2, 32, 30), ==, EBB_FAULT_OTHER_PROGRAM);
}

static void
test_leg_that_takes_no_part_is_left_alone (void)
{
  Watch watch;

  begin_planned (&watch);
  watch.zones[EBB_SIDE_LEFT] = EBB_ZONE_BIT (EBB_ZONE_FOOT);
  watch.reading[EBB_SIDE_LEFT][EBB_ZONE_FOOT].setpoint_pa = ebb_mmhg_to_pa (5);
  g_assert_cmpint (sample_for (&watch, 2, 15, 15), ==, EBB_FAULT_OTHER_PROGRAM);
  g_assert_cmpint (watch.guard.fault_side, ==, EBB_SIDE_LEFT);
}

static void
test_what_is_not_told_or_not_settable_is_not_judged (void)
{
  Watch watch;

  begin_planned (&watch);
  get_foot (&watch)->setpoint_pa = EBB_PRESSURE_UNKNOWN_PA;
  for (guint i = 0; i < 10; i++)
    {
      watch.now_us += PERIOD_US;
      g_assert_cmpint (ebb_guard_take_sample (&watch.guard, &watch.limits, watch.now_us,
                                              watch.zones, watch.reading),
                       ==, EBB_FAULT_NONE);
    }
  watch.guard.plan.setpoint_pa[EBB_SIDE_RIGHT][EBB_ZONE_FOOT] = EBB_PRESSURE_UNKNOWN_PA;
  g_assert_cmpint (sample_for (&watch, 5, 39, 39), ==, EBB_FAULT_NONE);
}

static void
test_cycles_of_the_program_are_counted_from_start (void)
{
  Watch watch;

  begin_planned (&watch);
  for (guint run_ms = 0; run_ms < 20 * CYCLE_MS; run_ms += 500)
    g_assert_cmpint (count_cycle (&watch, run_ms / CYCLE_MS + 1, run_ms), ==, EBB_FAULT_NONE);
}

static void
test_cycles_of_another_length_are_found (void)
{
  Watch watch;

  begin_planned (&watch);
  /* One more or less is a rounding. */
  for (guint i = 0; i < 10; i++)
    g_assert_cmpint (count_cycle (&watch, 4, 2 * CYCLE_MS), ==, EBB_FAULT_NONE);
  g_assert_cmpint (count_cycle (&watch, 5, 2 * CYCLE_MS), ==, EBB_FAULT_NONE);
  g_assert_cmpint (count_cycle (&watch, 5, 2 * CYCLE_MS), ==, EBB_FAULT_NONE);
  g_assert_cmpint (count_cycle (&watch, 5, 2 * CYCLE_MS), ==, EBB_FAULT_OTHER_PROGRAM);
  g_assert_cmpint (watch.guard.fault_zone, ==, EBB_N_ZONES);

  begin_planned (&watch);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (count_cycle (&watch, 2, 4 * CYCLE_MS), ==,
                     i < 2 ? EBB_FAULT_NONE : EBB_FAULT_OTHER_PROGRAM);
}

static void
test_cycles_are_judged_while_boots_count_them (void)
{
  Watch watch;

  begin_planned (&watch);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpint (count_cycle (&watch, 0, 9 * CYCLE_MS), ==, EBB_FAULT_NONE);
  ebb_guard_end (&watch.guard);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpint (count_cycle (&watch, 1, 9 * CYCLE_MS), ==, EBB_FAULT_NONE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add_func ("/safety/H17/other-program/" path, test)
  ADD ("share-of-the-intensity-is-planned", test_share_of_the_intensity_is_planned);
  ADD ("zone-that-aims-higher-is-found-after-a-second",
       test_zone_that_aims_higher_is_found_after_a_second);
  ADD ("one-sample-is-none", test_one_sample_is_no_program);
  ADD ("more-that-was-asked-for-is-planned", test_more_that_was_asked_for_is_planned);
  ADD ("leg-that-takes-no-part-is-left-alone", test_leg_that_takes_no_part_is_left_alone);
  ADD ("what-is-not-told-or-not-settable-is-not-judged",
       test_what_is_not_told_or_not_settable_is_not_judged);
  ADD ("cycles-are-counted-from-start", test_cycles_of_the_program_are_counted_from_start);
  ADD ("cycles-of-another-length-are-found", test_cycles_of_another_length_are_found);
  ADD ("cycles-are-judged-while-boots-count-them", test_cycles_are_judged_while_boots_count_them);
#undef ADD

  return g_test_run ();
}
