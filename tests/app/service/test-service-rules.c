/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "service-wearer.h"

#include "ebb-current-session-steps.h"
#include "ebb-sim-boots.h"
#include "ebb-store-answers.h"

/* Boots that say they move air, somebody who has answered the questions or not, and a history. */

#define LOOK_MS 7000 /* in so long at most, what another program wrote is known */

static void
set_up_real (ServiceFixture *fixture, gconstpointer data)
{
  fixture->is_posing = TRUE;
  service_fixture_set_up (fixture, data);
}

static gboolean
is_known (ServiceFixture *fixture)
{
  return !service_fixture_is_refused (fixture, EBB_REFUSAL_WEARER);
}

static void
answer_well (ServiceFixture *fixture)
{
  EbbAnswers answers = service_wearer_make_answers (fixture);

  service_wearer_answer (fixture, &answers);
}

static const EbbRefusal *
find (ServiceFixture *fixture, EbbRefusalCode code)
{
  gsize             n;
  const EbbRefusal *refusals = ebb_current_session_get_refusals (fixture->session, &n);

  for (gsize i = 0; i < n; i++)
    {
      if (refusals[i].code == code)
        return &refusals[i];
    }
  return NULL;
}

static gboolean
has_gap (ServiceFixture *fixture)
{
  return find (fixture, EBB_REFUSAL_GAP) != NULL;
}

static gboolean
has_no_gap (ServiceFixture *fixture)
{
  return !has_gap (fixture) && is_known (fixture);
}

static gboolean
is_answered (ServiceFixture *fixture)
{
  return find (fixture, EBB_REFUSAL_UNANSWERED) == NULL && is_known (fixture);
}

static gboolean
is_blocked (ServiceFixture *fixture)
{
  return find (fixture, EBB_REFUSAL_BLOCKED) != NULL;
}

static gboolean
is_paused (ServiceFixture *fixture)
{
  return service_fixture_get_state (fixture) == EBB_SESSION_PAUSED;
}

static gboolean
has_air (ServiceFixture *fixture)
{
  for (int zone = 0; zone < EBB_N_ZONES; zone++)
    {
      if (ebb_sim_boots_get_pressure_pa (fixture->sim, EBB_SIDE_LEFT, (EbbZone) zone)
          > ebb_mmhg_to_pa (5))
        return TRUE;
    }
  return FALSE;
}

static void
assert_stays_empty (ServiceFixture *fixture)
{
  service_fixture_tick_all (fixture);
  g_assert_false (ebb_current_session_start (fixture->session, EBB_CONFIRMED_BY_PRESS));
  service_fixture_run_for (fixture, 6000);
  g_assert_true (service_fixture_is_idle (fixture));
  g_assert_false (has_air (fixture));
}

static void
test_nothing_starts_before_the_questions (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  service_fixture_take_boots (fixture);
  service_fixture_run_until (fixture, is_known, 2000);
  g_assert_cmpint (find (fixture, EBB_REFUSAL_UNANSWERED)->value, ==, EBB_N_QUESTIONS);
  /* What nobody ever said is not asked again, and what yes would leave is no news. */
  g_assert_null (find (fixture, EBB_REFUSAL_REASK));
  g_assert_null (find (fixture, EBB_REFUSAL_HEAT_LOCKED));
  g_assert_null (find (fixture, EBB_REFUSAL_REACH));
  g_assert_cmpint (ebb_current_session_get_cap_pa (fixture->session), ==, 0);
  assert_stays_empty (fixture);
}

static void
choose (ServiceFixture *fixture, const char *id)
{
  ebb_current_session_set_program (fixture->session,
                                   ebb_programs_find (ebb_core_get_programs (fixture->core), id));
}

static void
start_without_heat (ServiceFixture *fixture)
{
  choose (fixture, "flush");
  service_fixture_start (fixture);
}

static EbbPresenceAsked
get_asked (ServiceFixture *fixture)
{
  return ebb_current_session_get_snapshot (fixture->session)->asked;
}

static gboolean
is_asked_for_heat (ServiceFixture *fixture)
{
  return get_asked (fixture) == EBB_ASKED_AWAKE_FOR_HEAT;
}

static gboolean
is_asked_for_all (ServiceFixture *fixture)
{
  return get_asked (fixture) == EBB_ASKED_AWAKE;
}

static gboolean
is_cold (ServiceFixture *fixture)
{
  return ebb_current_session_get_snapshot (fixture->session)->heat_ddeg == EBB_HEAT_OFF_DDEG;
}

/* With limits that ask as often as limits can. */
static void
test_heat_is_for_who_is_awake (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) records = NULL;

  fixture->limits.heat_presence_check_s = 60;
  fixture->limits.presence_check_s = 180;
  service_fixture_restart (fixture, "");
  service_fixture_take_boots (fixture);
  answer_well (fixture);
  choose (fixture, "gentle-wave");
  service_fixture_start (fixture);
  service_fixture_run_until (fixture, is_asked_for_heat, 61000);
  g_assert_false (is_cold (fixture));
  g_assert_true (ebb_current_session_can_step_heat (fixture->session, 1));
  service_fixture_run_until (fixture, is_cold, 60000);
  g_assert_true (service_fixture_is_running (fixture));
  service_fixture_run_until (fixture, is_asked_for_all, 70000);
  service_fixture_run_until (fixture, service_fixture_is_idle, 70000);
  records = service_fixture_list_sessions (fixture);
  g_assert_cmpint (((EbbSessionRecord *) records->pdata[0])->end, ==, EBB_END_BY_NO_ANSWER);
  g_assert_true (((EbbSessionRecord *) records->pdata[0])->is_warm);
}

static void
test_old_skin_has_no_more_than_forty_degrees (ServiceFixture    *fixture,
                                              gconstpointer data G_GNUC_UNUSED)
{
  EbbAnswers answers = service_wearer_make_answers (fixture);

  answers.age_years = answers.answered_age_years = 65;
  service_wearer_have_had (fixture, "two days ago", 2 * 86400, 1200);
  service_fixture_take_boots (fixture);
  service_wearer_answer (fixture, &answers);
  choose (fixture, "gentle-wave");
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 3000);
  g_assert_false (is_cold (fixture));
  g_assert_false (ebb_current_session_can_step_heat (fixture->session, 1));
  ebb_current_session_step_heat (fixture->session, 1);
  service_fixture_run_for (fixture, 3000);
  g_assert_cmpint (ebb_current_session_get_snapshot (fixture->session)->heat_ddeg, ==, 400);
}

static void
test_with_answers_the_first_session_is_gentle (ServiceFixture    *fixture,
                                               gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) records = NULL;

  service_fixture_take_boots (fixture);
  answer_well (fixture);
  g_assert_cmpint (ebb_current_session_get_cap_pa (fixture->session), ==, ebb_mmhg_to_pa (40));
  start_without_heat (fixture);
  service_fixture_run_until (fixture, has_air, 20000);
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 20000);
  records = service_fixture_list_sessions (fixture);
  g_assert_false (((EbbSessionRecord *) g_ptr_array_index (records, 0))->is_simulated);
  /* Less than three minutes were no session. */
  service_fixture_run_until (fixture, is_known, 2000);
  g_assert_false (has_gap (fixture));
  g_assert_cmpint (ebb_current_session_get_cap_pa (fixture->session), ==, ebb_mmhg_to_pa (40));
}

static void
test_a_session_that_was_had_brings_a_rest (ServiceFixture    *fixture,
                                           gconstpointer data G_GNUC_UNUSED)
{
  service_fixture_take_boots (fixture);
  answer_well (fixture);
  start_without_heat (fixture);
  service_fixture_run_for (fixture, 185 * 1000);
  g_assert_true (service_fixture_is_running (fixture));
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 20000);
  service_fixture_run_until (fixture, has_gap, 2000);
  choose (fixture, "gentle-wave");
  g_assert_null (find (fixture, EBB_REFUSAL_HEAT_GAP));
  g_assert_cmpint (ebb_current_session_get_cap_pa (fixture->session), ==, ebb_mmhg_to_pa (60));
  assert_stays_empty (fixture);
  /* A clock that is set forth ends no rest. */
  ebb_fake_clock_set_wall_us (fixture->clock, ebb_clock_get_wall_us (EBB_CLOCK (fixture->clock))
                                                  + 2 * 3600 * (gint64) G_USEC_PER_SEC);
  service_fixture_run_for (fixture, LOOK_MS);
  g_assert_true (has_gap (fixture));
}

/* Boots that may not last are not begun with: 20 %, as limits.json has it. */
static void
test_low_battery_starts_nothing (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const EbbRefusal *refusal;

  service_fixture_take_boots (fixture);
  answer_well (fixture);
  choose (fixture, "gentle-wave");
  service_fixture_tick_all (fixture);
  ebb_sim_boots_set_battery (fixture->sim, 19.9);
  service_fixture_run_for (fixture, LOOK_MS);
  refusal = find (fixture, EBB_REFUSAL_BATTERY);
  g_assert_nonnull (refusal);
  g_assert_cmpint (refusal->value, ==, 19);
  g_assert_cmpint (refusal->bound, ==, 20);
  assert_stays_empty (fixture);
  ebb_sim_boots_set_battery (fixture->sim, 20.9);
  service_fixture_run_for (fixture, LOOK_MS);
  g_assert_null (find (fixture, EBB_REFUSAL_BATTERY));
}

static void
test_a_break_is_no_rest (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  service_fixture_take_boots (fixture);
  answer_well (fixture);
  start_without_heat (fixture);
  service_fixture_run_for (fixture, 185 * 1000);
  ebb_current_session_pause (fixture->session);
  service_fixture_run_until (fixture, is_paused, 20000);
  ebb_wearer_look (ebb_core_get_wearer (fixture->core));
  service_fixture_run_for (fixture, 200);
  g_assert_false (has_gap (fixture));
  service_fixture_tick_all (fixture);
  g_assert_true (ebb_current_session_start (fixture->session, EBB_CONFIRMED_BY_PRESS));
  service_fixture_run_until (fixture, service_fixture_is_running, 10000);
}

static void
test_a_rest_ends_by_itself (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  service_fixture_take_boots (fixture);
  service_wearer_have_had (fixture, "before", 3600 - 40, 600);
  answer_well (fixture);
  g_assert_true (has_gap (fixture));
  g_assert_cmpint (find (fixture, EBB_REFUSAL_GAP)->bound, ==, 3600);
  service_fixture_run_until (fixture, has_no_gap, 40000 + LOOK_MS);
  start_without_heat (fixture);
}

static void
test_a_day_has_an_end (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  service_fixture_take_boots (fixture);
  service_wearer_have_had (fixture, "a", 3 * 3600, 1800);
  service_wearer_have_had (fixture, "b", 6 * 3600, 1800);
  service_wearer_have_had (fixture, "c", 9 * 3600, 1800);
  answer_well (fixture);
  g_assert_cmpint (find (fixture, EBB_REFUSAL_COUNT)->value, ==, 4);
  g_assert_cmpint (find (fixture, EBB_REFUSAL_DAY)->bound, ==, 5400);
  assert_stays_empty (fixture);
}

static void
test_what_another_program_wrote_is_known_soon (ServiceFixture    *fixture,
                                               gconstpointer data G_GNUC_UNUSED)
{
  EbbAnswers answers = service_wearer_make_answers (fixture);

  service_fixture_take_boots (fixture);
  service_fixture_run_until (fixture, is_known, 2000);
  g_assert_false (is_answered (fixture));
  ebb_store_save_answers_async (fixture->store, NULL, &answers, NULL, NULL, NULL);
  service_fixture_run_until (fixture, is_answered, LOOK_MS);
}

static void
test_an_answer_that_blocks_does_so_at_once (ServiceFixture    *fixture,
                                            gconstpointer data G_GNUC_UNUSED)
{
  EbbAnswers answers = service_wearer_make_answers (fixture);

  service_fixture_take_boots (fixture);
  answer_well (fixture);
  answers.answer[EBB_QUESTION_REMOVE] = EBB_ANSWER_UNSURE;
  answers.answer[EBB_QUESTION_VEINS] = EBB_ANSWER_YES;
  service_wearer_answer (fixture, &answers);
  g_assert_true (is_blocked (fixture));
  g_assert_cmpint (find (fixture, EBB_REFUSAL_BLOCKED)->value, ==, EBB_QUESTION_REMOVE);
  g_assert_cmpint (find (fixture, EBB_REFUSAL_CONSULT)->value, ==, EBB_QUESTION_VEINS);
  assert_stays_empty (fixture);
}

static void
test_urgent_signs_stand_alone (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbAnswers answers = service_wearer_make_answers (fixture);
  gsize      n;

  service_fixture_take_boots (fixture);
  answers.answer[EBB_QUESTION_CLOT_NOW] = EBB_ANSWER_YES;
  answers.answer[EBB_QUESTION_HEART] = EBB_ANSWER_YES;
  service_wearer_answer (fixture, &answers);
  g_assert_cmpint (ebb_current_session_get_refusals (fixture->session, &n)->code, ==,
                   EBB_REFUSAL_URGENT);
  g_assert_cmpuint (n, ==, 1);
  assert_stays_empty (fixture);
}

static void
test_old_answers_are_asked_again (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbAnswers answers = service_wearer_make_answers (fixture);

  service_fixture_take_boots (fixture);
  answers.answered_s -= 90 * 24 * 3600;
  service_wearer_answer (fixture, &answers);
  g_assert_nonnull (find (fixture, EBB_REFUSAL_REASK));
  assert_stays_empty (fixture);
}

/* Also to find out which leg is which, air goes in. */
static void
test_a_leg_check_needs_the_answers (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots    *boots = service_fixture_take_boots (fixture);
  EbbLegCheck *check = ebb_core_get_leg_check (fixture->core);

  g_assert_true (ebb_leg_check_begin (check, boots));
  service_fixture_run_until (fixture, is_known, 2000);
  g_assert_nonnull (find (fixture, EBB_REFUSAL_UNANSWERED));
  assert_stays_empty (fixture);
  answer_well (fixture);
  g_assert_null (find (fixture, EBB_REFUSAL_UNANSWERED));
  g_assert_cmpint (ebb_current_session_get_cap_pa (fixture->session), ==, ebb_mmhg_to_pa (30));
  ebb_leg_check_leave (check);
}

/* Whoever may have the lower leg squeezed alone. */
static void
test_a_leg_check_keeps_to_the_lower_leg (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots    *boots = service_fixture_take_boots (fixture);
  EbbLegCheck *check = ebb_core_get_leg_check (fixture->core);
  EbbAnswers   answers = service_wearer_make_answers (fixture);

  answers.answer[EBB_QUESTION_PREGNANT] = EBB_ANSWER_YES;
  answers.agreed_s[EBB_QUESTION_PREGNANT] = answers.answered_s;
  service_wearer_answer (fixture, &answers);
  g_assert_true (ebb_leg_check_begin (check, boots));
  g_assert_null (find (fixture, EBB_REFUSAL_REACH));
  service_fixture_tick_all (fixture);
  g_assert_true (ebb_leg_check_start (check, EBB_CONFIRMED_BY_PRESS));
  service_fixture_run_until (fixture, has_air, 20000);
  g_assert_cmpint (
      ebb_sim_boots_get_pressure_pa (fixture->sim, EBB_SIDE_LEFT, EBB_ZONE_UPPER_THIGH), <,
      ebb_mmhg_to_pa (5));
  ebb_leg_check_leave (check);
  service_fixture_run_until (fixture, service_fixture_is_idle, 20000);
}

/* Simulated boots ask nobody, and nothing is counted of them or against them. */
static void
test_boots_without_air_ask_nobody (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbAnswers answers = service_wearer_make_answers (fixture);

  service_fixture_take_boots (fixture);
  service_wearer_have_had (fixture, "before", 60, 1800);
  answers.answer[EBB_QUESTION_CLOT_NOW] = EBB_ANSWER_YES;
  service_wearer_answer (fixture, &answers);
  g_assert_cmpint (ebb_current_session_get_cap_pa (fixture->session), ==, ebb_mmhg_to_pa (40));
  service_fixture_start (fixture);
}

#define ADD(path, set_up, function)                                                                \
  g_test_add (path, ServiceFixture, NULL, set_up, function, service_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/safety/H22/nothing-starts-before-the-questions", set_up_real,
       test_nothing_starts_before_the_questions);
  ADD ("/safety/H17/with-answers-the-first-session-is-gentle", set_up_real,
       test_with_answers_the_first_session_is_gentle);
  ADD ("/safety/H19/a-session-that-was-had-brings-a-rest", set_up_real,
       test_a_session_that_was_had_brings_a_rest);
  ADD ("/safety/H20/heat-is-for-who-is-awake", set_up_real, test_heat_is_for_who_is_awake);
  ADD ("/safety/H20/old-skin-has-no-more-than-forty-degrees", set_up_real,
       test_old_skin_has_no_more_than_forty_degrees);
  ADD ("/safety/H23/low-battery-starts-nothing", set_up_real, test_low_battery_starts_nothing);
  ADD ("/safety/H19/a-break-is-no-rest", set_up_real, test_a_break_is_no_rest);
  ADD ("/safety/H19/a-rest-ends-by-itself", set_up_real, test_a_rest_ends_by_itself);
  ADD ("/safety/H19/a-day-has-an-end", set_up_real, test_a_day_has_an_end);
  ADD ("/service/rules/what-another-program-wrote-is-known-soon", set_up_real,
       test_what_another_program_wrote_is_known_soon);
  ADD ("/safety/H22/an-answer-that-blocks-does-so-at-once", set_up_real,
       test_an_answer_that_blocks_does_so_at_once);
  ADD ("/safety/H22/urgent-signs-stand-alone", set_up_real, test_urgent_signs_stand_alone);
  ADD ("/safety/H22/old-answers-are-asked-again", set_up_real, test_old_answers_are_asked_again);
  ADD ("/safety/H22/a-leg-check-needs-the-answers", set_up_real,
       test_a_leg_check_needs_the_answers);
  ADD ("/safety/H22/a-leg-check-keeps-to-the-lower-leg", set_up_real,
       test_a_leg_check_keeps_to_the_lower_leg);
  ADD ("/service/rules/boots-without-air-ask-nobody", service_fixture_set_up,
       test_boots_without_air_ask_nobody);
  return g_test_run ();
}
