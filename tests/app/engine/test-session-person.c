/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-private.h"
#include "session-bench.h"

/* The last gate on boots that move air: who wears them is asked there once more, and what the answers
 * leave holds for as long as it runs. */

#define RUN_MS 20000
#define CAP_MMHG 40

/* Somebody who said no to everything just now, and all that is asked of that person. */
typedef struct
{
  SessionBench   bench;
  EbbScreening   screening;
  EbbAnswers     answers;
  GArray        *past;
  EbbPerson      person;
  EbbConfirmedBy by;
} Fixture;

static void
fill_person (Fixture *self)
{
  gint64 now_s = ebb_clock_get_wall_us (EBB_CLOCK (self->bench.clock)) / G_USEC_PER_SEC;

  self->screening = (EbbScreening){ .revision = 1, .valid_s = 3600, .agreed_valid_s = 3600 };
  ebb_answers_init (&self->answers);
  self->answers.revision = 1;
  self->answers.answered_s = now_s;
  self->answers.age_years = self->answers.answered_age_years = 40;
  self->answers.said = EBB_SAID_ALL;
  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    {
      self->screening.effect[i] = (EbbEffect){ .cap_pa = G_MAXINT32, .longest_s = G_MAXUINT };
      self->answers.answer[i] = EBB_ANSWER_NO;
    }
  self->screening.effect[EBB_QUESTION_FEELING] = (EbbEffect){
    .flags = EBB_EFFECT_CONSULT | EBB_EFFECT_NO_HEAT,
    .cap_pa = ebb_mmhg_to_pa (30),
    .longest_s = 900,
  };
  self->past = g_array_new (FALSE, FALSE, sizeof (EbbPastSession));
  self->person = (EbbPerson){ &self->screening, &self->answers, self->past, { now_s, -1 } };
}

static void
set_up (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  BenchBoots *boots = &self->bench.boots[0];
  uint8_t     bytes[EBB_MESSAGE_MAX_BYTES];
  size_t      size;

  session_bench_init (&self->bench, 1);
  boots->boots.features.bits &= ~(uint32_t) EBB_FEATURE_SIMULATED;
  size = strict_boots_encode_features (&boots->boots, bytes, sizeof bytes);
  ebb_scripted_link_set_value (boots->link, EBB_ROLE_FEATURES, bytes, size);
  session_bench_connect (&self->bench);
  fill_person (self);
  self->by = EBB_CONFIRMED_BY_PRESS;
}

static void
tear_down (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  session_bench_clear (&self->bench);
  g_array_unref (self->past);
}

static gboolean
confirm (Fixture *self, const EbbPerson *person, int cap_mmhg, GError **error)
{
  const EbbConfirmation confirmation = {
    .program = self->bench.program,
    .legs = EBB_LEGS_BOTH,
    .length_s = 600,
    .cap_pa = ebb_mmhg_to_pa (cap_mmhg),
    .by = self->by,
    .confirmed_boottime_us = ebb_clock_get_boottime_us (EBB_CLOCK (self->bench.clock)),
    .boots_identity = "sim:1",
    .boots_name = "Strict boots",
    .person = person,
  };

  return ebb_session_confirm (self->bench.session, &confirmation, error);
}

static void
assert_refused (Fixture *self, const EbbPerson *person, int cap_mmhg)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (confirm (self, person, cap_mmhg, &error));
  g_assert_error (error, EBB_SESSION_ERROR, EBB_SESSION_ERROR_LIMITS);
  g_assert_cmpint (session_bench_get_state (&self->bench), ==, EBB_SESSION_IDLE);
}

static void
test_nobody_starts_them_without_a_person (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  assert_refused (self, NULL, CAP_MMHG);
}

/* All else is as it should be: answers, ticks, a fresh confirmation. */
static void
test_nothing_starts_that_nobody_confirmed (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const EbbConfirmedBy nobody[] = { EBB_CONFIRMED_BY_NOBODY, EBB_CONFIRMED_BY_OPTION,
                                           (EbbConfirmedBy) 99 };

  for (guint i = 0; i < G_N_ELEMENTS (nobody); i++)
    {
      g_autoptr (GError) error = NULL;

      self->by = nobody[i];
      g_assert_false (confirm (self, &self->person, CAP_MMHG, &error));
      g_assert_error (error, EBB_SESSION_ERROR, EBB_SESSION_ERROR_UNATTENDED);
      g_assert_cmpint (session_bench_get_state (&self->bench), ==, EBB_SESSION_IDLE);
    }
  session_bench_advance (&self->bench, RUN_MS);
  g_assert_cmpuint (session_bench_count_requests (&self->bench, 0, EBB_OP_START), ==, 0);
  self->by = EBB_CONFIRMED_BY_WORD;
  g_assert_true (confirm (self, &self->person, CAP_MMHG, NULL));
}

static void
test_pause_goes_on_by_nobody_neither (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (confirm (self, &self->person, CAP_MMHG, NULL));
  session_bench_reach (&self->bench, EBB_SESSION_RUNNING, RUN_MS);
  ebb_session_pause (self->bench.session);
  session_bench_reach (&self->bench, EBB_SESSION_PAUSED, RUN_MS);
  self->by = EBB_CONFIRMED_BY_NOBODY;
  g_assert_false (confirm (self, &self->person, CAP_MMHG, &error));
  g_assert_error (error, EBB_SESSION_ERROR, EBB_SESSION_ERROR_UNATTENDED);
  g_assert_cmpint (session_bench_get_state (&self->bench), ==, EBB_SESSION_PAUSED);
  ebb_session_end (self->bench.session);
}

static void
test_each_rule_is_asked_again (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbPastSession session = { .ended_s = self->person.now.wall_s - 60,
                             .ended_boot_s = -1,
                             .squeezed_s = 600,
                             .end = EBB_END_BY_STOP };

  self->answers.said = EBB_SAID_AWAKE;
  assert_refused (self, &self->person, CAP_MMHG);
  self->answers.said = EBB_SAID_ALL;
  self->answers.answer[EBB_QUESTION_FEELING] = EBB_ANSWER_UNSURE;
  assert_refused (self, &self->person, CAP_MMHG);
  self->answers.answer[EBB_QUESTION_FEELING] = EBB_ANSWER_NO;
  g_array_append_val (self->past, session);
  assert_refused (self, &self->person, CAP_MMHG);
  g_array_set_size (self->past, 0);
  /* More than a first session may have. */
  assert_refused (self, &self->person, CAP_MMHG + 1);
  g_assert_true (confirm (self, &self->person, CAP_MMHG, NULL));
}

static void
test_what_answers_leave_holds_while_it_runs (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbRequest start;

  g_assert_true (confirm (self, &self->person, CAP_MMHG, NULL));
  session_bench_reach (&self->bench, EBB_SESSION_RUNNING, RUN_MS);
  g_assert_true (session_bench_find_request (&self->bench, 0, EBB_OP_START, &start));
  g_assert_cmpint (start.start.pressure_cap_pa, ==, ebb_mmhg_to_pa (CAP_MMHG));
  /* As a mistake before the gate would have it. */
  self->bench.session->cap_pa = ebb_mmhg_to_pa (60);
  g_test_expect_message ("ebb-engine", G_LOG_LEVEL_WARNING, "last gate: intensity: *");
  ebb_session_set_intensity_pa (self->bench.session, ebb_mmhg_to_pa (CAP_MMHG) + 133);
  g_test_assert_expected_messages ();
  g_assert_cmpint (session_bench_get_state (&self->bench), ==, EBB_SESSION_FAULT);
}

static void
test_boots_that_move_air_are_recorded_as_such (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_true (confirm (self, &self->person, CAP_MMHG, NULL));
  session_bench_reach (&self->bench, EBB_SESSION_RUNNING, RUN_MS);
  ebb_session_stop (self->bench.session, EBB_END_BY_STOP);
  session_bench_reach (&self->bench, EBB_SESSION_IDLE, RUN_MS);
  g_assert_false (self->bench.journal->closed->is_simulated);
  /* The program would warm the calves, and these boots cannot. */
  g_assert_false (self->bench.journal->closed->is_warm);
  /* By a clock that nobody sets. */
  g_assert_cmpint (self->bench.journal->closed->ended_boot_us, >=, 0);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  session_bench_load (argv);
  ADD ("/safety/H22/nobody-starts-them-without-a-person", test_nobody_starts_them_without_a_person);
  ADD ("/safety/H12/nothing-starts-that-nobody-confirmed",
       test_nothing_starts_that_nobody_confirmed);
  ADD ("/safety/H12/pause-goes-on-by-nobody-neither", test_pause_goes_on_by_nobody_neither);
  ADD ("/safety/H22/each-rule-is-asked-again", test_each_rule_is_asked_again);
  ADD ("/safety/H17/what-answers-leave-holds-while-it-runs",
       test_what_answers_leave_holds_while_it_runs);
  ADD ("/session/person/boots-that-move-air-are-recorded-as-such",
       test_boots_that_move_air_are_recorded_as_such);
  return g_test_run ();
}
