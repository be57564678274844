/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-fake-clock.h"
#include "ebb-guardian.h"
#include "ebb-handover.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* Guardians that are none: programs that end, say nothing or say too much; and those of whom the next
 * program asks their boots. */

#define FRAME "\x2a\x00\x00\x00"
#define FRAME_BYTES 4
#define SOCKET "guardian"

#define ASSERT_REFUSED(call)                                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_test_expect_message ("ebb-engine", G_LOG_LEVEL_CRITICAL, "*assertion*failed*");              \
    call;                                                                                          \
    g_test_assert_expected_messages ();                                                            \
  }                                                                                                \
  G_STMT_END

typedef struct
{
  char        *folder; /* owned */
  char        *script; /* owned: the program that is started in place of a guardian */
  char        *pipe;   /* owned: it opens this when it is told to, and the test waits there */
  EbbGuardian *guardian;
  guint        n_gone;
  gboolean     is_answered;
  GError      *answer; /* (nullable) (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("ebb-guardian-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->script = g_build_filename (fixture->folder, "program", NULL);
  fixture->pipe = g_build_filename (fixture->folder, "pipe", NULL);
  g_assert_cmpint (mkfifo (fixture->pipe, 0600), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_clear_object (&fixture->guardian);
  g_clear_error (&fixture->answer);
  g_unlink (fixture->script);
  g_unlink (fixture->pipe);
  g_rmdir (fixture->folder);
  g_free (fixture->script);
  g_free (fixture->pipe);
  g_free (fixture->folder);
}

static void
gone_cb (EbbGuardian *guardian G_GNUC_UNUSED, gpointer user_data)
{
  ((Fixture *) user_data)->n_gone++;
}

/* @commands: of a shell that has its end of the socket as 3, and the pipe as $1 */
static void
start (Fixture *fixture, const char *commands)
{
  g_autofree char *text = g_strdup_printf ("#!/bin/sh\n%s\n", commands);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (fixture->script, text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (fixture->script, 0700), ==, 0);
  fixture->guardian = ebb_guardian_new (fixture->script, fixture->pipe, "x", NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (fixture->guardian, "gone", G_CALLBACK (gone_cb), fixture);
}

/* Returns when the program has opened the pipe. */
static void
wait_at_pipe (Fixture *fixture)
{
  close (g_open (fixture->pipe, O_RDONLY, 0));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  ebb_guardian_give_finish (EBB_GUARDIAN (source), result, &fixture->answer);
  fixture->is_answered = TRUE;
}

static void
give (Fixture *fixture)
{
  ebb_guardian_give_async (fixture->guardian, -1, (const uint8_t *) FRAME, FRAME_BYTES, NULL,
                           answered_cb, fixture);
}

static void
wait_answer (Fixture *fixture)
{
  while (!fixture->is_answered)
    g_main_context_iteration (NULL, TRUE);
}

/* ---- a guardian ---- */

/* It hung up, and then its process ended: gone is gone once. */
static void
test_gone_is_said_once (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) later = NULL;

  start (fixture, "exec 3<&-; : > \"$1\"; exit 0");
  while (fixture->n_gone == 0)
    g_main_context_iteration (NULL, TRUE);
  wait_at_pipe (fixture);
  /* Of processes that end, the loop hears in turn. */
  later = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "/bin/sleep", "0.1", NULL);
  g_assert_no_error (error);
  g_subprocess_wait_async (later, NULL, NULL, NULL);
  while (g_subprocess_get_identifier (later) != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->n_gone, ==, 1);
}

/* It never read what it was given. */
static void
test_end_of_one_that_did_not_listen_is_told (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  start (fixture, ": > \"$1\"");
  give (fixture);
  wait_at_pipe (fixture);
  wait_answer (fixture);
  g_assert_error (fixture->answer, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
  while (fixture->n_gone == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_one_that_hung_up_unnoticed_takes_nothing (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  start (fixture, "exec 3<&-; : > \"$1\"");
  wait_at_pipe (fixture);
  g_assert_cmpuint (fixture->n_gone, ==, 0);
  give (fixture);
  wait_answer (fixture);
  g_assert_error (fixture->answer, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
}

/* A word that nobody waits for is no answer to what is given later. */
static void
test_word_that_nobody_asked_for_is_no_answer (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  start (fixture, "printf g >&3; : > \"$1\"; read never <&3");
  wait_at_pipe (fixture);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  give (fixture);
  g_assert_false (fixture->is_answered);
  g_object_run_dispose (G_OBJECT (fixture->guardian));
  wait_answer (fixture);
  g_assert_error (fixture->answer, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
}

/* Its process outlives the object, whose end is no word of it. */
static void
test_nobody_hears_of_one_that_was_let_go (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  start (fixture, "read never <&3; : > \"$1\"");
  g_object_run_dispose (G_OBJECT (fixture->guardian));
  g_clear_object (&fixture->guardian);
  wait_at_pipe (fixture);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->n_gone, ==, 0);
}

/* All descriptors that this process may have are taken, until it is given back what it had. */
static struct rlimit
take_all_descriptors (void)
{
  struct rlimit before, none;

  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &before), ==, 0);
  none = (struct rlimit){ .rlim_cur = 0, .rlim_max = before.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &none), ==, 0);
  return before;
}

static void
give_back (const struct rlimit *before)
{
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, before), ==, 0);
}

static void
test_process_without_descriptors_gets_no_guardian (void)
{
  g_autoptr (GError) error = NULL;
  struct rlimit before = take_all_descriptors ();
  EbbGuardian  *guardian = ebb_guardian_new ("/bin/true", "/bin/true", "x", NULL, &error);

  give_back (&before);
  g_assert_null (guardian);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES);
  g_assert_nonnull (strstr (error->message, "no socket pair for the guardian"));
}

static void
assert_no_guardian (EbbGuardian *other, GAsyncResult *result)
{
  ASSERT_REFUSED (ebb_guardian_give_async (other, -1, NULL, 0, NULL, NULL, NULL));
  ASSERT_REFUSED (g_assert_false (ebb_guardian_give_finish (other, result, NULL)));
  ASSERT_REFUSED (ebb_guardian_dismiss (other));
}

static void
test_what_is_no_guardian_gets_nothing (void)
{
  g_autoptr (EbbFakeClock) clock = ebb_fake_clock_new ();
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  g_autoptr (EbbGuardian) guardian = ebb_guardian_new ("/bin/true", "/bin/true", "x", NULL, NULL);
  const uint8_t frame[65] = { 0 };

  g_task_return_boolean (task, TRUE);
  assert_no_guardian ((EbbGuardian *) clock, G_ASYNC_RESULT (task));
  ASSERT_REFUSED (ebb_guardian_give_async (NULL, -1, NULL, 0, NULL, NULL, NULL));
  ASSERT_REFUSED (ebb_guardian_dismiss (NULL));
  ASSERT_REFUSED (ebb_guardian_give_async (guardian, -1, frame, sizeof frame, NULL, NULL, NULL));
}

/* ---- whom the next program asks ---- */

typedef struct
{
  EbbFakeClock *clock;
  char         *folder; /* owned */
  char         *path;   /* owned */
  int           listening;
  int           asked; /* the end of who asked; -1: nobody did */
  EbbHandover  *handover;
  guint         n_released;
} Asked;

static void
released_cb (EbbHandover *handover G_GNUC_UNUSED, gpointer user_data)
{
  ((Asked *) user_data)->n_released++;
}

static void
set_up_asked (Asked *asked, gconstpointer data G_GNUC_UNUSED)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  g_autoptr (GError) error = NULL;

  asked->clock = ebb_fake_clock_new ();
  asked->folder = g_dir_make_tmp ("ebb-handover-XXXXXX", &error);
  g_assert_no_error (error);
  asked->path = ebb_handover_dup_path (asked->folder, SOCKET);
  g_strlcpy (address.sun_path, asked->path, sizeof address.sun_path);
  asked->listening = socket (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (asked->listening, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (listen (asked->listening, 1), ==, 0);
  asked->handover = ebb_handover_new (EBB_CLOCK (asked->clock), asked->path);
  g_signal_connect (asked->handover, "released", G_CALLBACK (released_cb), asked);
  asked->asked = accept (asked->listening, NULL, NULL);
  g_assert_cmpint (asked->asked, >=, 0);
}

static void
tear_down_asked (Asked *asked, gconstpointer data G_GNUC_UNUSED)
{
  g_clear_object (&asked->handover);
  if (asked->asked >= 0)
    close (asked->asked);
  close (asked->listening);
  g_unlink (asked->path);
  g_rmdir (asked->folder);
  g_free (asked->path);
  g_free (asked->folder);
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (asked->clock), ==, 0);
  g_assert_finalize_object (asked->clock);
}

static void
turn (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* With it went what it held. */
static void
test_guardian_that_goes_is_not_waited_for (Asked *asked, gconstpointer data G_GNUC_UNUSED)
{
  close (asked->asked);
  asked->asked = -1;
  turn ();
  ebb_fake_clock_advance_ms (asked->clock, 60000);
  g_assert_cmpuint (asked->n_released, ==, 0);
  /* Nobody is there to be told. */
  ebb_handover_finish (asked->handover);
}

static void
test_guardian_is_told_when_it_is_done (Asked *asked, gconstpointer data G_GNUC_UNUSED)
{
  char byte;

  g_assert_cmpint (write (asked->asked, "r", 1), ==, 1);
  turn ();
  g_assert_cmpuint (asked->n_released, ==, 1);
  ebb_handover_finish (asked->handover);
  g_assert_cmpint (read (asked->asked, &byte, 1), ==, 1);
  g_assert_cmpint (byte, ==, 'D');
  g_assert_cmpint (read (asked->asked, &byte, 1), ==, 0);
}

static void
test_question_that_is_dropped_hangs_up (Asked *asked, gconstpointer data G_GNUC_UNUSED)
{
  char byte;

  g_object_run_dispose (G_OBJECT (asked->handover));
  g_assert_cmpint (read (asked->asked, &byte, 1), ==, 0);
}

static void
test_process_without_descriptors_asks_again (void)
{
  g_autoptr (EbbFakeClock) clock = ebb_fake_clock_new ();
  struct rlimit before = take_all_descriptors ();
  g_autoptr (EbbHandover) handover = ebb_handover_new (EBB_CLOCK (clock), "/nowhere");

  give_back (&before);
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (clock), ==, 1);
  ebb_handover_finish (handover);
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (clock), ==, 0);
}

/* No socket can have such a name. */
static void
test_name_that_is_too_long_is_asked_nothing (void)
{
  g_autoptr (EbbFakeClock) clock = ebb_fake_clock_new ();
  g_autofree char *path = g_strnfill (200, 'x');
  g_autoptr (EbbHandover) handover = ebb_handover_new (EBB_CLOCK (clock), path);

  g_assert_cmpuint (ebb_fake_clock_count_timeouts (clock), ==, 0);
  ASSERT_REFUSED (ebb_handover_finish (NULL));
  ASSERT_REFUSED (ebb_handover_finish ((EbbHandover *) clock));
}

#define ADD(path, test) g_test_add ("/guardian/" path, Fixture, NULL, set_up, test, tear_down)
#define ADD_ASKED(path, test)                                                                      \
  g_test_add ("/guardian/handover/" path, Asked, NULL, set_up_asked, test, tear_down_asked)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("gone-is-said-once", test_gone_is_said_once);
  ADD ("end-of-one-that-did-not-listen-is-told", test_end_of_one_that_did_not_listen_is_told);
  ADD ("one-that-hung-up-unnoticed-takes-nothing", test_one_that_hung_up_unnoticed_takes_nothing);
  ADD ("word-that-nobody-asked-for-is-no-answer", test_word_that_nobody_asked_for_is_no_answer);
  ADD ("nobody-hears-of-one-that-was-let-go", test_nobody_hears_of_one_that_was_let_go);
  g_test_add_func ("/guardian/process-without-descriptors-gets-none",
                   test_process_without_descriptors_gets_no_guardian);
  g_test_add_func ("/guardian/what-is-none-gets-nothing", test_what_is_no_guardian_gets_nothing);
  ADD_ASKED ("one-that-goes-is-not-waited-for", test_guardian_that_goes_is_not_waited_for);
  ADD_ASKED ("it-is-told-when-it-is-done", test_guardian_is_told_when_it_is_done);
  ADD_ASKED ("question-that-is-dropped-hangs-up", test_question_that_is_dropped_hangs_up);
  g_test_add_func ("/guardian/handover/process-without-descriptors-asks-again",
                   test_process_without_descriptors_asks_again);
  g_test_add_func ("/guardian/handover/name-that-is-too-long-is-asked-nothing",
                   test_name_that_is_too_long_is_asked_nothing);
  return g_test_run ();
}
