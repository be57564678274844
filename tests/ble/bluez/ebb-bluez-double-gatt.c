/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-double-private.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gio/gunixfdlist.h>
#include <glib-unix.h>

/* The characteristics of boots in range, as bluetoothd shows them to its clients. */

#define MTU 517

static gboolean
has_flag (DoubleCharacteristic *self, const char *flag)
{
  const char *const *flags = double_characteristic_get_flags (self);

  return flags != NULL && g_strv_contains (flags, flag);
}

static gboolean
is_open (EbbRole role)
{
  return role == EBB_ROLE_FEATURES || role == EBB_ROLE_STOP;
}

/* ---- bytes down ---- */

/* Another program has it. */
static gboolean
is_held (DoubleCharacteristic *self)
{
  return self->boots->is_held && double_characteristic_has (self, EBB_ROLE_STOP);
}

static gboolean
packet_cb (int fd, GIOCondition condition G_GNUC_UNUSED, gpointer user_data)
{
  DoubleCharacteristic *self = user_data;
  uint8_t               bytes[MTU];
  ssize_t               size = recv (fd, bytes, sizeof bytes, MSG_DONTWAIT);

  if (size > 0)
    {
      double_characteristic_deliver (self, DOUBLE_ROAD_DESCRIPTOR, bytes, (size_t) size);
      return G_SOURCE_CONTINUE;
    }
  /* The last duplicate of the client's end is closed: it can be acquired again. */
  close (self->write_fd);
  self->write_fd = -1;
  g_clear_pointer (&self->write_source, g_source_unref);
  return G_SOURCE_REMOVE;
}

static gboolean
write_value_cb (DoubleCharacteristic  *self,
                GDBusMethodInvocation *invocation,
                GVariant              *value,
                GVariant              *options)
{
  const char *type = "request";
  gsize       size;
  const void *bytes = g_variant_get_fixed_array (value, &size, 1);

  g_variant_lookup (options, "type", "&s", &type);
  if (self->write_fd >= 0 || is_held (self))
    {
      self->boots->n_refused_writes++;
      g_dbus_method_invocation_return_dbus_error (invocation, "org.bluez.Error.NotPermitted",
                                                  "Write acquired");
      return TRUE;
    }
  if (self->request != NULL)
    {
      ebb_bluez_double_fail (invocation, "InProgress");
      return TRUE;
    }
  if (!self->boots->is_connected || (self->boots->are_early_refused && self->boots->is_unresolved))
    {
      self->boots->n_refused_writes++;
      g_dbus_method_invocation_return_dbus_error (invocation, "org.bluez.Error.Failed",
                                                  "Not connected");
      return TRUE;
    }
  double_characteristic_deliver (
      self, g_str_equal (type, "command") ? DOUBLE_ROAD_COMMAND : DOUBLE_ROAD_REQUEST, bytes, size);
  if (self->boots->is_silent && g_str_equal (type, "request"))
    self->request = invocation;
  else
    ebb_bluez_gatt_characteristic1_complete_write_value (self->skeleton, invocation);
  return TRUE;
}

/* ---- bytes up ---- */

static void
emit_value (DoubleCharacteristic *self, const uint8_t *bytes, size_t size)
{
  GVariantBuilder changed;
  GVariant       *value = g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes, size, 1);

  g_variant_builder_init (&changed, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&changed, "{sv}", "Value", value);
  g_dbus_connection_emit_signal (
      self->boots->bluez->connection, NULL,
      g_dbus_interface_skeleton_get_object_path (G_DBUS_INTERFACE_SKELETON (self->skeleton)),
      "org.freedesktop.DBus.Properties", "PropertiesChanged",
      g_variant_new ("(sa{sv}as)", "org.bluez.GattCharacteristic1", &changed, NULL), NULL);
}

/* The program that held the other end is gone: it can be acquired again. Of the battery, bluetoothd
 * 5.66 ends its own notifications with it. */
static void
close_notify (DoubleCharacteristic *self)
{
  close (self->notify_fd);
  self->notify_fd = -1;
  if (self->role == EBB_ROLE_BATTERY)
    self->boots->is_battery_followed = FALSE;
}

static void
drop_dead_peer (DoubleCharacteristic *self)
{
  struct pollfd peer = { .fd = self->notify_fd };

  if (self->notify_fd >= 0 && poll (&peer, 1, 0) > 0 && (peer.revents & (POLLHUP | POLLERR)))
    close_notify (self);
}

static void
send_value (DoubleCharacteristic *self, const uint8_t *bytes, size_t size)
{
  ssize_t sent = send (self->notify_fd, bytes, size, MSG_DONTWAIT | MSG_NOSIGNAL);

  if (sent < 0 && (errno == EPIPE || errno == ECONNRESET))
    close_notify (self);
  else
    g_assert_cmpint (sent, ==, size);
}

/* What BlueZ hears of the battery before anybody else does. */
static void
follow_battery (DoubleBoots *self, uint8_t percent)
{
  drop_dead_peer (&self->characteristics[EBB_ROLE_BATTERY]);
  if (self->is_connected && self->is_battery_followed)
    ebb_bluez_battery1_set_percentage (self->battery, percent);
}

void
double_boots_output_cb (EbbRole role, const uint8_t *bytes, size_t size, gpointer user_data)
{
  DoubleBoots          *boots = user_data;
  DoubleCharacteristic *self = double_boots_find (boots, role);
  uint8_t               framed[MTU];
  size_t                framed_size;

  if (role == EBB_ROLE_BATTERY)
    follow_battery (boots, bytes[0]);
  if (double_other_hears (boots->other, role, bytes, size) || self->skeleton == NULL
      || boots->is_silent || (boots->is_ageing && role == EBB_ROLE_TELEMETRY))
    return;
  framed_size = ebb_definition_frame (boots->definition, role, bytes, size, framed, sizeof framed);
  g_assert_cmpuint (framed_size, >, 0);
  if (self->notify_fd >= 0)
    send_value (self, framed, framed_size);
  else if (self->is_notifying)
    emit_value (self, framed, framed_size);
}

/* TRUE: the invocation is answered. */
static gboolean
refuse_subscription (DoubleCharacteristic *self, GDBusMethodInvocation *invocation)
{
  DoubleBoots *boots = self->boots;

  if (boots->has_lost_bond)
    {
      g_dbus_method_invocation_return_dbus_error (invocation, "org.bluez.Error.Failed",
                                                  "Operation failed with ATT error: 0x05");
      return TRUE;
    }
  if (boots->n_breaks == 0)
    return FALSE;
  boots->n_breaks--;
  ebb_bluez_double_fail (invocation, "NotConnected");
  double_boots_drop_link (boots);
  return TRUE;
}

static gboolean
start_notify_cb (DoubleCharacteristic *self, GDBusMethodInvocation *invocation)
{
  drop_dead_peer (self);
  if (self->notify_fd >= 0)
    {
      g_dbus_method_invocation_return_dbus_error (invocation, "org.bluez.Error.NotPermitted",
                                                  "Notify acquired");
      return TRUE;
    }
  if (refuse_subscription (self, invocation))
    return TRUE;
  self->boots->n_uninvited += !self->boots->is_paired;
  self->is_notifying = TRUE;
  double_characteristic_subscribed (self);
  ebb_bluez_gatt_characteristic1_complete_start_notify (self->skeleton, invocation);
  return TRUE;
}

/* Reads stay open until the link ends, because the air carries nothing or the boots say nothing. */
static gboolean
is_mute (DoubleBoots *self)
{
  return self->is_silent || ebb_sim_boots_get_fault (self->sim, EBB_SIM_FAULT_SILENT) != 0;
}

static gboolean
read_value_cb (DoubleCharacteristic  *self,
               GDBusMethodInvocation *invocation,
               GVariant *options      G_GNUC_UNUSED)
{
  g_autoptr (GBytes) bytes = NULL;

  self->boots->n_uninvited += !is_open (self->role) && !self->boots->is_paired;
  if (is_mute (self->boots) && self->request == NULL)
    {
      self->request = invocation;
      return TRUE;
    }
  if (self->role == EBB_ROLE_SERIAL && self->boots->serial != NULL)
    bytes = g_bytes_new (self->boots->serial, strlen (self->boots->serial));
  else
    bytes = ebb_sim_boots_read (self->boots->sim, self->role);
  if (bytes == NULL)
    ebb_bluez_double_fail (invocation, "NotSupported");
  else
    ebb_bluez_gatt_characteristic1_complete_read_value (
        self->skeleton, invocation,
        g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE));
  return TRUE;
}

/* ---- descriptors ---- */

static GUnixFDList *
make_pair (int *own_end)
{
  GUnixFDList *list = g_unix_fd_list_new ();
  int          ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), ==, 0);
  *own_end = ends[0];
  g_assert_cmpint (g_unix_fd_list_append (list, ends[1], NULL), ==, 0);
  close (ends[1]);
  return list;
}

static void
give_write_descriptor (DoubleCharacteristic *self, GDBusMethodInvocation *invocation)
{
  g_autoptr (GUnixFDList) list = make_pair (&self->write_fd);

  self->write_source = g_unix_fd_source_new (self->write_fd, G_IO_IN | G_IO_HUP);
  g_source_set_callback (self->write_source, G_SOURCE_FUNC (packet_cb), self, NULL);
  g_source_attach (self->write_source, NULL);
  ebb_bluez_gatt_characteristic1_complete_acquire_write (self->skeleton, invocation, list,
                                                         g_variant_new_handle (0), MTU);
}

void
double_boots_answer_holds (DoubleBoots *self)
{
  self->are_holds_late = FALSE;
  for (EbbRole role = 0; role < EBB_N_ROLES; role++)
    if (self->characteristics[role].acquire != NULL)
      give_write_descriptor (&self->characteristics[role],
                             g_steal_pointer (&self->characteristics[role].acquire));
}

static gboolean
acquire_write_cb (DoubleCharacteristic  *self,
                  GDBusMethodInvocation *invocation,
                  GUnixFDList *no_list   G_GNUC_UNUSED,
                  GVariant *options      G_GNUC_UNUSED)
{
  if (self->write_fd >= 0 || is_held (self))
    {
      g_dbus_method_invocation_return_dbus_error (invocation, "org.bluez.Error.NotPermitted",
                                                  "Write acquired");
      return TRUE;
    }
  if (!has_flag (self, "write-without-response") || self->boots->has_no_descriptors)
    {
      ebb_bluez_double_fail (invocation, "NotSupported");
      return TRUE;
    }
  if (self->boots->are_holds_late && !double_characteristic_has (self, EBB_ROLE_STOP))
    self->acquire = invocation;
  else
    give_write_descriptor (self, invocation);
  return TRUE;
}

static gboolean
acquire_notify_cb (DoubleCharacteristic  *self,
                   GDBusMethodInvocation *invocation,
                   GUnixFDList *no_list   G_GNUC_UNUSED,
                   GVariant *options      G_GNUC_UNUSED)
{
  g_autoptr (GUnixFDList) list = NULL;

  drop_dead_peer (self);
  if (self->notify_fd >= 0)
    {
      g_dbus_method_invocation_return_dbus_error (invocation, "org.bluez.Error.NotPermitted",
                                                  "Notify acquired");
      return TRUE;
    }
  if (!has_flag (self, "notify") || self->boots->has_no_descriptors)
    {
      ebb_bluez_double_fail (invocation, "NotSupported");
      return TRUE;
    }
  self->boots->n_uninvited += !self->boots->is_paired;
  list = make_pair (&self->notify_fd);
  double_characteristic_subscribed (self);
  ebb_bluez_gatt_characteristic1_complete_acquire_notify (self->skeleton, invocation, list,
                                                          g_variant_new_handle (0), MTU);
  return TRUE;
}

void
double_boots_close_descriptor (DoubleBoots *self, EbbRole role)
{
  DoubleCharacteristic *characteristic = double_boots_find (self, role);

  if (characteristic->write_source != NULL)
    g_source_destroy (characteristic->write_source);
  g_clear_pointer (&characteristic->write_source, g_source_unref);
  if (characteristic->write_fd >= 0)
    close (characteristic->write_fd);
  if (characteristic->notify_fd >= 0)
    close (characteristic->notify_fd);
  characteristic->write_fd = -1;
  characteristic->notify_fd = -1;
}

/* ---- objects ---- */

static void export(DoubleBoots *self, const char *path, gpointer interface)
{
  g_autoptr (GDBusObjectSkeleton) object = g_dbus_object_skeleton_new (path);

  g_dbus_object_skeleton_add_interface (object, G_DBUS_INTERFACE_SKELETON (interface));
  g_dbus_object_manager_server_export (self->bluez->objects, object);
}

static char *
make_service_path (DoubleBoots *self, EbbRole role)
{
  const char *uuid = ebb_definition_get_service_uuid (self->definition, role);

  return g_strdup_printf ("%s/service%04x", self->path, g_str_hash (uuid) & 0xffff);
}

static void
export_service (DoubleBoots *self, EbbRole role)
{
  g_autofree char *path = make_service_path (self, role);
  g_autoptr (EbbBluezGattService1) service = NULL;
  g_autoptr (GDBusObject) shown =
      g_dbus_object_manager_get_object (G_DBUS_OBJECT_MANAGER (self->bluez->objects), path);

  if (shown != NULL)
    return;
  service = ebb_bluez_gatt_service1_skeleton_new ();
  ebb_bluez_gatt_service1_set_uuid (service,
                                    ebb_definition_get_service_uuid (self->definition, role));
  ebb_bluez_gatt_service1_set_device (service, self->path);
  export(self, path, service);
}

static void
export_characteristic (DoubleBoots *self, EbbRole role)
{
  DoubleCharacteristic *characteristic = &self->characteristics[role];
  g_autofree char      *service_path = make_service_path (self, role);
  g_autofree char      *path = g_strdup_printf ("%s/char%04x", service_path, role + 1);

  export_service (self, role);
  characteristic->skeleton = ebb_bluez_gatt_characteristic1_skeleton_new ();
  ebb_bluez_gatt_characteristic1_set_uuid (characteristic->skeleton,
                                           ebb_definition_get_uuid (self->definition, role));
  ebb_bluez_gatt_characteristic1_set_service (characteristic->skeleton, service_path);
  ebb_bluez_gatt_characteristic1_set_flags (characteristic->skeleton,
                                            double_characteristic_get_flags (characteristic));
  g_object_connect (characteristic->skeleton,                                             /* */
                    "swapped-signal::handle-read-value", read_value_cb, characteristic,   /* */
                    "swapped-signal::handle-write-value", write_value_cb, characteristic, /* */
                    "swapped-signal::handle-acquire-write", acquire_write_cb, characteristic,
                    "swapped-signal::handle-acquire-notify", acquire_notify_cb, characteristic,
                    "swapped-signal::handle-start-notify", start_notify_cb, characteristic, NULL);
  export(self, path, characteristic->skeleton);
}

void
double_boots_show_services (DoubleBoots *self)
{
  for (EbbRole role = 0; role < EBB_N_ROLES; role++)
    if (double_characteristic_get_flags (&self->characteristics[role]) != NULL
        && role != self->missing_role && (role != EBB_ROLE_BATTERY || !self->is_battery_kept)
        && self->characteristics[role].skeleton == NULL
        && double_characteristic_has (&self->characteristics[role], role))
      export_characteristic (self, role);
}

static void
unexport (DoubleBoots *self, gpointer interface)
{
  g_autofree char *path =
      g_strdup (g_dbus_interface_skeleton_get_object_path (G_DBUS_INTERFACE_SKELETON (interface)));

  if (path != NULL)
    g_dbus_object_manager_server_unexport (self->bluez->objects, path);
}

void
double_boots_close_all (DoubleBoots *self)
{
  for (EbbRole role = 0; role < EBB_N_ROLES; role++)
    {
      DoubleCharacteristic *characteristic = &self->characteristics[role];

      double_boots_close_descriptor (self, role);
      characteristic->is_notifying = FALSE;
      if (characteristic->request != NULL)
        ebb_bluez_double_fail (g_steal_pointer (&characteristic->request), "Failed");
      if (characteristic->acquire != NULL)
        ebb_bluez_double_fail (g_steal_pointer (&characteristic->acquire), "Failed");
    }
}

void
double_boots_hide_services (DoubleBoots *self)
{
  double_boots_close_all (self);
  for (EbbRole role = 0; role < EBB_N_ROLES; role++)
    {
      DoubleCharacteristic *characteristic = &self->characteristics[role];
      g_autofree char      *service_path = NULL;

      if (characteristic->skeleton == NULL)
        continue;
      unexport (self, characteristic->skeleton);
      g_clear_object (&characteristic->skeleton);
      service_path = make_service_path (self, role);
      g_dbus_object_manager_server_unexport (self->bluez->objects, service_path);
    }
}

static gboolean
stray_write_cb (DoubleBoots                 *self,
                GDBusMethodInvocation       *invocation,
                GVariant *value              G_GNUC_UNUSED,
                GVariant *options            G_GNUC_UNUSED,
                EbbBluezGattCharacteristic1 *skeleton)
{
  self->n_strayed++;
  ebb_bluez_gatt_characteristic1_complete_write_value (skeleton, invocation);
  return TRUE;
}

/* A service of somebody else's, first of all, in which a characteristic has the UUID of Stop. */
void
double_boots_show_stranger (DoubleBoots *self)
{
  g_autofree char *service_path = g_strdup_printf ("%s/service0000", self->path);
  g_autofree char *path = g_strdup_printf ("%s/char0001", service_path);
  g_autoptr (EbbBluezGattService1) service = ebb_bluez_gatt_service1_skeleton_new ();
  g_autoptr (EbbBluezGattCharacteristic1) skeleton = ebb_bluez_gatt_characteristic1_skeleton_new ();

  ebb_bluez_gatt_service1_set_uuid (service, "0000fff0-0000-1000-8000-00805f9b34fb");
  ebb_bluez_gatt_service1_set_device (service, self->path);
  export(self, service_path, service);
  ebb_bluez_gatt_characteristic1_set_uuid (
      skeleton, ebb_definition_get_uuid (self->definition, EBB_ROLE_STOP));
  ebb_bluez_gatt_characteristic1_set_service (skeleton, service_path);
  ebb_bluez_gatt_characteristic1_set_flags (
      skeleton, double_characteristic_get_flags (double_boots_find (self, EBB_ROLE_STOP)));
  g_signal_connect_swapped (skeleton, "handle-write-value", G_CALLBACK (stray_write_cb), self);
  export(self, path, skeleton);
}
