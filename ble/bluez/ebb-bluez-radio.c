/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-radio-private.h"

#include "ebb-bluez-adapters-private.h"
#include "ebb-bluez-dbus.h"
#include "ebb-bluez-error-private.h"

/* What BlueZ does for us now. A wish (is_wanted) is brought about one call at a time. */
typedef enum
{
  SCAN_IDLE,
  SCAN_STARTING,
  SCAN_ACTIVE,
  SCAN_STOPPING,
} Scan;

struct _EbbBluezRadio
{
  GObject parent_instance;

  /* owned */
  EbbBluezBus      *bus;
  EbbClock         *clock;
  char            **service_uuids;
  char             *wanted_adapter; /* (nullable): "hci1", or any */
  char             *chosen_address; /* (nullable): of those, the one a person chose */
  EbbBluezAdapter1 *adapter;        /* (nullable) */
  GCancellable     *calls;          /* to this adapter in this life of the service */
  GPtrArray        *stop_tasks;

  /* state */
  Scan         scan;
  EbbScanScope scope;          /* whom to listen for */
  EbbScanScope filtered_scope; /* whom BlueZ was told to listen for last */
  gboolean     is_wanted;
  gboolean     is_blocked; /* it refused to be switched on */
  guint        timeout_id;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EbbBluezRadio, ebb_bluez_radio, G_TYPE_OBJECT)

static void reconcile (EbbBluezRadio *self);

static void
emit_changed (EbbBluezRadio *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
set_scan (EbbBluezRadio *self, Scan scan)
{
  g_autoptr (GPtrArray) tasks = NULL;

  self->scan = scan;
  if (scan != SCAN_IDLE || self->stop_tasks->len == 0)
    return;
  tasks = g_steal_pointer (&self->stop_tasks);
  self->stop_tasks = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_boolean (tasks->pdata[i], TRUE);
}

static void
end_wish (EbbBluezRadio *self)
{
  self->is_wanted = FALSE;
  ebb_clock_clear (self->clock, &self->timeout_id);
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbBluezRadio) self = EBB_BLUEZ_RADIO (user_data);
  g_autoptr (GError) error = NULL;

  ebb_bluez_adapter1_call_start_discovery_finish (EBB_BLUEZ_ADAPTER1 (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* InProgress: a scan of ours that BlueZ did not see end. */
  if (error == NULL || ebb_bluez_error_is (error, "InProgress"))
    {
      set_scan (self, SCAN_ACTIVE);
      reconcile (self);
      return;
    }
  g_message ("no scan: %s", error->message);
  end_wish (self);
  set_scan (self, SCAN_IDLE);
  emit_changed (self);
}

static void
filtered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbBluezRadio) self = EBB_BLUEZ_RADIO (user_data);
  g_autoptr (GError) error = NULL;

  ebb_bluez_adapter1_call_set_discovery_filter_finish (EBB_BLUEZ_ADAPTER1 (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* Without a filter the scan hears too much, and definitions sort it out. */
  if (error != NULL)
    g_message ("no scan filter: %s", error->message);
  ebb_bluez_adapter1_call_start_discovery (EBB_BLUEZ_ADAPTER1 (source), self->calls, started_cb,
                                           g_object_ref (self));
}

static void
stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbBluezRadio) self = EBB_BLUEZ_RADIO (user_data);
  g_autoptr (GError) error = NULL;

  ebb_bluez_adapter1_call_stop_discovery_finish (EBB_BLUEZ_ADAPTER1 (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* It scans no more for us, or never did. */
  if (error != NULL)
    g_debug ("ending the scan: %s", error->message);
  set_scan (self, SCAN_IDLE);
  reconcile (self);
}

/* No RSSI in it: some controllers do not measure it, and BlueZ then shows nothing at all. */
static GVariant *
make_filter (EbbBluezRadio *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "Transport", g_variant_new_string ("le"));
  g_variant_builder_add (&builder, "{sv}", "DuplicateData", g_variant_new_boolean (FALSE));
  if (self->scope == EBB_SCAN_BOOTS && self->service_uuids != NULL
      && self->service_uuids[0] != NULL)
    g_variant_builder_add (&builder, "{sv}", "UUIDs",
                           g_variant_new_strv ((const char *const *) self->service_uuids, -1));
  return g_variant_builder_end (&builder);
}

/* A filter holds from the start of a scan to its end. */
static gboolean
is_as_wanted (EbbBluezRadio *self)
{
  return self->is_wanted && self->filtered_scope == self->scope;
}

/* Takes the next step from what is to what is wished. */
static void
reconcile (EbbBluezRadio *self)
{
  if (self->adapter == NULL || ebb_bluez_radio_get_state (self) != EBB_RADIO_READY)
    return;
  if (self->is_wanted && self->scan == SCAN_IDLE)
    {
      self->scan = SCAN_STARTING;
      self->filtered_scope = self->scope;
      ebb_bluez_adapter1_call_set_discovery_filter (self->adapter, make_filter (self), self->calls,
                                                    filtered_cb, g_object_ref (self));
    }
  else if (self->scan == SCAN_ACTIVE && !is_as_wanted (self))
    {
      self->scan = SCAN_STOPPING;
      ebb_bluez_adapter1_call_stop_discovery (self->adapter, self->calls, stopped_cb,
                                              g_object_ref (self));
    }
}

/* What was under way went with the adapter, or with its power. */
static void
reset_scan (EbbBluezRadio *self)
{
  g_cancellable_cancel (self->calls);
  g_object_unref (self->calls);
  self->calls = g_cancellable_new ();
  set_scan (self, SCAN_IDLE);
}

/* Whatever it does for us. */
static void
end_use (EbbBluezRadio *self)
{
  if (self->adapter != NULL && (self->scan == SCAN_ACTIVE || self->scan == SCAN_STARTING))
    ebb_bluez_adapter1_call_stop_discovery (self->adapter, NULL, NULL, NULL);
  reset_scan (self);
  g_clear_object (&self->adapter);
}

static void
look_again (EbbBluezRadio *self)
{
  g_autoptr (EbbBluezAdapter1) adapter = ebb_bluez_adapters_choose (
      self->bus, self->wanted_adapter, self->adapter, self->chosen_address);

  if (adapter != self->adapter)
    {
      g_set_object (&self->adapter, adapter);
      self->is_blocked = FALSE;
      reset_scan (self);
    }
  if (adapter != NULL && ebb_bluez_adapter1_get_powered (adapter))
    self->is_blocked = FALSE;
  else if (self->scan != SCAN_IDLE)
    reset_scan (self);
  reconcile (self);
  emit_changed (self);
}

static void
bus_changed_cb (EbbBluezBus *bus G_GNUC_UNUSED, EbbBluezRadio *self)
{
  look_again (self);
}

static void
objects_changed_cb (EbbBluezBus *bus, const char *path, EbbBluezRadio *self)
{
  g_autoptr (GDBusProxy) adapter = ebb_bluez_bus_find (bus, path, EBB_BLUEZ_INTERFACE_ADAPTER);
  const char *used_path = ebb_bluez_radio_get_adapter_path (self);

  if (adapter != NULL || g_strcmp0 (path, used_path) == 0)
    look_again (self);
}

static void
properties_changed_cb (EbbBluezBus *bus G_GNUC_UNUSED,
                       const char *path G_GNUC_UNUSED,
                       GDBusProxy      *interface,
                       EbbBluezRadio   *self)
{
  if (EBB_BLUEZ_IS_ADAPTER1 (interface))
    look_again (self);
}

static gboolean
scan_over_cb (gpointer user_data)
{
  EbbBluezRadio *self = EBB_BLUEZ_RADIO (user_data);

  self->timeout_id = 0;
  end_wish (self);
  reconcile (self);
  emit_changed (self);
  return G_SOURCE_REMOVE;
}

static void
ebb_bluez_radio_dispose (GObject *object)
{
  EbbBluezRadio *self = EBB_BLUEZ_RADIO (object);

  /* BlueZ ends the scan of a program that goes; one that stays may have let go of the scanner. */
  if (self->adapter != NULL && self->scan == SCAN_ACTIVE)
    ebb_bluez_adapter1_call_stop_discovery (self->adapter, NULL, NULL, NULL);
  if (self->clock != NULL)
    end_wish (self);
  g_cancellable_cancel (self->calls);
  g_clear_object (&self->adapter);
  G_OBJECT_CLASS (ebb_bluez_radio_parent_class)->dispose (object);
}

static void
ebb_bluez_radio_finalize (GObject *object)
{
  EbbBluezRadio *self = EBB_BLUEZ_RADIO (object);

  g_clear_object (&self->bus);
  g_clear_object (&self->clock);
  g_clear_object (&self->calls);
  g_clear_pointer (&self->stop_tasks, g_ptr_array_unref);
  g_clear_pointer (&self->service_uuids, g_strfreev);
  g_clear_pointer (&self->wanted_adapter, g_free);
  g_clear_pointer (&self->chosen_address, g_free);
  G_OBJECT_CLASS (ebb_bluez_radio_parent_class)->finalize (object);
}

static void
ebb_bluez_radio_class_init (EbbBluezRadioClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_bluez_radio_dispose;
  object_class->finalize = ebb_bluez_radio_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ebb_bluez_radio_init (EbbBluezRadio *self)
{
  self->calls = g_cancellable_new ();
  self->stop_tasks = g_ptr_array_new_with_free_func (g_object_unref);
}

/* @adapter: (nullable): a path, or its last part; %NULL: whichever is there */
EbbBluezRadio *
ebb_bluez_radio_new (EbbBluezBus *bus,
                     EbbClock    *clock,
                     char       **take_service_uuids,
                     const char  *adapter)
{
  EbbBluezRadio *self = g_object_new (EBB_TYPE_BLUEZ_RADIO, NULL);

  self->bus = g_object_ref (bus);
  self->clock = g_object_ref (clock);
  self->service_uuids = take_service_uuids;
  self->wanted_adapter = g_strdup (adapter);
  g_signal_connect_object (bus, "changed", G_CALLBACK (bus_changed_cb), self, 0);
  g_signal_connect_object (bus, "objects-changed", G_CALLBACK (objects_changed_cb), self, 0);
  g_signal_connect_object (bus, "properties-changed", G_CALLBACK (properties_changed_cb), self, 0);
  return self;
}

/* READY as well in the first milliseconds, before anything is known: no false alarm. */
EbbRadioState
ebb_bluez_radio_get_state (EbbBluezRadio *self)
{
  switch (ebb_bluez_bus_get_state (self->bus))
    {
    case EBB_BLUEZ_BUS_UNKNOWN:
      return EBB_RADIO_READY;
    case EBB_BLUEZ_BUS_ABSENT:
      return EBB_RADIO_NO_SERVICE;
    case EBB_BLUEZ_BUS_DENIED:
      return EBB_RADIO_NO_PERMISSION;
    case EBB_BLUEZ_BUS_UP:
    default:
      break;
    }
  if (self->adapter == NULL)
    return EBB_RADIO_NO_ADAPTER;
  if (ebb_bluez_adapter1_get_powered (self->adapter))
    return EBB_RADIO_READY;
  if (self->is_blocked
      || g_strcmp0 (ebb_bluez_adapter1_get_power_state (self->adapter), "off-blocked") == 0)
    return EBB_RADIO_BLOCKED;
  return EBB_RADIO_OFF;
}

/* (nullable): there is none */
const char *
ebb_bluez_radio_get_adapter_path (EbbBluezRadio *self)
{
  return self->adapter != NULL ? g_dbus_proxy_get_object_path (G_DBUS_PROXY (self->adapter)) : NULL;
}

/* (transfer full) (element-type EbbAdapter): those it may use, by name */
GPtrArray *
ebb_bluez_radio_list_adapters (EbbBluezRadio *self)
{
  return ebb_bluez_adapters_describe (self->bus, self->wanted_adapter, self->adapter);
}

/* Uses the adapter of that address, now if it is there and else when there is a choice. */
void
ebb_bluez_radio_choose_adapter (EbbBluezRadio *self, const char *address)
{
  g_autoptr (GPtrArray) adapters = ebb_bluez_adapters_list (self->bus, self->wanted_adapter);

  g_free (self->chosen_address);
  self->chosen_address = g_strdup (address);
  for (guint i = 0; i < adapters->len; i++)
    if (adapters->pdata[i] != (gpointer) self->adapter
        && g_strcmp0 (ebb_bluez_adapter1_get_address (adapters->pdata[i]), address) == 0)
      {
        end_use (self);
        look_again (self);
        return;
      }
}

gboolean
ebb_bluez_radio_is_scanning (EbbBluezRadio *self)
{
  return self->is_wanted && ebb_bluez_radio_get_state (self) == EBB_RADIO_READY;
}

void
ebb_bluez_radio_set_scope (EbbBluezRadio *self, EbbScanScope scope)
{
  self->scope = scope;
}

/* Scans for EBB_SCAN_MAX_S from now, as soon and as long as the radio is ready. */
void
ebb_bluez_radio_scan (EbbBluezRadio *self)
{
  if (ebb_bluez_bus_get_state (self->bus) != EBB_BLUEZ_BUS_UP)
    ebb_bluez_bus_activate (self->bus);
  end_wish (self);
  self->is_wanted = TRUE;
  self->timeout_id = ebb_clock_add_timeout (self->clock, EBB_SCAN_MAX_S * 1000, scan_over_cb, self);
  reconcile (self);
  emit_changed (self);
}

void
ebb_bluez_radio_stop_async (EbbBluezRadio      *self,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const gboolean was_wanted = self->is_wanted;

  g_task_set_source_tag (task, ebb_bluez_radio_stop_async);
  end_wish (self);
  if (self->scan == SCAN_IDLE)
    g_task_return_boolean (task, TRUE);
  else
    g_ptr_array_add (self->stop_tasks, g_steal_pointer (&task));
  reconcile (self);
  if (was_wanted)
    emit_changed (self);
}

gboolean
ebb_bluez_radio_stop_finish (EbbBluezRadio *self G_GNUC_UNUSED,
                             GAsyncResult       *result,
                             GError            **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
powered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbBluezRadio) self = EBB_BLUEZ_RADIO (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);

  if (reply != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* BlueZ before 5.67 does not say that rfkill blocks until one tries. */
  g_message ("the adapter was not switched on: %s", error->message);
  self->is_blocked = TRUE;
  emit_changed (self);
}

void
ebb_bluez_radio_power_on (EbbBluezRadio *self)
{
  if (self->adapter == NULL)
    return;
  g_dbus_proxy_call (
      G_DBUS_PROXY (self->adapter), "org.freedesktop.DBus.Properties.Set",
      g_variant_new ("(ssv)", EBB_BLUEZ_INTERFACE_ADAPTER, "Powered", g_variant_new_boolean (TRUE)),
      G_DBUS_CALL_FLAGS_NONE, -1, self->calls, powered_cb, g_object_ref (self));
}
