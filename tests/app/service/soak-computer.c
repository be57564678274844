/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "soak.h"

#include "ebb-boots-recording.h"
#include "ebb-store-journal.h"
#include "two-boots.h"

/* The computer of an evening: its bus and login manager, and the program that is killed on it. */

#define SEED 20261121
#define BUS_DEADLINE_S 20

static void
connect_to_bus (Soak *self)
{
  g_autoptr (GError) error = NULL;

  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  self->fixture->connection =
      g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (self->bus),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                  | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  self->login = login_double_new (g_test_dbus_get_bus_address (self->bus));
}

static gboolean
deadline_cb (gpointer data G_GNUC_UNUSED)
{
  g_error ("what the bus was to bring did not come within %d s", BUS_DEADLINE_S);
  return G_SOURCE_REMOVE;
}

/* What is read off a pipe wakes nobody: it is looked at now and then. */
static gboolean
look_cb (gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_CONTINUE;
}

void
soak_wait_for_bus (Soak *self, SoakCondition condition)
{
  guint deadline_id = g_timeout_add_seconds (BUS_DEADLINE_S, deadline_cb, NULL);
  guint poll_id = g_timeout_add (1, look_cb, NULL);

  while (!condition (self))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (poll_id);
  g_source_remove (deadline_id);
}

static gboolean
is_login_up (Soak *self)
{
  return self->login->is_up;
}

void
soak_set_up (Soak *self, gconstpointer data)
{
  *self = (Soak){ .fixture = g_new0 (ServiceFixture, 1), .dice = g_rand_new_with_seed (SEED) };
  connect_to_bus (self);
  self->n_boots = data == SOAK_A_SET ? 2 : 1;
  if (self->n_boots == 2)
    {
      two_boots_set_up (self->fixture, NULL);
      two_boots_join (self->fixture);
    }
  else
    {
      service_fixture_set_up (self->fixture, NULL);
      service_fixture_take_boots (self->fixture);
    }
  soak_wait_for_bus (self, is_login_up);
}

/* Nothing is on its way to the login manager, or from it. */
static gboolean
is_bus_at_rest (Soak *self)
{
  return G_OBJECT (self->fixture->sleep_watch)->ref_count == 2
         && login_double_count_held (self->login) == 0
         && login_double_count_blocks (self->login) == 0;
}

void
soak_come_to_rest (Soak *self)
{
  for (guint i = 0; i < self->n_boots; i++)
    ebb_boots_set_is_recorded (soak_find_boots (self, i), FALSE);
  soak_get_ready (self);
  soak_wait_for_bus (self, is_bus_at_rest);
  ebb_traces_flush (self->fixture->traces);
}

void
soak_tear_down (Soak *self, gconstpointer data)
{
  GDBusConnection *connection = self->fixture->connection;
  g_autoptr (GError) error = NULL;

  service_fixture_tear_down (self->fixture, data);
  login_double_free (self->login);
  g_dbus_connection_close_sync (connection, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (connection);
  g_test_dbus_down (self->bus);
  g_object_unref (self->bus);
  g_rand_free (self->dice);
  g_free (self->fixture);
}

/* ---- the program is killed ---- */

static char *
dup_store_path (Soak *self)
{
  g_autofree char *name = self->n_killed > 0 ? g_strdup_printf ("ebb-%u.sqlite3", self->n_killed)
                                             : g_strdup ("ebb.sqlite3");

  return g_build_filename (self->fixture->directory, name, NULL);
}

static void
copy_file (const char *from, const char *to, const char *end)
{
  g_autofree char *from_path = g_strconcat (from, end, NULL);
  g_autofree char *to_path = g_strconcat (to, end, NULL);
  g_autofree char *bytes = NULL;
  gsize            size;

  if (!g_file_get_contents (from_path, &bytes, &size, NULL))
    return;
  g_assert_true (g_file_set_contents (to_path, bytes, (gssize) size, NULL));
}

/* What a kill leaves of a store is its file and the log of what is not in it yet, as they are while it
 * is open. */
static EbbStore *
take_what_is_left (Soak *self)
{
  ServiceFixture  *fixture = self->fixture;
  g_autofree char *from = dup_store_path (self);
  g_autofree char *to = NULL;
  g_autoptr (GError) error = NULL;
  EbbStore *store;

  ebb_store_flush (fixture->store);
  self->n_killed++;
  to = dup_store_path (self);
  copy_file (from, to, "");
  copy_file (from, to, "-wal");
  store = ebb_store_open (to, &error);
  g_assert_no_error (error);
  return store;
}

/* Its links end with it, and so does what it asked of the login manager. No Stop is written: there is
 * no link left to write it on. */
void
soak_kill_program (Soak *self)
{
  ServiceFixture *fixture = self->fixture;
  EbbStore       *left = take_what_is_left (self);

  soak_break_each (self, EBB_SIM_FAULT_DROP_LINK, g_rand_int_range (self->dice, 200, 20000));
  g_clear_object (&fixture->core);
  g_clear_object (&fixture->sleep_watch);
  g_clear_object (&fixture->journal);
  g_set_object (&fixture->store, left);
  g_object_unref (left);
  fixture->journal = EBB_JOURNAL (ebb_store_journal_new (fixture->store));
  fixture->sleep_watch = ebb_sleep_watch_new (EBB_CLOCK (fixture->clock), fixture->connection);
  /* Boots in this process have one link: no try of the run before may still be on its way. */
  service_fixture_run_for (fixture, (guint) g_rand_int_range (self->dice, 15000, 60000));
  service_fixture_restart (fixture, soak_get_identity (0));
}
