/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-private.h"
#include "sim-bench.h"

/* Whether somebody is awake, and what heat the skin has had, while simulated boots run: 15 minutes of
 * 40 degrees in a session of 20. */

#define MINUTE_MS 60000

static void
run (SimBench *self, guint length_s)
{
  g_autoptr (GError) error = NULL;

  sim_bench_init (self, EBB_TIER_A);
  sim_bench_connect (self);
  g_assert_no_error (self->error);
  sim_bench_confirm (self, length_s, &error);
  g_assert_no_error (error);
  sim_bench_reach (self, EBB_SESSION_RUNNING, 5000);
}

/* The boots' own word. */
static gboolean
is_warm (SimBench *self)
{
  return sim_bench_look (self)->heat_ddeg != EBB_HEAT_OFF_DDEG;
}

static void
wait_until_asked (SimBench *self, EbbPresenceAsked asked, guint limit_ms)
{
  for (guint passed_ms = 0; sim_bench_look (self)->asked != asked; passed_ms += 250)
    {
      g_assert_cmpuint (passed_ms, <, limit_ms);
      sim_bench_wait_ms (self, 250);
    }
}

static void
test_heat_goes_off_where_nobody_answers (void)
{
  g_auto (SimBench) bench;

  run (&bench, 1200);
  sim_bench_wait_ms (&bench, 10 * MINUTE_MS - 5000);
  g_assert_cmpint (sim_bench_look (&bench)->asked, ==, EBB_ASKED_NOTHING);
  wait_until_asked (&bench, EBB_ASKED_AWAKE_FOR_HEAT, 6000);
  g_assert_cmpuint (sim_bench_look (&bench)->asked_left_s, >=, 57);
  g_assert_true (is_warm (&bench));
  sim_bench_wait_ms (&bench, 60000);
  g_assert_false (is_warm (&bench));
  g_assert_cmpint (sim_bench_look (&bench)->heat_end, ==, EBB_HEAT_END_NO_ANSWER);
  g_assert_cmpint (sim_bench_look (&bench)->asked, ==, EBB_ASKED_NOTHING);
  /* A squeeze needs no answer yet. */
  g_assert_cmpint (sim_bench_look (&bench)->state, ==, EBB_SESSION_RUNNING);
  /* Whoever is back may have it warm again. */
  ebb_session_set_heat_ddeg (bench.session, 380);
  sim_bench_wait_ms (&bench, 1500);
  g_assert_cmpint (sim_bench_look (&bench)->heat_ddeg, ==, 380);
  g_assert_cmpint (sim_bench_look (&bench)->heat_end, ==, EBB_HEAT_END_NONE);
}

static void
test_who_answers_keeps_it_warm (void)
{
  g_auto (SimBench) bench;

  run (&bench, 1200);
  sim_bench_wait_ms (&bench, 10 * MINUTE_MS - 5000);
  wait_until_asked (&bench, EBB_ASKED_AWAKE_FOR_HEAT, 6000);
  sim_bench_wait_ms (&bench, 50000);
  ebb_session_say_present (bench.session);
  g_assert_cmpint (sim_bench_look (&bench)->asked, ==, EBB_ASKED_NOTHING);
  sim_bench_wait_ms (&bench, 2 * MINUTE_MS);
  g_assert_true (is_warm (&bench));
  /* Its time is over all the same, by the program: of that nothing is said. */
  sim_bench_wait_ms (&bench, 3 * MINUTE_MS);
  g_assert_false (is_warm (&bench));
  g_assert_cmpint (sim_bench_look (&bench)->heat_end, ==, EBB_HEAT_END_NONE);
  sim_bench_reach (&bench, EBB_SESSION_IDLE, 10 * MINUTE_MS);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_COMPLETE);
}

static void
test_nobody_answers_and_the_session_ends (void)
{
  g_auto (SimBench) bench;

  run (&bench, 1800);
  sim_bench_wait_ms (&bench, 20 * MINUTE_MS - 5000);
  wait_until_asked (&bench, EBB_ASKED_AWAKE, 6000);
  sim_bench_wait_ms (&bench, 50000);
  g_assert_cmpint (sim_bench_look (&bench)->state, ==, EBB_SESSION_RUNNING);
  g_assert_cmpuint (sim_bench_reach (&bench, EBB_SESSION_STOPPING, 10000), <=, 10000);
  g_assert_cmpint (sim_bench_look (&bench)->asked, ==, EBB_ASKED_NOTHING);
  sim_bench_reach (&bench, EBB_SESSION_IDLE, 20000);
  g_assert_cmpint (sim_bench_look (&bench)->end, ==, EBB_END_BY_NO_ANSWER);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_NO_ANSWER);
}

static void
test_who_answers_goes_on (void)
{
  g_auto (SimBench) bench;

  run (&bench, 1800);
  sim_bench_wait_ms (&bench, 20 * MINUTE_MS - 5000);
  wait_until_asked (&bench, EBB_ASKED_AWAKE, 6000);
  ebb_session_say_present (bench.session);
  sim_bench_reach (&bench, EBB_SESSION_IDLE, 12 * MINUTE_MS);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_COMPLETE);
}

/* Whoever goes on after a break has just said that they are awake. */
static void
test_a_break_is_an_answer (void)
{
  g_auto (SimBench) bench;
  g_autoptr (GError) error = NULL;

  run (&bench, 1200);
  sim_bench_wait_ms (&bench, 10 * MINUTE_MS - 5000);
  wait_until_asked (&bench, EBB_ASKED_AWAKE_FOR_HEAT, 6000);
  ebb_session_pause (bench.session);
  sim_bench_reach (&bench, EBB_SESSION_PAUSED, 20000);
  g_assert_cmpint (sim_bench_look (&bench)->asked, ==, EBB_ASKED_NOTHING);
  sim_bench_confirm (&bench, 1200, &error);
  g_assert_no_error (error);
  sim_bench_reach (&bench, EBB_SESSION_RUNNING, 5000);
  sim_bench_wait_ms (&bench, 2 * MINUTE_MS);
  g_assert_cmpint (sim_bench_look (&bench)->asked, ==, EBB_ASKED_NOTHING);
  g_assert_true (is_warm (&bench));
}

/* The least heat of the boots, and for as long as boots may have it that measure nothing. */
#define TEPID                                                                                      \
  "{\"format\": \"ebb-program/1\", \"id\": \"tepid\", \"name\": \"Tepid\", \"about\": \"Mild.\","  \
  " \"pattern\": \"sequential\", \"legs\": \"same\", \"length_s\": 1200,"                          \
  " \"cycle\": {\"inflate_s\": 6, \"hold_s\": 10, \"deflate_s\": 10, \"rest_s\": 16},"             \
  " \"gentle_start_percent\": [50, 75], \"ending_percent\": [75],"                                 \
  " \"pressure_mmhg\": {\"foot\": 30, \"ankle\": 30, \"lower_calf\": 30, \"upper_calf\": 30,"      \
  " \"knee\": 30, \"lower_thigh\": 30, \"upper_thigh\": 30},"                                      \
  " \"heat\": {\"zones\": [\"lower_calf\"], \"temperature_c\": 36, \"duration_s\": 600}}"

static void
test_skin_that_nothing_measures_is_asked_about (void)
{
  g_auto (SimBench) bench;
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbProgram) tepid = ebb_program_new_from_json (TEPID, -1, &error);
  EbbSimOptions options;

  g_assert_no_error (error);
  ebb_sim_options_init (&options);
  options.hides_temperature = TRUE;
  sim_bench_init_of (&bench, &options);
  sim_bench_connect (&bench);
  /* 40 degrees, for 15 minutes. */
  g_assert_false (sim_bench_confirm (&bench, 1200, &error));
  g_assert_error (error, EBB_SESSION_ERROR, EBB_SESSION_ERROR_LIMITS);
  g_clear_error (&error);
  bench.program = tepid;
  sim_bench_confirm (&bench, 1200, &error);
  g_assert_no_error (error);
  sim_bench_reach (&bench, EBB_SESSION_RUNNING, 5000);
  sim_bench_wait_ms (&bench, 5 * MINUTE_MS - 5000);
  g_assert_true (is_warm (&bench));
  wait_until_asked (&bench, EBB_ASKED_SKIN, 6000);
  sim_bench_wait_ms (&bench, MINUTE_MS);
  g_assert_false (is_warm (&bench));
  g_assert_cmpint (sim_bench_look (&bench)->heat_end, ==, EBB_HEAT_END_NO_ANSWER);
  g_assert_cmpint (sim_bench_look (&bench)->state, ==, EBB_SESSION_RUNNING);
}

static void
reach_limit (SimBench *self)
{
  run (self, 1200);
  sim_bench_wait_ms (self, MINUTE_MS);
  g_assert_true (is_warm (self));
  /* As if the skin had been warm before. */
  self->session->limits.heat_dose_cap = 0.02;
  for (guint passed_ms = 0; is_warm (self); passed_ms += 500)
    {
      g_assert_cmpuint (passed_ms, <, 2 * MINUTE_MS);
      sim_bench_wait_ms (self, 500);
    }
}

static void
test_heat_goes_off_at_the_dose (void)
{
  g_auto (SimBench) bench;
  gint64 now_us;

  reach_limit (&bench);
  now_us = ebb_clock_get_wall_us (EBB_CLOCK (bench.clock));
  g_assert_cmpint (sim_bench_look (&bench)->heat_end, ==, EBB_HEAT_END_LIMIT);
  g_assert_cmpuint (sim_bench_look (&bench)->heat_left_s, ==, 0);
  g_assert_cmpint (sim_bench_look (&bench)->heat_next_wall_us, >,
                   now_us + (gint64) 7190 * G_USEC_PER_SEC);
  g_assert_cmpint (sim_bench_look (&bench)->heat_next_wall_us, <=,
                   now_us + (gint64) 7200 * G_USEC_PER_SEC);
  g_assert_cmpint (sim_bench_look (&bench)->state, ==, EBB_SESSION_RUNNING);
  g_assert_cmpfloat (ebb_heat_watch_get_dose (&bench.session->heat), <, 0.02);
  sim_bench_wait_ms (&bench, 5 * MINUTE_MS);
  g_assert_cmpfloat (ebb_heat_watch_get_dose (&bench.session->heat), <=, 0.02);
}

static void
test_after_the_dose_nothing_turns_heat_on (void)
{
  g_auto (SimBench) bench;
  g_autoptr (GError) error = NULL;

  reach_limit (&bench);
  ebb_session_set_heat_ddeg (bench.session, 380);
  sim_bench_wait_ms (&bench, 2000);
  g_assert_false (is_warm (&bench));
  bench.session->limits.heat_dose_cap = EBB_CEILING_HEAT_DOSE;
  ebb_session_pause (bench.session);
  sim_bench_reach (&bench, EBB_SESSION_PAUSED, 20000);
  sim_bench_confirm (&bench, 1200, &error);
  g_assert_no_error (error);
  sim_bench_reach (&bench, EBB_SESSION_RUNNING, 5000);
  sim_bench_wait_ms (&bench, 5000);
  g_assert_false (is_warm (&bench));
  g_assert_cmpint (sim_bench_look (&bench)->heat_end, ==, EBB_HEAT_END_LIMIT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sim_bench_load (argv);

  g_test_add_func ("/safety/H20/heat-goes-off-where-nobody-answers",
                   test_heat_goes_off_where_nobody_answers);
  g_test_add_func ("/safety/H20/who-answers-keeps-it-warm", test_who_answers_keeps_it_warm);
  g_test_add_func ("/safety/H20/nobody-answers-and-the-session-ends",
                   test_nobody_answers_and_the_session_ends);
  g_test_add_func ("/safety/H20/who-answers-goes-on", test_who_answers_goes_on);
  g_test_add_func ("/safety/H20/break-is-an-answer", test_a_break_is_an_answer);
  g_test_add_func ("/safety/H20/skin-that-nothing-measures-is-asked-about",
                   test_skin_that_nothing_measures_is_asked_about);
  g_test_add_func ("/safety/H20/heat-goes-off-at-the-dose", test_heat_goes_off_at_the_dose);
  g_test_add_func ("/safety/H20/after-the-dose-nothing-turns-heat-on",
                   test_after_the_dose_nothing_turns_heat_on);
  return g_test_run ();
}
