/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-stop-keys.h"

#define WATCHED "ebb-stop-keys-watched"

struct _EbbStopKeys
{
  GObject parent_instance;

  /* owned */
  GPtrArray *popovers; /* borrowed widgets that were shown; they leave when they go */
  gulong     hook_id;

  /* state */
  gboolean is_live;
};

enum
{
  SIGNAL_STOP,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EbbStopKeys, ebb_stop_keys, G_TYPE_OBJECT)

static GtkWidget *
find_focus (GtkEventController *controller)
{
  GtkWidget *widget = gtk_event_controller_get_widget (controller);
  GtkRoot   *root = gtk_widget_get_root (widget);

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

static gboolean
is_typing (GtkEventController *controller)
{
  GtkWidget *focus = find_focus (controller);

  if (GTK_IS_EDITABLE (focus))
    return gtk_editable_get_editable (GTK_EDITABLE (focus));
  return GTK_IS_TEXT_VIEW (focus) && gtk_text_view_get_editable (GTK_TEXT_VIEW (focus));
}

static gboolean
is_stop_key (GtkEventController *controller, guint key, GdkModifierType state)
{
  GdkModifierType other = GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK;

  switch (key)
    {
    case GDK_KEY_Escape:
    case GDK_KEY_AudioStop:
      return TRUE;
    case GDK_KEY_period:
    case GDK_KEY_KP_Decimal:
      return (state & GDK_CONTROL_MASK) != 0;
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      return (state & other) == 0 && !is_typing (controller);
    default:
      return FALSE;
    }
}

static gboolean
key_pressed_cb (EbbStopKeys           *self,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  if (!self->is_live || !is_stop_key (GTK_EVENT_CONTROLLER (controller), key, state))
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[SIGNAL_STOP], 0);
  return GDK_EVENT_STOP;
}

static void
watch_widget (EbbStopKeys *self, GtkWidget *widget)
{
  GtkEventController *controller;

  if (g_object_get_data (G_OBJECT (widget), WATCHED) != NULL)
    return;
  g_object_set_data (G_OBJECT (widget), WATCHED, GINT_TO_POINTER (1));
  controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, controller);
}

static void
popover_gone_cb (gpointer popovers, GObject *popover)
{
  g_ptr_array_remove_fast (popovers, popover);
}

/* A safety net under "nothing that opens a popover is sensitive while live": context menus of
 * entries are opened by GTK itself. */
static gboolean
widget_shown_cb (GSignalInvocationHint *hint,
                 guint                  n_values,
                 const GValue          *values,
                 gpointer               user_data)
{
  EbbStopKeys *self = user_data;
  GObject     *widget = g_value_get_object (&values[0]);

  if (!GTK_IS_POPOVER (widget))
    return TRUE;
  if (!g_ptr_array_find (self->popovers, widget, NULL))
    {
      g_ptr_array_add (self->popovers, widget);
      g_object_weak_ref (widget, popover_gone_cb, self->popovers);
    }
  watch_widget (self, GTK_WIDGET (widget));
  if (self->is_live)
    gtk_popover_popdown (GTK_POPOVER (widget));
  return TRUE;
}

static void
ebb_stop_keys_dispose (GObject *object)
{
  EbbStopKeys *self = EBB_STOP_KEYS (object);

  if (self->hook_id != 0)
    g_signal_remove_emission_hook (g_signal_lookup ("show", GTK_TYPE_WIDGET), self->hook_id);
  self->hook_id = 0;
  for (guint i = 0; self->popovers != NULL && i < self->popovers->len; i++)
    g_object_weak_unref (g_ptr_array_index (self->popovers, i), popover_gone_cb, self->popovers);
  g_clear_pointer (&self->popovers, g_ptr_array_unref);
  G_OBJECT_CLASS (ebb_stop_keys_parent_class)->dispose (object);
}

static void
ebb_stop_keys_class_init (EbbStopKeysClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_stop_keys_dispose;
  signals[SIGNAL_STOP] = g_signal_new ("stop", EBB_TYPE_STOP_KEYS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);
}

static void
ebb_stop_keys_init (EbbStopKeys *self)
{
  self->popovers = g_ptr_array_new ();
  /* A signal has no number before its class was made. */
  g_type_class_unref (g_type_class_ref (GTK_TYPE_WIDGET));
  self->hook_id = g_signal_add_emission_hook (g_signal_lookup ("show", GTK_TYPE_WIDGET), 0,
                                              widget_shown_cb, self, NULL);
}

/**
 * ebb_stop_keys_new:
 *
 * Returns: (transfer full): keys that do nothing until it is live
 */
EbbStopKeys *
ebb_stop_keys_new (void)
{
  return g_object_new (EBB_TYPE_STOP_KEYS, NULL);
}

/**
 * ebb_stop_keys_watch:
 *
 * For every window of the program, when it is added.
 */
void
ebb_stop_keys_watch (EbbStopKeys *self, GtkWindow *window)
{
  g_return_if_fail (EBB_IS_STOP_KEYS (self));
  g_return_if_fail (GTK_IS_WINDOW (window));

  watch_widget (self, GTK_WIDGET (window));
}

/**
 * ebb_stop_keys_set_is_live:
 *
 * Going live closes what is popped up.
 */
void
ebb_stop_keys_set_is_live (EbbStopKeys *self, gboolean is_live)
{
  g_return_if_fail (EBB_IS_STOP_KEYS (self));

  if (self->is_live == is_live)
    return;
  self->is_live = is_live;
  for (guint i = 0; is_live && i < self->popovers->len; i++)
    gtk_popover_popdown (g_ptr_array_index (self->popovers, i));
}
