/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <gio/gio.h>
#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <sys/socket.h>
#include <unistd.h>

#include "client.h"

/* bare-client DEVICE_PATH: the same boots in bare GDBus, no code of Ebb: the floor under ebb-client.
 *
 * Connects, waits for the services, reads the features, listens to the answers, holds descriptors
 * for status and telemetry, control, stop and program, as Ebb does. It does not shake hands, and
 * decodes of a notification nothing but its number. See client.h. */

#define UUID(number) "eb04000" number "-fcd8-4547-88a2-5bb8310909fc"
/* Of a telemetry message: where the program time stands. */
#define NUMBER_OFFSET 11
#define TELEMETRY_MIN_BYTES 27

typedef struct
{
  Client          *client;
  GDBusConnection *bus;
  const char      *device;
  GArray          *writers;
  int              stop;
} Bare;

typedef struct
{
  const char *uuid;
  const char *method;
} Step;

static GVariant *
call (Bare *self, const char *path, const char *method, GVariant *parameters, GUnixFDList **list)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = g_strsplit (method, ":", 2);
  g_autofree char *interface = g_strconcat ("org.bluez.", words[0], NULL);
  GVariant        *reply = g_dbus_connection_call_with_unix_fd_list_sync (
             self->bus, "org.bluez", path, interface, words[1], parameters, NULL, G_DBUS_CALL_FLAGS_NONE,
             -1, NULL, list, NULL, &error);

  if (reply == NULL)
    g_error ("bare-client: %s: %s", method, error->message);
  return reply;
}

static GVariant *
list_objects (Bare *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      self->bus, "org.bluez", "/", "org.freedesktop.DBus.ObjectManager", "GetManagedObjects", NULL,
      NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  if (reply == NULL)
    g_error ("bare-client: %s", error->message);
  return g_variant_get_child_value (reply, 0);
}

static char *
find_characteristic (Bare *self, GVariant *objects, const char *uuid)
{
  GVariantIter iter;
  const char  *path;
  GVariant    *interfaces;
  char        *found = NULL;

  g_variant_iter_init (&iter, objects);
  while (found == NULL && g_variant_iter_next (&iter, "{&o@a{sa{sv}}}", &path, &interfaces))
    {
      g_autoptr (GVariant) owned = interfaces;
      g_autoptr (GVariant) properties =
          g_variant_lookup_value (owned, "org.bluez.GattCharacteristic1", NULL);
      const char *candidate;

      if (properties != NULL && g_str_has_prefix (path, self->device)
          && g_variant_lookup (properties, "UUID", "&s", &candidate)
          && g_str_equal (candidate, uuid))
        found = g_strdup (path);
    }
  if (found == NULL)
    g_error ("bare-client: no characteristic %s", uuid);
  return found;
}

static gboolean
notified_cb (gint descriptor, GIOCondition condition, gpointer user_data)
{
  Bare   *self = user_data;
  guint8  bytes[512];
  guint32 number;
  ssize_t size = recv (descriptor, bytes, sizeof bytes, MSG_DONTWAIT);

  if (size <= 0)
    return G_SOURCE_REMOVE;
  if (size < TELEMETRY_MIN_BYTES)
    return G_SOURCE_CONTINUE;
  memcpy (&number, bytes + NUMBER_OFFSET, sizeof number);
  client_received (self->client, GUINT32_FROM_LE (number), client_now_us ());
  return G_SOURCE_CONTINUE;
}

static void
take_descriptor (Bare *self, const Step *step, GUnixFDList *list)
{
  int descriptor = g_unix_fd_list_get (list, 0, NULL);

  if (g_str_has_suffix (step->method, "Notify"))
    g_unix_fd_add (descriptor, G_IO_IN | G_IO_HUP, notified_cb, self);
  g_array_append_val (self->writers, descriptor);
  if (g_str_equal (step->uuid, UUID ("4")))
    self->stop = descriptor;
}

static void
take_characteristics (Bare *self)
{
  static const Step steps[] = {
    { UUID ("3"), "GattCharacteristic1:AcquireWrite" },
    { UUID ("4"), "GattCharacteristic1:AcquireWrite" },
    { UUID ("7"), "GattCharacteristic1:AcquireWrite" },
    { UUID ("2"), "GattCharacteristic1:ReadValue" },
    { UUID ("3"), "GattCharacteristic1:StartNotify" },
    { UUID ("5"), "GattCharacteristic1:AcquireNotify" },
    { UUID ("6"), "GattCharacteristic1:AcquireNotify" },
  };
  g_autoptr (GVariant) objects = list_objects (self);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *path = find_characteristic (self, objects, steps[i].uuid);
      g_autoptr (GUnixFDList) list = NULL;
      g_autoptr (GVariant) reply = call (self, path, steps[i].method,
                                         g_str_has_suffix (steps[i].method, "StartNotify")
                                             ? NULL
                                             : g_variant_new_parsed ("(@a{sv} {},)"),
                                         &list);

      if (list != NULL && g_unix_fd_list_get_length (list) > 0)
        take_descriptor (self, &steps[i], list);
    }
  client_connected (self->client);
}

static void
changed_cb (GDBusConnection *bus,
            const char      *sender,
            const char      *path,
            const char      *interface,
            const char      *signal,
            GVariant        *parameters,
            gpointer         user_data)
{
  g_autoptr (GVariant) changed = g_variant_get_child_value (parameters, 1);
  gboolean is_so;

  if (g_variant_lookup (changed, "ServicesResolved", "b", &is_so) && is_so)
    take_characteristics (user_data);
  if (g_variant_lookup (changed, "Connected", "b", &is_so) && !is_so)
    client_disconnected (((Bare *) user_data)->client);
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply == NULL)
    g_error ("bare-client: %s", error->message);
}

static void
call_device (Bare *self, const char *method)
{
  g_dbus_connection_call (self->bus, "org.bluez", self->device, "org.bluez.Device1", method, NULL,
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, called_cb, self);
}

static void
connect_boots (gpointer user_data)
{
  call_device (user_data, "Connect");
}

static void
disconnect_boots (gpointer user_data)
{
  Bare *self = user_data;

  for (guint i = 0; i < self->writers->len; i++)
    shutdown (g_array_index (self->writers, int, i), SHUT_RDWR);
  g_array_set_size (self->writers, 0);
  call_device (self, "Disconnect");
}

static gboolean
press (gpointer user_data)
{
  static const guint8 frame[4] = { 1, 0, 0, 0 };

  return write (((Bare *) user_data)->stop, frame, sizeof frame) == sizeof frame;
}

int
main (int argc, char **argv)
{
  static const ClientVerbs verbs = { connect_boots, disconnect_boots, press };
  Bare                     self = { .stop = -1 };
  g_autoptr (GError) error = NULL;

  if (argc != 2)
    g_error ("bare-client: expected the object path of the boots");
  self.device = argv[1];
  self.writers = g_array_new (FALSE, FALSE, sizeof (int));
  self.bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, &error);
  if (self.bus == NULL)
    g_error ("bare-client: %s", error->message);
  g_dbus_connection_signal_subscribe (self.bus, "org.bluez", "org.freedesktop.DBus.Properties",
                                      "PropertiesChanged", self.device, "org.bluez.Device1",
                                      G_DBUS_SIGNAL_FLAGS_NONE, changed_cb, &self, NULL);
  self.client = client_new (&verbs, &self);
  client_run (self.client);
  return 0;
}
