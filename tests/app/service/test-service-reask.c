/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-questionnaire-own.h"
#include "service-fixture.h"

/* What asks all questions again (screening.json), brought about by what a person says and by time that
 * passes, over boots that say they move air. */

#define DAY_S (24 * 60 * 60)

static EbbQuestionnaire *
get_asked (ServiceFixture *fixture)
{
  return ebb_core_get_questionnaire (fixture->core);
}

static void
set_up_real (ServiceFixture *fixture, gconstpointer data)
{
  fixture->is_posing = TRUE;
  service_fixture_set_up (fixture, data);
  service_fixture_take_boots (fixture);
}

static gint64
now_s (ServiceFixture *fixture)
{
  return ebb_clock_get_wall_us (EBB_CLOCK (fixture->clock)) / G_USEC_PER_SEC;
}

static gboolean
is_known (ServiceFixture *fixture)
{
  return ebb_wearer_get_state (ebb_core_get_wearer (fixture->core)) == EBB_WEARER_KNOWN;
}

static void
settle (ServiceFixture *fixture)
{
  ebb_store_flush (fixture->store);
  service_fixture_run_for (fixture, 200);
  service_fixture_run_until (fixture, is_known, 5000);
}

/* The month in which somebody was born who is that many months old. */
static int
born_before (ServiceFixture *fixture, int months)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_s (fixture));

  return ebb_born_make (g_date_time_get_year (now), g_date_time_get_month (now)) - months;
}

/* To what is asked, until nothing is: no, but for @yes. */
static void
answer_all (ServiceFixture *fixture, int born_month, EbbQuestion yes, gint64 due_s)
{
  EbbQuestionnaire *asked = get_asked (fixture);
  guint             n = 0;

  service_fixture_run_until (fixture, is_known, 5000);
  g_assert_true (ebb_questionnaire_begin_anew (asked));
  for (; ebb_questionnaire_get_asking (asked) != EBB_ASKING_DONE; ebb_questionnaire_go_on (asked))
    {
      g_assert_cmpuint (n++, <, 20);
      if (ebb_questionnaire_get_asking (asked) == EBB_ASKING_AGE)
        ebb_questionnaire_say_born (asked, born_month);
      else if (ebb_questionnaire_get_asking (asked) == EBB_ASKING_DUE)
        ebb_questionnaire_say_due (asked, due_s);
      else
        ebb_questionnaire_say (
            asked, ebb_questionnaire_get_question (asked) == yes ? EBB_ANSWER_YES : EBB_ANSWER_NO);
    }
  ebb_questionnaire_leave (asked);
  settle (fixture);
}

static guint
read_reask (ServiceFixture *fixture)
{
  EbbAllowance allowance;

  g_assert_true (ebb_questionnaire_describe (get_asked (fixture), &allowance));
  g_assert_cmpint (service_fixture_is_refused (fixture, EBB_REFUSAL_REASK), ==,
                   allowance.reask != 0);
  return allowance.reask;
}

static void
pass_days (ServiceFixture *fixture, gint64 days)
{
  ebb_fake_clock_set_wall_us (fixture->clock, (now_s (fixture) + days * DAY_S) * G_USEC_PER_SEC);
  service_fixture_run_for (fixture, 2000);
}

/* An age that is told once does not stay what it was. */
static void
test_age_passes_65 (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  answer_all (fixture, born_before (fixture, 65 * 12 - 1), EBB_N_QUESTIONS, 0);
  g_assert_cmpuint (read_reask (fixture), ==, 0);
  pass_days (fixture, 32);
  g_assert_cmpuint (read_reask (fixture), ==, EBB_REASK_AGE);
  answer_all (fixture, born_before (fixture, 65 * 12), EBB_N_QUESTIONS, 0);
  g_assert_cmpuint (read_reask (fixture), ==, 0);
}

static void
test_birth_is_due (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbQuestionnaire *asked = get_asked (fixture);
  const gint64      due_s = now_s (fixture) + 5 * DAY_S;

  answer_all (fixture, born_before (fixture, 30 * 12), EBB_QUESTION_PREGNANT, due_s);
  ebb_questionnaire_agree (asked, EBB_QUESTION_PREGNANT);
  settle (fixture);
  g_assert_cmpuint (read_reask (fixture), ==, 0);
  g_assert_false (service_fixture_is_refused (fixture, EBB_REFUSAL_CONSULT));
  pass_days (fixture, 4);
  g_assert_cmpuint (read_reask (fixture), ==, 0);
  pass_days (fixture, 1);
  g_assert_cmpuint (read_reask (fixture), ==, EBB_REASK_DUE);
  /* Somebody who gave birth says yes still; what is past asks nothing again. */
  answer_all (fixture, born_before (fixture, 30 * 12), EBB_QUESTION_PREGNANT, due_s);
  g_assert_cmpuint (read_reask (fixture), ==, 0);
}

/* Nothing goes on without the day, or that nobody knows it; left there, it is asked again. */
static void
test_day_belongs_to_the_yes (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbQuestionnaire *asked = get_asked (fixture);

  service_fixture_run_until (fixture, is_known, 5000);
  g_assert_true (ebb_questionnaire_begin (asked));
  while (ebb_questionnaire_get_question (asked) != EBB_QUESTION_PREGNANT)
    {
      ebb_questionnaire_say (asked, EBB_ANSWER_NO);
      ebb_questionnaire_go_on (asked);
    }
  ebb_questionnaire_say (asked, EBB_ANSWER_YES);
  ebb_questionnaire_go_on (asked);
  g_assert_cmpint (ebb_questionnaire_get_asking (asked), ==, EBB_ASKING_DUE);
  g_assert_false (ebb_questionnaire_can_go_on (asked));
  ebb_questionnaire_say_due (asked, now_s (fixture) + 400 * DAY_S);
  ebb_questionnaire_say_due (asked, now_s (fixture) - 400 * DAY_S);
  g_assert_false (ebb_questionnaire_can_go_on (asked));
  ebb_questionnaire_leave (asked);
  settle (fixture);
  g_assert_true (ebb_questionnaire_begin (asked));
  g_assert_cmpint (ebb_questionnaire_get_question (asked), ==, EBB_QUESTION_PREGNANT);
  ebb_questionnaire_go_on (asked);
  ebb_questionnaire_say_due (asked, EBB_DUE_UNKNOWN);
  g_assert_true (ebb_questionnaire_can_go_on (asked));
  g_assert_true (ebb_questionnaire_go_back (asked));
  g_assert_cmpint (ebb_questionnaire_get_asking (asked), ==, EBB_ASKING_QUESTION);
  /* A no takes it back. */
  ebb_questionnaire_say (asked, EBB_ANSWER_NO);
  ebb_questionnaire_go_on (asked);
  g_assert_cmpint (ebb_questionnaire_get_question (asked), ==, EBB_QUESTION_PREGNANT_SWELLING);
  g_assert_cmpint (ebb_questionnaire_get_answers (asked)->due_s, ==, 0);
}

static void
test_profile_is_edited (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbQuestionnaire *asked = get_asked (fixture);
  const int         born_month = born_before (fixture, 40 * 12);

  answer_all (fixture, born_month, EBB_N_QUESTIONS, 0);
  g_assert_true (ebb_questionnaire_edit_born (asked, born_month));
  settle (fixture);
  g_assert_cmpuint (read_reask (fixture), ==, 0);
  g_assert_false (ebb_questionnaire_edit_born (asked, born_before (fixture, -1)));
  g_assert_false (ebb_questionnaire_edit_born (asked, born_before (fixture, 140 * 12)));
  g_assert_true (ebb_questionnaire_edit_born (asked, born_month - 12));
  settle (fixture);
  g_assert_cmpuint (read_reask (fixture), ==, EBB_REASK_PROFILE);
  pass_days (fixture, 1);
  answer_all (fixture, born_month - 12, EBB_N_QUESTIONS, 0);
  g_assert_cmpuint (read_reask (fixture), ==, 0);
}

/* Nobody is 65 because they say so of another month, and is asked nothing. */
static void
test_profile_that_ages_is_asked (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  answer_all (fixture, born_before (fixture, 40 * 12), EBB_N_QUESTIONS, 0);
  g_assert_true (ebb_questionnaire_edit_born (get_asked (fixture), born_before (fixture, 70 * 12)));
  settle (fixture);
  g_assert_cmpuint (read_reask (fixture), ==, EBB_REASK_PROFILE | EBB_REASK_AGE);
}

/* Before anything was said there is nothing to edit. */
static void
test_nobody_has_no_profile (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  service_fixture_run_until (fixture, is_known, 5000);
  g_assert_false (
      ebb_questionnaire_edit_born (get_asked (fixture), born_before (fixture, 40 * 12)));
}

#define ADD(path, function)                                                                        \
  g_test_add (path, ServiceFixture, NULL, set_up_real, function, service_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/safety/H22/asked-again/age-passes-65", test_age_passes_65);
  ADD ("/safety/H22/asked-again/birth-is-due", test_birth_is_due);
  ADD ("/safety/H22/asked-again/day-belongs-to-the-yes", test_day_belongs_to_the_yes);
  ADD ("/safety/H22/asked-again/profile-is-edited", test_profile_is_edited);
  ADD ("/safety/H22/asked-again/profile-that-ages", test_profile_that_ages_is_asked);
  ADD ("/service/questions/nobody-has-no-profile", test_nobody_has_no_profile);
  return g_test_run ();
}
