/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "sim-bench.h"

/* A battery that runs down in the middle of a session (safety.md H23): the air is out before it is empty. Boots
 * without power may keep their air. */

#define END_PERCENT 10 /* limits.json "end_session_below_pct" */
#define RUN_MS (5 * 60 * 1000)

static void
run_on (SimBench *bench, double percent)
{
  g_autoptr (GError) error = NULL;
  EbbSimOptions options;

  ebb_sim_options_init (&options);
  options.battery_percent = percent;
  sim_bench_init_of (bench, &options);
  sim_bench_connect (bench);
  sim_bench_confirm (bench, 300, &error);
  g_assert_no_error (error);
  sim_bench_reach (bench, EBB_SESSION_RUNNING, 5000);
}

static void
assert_empty (SimBench *bench)
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      g_assert_cmpint (ebb_sim_boots_get_pressure_pa (bench->boots, (EbbSide) side, (EbbZone) zone),
                       <, bench->limits.vented_below_pa);
}

/* As its pump draws it, and with charge left for the valves. */
static void
test_air_is_out_before_the_battery_is_empty (void)
{
  g_auto (SimBench) bench;

  run_on (&bench, END_PERCENT + 0.5);
  sim_bench_wait_ms (&bench, 2000);
  g_assert_cmpint (sim_bench_look (&bench)->state, ==, EBB_SESSION_RUNNING);
  sim_bench_reach (&bench, EBB_SESSION_STOPPING, RUN_MS);
  g_assert_cmpfloat (ebb_sim_boots_get_battery (bench.boots), >, END_PERCENT - 1.5);
  sim_bench_reach (&bench, EBB_SESSION_IDLE, 20000);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_BATTERY);
  g_assert_cmpint (bench.journal->closed->fault, ==, EBB_FAULT_NONE);
  g_assert_true (bench.journal->closed->is_vented_confirmed);
  assert_empty (&bench);
  g_assert_cmpfloat (ebb_sim_boots_get_battery (bench.boots), >, END_PERCENT - 2);
}

/* Old cells give way at once: what it says is what counts. */
static void
test_battery_that_gives_way_ends_it_at_once (void)
{
  g_auto (SimBench) bench;

  run_on (&bench, 80);
  sim_bench_wait_ms (&bench, 20000);
  ebb_sim_boots_set_battery (bench.boots, END_PERCENT - 1);
  sim_bench_reach (&bench, EBB_SESSION_STOPPING, 1000);
  sim_bench_reach (&bench, EBB_SESSION_IDLE, 20000);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_BATTERY);
  assert_empty (&bench);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sim_bench_load (argv);
  g_test_add_func ("/safety/H23/air-is-out-before-the-battery-is-empty",
                   test_air_is_out_before_the_battery_is_empty);
  g_test_add_func ("/safety/H23/battery-that-gives-way-ends-it-at-once",
                   test_battery_that_gives_way_ends_it_at_once);
  return g_test_run ();
}
