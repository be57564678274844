/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-reading.h"

#include "ebb-boots-connection-private.h"

/* What boots at rest say first of the pressure in them, on each link anew. */

gboolean
ebb_boots_is_unread (EbbBoots *self)
{
  return ebb_boots_get_state (self) == EBB_BOOTS_READY && self->capabilities.measures_pressure
         && self->highest_pa == EBB_PRESSURE_UNKNOWN_PA;
}

gboolean
ebb_boots_is_reading_awaited (EbbBoots *self)
{
  return self->overdue_id != 0 && ebb_boots_is_unread (self);
}

static gboolean
overdue_cb (gpointer user_data)
{
  EbbBoots *self = user_data;

  self->overdue_id = 0;
  if (ebb_boots_is_unread (self))
    ebb_boots_emit_changed (self);
  return G_SOURCE_REMOVE;
}

/*< private >
 * ebb_boots_await_reading:
 *
 * They are trusted on this link: from the first call on they have %EBB_BOOTS_READING_MAX_MS.
 */
void
ebb_boots_await_reading (EbbBoots *self)
{
  if (self->is_reading_asked)
    return;
  self->is_reading_asked = TRUE;
  self->overdue_id =
      ebb_clock_add_timeout (self->clock, EBB_BOOTS_READING_MAX_MS, overdue_cb, self);
}

/*< private >
 * ebb_boots_forget_reading:
 *
 * There is no link: air may come, or go, unseen.
 */
void
ebb_boots_forget_reading (EbbBoots *self)
{
  self->highest_pa = EBB_PRESSURE_UNKNOWN_PA;
  self->is_reading_asked = FALSE;
  ebb_clock_clear (self->clock, &self->overdue_id);
}
