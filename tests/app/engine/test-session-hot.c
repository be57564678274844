/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "session-bench.h"

/* Boots that say they are too hot, or that heat is on when it is to be off. */

#define RUN_MS 3000

static void
run (SessionBench *bench)
{
  g_autoptr (GError) error = NULL;

  session_bench_init (bench, 1);
  session_bench_connect (bench);
  session_bench_confirm (bench, 0, &error);
  g_assert_no_error (error);
  session_bench_reach (bench, EBB_SESSION_RUNNING, RUN_MS);
}

static void
assert_ends_all (SessionBench *bench)
{
  g_assert_cmpint (ebb_session_get_snapshot (bench->session)->fault, ==, EBB_FAULT_HEAT);
  session_bench_advance (bench, RUN_MS);
  g_assert_cmpint (bench->boots[0].boots.status.run_state, !=, EBB_RUN_RUNNING);
  /* A person has to see it. */
  g_assert_cmpint (session_bench_get_state (bench), ==, EBB_SESSION_FAULT);
  ebb_session_clear_fault (bench->session);
  g_assert_cmpint (session_bench_get_state (bench), ==, EBB_SESSION_IDLE);
  g_assert_cmpint (bench->journal->closed->end, ==, EBB_END_BY_FAULT);
  g_assert_cmpint (bench->journal->closed->fault, ==, EBB_FAULT_HEAT);
}

static void
test_forty_three_degrees_end_all (void)
{
  SessionBench bench;

  run (&bench);
  bench.boots[0].boots.shown_temperature_ddeg = 429;
  session_bench_advance (&bench, RUN_MS);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_RUNNING);
  bench.boots[0].boots.shown_temperature_ddeg = 430;
  session_bench_reach (&bench, EBB_SESSION_FAULT, 600);
  bench.boots[0].boots.shown_temperature_ddeg = 360;
  assert_ends_all (&bench);
  session_bench_clear (&bench);
}

/* Their program has no heat at all. */
static void
test_heat_that_does_not_go_off_ends_all (void)
{
  SessionBench bench;
  EbbRequest   off;

  run (&bench);
  bench.boots[0].boots.shown_heat_ddeg = 400;
  session_bench_advance (&bench, 25000);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_SET_HEAT), ==, 0);
  session_bench_advance (&bench, 10000);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_RUNNING);
  g_assert_true (session_bench_find_request (&bench, 0, EBB_OP_SET_HEAT, &off));
  g_assert_cmpint (off.set_heat.heat_ddeg, ==, EBB_HEAT_OFF_DDEG);
  /* It was lost, perhaps: it is said again. */
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_SET_HEAT), >, 2);
  session_bench_reach (&bench, EBB_SESSION_FAULT, 10000);
  bench.boots[0].boots.shown_heat_ddeg = 0;
  assert_ends_all (&bench);
  session_bench_clear (&bench);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  session_bench_load (argv);

  g_test_add_func ("/safety/H20/forty-three-degrees-end-all", test_forty_three_degrees_end_all);
  g_test_add_func ("/safety/H20/heat-that-does-not-go-off-ends-all",
                   test_heat_that_does_not_go_off_ends_all);
  return g_test_run ();
}
