/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-pulse.h"

/* How long a window may be silent (safety.md H3). */
#define SILENT_AT_MOST_MS 5000
#define BEAT_MS 1000
/* After all input, and after a frame that is due. */
#define BEAT_PRIORITY (GDK_PRIORITY_REDRAW + 10)

struct _EbbPulse
{
  GObject parent_instance;

  /* owned */
  EbbCurrentSession *session;

  /* state */
  gint64 beat_us; /* monotonic: what a window does is not what boots do, whose time may be fast */
  guint  beat_id;
};

G_DEFINE_FINAL_TYPE (EbbPulse, ebb_pulse, G_TYPE_OBJECT)

static void
note_beat (EbbPulse *self)
{
  self->beat_us = g_get_monotonic_time ();
}

static gboolean
beat_cb (gpointer user_data)
{
  note_beat (user_data);
  return G_SOURCE_CONTINUE;
}

static void
realized_cb (EbbPulse *self, GtkWidget *window)
{
  g_signal_connect_object (gtk_widget_get_frame_clock (window), "after-paint",
                           G_CALLBACK (note_beat), self, G_CONNECT_SWAPPED);
}

static gboolean
is_felt_cb (gpointer user_data)
{
  return ebb_pulse_is_felt (user_data);
}

static void
ebb_pulse_dispose (GObject *object)
{
  EbbPulse *self = EBB_PULSE (object);

  g_clear_handle_id (&self->beat_id, g_source_remove);
  if (self->session != NULL)
    ebb_current_session_set_answering (self->session, NULL, NULL);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ebb_pulse_parent_class)->dispose (object);
}

static void
ebb_pulse_class_init (EbbPulseClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_pulse_dispose;
}

static void
ebb_pulse_init (EbbPulse *self)
{
  note_beat (self);
  self->beat_id = g_timeout_add_full (BEAT_PRIORITY, BEAT_MS, beat_cb, self, NULL);
}

/**
 * ebb_pulse_new:
 * @window: borrowed, outlives what is returned
 *
 * Returns: (transfer full): that of @window, which @session asks from now on
 */
EbbPulse *
ebb_pulse_new (GtkWidget *window, EbbCurrentSession *session)
{
  EbbPulse *self = g_object_new (EBB_TYPE_PULSE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (window, "realize", G_CALLBACK (realized_cb), self, G_CONNECT_SWAPPED);
  ebb_current_session_set_answering (session, is_felt_cb, self);
  return self;
}

/**
 * ebb_pulse_is_felt:
 *
 * Returns: whether the window answered within the last 5 s
 */
gboolean
ebb_pulse_is_felt (EbbPulse *self)
{
  return g_get_monotonic_time () - self->beat_us <= SILENT_AT_MOST_MS * (gint64) 1000;
}
