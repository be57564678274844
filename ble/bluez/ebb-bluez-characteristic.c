/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-characteristic-private.h"

#include <gio/gunixfdlist.h>

#include "ebb-bluez-deadline-private.h"
#include "ebb-bluez-error-private.h"

/* BlueZ itself gives a question to the boots 30 s; nobody waits that long for boots. */
#define CALL_MAX_MS 5000

G_DEFINE_FINAL_TYPE (EbbBluezCharacteristic, ebb_bluez_characteristic, G_TYPE_OBJECT)

static GVariant *
no_options (void)
{
  return g_variant_new ("a{sv}", NULL);
}

static void
report_hang_up (EbbBluezCharacteristic *self)
{
  if (self->hung_up != NULL)
    self->hung_up (ebb_bluez_characteristic_get_name (self), self->user_data);
}

static void
writer_cb (const uint8_t     *bytes,
           size_t size        G_GNUC_UNUSED,
           gint64 received_us G_GNUC_UNUSED,
           gpointer           user_data)
{
  if (bytes == NULL)
    report_hang_up (user_data);
}

/* To the role that it is for. Boots may speak on channels that the definition does not know. */
static void
receive (EbbBluezCharacteristic *self, const uint8_t *bytes, size_t size, gint64 received_us)
{
  EbbRole role = self->role;

  if (self->receiver == NULL)
    return;
  if (ebb_definition_unframe (self->definition, &role, &bytes, &size))
    self->receiver (role, bytes, size, received_us, self->user_data);
  else
    g_debug ("%zu bytes from %s are for nobody", size, ebb_bluez_characteristic_get_name (self));
}

static void
reader_cb (const uint8_t *bytes, size_t size, gint64 received_us, gpointer user_data)
{
  EbbBluezCharacteristic *self = EBB_BLUEZ_CHARACTERISTIC (user_data);

  if (bytes == NULL)
    report_hang_up (self);
  else
    receive (self, bytes, size, received_us);
}

static void
value_changed_cb (GDBusProxy *proxy              G_GNUC_UNUSED,
                  GVariant                      *changed,
                  const char *const *invalidated G_GNUC_UNUSED,
                  gpointer                       user_data)
{
  EbbBluezCharacteristic *self = EBB_BLUEZ_CHARACTERISTIC (user_data);
  g_autoptr (GVariant) value = g_variant_lookup_value (changed, "Value", G_VARIANT_TYPE_BYTESTRING);
  gsize       size;
  const void *bytes;

  if (value == NULL)
    return;
  bytes = g_variant_get_fixed_array (value, &size, 1);
  receive (self, bytes, size, ebb_clock_get_boottime_us (self->clock));
}

static void
ebb_bluez_characteristic_dispose (GObject *object)
{
  ebb_bluez_characteristic_close (EBB_BLUEZ_CHARACTERISTIC (object));
  G_OBJECT_CLASS (ebb_bluez_characteristic_parent_class)->dispose (object);
}

static void
ebb_bluez_characteristic_finalize (GObject *object)
{
  EbbBluezCharacteristic *self = EBB_BLUEZ_CHARACTERISTIC (object);

  g_clear_object (&self->proxy);
  g_clear_object (&self->definition);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (ebb_bluez_characteristic_parent_class)->finalize (object);
}

static void
ebb_bluez_characteristic_class_init (EbbBluezCharacteristicClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_bluez_characteristic_dispose;
  object_class->finalize = ebb_bluez_characteristic_finalize;
}

static void
ebb_bluez_characteristic_init (EbbBluezCharacteristic *self G_GNUC_UNUSED)
{
}

/* @role: any of those that share it by @definition
 *
 * Returns: (transfer full): the characteristic, nothing held yet */
EbbBluezCharacteristic *
ebb_bluez_characteristic_new (EbbBluezGattCharacteristic1 *proxy,
                              EbbDefinition               *definition,
                              EbbRole                      role,
                              EbbClock                    *clock)
{
  EbbBluezCharacteristic *self = g_object_new (EBB_TYPE_BLUEZ_CHARACTERISTIC, NULL);

  self->proxy = g_object_ref (proxy);
  self->definition = g_object_ref (definition);
  self->role = role;
  self->clock = g_object_ref (clock);
  return self;
}

/* Returns: (transfer none): BlueZ's object */
GDBusProxy *
ebb_bluez_characteristic_get_proxy (EbbBluezCharacteristic *self)
{
  return G_DBUS_PROXY (self->proxy);
}

/* Returns: what to call it in messages */
const char *
ebb_bluez_characteristic_get_name (EbbBluezCharacteristic *self)
{
  return ebb_definition_get_channel (self->definition, self->role) == EBB_CHANNEL_NONE
             ? ebb_role_to_string (self->role)
             : "their one characteristic";
}

/* @receiver: (nullable): gets what the boots send, after subscribing @hung_up: (nullable): a
 * descriptor was closed by BlueZ: the link is lost Either may close the characteristic. */
void
ebb_bluez_characteristic_set_handlers (EbbBluezCharacteristic *self,
                                       EbbLinkReceiver         receiver,
                                       EbbBluezHungUp          hung_up,
                                       gpointer                user_data)
{
  self->receiver = receiver;
  self->hung_up = hung_up;
  self->user_data = user_data;
}

/* Closes what is held and is silent from now on. Calls that run come back as cancelled. */
void
ebb_bluez_characteristic_close (EbbBluezCharacteristic *self)
{
  self->is_closed = TRUE;
  ebb_bluez_characteristic_set_handlers (self, NULL, NULL, NULL);
  g_clear_signal_handler (&self->value_handler_id, self->proxy);
  g_clear_pointer (&self->writer, ebb_bluez_descriptor_free);
  g_clear_pointer (&self->reader, ebb_bluez_descriptor_free);
  g_clear_pointer (&self->refused, g_bytes_unref);
}

/* Begins a task whose data is the deadline of its call. */
static GTask *
begin_call (EbbBluezCharacteristic *self,
            GCancellable           *cancellable,
            GAsyncReadyCallback     callback,
            gpointer                user_data,
            gpointer                tag)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, ebb_bluez_deadline_new (self->clock, CALL_MAX_MS, cancellable),
                        (GDestroyNotify) ebb_bluez_deadline_free);
  return task;
}

/* What the call of @task failed with, as an error of a link. */
static void
convert_error (GTask *task, GError **error, const char *what)
{
  EbbBluezCharacteristic *self = g_task_get_source_object (task);

  ebb_bluez_error_convert (error, g_task_get_task_data (task), "%s %s", what,
                           ebb_bluez_characteristic_get_name (self));
  if (g_error_matches (*error, EBB_LINK_ERROR, EBB_LINK_ERROR_BUSY))
    g_prefix_error (error, "another program holds these boots: ");
}

/* Roles that share a characteristic ask for the same thing, which BlueZ gives once. Returns TRUE if
 * a call runs, and @take_task waits for it; FALSE if it is to be made, with @take_task untouched. */
static gboolean
join (GPtrArray **waiting, GTask *take_task)
{
  if (*waiting == NULL)
    {
      *waiting = g_ptr_array_new_with_free_func (g_object_unref);
      return FALSE;
    }
  g_ptr_array_add (*waiting, take_task);
  return TRUE;
}

/* What the call of @task came to is true for all that wait for it as well. */
static void
end_joined (GPtrArray **waiting, GTask *task, GError *take_error, const char *what)
{
  g_autoptr (GPtrArray) tasks = g_steal_pointer (waiting);
  g_autoptr (GError) error = take_error;

  if (error != NULL)
    convert_error (task, &error, what);
  g_ptr_array_insert (tasks, 0, g_object_ref (task));
  for (guint i = 0; i < tasks->len; i++)
    if (error != NULL)
      g_task_return_error (tasks->pdata[i], g_error_copy (error));
    else
      g_task_return_boolean (tasks->pdata[i], TRUE);
}

static gboolean
is_not_offered (const GError *error)
{
  return ebb_bluez_error_is (error, "NotSupported")
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD);
}

/* What AcquireWrite() and AcquireNotify() answer. */
typedef struct
{
  GUnixFDList *list;   /* (nullable) */
  GVariant    *handle; /* (nullable) */
  guint16      mtu;
} Acquired;

static void
clear_acquired (Acquired *acquired)
{
  g_clear_object (&acquired->list);
  g_clear_pointer (&acquired->handle, g_variant_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Acquired, clear_acquired)

/* Puts what was acquired into @descriptor. FALSE with @error, which may be set before, if nothing
 * was. */
static gboolean
take_descriptor (EbbBluezCharacteristic   *self,
                 const Acquired           *acquired,
                 EbbBluezDescriptor      **descriptor,
                 EbbBluezDescriptorHandler handler,
                 GError                  **error)
{
  int fd = -1;

  if (*error == NULL && ebb_bluez_characteristic_check_open (self, error))
    {
      if (acquired->list != NULL)
        fd = g_unix_fd_list_get (acquired->list, g_variant_get_handle (acquired->handle), error);
      else
        g_set_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED,
                     "the Bluetooth service answered without a descriptor");
    }
  if (fd < 0)
    return FALSE;
  g_clear_pointer (descriptor, ebb_bluez_descriptor_free);
  *descriptor = ebb_bluez_descriptor_new (fd, acquired->mtu, self->clock, handler, self);
  return TRUE;
}

static void
held_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  EbbBluezCharacteristic *self = g_task_get_source_object (task);
  g_auto (Acquired) acquired = { 0 };
  GError *error = NULL;

  if (!ebb_bluez_gatt_characteristic1_call_acquire_write_finish (
          EBB_BLUEZ_GATT_CHARACTERISTIC1 (source), &acquired.handle, &acquired.mtu, &acquired.list,
          result, &error)
      && is_not_offered (error))
    {
      g_debug ("%s has no descriptor: %s", ebb_bluez_characteristic_get_name (self),
               error->message);
      g_clear_error (&error);
      ebb_bluez_characteristic_send_refused (self);
      end_joined (&self->holding, task, NULL, "holding");
      return;
    }
  take_descriptor (self, &acquired, &self->writer, writer_cb, &error);
  end_joined (&self->holding, task, error, "holding");
  if (self->writer != NULL)
    ebb_bluez_characteristic_send_refused (self);
}

/* Asks BlueZ for a descriptor for write commands, which keeps every other program from writing.
 * */
void
ebb_bluez_characteristic_hold_async (EbbBluezCharacteristic *self,
                                     GCancellable           *cancellable,
                                     GAsyncReadyCallback     callback,
                                     gpointer                user_data)
{
  GTask *task =
      begin_call (self, cancellable, callback, user_data, ebb_bluez_characteristic_hold_async);

  if (self->writer != NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
  else if (!join (&self->holding, task))
    {
      ebb_bluez_gatt_characteristic1_call_acquire_write (
          self->proxy, no_options (), NULL,
          ebb_bluez_deadline_get_cancellable (g_task_get_task_data (task)), held_cb, task);
    }
}

/* Returns: %TRUE if it is held, or if BlueZ gives no descriptors for it and commands will go by
 * D-Bus; EBB_LINK_ERROR_BUSY when another program holds it */
gboolean
ebb_bluez_characteristic_hold_finish (EbbBluezCharacteristic *self G_GNUC_UNUSED,
                                      GAsyncResult                *result,
                                      GError                     **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
notifying_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  EbbBluezCharacteristic *self = g_task_get_source_object (task);
  GError                 *error = NULL;

  if (ebb_bluez_gatt_characteristic1_call_start_notify_finish (
          EBB_BLUEZ_GATT_CHARACTERISTIC1 (source), result, &error)
      && ebb_bluez_characteristic_check_open (self, &error))
    self->is_notifying = TRUE;
  else
    g_clear_signal_handler (&self->value_handler_id, self->proxy);
  end_joined (&self->subscribing, task, error, "subscribing to");
}

static void
start_notify (EbbBluezCharacteristic *self, GTask *task)
{
  /* The first value may come before the answer. */
  if (self->value_handler_id == 0)
    self->value_handler_id =
        g_signal_connect (self->proxy, "g-properties-changed", G_CALLBACK (value_changed_cb), self);
  ebb_bluez_gatt_characteristic1_call_start_notify (
      self->proxy, ebb_bluez_deadline_get_cancellable (g_task_get_task_data (task)), notifying_cb,
      task);
}

static void
notify_acquired_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  EbbBluezCharacteristic *self = g_task_get_source_object (task);
  g_auto (Acquired) acquired = { 0 };
  GError *error = NULL;

  if (!ebb_bluez_gatt_characteristic1_call_acquire_notify_finish (
          EBB_BLUEZ_GATT_CHARACTERISTIC1 (source), &acquired.handle, &acquired.mtu, &acquired.list,
          result, &error)
      && !self->is_closed && (is_not_offered (error) || ebb_bluez_error_is (error, "InProgress")))
    {
      /* InProgress: this process notifies by D-Bus already. */
      g_clear_error (&error);
      start_notify (self, g_steal_pointer (&task));
      return;
    }
  take_descriptor (self, &acquired, &self->reader, reader_cb, &error);
  end_joined (&self->subscribing, task, error, "subscribing to");
}

static gboolean
has_flag (EbbBluezCharacteristic *self, const char *flag)
{
  const char *const *flags = ebb_bluez_gatt_characteristic1_get_flags (self->proxy);

  return flags != NULL && g_strv_contains (flags, flag);
}

/* Has notifications sent to a descriptor, or, where BlueZ gives none (5.66 gives none for
 * indications), as changes of a D-Bus property. */
void
ebb_bluez_characteristic_subscribe_async (EbbBluezCharacteristic *self,
                                          GCancellable           *cancellable,
                                          GAsyncReadyCallback     callback,
                                          gpointer                user_data)
{
  GTask *task =
      begin_call (self, cancellable, callback, user_data, ebb_bluez_characteristic_subscribe_async);

  if (self->reader != NULL || self->is_notifying)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
  else if (join (&self->subscribing, task))
    {
      return;
    }
  else if (has_flag (self, "notify"))
    {
      ebb_bluez_gatt_characteristic1_call_acquire_notify (
          self->proxy, no_options (), NULL,
          ebb_bluez_deadline_get_cancellable (g_task_get_task_data (task)), notify_acquired_cb,
          task);
    }
  else
    {
      start_notify (self, task);
    }
}

/* Returns: %TRUE if what the boots send will reach the receiver */
gboolean
ebb_bluez_characteristic_subscribe_finish (EbbBluezCharacteristic *self G_GNUC_UNUSED,
                                           GAsyncResult                *result,
                                           GError                     **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GVariant) value = NULL;
  GError *error = NULL;

  if (ebb_bluez_gatt_characteristic1_call_read_value_finish (
          EBB_BLUEZ_GATT_CHARACTERISTIC1 (source), &value, result, &error))
    g_task_return_pointer (task, g_variant_get_data_as_bytes (value),
                           (GDestroyNotify) g_bytes_unref);
  else
    {
      convert_error (task, &error, "reading");
      g_task_return_error (task, error);
    }
}

/* Reads the value from the boots. */
void
ebb_bluez_characteristic_read_async (EbbBluezCharacteristic *self,
                                     GCancellable           *cancellable,
                                     GAsyncReadyCallback     callback,
                                     gpointer                user_data)
{
  GTask *task =
      begin_call (self, cancellable, callback, user_data, ebb_bluez_characteristic_read_async);

  ebb_bluez_gatt_characteristic1_call_read_value (
      self->proxy, no_options (), ebb_bluez_deadline_get_cancellable (g_task_get_task_data (task)),
      read_cb, task);
}

/* Returns: (transfer full): the value */
GBytes *
ebb_bluez_characteristic_read_finish (EbbBluezCharacteristic *self G_GNUC_UNUSED,
                                      GAsyncResult                *result,
                                      GError                     **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
