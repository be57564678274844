/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-born.h"

#include <string.h>

#include "ebb-answers.h"

#define MONTHS_PER_YEAR 12

/**
 * ebb_born_make:
 * @year: %EBB_BORN_YEAR_MIN to %EBB_BORN_YEAR_MAX
 * @month: 1 to 12
 *
 * Returns: that month, or %EBB_BORN_UNKNOWN if there is none
 */
int
ebb_born_make (int year, int month)
{
  if (year < EBB_BORN_YEAR_MIN || year > EBB_BORN_YEAR_MAX || month < 1 || month > MONTHS_PER_YEAR)
    return EBB_BORN_UNKNOWN;
  return year * MONTHS_PER_YEAR + month - 1;
}

/* @n digits and nothing else. */
static gboolean
read_digits (const char *text, int n, int *number)
{
  *number = 0;
  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *number = *number * 10 + g_ascii_digit_value (text[i]);
    }
  return TRUE;
}

/**
 * ebb_born_from_string:
 * @text: as in "1961-04"
 * @born_month: (out): as it was if @text is none
 *
 * Returns: whether @text is a month
 */
gboolean
ebb_born_from_string (const char *text, int *born_month)
{
  int year, month;

  if (strlen (text) != strlen ("YYYY-MM") || text[4] != '-' || !read_digits (text, 4, &year)
      || !read_digits (text + 5, 2, &month) || ebb_born_make (year, month) == EBB_BORN_UNKNOWN)
    return FALSE;
  *born_month = ebb_born_make (year, month);
  return TRUE;
}

/**
 * ebb_born_to_string:
 *
 * Returns: (transfer full) (nullable): as ebb_born_from_string() reads it; %NULL for
 *   %EBB_BORN_UNKNOWN
 */
char *
ebb_born_to_string (int born_month)
{
  if (born_month == EBB_BORN_UNKNOWN)
    return NULL;
  return g_strdup_printf ("%04d-%02d", born_month / MONTHS_PER_YEAR,
                          born_month % MONTHS_PER_YEAR + 1);
}

/* From that month to the one that @at_s is in, as UTC has it; it can be before it. */
static int
count_months (int born_month, gint64 at_s)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (at_s);

  /* A time that no calendar has is before everything. */
  if (at == NULL)
    return -1;
  return g_date_time_get_year (at) * MONTHS_PER_YEAR + g_date_time_get_month (at) - 1 - born_month;
}

/**
 * ebb_born_get_youngest_years:
 *
 * As if born on the last day of the month.
 *
 * Returns: full years, 0 for somebody who is not born yet
 */
int
ebb_born_get_youngest_years (int born_month, gint64 at_s)
{
  if (born_month == EBB_BORN_UNKNOWN)
    return EBB_AGE_UNKNOWN;
  return MAX (0, count_months (born_month, at_s) - 1) / MONTHS_PER_YEAR;
}

/**
 * ebb_born_get_oldest_years:
 *
 * As if born on the first day of the month.
 *
 * Returns: full years, 0 for somebody who is not born yet
 */
int
ebb_born_get_oldest_years (int born_month, gint64 at_s)
{
  if (born_month == EBB_BORN_UNKNOWN)
    return EBB_AGE_UNKNOWN;
  return MAX (0, count_months (born_month, at_s)) / MONTHS_PER_YEAR;
}

/**
 * ebb_born_is_possible:
 *
 * Returns: whether @born_month is not after @at_s, nor longer ago than %EBB_AGE_MAX_YEARS
 */
gboolean
ebb_born_is_possible (int born_month, gint64 at_s)
{
  return born_month != EBB_BORN_UNKNOWN && count_months (born_month, at_s) >= 0
         && ebb_born_get_oldest_years (born_month, at_s) <= EBB_AGE_MAX_YEARS;
}
