/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "air.h"

/* The link of ebbctl's session ends, in each of its states: what is said of it, that Stop is the
 * first that the boots hear afterwards, that nothing resumes, and how the session ends then. */

#define NEVER G_MAXUINT
#define FLAPS 3
#define ALL_STOPS 1000000
#define OFF_MS 500
#define DRIFT_MMHG 70
#define LOST "The boots stopped answering. Air may still be in them."
#define LOOKED "Have you looked at the boots?"

static void
leave (DoubleBoots *boots)
{
  boots->n_aborted = NEVER;
  double_boots_drop_link (boots);
}

/* And ebbctl knows that they have left. */
static gboolean
were_missed (gpointer boots)
{
  return ((DoubleBoots *) boots)->n_aborted < NEVER;
}

static void
come_back (DoubleBoots *boots)
{
  boots->n_aborted = 0;
}

static EbbRunState
get_run_state (DoubleBoots *boots)
{
  return ebb_sim_boots_get_status (boots->sim)->run_state;
}

static void
assert_ended_by_the_loss (Air *self, const AirEnd *end)
{
  air_assert_ended (end, EXIT_ENDED_EARLY, "");
  air_assert_said (end, "The link was lost at");
  air_assert_said (end, "Check that both legs feel normal.");
  air_assert_recorded (self, "end", "\"link-lost\"");
}

typedef struct
{
  Air         *air;
  DoubleBoots *boots;
  AirEnd       end;
  guint        n_before; /* writes, when the link ended */
  guint        n_starts; /* among them */
} Run;

static void
run_clear (Run *run)
{
  air_end_clear (&run->end);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static void
run_start (Run *run, Air *air, const char *const *line)
{
  run->air = air;
  run->boots = air->boots[0];
  air_pair (air, AIR_FIRST);
  air_start_on_terminal (air, &run->end, line);
}

/* Up to the question whether to start, which @happen comes before the answer to. */
static void
run_begin_with (Run *run, Air *air, void (*happen) (DoubleBoots *boots))
{
  static const char *const line[] = { "run", "gentle-wave", NULL };

  run_start (run, air, line);
  air_wait_screen (&run->end, "Type yes to start:");
  happen (run->boots);
  air_type (&run->end, "yes\n");
}

/* Until there is air in the boots. */
static void
run_begin (Run *run, Air *air)
{
  static const char *const line[] = { "run", "gentle-wave", "--yes", NULL };

  run_start (run, air, line);
  air_wait_until (air_boots_have_air, run->boots);
}

static void
run_note_writes (Run *run)
{
  run->n_before = run->boots->writes->len;
  run->n_starts = air_count_starts (run->boots);
}

static void
run_assert_stop_is_first (const Run *run)
{
  const DoubleWrite *first;

  g_assert_cmpuint (run->boots->writes->len, >, run->n_before);
  first = g_ptr_array_index (run->boots->writes, run->n_before);
  g_assert_cmpint (first->role, ==, EBB_ROLE_STOP);
  g_assert_cmpuint (air_count_starts (run->boots), ==, run->n_starts);
}

static void
run_assert_stop_came_first (const Run *run)
{
  run_assert_stop_is_first (run);
  g_assert_true (air_boots_are_stopped (run->boots));
}

/* The link ends, and what is tried meanwhile comes to nothing. */
static void
run_lose (Run *run)
{
  run_note_writes (run);
  leave (run->boots);
  air_wait_until (were_missed, run->boots);
}

static void
run_regain (Run *run)
{
  g_assert_cmpuint (run->boots->writes->len, ==, run->n_before);
  come_back (run->boots);
}

/* ---- before there is air ---- */

static void
fall_silent (DoubleBoots *boots)
{
  boots->is_silent = TRUE;
}

/* They have not been asked to start, and are not. */
static void
test_preparing_ends_at_once (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Run) run = { 0 };

  run_begin_with (&run, self, fall_silent);
  air_wait_screen (&run.end, "Getting ready");
  leave (run.boots);
  air_wait_end (&run.end);
  assert_ended_by_the_loss (self, &run.end);
  g_assert_cmpuint (air_count_starts (run.boots), ==, 0);
}

static void
leave_at_start (DoubleBoots *boots)
{
  boots->n_aborted = NEVER;
  boots->leaves_at_start = TRUE;
}

/* They have begun, and nobody here has heard it. */
static void
test_starting_is_stopped_first (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Run) run = { 0 };

  run_begin_with (&run, self, leave_at_start);
  air_wait_until (were_missed, run.boots);
  g_assert_cmpuint (air_count_starts (run.boots), ==, 1);
  g_assert_cmpint (get_run_state (run.boots), ==, EBB_RUN_RUNNING);
  run_note_writes (&run);
  run_regain (&run);
  air_wait_end (&run.end);
  air_assert_said (&run.end, LOST);
  assert_ended_by_the_loss (self, &run.end);
  run_assert_stop_came_first (&run);
}

/* ---- in the middle ---- */

static void
test_pause_ends_with_it (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Run) run = { 0 };

  run_begin (&run, self);
  air_type (&run.end, "p");
  air_wait_screen (&run.end, "Type yes to continue");
  run_lose (&run);
  /* What was asked matters no more. */
  air_wait_screen (&run.end, "· Link lost");
  run_regain (&run);
  air_wait_end (&run.end);
  air_assert_said (&run.end, LOST);
  assert_ended_by_the_loss (self, &run.end);
  run_assert_stop_came_first (&run);
}

static gboolean
have_heard_more (gpointer data)
{
  const Run *run = data;

  return run->boots->writes->len > run->n_before;
}

/* Each return begins with Stop, which the boots do not hear before the last one. */
static void
test_link_that_comes_and_goes (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Run) run = { 0 };

  run_begin (&run, self);
  ebb_sim_boots_set_fault (run.boots->sim, EBB_SIM_FAULT_NO_WATCH, 1);
  ebb_sim_boots_set_fault (run.boots->sim, EBB_SIM_FAULT_IGNORE_STOPS, ALL_STOPS);
  for (guint i = 0; i < FLAPS; i++)
    {
      run_lose (&run);
      run_regain (&run);
      air_wait_until (have_heard_more, &run);
      run_assert_stop_is_first (&run);
      g_assert_cmpint (get_run_state (run.boots), ==, EBB_RUN_RUNNING);
    }
  ebb_sim_boots_clear_fault (run.boots->sim, EBB_SIM_FAULT_IGNORE_STOPS);
  air_wait_end (&run.end);
  air_assert_said (&run.end, LOST);
  assert_ended_by_the_loss (self, &run.end);
  air_assert_recorded (self, "empty_confirmed_by_boots", "true");
  run_assert_stop_came_first (&run);
}

/* Whoever pressed Stop ended it: the link that is lost after that does not. */
static void
assert_ended_by_the_person (Run *run)
{
  air_assert_ended (&run->end, 0, LOST);
  air_assert_said (&run->end, "You stopped it at");
  air_assert_said (&run->end, "Every zone is below 10 mmHg.");
  air_assert_recorded (run->air, "end", "\"stop\"");
  air_assert_recorded (run->air, "empty_confirmed_by_boots", "true");
  run_assert_stop_came_first (run);
}

static gboolean
has_heard_stop (gpointer boots)
{
  return air_count_stops (boots) > 0;
}

static void
test_stop_that_was_not_obeyed_is_sent_again (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Run) run = { 0 };

  run_begin (&run, self);
  g_ptr_array_set_size (run.boots->writes, 0);
  ebb_sim_boots_set_fault (run.boots->sim, EBB_SIM_FAULT_IGNORE_STOPS, 1000000);
  air_type (&run.end, " ");
  air_wait_until (has_heard_stop, run.boots);
  g_assert_cmpint (get_run_state (run.boots), ==, EBB_RUN_RUNNING);
  run_lose (&run);
  ebb_sim_boots_clear_fault (run.boots->sim, EBB_SIM_FAULT_IGNORE_STOPS);
  run_regain (&run);
  air_wait_end (&run.end);
  assert_ended_by_the_person (&run);
}

static gboolean
let_air_out (gpointer boots)
{
  return get_run_state (boots) == EBB_RUN_VENTING;
}

static void
test_boots_that_let_air_out_are_stopped_again (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Run) run = { 0 };

  run_begin (&run, self);
  air_type (&run.end, " ");
  air_wait_until (let_air_out, run.boots);
  run_lose (&run);
  run_regain (&run);
  air_wait_end (&run.end);
  assert_ended_by_the_person (&run);
}

/* Its own end needs a person, on whatever link. */
static void
test_fault_stays_one (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Run) run = { 0 };

  run_begin (&run, self);
  g_ptr_array_set_size (run.boots->writes, 0);
  ebb_sim_boots_set_fault (run.boots->sim, EBB_SIM_FAULT_DRIFT, DRIFT_MMHG);
  air_wait_until (has_heard_stop, run.boots);
  run_lose (&run);
  ebb_sim_boots_clear_fault (run.boots->sim, EBB_SIM_FAULT_DRIFT);
  run_regain (&run);
  air_wait_screen (&run.end, LOOKED);
  run_assert_stop_came_first (&run);
  air_type (&run.end, "looked\n");
  air_wait_end (&run.end);
  air_assert_ended (&run.end, EXIT_ENDED_EARLY, "Ebb stopped: pressure went above the plan");
  air_assert_recorded (self, "end", "\"fault\"");
  air_assert_recorded (self, "empty_confirmed_by_boots", "true");
}

/* ---- what ends a link ---- */

static void
lose_power (DoubleBoots *boots)
{
  boots->n_aborted = NEVER;
  ebb_sim_boots_set_fault (boots->sim, EBB_SIM_FAULT_REBOOT, OFF_MS);
  double_boots_drop_link (boots);
}

static gboolean
has_power (gpointer boots)
{
  return ebb_sim_boots_get_fault (((DoubleBoots *) boots)->sim, EBB_SIM_FAULT_REBOOT) == 0;
}

/* BlueZ looks them up anew while the connection stays. */
static void
change_services (DoubleBoots *boots)
{
  boots->missing_role = EBB_ROLE_TELEMETRY;
  double_boots_hide_services (boots);
  double_boots_show_services (boots);
}

static gboolean
does_not_run (gpointer boots)
{
  return get_run_state (boots) != EBB_RUN_RUNNING;
}

static void
complete_services (DoubleBoots *boots)
{
  boots->missing_role = EBB_N_ROLES;
  if (boots->is_connected)
    double_boots_show_services (boots);
}

static void
unplug (DoubleBoots *boots)
{
  ebb_bluez_double_unplug_adapter (boots->bluez);
}

static void
plug_in (DoubleBoots *boots)
{
  ebb_bluez_double_plug_adapter (boots->bluez);
  double_boots_show (boots);
}

typedef struct
{
  void (*begin) (DoubleBoots *boots);
  gboolean (*is_over) (gpointer boots);
  void (*end) (DoubleBoots *boots);
} Break;

static const Break reboot = { lose_power, has_power, come_back };
static const Break other_services = { change_services, does_not_run, complete_services };
static const Break unplugged = { unplug, does_not_run, plug_in };

static void
test_stop_comes_first_afterwards (Air *self, gconstpointer data)
{
  const Break *what = data;
  g_auto (Run) run = { 0 };

  run_begin (&run, self);
  run_note_writes (&run);
  what->begin (run.boots);
  air_wait_until (what->is_over, run.boots);
  what->end (run.boots);
  air_wait_end (&run.end);
  air_assert_said (&run.end, LOST);
  assert_ended_by_the_loss (self, &run.end);
  air_assert_recorded (self, "empty_confirmed_by_boots", "true");
  run_assert_stop_came_first (&run);
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  AIR_ADD ("lost/while-it-prepares-nothing-starts", NULL, test_preparing_ends_at_once);
  AIR_ADD ("lost/while-it-starts-they-are-stopped-first", NULL, test_starting_is_stopped_first);
  AIR_ADD ("lost/in-a-pause-ends-it", NULL, test_pause_ends_with_it);
  AIR_ADD ("lost/again-and-again-each-return-begins-with-stop", NULL,
           test_link_that_comes_and_goes);
  AIR_ADD ("lost/before-stop-is-obeyed-it-is-sent-again", NULL,
           test_stop_that_was_not_obeyed_is_sent_again);
  AIR_ADD ("lost/while-air-goes-out-stop-is-sent-again", NULL,
           test_boots_that_let_air_out_are_stopped_again);
  AIR_ADD ("lost/in-a-fault-it-stays-one", NULL, test_fault_stays_one);
  AIR_ADD ("reboot/stop-comes-first", &reboot, test_stop_comes_first_afterwards);
  AIR_ADD ("other-services/stop-comes-first", &other_services, test_stop_comes_first_afterwards);
  AIR_ADD ("unplugged/stop-comes-first", &unplugged, test_stop_comes_first_afterwards);
  return g_test_run ();
}
