/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-fake-clock.h"
#include "ebb-guardian.h"
#include "ebb-handover.h"
#include "ebb-real-clock.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <glib/gstdio.h>

/* The real ebb-guardian, and a session process that is killed for good. */

#define FRAME "\x2a\x00\x00\x00"
#define FRAME_BYTES 4
#define DEADLINE_MS 10000

static const char *guardian_path;
static const char *self_path;

/* ---- the session process: gives, says so, and waits to be killed ---- */

static void
given_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  ebb_guardian_give_finish (EBB_GUARDIAN (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
give (EbbGuardian *guardian, int descriptor)
{
  gboolean is_given = FALSE;

  ebb_guardian_give_async (guardian, descriptor, (const uint8_t *) FRAME, FRAME_BYTES, NULL,
                           given_cb, &is_given);
  while (!is_given)
    g_main_context_iteration (NULL, TRUE);
}

static int
be_session (int stop_descriptor, const char *ctl_path, const char *handover_path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbGuardian) guardian =
      ebb_guardian_new (guardian_path, ctl_path, "AA:BB:CC:DD:EE:FF", handover_path, &error);

  g_assert_no_error (error);
  give (guardian, stop_descriptor);
  g_assert_cmpint (write (STDOUT_FILENO, "k", 1), ==, 1);
  pause ();
  return 0;
}

/* ---- the test's side ---- */

typedef struct
{
  GSubprocess *session;
  int          boots;         /* our end of what the guardian writes to; -1: none */
  char        *folder;        /* owned */
  char        *ctl_path;      /* owned: a command that writes down how it was called */
  char        *log_path;      /* owned */
  char        *handover_path; /* owned */
} Fixture;

static gboolean
wait_readable (int descriptor, int timeout_ms)
{
  struct pollfd item = { .fd = descriptor, .events = POLLIN };

  return poll (&item, 1, timeout_ms) == 1;
}

static void
make_ctl (Fixture *fixture)
{
  g_autofree char *script = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("ebb-guardian-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->ctl_path = g_build_filename (fixture->folder, "ctl", NULL);
  fixture->log_path = g_build_filename (fixture->folder, "log", NULL);
  fixture->handover_path = g_build_filename (fixture->folder, "handover", NULL);
  script = g_strdup_printf ("#!/bin/sh\necho \"$@\" > '%s.new' && mv '%s.new' '%s'\n",
                            fixture->log_path, fixture->log_path, fixture->log_path);
  g_file_set_contents (fixture->ctl_path, script, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (fixture->ctl_path, 0700), ==, 0);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  gboolean has_descriptor = GPOINTER_TO_INT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  int           ends[2] = { -1, -1 };
  GInputStream *said;
  char          byte;

  make_ctl (fixture);
  if (has_descriptor)
    {
      g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), ==, 0);
      g_subprocess_launcher_take_fd (launcher, ends[1], 7);
    }
  fixture->boots = ends[0];
  fixture->session = g_subprocess_launcher_spawn (launcher, &error, self_path, guardian_path,
                                                  "--session", has_descriptor ? "7" : "-1",
                                                  fixture->ctl_path, fixture->handover_path, NULL);
  g_assert_no_error (error);
  said = g_subprocess_get_stdout_pipe (fixture->session);
  g_assert_cmpint (g_input_stream_read (said, &byte, 1, NULL, &error), ==, 1);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_subprocess_force_exit (fixture->session);
  g_subprocess_wait (fixture->session, NULL, NULL);
  g_clear_object (&fixture->session);
  if (fixture->boots >= 0)
    close (fixture->boots);
  g_unlink (fixture->handover_path);
  g_unlink (fixture->log_path);
  g_unlink (fixture->ctl_path);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->ctl_path);
  g_free (fixture->log_path);
  g_free (fixture->handover_path);
}

static void
assert_frame_comes (Fixture *fixture, int timeout_ms)
{
  char bytes[16];

  g_assert_true (wait_readable (fixture->boots, timeout_ms));
  g_assert_cmpint (read (fixture->boots, bytes, sizeof bytes), ==, FRAME_BYTES);
  g_assert_cmpmem (bytes, FRAME_BYTES, FRAME, FRAME_BYTES);
}

/* The stop command has written down how it was called. */
static void
assert_stop_command_runs (Fixture *fixture)
{
  g_autofree char *said = NULL;
  gint64           until_us = g_get_monotonic_time () + DEADLINE_MS * 1000;

  while (!g_file_get_contents (fixture->log_path, &said, NULL, NULL))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until_us);
      g_assert_cmpint (poll (NULL, 0, 5), ==, 0);
    }
  g_assert_cmpstr (said, ==, "stop AA:BB:CC:DD:EE:FF\n");
}

static void
test_killed_session_is_stopped (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_false (wait_readable (fixture->boots, 0));
  g_subprocess_force_exit (fixture->session);
  assert_frame_comes (fixture, 500);
}

static void
test_frame_is_repeated (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gint64 first_us;

  g_subprocess_force_exit (fixture->session);
  assert_frame_comes (fixture, DEADLINE_MS);
  first_us = g_get_monotonic_time ();
  assert_frame_comes (fixture, DEADLINE_MS);
  assert_frame_comes (fixture, DEADLINE_MS);
  g_assert_cmpint (g_get_monotonic_time () - first_us, >, 500 * 1000);
}

static void
test_hung_up_descriptor_becomes_stop_command (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  close (fixture->boots);
  fixture->boots = -1;
  g_subprocess_force_exit (fixture->session);
  assert_stop_command_runs (fixture);
}

static void
test_hang_up_between_frames_becomes_stop_command (Fixture           *fixture,
                                                  gconstpointer data G_GNUC_UNUSED)
{
  g_subprocess_force_exit (fixture->session);
  assert_frame_comes (fixture, DEADLINE_MS);
  close (fixture->boots);
  fixture->boots = -1;
  assert_stop_command_runs (fixture);
}

static void
test_no_descriptor_becomes_stop_command (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_subprocess_force_exit (fixture->session);
  assert_stop_command_runs (fixture);
}

static void
released_cb (EbbHandover *handover G_GNUC_UNUSED, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* Stop came, somebody asked, and the guardian let go. */
static EbbHandover *
take_over (Fixture *fixture)
{
  g_autoptr (EbbClock) clock = EBB_CLOCK (ebb_real_clock_new (1));
  EbbHandover *handover;
  gboolean     is_released = FALSE;
  char         byte;

  g_subprocess_force_exit (fixture->session);
  handover = ebb_handover_new (clock, fixture->handover_path);
  g_signal_connect (handover, "released", G_CALLBACK (released_cb), &is_released);
  while (!is_released)
    g_main_context_iteration (NULL, TRUE);
  assert_frame_comes (fixture, DEADLINE_MS);
  while (read (fixture->boots, &byte, 1) > 0)
    ;
  return handover;
}

/* Its end of the descriptor is closed: whoever asked may write to the boots now. */
static void
test_guardian_lets_go_for_the_next_program (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbHandover) handover = take_over (fixture);
  gint64 until_us = g_get_monotonic_time () + DEADLINE_MS * 1000;

  ebb_handover_finish (handover);
  /* It goes, and nothing is left of it. */
  while (g_file_test (fixture->handover_path, G_FILE_TEST_EXISTS))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until_us);
      g_assert_cmpint (poll (NULL, 0, 5), ==, 0);
    }
  g_assert_false (g_file_test (fixture->log_path, G_FILE_TEST_EXISTS));
}

static void
test_next_program_that_goes_too_is_stood_in_for (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbHandover) handover = take_over (fixture);

  g_assert_false (g_file_test (fixture->log_path, G_FILE_TEST_EXISTS));
  g_clear_object (&handover);
  assert_stop_command_runs (fixture);
}

/* While the session lives nobody can take its boots. */
static void
test_live_session_is_not_taken_over (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_false (g_file_test (fixture->handover_path, G_FILE_TEST_EXISTS));
}

static void
test_where_nobody_listens_nothing_comes_of_it (void)
{
  g_autoptr (EbbFakeClock) clock = ebb_fake_clock_new ();
  g_autoptr (EbbHandover) handover =
      ebb_handover_new (EBB_CLOCK (clock), "/nowhere/at/all.guardian");
  g_autofree char *path = ebb_handover_dup_path ("/run/ebb", "a/b");

  ebb_fake_clock_advance_ms (clock, 60000);
  ebb_handover_finish (handover);
  g_assert_finalize_object (g_steal_pointer (&handover));
  g_assert_cmpstr (path, ==, "/run/ebb/a-b.guardian");
}

/* Dismissed: the descriptor is closed by its last holder, and nothing was ever written to it. */
static void
test_dismissed_guardian_writes_nothing (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbGuardian) guardian =
      ebb_guardian_new (guardian_path, "/bin/false", "x", NULL, &error);
  int  ends[2];
  char byte;

  g_assert_no_error (error);
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), ==, 0);
  give (guardian, ends[1]);
  close (ends[1]);
  g_assert_false (wait_readable (ends[0], 0));
  ebb_guardian_dismiss (guardian);
  ebb_guardian_dismiss (guardian);
  g_assert_finalize_object (g_steal_pointer (&guardian));
  g_assert_true (wait_readable (ends[0], DEADLINE_MS));
  g_assert_cmpint (read (ends[0], &byte, 1), ==, 0);
  close (ends[0]);
}

static void
gone_cb (EbbGuardian *guardian G_GNUC_UNUSED, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
refused_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ebb_guardian_give_finish (EBB_GUARDIAN (source), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
  *(gboolean *) user_data = TRUE;
}

/* A program that ends at once stands for a guardian that was killed. */
static void
test_dead_guardian_says_gone (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbGuardian) guardian =
      ebb_guardian_new ("/bin/true", "/bin/false", "x", NULL, &error);
  gboolean is_gone = FALSE;
  gboolean is_refused = FALSE;

  g_assert_no_error (error);
  g_signal_connect (guardian, "gone", G_CALLBACK (gone_cb), &is_gone);
  while (!is_gone)
    g_main_context_iteration (NULL, TRUE);
  ebb_guardian_give_async (guardian, -1, NULL, 0, NULL, refused_cb, &is_refused);
  while (!is_refused)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_missing_program_is_an_error (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbGuardian) guardian =
      ebb_guardian_new ("/nowhere/g", "/bin/false", "x", NULL, &error);

  g_assert_null (guardian);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "/nowhere/g"));
}

static void
add_killed (const char *name, gboolean has_descriptor, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/guardian/killed/", name, NULL);

  g_test_add (path, Fixture, GINT_TO_POINTER (has_descriptor), set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  self_path = argv[0];
  if (argc == 6 && g_str_equal (argv[2], "--session"))
    {
      guardian_path = argv[1];
      return be_session (atoi (argv[3]), argv[4], argv[5]);
    }
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  guardian_path = argv[1];
  add_killed ("session-is-stopped-in-500-ms", TRUE, test_killed_session_is_stopped);
  add_killed ("frame-is-repeated", TRUE, test_frame_is_repeated);
  add_killed ("dead-descriptor-becomes-stop-command", TRUE,
              test_hung_up_descriptor_becomes_stop_command);
  add_killed ("hang-up-between-frames-becomes-stop-command", TRUE,
              test_hang_up_between_frames_becomes_stop_command);
  add_killed ("lets-go-for-the-next-program", TRUE, test_guardian_lets_go_for_the_next_program);
  add_killed ("next-program-that-goes-too-is-stood-in-for", TRUE,
              test_next_program_that_goes_too_is_stood_in_for);
  add_killed ("not-while-it-lives", TRUE, test_live_session_is_not_taken_over);
  g_test_add_func ("/guardian/handover/where-nobody-listens",
                   test_where_nobody_listens_nothing_comes_of_it);
  add_killed ("no-descriptor-becomes-stop-command", FALSE, test_no_descriptor_becomes_stop_command);
  g_test_add_func ("/guardian/dismissed-writes-nothing", test_dismissed_guardian_writes_nothing);
  g_test_add_func ("/guardian/dead-says-gone", test_dead_guardian_says_gone);
  g_test_add_func ("/guardian/missing-program-is-an-error", test_missing_program_is_an_error);
  return g_test_run ();
}
