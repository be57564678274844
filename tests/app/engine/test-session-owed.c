/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-private.h"
#include "session-bench.h"

/* Boots that are owed a Stop: those of a session that another process left, or that a person said are
 * open, and what is known of them until they are seen vented. */

#define RUN_MS 3000
#define RECONNECT_MS 8000
#define OWED_EPOCH 7

static guint32
read_owed (SessionBench *bench, guint index)
{
  guint32 epoch = G_MAXUINT32;

  g_assert_true (
      ebb_session_read_owed_stop_epoch (bench->session, bench->boots[index].controller, &epoch));
  return epoch;
}

static void
test_owed_stop_goes_out_when_they_come (void)
{
  const guint32 owed[] = { OWED_EPOCH, 0 };
  SessionBench  bench;

  session_bench_init (&bench, 2);
  ebb_session_set_owed_stop_epochs (bench.session, owed);
  g_assert_cmpuint (ebb_session_get_owed_stop_epoch (bench.session), ==, OWED_EPOCH);
  g_assert_cmpuint (read_owed (&bench, 0), ==, OWED_EPOCH);
  g_assert_cmpuint (read_owed (&bench, 1), ==, 0);
  g_assert_true (ebb_session_get_snapshot (bench.session)->is_stop_owed);
  session_bench_connect (&bench);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_assert_cmpuint (bench.boots[0].boots.status.closed_epoch, ==, OWED_EPOCH);
  g_assert_cmpuint (read_owed (&bench, 0), ==, 0);
  g_assert_cmpuint (ebb_session_get_owed_stop_epoch (bench.session), ==, 0);
  g_assert_false (ebb_session_get_snapshot (bench.session)->is_stop_owed);
  session_bench_clear (&bench);
}

static void
test_owed_stop_goes_out_now_where_they_are_here (void)
{
  const guint32 owed[] = { OWED_EPOCH };
  SessionBench  bench;

  session_bench_init (&bench, 1);
  session_bench_connect (&bench);
  g_assert_cmpuint (session_bench_count_stops (&bench, 0), ==, 0);
  ebb_session_set_owed_stop_epochs (bench.session, owed);
  g_assert_cmpuint (session_bench_count_stops (&bench, 0), ==, 1); /* in the same call */
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_STOPPING);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_assert_cmpuint (bench.boots[0].boots.status.closed_epoch, ==, OWED_EPOCH);
  session_bench_clear (&bench);
}

static void
test_nothing_is_owed_where_nothing_is_said (void)
{
  const guint32 owed[] = { 0 };
  SessionBench  bench;

  session_bench_init (&bench, 1);
  session_bench_connect (&bench);
  ebb_session_set_owed_stop_epochs (bench.session, owed);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_IDLE);
  g_assert_cmpuint (session_bench_count_stops (&bench, 0), ==, 0);
  session_bench_clear (&bench);
}

static void
test_other_boots_are_none_of_its_own (void)
{
  SessionBench bench;
  guint32      epoch = 5;

  session_bench_init (&bench, 1);
  g_assert_false (ebb_session_read_owed_stop_epoch (bench.session, NULL, &epoch));
  g_assert_cmpuint (epoch, ==, 5);
  session_bench_clear (&bench);
}

/* ---- a session that another process left ---- */

/* Leaves one open that drove these boots and, as it seems, "sim:9"; recovers it without them. */
static void
recover_beside (SessionBench *bench, guint32 owed_elsewhere)
{
  g_autoptr (EbbSessionRecord) record = NULL;

  session_bench_run (bench, 1);
  session_bench_reincarnate (bench);
  record = ebb_session_record_copy (bench->journal->record);
  ebb_session_record_set_driven (record, "sim:9", owed_elsewhere);
  g_set_object (&bench->journal->record, record);
  ebb_session_recover (bench->session, record, bench->journal->epoch);
  session_bench_reach (bench, EBB_SESSION_IDLE, RECONNECT_MS);
  g_assert_cmpint (bench->boots[0].boots.status.run_state, ==, EBB_RUN_STOPPED);
}

static void
test_vented_boots_say_nothing_of_others_that_are_owed_a_stop (void)
{
  SessionBench bench;

  recover_beside (&bench, OWED_EPOCH);
  g_assert_false (ebb_session_get_snapshot (bench.session)->is_result_vented);
  g_assert_nonnull (ebb_session_record_find_driven (bench.journal->closed, "sim:1"));
  g_assert_null (ebb_session_record_find_driven (bench.journal->closed, "sim:9"));
  session_bench_clear (&bench);
}

static void
test_others_that_are_owed_nothing_are_not_waited_for (void)
{
  SessionBench bench;

  recover_beside (&bench, 0);
  g_assert_true (ebb_session_get_snapshot (bench.session)->is_result_vented);
  session_bench_clear (&bench);
}

/* Boots of a set that took no part in it are vented with the others, and owed nothing. */
static void
test_boots_that_were_not_driven_have_no_part_in_its_record (void)
{
  SessionBench bench;
  g_autoptr (EbbSessionRecord) record = NULL;

  session_bench_run (&bench, 2);
  session_bench_reincarnate (&bench);
  record = ebb_session_record_copy (bench.journal->record);
  g_ptr_array_set_size (record->driven, 0);
  ebb_session_record_set_driven (record, "sim:2", bench.journal->epoch);
  g_set_object (&bench.journal->record, record);
  ebb_session_recover (bench.session, record, bench.journal->epoch);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RECONNECT_MS);
  g_assert_null (ebb_session_record_find_driven (bench.journal->closed, "sim:1"));
  g_assert_cmpuint (ebb_session_record_find_driven (bench.journal->closed, "sim:2")->owed_epoch, ==,
                    0);
  g_assert_true (ebb_session_get_snapshot (bench.session)->is_result_vented);
  session_bench_clear (&bench);
}

static void
test_record_is_named_until_it_is_closed (void)
{
  SessionBench bench;

  session_bench_run (&bench, 1);
  g_assert_cmpstr (ebb_session_get_record_id (bench.session), ==, bench.journal->record->id);
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_assert_null (ebb_session_get_record_id (bench.session));
  session_bench_clear (&bench);
}

#define ADD(path, test) g_test_add_func ("/session/owed/" path, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 4);
  session_bench_load (argv);
  ADD ("goes-out-when-they-come", test_owed_stop_goes_out_when_they_come);
  ADD ("goes-out-now-where-they-are-here", test_owed_stop_goes_out_now_where_they_are_here);
  ADD ("nothing-where-nothing-is-said", test_nothing_is_owed_where_nothing_is_said);
  ADD ("other-boots-are-none-of-its-own", test_other_boots_are_none_of_its_own);
  ADD ("recovered/vented-says-nothing-of-others",
       test_vented_boots_say_nothing_of_others_that_are_owed_a_stop);
  ADD ("recovered/others-owed-nothing-are-not-waited-for",
       test_others_that_are_owed_nothing_are_not_waited_for);
  ADD ("recovered/not-driven-has-no-part",
       test_boots_that_were_not_driven_have_no_part_in_its_record);
  ADD ("record/is-named-until-it-is-closed", test_record_is_named_until_it_is_closed);
  return g_test_run ();
}
