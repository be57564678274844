/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-rhythm.h"

#include <stdio.h>
#include <string.h>

static const char *const weekday_names[EBB_N_WEEKDAYS] = {
  "MO", "TU", "WE", "TH", "FR", "SA", "SU",
};

static void
to_date (const EbbLocalTime *day, GDate *date)
{
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay) day->day, (GDateMonth) day->month, (GDateYear) day->year);
}

/**
 * ebb_weekday_of:
 *
 * Returns: 0 for Monday to 6 for Sunday
 */
int
ebb_weekday_of (const EbbLocalTime *day)
{
  GDate date;

  to_date (day, &date);
  return (int) g_date_get_weekday (&date) - 1;
}

EbbLocalTime
ebb_local_time_add_days (const EbbLocalTime *day, int n_days)
{
  GDate date;

  to_date (day, &date);
  if (n_days >= 0)
    g_date_add_days (&date, (guint) n_days);
  else
    g_date_subtract_days (&date, (guint) -n_days);
  return (EbbLocalTime){ .year = g_date_get_year (&date),
                         .month = (int) g_date_get_month (&date),
                         .day = g_date_get_day (&date) };
}

/* ---- reading a rule ---- */

static gboolean
read_number (const char *text, guint *number)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT, &value, NULL))
    return FALSE;
  *number = (guint) value;
  return TRUE;
}

static gboolean
read_weekdays (const char *text, guint *weekdays)
{
  g_auto (GStrv) names = g_strsplit (text, ",", -1);

  for (char **name = names; *name != NULL; name++)
    {
      int day = 0;

      while (day < EBB_N_WEEKDAYS && g_ascii_strcasecmp (*name, weekday_names[day]) != 0)
        day++;
      if (day == EBB_N_WEEKDAYS)
        return FALSE;
      *weekdays |= EBB_WEEKDAY_MASK (day);
    }
  return *weekdays != 0;
}

/* The day in @zone in which that instant is. */
static gboolean
read_until (EbbRhythm *self, const char *text, GTimeZone *zone)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  gboolean     is_utc = g_str_has_suffix (text, "Z");
  EbbLocalTime at = { 0 };

  if (strlen (text) < 15
      || sscanf (text, "%4d%2d%2dT%2d%2d%2d", &at.year, &at.month, &at.day, &at.hour, &at.minute,
                 &at.second)
             != 6)
    return FALSE;
  if (is_utc)
    at = ebb_local_time_from_unix_s (ebb_local_time_to_unix_s (&at, utc), zone);
  self->has_until = TRUE;
  self->until = (EbbLocalTime){ .year = at.year, .month = at.month, .day = at.day };
  return TRUE;
}

static gboolean
read_part (EbbRhythm *self, const char *name, const char *value, GTimeZone *zone)
{
  if (g_ascii_strcasecmp (name, "FREQ") == 0)
    {
      self->kind = g_ascii_strcasecmp (value, "DAILY") == 0    ? EBB_RHYTHM_DAYS
                   : g_ascii_strcasecmp (value, "WEEKLY") == 0 ? EBB_RHYTHM_WEEKS
                                                               : EBB_RHYTHM_OTHER;
      return self->kind != EBB_RHYTHM_OTHER;
    }
  if (g_ascii_strcasecmp (name, "INTERVAL") == 0)
    return read_number (value, &self->every);
  if (g_ascii_strcasecmp (name, "COUNT") == 0)
    return read_number (value, &self->count);
  if (g_ascii_strcasecmp (name, "BYDAY") == 0)
    return read_weekdays (value, &self->weekdays);
  return g_ascii_strcasecmp (name, "UNTIL") == 0 && read_until (self, value, zone);
}

/* FALSE: it says more than a rhythm can. */
static gboolean
read_parts (EbbRhythm *self, const char *rule, GTimeZone *zone)
{
  g_auto (GStrv) parts = g_strsplit (rule, ";", -1);

  for (char **part = parts; *part != NULL; part++)
    {
      char *equals = strchr (*part, '=');

      if (equals == NULL)
        return FALSE;
      *equals = '\0';
      if (!read_part (self, *part, equals + 1, zone))
        return FALSE;
    }
  return self->kind == EBB_RHYTHM_WEEKS || (self->kind == EBB_RHYTHM_DAYS && self->weekdays == 0);
}

/**
 * ebb_rhythm_from_rule:
 *
 * What it cannot say is %EBB_RHYTHM_OTHER, and the rule is to be kept as it is.
 */
void
ebb_rhythm_from_rule (EbbRhythm *self, const char *rule, const EbbLocalTime *start, GTimeZone *zone)
{
  *self = (EbbRhythm){ .kind = EBB_RHYTHM_ONCE, .every = 1 };
  if (rule == NULL)
    return;
  self->kind = EBB_RHYTHM_OTHER;
  if (!read_parts (self, rule, zone))
    *self = (EbbRhythm){ .kind = EBB_RHYTHM_OTHER, .every = 1 };
  else if (self->kind == EBB_RHYTHM_WEEKS && self->weekdays == 0)
    self->weekdays = EBB_WEEKDAY_MASK (ebb_weekday_of (start));
}

/* ---- writing one ---- */

static void
add_weekdays (GString *rule, guint weekdays)
{
  const char *before = ";BYDAY=";

  for (int day = 0; day < EBB_N_WEEKDAYS; day++)
    if ((weekdays & EBB_WEEKDAY_MASK (day)) != 0)
      {
        g_string_append_printf (rule, "%s%s", before, weekday_names[day]);
        before = ",";
      }
}

/* The last second of the day, where the plan is. */
static void
add_until (GString *rule, const EbbLocalTime *until, GTimeZone *zone)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  EbbLocalTime last = *until;
  EbbLocalTime at;

  last.hour = 23;
  last.minute = 59;
  last.second = 59;
  at = ebb_local_time_from_unix_s (ebb_local_time_to_unix_s (&last, zone), utc);
  g_string_append_printf (rule, ";UNTIL=%04d%02d%02dT%02d%02d%02dZ", at.year, at.month, at.day,
                          at.hour, at.minute, at.second);
}

char *
ebb_rhythm_to_rule (const EbbRhythm *self, GTimeZone *zone)
{
  GString *rule;

  if (self->kind != EBB_RHYTHM_DAYS && self->kind != EBB_RHYTHM_WEEKS)
    return NULL;
  rule = g_string_new (self->kind == EBB_RHYTHM_DAYS ? "FREQ=DAILY" : "FREQ=WEEKLY");
  if (self->every > 1)
    g_string_append_printf (rule, ";INTERVAL=%u", self->every);
  if (self->kind == EBB_RHYTHM_WEEKS)
    add_weekdays (rule, self->weekdays);
  if (self->count > 0)
    g_string_append_printf (rule, ";COUNT=%u", self->count);
  else if (self->has_until)
    add_until (rule, &self->until, zone);
  return g_string_free (rule, FALSE);
}

EbbLocalTime
ebb_rhythm_find_first (const EbbRhythm *self, const EbbLocalTime *day)
{
  EbbLocalTime first = ebb_local_time_add_days (day, 0);

  if (self->kind != EBB_RHYTHM_WEEKS || self->weekdays == 0)
    return first;
  while ((self->weekdays & EBB_WEEKDAY_MASK (ebb_weekday_of (&first))) == 0)
    first = ebb_local_time_add_days (&first, 1);
  return first;
}
