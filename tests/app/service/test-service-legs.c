/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "service-fixture.h"

#include "ebb-boots-connection-private.h"
#include "ebb-boots-sides-private.h"
#include "ebb-sim-boots.h"

/* Which boots they are, and which leg each of them is on, as a person answers who feels what the
 * simulated boots do. */

#define MARGIN_PA 133 /* of what is felt over what a sensor reads */

static EbbLegCheck *
get_check (ServiceFixture *fixture)
{
  return ebb_core_get_leg_check (fixture->core);
}

static EbbBoots *
get_boots (ServiceFixture *fixture)
{
  return ebb_boots_list_find (fixture->list, "sim:1");
}

static void
set_up_swapped (ServiceFixture *fixture, gconstpointer data)
{
  fixture->is_swapped = TRUE;
  service_fixture_set_up (fixture, data);
}

static void
set_up_right_boot (ServiceFixture *fixture, gconstpointer data)
{
  fixture->sim_legs = EBB_LEGS_RIGHT;
  service_fixture_set_up (fixture, data);
}

/* ---- the light ---- */

static gboolean
is_blinking (ServiceFixture *fixture)
{
  return ebb_boots_is_blinking (get_boots (fixture));
}

static gboolean
is_dark (ServiceFixture *fixture)
{
  return !is_blinking (fixture) && ebb_sim_boots_get_blink_ms (fixture->sim) == 0;
}

static void
test_blinking_is_what_the_boots_answered (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  service_fixture_take_boots (fixture);
  ebb_boots_identify (get_boots (fixture));
  g_assert_false (is_blinking (fixture));
  service_fixture_run_until (fixture, is_blinking, 2000);
  g_assert_cmpuint (ebb_sim_boots_get_blink_ms (fixture->sim), >, 0);
  service_fixture_run_until (fixture, is_dark, (EBB_BLINK_S + 1) * 1000);
}

/* ---- the leg check ---- */

static gboolean
can_answer (ServiceFixture *fixture)
{
  return ebb_leg_check_can_answer (get_check (fixture));
}

static gboolean
is_over (ServiceFixture *fixture)
{
  EbbLegCheckStage stage = ebb_leg_check_get_stage (get_check (fixture));

  return stage != EBB_LEG_CHECK_FILLING && stage != EBB_LEG_CHECK_EMPTYING;
}

static void
begin (ServiceFixture *fixture)
{
  service_fixture_take_boots (fixture);
  g_assert_true (ebb_leg_check_begin (get_check (fixture), get_boots (fixture)));
  g_assert_cmpint (ebb_leg_check_get_stage (get_check (fixture)), ==, EBB_LEG_CHECK_READY);
}

static void
fill (ServiceFixture *fixture)
{
  service_fixture_tick_all (fixture);
  g_assert_true (ebb_leg_check_start (get_check (fixture), EBB_CONFIRMED_BY_PRESS));
  g_assert_cmpint (ebb_leg_check_get_stage (get_check (fixture)), ==, EBB_LEG_CHECK_FILLING);
  service_fixture_run_until (fixture, can_answer, 20000);
}

static int32_t
felt_pa (ServiceFixture *fixture, EbbSide leg)
{
  return ebb_sim_boots_get_felt_pa (fixture->sim, leg);
}

/* What somebody who wears them would say. One leg alone is squeezed, and gently. */
static EbbLegAnswer
feel (ServiceFixture *fixture)
{
  int32_t left_pa = felt_pa (fixture, EBB_SIDE_LEFT);
  int32_t right_pa = felt_pa (fixture, EBB_SIDE_RIGHT);

  /* The boot before is empty, as boots are that are empty. */
  g_assert_cmpint (MIN (left_pa, right_pa), <, ebb_mmhg_to_pa (10));
  g_assert_cmpint (MAX (left_pa, right_pa), <, ebb_mmhg_to_pa (30) + MARGIN_PA);
  return left_pa > right_pa ? EBB_LEG_ANSWER_LEFT : EBB_LEG_ANSWER_RIGHT;
}

static void
answer (ServiceFixture *fixture, EbbLegAnswer answer)
{
  ebb_leg_check_answer (get_check (fixture), answer);
  g_assert_cmpint (service_fixture_get_state (fixture), ==, EBB_SESSION_STOPPING);
  service_fixture_run_until (fixture, is_over, 20000);
  g_assert_cmpint (service_fixture_get_state (fixture), ==, EBB_SESSION_IDLE);
}

static void
check_legs (ServiceFixture *fixture, guint n_boots)
{
  begin (fixture);
  g_assert_cmpuint (ebb_leg_check_get_n_steps (get_check (fixture)), ==, n_boots);
  for (guint i = 0; i < n_boots; i++)
    {
      g_assert_cmpuint (ebb_leg_check_get_step (get_check (fixture)), ==, i);
      g_assert_cmpint (ebb_boots_get_sides (get_boots (fixture)), ==, EBB_SIDES_UNKNOWN);
      fill (fixture);
      answer (fixture, feel (fixture));
    }
  g_assert_cmpint (ebb_leg_check_get_stage (get_check (fixture)), ==, EBB_LEG_CHECK_DONE);
  ebb_leg_check_leave (get_check (fixture));
  g_assert_cmpint (ebb_leg_check_get_stage (get_check (fixture)), ==, EBB_LEG_CHECK_OFF);
}

/* A session on the left leg alone: what is shown, what is squeezed and what is kept is that leg. */
static void
assert_left_is_left (ServiceFixture *fixture)
{
  const EbbSnapshot *snapshot;
  g_autoptr (GPtrArray) records = NULL;

  ebb_current_session_set_legs (fixture->session, EBB_LEGS_LEFT);
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 20000);
  snapshot = ebb_current_session_get_snapshot (fixture->session);
  g_assert_cmpint (felt_pa (fixture, EBB_SIDE_LEFT), >, ebb_mmhg_to_pa (10));
  g_assert_cmpint (felt_pa (fixture, EBB_SIDE_RIGHT), <, ebb_mmhg_to_pa (1));
  g_assert_cmpint (snapshot->highest_side, ==, EBB_SIDE_LEFT);
  g_assert_cmpint (snapshot->highest_pa, >, ebb_mmhg_to_pa (10));
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, is_over, 100);
  service_fixture_run_for (fixture, 15000);
  g_assert_cmpint (service_fixture_get_state (fixture), ==, EBB_SESSION_IDLE);
  records = service_fixture_list_sessions (fixture);
  g_assert_cmpint (((EbbSessionRecord *) g_ptr_array_index (records, 0))->legs, ==, EBB_LEGS_LEFT);
}

static void
test_boots_worn_as_marked_stay_so (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  check_legs (fixture, 2);
  g_assert_cmpint (ebb_boots_get_sides (get_boots (fixture)), ==, EBB_SIDES_AS_MARKED);
  assert_left_is_left (fixture);
}

static void
test_swapped_boots_are_found_out (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  check_legs (fixture, 2);
  g_assert_cmpint (ebb_boots_get_sides (get_boots (fixture)), ==, EBB_SIDES_SWAPPED);
  assert_left_is_left (fixture);
}

/* One boot that says it is a right one, on the left leg. */
static void
test_a_single_boot_is_on_the_leg_that_feels_it (ServiceFixture    *fixture,
                                                gconstpointer data G_GNUC_UNUSED)
{
  const EbbCapabilities *capabilities;

  begin (fixture);
  g_assert_cmpuint (ebb_leg_check_get_n_steps (get_check (fixture)), ==, 1);
  fill (fixture);
  answer (fixture, EBB_LEG_ANSWER_LEFT);
  g_assert_cmpint (ebb_boots_get_sides (get_boots (fixture)), ==, EBB_SIDES_SWAPPED);
  capabilities = ebb_boots_get_capabilities (get_boots (fixture));
  g_assert_cmpint (capabilities->zones[EBB_SIDE_LEFT], !=, 0);
  g_assert_cmpint (capabilities->zones[EBB_SIDE_RIGHT], ==, 0);
}

static void
forgotten_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  ebb_boots_forget_finish (EBB_BOOTS (object), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
test_the_answer_outlives_program_and_bond (ServiceFixture    *fixture,
                                           gconstpointer data G_GNUC_UNUSED)
{
  gboolean is_forgotten = FALSE;

  check_legs (fixture, 2);
  service_fixture_restart (fixture, "sim:1");
  g_assert_cmpint (ebb_boots_get_sides (get_boots (fixture)), ==, EBB_SIDES_SWAPPED);
  ebb_current_session_set_boots (fixture->session, NULL);
  ebb_boots_forget_async (get_boots (fixture), NULL, forgotten_cb, &is_forgotten);
  service_fixture_run_for (fixture, 1000);
  g_assert_true (is_forgotten);
  service_fixture_take_boots (fixture);
  g_assert_cmpint (ebb_boots_get_sides (get_boots (fixture)), ==, EBB_SIDES_SWAPPED);
  assert_left_is_left (fixture);
}

/* ---- what leads to no answer keeps nothing ---- */

static void
assert_nothing_kept (ServiceFixture *fixture, EbbLegCheckNote note)
{
  g_assert_cmpint (ebb_leg_check_get_stage (get_check (fixture)), ==, EBB_LEG_CHECK_READY);
  g_assert_cmpint (ebb_leg_check_get_note (get_check (fixture)), ==, note);
  g_assert_cmpuint (ebb_leg_check_get_step (get_check (fixture)), ==, 0);
  g_assert_cmpint (ebb_boots_get_sides (get_boots (fixture)), ==, EBB_SIDES_UNKNOWN);
}

static void
test_both_boots_in_one_leg_is_no_answer (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  begin (fixture);
  fill (fixture);
  answer (fixture, EBB_LEG_ANSWER_LEFT);
  g_assert_cmpuint (ebb_leg_check_get_step (get_check (fixture)), ==, 1);
  fill (fixture);
  answer (fixture, EBB_LEG_ANSWER_LEFT);
  assert_nothing_kept (fixture, EBB_LEG_CHECK_NOTE_CONTRADICTION);
}

static void
test_neither_is_stop (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  begin (fixture);
  fill (fixture);
  answer (fixture, EBB_LEG_ANSWER_NEITHER);
  assert_nothing_kept (fixture, EBB_LEG_CHECK_NOTE_NEITHER);
}

static void
test_stop_ends_it_as_any_session (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) records = NULL;
  const EbbSessionRecord *record;

  begin (fixture);
  fill (fixture);
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  g_assert_cmpint (service_fixture_get_state (fixture), ==, EBB_SESSION_STOPPING);
  service_fixture_run_until (fixture, is_over, 20000);
  assert_nothing_kept (fixture, EBB_LEG_CHECK_NOTE_NO_ANSWER);
  g_assert_cmpint (felt_pa (fixture, EBB_SIDE_LEFT), <, ebb_mmhg_to_pa (10));
  records = service_fixture_list_sessions (fixture);
  g_assert_cmpuint (records->len, ==, 1);
  record = g_ptr_array_index (records, 0);
  g_assert_cmpstr (record->program_id, ==, "leg-check");
  g_assert_cmpint (record->end, ==, EBB_END_BY_STOP);
  g_assert_true (record->is_vented_confirmed);
}

/* A break would be gone on with by another program, another day. */
static void
test_it_has_no_break (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  begin (fixture);
  fill (fixture);
  ebb_current_session_pause (fixture->session);
  service_fixture_run_until (fixture, is_over, 20000);
  g_assert_cmpint (service_fixture_get_state (fixture), ==, EBB_SESSION_IDLE);
  assert_nothing_kept (fixture, EBB_LEG_CHECK_NOTE_NO_ANSWER);
}

static void
test_nobody_answers (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  begin (fixture);
  fill (fixture);
  service_fixture_run_until (fixture, is_over, 140000);
  assert_nothing_kept (fixture, EBB_LEG_CHECK_NOTE_NO_ANSWER);
}

static void
test_an_answer_before_the_air_is_none (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  begin (fixture);
  service_fixture_tick_all (fixture);
  g_assert_true (ebb_leg_check_start (get_check (fixture), EBB_CONFIRMED_BY_PRESS));
  g_assert_false (can_answer (fixture));
  ebb_leg_check_answer (get_check (fixture), EBB_LEG_ANSWER_LEFT);
  service_fixture_run_until (fixture, is_over, 20000);
  g_assert_cmpuint (ebb_leg_check_get_step (get_check (fixture)), ==, 0);
  g_assert_cmpint (ebb_boots_get_sides (get_boots (fixture)), ==, EBB_SIDES_UNKNOWN);
}

static gboolean
is_between_cycles (ServiceFixture *fixture)
{
  return felt_pa (fixture, EBB_SIDE_LEFT) < ebb_mmhg_to_pa (5);
}

/* Nobody presses a button in the moment in which it is tight. */
static void
test_an_answer_may_take_its_time (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  begin (fixture);
  fill (fixture);
  service_fixture_run_until (fixture, is_between_cycles, 60000);
  g_assert_true (can_answer (fixture));
  answer (fixture, EBB_LEG_ANSWER_LEFT);
  g_assert_cmpuint (ebb_leg_check_get_step (get_check (fixture)), ==, 1);
  /* The other boot is felt anew. */
  service_fixture_tick_all (fixture);
  g_assert_true (ebb_leg_check_start (get_check (fixture), EBB_CONFIRMED_BY_PRESS));
  g_assert_false (can_answer (fixture));
}

static void
test_a_lost_link_is_trouble_as_ever (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  begin (fixture);
  fill (fixture);
  ebb_sim_boots_set_fault (fixture->sim, EBB_SIM_FAULT_DROP_LINK, 3000);
  service_fixture_run_until (fixture, service_fixture_is_link_lost, 5000);
  service_fixture_run_until (fixture, is_over, 60000);
  assert_nothing_kept (fixture, EBB_LEG_CHECK_NOTE_TROUBLE);
  g_assert_true (ebb_current_session_get_snapshot (fixture->session)->has_result);
}

/* ---- it is a session like any, within limits of its own ---- */

static void
test_it_needs_every_tick (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  begin (fixture);
  g_assert_false (ebb_leg_check_start (get_check (fixture), EBB_CONFIRMED_BY_PRESS));
  g_assert_cmpint (service_fixture_get_state (fixture), ==, EBB_SESSION_IDLE);
  fill (fixture);
  answer (fixture, EBB_LEG_ANSWER_LEFT);
  /* The other boot is another start. */
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_CHECKS));
  g_assert_false (ebb_leg_check_start (get_check (fixture), EBB_CONFIRMED_BY_PRESS));
}

static void
test_what_was_set_up_is_set_up_again (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbProgram *program;
  guint       length_s;

  service_fixture_take_boots (fixture);
  program = ebb_current_session_get_program (fixture->session);
  length_s = ebb_current_session_get_length_s (fixture->session);
  g_assert_true (ebb_leg_check_begin (get_check (fixture), get_boots (fixture)));
  g_assert_true (ebb_current_session_get_program (fixture->session) != program);
  g_assert_cmpint (ebb_current_session_get_cap_pa (fixture->session), ==, ebb_mmhg_to_pa (30));
  g_assert_cmpint (ebb_current_session_get_peak_pa (fixture->session), <, ebb_mmhg_to_pa (30));
  fill (fixture);
  ebb_leg_check_leave (get_check (fixture));
  g_assert_cmpint (service_fixture_get_state (fixture), ==, EBB_SESSION_STOPPING);
  service_fixture_run_until (fixture, is_over, 20000);
  g_assert_cmpint (ebb_leg_check_get_stage (get_check (fixture)), ==, EBB_LEG_CHECK_OFF);
  g_assert_true (ebb_current_session_get_program (fixture->session) == program);
  g_assert_cmpuint (ebb_current_session_get_length_s (fixture->session), ==, length_s);
  g_assert_cmpint (ebb_current_session_get_legs (fixture->session), ==, EBB_LEGS_BOTH);
  g_assert_cmpint (ebb_boots_get_sides (get_boots (fixture)), ==, EBB_SIDES_UNKNOWN);
}

/* Simulated boots move no air: they run without it. */
static void
test_simulated_boots_run_without_it (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  service_fixture_take_boots (fixture);
  g_assert_false (service_fixture_is_refused (fixture, EBB_REFUSAL_SIDES));
  service_fixture_start (fixture);
}

/* As real boots are, as far as anybody can be asked to play them. */
static void
make_real (ServiceFixture *fixture)
{
  get_boots (fixture)->is_in_process = FALSE;
  get_boots (fixture)->capabilities.is_simulated = false;
  ebb_boots_emit_changed (get_boots (fixture));
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_UNANSWERED));
}

static void
test_real_boots_wait_for_it (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  service_fixture_take_boots (fixture);
  make_real (fixture);
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_SIDES));
  /* It is not asked for before it. */
  g_assert_true (ebb_leg_check_begin (get_check (fixture), get_boots (fixture)));
  g_assert_false (service_fixture_is_refused (fixture, EBB_REFUSAL_SIDES));
  ebb_leg_check_leave (get_check (fixture));
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_SIDES));
  ebb_boots_set_sides (get_boots (fixture), EBB_SIDES_AS_MARKED);
  make_real (fixture);
  g_assert_false (service_fixture_is_refused (fixture, EBB_REFUSAL_SIDES));
}

#define ADD(path, set_up, function)                                                                \
  g_test_add ("/safety/H11/leg-check/" path, ServiceFixture, NULL, set_up, function,               \
              service_fixture_tear_down)
#define ADD_USUAL(path, function) ADD (path, service_fixture_set_up, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_USUAL ("blinking-is-what-the-boots-answered", test_blinking_is_what_the_boots_answered);
  ADD_USUAL ("boots-worn-as-marked-stay-so", test_boots_worn_as_marked_stay_so);
  ADD ("swapped-boots-are-found-out", set_up_swapped, test_swapped_boots_are_found_out);
  ADD ("a-single-boot-is-on-the-leg-that-feels-it", set_up_right_boot,
       test_a_single_boot_is_on_the_leg_that_feels_it);
  ADD ("the-answer-outlives-program-and-bond", set_up_swapped,
       test_the_answer_outlives_program_and_bond);
  ADD_USUAL ("both-boots-in-one-leg-is-no-answer", test_both_boots_in_one_leg_is_no_answer);
  ADD_USUAL ("neither-is-stop", test_neither_is_stop);
  ADD_USUAL ("stop-ends-it-as-any-session", test_stop_ends_it_as_any_session);
  ADD_USUAL ("it-has-no-break", test_it_has_no_break);
  ADD_USUAL ("nobody-answers", test_nobody_answers);
  ADD_USUAL ("an-answer-before-the-air-is-none", test_an_answer_before_the_air_is_none);
  ADD_USUAL ("an-answer-may-take-its-time", test_an_answer_may_take_its_time);
  ADD_USUAL ("a-lost-link-is-trouble-as-ever", test_a_lost_link_is_trouble_as_ever);
  ADD_USUAL ("it-needs-every-tick", test_it_needs_every_tick);
  ADD_USUAL ("what-was-set-up-is-set-up-again", test_what_was_set_up_is_set_up_again);
  ADD_USUAL ("simulated-boots-run-without-it", test_simulated_boots_run_without_it);
  ADD_USUAL ("real-boots-wait-for-it", test_real_boots_wait_for_it);
  return g_test_run ();
}
