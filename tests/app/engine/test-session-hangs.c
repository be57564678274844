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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  session_bench_load (argv);
  g_test_add_func ("/safety/H03/engine-that-hangs-renews-nothing",
                   test_engine_that_hangs_renews_nothing);
  g_test_add_func ("/safety/H03/window-that-hangs-renews-nothing",
                   test_window_that_hangs_renews_nothing);
  return g_test_run ();
}
