/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <gio/gio.h>
#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <stdio.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* bare-boots ADAPTER: the receiving end of the floor under Stop.
 *
 * Offers, beside whatever else that adapter offers, one service with two characteristics. One can
 * be written without response: a descriptor is handed out for it, and the boot time, in
 * microseconds, at which each write arrived is printed. The other can be read, and holds its answer
 * back until "release" is read from standard input: a hung request on the same link, which
 * bluetoothd gives up after 5 s. Bare GDBus, no code of Ebb. */

#define SERVICE "eb04f001-fcd8-4547-88a2-5bb8310909fc"
#define CHARACTERISTIC "eb04f002-fcd8-4547-88a2-5bb8310909fc"
#define SLOW "eb04f003-fcd8-4547-88a2-5bb8310909fc"
#define ROOT "/bare"
#define HOLD_MAX_MS 4500
#define MTU 185

static const char introspection[] =
    "<node><interface name='org.freedesktop.DBus.ObjectManager'>"
    "<method name='GetManagedObjects'><arg direction='out' type='a{oa{sa{sv}}}'/></method>"
    "</interface><interface name='org.bluez.GattCharacteristic1'>"
    "<method name='AcquireWrite'><arg direction='in' type='a{sv}'/>"
    "<arg direction='out' type='h'/><arg direction='out' type='q'/></method>"
    "<method name='ReadValue'><arg direction='in' type='a{sv}'/>"
    "<arg direction='out' type='ay'/></method>"
    "</interface></node>";

static GDBusMethodInvocation *held; /* the read that is not answered yet */
static guint                  hold_id;

static gboolean
written_cb (gint descriptor, GIOCondition condition, gpointer user_data)
{
  struct timespec now;
  guint8          bytes[512];
  ssize_t         size = read (descriptor, bytes, sizeof bytes);

  clock_gettime (CLOCK_BOOTTIME, &now);
  if (size <= 0)
    {
      close (descriptor);
      return G_SOURCE_REMOVE;
    }
  printf ("{\"arrived_us\": %lld, \"first\": %u}\n",
          (long long) now.tv_sec * 1000000 + now.tv_nsec / 1000, bytes[0]);
  return G_SOURCE_CONTINUE;
}

static void
answer_objects (GDBusMethodInvocation *invocation)
{
  g_dbus_method_invocation_return_value (
      invocation,
      g_variant_new_parsed ("({objectpath '" ROOT "/service': {'org.bluez.GattService1': "
                            "{'UUID': <'" SERVICE "'>, 'Primary': <true>}}, "
                            "'" ROOT "/service/stop': {'org.bluez.GattCharacteristic1': "
                            "{'UUID': <'" CHARACTERISTIC "'>, 'Service': <objectpath '" ROOT
                            "/service'>, "
                            "'WriteAcquired': <false>, 'Flags': <['write-without-response']>}}, "
                            "'" ROOT "/service/slow': {'org.bluez.GattCharacteristic1': "
                            "{'UUID': <'" SLOW "'>, 'Service': <objectpath '" ROOT "/service'>, "
                            "'Flags': <['read']>}}},)"));
}

static void
hand_out_descriptor (GDBusMethodInvocation *invocation)
{
  g_autoptr (GUnixFDList) list = g_unix_fd_list_new ();
  int ends[2];

  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
    g_error ("bare-boots: no socket pair");
  g_unix_fd_list_append (list, ends[1], NULL);
  close (ends[1]);
  g_unix_fd_add (ends[0], G_IO_IN | G_IO_HUP, written_cb, NULL);
  g_dbus_method_invocation_return_value_with_unix_fd_list (invocation,
                                                           g_variant_new ("(hq)", 0, MTU), list);
}

static gboolean
release_cb (gpointer user_data)
{
  g_clear_handle_id (&hold_id, g_source_remove);
  if (held != NULL)
    g_dbus_method_invocation_return_value (g_steal_pointer (&held),
                                           g_variant_new_parsed ("([byte 0x00],)"));
  return G_SOURCE_CONTINUE; /* it is removed above */
}

static gboolean
typed_cb (gint descriptor, GIOCondition condition, gpointer user_data)
{
  char bytes[64];

  if (read (descriptor, bytes, sizeof bytes) <= 0)
    return G_SOURCE_REMOVE;
  release_cb (NULL);
  return G_SOURCE_CONTINUE;
}

static void
hold (GDBusMethodInvocation *invocation)
{
  release_cb (NULL);
  held = invocation;
  hold_id = g_timeout_add (HOLD_MAX_MS, release_cb, NULL);
  printf ("{\"held\": true}\n");
}

static void
called_cb (GDBusConnection       *bus,
           const char            *sender,
           const char            *path,
           const char            *interface,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *invocation,
           gpointer               user_data)
{
  if (g_str_equal (method, "GetManagedObjects"))
    answer_objects (invocation);
  else if (g_str_equal (method, "ReadValue"))
    hold (invocation);
  else
    hand_out_descriptor (invocation);
}

static void
registered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);

  if (reply == NULL)
    g_error ("bare-boots: %s", error->message);
  printf ("{\"ready\": true}\n");
}

int
main (int argc, char **argv)
{
  static const GDBusInterfaceVTable vtable = { .method_call = called_cb };
  g_autoptr (GError) error = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection, NULL);
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, &error);
  g_autofree char *adapter = g_strdup_printf ("/org/bluez/%s", argc > 1 ? argv[1] : "hci1");

  if (bus == NULL)
    g_error ("bare-boots: %s", error->message);
  setvbuf (stdout, NULL, _IOLBF, 0);
  g_dbus_connection_register_object (bus, ROOT, node->interfaces[0], &vtable, NULL, NULL, NULL);
  g_dbus_connection_register_object (bus, ROOT "/service/stop", node->interfaces[1], &vtable, NULL,
                                     NULL, NULL);
  g_dbus_connection_register_object (bus, ROOT "/service/slow", node->interfaces[1], &vtable, NULL,
                                     NULL, NULL);
  g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, typed_cb, NULL);
  g_dbus_connection_call (bus, "org.bluez", adapter, "org.bluez.GattManager1",
                          "RegisterApplication",
                          g_variant_new_parsed ("(objectpath '" ROOT "', @a{sv} {})"), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, registered_cb, NULL);
  g_main_loop_run (loop);
  return 0;
}
