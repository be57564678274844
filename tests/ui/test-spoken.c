/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "spoken-fixture.h"

/* What is said to those who do not see the window: which sentences, how often, and when. */

static void
test_each_state_is_said_once (SpokenFixture *fixture, gconstpointer data)
{
  static const EbbSessionState states[] = { EBB_SESSION_STARTING, EBB_SESSION_RUNNING,
                                            EBB_SESSION_PAUSED, EBB_SESSION_RUNNING };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    for (guint tick = 0; tick < 10; tick++)
      {
        spoken_tell (fixture, states[i]);
        ebb_fake_clock_advance_ms (fixture->clock, 500);
      }
  spoken_assert_said (fixture, "Starting | Running | Paused. Air is out. | Running");
}

/* A screen reader that is interrupted says nothing whole. */
static void
test_status_leaves_two_seconds (SpokenFixture *fixture, gconstpointer data)
{
  spoken_tell (fixture, EBB_SESSION_STARTING);
  ebb_fake_clock_advance_ms (fixture->clock, 300);
  spoken_tell (fixture, EBB_SESSION_RUNNING);
  spoken_assert_said (fixture, "Starting");
  ebb_fake_clock_advance_ms (fixture->clock, 1600);
  spoken_assert_said (fixture, "");
  ebb_fake_clock_advance_ms (fixture->clock, 200);
  spoken_assert_said (fixture, "Running");
}

static void
test_stopping_is_said_at_once (SpokenFixture *fixture, gconstpointer data)
{
  spoken_tell (fixture, EBB_SESSION_STARTING);
  spoken_tell (fixture, EBB_SESSION_RUNNING);
  spoken_tell (fixture, EBB_SESSION_STOPPING);
  spoken_assert_said (fixture, "Starting | Stopping");
  fixture->snapshot.is_result_vented = true;
  fixture->snapshot.has_result = true;
  spoken_tell (fixture, EBB_SESSION_IDLE);
  spoken_assert_said (fixture, "");
  ebb_fake_clock_advance_ms (fixture->clock, 5000);
  spoken_assert_said (fixture, "Every zone is below 10\302\240mmHg.");
}

/* The second loss of a link is no less than the first. */
static void
test_what_is_wrong_is_said_each_time (SpokenFixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  spoken_tell (fixture, EBB_SESSION_LINK_LOST);
  first = spoken_take_said (fixture);
  g_assert_true (g_str_has_prefix (first, "The boots stopped answering."));
  spoken_tell (fixture, EBB_SESSION_LINK_LOST);
  spoken_assert_said (fixture, "");
  spoken_tell (fixture, EBB_SESSION_STOPPING);
  spoken_assert_said (fixture, "Stopping");
  spoken_tell (fixture, EBB_SESSION_LINK_LOST);
  second = spoken_take_said (fixture);
  g_assert_cmpstr (second, ==, first);
}

static void
test_air_that_stays_is_said_once (SpokenFixture *fixture, gconstpointer data)
{
  g_autofree char *said = NULL;

  spoken_tell (fixture, EBB_SESSION_STOPPING);
  spoken_assert_said (fixture, "Stopping");
  fixture->snapshot.stop_ms = EBB_STOP_IS_LATE_MS - 1;
  spoken_tell (fixture, EBB_SESSION_STOPPING);
  spoken_assert_said (fixture, "");
  for (guint i = 0; i < 10; i++)
    {
      fixture->snapshot.stop_ms += 500;
      spoken_tell (fixture, EBB_SESSION_STOPPING);
    }
  said = spoken_take_said (fixture);
  g_assert_true (g_str_has_prefix (said, "Air may still be in the boots."));
  g_assert_null (strstr (said, "|"));
}

static void
test_boots_of_another_app_are_said_once (SpokenFixture *fixture, gconstpointer data)
{
  fixture->scene.boots_identity = "AA:01";
  fixture->scene.is_running_elsewhere = TRUE;
  spoken_tell (fixture, EBB_SESSION_IDLE);
  spoken_tell (fixture, EBB_SESSION_IDLE);
  spoken_assert_said (fixture, "Another app controls these boots. STOP lets the air out.");
}

static void
test_low_battery_is_said_once (SpokenFixture *fixture, gconstpointer data)
{
  fixture->scene.battery_start_percent = 20;
  fixture->scene.battery_end_percent = 10;
  fixture->scene.battery_percent = 20;
  spoken_tell (fixture, EBB_SESSION_RUNNING);
  ebb_fake_clock_advance_ms (fixture->clock, 5000);
  spoken_assert_said (fixture, "Running");
  for (int percent = 19; percent > 10; percent--)
    {
      fixture->scene.battery_percent = percent;
      spoken_tell (fixture, EBB_SESSION_RUNNING);
      ebb_fake_clock_advance_ms (fixture->clock, 5000);
    }
  spoken_assert_said (fixture,
                      "Boots at \342\201\25019\302\240%\342\201\251. "
                      "The session ends by itself at \342\201\25010\302\240%\342\201\251.");
}

/* Pressure changes all the time, and is never said. */
static void
test_pressure_is_never_said (SpokenFixture *fixture, gconstpointer data)
{
  spoken_tell (fixture, EBB_SESSION_RUNNING);
  spoken_assert_said (fixture, "Running");
  fixture->snapshot.remaining_s = 700;
  for (guint i = 0; i < 200; i++)
    {
      fixture->snapshot.highest_pa = g_test_rand_int_range (0, 6000);
      spoken_tell (fixture, EBB_SESSION_RUNNING);
      ebb_fake_clock_advance_ms (fixture->clock, 500);
    }
  spoken_assert_said (fixture, "");
}

static void
test_time_left_is_said_every_five_minutes_and_the_last (SpokenFixture *fixture, gconstpointer data)
{
  for (guint left_s = 720; left_s > 0; left_s--)
    {
      fixture->snapshot.remaining_s = left_s;
      spoken_tell (fixture, EBB_SESSION_RUNNING);
      ebb_fake_clock_advance_ms (fixture->clock, 1000);
    }
  spoken_assert_said (fixture, "Running | 10 minutes left | 5 minutes left | 1 minute left");
}

/* What happens in the same moment is all said, each in its turn. */
static void
test_no_sentence_is_lost_to_the_next (SpokenFixture *fixture, gconstpointer data)
{
  fixture->scene.battery_start_percent = 20;
  fixture->scene.battery_end_percent = 10;
  fixture->scene.battery_percent = 82;
  fixture->snapshot.heat_ddeg = 400;
  fixture->snapshot.remaining_s = 301;
  spoken_tell (fixture, EBB_SESSION_RUNNING);
  ebb_fake_clock_advance_ms (fixture->clock, 500);
  spoken_tell (fixture, EBB_SESSION_RUNNING);
  fixture->snapshot.remaining_s = 300;
  fixture->snapshot.heat_ddeg = EBB_HEAT_OFF_DDEG;
  fixture->scene.battery_percent = 18;
  ebb_fake_clock_advance_ms (fixture->clock, 500);
  spoken_tell (fixture, EBB_SESSION_RUNNING);
  spoken_assert_said (fixture, "Running");
  ebb_fake_clock_advance_ms (fixture->clock, 1000);
  spoken_assert_said (fixture, "5 minutes left");
  ebb_fake_clock_advance_ms (fixture->clock, 1900);
  spoken_assert_said (fixture, "");
  ebb_fake_clock_advance_ms (fixture->clock, 100);
  spoken_assert_said (fixture, "Heat turned off");
  ebb_fake_clock_advance_ms (fixture->clock, 2000);
  spoken_assert_said (fixture,
                      "Boots at \342\201\25018\302\240%\342\201\251. "
                      "The session ends by itself at \342\201\25010\302\240%\342\201\251.");
}

/* What waits to be said of a session that goes on is not said of one that stops. */
static void
test_another_state_takes_back_what_waits (SpokenFixture *fixture, gconstpointer data)
{
  fixture->snapshot.heat_ddeg = 400;
  spoken_tell (fixture, EBB_SESSION_RUNNING);
  fixture->snapshot.heat_ddeg = EBB_HEAT_OFF_DDEG;
  spoken_tell (fixture, EBB_SESSION_RUNNING);
  spoken_tell (fixture, EBB_SESSION_STOPPING);
  ebb_fake_clock_advance_ms (fixture->clock, 10000);
  spoken_assert_said (fixture, "Running | Stopping");
}

/* ---- before a session, and after it ---- */

static void
test_end_is_said_with_its_reason (SpokenFixture *fixture, gconstpointer data)
{
  fixture->snapshot.is_result_vented = true;
  fixture->snapshot.has_result = true;
  fixture->snapshot.end = EBB_END_BY_BUTTON;
  spoken_tell (fixture, EBB_SESSION_IDLE);
  spoken_assert_said (
      fixture, "Every zone is below 10\302\240mmHg. The boots\342\200\231 own button stopped it");
}

/* What happened, what it means for the body, what to do: not the first alone. */
static void
test_fault_is_said_with_what_to_do (SpokenFixture *fixture, gconstpointer data)
{
  fixture->snapshot.fault = EBB_FAULT_STUCK_SQUEEZE;
  spoken_tell (fixture, EBB_SESSION_FAULT);
  spoken_assert_said (fixture,
                      "Ebb stopped: a zone stayed tight for 60\302\240s. Long squeezing is bad for "
                      "nerves. Open the boots now.");
}

static void
test_what_boots_do_without_a_link_is_said (SpokenFixture *fixture, gconstpointer data)
{
  fixture->scene.boots_tier = EBB_TIER_D;
  spoken_tell (fixture, EBB_SESSION_LINK_LOST);
  spoken_assert_said (fixture,
                      "The boots stopped answering. Press the stop button on the boots. Ebb does "
                      "not know when these boots stop.");
  spoken_tell (fixture, EBB_SESSION_IDLE);
  /* Another run of Ebb had them last; this one has never heard them. */
  fixture->snapshot.end = EBB_END_BY_CRASH;
  spoken_tell (fixture, EBB_SESSION_LINK_LOST);
  spoken_assert_said (fixture,
                      "Ebb ended before the boots were empty. Press the stop button on the boots. "
                      "Ebb does not know when these boots stop.");
}

static void
test_empty_boots_after_a_fault_are_said_once (SpokenFixture *fixture, gconstpointer data)
{
  g_autofree char *fault = NULL;

  fixture->snapshot.highest_pa = 4000;
  fixture->snapshot.is_reading_known = true;
  spoken_tell (fixture, EBB_SESSION_FAULT);
  fault = spoken_take_said (fixture);
  g_assert_true (g_str_has_prefix (fault, "Ebb stopped"));
  fixture->snapshot.highest_pa = 0;
  spoken_tell (fixture, EBB_SESSION_FAULT);
  spoken_assert_said (fixture, "");
  fixture->snapshot.is_vented = true;
  spoken_tell (fixture, EBB_SESSION_FAULT);
  spoken_tell (fixture, EBB_SESSION_FAULT);
  spoken_assert_said (fixture, "Every zone is below 10\302\240mmHg.");
}

static void
test_link_is_said_when_it_changes (SpokenFixture *fixture, gconstpointer data)
{
  fixture->scene.boots_state = EBB_BOOTS_CONNECTING;
  for (guint i = 0; i < 10; i++)
    {
      fixture->scene.boots_retries = i;
      spoken_tell (fixture, EBB_SESSION_IDLE);
      ebb_fake_clock_advance_ms (fixture->clock, 500);
    }
  spoken_assert_said (fixture, "Boots: Connecting\342\200\246 this can take 10\302\240s");
  fixture->scene.boots_state = EBB_BOOTS_READY;
  spoken_tell (fixture, EBB_SESSION_IDLE);
  spoken_assert_said (fixture, "Boots: Connected");
}

/* A link that comes and goes is heard as it is, not as it was five times. */
static void
test_flapping_link_leaves_no_backlog (SpokenFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 50; i++)
    {
      fixture->scene.boots_state = i % 2 == 0 ? EBB_BOOTS_CONNECTING : EBB_BOOTS_READY;
      spoken_tell (fixture, EBB_SESSION_IDLE);
    }
  fixture->scene.boots_state = EBB_BOOTS_AWAY;
  spoken_tell (fixture, EBB_SESSION_IDLE);
  ebb_fake_clock_advance_ms (fixture->clock, 60000);
  spoken_assert_said (fixture, "Boots: Connecting\342\200\246 this can take 10\302\240s | "
                               "Boots: Not connected");
}

static void
test_boots_that_stop_for_another_app_are_said_to (SpokenFixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;

  fixture->scene.boots_identity = "AA:01";
  fixture->scene.is_running_elsewhere = TRUE;
  spoken_tell (fixture, EBB_SESSION_IDLE);
  first = spoken_take_said (fixture);
  fixture->scene.is_running_elsewhere = FALSE;
  spoken_tell (fixture, EBB_SESSION_IDLE);
  spoken_tell (fixture, EBB_SESSION_IDLE);
  spoken_assert_said (fixture, "The boots have stopped");
}

/* A person chose others: those of before run on, and nothing was heard of their end. */
static void
test_boots_left_running_are_not_said_to_stop (SpokenFixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;

  fixture->scene.boots_identity = "AA:01";
  fixture->scene.is_running_elsewhere = TRUE;
  spoken_tell (fixture, EBB_SESSION_IDLE);
  first = spoken_take_said (fixture);
  fixture->scene.boots_identity = "AA:02";
  fixture->scene.is_running_elsewhere = FALSE;
  spoken_tell (fixture, EBB_SESSION_IDLE);
  spoken_assert_said (fixture, "");
  fixture->scene.boots_identity = "AA:01";
  fixture->scene.is_running_elsewhere = TRUE;
  spoken_tell (fixture, EBB_SESSION_IDLE);
  spoken_assert_said (fixture, "Another app controls these boots. STOP lets the air out.");
}

/* Another program of the account: what it comes to, once each, and no end that nobody read. */
static void
test_session_of_another_program_is_said (SpokenFixture *fixture, gconstpointer data)
{
  EbbSnapshot      other = { .state = EBB_SESSION_RUNNING };
  g_autofree char *first = NULL;

  fixture->scene.elsewhere = &other;
  fixture->scene.elsewhere_identity = "AA:01";
  spoken_tell (fixture, EBB_SESSION_IDLE);
  spoken_tell (fixture, EBB_SESSION_IDLE);
  first = spoken_take_said (fixture);
  g_assert_true (g_str_has_suffix (first, "Another app controls these boots. STOP lets the air "
                                          "out."));
  other.state = EBB_SESSION_STOPPING;
  spoken_tell (fixture, EBB_SESSION_IDLE);
  spoken_assert_said (fixture, "Letting the air out");
  fixture->scene.elsewhere = NULL;
  fixture->scene.is_elsewhere_empty = TRUE;
  spoken_tell (fixture, EBB_SESSION_IDLE);
  ebb_fake_clock_advance_ms (fixture->clock, 5000);
  spoken_assert_said (fixture, "The boots have stopped");
  fixture->scene.elsewhere = &other;
  fixture->scene.is_elsewhere_empty = FALSE;
  spoken_tell (fixture, EBB_SESSION_IDLE);
  spoken_assert_said (fixture, "Letting the air out");
  fixture->scene.elsewhere = NULL;
  spoken_tell (fixture, EBB_SESSION_IDLE);
  ebb_fake_clock_advance_ms (fixture->clock, 5000);
  spoken_assert_said (fixture, "");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                            \
  g_test_add (path, SpokenFixture, NULL, spoken_set_up, test, spoken_tear_down)
  ADD ("/ui/spoken/each-state-is-said-once", test_each_state_is_said_once);
  ADD ("/ui/spoken/session-of-another-program-is-said", test_session_of_another_program_is_said);
  ADD ("/ui/spoken/status-leaves-two-seconds", test_status_leaves_two_seconds);
  ADD ("/ui/spoken/stopping-is-said-at-once", test_stopping_is_said_at_once);
  ADD ("/ui/spoken/what-is-wrong-is-said-each-time", test_what_is_wrong_is_said_each_time);
  ADD ("/ui/spoken/air-that-stays-is-said-once", test_air_that_stays_is_said_once);
  ADD ("/ui/spoken/boots-of-another-app-are-said-once", test_boots_of_another_app_are_said_once);
  ADD ("/ui/spoken/low-battery-is-said-once", test_low_battery_is_said_once);
  ADD ("/ui/spoken/pressure-is-never-said", test_pressure_is_never_said);
  ADD ("/ui/spoken/time-left-is-said-every-five-minutes-and-the-last",
       test_time_left_is_said_every_five_minutes_and_the_last);
  ADD ("/ui/spoken/no-sentence-is-lost-to-the-next", test_no_sentence_is_lost_to_the_next);
  ADD ("/ui/spoken/another-state-takes-back-what-waits", test_another_state_takes_back_what_waits);
  ADD ("/ui/spoken/end-is-said-with-its-reason", test_end_is_said_with_its_reason);
  ADD ("/ui/spoken/fault-is-said-with-what-to-do", test_fault_is_said_with_what_to_do);
  ADD ("/ui/spoken/what-boots-do-without-a-link-is-said",
       test_what_boots_do_without_a_link_is_said);
  ADD ("/ui/spoken/empty-boots-after-a-fault-are-said-once",
       test_empty_boots_after_a_fault_are_said_once);
  ADD ("/ui/spoken/link-is-said-when-it-changes", test_link_is_said_when_it_changes);
  ADD ("/ui/spoken/flapping-link-leaves-no-backlog", test_flapping_link_leaves_no_backlog);
  ADD ("/ui/spoken/boots-that-stop-for-another-app-are-said-to",
       test_boots_that_stop_for_another_app_are_said_to);
  ADD ("/ui/spoken/boots-left-running-are-not-said-to-stop",
       test_boots_left_running_are_not_said_to_stop);
#undef ADD
  return g_test_run ();
}
