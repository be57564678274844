/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-clock.h"

G_BEGIN_DECLS

typedef enum
{
  EBB_DEPARTURE_SLEEP,
  EBB_DEPARTURE_SHUTDOWN,
} EbbDeparture;

/**
 * EbbSleepWatch:
 *
 * Hears from the login manager that the computer is about to sleep or to go down, and delays that
 * for as long as it is held, at most two seconds (safety.md H4); held, it does not sleep for want of
 * anybody at the keyboard either. Where there is no login manager it hears nothing.
 *
 * Signals: "leaving" (guint: an EbbDeparture), "back" (the computer is awake again, or stays).
 */
#define EBB_TYPE_SLEEP_WATCH (ebb_sleep_watch_get_type ())
G_DECLARE_FINAL_TYPE (EbbSleepWatch, ebb_sleep_watch, EBB, SLEEP_WATCH, GObject)

/* @connection: (nullable): the system bus, once it is there, if %NULL */
EbbSleepWatch *ebb_sleep_watch_new (EbbClock        *clock,
                                    GDBusConnection *connection) G_GNUC_WARN_UNUSED_RESULT;

/* From now on leaving waits for ebb_sleep_watch_release(). Each may be called again. */
void ebb_sleep_watch_hold (EbbSleepWatch *self);
void ebb_sleep_watch_release (EbbSleepWatch *self);
/* TRUE while the login manager would wait for us. */
gboolean ebb_sleep_watch_is_held (EbbSleepWatch *self);
/* TRUE from "leaving" to "back": nothing is to be begun now. */
gboolean ebb_sleep_watch_is_leaving (EbbSleepWatch *self);

G_END_DECLS
