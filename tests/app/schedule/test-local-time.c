/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-local-time.h"

#define HOUR_S 3600

static const char *const zones[] = {
  "Europe/Berlin",       /* both changes at one in universal time */
  "America/New_York",    /* at two in local time */
  "Australia/Lord_Howe", /* by half an hour, in the south */
  "America/Santiago",    /* at midnight: days without a beginning */
  "Africa/Casablanca",   /* twice more a year, with Ramadan */
};

static gint64
to_unix_s (const char *text, const char *zone_name)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  EbbLocalTime local;

  g_assert_nonnull (zone);
  g_assert_true (ebb_local_time_parse (text, &local));
  return ebb_local_time_to_unix_s (&local, zone);
}

static gint64
read_unix_s (const char *text)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time);
}

static void
test_ordinary_times_have_one_instant (void)
{
  g_assert_cmpint (to_unix_s ("2026-03-24T20:30", "Europe/Berlin"), ==,
                   read_unix_s ("2026-03-24T20:30:00+01:00"));
  g_assert_cmpint (to_unix_s ("2026-07-01T00:00:59", "America/New_York"), ==,
                   read_unix_s ("2026-07-01T00:00:59-04:00"));
  g_assert_cmpint (to_unix_s ("1970-01-01T00:00", "UTC"), ==, 0);
}

static void
test_time_left_out_takes_the_offset_before (void)
{
  g_assert_cmpint (to_unix_s ("2026-03-29T02:30", "Europe/Berlin"), ==,
                   read_unix_s ("2026-03-29T03:30:00+02:00"));
  /* The example of RFC 5545. */
  g_assert_cmpint (to_unix_s ("2007-03-11T02:30", "America/New_York"), ==,
                   read_unix_s ("2007-03-11T03:30:00-04:00"));
  g_assert_cmpint (to_unix_s ("2026-10-04T02:15", "Australia/Lord_Howe"), ==,
                   read_unix_s ("2026-10-04T02:45:00+11:00"));
}

static void
test_of_a_time_that_comes_twice_the_first_is_meant (void)
{
  g_assert_cmpint (to_unix_s ("2026-10-25T02:30", "Europe/Berlin"), ==,
                   read_unix_s ("2026-10-25T02:30:00+02:00"));
  g_assert_cmpint (to_unix_s ("2007-11-04T01:30", "America/New_York"), ==,
                   read_unix_s ("2007-11-04T01:30:00-04:00"));
  g_assert_cmpint (to_unix_s ("2026-04-05T01:45", "Australia/Lord_Howe"), ==,
                   read_unix_s ("2026-04-05T01:45:00+11:00"));
}

/* Each instant of sixteen years, by half hours: what the wall shows leads back to it, or, where the
 * wall shows the same a second time, to the first. */
static void
test_walls_and_instants_agree (gconstpointer data)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (data);
  gint64 until_s = read_unix_s ("2036-01-01T00:00:00Z");
  guint  n_twice = 0;

  for (gint64 now_s = read_unix_s ("2020-01-01T00:00:00Z"); now_s < until_s; now_s += HOUR_S / 2)
    {
      EbbLocalTime local = ebb_local_time_from_unix_s (now_s, zone);
      gint64       first_s = ebb_local_time_to_unix_s (&local, zone);
      EbbLocalTime again = ebb_local_time_from_unix_s (first_s, zone);

      g_assert_cmpint (ebb_local_time_compare (&local, &again), ==, 0);
      n_twice += first_s != now_s;
      g_assert_cmpint (first_s, <=, now_s);
      g_assert_cmpint (now_s - first_s, <=, HOUR_S);
    }
  g_assert_cmpuint (n_twice, >=, 16);
  /* 2030 has two Ramadans. */
  g_assert_cmpuint (n_twice, <=, 34);
}

static void
test_text_is_read_as_it_is_written (void)
{
  static const char *const texts[] = { "2026-03-24T20:30", "1970-01-01T00:00",
                                       "2024-02-29T23:59:59", "9999-12-31T00:00:01" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      EbbLocalTime     local;
      g_autofree char *text = NULL;

      g_assert_true (ebb_local_time_parse (texts[i], &local));
      text = ebb_local_time_to_string (&local);
      g_assert_cmpstr (text, ==, texts[i]);
    }
}

static void
test_what_is_no_time_is_refused (void)
{
  static const char *const texts[] = {
    "",
    "2026-03-24",
    "2026-03-24 20:30",
    "2026-03-24T20:30Z",
    "2026-3-24T20:30",
    "2026-02-29T20:30",
    "2026-13-01T20:30",
    "2026-00-01T20:30",
    "2026-01-32T20:30",
    "2026-03-24T24:00",
    "2026-03-24T20:60",
    "2026-03-24T20:30:60",
    "1969-12-31T20:30",
    "2026-03-24T20:30:",
    "2026-03-24T20:30:00+01:00",
    "+026-03-24T20:30",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      EbbLocalTime local = { .year = 1 };

      g_assert_false (ebb_local_time_parse (texts[i], &local));
      g_assert_cmpint (local.year, ==, 1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/local-time/ordinary-times-have-one-instant",
                   test_ordinary_times_have_one_instant);
  g_test_add_func ("/local-time/left-out-takes-the-offset-before",
                   test_time_left_out_takes_the_offset_before);
  g_test_add_func ("/local-time/of-two-the-first-is-meant",
                   test_of_a_time_that_comes_twice_the_first_is_meant);
  g_test_add_func ("/local-time/text-is-read-as-written", test_text_is_read_as_it_is_written);
  g_test_add_func ("/local-time/what-is-no-time-is-refused", test_what_is_no_time_is_refused);
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autofree char *path = g_strconcat ("/local-time/agrees/", zones[i], NULL);

      g_test_add_data_func (path, zones[i], test_walls_and_instants_agree);
    }
  return g_test_run ();
}
