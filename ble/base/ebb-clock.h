/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define EBB_TYPE_CLOCK (ebb_clock_get_type ())
G_DECLARE_INTERFACE (EbbClock, ebb_clock, EBB, CLOCK, GObject)

struct _EbbClockInterface
{
  GTypeInterface parent;

  gint64 (*get_boottime_us) (EbbClock *self);
  gint64 (*get_wall_us) (EbbClock *self);
  guint (*add_timeout) (EbbClock *self, guint delay_ms, GSourceFunc callback, gpointer user_data);
  guint (*add_alarm) (EbbClock *self, gint64 wall_us, GSourceFunc callback, gpointer user_data);
  void (*remove) (EbbClock *self, guint timeout_id);
};

gint64 ebb_clock_get_boottime_us (EbbClock *self);
gint64 ebb_clock_get_wall_us (EbbClock *self);
guint  ebb_clock_add_timeout (EbbClock   *self,
                              guint       delay_ms,
                              GSourceFunc callback,
                              gpointer    user_data);
/* Once: when the wall's clock is at @wall_us, and not after that; or before it, when that clock is set.
 * @callback returns %G_SOURCE_REMOVE. */
guint ebb_clock_add_alarm (EbbClock   *self,
                           gint64      wall_us,
                           GSourceFunc callback,
                           gpointer    user_data);
void  ebb_clock_remove (EbbClock *self, guint timeout_id);
void  ebb_clock_clear (EbbClock *self, guint *timeout_id);

G_END_DECLS
