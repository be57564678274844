/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-window.h"

#include <glib/gi18n.h>

#include "ebb-real-clock.h"
#include "ebb-recording-line.h"
#include "ebb-style.h"
#include "ebb-window-private.h"
#include "ebb-current-session-elsewhere.h"

/* While something counts seconds, and while only the time of day moves on. */
#define LIVE_MS 500
#define IDLE_MS 20000

G_DEFINE_FINAL_TYPE (EbbWindow, ebb_window, ADW_TYPE_APPLICATION_WINDOW)

static EbbCurrentSession *
get_session (EbbWindow *self)
{
  return ebb_core_get_current_session (self->core);
}

static gboolean
is_live (EbbWindow *self)
{
  return self->state != EBB_SESSION_IDLE;
}

static gboolean
timer_cb (gpointer user_data)
{
  ebb_window_refresh (user_data);
  return G_SOURCE_CONTINUE;
}

/* It fires only when nothing else had the window refreshed for so long. */
static void
restart_timer (EbbWindow *self)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  self->timer_id = g_timeout_add (is_live (self) ? LIVE_MS : IDLE_MS, timer_cb, self);
}

static void
show_stop_bar (EbbWindow *self, const EbbScene *scene)
{
  g_autofree char *line = NULL;
  g_autofree char *more = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->stop_bar), self->is_stoppable);
  if (!self->is_stoppable)
    return;
  ebb_scene_describe_stop (scene, &line, &more);
  ebb_stop_bar_show (self->stop_bar, line, more);
}

static void
enable_action (EbbWindow *self, const char *name, gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->session_actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

/* Only one window, nothing that pops up, and the keys are STOP's. */
static void
change_live (EbbWindow *self)
{
  gboolean is_free = !self->is_stoppable;

  if (self->is_stoppable)
    ebb_window_close_others (self);
  ebb_stop_keys_set_is_live (self->stop_keys, self->is_stoppable);
  ebb_stay_awake_set_wanted (self->stay_awake, self->is_stoppable);
  ebb_people_section_set_free (self->people_section, is_free);
  ebb_plans_section_set_free (self->plans_section, is_free);
  ebb_person_button_set_free (self->person_button, is_free);
  gtk_widget_set_sensitive (self->menu_button, is_free);
  gtk_widget_set_tooltip_text (self->menu_button,
                               is_free ? _ ("Main menu") : _ ("Available after the session"));
}

static gboolean
is_urgent (EbbSessionState state)
{
  return state == EBB_SESSION_STOPPING || state == EBB_SESSION_LINK_LOST
         || state == EBB_SESSION_FAULT;
}

/* A session may begin by itself, on boots that are owed a Stop, while a leg check is only set up. */
static gboolean
is_of_leg_check (EbbWindow *self)
{
  EbbLegCheckStage stage = ebb_leg_check_get_stage (ebb_core_get_leg_check (self->core));

  return stage == EBB_LEG_CHECK_FILLING || stage == EBB_LEG_CHECK_EMPTYING;
}

/* The page of the leg check shows its session itself, but for what is wrong. */
static gboolean
is_shown_by_leg_check (EbbWindow *self)
{
  return ebb_navigation_is_on (self->navigation, "legs") && self->state != EBB_SESSION_LINK_LOST
         && self->state != EBB_SESSION_FAULT && (!is_live (self) || is_of_leg_check (self));
}

/* Focus never stays on a button that a second press of the same key would press. */
static void
state_changed (EbbWindow *self)
{
  if (is_shown_by_leg_check (self))
    {
      ebb_boots_section_refresh (self->boots_section);
      return;
    }
  if (is_urgent (self->state) || self->state == EBB_SESSION_ARMED
      || self->state == EBB_SESSION_RUNNING)
    ebb_navigation_pop_to_root (self->navigation);
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  ebb_session_view_focus_heading (self->session_view);
  /* Its keys work on every page: what a session forbids is forbidden at the root too. */
  ebb_boots_section_refresh (self->boots_section);
}

static void
choose_first (EbbWindow *self)
{
  EbbCurrentSession *session = get_session (self);
  GListModel        *known = ebb_boots_list_get_known (ebb_core_get_boots_list (self->core));
  GListModel        *programs = G_LIST_MODEL (ebb_core_get_programs (self->core));

  if (is_live (self))
    return;
  if (ebb_current_session_get_program (session) == NULL && g_list_model_get_n_items (programs) > 0)
    {
      g_autoptr (EbbProgram) program = g_list_model_get_item (programs, 0);

      ebb_current_session_set_program (session, program);
    }
  if (ebb_current_session_get_boots (session) == NULL && g_list_model_get_n_items (known) > 0)
    {
      g_autoptr (EbbBoots) boots = g_list_model_get_item (known, 0);

      ebb_current_session_set_boots (session, boots);
    }
  ebb_core_open_last (self->core);
}

static void
show_scene (EbbWindow *self, EbbScene *scene)
{
  const EbbSnapshot *snapshot = scene->snapshot;
  gboolean is_new = snapshot->state != self->state || snapshot->has_result != self->has_result;
  gboolean was_stoppable = self->is_stoppable;

  self->state = snapshot->state;
  self->has_result = snapshot->has_result;
  self->is_stoppable = ebb_scene_is_stoppable (scene);
  scene->is_closing = self->closing_us > 0;
  scene->closing_ms = scene->is_closing ? (g_get_monotonic_time () - self->closing_us) / 1000 : 0;
  show_stop_bar (self, scene);
  ebb_session_view_show (self->session_view, scene);
  ebb_window_show_presence (self, scene);
  ebb_recording_line_show (GTK_WIDGET (self->session_view), scene);
  ebb_window_show_boots_button (self, scene);
  ebb_person_button_show (self->person_button, ebb_core_get_people (self->core),
                          ebb_adaptive_get_is_narrow (self->adaptive));
  enable_action (self, "start", ebb_scene_can_start (scene));
  if (was_stoppable != self->is_stoppable)
    change_live (self);
  if (is_new)
    state_changed (self);
  ebb_legs_section_refresh (self->legs_section, scene);
  ebb_announcer_tell (self->announcer, scene);
  ebb_notifier_tell (self->notifier, scene,
                     gtk_window_is_active (GTK_WINDOW (self)) ? EBB_WINDOW_ACTIVE
                                                              : EBB_WINDOW_COVERED);
}

/**
 * ebb_window_refresh:
 *
 * Shows what the core has now. What that changes in the core is shown by the call that it causes.
 */
void
ebb_window_refresh (EbbWindow *self)
{
  EbbScene scene;

  if (self->is_refreshing || self->core == NULL)
    return;
  self->is_refreshing = TRUE;
  g_clear_handle_id (&self->soon_id, g_source_remove);
  choose_first (self);
  ebb_boots_section_choose_awaited (self->boots_section);
  ebb_scene_read (&scene, self->core);
  show_scene (self, &scene);
  if (self->has_list_changed || !ebb_navigation_is_on (self->navigation, EBB_NAVIGATION_ROOT))
    ebb_boots_section_refresh (self->boots_section);
  self->has_list_changed = FALSE;
  self->is_refreshing = FALSE;
  restart_timer (self);
  if (self->closing_us > 0 && !is_live (self))
    gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
soon_cb (gpointer user_data)
{
  EbbWindow *self = user_data;

  self->soon_id = 0;
  ebb_window_refresh (self);
  return G_SOURCE_REMOVE;
}

/*< private >
 * ebb_window_refresh_soon:
 *
 * Once for all that changes now, and in a turn of its own: what a person did meanwhile comes first.
 * Before the next frame all the same.
 */
void
ebb_window_refresh_soon (EbbWindow *self)
{
  if (self->soon_id == 0 && !self->is_refreshing && self->core != NULL)
    self->soon_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, soon_cb, self, NULL);
}

/* A session that begins has its keys at once. */
static void
session_changed_cb (EbbWindow *self)
{
  if (self->core != NULL
      && ebb_current_session_get_snapshot (get_session (self))->state != self->state)
    ebb_window_refresh (self);
  else
    ebb_window_refresh_soon (self);
}

static void
list_changed_cb (EbbWindow *self)
{
  self->has_list_changed |= !self->is_refreshing;
  ebb_window_refresh_soon (self);
}

static void
items_changed_cb (EbbWindow *self, guint position, guint n_removed, guint n_added, GListModel *list)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (EbbBoots) boots = g_list_model_get_item (list, i);

      g_signal_handlers_disconnect_by_func (boots, ebb_window_refresh_soon, self);
      g_signal_connect_object (boots, "changed", G_CALLBACK (ebb_window_refresh_soon), self,
                               G_CONNECT_SWAPPED);
    }
  list_changed_cb (self);
}

static void
watch_list (EbbWindow *self, GListModel *list)
{
  items_changed_cb (self, 0, 0, g_list_model_get_n_items (list), list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
watch_core (EbbWindow *self)
{
  EbbBootsList *list = ebb_core_get_boots_list (self->core);

  g_signal_connect_object (get_session (self), "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "changed", G_CALLBACK (list_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ebb_core_get_people (self->core), "changed",
                           G_CALLBACK (ebb_window_refresh_soon), self, G_CONNECT_SWAPPED);
  watch_list (self, ebb_boots_list_get_known (list));
  watch_list (self, ebb_boots_list_get_nearby (list));
}

static void
narrow_changed_cb (EbbWindow *self)
{
  ebb_stop_bar_set_layout (self->stop_bar, ebb_adaptive_get_is_narrow (self->adaptive)
                                               ? EBB_STOP_BAR_NARROW
                                               : EBB_STOP_BAR_WIDE);
  ebb_window_refresh (self);
}

static void
navigation_changed_cb (EbbWindow *self)
{
  if (ebb_navigation_is_on (self->navigation, "boots"))
    ebb_boots_section_enter (self->boots_section);
  else
    ebb_boots_section_leave (self->boots_section);
  if (!ebb_navigation_is_on (self->navigation, "pairing"))
    ebb_boots_section_leave_pairing (self->boots_section);
  if (!ebb_navigation_is_on (self->navigation, "legs"))
    ebb_legs_section_leave (self->legs_section);
  if (!ebb_navigation_is_on (self->navigation, "questions"))
    ebb_questions_section_leave (self->questions_section);
}

/* Another program of the account may have been used meanwhile. */
static void
active_changed_cb (EbbWindow *self)
{
  if (self->core != NULL)
    ebb_people_look (ebb_core_get_people (self->core));
  ebb_window_refresh (self);
}

static void
stop_pressed_cb (EbbWindow *self, guint source)
{
  ebb_window_stop (self, (EbbStopSource) source);
}

static void
stop_key_cb (EbbWindow *self)
{
  ebb_window_stop (self, EBB_STOP_FROM_KEY);
}

/* Closing in a session is Stop, and says so; the window goes when the boots are empty. */
static gboolean
ebb_window_close_request (GtkWindow *window)
{
  EbbWindow *self = EBB_WINDOW (window);

  if (!is_live (self))
    return GTK_WINDOW_CLASS (ebb_window_parent_class)->close_request (window);
  if (self->closing_us == 0)
    self->closing_us = g_get_monotonic_time ();
  ebb_window_stop (self, EBB_STOP_FROM_WINDOW_CLOSE);
  ebb_window_refresh (self);
  return TRUE;
}

static void
ebb_window_dispose (GObject *object)
{
  EbbWindow *self = EBB_WINDOW (object);

  if (self->boots_section != NULL)
    ebb_boots_section_end (self->boots_section);
  if (self->people_section != NULL)
    ebb_people_section_end (self->people_section);
  if (self->plans_section != NULL)
    ebb_plans_section_end (self->plans_section);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "plans", NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "boots", NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "device", NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "pairing", NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "report", NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "legs", NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "questions", NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "people", NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "session", NULL);
  g_clear_object (&self->session_actions);
  g_clear_object (&self->announcer);
  g_clear_object (&self->notifier);
  g_clear_object (&self->stay_awake);
  g_clear_object (&self->boots_section);
  g_clear_object (&self->legs_section);
  g_clear_object (&self->questions_section);
  g_clear_object (&self->people_section);
  g_clear_object (&self->plans_section);
  g_clear_object (&self->navigation);
  g_clear_object (&self->stop_keys);
  g_clear_object (&self->core);
  /* Without a core nothing starts it again. */
  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_handle_id (&self->soon_id, g_source_remove);
  G_OBJECT_CLASS (ebb_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EbbWindow, nav);
  gtk_widget_class_bind_template_child (widget_class, EbbWindow, adaptive);
  gtk_widget_class_bind_template_child (widget_class, EbbWindow, session_view);
  gtk_widget_class_bind_template_child (widget_class, EbbWindow, presence_band);
  gtk_widget_class_bind_template_child (widget_class, EbbWindow, plan_card);
  gtk_widget_class_bind_template_child (widget_class, EbbWindow, stop_bar);
  gtk_widget_class_bind_template_child (widget_class, EbbWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, EbbWindow, person_button);
  gtk_widget_class_bind_template_child (widget_class, EbbWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, EbbWindow, boots_button);
  gtk_widget_class_bind_template_child (widget_class, EbbWindow, boots_icon);
  gtk_widget_class_bind_template_child (widget_class, EbbWindow, boots_label);
  gtk_widget_class_bind_template_child (widget_class, EbbWindow, status_region);
  gtk_widget_class_bind_template_child (widget_class, EbbWindow, alert_region);
}

static void
ebb_window_class_init (EbbWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ebb_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = ebb_window_close_request;
  g_type_ensure (EBB_TYPE_ADAPTIVE);
  g_type_ensure (EBB_TYPE_PERSON_BUTTON);
  g_type_ensure (EBB_TYPE_PLAN_CARD);
  g_type_ensure (EBB_TYPE_PRESENCE_BAND);
  g_type_ensure (EBB_TYPE_SESSION_VIEW);
  g_type_ensure (EBB_TYPE_STOP_BAR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/application/ebb-window.ui");
  bind_children (widget_class);
}

static GtkWidget *
make_page_cb (const char *name, gpointer user_data)
{
  return ebb_window_make_page (user_data, name);
}

static void
ebb_window_init (EbbWindow *self)
{
  g_autoptr (EbbRealClock) clock = ebb_real_clock_new (1);

  gtk_widget_init_template (GTK_WIDGET (self));
  ebb_style_watch (GTK_WIDGET (self->adaptive));
  self->navigation = ebb_navigation_new (self->nav, make_page_cb, self);
  self->announcer = ebb_announcer_new (self->status_region, self->alert_region, EBB_CLOCK (clock));
  g_signal_connect_swapped (self->navigation, "changed", G_CALLBACK (navigation_changed_cb), self);
  g_signal_connect_swapped (self->adaptive, "notify::is-narrow", G_CALLBACK (narrow_changed_cb),
                            self);
  g_signal_connect_swapped (self->stop_bar, "stop", G_CALLBACK (stop_pressed_cb), self);
  g_signal_connect_swapped (self->stop_bar, "open", G_CALLBACK (ebb_window_show_session), self);
}

/**
 * ebb_window_new:
 *
 * Returns: (transfer none): a window over @core, owned by GTK
 */
EbbWindow *
ebb_window_new (GtkApplication *application, EbbCore *core, EbbStopKeys *stop_keys)
{
  EbbWindow *self = g_object_new (EBB_TYPE_WINDOW, "application", application, NULL);

  self->core = g_object_ref (core);
  self->stop_keys = g_object_ref (stop_keys);
  self->notifier = ebb_notifier_new (G_APPLICATION (application));
  self->stay_awake = ebb_stay_awake_new (G_APPLICATION (application));
  ebb_window_add_actions (self);
  ebb_window_add_sections (self);
  ebb_window_watch_input (self);
  ebb_window_watch_others (self);
  g_signal_connect_object (stop_keys, "stop", G_CALLBACK (stop_key_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self, "notify::is-active", G_CALLBACK (active_changed_cb), self);
  watch_core (self);
  ebb_current_session_watch_elsewhere (get_session (self));
  ebb_window_refresh (self);
  return self;
}

/**
 * ebb_window_show_session:
 *
 * All the way back to the session.
 */
void
ebb_window_show_session (EbbWindow *self)
{
  g_return_if_fail (EBB_IS_WINDOW (self));

  ebb_navigation_pop_to_root (self->navigation);
}
