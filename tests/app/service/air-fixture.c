/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "air-fixture.h"

#include "ebb-bluez-scanner.h"
#include "ebb-boots-reading.h"

#define PATIENCE_S 20
#define TURN_MS 50

static gboolean
patience_over_cb (gpointer user_data G_GNUC_UNUSED)
{
  g_error ("what the test waits for did not happen within %d s", PATIENCE_S);
  return G_SOURCE_REMOVE;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  *(gboolean *) user_data = TRUE;
}

/* To the double and back, or to the bus where there is no double. */
static void
make_round_trip (AirFixture *self)
{
  const gboolean is_there = self->bluez != NULL && self->bluez->connection != NULL;
  const char    *name = is_there ? "org.bluez" : "org.freedesktop.DBus";
  gboolean       is_done = FALSE;
  guint          timeout_id = g_timeout_add_seconds (PATIENCE_S, patience_over_cb, NULL);

  g_dbus_connection_call (self->service.connection, name, "/", "org.freedesktop.DBus.Peer", "Ping",
                          NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, answered_cb,
                          &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout_id);
}

void
air_fixture_settle (AirFixture *self)
{
  for (int i = 0; i < 3; i++)
    {
      make_round_trip (self);
      ebb_settle ();
    }
  ebb_store_flush (self->service.store);
  ebb_settle ();
}

void
air_fixture_wait_until (AirFixture *self, AirCondition condition)
{
  guint timeout_id = g_timeout_add_seconds (PATIENCE_S, patience_over_cb, NULL);

  while (!condition (self))
    air_fixture_settle (self);
  g_source_remove (timeout_id);
}

static void
turn (AirFixture *self, guint turn_ms)
{
  air_fixture_settle (self);
  ebb_fake_clock_advance_ms (self->service.clock, turn_ms);
}

void
air_fixture_run_for (AirFixture *self, guint duration_ms, guint turn_ms)
{
  for (guint at_ms = 0; at_ms < duration_ms; at_ms += turn_ms)
    turn (self, turn_ms);
  air_fixture_settle (self);
}

void
air_fixture_run_until (AirFixture *self, AirCondition condition, guint limit_ms)
{
  for (guint at_ms = 0; !condition (self); at_ms += TURN_MS)
    {
      g_assert_cmpuint (at_ms, <, limit_ms);
      turn (self, TURN_MS);
    }
}

guint
air_fixture_count_tries (AirFixture *self, guint duration_ms)
{
  guint n_before = self->boots[0]->n_connects;

  air_fixture_run_for (self, duration_ms, 500);
  return self->boots[0]->n_connects - n_before;
}

static gboolean
is_radio_known (AirFixture *self)
{
  return self->bluez->connection != NULL
             ? ebb_scanner_get_radio_state (self->service.radio) == EBB_RADIO_READY
             : ebb_scanner_get_radio_state (self->service.radio) == EBB_RADIO_NO_SERVICE;
}

static void
make_double (AirFixture *self)
{
  g_autoptr (GError) error = NULL;

  self->definitions = ebb_definition_set_new_from_directory (EBB_DATA "/devices", &error);
  g_assert_no_error (error);
  self->bluez = ebb_bluez_double_new (g_test_dbus_get_bus_address (self->bus),
                                      EBB_CLOCK (self->service.clock),
                                      ebb_definition_set_find (self->definitions, "ebb-profile-1"));
  self->boots[0] = ebb_bluez_double_add_boots (self->bluez, AIR_FIRST, 1);
  self->boots[1] = ebb_bluez_double_add_boots (self->bluez, AIR_SECOND, 2);
}

void
air_fixture_set_up (AirFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  self->service.connection =
      g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (self->bus),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                  | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  self->service.clock = ebb_fake_clock_new ();
  make_double (self);
  self->service.radio = EBB_SCANNER (ebb_bluez_scanner_new (
      self->definitions, EBB_CLOCK (self->service.clock), self->service.connection, NULL));
  service_fixture_set_up (&self->service, data);
  /* READY is said before anything is known as well: let the first look fail, then come true. */
  air_fixture_wait_until (self, is_radio_known);
  ebb_bluez_double_start (self->bluez);
  air_fixture_wait_until (self, is_radio_known);
}

static gboolean
is_let_go (AirFixture *self)
{
  return G_OBJECT (self->service.sleep_watch)->ref_count == 2
         && ebb_scanner_get_radio_state (self->service.radio) == EBB_RADIO_NO_SERVICE;
}

void
air_fixture_tear_down (AirFixture *self, gconstpointer data)
{
  GDBusConnection *connection = self->service.connection;
  g_autoptr (GError) error = NULL;

  /* With the service gone no call stays open, and nothing keeps what is let go. */
  g_clear_pointer (&self->bluez, ebb_bluez_double_free);
  air_fixture_wait_until (self, is_let_go);
  air_fixture_settle (self);
  g_clear_object (&self->service.radio);
  service_fixture_tear_down (&self->service, data);
  g_clear_object (&self->definitions);
  g_dbus_connection_close_sync (connection, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (connection);
  g_test_dbus_down (self->bus);
  g_object_unref (self->bus);
}

static gboolean
is_taken (AirFixture *self)
{
  return self->is_taken;
}

static gboolean
is_heard (AirFixture *self)
{
  return ebb_boots_list_find (self->service.list, AIR_FIRST) != NULL;
}

static void
taken_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  AirFixture *self = user_data;
  g_autoptr (GError) error = NULL;

  ebb_boots_take_finish (EBB_BOOTS (object), result, &error);
  g_assert_no_error (error);
  self->is_taken = TRUE;
}

EbbBoots *
air_fixture_take_boots (AirFixture *self)
{
  EbbBoots *boots;

  ebb_boots_list_scan (self->service.list);
  air_fixture_run_until (self, is_heard, 5000);
  boots = ebb_boots_list_find (self->service.list, AIR_FIRST);
  ebb_boots_take_async (boots, NULL, taken_cb, self);
  air_fixture_run_until (self, is_taken, 10000);
  g_assert_cmpint (ebb_boots_get_state (boots), ==, EBB_BOOTS_READY);
  ebb_current_session_set_boots (self->service.session, boots);
  return boots;
}

EbbBoots *
air_fixture_get_boots (AirFixture *self)
{
  return ebb_boots_list_find (self->service.list, AIR_FIRST);
}

gboolean
air_fixture_is_ready (AirFixture *self)
{
  return ebb_boots_get_state (air_fixture_get_boots (self)) == EBB_BOOTS_READY;
}

gboolean
air_fixture_is_not_ready (AirFixture *self)
{
  return !air_fixture_is_ready (self);
}

gboolean
air_fixture_is_connecting (AirFixture *self)
{
  return ebb_boots_get_state (air_fixture_get_boots (self)) == EBB_BOOTS_CONNECTING;
}

gboolean
air_fixture_has_radio (AirFixture *self)
{
  return ebb_boots_list_get_radio_state (self->service.list) == EBB_RADIO_READY;
}

gboolean
air_fixture_is_idle (AirFixture *self)
{
  return service_fixture_get_state (&self->service) == EBB_SESSION_IDLE;
}

gboolean
air_fixture_is_running (AirFixture *self)
{
  return service_fixture_get_state (&self->service) == EBB_SESSION_RUNNING;
}

gboolean
air_fixture_is_empty (AirFixture *self)
{
  EbbBoots *boots = air_fixture_get_boots (self);

  /* Their own word: what they said of it before they were trusted is not believed, and is said
   * again only when it changes. */
  return ebb_sim_boots_get_status (self->boots[0]->sim)->run_state == EBB_RUN_STOPPED
         && !ebb_boots_is_running_elsewhere (boots) && !ebb_boots_is_unread (boots);
}

void
air_fixture_start (AirFixture *self, guint duration_ms)
{
  air_fixture_run_until (self, air_fixture_is_empty, 10000);
  service_fixture_tick_all (&self->service);
  g_assert_true (ebb_current_session_start (self->service.session, EBB_CONFIRMED_BY_PRESS));
  air_fixture_run_until (self, air_fixture_is_running, 10000);
  air_fixture_run_for (self, duration_ms, 50);
}
