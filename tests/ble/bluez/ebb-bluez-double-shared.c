/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-double-private.h"

#include "ebb-control.h"

/* Which roles a characteristic has: one, or, of boots that have one for everything, several. Then
 * each message begins with the channel of its role. */

static const char *const flags[EBB_N_ROLES][4] = {
  [EBB_ROLE_FEATURES] = { "read" },
  [EBB_ROLE_CONTROL] = { "write", "write-without-response", "indicate" },
  [EBB_ROLE_STOP] = { "write-without-response" },
  [EBB_ROLE_STATUS] = { "read", "notify" },
  [EBB_ROLE_TELEMETRY] = { "notify" },
  [EBB_ROLE_PROGRAM] = { "write-without-response" },
  [EBB_ROLE_BATTERY] = { "read", "notify" },
  [EBB_ROLE_MANUFACTURER] = { "read" },
  [EBB_ROLE_MODEL] = { "read" },
  [EBB_ROLE_SERIAL] = { "read" },
  [EBB_ROLE_FIRMWARE] = { "read" },
};

static const char *const flags_of_all[] = { "read", "write-without-response", "notify", NULL };

static gboolean
is_shared (DoubleBoots *boots, EbbRole role)
{
  return boots->definition != NULL
         && ebb_definition_get_channel (boots->definition, role) != EBB_CHANNEL_NONE;
}

/* What BlueZ says of it: (nullable): a list that ends in NULL. */
const char *const *
double_characteristic_get_flags (DoubleCharacteristic *self)
{
  if (is_shared (self->boots, self->role))
    return flags_of_all;
  return flags[self->role][0] != NULL ? flags[self->role] : NULL;
}

/* The one that has @role. */
DoubleCharacteristic *
double_boots_find (DoubleBoots *self, EbbRole role)
{
  EbbRole first = is_shared (self, role) ? 0 : role;

  while (first < role
         && g_strcmp0 (ebb_definition_get_uuid (self->definition, first),
                       ebb_definition_get_uuid (self->definition, role))
                != 0)
    first++;
  return &self->characteristics[first];
}

gboolean
double_characteristic_has (DoubleCharacteristic *self, EbbRole role)
{
  return double_boots_find (self->boots, role) == self;
}

/* What they say to it is heard by nobody. */
static void
leave_at_start (DoubleBoots *self, EbbRole role, const uint8_t *bytes, size_t size)
{
  if (!self->leaves_at_start || role != EBB_ROLE_CONTROL || size == 0 || bytes[0] != EBB_OP_START)
    return;
  self->leaves_at_start = FALSE;
  double_boots_drop_link (self);
}

/* Boots that are not paired take no more than Stop where all is one characteristic. */
void
double_characteristic_deliver (DoubleCharacteristic *self,
                               DoubleRoad            road,
                               const uint8_t        *bytes,
                               size_t                size)
{
  DoubleBoots *boots = self->boots;
  DoubleWrite *write;
  EbbRole      role = self->role;

  if (!ebb_definition_unframe (boots->definition, &role, &bytes, &size))
    {
      boots->n_strayed++;
      return;
    }
  write = g_new0 (DoubleWrite, 1);
  write->at_us = g_get_monotonic_time ();
  write->role = role;
  write->road = road;
  write->bytes = g_bytes_new (bytes, size);
  g_ptr_array_add (boots->writes, write);
  leave_at_start (boots, role, bytes, size);
  if (!boots->is_silent || role == EBB_ROLE_STOP)
    ebb_sim_boots_write (boots->sim, role, bytes, size, boots->is_paired);
}

/* Somebody listens to it. */
void
double_characteristic_subscribed (DoubleCharacteristic *self)
{
  for (EbbRole role = 0; role < EBB_N_ROLES; role++)
    if (double_characteristic_has (self, role))
      ebb_sim_boots_subscribed (self->boots->sim, role);
}
