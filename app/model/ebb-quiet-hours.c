/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-quiet-hours.h"

#include "ebb-model-error.h"

#define MINUTES_PER_DAY (24 * 60)

/**
 * ebb_quiet_hours_check:
 *
 * Returns: %FALSE with %EBB_MODEL_ERROR: they are neither none nor from one minute of the day to another
 */
gboolean
ebb_quiet_hours_check (const EbbQuietHours *self, GError **error)
{
  if (!ebb_quiet_hours_is_set (self) && self->until_min == EBB_QUIET_NONE_MIN)
    return TRUE;
  if (self->from_min >= 0 && self->from_min < MINUTES_PER_DAY && self->until_min >= 0
      && self->until_min < MINUTES_PER_DAY && self->from_min != self->until_min)
    return TRUE;
  g_set_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_INVALID,
               "quiet hours: minutes %d to %d of the day, expected two that differ, of 0 to %d",
               self->from_min, self->until_min, MINUTES_PER_DAY - 1);
  return FALSE;
}

gboolean
ebb_quiet_hours_is_set (const EbbQuietHours *self)
{
  return self->from_min != EBB_QUIET_NONE_MIN;
}

/**
 * ebb_quiet_hours_has:
 *
 * They go over midnight where they end before they begin.
 */
gboolean
ebb_quiet_hours_has (const EbbQuietHours *self, int minute)
{
  if (!ebb_quiet_hours_is_set (self))
    return FALSE;
  if (self->from_min < self->until_min)
    return minute >= self->from_min && minute < self->until_min;
  return minute >= self->from_min || minute < self->until_min;
}

/**
 * ebb_quiet_hours_meet:
 * @length_min: 0: the one minute
 *
 * Returns: whether something of that length runs into them
 */
gboolean
ebb_quiet_hours_meet (const EbbQuietHours *self, int minute, int length_min)
{
  int until_begin_min;

  if (!ebb_quiet_hours_is_set (self))
    return FALSE;
  until_begin_min = (self->from_min - minute + MINUTES_PER_DAY) % MINUTES_PER_DAY;
  return ebb_quiet_hours_has (self, minute) || until_begin_min < length_min;
}
