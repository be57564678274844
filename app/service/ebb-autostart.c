/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-autostart.h"

#include <libportal/portal.h>
#include <string.h>

#define GROUP G_KEY_FILE_DESKTOP_GROUP
/* What GNOME's own settings write into the file. */
#define ENABLED "X-GNOME-Autostart-enabled"
#define MODE_OF_FOLDER 0700

struct _EbbAutostart
{
  GObject parent_instance;

  /* owned */
  char         *program;
  char         *path;
  XdpPortal    *portal; /* (nullable): no sandbox */
  GCancellable *cancellable;
  char         *error; /* (nullable) */

  /* state */
  EbbAutostartState state; /* of the last that was asked for; ON and OFF: look */
  gboolean          is_wanted;
  gboolean          is_granted; /* by the portal */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EbbAutostart, ebb_autostart, G_TYPE_OBJECT)

static void
ebb_autostart_dispose (GObject *object)
{
  EbbAutostart *self = EBB_AUTOSTART (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->portal);
  G_OBJECT_CLASS (ebb_autostart_parent_class)->dispose (object);
}

static void
ebb_autostart_finalize (GObject *object)
{
  EbbAutostart *self = EBB_AUTOSTART (object);

  g_clear_object (&self->cancellable);
  g_free (self->program);
  g_free (self->path);
  g_free (self->error);
  G_OBJECT_CLASS (ebb_autostart_parent_class)->finalize (object);
}

static void
ebb_autostart_class_init (EbbAutostartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_autostart_dispose;
  object_class->finalize = ebb_autostart_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EBB_TYPE_AUTOSTART, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
ebb_autostart_init (EbbAutostart *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * ebb_autostart_new:
 *
 * Returns: (transfer full): what has changed nothing
 */
EbbAutostart *
ebb_autostart_new (const EbbAutostartOptions *options)
{
  EbbAutostart    *self = g_object_new (EBB_TYPE_AUTOSTART, NULL);
  g_autofree char *name = g_strconcat (options->app_id, ".desktop", NULL);

  self->program = g_strdup (options->program);
  self->path = g_build_filename (options->directory, name, NULL);
  self->portal = options->is_sandbox ? xdp_portal_new () : NULL;
  return self;
}

gboolean
ebb_autostart_is_sandbox (void)
{
  return xdp_portal_running_under_sandbox ();
}

/* ---- the file ---- */

static gboolean
has_file (EbbAutostart *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (!g_key_file_load_from_file (file, self->path, G_KEY_FILE_NONE, NULL))
    return FALSE;
  if (g_key_file_get_boolean (file, GROUP, G_KEY_FILE_DESKTOP_KEY_HIDDEN, NULL))
    return FALSE;
  return !g_key_file_has_key (file, GROUP, ENABLED, NULL)
         || g_key_file_get_boolean (file, GROUP, ENABLED, NULL);
}

static gboolean
write_file (EbbAutostart *self, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *directory = g_path_get_dirname (self->path);
  g_autofree char *program = g_shell_quote (self->program);
  g_autofree char *command = g_strconcat (program, " --gapplication-service", NULL);

  if (g_mkdir_with_parents (directory, MODE_OF_FOLDER) != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", directory,
                   g_strerror (errno));
      return FALSE;
    }
  g_key_file_set_string (file, GROUP, G_KEY_FILE_DESKTOP_KEY_TYPE,
                         G_KEY_FILE_DESKTOP_TYPE_APPLICATION);
  g_key_file_set_string (file, GROUP, G_KEY_FILE_DESKTOP_KEY_NAME, "Ebb");
  g_key_file_set_string (file, GROUP, G_KEY_FILE_DESKTOP_KEY_EXEC, command);
  g_key_file_set_boolean (file, GROUP, G_KEY_FILE_DESKTOP_KEY_NO_DISPLAY, TRUE);
  g_key_file_set_boolean (file, GROUP, ENABLED, TRUE);
  return g_key_file_save_to_file (file, self->path, error);
}

static gboolean
remove_file (EbbAutostart *self, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);

  return !g_file_query_exists (file, NULL) || g_file_delete (file, NULL, error);
}

static void
finish (EbbAutostart *self, EbbAutostartState state, const GError *error)
{
  g_free (self->error);
  self->error = error != NULL ? g_strdup (error->message) : NULL;
  self->state = state;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
change_file (EbbAutostart *self)
{
  g_autoptr (GError) error = NULL;

  if (self->is_wanted ? write_file (self, &error) : remove_file (self, &error))
    finish (self, self->is_wanted ? EBB_AUTOSTART_ON : EBB_AUTOSTART_OFF, NULL);
  else
    finish (self, EBB_AUTOSTART_FAILED, error);
}

/* ---- the portal ---- */

static void
asked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbAutostart) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_granted = xdp_portal_request_background_finish (XDP_PORTAL (object), result, &error);

  if (self->portal == NULL)
    return;
  self->is_granted = is_granted && self->is_wanted;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || (!is_granted && error == NULL))
    finish (self, self->is_wanted ? EBB_AUTOSTART_REFUSED : EBB_AUTOSTART_OFF, NULL);
  else if (error != NULL)
    finish (self, EBB_AUTOSTART_FAILED, error);
  else
    finish (self, self->is_granted ? EBB_AUTOSTART_ON : EBB_AUTOSTART_OFF, NULL);
}

static void
ask (EbbAutostart *self)
{
  g_autoptr (GPtrArray) command = g_ptr_array_new ();

  g_ptr_array_add (command, (gpointer) "ebb");
  g_ptr_array_add (command, (gpointer) "--gapplication-service");
  g_ptr_array_add (command, NULL);
  xdp_portal_request_background (self->portal, NULL, NULL, command,
                                 self->is_wanted ? XDP_BACKGROUND_FLAG_AUTOSTART
                                                 : XDP_BACKGROUND_FLAG_NONE,
                                 self->cancellable, asked_cb, g_object_ref (self));
}

/* ---- both ---- */

EbbAutostartState
ebb_autostart_get_state (EbbAutostart *self)
{
  if (self->state != EBB_AUTOSTART_ON && self->state != EBB_AUTOSTART_OFF)
    return self->state;
  if (self->portal != NULL)
    return self->is_granted ? EBB_AUTOSTART_ON : EBB_AUTOSTART_OFF;
  return has_file (self) ? EBB_AUTOSTART_ON : EBB_AUTOSTART_OFF;
}

const char *
ebb_autostart_get_error (EbbAutostart *self)
{
  return self->error;
}

/**
 * ebb_autostart_set_wanted:
 *
 * Asked for while the desktop is asking, it does nothing.
 */
void
ebb_autostart_set_wanted (EbbAutostart *self, gboolean is_wanted)
{
  g_return_if_fail (EBB_IS_AUTOSTART (self));

  if (self->state == EBB_AUTOSTART_ASKING)
    return;
  self->is_wanted = is_wanted;
  if (self->portal == NULL)
    {
      change_file (self);
      return;
    }
  finish (self, EBB_AUTOSTART_ASKING, NULL);
  ask (self);
}

void
ebb_autostart_set_granted (EbbAutostart *self, gboolean is_granted)
{
  self->is_granted = is_granted;
}
