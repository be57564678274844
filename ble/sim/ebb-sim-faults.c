/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-profile.h"
#include "ebb-sim-boots-private.h"

/* What is done to the boots when something goes wrong with them, at a time or on demand. */

gboolean
ebb_sim_boots_is_off (EbbSimBoots *self)
{
  return self->now_us < self->off_until_us;
}

gboolean
ebb_sim_boots_is_mute (EbbSimBoots *self)
{
  return self->fault[EBB_SIM_FAULT_SILENT] != 0 || ebb_sim_boots_is_off (self);
}

gboolean
ebb_sim_boots_is_hostile (EbbSimBoots *self, EbbRole role)
{
  int messages = self->fault[EBB_SIM_FAULT_HOSTILE_BYTES];

  return (role == EBB_ROLE_TELEMETRY && (messages & EBB_SIM_MESSAGES_TELEMETRY) != 0)
         || (role == EBB_ROLE_STATUS && (messages & EBB_SIM_MESSAGES_STATUS) != 0)
         || (role == EBB_ROLE_CONTROL && (messages & EBB_SIM_MESSAGES_ANSWERS) != 0);
}

static void
drop_link (EbbSimBoots *self, int for_ms)
{
  self->out_of_reach_until_us = self->now_us + (gint64) for_ms * 1000;
  if (for_ms == 0)
    return;
  ebb_sim_boots_link_changed (self, FALSE);
  ebb_sim_boots_emit_link_dropped (self);
}

static void
reboot (EbbSimBoots *self, int for_ms)
{
  self->off_until_us = self->now_us + (gint64) for_ms * 1000;
  if (for_ms == 0)
    return;
  ebb_sim_firmware_restart (self->firmware);
  drop_link (self, for_ms);
}

static void
set_zones (EbbZoneMask masks[EBB_N_SIDES], int value)
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    masks[side] = (EbbZoneMask) (value >> side * EBB_N_ZONES) & EBB_ZONE_MASK_ALL;
}

static void
set_own_run (EbbSimBoots *self, int value)
{
  if (value != 0)
    ebb_sim_firmware_start_own_run (self->firmware);
  else if (ebb_sim_boots_get_fault (self, EBB_SIM_FAULT_OWN_RUN) != 0)
    ebb_sim_firmware_press_button (self->firmware);
}

/* Whoever presses start while they let the last air out presses it again. */
static void
step_own_run (EbbSimBoots *self)
{
  EbbRunState run_state = ebb_sim_boots_get_status (self)->run_state;

  if (self->fault[EBB_SIM_FAULT_OWN_RUN] == 0 || run_state == EBB_RUN_VENTING)
    return;
  self->fault[EBB_SIM_FAULT_OWN_RUN] = 0;
  ebb_sim_firmware_start_own_run (self->firmware);
}

/* What is broken in what the firmware moves and reads. */
static void
break_parts (EbbSimBoots *self, EbbSimFault fault, int value)
{
  EbbSimAir *air = &self->air;

  switch ((int) fault)
    {
    case EBB_SIM_FAULT_STUCK_VENT:
      set_zones (air->stuck_vent, value);
      break;
    case EBB_SIM_FAULT_STUCK_INLET:
      set_zones (air->stuck_inlet, value);
      break;
    case EBB_SIM_FAULT_SHUT_INLET:
      set_zones (air->shut_inlet, value);
      break;
    case EBB_SIM_FAULT_LEAK:
      air->leak_share = value / 100.0;
      break;
    case EBB_SIM_FAULT_DRIFT:
      air->drift_mmhg = value;
      break;
    case EBB_SIM_FAULT_STUCK_HEATER:
      set_zones (self->heat.stuck, value);
      break;
    case EBB_SIM_FAULT_DEAD_SENSOR:
      set_zones (air->dead_sensor, value);
      break;
    case EBB_SIM_FAULT_FROZEN_SENSOR:
      set_zones (air->frozen_sensor, value);
      break;
    default:
      break;
    }
}

/* What the firmware does wrong, or is made to do. */
static void
change_firmware (EbbSimBoots *self, EbbSimFault fault, int value)
{
  switch ((int) fault)
    {
    case EBB_SIM_FAULT_DROP_LINK:
      drop_link (self, value);
      break;
    case EBB_SIM_FAULT_SLOW_ANSWERS:
      ebb_sim_firmware_set_answer_ms (self->firmware,
                                      (uint32_t) (value > 0 ? value : self->options.answer_ms));
      break;
    case EBB_SIM_FAULT_VERSION:
      ebb_sim_firmware_set_major (self->firmware, value > 0 ? (uint8_t) value : EBB_PROFILE_MAJOR);
      break;
    case EBB_SIM_FAULT_REBOOT:
      reboot (self, value);
      break;
    case EBB_SIM_FAULT_NO_WATCH:
      ebb_sim_firmware_set_watching (self->firmware, value == 0);
      break;
    case EBB_SIM_FAULT_REFUSE_START:
      ebb_sim_firmware_set_refusing (self->firmware, value != 0);
      break;
    case EBB_SIM_FAULT_STUCK_PROGRAM:
      ebb_sim_firmware_set_program_stuck (self->firmware, value != 0);
      break;
    case EBB_SIM_FAULT_OTHER_PROGRAM:
      ebb_sim_firmware_set_own_program (self->firmware, value != 0);
      break;
    case EBB_SIM_FAULT_BATTERY:
      self->battery_percent = value;
      break;
    case EBB_SIM_FAULT_BUTTON:
      if (value != 0)
        ebb_sim_firmware_press_button (self->firmware);
      break;
    case EBB_SIM_FAULT_OWN_RUN:
      set_own_run (self, value);
      break;
    default:
      break;
    }
}

static gboolean
has_just_passed (EbbSimBoots *self, int after_ms)
{
  gint64 since_us = self->now_us - self->started_us;
  gint64 after_us = (gint64) after_ms * 1000;

  return since_us - EBB_SIM_STEP_US < after_us && after_us <= since_us;
}

/* Faults that the options plan for the beginning. */
void
ebb_sim_boots_begin_planned_faults (EbbSimBoots *self)
{
  for (int i = 0; i < EBB_N_SIM_FAULTS; i++)
    {
      const EbbSimPlannedFault *planned = &self->options.planned[i];

      if (planned->is_set && planned->after_ms <= 0)
        ebb_sim_boots_set_fault (self, (EbbSimFault) i, planned->value);
    }
}

/* Faults that the options plan for a time after START; asked each step. */
void
ebb_sim_boots_step_faults (EbbSimBoots *self)
{
  step_own_run (self);
  if (!self->is_after_start)
    return;
  for (int i = 0; i < EBB_N_SIM_FAULTS; i++)
    {
      const EbbSimPlannedFault *planned = &self->options.planned[i];

      if (planned->is_set && planned->after_ms > 0 && has_just_passed (self, planned->after_ms))
        ebb_sim_boots_set_fault (self, (EbbSimFault) i, planned->value);
    }
}

/**
 * ebb_sim_boots_set_fault:
 * @value: within the range that the table of faults gives; 0 is ebb_sim_boots_clear_fault(), but
 *   for the charge
 *
 * Sets a fault, from now on.
 */
void
ebb_sim_boots_set_fault (EbbSimBoots *self, EbbSimFault fault, int value)
{
  const EbbSimFaultEntry *entry = ebb_sim_fault_get_entry (fault);

  g_return_if_fail (EBB_IS_SIM_BOOTS (self));
  g_return_if_fail (entry != NULL);
  g_return_if_fail (value == 0 || (value >= entry->least && value <= entry->most));

  self->fault[fault] = value;
  break_parts (self, fault, value);
  change_firmware (self, fault, value);
  ebb_sim_boots_obey_firmware (self);
  ebb_sim_boots_follow_status (self);
}

/**
 * ebb_sim_boots_clear_fault:
 *
 * Makes the boots sound again in this. A charge is as it was at the beginning, a charger is pulled
 * out; a run that was begun at the boots is stopped there.
 */
void
ebb_sim_boots_clear_fault (EbbSimBoots *self, EbbSimFault fault)
{
  g_return_if_fail (EBB_IS_SIM_BOOTS (self));

  ebb_sim_boots_set_fault (self, fault, 0);
  if (fault == EBB_SIM_FAULT_BATTERY)
    self->battery_percent = self->options.battery_percent;
}

/**
 * ebb_sim_boots_get_fault:
 *
 * Returns: what is left of @fault: the value that was set; milliseconds out of reach or without
 *   power; stops to ignore; the charge; 1 while a run of their own goes on; 0 when they are sound
 */
int
ebb_sim_boots_get_fault (EbbSimBoots *self, EbbSimFault fault)
{
  const EbbStatus *status;

  g_return_val_if_fail (EBB_IS_SIM_BOOTS (self), 0);
  g_return_val_if_fail ((unsigned) fault < EBB_N_SIM_FAULTS, 0);

  switch ((int) fault)
    {
    case EBB_SIM_FAULT_DROP_LINK:
      return (int) MAX (0, (self->out_of_reach_until_us - self->now_us) / 1000);
    case EBB_SIM_FAULT_REBOOT:
      return (int) MAX (0, (self->off_until_us - self->now_us) / 1000);
    case EBB_SIM_FAULT_BATTERY:
      return (int) self->battery_percent;
    case EBB_SIM_FAULT_BUTTON:
      return 0;
    case EBB_SIM_FAULT_OWN_RUN:
      status = ebb_sim_boots_get_status (self);
      return status->run_state == EBB_RUN_RUNNING && status->owner == EBB_WIRE_OWNER_BUTTON;
    default:
      return self->fault[fault];
    }
}
