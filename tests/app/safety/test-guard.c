/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "guard-fixture.h"

static void
a_steady_session_has_no_fault (void)
{
  Watch watch;

  begin (&watch);
  for (guint cycle = 0; cycle < 20; cycle++)
    {
      for (guint i = 0; i < 12; i++)
        g_assert_cmpint (sample (&watch, 40, i * 40.0 / 12), ==, EBB_FAULT_NONE);
      g_assert_cmpint (sample_for (&watch, 28, 40, 40.8), ==, EBB_FAULT_NONE);
      /* Let go: the setpoint is 0 at once, the air takes its time. */
      for (guint i = 0; i < 20; i++)
        g_assert_cmpint (sample (&watch, 0, 40 - i * 2), ==, EBB_FAULT_NONE);
      g_assert_cmpint (sample_for (&watch, 16, 0, 1), ==, EBB_FAULT_NONE);
    }
}

static void
time_without_a_link_is_no_silence (void)
{
  Watch watch;

  begin (&watch);
  sample (&watch, 20, 20);
  watch.now_us += 60 * G_USEC_PER_SEC;
  ebb_guard_note_link_back (&watch.guard, watch.now_us);
  g_assert_cmpint (ebb_guard_tick (&watch.guard, &watch.limits, watch.now_us), ==, EBB_FAULT_NONE);
  watch.now_us += 3 * G_USEC_PER_SEC;
  g_assert_cmpint (ebb_guard_tick (&watch.guard, &watch.limits, watch.now_us), ==,
                   EBB_FAULT_NO_READING);
}

static void
overshoot_counts_after_one_second (void)
{
  Watch watch;

  begin (&watch);
  g_assert_cmpint (sample_for (&watch, 5, 20, 35), ==, EBB_FAULT_NONE);
  g_assert_cmpint (sample (&watch, 20, 35.5), ==, EBB_FAULT_NONE);
  g_assert_cmpint (sample (&watch, 20, 35.5), ==, EBB_FAULT_NONE);
  g_assert_cmpint (sample (&watch, 20, 35.5), ==, EBB_FAULT_OVERSHOOT);
  g_assert_cmpint (watch.guard.fault_side, ==, EBB_SIDE_RIGHT);
  g_assert_cmpint (watch.guard.fault_zone, ==, EBB_ZONE_FOOT);
  g_assert_cmpint (watch.guard.fault_pa, ==, ebb_mmhg_to_pa (35.5));
}

static void
overshoot_that_passes_is_forgiven (void)
{
  Watch watch;

  begin (&watch);
  for (guint i = 0; i < 20; i++)
    {
      g_assert_cmpint (sample (&watch, 20, 36), ==, EBB_FAULT_NONE);
      g_assert_cmpint (sample (&watch, 20, 36), ==, EBB_FAULT_NONE);
      g_assert_cmpint (sample (&watch, 20, 25), ==, EBB_FAULT_NONE);
    }
}

static void
an_unknown_reading_does_not_end_an_overshoot (void)
{
  Watch watch;

  begin (&watch);
  g_assert_cmpint (sample (&watch, 20, 36), ==, EBB_FAULT_NONE);
  get_foot (&watch)->pressure_pa = EBB_PRESSURE_UNKNOWN_PA;
  watch.now_us += PERIOD_US;
  g_assert_cmpint (
      ebb_guard_take_sample (&watch.guard, &watch.limits, watch.now_us, watch.zones, watch.reading),
      ==, EBB_FAULT_NONE);
  g_assert_cmpint (sample (&watch, 20, 36), ==, EBB_FAULT_OVERSHOOT);
}

static void
one_sample_above_the_cap_is_enough (void)
{
  Watch watch;

  begin (&watch);
  g_assert_cmpint (sample (&watch, 40, 45), ==, EBB_FAULT_NONE);
  g_assert_cmpint (sample (&watch, 40, 45.1), ==, EBB_FAULT_OVERSHOOT);
}

static void
a_setpoint_above_the_cap_is_enough (void)
{
  Watch watch;

  begin (&watch);
  g_assert_cmpint (sample (&watch, 41, 10), ==, EBB_FAULT_NONE);
  g_assert_cmpint (sample (&watch, 42, 10), ==, EBB_FAULT_OVERSHOOT);
}

static void
a_zone_that_does_not_let_go_is_found (void)
{
  Watch  watch;
  gint64 let_go_us;

  begin (&watch);
  g_assert_cmpint (sample_for (&watch, 10, 25, 25), ==, EBB_FAULT_NONE);
  let_go_us = watch.now_us;
  g_assert_cmpint (sample_for (&watch, 30, 0, 25), ==, EBB_FAULT_OVERSHOOT);
  /* 10 s of deflation, 2 s of grace, 1 s of overshoot, and the samples between. */
  g_assert_cmpint (watch.now_us - let_go_us, >=, 13 * G_USEC_PER_SEC);
  g_assert_cmpint (watch.now_us - let_go_us, <=, 15 * G_USEC_PER_SEC);
}

static void
a_stuck_squeeze_is_found_after_a_minute (void)
{
  Watch  watch;
  gint64 began_us;

  begin (&watch);
  began_us = watch.now_us;
  g_assert_cmpint (sample_for (&watch, 120, 40, 40), ==, EBB_FAULT_STUCK_SQUEEZE);
  g_assert_cmpint (watch.now_us - began_us, >=, 59 * G_USEC_PER_SEC);
  g_assert_cmpint (watch.now_us - began_us, <=, 61 * G_USEC_PER_SEC);
}

static void
a_squeeze_up_to_thirty_may_last (void)
{
  Watch watch;

  begin (&watch);
  g_assert_cmpint (sample_for (&watch, 300, 30, 30), ==, EBB_FAULT_NONE);
}

static void
silence_is_found_after_three_seconds (void)
{
  Watch watch;

  begin (&watch);
  g_assert_cmpint (sample (&watch, 20, 20), ==, EBB_FAULT_NONE);
  g_assert_cmpint (
      ebb_guard_tick (&watch.guard, &watch.limits, watch.now_us + 3 * G_USEC_PER_SEC - 1), ==,
      EBB_FAULT_NONE);
  g_assert_cmpint (ebb_guard_tick (&watch.guard, &watch.limits, watch.now_us + 3 * G_USEC_PER_SEC),
                   ==, EBB_FAULT_NO_READING);
  g_assert_cmpint (watch.guard.fault_zone, ==, EBB_N_ZONES);
}

static void
boots_that_never_say_anything_are_found (void)
{
  Watch watch;

  begin (&watch);
  g_assert_cmpint (ebb_guard_tick (&watch.guard, &watch.limits, watch.now_us + 3 * G_USEC_PER_SEC),
                   ==, EBB_FAULT_NO_READING);
}

static EbbFault
sample_without_reading (Watch *watch, double seconds)
{
  EbbFault fault = EBB_FAULT_NONE;

  get_foot (watch)->setpoint_pa = ebb_mmhg_to_pa (20);
  get_foot (watch)->pressure_pa = EBB_PRESSURE_UNKNOWN_PA;
  for (double at = 0; at < seconds && fault == EBB_FAULT_NONE; at += 0.5)
    {
      watch->now_us += PERIOD_US;
      fault = ebb_guard_take_sample (&watch->guard, &watch->limits, watch->now_us, watch->zones,
                                     watch->reading);
    }
  return fault;
}

static void
a_sensor_that_goes_blind_is_found (void)
{
  Watch watch;

  begin (&watch);
  g_assert_cmpint (sample (&watch, 20, 20), ==, EBB_FAULT_NONE);
  g_assert_cmpint (sample_without_reading (&watch, 10), ==, EBB_FAULT_NO_READING);
  g_assert_cmpint (watch.guard.fault_zone, ==, EBB_ZONE_FOOT);
}

static void
boots_without_sensors_are_not_blamed_for_it (void)
{
  Watch watch;

  begin (&watch);
  g_assert_cmpint (sample_without_reading (&watch, 60), ==, EBB_FAULT_NONE);
}

static void
boots_that_do_not_vent_are_found_fifteen_seconds_after_stop (void)
{
  Watch  watch;
  gint64 stop_us;

  begin (&watch);
  g_assert_cmpint (sample (&watch, 20, 20), ==, EBB_FAULT_NONE);
  stop_us = watch.now_us;
  ebb_guard_note_stop (&watch.guard, stop_us);
  g_assert_cmpint (sample_for (&watch, 5, 0, 20), ==, EBB_FAULT_NONE);
  /* A Stop that is repeated gives no new time. */
  ebb_guard_note_stop (&watch.guard, watch.now_us);
  g_assert_cmpint (sample_for (&watch, 30, 0, 20), ==, EBB_FAULT_NOT_VENTED);
  g_assert_cmpint (watch.now_us - stop_us, ==, 15 * G_USEC_PER_SEC);
}

/* Nobody knows what became of the Stops of before; what is read on the new link is judged. */
static void
boots_that_come_back_have_their_time_to_vent (void)
{
  Watch  watch;
  gint64 back_us;

  begin (&watch);
  g_assert_cmpint (sample (&watch, 20, 20), ==, EBB_FAULT_NONE);
  ebb_guard_note_stop (&watch.guard, watch.now_us);
  watch.now_us += 60 * G_USEC_PER_SEC;
  ebb_guard_note_link_back (&watch.guard, watch.now_us);
  back_us = watch.now_us;
  g_assert_cmpint (ebb_guard_tick (&watch.guard, &watch.limits, watch.now_us), ==, EBB_FAULT_NONE);
  g_assert_cmpint (sample_for (&watch, 30, 0, 20), ==, EBB_FAULT_NOT_VENTED);
  g_assert_cmpint (watch.now_us - back_us, ==, 15 * G_USEC_PER_SEC);
}

/* Lost in the run, they heard of no Stop before: the first one goes out on the new link. */
static void
boots_lost_in_the_run_have_their_time_from_their_return (void)
{
  Watch  watch;
  gint64 back_us;

  begin (&watch);
  g_assert_cmpint (sample (&watch, 20, 20), ==, EBB_FAULT_NONE);
  watch.now_us += 60 * G_USEC_PER_SEC;
  ebb_guard_note_link_back (&watch.guard, watch.now_us);
  back_us = watch.now_us;
  g_assert_cmpint (ebb_guard_tick (&watch.guard, &watch.limits, watch.now_us), ==, EBB_FAULT_NONE);
  g_assert_cmpint (sample_for (&watch, 30, 0, 20), ==, EBB_FAULT_NOT_VENTED);
  g_assert_cmpint (watch.now_us - back_us, ==, 15 * G_USEC_PER_SEC);
}

static void
after_the_end_nothing_is_found (void)
{
  Watch watch;

  begin (&watch);
  ebb_guard_note_stop (&watch.guard, watch.now_us);
  ebb_guard_end (&watch.guard);
  g_assert_cmpint (sample (&watch, 0, 99), ==, EBB_FAULT_NONE);
  g_assert_cmpint (
      ebb_guard_tick (&watch.guard, &watch.limits, watch.now_us + 100 * G_USEC_PER_SEC), ==,
      EBB_FAULT_NONE);
}

static void
zones_outside_the_sample_are_not_looked_at (void)
{
  Watch watch;

  begin (&watch);
  watch.reading[EBB_SIDE_LEFT][EBB_ZONE_FOOT].pressure_pa = ebb_mmhg_to_pa (99);
  g_assert_cmpint (sample (&watch, 20, 20), ==, EBB_FAULT_NONE);
}

static void
every_zone_goes_on_being_timed_after_a_fault (void)
{
  Watch           watch;
  EbbZoneReading *thigh;

  begin (&watch);
  watch.zones[EBB_SIDE_RIGHT] |= EBB_ZONE_BIT (EBB_ZONE_UPPER_THIGH);
  thigh = &watch.reading[EBB_SIDE_RIGHT][EBB_ZONE_UPPER_THIGH];
  thigh->setpoint_pa = thigh->pressure_pa = ebb_mmhg_to_pa (40);
  for (guint i = 0; i < 120; i++)
    g_assert_cmpint (sample (&watch, 42, 10), ==, EBB_FAULT_OVERSHOOT);
  g_assert_cmpint (sample (&watch, 20, 20), ==, EBB_FAULT_STUCK_SQUEEZE);
  g_assert_cmpint (watch.guard.fault_zone, ==, EBB_ZONE_UPPER_THIGH);
}

/* It is held against what it is raised to, and not against what it was let go from. */
static void
a_zone_raised_before_its_air_is_out_has_a_new_reference (void)
{
  Watch watch;

  begin (&watch);
  g_assert_cmpint (sample_for (&watch, 2, 20, 20), ==, EBB_FAULT_NONE);
  g_assert_cmpint (sample_for (&watch, 1, 10, 20), ==, EBB_FAULT_NONE);
  g_assert_cmpint (sample_for (&watch, 5, 30, 40), ==, EBB_FAULT_NONE);
  g_assert_cmpint (sample_for (&watch, 1, 10, 40), ==, EBB_FAULT_NONE);
  g_assert_cmpint (sample_for (&watch, 5, 20, 40), ==, EBB_FAULT_NONE);
}

static EbbFault
sample_without_setpoint (Watch *watch, double seconds, double pressure_mmhg)
{
  EbbFault fault = EBB_FAULT_NONE;
  gint64   until_us = watch->now_us + (gint64) (seconds * G_USEC_PER_SEC);

  get_foot (watch)->setpoint_pa = EBB_PRESSURE_UNKNOWN_PA;
  get_foot (watch)->pressure_pa = ebb_mmhg_to_pa (pressure_mmhg);
  while (watch->now_us < until_us && fault == EBB_FAULT_NONE)
    {
      watch->now_us += PERIOD_US;
      fault = ebb_guard_take_sample (&watch->guard, &watch->limits, watch->now_us, watch->zones,
                                     watch->reading);
    }
  return fault;
}

static void
pressure_without_a_setpoint_is_held_against_the_cap (void)
{
  Watch watch;

  begin (&watch);
  g_assert_cmpint (sample_without_setpoint (&watch, 10, 44), ==, EBB_FAULT_NONE);
  g_assert_cmpint (sample_without_setpoint (&watch, 1, 46), ==, EBB_FAULT_OVERSHOOT);
}

static void
squeeze_without_a_setpoint_is_stuck_as_any_other (void)
{
  Watch watch;

  begin (&watch);
  g_assert_cmpint (sample_without_setpoint (&watch, 59, 35), ==, EBB_FAULT_NONE);
  g_assert_cmpint (sample_without_setpoint (&watch, 5, 35), ==, EBB_FAULT_STUCK_SQUEEZE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/guard/steady-session-has-no-fault", a_steady_session_has_no_fault);
  g_test_add_func ("/guard/silence/not-without-a-link", time_without_a_link_is_no_silence);
  g_test_add_func ("/guard/overshoot/counts-after-one-second", overshoot_counts_after_one_second);
  g_test_add_func ("/guard/overshoot/that-passes-is-forgiven", overshoot_that_passes_is_forgiven);
  g_test_add_func ("/guard/overshoot/goes-on-while-unknown",
                   an_unknown_reading_does_not_end_an_overshoot);
  g_test_add_func ("/guard/overshoot/zone-that-does-not-let-go",
                   a_zone_that_does_not_let_go_is_found);
  g_test_add_func ("/safety/H17/one-sample-above-the-cap-is-enough",
                   one_sample_above_the_cap_is_enough);
  g_test_add_func ("/guard/cap/a-setpoint-is-enough", a_setpoint_above_the_cap_is_enough);
  g_test_add_func ("/safety/H18/squeeze-is-found-after-a-minute",
                   a_stuck_squeeze_is_found_after_a_minute);
  g_test_add_func ("/guard/squeeze/up-to-thirty-may-last", a_squeeze_up_to_thirty_may_last);
  g_test_add_func ("/guard/silence/is-found-after-three-seconds",
                   silence_is_found_after_three_seconds);
  g_test_add_func ("/safety/H17/silence/from-the-beginning",
                   boots_that_never_say_anything_are_found);
  g_test_add_func ("/guard/silence/of-one-sensor", a_sensor_that_goes_blind_is_found);
  g_test_add_func ("/guard/silence/of-boots-without-sensors",
                   boots_without_sensors_are_not_blamed_for_it);
  g_test_add_func ("/safety/H17/stop/not-vented-in-fifteen-seconds",
                   boots_that_do_not_vent_are_found_fifteen_seconds_after_stop);
  g_test_add_func ("/guard/vented/from-when-they-come-back",
                   boots_that_come_back_have_their_time_to_vent);
  g_test_add_func ("/guard/stop/boots-lost-in-the-run-have-their-time-from-their-return",
                   boots_lost_in_the_run_have_their_time_from_their_return);
  g_test_add_func ("/guard/end/nothing-is-found", after_the_end_nothing_is_found);
  g_test_add_func ("/guard/zones/others-are-not-looked-at",
                   zones_outside_the_sample_are_not_looked_at);
  g_test_add_func ("/guard/zones/all-are-timed-after-a-fault",
                   every_zone_goes_on_being_timed_after_a_fault);
  g_test_add_func ("/guard/overshoot/raised-before-its-air-is-out",
                   a_zone_raised_before_its_air_is_out_has_a_new_reference);
  g_test_add_func ("/guard/cap/without-a-setpoint",
                   pressure_without_a_setpoint_is_held_against_the_cap);
  g_test_add_func ("/guard/squeeze/without-a-setpoint",
                   squeeze_without_a_setpoint_is_stuck_as_any_other);

  return g_test_run ();
}
