/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-local-time.h"

#include <string.h>

/* Between two changes of a zone's offset there is more time than that, and no offset is larger. */
#define DAY_S (24 * 60 * 60)

#define YEAR_MIN 1970
#define YEAR_MAX 9999

static gboolean
read_digits (const char **at, guint n, char after, int *value)
{
  const char *text = *at;

  *value = 0;
  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *value = *value * 10 + g_ascii_digit_value (text[i]);
    }
  if (text[n] != after)
    return FALSE;
  *at = text + n + (after != '\0');
  return TRUE;
}

static gboolean
is_in_calendar (const EbbLocalTime *local)
{
  if (local->year < YEAR_MIN || local->year > YEAR_MAX || local->hour > 23 || local->minute > 59
      || local->second > 59)
    return FALSE;
  return g_date_valid_dmy ((GDateDay) local->day, (GDateMonth) local->month,
                           (GDateYear) local->year);
}

/**
 * ebb_local_time_parse:
 *
 * Reads the two forms of ISO 8601 that name a local time to the minute or to the second.
 */
gboolean
ebb_local_time_parse (const char *text, EbbLocalTime *local)
{
  EbbLocalTime read = { 0 };
  const char  *at = text;
  gboolean     has_seconds = strlen (text) > strlen ("2026-03-24T20:30");

  if (!read_digits (&at, 4, '-', &read.year) || !read_digits (&at, 2, '-', &read.month)
      || !read_digits (&at, 2, 'T', &read.day) || !read_digits (&at, 2, ':', &read.hour)
      || !read_digits (&at, 2, has_seconds ? ':' : '\0', &read.minute)
      || (has_seconds && !read_digits (&at, 2, '\0', &read.second)) || !is_in_calendar (&read))
    return FALSE;
  *local = read;
  return TRUE;
}

/**
 * ebb_local_time_to_string:
 *
 * Returns: (transfer full): as ebb_local_time_parse() reads it
 */
char *
ebb_local_time_to_string (const EbbLocalTime *local)
{
  if (local->second == 0)
    return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d", local->year, local->month, local->day,
                            local->hour, local->minute);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d", local->year, local->month, local->day,
                          local->hour, local->minute, local->second);
}

/* Seconds since 1970 if the wall hung in Greenwich. */
static gint64
count_wall_s (const EbbLocalTime *local)
{
  GDate  date;
  gint64 days;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) local->day, (GDateMonth) local->month, (GDateYear) local->year);
  /* Julian day 1 is 1 January 1; 1 January 1970 is day 719163. */
  days = (gint64) g_date_get_julian (&date) - 719163;
  return days * DAY_S + local->hour * 3600 + local->minute * 60 + local->second;
}

/**
 * ebb_local_time_compare:
 *
 * Returns: below 0, 0 or above 0 as @a comes before @b, is the same or comes after
 */
int
ebb_local_time_compare (const EbbLocalTime *a, const EbbLocalTime *b)
{
  gint64 difference_s = count_wall_s (a) - count_wall_s (b);

  return difference_s < 0 ? -1 : difference_s > 0;
}

static int
find_offset_s (GTimeZone *zone, gint64 unix_s)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, unix_s);

  return interval >= 0 ? g_time_zone_get_offset (zone, interval) : 0;
}

/**
 * ebb_local_time_to_unix_s:
 * @zone: where the wall is
 *
 * An offset holds if it is the one in force at the instant it leads to. Around a change the offsets
 * of a day before and of a day after are tried: both hold where the time comes twice, and neither
 * where it is left out.
 *
 * Returns: seconds since 1970
 */
gint64
ebb_local_time_to_unix_s (const EbbLocalTime *local, GTimeZone *zone)
{
  gint64 wall_s = count_wall_s (local);
  int    before_s = find_offset_s (zone, wall_s - DAY_S);
  int    after_s = find_offset_s (zone, wall_s + DAY_S);

  /* The first of two is the one with the old offset. */
  if (find_offset_s (zone, wall_s - before_s) == before_s
      || find_offset_s (zone, wall_s - after_s) != after_s)
    return wall_s - before_s;
  return wall_s - after_s;
}

/**
 * ebb_local_time_from_unix_s:
 *
 * Returns: what the wall shows at that instant
 */
EbbLocalTime
ebb_local_time_from_unix_s (gint64 unix_s, GTimeZone *zone)
{
  gint64 wall_s = unix_s + find_offset_s (zone, unix_s);
  gint64 days = wall_s / DAY_S - (wall_s % DAY_S < 0 ? 1 : 0);
  int    of_day_s = (int) (wall_s - days * DAY_S);
  GDate  date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (days + 719163));
  return (EbbLocalTime){
    .year = g_date_get_year (&date),
    .month = g_date_get_month (&date),
    .day = g_date_get_day (&date),
    .hour = of_day_s / 3600,
    .minute = of_day_s / 60 % 60,
    .second = of_day_s % 60,
  };
}
