/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-peripheral-private.h"

/* The agent that answers peers who pair with us. It must be bluetoothd's default agent, since it
 * is not we who ask for the pairing. */

static const char agent_xml[] =
    "<node>"
    "  <interface name='org.bluez.Agent1'>"
    "    <method name='Release'/>"
    "    <method name='RequestPinCode'>"
    "      <arg type='o' direction='in'/><arg type='s' direction='out'/>"
    "    </method>"
    "    <method name='DisplayPinCode'>"
    "      <arg type='o' direction='in'/><arg type='s' direction='in'/>"
    "    </method>"
    "    <method name='RequestPasskey'>"
    "      <arg type='o' direction='in'/><arg type='u' direction='out'/>"
    "    </method>"
    "    <method name='DisplayPasskey'>"
    "      <arg type='o' direction='in'/><arg type='u' direction='in'/>"
    "      <arg type='q' direction='in'/>"
    "    </method>"
    "    <method name='RequestConfirmation'>"
    "      <arg type='o' direction='in'/><arg type='u' direction='in'/>"
    "    </method>"
    "    <method name='RequestAuthorization'>"
    "      <arg type='o' direction='in'/>"
    "    </method>"
    "    <method name='AuthorizeService'>"
    "      <arg type='o' direction='in'/><arg type='s' direction='in'/>"
    "    </method>"
    "    <method name='Cancel'/>"
    "  </interface>"
    "</node>";

static void
reject (GDBusMethodInvocation *invocation, const char *why)
{
  g_dbus_method_invocation_return_dbus_error (invocation, "org.bluez.Error.Rejected", why);
}

static void
ask_for_confirmation (EbbBluezPeripheral    *self,
                      const char            *device_path,
                      GVariant              *parameters,
                      GDBusMethodInvocation *invocation)
{
  g_autofree char *address = ebb_bluez_peripheral_dup_address (device_path);
  guint32          code;

  if (self->pairing != EBB_PERIPHERAL_PAIRING_NUMERIC)
    {
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  g_variant_get_child (parameters, 1, "u", &code);
  if (self->confirmation != NULL)
    reject (g_steal_pointer (&self->confirmation), "another number is to be compared");
  self->confirmation = invocation;
  self->events.confirm_code (address, code, self->user_data);
}

static gboolean
is_another_bonded (EbbBluezPeripheral *self, const char *device_path)
{
  const guint own = g_hash_table_contains (self->paired, device_path) ? 1 : 0;

  return g_hash_table_size (self->paired) > own;
}

static void
agent_called_cb (GDBusConnection *connection G_GNUC_UNUSED,
                 const char *sender          G_GNUC_UNUSED,
                 const char *path            G_GNUC_UNUSED,
                 const char *interface_name  G_GNUC_UNUSED,
                 const char                 *method_name,
                 GVariant                   *parameters,
                 GDBusMethodInvocation      *invocation,
                 gpointer                    user_data)
{
  EbbBluezPeripheral *self = EBB_BLUEZ_PERIPHERAL (user_data);
  const char         *device_path = "";

  if (g_str_equal (method_name, "Release"))
    {
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  if (g_str_equal (method_name, "Cancel"))
    {
      if (self->confirmation != NULL)
        reject (g_steal_pointer (&self->confirmation), "cancelled");
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  g_variant_get_child (parameters, 0, "&o", &device_path);
  /* One bluetoothd serves all adapters; what comes in on another is not ours to answer. */
  if (!g_str_has_prefix (device_path, self->adapter_path))
    reject (invocation, "another adapter");
  /* Without being pairable the adapter still lets a peer encrypt the link for once: the agent is
   * asked then too, and it is here that the peer is turned away. */
  else if (self->pairing == EBB_PERIPHERAL_PAIRING_NONE)
    reject (invocation, "these boots pair with nobody");
  else if (self->pairing == EBB_PERIPHERAL_PAIRING_ONE && is_another_bonded (self, device_path))
    reject (invocation, "these boots are bonded with another");
  else if (g_str_equal (method_name, "RequestConfirmation"))
    ask_for_confirmation (self, device_path, parameters, invocation);
  else if (g_str_equal (method_name, "RequestAuthorization")
           || g_str_equal (method_name, "AuthorizeService"))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    reject (invocation, "these boots have no keys to type on");
}

static const GDBusInterfaceVTable vtable = { .method_call = agent_called_cb };

/* What the boots can show and ask, in BlueZ's words. */
const char *
ebb_bluez_peripheral_get_capability (EbbBluezPeripheral *self)
{
  return self->pairing == EBB_PERIPHERAL_PAIRING_NUMERIC ? "DisplayYesNo" : "NoInputNoOutput";
}

/* Puts the agent on the bus. */
gboolean
ebb_bluez_peripheral_export_agent (EbbBluezPeripheral *self, GError **error)
{
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (agent_xml, error);

  if (node == NULL)
    return FALSE;
  self->agent_id = g_dbus_connection_register_object (
      self->connection, EBB_PERIPHERAL_AGENT, node->interfaces[0], &vtable, self, NULL, error);
  return self->agent_id != 0;
}

/* Takes it off the bus again; a number that waits is refused. */
void
ebb_bluez_peripheral_unexport_agent (EbbBluezPeripheral *self)
{
  if (self->confirmation != NULL)
    reject (g_steal_pointer (&self->confirmation), "the boots are switched off");
  if (self->agent_id != 0)
    g_dbus_connection_unregister_object (self->connection, self->agent_id);
  self->agent_id = 0;
}

/**
 * ebb_bluez_peripheral_answer_pairing:
 * @is_accepted: whether the number is the one the peer shows
 *
 * Answers EbbPeripheralEvents.confirm_code. Does nothing when no number waits.
 */
void
ebb_bluez_peripheral_answer_pairing (EbbBluezPeripheral *self, gboolean is_accepted)
{
  g_return_if_fail (EBB_IS_BLUEZ_PERIPHERAL (self));

  if (self->confirmation == NULL)
    return;
  if (is_accepted)
    g_dbus_method_invocation_return_value (g_steal_pointer (&self->confirmation), NULL);
  else
    reject (g_steal_pointer (&self->confirmation), "the numbers differ");
}
