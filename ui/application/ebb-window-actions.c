/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-window.h"

#include <glib/gi18n.h>

#include "ebb-boots-set.h"
#include "ebb-current-session-elsewhere.h"
#include "ebb-current-session-steps.h"
#include "ebb-pulse.h"
#include "ebb-session-actions.h"
#include "ebb-window-private.h"

#define GUIDE_SEEN "boots-guide-seen"

static void
show_boots_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_navigation_push (EBB_WINDOW (user_data)->navigation, "boots");
}

static void
show_programs_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbWindow *self = user_data;

  ebb_window_fill_programs (self);
  ebb_navigation_push (self->navigation, "programs");
}

static void
show_wear_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_navigation_push (EBB_WINDOW (user_data)->navigation, "wear");
}

static void
wear_done_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbWindow *self = user_data;

  ebb_core_save_setting (self->core, GUIDE_SEEN, "1");
  ebb_navigation_pop_to_root (self->navigation);
}

static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_navigation_pop (EBB_WINDOW (user_data)->navigation);
}

/* The guardian goes on sending Stop when this program is gone. */
static void
close_anyway_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbWindow *self = user_data;

  if (self->closing_us > 0)
    gtk_window_destroy (GTK_WINDOW (self));
}

/* Before the first start the person is shown how the boots go on; Start is pressed after that. */
static void
start_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbWindow       *self = user_data;
  g_autofree char *seen = ebb_core_dup_setting (self->core, GUIDE_SEEN);

  if (seen == NULL)
    ebb_navigation_push (self->navigation, "wear");
  else
    ebb_current_session_start (ebb_core_get_current_session (self->core), EBB_CONFIRMED_BY_PRESS);
}

static void
program_chosen_cb (EbbWindow *self)
{
  ebb_navigation_pop_to_root (self->navigation);
}

static void
forget_answered_cb (EbbWindow *self, const char *response)
{
  if (g_str_equal (response, "forget"))
    ebb_boots_section_forget (self->boots_section);
}

/**
 * ebb_window_ask_forget:
 *
 * Asks whether the boots of the device page are to be forgotten.
 */
void
ebb_window_ask_forget (EbbWindow *self)
{
  const char      *name = ebb_boots_get_name (ebb_boots_section_get_boots (self->boots_section));
  g_autofree char *heading = g_strdup_printf (_ ("Forget %s?"), name);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, _ ("History stays."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "forget",
                                    _ ("Forget"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "forget",
                                              ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (forget_answered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
delete_answered_cb (EbbWindow *self, const char *response)
{
  if (g_str_equal (response, "delete"))
    ebb_people_section_delete (self->people_section);
}

/**
 * ebb_window_ask_delete:
 * @body: what goes with the person of that page
 *
 * Asks whether that is meant.
 */
void
ebb_window_ask_delete (EbbWindow *self, const char *heading, const char *body)
{
  GtkWidget *dialog;

  /* A session may have begun while it was counted: nothing stands before STOP. */
  if (self->is_stoppable)
    return;
  dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "delete",
                                    _ ("Delete"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete",
                                              ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (delete_answered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/*< private >
 * ebb_window_close_others:
 *
 * Closes what stands before the window: nothing may lie over STOP. Whoever chooses a file closes
 * that itself, and says why.
 */
void
ebb_window_close_others (EbbWindow *self)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    if (each->data != self && !GTK_IS_FILE_CHOOSER (each->data)
        && (gtk_window_get_modal (each->data)
            || gtk_window_get_transient_for (each->data) == GTK_WINDOW (self)))
      gtk_window_close (each->data);
}

static gboolean
close_late_cb (gpointer user_data)
{
  EbbWindow *self = user_data;

  if (self->is_stoppable)
    ebb_window_close_others (self);
  return G_SOURCE_REMOVE;
}

/* GTK opens windows too, to say what went wrong in another: once it is made, it can be closed. */
static void
windows_changed_cb (EbbWindow *self, guint position, guint n_removed, guint n_added)
{
  if (n_added > 0 && self->is_stoppable)
    g_idle_add_full (G_PRIORITY_HIGH_IDLE, close_late_cb, g_object_ref (self), g_object_unref);
}

/*< private >
 * ebb_window_watch_others:
 *
 * Keeps other windows away for as long as STOP is shown.
 */
void
ebb_window_watch_others (EbbWindow *self)
{
  g_signal_connect_object (gtk_window_get_toplevels (), "items-changed",
                           G_CALLBACK (windows_changed_cb), self, G_CONNECT_SWAPPED);
}

static gboolean
input_cb (EbbWindow *self, GdkEvent *event)
{
  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_KEY_PRESS:
    case GDK_BUTTON_PRESS:
    case GDK_MOTION_NOTIFY:
    case GDK_TOUCH_BEGIN:
    case GDK_SCROLL:
      ebb_current_session_note_input (ebb_core_get_current_session (self->core));
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

static gboolean
do_live_key (EbbWindow *self, guint key)
{
  EbbCurrentSession *session = ebb_core_get_current_session (self->core);

  if (self->state != EBB_SESSION_RUNNING)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_p:
    case GDK_KEY_P:
      ebb_current_session_pause (session);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      ebb_current_session_step_intensity (session, key == GDK_KEY_Up ? 1 : -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_h:
    case GDK_KEY_H:
      ebb_current_session_step_heat (session, -1);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* What no widget wanted: Esc goes back where it is not STOP, and the keys of a running session. */
static gboolean
key_pressed_cb (EbbWindow *self, guint key, guint code, GdkModifierType state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Escape && !self->is_stoppable)
    return ebb_navigation_pop (self->navigation);
  if (!ebb_navigation_is_on (self->navigation, EBB_NAVIGATION_ROOT))
    return GDK_EVENT_PROPAGATE;
  return do_live_key (self, key);
}

/**
 * ebb_window_watch_input:
 *
 * Ticks live for five minutes without input; keys that no widget wanted come here; and a window that
 * takes no input any more renews nothing.
 */
void
ebb_window_watch_input (EbbWindow *self)
{
  GtkEventController *all = gtk_event_controller_legacy_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  EbbPulse *pulse = ebb_pulse_new (GTK_WIDGET (self), ebb_core_get_current_session (self->core));

  g_object_set_data_full (G_OBJECT (self), "ebb-pulse", pulse, g_object_unref);
  gtk_event_controller_set_propagation_phase (all, GTK_PHASE_CAPTURE);
  g_signal_connect_object (all, "event", G_CALLBACK (input_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), all);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
focus_start_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbWindow *self = user_data;

  ebb_navigation_pop_to_root (self->navigation);
  ebb_session_view_focus_start (self->session_view);
}

/**
 * ebb_window_add_actions:
 *
 * "win" moves about; "session" acts.
 */
void
ebb_window_add_actions (EbbWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "show-boots", .activate = show_boots_cb },
    { .name = "show-programs", .activate = show_programs_cb },
    { .name = "show-wear", .activate = show_wear_cb },
    { .name = "wear-done", .activate = wear_done_cb },
    { .name = "back", .activate = back_cb },
    { .name = "close-anyway", .activate = close_anyway_cb },
    { .name = "focus-start", .activate = focus_start_cb },
  };
  static const GActionEntry start[] = { { .name = "start", .activate = start_cb } };
  GAction                  *choose;

  self->session_actions = g_simple_action_group_new ();
  ebb_session_actions_add (G_ACTION_MAP (self->session_actions), self->core);
  g_action_map_add_action_entries (G_ACTION_MAP (self->session_actions), start, 1, self);
  choose = g_action_map_lookup_action (G_ACTION_MAP (self->session_actions), "choose-program");
  g_signal_connect_object (choose, "activate", G_CALLBACK (program_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "session",
                                  G_ACTION_GROUP (self->session_actions));
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

static gboolean
is_of_this_window (EbbStopSource source)
{
  return source == EBB_STOP_FROM_WINDOW_CLOSE || source == EBB_STOP_FROM_SIGNAL;
}

/**
 * ebb_window_stop:
 *
 * Stop by its own road; for boots that somebody else started, the Stop that needs no session; and
 * for a session of another program of the account, that program is asked. To close this window ends
 * what this window runs, and nothing else.
 */
void
ebb_window_stop (EbbWindow *self, EbbStopSource source)
{
  EbbCurrentSession *session;
  EbbBoots          *boots;

  g_return_if_fail (EBB_IS_WINDOW (self));

  session = ebb_core_get_current_session (self->core);
  ebb_current_session_stop (session, source);
  boots = ebb_current_session_get_boots (session);
  if (boots != NULL && ebb_boots_is_running_elsewhere (boots))
    ebb_boots_stop (boots);
  boots = boots != NULL ? ebb_boots_get_partner (boots) : NULL;
  if (boots != NULL && ebb_boots_is_running_elsewhere (boots))
    ebb_boots_stop (boots);
  if (is_of_this_window (source) || ebb_current_session_get_elsewhere_snapshot (session) == NULL)
    return;
  ebb_current_session_stop_elsewhere (session);
  /* A press is answered in the same call, as where the session is this window's. */
  ebb_window_refresh (self);
}
