/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "guard-fixture.h"

/* Boots that run, as they say, and no air reaches the legs. */

static void
begin_cycle (Watch *watch, guint cycle)
{
  g_assert_false (ebb_guard_note_cycle (&watch->guard, cycle));
}

/* Samples until air is missed; returns after how many milliseconds. */
static guint
wait_until_missed (Watch *watch, double setpoint_mmhg, double pressure_mmhg)
{
  gint64 began_us = watch->now_us;

  while (!ebb_guard_misses_air (&watch->guard, watch->now_us))
    {
      g_assert_cmpint (watch->now_us - began_us, <, 300 * G_USEC_PER_SEC);
      g_assert_cmpint (sample (watch, setpoint_mmhg, pressure_mmhg), ==, EBB_FAULT_NONE);
    }
  return (guint) ((watch->now_us - began_us) / 1000);
}

static gboolean
is_missed_after (Watch *watch, double seconds, double setpoint_mmhg, double pressure_mmhg)
{
  g_assert_cmpint (sample_for (watch, seconds, setpoint_mmhg, pressure_mmhg), ==, EBB_FAULT_NONE);
  return ebb_guard_misses_air (&watch->guard, watch->now_us);
}

/* ---- by the boots' own count ---- */

static void
air_that_never_comes_is_found_after_one_cycle (void)
{
  Watch watch;

  begin (&watch);
  g_assert_false (ebb_guard_note_cycle (&watch.guard, 1));
  g_assert_cmpint (sample_for (&watch, 30, 40, 9), ==, EBB_FAULT_NONE);
  g_assert_false (ebb_guard_note_cycle (&watch.guard, 1));
  g_assert_true (ebb_guard_note_cycle (&watch.guard, 2));
  /* A quarter of what was asked is air, though perhaps not all of it. */
  sample (&watch, 40, 10.1);
  g_assert_false (ebb_guard_note_cycle (&watch.guard, 3));
}

static void
air_that_comes_no_more_is_found_after_a_cycle (void)
{
  Watch watch;

  begin (&watch);
  for (guint cycle = 1; cycle <= 5; cycle++)
    {
      g_assert_false (ebb_guard_note_cycle (&watch.guard, cycle));
      g_assert_cmpint (sample_for (&watch, 10, 40, 40), ==, EBB_FAULT_NONE);
      g_assert_cmpint (sample_for (&watch, 10, 0, 0), ==, EBB_FAULT_NONE);
    }
  g_assert_false (ebb_guard_note_cycle (&watch.guard, 6));
  g_assert_cmpint (sample_for (&watch, 20, 40, 2), ==, EBB_FAULT_NONE);
  g_assert_true (ebb_guard_note_cycle (&watch.guard, 7));
}

static void
cycle_that_was_cut_off_is_not_judged (void)
{
  Watch watch;

  begin (&watch);
  ebb_guard_note_cycle (&watch.guard, 3);
  g_assert_cmpint (sample_for (&watch, 5, 40, 2), ==, EBB_FAULT_NONE);
  g_assert_false (ebb_guard_note_cycle (&watch.guard, 0));
  g_assert_false (ebb_guard_note_cycle (&watch.guard, 1));
}

static void
weak_program_is_held_to_what_it_asks (void)
{
  Watch watch;

  begin (&watch);
  ebb_guard_note_cycle (&watch.guard, 1);
  g_assert_cmpint (sample_for (&watch, 30, 5, 4), ==, EBB_FAULT_NONE);
  g_assert_false (ebb_guard_note_cycle (&watch.guard, 2));
}

static void
air_is_not_missed_by_who_measures_none (void)
{
  Watch watch;

  begin (&watch);
  ebb_guard_note_cycle (&watch.guard, 1);
  for (guint i = 0; i < 60; i++)
    {
      get_foot (&watch)->setpoint_pa = ebb_mmhg_to_pa (40);
      get_foot (&watch)->pressure_pa = EBB_PRESSURE_UNKNOWN_PA;
      watch.now_us += PERIOD_US;
      ebb_guard_take_sample (&watch.guard, &watch.limits, watch.now_us, watch.zones, watch.reading);
    }
  g_assert_false (ebb_guard_note_cycle (&watch.guard, 2));
}

/* ---- by time: before any air ---- */

static void
boots_that_fill_and_stay_empty_are_found_at_once (void)
{
  Watch watch;

  begin (&watch);
  begin_cycle (&watch, 1);
  /* The first zone is to be full after 6 s. */
  g_assert_cmpuint (wait_until_missed (&watch, 20, 0.7), ==, 8500);
  g_assert_false (ebb_guard_has_seen_air (&watch.guard));
}

static void
quick_program_has_five_seconds (void)
{
  const EbbGuardPlan quick = { .inflate_ms = 2000, .deflate_ms = 10000, .cycle_ms = 30000 };
  Watch              watch;

  begin (&watch);
  ebb_guard_init (&watch.guard, ebb_mmhg_to_pa (40), &quick, watch.now_us);
  begin_cycle (&watch, 1);
  g_assert_cmpuint (wait_until_missed (&watch, 20, 0), ==, 5500);
}

static void
slow_program_has_its_time (void)
{
  const EbbGuardPlan slow = { .inflate_ms = 30000, .deflate_ms = 10000, .cycle_ms = 90000 };
  Watch              watch;

  begin (&watch);
  ebb_guard_init (&watch.guard, ebb_mmhg_to_pa (40), &slow, watch.now_us);
  begin_cycle (&watch, 1);
  g_assert_false (is_missed_after (&watch, 31, 20, 0.5));
  g_assert_false (is_missed_after (&watch, 1, 20, 3));
  g_assert_false (is_missed_after (&watch, 20, 20, 20));
}

/* What is left of a break, or a sensor that reads too high, is no air that came in. */
static void
pressure_that_was_there_is_no_air (void)
{
  Watch watch;

  begin (&watch);
  begin_cycle (&watch, 1);
  sample (&watch, 0, 9);
  g_assert_cmpuint (wait_until_missed (&watch, 30, 9), ==, 8500);
  g_assert_false (ebb_guard_has_seen_air (&watch.guard));
}

static void
time_before_the_boots_run_is_not_counted (void)
{
  Watch watch;

  begin (&watch);
  g_assert_false (is_missed_after (&watch, 20, 20, 0));
  begin_cycle (&watch, 1);
  g_assert_false (is_missed_after (&watch, 8, 20, 0));
}

/* ---- by time: after air ---- */

static void
boots_that_stand_still_while_empty_are_found_after_a_cycle (void)
{
  Watch watch;

  begin (&watch);
  begin_cycle (&watch, 1);
  g_assert_false (is_missed_after (&watch, 20, 40, 40));
  /* 40 s of a cycle and 5 s, from the last sample with air. */
  g_assert_cmpuint (wait_until_missed (&watch, 0, 0), ==, 45000);
  g_assert_true (ebb_guard_has_seen_air (&watch.guard));
}

static void
boots_that_stand_still_as_a_cycle_begins_are_found (void)
{
  Watch watch;

  begin (&watch);
  begin_cycle (&watch, 1);
  g_assert_false (is_missed_after (&watch, 20, 40, 40));
  g_assert_false (is_missed_after (&watch, 20, 0, 0));
  begin_cycle (&watch, 2);
  g_assert_cmpuint (wait_until_missed (&watch, 40, 0), ==, 25000);
}

static void
air_that_comes_and_goes_is_not_missed (void)
{
  Watch watch;

  begin (&watch);
  for (guint cycle = 1; cycle <= 20; cycle++)
    {
      begin_cycle (&watch, cycle);
      g_assert_false (is_missed_after (&watch, 5, 40, 3));
      g_assert_false (is_missed_after (&watch, 5, 40, 40));
      g_assert_false (is_missed_after (&watch, 30, 0, 0));
    }
}

static void
air_is_not_missed_after_stop (void)
{
  Watch watch;

  begin (&watch);
  begin_cycle (&watch, 1);
  g_assert_false (is_missed_after (&watch, 8, 20, 0));
  ebb_guard_note_stop (&watch.guard, watch.now_us);
  g_assert_false (is_missed_after (&watch, 5, 20, 0));
}

static void
cycle_of_which_nothing_was_heard_is_not_judged (void)
{
  Watch watch;

  begin (&watch);
  begin_cycle (&watch, 1);
  begin_cycle (&watch, 2);
  g_assert_false (ebb_guard_has_seen_air (&watch.guard));
}

static void
air_is_not_missed_after_the_end (void)
{
  Watch watch;

  begin (&watch);
  begin_cycle (&watch, 1);
  g_assert_true (is_missed_after (&watch, 9, 40, 0));
  ebb_guard_end (&watch.guard);
  g_assert_false (ebb_guard_misses_air (&watch.guard, watch.now_us));
  g_assert_false (ebb_guard_note_cycle (&watch.guard, 2));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add_func ("/guard/no-air/" path, test)
  ADD ("is-found-after-one-cycle", air_that_never_comes_is_found_after_one_cycle);
  ADD ("in-a-later-cycle", air_that_comes_no_more_is_found_after_a_cycle);
  ADD ("cycle-that-was-cut-off", cycle_that_was_cut_off_is_not_judged);
  ADD ("weak-program", weak_program_is_held_to_what_it_asks);
  ADD ("nothing-is-measured", air_is_not_missed_by_who_measures_none);
  ADD ("at-first/is-found-at-once", boots_that_fill_and_stay_empty_are_found_at_once);
  ADD ("at-first/quick-program-has-five-seconds", quick_program_has_five_seconds);
  ADD ("at-first/slow-program-has-its-time", slow_program_has_its_time);
  ADD ("at-first/pressure-that-was-there", pressure_that_was_there_is_no_air);
  ADD ("at-first/not-before-the-boots-run", time_before_the_boots_run_is_not_counted);
  ADD ("standstill/while-empty", boots_that_stand_still_while_empty_are_found_after_a_cycle);
  ADD ("standstill/as-a-cycle-begins", boots_that_stand_still_as_a_cycle_begins_are_found);
  ADD ("standstill/not-in-a-rest", air_that_comes_and_goes_is_not_missed);
  ADD ("not-after-stop", air_is_not_missed_after_stop);
  ADD ("cycle-of-which-nothing-was-heard", cycle_of_which_nothing_was_heard_is_not_judged);
  ADD ("not-after-the-end", air_is_not_missed_after_the_end);
#undef ADD
  return g_test_run ();
}
