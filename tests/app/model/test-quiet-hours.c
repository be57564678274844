/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "ebb-quiet-hours.h"

#define AT(hour, minute) ((hour) *60 + (minute))

/* Hours in which nobody is reminded. */

static void
test_first_minute_is_in_and_last_is_not (void)
{
  const EbbQuietHours noon = { AT (12, 0), AT (14, 0) };

  g_assert_false (ebb_quiet_hours_has (&noon, AT (11, 59)));
  g_assert_true (ebb_quiet_hours_has (&noon, AT (12, 0)));
  g_assert_true (ebb_quiet_hours_has (&noon, AT (13, 59)));
  g_assert_false (ebb_quiet_hours_has (&noon, AT (14, 0)));
}

static void
test_they_go_over_midnight (void)
{
  const EbbQuietHours night = { AT (22, 0), AT (7, 0) };

  for (int minute = 0; minute < AT (24, 0); minute++)
    g_assert_cmpint (ebb_quiet_hours_has (&night, minute), ==,
                     minute >= AT (22, 0) || minute < AT (7, 0));
}

static void
test_none_has_no_minute (void)
{
  const EbbQuietHours none = EBB_QUIET_NEVER;

  for (int minute = 0; minute < AT (24, 0); minute++)
    g_assert_false (ebb_quiet_hours_has (&none, minute)
                    || ebb_quiet_hours_meet (&none, minute, 600));
}

/* Held against each minute by itself. */
static void
test_what_runs_into_them_meets_them (void)
{
  static const EbbQuietHours both[] = { { AT (22, 0), AT (7, 0) }, { AT (12, 0), AT (14, 0) } };

  for (gsize i = 0; i < G_N_ELEMENTS (both); i++)
    for (int minute = 0; minute < AT (24, 0); minute += 5)
      for (int length = 1; length <= 90; length += 11)
        {
          gboolean meets = FALSE;

          for (int on = 0; on < length; on++)
            meets = meets || ebb_quiet_hours_has (&both[i], (minute + on) % AT (24, 0));
          g_assert_cmpint (ebb_quiet_hours_meet (&both[i], minute, length), ==, meets);
        }
}

static void
test_what_is_no_time_of_day_is_refused (void)
{
  static const EbbQuietHours wrong[] = {
    { -1, 60 }, { 60, -1 }, { 1440, 60 }, { 60, 1440 }, { 60, 60 }, { -2, -2 }, { 60, G_MAXINT },
  };
  const EbbQuietHours right = { 0, 1439 };
  const EbbQuietHours none = EBB_QUIET_NEVER;

  g_assert_true (ebb_quiet_hours_check (&right, NULL));
  g_assert_true (ebb_quiet_hours_check (&none, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (ebb_quiet_hours_check (&wrong[i], &error));
      g_assert_nonnull (strstr (error->message, "0 to 1439"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quiet-hours/first-minute-is-in-and-last-is-not",
                   test_first_minute_is_in_and_last_is_not);
  g_test_add_func ("/quiet-hours/they-go-over-midnight", test_they_go_over_midnight);
  g_test_add_func ("/quiet-hours/none-has-no-minute", test_none_has_no_minute);
  g_test_add_func ("/quiet-hours/what-runs-into-them-meets-them",
                   test_what_runs_into_them_meets_them);
  g_test_add_func ("/quiet-hours/what-is-no-time-of-day-is-refused",
                   test_what_is_no_time_of_day_is_refused);
  return g_test_run ();
}
