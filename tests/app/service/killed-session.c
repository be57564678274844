/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "killed-session.h"

#include <signal.h>
#include <sys/wait.h>

#define DIE_IN_SESSION "--die-in-session"

static char *program_path;

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  ebb_store_open_session_finish (EBB_STORE (object), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
die_in_session (const char *store_path, const char *identity, const char *others, const char *name)
{
  g_auto (GStrv) other = g_strsplit (others, ",", -1);
  g_autoptr (EbbSessionRecord) left = ebb_session_record_new ();
  EbbStore *store = ebb_store_open (store_path, NULL);
  gboolean  is_open = FALSE;

  g_assert_nonnull (store);
  left->id = g_strdup_printf ("left-%s", identity);
  left->started_wall_us = g_get_real_time ();
  left->program_id = g_strdup ("gentle-wave");
  left->program_name = g_strdup ("Gentle wave");
  left->boots_identity = g_strdup (identity);
  left->boots_name = g_strdup (name);
  left->legs = EBB_LEGS_BOTH;
  left->is_simulated = TRUE;
  ebb_session_record_set_driven (left, identity, 3);
  for (guint i = 0; other[i] != NULL; i++)
    ebb_session_record_set_driven (left, other[i], 3);
  ebb_store_open_session_async (store, left, 3, NULL, opened_cb, &is_open);
  while (!is_open)
    g_main_context_iteration (NULL, TRUE);
  raise (SIGKILL);
}

void
killed_session_init (int argc, char **argv)
{
  program_path = argv[0];
  if (argc == 6 && g_str_equal (argv[1], DIE_IN_SESSION))
    die_in_session (argv[2], argv[3], argv[4], argv[5]);
}

void
killed_session_leave (ServiceFixture *fixture, const char *identity, const char *name)
{
  killed_session_leave_set (fixture, identity, NULL, name);
}

/* Runs this program once more: SQLite may not be carried over a fork. */
void
killed_session_leave_set (ServiceFixture *fixture,
                          const char     *identity,
                          const char     *others,
                          const char     *name)
{
  g_autofree char *path = g_build_filename (fixture->directory, "ebb.sqlite3", NULL);
  const char      *argv[] = {
         program_path, DIE_IN_SESSION, path, identity, others != NULL ? others : "", name, NULL
  };
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, 0, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
}
