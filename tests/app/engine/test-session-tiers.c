/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-private.h"
#include "sim-bench.h"

/* The session over boots of each tier (safety.md, device tiers): what they do by themselves is
 * less, so Ebb allows less and does more. */

#define RUN_MS 20000

/* The link is gone for a minute: only the lease of tier A ends the run meanwhile. */
static void
test_lost_link_ends_with_stop_whatever_runs_on (void)
{
  for (int tier = EBB_TIER_A; tier <= EBB_TIER_D; tier++)
    {
      g_auto (SimBench) bench;

      sim_bench_run (&bench, (EbbTier) tier);
      sim_bench_wait_ms (&bench, RUN_MS);
      sim_bench_break (&bench, "drop 60000");
      sim_bench_reach (&bench, EBB_SESSION_LINK_LOST, 500);
      sim_bench_wait_ms (&bench, 55000);
      g_assert_cmpint (sim_bench_look (&bench)->state, ==, EBB_SESSION_LINK_LOST);
      g_assert_cmpint (sim_bench_get_run_state (&bench), ==,
                       tier == EBB_TIER_A ? EBB_RUN_STOPPED : EBB_RUN_RUNNING);
      sim_bench_reach (&bench, EBB_SESSION_IDLE, 30000);
      g_assert_cmpint (sim_bench_get_run_state (&bench), ==, EBB_RUN_STOPPED);
      g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_LINK_LOST);
      g_assert_true (bench.journal->closed->is_vented_confirmed);
    }
}

/* Five minutes were confirmed; boots of C would go on to ten, those of D for ever. */
static void
test_session_ends_at_its_length (void)
{
  for (int tier = EBB_TIER_A; tier <= EBB_TIER_D; tier++)
    {
      g_auto (SimBench) bench;

      sim_bench_run (&bench, (EbbTier) tier);
      sim_bench_reach (&bench, EBB_SESSION_STOPPING, 310000);
      sim_bench_reach (&bench, EBB_SESSION_IDLE, 5000);
      g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_COMPLETE);
      g_assert_cmpint (sim_bench_get_run_state (&bench), ==, EBB_RUN_STOPPED);
    }
}

static void
test_boots_whose_timer_is_shorter_end_it_themselves (void)
{
  g_auto (SimBench) bench;
  g_autoptr (GError) error = NULL;

  sim_bench_init (&bench, EBB_TIER_C);
  sim_bench_connect (&bench);
  sim_bench_confirm (&bench, 1200, &error);
  g_assert_no_error (error);
  sim_bench_reach (&bench, EBB_SESSION_RUNNING, 5000);
  sim_bench_reach (&bench, EBB_SESSION_IDLE, 620000);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_BOOTS);
  g_assert_cmpuint (bench.journal->closed->run_s, >=, 598);
}

static void
test_boots_without_a_timer_run_a_quarter_of_an_hour_at_most (void)
{
  for (int tier = EBB_TIER_A; tier <= EBB_TIER_D; tier++)
    {
      g_auto (SimBench) bench;
      g_autoptr (GError) error = NULL;
      gboolean is_taken;

      sim_bench_init (&bench, (EbbTier) tier);
      sim_bench_connect (&bench);
      is_taken = sim_bench_confirm (&bench, 901, &error);
      g_assert_cmpint (is_taken, ==, tier != EBB_TIER_D);
      if (!is_taken)
        {
          g_assert_error (error, EBB_SESSION_ERROR, EBB_SESSION_ERROR_LIMITS);
          g_assert_true (sim_bench_confirm (&bench, 900, NULL));
        }
    }
}

/* The program warms the calves. */
static void
test_boots_without_a_timer_are_not_heated (void)
{
  for (int tier = EBB_TIER_A; tier <= EBB_TIER_D; tier++)
    {
      g_auto (SimBench) bench;
      double calf_deg;

      sim_bench_run (&bench, (EbbTier) tier);
      sim_bench_wait_ms (&bench, 120000);
      calf_deg =
          ebb_sim_boots_get_temperature_deg (bench.boots, EBB_SIDE_LEFT, EBB_ZONE_LOWER_CALF);
      if (tier == EBB_TIER_D)
        g_assert_cmpint (sim_bench_look (&bench)->heat_ddeg, ==, EBB_HEAT_OFF_DDEG);
      else
        g_assert_cmpint (sim_bench_look (&bench)->heat_ddeg, >=, 360);
      g_assert_cmpint (calf_deg > 35, ==, tier != EBB_TIER_D);
    }
}

/* START arrives once more after all is over, as a radio may do it. */
static void
test_late_start_is_stopped_again (void)
{
  for (int tier = EBB_TIER_B; tier <= EBB_TIER_D; tier++)
    {
      g_auto (SimBench) bench;
      uint8_t    bytes[EBB_MESSAGE_MAX_BYTES];
      EbbRequest start = { .op = EBB_OP_START, .sequence = 9999, .owner = SIM_BENCH_OWNER };

      sim_bench_run (&bench, (EbbTier) tier);
      start.epoch = 1;
      start.start.program_crc = bench.session->link[0].program_crc;
      start.start.duration_s = 300;
      start.start.legs = EBB_LEGS_BOTH;
      start.start.pressure_cap_pa = (uint16_t) bench.limits.first_session_cap_pa;
      start.start.heat_cap_ddeg = EBB_HEAT_OFF_DDEG;
      ebb_session_stop (bench.session, EBB_END_BY_STOP);
      sim_bench_reach (&bench, EBB_SESSION_IDLE, 5000);
      ebb_sim_boots_write (bench.boots, EBB_ROLE_CONTROL, bytes,
                           ebb_request_encode (&start, bytes, sizeof bytes), TRUE);
      g_assert_cmpint (sim_bench_get_run_state (&bench), ==, EBB_RUN_RUNNING);
      sim_bench_reach (&bench, EBB_SESSION_STOPPING, 1000);
      sim_bench_reach (&bench, EBB_SESSION_IDLE, 5000);
      g_assert_cmpint (sim_bench_get_run_state (&bench), ==, EBB_RUN_STOPPED);
    }
}

#define ADD(path, test) g_test_add_func ("/session-tiers/" path, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 4);
  sim_bench_load (argv);
  ADD ("lost-link-ends-with-stop", test_lost_link_ends_with_stop_whatever_runs_on);
  ADD ("session-ends-at-its-length", test_session_ends_at_its_length);
  ADD ("shorter-timer-ends-it", test_boots_whose_timer_is_shorter_end_it_themselves);
  ADD ("no-timer-is-a-quarter-of-an-hour",
       test_boots_without_a_timer_run_a_quarter_of_an_hour_at_most);
  ADD ("no-timer-is-no-heat", test_boots_without_a_timer_are_not_heated);
  ADD ("late-start-is-stopped-again", test_late_start_is_stopped_again);
  return g_test_run ();
}
