/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "ebb-rhythm.h"

/* Rhythms as somebody chooses them, and the rules that say the same. */

static const EbbLocalTime tuesday = { 2026, 3, 24, 20, 30, 0 };

static void
assert_same (const char *rule, const char *expected)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autofree char *again = NULL;
  EbbRhythm        rhythm;

  ebb_rhythm_from_rule (&rhythm, rule, &tuesday, zone);
  g_assert_cmpint (rhythm.kind, !=, EBB_RHYTHM_OTHER);
  again = ebb_rhythm_to_rule (&rhythm, zone);
  g_assert_cmpstr (again, ==, expected);
}

static void
test_rule_is_the_same_again (void)
{
  assert_same (NULL, NULL);
  assert_same ("FREQ=DAILY", "FREQ=DAILY");
  assert_same ("FREQ=DAILY;INTERVAL=3;COUNT=5", "FREQ=DAILY;INTERVAL=3;COUNT=5");
  assert_same ("FREQ=WEEKLY;BYDAY=TH,TU", "FREQ=WEEKLY;BYDAY=TU,TH");
  assert_same ("freq=weekly;interval=2;byday=mo,su", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU");
  assert_same ("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU");
  assert_same ("FREQ=DAILY;UNTIL=20261231T225959Z", "FREQ=DAILY;UNTIL=20261231T225959Z");
  assert_same ("FREQ=DAILY;UNTIL=20261231T120000Z", "FREQ=DAILY;UNTIL=20261231T225959Z");
  assert_same ("FREQ=DAILY;UNTIL=20260701T000000", "FREQ=DAILY;UNTIL=20260701T215959Z");
}

static void
test_rule_that_says_more_is_another (void)
{
  static const char *const rules[] = {
    "FREQ=MONTHLY;BYMONTHDAY=1",
    "FREQ=YEARLY",
    "FREQ=DAILY;BYDAY=MO",
    "FREQ=WEEKLY;BYDAY=1MO",
    "FREQ=WEEKLY;WKST=SU",
    "FREQ=WEEKLY;BYDAY=",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;COUNT=x",
    "INTERVAL=2",
    "FREQ=DAILY;UNTIL=20261231",
    "FREQ",
    "",
    "FREQ=DAILY;INTERVAL=99999999999",
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *again = NULL;
      EbbRhythm        rhythm;

      ebb_rhythm_from_rule (&rhythm, rules[i], &tuesday, zone);
      g_assert_cmpint (rhythm.kind, ==, EBB_RHYTHM_OTHER);
      again = ebb_rhythm_to_rule (&rhythm, zone);
      g_assert_null (again);
    }
}

static void
test_days_follow_each_other (void)
{
  EbbLocalTime day = { 2024, 2, 28, 0, 0, 0 };

  g_assert_cmpint (ebb_weekday_of (&tuesday), ==, 1);
  day = ebb_local_time_add_days (&day, 1);
  g_assert_cmpint (day.month * 100 + day.day, ==, 229);
  day = ebb_local_time_add_days (&day, 1);
  g_assert_cmpint (day.month * 100 + day.day, ==, 301);
  day = ebb_local_time_add_days (&day, -61);
  g_assert_cmpint (day.year * 10000 + day.month * 100 + day.day, ==, 20231231);
}

static void
test_weeks_begin_with_one_of_their_days (void)
{
  EbbRhythm    rhythm = { .kind = EBB_RHYTHM_WEEKS, .every = 1 };
  EbbLocalTime first;

  for (int day = 0; day < EBB_N_WEEKDAYS; day++)
    {
      rhythm.weekdays = EBB_WEEKDAY_MASK (day);
      first = ebb_rhythm_find_first (&rhythm, &tuesday);
      g_assert_cmpint (ebb_weekday_of (&first), ==, day);
      g_assert_cmpint (first.day, >=, 24);
      g_assert_cmpint (first.day, <, 31);
    }
  rhythm.kind = EBB_RHYTHM_DAYS;
  first = ebb_rhythm_find_first (&rhythm, &tuesday);
  g_assert_cmpint (first.day, ==, 24);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rhythm/rule-is-the-same-again", test_rule_is_the_same_again);
  g_test_add_func ("/rhythm/rule-that-says-more-is-another", test_rule_that_says_more_is_another);
  g_test_add_func ("/rhythm/days-follow-each-other", test_days_follow_each_other);
  g_test_add_func ("/rhythm/weeks-begin-with-one-of-their-days",
                   test_weeks_begin_with_one_of_their_days);
  return g_test_run ();
}
