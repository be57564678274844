/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-double-private.h"

#define ROOT_PATH "/org/bluez"

/* Who asks a person what pairing needs: each program an agent of its own. */

static gboolean
register_agent_cb (EbbBluezDouble        *self,
                   GDBusMethodInvocation *invocation,
                   const char            *path,
                   const char            *capability)
{
  const char *sender = g_dbus_method_invocation_get_sender (invocation);

  if (g_hash_table_contains (self->agents, sender))
    {
      ebb_bluez_double_fail (invocation, "AlreadyExists");
      return TRUE;
    }
  g_hash_table_insert (self->agents, g_strdup (sender), g_strdup (path));
  g_free (self->capability);
  self->capability = g_strdup (capability);
  ebb_bluez_agent_manager1_complete_register_agent (self->agent_manager, invocation);
  return TRUE;
}

static gboolean
unregister_agent_cb (EbbBluezDouble *self, GDBusMethodInvocation *invocation, const char *path)
{
  const char *sender = g_dbus_method_invocation_get_sender (invocation);

  if (g_strcmp0 (g_hash_table_lookup (self->agents, sender), path) != 0)
    {
      ebb_bluez_double_fail (invocation, "DoesNotExist");
      return TRUE;
    }
  g_hash_table_remove (self->agents, sender);
  ebb_bluez_agent_manager1_complete_unregister_agent (self->agent_manager, invocation);
  return TRUE;
}

static gboolean
default_agent_cb (EbbBluezDouble        *self,
                  GDBusMethodInvocation *invocation,
                  const char *path       G_GNUC_UNUSED)
{
  self->n_default_agents++;
  ebb_bluez_agent_manager1_complete_request_default_agent (self->agent_manager, invocation);
  return TRUE;
}

/* A program that ends without a word takes its agent with it, and what it was asked for. */
static void
owner_changed_cb (GDBusConnection *connection G_GNUC_UNUSED,
                  const char *sender          G_GNUC_UNUSED,
                  const char *path            G_GNUC_UNUSED,
                  const char *interface       G_GNUC_UNUSED,
                  const char *signal          G_GNUC_UNUSED,
                  GVariant                   *parameters,
                  gpointer                    user_data)
{
  EbbBluezDouble *self = user_data;
  const char     *name;
  const char     *new_owner;

  g_variant_get (parameters, "(&s&s&s)", &name, NULL, &new_owner);
  if (*new_owner != '\0')
    return;
  self->n_orphans += g_hash_table_remove (self->agents, name);
  for (guint i = 0; i < self->boots->len; i++)
    {
      DoubleBoots *boots = self->boots->pdata[i];

      if (boots->pair_call != NULL
          && g_str_equal (g_dbus_method_invocation_get_sender (boots->pair_call), name))
        ebb_bluez_double_fail (g_steal_pointer (&boots->pair_call), "AuthenticationCanceled");
    }
}

/* BlueZ has a place where programs say that they can ask a person. */
void
ebb_bluez_double_export_agents (EbbBluezDouble *self)
{
  g_autoptr (GDBusObjectSkeleton) object = NULL;

  self->agent_manager = ebb_bluez_agent_manager1_skeleton_new ();
  g_signal_connect_swapped (self->agent_manager, "handle-register-agent",
                            G_CALLBACK (register_agent_cb), self);
  g_signal_connect_swapped (self->agent_manager, "handle-unregister-agent",
                            G_CALLBACK (unregister_agent_cb), self);
  g_signal_connect_swapped (self->agent_manager, "handle-request-default-agent",
                            G_CALLBACK (default_agent_cb), self);
  self->owners_id = g_dbus_connection_signal_subscribe (
      self->connection, "org.freedesktop.DBus", "org.freedesktop.DBus", "NameOwnerChanged", NULL,
      NULL, G_DBUS_SIGNAL_FLAGS_NONE, owner_changed_cb, self, NULL);
  object = ebb_bluez_double_make_object (ROOT_PATH, self->agent_manager);
  g_dbus_object_manager_server_export (self->objects, object);
}
