/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-screen-lock.h"

#include "ebb-login-dbus.h"

#define SERVICE_NAME "org.freedesktop.login1"
#define SERVICE_PATH "/org/freedesktop/login1"
/* The session of whoever asks, or the one with the screen of the account (logind, since 243). */
#define OWN_SESSION "auto"

struct _EbbScreenLock
{
  GObject parent_instance;

  /* owned */
  GDBusConnection *connection;  /* (nullable): the system bus */
  GCancellable    *cancellable; /* (nullable): nobody wants to know */
  EbbLoginSession *session;     /* (nullable): not found yet, or not there */

  /* state */
  gboolean is_known;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EbbScreenLock, ebb_screen_lock, G_TYPE_OBJECT)

static void
ebb_screen_lock_dispose (GObject *object)
{
  ebb_screen_lock_unwatch (EBB_SCREEN_LOCK (object));
  g_clear_object (&EBB_SCREEN_LOCK (object)->connection);
  G_OBJECT_CLASS (ebb_screen_lock_parent_class)->dispose (object);
}

static void
ebb_screen_lock_class_init (EbbScreenLockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_screen_lock_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EBB_TYPE_SCREEN_LOCK, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ebb_screen_lock_init (EbbScreenLock *self G_GNUC_UNUSED)
{
}

EbbScreenLock *
ebb_screen_lock_new (GDBusConnection *connection)
{
  EbbScreenLock *self = g_object_new (EBB_TYPE_SCREEN_LOCK, NULL);

  self->connection = connection != NULL ? g_object_ref (connection) : NULL;
  return self;
}

static void
change (EbbScreenLock *self)
{
  self->is_known = TRUE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* It was asked for by somebody who does not want to know any more. */
static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
give_up (EbbScreenLock *self, const GError *error)
{
  if (is_cancelled (error))
    return;
  g_debug ("whether the screen is locked is not known: %s", error->message);
  change (self);
}

static void
session_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbScreenLock) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbLoginSession) session = ebb_login_session_proxy_new_finish (result, &error);

  if (session == NULL)
    {
      give_up (self, error);
      return;
    }
  g_set_object (&self->session, session);
  g_signal_connect_object (session, "notify::locked-hint", G_CALLBACK (change), self,
                           G_CONNECT_SWAPPED);
  change (self);
}

static void
path_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbScreenLock) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  if (!ebb_login_manager_call_get_session_finish (EBB_LOGIN_MANAGER (object), &path, result,
                                                  &error))
    {
      give_up (self, error);
      return;
    }
  ebb_login_session_proxy_new (g_dbus_proxy_get_connection (G_DBUS_PROXY (object)),
                               G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START, SERVICE_NAME, path,
                               self->cancellable, session_cb, g_object_ref (self));
}

static gboolean
has_owner (EbbLoginManager *manager)
{
  g_autofree char *owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (manager));

  return owner != NULL;
}

static void
manager_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbScreenLock) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbLoginManager) manager = ebb_login_manager_proxy_new_finish (result, &error);

  if (manager != NULL && !has_owner (manager))
    g_set_error (&error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN, "there is no login manager");
  if (error != NULL)
    {
      give_up (self, error);
      return;
    }
  ebb_login_manager_call_get_session (manager, OWN_SESSION, self->cancellable, path_cb,
                                      g_object_ref (self));
}

static void
find_session (EbbScreenLock *self, GDBusConnection *connection)
{
  ebb_login_manager_proxy_new (
      connection,
      G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES | G_DBUS_PROXY_FLAGS_DO_NOT_CONNECT_SIGNALS
          | G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START,
      SERVICE_NAME, SERVICE_PATH, self->cancellable, manager_cb, g_object_ref (self));
}

static void
bus_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbScreenLock) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, &error);

  if (connection == NULL)
    give_up (self, error);
  else
    find_session (self, connection);
}

void
ebb_screen_lock_watch (EbbScreenLock *self)
{
  g_return_if_fail (EBB_IS_SCREEN_LOCK (self));

  if (self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  if (self->connection != NULL)
    find_session (self, self->connection);
  else
    g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, bus_cb, g_object_ref (self));
}

void
ebb_screen_lock_unwatch (EbbScreenLock *self)
{
  g_return_if_fail (EBB_IS_SCREEN_LOCK (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  self->is_known = FALSE;
}

/**
 * ebb_screen_lock_is_known:
 *
 * Returns: %FALSE while nobody has answered yet
 */
gboolean
ebb_screen_lock_is_known (EbbScreenLock *self)
{
  return self->is_known;
}

gboolean
ebb_screen_lock_is_locked (EbbScreenLock *self)
{
  return self->session != NULL && ebb_login_session_get_locked_hint (self->session);
}
