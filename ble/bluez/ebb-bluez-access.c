/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-access-private.h"

/* What goes over a link that is ready, and Stop a little earlier: reading, subscribing, sending. */

/* What an unpaired link must not touch: BlueZ would begin to pair by itself, with an agent that
 * is not ours, or none. */
gboolean
ebb_bluez_link_needs_pairing (EbbBluezLink *self, EbbRole role)
{
  return role != EBB_ROLE_FEATURES && role != EBB_ROLE_STOP
         && ebb_definition_get_bonding (self->definition) == EBB_BONDING_REQUIRED;
}

/* (nullable) (transfer full): with @error when nothing can be asked of @role now */
static EbbBluezCharacteristic *
open_role (EbbBluezLink *self, EbbRole role, GError **error)
{
  if (self->state < (role == EBB_ROLE_STOP ? EBB_LINK_STOPPABLE : EBB_LINK_READY))
    g_set_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED, "boots %s are not connected",
                 self->identity);
  else if (ebb_bluez_link_needs_pairing (self, role) && !ebb_link_is_paired (EBB_LINK (self)))
    g_set_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED,
                 "boots %s give %s to paired computers only", self->identity,
                 ebb_role_to_string (role));
  else if (self->characteristics[role] == NULL)
    g_set_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_INCOMPLETE, "boots %s have no %s",
                 self->identity, ebb_role_to_string (role));
  else
    return g_object_ref (self->characteristics[role]);
  return NULL;
}

static void
subscribed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GError *error = NULL;

  if (ebb_bluez_characteristic_subscribe_finish (EBB_BLUEZ_CHARACTERISTIC (source), result, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED)
      && ebb_link_is_paired (g_task_get_source_object (task)))
    error->code = EBB_LINK_ERROR_BOND_LOST;
  g_task_return_error (task, error);
}

void
ebb_bluez_link_subscribe_async (EbbLink            *link,
                                EbbRole             role,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  EbbBluezLink *self = EBB_BLUEZ_LINK (link);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (EbbBluezCharacteristic) characteristic = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, ebb_bluez_link_subscribe_async);
  characteristic = open_role (self, role, &error);
  if (characteristic != NULL)
    {
      ebb_bluez_characteristic_subscribe_async (characteristic, cancellable, subscribed_cb,
                                                g_steal_pointer (&task));
      return;
    }
  /* Where BlueZ keeps the battery's characteristic for itself it shows the percentage. */
  if (role == EBB_ROLE_BATTERY
      && g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_INCOMPLETE))
    {
      g_error_free (error);
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_task_return_error (task, error);
}

gboolean
ebb_bluez_link_subscribe_finish (EbbLink *link G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The same for reading, which one characteristic for several roles does for the features alone. */
static EbbBluezCharacteristic *
open_readable (EbbBluezLink *self, EbbRole role, GError **error)
{
  g_autoptr (EbbBluezCharacteristic) characteristic = open_role (self, role, error);

  if (characteristic == NULL || role == EBB_ROLE_FEATURES
      || ebb_definition_get_channel (self->definition, role) == EBB_CHANNEL_NONE)
    return g_steal_pointer (&characteristic);
  g_set_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_INCOMPLETE,
               "boots %s tell %s in messages only, it cannot be read", self->identity,
               ebb_role_to_string (role));
  return NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GError *error = NULL;
  GBytes *bytes =
      ebb_bluez_characteristic_read_finish (EBB_BLUEZ_CHARACTERISTIC (source), result, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/* (nullable) (transfer full): what BlueZ knows of the battery, as the boots' characteristic would have
 * it. The second choice: BlueZ follows the battery by notifications, which end as soon as a program
 * goes that followed it too, and then shows what was for as long as the link lasts (seen with 5.66). */
static GBytes *
get_known_battery (EbbBluezLink *self)
{
  g_autoptr (GDBusProxy) battery =
      ebb_bluez_bus_find (self->bus, self->device_path, EBB_BLUEZ_INTERFACE_BATTERY);
  uint8_t percent;

  if (battery == NULL || self->state != EBB_LINK_READY)
    return NULL;
  percent = ebb_bluez_battery1_get_percentage (EBB_BLUEZ_BATTERY1 (battery));
  return g_bytes_new (&percent, 1);
}

void
ebb_bluez_link_read_async (EbbLink            *link,
                           EbbRole             role,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  EbbBluezLink *self = EBB_BLUEZ_LINK (link);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (EbbBluezCharacteristic) characteristic = NULL;
  GBytes *battery = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, ebb_bluez_link_read_async);
  characteristic = open_readable (self, role, &error);
  if (characteristic != NULL)
    {
      ebb_bluez_characteristic_read_async (characteristic, cancellable, read_cb,
                                           g_steal_pointer (&task));
      return;
    }
  if (role == EBB_ROLE_BATTERY)
    battery = get_known_battery (self);
  if (battery == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_error_free (error);
  g_task_return_pointer (task, battery, (GDestroyNotify) g_bytes_unref);
}

GBytes *
ebb_bluez_link_read_finish (EbbLink *link G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
ebb_bluez_link_send (EbbLink *link, EbbRole role, const uint8_t *bytes, size_t size, GError **error)
{
  g_autoptr (EbbBluezCharacteristic) characteristic =
      open_role (EBB_BLUEZ_LINK (link), role, error);

  return characteristic != NULL
         && ebb_bluez_characteristic_send (characteristic, role, bytes, size, error);
}

void
ebb_bluez_link_set_receiver (EbbLink *link, EbbLinkReceiver receiver, gpointer user_data)
{
  EbbBluezLink *self = EBB_BLUEZ_LINK (link);

  self->receiver = receiver;
  self->receiver_data = user_data;
}

int
ebb_bluez_link_dup_stop_descriptor (EbbLink *link)
{
  EbbBluezLink *self = EBB_BLUEZ_LINK (link);

  if (self->state < EBB_LINK_STOPPABLE || self->characteristics[EBB_ROLE_STOP] == NULL)
    return -1;
  return ebb_bluez_characteristic_dup_descriptor (self->characteristics[EBB_ROLE_STOP]);
}
