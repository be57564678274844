/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-double-private.h"

#include <string.h>

#define NAME "org.bluez"
#define NAME_OF_BOOTS "Boots of the double"
#define ADAPTER_PATH "/org/bluez/hci0"
#define ANSWER_PERIOD_MS 20

void
ebb_bluez_double_fail (GDBusMethodInvocation *invocation, const char *last_word)
{
  g_autofree char *name = g_strconcat ("org.bluez.Error.", last_word, NULL);

  g_dbus_method_invocation_return_dbus_error (invocation, name, last_word);
}

/* ---- the adapter ---- */

static gboolean
set_filter_cb (EbbBluezDouble *self, GDBusMethodInvocation *invocation, GVariant *filter)
{
  g_clear_pointer (&self->filter, g_variant_unref);
  self->filter = g_variant_ref (filter);
  ebb_bluez_adapter1_complete_set_discovery_filter (self->adapter, invocation);
  return TRUE;
}

/* What they advertise, if anybody listens. */
static void
hear (EbbBluezDouble *self, DoubleBoots *boots)
{
  if (!self->is_discovering || boots->is_unheard)
    return;
  double_boots_show (boots);
  double_boots_advertise (boots);
}

static gboolean
start_discovery_cb (EbbBluezDouble *self, GDBusMethodInvocation *invocation)
{
  if (!self->is_powered)
    {
      ebb_bluez_double_fail (invocation, "NotReady");
      return TRUE;
    }
  if (self->is_discovering)
    {
      ebb_bluez_double_fail (invocation, "InProgress");
      return TRUE;
    }
  self->is_discovering = TRUE;
  self->n_discoveries++;
  for (guint i = 0; i < self->boots->len; i++)
    hear (self, self->boots->pdata[i]);
  ebb_bluez_adapter1_complete_start_discovery (self->adapter, invocation);
  return TRUE;
}

static gboolean
stop_discovery_cb (EbbBluezDouble *self, GDBusMethodInvocation *invocation)
{
  if (!self->is_discovering)
    {
      ebb_bluez_double_fail (invocation, "Failed");
      return TRUE;
    }
  self->is_discovering = FALSE;
  ebb_bluez_adapter1_complete_stop_discovery (self->adapter, invocation);
  return TRUE;
}

static gboolean
remove_device_cb (EbbBluezDouble *self, GDBusMethodInvocation *invocation, const char *path)
{
  for (guint i = 0; i < self->boots->len; i++)
    {
      DoubleBoots *boots = self->boots->pdata[i];

      if (boots->device == NULL || !g_str_equal (boots->path, path))
        continue;
      double_boots_forget (boots);
      ebb_bluez_adapter1_complete_remove_device (self->adapter, invocation);
      hear (self, boots);
      return TRUE;
    }
  ebb_bluez_double_fail (invocation, "DoesNotExist");
  return TRUE;
}

/* Whether it tells of a connection that nobody is to be told of. Runs in the connection's own
 * thread. */
static gboolean
is_to_be_missed (EbbBluezDouble *self, GDBusMessage *message)
{
  const char *path = g_dbus_message_get_path (message);
  GVariant   *body = g_dbus_message_get_body (message);
  const char *interface = NULL;
  gboolean    is_connected = FALSE;
  g_autoptr (GVariant) changed = NULL;

  if (g_strcmp0 (g_dbus_message_get_member (message), "PropertiesChanged") != 0 || body == NULL)
    return FALSE;
  g_variant_get (body, "(&s@a{sv}@as)", &interface, &changed, NULL);
  if (!g_variant_lookup (changed, "Connected", "b", &is_connected) || !is_connected)
    return FALSE;
  for (guint i = 0; i < self->boots->len; i++)
    {
      DoubleBoots *boots = self->boots->pdata[i];

      if (boots->news != DOUBLE_NEWS_TOLD && g_strcmp0 (path, boots->path) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What the bus refuses; and Powered, which refuses when rfkill says so. Runs in the connection's own
 * thread. */
static GDBusMessage *
filter_cb (GDBusConnection *connection, GDBusMessage *message, gboolean incoming, gpointer data)
{
  EbbBluezDouble *self = data;
  g_autoptr (GDBusMessage) refusal = NULL;

  if (!incoming && is_to_be_missed (self, message))
    {
      g_object_unref (message);
      return NULL;
    }
  if (incoming && g_dbus_message_get_message_type (message) == G_DBUS_MESSAGE_TYPE_METHOD_CALL
      && g_strcmp0 (g_dbus_message_get_member (message), "Ping") != 0)
    g_atomic_int_inc (&self->n_calls);
  if (incoming && g_atomic_int_get (&self->is_denied)
      && g_dbus_message_get_message_type (message) == G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    {
      refusal = g_dbus_message_new_method_error_literal (
          message, "org.freedesktop.DBus.Error.AccessDenied", "Rejected send message");
      g_dbus_connection_send_message (connection, refusal, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL,
                                      NULL);
      g_object_unref (message);
      return NULL;
    }
  if (!incoming || !g_atomic_int_get (&self->is_blocked)
      || g_strcmp0 (g_dbus_message_get_member (message), "Set") != 0)
    return message;
  refusal = g_dbus_message_new_method_error_literal (message, "org.bluez.Error.Blocked",
                                                     "Blocked through rfkill");
  g_dbus_connection_send_message (connection, refusal, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
  g_object_unref (message);
  return NULL;
}

static void
powered_cb (EbbBluezDouble *self)
{
  if (ebb_bluez_adapter1_get_powered (self->adapter) != self->is_powered)
    ebb_bluez_double_set_powered (self, !self->is_powered);
}

GDBusObjectSkeleton *
ebb_bluez_double_make_object (const char *path, gpointer interface)
{
  GDBusObjectSkeleton *object = g_dbus_object_skeleton_new (path);

  g_dbus_object_skeleton_add_interface (object, G_DBUS_INTERFACE_SKELETON (interface));
  return object;
}

void
ebb_bluez_double_plug_adapter (EbbBluezDouble *self)
{
  g_autoptr (GDBusObjectSkeleton) object = NULL;

  self->adapter = ebb_bluez_adapter1_skeleton_new ();
  ebb_bluez_adapter1_set_powered (self->adapter, self->is_powered);
  ebb_bluez_adapter1_set_address (self->adapter, "00:AA:01:00:00:00");
  g_signal_connect_swapped (self->adapter, "handle-set-discovery-filter",
                            G_CALLBACK (set_filter_cb), self);
  g_signal_connect_swapped (self->adapter, "handle-start-discovery",
                            G_CALLBACK (start_discovery_cb), self);
  g_signal_connect_swapped (self->adapter, "handle-stop-discovery", G_CALLBACK (stop_discovery_cb),
                            self);
  g_signal_connect_swapped (self->adapter, "handle-remove-device", G_CALLBACK (remove_device_cb),
                            self);
  g_signal_connect_swapped (self->adapter, "notify::powered", G_CALLBACK (powered_cb), self);
  object = ebb_bluez_double_make_object (self->adapter_path, self->adapter);
  g_dbus_object_manager_server_export (self->objects, object);
}

void
ebb_bluez_double_unplug_adapter (EbbBluezDouble *self)
{
  for (guint i = 0; i < self->boots->len; i++)
    {
      double_boots_drop_link (self->boots->pdata[i]);
      double_boots_hide (self->boots->pdata[i]);
    }
  g_dbus_object_manager_server_unexport (self->objects, self->adapter_path);
  g_clear_object (&self->adapter);
  self->is_discovering = FALSE;
}

static gboolean
spare_filter_cb (EbbBluezDouble        *self,
                 GDBusMethodInvocation *invocation,
                 GVariant *filter       G_GNUC_UNUSED)
{
  ebb_bluez_adapter1_complete_set_discovery_filter (self->spare, invocation);
  return TRUE;
}

static gboolean
spare_start_cb (EbbBluezDouble *self, GDBusMethodInvocation *invocation)
{
  self->n_spare_discoveries++;
  ebb_bluez_adapter1_complete_start_discovery (self->spare, invocation);
  return TRUE;
}

static gboolean
spare_stop_cb (EbbBluezDouble *self, GDBusMethodInvocation *invocation)
{
  ebb_bluez_adapter1_complete_stop_discovery (self->spare, invocation);
  return TRUE;
}

/* A second adapter, switched on, with no boots in its range. */
void
ebb_bluez_double_plug_spare (EbbBluezDouble *self, const char *path)
{
  g_autoptr (GDBusObjectSkeleton) object = NULL;

  self->spare = ebb_bluez_adapter1_skeleton_new ();
  ebb_bluez_adapter1_set_powered (self->spare, TRUE);
  ebb_bluez_adapter1_set_address (self->spare, "00:AA:01:00:00:01");
  g_object_connect (self->spare,                                                          /* */
                    "swapped-signal::handle-set-discovery-filter", spare_filter_cb, self, /* */
                    "swapped-signal::handle-start-discovery", spare_start_cb, self,       /* */
                    "swapped-signal::handle-stop-discovery", spare_stop_cb, self, NULL);
  object = ebb_bluez_double_make_object (path, self->spare);
  g_dbus_object_manager_server_export (self->objects, object);
}

void
ebb_bluez_double_set_powered (EbbBluezDouble *self, gboolean is_powered)
{
  self->is_powered = is_powered;
  if (!is_powered)
    self->is_discovering = FALSE;
  for (guint i = 0; !is_powered && i < self->boots->len; i++)
    double_boots_drop_link (self->boots->pdata[i]);
  ebb_bluez_adapter1_set_powered (self->adapter, is_powered);
  g_dbus_interface_skeleton_flush (G_DBUS_INTERFACE_SKELETON (self->adapter));
}

/* ---- its life ---- */

static gboolean
tick_cb (gpointer user_data)
{
  EbbBluezDouble *self = user_data;

  for (guint i = 0; i < self->boots->len; i++)
    {
      DoubleBoots *boots = self->boots->pdata[i];

      ebb_sim_boots_advance_to (boots->sim,
                                ebb_clock_get_boottime_us (self->clock) + boots->ahead_us);
    }
  return G_SOURCE_CONTINUE;
}

/* Bluetoothd begins to run, with the adapter plugged in, and knows the boots it is paired with. */
void
ebb_bluez_double_start (EbbBluezDouble *self)
{
  g_autoptr (GError) error = NULL;

  self->connection =
      g_dbus_connection_new_for_address_sync (self->bus_address,
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                  | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_add_filter (self->connection, filter_cb, self, NULL);
  self->objects = g_dbus_object_manager_server_new ("/");
  g_dbus_object_manager_server_set_connection (self->objects, self->connection);
  ebb_bluez_double_export_agents (self);
  ebb_bluez_double_plug_adapter (self);
  for (guint i = 0; i < self->boots->len; i++)
    if (((DoubleBoots *) self->boots->pdata[i])->is_paired)
      double_boots_show (self->boots->pdata[i]);
  self->name_id = g_bus_own_name_on_connection (self->connection, NAME, G_BUS_NAME_OWNER_FLAGS_NONE,
                                                NULL, NULL, NULL, NULL);
  self->tick_id = ebb_clock_add_timeout (self->clock, ANSWER_PERIOD_MS, tick_cb, self);
}

/* Bluetoothd is killed: calls stay unanswered, its bus connection is gone. */
void
ebb_bluez_double_stop (EbbBluezDouble *self)
{
  if (self->connection == NULL)
    return;
  ebb_clock_clear (self->clock, &self->tick_id);
  g_clear_handle_id (&self->name_id, g_bus_unown_name);
  g_dbus_connection_signal_unsubscribe (self->connection, self->owners_id);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  for (guint i = 0; i < self->boots->len; i++)
    {
      double_boots_drop_link (self->boots->pdata[i]);
      double_boots_hide (self->boots->pdata[i]);
    }
  g_hash_table_remove_all (self->agents);
  self->is_discovering = FALSE;
  g_clear_object (&self->objects);
  g_clear_object (&self->adapter);
  g_clear_object (&self->spare);
  g_clear_object (&self->agent_manager);
  g_clear_object (&self->connection);
}

static void
free_write (gpointer data)
{
  g_bytes_unref (((DoubleWrite *) data)->bytes);
  g_free (data);
}

static void
free_boots (gpointer data)
{
  DoubleBoots *boots = data;

  g_clear_pointer (&boots->other, double_other_free);
  g_object_unref (boots->sim);
  g_clear_object (&boots->definition);
  g_free (boots->name);
  g_free (boots->address);
  g_free (boots->path);
  g_ptr_array_unref (boots->writes);
  g_free (boots);
}

/* Boots that are switched on; BlueZ hears of them when it scans. */
DoubleBoots *
ebb_bluez_double_add_boots (EbbBluezDouble *self, const char *address, guint64 seed)
{
  EbbSimOptions options;

  ebb_sim_options_init (&options);
  return ebb_bluez_double_add_boots_of (self, self->definition, NAME_OF_BOOTS, address, seed,
                                        &options);
}

/* The same for boots of another kind; without a definition for what is none. */
DoubleBoots *
ebb_bluez_double_add_boots_of (EbbBluezDouble      *self,
                               EbbDefinition       *definition,
                               const char          *name,
                               const char          *address,
                               guint64              seed,
                               const EbbSimOptions *options)
{
  DoubleBoots *boots = g_new0 (DoubleBoots, 1);

  boots->bluez = self;
  boots->sim = ebb_sim_boots_new (seed, options);
  ebb_sim_boots_set_battery (boots->sim, 77.9);
  g_set_object (&boots->definition, definition);
  boots->name = g_strdup (name);
  boots->address = g_strdup (address);
  boots->missing_role = EBB_N_ROLES;
  boots->code = 123456;
  boots->writes = g_ptr_array_new_with_free_func (free_write);
  for (EbbRole role = 0; role < EBB_N_ROLES; role++)
    {
      boots->characteristics[role].boots = boots;
      boots->characteristics[role].role = role;
      boots->characteristics[role].write_fd = -1;
      boots->characteristics[role].notify_fd = -1;
    }
  ebb_sim_boots_advance_to (boots->sim, ebb_clock_get_boottime_us (self->clock));
  g_ptr_array_add (self->boots, boots);
  return boots;
}

EbbBluezDouble *
ebb_bluez_double_new (const char *bus_address, EbbClock *clock, EbbDefinition *definition)
{
  EbbBluezDouble *self = g_new0 (EbbBluezDouble, 1);

  self->bus_address = g_strdup (bus_address);
  self->clock = g_object_ref (clock);
  self->definition = g_object_ref (definition);
  self->agents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->boots = g_ptr_array_new_with_free_func (free_boots);
  self->is_powered = TRUE;
  self->adapter_path = ADAPTER_PATH;
  return self;
}

void
ebb_bluez_double_free (EbbBluezDouble *self)
{
  ebb_bluez_double_stop (self);
  g_ptr_array_unref (self->boots);
  g_hash_table_unref (self->agents);
  g_clear_pointer (&self->filter, g_variant_unref);
  g_free (self->capability);
  g_free (self->bus_address);
  g_object_unref (self->clock);
  g_object_unref (self->definition);
  g_free (self);
}
