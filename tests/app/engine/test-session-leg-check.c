/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-safety.h"
#include "ebb-session-private.h"
#include "session-bench.h"

/* A leg check has limits of its own, and they hold at the last gate, whatever was confirmed. */

#define RUN_MS 20000

static const char gentle[] =
    "{ \"format\": \"ebb-program/1\", \"id\": \"gentle\", \"name\": \"Gentle\","
    " \"about\": \"For a test.\", \"pattern\": \"together\", \"legs\": \"same\", \"length_s\": 120,"
    " \"cycle\": { \"inflate_s\": 8, \"hold_s\": 12, \"deflate_s\": 10, \"rest_s\": 2 },"
    " \"pressure_mmhg\": { \"foot\": %d, \"lower_calf\": %d },"
    " \"gentle_start_percent\": [50, 75] }";

static EbbProgram *
make_program (int mmhg)
{
  g_autofree char *text = g_strdup_printf (gentle, mmhg, mmhg);
  g_autoptr (GError) error = NULL;
  EbbProgram *program = ebb_program_new_from_json (text, -1, &error);

  g_assert_no_error (error);
  return program;
}

static EbbConfirmation
make_confirmation (SessionBench *bench, EbbProgram *program)
{
  return (EbbConfirmation){
    .purpose = EBB_PURPOSE_LEG_CHECK,
    .program = program,
    .legs = EBB_LEGS_LEFT,
    .length_s = EBB_LEG_CHECK_SESSION_S,
    .cap_pa = ebb_mmhg_to_pa (EBB_LEG_CHECK_CAP_MMHG),
    .by = EBB_CONFIRMED_BY_PRESS,
    .confirmed_boottime_us = ebb_clock_get_boottime_us (EBB_CLOCK (bench->clock)),
    .boots_identity = "sim:1",
    .boots_name = "Strict boots",
  };
}

static void
set_up (SessionBench *bench)
{
  session_bench_init (bench, 1);
  session_bench_connect (bench);
}

static void
test_one_leg_at_thirty_for_two_minutes (void)
{
  SessionBench bench;
  g_autoptr (EbbProgram) program = make_program (28);
  EbbConfirmation confirmation;
  EbbRequest      start;
  g_autoptr (GError) error = NULL;

  set_up (&bench);
  confirmation = make_confirmation (&bench, program);
  g_assert_true (ebb_session_confirm (bench.session, &confirmation, &error));
  g_assert_no_error (error);
  session_bench_reach (&bench, EBB_SESSION_RUNNING, RUN_MS);
  g_assert_true (session_bench_find_request (&bench, 0, EBB_OP_START, &start));
  g_assert_cmpint (start.start.legs, ==, EBB_LEGS_LEFT);
  g_assert_cmpint (start.start.pressure_cap_pa, ==, ebb_mmhg_to_pa (30));
  g_assert_cmpint (start.start.duration_s, ==, 120);
  g_assert_cmpint (start.start.heat_cap_ddeg, ==, EBB_HEAT_OFF_DDEG);
  session_bench_clear (&bench);
}

static void
refuse (EbbConfirmation *confirmation, SessionBench *bench)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ebb_session_confirm (bench->session, confirmation, &error));
  g_assert_error (error, EBB_SESSION_ERROR, EBB_SESSION_ERROR_LIMITS);
  g_assert_cmpint (session_bench_get_state (bench), ==, EBB_SESSION_IDLE);
}

static void
test_more_is_refused (void)
{
  SessionBench bench;
  g_autoptr (EbbProgram) program = make_program (28);
  g_autoptr (EbbProgram) tight = make_program (31);
  EbbConfirmation confirmation;

  set_up (&bench);
  confirmation = make_confirmation (&bench, program);
  confirmation.cap_pa = ebb_mmhg_to_pa (31);
  refuse (&confirmation, &bench);
  confirmation = make_confirmation (&bench, program);
  confirmation.legs = EBB_LEGS_BOTH;
  refuse (&confirmation, &bench);
  confirmation = make_confirmation (&bench, program);
  confirmation.length_s = EBB_LEG_CHECK_SESSION_S + 1;
  refuse (&confirmation, &bench);
  confirmation = make_confirmation (&bench, tight);
  refuse (&confirmation, &bench);
  /* It warms the calves. */
  confirmation = make_confirmation (&bench, bench.program);
  refuse (&confirmation, &bench);
  /* Nor does a session become so short. */
  confirmation = make_confirmation (&bench, program);
  confirmation.purpose = EBB_PURPOSE_SESSION;
  refuse (&confirmation, &bench);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_START), ==, 0);
  session_bench_clear (&bench);
}

/* What was confirmed was right, and is not any more when START is due. */
static void
spoil (void (*harm) (EbbSession *session))
{
  SessionBench bench;
  g_autoptr (EbbProgram) program = make_program (28);
  EbbConfirmation confirmation;

  set_up (&bench);
  confirmation = make_confirmation (&bench, program);
  bench.journal->is_held = TRUE;
  g_assert_true (ebb_session_confirm (bench.session, &confirmation, NULL));
  session_bench_advance (&bench, 1000);
  harm (bench.session);
  g_test_expect_message ("ebb-engine", G_LOG_LEVEL_WARNING, "*last gate*");
  test_journal_release (bench.journal);
  session_bench_reach (&bench, EBB_SESSION_FAULT, RUN_MS);
  g_test_assert_expected_messages ();
  g_assert_cmpint (ebb_session_get_snapshot (bench.session)->fault, ==, EBB_FAULT_GATE);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_START), ==, 0);
  session_bench_clear (&bench);
}

static void
raise_cap (EbbSession *session)
{
  session->cap_pa = ebb_mmhg_to_pa (40);
}

static void
take_both_legs (EbbSession *session)
{
  session->legs = EBB_LEGS_BOTH;
}

static void
go_on_for_long (EbbSession *session)
{
  session->length_s = 1200;
}

static void
change_program (EbbSession *session)
{
  g_autoptr (EbbProgram) tight = make_program (35);

  session->cap_pa = ebb_mmhg_to_pa (40);
  g_set_object (&session->program, tight);
}

static void
test_the_last_gate_holds_what_the_first_let_through (void)
{
  spoil (raise_cap);
  spoil (take_both_legs);
  spoil (go_on_for_long);
  spoil (change_program);
}

static void
test_it_gets_no_warmer_while_it_runs (void)
{
  SessionBench bench;
  g_autoptr (EbbProgram) program = make_program (28);
  EbbConfirmation confirmation;

  set_up (&bench);
  confirmation = make_confirmation (&bench, program);
  g_assert_true (ebb_session_confirm (bench.session, &confirmation, NULL));
  session_bench_reach (&bench, EBB_SESSION_RUNNING, RUN_MS);
  ebb_session_set_heat_ddeg (bench.session, 300);
  session_bench_reach (&bench, EBB_SESSION_FAULT, RUN_MS);
  g_assert_cmpint (ebb_session_get_snapshot (bench.session)->fault, ==, EBB_FAULT_GATE);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_SET_HEAT), ==, 0);
  session_bench_clear (&bench);
}

static void
test_it_gets_no_tighter_while_it_runs (void)
{
  SessionBench bench;
  g_autoptr (EbbProgram) program = make_program (28);
  EbbConfirmation confirmation;

  set_up (&bench);
  confirmation = make_confirmation (&bench, program);
  g_assert_true (ebb_session_confirm (bench.session, &confirmation, NULL));
  session_bench_reach (&bench, EBB_SESSION_RUNNING, RUN_MS);
  bench.session->cap_pa = ebb_mmhg_to_pa (40);
  g_test_expect_message ("ebb-engine", G_LOG_LEVEL_WARNING, "*last gate*");
  ebb_session_set_intensity_pa (bench.session, ebb_mmhg_to_pa (32));
  g_test_assert_expected_messages ();
  session_bench_advance (&bench, 1000);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_SET_INTENSITY), ==, 0);
  session_bench_clear (&bench);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  session_bench_load (argv);
  g_test_add_func ("/session-leg-check/one-leg-at-thirty-for-two-minutes",
                   test_one_leg_at_thirty_for_two_minutes);
  g_test_add_func ("/session-leg-check/more-is-refused", test_more_is_refused);
  g_test_add_func ("/session-leg-check/the-last-gate-holds",
                   test_the_last_gate_holds_what_the_first_let_through);
  g_test_add_func ("/session-leg-check/no-tighter-while-it-runs",
                   test_it_gets_no_tighter_while_it_runs);
  g_test_add_func ("/session-leg-check/no-warmer-while-it-runs",
                   test_it_gets_no_warmer_while_it_runs);
  return g_test_run ();
}
