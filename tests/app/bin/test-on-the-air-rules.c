/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "air-wearer.h"
#include "ebb-units.h"

/* Boots that say they move air, as ebb-boots --pose-as-real does: ebbctl starts them for somebody who
 * has answered the questions, and for nobody else. */

static const char *const run_line[] = { "run", "flush", "--boots", AIR_REAL, NULL };

static void
test_nobody_answered_and_nothing_starts (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (AirEnd) refused = { 0 };

  air_wearer_say_sides (self);
  air_start_on_terminal (self, &refused, run_line);
  air_wait_end (&refused);
  air_assert_ended (&refused, EXIT_REFUSED, "16 of 16 questions about you were not answered");
  air_assert_ended (&refused, EXIT_REFUSED, "ebbctl answers");
  g_assert_cmpuint (air_count_starts (self->boots[0]), ==, 0);
}

static void
test_an_answer_that_needs_a_doctor_refuses (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (AirEnd) refused = { 0 };

  air_wearer_say_sides (self);
  air_wearer_answer (self, "unsure");
  air_start_on_terminal (self, &refused, run_line);
  air_wait_end (&refused);
  air_assert_ended (&refused, EXIT_REFUSED, "a doctor or nurse who knows you says it is fine");
  air_assert_ended (&refused, EXIT_REFUSED, "the veins of the legs");
  g_assert_cmpuint (air_count_starts (self->boots[0]), ==, 0);
}

static void
test_nobody_said_which_leg_and_nothing_starts (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (AirEnd) refused = { 0 };

  air_wearer_answer (self, "no");
  air_start_on_terminal (self, &refused, run_line);
  air_wait_end (&refused);
  air_assert_ended (&refused, EXIT_REFUSED, "do the leg check: ebbctl legs");
  g_assert_cmpuint (air_count_starts (self->boots[0]), ==, 0);
}

#define FELT "Any pain, numbness, tingling or change of the skin?"

/* A session that runs, on a terminal. */
static void
begin (Air *self, AirEnd *run)
{
  air_wearer_say_sides (self);
  air_wearer_answer (self, "no");
  air_start_on_terminal (self, run, run_line);
  air_wait_screen (run, "Type yes to start:");
  air_type (run, "yes\r");
  air_wait_until (air_boots_have_air, self->boots[0]);
}

static void
test_what_was_felt_is_kept_and_asks_again (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (AirEnd) run = { 0 };
  g_auto (AirEnd) refused = { 0 };

  begin (self, &run);
  air_type (&run, " ");
  air_wait_screen (&run, FELT);
  air_type (&run, "perhaps\r");
  air_wait_screen (&run, "Type yes or no: perhaps\r\nType yes or no:");
  air_type (&run, "yes\r");
  air_wait_end (&run);
  air_assert_ended (&run, 0, "");
  air_assert_said (&run, "Do not use the boots again today.");
  air_assert_recorded (self, "symptom", "true");
  air_start_on_terminal (self, &refused, run_line);
  air_wait_end (&refused);
  air_assert_ended (&refused, EXIT_REFUSED, "A session ended for pain, numbness");
}

/* Ctrl-C is Stop; the next one leaves the question as it is. */
static void
test_what_was_felt_may_be_left_unsaid (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (AirEnd) run = { 0 };

  begin (self, &run);
  air_type (&run, "\003");
  air_wait_screen (&run, FELT);
  air_type (&run, "\003");
  air_wait_end (&run);
  air_assert_ended (&run, 0, "");
  air_assert_recorded (self, "symptom", "false");
}

static void
test_who_is_told_to_end_asks_nothing (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (AirEnd) run = { 0 };

  begin (self, &run);
  g_subprocess_send_signal (run.process, SIGTERM);
  air_wait_end (&run);
  air_assert_ended (&run, 0, "");
  g_assert_null (strstr (run.screen->str, FELT));
}

static void
test_who_answered_and_types_yes_starts_them (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const scripted[] = { "run", "flush", "--boots", AIR_REAL, "--yes", NULL };
  g_auto (AirEnd) refused = { 0 };
  g_auto (AirEnd) run = { 0 };

  air_wearer_say_sides (self);
  air_wearer_answer (self, "no");
  air_run (self, &refused, scripted);
  air_assert_ended (&refused, EXIT_REFUSED, "--yes is for simulated boots only");
  g_assert_cmpuint (air_count_starts (self->boots[0]), ==, 0);
  air_start_on_terminal (self, &run, run_line);
  air_wait_screen (&run, "Type yes to start:");
  air_type (&run, "yes\r");
  air_wait_until (air_boots_have_air, self->boots[0]);
  air_type (&run, " ");
  air_wait_screen (&run, FELT);
  air_type (&run, "no\r");
  air_wait_end (&run);
  air_assert_ended (&run, 0, "");
  air_assert_recorded (self, "simulated", "false");
  air_assert_recorded (self, "symptom", "false");
}

static gboolean
boots_are_warmed (gpointer boots)
{
  EbbTelemetry telemetry;
  gboolean     is_warmed = FALSE;

  ebb_sim_boots_get_telemetry (((DoubleBoots *) boots)->sim, &telemetry);
  for (guint zone = 0; zone < EBB_N_ZONES; zone++)
    is_warmed |= (telemetry.zones[EBB_SIDE_LEFT] & EBB_ZONE_BIT (zone)) != 0
                 && telemetry.zone[EBB_SIDE_LEFT][zone].heat_setpoint_ddeg != EBB_HEAT_OFF_DDEG;
  return is_warmed;
}

static void
test_who_answered_may_have_it_warm (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const warm_line[] = { "run", "gentle-wave", "--boots", AIR_REAL, NULL };
  g_auto (AirEnd) run = { 0 };

  air_wearer_say_sides (self);
  air_wearer_answer (self, "no");
  air_start_on_terminal (self, &run, warm_line);
  air_wait_screen (&run, "Type yes to start:");
  air_type (&run, "yes\r");
  air_wait_screen (&run, "Enter answers when Ebb asks whether you are awake.");
  air_wait_until (boots_are_warmed, self->boots[0]);
  air_type (&run, " ");
  air_wait_screen (&run, FELT);
  air_type (&run, "no\r");
  air_wait_end (&run);
  air_assert_ended (&run, 0, "");
}

#define ADD(path, function)                                                                        \
  g_test_add ("/on-the-air/rules/" path, Air, NULL, air_wearer_set_up, function, air_tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("nobody-answered-and-nothing-starts", test_nobody_answered_and_nothing_starts);
  ADD ("an-answer-that-needs-a-doctor-refuses", test_an_answer_that_needs_a_doctor_refuses);
  ADD ("nobody-said-which-leg-and-nothing-starts", test_nobody_said_which_leg_and_nothing_starts);
  ADD ("who-answered-and-types-yes-starts-them", test_who_answered_and_types_yes_starts_them);
  ADD ("who-answered-may-have-it-warm", test_who_answered_may_have_it_warm);
  ADD ("what-was-felt-is-kept-and-asks-again", test_what_was_felt_is_kept_and_asks_again);
  ADD ("what-was-felt-may-be-left-unsaid", test_what_was_felt_may_be_left_unsaid);
  ADD ("who-is-told-to-end-asks-nothing", test_who_is_told_to_end_asks_nothing);
  return g_test_run ();
}
