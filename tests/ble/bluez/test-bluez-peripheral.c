/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-peripheral.h"

#include <string.h>

/* The boots' side, before a bluetoothd that says yes to everything and writes down what it was asked
 * to advertise. */

#define ADAPTER_PATH "/org/bluez/hci0"

typedef struct
{
  GTestDBus          *bus;
  GDBusConnection    *bluez; /* bluetoothd's end */
  GDBusConnection    *connection;
  EbbBluezPeripheral *peripheral;
  GString            *calls;        /* "Register " or "Unregister " each */
  gboolean            is_late;      /* the next of them is not answered until it is said */
  GDBusMessage       *late;         /* (nullable): that one; both from bluetoothd's own thread */
  gboolean            is_started;   /* or stopped */
  gboolean            has_appeared; /* bluetoothd has its name */
} Fixture;

static void
answer (GDBusConnection *connection, GDBusMessage *message, GVariant *body)
{
  g_autoptr (GDBusMessage) reply = g_dbus_message_new_method_reply (message);

  if (body != NULL)
    g_dbus_message_set_body (reply, body);
  g_dbus_connection_send_message (connection, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
}

static GVariant *
list_objects (void)
{
  return g_variant_new_parsed ("({objectpath " /* the adapter, which can advertise */
                               "'" ADAPTER_PATH "': {'org.bluez.Adapter1': {'Powered': <true>, "
                               "'Alias': <'computer'>, 'Pairable': <true>}, "
                               "'org.bluez.LEAdvertisingManager1': @a{sv} {}}},)");
}

/* In the thread of bluetoothd's connection. */
static GDBusMessage *
called_cb (GDBusConnection *connection,
           GDBusMessage    *message,
           gboolean         is_incoming,
           gpointer         user_data)
{
  Fixture    *self = user_data;
  const char *method = g_dbus_message_get_member (message);

  if (!is_incoming || g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    return message;
  if (g_str_has_suffix (method, "registerAdvertisement")
      || g_str_has_suffix (method, "RegisterAdvertisement"))
    g_string_append (self->calls, *method == 'R' ? "Register " : "Unregister ");
  if (g_str_has_suffix (method, "Advertisement") && self->is_late)
    {
      self->is_late = FALSE;
      self->late = message;
      return NULL;
    }
  answer (connection, message, g_str_equal (method, "GetManagedObjects") ? list_objects () : NULL);
  g_object_unref (message);
  return NULL;
}

static GDBusConnection *
connect_to_bus (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection =
      g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (self->bus),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                  | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

static void
appeared_cb (GDBusConnection *connection G_GNUC_UNUSED,
             const char *name            G_GNUC_UNUSED,
             gpointer                    user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
wait_for (const gboolean *condition)
{
  const gint64 deadline_us = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!*condition)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
      g_main_context_iteration (NULL, FALSE);
    }
}

/* Whatever was sent before has been answered. */
static void
round_trip (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
          self->connection, "org.bluez", "/", "org.freedesktop.DBus.Peer", "Ping", NULL, NULL,
          G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

      g_assert_no_error (error);
      while (g_main_context_iteration (NULL, FALSE))
        continue;
    }
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (ebb_bluez_peripheral_start_finish (EBB_BLUEZ_PERIPHERAL (source), result, &error));
  g_assert_no_error (error);
  self->is_started = TRUE;
}

static void
lost_cb (gpointer user_data)
{
}

static void
begin (Fixture *self)
{
  ebb_bluez_peripheral_start_async (self->peripheral, NULL, done_cb, self);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  static const EbbPeripheralEvents events = { .lost = lost_cb };
  const EbbPeripheralOptions       options = {
          .name = "Boots",
          .advertised_uuid = "0000feaa-0000-1000-8000-00805f9b34fb",
  };
  guint name_id;

  self->calls = g_string_new (NULL);
  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  self->bluez = connect_to_bus (self);
  self->connection = connect_to_bus (self);
  name_id = g_bus_own_name_on_connection (self->bluez, "org.bluez", G_BUS_NAME_OWNER_FLAGS_NONE,
                                          appeared_cb, NULL, &self->has_appeared, NULL);
  wait_for (&self->has_appeared);
  g_assert_cmpuint (name_id, >, 0);
  g_dbus_connection_add_filter (self->bluez, called_cb, self, NULL);
  self->peripheral = ebb_bluez_peripheral_new (self->connection, &options, &events, self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  round_trip (self);
  g_assert_null (self->late);
  g_assert_finalize_object (self->peripheral);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_dbus_connection_close_sync (self->bluez, NULL, NULL);
  g_object_unref (self->connection);
  g_object_unref (self->bluez);
  g_test_dbus_down (self->bus);
  g_object_unref (self->bus);
  g_string_free (self->calls, TRUE);
}

static void
test_hidden_is_not_advertised (Fixture *self, gconstpointer data)
{
  begin (self);
  wait_for (&self->is_started);
  g_assert_cmpstr (self->calls->str, ==, "Register ");
  ebb_bluez_peripheral_hide (self->peripheral);
  ebb_bluez_peripheral_hide (self->peripheral);
  round_trip (self);
  g_assert_cmpstr (self->calls->str, ==, "Register Unregister ");
  ebb_bluez_peripheral_show (self->peripheral);
  round_trip (self);
  g_assert_cmpstr (self->calls->str, ==, "Register Unregister Register ");
}

/* What is asked before bluetoothd has answered is done when it has, and once. */
static void
test_one_call_at_a_time (Fixture *self, gconstpointer data)
{
  begin (self);
  wait_for (&self->is_started);
  self->is_late = TRUE;
  ebb_bluez_peripheral_hide (self->peripheral);
  round_trip (self);
  ebb_bluez_peripheral_show (self->peripheral);
  ebb_bluez_peripheral_hide (self->peripheral);
  ebb_bluez_peripheral_show (self->peripheral);
  round_trip (self);
  g_assert_cmpstr (self->calls->str, ==, "Register Unregister ");
  answer (self->bluez, self->late, NULL);
  g_clear_object (&self->late);
  round_trip (self);
  g_assert_cmpstr (self->calls->str, ==, "Register Unregister Register ");
}

/* As boots that are broken from the start. */
static void
test_hidden_before_the_start (Fixture *self, gconstpointer data)
{
  ebb_bluez_peripheral_hide (self->peripheral);
  begin (self);
  wait_for (&self->is_started);
  round_trip (self);
  g_assert_cmpstr (self->calls->str, ==, "Register Unregister ");
}

static void
test_who_stops_is_not_shown_again (Fixture *self, gconstpointer data)
{
  begin (self);
  wait_for (&self->is_started);
  ebb_bluez_peripheral_hide (self->peripheral);
  round_trip (self);
  self->is_started = FALSE;
  ebb_bluez_peripheral_stop_async (self->peripheral, NULL, done_cb, self);
  ebb_bluez_peripheral_show (self->peripheral);
  wait_for (&self->is_started);
  g_assert_null (strstr (self->calls->str, "Unregister Register"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                            \
  g_test_add ("/bluez/peripheral/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("hidden-is-not-advertised", test_hidden_is_not_advertised);
  ADD ("one-call-at-a-time", test_one_call_at_a_time);
  ADD ("hidden-before-the-start", test_hidden_before_the_start);
  ADD ("who-stops-is-not-shown-again", test_who_stops_is_not_shown_again);
  return g_test_run ();
}
