/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-link-private.h"

#include "ebb-bluez-access-private.h"

static void link_iface_init (EbbLinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EbbBluezLink,
                               ebb_bluez_link,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EBB_TYPE_LINK, link_iface_init))

/* Finds the device by what BlueZ called it last, and by its address if that object is gone: paths
 * change with the adapter's number. */
EbbBluezDevice1 *
ebb_bluez_link_find_device (EbbBluezLink *self)
{
  GDBusProxy *known = ebb_bluez_bus_find (self->bus, self->device_path, EBB_BLUEZ_INTERFACE_DEVICE);
  g_autoptr (GPtrArray) devices = NULL;

  if (known != NULL)
    return EBB_BLUEZ_DEVICE1 (known);
  devices = ebb_bluez_bus_list (self->bus, NULL, EBB_BLUEZ_INTERFACE_DEVICE);
  for (guint i = 0; i < devices->len; i++)
    {
      EbbBluezDevice1 *device = devices->pdata[i];

      if (g_strcmp0 (ebb_bluez_device1_get_address (device), self->identity) != 0
          || g_strcmp0 (ebb_bluez_device1_get_adapter (device), self->adapter_path) != 0)
        continue;
      g_free (self->device_path);
      self->device_path = g_strdup (g_dbus_proxy_get_object_path (G_DBUS_PROXY (device)));
      return g_object_ref (device);
    }
  return NULL;
}

void
ebb_bluez_link_set_state (EbbBluezLink *self, EbbLinkState state)
{
  if (self->state == state)
    return;
  self->state = state;
  ebb_link_emit_state_changed (EBB_LINK (self));
}

/* Lets go of everything that belongs to this life of the link. */
void
ebb_bluez_link_close (EbbBluezLink *self)
{
  for (guint i = 0; i < EBB_N_ROLES; i++)
    {
      if (self->characteristics[i] != NULL)
        ebb_bluez_characteristic_close (self->characteristics[i]);
      g_clear_object (&self->characteristics[i]);
    }
}

static void
left_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbBluezLink) self = EBB_BLUEZ_LINK (user_data);
  g_autoptr (GError) error = NULL;

  /* Gone already, or its service is: there is nothing left to leave. */
  if (!ebb_bluez_device1_call_disconnect_finish (EBB_BLUEZ_DEVICE1 (source), result, &error))
    g_debug ("leaving %s: %s", self->identity, error->message);
  self->leaving--;
  ebb_bluez_link_advance_connecting (self);
}

/* Has BlueZ drop the connection, or an attempt at one. Takes it about 2 s. Not when another program
 * holds the boots: the connection is its as well. */
void
ebb_bluez_link_leave (EbbBluezLink *self)
{
  g_autoptr (EbbBluezDevice1) device = ebb_bluez_link_find_device (self);

  if (device == NULL || self->is_of_others)
    return;
  self->leaving++;
  ebb_bluez_device1_call_disconnect (device, NULL, left_cb, g_object_ref (self));
}

/* The link is gone, in this turn of the main loop. */
void
ebb_bluez_link_lose (EbbBluezLink *self, const char *why)
{
  if (self->state == EBB_LINK_DISCONNECTED)
    return;
  g_debug ("link to %s lost: %s", self->identity, why);
  if (self->connect_task != NULL)
    {
      ebb_bluez_link_retry_connecting (
          self,
          g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_UNREACHABLE,
                       "the link to boots %s broke while it was made: %s", self->identity, why));
      return;
    }
  ebb_bluez_link_close (self);
  ebb_bluez_link_set_state (self, EBB_LINK_DISCONNECTED);
}

static void
bus_changed_cb (EbbBluezBus *bus, EbbBluezLink *self)
{
  if (ebb_bluez_bus_get_state (bus) == EBB_BLUEZ_BUS_UP)
    return;
  ebb_bluez_link_fail_pairing (self, g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_UNAVAILABLE,
                                                  "the Bluetooth service went while pairing"));
  ebb_bluez_link_lose (self, "the Bluetooth service is gone");
}

static void
device_object_changed (EbbBluezLink *self)
{
  g_autoptr (GDBusProxy) device =
      ebb_bluez_bus_find (self->bus, self->device_path, EBB_BLUEZ_INTERFACE_DEVICE);

  if (device == NULL)
    ebb_bluez_link_lose (self, "the boots are known no more");
  else
    ebb_bluez_link_advance_connecting (self);
}

static void
objects_changed_cb (EbbBluezBus *bus G_GNUC_UNUSED, const char *path, EbbBluezLink *self)
{
  if (self->device_path == NULL || !g_str_has_prefix (path, self->device_path))
    return;
  if (g_str_equal (path, self->device_path))
    device_object_changed (self);
  else if (ebb_bluez_link_has_lost_characteristic (self, path))
    ebb_bluez_link_lose (self, "the services are gone");
  else
    ebb_bluez_link_resolve_object (self, path);
}

/* Not where the boots' own characteristic is there, which is read and followed: of two that tell, the
 * older one might come last. */
static void
forward_battery (EbbBluezLink *self, GDBusProxy *proxy)
{
  const uint8_t percent = ebb_bluez_battery1_get_percentage (EBB_BLUEZ_BATTERY1 (proxy));

  if (self->characteristics[EBB_ROLE_BATTERY] == NULL && self->state == EBB_LINK_READY
      && self->receiver != NULL)
    self->receiver (EBB_ROLE_BATTERY, &percent, 1, ebb_clock_get_boottime_us (self->clock),
                    self->receiver_data);
}

static void
device_changed (EbbBluezLink *self, EbbBluezDevice1 *device)
{
  const gboolean is_paired = ebb_bluez_device1_get_paired (device);
  const char    *address = ebb_bluez_device1_get_address (device);

  /* Boots with a private address show who they are when they are paired. */
  if (is_paired && address != NULL)
    self->identity = g_intern_string (address);
  if (is_paired != self->was_paired)
    {
      self->was_paired = is_paired;
      ebb_link_emit_state_changed (EBB_LINK (self));
    }
  if (self->state == EBB_LINK_READY && !ebb_bluez_device1_get_connected (device))
    ebb_bluez_link_lose (self, "the connection ended");
  else
    ebb_bluez_link_advance_connecting (self);
}

static void
properties_changed_cb (EbbBluezBus *bus G_GNUC_UNUSED,
                       const char      *path,
                       GDBusProxy      *interface,
                       EbbBluezLink    *self)
{
  if (g_strcmp0 (path, self->device_path) != 0)
    return;
  if (EBB_BLUEZ_IS_DEVICE1 (interface))
    device_changed (self, EBB_BLUEZ_DEVICE1 (interface));
  else if (EBB_BLUEZ_IS_BATTERY1 (interface))
    forward_battery (self, interface);
}

static const char *
ebb_bluez_link_get_identity (EbbLink *link)
{
  return EBB_BLUEZ_LINK (link)->identity;
}

static EbbDefinition *
ebb_bluez_link_get_definition (EbbLink *link)
{
  return EBB_BLUEZ_LINK (link)->definition;
}

static EbbLinkState
ebb_bluez_link_get_state (EbbLink *link)
{
  return EBB_BLUEZ_LINK (link)->state;
}

static gboolean
ebb_bluez_link_is_paired (EbbLink *link)
{
  g_autoptr (EbbBluezDevice1) device = ebb_bluez_link_find_device (EBB_BLUEZ_LINK (link));

  return device != NULL && ebb_bluez_device1_get_paired (device);
}

static void
ebb_bluez_link_disconnect (EbbLink *link)
{
  EbbBluezLink *self = EBB_BLUEZ_LINK (link);
  g_autoptr (EbbBluezDevice1) device = ebb_bluez_link_find_device (self);

  if (self->connect_task != NULL)
    {
      ebb_bluez_link_fail_connecting (
          self, g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "disconnected while connecting"));
      return;
    }
  if (self->state == EBB_LINK_DISCONNECTED
      && (device == NULL || !ebb_bluez_device1_get_connected (device)))
    return;
  ebb_bluez_link_close (self);
  ebb_bluez_link_leave (self);
  ebb_bluez_link_set_state (self, EBB_LINK_DISCONNECTED);
}

static void
link_iface_init (EbbLinkInterface *iface)
{
  iface->get_identity = ebb_bluez_link_get_identity;
  iface->get_definition = ebb_bluez_link_get_definition;
  iface->get_state = ebb_bluez_link_get_state;
  iface->is_paired = ebb_bluez_link_is_paired;
  iface->connect_async = ebb_bluez_link_connect_async;
  iface->connect_finish = ebb_bluez_link_connect_finish;
  iface->disconnect = ebb_bluez_link_disconnect;
  iface->pair_async = ebb_bluez_link_pair_async;
  iface->pair_finish = ebb_bluez_link_pair_finish;
  iface->answer_pairing = ebb_bluez_link_answer_pairing;
  iface->forget_async = ebb_bluez_link_forget_async;
  iface->forget_finish = ebb_bluez_link_forget_finish;
  iface->subscribe_async = ebb_bluez_link_subscribe_async;
  iface->subscribe_finish = ebb_bluez_link_subscribe_finish;
  iface->read_async = ebb_bluez_link_read_async;
  iface->read_finish = ebb_bluez_link_read_finish;
  iface->send = ebb_bluez_link_send;
  iface->set_receiver = ebb_bluez_link_set_receiver;
  iface->dup_stop_descriptor = ebb_bluez_link_dup_stop_descriptor;
}

static void
ebb_bluez_link_dispose (GObject *object)
{
  EbbBluezLink *self = EBB_BLUEZ_LINK (object);

  self->receiver = NULL;
  ebb_bluez_link_close (self);
  if (self->bus != NULL)
    g_signal_handlers_disconnect_by_data (self->bus, self);
  g_clear_object (&self->agent);
  G_OBJECT_CLASS (ebb_bluez_link_parent_class)->dispose (object);
}

static void
ebb_bluez_link_finalize (GObject *object)
{
  EbbBluezLink *self = EBB_BLUEZ_LINK (object);

  g_weak_ref_clear (&self->scanner);
  g_clear_object (&self->bus);
  g_clear_object (&self->clock);
  g_clear_object (&self->definition);
  g_clear_pointer (&self->adapter_path, g_free);
  g_clear_pointer (&self->device_path, g_free);
  G_OBJECT_CLASS (ebb_bluez_link_parent_class)->finalize (object);
}

static void
ebb_bluez_link_class_init (EbbBluezLinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_bluez_link_dispose;
  object_class->finalize = ebb_bluez_link_finalize;
}

static void
ebb_bluez_link_init (EbbBluezLink *self)
{
  g_weak_ref_init (&self->scanner, NULL);
}

/* (transfer full): a disconnected link to the device with that address, there now or not */
EbbBluezLink *
ebb_bluez_link_new (EbbBluezBus   *bus,
                    EbbClock      *clock,
                    EbbDefinition *definition,
                    const char    *adapter_path,
                    const char    *identity)
{
  EbbBluezLink *self = g_object_new (EBB_TYPE_BLUEZ_LINK, NULL);

  self->bus = g_object_ref (bus);
  self->clock = g_object_ref (clock);
  self->definition = g_object_ref (definition);
  self->adapter_path = g_strdup (adapter_path);
  self->identity = g_intern_string (identity);
  self->was_paired = ebb_bluez_link_is_paired (EBB_LINK (self));
  g_signal_connect_object (bus, "changed", G_CALLBACK (bus_changed_cb), self, 0);
  g_signal_connect_object (bus, "objects-changed", G_CALLBACK (objects_changed_cb), self, 0);
  g_signal_connect_object (bus, "properties-changed", G_CALLBACK (properties_changed_cb), self, 0);
  return self;
}

/* @scanner is told to end its scan before a connection is begun. */
void
ebb_bluez_link_set_scanner (EbbBluezLink *self, EbbScanner *scanner)
{
  g_weak_ref_set (&self->scanner, scanner);
}

/* From now on the boots are looked for on the adapter at @adapter_path, unless they are connected
 * through the one they had. */
void
ebb_bluez_link_move (EbbBluezLink *self, const char *adapter_path)
{
  if (self->state != EBB_LINK_DISCONNECTED || g_str_equal (self->adapter_path, adapter_path))
    return;
  g_free (self->adapter_path);
  self->adapter_path = g_strdup (adapter_path);
  g_clear_pointer (&self->device_path, g_free);
}
