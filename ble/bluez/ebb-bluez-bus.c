/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-bus-private.h"

#include "ebb-bluez-dbus.h"
#include "ebb-bluez-unused-private.h"

#define SERVICE_NAME "org.bluez"

struct _EbbBluezBus
{
  GObject parent_instance;

  /* owned */
  GDBusConnection    *connection; /* (nullable): not there yet, or no system bus */
  GDBusObjectManager *objects;    /* (nullable): only while UP */
  GCancellable       *life;       /* of the service: cancelled when it goes */
  GCancellable       *own_life;   /* of this object */
  char               *owner;      /* (nullable): unique name */

  /* state */
  EbbBluezBusState state;
  guint            n_listings; /* that were not answered */
  guint            watch_id;
  gboolean         was_activated;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_OBJECTS_CHANGED,
  SIGNAL_PROPERTIES_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EbbBluezBus, ebb_bluez_bus, G_TYPE_OBJECT)

static void
set_state (EbbBluezBus *self, EbbBluezBusState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static EbbBluezBusState
state_from_error (const GError *error)
{
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_AUTH_FAILED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return EBB_BLUEZ_BUS_DENIED;
  return EBB_BLUEZ_BUS_ABSENT;
}

static void
object_cb (GDBusObjectManager *manager G_GNUC_UNUSED, GDBusObject *object, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_OBJECTS_CHANGED], 0,
                 g_dbus_object_get_object_path (object));
}

static void
interface_cb (GDBusObjectManager *manager G_GNUC_UNUSED,
              GDBusObject                *object,
              GDBusInterface *interface   G_GNUC_UNUSED,
              gpointer                    user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_OBJECTS_CHANGED], 0,
                 g_dbus_object_get_object_path (object));
}

static void
properties_cb (GDBusObjectManagerClient *manager G_GNUC_UNUSED,
               GDBusObjectProxy                 *object,
               GDBusProxy                       *interface,
               GVariant *changed                 G_GNUC_UNUSED,
               const char *const *invalidated    G_GNUC_UNUSED,
               gpointer                          user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_PROPERTIES_CHANGED], 0,
                 g_dbus_object_get_object_path (G_DBUS_OBJECT (object)), interface);
}

static void
follow_objects (EbbBluezBus *self)
{
  g_signal_connect_object (self->objects, "object-added", G_CALLBACK (object_cb), self, 0);
  g_signal_connect_object (self->objects, "object-removed", G_CALLBACK (object_cb), self, 0);
  g_signal_connect_object (self->objects, "interface-added", G_CALLBACK (interface_cb), self, 0);
  g_signal_connect_object (self->objects, "interface-removed", G_CALLBACK (interface_cb), self, 0);
  g_signal_connect_object (self->objects, "interface-proxy-properties-changed",
                           G_CALLBACK (properties_cb), self, 0);
}

static void
objects_ready_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbBluezBus) self = EBB_BLUEZ_BUS (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusObjectManager) objects = g_dbus_object_manager_client_new_finish (result, &error);

  self->n_listings--;
  /* It went while its objects were read; whatever was read is of the past. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (objects == NULL)
    {
      g_message ("the Bluetooth service does not list its objects: %s", error->message);
      set_state (self, state_from_error (error));
      return;
    }
  if (g_strcmp0 (g_dbus_object_manager_client_get_name (G_DBUS_OBJECT_MANAGER_CLIENT (objects)),
                 self->owner)
      != 0)
    return;
  g_set_object (&self->objects, objects);
  follow_objects (self);
  set_state (self, EBB_BLUEZ_BUS_UP);
}

static void
end_life (EbbBluezBus *self)
{
  if (self->life != NULL)
    g_cancellable_cancel (self->life);
  g_clear_object (&self->life);
  if (self->objects != NULL)
    g_signal_handlers_disconnect_by_data (self->objects, self);
  g_clear_object (&self->objects);
  g_clear_pointer (&self->owner, g_free);
}

/* @interface_name: (nullable): of the object itself */
static GType
get_proxy_type (GDBusObjectManagerClient *manager,
                const char               *path,
                const char               *interface_name,
                gpointer user_data        G_GNUC_UNUSED)
{
  GType type = ebb_bluez_object_manager_client_get_proxy_type (manager, path, interface_name, NULL);

  return interface_name != NULL && type == G_TYPE_DBUS_PROXY ? EBB_TYPE_BLUEZ_UNUSED : type;
}

static void
list_objects (EbbBluezBus *self)
{
  self->n_listings++;
  g_dbus_object_manager_client_new (
      self->connection, G_DBUS_OBJECT_MANAGER_CLIENT_FLAGS_DO_NOT_AUTO_START, self->owner, "/",
      get_proxy_type, NULL, NULL, self->life, objects_ready_cb, g_object_ref (self));
}

static void
appeared_cb (GDBusConnection *connection G_GNUC_UNUSED,
             const char *name            G_GNUC_UNUSED,
             const char                 *owner,
             gpointer                    user_data)
{
  EbbBluezBus *self = EBB_BLUEZ_BUS (user_data);

  end_life (self);
  self->life = g_cancellable_new ();
  self->owner = g_strdup (owner);
  list_objects (self);
}

static void
vanished_cb (GDBusConnection *connection G_GNUC_UNUSED,
             const char *name            G_GNUC_UNUSED,
             gpointer                    user_data)
{
  EbbBluezBus *self = EBB_BLUEZ_BUS (user_data);

  end_life (self);
  if (!self->was_activated)
    ebb_bluez_bus_activate (self);
  else
    set_state (self, EBB_BLUEZ_BUS_ABSENT);
}

static void
watch (EbbBluezBus *self)
{
  self->watch_id =
      g_bus_watch_name_on_connection (self->connection, SERVICE_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                      appeared_cb, vanished_cb, self, NULL);
}

static void
bus_ready_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbBluezBus) self = EBB_BLUEZ_BUS (user_data);
  g_autoptr (GError) error = NULL;

  self->connection = g_bus_get_finish (result, &error);
  if (self->connection != NULL)
    {
      watch (self);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* The state says it to whoever needs Bluetooth; to list the history one needs none. */
  g_debug ("no system bus: %s", error->message);
  set_state (self, state_from_error (error));
}

static void
activated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbBluezBus) self = EBB_BLUEZ_BUS (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  /* When it was started, the name appears; nothing to do here. */
  if (reply != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_debug ("the Bluetooth service could not be started: %s", error->message);
  if (self->owner == NULL)
    set_state (self, state_from_error (error));
}

static void
ebb_bluez_bus_dispose (GObject *object)
{
  EbbBluezBus *self = EBB_BLUEZ_BUS (object);

  g_cancellable_cancel (self->own_life);
  g_clear_handle_id (&self->watch_id, g_bus_unwatch_name);
  end_life (self);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (ebb_bluez_bus_parent_class)->dispose (object);
}

static void
ebb_bluez_bus_finalize (GObject *object)
{
  EbbBluezBus *self = EBB_BLUEZ_BUS (object);

  g_clear_object (&self->own_life);
  G_OBJECT_CLASS (ebb_bluez_bus_parent_class)->finalize (object);
}

static void
ebb_bluez_bus_class_init (EbbBluezBusClass *klass)
{
  const GType   type = G_TYPE_FROM_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_bluez_bus_dispose;
  object_class->finalize = ebb_bluez_bus_finalize;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_OBJECTS_CHANGED] = g_signal_new ("objects-changed", type, G_SIGNAL_RUN_LAST, 0,
                                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_PROPERTIES_CHANGED] =
      g_signal_new ("properties-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                    2, G_TYPE_STRING, G_TYPE_DBUS_PROXY);
}

static void
ebb_bluez_bus_init (EbbBluezBus *self)
{
  self->own_life = g_cancellable_new ();
}

/**
 * ebb_bluez_bus_new:
 * @connection: (nullable): the bus to look on; %NULL: the system bus
 *
 * Begins to look for the service, and has it started if it is not there. The state is UNKNOWN
 * until "changed".
 *
 * Returns: (transfer full): the service
 */
EbbBluezBus *
ebb_bluez_bus_new (GDBusConnection *connection)
{
  EbbBluezBus *self = g_object_new (EBB_TYPE_BLUEZ_BUS, NULL);

  if (connection == NULL)
    {
      g_bus_get (G_BUS_TYPE_SYSTEM, self->own_life, bus_ready_cb, g_object_ref (self));
      return self;
    }
  self->connection = g_object_ref (connection);
  watch (self);
  return self;
}

/**
 * ebb_bluez_bus_get_state:
 *
 * Returns: what is known of the service now
 */
EbbBluezBusState
ebb_bluez_bus_get_state (EbbBluezBus *self)
{
  return self->state;
}

/**
 * ebb_bluez_bus_get_connection:
 *
 * Returns: (nullable) (transfer none): the bus; never %NULL while UP
 */
GDBusConnection *
ebb_bluez_bus_get_connection (EbbBluezBus *self)
{
  return self->connection;
}

/**
 * ebb_bluez_bus_get_owner:
 *
 * Returns: (nullable): the unique name of the service; never %NULL while UP
 */
const char *
ebb_bluez_bus_get_owner (EbbBluezBus *self)
{
  return self->owner;
}

/**
 * ebb_bluez_bus_activate:
 *
 * Asks the bus to start the service if it is absent. Done once by itself; a service that somebody
 * stopped later is started again only when asked here. One that is there and would not list its
 * objects, because it hung or was not to be spoken to, is asked again.
 */
void
ebb_bluez_bus_activate (EbbBluezBus *self)
{
  self->was_activated = TRUE;
  if (self->owner != NULL)
    {
      if (self->objects == NULL && self->n_listings == 0)
        list_objects (self);
      return;
    }
  if (self->connection == NULL)
    {
      if (self->state != EBB_BLUEZ_BUS_UNKNOWN)
        g_bus_get (G_BUS_TYPE_SYSTEM, self->own_life, bus_ready_cb, g_object_ref (self));
      return;
    }
  g_dbus_connection_call (
      self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "StartServiceByName", g_variant_new ("(su)", SERVICE_NAME, 0u), G_VARIANT_TYPE ("(u)"),
      G_DBUS_CALL_FLAGS_NONE, -1, self->own_life, activated_cb, g_object_ref (self));
}

/**
 * ebb_bluez_bus_find:
 *
 * The proxy comes without a timeout of its own: every call gets an EbbBluezDeadline.
 *
 * Returns: (nullable) (transfer full): the interface of the object at @path, if it has it
 */
GDBusProxy *
ebb_bluez_bus_find (EbbBluezBus *self, const char *path, const char *interface_name)
{
  GDBusInterface *interface;

  if (self->objects == NULL || path == NULL)
    return NULL;
  interface = g_dbus_object_manager_get_interface (self->objects, path, interface_name);
  if (interface == NULL)
    return NULL;
  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (interface), G_MAXINT);
  return G_DBUS_PROXY (interface);
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (g_dbus_proxy_get_object_path (*(GDBusProxy *const *) a),
                    g_dbus_proxy_get_object_path (*(GDBusProxy *const *) b));
}

/**
 * ebb_bluez_bus_list:
 * @path_prefix: (nullable): only objects below this one
 *
 * Returns: (transfer full) (element-type GDBusProxy): every object's @interface_name, by path
 */
GPtrArray *
ebb_bluez_bus_list (EbbBluezBus *self, const char *path_prefix, const char *interface_name)
{
  GPtrArray       *found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *prefix = path_prefix != NULL ? g_strconcat (path_prefix, "/", NULL) : NULL;
  g_autolist (GDBusObject) objects =
      self->objects != NULL ? g_dbus_object_manager_get_objects (self->objects) : NULL;

  for (GList *each = objects; each != NULL; each = each->next)
    {
      const char *path = g_dbus_object_get_object_path (each->data);
      GDBusProxy *proxy;

      if (prefix != NULL && !g_str_has_prefix (path, prefix))
        continue;
      proxy = ebb_bluez_bus_find (self, path, interface_name);
      if (proxy != NULL)
        g_ptr_array_add (found, proxy);
    }
  g_ptr_array_sort (found, compare_paths);
  return found;
}
