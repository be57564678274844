/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-peripheral-private.h"

static const char advertisement_xml[] =
    "<node>"
    "  <interface name='org.bluez.LEAdvertisement1'>"
    "    <method name='Release'/>"
    "    <property name='Type' type='s' access='read'/>"
    "    <property name='ServiceUUIDs' type='as' access='read'/>"
    "    <property name='LocalName' type='s' access='read'/>"
    "    <property name='Discoverable' type='b' access='read'/>"
    "  </interface>"
    "</node>";

static GVariant *
property_read_cb (GDBusConnection *connection G_GNUC_UNUSED,
                  const char *sender          G_GNUC_UNUSED,
                  const char *path            G_GNUC_UNUSED,
                  const char *interface_name  G_GNUC_UNUSED,
                  const char                 *property_name,
                  GError **error              G_GNUC_UNUSED,
                  gpointer                    user_data)
{
  EbbBluezPeripheral *self = EBB_BLUEZ_PERIPHERAL (user_data);
  const char *const   uuids[] = { self->advertised_uuid, NULL };

  if (g_str_equal (property_name, "Type"))
    return g_variant_new_string ("peripheral");
  if (g_str_equal (property_name, "ServiceUUIDs"))
    return g_variant_new_strv (uuids, -1);
  if (g_str_equal (property_name, "LocalName"))
    return g_variant_new_string (self->name);
  return g_variant_new_boolean (TRUE);
}

static void
released_cb (GDBusConnection *connection G_GNUC_UNUSED,
             const char *sender          G_GNUC_UNUSED,
             const char *path            G_GNUC_UNUSED,
             const char *interface_name  G_GNUC_UNUSED,
             const char *method_name     G_GNUC_UNUSED,
             GVariant *parameters        G_GNUC_UNUSED,
             GDBusMethodInvocation      *invocation,
             gpointer user_data          G_GNUC_UNUSED)
{
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static const GDBusInterfaceVTable vtable = {
  .method_call = released_cb,
  .get_property = property_read_cb,
};

/* Puts the advertisement on the bus, for bluetoothd to read. */
gboolean
ebb_bluez_peripheral_export_advertisement (EbbBluezPeripheral *self, GError **error)
{
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (advertisement_xml, error);

  if (node == NULL)
    return FALSE;
  self->advertisement_id =
      g_dbus_connection_register_object (self->connection, EBB_PERIPHERAL_ADVERTISEMENT,
                                         node->interfaces[0], &vtable, self, NULL, error);
  return self->advertisement_id != 0;
}

/* Takes it off the bus again. */
void
ebb_bluez_peripheral_unexport_advertisement (EbbBluezPeripheral *self)
{
  if (self->advertisement_id != 0)
    g_dbus_connection_unregister_object (self->connection, self->advertisement_id);
  self->advertisement_id = 0;
}

/* ---- while it runs ---- */

static void follow (EbbBluezPeripheral *self);

static void
followed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbBluezPeripheral) self = EBB_BLUEZ_PERIPHERAL (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  self->is_following = FALSE;
  if (reply == NULL)
    {
      g_message ("the Bluetooth service refused to %s advertising: %s",
                 self->is_advertised ? "begin" : "stop", error->message);
      return;
    }
  follow (self);
}

/* Brings about what is wanted, with one call at a time: bluetoothd answers them in any order. */
static void
follow (EbbBluezPeripheral *self)
{
  if (!self->is_started || self->is_following || self->is_advertised != self->is_hidden)
    return;
  self->is_following = TRUE;
  self->is_advertised = !self->is_hidden;
  g_dbus_connection_call (
      self->connection, EBB_PERIPHERAL_BUS_NAME, self->adapter_path, EBB_PERIPHERAL_ADVERTISING,
      self->is_hidden ? "UnregisterAdvertisement" : "RegisterAdvertisement",
      self->is_hidden ? g_variant_new ("(o)", EBB_PERIPHERAL_ADVERTISEMENT)
                      : g_variant_new ("(oa{sv})", EBB_PERIPHERAL_ADVERTISEMENT, NULL),
      NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, followed_cb, g_object_ref (self));
}

/* Start has advertised; what was asked meanwhile is done now. */
void
ebb_bluez_peripheral_note_started (EbbBluezPeripheral *self)
{
  self->is_started = TRUE;
  self->is_advertised = TRUE;
  follow (self);
}

/**
 * ebb_bluez_peripheral_hide:
 *
 * Advertises no more, so that nobody new connects. Links are left alone.
 */
void
ebb_bluez_peripheral_hide (EbbBluezPeripheral *self)
{
  g_return_if_fail (EBB_IS_BLUEZ_PERIPHERAL (self));

  self->is_hidden = TRUE;
  follow (self);
}

/**
 * ebb_bluez_peripheral_show:
 *
 * Advertises again.
 */
void
ebb_bluez_peripheral_show (EbbBluezPeripheral *self)
{
  g_return_if_fail (EBB_IS_BLUEZ_PERIPHERAL (self));

  self->is_hidden = FALSE;
  follow (self);
}
