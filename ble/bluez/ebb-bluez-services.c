/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-link-private.h"

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
hung_up_cb (EbbRole role, gpointer user_data)
{
  g_autofree char *why =
      g_strconcat ("the descriptor of ", ebb_role_to_string (role), " was closed", NULL);

  ebb_bluez_link_lose (EBB_BLUEZ_LINK (user_data), why);
}

static EbbBluezGattCharacteristic1 *
find_characteristic (EbbBluezLink *self, GPtrArray *candidates, EbbRole role)
{
  const char *uuid = ebb_definition_get_uuid (self->definition, role);
  const char *service_uuid = ebb_definition_get_service_uuid (self->definition, role);

  for (guint i = 0; uuid != NULL && i < candidates->len; i++)
    {
      EbbBluezGattCharacteristic1 *candidate = candidates->pdata[i];
      g_autoptr (GDBusProxy) service = NULL;

      if (g_strcmp0 (ebb_bluez_gatt_characteristic1_get_uuid (candidate), uuid) != 0)
        continue;
      service =
          ebb_bluez_bus_find (self->bus, ebb_bluez_gatt_characteristic1_get_service (candidate),
                              EBB_BLUEZ_INTERFACE_SERVICE);
      if (service != NULL
          && g_strcmp0 (ebb_bluez_gatt_service1_get_uuid (EBB_BLUEZ_GATT_SERVICE1 (service)),
                        service_uuid)
                 == 0)
        return candidate;
    }
  return NULL;
}

/* Takes up what is there now. Returns a role that is needed and is not there, or EBB_N_ROLES. */
EbbRole
ebb_bluez_link_find_characteristics (EbbBluezLink *self)
{
  g_autoptr (GPtrArray) candidates =
      ebb_bluez_bus_list (self->bus, self->device_path, EBB_BLUEZ_INTERFACE_CHARACTERISTIC);
  EbbRole missing = EBB_N_ROLES;

  for (EbbRole role = 0; role < EBB_N_ROLES; role++)
    {
      EbbBluezGattCharacteristic1 *found = find_characteristic (self, candidates, role);

      if (found == NULL && ebb_definition_needs_role (self->definition, role)
          && missing == EBB_N_ROLES)
        missing = role;
      if (found == NULL || self->characteristics[role] != NULL)
        continue;
      self->characteristics[role] = ebb_bluez_characteristic_new (found, role, self->clock);
      ebb_bluez_characteristic_set_handlers (self->characteristics[role], received_cb, hung_up_cb,
                                             self);
    }
  return missing;
}
