/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-peripheral.h"

#include "ebb-bluez-peripheral-private.h"
#include "ebb-link-error.h"

#define ROOT_PATH "/org/bluez"

G_DEFINE_FINAL_TYPE (EbbBluezPeripheral, ebb_bluez_peripheral, G_TYPE_OBJECT)

/* What is done one after the other to be seen, and to be gone again. */
typedef enum
{
  STEP_FIND_ADAPTER,
  STEP_SET_ALIAS,
  STEP_SET_PAIRABLE,
  STEP_REGISTER_APPLICATION,
  STEP_REGISTER_AGENT,
  STEP_BE_DEFAULT_AGENT,
  STEP_REGISTER_ADVERTISEMENT,
  STEP_STARTED,

  STEP_UNREGISTER_ADVERTISEMENT,
  STEP_UNREGISTER_APPLICATION,
  STEP_UNREGISTER_AGENT,
  STEP_RESTORE_ALIAS,
  STEP_RESTORE_PAIRABLE,
  STEP_STOPPED,
} Step;

/* For the sentence "the Bluetooth service refused to …". */
static const char *const step_names[] = {
  [STEP_FIND_ADAPTER] = "list its adapters",
  [STEP_SET_ALIAS] = "set the name of the adapter",
  [STEP_SET_PAIRABLE] = "make the adapter pairable",
  [STEP_REGISTER_APPLICATION] = "offer the services",
  [STEP_REGISTER_AGENT] = "take an agent for pairing",
  [STEP_BE_DEFAULT_AGENT] = "make the agent its default",
  [STEP_REGISTER_ADVERTISEMENT] = "advertise",
};

static void perform_step (EbbBluezPeripheral *self);

static void
finish (EbbBluezPeripheral *self, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void fail (EbbBluezPeripheral *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
fail (EbbBluezPeripheral *self, const char *format, ...)
{
  va_list arguments;
  GError *error;

  va_start (arguments, format);
  error = g_error_new_valist (EBB_LINK_ERROR, EBB_LINK_ERROR_UNAVAILABLE, format, arguments);
  va_end (arguments);
  finish (self, error);
}

/* Nobody owns the name, and the bus could not start anybody who would. */
static gboolean
is_absence (const GError *error)
{
  if (error->domain != G_DBUS_ERROR)
    return FALSE;
  return error->code == G_DBUS_ERROR_SERVICE_UNKNOWN
         || error->code == G_DBUS_ERROR_NAME_HAS_NO_OWNER
         || (error->code >= G_DBUS_ERROR_SPAWN_EXEC_FAILED
             && error->code <= G_DBUS_ERROR_SPAWN_NO_MEMORY);
}

static void
fail_step (EbbBluezPeripheral *self, GError *error)
{
  g_dbus_error_strip_remote_error (error);
  if (is_absence (error))
    fail (self,
          "the Bluetooth service (bluetoothd) is not running: install the package bluez, or start "
          "it with: systemctl start bluetooth");
  else if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED))
    fail (self,
          "the system bus does not let this account use Bluetooth: add it to the group bluetooth");
  else
    fail (self, "the Bluetooth service refused to %s on %s: %s", step_names[self->step],
          self->adapter != NULL ? self->adapter : "this computer", error->message);
}

static void
take_devices (EbbBluezPeripheral *self, GVariant *objects)
{
  GVariantIter iter;
  const char  *path;
  GVariant    *interfaces;

  g_variant_iter_init (&iter, objects);
  while (g_variant_iter_loop (&iter, "{&o@a{sa{sv}}}", &path, &interfaces))
    {
      g_autoptr (GVariant) properties =
          g_variant_lookup_value (interfaces, "org.bluez.Device1", G_VARIANT_TYPE_VARDICT);

      if (properties != NULL)
        ebb_bluez_peripheral_take_device (self, path, properties);
    }
}

static void
service_vanished_cb (GDBusConnection *connection G_GNUC_UNUSED,
                     const char *name            G_GNUC_UNUSED,
                     gpointer                    user_data)
{
  EbbBluezPeripheral *self = EBB_BLUEZ_PERIPHERAL (user_data);

  /* Before and while starting the failing call says it better. */
  if (self->step == STEP_STARTED)
    self->events.lost (self->user_data);
}

static gboolean
export_all (EbbBluezPeripheral *self)
{
  g_autoptr (GError) error = NULL;

  if (ebb_bluez_peripheral_export_gatt (self, &error)
      && ebb_bluez_peripheral_export_agent (self, &error)
      && ebb_bluez_peripheral_export_advertisement (self, &error))
    return TRUE;
  fail (self, "the objects could not be put on the bus: %s", error->message);
  return FALSE;
}

static gboolean
take_reply (EbbBluezPeripheral *self, GVariant *reply)
{
  g_autoptr (GVariant) objects = NULL;
  g_autoptr (GError) error = NULL;

  if (self->step != STEP_FIND_ADAPTER)
    return TRUE;
  objects = g_variant_get_child_value (reply, 0);
  if (!ebb_bluez_peripheral_choose_adapter (self, objects, &error))
    {
      finish (self, g_steal_pointer (&error));
      return FALSE;
    }
  if (!export_all (self))
    return FALSE;
  ebb_bluez_peripheral_watch_peers (self);
  take_devices (self, objects);
  return TRUE;
}

static void
step_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbBluezPeripheral) self = EBB_BLUEZ_PERIPHERAL (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (self->task == NULL)
    return;
  /* Going away nothing is worth stopping for: bluetoothd forgets us with our name. */
  if (reply == NULL && self->step < STEP_STARTED)
    {
      fail_step (self, error);
      return;
    }
  if (reply != NULL && self->step < STEP_STARTED && !take_reply (self, reply))
    return;
  self->step++;
  perform_step (self);
}

static void
call (EbbBluezPeripheral *self,
      const char         *path,
      const char         *interface_name,
      const char         *method,
      GVariant           *parameters)
{
  g_dbus_connection_call (self->connection, EBB_PERIPHERAL_BUS_NAME, path, interface_name, method,
                          parameters, NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          g_task_get_cancellable (self->task), step_done_cb, g_object_ref (self));
}

static void
set_property (EbbBluezPeripheral *self, const char *name, GVariant *value)
{
  call (self, self->adapter_path, "org.freedesktop.DBus.Properties", "Set",
        g_variant_new ("(ssv)", EBB_PERIPHERAL_ADAPTER, name, value));
}

static void
call_manager (EbbBluezPeripheral *self, const char *manager, const char *method, const char *path)
{
  gboolean is_register = g_str_has_prefix (method, "Register");

  call (self, self->adapter_path, manager, method,
        is_register ? g_variant_new ("(oa{sv})", path, NULL) : g_variant_new ("(o)", path));
}

static void
call_agent_manager (EbbBluezPeripheral *self, const char *method, const char *capability)
{
  call (self, ROOT_PATH, "org.bluez.AgentManager1", method,
        capability != NULL ? g_variant_new ("(os)", EBB_PERIPHERAL_AGENT, capability)
                           : g_variant_new ("(o)", EBB_PERIPHERAL_AGENT));
}

static void
perform_start_step (EbbBluezPeripheral *self)
{
  switch ((Step) self->step)
    {
    case STEP_FIND_ADAPTER:
      call (self, "/", "org.freedesktop.DBus.ObjectManager", "GetManagedObjects", NULL);
      break;
    case STEP_SET_ALIAS:
      set_property (self, "Alias", g_variant_new_string (self->name));
      break;
    case STEP_SET_PAIRABLE:
      set_property (self, "Pairable",
                    g_variant_new_boolean (self->pairing != EBB_PERIPHERAL_PAIRING_NONE));
      break;
    case STEP_REGISTER_APPLICATION:
      call_manager (self, "org.bluez.GattManager1", "RegisterApplication", EBB_PERIPHERAL_ROOT);
      break;
    case STEP_REGISTER_AGENT:
      call_agent_manager (self, "RegisterAgent", ebb_bluez_peripheral_get_capability (self));
      break;
    case STEP_BE_DEFAULT_AGENT:
      call_agent_manager (self, "RequestDefaultAgent", NULL);
      break;
    case STEP_REGISTER_ADVERTISEMENT:
      call_manager (self, EBB_PERIPHERAL_ADVERTISING, "RegisterAdvertisement",
                    EBB_PERIPHERAL_ADVERTISEMENT);
      break;
    default:
      ebb_bluez_peripheral_note_started (self);
      finish (self, NULL);
      break;
    }
}

static void
perform_stop_step (EbbBluezPeripheral *self)
{
  switch ((Step) self->step)
    {
    case STEP_UNREGISTER_ADVERTISEMENT:
      call_manager (self, EBB_PERIPHERAL_ADVERTISING, "UnregisterAdvertisement",
                    EBB_PERIPHERAL_ADVERTISEMENT);
      break;
    case STEP_UNREGISTER_APPLICATION:
      call_manager (self, "org.bluez.GattManager1", "UnregisterApplication", EBB_PERIPHERAL_ROOT);
      break;
    case STEP_UNREGISTER_AGENT:
      call_agent_manager (self, "UnregisterAgent", NULL);
      break;
    case STEP_RESTORE_ALIAS:
      set_property (self, "Alias", g_variant_new_string (self->alias_before));
      break;
    case STEP_RESTORE_PAIRABLE:
      set_property (self, "Pairable", g_variant_new_boolean (self->was_pairable));
      break;
    default:
      finish (self, NULL);
      break;
    }
}

static void
perform_step (EbbBluezPeripheral *self)
{
  if (self->step <= STEP_STARTED)
    perform_start_step (self);
  else
    perform_stop_step (self);
}

static void
ebb_bluez_peripheral_dispose (GObject *object)
{
  EbbBluezPeripheral *self = EBB_BLUEZ_PERIPHERAL (object);

  g_clear_handle_id (&self->watch_id, g_bus_unwatch_name);
  ebb_bluez_peripheral_unwatch_peers (self);
  ebb_bluez_peripheral_unexport_advertisement (self);
  ebb_bluez_peripheral_unexport_agent (self);
  ebb_bluez_peripheral_unexport_gatt (self);
  /* Each is answered late, since a call cannot be left without any answer. */
  for (guint i = 0; i < self->held_reads->len; i++)
    g_dbus_method_invocation_return_dbus_error (self->held_reads->pdata[i],
                                                "org.bluez.Error.Failed", "not answered");
  g_ptr_array_set_size (self->held_reads, 0);
  G_OBJECT_CLASS (ebb_bluez_peripheral_parent_class)->dispose (object);
}

static void
ebb_bluez_peripheral_finalize (GObject *object)
{
  EbbBluezPeripheral *self = EBB_BLUEZ_PERIPHERAL (object);

  g_clear_pointer (&self->objects, g_ptr_array_unref);
  g_clear_pointer (&self->held_reads, g_ptr_array_unref);
  g_clear_pointer (&self->linked, g_hash_table_unref);
  g_clear_pointer (&self->paired, g_hash_table_unref);
  g_clear_pointer (&self->adapter, g_free);
  g_clear_pointer (&self->adapter_path, g_free);
  g_clear_pointer (&self->alias_before, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->advertised_uuid, g_free);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (ebb_bluez_peripheral_parent_class)->finalize (object);
}

static void
ebb_bluez_peripheral_class_init (EbbBluezPeripheralClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_bluez_peripheral_dispose;
  G_OBJECT_CLASS (klass)->finalize = ebb_bluez_peripheral_finalize;
}

static void
ebb_bluez_peripheral_init (EbbBluezPeripheral *self)
{
  self->objects = g_ptr_array_new_with_free_func (ebb_bluez_peripheral_object_free);
  /* Not unreffed one by one: answering takes the reference. */
  self->held_reads = g_ptr_array_new ();
  self->linked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->paired = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * ebb_bluez_peripheral_new:
 * @connection: the system bus
 * @options: copied, but for its offers
 *
 * Returns: (transfer full): a peripheral that nobody sees yet
 */
EbbBluezPeripheral *
ebb_bluez_peripheral_new (GDBusConnection            *connection,
                          const EbbPeripheralOptions *options,
                          const EbbPeripheralEvents  *events,
                          gpointer                    user_data)
{
  EbbBluezPeripheral *self = g_object_new (EBB_TYPE_BLUEZ_PERIPHERAL, NULL);

  self->connection = g_object_ref (connection);
  self->adapter = g_strdup (options->adapter);
  self->name = g_strdup (options->name);
  self->advertised_uuid = g_strdup (options->advertised_uuid);
  self->offers = options->offers;
  self->n_offers = options->n_offers;
  self->pairing = options->pairing;
  self->events = *events;
  self->user_data = user_data;
  return self;
}

/**
 * ebb_bluez_peripheral_start_async:
 *
 * Finds the adapter, offers the services, takes the agent's place and advertises.
 */
void
ebb_bluez_peripheral_start_async (EbbBluezPeripheral *self,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_return_if_fail (EBB_IS_BLUEZ_PERIPHERAL (self));
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, ebb_bluez_peripheral_start_async);
  self->step = STEP_FIND_ADAPTER;
  self->watch_id = g_bus_watch_name_on_connection (self->connection, EBB_PERIPHERAL_BUS_NAME,
                                                   G_BUS_NAME_WATCHER_FLAGS_NONE, NULL,
                                                   service_vanished_cb, self, NULL);
  perform_step (self);
}

/**
 * ebb_bluez_peripheral_start_finish:
 *
 * Returns: whether peers see us now
 */
gboolean
ebb_bluez_peripheral_start_finish (EbbBluezPeripheral *self G_GNUC_UNUSED,
                                   GAsyncResult            *result,
                                   GError                 **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * ebb_bluez_peripheral_stop_async:
 *
 * Takes everything back that start did, and gives the adapter its name again.
 */
void
ebb_bluez_peripheral_stop_async (EbbBluezPeripheral *self,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_return_if_fail (EBB_IS_BLUEZ_PERIPHERAL (self));
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, ebb_bluez_peripheral_stop_async);
  self->is_started = FALSE;
  self->step = self->alias_before != NULL ? STEP_UNREGISTER_ADVERTISEMENT : STEP_STOPPED;
  perform_step (self);
}

/**
 * ebb_bluez_peripheral_stop_finish:
 *
 * Returns: %TRUE; what could not be taken back goes with our connection to the bus
 */
gboolean
ebb_bluez_peripheral_stop_finish (EbbBluezPeripheral *self G_GNUC_UNUSED,
                                  GAsyncResult            *result,
                                  GError                 **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * ebb_bluez_peripheral_send:
 *
 * Notifies or indicates @role to whoever listens.
 *
 * Returns: %FALSE if nobody does, or bluetoothd does not keep up
 */
gboolean
ebb_bluez_peripheral_send (EbbBluezPeripheral *self,
                           EbbRole             role,
                           const uint8_t      *bytes,
                           size_t              size)
{
  g_return_val_if_fail (EBB_IS_BLUEZ_PERIPHERAL (self), FALSE);

  for (guint i = 0; i < self->objects->len; i++)
    {
      EbbPeripheralObject *object = self->objects->pdata[i];

      if (object->offer != NULL && object->offer->role == role)
        return ebb_bluez_peripheral_characteristic_send (object, bytes, size);
    }
  return FALSE;
}

/**
 * ebb_bluez_peripheral_get_adapter:
 *
 * Returns: (nullable): the adapter we stand on, as "hci1"
 */
const char *
ebb_bluez_peripheral_get_adapter (EbbBluezPeripheral *self)
{
  g_return_val_if_fail (EBB_IS_BLUEZ_PERIPHERAL (self), NULL);
  return self->adapter;
}
