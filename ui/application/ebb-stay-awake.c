/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-stay-awake.h"

#include <glib/gi18n.h>

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
/* Of the Inhibit portal, version 1. */
#define FLAG_LOGOUT 1u
#define FLAG_IDLE 8u

struct _EbbStayAwake
{
  GObject parent_instance;

  /* borrowed */
  GApplication *application;

  /* state */
  char    *handle; /* (nullable): of what was granted, until it is closed */
  gboolean is_wanted;
  gboolean is_asking;
};

G_DEFINE_FINAL_TYPE (EbbStayAwake, ebb_stay_awake, G_TYPE_OBJECT)

/* Nobody waits for the answer: a portal that is gone holds up nothing any more. */
static void
take_back (EbbStayAwake *self)
{
  GDBusConnection *connection = g_application_get_dbus_connection (self->application);
  g_autofree char *handle = g_steal_pointer (&self->handle);

  if (handle != NULL && connection != NULL)
    g_dbus_connection_call (connection, PORTAL_NAME, handle, "org.freedesktop.portal.Request",
                            "Close", NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL,
                            NULL);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbStayAwake) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);

  self->is_asking = FALSE;
  if (answer == NULL)
    {
      g_debug ("the desktop does not stay awake: %s", error->message);
      return;
    }
  g_variant_get (answer, "(o)", &self->handle);
  if (!self->is_wanted)
    take_back (self);
}

static void
ask (EbbStayAwake *self, GDBusConnection *connection)
{
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "reason",
                         g_variant_new_string (_ ("Boots are running")));
  self->is_asking = TRUE;
  g_dbus_connection_call (
      connection, PORTAL_NAME, PORTAL_PATH, "org.freedesktop.portal.Inhibit", "Inhibit",
      g_variant_new ("(sua{sv})", "", FLAG_LOGOUT | FLAG_IDLE, &options), G_VARIANT_TYPE ("(o)"),
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, answered_cb, g_object_ref (self));
}

static void
ebb_stay_awake_dispose (GObject *object)
{
  EbbStayAwake *self = EBB_STAY_AWAKE (object);

  self->is_wanted = FALSE;
  if (self->application != NULL)
    take_back (self);
  G_OBJECT_CLASS (ebb_stay_awake_parent_class)->dispose (object);
}

static void
ebb_stay_awake_class_init (EbbStayAwakeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_stay_awake_dispose;
}

static void
ebb_stay_awake_init (EbbStayAwake *self)
{
}

/**
 * ebb_stay_awake_new:
 * @application: borrowed; outlives what is returned
 *
 * Returns: (transfer full): one that has asked for nothing
 */
EbbStayAwake *
ebb_stay_awake_new (GApplication *application)
{
  EbbStayAwake *self = g_object_new (EBB_TYPE_STAY_AWAKE, NULL);

  self->application = application;
  return self;
}

/**
 * ebb_stay_awake_set_wanted:
 *
 * Asks for it, or takes it back, and waits for neither.
 */
void
ebb_stay_awake_set_wanted (EbbStayAwake *self, gboolean is_wanted)
{
  GDBusConnection *connection = g_application_get_dbus_connection (self->application);

  self->is_wanted = is_wanted;
  if (!is_wanted)
    take_back (self);
  else if (self->handle == NULL && !self->is_asking && connection != NULL)
    ask (self, connection);
}
