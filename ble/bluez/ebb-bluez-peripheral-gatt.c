/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-peripheral-private.h"

/* The application object that bluetoothd reads our services from. */

static const char gatt_xml[] =
    "<node>"
    "  <interface name='org.freedesktop.DBus.ObjectManager'>"
    "    <method name='GetManagedObjects'>"
    "      <arg type='a{oa{sa{sv}}}' direction='out'/>"
    "    </method>"
    "  </interface>"
    "  <interface name='org.bluez.GattService1'>"
    "    <property name='UUID' type='s' access='read'/>"
    "    <property name='Primary' type='b' access='read'/>"
    "  </interface>"
    "  <interface name='org.bluez.GattCharacteristic1'>"
    "    <method name='ReadValue'>"
    "      <arg type='a{sv}' direction='in'/><arg type='ay' direction='out'/>"
    "    </method>"
    "    <method name='WriteValue'>"
    "      <arg type='ay' direction='in'/><arg type='a{sv}' direction='in'/>"
    "    </method>"
    "    <method name='AcquireNotify'>"
    "      <arg type='a{sv}' direction='in'/>"
    "      <arg type='h' direction='out'/><arg type='q' direction='out'/>"
    "    </method>"
    "    <method name='StartNotify'/>"
    "    <method name='StopNotify'/>"
    "    <method name='Confirm'/>"
    "    <property name='UUID' type='s' access='read'/>"
    "    <property name='Service' type='o' access='read'/>"
    "    <property name='Flags' type='as' access='read'/>"
    "    <property name='NotifyAcquired' type='b' access='read'/>"
    "  </interface>"
    "</node>";

static const char *const characteristic_properties[] = {
  "UUID", "Service", "Flags", "NotifyAcquired", NULL,
};

static void
describe_service (EbbPeripheralObject *object, GVariantBuilder *properties)
{
  g_variant_builder_add (properties, "{sv}", "UUID", g_variant_new_string (object->uuid));
  g_variant_builder_add (properties, "{sv}", "Primary", g_variant_new_boolean (TRUE));
}

static void
describe_characteristic (EbbPeripheralObject *object, GVariantBuilder *properties)
{
  for (int i = 0; characteristic_properties[i] != NULL; i++)
    {
      const char *name = characteristic_properties[i];
      GVariant   *value = ebb_bluez_peripheral_characteristic_get (object, name);

      if (value != NULL)
        g_variant_builder_add (properties, "{sv}", name, value);
    }
}

static GVariant *
describe_objects (EbbBluezPeripheral *self)
{
  GVariantBuilder objects;

  g_variant_builder_init (&objects, G_VARIANT_TYPE ("a{oa{sa{sv}}}"));
  for (guint i = 0; i < self->objects->len; i++)
    {
      EbbPeripheralObject *object = self->objects->pdata[i];
      GVariantBuilder      interfaces, properties;

      g_variant_builder_init (&interfaces, G_VARIANT_TYPE ("a{sa{sv}}"));
      g_variant_builder_init (&properties, G_VARIANT_TYPE ("a{sv}"));
      if (object->offer == NULL)
        describe_service (object, &properties);
      else
        describe_characteristic (object, &properties);
      g_variant_builder_add (&interfaces, "{sa{sv}}",
                             object->offer == NULL ? "org.bluez.GattService1"
                                                   : "org.bluez.GattCharacteristic1",
                             &properties);
      g_variant_builder_add (&objects, "{oa{sa{sv}}}", object->path, &interfaces);
    }
  return g_variant_new ("(a{oa{sa{sv}}})", &objects);
}

static void
manager_called_cb (GDBusConnection *connection G_GNUC_UNUSED,
                   const char *sender          G_GNUC_UNUSED,
                   const char *path            G_GNUC_UNUSED,
                   const char *interface_name  G_GNUC_UNUSED,
                   const char *method_name     G_GNUC_UNUSED,
                   GVariant *parameters        G_GNUC_UNUSED,
                   GDBusMethodInvocation      *invocation,
                   gpointer                    user_data)
{
  g_dbus_method_invocation_return_value (invocation, describe_objects (user_data));
}

static GVariant *
service_read_cb (GDBusConnection *connection G_GNUC_UNUSED,
                 const char *sender          G_GNUC_UNUSED,
                 const char *path            G_GNUC_UNUSED,
                 const char *interface_name  G_GNUC_UNUSED,
                 const char                 *property_name,
                 GError **error              G_GNUC_UNUSED,
                 gpointer                    user_data)
{
  EbbPeripheralObject *object = user_data;

  if (g_str_equal (property_name, "UUID"))
    return g_variant_new_string (object->uuid);
  return g_variant_new_boolean (TRUE);
}

static const GDBusInterfaceVTable manager_vtable = { .method_call = manager_called_cb };
static const GDBusInterfaceVTable service_vtable = { .get_property = service_read_cb };

static EbbPeripheralObject *
add_object (EbbBluezPeripheral *self, const EbbOffer *offer, const char *uuid)
{
  EbbPeripheralObject *object = g_new0 (EbbPeripheralObject, 1);

  object->peripheral = self;
  object->offer = offer;
  object->uuid = uuid;
  object->notify_fd = -1;
  g_ptr_array_add (self->objects, object);
  return object;
}

/* Paths tell bluetoothd which characteristic belongs where, so they are nested. */
static void
make_objects (EbbBluezPeripheral *self)
{
  const char *service_uuid = NULL;
  const char *service_path = NULL;

  for (unsigned i = 0; i < self->n_offers; i++)
    {
      const EbbOffer      *offer = &self->offers[i];
      EbbPeripheralObject *object;

      if (g_strcmp0 (service_uuid, offer->service_uuid) != 0)
        {
          service_uuid = offer->service_uuid;
          object = add_object (self, NULL, service_uuid);
          object->path = g_strdup_printf (EBB_PERIPHERAL_ROOT "/service%02u", i);
          object->service_path = g_strdup (object->path);
          service_path = object->path;
        }
      object = add_object (self, offer, offer->uuid);
      object->path = g_strdup_printf ("%s/characteristic%02u", service_path, i);
      object->service_path = g_strdup (service_path);
    }
}

/* Frees one object, and takes it off the bus. */
void
ebb_bluez_peripheral_object_free (gpointer data)
{
  EbbPeripheralObject *object = data;

  if (object->registration_id != 0)
    g_dbus_connection_unregister_object (object->peripheral->connection, object->registration_id);
  ebb_bluez_peripheral_characteristic_close (object);
  g_free (object->path);
  g_free (object->service_path);
  g_free (object);
}

static gboolean
register_object (EbbBluezPeripheral  *self,
                 EbbPeripheralObject *object,
                 GDBusNodeInfo       *node,
                 GError             **error)
{
  gboolean is_service = object->offer == NULL;

  object->registration_id = g_dbus_connection_register_object (
      self->connection, object->path,
      g_dbus_node_info_lookup_interface (node, is_service ? "org.bluez.GattService1"
                                                          : "org.bluez.GattCharacteristic1"),
      is_service ? &service_vtable : &ebb_bluez_peripheral_characteristic_vtable, object, NULL,
      error);
  return object->registration_id != 0;
}

/* Puts the application object, its services and characteristics on the bus. */
gboolean
ebb_bluez_peripheral_export_gatt (EbbBluezPeripheral *self, GError **error)
{
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (gatt_xml, error);

  if (node == NULL)
    return FALSE;
  self->manager_id = g_dbus_connection_register_object (
      self->connection, EBB_PERIPHERAL_ROOT,
      g_dbus_node_info_lookup_interface (node, "org.freedesktop.DBus.ObjectManager"),
      &manager_vtable, self, NULL, error);
  if (self->manager_id == 0)
    return FALSE;
  make_objects (self);
  for (guint i = 0; i < self->objects->len; i++)
    {
      if (!register_object (self, self->objects->pdata[i], node, error))
        return FALSE;
    }
  return TRUE;
}

/* Takes all of it off the bus again. */
void
ebb_bluez_peripheral_unexport_gatt (EbbBluezPeripheral *self)
{
  if (self->manager_id != 0)
    g_dbus_connection_unregister_object (self->connection, self->manager_id);
  self->manager_id = 0;
  g_ptr_array_set_size (self->objects, 0);
}
