/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "full-disk.h"
#include "store-fixture.h"

#define SESSION_A "0e4f21b8-5c0e-4a53-9d55-0f6f6a0c9a01"
#define SESSION_B "0e4f21b8-5c0e-4a53-9d55-0f6f6a0c9a02"

static void
assert_same_record (EbbSessionRecord *read, EbbSessionRecord *record)
{
  g_assert_cmpstr (read->id, ==, record->id);
  g_assert_cmpint (read->started_wall_us, ==, record->started_wall_us);
  g_assert_cmpint (read->ended_wall_us, ==, record->ended_wall_us);
  g_assert_cmpint (read->utc_offset_s, ==, record->utc_offset_s);
  g_assert_cmpstr (read->program_id, ==, record->program_id);
  g_assert_cmpstr (read->program_name, ==, record->program_name);
  g_assert_cmpstr (read->boots_identity, ==, record->boots_identity);
  g_assert_cmpstr (read->boots_name, ==, record->boots_name);
  g_assert_cmpstr (read->boots_serial, ==, record->boots_serial);
  g_assert_cmpint (read->is_simulated, ==, record->is_simulated);
  g_assert_cmpint (read->is_warm, ==, record->is_warm);
  g_assert_cmpint (read->ended_boot_us, ==, record->ended_boot_us);
  g_assert_cmpint (read->legs, ==, record->legs);
  g_assert_cmpuint (read->planned_s, ==, record->planned_s);
  g_assert_cmpuint (read->run_s, ==, record->run_s);
  g_assert_cmpint (read->peak_pa, ==, record->peak_pa);
  g_assert_cmpint (read->end, ==, record->end);
  g_assert_cmpint (read->fault, ==, record->fault);
  g_assert_cmpint (read->is_vented_confirmed, ==, record->is_vented_confirmed);
}

static void
append_samples (EbbStore *store, guint count, guint every_ms)
{
  for (guint i = 0; i < count; i++)
    {
      EbbSample sample = store_make_sample (i * every_ms, (gint32) i);

      sample.run_s = sample.at_ms / 1000;
      ebb_store_append_samples (store, SESSION_A, &sample, 1);
    }
}

static void
keeps_a_finished_session (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (EbbSessionRecord) record = store_make_record (SESSION_A);
  g_autoptr (GPtrArray) list = NULL;

  record->is_warm = FALSE;
  store_open_session (store, record, 7);
  record->ended_wall_us = record->started_wall_us + G_USEC_PER_SEC;
  record->ended_boot_us = 42;
  record->run_s = 1195;
  record->peak_pa = 5400;
  record->end = EBB_END_BY_FAULT;
  record->fault = EBB_FAULT_STUCK_SQUEEZE;
  record->is_vented_confirmed = TRUE;
  g_assert_true (store_close_session (store, record, NULL));
  g_clear_object (&store);

  store = store_open (fixture);
  list = store_list_sessions (store);
  g_assert_cmpuint (list->len, ==, 1);
  assert_same_record (g_ptr_array_index (list, 0), record);
}

static void
keeps_what_is_not_known (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (EbbSessionRecord) record = store_make_record (SESSION_A);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GArray) samples = NULL;
  EbbSample sample = store_make_sample (0, EBB_PRESSURE_UNKNOWN_PA);

  g_clear_pointer (&record->boots_serial, g_free);
  store_open_session (store, record, 1);
  ebb_store_append_samples (store, SESSION_A, &sample, 1);
  g_assert_true (store_close_session (store, record, NULL));

  list = store_list_sessions (store);
  assert_same_record (g_ptr_array_index (list, 0), record);
  samples = store_read_samples (store, SESSION_A);
  g_assert_cmpuint (samples->len, ==, 1);
  g_assert_cmpint (g_array_index (samples, EbbSample, 0).pressure_pa[0][EBB_ZONE_FOOT], ==,
                   EBB_PRESSURE_UNKNOWN_PA);
}

static void
writes_the_day_of_the_place (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (EbbSessionRecord) record = store_make_record (SESSION_A);

  /* 22:30 on the last day of 2025 in Greenwich is the next year two hours to the east. */
  store_open_session (store, record, 1);
  g_assert_cmpint (store_ask_number (fixture->path, "SELECT count(*) FROM session"
                                                    " WHERE local_day = '2026-01-01'"),
                   ==, 1);
}

static void
lists_the_newest_first (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (EbbSessionRecord) old = store_make_record (SESSION_A);
  g_autoptr (EbbSessionRecord) young = store_make_record (SESSION_B);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) list = NULL;

  young->started_wall_us += 1;
  store_open_session (store, young, 2);
  store_open_session (store, old, 1);
  ebb_store_list_sessions_async (store, NULL, 1, NULL, store_answer_cb, &result);
  store_wait (&result);
  list = ebb_store_list_sessions_finish (store, result, NULL);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (((EbbSessionRecord *) g_ptr_array_index (list, 0))->id, ==, SESSION_B);
}

static void
cuts_chunks_of_ten_seconds (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (EbbSessionRecord) record = store_make_record (SESSION_A);
  g_autoptr (GArray) early = NULL;
  g_autoptr (GArray) samples = NULL;
  g_autoptr (GPtrArray) list = NULL;

  store_open_session (store, record, 1);
  append_samples (store, 101, 500);
  /* The last one is in no chunk yet, and is read all the same. */
  early = store_read_samples (store, SESSION_A);
  g_assert_cmpuint (early->len, ==, 101);
  g_assert_cmpint (store_ask_number (fixture->path, "SELECT count(*) FROM sample_chunk"), ==, 5);
  g_assert_true (store_close_session (store, record, NULL));
  g_assert_cmpint (store_ask_number (fixture->path, "SELECT count(*) FROM sample_chunk"), ==, 6);
  g_assert_cmpint (
      store_ask_number (fixture->path, "SELECT max (to_ms - from_ms) FROM sample_chunk"), <, 10000);
  samples = store_read_samples (store, SESSION_A);
  g_assert_cmpuint (samples->len, ==, 101);
  for (guint i = 0; i < samples->len; i++)
    g_assert_cmpuint (g_array_index (samples, EbbSample, i).at_ms, ==, i * 500);
  list = store_list_sessions (store);
  g_assert_cmpuint (((EbbSessionRecord *) g_ptr_array_index (list, 0))->n_samples, ==, 101);
  g_assert_cmpint (((EbbSessionRecord *) g_ptr_array_index (list, 0))->peak_pa, ==, 100);
}

static void
takes_samples_of_two_boots_at_one_moment (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (EbbSessionRecord) record = store_make_record (SESSION_A);
  g_autoptr (GArray) samples = NULL;
  EbbSample left = store_make_sample (20000, 1);
  EbbSample right = store_make_sample (20000, 2);
  EbbSample before = store_make_sample (19000, 3);

  right.zones[EBB_SIDE_LEFT] = 0;
  right.zones[EBB_SIDE_RIGHT] = EBB_ZONE_BIT (EBB_ZONE_KNEE);
  store_open_session (store, record, 1);
  ebb_store_append_samples (store, SESSION_A, &left, 1);
  ebb_store_append_samples (store, SESSION_A, &right, 1);
  ebb_store_append_samples (store, SESSION_A, &before, 1);
  g_assert_true (store_close_session (store, record, NULL));
  samples = store_read_samples (store, SESSION_A);
  g_assert_cmpuint (samples->len, ==, 3);
  g_assert_cmpuint (g_array_index (samples, EbbSample, 1).zones[EBB_SIDE_RIGHT], ==,
                    EBB_ZONE_BIT (EBB_ZONE_KNEE));
  g_assert_cmpuint (g_array_index (samples, EbbSample, 2).at_ms, ==, 19000);
}

static void
loses_only_the_damaged_chunk (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (EbbSessionRecord) record = store_make_record (SESSION_A);
  g_autoptr (GArray) samples = NULL;

  store_open_session (store, record, 1);
  append_samples (store, 60, 500);
  g_assert_true (store_close_session (store, record, NULL));
  g_clear_object (&store);
  store_execute (fixture->path,
                 "UPDATE sample_chunk SET packed = zeroblob (length (packed)) WHERE place = 2");

  store = store_open (fixture);
  g_test_expect_message ("ebb-store", G_LOG_LEVEL_MESSAGE, "*chunk 2 is damaged*");
  samples = store_read_samples (store, SESSION_A);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (samples->len, ==, 40);
  g_assert_cmpuint (g_array_index (samples, EbbSample, 19).at_ms, ==, 9500);
  g_assert_cmpuint (g_array_index (samples, EbbSample, 20).at_ms, ==, 20000);
}

static void
finds_a_session_left_open (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (EbbSessionRecord) record = store_make_record (SESSION_A);
  g_autoptr (GPtrArray) held = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) after = NULL;
  EbbOpenSession *open;

  store_open_session (store, record, 7);
  store_open_session (store, record, 9);
  store_open_session (store, record, 8);
  held = store_list_open (store);
  g_assert_cmpuint (held->len, ==, 0);
  g_clear_object (&store);

  store = store_open (fixture);
  left = store_list_open (store);
  g_assert_cmpuint (left->len, ==, 1);
  open = g_ptr_array_index (left, 0);
  g_assert_cmpstr (open->record->id, ==, SESSION_A);
  g_assert_cmpuint (open->epoch, ==, 9);
  g_assert_cmpint (open->record->ended_wall_us, ==, 0);
  open->record->end = EBB_END_BY_CRASH;
  open->record->is_vented_confirmed = TRUE;
  open->record->ended_wall_us = open->record->started_wall_us + 1;
  g_assert_true (store_close_session (store, open->record, NULL));
  after = store_list_open (store);
  g_assert_cmpuint (after->len, ==, 0);
}

/* What a child does before it is killed: it says when its session is open, and stays. */
static void
be_a_child (StoreFixture *fixture, int said)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (EbbSessionRecord) record = store_make_record (SESSION_A);

  store_open_session (store, record, 4000000000u);
  append_samples (store, 25, 500);
  g_array_unref (store_read_samples (store, SESSION_A));
  g_assert_cmpint (write (said, "!", 1), ==, 1);
  while (TRUE)
    pause ();
}

static void
an_open_session_survives_a_kill (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = NULL;
  g_autoptr (GPtrArray) held = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GArray) samples = NULL;
  EbbOpenSession *open;
  int             said[2];
  pid_t           child;
  char            word;

  g_assert_cmpint (pipe (said), ==, 0);
  child = fork ();
  if (child == 0)
    be_a_child (fixture, said[1]);
  close (said[1]);
  g_assert_cmpint (read (said[0], &word, 1), ==, 1);
  close (said[0]);

  /* While it lives its session is its own: no other program may stop it as a left one. */
  store = store_open (fixture);
  held = store_list_open (store);
  g_assert_cmpuint (held->len, ==, 0);
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);

  left = store_list_open (store);
  g_assert_cmpuint (left->len, ==, 1);
  open = g_ptr_array_index (left, 0);
  g_assert_cmpuint (open->epoch, ==, 4000000000u);
  g_assert_cmpuint (open->record->n_samples, ==, 20);
  g_assert_cmpint (open->record->peak_pa, ==, 19);
  g_assert_cmpuint (open->record->run_s, ==, 19 * 500 / 1000);
  samples = store_read_samples (store, SESSION_A);
  g_assert_cmpuint (samples->len, ==, 20);
}

static void
writes_all_before_it_goes (StoreFixture *fixture, gconstpointer data)
{
  EbbStore *store = store_open (fixture);
  g_autoptr (EbbSessionRecord) record = store_make_record (SESSION_A);
  EbbSample sample = store_make_sample (0, 4000);

  store_open_session (store, record, 1);
  ebb_store_append_samples (store, SESSION_A, &sample, 1);
  ebb_store_flush (store);
  g_assert_cmpint (store_ask_number (fixture->path, "SELECT count(*) FROM sample_chunk"), ==, 1);
  sample.at_ms = 500;
  ebb_store_append_samples (store, SESSION_A, &sample, 1);
  ebb_store_save_setting (store, "boots-guide-seen", "1");
  g_assert_finalize_object (store);
  g_assert_cmpint (store_ask_number (fixture->path, "SELECT count(*) FROM sample_chunk"), ==, 2);
  g_assert_cmpint (store_ask_number (fixture->path, "SELECT count(*) FROM setting"
                                                    " WHERE key = 'boots-guide-seen'"),
                   ==, 1);
}

/* The answer then holds the last reference, and drops it where it is safe to. */
static void
answers_after_it_was_let_go (StoreFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 50; i++)
    {
      EbbStore *store = store_open (fixture);
      EbbStore *gone = store;
      g_autoptr (GAsyncResult) result = NULL;

      g_object_add_weak_pointer (G_OBJECT (store), (gpointer *) &gone);
      ebb_store_list_sessions_async (store, NULL, 0, NULL, store_answer_cb, &result);
      g_object_unref (store);
      store_wait (&result);
      g_clear_object (&result);
      while (gone != NULL)
        g_main_context_iteration (NULL, FALSE);
    }
}

static void
what_was_cancelled_is_not_begun (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (EbbSessionRecord) record = store_make_record (SESSION_A);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;

  g_cancellable_cancel (cancellable);
  ebb_store_open_session_async (store, record, 1, cancellable, store_answer_cb, &result);
  store_wait (&result);
  g_assert_false (ebb_store_open_session_finish (store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  list = store_list_sessions (store);
  g_assert_cmpuint (list->len, ==, 0);
}

static void
keeps_one_that_broke_before_it_was_open (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (EbbSessionRecord) record = store_make_record (SESSION_A);
  g_autoptr (GPtrArray) list = NULL;

  record->ended_wall_us = record->started_wall_us;
  record->end = EBB_END_BY_DID_NOT_START;
  g_assert_true (store_close_session (store, record, NULL));
  list = store_list_sessions (store);
  g_assert_cmpuint (list->len, ==, 1);
  assert_same_record (g_ptr_array_index (list, 0), record);
}

static void
one_not_seen_vented_stays_in_the_journal (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (EbbSessionRecord) record = store_make_record (SESSION_A);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  EbbOpenSession *open;

  store_open_session (store, record, 3);
  record->ended_wall_us = record->started_wall_us + 1;
  g_assert_true (store_close_session (store, record, NULL));
  before = store_list_open (store);
  g_assert_cmpuint (before->len, ==, 1);
  open = g_ptr_array_index (before, 0);
  g_assert_cmpuint (open->epoch, ==, 3);
  g_assert_cmpint (open->record->ended_wall_us, ==, record->ended_wall_us);
  record->is_vented_confirmed = TRUE;
  g_assert_true (store_close_session (store, record, NULL));
  after = store_list_open (store);
  g_assert_cmpuint (after->len, ==, 0);
}

static void
count_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  g_assert_nonnull (strstr (message, "not written"));
  g_atomic_int_inc ((gint *) user_data);
}

static void
a_full_disk_costs_nothing_but_time (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = NULL;
  g_autoptr (EbbSessionRecord) record = store_make_record (SESSION_A);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) samples = NULL;
  gint  n_said = 0;
  guint handler;

  full_disk_begin ();
  store = store_open (fixture);
  store_open_session (store, record, 1);
  append_samples (store, 15, 500);
  full_disk_set (FULL_DISK_NO_ROOM);
  handler = g_log_set_handler ("ebb-store", G_LOG_LEVEL_MESSAGE, count_cb, &n_said);
  append_samples (store, 40, 500);
  g_assert_false (store_close_session (store, record, &error));
  g_log_remove_handler ("ebb-store", handler);
  g_assert_cmpint (g_atomic_int_get (&n_said), ==, 1);
  g_assert_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_FULL);
  g_assert_nonnull (strstr (error->message, fixture->path));

  /* There is room again: nothing was lost. */
  full_disk_set (FULL_DISK_ROOM);
  g_assert_true (store_close_session (store, record, NULL));
  samples = store_read_samples (store, SESSION_A);
  g_assert_cmpuint (samples->len, ==, 55);
  g_clear_object (&store);
  full_disk_end ();
}

#define ADD(name, test)                                                                            \
  g_test_add ("/store/" name, StoreFixture, NULL, store_fixture_set_up, test,                      \
              store_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("session/keeps-a-finished-one", keeps_a_finished_session);
  ADD ("session/keeps-what-is-not-known", keeps_what_is_not_known);
  ADD ("session/writes-the-day-of-the-place", writes_the_day_of_the_place);
  ADD ("session/lists-the-newest-first", lists_the_newest_first);
  ADD ("session/keeps-one-that-broke-before-it-was-open", keeps_one_that_broke_before_it_was_open);
  ADD ("session/what-was-cancelled-is-not-begun", what_was_cancelled_is_not_begun);
  ADD ("samples/cuts-chunks-of-ten-seconds", cuts_chunks_of_ten_seconds);
  ADD ("samples/takes-two-boots-at-one-moment", takes_samples_of_two_boots_at_one_moment);
  ADD ("samples/loses-only-the-damaged-chunk", loses_only_the_damaged_chunk);
  ADD ("samples/a-full-disk-costs-nothing-but-time", a_full_disk_costs_nothing_but_time);
  ADD ("journal/finds-a-session-left-open", finds_a_session_left_open);
  ADD ("journal/keeps-one-not-seen-vented", one_not_seen_vented_stays_in_the_journal);
  ADD ("journal/an-open-session-survives-a-kill", an_open_session_survives_a_kill);
  ADD ("close/writes-all-before-it-goes", writes_all_before_it_goes);
  ADD ("close/answers-after-it-was-let-go", answers_after_it_was_let_go);

  return g_test_run ();
}
