/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "session-bench.h"

/* The performer on a scripted link with strict boots behind it: stop, loss, faults, what is found. */

#define RUN_MS 3000
#define RECONNECT_MS 8000

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

static const EbbScriptedEntry *
find_first_sent (SessionBench *bench, guint index)
{
  EbbScriptedLink *link = bench->boots[index].link;

  for (guint i = 0; i < ebb_scripted_link_count_entries (link); i++)
    if (ebb_scripted_link_get_entry (link, i)->act == EBB_SCRIPTED_SEND)
      return ebb_scripted_link_get_entry (link, i);
  return NULL;
}

/* Puts the session in each state it can be in with its links up. */
static void
bring_into (SessionBench *bench, EbbSessionState state)
{
  run (bench, 1);
  if (state == EBB_SESSION_PAUSED)
    ebb_session_pause (bench->session);
  else if (state == EBB_SESSION_STOPPING || state == EBB_SESSION_IDLE || state == EBB_SESSION_ARMED
           || state == EBB_SESSION_STARTING)
    ebb_session_stop (bench->session, EBB_END_BY_STOP);
  else if (state == EBB_SESSION_FAULT)
    {
      g_test_expect_message ("ebb-engine", G_LOG_LEVEL_WARNING, "last gate*");
      ebb_session_set_intensity_pa (bench->session, 40000);
      g_test_assert_expected_messages ();
    }
  if (state == EBB_SESSION_ARMED || state == EBB_SESSION_STARTING)
    {
      session_bench_reach (bench, EBB_SESSION_IDLE, RUN_MS);
      session_bench_confirm (bench, 0, NULL);
    }
  session_bench_reach (bench, state, RUN_MS);
}

/* I12: in the very call, whatever the state. */
static void
test_stop_is_written_at_once_in_every_state (void)
{
  for (int state = EBB_SESSION_IDLE; state <= EBB_SESSION_FAULT; state++)
    {
      SessionBench bench;
      guint        n_before;

      if (state == EBB_SESSION_LINK_LOST)
        continue;
      bring_into (&bench, (EbbSessionState) state);
      n_before = session_bench_count_stops (&bench, 0);
      ebb_session_stop (bench.session, EBB_END_BY_STOP);
      g_assert_cmpuint (session_bench_count_stops (&bench, 0), ==, n_before + 1);
      session_bench_clear (&bench);
    }
}

static void
test_stop_overtakes_a_request_that_hangs (void)
{
  SessionBench bench;
  guint        n_before;

  run (&bench, 1);
  bench.boots[0].boots.is_silent = TRUE;
  ebb_session_set_intensity_pa (bench.session,
                                ebb_session_get_snapshot (bench.session)->intensity_pa - 133);
  session_bench_advance (&bench, 100);
  n_before = session_bench_count_stops (&bench, 0);
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  g_assert_cmpuint (session_bench_count_stops (&bench, 0), ==, n_before + 1);
  session_bench_clear (&bench);
}

static void
test_stop_repeats_each_300_ms_until_vented (void)
{
  SessionBench bench;
  guint        n_before;

  run (&bench, 1);
  bench.boots[0].boots.ignored_stops = 3;
  n_before = session_bench_count_stops (&bench, 0);
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  session_bench_advance (&bench, 890);
  g_assert_cmpuint (session_bench_count_stops (&bench, 0), ==, n_before + 3);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_STOPPING);
  g_assert_cmpint (bench.boots[0].boots.status.run_state, ==, EBB_RUN_RUNNING);
  session_bench_advance (&bench, 20);
  g_assert_cmpuint (session_bench_count_stops (&bench, 0), ==, n_before + 4);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  n_before = session_bench_count_stops (&bench, 0);
  session_bench_advance (&bench, RUN_MS);
  g_assert_cmpuint (session_bench_count_stops (&bench, 0), ==, n_before);
  session_bench_clear (&bench);
}

/* What they say of themselves is not what is in them. */
static void
test_stopped_is_not_believed_of_boots_that_are_full (void)
{
  SessionBench bench;
  StrictBoots *boots = &bench.boots[0].boots;
  guint        n_before;

  run (&bench, 1);
  session_bench_advance (&bench, RUN_MS);
  boots->stops_full = TRUE;
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  session_bench_advance (&bench, 2000);
  g_assert_cmpint (boots->status.run_state, ==, EBB_RUN_STOPPED);
  g_assert_cmpint (boots->pressure_pa, >, bench.limits.vented_below_pa);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_STOPPING);
  n_before = session_bench_count_stops (&bench, 0);
  session_bench_advance (&bench, 3000);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_STOPPING);
  g_assert_cmpuint (session_bench_count_stops (&bench, 0), >=, n_before + 9);
  session_bench_reach (&bench, EBB_SESSION_FAULT, 15000);
  g_assert_cmpint (ebb_session_get_snapshot (bench.session)->fault, ==, EBB_FAULT_NOT_VENTED);
  g_assert_false (ebb_session_get_snapshot (bench.session)->is_vented);
  session_bench_clear (&bench);
}

static void
test_stop_while_armed_starts_nothing (void)
{
  SessionBench bench;

  session_bench_init (&bench, 1);
  session_bench_connect (&bench);
  session_bench_confirm (&bench, 0, NULL);
  session_bench_advance (&bench, 15);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_ARMED);
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_IDLE);
  session_bench_advance (&bench, 5000);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_START), ==, 0);
  g_assert_cmpuint (bench.journal->n_closed, ==, 1);
  session_bench_clear (&bench);
}

static gboolean
lose_cb (gpointer user_data)
{
  session_bench_lose (user_data, 0);
  return G_SOURCE_REMOVE;
}

/* From within the main loop, as on the air, the request that is under way hears of it first. */
static void
test_lost_link_while_armed_is_the_end (void)
{
  SessionBench bench;

  session_bench_init (&bench, 1);
  session_bench_connect (&bench);
  bench.boots[0].boots.is_silent = TRUE;
  session_bench_confirm (&bench, 0, NULL);
  session_bench_advance (&bench, 100);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_ARMED);
  g_idle_add (lose_cb, &bench);
  ebb_settle ();
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_IDLE);
  session_bench_advance (&bench, RECONNECT_MS);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_START), ==, 0);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_LINK_LOST);
  session_bench_clear (&bench);
}

static void
test_lost_link_hears_stop_first_and_never_start (void)
{
  SessionBench            bench;
  const EbbScriptedEntry *first;

  run (&bench, 1);
  session_bench_set_in_reach (&bench, 0, FALSE);
  session_bench_lose (&bench, 0);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_LINK_LOST);
  session_bench_advance (&bench, 2000);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_LINK_LOST);
  g_assert_cmpint (bench.boots[0].boots.status.run_state, ==, EBB_RUN_RUNNING);
  ebb_scripted_link_clear_log (bench.boots[0].link);
  session_bench_set_in_reach (&bench, 0, TRUE);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RECONNECT_MS);
  first = find_first_sent (&bench, 0);
  g_assert_nonnull (first);
  g_assert_cmpint (first->role, ==, EBB_ROLE_STOP);
  session_bench_advance (&bench, RECONNECT_MS);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_START), ==, 0);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_RENEW), ==, 0);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_LINK_LOST);
  g_assert_true (bench.journal->closed->is_vented_confirmed);
  session_bench_clear (&bench);
}

static void
test_loss_of_one_of_two_vents_the_other (void)
{
  SessionBench bench;

  run (&bench, 2);
  session_bench_set_in_reach (&bench, 1, FALSE);
  session_bench_lose (&bench, 1);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_LINK_LOST);
  g_assert_cmpint (bench.boots[0].boots.status.run_state, !=, EBB_RUN_RUNNING);
  session_bench_advance (&bench, 3000);
  g_assert_cmpint (bench.boots[0].boots.status.run_state, ==, EBB_RUN_STOPPED);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_LINK_LOST);
  session_bench_set_in_reach (&bench, 1, TRUE);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RECONNECT_MS);
  g_assert_cmpint (bench.boots[1].boots.status.run_state, ==, EBB_RUN_STOPPED);
  session_bench_clear (&bench);
}

static void
test_boots_out_of_reach_can_be_said_to_be_open (void)
{
  SessionBench bench;

  run (&bench, 1);
  session_bench_set_in_reach (&bench, 0, FALSE);
  session_bench_lose (&bench, 0);
  session_bench_advance (&bench, 1000);
  ebb_session_declare_boots_open (bench.session);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_IDLE);
  g_assert_false (bench.journal->closed->is_vented_confirmed);
  g_assert_cmpuint (ebb_session_get_owed_stop_epoch (bench.session), ==, 1);
  g_assert_true (ebb_session_get_snapshot (bench.session)->is_stop_owed);
  session_bench_set_in_reach (&bench, 0, TRUE);
  session_bench_connect (&bench);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_assert_cmpint (bench.boots[0].boots.status.run_state, ==, EBB_RUN_STOPPED);
  g_assert_cmpuint (ebb_session_get_owed_stop_epoch (bench.session), ==, 0);
  g_assert_false (ebb_session_get_snapshot (bench.session)->is_stop_owed);
  session_bench_clear (&bench);
}

/* The one that comes first is not stopped alone. */
static void
test_both_that_are_owed_a_stop_are_tried_for (void)
{
  SessionBench bench;

  run (&bench, 2);
  for (guint i = 0; i < 2; i++)
    session_bench_set_in_reach (&bench, i, FALSE);
  for (guint i = 0; i < 2; i++)
    session_bench_lose (&bench, i);
  session_bench_advance (&bench, 1000);
  ebb_session_declare_boots_open (bench.session);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_IDLE);
  session_bench_set_in_reach (&bench, 0, TRUE);
  ebb_controller_connect_async (bench.boots[0].controller, 1, NULL, NULL, NULL);
  session_bench_reach (&bench, EBB_SESSION_STOPPING, RUN_MS);
  session_bench_advance (&bench, RUN_MS);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_STOPPING);
  session_bench_set_in_reach (&bench, 1, TRUE);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RECONNECT_MS);
  g_assert_cmpint (bench.boots[1].boots.status.run_state, ==, EBB_RUN_STOPPED);
  g_assert_cmpuint (bench.boots[1].boots.status.closed_epoch, ==, 1);
  session_bench_clear (&bench);
}

static void
test_silence_is_a_fault_after_3_s (void)
{
  SessionBench bench;

  run (&bench, 1);
  session_bench_advance (&bench, 1000);
  bench.boots[0].boots.is_silent = TRUE;
  session_bench_advance (&bench, 2400);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_RUNNING);
  session_bench_reach (&bench, EBB_SESSION_FAULT, 1500);
  g_assert_cmpint (ebb_session_get_snapshot (bench.session)->fault, ==, EBB_FAULT_NO_READING);
  g_assert_false (ebb_session_get_snapshot (bench.session)->is_reading_known);
  session_bench_clear (&bench);
}

static void
test_overshoot_is_a_fault (void)
{
  SessionBench bench;

  run (&bench, 1);
  session_bench_advance (&bench, 2000);
  bench.boots[0].boots.pressure_pa = bench.limits.first_session_cap_pa + 20 * 133;
  bench.boots[0].boots.intensity_pa = bench.boots[0].boots.pressure_pa;
  session_bench_reach (&bench, EBB_SESSION_FAULT, 2000);
  g_assert_cmpint (ebb_session_get_snapshot (bench.session)->fault, ==, EBB_FAULT_OVERSHOOT);
  /* Though nobody may be there to end it. */
  g_assert_cmpint (bench.journal->noted, ==, EBB_FAULT_OVERSHOOT);
  session_bench_clear (&bench);
}

static void
test_empty_battery_ends_it (void)
{
  SessionBench bench;

  run (&bench, 1);
  ebb_scripted_link_receive (bench.boots[0].link, EBB_ROLE_BATTERY, (const uint8_t *) "\x09", 1);
  session_bench_reach (&bench, EBB_SESSION_STOPPING, 500);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_BATTERY);
  session_bench_clear (&bench);
}

/* H5: nobody heard that the computer would sleep. Awake again, nothing that was counted before holds. */
static void
test_sleep_resumes_nothing (void)
{
  SessionBench bench;
  guint        n_starts;
  guint        n_stops;

  run (&bench, 1);
  n_starts = session_bench_count_requests (&bench, 0, EBB_OP_START);
  n_stops = session_bench_count_stops (&bench, 0);
  ebb_fake_clock_sleep_ms (bench.clock, 7200 * 1000);
  /* The boots say what they did meanwhile; they are told to stop all the same. */
  session_bench_reach (&bench, EBB_SESSION_STOPPING, 500);
  g_assert_cmpuint (session_bench_count_stops (&bench, 0), >, n_stops);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  session_bench_advance (&bench, RUN_MS);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_IDLE);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_START), ==, n_starts);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_NOT_HEARD);
  session_bench_clear (&bench);
}

/* The same of boots that say nothing any more when it is awake: nobody knows what they did. */
static void
test_sleep_resumes_nothing_of_silent_boots (void)
{
  SessionBench bench;
  guint        n_starts;

  run (&bench, 1);
  n_starts = session_bench_count_requests (&bench, 0, EBB_OP_START);
  bench.boots[0].boots.is_silent = TRUE;
  ebb_fake_clock_sleep_ms (bench.clock, 7200 * 1000);
  session_bench_advance (&bench, RUN_MS);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_FAULT);
  bench.boots[0].boots.is_silent = FALSE;
  session_bench_advance (&bench, RUN_MS);
  g_assert_cmpint (session_bench_get_state (&bench), !=, EBB_SESSION_RUNNING);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_START), ==, n_starts);
  session_bench_clear (&bench);
}

static void
test_open_journal_is_stopped_first (void)
{
  SessionBench            bench;
  const EbbScriptedEntry *first;

  run (&bench, 1);
  session_bench_reincarnate (&bench);
  g_assert_cmpint (bench.boots[0].boots.status.run_state, ==, EBB_RUN_RUNNING);
  ebb_session_recover (bench.session, bench.journal->record, bench.journal->epoch);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_LINK_LOST);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RECONNECT_MS);
  first = find_first_sent (&bench, 0);
  g_assert_cmpint (first->role, ==, EBB_ROLE_STOP);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_CRASH);
  g_assert_cmpint (bench.boots[0].boots.status.run_state, ==, EBB_RUN_STOPPED);
  session_bench_clear (&bench);
}

static void
test_boots_found_running_for_us_are_stopped (void)
{
  SessionBench bench;

  run (&bench, 1);
  session_bench_reincarnate (&bench);
  session_bench_connect (&bench);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  session_bench_advance (&bench, RUN_MS);
  g_assert_cmpint (bench.boots[0].boots.status.run_state, ==, EBB_RUN_STOPPED);
  g_assert_cmpint (bench.boots[0].boots.status.end_reason, ==, EBB_END_STOP);
  session_bench_clear (&bench);
}

static void
test_boots_that_run_by_their_button_are_watched (void)
{
  SessionBench bench;

  session_bench_init (&bench, 1);
  session_bench_connect (&bench);
  strict_boots_run_by_button (&bench.boots[0].boots);
  session_bench_advance (&bench, RUN_MS);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_IDLE);
  g_assert_cmpuint (session_bench_count_stops (&bench, 0), ==, 0);
  g_assert_true (ebb_session_get_snapshot (bench.session)->is_reading_known);
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  g_assert_cmpint (bench.boots[0].boots.status.run_state, !=, EBB_RUN_RUNNING);
  session_bench_clear (&bench);
}

static void
test_disposing_while_live_stops (void)
{
  SessionBench bench;

  run (&bench, 1);
  ebb_settle ();
  g_assert_finalize_object (g_steal_pointer (&bench.session));
  g_assert_cmpint (bench.boots[0].boots.status.run_state, !=, EBB_RUN_RUNNING);
  session_bench_clear (&bench);
}

static void
test_end_that_cannot_be_written_is_known (void)
{
  SessionBench bench;

  run (&bench, 1);
  g_assert_false (ebb_session_get_snapshot (bench.session)->is_record_lost);
  bench.journal->is_stuck = TRUE;
  g_test_expect_message ("ebb-engine", G_LOG_LEVEL_MESSAGE, "*not written: the disk is full");
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  ebb_settle ();
  g_test_assert_expected_messages ();
  g_assert_true (ebb_session_get_snapshot (bench.session)->is_record_lost);
  g_assert_false (ebb_session_get_snapshot (bench.session)->is_record_pending);
  /* The next session has an end of its own. */
  bench.journal->is_stuck = FALSE;
  session_bench_confirm (&bench, 0, NULL);
  session_bench_reach (&bench, EBB_SESSION_RUNNING, RUN_MS);
  g_assert_false (ebb_session_get_snapshot (bench.session)->is_record_lost);
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  ebb_settle ();
  g_assert_false (ebb_session_get_snapshot (bench.session)->is_record_lost);
  session_bench_clear (&bench);
}

#define ADD(path, test) g_test_add_func ("/session/" path, test)
#define ADD_SAFETY(path, test) g_test_add_func ("/safety/" path, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 4);
  session_bench_load (argv);
  ADD ("stop/is-written-at-once-in-every-state", test_stop_is_written_at_once_in_every_state);
  ADD_SAFETY ("H06/stop-overtakes-a-request-that-hangs", test_stop_overtakes_a_request_that_hangs);
  ADD_SAFETY ("H07/stop-repeats-each-300-ms-until-vented",
              test_stop_repeats_each_300_ms_until_vented);
  ADD_SAFETY ("H07/stopped-is-not-believed-of-boots-that-are-full",
              test_stopped_is_not_believed_of_boots_that_are_full);
  ADD ("stop/while-armed-starts-nothing", test_stop_while_armed_starts_nothing);
  ADD ("stop/disposing-while-live-stops", test_disposing_while_live_stops);
  ADD ("link-lost/while-armed-is-the-end", test_lost_link_while_armed_is_the_end);
  ADD_SAFETY ("H01/lost-link-hears-stop-first-and-never-start",
              test_lost_link_hears_stop_first_and_never_start);
  ADD ("link-lost/one-of-two-vents-the-other", test_loss_of_one_of_two_vents_the_other);
  ADD ("link-lost/boots-can-be-said-to-be-open", test_boots_out_of_reach_can_be_said_to_be_open);
  ADD ("link-lost/both-that-are-owed-a-stop-are-tried-for",
       test_both_that_are_owed_a_stop_are_tried_for);
  ADD ("fault/silence-after-3-s", test_silence_is_a_fault_after_3_s);
  ADD_SAFETY ("H17/overshoot-is-a-fault", test_overshoot_is_a_fault);
  ADD_SAFETY ("H23/empty-battery-ends-it", test_empty_battery_ends_it);
  ADD_SAFETY ("H05/sleep-resumes-nothing", test_sleep_resumes_nothing);
  ADD_SAFETY ("H05/sleep-resumes-nothing-of-silent-boots",
              test_sleep_resumes_nothing_of_silent_boots);
  ADD_SAFETY ("H02/open-journal-is-stopped-first", test_open_journal_is_stopped_first);
  ADD_SAFETY ("H02/found-running-for-us-is-stopped", test_boots_found_running_for_us_are_stopped);
  ADD ("found/running-by-their-button-is-watched", test_boots_that_run_by_their_button_are_watched);
  ADD ("journal/end-that-cannot-be-written-is-known", test_end_that_cannot_be_written_is_known);
  return g_test_run ();
}
