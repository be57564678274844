/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-connecting-private.h"

/* Which of BlueZ's objects is which characteristic of the definition. */

static void
received_cb (EbbRole        role,
             const uint8_t *bytes,
             size_t         size,
             gint64         received_us,
             gpointer       user_data)
{
  EbbBluezLink *self = EBB_BLUEZ_LINK (user_data);

  if (self->receiver != NULL)
    self->receiver (role, bytes, size, received_us, self->receiver_data);
}

static void
hung_up_cb (const char *name, gpointer user_data)
{
  g_autofree char *why = g_strconcat ("the descriptor of ", name, " was closed", NULL);

  ebb_bluez_link_lose (EBB_BLUEZ_LINK (user_data), why);
}

static gboolean
has_role (EbbBluezLink *self, EbbRole role, const char *service_uuid, const char *uuid)
{
  return g_strcmp0 (ebb_definition_get_uuid (self->definition, role), uuid) == 0
         && g_strcmp0 (ebb_definition_get_service_uuid (self->definition, role), service_uuid) == 0;
}

/* (transfer full): one for each object of BlueZ's, whatever number of roles it has */
static EbbBluezCharacteristic *
make_characteristic (EbbBluezLink *self, EbbBluezGattCharacteristic1 *candidate, EbbRole role)
{
  EbbBluezCharacteristic *made;

  for (EbbRole other = 0; other < EBB_N_ROLES; other++)
    if (self->characteristics[other] != NULL
        && ebb_bluez_characteristic_get_proxy (self->characteristics[other])
               == G_DBUS_PROXY (candidate))
      return g_object_ref (self->characteristics[other]);
  made = ebb_bluez_characteristic_new (candidate, self->definition, role, self->clock);
  ebb_bluez_characteristic_set_handlers (made, received_cb, hung_up_cb, self);
  return made;
}

/* For each role that it has by the definition, which one may share with others. A UUID counts in
 * its service only, and the first of several stays. Returns FALSE if it has none. */
static gboolean
take_up (EbbBluezLink *self, EbbBluezGattCharacteristic1 *candidate)
{
  const char *uuid = ebb_bluez_gatt_characteristic1_get_uuid (candidate);
  g_autoptr (GDBusProxy) service =
      ebb_bluez_bus_find (self->bus, ebb_bluez_gatt_characteristic1_get_service (candidate),
                          EBB_BLUEZ_INTERFACE_SERVICE);
  const char *service_uuid =
      service != NULL ? ebb_bluez_gatt_service1_get_uuid (EBB_BLUEZ_GATT_SERVICE1 (service)) : NULL;
  gboolean is_taken = FALSE;

  for (EbbRole role = 0; role < EBB_N_ROLES && uuid != NULL && service_uuid != NULL; role++)
    {
      if (self->characteristics[role] != NULL || !has_role (self, role, service_uuid, uuid))
        continue;
      self->characteristics[role] = make_characteristic (self, candidate, role);
      is_taken = TRUE;
    }
  return is_taken;
}

/* Takes up what is there now. */
void
ebb_bluez_link_find_characteristics (EbbBluezLink *self)
{
  g_autoptr (GPtrArray) candidates =
      ebb_bluez_bus_list (self->bus, self->device_path, EBB_BLUEZ_INTERFACE_CHARACTERISTIC);

  for (guint i = 0; i < candidates->len; i++)
    take_up (self, candidates->pdata[i]);
}

/* Takes up what is at @path, or below it if it is a service. Returns FALSE if that is nothing. */
gboolean
ebb_bluez_link_find_at (EbbBluezLink *self, const char *path)
{
  g_autoptr (GDBusProxy) candidate =
      ebb_bluez_bus_find (self->bus, path, EBB_BLUEZ_INTERFACE_CHARACTERISTIC);
  g_autoptr (GDBusProxy) service = NULL;

  if (candidate != NULL)
    return take_up (self, EBB_BLUEZ_GATT_CHARACTERISTIC1 (candidate));
  service = ebb_bluez_bus_find (self->bus, path, EBB_BLUEZ_INTERFACE_SERVICE);
  if (service != NULL)
    ebb_bluez_link_find_characteristics (self);
  return service != NULL;
}

/* Whether what this life of the link stands on was at @path, and is not any more. */
gboolean
ebb_bluez_link_has_lost_characteristic (EbbBluezLink *self, const char *path)
{
  g_autoptr (GDBusProxy) shown = NULL;

  for (EbbRole role = 0; role < EBB_N_ROLES; role++)
    {
      GDBusProxy *used = self->characteristics[role] != NULL
                             ? ebb_bluez_characteristic_get_proxy (self->characteristics[role])
                             : NULL;

      if (used == NULL || !g_str_equal (g_dbus_proxy_get_object_path (used), path))
        continue;
      shown = ebb_bluez_bus_find (self->bus, path, EBB_BLUEZ_INTERFACE_CHARACTERISTIC);
      return shown != used;
    }
  return FALSE;
}

/* A role that is needed and is not there, or EBB_N_ROLES */
EbbRole
ebb_bluez_link_find_missing (EbbBluezLink *self)
{
  for (EbbRole role = 0; role < EBB_N_ROLES; role++)
    if (self->characteristics[role] == NULL && ebb_definition_needs_role (self->definition, role))
      return role;
  return EBB_N_ROLES;
}
