/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <time.h>

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/safety/H05/boot-time-goes-on-in-sleep", test_boot_time_goes_on_in_sleep);
  g_test_add_func ("/clock/wall-time-is-the-computers", test_wall_time_is_the_computers);
  g_test_add_func ("/clock/hurried-clock-does-not-leap", test_hurried_clock_does_not_leap);
  return g_test_run ();
}
