/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-screen-lock.h"
#include "login-double.h"

/* Whether the screen is locked, from a login manager of our own on a bus of its own. */

#define DEADLINE_S 20

typedef struct
{
  GTestDBus       *bus;
  GDBusConnection *connection;
  LoginDouble     *login; /* (nullable) */
  EbbScreenLock   *lock;
  guint            n_told;
} Fixture;

static gboolean
deadline_cb (gpointer data G_GNUC_UNUSED)
{
  g_error ("what the test waits for did not happen within %d s", DEADLINE_S);
  return G_SOURCE_REMOVE;
}

static void
told_cb (Fixture *fixture)
{
  fixture->n_told++;
}

static void
wait_told (Fixture *fixture, guint n)
{
  guint deadline_id = g_timeout_add_seconds (DEADLINE_S, deadline_cb, NULL);

  while (fixture->n_told < n)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline_id);
}

static void
set_up (Fixture *fixture, gconstpointer has_login)
{
  g_autoptr (GError) error = NULL;
  const char *address;

  fixture->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->bus);
  address = g_test_dbus_get_bus_address (fixture->bus);
  fixture->connection =
      g_dbus_connection_new_for_address_sync (address,
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                  | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  if (has_login != NULL)
    {
      fixture->login = login_double_new (address);
      while (!fixture->login->is_up)
        g_main_context_iteration (NULL, TRUE);
    }
  fixture->lock = ebb_screen_lock_new (fixture->connection);
  g_signal_connect_swapped (fixture->lock, "changed", G_CALLBACK (told_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer has_login G_GNUC_UNUSED)
{
  g_object_unref (fixture->lock);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_pointer (&fixture->login, login_double_free);
  g_dbus_connection_close_sync (fixture->connection, NULL, NULL);
  g_object_unref (fixture->connection);
  g_test_dbus_down (fixture->bus);
  g_object_unref (fixture->bus);
}

static void
test_it_is_told_while_somebody_wants_to_know (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  login_double_lock (fixture->login, TRUE);
  g_assert_false (ebb_screen_lock_is_known (fixture->lock));
  ebb_screen_lock_watch (fixture->lock);
  wait_told (fixture, 1);
  g_assert_true (ebb_screen_lock_is_known (fixture->lock));
  g_assert_true (ebb_screen_lock_is_locked (fixture->lock));
  login_double_lock (fixture->login, FALSE);
  wait_told (fixture, 2);
  g_assert_false (ebb_screen_lock_is_locked (fixture->lock));
  ebb_screen_lock_unwatch (fixture->lock);
  g_assert_false (ebb_screen_lock_is_known (fixture->lock));
}

static void
test_it_is_asked_anew_each_time (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  ebb_screen_lock_watch (fixture->lock);
  ebb_screen_lock_unwatch (fixture->lock);
  login_double_lock (fixture->login, TRUE);
  ebb_screen_lock_watch (fixture->lock);
  wait_told (fixture, 1);
  g_assert_true (ebb_screen_lock_is_locked (fixture->lock));
}

/* What nobody knows is said, and is no lock: reminders would never say what for. */
static void
test_without_login_manager_nothing_is_locked (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  ebb_screen_lock_watch (fixture->lock);
  wait_told (fixture, 1);
  g_assert_true (ebb_screen_lock_is_known (fixture->lock));
  g_assert_false (ebb_screen_lock_is_locked (fixture->lock));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/service/screen-lock/it-is-told-while-somebody-wants-to-know", Fixture, "login",
              set_up, test_it_is_told_while_somebody_wants_to_know, tear_down);
  g_test_add ("/service/screen-lock/it-is-asked-anew-each-time", Fixture, "login", set_up,
              test_it_is_asked_anew_each_time, tear_down);
  g_test_add ("/service/screen-lock/without-login-manager-nothing-is-locked", Fixture, NULL, set_up,
              test_without_login_manager_nothing_is_locked, tear_down);
  return g_test_run ();
}
