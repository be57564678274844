/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-double-private.h"

/* Devices in range: connecting, pairing, coming and going. */

#define AGENT "org.bluez.Agent1"
/* What stands for no RSSI at all; BlueZ never says it. */
#define NO_SIGNAL 127

/* What BlueZ knows of their services: bluetoothd 5.66 forgets it when the link goes, for boots that
 * are paired as well if its cache is off, and has it again when they are heard or connected. */
static void
set_uuids (DoubleBoots *self, gboolean are_known)
{
  const char *const uuids[] = { are_known && self->definition != NULL
                                    ? ebb_definition_get_service_uuid (self->definition,
                                                                       EBB_ROLE_STOP)
                                    : NULL,
                                NULL };

  ebb_bluez_device1_set_uuids (self->device, uuids);
}

static void
set_connected (DoubleBoots *self, gboolean is_connected)
{
  self->is_connected = is_connected;
  ebb_bluez_device1_set_connected (self->device, is_connected);
  if (self->news != DOUBLE_NEWS_TOLD)
    /* In a message of its own, to be missed. */
    g_dbus_interface_skeleton_flush (G_DBUS_INTERFACE_SKELETON (self->device));
  ebb_bluez_device1_set_services_resolved (self->device, is_connected && !self->is_unresolved);
  set_uuids (self, is_connected);
  g_dbus_interface_skeleton_flush (G_DBUS_INTERFACE_SKELETON (self->device));
  ebb_sim_boots_link_changed (self->sim, is_connected);
}

/* What BlueZ shows of the battery: it reads it once for each link; boots that do not answer
 * leave what was shown before. */
static void
show_battery (DoubleBoots *self)
{
  g_autoptr (GBytes) percent = ebb_sim_boots_read (self->sim, EBB_ROLE_BATTERY);

  if (percent != NULL)
    ebb_bluez_battery1_set_percentage (self->battery,
                                       *(const uint8_t *) g_bytes_get_data (percent, NULL));
}

/* Some program connects them. */
void
double_boots_bring_link_up (DoubleBoots *self)
{
  if (self->is_connected)
    return;
  show_battery (self);
  self->is_battery_followed = TRUE;
  set_connected (self, TRUE);
  if (!self->are_services_late)
    double_boots_show_services (self);
}

static gboolean
connect_cb (DoubleBoots *self, GDBusMethodInvocation *invocation)
{
  self->n_connects++;
  if (!self->bluez->is_powered)
    {
      ebb_bluez_double_fail (invocation, "NotReady");
      return TRUE;
    }
  if (self->connect_call != NULL)
    {
      ebb_bluez_double_fail (invocation, "InProgress");
      return TRUE;
    }
  if (self->is_silent && !self->is_connected)
    {
      self->connect_call = invocation;
      return TRUE;
    }
  if (self->n_aborted > 0)
    {
      self->n_aborted--;
      g_dbus_method_invocation_return_dbus_error (invocation, "org.bluez.Error.Failed",
                                                  "le-connection-abort-by-local");
      return TRUE;
    }
  double_boots_bring_link_up (self);
  if (self->is_paired && self->has_lost_bond && self->ends_unbonded)
    {
      /* As a controller does it whose peer lacks the key. */
      double_boots_drop_link (self);
      g_dbus_method_invocation_return_dbus_error (invocation, "org.bluez.Error.Failed",
                                                  "le-connection-abort-by-local");
      return TRUE;
    }
  if (self->news == DOUBLE_NEWS_REFUSED)
    ebb_bluez_double_fail (invocation, "AlreadyConnected");
  else
    ebb_bluez_device1_complete_connect (self->device, invocation);
  if (self->n_ended > 0)
    {
      self->n_ended--;
      double_boots_drop_link (self);
    }
  return TRUE;
}

static gboolean
disconnect_cb (DoubleBoots *self, GDBusMethodInvocation *invocation)
{
  self->n_disconnects++;
  if (self->connect_call != NULL)
    g_dbus_method_invocation_return_dbus_error (g_steal_pointer (&self->connect_call),
                                                "org.bluez.Error.Failed",
                                                "le-connection-abort-by-local");
  double_boots_drop_link (self);
  ebb_bluez_device1_complete_disconnect (self->device, invocation);
  return TRUE;
}

void
double_boots_drop_link (DoubleBoots *self)
{
  if (!self->is_connected)
    return;
  if (self->pair_call != NULL)
    ebb_bluez_double_fail (g_steal_pointer (&self->pair_call), "AuthenticationCanceled");
  if (self->has_cache)
    double_boots_close_all (self);
  else
    double_boots_hide_services (self);
  set_connected (self, FALSE);
}

/* BlueZ has done with their services. */
void
double_boots_resolve (DoubleBoots *self)
{
  self->is_unresolved = FALSE;
  ebb_bluez_device1_set_services_resolved (self->device, self->is_connected);
  g_dbus_interface_skeleton_flush (G_DBUS_INTERFACE_SKELETON (self->device));
}

/* Both sides have the same new key. */
static void
bond (DoubleBoots *self)
{
  self->is_paired = TRUE;
  self->has_lost_bond = FALSE;
  ebb_bluez_device1_set_paired (self->device, TRUE);
  g_dbus_interface_skeleton_flush (G_DBUS_INTERFACE_SKELETON (self->device));
}

void
double_boots_bond (DoubleBoots *self)
{
  double_boots_show (self);
  double_boots_bring_link_up (self);
  bond (self);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DoubleBoots *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  guint code = self->code;

  if (self->pair_call == NULL)
    return;
  if (reply != NULL && self->pairing == DOUBLE_PAIRING_ENTER)
    g_variant_get (reply, "(u)", &code);
  if (reply == NULL || code != self->code)
    {
      ebb_bluez_double_fail (g_steal_pointer (&self->pair_call), "AuthenticationFailed");
      return;
    }
  bond (self);
  ebb_bluez_device1_complete_pair (self->device, g_steal_pointer (&self->pair_call));
}

static void
ask_agent (DoubleBoots *self, GDBusMethodInvocation *invocation)
{
  const char *sender = g_dbus_method_invocation_get_sender (invocation);
  const char *agent = g_hash_table_lookup (self->bluez->agents, sender);
  const char *methods[] = { "RequestAuthorization", "RequestConfirmation", "RequestPasskey" };
  GVariant   *parameters = self->pairing == DOUBLE_PAIRING_CONFIRM
                               ? g_variant_new ("(ou)", self->path, self->code)
                               : g_variant_new ("(o)", self->path);

  g_assert_nonnull (agent);
  g_assert_null (self->pair_call);
  self->pair_call = invocation;
  double_boots_bring_link_up (self);
  g_dbus_connection_call (self->bluez->connection, sender, agent, AGENT, methods[self->pairing],
                          parameters, NULL, G_DBUS_CALL_FLAGS_NONE, G_MAXINT, NULL, asked_cb, self);
}

static gboolean
pair_cb (DoubleBoots *self, GDBusMethodInvocation *invocation)
{
  if (self->pair_refusal != NULL)
    ebb_bluez_double_fail (invocation, self->pair_refusal);
  else
    ask_agent (self, invocation);
  return TRUE;
}

static gboolean
cancel_pairing_cb (DoubleBoots *self, GDBusMethodInvocation *invocation)
{
  if (self->pair_call != NULL)
    ebb_bluez_double_fail (g_steal_pointer (&self->pair_call), "AuthenticationCanceled");
  ebb_bluez_device1_complete_cancel_pairing (self->device, invocation);
  return TRUE;
}

/* A scan hears them. */
void
double_boots_advertise (DoubleBoots *self)
{
  if (self->device != NULL && !self->is_connected && !self->has_bond_alone)
    set_uuids (self, TRUE);
}

static GVariant *(*get_all_properties) (GDBusInterfaceSkeleton *skeleton);

/* Of what no scan hears BlueZ has no RSSI. */
static GVariant *
get_properties (GDBusInterfaceSkeleton *skeleton)
{
  GVariant    *all = get_all_properties (skeleton);
  GVariantDict heard;

  if (ebb_bluez_device1_get_rssi (EBB_BLUEZ_DEVICE1 (skeleton)) != NO_SIGNAL)
    return all;
  g_variant_dict_init (&heard, all);
  g_variant_dict_remove (&heard, "RSSI");
  g_variant_unref (all);
  return g_variant_dict_end (&heard);
}

static EbbBluezDevice1 *
make_device (void)
{
  EbbBluezDevice1             *device = ebb_bluez_device1_skeleton_new ();
  GDBusInterfaceSkeletonClass *klass = G_DBUS_INTERFACE_SKELETON_GET_CLASS (device);

  if (get_all_properties == NULL)
    get_all_properties = klass->get_properties;
  klass->get_properties = get_properties;
  return device;
}

/* BlueZ heard them, or remembers the bond. */
void
double_boots_show (DoubleBoots *self)
{
  g_autoptr (GDBusObjectSkeleton) object = NULL;

  if (self->device != NULL)
    return;
  g_free (self->path);
  self->path = g_strdup_printf ("%s/dev_%s", self->bluez->adapter_path, self->address);
  g_strdelimit (self->path, ":", '_');
  self->device = make_device ();
  ebb_bluez_device1_set_address (self->device, self->address);
  ebb_bluez_device1_set_name (self->device, self->name);
  ebb_bluez_device1_set_adapter (self->device, self->bluez->adapter_path);
  set_uuids (self, !self->has_bond_alone);
  ebb_bluez_device1_set_paired (self->device, self->is_paired);
  ebb_bluez_device1_set_connected (self->device, self->is_connected);
  ebb_bluez_device1_set_services_resolved (self->device,
                                           self->is_connected && !self->is_unresolved);
  ebb_bluez_device1_set_rssi (self->device, self->has_bond_alone ? NO_SIGNAL : -60);
  g_object_connect (self->device,                                             /* */
                    "swapped-signal::handle-connect", connect_cb, self,       /* */
                    "swapped-signal::handle-disconnect", disconnect_cb, self, /* */
                    "swapped-signal::handle-pair", pair_cb, self,             /* */
                    "swapped-signal::handle-cancel-pairing", cancel_pairing_cb, self, NULL);
  self->battery = ebb_bluez_battery1_skeleton_new ();
  show_battery (self);
  object = g_dbus_object_skeleton_new (self->path);
  g_dbus_object_skeleton_add_interface (object, G_DBUS_INTERFACE_SKELETON (self->device));
  g_dbus_object_skeleton_add_interface (object, G_DBUS_INTERFACE_SKELETON (self->battery));
  g_dbus_object_manager_server_export (self->bluez->objects, object);
  ebb_sim_boots_set_output (self->sim, double_boots_output_cb, self);
}

void
double_boots_hide (DoubleBoots *self)
{
  if (self->device == NULL)
    return;
  if (self->pair_call != NULL)
    ebb_bluez_double_fail (g_steal_pointer (&self->pair_call), "AuthenticationCanceled");
  if (self->connect_call != NULL)
    ebb_bluez_double_fail (g_steal_pointer (&self->connect_call), "Failed");
  g_dbus_object_manager_server_unexport (self->bluez->objects, self->path);
  g_clear_object (&self->device);
  g_clear_object (&self->battery);
}

void
double_boots_forget (DoubleBoots *self)
{
  double_boots_drop_link (self);
  double_boots_hide (self);
  self->is_paired = FALSE;
}

guint
double_boots_count_writes (DoubleBoots *self, EbbRole role, DoubleRoad road)
{
  guint count = 0;

  for (guint i = 0; i < self->writes->len; i++)
    {
      const DoubleWrite *write = self->writes->pdata[i];

      count += write->role == role && write->road == road;
    }
  return count;
}

gboolean
double_boots_has_stopped (gpointer data)
{
  return double_boots_count_writes (data, EBB_ROLE_STOP, DOUBLE_ROAD_DESCRIPTOR) > 0;
}

gboolean
double_boots_has_stopped_by_dbus (gpointer data)
{
  return double_boots_count_writes (data, EBB_ROLE_STOP, DOUBLE_ROAD_COMMAND) > 0;
}
