/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-private.h"
#include "session-bench.h"

/* Orders out of turn, sessions that lack something, and answers that come when nobody waits for them any
 * more. */

#define RUN_MS 3000
/* An answer is given up for lost after this. */
#define ANSWER_MAX_MS 10000

static void
end (SessionBench *bench)
{
  ebb_session_stop (bench->session, EBB_END_BY_STOP);
  session_bench_reach (bench, EBB_SESSION_IDLE, RUN_MS);
  session_bench_clear (bench);
}

static void
assert_not_confirmed (SessionBench *bench, gint64 age_us, EbbSessionErrorCode code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (session_bench_confirm (bench, age_us, &error));
  g_assert_error (error, EBB_SESSION_ERROR, (int) code);
  g_assert_cmpint (session_bench_get_state (bench), ==, EBB_SESSION_IDLE);
}

/* ---- a confirmation ---- */

static void
test_confirmation_is_neither_old_nor_of_tomorrow (void)
{
  SessionBench bench;

  session_bench_init (&bench, 1);
  session_bench_connect (&bench);
  assert_not_confirmed (&bench, (gint64) (bench.limits.confirm_fresh_s + 1) * G_USEC_PER_SEC,
                        EBB_SESSION_ERROR_STALE);
  assert_not_confirmed (&bench, -G_USEC_PER_SEC, EBB_SESSION_ERROR_STALE);
  session_bench_clear (&bench);
}

static void
test_without_a_link_nothing_is_confirmed (void)
{
  SessionBench bench;

  session_bench_init (&bench, 1);
  assert_not_confirmed (&bench, 0, EBB_SESSION_ERROR_STATE);
  session_bench_clear (&bench);
}

/* What cannot be written down is not begun. */
static void
test_without_a_journal_nothing_is_confirmed (void)
{
  SessionBench   bench;
  EbbController *controllers[1];

  session_bench_init (&bench, 1);
  g_object_unref (bench.session);
  controllers[0] = bench.boots[0].controller;
  bench.session = ebb_session_new (EBB_CLOCK (bench.clock), NULL, &bench.limits, NULL, NULL);
  ebb_session_set_controllers (bench.session, controllers, 1);
  session_bench_connect (&bench);
  assert_not_confirmed (&bench, 0, EBB_SESSION_ERROR_STATE);
  session_bench_clear (&bench);
}

/* No process stands in for this one: no air. */
static void
test_without_a_guardian_nothing_is_started (void)
{
  SessionBench bench;
  g_autoptr (GError) error = NULL;

  session_bench_init_guarded (&bench, 1, "/nowhere/ebb-guardian");
  session_bench_connect (&bench);
  g_test_expect_message ("ebb-engine", G_LOG_LEVEL_WARNING, "guardian /nowhere/*");
  session_bench_confirm (&bench, 0, &error);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_START), ==, 0);
  session_bench_clear (&bench);
}

/* ---- settings ---- */

static void
assert_nothing_is_set (SessionBench *bench)
{
  ebb_session_set_intensity_pa (bench->session, 2666);
  ebb_session_set_heat_ddeg (bench->session, 300);
  ebb_session_say_present (bench->session);
  session_bench_advance (bench, 100);
  g_assert_cmpuint (session_bench_count_requests (bench, 0, EBB_OP_SET_INTENSITY), ==, 0);
  g_assert_cmpuint (session_bench_count_requests (bench, 0, EBB_OP_SET_HEAT), ==, 0);
}

static void
test_boots_that_do_not_run_are_set_to_nothing (void)
{
  SessionBench bench;

  session_bench_init (&bench, 1);
  session_bench_connect (&bench);
  assert_nothing_is_set (&bench);
  session_bench_confirm (&bench, 0, NULL);
  session_bench_reach (&bench, EBB_SESSION_RUNNING, RUN_MS);
  ebb_session_pause (bench.session);
  session_bench_reach (&bench, EBB_SESSION_PAUSED, RUN_MS);
  assert_nothing_is_set (&bench);
  end (&bench);
}

/* Nobody was asked: whoever says so is no less awake. */
static void
test_somebody_who_was_not_asked_may_say_that_they_are_awake (void)
{
  SessionBench bench;

  session_bench_run (&bench, 1);
  ebb_session_say_present (bench.session);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_RUNNING);
  end (&bench);
}

/* The other boot of the set was not asked to run. */
static void
test_boot_that_takes_no_part_is_set_to_nothing (void)
{
  SessionBench bench;
  g_autoptr (GError) error = NULL;
  EbbConfirmation confirmation;

  session_bench_init (&bench, 2);
  session_bench_connect (&bench);
  confirmation = (EbbConfirmation){
    .program = bench.program,
    .legs = EBB_LEGS_RIGHT,
    .length_s = bench.limits.session_min_s,
    .cap_pa = bench.limits.first_session_cap_pa,
    .by = EBB_CONFIRMED_BY_PRESS,
    .confirmed_boottime_us = ebb_clock_get_boottime_us (EBB_CLOCK (bench.clock)),
    .boots_identity = "sim:2",
    .boots_name = "Strict boots",
  };
  ebb_session_confirm (bench.session, &confirmation, &error);
  g_assert_no_error (error);
  session_bench_reach (&bench, EBB_SESSION_RUNNING, RUN_MS);
  session_bench_advance (&bench, RUN_MS);
  ebb_session_set_intensity_pa (bench.session,
                                ebb_session_get_snapshot (bench.session)->intensity_pa - 133);
  session_bench_advance (&bench, 100);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_SET_INTENSITY), ==, 0);
  g_assert_cmpuint (session_bench_count_requests (&bench, 1, EBB_OP_SET_INTENSITY), ==, 1);
  end (&bench);
}

static void
test_break_can_be_the_end (void)
{
  SessionBench bench;

  session_bench_run (&bench, 1);
  ebb_session_pause (bench.session);
  session_bench_reach (&bench, EBB_SESSION_PAUSED, RUN_MS);
  ebb_session_end (bench.session);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_STOP);
  session_bench_clear (&bench);
}

/* ---- Stop ---- */

/* It is said again until somebody hears it, and counted only where it went out. */
static void
test_stop_that_does_not_go_out_is_said_again (void)
{
  SessionBench bench;

  session_bench_run (&bench, 1);
  ebb_scripted_link_set_outcome (bench.boots[0].link, EBB_SCRIPTED_SEND, EBB_ROLE_STOP,
                                 EBB_LINK_ERROR_PROTOCOL);
  g_test_expect_message ("ebb-engine", G_LOG_LEVEL_WARNING, "stop: *");
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (ebb_session_get_snapshot (bench.session)->stop_count, ==, 0);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_STOPPING);
  ebb_scripted_link_set_outcome (bench.boots[0].link, EBB_SCRIPTED_SEND, EBB_ROLE_STOP,
                                 EBB_SCRIPTED_SUCCEEDS);
  session_bench_advance (&bench, 400);
  g_assert_cmpuint (ebb_session_get_snapshot (bench.session)->stop_count, ==, 1);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  session_bench_clear (&bench);
}

/* ---- answers that come too late ---- */

static int
drop_answers (BenchBoots *boots  G_GNUC_UNUSED,
              BenchWay           way,
              EbbRole            role,
              gpointer user_data G_GNUC_UNUSED)
{
  if (way == BENCH_TO_BOOTS)
    return 0;
  return role == EBB_ROLE_CONTROL ? BENCH_DROPS : 10;
}

/* The boots of a session are exchanged, and the last renewal of the old ones is still unanswered. */
static void
test_answer_about_boots_that_are_left_is_nobodys (void)
{
  SessionBench bench;

  session_bench_run (&bench, 1);
  bench.air = drop_answers;
  session_bench_advance (&bench, 3000);
  g_assert_true (bench.session->link[0].is_renewing);
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  session_bench_reach (&bench, EBB_SESSION_IDLE, ANSWER_MAX_MS);
  ebb_session_set_controllers (bench.session, NULL, 0);
  session_bench_advance (&bench, ANSWER_MAX_MS);
  bench.air = NULL;
  session_bench_clear (&bench);
}

/* Nor of a session that is gone: its program, its START, its renewals. */
static void
test_answers_to_a_session_that_is_gone_are_nobodys (void)
{
  for (guint at_ms = 0; at_ms < 1500; at_ms += 10)
    {
      SessionBench bench;

      session_bench_init (&bench, 1);
      session_bench_connect (&bench);
      bench.air = at_ms > 100 ? NULL : drop_answers;
      g_assert_true (session_bench_confirm (&bench, 0, NULL));
      session_bench_advance (&bench, at_ms);
      bench.air = drop_answers;
      session_bench_advance (&bench, 1100);
      session_bench_clear (&bench);
    }
}

#define ADD(path, test) g_test_add_func ("/session/orders/" path, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 4);
  session_bench_load (argv);
  ADD ("confirmation-is-neither-old-nor-of-tomorrow",
       test_confirmation_is_neither_old_nor_of_tomorrow);
  ADD ("without-a-link-nothing-is-confirmed", test_without_a_link_nothing_is_confirmed);
  ADD ("without-a-journal-nothing-is-confirmed", test_without_a_journal_nothing_is_confirmed);
  ADD ("without-a-guardian-nothing-is-started", test_without_a_guardian_nothing_is_started);
  ADD ("boots-that-do-not-run-are-set-to-nothing", test_boots_that_do_not_run_are_set_to_nothing);
  ADD ("somebody-who-was-not-asked-may-say-that-they-are-awake",
       test_somebody_who_was_not_asked_may_say_that_they_are_awake);
  ADD ("boot-that-takes-no-part-is-set-to-nothing", test_boot_that_takes_no_part_is_set_to_nothing);
  ADD ("break-can-be-the-end", test_break_can_be_the_end);
  ADD ("stop-that-does-not-go-out-is-said-again", test_stop_that_does_not_go_out_is_said_again);
  ADD ("answer-about-boots-that-are-left-is-nobodys",
       test_answer_about_boots_that_are_left_is_nobodys);
  ADD ("answers-to-a-session-that-is-gone-are-nobodys",
       test_answers_to_a_session_that_is_gone_are_nobodys);
  return g_test_run ();
}
