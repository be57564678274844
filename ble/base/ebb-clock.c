/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-clock.h"

/**
 * EbbClock:
 *
 * All the time there is in Ebb. Session time is boot time, which goes on while the computer
 * sleeps (safety.md H5); wall time is only for records and screens. Tests pass a clock that they
 * turn by hand.
 */
G_DEFINE_INTERFACE (EbbClock, ebb_clock, G_TYPE_OBJECT)

static void
ebb_clock_default_init (EbbClockInterface *iface G_GNUC_UNUSED)
{
}

/**
 * ebb_clock_get_boottime_us:
 *
 * Returns: microseconds since some fixed point, counted through suspend, never set back
 */
gint64
ebb_clock_get_boottime_us (EbbClock *self)
{
  return EBB_CLOCK_GET_IFACE (self)->get_boottime_us (self);
}

/**
 * ebb_clock_get_wall_us:
 *
 * Returns: microseconds since 1970-01-01T00:00:00Z; may jump either way
 */
gint64
ebb_clock_get_wall_us (EbbClock *self)
{
  return EBB_CLOCK_GET_IFACE (self)->get_wall_us (self);
}

/**
 * ebb_clock_add_timeout:
 * @delay_ms: milliseconds of this clock's time
 *
 * Calls @callback after @delay_ms, and again every @delay_ms as long as it returns
 * %G_SOURCE_CONTINUE. The callback runs on the main context that was the thread default when the
 * clock was made.
 *
 * Returns: an id for ebb_clock_remove(), never 0
 */
guint
ebb_clock_add_timeout (EbbClock *self, guint delay_ms, GSourceFunc callback, gpointer user_data)
{
  return EBB_CLOCK_GET_IFACE (self)->add_timeout (self, delay_ms, callback, user_data);
}

/**
 * ebb_clock_add_alarm:
 * @wall_us: microseconds since 1970; what has passed is due at once
 * @callback: called once; looks at the clock itself
 *
 * Unlike a timeout it is not late by the time that the computer slept, and it is told when the clock on
 * the wall is set. Nothing wakes before that.
 *
 * Returns: an id for ebb_clock_remove(), never 0
 */
guint
ebb_clock_add_alarm (EbbClock *self, gint64 wall_us, GSourceFunc callback, gpointer user_data)
{
  return EBB_CLOCK_GET_IFACE (self)->add_alarm (self, wall_us, callback, user_data);
}

/**
 * ebb_clock_remove:
 *
 * Forgets a timeout or an alarm that has not ended by itself.
 */
void
ebb_clock_remove (EbbClock *self, guint timeout_id)
{
  EBB_CLOCK_GET_IFACE (self)->remove (self, timeout_id);
}

/**
 * ebb_clock_clear:
 *
 * Removes the timeout *@timeout_id if it is not 0, and sets it to 0.
 */
void
ebb_clock_clear (EbbClock *self, guint *timeout_id)
{
  if (*timeout_id != 0)
    ebb_clock_remove (self, *timeout_id);
  *timeout_id = 0;
}
