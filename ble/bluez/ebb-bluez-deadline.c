/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-deadline-private.h"

struct _EbbBluezDeadline
{
  /* owned */
  EbbClock     *clock;
  GCancellable *cancellable;
  GCancellable *parent; /* (nullable) */

  /* state */
  gulong   parent_handler_id;
  guint    timeout_id;
  guint    timeout_ms;
  gboolean has_passed;
};

static gboolean
passed_cb (gpointer user_data)
{
  EbbBluezDeadline *self = user_data;

  self->timeout_id = 0;
  self->has_passed = TRUE;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static void
parent_cancelled_cb (GCancellable *parent G_GNUC_UNUSED, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/**
 * ebb_bluez_deadline_new:
 * @timeout_ms: milliseconds of @clock's time
 * @parent: (nullable): cancels the call as well
 *
 * Returns: (transfer full): a deadline that runs
 */
EbbBluezDeadline *
ebb_bluez_deadline_new (EbbClock *clock, guint timeout_ms, GCancellable *parent)
{
  EbbBluezDeadline *self = g_new0 (EbbBluezDeadline, 1);

  self->clock = g_object_ref (clock);
  self->cancellable = g_cancellable_new ();
  self->timeout_ms = timeout_ms;
  self->timeout_id = ebb_clock_add_timeout (clock, timeout_ms, passed_cb, self);
  if (parent != NULL)
    {
      self->parent = g_object_ref (parent);
      /* Not g_cancellable_connect(): its disconnect must not be called from the callback. */
      self->parent_handler_id = g_signal_connect_data (
          parent, "cancelled", G_CALLBACK (parent_cancelled_cb), g_object_ref (self->cancellable),
          (GClosureNotify) g_object_unref, 0);
      if (g_cancellable_is_cancelled (parent))
        g_cancellable_cancel (self->cancellable);
    }
  return self;
}

/**
 * ebb_bluez_deadline_free:
 *
 * Stops the deadline, if it has not passed.
 */
void
ebb_bluez_deadline_free (EbbBluezDeadline *self)
{
  if (self == NULL)
    return;
  ebb_clock_clear (self->clock, &self->timeout_id);
  if (self->parent != NULL)
    g_signal_handler_disconnect (self->parent, self->parent_handler_id);
  g_clear_object (&self->parent);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->clock);
  g_free (self);
}

/**
 * ebb_bluez_deadline_get_cancellable:
 *
 * Returns: (transfer none): what to give to the call
 */
GCancellable *
ebb_bluez_deadline_get_cancellable (EbbBluezDeadline *self)
{
  return self->cancellable;
}

/**
 * ebb_bluez_deadline_has_passed:
 *
 * Returns: %TRUE if it was the clock that cancelled
 */
gboolean
ebb_bluez_deadline_has_passed (EbbBluezDeadline *self)
{
  return self->has_passed;
}

/**
 * ebb_bluez_deadline_get_timeout_ms:
 *
 * Returns: how much time was given, in milliseconds
 */
guint
ebb_bluez_deadline_get_timeout_ms (EbbBluezDeadline *self)
{
  return self->timeout_ms;
}
