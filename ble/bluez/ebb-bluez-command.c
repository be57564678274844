/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-characteristic-private.h"

/* Write commands: down a descriptor, or by D-Bus while there is none. */

#define ATTRIBUTE_MAX_BYTES 512

/* One that went by D-Bus and was not answered. */
typedef struct
{
  EbbBluezCharacteristic *characteristic;
  GBytes                 *bytes;
  gboolean                is_stop;
} Command;

static void
free_command (gpointer data)
{
  Command *command = data;

  g_object_unref (command->characteristic);
  g_bytes_unref (command->bytes);
  g_free (command);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Command, free_command)

gboolean
ebb_bluez_characteristic_check_open (EbbBluezCharacteristic *self, GError **error)
{
  if (!self->is_closed)
    return TRUE;
  g_set_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED, "the link is gone");
  return FALSE;
}

/* BlueZ refuses Stop by D-Bus when its services are not in use yet, or when the descriptor that was
 * asked for is out by now. Then it goes down the descriptor, as soon as there is one. */
static void
keep_refused (EbbBluezCharacteristic *self, GBytes *bytes)
{
  if (self->is_closed)
    return;
  g_clear_pointer (&self->refused, g_bytes_unref);
  self->refused = g_bytes_ref (bytes);
  if (self->writer != NULL)
    ebb_bluez_characteristic_send_refused (self);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Command) command = user_data;
  g_autoptr (GError) error = NULL;

  if (ebb_bluez_gatt_characteristic1_call_write_value_finish (
          EBB_BLUEZ_GATT_CHARACTERISTIC1 (source), result, &error))
    return;
  /* Nobody waits for a command; what it did is read back from the boots, and Stop is repeated. */
  g_message ("a command by D-Bus to %s: %s", g_dbus_proxy_get_object_path (G_DBUS_PROXY (source)),
             error->message);
  if (command->is_stop)
    keep_refused (command->characteristic, command->bytes);
}

static void
send_by_dbus (EbbBluezCharacteristic *self, GBytes *bytes, gboolean is_stop)
{
  Command        *command = g_new0 (Command, 1);
  GVariantBuilder options;

  command->characteristic = g_object_ref (self);
  command->bytes = g_bytes_ref (bytes);
  command->is_stop = is_stop;
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "type", g_variant_new_string ("command"));
  ebb_bluez_gatt_characteristic1_call_write_value (
      self->proxy, g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE),
      g_variant_builder_end (&options), NULL, written_cb, command);
}

/* The Stop that was refused last, if any was, is written now: it is known whether there is a
 * descriptor. */
void
ebb_bluez_characteristic_send_refused (EbbBluezCharacteristic *self)
{
  g_autoptr (GBytes) bytes = g_steal_pointer (&self->refused);
  g_autoptr (GError) error = NULL;

  if (bytes == NULL)
    return;
  if (self->writer == NULL)
    send_by_dbus (self, bytes, TRUE);
  else if (!ebb_bluez_descriptor_send (self->writer, g_bytes_get_data (bytes, NULL),
                                       g_bytes_get_size (bytes), &error))
    g_message ("stop, refused by D-Bus: %s", error->message);
}

/* What is written for a message. FALSE if no characteristic is so long. */
static gboolean
frame (EbbBluezCharacteristic *self,
       EbbRole                 role,
       const uint8_t          *bytes,
       size_t                  size,
       uint8_t                 framed[ATTRIBUTE_MAX_BYTES],
       size_t                 *framed_size,
       GError                **error)
{
  *framed_size =
      ebb_definition_frame (self->definition, role, bytes, size, framed, ATTRIBUTE_MAX_BYTES);
  if (*framed_size > 0)
    return TRUE;
  g_set_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED,
               "a message of %zu bytes, a characteristic has %d at most", size,
               ATTRIBUTE_MAX_BYTES);
  return FALSE;
}

/* Sends a write command now: through the descriptor, or by D-Bus if there is none. Stop goes by
 * D-Bus as well when BlueZ has closed its descriptor. One that is only full is BlueZ's still, and
 * it refuses every other way then: whoever must be heard asks again.
 *
 * Returns: %FALSE if nothing was taken: TIMED_OUT for now, NOT_CONNECTED for good
 */
gboolean
ebb_bluez_characteristic_send (EbbBluezCharacteristic *self,
                               EbbRole                 role,
                               const uint8_t          *bytes,
                               size_t                  size,
                               GError                **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) command = NULL;
  uint8_t framed[ATTRIBUTE_MAX_BYTES];
  size_t  framed_size;

  if (!ebb_bluez_characteristic_check_open (self, error)
      || !frame (self, role, bytes, size, framed, &framed_size, error))
    return FALSE;
  if (self->writer != NULL
      && ebb_bluez_descriptor_send (self->writer, framed, framed_size, &local_error))
    return TRUE;
  if (self->writer != NULL
      && (role != EBB_ROLE_STOP
          || !g_error_matches (local_error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED)))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (local_error != NULL)
    g_message ("stop goes by D-Bus: %s", local_error->message);
  command = g_bytes_new (framed, framed_size);
  send_by_dbus (self, command, role == EBB_ROLE_STOP);
  return TRUE;
}

/* Returns: a duplicate of the descriptor that is held, the caller's to close; -1: none is held */
int
ebb_bluez_characteristic_dup_descriptor (EbbBluezCharacteristic *self)
{
  return self->writer != NULL ? ebb_bluez_descriptor_dup (self->writer) : -1;
}
