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
