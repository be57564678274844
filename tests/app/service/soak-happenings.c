/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "soak.h"

/* What becomes of a session that runs. */

#define SOON_MS 30000

static gboolean
is_lost (ServiceFixture *fixture)
{
  return service_fixture_get_state (fixture) == EBB_SESSION_LINK_LOST;
}

static gboolean
is_faulty (ServiceFixture *fixture)
{
  return service_fixture_get_state (fixture) == EBB_SESSION_FAULT;
}

static gboolean
is_faulty_or_over (ServiceFixture *fixture)
{
  return is_faulty (fixture) || soak_is_over (fixture);
}

static gboolean
is_faulty_and_empty (ServiceFixture *fixture)
{
  return is_faulty (fixture) && ebb_current_session_get_snapshot (fixture->session)->is_vented;
}

static gboolean
is_paused (ServiceFixture *fixture)
{
  return service_fixture_get_state (fixture) == EBB_SESSION_PAUSED;
}

static void
run_for (Soak *soak, int least_ms, int most_ms)
{
  service_fixture_run_for (soak->fixture, (guint) g_rand_int_range (soak->dice, least_ms, most_ms));
}

static void
stop (Soak *soak)
{
  ebb_current_session_stop (soak->fixture->session, EBB_STOP_FROM_KEY);
}

static void
stop_that_is_ignored (Soak *soak)
{
  soak_break_boots (soak, EBB_SIM_FAULT_IGNORE_STOPS, g_rand_int_range (soak->dice, 1, 20));
  stop (soak);
}

static void
run_to_the_end (Soak *soak)
{
  service_fixture_run_for (soak->fixture, 310 * 1000);
}

static void
press_button (Soak *soak)
{
  soak_break_boots (soak, EBB_SIM_FAULT_BUTTON, 1);
}

static void
run_low (Soak *soak)
{
  soak_break_boots (soak, EBB_SIM_FAULT_BATTERY, g_rand_int_range (soak->dice, 2, 10));
}

/* ---- the link ---- */

static void
drop_link (Soak *soak)
{
  soak_break_boots (soak, EBB_SIM_FAULT_DROP_LINK, g_rand_int_range (soak->dice, 200, 60000));
}

static void
drop_link_and_stop (Soak *soak)
{
  drop_link (soak);
  run_for (soak, 50, 20000);
  stop (soak);
}

/* Nothing is written to boots that are not there; what was asked for goes out when they are back. */
static void
stop_while_lost (Soak *soak)
{
  soak_break_boots (soak, EBB_SIM_FAULT_DROP_LINK, g_rand_int_range (soak->dice, 15000, 60000));
  service_fixture_run_until (soak->fixture, is_lost, 1000);
  run_for (soak, 50, 8000);
  g_assert_true (is_lost (soak->fixture));
  stop (soak);
  g_assert_true (is_lost (soak->fixture));
}

static void
reboot (Soak *soak)
{
  soak_break_boots (soak, EBB_SIM_FAULT_REBOOT, g_rand_int_range (soak->dice, 300, 20000));
}

/* ---- faults: a person looks at the boots, and says so ---- */

static void
clear_at_boots (Soak *soak)
{
  service_fixture_run_until (soak->fixture, is_faulty_and_empty, SOON_MS);
  press_button (soak);
  ebb_current_session_clear_fault (soak->fixture->session);
}

/* They keep the link and say nothing; a person ends it in the end. */
static void
fall_silent (Soak *soak)
{
  soak_break_boots (soak, EBB_SIM_FAULT_SILENT, 1);
  service_fixture_run_for (soak->fixture, 15000);
  ebb_current_session_declare_boots_open (soak->fixture->session);
  ebb_sim_boots_clear_fault (soak_get_sim (soak, soak->broken), EBB_SIM_FAULT_SILENT);
  service_fixture_run_for (soak->fixture, 5000);
  ebb_current_session_clear_fault (soak->fixture->session);
}

/* A foot that had no air yet has none to keep. */
static void
stick_a_valve (Soak *soak)
{
  soak_break_boots (soak, EBB_SIM_FAULT_STUCK_VENT,
                    EBB_SIM_ZONE_BIT (EBB_SIDE_LEFT, EBB_ZONE_FOOT)
                        | EBB_SIM_ZONE_BIT (EBB_SIDE_RIGHT, EBB_ZONE_FOOT));
  stop (soak);
  service_fixture_run_until (soak->fixture, is_faulty_or_over, SOON_MS);
  soak_break_boots (soak, EBB_SIM_FAULT_STUCK_VENT, 0);
  if (is_faulty (soak->fixture))
    clear_at_boots (soak);
}

static void
send_rubbish (Soak *soak)
{
  soak_break_boots (soak, EBB_SIM_FAULT_HOSTILE_BYTES, EBB_SIM_MESSAGES_TELEMETRY);
  service_fixture_run_until (soak->fixture, is_faulty, SOON_MS);
  soak_break_boots (soak, EBB_SIM_FAULT_HOSTILE_BYTES, 0);
  clear_at_boots (soak);
}

/* ---- breaks ---- */

static void
pause_and_go_on (Soak *soak)
{
  ebb_current_session_pause (soak->fixture->session);
  service_fixture_run_until (soak->fixture, is_paused, SOON_MS);
  run_for (soak, 500, 60000);
  service_fixture_tick_all (soak->fixture);
  g_assert_true (ebb_current_session_start (soak->fixture->session, EBB_CONFIRMED_BY_PRESS)
                 || service_fixture_is_refused (soak->fixture, EBB_REFUSAL_BATTERY));
  service_fixture_run_for (soak->fixture, 8000);
  stop (soak);
}

/* Nobody comes back. */
static void
pause_too_long (Soak *soak)
{
  ebb_current_session_pause (soak->fixture->session);
  service_fixture_run_until (soak->fixture, is_paused, SOON_MS);
  service_fixture_run_until (soak->fixture, soak_is_over, 11 * 60 * 1000);
}

/* ---- the computer ---- */

static gboolean
is_sleep_delayed (Soak *soak)
{
  return ebb_sleep_watch_is_held (soak->fixture->sleep_watch);
}

static gboolean
is_not_running (Soak *soak)
{
  return !service_fixture_is_running (soak->fixture);
}

static gboolean
is_awake (Soak *soak)
{
  return !ebb_sleep_watch_is_leaving (soak->fixture->sleep_watch);
}

/* Stop goes out before the computer sleeps, which waits two seconds at most; the links are gone when
 * it wakes up. */
static void
sleep_and_wake (Soak *soak)
{
  soak_wait_for_bus (soak, is_sleep_delayed);
  login_double_say_sleep (soak->login, TRUE);
  soak_wait_for_bus (soak, is_not_running);
  service_fixture_run_for (soak->fixture, 2050);
  g_assert_cmpuint (login_double_count_held (soak->login), ==, 0);
  soak_break_each (soak, EBB_SIM_FAULT_DROP_LINK, g_rand_int_range (soak->dice, 100, 20000));
  service_fixture_run_for (soak->fixture, 3000);
  login_double_say_sleep (soak->login, FALSE);
  soak_wait_for_bus (soak, is_awake);
}

/* The window stays until the boots are empty. */
static void
quit_and_come_back (Soak *soak)
{
  ebb_current_session_stop (soak->fixture->session, EBB_STOP_FROM_WINDOW_CLOSE);
  service_fixture_run_until (soak->fixture, soak_is_over, SOON_MS);
  service_fixture_restart (soak->fixture, soak_get_identity (0));
  ebb_core_recover (soak->fixture->core);
}

static gboolean
is_nothing_left_open (ServiceFixture *fixture)
{
  return soak_is_over (fixture) && !service_fixture_is_refused (fixture, EBB_REFUSAL_OPEN_SESSION);
}

/* The next start finds the session open, stops the boots once more, and gives it its end. */
static void
kill_and_come_back (Soak *soak)
{
  soak_kill_program (soak);
  ebb_core_recover (soak->fixture->core);
  service_fixture_tick_all (soak->fixture);
  g_assert_true (service_fixture_is_refused (soak->fixture, EBB_REFUSAL_OPEN_SESSION));
  service_fixture_run_until (soak->fixture, is_nothing_left_open, 2 * SOON_MS);
}

/* clang-format off */
static const SoakHappening happenings[] = {
  { "stop", stop, SOAK_END_BIT (EBB_END_BY_STOP) },
  { "stop that is ignored", stop_that_is_ignored, SOAK_END_BIT (EBB_END_BY_STOP) },
  { "run to the end", run_to_the_end, SOAK_END_BIT (EBB_END_BY_COMPLETE) },
  { "button", press_button, SOAK_END_BIT (EBB_END_BY_BUTTON) },
  { "low battery", run_low, SOAK_END_BIT (EBB_END_BY_BATTERY) },
  { "drop", drop_link, SOAK_END_BIT (EBB_END_BY_LINK_LOST) },
  { "drop and stop", drop_link_and_stop, SOAK_END_BIT (EBB_END_BY_LINK_LOST) },
  { "stop while lost", stop_while_lost, SOAK_END_BIT (EBB_END_BY_LINK_LOST) },
  { "reboot", reboot, SOAK_END_BIT (EBB_END_BY_LINK_LOST) },
  { "silence", fall_silent, SOAK_END_BIT (EBB_END_BY_FAULT) },
  { "stuck valve", stick_a_valve, SOAK_END_BIT (EBB_END_BY_FAULT) | SOAK_END_BIT (EBB_END_BY_STOP) },
  { "rubbish", send_rubbish, SOAK_END_BIT (EBB_END_BY_FAULT) },
  { "pause", pause_and_go_on, SOAK_END_BIT (EBB_END_BY_STOP) },
  { "pause too long", pause_too_long, SOAK_END_BIT (EBB_END_BY_PAUSE_TIMEOUT) },
  { "sleep", sleep_and_wake, SOAK_END_BIT (EBB_END_BY_SLEEP) },
  { "quit", quit_and_come_back, SOAK_END_BIT (EBB_END_BY_QUIT) },
  { "crash", kill_and_come_back, SOAK_END_BIT (EBB_END_BY_CRASH) },
};
/* clang-format on */

const SoakHappening *
soak_get_happenings (guint *n)
{
  *n = G_N_ELEMENTS (happenings);
  return happenings;
}
