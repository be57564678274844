/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-private.h"
#include "session-bench.h"

/* The performer on a scripted link with strict boots behind it: start, run, break, end. */

#define RUN_MS 3000

static void
run (SessionBench *bench, guint n_boots)
{
  g_autoptr (GError) error = NULL;

  session_bench_init (bench, n_boots);
  session_bench_connect (bench);
  session_bench_confirm (bench, 0, &error);
  g_assert_no_error (error);
  session_bench_reach (bench, EBB_SESSION_RUNNING, RUN_MS);
}

static void
test_runs_from_confirmation_to_vented (void)
{
  SessionBench       bench;
  const EbbSnapshot *snapshot;
  EbbRequest         start;

  run (&bench, 1);
  snapshot = ebb_session_get_snapshot (bench.session);
  g_assert_true (snapshot->is_reading_known);
  g_assert_true (snapshot->is_simulated);
  g_assert_true (session_bench_find_request (&bench, 0, EBB_OP_START, &start));
  g_assert_cmpuint (start.epoch, ==, 1);
  g_assert_cmpuint (start.start.offset_s, ==, 0);
  g_assert_cmpuint (start.start.duration_s, ==, bench.limits.session_min_s);
  g_assert_cmpuint (start.start.pressure_cap_pa, ==, bench.limits.first_session_cap_pa);
  g_assert_true (bench.journal->is_open);
  session_bench_advance (&bench, 20000);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_RUNNING);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_RENEW), >=, 10);
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_STOPPING);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  snapshot = ebb_session_get_snapshot (bench.session);
  g_assert_true (snapshot->has_result);
  g_assert_cmpint (snapshot->end, ==, EBB_END_BY_STOP);
  g_assert_false (bench.journal->is_open);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_STOP);
  g_assert_cmpuint (bench.journal->closed->run_s, >=, 19);
  g_assert_cmpint (bench.journal->closed->peak_pa, >, 0);
  g_assert_true (bench.journal->closed->is_vented_confirmed);
  g_assert_true (bench.journal->closed->is_simulated);
  g_assert_cmpuint (bench.journal->n_samples, >, 40);
  /* Switched off afterwards, they still were seen empty. */
  g_assert_true (snapshot->is_result_vented);
  session_bench_lose (&bench, 0);
  session_bench_advance (&bench, 10000);
  snapshot = ebb_session_get_snapshot (bench.session);
  g_assert_false (snapshot->is_reading_known);
  g_assert_true (snapshot->has_result);
  g_assert_true (snapshot->is_result_vented);
  session_bench_clear (&bench);
}

static void
test_start_waits_for_the_disk (void)
{
  SessionBench bench;
  g_autoptr (GError) error = NULL;

  session_bench_init (&bench, 1);
  session_bench_connect (&bench);
  bench.journal->is_held = TRUE;
  session_bench_confirm (&bench, 0, &error);
  g_assert_no_error (error);
  session_bench_advance (&bench, 5000);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_ARMED);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_START), ==, 0);
  test_journal_release (bench.journal);
  session_bench_reach (&bench, EBB_SESSION_RUNNING, RUN_MS);
  session_bench_clear (&bench);
}

static void
test_full_disk_starts_nothing (void)
{
  SessionBench bench;

  session_bench_init (&bench, 1);
  session_bench_connect (&bench);
  bench.journal->is_broken = TRUE;
  g_test_expect_message ("ebb-engine", G_LOG_LEVEL_WARNING, "*the disk is full*");
  session_bench_confirm (&bench, 0, NULL);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_START), ==, 0);
  session_bench_clear (&bench);
}

static void
test_stale_confirmation_is_refused (void)
{
  SessionBench bench;
  g_autoptr (GError) error = NULL;

  session_bench_init (&bench, 1);
  session_bench_connect (&bench);
  g_assert_false (session_bench_confirm (&bench, 61 * G_USEC_PER_SEC, &error));
  g_assert_error (error, EBB_SESSION_ERROR, EBB_SESSION_ERROR_STALE);
  g_assert_cmpuint (bench.journal->n_opened, ==, 0);
  session_bench_clear (&bench);
}

static void
test_second_confirmation_is_refused (void)
{
  SessionBench bench;
  g_autoptr (GError) error = NULL;

  run (&bench, 1);
  g_assert_false (session_bench_confirm (&bench, 0, &error));
  g_assert_error (error, EBB_SESSION_ERROR, EBB_SESSION_ERROR_STATE);
  session_bench_clear (&bench);
}

static void
test_cap_above_the_limit_is_refused (void)
{
  SessionBench bench;
  g_autoptr (GError) error = NULL;

  session_bench_init (&bench, 1);
  session_bench_connect (&bench);
  bench.limits.first_session_cap_pa += 133;
  g_assert_false (session_bench_confirm (&bench, 0, &error));
  g_assert_error (error, EBB_SESSION_ERROR, EBB_SESSION_ERROR_LIMITS);
  session_bench_clear (&bench);
}

static void
test_refused_start_ends_it (void)
{
  SessionBench bench;

  session_bench_init (&bench, 1);
  session_bench_connect (&bench);
  bench.boots[0].boots.start_refusal = EBB_RESULT_BATTERY_LOW;
  g_test_expect_message ("ebb-engine", G_LOG_LEVEL_WARNING, "start:*");
  session_bench_confirm (&bench, 0, NULL);
  session_bench_reach (&bench, EBB_SESSION_STOPPING, RUN_MS);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_test_assert_expected_messages ();
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_REFUSED);
  session_bench_clear (&bench);
}

static void
test_no_inflation_ends_it_after_5_s (void)
{
  SessionBench bench;

  session_bench_init (&bench, 1);
  session_bench_connect (&bench);
  bench.boots[0].boots.never_fills = TRUE;
  session_bench_confirm (&bench, 0, NULL);
  session_bench_reach (&bench, EBB_SESSION_STARTING, RUN_MS);
  session_bench_advance (&bench, 4500);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_STARTING);
  session_bench_reach (&bench, EBB_SESSION_STOPPING, 1000);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_DID_NOT_START);
  session_bench_clear (&bench);
}

static void
test_boots_end_by_themselves_at_the_duration (void)
{
  SessionBench bench;

  run (&bench, 1);
  session_bench_advance (&bench, bench.limits.session_min_s * 1000);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_COMPLETE);
  g_assert_cmpuint (bench.journal->closed->run_s, ==, bench.limits.session_min_s);
  g_assert_cmpint (bench.boots[0].boots.status.end_reason, ==, EBB_END_COMPLETE);
  session_bench_clear (&bench);
}

static void
test_button_on_the_boots_ends_it (void)
{
  SessionBench bench;

  run (&bench, 1);
  strict_boots_press_button (&bench.boots[0].boots);
  session_bench_reach (&bench, EBB_SESSION_STOPPING, 100);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_BUTTON);
  session_bench_clear (&bench);
}

static void
test_break_continues_at_its_offset_after_a_new_confirmation (void)
{
  SessionBench bench;
  EbbRequest   start;
  g_autoptr (GError) error = NULL;

  run (&bench, 1);
  session_bench_advance (&bench, 10000);
  ebb_session_pause (bench.session);
  g_assert_true (ebb_session_get_snapshot (bench.session)->will_pause);
  session_bench_reach (&bench, EBB_SESSION_PAUSED, RUN_MS);
  g_assert_true (bench.journal->is_open);
  session_bench_advance (&bench, 30000);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_PAUSED);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_START), ==, 1);
  session_bench_confirm (&bench, 0, &error);
  g_assert_no_error (error);
  session_bench_reach (&bench, EBB_SESSION_RUNNING, RUN_MS);
  g_assert_true (session_bench_find_request (&bench, 0, EBB_OP_START, &start));
  g_assert_cmpuint (start.epoch, ==, 2);
  g_assert_cmpuint (start.start.offset_s, >=, 9);
  g_assert_cmpuint (start.start.offset_s, <=, 13);
  g_assert_cmpuint (start.start.duration_s, ==, bench.limits.session_min_s);
  g_assert_cmpuint (bench.journal->n_opened, ==, 2);
  g_assert_cmpuint (bench.journal->n_closed, ==, 0);
  session_bench_clear (&bench);
}

/* Pauses when the program has run for @run_ms, or, if that is negative, so long before its end. */
static void
run_and_pause (SessionBench *bench, int run_ms)
{
  run (bench, 1);
  if (run_ms < 0)
    run_ms += (int) bench->limits.session_min_s * 1000;
  while (ebb_session_get_snapshot (bench->session)->elapsed_ms < (guint32) run_ms)
    session_bench_advance (bench, 10);
  ebb_session_pause (bench->session);
  session_bench_reach (bench, EBB_SESSION_PAUSED, RUN_MS);
}

static void
test_break_in_the_last_second_is_the_end (void)
{
  SessionBench bench;
  g_autoptr (GError) error = NULL;

  run_and_pause (&bench, 10000);
  /* What the boots say last may come after the press. */
  bench.session->elapsed_ms = bench.limits.session_min_s * 1000;
  session_bench_confirm (&bench, 0, &error);
  g_assert_no_error (error);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_COMPLETE);
  g_assert_cmpint (bench.journal->closed->fault, ==, EBB_FAULT_NONE);
  g_assert_cmpuint (bench.journal->closed->run_s, ==, bench.limits.session_min_s);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_START), ==, 1);
  session_bench_clear (&bench);
}

static void
test_break_two_seconds_before_the_end_goes_on (void)
{
  SessionBench bench;
  g_autoptr (GError) error = NULL;

  run_and_pause (&bench, -2000);
  session_bench_confirm (&bench, 0, &error);
  g_assert_no_error (error);
  session_bench_reach (&bench, EBB_SESSION_IDLE, 8000);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_COMPLETE);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_START), ==, 2);
  session_bench_clear (&bench);
}

/* It ran for ten seconds: "did not start, no air went in" would be wrong of it. */
static void
test_break_that_cannot_be_continued_says_so (void)
{
  SessionBench bench;

  run_and_pause (&bench, 10000);
  bench.journal->is_broken = TRUE;
  g_test_expect_message ("ebb-engine", G_LOG_LEVEL_WARNING, "*the disk is full*");
  session_bench_confirm (&bench, 0, NULL);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_test_assert_expected_messages ();
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_DID_NOT_CONTINUE);
  g_assert_cmpuint (bench.journal->closed->run_s, >=, 10);
  session_bench_clear (&bench);
}

static void
test_boots_that_refuse_to_continue_are_named (void)
{
  SessionBench bench;

  run_and_pause (&bench, 10000);
  bench.boots[0].boots.start_refusal = EBB_RESULT_BATTERY_LOW;
  g_test_expect_message ("ebb-engine", G_LOG_LEVEL_WARNING, "start:*");
  session_bench_confirm (&bench, 0, NULL);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_test_assert_expected_messages ();
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_DID_NOT_CONTINUE);
  session_bench_clear (&bench);
}

static void
test_journal_keeps_the_run_time_on_the_way (void)
{
  SessionBench bench;

  run (&bench, 1);
  session_bench_advance (&bench, 30000);
  g_assert_cmpuint (bench.journal->run_s, >=, 29);
  session_bench_clear (&bench);
}

static void
test_break_that_lasts_too_long_is_an_end (void)
{
  SessionBench bench;

  run (&bench, 1);
  ebb_session_pause (bench.session);
  session_bench_reach (&bench, EBB_SESSION_PAUSED, RUN_MS);
  session_bench_advance (&bench, 601000);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_PAUSE_TIMEOUT);
  session_bench_clear (&bench);
}

static void
test_intensity_goes_out_and_is_shown_when_reported (void)
{
  SessionBench bench;
  gint32       wanted_pa;

  run (&bench, 1);
  session_bench_advance (&bench, 1000);
  wanted_pa = ebb_session_get_snapshot (bench.session)->intensity_pa - 5 * 133;
  ebb_session_set_intensity_pa (bench.session, wanted_pa);
  g_assert_cmpint (ebb_session_get_snapshot (bench.session)->intensity_wanted_pa, ==, wanted_pa);
  session_bench_advance (&bench, 1000);
  g_assert_cmpint (ebb_session_get_snapshot (bench.session)->intensity_pa, ==, wanted_pa);
  g_assert_cmpint (ebb_session_get_snapshot (bench.session)->intensity_wanted_pa, ==, 0);
  session_bench_clear (&bench);
}

static void
test_intensity_above_the_cap_is_a_fault_and_is_not_sent (void)
{
  SessionBench bench;

  run (&bench, 1);
  g_test_expect_message ("ebb-engine", G_LOG_LEVEL_WARNING, "last gate*");
  ebb_session_set_intensity_pa (bench.session, bench.limits.first_session_cap_pa + 1);
  g_test_assert_expected_messages ();
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_FAULT);
  g_assert_cmpint (ebb_session_get_snapshot (bench.session)->fault, ==, EBB_FAULT_GATE);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_SET_INTENSITY), ==, 0);
  session_bench_advance (&bench, RUN_MS);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_FAULT);
  ebb_session_clear_fault (bench.session);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_IDLE);
  g_assert_cmpint (bench.journal->closed->fault, ==, EBB_FAULT_GATE);
  session_bench_clear (&bench);
}

#define LATE_ANSWER_MS 700

/* What the boots are asked first when they are trusted takes long to be answered. */
static int
delay_first_answer (BenchBoots *boots, BenchWay way, EbbRole role, gpointer user_data)
{
  guint *n_answers = user_data;

  if (way == BENCH_TO_BOOTS)
    return 0;
  if (role != EBB_ROLE_CONTROL || !ebb_controller_is_trusted (boots->controller))
    return 10;
  return (*n_answers)++ == 0 ? LATE_ANSWER_MS : 10;
}

/* They vented when they were asked, and are empty since: who confirms then is not sent away. */
static void
test_answer_from_before_the_confirmation_does_not_count (gconstpointer is_disk_slow)
{
  SessionBench bench;
  guint        n_answers = 0;

  session_bench_init (&bench, 1);
  bench.air = delay_first_answer;
  bench.user_data = &n_answers;
  bench.boots[0].boots.status.run_state = EBB_RUN_VENTING;
  bench.boots[0].boots.pressure_pa = 2400;
  session_bench_connect (&bench);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_READ_STATE), ==, 1);
  session_bench_advance (&bench, 400);
  g_assert_cmpint (bench.boots[0].boots.status.run_state, ==, EBB_RUN_STOPPED);
  g_assert_cmpuint (n_answers, ==, 1);
  bench.journal->is_held = is_disk_slow != NULL;
  session_bench_confirm (&bench, 0, NULL);
  session_bench_advance (&bench, is_disk_slow != NULL ? LATE_ANSWER_MS : 5);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_ARMED);
  if (is_disk_slow != NULL)
    test_journal_release (bench.journal);
  session_bench_reach (&bench, EBB_SESSION_RUNNING, RUN_MS);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_READ_STATE), ==, 2);
  session_bench_clear (&bench);
}

static void
test_two_boots_run_one_epoch (void)
{
  SessionBench bench;
  EbbRequest   left, right;

  session_bench_init (&bench, 2);
  bench.boots[0].boots.status.closed_epoch = 7;
  session_bench_reincarnate (&bench);
  session_bench_connect (&bench);
  session_bench_confirm (&bench, 0, NULL);
  session_bench_reach (&bench, EBB_SESSION_RUNNING, RUN_MS);
  g_assert_true (session_bench_find_request (&bench, 0, EBB_OP_START, &left));
  g_assert_true (session_bench_find_request (&bench, 1, EBB_OP_START, &right));
  g_assert_cmpuint (left.epoch, ==, 8);
  g_assert_cmpuint (right.epoch, ==, 8);
  g_assert_cmpint (left.start.legs, ==, EBB_LEGS_LEFT);
  g_assert_cmpint (right.start.legs, ==, EBB_LEGS_RIGHT);
  session_bench_clear (&bench);
}

#define ADD(path, test) g_test_add_func ("/session/" path, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 4);
  session_bench_load (argv);
  ADD ("run/from-confirmation-to-vented", test_runs_from_confirmation_to_vented);
  ADD ("run/two-boots-run-one-epoch", test_two_boots_run_one_epoch);
  ADD ("run/boots-end-by-themselves-at-the-duration", test_boots_end_by_themselves_at_the_duration);
  ADD ("run/button-on-the-boots-ends-it", test_button_on_the_boots_ends_it);
  g_test_add_data_func ("/session/start/answer-from-before-does-not-count", NULL,
                        test_answer_from_before_the_confirmation_does_not_count);
  g_test_add_data_func ("/session/start/answer-from-before-the-disk-does-not-count", "slow",
                        test_answer_from_before_the_confirmation_does_not_count);
  g_test_add_func ("/safety/H02/start-waits-for-the-disk", test_start_waits_for_the_disk);
  ADD ("start/full-disk-starts-nothing", test_full_disk_starts_nothing);
  g_test_add_func ("/safety/H12/stale-confirmation-is-refused", test_stale_confirmation_is_refused);
  ADD ("start/second-confirmation-is-refused", test_second_confirmation_is_refused);
  ADD ("start/cap-above-the-limit-is-refused", test_cap_above_the_limit_is_refused);
  ADD ("start/refused-by-the-boots-ends-it", test_refused_start_ends_it);
  ADD ("start/no-inflation-ends-it-after-5-s", test_no_inflation_ends_it_after_5_s);
  ADD ("pause/continues-at-its-offset-after-a-new-confirmation",
       test_break_continues_at_its_offset_after_a_new_confirmation);
  ADD ("pause/in-the-last-second-is-the-end", test_break_in_the_last_second_is_the_end);
  ADD ("pause/two-seconds-before-the-end-goes-on", test_break_two_seconds_before_the_end_goes_on);
  ADD ("pause/that-cannot-be-continued-says-so", test_break_that_cannot_be_continued_says_so);
  ADD ("pause/boots-that-refuse-to-continue-are-named",
       test_boots_that_refuse_to_continue_are_named);
  ADD ("run/journal-keeps-the-run-time-on-the-way", test_journal_keeps_the_run_time_on_the_way);
  ADD ("pause/too-long-is-an-end", test_break_that_lasts_too_long_is_an_end);
  ADD ("intensity/is-shown-when-reported", test_intensity_goes_out_and_is_shown_when_reported);
  ADD ("intensity/above-the-cap-is-a-fault-and-is-not-sent",
       test_intensity_above_the_cap_is_a_fault_and_is_not_sent);
  return g_test_run ();
}
