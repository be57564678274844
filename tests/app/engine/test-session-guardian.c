/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "ebb-session-start-private.h"
#include "session-bench.h"

/* A session with the real ebb-guardian beside it. The clock is turned by hand, so what takes real
 * time is only the other process. */

#define DEADLINE_MS 10000
#define RECONNECT_MS 8000
#define OWED_EPOCH 7

static const char *guardian_path;

typedef struct
{
  SessionBench bench;
  int          boots_end; /* of the stop descriptor */
  int          session_end;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), ==, 0);
  fixture->boots_end = ends[0];
  fixture->session_end = ends[1];
  session_bench_init_guarded (&fixture->bench, 1, guardian_path);
  ebb_scripted_link_set_stop_descriptor (fixture->bench.boots[0].link, ends[1]);
  session_bench_connect (&fixture->bench);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  close (fixture->boots_end);
  close (fixture->session_end);
  session_bench_clear (&fixture->bench);
}

/* Until what waits for the other process is done; its answer wakes the loop. */
static void
wait_while (Fixture *fixture, EbbSessionState state)
{
  while (session_bench_get_state (&fixture->bench) == state)
    g_main_context_iteration (NULL, TRUE);
}

static void
start (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  session_bench_confirm (&fixture->bench, 0, &error);
  g_assert_no_error (error);
  session_bench_advance (&fixture->bench, 200);
  /* The guardian answers when the kernel lets it, perhaps at once; START never comes before. */
  if (session_bench_get_state (&fixture->bench) == EBB_SESSION_ARMED)
    g_assert_cmpuint (session_bench_count_requests (&fixture->bench, 0, EBB_OP_START), ==, 0);
  wait_while (fixture, EBB_SESSION_ARMED);
  session_bench_reach (&fixture->bench, EBB_SESSION_RUNNING, 3000);
}

static gboolean
is_readable (Fixture *fixture, int timeout_ms)
{
  struct pollfd item = { .fd = fixture->boots_end, .events = POLLIN };

  return poll (&item, 1, timeout_ms) == 1;
}

static void
test_start_waits_for_the_guardian (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  start (fixture);
  g_assert_false (is_readable (fixture, 0));
}

/* The last holder of the descriptor is gone and nothing was written to it. */
static void
test_vented_session_dismisses_it (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  char byte;

  start (fixture);
  ebb_session_stop (fixture->bench.session, EBB_END_BY_STOP);
  session_bench_reach (&fixture->bench, EBB_SESSION_IDLE, 3000);
  close (fixture->session_end);
  fixture->session_end = dup (fixture->boots_end);
  g_assert_true (is_readable (fixture, DEADLINE_MS));
  g_assert_cmpint (read (fixture->boots_end, &byte, 1), ==, 0);
}

/* What is written is Stop to these boots: with its channel, if they have one characteristic for
 * everything. */
static void
test_session_that_vanishes_is_stopped (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const int    channel = ebb_definition_get_channel (fixture->bench.definition, EBB_ROLE_STOP);
  const size_t n_before = channel == EBB_CHANNEL_NONE ? 0 : 1;
  uint8_t      bytes[8];
  guint32      epoch;

  start (fixture);
  ebb_settle ();
  g_clear_object (&fixture->bench.session);
  g_assert_true (is_readable (fixture, DEADLINE_MS));
  g_assert_cmpint (read (fixture->boots_end, bytes, sizeof bytes), ==,
                   EBB_STOP_FRAME_BYTES + n_before);
  if (n_before > 0)
    g_assert_cmpuint (bytes[0], ==, channel);
  g_assert_true (ebb_stop_decode (&epoch, bytes + n_before, EBB_STOP_FRAME_BYTES));
  g_assert_cmpuint (epoch, ==, 1);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/session/guardian/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

/* /bin/true ends at once, as a guardian that was killed would. */
static void
test_session_without_guardian_does_not_start (void)
{
  SessionBench bench;

  session_bench_init_guarded (&bench, 1, "/bin/true");
  session_bench_connect (&bench);
  session_bench_confirm (&bench, 0, NULL);
  session_bench_advance (&bench, 200);
  while (session_bench_get_state (&bench) == EBB_SESSION_ARMED)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_IDLE);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_START), ==, 0);
  session_bench_clear (&bench);
}

/* ---- the guardian of a process that is gone ---- */

/* Recovers with a guardian of its own, and asks for the one that was left. */
static void
recover_guarded (SessionBench *bench, const char *directory)
{
  g_autoptr (EbbSessionRecord) record = ebb_session_record_new ();

  session_bench_init_guarded (bench, 1, guardian_path);
  record->boots_identity = g_strdup ("sim:1");
  g_set_object (&bench->journal->record, record);
  ebb_session_set_runtime_directory (bench->session, directory);
  session_bench_set_in_reach (bench, 0, FALSE);
  ebb_session_recover (bench->session, record, OWED_EPOCH);
  g_assert_cmpint (session_bench_get_state (bench), ==, EBB_SESSION_LINK_LOST);
}

static void
test_guardian_that_is_left_is_asked_until_they_are_vented (void)
{
  SessionBench bench;

  recover_guarded (&bench, "/nowhere");
  g_assert_nonnull (bench.session->link[0].handover);
  session_bench_set_in_reach (&bench, 0, TRUE);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RECONNECT_MS);
  g_assert_null (bench.session->link[0].handover);
  session_bench_clear (&bench);
}

/* Nothing of it is left on the clock, which session_bench_clear() looks at. */
static void
test_guardian_is_asked_no_longer_than_the_session_lives (void)
{
  SessionBench bench;

  recover_guarded (&bench, "/nowhere");
  g_assert_nonnull (bench.session->link[0].handover);
  g_assert_cmpuint (bench.session->link[0].retry_id, !=, 0);
  session_bench_clear (&bench);
}

static void
test_nobody_is_asked_where_no_directory_is_given (void)
{
  SessionBench bench;

  recover_guarded (&bench, NULL);
  g_assert_null (bench.session->link[0].handover);
  session_bench_clear (&bench);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 5);
  /* Whether a guardian is missed with a warning or without is up to the other process. */
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
  session_bench_load (argv);
  guardian_path = argv[4];
  add ("start-waits-for-it", test_start_waits_for_the_guardian);
  add ("vented-session-dismisses-it", test_vented_session_dismisses_it);
  add ("session-that-vanishes-is-stopped", test_session_that_vanishes_is_stopped);
  g_test_add_func ("/session/guardian/none-no-start", test_session_without_guardian_does_not_start);
  g_test_add_func ("/session/guardian/left/is-asked-until-they-are-vented",
                   test_guardian_that_is_left_is_asked_until_they_are_vented);
  g_test_add_func ("/session/guardian/left/is-asked-no-longer-than-the-session-lives",
                   test_guardian_is_asked_no_longer_than_the_session_lives);
  g_test_add_func ("/session/guardian/left/nobody-is-asked-without-a-directory",
                   test_nobody_is_asked_where_no_directory_is_given);
  return g_test_run ();
}
