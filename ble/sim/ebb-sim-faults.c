/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sim-boots-private.h"

/* What can be made to go wrong, at a time or on demand. */

static void
drop_link (EbbSimBoots *self, int for_ms)
{
  self->out_of_reach_until_us = self->now_us + (gint64) for_ms * 1000;
  ebb_sim_firmware_link_lost (self->firmware);
  ebb_sim_boots_emit_link_dropped (self);
}

static gboolean
has_just_passed (EbbSimBoots *self, int after_ms)
{
  gint64 since_us = self->now_us - self->started_us;
  gint64 after_us = (gint64) after_ms * 1000;

  return after_ms >= 0 && since_us - EBB_SIM_STEP_US < after_us && after_us <= since_us;
}

/* Faults that the options ask for at a time after START; asked each step. */
void
ebb_sim_boots_step_faults (EbbSimBoots *self)
{
  if (!self->is_after_start)
    return;
  if (self->options.silent_after_ms > 0 && has_just_passed (self, self->options.silent_after_ms))
    self->is_silent = TRUE;
  if (has_just_passed (self, self->options.drop_link_after_ms))
    drop_link (self, self->options.drop_link_for_ms);
}

/**
 * ebb_sim_boots_set_fault:
 * @value: as EbbSimFault says for each; 0 makes the boots sound again
 *
 * Sets a fault, from now on.
 */
void
ebb_sim_boots_set_fault (EbbSimBoots *self, EbbSimFault fault, int value)
{
  g_return_if_fail (EBB_IS_SIM_BOOTS (self));
  g_return_if_fail (value >= 0);

  switch (fault)
    {
    case EBB_SIM_FAULT_SILENT:
      self->is_silent = value != 0;
      break;
    case EBB_SIM_FAULT_DROP_LINK:
      if (value > 0)
        drop_link (self, value);
      else
        self->out_of_reach_until_us = 0;
      break;
    case EBB_SIM_FAULT_IGNORE_STOPS:
      self->stops_to_ignore = value;
      break;
    case EBB_N_SIM_FAULTS:
    default:
      g_return_if_reached ();
    }
}

/**
 * ebb_sim_boots_get_fault:
 *
 * Returns: what is left of @fault: 1 while silent, milliseconds out of reach, stops to ignore
 */
int
ebb_sim_boots_get_fault (EbbSimBoots *self, EbbSimFault fault)
{
  g_return_val_if_fail (EBB_IS_SIM_BOOTS (self), 0);

  switch (fault)
    {
    case EBB_SIM_FAULT_SILENT:
      return self->is_silent;
    case EBB_SIM_FAULT_DROP_LINK:
      return (int) MAX (0, (self->out_of_reach_until_us - self->now_us) / 1000);
    case EBB_SIM_FAULT_IGNORE_STOPS:
      return self->stops_to_ignore;
    case EBB_N_SIM_FAULTS:
    default:
      g_return_val_if_reached (0);
    }
}
