/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ebb-session-lock.h"

static char *
make_directory (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("ebb-lock-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

static void
test_second_is_refused_and_told_who (void)
{
  g_autofree char *directory = make_directory ();
  g_autoptr (EbbSessionLock) first = ebb_session_lock_new (directory);
  g_autoptr (EbbSessionLock) second = ebb_session_lock_new (directory);
  g_autofree char *holder = NULL;
  g_autofree char *identity = NULL;
  gint64           since_wall_us;

  g_assert_true (ebb_session_lock_take (first, "AA:01"));
  g_assert_false (ebb_session_lock_take (second, "AA:02"));
  g_assert_false (ebb_session_lock_is_held (second));
  holder = ebb_session_lock_dup_holder (second, &since_wall_us);
  identity = ebb_session_lock_dup_holder_identity (second);
  g_assert_cmpstr (holder, ==, "test-session-lock");
  g_assert_cmpint (ABS (g_get_real_time () - since_wall_us), <, 60 * G_USEC_PER_SEC);
  g_assert_cmpstr (identity, ==, "AA:01");
}

static void
test_released_can_be_taken (void)
{
  g_autofree char *directory = make_directory ();
  g_autoptr (EbbSessionLock) first = ebb_session_lock_new (directory);
  g_autoptr (EbbSessionLock) second = ebb_session_lock_new (directory);

  g_assert_true (ebb_session_lock_take (first, "AA:01"));
  ebb_session_lock_release (first);
  g_assert_null (ebb_session_lock_dup_holder (second, NULL));
  g_assert_true (ebb_session_lock_take (second, "AA:01"));
}

static gboolean
is_free (const char *directory, const char *identity)
{
  g_autoptr (EbbSessionLock) asking = ebb_session_lock_new (directory);

  return !ebb_session_lock_are_boots_held (asking, identity);
}

static void
test_set_is_taken_and_given_back_whole (void)
{
  static const char *const identities[] = { "AA:02", "AA:01" };
  g_autofree char         *directory = make_directory ();
  g_autoptr (EbbSessionLock) lock = ebb_session_lock_new (directory);
  g_autoptr (EbbSessionLock) other = ebb_session_lock_new (directory);
  g_autofree char *identity = NULL;

  g_assert_true (ebb_session_lock_take_set (lock, identities, 2));
  g_assert_false (is_free (directory, "AA:01"));
  g_assert_false (is_free (directory, "AA:02"));
  identity = ebb_session_lock_dup_holder_identity (other);
  g_assert_cmpstr (identity, ==, "AA:02");
  ebb_session_lock_release (lock);
  g_assert_true (is_free (directory, "AA:01"));
  g_assert_true (is_free (directory, "AA:02"));
}

/* Whichever of them another program has. */
static void
test_set_with_one_held_leaves_the_other (void)
{
  static const char *const identities[] = { "AA:02", "AA:01" };

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *directory = make_directory ();
      g_autoptr (EbbSessionLock) lock = ebb_session_lock_new (directory);
      g_autoptr (EbbSessionLock) other = ebb_session_lock_new (directory);

      g_assert_true (ebb_session_lock_take_boots (other, identities[i]));
      g_assert_false (ebb_session_lock_take_set (lock, identities, 2));
      g_assert_false (ebb_session_lock_is_held (lock));
      g_assert_true (is_free (directory, identities[1 - i]));
      ebb_session_lock_release (other);
      g_assert_true (ebb_session_lock_take_set (lock, identities, 2));
    }
}

/* The same boots under two runtime directories would be two masters; under one they are not. */
static void
test_same_boots_have_one_master (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *path = ebb_runtime_path (directory, "AA:01", "lock");
  g_autoptr (EbbSessionLock) lock = ebb_session_lock_new (directory);

  g_assert_true (ebb_session_lock_take (lock, "AA:01"));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_dead_holder_leaves_no_lock (void)
{
  g_autofree char *directory = make_directory ();
  g_autoptr (EbbSessionLock) lock = NULL;
  pid_t child = fork ();
  int   status;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      EbbSessionLock *held = ebb_session_lock_new (directory);

      _exit (ebb_session_lock_take (held, "AA:01") ? 0 : 1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  lock = ebb_session_lock_new (directory);
  g_assert_null (ebb_session_lock_dup_holder (lock, NULL));
  g_assert_true (ebb_session_lock_take (lock, "AA:01"));
}

static gpointer
ask_until_told_cb (gpointer data)
{
  EbbSessionLock *asking = ebb_session_lock_new (((gpointer *) data)[0]);
  gint           *is_over = ((gpointer *) data)[1];

  while (!g_atomic_int_get (is_over))
    g_free (ebb_session_lock_dup_holder (asking, NULL));
  g_object_unref (asking);
  return NULL;
}

/* Who only asks, however often, keeps nobody from starting. */
static void
test_asking_takes_nothing (void)
{
  g_autofree char *directory = make_directory ();
  g_autoptr (EbbSessionLock) lock = ebb_session_lock_new (directory);
  gint     is_over = FALSE;
  gpointer data[] = { directory, &is_over };
  GThread *thread = g_thread_new ("asks", ask_until_told_cb, data);

  for (guint i = 0; i < 5000; i++)
    {
      g_assert_true (ebb_session_lock_take (lock, "AA:01"));
      ebb_session_lock_release (lock);
    }
  g_atomic_int_set (&is_over, TRUE);
  g_thread_join (thread);
}

/* Between taking and signing there is a moment in which nobody can be named. */
static void
test_unsigned_lock_is_held_all_the_same (void)
{
  g_autofree char *directory = make_directory ();
  g_autoptr (EbbSessionLock) first = ebb_session_lock_new (directory);
  g_autoptr (EbbSessionLock) second = ebb_session_lock_new (directory);
  g_autofree char *path = g_build_filename (directory, "session.lock", NULL);
  g_autofree char *holder = NULL;
  gint64           since_wall_us;

  g_assert_true (ebb_session_lock_take (first, "AA:01"));
  g_assert_cmpint (truncate (path, 0), ==, 0);
  holder = ebb_session_lock_dup_holder (second, &since_wall_us);
  g_assert_nonnull (holder);
  g_assert_cmpint (since_wall_us, ==, 0);
}

static void
test_identity_cannot_leave_the_directory (void)
{
  g_autofree char *path = ebb_runtime_path ("/run/ebb", "../../etc/x", "lock");

  g_assert_cmpstr (path, ==, "/run/ebb/..-..-etc-x.lock");
}

static void
test_folder_that_cannot_be_written_is_named (void)
{
  g_autofree char *directory = g_dir_make_tmp ("ebb-lock-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (directory, "file", NULL);
  g_autofree char *inside = g_build_filename (file, "ebb", NULL);
  g_autoptr (EbbSessionLock) good = ebb_session_lock_new (directory);
  g_autoptr (EbbSessionLock) bad = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ebb_session_lock_check (good, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  bad = ebb_session_lock_new (inside);
  g_assert_false (ebb_session_lock_check (bad, &error));
  g_assert_nonnull (strstr (error->message, inside));
  g_assert_nonnull (strstr (error->message, "expected"));
}

static void
test_who_only_stops_says_so (void)
{
  g_autofree char *directory = g_dir_make_tmp ("ebb-lock-XXXXXX", NULL);
  g_autoptr (EbbSessionLock) first = ebb_session_lock_new (directory);
  g_autoptr (EbbSessionLock) second = ebb_session_lock_new (directory);
  g_autofree char *identity = NULL;

  g_assert_true (ebb_session_lock_take (first, "AA:01"));
  g_assert_false (ebb_session_lock_is_holder_stopping (second));
  ebb_session_lock_sign_stopping (first);
  g_assert_true (ebb_session_lock_is_holder_stopping (second));
  identity = ebb_session_lock_dup_holder_identity (second);
  g_assert_cmpstr (identity, ==, "AA:01");
  ebb_session_lock_release (first);
  g_assert_false (ebb_session_lock_is_holder_stopping (second));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_set_prgname ("test-session-lock");
  g_test_add_func ("/session-lock/second/is-refused-and-told-who",
                   test_second_is_refused_and_told_who);
  g_test_add_func ("/session-lock/released/can-be-taken", test_released_can_be_taken);
  g_test_add_func ("/session-lock/same-boots/have-one-master", test_same_boots_have_one_master);
  g_test_add_func ("/session-lock/set/is-taken-and-given-back-whole",
                   test_set_is_taken_and_given_back_whole);
  g_test_add_func ("/session-lock/set/with-one-held-leaves-the-other",
                   test_set_with_one_held_leaves_the_other);
  g_test_add_func ("/session-lock/asking/takes-nothing", test_asking_takes_nothing);
  g_test_add_func ("/session-lock/unsigned/is-held-all-the-same",
                   test_unsigned_lock_is_held_all_the_same);
  g_test_add_func ("/session-lock/dead-holder/leaves-no-lock", test_dead_holder_leaves_no_lock);
  g_test_add_func ("/session-lock/identity/cannot-leave-the-directory",
                   test_identity_cannot_leave_the_directory);
  g_test_add_func ("/session-lock/folder/that-cannot-be-written-is-named",
                   test_folder_that_cannot_be_written_is_named);
  g_test_add_func ("/session-lock/who-only-stops/says-so", test_who_only_stops_says_so);
  return g_test_run ();
}
