/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-application.h"

#include <glib/gi18n.h>

#include "ebb-plan-notifier.h"
#include "ebb-style.h"
#include "ebb-window.h"
#include "ebb-current-session-elsewhere.h"
#include "ebb-current-session-set.h"
#include "ebb-current-session-steps.h"

struct _EbbApplication
{
  AdwApplication parent_instance;

  /* owned */
  char            *version;
  EbbHousehold    *household;     /* (nullable): could not be opened */
  EbbCore         *core;          /* (nullable): there is no window */
  EbbPlanNotifier *plan_notifier; /* (nullable): as the household */
  EbbStopKeys     *stop_keys;
  GError          *error; /* (nullable): why there is no household */
  guint            closing_id;

  /* borrowed */
  const EbbApplicationMaker *maker;
  gpointer                   maker_data;
  EbbWindow                 *window; /* (nullable): owned by GTK */

  /* state */
  gboolean is_held;     /* it stays without a window */
  gboolean is_quitting; /* it was told to go, and not by somebody who closes a window */
};

G_DEFINE_FINAL_TYPE (EbbApplication, ebb_application, ADW_TYPE_APPLICATION)

/* From the notification, as the next. */
static void
say_present_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbApplication *self = user_data;

  if (self->core != NULL)
    ebb_current_session_say_present (ebb_core_get_current_session (self->core));
}

static void
stop_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbApplication *self = user_data;

  if (self->window != NULL)
    ebb_window_stop (self->window, EBB_STOP_FROM_NOTIFICATION);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_activate (G_APPLICATION (user_data));
}

/* What was said to the notification of a plan: of the slot that it was of. */
static gboolean
read_slot (GVariant *parameter, const char **plan_id, EbbLocalTime *local)
{
  const char *slot;

  g_variant_get (parameter, "(&s&s)", plan_id, &slot);
  return ebb_local_time_parse (slot, local);
}

static void
plan_open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbApplication *self = user_data;
  const char     *plan_id;
  EbbLocalTime    local;

  g_application_activate (G_APPLICATION (self));
  if (self->window != NULL && read_slot (parameter, &plan_id, &local))
    ebb_window_open_plan (self->window, plan_id, &local);
}

static void
plan_later_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbApplication *self = user_data;
  const char     *plan_id;
  EbbLocalTime    local;

  if (self->household != NULL && read_slot (parameter, &plan_id, &local))
    ebb_reminders_postpone (ebb_household_get_reminders (self->household), plan_id, &local);
}

static void
plan_skip_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbApplication *self = user_data;
  const char     *plan_id;
  EbbLocalTime    local;

  if (self->household != NULL && read_slot (parameter, &plan_id, &local))
    ebb_reminders_skip (ebb_household_get_reminders (self->household), plan_id, &local);
}

/* Somebody closes the window by it. What reminds without one goes on. */
static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbApplication *self = user_data;

  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
  else
    g_application_quit (G_APPLICATION (self));
}

static gboolean
is_live (EbbApplication *self)
{
  return self->core != NULL
         && ebb_current_session_get_snapshot (ebb_core_get_current_session (self->core))->state
                != EBB_SESSION_IDLE;
}

static gboolean
is_stoppable (EbbApplication *self)
{
  return self->core != NULL
         && ebb_current_session_is_stop_shown (ebb_core_get_current_session (self->core));
}

/* No second window while STOP is shown. */
static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbApplication *self = user_data;
  const char     *developers[] = { "The Ebb Authors", NULL };

  if (is_stoppable (self))
    return;
  adw_show_about_window (
      gtk_application_get_active_window (GTK_APPLICATION (self)), "application-name", "Ebb",
      "application-icon", "io.github.ebb_boots.Ebb", "version", self->version, "developers",
      developers, "license-type", GTK_LICENSE_GPL_3_0, "comments",
      _ ("Runs leg-compression boots. For comfort and winding down. It gives no medical advice."),
      NULL);
}

static void
shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbApplication *self = user_data;
  g_autoptr (GtkBuilder) builder = NULL;
  GtkWindow *window;

  if (is_stoppable (self))
    return;
  builder = gtk_builder_new_from_resource ("/io/github/ebb_boots/Ebb/application/ebb-shortcuts.ui");
  window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));
  gtk_window_set_transient_for (window, gtk_application_get_active_window (user_data));
  gtk_window_present (window);
}

static void
window_added_cb (EbbApplication *self, GtkWindow *window)
{
  ebb_stop_keys_watch (self->stop_keys, window);
}

static void
query_end_cb (EbbApplication *self)
{
  if (is_live (self))
    ebb_application_stop_and_quit (self);
}

static void
add_shortcuts (EbbApplication *self)
{
  static const struct
  {
    const char *action;
    const char *keys[3];
  } shortcuts[] = {
    { "app.quit", { "<Control>q", NULL } },     { "app.shortcuts", { "<Control>question", NULL } },
    { "window.close", { "<Control>w", NULL } }, { "win.show-boots", { "<Control>b", NULL } },
    { "people.show", { "<Control>p", NULL } },  { "win.focus-start", { "<Control>Return", NULL } },
    { "boots.scan", { "F5", NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), shortcuts[i].action,
                                           (const char *const *) shortcuts[i].keys);
}

/* It stays where it is to remind without a window. */
static void
hold_or_release (EbbApplication *self)
{
  EbbAutostart *autostart = ebb_household_get_autostart (self->household);
  gboolean is_wanted = autostart != NULL && ebb_autostart_get_state (autostart) == EBB_AUTOSTART_ON;

  if (is_wanted && !self->is_held)
    g_application_hold (G_APPLICATION (self));
  else if (!is_wanted && self->is_held)
    g_application_release (G_APPLICATION (self));
  self->is_held = is_wanted;
}

static void
open_household (EbbApplication *self)
{
  EbbAutostart *autostart;

  g_set_object (&self->household, self->maker->open_household (self->maker_data, &self->error));
  if (self->household == NULL)
    return;
  autostart = ebb_household_get_autostart (self->household);
  if (autostart != NULL)
    g_signal_connect_object (autostart, "changed", G_CALLBACK (hold_or_release), self,
                             G_CONNECT_SWAPPED);
  hold_or_release (self);
  self->plan_notifier = ebb_plan_notifier_new (G_APPLICATION (self), self->household);
  ebb_household_begin (self->household);
}

static void
ebb_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { .name = "stop", .activate = stop_cb },
    { .name = "open", .activate = open_cb },
    { .name = "quit", .activate = quit_cb },
    { .name = "about", .activate = about_cb },
    { .name = "shortcuts", .activate = shortcuts_cb },
    { .name = "say-present", .activate = say_present_cb },
    { .name = "plan-open", .activate = plan_open_cb, .parameter_type = EBB_PLAN_ACTION_TYPE },
    { .name = "plan-later", .activate = plan_later_cb, .parameter_type = EBB_PLAN_ACTION_TYPE },
    { .name = "plan-skip", .activate = plan_skip_cb, .parameter_type = EBB_PLAN_ACTION_TYPE },
  };
  EbbApplication *self = EBB_APPLICATION (application);

  G_APPLICATION_CLASS (ebb_application_parent_class)->startup (application);
  ebb_style_load ();
  self->stop_keys = ebb_stop_keys_new ();
  g_signal_connect_swapped (self, "window-added", G_CALLBACK (window_added_cb), self);
  g_signal_connect_swapped (self, "query-end", G_CALLBACK (query_end_cb), self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  add_shortcuts (self);
  open_household (self);
}

/* Ebb can not work at all: says so instead of not appearing. */
static void
show_failure (EbbApplication *self)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (self));
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-error-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Ebb can not start"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), self->error->message);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 480, 480);
  gtk_window_present (GTK_WINDOW (window));
}

static void
close_core (EbbApplication *self)
{
  g_clear_handle_id (&self->closing_id, g_source_remove);
  if (self->core == NULL)
    return;
  g_clear_object (&self->core);
  self->maker->close_core (self->maker_data);
}

static gboolean
closing_cb (gpointer user_data)
{
  EbbApplication *self = user_data;

  self->closing_id = 0;
  close_core (self);
  if (self->is_quitting)
    g_application_quit (G_APPLICATION (self));
  return G_SOURCE_REMOVE;
}

/* Not while it is being torn down: the core is what it shows. */
static void
window_gone_cb (gpointer user_data, GObject *window G_GNUC_UNUSED)
{
  EbbApplication *self = user_data;

  self->window = NULL;
  self->closing_id = g_idle_add (closing_cb, self);
}

static void
open_window (EbbApplication *self)
{
  g_clear_handle_id (&self->closing_id, g_source_remove);
  if (self->core == NULL)
    self->core = g_object_ref (self->maker->open_core (self->maker_data));
  self->window = ebb_window_new (GTK_APPLICATION (self), self->core, self->stop_keys);
  g_object_weak_ref (G_OBJECT (self->window), window_gone_cb, self);
}

static void
ebb_application_activate (GApplication *application)
{
  EbbApplication *self = EBB_APPLICATION (application);

  if (self->household == NULL)
    {
      show_failure (self);
      return;
    }
  if (self->window == NULL)
    open_window (self);
  gtk_window_present (GTK_WINDOW (self->window));
}

/* The window goes first, where the bus has sent it away with the program. */
static void
ebb_application_dispose (GObject *object)
{
  EbbApplication *self = EBB_APPLICATION (object);

  if (self->window != NULL)
    g_object_weak_unref (G_OBJECT (self->window), window_gone_cb, self);
  self->window = NULL;
  G_OBJECT_CLASS (ebb_application_parent_class)->dispose (object);
  g_clear_handle_id (&self->closing_id, g_source_remove);
}

static void
ebb_application_finalize (GObject *object)
{
  EbbApplication *self = EBB_APPLICATION (object);

  g_clear_object (&self->plan_notifier);
  g_clear_object (&self->core);
  g_clear_object (&self->household);
  g_clear_object (&self->stop_keys);
  g_clear_error (&self->error);
  g_free (self->version);
  G_OBJECT_CLASS (ebb_application_parent_class)->finalize (object);
}

static void
ebb_application_class_init (EbbApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ebb_application_dispose;
  G_OBJECT_CLASS (klass)->finalize = ebb_application_finalize;
  application_class->startup = ebb_application_startup;
  application_class->activate = ebb_application_activate;
}

static void
ebb_application_init (EbbApplication *self)
{
}

/**
 * ebb_application_new:
 * @id: the name it has on the bus
 *
 * Returns: (transfer full): an application that has not started
 */
EbbApplication *
ebb_application_new (const char                *id,
                     const char                *version,
                     const EbbApplicationMaker *maker,
                     gpointer                   user_data)
{
  EbbApplication *self =
      g_object_new (EBB_TYPE_APPLICATION, "application-id", id, "resource-base-path",
                    "/io/github/ebb_boots/Ebb", "register-session", TRUE, NULL);

  self->version = g_strdup (version);
  self->maker = maker;
  self->maker_data = user_data;
  return self;
}

/**
 * ebb_application_stop_and_quit:
 *
 * As closing the window; and nothing stays behind.
 */
void
ebb_application_stop_and_quit (EbbApplication *self)
{
  g_return_if_fail (EBB_IS_APPLICATION (self));

  self->is_quitting = TRUE;
  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
  else
    g_application_quit (G_APPLICATION (self));
}
