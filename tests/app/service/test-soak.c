/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <stdlib.h>

#include "ebb-boots-list-private.h"
#include "ebb-boots-private.h"
#include "ebb-boots-recording.h"
#include "ebb-current-session-private.h"
#include "service-fixture.h"

/* Evenings of use, one after the other, with everything that goes wrong in them: no state is kept for
 * ever, every session is accounted for, and nothing is left over. Argument: minutes of use. The
 * dice are the same each time. */

#define SEED 20261121
#define END_MAX_MS (4 * 60 * 1000)
#define READY_MAX_MS (5 * 60 * 1000)

typedef struct
{
  ServiceFixture *fixture;
  GRand          *dice;
  guint           n_started;
  guint           n_of[8];
  char           *identity;
} Soak;

static guint minutes;

static EbbBoots *
get_boots (Soak *soak)
{
  return ebb_boots_list_find (soak->fixture->list, soak->identity);
}

static gboolean
is_over (ServiceFixture *fixture)
{
  const EbbSnapshot *snapshot = ebb_current_session_get_snapshot (fixture->session);

  return snapshot->state == EBB_SESSION_IDLE && !snapshot->is_record_pending;
}

static gboolean
can_start (ServiceFixture *fixture)
{
  gsize n;

  service_fixture_tick_all (fixture);
  ebb_current_session_get_refusals (fixture->session, &n);
  return n == 0 && is_over (fixture);
}

static gboolean
is_paused (ServiceFixture *fixture)
{
  return service_fixture_get_state (fixture) == EBB_SESSION_PAUSED || is_over (fixture);
}

static void
break_boots (Soak *soak, EbbSimFault fault, int value)
{
  EbbClock *clock = EBB_CLOCK (soak->fixture->clock);

  ebb_sim_boots_advance_to (soak->fixture->sim, ebb_clock_get_boottime_us (clock));
  ebb_sim_boots_set_fault (soak->fixture->sim, fault, value);
}

/* ---- what becomes of a session that runs ---- */

static void
stop (Soak *soak)
{
  ebb_current_session_stop (soak->fixture->session, EBB_STOP_FROM_KEY);
}

static void
drop_link (Soak *soak)
{
  break_boots (soak, EBB_SIM_FAULT_DROP_LINK, g_rand_int_range (soak->dice, 200, 60000));
}

static void
drop_link_and_stop (Soak *soak)
{
  drop_link (soak);
  service_fixture_run_for (soak->fixture, (guint) g_rand_int_range (soak->dice, 50, 20000));
  stop (soak);
}

static void
press_button (Soak *soak)
{
  break_boots (soak, EBB_SIM_FAULT_SLOW_ANSWERS, 1);
  ebb_sim_boots_clear_fault (soak->fixture->sim, EBB_SIM_FAULT_SLOW_ANSWERS);
  ebb_sim_boots_press_button (soak->fixture->sim);
}

/* They keep the link and say nothing; a person ends it in the end. */
static void
fall_silent (Soak *soak)
{
  break_boots (soak, EBB_SIM_FAULT_SILENT, 1);
  service_fixture_run_for (soak->fixture, 15000);
  ebb_current_session_declare_boots_open (soak->fixture->session);
  ebb_sim_boots_clear_fault (soak->fixture->sim, EBB_SIM_FAULT_SILENT);
  service_fixture_run_for (soak->fixture, 5000);
  ebb_current_session_clear_fault (soak->fixture->session);
}

static void
pause_and_go_on (Soak *soak)
{
  ebb_current_session_pause (soak->fixture->session);
  service_fixture_run_until (soak->fixture, is_paused, 30000);
  service_fixture_run_for (soak->fixture, (guint) g_rand_int_range (soak->dice, 500, 60000));
  service_fixture_tick_all (soak->fixture);
  ebb_current_session_start (soak->fixture->session);
  service_fixture_run_for (soak->fixture, 8000);
  stop (soak);
}

/* The computer sleeps: Stop goes out, the link is gone when it wakes up. */
static void
sleep_and_wake (Soak *soak)
{
  ebb_current_session_stop (soak->fixture->session, EBB_STOP_FROM_SLEEP);
  service_fixture_run_for (soak->fixture, 1000);
  break_boots (soak, EBB_SIM_FAULT_DROP_LINK, 5000);
  service_fixture_run_for (soak->fixture, 3000);
  ebb_boots_list_start_over (soak->fixture->list);
  ebb_current_session_start_over (soak->fixture->session);
}

static void
run_to_the_end (Soak *soak)
{
  service_fixture_run_for (soak->fixture, 310 * 1000);
}

static void (*const happenings[]) (Soak *soak) = {
  stop,        drop_link,       drop_link_and_stop, press_button,
  fall_silent, pause_and_go_on, sleep_and_wake,     run_to_the_end,
};

/* ---- an evening ---- */

static void
run_session (Soak *soak)
{
  const guint at = (guint) g_rand_int_range (soak->dice, 0, G_N_ELEMENTS (happenings));

  soak->n_of[at]++;
  service_fixture_run_until (soak->fixture, can_start, READY_MAX_MS);
  ebb_current_session_set_length_s (soak->fixture->session, 300);
  g_assert_true (ebb_current_session_start (soak->fixture->session));
  soak->n_started++;
  service_fixture_run_until (soak->fixture, service_fixture_is_running, 20000);
  service_fixture_run_for (soak->fixture, (guint) g_rand_int_range (soak->dice, 100, 40000));
  happenings[at](soak);
  service_fixture_run_until (soak->fixture, is_over, END_MAX_MS);
  ebb_current_session_dismiss_result (soak->fixture->session);
}

/* Between sessions: the program is started anew, or boots are switched off for a while. */
static void
spend_a_while (Soak *soak)
{
  switch (g_rand_int_range (soak->dice, 0, 4))
    {
    case 0:
      /* No try of the run before may still be on its way. */
      ebb_boots_disconnect (get_boots (soak));
      service_fixture_run_for (soak->fixture, 15000);
      service_fixture_restart (soak->fixture, soak->identity);
      ebb_core_recover (soak->fixture->core);
      break;
    case 1:
      break_boots (soak, EBB_SIM_FAULT_DROP_LINK, g_rand_int_range (soak->dice, 1000, 60000));
      break;
    case 2:
      ebb_boots_set_is_recorded (get_boots (soak), g_rand_boolean (soak->dice));
      break;
    default:
      break;
    }
  service_fixture_run_for (soak->fixture, (guint) g_rand_int_range (soak->dice, 100, 30000));
}

static guint
count_descriptors (void)
{
  g_autoptr (GDir) directory = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (directory) != NULL)
    n++;
  return n;
}

static void
assert_all_are_accounted_for (Soak *soak)
{
  g_autoptr (GPtrArray) records = service_fixture_list_sessions (soak->fixture);

  g_assert_cmpuint (records->len, ==, soak->n_started);
  for (guint i = 0; i < records->len; i++)
    {
      const EbbSessionRecord *record = g_ptr_array_index (records, i);

      g_assert_cmpint (record->ended_wall_us, >, record->started_wall_us);
      g_assert_cmpint (record->end, !=, EBB_END_BY_NONE);
      g_assert_cmpint (record->end, !=, EBB_END_BY_CRASH);
    }
}

static void
test_evenings_leave_nothing_behind (ServiceFixture *fixture, gconstpointer data)
{
  EbbClock    *clock = EBB_CLOCK (fixture->clock);
  const gint64 until_us =
      ebb_clock_get_boottime_us (clock) + (gint64) minutes * 60 * G_USEC_PER_SEC;
  Soak  soak = { .fixture = fixture, .dice = g_rand_new_with_seed (SEED) };
  guint n_descriptors;
  guint n_timeouts;

  soak.identity = g_strdup (ebb_boots_get_identity (service_fixture_take_boots (fixture)));
  run_session (&soak);
  service_fixture_run_until (fixture, can_start, READY_MAX_MS);
  n_descriptors = count_descriptors ();
  n_timeouts = ebb_fake_clock_count_timeouts (fixture->clock);
  while (ebb_clock_get_boottime_us (clock) < until_us)
    {
      spend_a_while (&soak);
      run_session (&soak);
    }
  ebb_boots_set_is_recorded (get_boots (&soak), FALSE);
  service_fixture_run_until (fixture, can_start, READY_MAX_MS);
  ebb_traces_flush (fixture->traces);
  g_assert_cmpuint (count_descriptors (), ==, n_descriptors);
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (fixture->clock), <=, n_timeouts + 1);
  assert_all_are_accounted_for (&soak);
  g_test_message ("%u sessions in %u minutes", soak.n_started, minutes);
  for (guint i = 0; i < G_N_ELEMENTS (happenings); i++)
    g_test_message ("happening %u: %u times", i, soak.n_of[i]);
  g_assert_cmpuint (soak.n_started, >=, minutes / 6);
  g_rand_free (soak.dice);
  g_free (soak.identity);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  minutes = (guint) atoi (argv[1]);
  g_assert_cmpuint (minutes, >, 0);
  g_test_add ("/soak/evenings-leave-nothing-behind", ServiceFixture, NULL, service_fixture_set_up,
              test_evenings_leave_nothing_behind, service_fixture_tear_down);
  return g_test_run ();
}
