/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-private.h"
#include "session-bench.h"

/* A mistake of a caller is said aloud and changes nothing: what runs goes on under the guard it had. */

#define ASSERT_REFUSED(call)                                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_test_expect_message ("ebb-engine", G_LOG_LEVEL_CRITICAL, "*assertion*failed*");              \
    call;                                                                                          \
    g_test_assert_expected_messages ();                                                            \
  }                                                                                                \
  G_STMT_END

static gboolean
is_answering (gpointer user_data G_GNUC_UNUSED)
{
  return TRUE;
}

static void
give_orders_to (EbbSession *session)
{
  ASSERT_REFUSED (ebb_session_stop (session, EBB_END_BY_STOP));
  ASSERT_REFUSED (ebb_session_pause (session));
  ASSERT_REFUSED (ebb_session_end (session));
  ASSERT_REFUSED (ebb_session_set_intensity_pa (session, 1000));
  ASSERT_REFUSED (ebb_session_set_heat_ddeg (session, 300));
  ASSERT_REFUSED (ebb_session_say_present (session));
  ASSERT_REFUSED (ebb_session_declare_boots_open (session));
  ASSERT_REFUSED (ebb_session_clear_fault (session));
  ASSERT_REFUSED (ebb_session_dismiss_result (session));
  ASSERT_REFUSED (ebb_session_set_answering (session, is_answering, NULL));
}

static void
prepare (EbbSession *session, EbbSessionRecord *record)
{
  const EbbConfirmation confirmation = { .program = NULL };
  const guint32         epochs[EBB_SESSION_MAX_LINKS] = { 7, 7 };

  ASSERT_REFUSED (g_assert_false (ebb_session_confirm (session, &confirmation, NULL)));
  ASSERT_REFUSED (ebb_session_recover (session, record, 7));
  ASSERT_REFUSED (ebb_session_set_controllers (session, NULL, 0));
  ASSERT_REFUSED (ebb_session_set_last_epoch (session, 7));
  ASSERT_REFUSED (ebb_session_set_owed_stop_epochs (session, epochs));
}

static void
ask (EbbSession *session)
{
  guint32 epoch = 5;

  ASSERT_REFUSED (g_assert_null (ebb_session_get_snapshot (session)));
  ASSERT_REFUSED (g_assert_false (ebb_session_owns_links (session)));
  ASSERT_REFUSED (g_assert_cmpuint (ebb_session_get_last_epoch (session), ==, 0));
  ASSERT_REFUSED (g_assert_cmpuint (ebb_session_get_owed_stop_epoch (session), ==, 0));
  ASSERT_REFUSED (g_assert_false (ebb_session_read_owed_stop_epoch (session, NULL, &epoch)));
  g_assert_cmpuint (epoch, ==, 5);
}

/* Nothing at all, and an object of another kind. */
static void
test_what_is_no_session_takes_no_order (void)
{
  g_autoptr (EbbFakeClock) clock = ebb_fake_clock_new ();
  g_autoptr (EbbSessionRecord) record = ebb_session_record_new ();
  gpointer others[] = { NULL, clock };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      give_orders_to (others[i]);
      prepare (others[i], record);
      ask (others[i]);
    }
}

static void
test_what_is_no_program_is_not_run (void)
{
  SessionBench    bench;
  EbbConfirmation confirmation = { .program = NULL };

  session_bench_init (&bench, 1);
  session_bench_connect (&bench);
  ASSERT_REFUSED (g_assert_false (ebb_session_confirm (bench.session, &confirmation, NULL)));
  confirmation.program = (EbbProgram *) bench.journal;
  ASSERT_REFUSED (g_assert_false (ebb_session_confirm (bench.session, &confirmation, NULL)));
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_IDLE);
  session_bench_clear (&bench);
}

/* Boots that run are not exchanged, and no epoch is given them behind the back of START. */
static void
test_boots_and_epochs_stay_while_it_runs (void)
{
  const guint32 owed[] = { 9 };
  SessionBench  bench;
  gsize         n_rows;
  guint32       epoch;

  session_bench_run (&bench, 1);
  epoch = ebb_session_get_last_epoch (bench.session);
  ASSERT_REFUSED (ebb_session_set_controllers (bench.session, NULL, 0));
  ASSERT_REFUSED (ebb_session_set_last_epoch (bench.session, epoch + 9));
  ASSERT_REFUSED (ebb_session_set_owed_stop_epochs (bench.session, owed));
  ASSERT_REFUSED (ebb_session_recover (bench.session, bench.journal->record, epoch + 9));
  ASSERT_REFUSED (
      ebb_session_set_table (bench.session, ebb_machine_get_table (&n_rows), n_rows - 1));
  ASSERT_REFUSED (ebb_machine_set_links (&bench.session->machine, 0));
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_RUNNING);
  g_assert_cmpuint (ebb_session_get_last_epoch (bench.session), ==, epoch);
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  session_bench_reach (&bench, EBB_SESSION_IDLE, 3000);
  session_bench_clear (&bench);
}

static void
test_a_set_has_two_boots_at_most (void)
{
  SessionBench   bench;
  EbbController *controllers[EBB_SESSION_MAX_LINKS + 1];

  session_bench_init (&bench, 1);
  for (guint i = 0; i < G_N_ELEMENTS (controllers); i++)
    controllers[i] = bench.boots[0].controller;
  ASSERT_REFUSED (
      ebb_session_set_controllers (bench.session, controllers, G_N_ELEMENTS (controllers)));
  ASSERT_REFUSED (ebb_machine_set_links (&bench.session->machine, G_N_ELEMENTS (controllers)));
  session_bench_connect (&bench);
  g_assert_true (session_bench_confirm (&bench, 0, NULL));
  session_bench_clear (&bench);
}

static void
test_nothing_is_recovered_without_boots (void)
{
  SessionBench bench;
  g_autoptr (EbbSessionRecord) record = ebb_session_record_new ();

  session_bench_init (&bench, 1);
  ebb_session_set_controllers (bench.session, NULL, 0);
  ASSERT_REFUSED (ebb_session_recover (bench.session, record, 7));
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_IDLE);
  session_bench_clear (&bench);
}

static void
write_to (EbbJournal *journal, EbbSessionRecord *record, GAsyncResult *result)
{
  const EbbSample sample = { 0 };

  ASSERT_REFUSED (ebb_journal_open_async (journal, record, 1, NULL, NULL, NULL));
  ASSERT_REFUSED (g_assert_false (ebb_journal_open_finish (journal, result, NULL)));
  ASSERT_REFUSED (ebb_journal_note_fault (journal, record->id, EBB_FAULT_BOOTS));
  ASSERT_REFUSED (ebb_journal_append (journal, record->id, &sample, 1));
  ASSERT_REFUSED (ebb_journal_close_async (journal, record, NULL, NULL, NULL));
  ASSERT_REFUSED (g_assert_false (ebb_journal_close_finish (journal, result, NULL)));
}

/* What could not be written down is never said to be on the disk. */
static void
test_what_is_no_journal_is_not_written_to (void)
{
  g_autoptr (EbbFakeClock) clock = ebb_fake_clock_new ();
  g_autoptr (EbbSessionRecord) record = ebb_session_record_new ();
  g_autoptr (GTask) task = g_task_new (clock, NULL, NULL, NULL);

  g_task_return_boolean (task, TRUE);
  write_to (NULL, record, G_ASYNC_RESULT (task));
  write_to ((EbbJournal *) clock, record, G_ASYNC_RESULT (task));
}

#define ADD(path, test) g_test_add_func ("/session/misuse/" path, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 4);
  session_bench_load (argv);
  ADD ("what-is-no-session-takes-no-order", test_what_is_no_session_takes_no_order);
  ADD ("what-is-no-program-is-not-run", test_what_is_no_program_is_not_run);
  ADD ("boots-and-epochs-stay-while-it-runs", test_boots_and_epochs_stay_while_it_runs);
  ADD ("a-set-has-two-boots-at-most", test_a_set_has_two_boots_at_most);
  ADD ("nothing-is-recovered-without-boots", test_nothing_is_recovered_without_boots);
  ADD ("what-is-no-journal-is-not-written-to", test_what_is_no_journal_is_not_written_to);
  return g_test_run ();
}
