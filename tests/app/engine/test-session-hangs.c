/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-private.h"
#include "session-bench.h"

/* Who renews no lease though a timer would: the boots hear no more, and vent. */

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

/* The timer of the lease goes on, the engine does not. */
static void
test_engine_that_hangs_renews_nothing (void)
{
  SessionBench bench;
  guint        n_renewals;

  run (&bench, 1);
  session_bench_advance (&bench, 10000);
  ebb_fake_clock_set_hung_ms (bench.clock, EBB_SESSION_TICK_MS);
  session_bench_advance (&bench, 1100);
  n_renewals = session_bench_count_requests (&bench, 0, EBB_OP_RENEW);
  g_assert_cmpuint (n_renewals, >=, 5);
  session_bench_advance (&bench, 9000);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_RENEW), ==, n_renewals);
  session_bench_advance (&bench, 3000);
  g_assert_cmpint (bench.boots[0].boots.status.run_state, !=, EBB_RUN_RUNNING);
  ebb_fake_clock_set_hung_ms (bench.clock, 0);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_NOT_HEARD);
  session_bench_clear (&bench);
}

static gboolean
is_true (gpointer flag)
{
  return *(gboolean *) flag;
}

/* The engine goes on, and nobody could press Stop in the window. */
static void
test_window_that_hangs_renews_nothing (void)
{
  SessionBench bench;
  guint        n_renewals;
  gboolean     is_answering = TRUE;

  run (&bench, 1);
  ebb_session_set_answering (bench.session, is_true, &is_answering);
  session_bench_advance (&bench, 10000);
  n_renewals = session_bench_count_requests (&bench, 0, EBB_OP_RENEW);
  g_assert_cmpuint (n_renewals, >=, 4);
  is_answering = FALSE;
  session_bench_advance (&bench, 9000);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_RENEW), ==, n_renewals);
  session_bench_advance (&bench, 3000);
  g_assert_cmpint (bench.boots[0].boots.status.run_state, !=, EBB_RUN_RUNNING);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_NOT_HEARD);
  session_bench_clear (&bench);
}

static int
drop_telemetry (BenchBoots *boots, BenchWay way, EbbRole role, gpointer user_data)
{
  if (way == BENCH_FROM_BOOTS && role == EBB_ROLE_TELEMETRY)
    return BENCH_DROPS;
  return way == BENCH_FROM_BOOTS ? 1 : 0;
}

static void
note_telemetry (BenchBoots    *boots,
                BenchWay       way,
                EbbRole        role,
                const uint8_t *bytes,
                size_t         size,
                gpointer       user_data)
{
  if (way == BENCH_FROM_BOOTS && role == EBB_ROLE_TELEMETRY)
    *(guint *) user_data += 1;
}

/* All stands still for so long that the boots end it. What they said meanwhile is heard before anybody calls
 * them silent: it was not they who were. */
static void
test_who_stood_still_does_not_call_boots_silent (void)
{
  SessionBench bench;
  guint        n_heard = 0;

  run (&bench, 1);
  session_bench_advance (&bench, 10000);
  bench.observer = note_telemetry;
  bench.user_data = &n_heard;
  while (n_heard == 0)
    session_bench_advance (&bench, 1);
  /* A tick is due next, and a sample after it. */
  session_bench_advance (&bench, EBB_SESSION_TICK_MS + 1);
  ebb_fake_clock_sleep_ms (bench.clock, 30000);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_NOT_HEARD);
  g_assert_cmpint (bench.journal->closed->fault, ==, EBB_FAULT_NONE);
  session_bench_clear (&bench);
}

/* Nor is anybody spared who is silent: it is judged a tick later. */
static void
test_boots_that_are_silent_after_it_are_called_so (void)
{
  SessionBench bench;

  run (&bench, 1);
  session_bench_advance (&bench, 10000);
  bench.air = drop_telemetry;
  ebb_fake_clock_sleep_ms (bench.clock, 5000);
  session_bench_advance (&bench, 3 * EBB_SESSION_TICK_MS);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_FAULT);
  g_assert_cmpint (ebb_session_get_snapshot (bench.session)->fault, ==, EBB_FAULT_NO_READING);
  bench.air = NULL;
  session_bench_advance (&bench, 20000);
  session_bench_clear (&bench);
}

/* A computer on which every tick is late spares nobody either. */
static void
test_boots_that_are_silent_on_a_slow_computer_are_called_so (void)
{
  SessionBench bench;

  run (&bench, 1);
  session_bench_advance (&bench, 10000);
  bench.air = drop_telemetry;
  for (guint i = 0; i < 4; i++)
    {
      ebb_fake_clock_sleep_ms (bench.clock, 1200);
      session_bench_advance (&bench, EBB_SESSION_TICK_MS);
    }
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_FAULT);
  bench.air = NULL;
  session_bench_advance (&bench, 20000);
  session_bench_clear (&bench);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  session_bench_load (argv);
  g_test_add_func ("/safety/H03/engine-that-hangs-renews-nothing",
                   test_engine_that_hangs_renews_nothing);
  g_test_add_func ("/safety/H03/window-that-hangs-renews-nothing",
                   test_window_that_hangs_renews_nothing);
  g_test_add_func ("/safety/H03/who-stood-still-does-not-call-boots-silent",
                   test_who_stood_still_does_not_call_boots_silent);
  g_test_add_func ("/safety/H17/boots-that-are-silent-after-it-are-called-so",
                   test_boots_that_are_silent_after_it_are_called_so);
  g_test_add_func ("/safety/H17/boots-that-are-silent-on-a-slow-computer-are-called-so",
                   test_boots_that_are_silent_on_a_slow_computer_are_called_so);
  return g_test_run ();
}
