/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "air.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <pty.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "ebb-control.h"
#include "ebb-units.h"

#define PATIENCE_S 60
#define LOOK_PERIOD_MS 20

void
air_end_clear (AirEnd *end)
{
  g_clear_handle_id (&end->screen_id, g_source_remove);
  if (end->process != NULL)
    close (end->terminal);
  g_clear_object (&end->process);
  if (end->screen != NULL)
    g_string_free (g_steal_pointer (&end->screen), TRUE);
  g_clear_pointer (&end->output, g_free);
  g_clear_pointer (&end->errors, g_free);
}

void
air_set_up (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *devices = g_build_filename (EBB_DATA, "devices", NULL);
  g_autofree char *share = NULL;
  g_autoptr (GError) error = NULL;

  self->directory = g_dir_make_tmp ("ebb-air-XXXXXX", &error);
  g_assert_no_error (error);
  share = g_build_filename (self->directory, "share", NULL);
  g_assert_cmpint (symlink (EBB_DATA, share), ==, 0);
  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  self->clock = ebb_real_clock_new (1.0);
  self->definitions = ebb_definition_set_new_from_directory (devices, &error);
  g_assert_no_error (error);
  self->bluez =
      ebb_bluez_double_new (g_test_dbus_get_bus_address (self->bus), EBB_CLOCK (self->clock),
                            ebb_definition_set_find (self->definitions, "ebb-profile-1"));
  self->boots[0] = ebb_bluez_double_add_boots (self->bluez, AIR_FIRST, 1);
  self->boots[1] = ebb_bluez_double_add_boots (self->bluez, AIR_SECOND, 2);
  ebb_bluez_double_start (self->bluez);
}

static void
remove_all (const char *path)
{
  const char *const line[] = { "rm", "-rf", path, NULL };
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL, (char **) line, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                &error);
  g_assert_no_error (error);
}

void
air_tear_down (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  ebb_bluez_double_free (self->bluez);
  g_clear_object (&self->definitions);
  g_clear_object (&self->clock);
  g_test_dbus_down (self->bus);
  g_clear_object (&self->bus);
  remove_all (self->directory);
  g_free (self->directory);
}

static void
ended_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GSubprocess *process = G_SUBPROCESS (object);
  AirEnd      *end = user_data;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8_finish (process, result, &end->output, &end->errors, &error);
  g_assert_no_error (error);
  end->exit_code = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process)
                                                        : -g_subprocess_get_term_sig (process);
  end->is_done = TRUE;
}

static gboolean
patience_over_cb (gpointer user_data)
{
  AirEnd *end = user_data;

  g_error ("ebbctl still ran after %d s; its terminal shows: %s", PATIENCE_S,
           end->screen != NULL ? end->screen->str : "nothing");
  return G_SOURCE_REMOVE;
}

static GSubprocessLauncher *
make_launcher (Air *self, GSubprocessFlags flags)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (flags);

  g_subprocess_launcher_set_cwd (launcher, self->directory);
  g_subprocess_launcher_setenv (launcher, "DBUS_SYSTEM_BUS_ADDRESS",
                                g_test_dbus_get_bus_address (self->bus), TRUE);
  g_subprocess_launcher_setenv (launcher, "HOME", self->directory, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", self->directory, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", self->directory, TRUE);
  return launcher;
}

static GSubprocess *
launch (GSubprocessLauncher *launcher, const char *const *arguments)
{
  g_autoptr (GStrvBuilder) line = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_strv_builder_add (line, EBBCTL);
  g_strv_builder_addv (line, (const char **) arguments);
  words = g_strv_builder_end (line);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) words, &error);
  g_assert_no_error (error);
  return process;
}

void
air_wait_end (AirEnd *end)
{
  guint timeout_id = g_timeout_add_seconds (PATIENCE_S, patience_over_cb, end);

  while (!end->is_done)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout_id);
}

void
air_run (Air *self, AirEnd *end, const char *const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher =
      make_launcher (self, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = launch (launcher, arguments);

  g_subprocess_communicate_utf8_async (process, NULL, NULL, ended_cb, end);
  air_wait_end (end);
}

/* In the child: no terminal is there to ask at, whoever runs the test. */
static void
leave_terminal_cb (gpointer user_data G_GNUC_UNUSED)
{
  setsid ();
}

void
air_run_script (Air *self, AirEnd *end, const char *const *environment, const char *script)
{
  g_autoptr (GSubprocessLauncher) launcher =
      make_launcher (self, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_unsetenv (launcher, "TERM");
  for (gsize i = 0; environment[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (environment[i], "=", 2);

      g_subprocess_launcher_setenv (launcher, pair[0], pair[1], TRUE);
    }
  g_subprocess_launcher_set_child_setup (launcher, leave_terminal_cb, NULL, NULL);
  process = g_subprocess_launcher_spawn (launcher, &error, "/bin/sh", "-c", script, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (process, NULL, NULL, ended_cb, end);
  air_wait_end (end);
}

void
air_assert_ended (const AirEnd *end, int exit_code, const char *says)
{
  if (end->exit_code != exit_code || strstr (end->errors, says) == NULL)
    g_error ("expected %d and \"%s\", got %d: %s%s", exit_code, says, end->exit_code,
             end->output != NULL ? end->output : end->screen->str, end->errors);
}

void
air_pair (Air *self, const char *identity)
{
  const char *const line[] = { "pair", identity, NULL };
  g_auto (AirEnd) end = { 0 };

  air_run (self, &end, line);
  air_assert_ended (&end, 0, "");
}

void
air_assert_said (const AirEnd *end, const char *text)
{
  const char *output = end->output != NULL ? end->output : end->screen->str;

  if (strstr (output, text) == NULL && strstr (end->errors, text) == NULL)
    g_error ("expected \"%s\" in: %s%s", text, output, end->errors);
}

void
air_assert_recorded (Air *self, const char *name, const char *value)
{
  static const char *const line[] = { "history", "--json", NULL };
  g_autofree char         *member = g_strdup_printf ("\"%s\":%s", name, value);
  g_auto (AirEnd) listed = { 0 };

  air_run (self, &listed, line);
  air_assert_ended (&listed, 0, "");
  air_assert_said (&listed, member);
}

/* ---- the boots ---- */

static gboolean
look_cb (gpointer user_data G_GNUC_UNUSED)
{
  return G_SOURCE_CONTINUE;
}

void
air_wait_until (gboolean (*condition) (gpointer data), gpointer data)
{
  guint  look_id = g_timeout_add (LOOK_PERIOD_MS, look_cb, NULL);
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_S * (gint64) G_USEC_PER_SEC;

  while (!condition (data))
    {
      if (g_get_monotonic_time () > deadline_us)
        g_error ("what the test waits for did not happen within %d s", PATIENCE_S);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (look_id);
}

gboolean
air_boots_have_air (gpointer boots)
{
  return ebb_sim_boots_get_felt_pa (((DoubleBoots *) boots)->sim, EBB_SIDE_LEFT)
         > ebb_mmhg_to_pa (15);
}

gboolean
air_boots_are_stopped (gpointer boots)
{
  return ebb_sim_boots_get_status (((DoubleBoots *) boots)->sim)->run_state == EBB_RUN_STOPPED;
}

guint
air_count_starts (DoubleBoots *boots)
{
  guint count = 0;

  for (guint i = 0; i < boots->writes->len; i++)
    {
      const DoubleWrite *write = boots->writes->pdata[i];
      gsize              size;
      const guint8      *bytes = g_bytes_get_data (write->bytes, &size);

      count += write->role == EBB_ROLE_CONTROL && size > 0 && bytes[0] == EBB_OP_START;
    }
  return count;
}

guint
air_count_stops (DoubleBoots *boots)
{
  return double_boots_count_writes (boots, EBB_ROLE_STOP, DOUBLE_ROAD_DESCRIPTOR);
}

/* ---- on a terminal ---- */

static gboolean
shown_cb (gint terminal, GIOCondition condition G_GNUC_UNUSED, gpointer user_data)
{
  AirEnd *end = user_data;
  char    text[512];
  ssize_t count = read (terminal, text, sizeof text);

  if (count <= 0)
    {
      /* How a terminal says that nobody is there any more. */
      end->screen_id = 0;
      return G_SOURCE_REMOVE;
    }
  g_string_append_len (end->screen, text, count);
  return G_SOURCE_CONTINUE;
}

/* In the child: what is typed there, as Ctrl-C, is for it. */
static void
take_terminal_cb (gpointer user_data G_GNUC_UNUSED)
{
  setsid ();
  ioctl (STDIN_FILENO, TIOCSCTTY, 0);
}

void
air_start_on_terminal (Air *self, AirEnd *end, const char *const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher = make_launcher (self, G_SUBPROCESS_FLAGS_STDERR_PIPE);
  int theirs;

  g_assert_cmpint (openpty (&end->terminal, &theirs, NULL, NULL, NULL), ==, 0);
  g_assert_cmpint (fcntl (end->terminal, F_SETFD, FD_CLOEXEC), ==, 0);
  end->screen = g_string_new (NULL);
  end->screen_id = g_unix_fd_add (end->terminal, G_IO_IN | G_IO_HUP | G_IO_ERR, shown_cb, end);
  g_subprocess_launcher_take_stdin_fd (launcher, theirs);
  g_subprocess_launcher_take_stdout_fd (launcher, dup (theirs));
  g_subprocess_launcher_set_child_setup (launcher, take_terminal_cb, NULL, NULL);
  end->process = launch (launcher, arguments);
  g_subprocess_launcher_close (launcher);
  g_subprocess_communicate_utf8_async (end->process, NULL, NULL, ended_cb, end);
}

void
air_wait_screen (AirEnd *end, const char *text)
{
  guint timeout_id = g_timeout_add_seconds (PATIENCE_S, patience_over_cb, end);

  while (strstr (end->screen->str, text) == NULL)
    {
      if (end->is_done)
        g_error ("ebbctl ended with %d before it showed \"%s\": %s%s", end->exit_code, text,
                 end->screen->str, end->errors);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (timeout_id);
}

void
air_type (AirEnd *end, const char *keys)
{
  g_assert_cmpint (write (end->terminal, keys, strlen (keys)), ==, strlen (keys));
}
