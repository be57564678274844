/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <time.h>
#include <unistd.h>

#include "ebb-real-clock.h"

/* The clock of the shipped programs, over a kernel whose clocks a test turns: this file is linked so that
 * clock_gettime() is what stands here. */

#define AWAKE_S G_GINT64_CONSTANT (1000)
#define ASLEEP_S G_GINT64_CONSTANT (7200)
#define WALL_S G_GINT64_CONSTANT (1800000000)

static gint64 asleep_s;

int __real_clock_gettime (clockid_t id, struct timespec *now);
int __wrap_clock_gettime (clockid_t id, struct timespec *now);

/* As of a computer that was awake for so long, and asleep for so long. */
int
__wrap_clock_gettime (clockid_t id, struct timespec *now)
{
  switch (id)
    {
    case CLOCK_BOOTTIME:
      *now = (struct timespec){ .tv_sec = AWAKE_S + asleep_s };
      return 0;
    case CLOCK_MONOTONIC:
      *now = (struct timespec){ .tv_sec = AWAKE_S };
      return 0;
    case CLOCK_REALTIME:
      *now = (struct timespec){ .tv_sec = WALL_S + asleep_s };
      return 0;
    default:
      return __real_clock_gettime (id, now);
    }
}

static void
test_boot_time_goes_on_in_sleep (void)
{
  g_autoptr (EbbRealClock) clock = ebb_real_clock_new (1);
  gint64 before_us = ebb_clock_get_boottime_us (EBB_CLOCK (clock));

  g_assert_cmpint (before_us, ==, AWAKE_S * G_USEC_PER_SEC);
  asleep_s = ASLEEP_S;
  g_assert_cmpint (ebb_clock_get_boottime_us (EBB_CLOCK (clock)) - before_us, ==,
                   ASLEEP_S * G_USEC_PER_SEC);
  asleep_s = 0;
}

static void
test_wall_time_is_the_computers (void)
{
  g_autoptr (EbbRealClock) clock = ebb_real_clock_new (1);

  g_assert_cmpint (ebb_clock_get_wall_us (EBB_CLOCK (clock)), ==, WALL_S * G_USEC_PER_SEC);
}

/* A demonstration that is hurried does not leap. */
static void
test_hurried_clock_does_not_leap (void)
{
  g_autoptr (EbbRealClock) clock = ebb_real_clock_new (20);
  gint64 before_us = ebb_clock_get_boottime_us (EBB_CLOCK (clock));

  asleep_s = ASLEEP_S;
  g_assert_cmpint (ebb_clock_get_boottime_us (EBB_CLOCK (clock)) - before_us, <=, G_USEC_PER_SEC);
  asleep_s = 0;
}

static gboolean
rang_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Neither before its time nor never: the time itself is the computer's here. */
static void
test_alarm_rings_at_its_time (void)
{
  g_autoptr (EbbRealClock) clock = ebb_real_clock_new (1);
  const gint64 due_us = g_get_real_time () + 50 * 1000;
  gboolean     has_rung = FALSE;

  ebb_clock_add_alarm (EBB_CLOCK (clock), due_us, rang_cb, &has_rung);
  while (!has_rung)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_get_real_time (), >=, due_us);
}

static void
test_alarm_that_has_passed_rings_at_once (void)
{
  g_autoptr (EbbRealClock) clock = ebb_real_clock_new (1);
  gboolean has_rung = FALSE;

  ebb_clock_add_alarm (EBB_CLOCK (clock), 0, rang_cb, &has_rung);
  while (!has_rung)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (g_main_context_pending (NULL));
}

/* With what it had open. */
static void
test_alarm_that_is_removed_is_gone (void)
{
  g_autoptr (EbbRealClock) clock = ebb_real_clock_new (1);
  gboolean has_rung = FALSE;
  int      before = dup (STDIN_FILENO);
  int      after;
  guint    id;

  close (before);
  id = ebb_clock_add_alarm (EBB_CLOCK (clock), 0, rang_cb, &has_rung);
  ebb_clock_remove (EBB_CLOCK (clock), id);
  after = dup (STDIN_FILENO);
  close (after);
  g_assert_cmpint (after, ==, before);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (has_rung);
}

static void
test_hurried_alarm_rings_early (void)
{
  g_autoptr (EbbRealClock) clock = ebb_real_clock_new (20);
  const gint64 due_us = ebb_clock_get_wall_us (EBB_CLOCK (clock)) + G_USEC_PER_SEC;
  gboolean     has_rung = FALSE;

  ebb_clock_add_alarm (EBB_CLOCK (clock), due_us, rang_cb, &has_rung);
  while (!has_rung)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/safety/H05/boot-time-goes-on-in-sleep", test_boot_time_goes_on_in_sleep);
  g_test_add_func ("/clock/wall-time-is-the-computers", test_wall_time_is_the_computers);
  g_test_add_func ("/clock/hurried-clock-does-not-leap", test_hurried_clock_does_not_leap);
  g_test_add_func ("/clock/alarm-rings-at-its-time", test_alarm_rings_at_its_time);
  g_test_add_func ("/clock/alarm-that-has-passed-rings-at-once",
                   test_alarm_that_has_passed_rings_at_once);
  g_test_add_func ("/clock/alarm-that-is-removed-is-gone", test_alarm_that_is_removed_is_gone);
  g_test_add_func ("/clock/hurried-alarm-rings-early", test_hurried_alarm_rings_early);
  return g_test_run ();
}
