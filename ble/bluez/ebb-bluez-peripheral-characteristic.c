/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <errno.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <gio/gunixfdlist.h>
#include <glib-unix.h>

#include "ebb-bluez-peripheral-private.h"

/* One characteristic that we offer. Notifications go to bluetoothd down a socket that it asks for
 * once (AcquireNotify). Writes come by WriteValue: the first write to a characteristic that could be
 * acquired waits in bluetoothd 5.66 while it asks for the socket, only pointed at, not copied, and
 * arrives late and with the bytes of whatever was received meanwhile. Seen: a piece of a program that
 * began with the bytes of the commit behind it. */

static gint64
read_boottime_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
set_subscribed (EbbPeripheralObject *object, gboolean is_subscribed)
{
  EbbBluezPeripheral *self = object->peripheral;

  self->events.subscribed (object->offer->role, is_subscribed, self->user_data);
}

static void
close_notify (EbbPeripheralObject *object)
{
  g_clear_handle_id (&object->notify_watch_id, g_source_remove);
  if (object->notify_fd >= 0)
    close (object->notify_fd);
  object->notify_fd = -1;
}

static gboolean
notify_hung_up_cb (int fd G_GNUC_UNUSED, GIOCondition condition G_GNUC_UNUSED, gpointer user_data)
{
  EbbPeripheralObject *object = user_data;

  object->notify_watch_id = 0;
  close_notify (object);
  set_subscribed (object, FALSE);
  return G_SOURCE_REMOVE;
}

/* Makes a socket pair, keeps one end and hands the other to bluetoothd. Returns our end, or -1
 * after the call was answered with an error. */
static int
hand_out_socket (GDBusMethodInvocation *invocation, GVariant *parameters)
{
  g_autoptr (GVariant) options = g_variant_get_child_value (parameters, 0);
  g_autoptr (GUnixFDList) fds = g_unix_fd_list_new ();
  g_autoptr (GError) error = NULL;
  guint16 mtu = 23;
  int     pair[2];

  g_variant_lookup (options, "mtu", "q", &mtu);
  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair) != 0)
    {
      g_dbus_method_invocation_return_dbus_error (invocation, "org.bluez.Error.Failed",
                                                  g_strerror (errno));
      return -1;
    }
  if (g_unix_fd_list_append (fds, pair[1], &error) < 0)
    {
      close (pair[0]);
      close (pair[1]);
      g_dbus_method_invocation_return_gerror (invocation, error);
      return -1;
    }
  close (pair[1]);
  g_dbus_method_invocation_return_value_with_unix_fd_list (invocation,
                                                           g_variant_new ("(hq)", 0, mtu), fds);
  return pair[0];
}

static void
acquire_notify (EbbPeripheralObject   *object,
                GVariant              *parameters,
                GDBusMethodInvocation *invocation)
{
  close_notify (object);
  object->notify_fd = hand_out_socket (invocation, parameters);
  if (object->notify_fd < 0)
    return;
  object->notify_watch_id =
      g_unix_fd_add (object->notify_fd, G_IO_HUP | G_IO_ERR, notify_hung_up_cb, object);
  set_subscribed (object, TRUE);
}

static GVariant *
make_bytes (const uint8_t *bytes, size_t size)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes, size, 1);
}

static void
read_value (EbbPeripheralObject *object, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  EbbBluezPeripheral *self = object->peripheral;
  g_autoptr (GVariant) options = g_variant_get_child_value (parameters, 0);
  g_autoptr (GBytes) value = self->events.read (object->offer->role, self->user_data);
  guint16        offset = 0;
  gsize          size;
  const uint8_t *bytes;

  if (value == NULL)
    {
      g_ptr_array_add (self->held_reads, invocation);
      return;
    }
  g_variant_lookup (options, "offset", "q", &offset);
  bytes = g_bytes_get_data (value, &size);
  if (offset > size)
    g_dbus_method_invocation_return_dbus_error (invocation, "org.bluez.Error.InvalidOffset",
                                                "beyond the end");
  else
    g_dbus_method_invocation_return_value (
        invocation, g_variant_new ("(@ay)", make_bytes (bytes + offset, size - offset)));
}

static void
write_value (EbbPeripheralObject   *object,
             gint64                 arrived_us,
             GVariant              *parameters,
             GDBusMethodInvocation *invocation)
{
  EbbBluezPeripheral *self = object->peripheral;
  g_autoptr (GVariant) value = g_variant_get_child_value (parameters, 0);
  gsize          size;
  const uint8_t *bytes = g_variant_get_fixed_array (value, &size, 1);
  g_autoptr (GVariant) options = g_variant_get_child_value (parameters, 1);
  const char      *device = NULL;
  g_autofree char *address = NULL;

  if (g_variant_lookup (options, "device", "&o", &device))
    address = ebb_bluez_peripheral_dup_address (device);
  self->events.write (object->offer->role, address, bytes, size, arrived_us, self->user_data);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
set_notifying (EbbPeripheralObject   *object,
               gboolean               is_notifying,
               GDBusMethodInvocation *invocation)
{
  g_dbus_method_invocation_return_value (invocation, NULL);
  if (object->is_notifying == is_notifying)
    return;
  object->is_notifying = is_notifying;
  set_subscribed (object, is_notifying);
}

static void
method_called_cb (GDBusConnection *connection G_GNUC_UNUSED,
                  const char *sender          G_GNUC_UNUSED,
                  const char *path            G_GNUC_UNUSED,
                  const char *interface_name  G_GNUC_UNUSED,
                  const char                 *method_name,
                  GVariant                   *parameters,
                  GDBusMethodInvocation      *invocation,
                  gpointer                    user_data)
{
  gint64               arrived_us = read_boottime_us ();
  EbbPeripheralObject *object = user_data;

  if (g_str_equal (method_name, "ReadValue"))
    read_value (object, parameters, invocation);
  else if (g_str_equal (method_name, "WriteValue"))
    write_value (object, arrived_us, parameters, invocation);
  else if (g_str_equal (method_name, "AcquireNotify"))
    acquire_notify (object, parameters, invocation);
  else if (g_str_equal (method_name, "StartNotify"))
    set_notifying (object, TRUE, invocation);
  else if (g_str_equal (method_name, "StopNotify"))
    set_notifying (object, FALSE, invocation);
  else /* Confirm: an indication has arrived; there is nothing to do */
    g_dbus_method_invocation_return_value (invocation, NULL);
}

/* What BlueZ 5.66 makes of these, as seen from another adapter:
 * - "encrypt-write" guards requests and commands alike, and shows the characteristic as writable by
 *   request too; there is no "encrypt-write-without-response". A command on a link that is not
 *   encrypted is dropped in silence, a request, a read or a subscription is answered with an ATT
 *   error, upon which a BlueZ central pairs by itself, or loses the link if we refuse.
 * - "encrypt-notify" and "encrypt-indicate" guard the subscription.
 * - A write request to a characteristic that has "write-without-response" alone is let through.
 * - Reads and notifications beyond that cannot be told apart by peer; a write names its device. */
static GVariant *
make_flags (unsigned flags)
{
  gboolean        is_encrypted = (flags & EBB_OFFER_ENCRYPTED) != 0;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("as"));
  if ((flags & EBB_OFFER_READ) != 0)
    g_variant_builder_add (&builder, "s", is_encrypted ? "encrypt-read" : "read");
  if (is_encrypted && (flags & (EBB_OFFER_WRITE | EBB_OFFER_WRITE_COMMAND)) != 0)
    g_variant_builder_add (&builder, "s", "encrypt-write");
  else if ((flags & EBB_OFFER_WRITE) != 0)
    g_variant_builder_add (&builder, "s", "write");
  if ((flags & EBB_OFFER_WRITE_COMMAND) != 0)
    g_variant_builder_add (&builder, "s", "write-without-response");
  if ((flags & EBB_OFFER_NOTIFY) != 0)
    {
      g_variant_builder_add (&builder, "s", "notify");
      if (is_encrypted)
        g_variant_builder_add (&builder, "s", "encrypt-notify");
    }
  if ((flags & EBB_OFFER_INDICATE) != 0)
    {
      g_variant_builder_add (&builder, "s", "indicate");
      if (is_encrypted)
        g_variant_builder_add (&builder, "s", "encrypt-indicate");
    }
  return g_variant_builder_end (&builder);
}

/* A property of the characteristic, floating; NULL where it has none of that name. */
GVariant *
ebb_bluez_peripheral_characteristic_get (EbbPeripheralObject *object, const char *name)
{
  unsigned flags = object->offer->flags;

  if (g_str_equal (name, "UUID"))
    return g_variant_new_string (object->uuid);
  if (g_str_equal (name, "Service"))
    return g_variant_new_object_path (object->service_path);
  if (g_str_equal (name, "Flags"))
    return make_flags (flags);
  /* That it exists is what makes bluetoothd ask for a socket. */
  if (g_str_equal (name, "NotifyAcquired")
      && (flags & (EBB_OFFER_NOTIFY | EBB_OFFER_INDICATE)) != 0)
    return g_variant_new_boolean (object->notify_fd >= 0);
  return NULL;
}

static GVariant *
property_read_cb (GDBusConnection *connection G_GNUC_UNUSED,
                  const char *sender          G_GNUC_UNUSED,
                  const char *path            G_GNUC_UNUSED,
                  const char *interface_name  G_GNUC_UNUSED,
                  const char                 *property_name,
                  GError                    **error,
                  gpointer                    user_data)
{
  GVariant *value = ebb_bluez_peripheral_characteristic_get (user_data, property_name);

  if (value == NULL)
    g_set_error (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_PROPERTY, "no property %s here",
                 property_name);
  return value;
}

const GDBusInterfaceVTable ebb_bluez_peripheral_characteristic_vtable = {
  .method_call = method_called_cb,
  .get_property = property_read_cb,
};

/* Closes the socket without telling anybody. */
void
ebb_bluez_peripheral_characteristic_close (EbbPeripheralObject *object)
{
  close_notify (object);
}

static void
emit_value (EbbPeripheralObject *object, const uint8_t *bytes, size_t size)
{
  GVariantBuilder changed;

  g_variant_builder_init (&changed, G_VARIANT_TYPE ("a{sv}"));
  g_variant_builder_add (&changed, "{sv}", "Value", make_bytes (bytes, size));
  g_dbus_connection_emit_signal (
      object->peripheral->connection, NULL, object->path, "org.freedesktop.DBus.Properties",
      "PropertiesChanged",
      g_variant_new ("(sa{sv}as)", "org.bluez.GattCharacteristic1", &changed, NULL), NULL);
}

/* Notifies or indicates, if anybody listens. FALSE: nobody does, or the socket is full. */
gboolean
ebb_bluez_peripheral_characteristic_send (EbbPeripheralObject *object,
                                          const uint8_t       *bytes,
                                          size_t               size)
{
  if (object->notify_fd >= 0)
    return send (object->notify_fd, bytes, size, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t) size;
  if (!object->is_notifying)
    return FALSE;
  emit_value (object, bytes, size);
  return TRUE;
}
