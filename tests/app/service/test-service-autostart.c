/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-autostart.h"

#include <glib/gstdio.h>

/* Whether Ebb is started with the desktop: what the file says is what is true. */

typedef struct
{
  char         *folder;
  char         *path;
  EbbAutostart *autostart;
  guint         n_told;
} Fixture;

static void
told_cb (Fixture *fixture)
{
  fixture->n_told++;
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char    *directory = NULL;
  EbbAutostartOptions options = { .app_id = "org.example.Boots", .program = "/opt/a b/ebb" };

  fixture->folder = g_dir_make_tmp ("ebb-autostart-XXXXXX", &error);
  g_assert_no_error (error);
  directory = g_build_filename (fixture->folder, "config", "autostart", NULL);
  fixture->path = g_build_filename (directory, "org.example.Boots.desktop", NULL);
  options.directory = directory;
  fixture->autostart = ebb_autostart_new (&options);
  g_signal_connect_swapped (fixture->autostart, "changed", G_CALLBACK (told_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *directory = g_path_get_dirname (fixture->path);
  g_autofree char *config = g_path_get_dirname (directory);

  g_object_unref (fixture->autostart);
  g_unlink (fixture->path);
  g_rmdir (directory);
  g_unlink (directory);
  g_rmdir (config);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
assert_state (Fixture *fixture, EbbAutostartState state)
{
  g_assert_cmpint (ebb_autostart_get_state (fixture->autostart), ==, state);
}

static void
test_turned_on_it_is_started_without_a_window (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *command = NULL;
  g_auto (GStrv) words = NULL;
  int n_words;

  assert_state (fixture, EBB_AUTOSTART_OFF);
  ebb_autostart_set_wanted (fixture->autostart, TRUE);
  assert_state (fixture, EBB_AUTOSTART_ON);
  g_assert_cmpuint (fixture->n_told, ==, 1);
  g_assert_true (g_key_file_load_from_file (file, fixture->path, G_KEY_FILE_NONE, NULL));
  command = g_key_file_get_string (file, "Desktop Entry", "Exec", NULL);
  g_assert_true (g_shell_parse_argv (command, &n_words, &words, NULL));
  g_assert_cmpint (n_words, ==, 2);
  g_assert_cmpstr (words[0], ==, "/opt/a b/ebb");
  g_assert_cmpstr (words[1], ==, "--gapplication-service");
  ebb_autostart_set_wanted (fixture->autostart, FALSE);
  assert_state (fixture, EBB_AUTOSTART_OFF);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

/* Settings of the desktop turn it off in the file, and some people delete it. */
static void
test_what_others_changed_is_true (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  ebb_autostart_set_wanted (fixture->autostart, TRUE);
  g_assert_true (g_key_file_load_from_file (file, fixture->path, G_KEY_FILE_NONE, NULL));
  g_key_file_set_boolean (file, "Desktop Entry", "X-GNOME-Autostart-enabled", FALSE);
  g_assert_true (g_key_file_save_to_file (file, fixture->path, NULL));
  assert_state (fixture, EBB_AUTOSTART_OFF);
  ebb_autostart_set_wanted (fixture->autostart, TRUE);
  assert_state (fixture, EBB_AUTOSTART_ON);
  g_key_file_set_boolean (file, "Desktop Entry", "Hidden", TRUE);
  g_assert_true (g_key_file_save_to_file (file, fixture->path, NULL));
  assert_state (fixture, EBB_AUTOSTART_OFF);
  g_unlink (fixture->path);
  assert_state (fixture, EBB_AUTOSTART_OFF);
}

/* A file stands where the folder would be. */
static void
test_what_cannot_be_written_is_said (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *directory = g_path_get_dirname (fixture->path);
  g_autofree char *config = g_path_get_dirname (directory);

  g_assert_cmpint (g_mkdir (config, 0700), ==, 0);
  g_assert_true (g_file_set_contents (directory, "", 0, NULL));
  ebb_autostart_set_wanted (fixture->autostart, TRUE);
  assert_state (fixture, EBB_AUTOSTART_FAILED);
  g_assert_nonnull (ebb_autostart_get_error (fixture->autostart));
  g_assert_cmpint (g_unlink (directory), ==, 0);
  ebb_autostart_set_wanted (fixture->autostart, TRUE);
  assert_state (fixture, EBB_AUTOSTART_ON);
  g_assert_null (ebb_autostart_get_error (fixture->autostart));
}

#define ADD(name, test)                                                                            \
  g_test_add ("/service/autostart/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("turned-on-it-is-started-without-a-window", test_turned_on_it_is_started_without_a_window);
  ADD ("what-others-changed-is-true", test_what_others_changed_is_true);
  ADD ("what-cannot-be-written-is-said", test_what_cannot_be_written_is_said);
  return g_test_run ();
}
