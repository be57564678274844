/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "household.h"

#include "ebb-questionnaire-own.h"

/* What somebody sets for themselves, and finds again. */

static gint64
step_own (ServiceFixture *fixture, EbbOwnLimit limit, int direction)
{
  EbbQuestionnaire *questionnaire = ebb_core_get_questionnaire (fixture->core);

  g_assert_true (ebb_questionnaire_can_step_own (questionnaire, limit, direction));
  ebb_questionnaire_step_own (questionnaire, limit, direction);
  service_fixture_run_for (fixture, 200);
  return ebb_questionnaire_get_own (questionnaire, limit);
}

static void
test_own_limits_are_lower_and_ones_own (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbQuestionnaire *questionnaire = ebb_core_get_questionnaire (fixture->core);
  g_autofree char  *ada = NULL;
  g_autofree char  *bea = NULL;
  gint32            ruled_pa;
  gint64            own_pa;

  household_make (fixture, &ada, &bea);
  ruled_pa = ebb_current_session_get_cap_pa (fixture->session);
  g_assert_cmpint (ruled_pa, >, 0);
  g_assert_cmpint (ebb_questionnaire_get_own (questionnaire, EBB_OWN_PRESSURE), ==, 0);
  g_assert_false (ebb_questionnaire_can_step_own (questionnaire, EBB_OWN_PRESSURE, 1));

  own_pa = step_own (fixture, EBB_OWN_PRESSURE, -1);
  g_assert_cmpint (own_pa, <, ruled_pa);
  g_assert_cmpint (own_pa, >=, ruled_pa - ebb_mmhg_to_pa (5));
  g_assert_cmpint (ebb_current_session_get_cap_pa (fixture->session), ==, own_pa);
  g_assert_cmpint (step_own (fixture, EBB_OWN_LENGTH, -1), <,
                   ebb_current_session_get_length_max_s (fixture->session) + 1);

  household_use (fixture, bea);
  household_answer_well (fixture);
  g_assert_cmpint (ebb_questionnaire_get_own (questionnaire, EBB_OWN_PRESSURE), ==, 0);
  g_assert_cmpint (ebb_current_session_get_cap_pa (fixture->session), ==, ruled_pa);

  household_use (fixture, ada);
  g_assert_cmpint (ebb_current_session_get_cap_pa (fixture->session), ==, own_pa);
  g_assert_cmpint (step_own (fixture, EBB_OWN_PRESSURE, 1), ==, 0);
  g_assert_cmpint (ebb_current_session_get_cap_pa (fixture->session), ==, ruled_pa);
  while (ebb_questionnaire_can_step_own (questionnaire, EBB_OWN_PRESSURE, -1))
    own_pa = step_own (fixture, EBB_OWN_PRESSURE, -1);
  g_assert_cmpint (own_pa, ==, ebb_mmhg_to_pa (10));
  /* It is no answer: nothing is asked again for it. */
  g_assert_false (service_fixture_is_refused (fixture, EBB_REFUSAL_REASK));
}

static void
choose (ServiceFixture *fixture, const char *program_id, EbbLegs legs, guint minutes)
{
  EbbProgram *program = ebb_programs_find (ebb_core_get_programs (fixture->core), program_id);

  g_assert_nonnull (program);
  ebb_current_session_set_program (fixture->session, program);
  ebb_current_session_set_legs (fixture->session, legs);
  ebb_current_session_set_length_s (fixture->session, minutes * 60);
}

static void
assert_chosen (ServiceFixture *fixture, const char *program_id, EbbLegs legs, guint minutes)
{
  EbbProgram *program = ebb_current_session_get_program (fixture->session);

  g_assert_cmpstr (ebb_program_get_id (program), ==, program_id);
  g_assert_cmpint (ebb_current_session_get_legs (fixture->session), ==, legs);
  g_assert_cmpuint (ebb_current_session_get_length_s (fixture->session), ==, minutes * 60);
}

static void
test_each_finds_what_they_ran_last (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *ada = NULL;
  g_autofree char *bea = NULL;

  household_make (fixture, &ada, &bea);
  ebb_core_open_last (fixture->core);
  choose (fixture, "flush", EBB_LEGS_LEFT, 7);
  /* What is chosen stays chosen, however often it is asked. */
  ebb_core_open_last (fixture->core);
  assert_chosen (fixture, "flush", EBB_LEGS_LEFT, 7);
  household_run_session (fixture);

  household_use (fixture, bea);
  ebb_core_open_last (fixture->core);
  /* She had nothing on them, and what somebody else chose is not hers. */
  assert_chosen (fixture, "gentle-wave", EBB_LEGS_BOTH, 20);
  household_answer_well (fixture);
  choose (fixture, "gentle-wave", EBB_LEGS_BOTH, 12);
  household_run_session (fixture);
  choose (fixture, "flush", EBB_LEGS_RIGHT, 5);

  household_use (fixture, ada);
  ebb_core_open_last (fixture->core);
  assert_chosen (fixture, "flush", EBB_LEGS_LEFT, 7);
  household_use (fixture, bea);
  ebb_core_open_last (fixture->core);
  assert_chosen (fixture, "gentle-wave", EBB_LEGS_BOTH, 12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define add_real(path, function)                                                                   \
  g_test_add (path, ServiceFixture, NULL, household_set_up, function, service_fixture_tear_down)
  add_real ("/people/own-limits-are-lower-and-ones-own", test_own_limits_are_lower_and_ones_own);
  add_real ("/people/each-finds-what-they-ran-last", test_each_finds_what_they_ran_last);
#undef add_real
  return g_test_run ();
}
