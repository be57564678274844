/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-stop-bar.h"

#include <glib/gi18n.h>

#include "ebb-stop-words.h"

struct _EbbStopBar
{
  GtkWidget parent_instance;

  /* owned by the template */
  GtkWidget    *box;
  EbbStopWords *words;
  GtkWidget    *hint_label;
  GtkWidget    *stop_button;
};

enum
{
  SIGNAL_STOP,
  SIGNAL_OPEN,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EbbStopBar, ebb_stop_bar, GTK_TYPE_WIDGET)

/* The engine counts a second Stop as the same one, so nothing here has to. */
static void
stop_pressed_cb (EbbStopBar *self)
{
  g_signal_emit (self, signals[SIGNAL_STOP], 0, EBB_STOP_FROM_POINTER);
}

/* Assistive technology, and Enter: 0 ms after the press. */
static void
stop_activated_cb (EbbStopBar *self)
{
  g_signal_emit (self, signals[SIGNAL_STOP], 0, EBB_STOP_FROM_ASSISTIVE);
}

static void
words_pressed_cb (EbbStopBar *self)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0);
}

static void
ebb_stop_bar_dispose (GObject *object)
{
  EbbStopBar *self = EBB_STOP_BAR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (ebb_stop_bar_parent_class)->dispose (object);
}

static void
ebb_stop_bar_class_init (EbbStopBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ebb_stop_bar_dispose;
  signals[SIGNAL_STOP] = g_signal_new ("stop", EBB_TYPE_STOP_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_OPEN] = g_signal_new ("open", EBB_TYPE_STOP_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);
  g_type_ensure (EBB_TYPE_STOP_WORDS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "stopbar");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ebb_boots/Ebb/widgets/ebb-stop-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbStopBar, box);
  gtk_widget_class_bind_template_child (widget_class, EbbStopBar, words);
  gtk_widget_class_bind_template_child (widget_class, EbbStopBar, hint_label);
  gtk_widget_class_bind_template_child (widget_class, EbbStopBar, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, stop_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, words_pressed_cb);
}

static void
ebb_stop_bar_init (EbbStopBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->stop_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("safety", "Stop"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  C_ ("safety", "Lets the air out. Also Escape or Space."), -1);
  ebb_stop_bar_set_layout (self, EBB_STOP_BAR_WIDE);
}

/**
 * ebb_stop_bar_set_layout:
 *
 * Narrow: the words above the button, on one line where they fit, and no word of keys.
 */
void
ebb_stop_bar_set_layout (EbbStopBar *self, EbbStopBarLayout layout)
{
  gboolean is_wide = layout == EBB_STOP_BAR_WIDE;

  g_return_if_fail (EBB_IS_STOP_BAR (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  is_wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  ebb_stop_words_set_is_column (self->words, is_wide);
  gtk_widget_set_visible (self->hint_label, is_wide);
}

/**
 * ebb_stop_bar_show:
 *
 * Puts the words beside the button.
 */
void
ebb_stop_bar_show (EbbStopBar *self, const char *line, const char *more)
{
  g_return_if_fail (EBB_IS_STOP_BAR (self));

  ebb_stop_words_show (self->words, line, more);
}
