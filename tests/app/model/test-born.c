/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-answers.h"

/* A month of birth, and the ages that come of it. */

static gint64
at (int year, int month, int day)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (year, month, day, 12, 0, 0);

  return g_date_time_to_unix (time);
}

static void
test_is_written_as_it_is_read (void)
{
  int born_month = EBB_BORN_UNKNOWN;

  g_assert_true (ebb_born_from_string ("1961-04", &born_month));
  g_assert_cmpint (born_month, ==, ebb_born_make (1961, 4));
  for (int year = EBB_BORN_YEAR_MIN; year <= EBB_BORN_YEAR_MAX; year++)
    for (int month = 1; month <= 12; month++)
      {
        g_autofree char *text = ebb_born_to_string (ebb_born_make (year, month));

        g_assert_true (ebb_born_from_string (text, &born_month));
        g_assert_cmpint (born_month, ==, ebb_born_make (year, month));
      }
  g_assert_null (ebb_born_to_string (EBB_BORN_UNKNOWN));
}

static void
test_other_texts_are_none (void)
{
  const char *const wrong[] = { "",        "1961",    "1961-4",  "1961-00",  "1961-13",
                                "1879-12", "2201-01", "1961/04", "1961-04 ", "+961-04",
                                "1961--4", "19x1-04", "1961-0x", "1961-04-1" };
  int               born_month = 7;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (ebb_born_from_string (wrong[i], &born_month));
      g_assert_cmpint (born_month, ==, 7);
    }
}

/* In the month of the birthday somebody may have had it, and may not. */
static void
test_month_of_the_birthday_has_both_ages (void)
{
  const int born_month = ebb_born_make (1961, 4);

  g_assert_cmpint (ebb_born_get_youngest_years (born_month, at (2026, 3, 31)), ==, 64);
  g_assert_cmpint (ebb_born_get_oldest_years (born_month, at (2026, 3, 31)), ==, 64);
  g_assert_cmpint (ebb_born_get_youngest_years (born_month, at (2026, 4, 1)), ==, 64);
  g_assert_cmpint (ebb_born_get_oldest_years (born_month, at (2026, 4, 1)), ==, 65);
  g_assert_cmpint (ebb_born_get_youngest_years (born_month, at (2026, 5, 1)), ==, 65);
  g_assert_cmpint (ebb_born_get_oldest_years (born_month, at (2026, 5, 1)), ==, 65);
  g_assert_cmpint (ebb_born_get_youngest_years (EBB_BORN_UNKNOWN, at (2026, 5, 1)), ==,
                   EBB_AGE_UNKNOWN);
}

static void
test_nobody_is_older_than_anybody (void)
{
  const gint64 now_s = at (2026, 11, 23);

  g_assert_true (ebb_born_is_possible (ebb_born_make (2026, 11), now_s));
  g_assert_false (ebb_born_is_possible (ebb_born_make (2026, 12), now_s));
  g_assert_true (ebb_born_is_possible (ebb_born_make (1895, 12), now_s));
  g_assert_false (ebb_born_is_possible (ebb_born_make (1895, 11), now_s));
  g_assert_false (ebb_born_is_possible (EBB_BORN_UNKNOWN, now_s));
  /* Born later than now, nobody has an age below that of somebody just born. */
  g_assert_cmpint (ebb_born_get_oldest_years (ebb_born_make (2040, 1), now_s), ==, 0);
}

/* What was told holds beside it: the stricter of both for each rule. */
static void
test_told_age_holds_beside_it (void)
{
  EbbAnswers answers;

  ebb_answers_init (&answers);
  g_assert_cmpint (ebb_answers_get_youngest_years (&answers, 0), ==, EBB_AGE_UNKNOWN);
  g_assert_false (ebb_answers_has (&answers, EBB_QUESTION_AGE));
  answers.born_month = ebb_born_make (1986, 3);
  g_assert_true (ebb_answers_has (&answers, EBB_QUESTION_AGE));
  g_assert_cmpint (ebb_answers_get_youngest_years (&answers, at (2026, 11, 23)), ==, 40);
  answers.age_years = 17;
  g_assert_cmpint (ebb_answers_get_youngest_years (&answers, at (2026, 11, 23)), ==, 17);
  g_assert_cmpint (ebb_answers_get_oldest_years (&answers, at (2026, 11, 23)), ==, 40);
  answers.age_years = 70;
  g_assert_cmpint (ebb_answers_get_youngest_years (&answers, at (2026, 11, 23)), ==, 40);
  g_assert_cmpint (ebb_answers_get_oldest_years (&answers, at (2026, 11, 23)), ==, 70);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/born/is-written-as-it-is-read", test_is_written_as_it_is_read);
  g_test_add_func ("/born/other-texts-are-none", test_other_texts_are_none);
  g_test_add_func ("/born/month-of-the-birthday-has-both-ages",
                   test_month_of_the_birthday_has_both_ages);
  g_test_add_func ("/born/nobody-is-older-than-anybody", test_nobody_is_older_than_anybody);
  g_test_add_func ("/born/told-age-holds-beside-it", test_told_age_holds_beside_it);
  return g_test_run ();
}
