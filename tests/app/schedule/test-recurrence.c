/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "ebb-recurrence.h"

#define DAYS_2020_TO_2035 5844

static GArray *
list_slots (const char *rule, const char *start, const char *zone_name, const char *from, guint n)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  g_autoptr (EbbRecurrence) recurrence = NULL;
  g_autoptr (GError) error = NULL;
  EbbLocalTime first, from_local;

  g_assert_nonnull (zone);
  g_assert_true (ebb_local_time_parse (start, &first));
  g_assert_true (ebb_local_time_parse (from != NULL ? from : start, &from_local));
  recurrence = ebb_recurrence_new (rule, &first, zone, &error);
  g_assert_no_error (error);
  return ebb_recurrence_list_slots (recurrence, ebb_local_time_to_unix_s (&from_local, zone), n);
}

/* @expected: with blanks between */
static void
expect_slots (GArray *slots, const char *expected)
{
  g_autoptr (GArray) list = slots;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      g_autofree char *local = ebb_local_time_to_string (&g_array_index (list, EbbSlot, i).local);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", local);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_rules_that_people_make (void)
{
  expect_slots (list_slots (NULL, "2026-03-24T20:30", "Europe/Berlin", NULL, 5),
                "2026-03-24T20:30");
  expect_slots (list_slots ("FREQ=DAILY", "2026-12-30T07:00", "Europe/Berlin", NULL, 3),
                "2026-12-30T07:00 2026-12-31T07:00 2027-01-01T07:00");
  expect_slots (
      list_slots ("FREQ=WEEKLY;BYDAY=TU,TH", "2026-03-24T20:30", "Europe/Berlin", NULL, 4),
      "2026-03-24T20:30 2026-03-26T20:30 2026-03-31T20:30 2026-04-02T20:30");
  expect_slots (list_slots ("FREQ=DAILY;INTERVAL=3", "2026-03-24T20:30", "UTC", NULL, 3),
                "2026-03-24T20:30 2026-03-27T20:30 2026-03-30T20:30");
  expect_slots (list_slots ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-03-23T06:15", "UTC", NULL, 3),
                "2026-03-23T06:15 2026-04-06T06:15 2026-04-20T06:15");
  expect_slots (list_slots ("FREQ=DAILY;COUNT=2", "2026-03-24T20:30", "UTC", NULL, 9),
                "2026-03-24T20:30 2026-03-25T20:30");
}

static void
test_end_in_universal_time_is_a_local_one (void)
{
  /* 18:30 in universal time is 20:30 in a summer of Berlin: the end is part of it. */
  expect_slots (list_slots ("FREQ=DAILY;UNTIL=20260702T183000Z", "2026-07-01T20:30",
                            "Europe/Berlin", NULL, 9),
                "2026-07-01T20:30 2026-07-02T20:30");
  expect_slots (list_slots ("FREQ=DAILY;UNTIL=20260702T182959Z", "2026-07-01T20:30",
                            "Europe/Berlin", NULL, 9),
                "2026-07-01T20:30");
  expect_slots (
      list_slots ("FREQ=DAILY;UNTIL=20260702T203000", "2026-07-01T20:30", "Europe/Berlin", NULL, 9),
      "2026-07-01T20:30 2026-07-02T20:30");
}

static void
test_leap_days_come_every_four_years (void)
{
  expect_slots (list_slots ("FREQ=YEARLY", "2024-02-29T20:30", "UTC", NULL, 3),
                "2024-02-29T20:30 2028-02-29T20:30 2032-02-29T20:30");
  expect_slots (list_slots ("FREQ=DAILY", "2028-02-28T20:30", "UTC", NULL, 3),
                "2028-02-28T20:30 2028-02-29T20:30 2028-03-01T20:30");
}

static void
test_slots_before_are_left_out (void)
{
  expect_slots (list_slots ("FREQ=DAILY", "2026-03-24T20:30", "UTC", "2026-03-26T20:30", 2),
                "2026-03-26T20:30 2026-03-27T20:30");
  expect_slots (list_slots ("FREQ=DAILY", "2026-03-24T20:30", "UTC", "2026-03-26T20:30:01", 1),
                "2026-03-27T20:30");
  expect_slots (list_slots ("FREQ=DAILY;COUNT=3", "2026-03-24T20:30", "UTC", "2027-01-01T00:00", 5),
                "");
  expect_slots (list_slots ("FREQ=DAILY", "2026-03-24T20:30", "UTC", NULL, 0), "");
}

static void
test_rule_that_never_comes_ends (void)
{
  expect_slots (
      list_slots ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-03-24T20:30", "UTC", NULL, 1), "");
}

/* One slot for each day of sixteen years, at an hour that changes of the clock leave out or repeat. */
static void
test_each_day_has_its_slot (gconstpointer data)
{
  static const char *const times[] = { "2020-01-01T00:00", "2020-01-01T00:30", "2020-01-01T01:45",
                                       "2020-01-01T02:15", "2020-01-01T02:30" };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (GArray) slots =
          list_slots ("FREQ=DAILY;UNTIL=20351231T235959", times[i], data, NULL, 10000);

      g_assert_cmpuint (slots->len, ==, DAYS_2020_TO_2035);
      for (guint k = 1; k < slots->len; k++)
        {
          gint64 gap_s = g_array_index (slots, EbbSlot, k).start_s
                         - g_array_index (slots, EbbSlot, k - 1).start_s;

          g_assert_cmpint (gap_s, >=, 22 * 60 * 60);
          g_assert_cmpint (gap_s, <=, 26 * 60 * 60);
        }
    }
}

static void
test_rules_that_are_none_are_refused (void)
{
  static const char *const rules[] = {
    "",
    "daily",
    "FREQ=HOURLY",
    "FREQ=SECONDLY;COUNT=3",
    "FREQ=SOMETIMES",
    "INTERVAL=2",
    "FREQ=DAILY;BYHOUR=9,21",
    "FREQ=DAILY;BYMINUTE=5",
    "FREQ=DAILY;COUNT=3;UNTIL=20270101T000000Z",
    "FREQ=DAILY;UNTIL=20270101",
    "FREQ=DAILY;COUNT=0",
    "FREQ=DAILY;COUNT=-1",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;FREQ=WEEKLY",
    "FREQ=DAILY;;COUNT=3",
    "FREQ=DAILY;COUNT=",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=YEARLY;RSCALE=HEBREW",
    "FREQ=DAILY;COLOUR=RED",
    "FREQ=DAILY;COUNT=3\303\274",
  };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  EbbLocalTime start = { 2026, 3, 24, 20, 30, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (GError) error = NULL;

      if (ebb_recurrence_new (rules[i], &start, utc, &error) != NULL)
        g_error ("\"%s\" was taken", rules[i]);
      g_assert_error (error, EBB_RECURRENCE_ERROR, EBB_RECURRENCE_ERROR_RULE);
      g_assert_nonnull (strstr (error->message, "expected"));
    }
}

static void
test_rule_without_end_is_refused (void)
{
  g_autofree char *rule = g_strnfill (EBB_RECURRENCE_RULE_MAX_BYTES + 1, 'A');
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GError) error = NULL;
  EbbLocalTime start = { 2026, 3, 24, 20, 30, 0 };

  g_assert_null (ebb_recurrence_new (rule, &start, utc, &error));
  g_assert_nonnull (strstr (error->message, "513 bytes"));
}

int
main (int argc, char *argv[])
{
  static const char *const zones[] = { "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
                                       "America/Santiago", "Africa/Casablanca" };

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recurrence/rules-that-people-make", test_rules_that_people_make);
  g_test_add_func ("/recurrence/end/in-universal-time-is-a-local-one",
                   test_end_in_universal_time_is_a_local_one);
  g_test_add_func ("/recurrence/leap-days", test_leap_days_come_every_four_years);
  g_test_add_func ("/recurrence/slots-before-are-left-out", test_slots_before_are_left_out);
  g_test_add_func ("/recurrence/rule-that-never-comes-ends", test_rule_that_never_comes_ends);
  g_test_add_func ("/recurrence/refused/what-is-no-rule", test_rules_that_are_none_are_refused);
  g_test_add_func ("/recurrence/refused/too-long", test_rule_without_end_is_refused);
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autofree char *path = g_strconcat ("/safety/H13/each-day-has-its-slot/", zones[i], NULL);

      g_test_add_data_func (path, zones[i], test_each_day_has_its_slot);
    }
  return g_test_run ();
}
