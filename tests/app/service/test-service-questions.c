/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-current-session-steps.h"
#include "full-disk.h"
#include "service-fixture.h"

/* Going through the questions, over boots that say they move air. */

#define DAY_S (24 * 60 * 60)

/* March 1986: forty years, as the clock of the tests stands. */
#define BORN_MONTH (1986 * 12 + 2)

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

/* What was said is on the disk. */
static void
settle (ServiceFixture *fixture)
{
  ebb_store_flush (fixture->store);
  service_fixture_run_for (fixture, 200);
  service_fixture_run_until (fixture, is_known, 5000);
}

/* No, or forty years, to whatever is asked, until nothing is any more. */
static void
deny_the_rest (ServiceFixture *fixture)
{
  EbbQuestionnaire *asked = get_asked (fixture);
  guint             n = 0;

  while (ebb_questionnaire_get_asking (asked) != EBB_ASKING_DONE)
    {
      g_assert_cmpuint (n++, <, 20);
      if (ebb_questionnaire_get_asking (asked) == EBB_ASKING_AGE)
        ebb_questionnaire_say_born (asked, BORN_MONTH);
      else
        ebb_questionnaire_say (asked, EBB_ANSWER_NO);
      ebb_questionnaire_go_on (asked);
    }
  settle (fixture);
}

static void
go_to (ServiceFixture *fixture, EbbQuestion question)
{
  EbbQuestionnaire *asked = get_asked (fixture);

  while (ebb_questionnaire_get_question (asked) != question)
    {
      if (ebb_questionnaire_get_asking (asked) == EBB_ASKING_AGE)
        ebb_questionnaire_say_born (asked, BORN_MONTH);
      else
        ebb_questionnaire_say (asked, EBB_ANSWER_NO);
      ebb_questionnaire_go_on (asked);
    }
}

static void
answer_all (ServiceFixture *fixture)
{
  service_fixture_run_until (fixture, is_known, 5000);
  g_assert_true (ebb_questionnaire_begin (get_asked (fixture)));
  deny_the_rest (fixture);
  ebb_questionnaire_leave (get_asked (fixture));
}

static EbbAllowance
describe (ServiceFixture *fixture)
{
  EbbAllowance allowance;

  g_assert_true (ebb_questionnaire_describe (get_asked (fixture), &allowance));
  return allowance;
}

static const EbbAnswers *
get_kept (ServiceFixture *fixture)
{
  return ebb_wearer_get_answers (ebb_core_get_wearer (fixture->core));
}

static void
test_all_answers_open_a_gentle_start (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbAllowance allowance;

  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_UNANSWERED));
  answer_all (fixture);
  g_assert_false (service_fixture_is_refused (fixture, EBB_REFUSAL_UNANSWERED));
  allowance = describe (fixture);
  g_assert_true (allowance.is_allowed);
  g_assert_cmpint (allowance.step, ==, EBB_CAP_STEP_FIRST);
  g_assert_cmpint (allowance.cap_pa, ==, fixture->limits.first_session_cap_pa);
  g_assert_cmpint (allowance.standard_cap_pa, ==, fixture->limits.standard_cap_pa);
  g_assert_cmpint (allowance.extended_cap_pa, ==, fixture->limits.extended_cap_pa);
  g_assert_cmpuint (allowance.wanting, ==, EBB_UNLOCK_SESSIONS | EBB_UNLOCK_ACKNOWLEDGED);
}

static void
test_nothing_goes_on_unanswered (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbQuestionnaire *asked = get_asked (fixture);

  service_fixture_run_until (fixture, is_known, 5000);
  g_assert_true (ebb_questionnaire_begin (asked));
  g_assert_false (ebb_questionnaire_can_go_on (asked));
  ebb_questionnaire_go_on (asked);
  g_assert_cmpint (ebb_questionnaire_get_question (asked), ==, EBB_QUESTION_CLOT_NOW);
  g_assert_false (ebb_questionnaire_go_back (asked));
}

/* What was said stays, and allows nothing until the rest is said too, also in another run. */
static void
test_half_the_answers_are_kept_and_allow_nothing (ServiceFixture    *fixture,
                                                  gconstpointer data G_GNUC_UNUSED)
{
  EbbQuestionnaire *asked = get_asked (fixture);

  service_fixture_run_until (fixture, is_known, 5000);
  g_assert_true (ebb_questionnaire_begin (asked));
  go_to (fixture, EBB_QUESTION_HEART);
  ebb_questionnaire_leave (asked);
  settle (fixture);
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_UNANSWERED));
  g_assert_false (describe (fixture).is_allowed);
  g_assert_true (ebb_questionnaire_begin (asked));
  g_assert_cmpint (ebb_questionnaire_get_question (asked), ==, EBB_QUESTION_HEART);
  g_assert_true (ebb_questionnaire_go_back (asked));
  g_assert_cmpint (ebb_questionnaire_get_answers (asked)->answer[EBB_QUESTION_ARTERY], ==,
                   EBB_ANSWER_NO);
  deny_the_rest (fixture);
  g_assert_true (describe (fixture).is_allowed);
}

/* The answers of before stand beside the questions and count for nothing from the first new one on. */
static void
test_asked_again_starts_from_nothing (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbQuestionnaire *asked = get_asked (fixture);

  answer_all (fixture);
  g_assert_true (ebb_questionnaire_begin_anew (asked));
  g_assert_false (ebb_questionnaire_can_go_on (asked));
  g_assert_true (describe (fixture).is_allowed);
  ebb_questionnaire_say (asked, EBB_ANSWER_NO);
  settle (fixture);
  g_assert_false (describe (fixture).is_allowed);
  g_assert_cmpint (ebb_questionnaire_get_earlier (asked)->answer[EBB_QUESTION_HEART], ==,
                   EBB_ANSWER_NO);
  ebb_questionnaire_leave (asked);
  g_assert_true (ebb_questionnaire_begin (asked));
  g_assert_nonnull (ebb_questionnaire_get_earlier (asked));
  g_assert_cmpint (ebb_questionnaire_get_question (asked), ==, EBB_QUESTION_CLOT_PAST);
}

static void
test_urgent_signs_are_told_of_at_once (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbQuestionnaire *asked = get_asked (fixture);

  answer_all (fixture);
  g_assert_true (ebb_questionnaire_ask_one (asked, EBB_QUESTION_CLOT_NOW));
  ebb_questionnaire_say (asked, EBB_ANSWER_UNSURE);
  g_assert_cmpint (ebb_questionnaire_get_asking (asked), ==, EBB_ASKING_URGENT);
  g_assert_false (ebb_questionnaire_can_go_on (asked));
  settle (fixture);
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_URGENT));
  /* Pressed by mistake: all is asked again before it counts for nothing. */
  g_assert_true (ebb_questionnaire_go_back (asked));
  ebb_questionnaire_say (asked, EBB_ANSWER_NO);
  ebb_questionnaire_go_on (asked);
  g_assert_true (ebb_questionnaire_is_widening (asked));
  settle (fixture);
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_UNANSWERED));
  deny_the_rest (fixture);
  g_assert_true (describe (fixture).is_allowed);
}

static void
test_one_stricter_answer_counts_at_once (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbQuestionnaire *asked = get_asked (fixture);
  gint64            answered_s;

  answer_all (fixture);
  answered_s = get_kept (fixture)->answered_s;
  service_fixture_run_for (fixture, 5000);
  g_assert_true (ebb_questionnaire_ask_one (asked, EBB_QUESTION_VEINS));
  ebb_questionnaire_say (asked, EBB_ANSWER_YES);
  g_assert_true (describe (fixture).is_allowed);
  ebb_questionnaire_go_on (asked);
  g_assert_cmpint (ebb_questionnaire_get_asking (asked), ==, EBB_ASKING_DONE);
  settle (fixture);
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_CONSULT));
  /* It makes the others no younger. */
  g_assert_cmpint (get_kept (fixture)->answered_s, ==, answered_s);
}

/* Somebody who says yes and goes away has said it; a milder answer takes all the questions. */
static void
test_one_answer_left_counts_where_it_is_stricter (ServiceFixture    *fixture,
                                                  gconstpointer data G_GNUC_UNUSED)
{
  EbbQuestionnaire *asked = get_asked (fixture);

  answer_all (fixture);
  g_assert_true (ebb_questionnaire_ask_one (asked, EBB_QUESTION_HEART));
  ebb_questionnaire_say (asked, EBB_ANSWER_YES);
  ebb_questionnaire_leave (asked);
  settle (fixture);
  g_assert_cmpint (get_kept (fixture)->answer[EBB_QUESTION_HEART], ==, EBB_ANSWER_YES);
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_CONSULT));
  g_assert_true (ebb_questionnaire_ask_one (asked, EBB_QUESTION_HEART));
  ebb_questionnaire_say (asked, EBB_ANSWER_NO);
  ebb_questionnaire_leave (asked);
  settle (fixture);
  g_assert_cmpint (get_kept (fixture)->answer[EBB_QUESTION_HEART], ==, EBB_ANSWER_YES);
}

static gboolean
is_error_said (ServiceFixture *fixture)
{
  return ebb_questionnaire_get_error (get_asked (fixture)) != NULL;
}

/* What could not be kept may have been a yes: what was said before opens nothing any more. */
static void
test_answers_that_are_not_kept_start_nothing (ServiceFixture    *fixture,
                                              gconstpointer data G_GNUC_UNUSED)
{
  EbbQuestionnaire *asked = get_asked (fixture);
  EbbAllowance      allowance;

  answer_all (fixture);
  g_assert_false (service_fixture_is_refused (fixture, EBB_REFUSAL_WEARER));
  full_disk_set (FULL_DISK_NO_ROOM);
  g_assert_true (ebb_questionnaire_ask_one (asked, EBB_QUESTION_CLOT_NOW));
  ebb_questionnaire_say (asked, EBB_ANSWER_YES);
  service_fixture_run_until (fixture, is_error_said, 5000);
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_WEARER));
  g_assert_false (ebb_questionnaire_describe (asked, &allowance));
  full_disk_set (FULL_DISK_ROOM);
  /* Reading what is on the disk does not make it what was said. */
  ebb_wearer_look (ebb_core_get_wearer (fixture->core));
  settle (fixture);
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_WEARER));
  ebb_questionnaire_leave (asked);
  answer_all (fixture);
  g_assert_false (service_fixture_is_refused (fixture, EBB_REFUSAL_WEARER));
  g_assert_true (describe (fixture).is_allowed);
}

static void
set_up_full (ServiceFixture *fixture, gconstpointer data)
{
  full_disk_begin ();
  set_up_real (fixture, data);
}

static void
tear_down_full (ServiceFixture *fixture, gconstpointer data)
{
  full_disk_set (FULL_DISK_ROOM);
  service_fixture_tear_down (fixture, data);
  full_disk_end ();
}

/* Restrictions are widened by a whole set of answers, and by nothing less. */
static void
test_one_milder_answer_asks_for_all (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbQuestionnaire *asked = get_asked (fixture);

  service_fixture_run_until (fixture, is_known, 5000);
  g_assert_true (ebb_questionnaire_begin (asked));
  go_to (fixture, EBB_QUESTION_VEINS);
  ebb_questionnaire_say (asked, EBB_ANSWER_YES);
  ebb_questionnaire_go_on (asked);
  deny_the_rest (fixture);
  g_assert_true (ebb_questionnaire_ask_one (asked, EBB_QUESTION_VEINS));
  ebb_questionnaire_say (asked, EBB_ANSWER_NO);
  ebb_questionnaire_go_on (asked);
  g_assert_true (ebb_questionnaire_is_widening (asked));
  g_assert_cmpint (ebb_questionnaire_get_question (asked), ==, EBB_QUESTION_CLOT_NOW);
  settle (fixture);
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_UNANSWERED));
  go_to (fixture, EBB_QUESTION_VEINS);
  g_assert_cmpint (ebb_questionnaire_get_answers (asked)->answer[EBB_QUESTION_VEINS], ==,
                   EBB_ANSWER_NO);
  deny_the_rest (fixture);
  g_assert_true (describe (fixture).is_allowed);
}

static void
have_session (ServiceFixture *fixture)
{
  answer_all (fixture);
  ebb_current_session_set_program (
      fixture->session, ebb_programs_find (ebb_core_get_programs (fixture->core), "flush"));
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 20 * 1000);
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 20000);
  settle (fixture);
}

static gboolean
is_reasked (ServiceFixture *fixture)
{
  return service_fixture_is_refused (fixture, EBB_REFUSAL_REASK);
}

/* At once, and until all questions are answered again; a no afterwards takes nothing back. */
static void
test_what_was_felt_asks_all_again (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) records = NULL;

  have_session (fixture);
  g_assert_cmpint (ebb_current_session_get_symptom (fixture->session), ==, EBB_ANSWER_NONE);
  ebb_current_session_say_symptom (fixture->session, EBB_ANSWER_NO);
  settle (fixture);
  g_assert_false (is_reasked (fixture));
  ebb_current_session_say_symptom (fixture->session, EBB_ANSWER_YES);
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_WEARER));
  service_fixture_run_until (fixture, is_reasked, 5000);
  g_assert_false (service_fixture_is_refused (fixture, EBB_REFUSAL_WEARER));
  g_assert_cmpuint (describe (fixture).reask, ==, EBB_REASK_SYMPTOM);
  ebb_current_session_say_symptom (fixture->session, EBB_ANSWER_NO);
  g_assert_cmpint (ebb_current_session_get_symptom (fixture->session), ==, EBB_ANSWER_YES);
  records = service_fixture_list_sessions (fixture);
  g_assert_true (((EbbSessionRecord *) g_ptr_array_index (records, 0))->has_symptom);
  ebb_current_session_dismiss_result (fixture->session);
  g_assert_true (is_reasked (fixture));
  service_fixture_run_for (fixture, 5000);
  answer_all (fixture);
  g_assert_false (is_reasked (fixture));
}

/* What could not be written down is true all the same. */
static void
test_what_was_felt_counts_on_a_full_disk (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  have_session (fixture);
  full_disk_set (FULL_DISK_NO_ROOM);
  g_test_expect_message ("ebb-service", G_LOG_LEVEL_WARNING, "*");
  ebb_current_session_say_symptom (fixture->session, EBB_ANSWER_YES);
  settle (fixture);
  g_test_assert_expected_messages ();
  ebb_current_session_dismiss_result (fixture->session);
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_WEARER));
}

/* With its own date, for that question alone; a no takes it back. */
static void
test_agreement_lifts_its_question (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbQuestionnaire *asked = get_asked (fixture);

  answer_all (fixture);
  g_assert_true (ebb_questionnaire_ask_one (asked, EBB_QUESTION_VEINS));
  ebb_questionnaire_say (asked, EBB_ANSWER_YES);
  ebb_questionnaire_go_on (asked);
  settle (fixture);
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_CONSULT));
  ebb_questionnaire_agree (asked, EBB_QUESTION_VEINS);
  settle (fixture);
  g_assert_false (service_fixture_is_refused (fixture, EBB_REFUSAL_CONSULT));
  g_assert_cmpint (get_kept (fixture)->agreed_s[EBB_QUESTION_VEINS], >=, now_s (fixture) - 10);
  g_assert_cmpint (describe (fixture).cap_pa, ==, ebb_mmhg_to_pa (30));
  g_assert_false (describe (fixture).allows_heat);
  g_assert_cmpint (describe (fixture).extended_cap_pa, ==, describe (fixture).standard_cap_pa);
  g_assert_true (ebb_questionnaire_begin_anew (asked));
  deny_the_rest (fixture);
  g_assert_cmpint (get_kept (fixture)->agreed_s[EBB_QUESTION_VEINS], ==, 0);
}

static void
test_sore_skin_says_which_leg (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbQuestionnaire *asked = get_asked (fixture);

  service_fixture_run_until (fixture, is_known, 5000);
  g_assert_true (ebb_questionnaire_begin (asked));
  go_to (fixture, EBB_QUESTION_SKIN);
  ebb_questionnaire_say (asked, EBB_ANSWER_YES);
  ebb_questionnaire_go_on (asked);
  g_assert_cmpint (ebb_questionnaire_get_asking (asked), ==, EBB_ASKING_LEGS);
  /* Left there, it is asked again. */
  ebb_questionnaire_leave (asked);
  settle (fixture);
  g_assert_true (ebb_questionnaire_begin (asked));
  g_assert_cmpint (ebb_questionnaire_get_question (asked), ==, EBB_QUESTION_SKIN);
  ebb_questionnaire_go_on (asked);
  ebb_questionnaire_say_legs (asked, EBB_LEGS_LEFT);
  ebb_questionnaire_go_on (asked);
  g_assert_cmpint (ebb_questionnaire_get_asking (asked), ==, EBB_ASKING_FEVER);
  g_assert_false (ebb_questionnaire_can_go_on (asked));
  ebb_questionnaire_say (asked, EBB_ANSWER_NO);
  ebb_questionnaire_go_on (asked);
  deny_the_rest (fixture);
  g_assert_true (describe (fixture).is_allowed);
  g_assert_cmpuint (describe (fixture).zones[EBB_SIDE_LEFT], ==, 0);
  g_assert_cmpuint (describe (fixture).zones[EBB_SIDE_RIGHT], ==, EBB_ZONE_MASK_ALL);
}

static void
test_somebody_to_help_lifts_the_last (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbQuestionnaire *asked = get_asked (fixture);

  service_fixture_run_until (fixture, is_known, 5000);
  g_assert_true (ebb_questionnaire_begin (asked));
  go_to (fixture, EBB_QUESTION_REMOVE);
  ebb_questionnaire_say (asked, EBB_ANSWER_YES);
  ebb_questionnaire_go_on (asked);
  g_assert_cmpint (ebb_questionnaire_get_asking (asked), ==, EBB_ASKING_HELPER);
  ebb_questionnaire_say (asked, EBB_ANSWER_YES);
  ebb_questionnaire_go_on (asked);
  g_assert_cmpint (ebb_questionnaire_get_asking (asked), ==, EBB_ASKING_DONE);
  settle (fixture);
  g_assert_true (describe (fixture).is_allowed);
}

/* Half a set holds no longer than a whole one. */
static void
test_old_answers_are_begun_anew (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbQuestionnaire *asked = get_asked (fixture);
  EbbAnswers        old;

  answer_all (fixture);
  old = *get_kept (fixture);
  old.answered_s = now_s (fixture) - 91 * DAY_S;
  old.answer[EBB_QUESTION_REMOVE] = EBB_ANSWER_NONE;
  ebb_wearer_save_answers_async (ebb_core_get_wearer (fixture->core), &old, NULL, NULL, NULL);
  settle (fixture);
  g_assert_true (ebb_questionnaire_begin (asked));
  g_assert_cmpint (ebb_questionnaire_get_question (asked), ==, EBB_QUESTION_CLOT_NOW);
  g_assert_false (ebb_questionnaire_can_go_on (asked));
}

#define ADD(path, function)                                                                        \
  g_test_add (path, ServiceFixture, NULL, set_up_real, function, service_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/safety/H22/all-answers-open-a-gentle-start", test_all_answers_open_a_gentle_start);
  ADD ("/service/questions/nothing-goes-on-unanswered", test_nothing_goes_on_unanswered);
  ADD ("/safety/H22/half-the-answers-are-kept-and-allow-nothing",
       test_half_the_answers_are_kept_and_allow_nothing);
  ADD ("/safety/H22/asked-again-starts-from-nothing", test_asked_again_starts_from_nothing);
  ADD ("/safety/H22/urgent-signs-are-told-of-at-once", test_urgent_signs_are_told_of_at_once);
  ADD ("/safety/H22/one-stricter-answer-counts-at-once", test_one_stricter_answer_counts_at_once);
  ADD ("/safety/H22/one-answer-left-counts-where-it-is-stricter",
       test_one_answer_left_counts_where_it_is_stricter);
  g_test_add ("/safety/H22/answers-that-are-not-kept-start-nothing", ServiceFixture, NULL,
              set_up_full, test_answers_that_are_not_kept_start_nothing, tear_down_full);
  ADD ("/safety/H22/one-milder-answer-asks-for-all", test_one_milder_answer_asks_for_all);
  ADD ("/safety/H22/what-was-felt-asks-all-again", test_what_was_felt_asks_all_again);
  g_test_add ("/safety/H22/what-was-felt-counts-on-a-full-disk", ServiceFixture, NULL, set_up_full,
              test_what_was_felt_counts_on_a_full_disk, tear_down_full);
  ADD ("/safety/H22/agreement-lifts-its-question", test_agreement_lifts_its_question);
  ADD ("/safety/H22/sore-skin-says-which-leg", test_sore_skin_says_which_leg);
  ADD ("/safety/H24/somebody-to-help-lifts-the-last", test_somebody_to_help_lifts_the_last);
  ADD ("/safety/H22/half-a-set-that-is-old-is-begun-anew", test_old_answers_are_begun_anew);
  return g_test_run ();
}
