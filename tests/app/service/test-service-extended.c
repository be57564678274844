/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "service-wearer.h"

/* What unlocks the extended limit: that it is understood, which is said last. */

static void
set_up_real (ServiceFixture *fixture, gconstpointer data)
{
  fixture->is_posing = TRUE;
  service_fixture_set_up (fixture, data);
}

/* Nothing while it is not known. */
static EbbAllowance
describe (ServiceFixture *fixture)
{
  EbbAllowance allowance = { .step = EBB_CAP_STEP_UNSCREENED };

  ebb_questionnaire_describe (ebb_core_get_questionnaire (fixture->core), &allowance);
  return allowance;
}

static gboolean
is_first (ServiceFixture *fixture)
{
  return describe (fixture).step == EBB_CAP_STEP_FIRST;
}

static gboolean
is_standard (ServiceFixture *fixture)
{
  return describe (fixture).step == EBB_CAP_STEP_STANDARD;
}

static gboolean
is_acknowledged (ServiceFixture *fixture)
{
  const EbbAnswers *kept = ebb_wearer_get_answers (ebb_core_get_wearer (fixture->core));

  return kept != NULL && kept->extended_acknowledged_s > 0;
}

/* Not before somebody has felt what they are to understand. */
static void
test_more_is_acknowledged_last (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbQuestionnaire *asked = ebb_core_get_questionnaire (fixture->core);
  EbbAnswers        answers = service_wearer_make_answers (fixture);
  gint64            now_s = ebb_clock_get_wall_us (EBB_CLOCK (fixture->clock)) / G_USEC_PER_SEC;

  service_wearer_answer (fixture, &answers);
  service_fixture_run_until (fixture, is_first, 5000);
  g_assert_false (describe (fixture).can_acknowledge);
  ebb_questionnaire_acknowledge (asked);
  service_wearer_have_had_three (fixture);
  service_fixture_run_until (fixture, is_standard, 5000);
  g_assert_cmpint (describe (fixture).acknowledged_s, ==, 0);
  g_assert_true (describe (fixture).can_acknowledge);
  ebb_questionnaire_acknowledge (asked);
  service_fixture_run_until (fixture, is_acknowledged, 5000);
  g_assert_false (describe (fixture).can_acknowledge);
  g_assert_cmpint (describe (fixture).acknowledged_s, >=, now_s);
  g_assert_cmpint (describe (fixture).step, ==, EBB_CAP_STEP_EXTENDED);
  g_assert_cmpint (describe (fixture).cap_pa, ==, fixture->limits.extended_cap_pa);
}

/* With an answer that restricts anything there is nothing to acknowledge. */
static void
test_more_is_not_offered_with_a_yes (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbAnswers answers = service_wearer_make_answers (fixture);

  answers.answer[EBB_QUESTION_VEINS] = EBB_ANSWER_YES;
  answers.agreed_s[EBB_QUESTION_VEINS] = answers.answered_s;
  service_wearer_answer (fixture, &answers);
  service_wearer_have_had_three (fixture);
  service_fixture_run_until (fixture, is_standard, 5000);
  g_assert_true (describe (fixture).is_allowed);
  g_assert_false (describe (fixture).can_acknowledge);
  ebb_questionnaire_acknowledge (ebb_core_get_questionnaire (fixture->core));
  g_assert_cmpint (describe (fixture).acknowledged_s, ==, 0);
}

#define ADD(path, function)                                                                        \
  g_test_add (path, ServiceFixture, NULL, set_up_real, function, service_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/service/extended/more-is-acknowledged-last", test_more_is_acknowledged_last);
  ADD ("/service/extended/more-is-not-offered-with-a-yes", test_more_is_not_offered_with_a_yes);
  return g_test_run ();
}
