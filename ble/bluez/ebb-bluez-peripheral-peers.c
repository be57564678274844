/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-peripheral-private.h"

/* Which peers are linked to our adapter, and which are bonded with it. */

#define DEVICE "org.bluez.Device1"

/* Enters or removes @path in @table; TRUE if that changed anything. The address is kept, because
 * what has gone cannot be asked any more. */
static gboolean
mark (GHashTable *table, const char *path, const char *address, gboolean is_in)
{
  if (is_in == g_hash_table_contains (table, path))
    return FALSE;
  if (is_in)
    g_hash_table_insert (table, g_strdup (path), g_strdup (address));
  else
    g_hash_table_remove (table, path);
  return TRUE;
}

/* The address in a path such as /org/bluez/hci1/dev_00_AA_01_00_00_42. */
char *
ebb_bluez_peripheral_dup_address (const char *path)
{
  const char *last = strrchr (path, '/');

  if (last == NULL || !g_str_has_prefix (last, "/dev_"))
    return g_strdup (path);
  return g_strdelimit (g_strdup (last + strlen ("/dev_")), "_", ':');
}

/* Takes in what is said of a device: all of it at first, later what changed. */
void
ebb_bluez_peripheral_take_device (EbbBluezPeripheral *self, const char *path, GVariant *properties)
{
  g_autofree char *address = ebb_bluez_peripheral_dup_address (path);
  gboolean         value;

  if (!g_str_has_prefix (path, self->adapter_path))
    return;
  /* BlueZ 5.66 does not say when "Paired" changes on the side that was asked to pair. */
  if (g_variant_lookup (properties, "Bonded", "b", &value)
      && mark (self->paired, path, address, value))
    self->events.paired (address, value, self->user_data);
  if (g_variant_lookup (properties, "Connected", "b", &value)
      && mark (self->linked, path, address, value))
    self->events.link_changed (address, value, self->user_data);
}

static void
properties_changed_cb (GDBusConnection *connection G_GNUC_UNUSED,
                       const char *sender          G_GNUC_UNUSED,
                       const char                 *path,
                       const char *interface_name  G_GNUC_UNUSED,
                       const char *signal_name     G_GNUC_UNUSED,
                       GVariant                   *parameters,
                       gpointer                    user_data)
{
  g_autoptr (GVariant) properties = g_variant_get_child_value (parameters, 1);

  ebb_bluez_peripheral_take_device (EBB_BLUEZ_PERIPHERAL (user_data), path, properties);
}

static void
interfaces_added_cb (GDBusConnection *connection G_GNUC_UNUSED,
                     const char *sender          G_GNUC_UNUSED,
                     const char *manager_path    G_GNUC_UNUSED,
                     const char *interface_name  G_GNUC_UNUSED,
                     const char *signal_name     G_GNUC_UNUSED,
                     GVariant                   *parameters,
                     gpointer                    user_data)
{
  const char *path;
  g_autoptr (GVariant) interfaces = NULL;
  g_autoptr (GVariant) properties = NULL;

  g_variant_get (parameters, "(&o@a{sa{sv}})", &path, &interfaces);
  properties = g_variant_lookup_value (interfaces, DEVICE, G_VARIANT_TYPE_VARDICT);
  if (properties != NULL)
    ebb_bluez_peripheral_take_device (EBB_BLUEZ_PERIPHERAL (user_data), path, properties);
}

static void
interfaces_removed_cb (GDBusConnection *connection G_GNUC_UNUSED,
                       const char *sender          G_GNUC_UNUSED,
                       const char *manager_path    G_GNUC_UNUSED,
                       const char *interface_name  G_GNUC_UNUSED,
                       const char *signal_name     G_GNUC_UNUSED,
                       GVariant                   *parameters,
                       gpointer                    user_data)
{
  EbbBluezPeripheral     *self = EBB_BLUEZ_PERIPHERAL (user_data);
  const char             *path;
  g_autofree const char **interfaces = NULL;
  g_autofree char        *address = NULL;

  g_variant_get (parameters, "(&o^a&s)", &path, &interfaces);
  if (!g_strv_contains (interfaces, DEVICE))
    return;
  address = ebb_bluez_peripheral_dup_address (path);
  if (mark (self->linked, path, address, FALSE))
    self->events.link_changed (address, FALSE, self->user_data);
  if (mark (self->paired, path, address, FALSE))
    self->events.paired (address, FALSE, self->user_data);
}

static guint
subscribe (EbbBluezPeripheral *self,
           const char         *interface_name,
           const char         *signal_name,
           const char         *arg0,
           GDBusSignalCallback callback)
{
  return g_dbus_connection_signal_subscribe (self->connection, EBB_PERIPHERAL_BUS_NAME,
                                             interface_name, signal_name, NULL, arg0,
                                             G_DBUS_SIGNAL_FLAGS_NONE, callback, self, NULL);
}

/* Listens for peers that come, go, pair and are forgotten. */
void
ebb_bluez_peripheral_watch_peers (EbbBluezPeripheral *self)
{
  self->subscription_ids[0] = subscribe (self, "org.freedesktop.DBus.Properties",
                                         "PropertiesChanged", DEVICE, properties_changed_cb);
  self->subscription_ids[1] = subscribe (self, "org.freedesktop.DBus.ObjectManager",
                                         "InterfacesAdded", NULL, interfaces_added_cb);
  self->subscription_ids[2] = subscribe (self, "org.freedesktop.DBus.ObjectManager",
                                         "InterfacesRemoved", NULL, interfaces_removed_cb);
}

/* Stops listening. */
void
ebb_bluez_peripheral_unwatch_peers (EbbBluezPeripheral *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->subscription_ids); i++)
    {
      if (self->subscription_ids[i] != 0)
        g_dbus_connection_signal_unsubscribe (self->connection, self->subscription_ids[i]);
      self->subscription_ids[i] = 0;
    }
}

/**
 * ebb_bluez_peripheral_is_paired:
 * @address: (nullable): of a peer
 *
 * Returns: whether that peer is bonded with us
 */
gboolean
ebb_bluez_peripheral_is_paired (EbbBluezPeripheral *self, const char *address)
{
  GHashTableIter iter;
  gpointer       known;

  g_return_val_if_fail (EBB_IS_BLUEZ_PERIPHERAL (self), FALSE);

  g_hash_table_iter_init (&iter, self->paired);
  while (address != NULL && g_hash_table_iter_next (&iter, NULL, &known))
    if (g_str_equal (known, address))
      return TRUE;
  return FALSE;
}

/**
 * ebb_bluez_peripheral_has_paired_link:
 *
 * Returns: whether any peer that is linked is bonded with us
 */
gboolean
ebb_bluez_peripheral_has_paired_link (EbbBluezPeripheral *self)
{
  GHashTableIter iter;
  gpointer       path;

  g_return_val_if_fail (EBB_IS_BLUEZ_PERIPHERAL (self), FALSE);

  g_hash_table_iter_init (&iter, self->linked);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    if (g_hash_table_contains (self->paired, path))
      return TRUE;
  return FALSE;
}

/**
 * ebb_bluez_peripheral_drop_links:
 *
 * Drops every link to our adapter. BlueZ takes about two seconds over it.
 */
void
ebb_bluez_peripheral_drop_links (EbbBluezPeripheral *self)
{
  GHashTableIter iter;
  gpointer       path;

  g_return_if_fail (EBB_IS_BLUEZ_PERIPHERAL (self));

  g_hash_table_iter_init (&iter, self->linked);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    g_dbus_connection_call (self->connection, EBB_PERIPHERAL_BUS_NAME, path, DEVICE, "Disconnect",
                            NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}
