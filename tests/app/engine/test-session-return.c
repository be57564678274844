/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "session-bench.h"

/* Boots that come back or will not start: what they hear first, and what they still know. */

#define RUN_MS 3000
#define RECONNECT_MS 8000

static void
start (SessionBench *bench)
{
  g_autoptr (GError) error = NULL;

  session_bench_connect (bench);
  session_bench_confirm (bench, 0, &error);
  g_assert_no_error (error);
}

static void
run (SessionBench *bench, guint n_boots)
{
  session_bench_init (bench, n_boots);
  start (bench);
  session_bench_reach (bench, EBB_SESSION_RUNNING, RUN_MS);
}

/* The link of boots that were lost in a session is being made, and is not yet. */
static void
begin_to_return (SessionBench *bench)
{
  run (bench, 1);
  session_bench_lose (bench, 0);
  g_assert_cmpint (session_bench_get_state (bench), ==, EBB_SESSION_LINK_LOST);
  ebb_scripted_link_clear_log (bench->boots[0].link);
  ebb_scripted_link_set_outcome (bench->boots[0].link, EBB_SCRIPTED_CONNECT, EBB_ROLE_FEATURES,
                                 EBB_SCRIPTED_HANGS);
  session_bench_advance (bench, 1000);
  g_assert_cmpint (ebb_link_get_state (EBB_LINK (bench->boots[0].link)), ==, EBB_LINK_CONNECTING);
  g_assert_cmpint (bench->boots[0].boots.status.run_state, ==, EBB_RUN_RUNNING);
}

static void
test_stop_does_not_wait_for_the_rest_of_the_link (void)
{
  SessionBench bench;

  begin_to_return (&bench);
  ebb_scripted_link_become (bench.boots[0].link, EBB_LINK_STOPPABLE);
  g_assert_cmpuint (session_bench_count_stops (&bench, 0), ==, 1); /* in the same call */
  g_assert_cmpint (bench.boots[0].boots.status.run_state, !=, EBB_RUN_RUNNING);
  ebb_scripted_link_become (bench.boots[0].link, EBB_LINK_READY);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_START), ==, 0);
  session_bench_clear (&bench);
}

static void
test_stop_repeats_before_the_link_is_ready (void)
{
  SessionBench bench;

  begin_to_return (&bench);
  bench.boots[0].boots.ignored_stops = 2;
  ebb_scripted_link_become (bench.boots[0].link, EBB_LINK_STOPPABLE);
  session_bench_advance (&bench, 700);
  g_assert_cmpuint (session_bench_count_stops (&bench, 0), >=, 3);
  g_assert_cmpint (bench.boots[0].boots.status.run_state, !=, EBB_RUN_RUNNING);
  /* Nothing was read: nobody says that they are empty. */
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_LINK_LOST);
  ebb_scripted_link_become (bench.boots[0].link, EBB_LINK_READY);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  session_bench_clear (&bench);
}

static guint
count_attempts (SessionBench *bench)
{
  guint n_attempts = 0;

  for (guint i = 0; i < ebb_scripted_link_count_entries (bench->boots[0].link); i++)
    n_attempts +=
        ebb_scripted_link_get_entry (bench->boots[0].link, i)->act == EBB_SCRIPTED_CONNECT;
  return n_attempts;
}

/* No two attempts lie further apart than half the lease of 10 s. */
static void
test_no_pause_is_longer_than_half_the_lease (void)
{
  SessionBench bench;
  gint64       last_us;

  run (&bench, 1);
  last_us = ebb_clock_get_boottime_us (EBB_CLOCK (bench.clock));
  ebb_scripted_link_clear_log (bench.boots[0].link);
  session_bench_set_in_reach (&bench, 0, FALSE);
  session_bench_lose (&bench, 0);
  session_bench_advance (&bench, 300000);
  for (guint i = 0; i < ebb_scripted_link_count_entries (bench.boots[0].link); i++)
    {
      const EbbScriptedEntry *entry = ebb_scripted_link_get_entry (bench.boots[0].link, i);

      if (entry->act != EBB_SCRIPTED_CONNECT)
        continue;
      g_assert_cmpint (entry->at_us - last_us, <=, 5 * G_USEC_PER_SEC);
      last_us = entry->at_us;
    }
  g_assert_cmpuint (count_attempts (&bench), >, 50);
  session_bench_clear (&bench);
}

/* However young the session is: it says nothing of the link, which was there before it. One that was
 * made anew and lost again is another matter. */
static void
test_first_loss_is_tried_for_at_once (void)
{
  SessionBench bench;
  guint        n_attempts;

  run (&bench, 1);
  ebb_scripted_link_clear_log (bench.boots[0].link);
  session_bench_lose (&bench, 0);
  session_bench_advance (&bench, 10);
  g_assert_cmpuint (count_attempts (&bench), ==, 1);
  g_assert_cmpint (ebb_link_get_state (EBB_LINK (bench.boots[0].link)), ==, EBB_LINK_READY);
  session_bench_lose (&bench, 0);
  n_attempts = count_attempts (&bench);
  session_bench_advance (&bench, 190);
  g_assert_cmpuint (count_attempts (&bench), ==, n_attempts);
  session_bench_advance (&bench, 60);
  g_assert_cmpuint (count_attempts (&bench), ==, n_attempts + 1);
  session_bench_clear (&bench);
}

static void
test_stop_is_a_reason_to_try_at_once (void)
{
  SessionBench bench;
  guint        n_attempts;

  run (&bench, 1);
  session_bench_set_in_reach (&bench, 0, FALSE);
  session_bench_lose (&bench, 0);
  session_bench_advance (&bench, 60000);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_LINK_LOST);
  for (guint i = 0; i < 5; i++)
    {
      n_attempts = count_attempts (&bench);
      ebb_session_stop (bench.session, EBB_END_BY_STOP);
      session_bench_advance (&bench, 10);
      g_assert_cmpuint (count_attempts (&bench), >, n_attempts);
      session_bench_advance (&bench, 20000);
    }
  session_bench_clear (&bench);
}

/* The link takes Stop and nothing else: what the system kept of the one before is in the way. */
static void
test_a_link_that_stays_mute_is_made_anew (void)
{
  SessionBench bench;

  run (&bench, 1);
  session_bench_lose (&bench, 0);
  ebb_scripted_link_clear_log (bench.boots[0].link);
  ebb_scripted_link_set_outcome (bench.boots[0].link, EBB_SCRIPTED_SUBSCRIBE, EBB_ROLE_STATUS,
                                 EBB_LINK_ERROR_FAILED);
  session_bench_advance (&bench, 60000);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_LINK_LOST);
  g_assert_cmpuint (count_attempts (&bench), >=, 3);
  /* Each of them hears Stop first, and the one that is there goes on hearing it. */
  g_assert_cmpuint (session_bench_count_stops (&bench, 0), >, 3 * count_attempts (&bench));
  g_assert_cmpint (bench.boots[0].boots.status.run_state, !=, EBB_RUN_RUNNING);
  ebb_scripted_link_set_outcome (bench.boots[0].link, EBB_SCRIPTED_SUBSCRIBE, EBB_ROLE_STATUS,
                                 EBB_SCRIPTED_SUCCEEDS);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RECONNECT_MS);
  session_bench_clear (&bench);
}

/* ---- records ---- */

/* The disk was slow: that the end of one session was lost is nothing the next one has to say. */
static void
test_lost_record_is_not_of_the_next_session (void)
{
  SessionBench bench;
  g_autoptr (GError) error = NULL;

  run (&bench, 1);
  bench.journal->is_slow = TRUE;
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_assert_true (ebb_session_get_snapshot (bench.session)->is_record_pending);
  ebb_session_dismiss_result (bench.session);
  session_bench_confirm (&bench, 0, &error);
  g_assert_no_error (error);
  session_bench_reach (&bench, EBB_SESSION_RUNNING, RUN_MS);
  test_journal_lose_closing (bench.journal);
  session_bench_advance (&bench, 100);
  g_assert_false (ebb_session_get_snapshot (bench.session)->is_record_lost);
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_assert_false (ebb_session_get_snapshot (bench.session)->is_record_lost);
  g_assert_false (ebb_session_get_snapshot (bench.session)->is_record_pending);
  session_bench_clear (&bench);
}

/* ---- boots that lost their memory ---- */

static guint32
find_started (SessionBench *bench, guint index)
{
  EbbRequest request;

  g_assert_true (session_bench_find_request (bench, index, EBB_OP_START, &request));
  return request.epoch;
}

/* Epoch of the newest Stop that these boots were sent; 0: none. */
static guint32
find_stopped (SessionBench *bench, guint index)
{
  const EbbScriptedEntry *entry =
      ebb_scripted_link_get_last_sent (bench->boots[index].link, EBB_ROLE_STOP);
  guint32 epoch = 0;

  if (entry != NULL)
    g_assert_true (ebb_stop_decode (&epoch, g_bytes_get_data (entry->bytes, NULL),
                                    g_bytes_get_size (entry->bytes)));
  return epoch;
}

static void
test_boots_without_memory_can_be_started (void)
{
  SessionBench bench;

  session_bench_init (&bench, 1);
  ebb_session_set_last_epoch (bench.session, 5000);
  start (&bench);
  session_bench_reach (&bench, EBB_SESSION_RUNNING, RUN_MS);
  g_assert_cmpuint (find_started (&bench, 0), ==, 5001);
  /* They were told first what they had forgotten. */
  g_assert_cmpuint (find_stopped (&bench, 0), ==, 5000);
  g_assert_cmpuint (bench.boots[0].boots.status.closed_epoch, ==, 5000);
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_assert_cmpuint (bench.boots[0].boots.status.closed_epoch, ==, 5001);
  session_bench_clear (&bench);
}

/* One of a pair was replaced. */
static void
test_one_without_memory_and_one_with (void)
{
  SessionBench bench;

  session_bench_init (&bench, 2);
  bench.boots[1].boots.status.closed_epoch = bench.boots[1].boots.base_epoch = 5000;
  start (&bench);
  session_bench_reach (&bench, EBB_SESSION_RUNNING, RUN_MS);
  g_assert_cmpuint (find_started (&bench, 0), ==, 5001);
  g_assert_cmpuint (find_stopped (&bench, 0), ==, 5000);
  g_assert_cmpuint (find_stopped (&bench, 1), ==, 0);
  session_bench_clear (&bench);
}

static void
test_boots_that_know_as_much_hear_no_stop (void)
{
  SessionBench bench;

  session_bench_init (&bench, 1);
  bench.boots[0].boots.status.closed_epoch = 7;
  ebb_session_set_last_epoch (bench.session, 7);
  start (&bench);
  session_bench_reach (&bench, EBB_SESSION_RUNNING, RUN_MS);
  g_assert_cmpuint (find_stopped (&bench, 0), ==, 0);
  session_bench_clear (&bench);
}

static void
test_memory_lost_in_a_session_ends_it (void)
{
  SessionBench bench;
  EbbRequest   request;
  uint8_t      bytes[EBB_MESSAGE_MAX_BYTES];
  size_t       size;

  session_bench_init (&bench, 1);
  bench.boots[0].boots.status.closed_epoch = bench.boots[0].boots.base_epoch = 4999;
  start (&bench);
  session_bench_reach (&bench, EBB_SESSION_RUNNING, RUN_MS);
  g_assert_true (session_bench_find_request (&bench, 0, EBB_OP_START, &request));
  strict_boots_lose_memory (&bench.boots[0].boots);
  session_bench_lose (&bench, 0);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RECONNECT_MS);
  g_assert_cmpuint (bench.boots[0].boots.status.closed_epoch, ==, 5000);
  /* The START of before, as if it had been on its way all the time. */
  size = ebb_request_encode (&request, bytes, sizeof bytes);
  session_bench_fly (&bench.boots[0], BENCH_TO_BOOTS, EBB_ROLE_CONTROL, bytes, size);
  session_bench_advance (&bench, RUN_MS);
  g_assert_cmpint (bench.boots[0].boots.status.run_state, ==, EBB_RUN_STOPPED);
  session_bench_clear (&bench);
}

static void
test_memory_lost_after_a_crash_ends_it (void)
{
  SessionBench bench;

  session_bench_init (&bench, 1);
  bench.boots[0].boots.status.closed_epoch = bench.boots[0].boots.base_epoch = 4999;
  start (&bench);
  session_bench_reach (&bench, EBB_SESSION_RUNNING, RUN_MS);
  session_bench_reincarnate (&bench);
  strict_boots_lose_memory (&bench.boots[0].boots);
  ebb_session_recover (bench.session, bench.journal->record, bench.journal->epoch);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RECONNECT_MS);
  g_assert_true (bench.journal->closed->is_vented_confirmed);
  session_bench_clear (&bench);
}

/* ---- boots that refuse ---- */

/* Stopped and empty they may be, and still about to run: what the refusal says decides whether that
 * is enough, or whether the epoch has to be closed. */
static void
refuse (SessionBench *bench, EbbResult result)
{
  session_bench_init (bench, 1);
  bench->boots[0].boots.start_refusal = result;
  bench->boots[0].boots.ignored_stops = G_MAXUINT;
  g_test_expect_message ("ebb-engine", G_LOG_LEVEL_WARNING, "start: *");
  start (bench);
  session_bench_reach (bench, EBB_SESSION_STOPPING, RUN_MS);
  g_test_assert_expected_messages ();
  session_bench_advance (bench, RUN_MS);
}

static void
test_refusal_that_proves_nothing_waits_for_the_epoch (void)
{
  static const EbbResult results[] = { EBB_RESULT_EPOCH_CLOSED, EBB_RESULT_NOT_VENTED,
                                       EBB_RESULT_BUSY, EBB_RESULT_FAILED };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      SessionBench bench;

      refuse (&bench, results[i]);
      g_assert_cmpint (bench.boots[0].boots.status.run_state, ==, EBB_RUN_STOPPED);
      g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_STOPPING);
      bench.boots[0].boots.ignored_stops = 0;
      session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
      g_assert_cmpuint (bench.boots[0].boots.status.closed_epoch, >=, 1);
      g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_REFUSED);
      session_bench_clear (&bench);
    }
}

static void
test_refusal_that_proves_it_is_enough (void)
{
  static const EbbResult results[] = { EBB_RESULT_NOT_PERMITTED, EBB_RESULT_NO_PROGRAM,
                                       EBB_RESULT_ABOVE_CAP,     EBB_RESULT_INVALID_PARAMETER,
                                       EBB_RESULT_BATTERY_LOW,   EBB_RESULT_FAULT };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      SessionBench bench;

      refuse (&bench, results[i]);
      g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_IDLE);
      session_bench_clear (&bench);
    }
}

/* Of the first boots of two: their first Stop is lost, and what they say of their state then is late. */
#define LATE_MS 900

typedef struct
{
  guint n_stops;
  guint n_answers;
} Late;

static int
delay_state (BenchBoots *boots, BenchWay way, EbbRole role, gpointer user_data)
{
  Late *late = user_data;

  if (boots->index != 0)
    return 1;
  if (way == BENCH_TO_BOOTS && role == EBB_ROLE_STOP && late->n_stops++ == 0)
    return BENCH_DROPS;
  /* The first is to hello. */
  if (way == BENCH_FROM_BOOTS && role == EBB_ROLE_CONTROL && late->n_answers++ == 1)
    return LATE_MS;
  return 1;
}

/* They ran when they said it, and were stopped and empty before it was heard. */
static void
test_late_word_of_a_run_that_is_over_begins_nothing (void)
{
  SessionBench bench;
  Late         late = { 0 };
  guint        n_stops;

  run (&bench, 2);
  session_bench_lose (&bench, 0);
  session_bench_lose (&bench, 1);
  bench.air = delay_state;
  bench.user_data = &late;
  session_bench_reach (&bench, EBB_SESSION_IDLE, RECONNECT_MS);
  g_assert_cmpint (bench.boots[0].boots.status.run_state, ==, EBB_RUN_STOPPED);
  g_assert_cmpuint (late.n_answers, ==, 2);
  n_stops = session_bench_count_stops (&bench, 0);
  for (guint passed_ms = 0; passed_ms < RUN_MS; passed_ms += 10)
    {
      session_bench_advance (&bench, 10);
      g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_IDLE);
    }
  g_assert_cmpuint (session_bench_count_stops (&bench, 0), ==, n_stops);
  session_bench_clear (&bench);
}

#define ADD(path, test) g_test_add_func ("/session/return/" path, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 4);
  session_bench_load (argv);
  ADD ("stop-does-not-wait-for-the-rest", test_stop_does_not_wait_for_the_rest_of_the_link);
  ADD ("stop-repeats-before-ready", test_stop_repeats_before_the_link_is_ready);
  ADD ("first-loss-is-tried-for-at-once", test_first_loss_is_tried_for_at_once);
  ADD ("no-pause-is-longer-than-half-the-lease", test_no_pause_is_longer_than_half_the_lease);
  ADD ("stop-is-a-reason-to-try-at-once", test_stop_is_a_reason_to_try_at_once);
  ADD ("link-that-stays-mute-is-made-anew", test_a_link_that_stays_mute_is_made_anew);
  ADD ("lost-record-is-not-of-the-next", test_lost_record_is_not_of_the_next_session);
  ADD ("without-memory-can-be-started", test_boots_without_memory_can_be_started);
  ADD ("one-without-memory-and-one-with", test_one_without_memory_and_one_with);
  ADD ("knowing-as-much-hears-no-stop", test_boots_that_know_as_much_hear_no_stop);
  ADD ("memory-lost-in-a-session-ends-it", test_memory_lost_in_a_session_ends_it);
  ADD ("memory-lost-after-a-crash-ends-it", test_memory_lost_after_a_crash_ends_it);
  ADD ("refusal-that-proves-nothing", test_refusal_that_proves_nothing_waits_for_the_epoch);
  ADD ("refusal-that-proves-it", test_refusal_that_proves_it_is_enough);
  ADD ("late-word-of-a-run-that-is-over", test_late_word_of_a_run_that_is_over_begins_nothing);
  return g_test_run ();
}
