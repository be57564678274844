/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "login-double.h"

#include <fcntl.h>
#include <gio/gunixfdlist.h>
#include <poll.h>
#include <unistd.h>

static gboolean
inhibit_cb (LoginDouble           *self,
            GDBusMethodInvocation *invocation,
            GUnixFDList *list      G_GNUC_UNUSED,
            const char            *what,
            const char *who        G_GNUC_UNUSED,
            const char *why        G_GNUC_UNUSED,
            const char            *mode)
{
  g_autoptr (GUnixFDList) answer = g_unix_fd_list_new ();
  g_autoptr (GError) error = NULL;
  gboolean is_delay = g_str_equal (mode, "delay");
  char   **told = is_delay ? &self->what : &self->blocked;
  int      ends[2];

  g_assert_true (is_delay || g_str_equal (mode, "block"));
  g_free (*told);
  *told = g_strdup (what);
  g_assert_cmpint (pipe2 (ends, O_CLOEXEC), ==, 0);
  g_unix_fd_list_append (answer, ends[1], &error);
  g_assert_no_error (error);
  close (ends[1]);
  g_array_append_val (is_delay ? self->delays : self->blocks, ends[0]);
  ebb_login_manager_complete_inhibit (self->manager, invocation, answer, g_variant_new_handle (0));
  return TRUE;
}

#define SESSION_PATH "/org/freedesktop/login1/session/_31"

static gboolean
get_session_cb (LoginDouble *self, GDBusMethodInvocation *invocation, const char *id)
{
  g_assert_cmpstr (id, ==, "auto");
  ebb_login_manager_complete_get_session (self->manager, invocation, SESSION_PATH);
  return TRUE;
}

static void
named_cb (GDBusConnection *connection G_GNUC_UNUSED, const char *name G_GNUC_UNUSED, gpointer data)
{
  ((LoginDouble *) data)->is_up = TRUE;
}

LoginDouble *
login_double_new (const char *address)
{
  LoginDouble *self = g_new0 (LoginDouble, 1);
  g_autoptr (GError) error = NULL;

  self->delays = g_array_new (FALSE, FALSE, sizeof (int));
  self->blocks = g_array_new (FALSE, FALSE, sizeof (int));
  self->connection =
      g_dbus_connection_new_for_address_sync (address,
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                  | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  self->manager = ebb_login_manager_skeleton_new ();
  g_signal_connect_swapped (self->manager, "handle-inhibit", G_CALLBACK (inhibit_cb), self);
  g_signal_connect_swapped (self->manager, "handle-get-session", G_CALLBACK (get_session_cb), self);
  self->session = ebb_login_session_skeleton_new ();
  g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->session), self->connection,
                                    SESSION_PATH, &error);
  g_assert_no_error (error);
  g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->manager), self->connection,
                                    "/org/freedesktop/login1", &error);
  g_assert_no_error (error);
  self->name_id =
      g_bus_own_name_on_connection (self->connection, "org.freedesktop.login1",
                                    G_BUS_NAME_OWNER_FLAGS_NONE, named_cb, NULL, self, NULL);
  return self;
}

static void
close_all (GArray *ends)
{
  for (guint i = 0; i < ends->len; i++)
    if (g_array_index (ends, int, i) >= 0)
      close (g_array_index (ends, int, i));
  g_array_unref (ends);
}

void
login_double_free (LoginDouble *self)
{
  g_autoptr (GError) error = NULL;

  g_bus_unown_name (self->name_id);
  g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->manager));
  g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->session));
  g_dbus_connection_close_sync (self->connection, NULL, &error);
  g_assert_no_error (error);
  close_all (self->delays);
  close_all (self->blocks);
  g_object_unref (self->manager);
  g_object_unref (self->session);
  g_object_unref (self->connection);
  g_free (self->what);
  g_free (self->blocked);
  g_free (self);
}

/* Whether it is held; our end of one that is not is closed. */
static gboolean
is_held (int *ours)
{
  struct pollfd end = { .fd = *ours };

  if (*ours < 0)
    return FALSE;
  g_assert_cmpint (poll (&end, 1, 0), >=, 0);
  if ((end.revents & POLLHUP) == 0)
    return TRUE;
  close (*ours);
  *ours = -1;
  return FALSE;
}

static guint
count_held (GArray *ends)
{
  guint n_held = 0;

  for (guint i = 0; i < ends->len; i++)
    n_held += is_held (&g_array_index (ends, int, i));
  return n_held;
}

void
login_double_lock (LoginDouble *self, gboolean is_locked)
{
  ebb_login_session_set_locked_hint (self->session, is_locked);
}

guint
login_double_count_held (LoginDouble *self)
{
  return count_held (self->delays);
}

guint
login_double_count_blocks (LoginDouble *self)
{
  return count_held (self->blocks);
}

guint
login_double_count_asked (LoginDouble *self)
{
  return self->delays->len;
}

void
login_double_say_sleep (LoginDouble *self, gboolean is_starting)
{
  ebb_login_manager_emit_prepare_for_sleep (self->manager, is_starting);
}

void
login_double_say_shutdown (LoginDouble *self, gboolean is_starting)
{
  ebb_login_manager_emit_prepare_for_shutdown (self->manager, is_starting);
}
