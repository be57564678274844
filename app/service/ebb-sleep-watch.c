/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sleep-watch.h"

#include <gio/gunixfdlist.h>
#include <unistd.h>

#include "ebb-login-dbus.h"

#define SERVICE_NAME "org.freedesktop.login1"
#define SERVICE_PATH "/org/freedesktop/login1"

/* The login manager waits for 5 s by default, for all who asked together. */
#define HELD_AT_MOST_MS 2000

typedef enum
{
  HOLD_DELAY, /* it waits for us before it goes */
  HOLD_IDLE,  /* and does not go because nobody types */
  N_HOLDS,
} Hold;

static const struct
{
  const char *what;
  const char *why;
  const char *mode;
} holds[N_HOLDS] = {
  [HOLD_DELAY] = { "sleep:shutdown", "The boots are stopped first", "delay" },
  [HOLD_IDLE] = { "idle", "Boots are running", "block" },
};

struct _EbbSleepWatch
{
  GObject parent_instance;

  /* owned */
  EbbClock        *clock;
  EbbLoginManager *manager; /* (nullable): not there yet, or no bus */
  GCancellable    *cancellable;

  /* state */
  int      inhibitor[N_HOLDS]; /* descriptors whose closing lets the computer go; -1: none */
  gboolean is_asking[N_HOLDS];
  guint    bound_id;
  gboolean is_wanted;
  gboolean is_leaving;
};

enum
{
  SIGNAL_LEAVING,
  SIGNAL_BACK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EbbSleepWatch, ebb_sleep_watch, G_TYPE_OBJECT)

static void
close_inhibitors (EbbSleepWatch *self)
{
  ebb_clock_clear (self->clock, &self->bound_id);
  for (int i = 0; i < N_HOLDS; i++)
    {
      if (self->inhibitor[i] >= 0)
        close (self->inhibitor[i]);
      self->inhibitor[i] = -1;
    }
}

static int
take_descriptor (GVariant *handle, GUnixFDList *list, GError **error)
{
  gint32 index = handle != NULL ? g_variant_get_handle (handle) : -1;

  if (list != NULL && index >= 0 && index < g_unix_fd_list_get_length (list))
    return g_unix_fd_list_get (list, index, error);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               "the login manager answered handle %d, expected one of the descriptors beside it",
               index);
  return -1;
}

static void
take_answer (EbbSleepWatch *self, Hold hold, GObject *object, GAsyncResult *result)
{
  g_autoptr (GVariant) handle = NULL;
  g_autoptr (GUnixFDList) list = NULL;
  g_autoptr (GError) error = NULL;

  self->is_asking[hold] = FALSE;
  if (ebb_login_manager_call_inhibit_finish (EBB_LOGIN_MANAGER (object), &handle, &list, result,
                                             &error))
    self->inhibitor[hold] = take_descriptor (handle, list, &error);
  /* Nobody is asked then before the computer sleeps: the lease of the boots is what is left. */
  if (error != NULL)
    g_debug ("%s is not held: %s", holds[hold].what, error->message);
  if (!self->is_wanted)
    close_inhibitors (self);
}

static void
delayed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbSleepWatch) self = user_data;

  take_answer (self, HOLD_DELAY, object, result);
}

static void
idle_held_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbSleepWatch) self = user_data;

  take_answer (self, HOLD_IDLE, object, result);
}

static gboolean
is_manager_there (EbbSleepWatch *self)
{
  g_autofree char *owner = NULL;

  if (self->manager != NULL)
    owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (self->manager));
  return owner != NULL;
}

/* Nobody is asked who is not there: on GLib 2.74 that call would keep its parameters for ever. */
static void
ask (EbbSleepWatch *self)
{
  static const GAsyncReadyCallback answered[N_HOLDS] = { delayed_cb, idle_held_cb };

  if (!self->is_wanted || self->is_leaving || !is_manager_there (self))
    return;
  for (int i = 0; i < N_HOLDS; i++)
    if (!self->is_asking[i] && self->inhibitor[i] < 0)
      {
        self->is_asking[i] = TRUE;
        ebb_login_manager_call_inhibit (self->manager, holds[i].what, "Ebb", holds[i].why,
                                        holds[i].mode, NULL, self->cancellable, answered[i],
                                        g_object_ref (self));
      }
}

static gboolean
bound_cb (gpointer user_data)
{
  EbbSleepWatch *self = user_data;

  self->bound_id = 0;
  g_message ("the boots are not known to be empty, and the computer is not kept any longer");
  close_inhibitors (self);
  return G_SOURCE_REMOVE;
}

static void
leave (EbbSleepWatch *self, EbbDeparture departure)
{
  self->is_leaving = TRUE;
  if (self->inhibitor[HOLD_DELAY] >= 0 && self->bound_id == 0)
    self->bound_id = ebb_clock_add_timeout (self->clock, HELD_AT_MOST_MS, bound_cb, self);
  g_signal_emit (self, signals[SIGNAL_LEAVING], 0, (guint) departure);
}

static void
come_back (EbbSleepWatch *self)
{
  self->is_leaving = FALSE;
  ebb_clock_clear (self->clock, &self->bound_id);
  g_signal_emit (self, signals[SIGNAL_BACK], 0);
  ask (self);
}

static void
prepare_for_sleep_cb (EbbSleepWatch *self, gboolean is_starting)
{
  if (is_starting)
    leave (self, EBB_DEPARTURE_SLEEP);
  else
    come_back (self);
}

static void
prepare_for_shutdown_cb (EbbSleepWatch *self, gboolean is_starting)
{
  if (is_starting)
    leave (self, EBB_DEPARTURE_SHUTDOWN);
  else
    come_back (self);
}

/* A login manager that went says no more whether the computer stays. */
static void
owner_changed_cb (EbbSleepWatch *self)
{
  if (self->is_leaving)
    come_back (self);
  else
    ask (self);
}

static void
manager_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbSleepWatch) self = user_data;
  g_autoptr (GError) error = NULL;

  self->manager = ebb_login_manager_proxy_new_finish (result, &error);
  if (self->manager == NULL)
    {
      g_debug ("no login manager: %s", error->message);
      return;
    }
  g_signal_connect_object (self->manager, "prepare-for-sleep", G_CALLBACK (prepare_for_sleep_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->manager, "prepare-for-shutdown",
                           G_CALLBACK (prepare_for_shutdown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->manager, "notify::g-name-owner", G_CALLBACK (owner_changed_cb),
                           self, G_CONNECT_SWAPPED);
  ask (self);
}

static void
open_manager (EbbSleepWatch *self, GDBusConnection *connection)
{
  ebb_login_manager_proxy_new (
      connection, G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES | G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START,
      SERVICE_NAME, SERVICE_PATH, self->cancellable, manager_cb, g_object_ref (self));
}

static void
bus_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbSleepWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, &error);

  if (connection == NULL)
    g_debug ("no system bus: %s", error->message);
  else if (!g_cancellable_is_cancelled (self->cancellable))
    open_manager (self, connection);
}

static void
ebb_sleep_watch_dispose (GObject *object)
{
  EbbSleepWatch *self = EBB_SLEEP_WATCH (object);

  self->is_wanted = FALSE;
  if (self->clock != NULL)
    close_inhibitors (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->manager);
  G_OBJECT_CLASS (ebb_sleep_watch_parent_class)->dispose (object);
}

static void
ebb_sleep_watch_finalize (GObject *object)
{
  EbbSleepWatch *self = EBB_SLEEP_WATCH (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (ebb_sleep_watch_parent_class)->finalize (object);
}

static void
ebb_sleep_watch_class_init (EbbSleepWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_sleep_watch_dispose;
  object_class->finalize = ebb_sleep_watch_finalize;
  signals[SIGNAL_LEAVING] = g_signal_new ("leaving", EBB_TYPE_SLEEP_WATCH, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_BACK] = g_signal_new ("back", EBB_TYPE_SLEEP_WATCH, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
}

static void
ebb_sleep_watch_init (EbbSleepWatch *self)
{
  self->cancellable = g_cancellable_new ();
  for (int i = 0; i < N_HOLDS; i++)
    self->inhibitor[i] = -1;
}

/**
 * ebb_sleep_watch_new:
 * @connection: (nullable): to the bus of the login manager; %NULL: the system bus
 *
 * Returns: (transfer full): a watch, not held; it hears nothing until the login manager is found
 */
EbbSleepWatch *
ebb_sleep_watch_new (EbbClock *clock, GDBusConnection *connection)
{
  EbbSleepWatch *self = g_object_new (EBB_TYPE_SLEEP_WATCH, NULL);

  self->clock = g_object_ref (clock);
  if (connection != NULL)
    open_manager (self, connection);
  else
    g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, bus_cb, g_object_ref (self));
  return self;
}

/**
 * ebb_sleep_watch_hold:
 *
 * From now on the computer waits for ebb_sleep_watch_release() before it sleeps or goes down, for
 * 2 s at most, and does not sleep because nobody types. Does nothing when it is held or asked for already.
 */
void
ebb_sleep_watch_hold (EbbSleepWatch *self)
{
  self->is_wanted = TRUE;
  ask (self);
}

/**
 * ebb_sleep_watch_release:
 *
 * Lets the computer go. Safe when it is not held.
 */
void
ebb_sleep_watch_release (EbbSleepWatch *self)
{
  self->is_wanted = FALSE;
  close_inhibitors (self);
}

/**
 * ebb_sleep_watch_is_held:
 *
 * Returns: whether the login manager would wait for us
 */
gboolean
ebb_sleep_watch_is_held (EbbSleepWatch *self)
{
  return self->inhibitor[HOLD_DELAY] >= 0;
}

/**
 * ebb_sleep_watch_is_leaving:
 *
 * Returns: whether the computer is about to sleep or to go down
 */
gboolean
ebb_sleep_watch_is_leaving (EbbSleepWatch *self)
{
  return self->is_leaving;
}
