/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sim-firmware-private.h"
#include "ebb-units.h"

/* What the button on the boots does (PROTOCOL.md sections 9 and 13). */

#define OWN_RUN_MMHG 30
#define OWN_RUN_MS (30 * 60 * 1000)

/**
 * ebb_sim_firmware_make_own_program:
 *
 * Returns: the program that is built into boots with @features: every zone, from the foot up, at
 *   30 mmHg
 */
EbbWireProgram
ebb_sim_firmware_make_own_program (const EbbFeatures *features)
{
  EbbWireProgram program = {
    .pattern = EBB_PATTERN_SEQUENTIAL,
    .inflate_ds = 50,
    .hold_ds = 100,
    .deflate_ds = 150,
  };

  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      program.zones[side] = features->zones[side];
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        {
          program.heat_ddeg[side][zone] = EBB_WIRE_HEAT_OFF;
          program.setpoint_pa[side][zone] = (uint16_t) ebb_mmhg_to_pa (OWN_RUN_MMHG);
        }
    }
  return program;
}

static EbbLegs
find_legs (const EbbFeatures *features)
{
  EbbLegs legs = EBB_LEGS_NONE;

  for (int side = 0; side < EBB_N_SIDES; side++)
    legs |= features->zones[side] != 0 ? 1 << side : 0;
  return legs;
}

static bool
can_start_own_run (const EbbSimFirmware *self)
{
  return self->status.run_state == EBB_RUN_STOPPED && self->status.fault == EBB_BOOTS_FAULT_NONE
         && self->status.closed_epoch < UINT32_MAX
         && self->sensors.battery_percent >= EBB_SIM_BATTERY_START_PERCENT;
}

/**
 * ebb_sim_firmware_start_own_run:
 *
 * A run begun at the boots themselves: the next epoch, the button for an owner, no lease, 30
 * minutes. Nothing happens on boots that are not stopped, have a fault, or too little charge.
 */
void
ebb_sim_firmware_start_own_run (EbbSimFirmware *self)
{
  if (!can_start_own_run (self))
    return;
  self->run = (EbbSimRun){
    .program = ebb_sim_firmware_make_own_program (&self->features),
    .legs = find_legs (&self->features),
    .end_ms = OWN_RUN_MS,
    .pressure_cap_pa = (uint16_t) ebb_mmhg_to_pa (OWN_RUN_MMHG),
    .heat_cap_ddeg = EBB_WIRE_HEAT_OFF,
    .intensity_pa = (uint16_t) ebb_mmhg_to_pa (OWN_RUN_MMHG),
  };
  ebb_sim_run_begin (&self->run);
  self->lease_left_ms = 0;
  self->status.run_state = EBB_RUN_RUNNING;
  self->status.epoch = self->status.closed_epoch + 1;
  self->base_epoch = self->status.epoch;
  self->status.owner = EBB_WIRE_OWNER_BUTTON;
  self->is_telemetry_due = true;
  ebb_sim_firmware_say_status (self);
}

/* The cycles that have passed are counted as if they had been of this program. */
void
ebb_sim_firmware_run_own_program (EbbSimFirmware *self)
{
  const EbbWireProgram program = ebb_sim_firmware_make_own_program (&self->features);

  self->run.legs = find_legs (&self->features);
  ebb_sim_run_change_program (&self->run, &program);
}

/**
 * ebb_sim_firmware_set_own_program:
 *
 * Sets whether the program that is built in runs, on all legs, whatever START named. What runs is
 * changed at once, and not back.
 */
void
ebb_sim_firmware_set_own_program (EbbSimFirmware *self, bool is_own)
{
  self->runs_own = is_own;
  if (is_own && self->status.run_state == EBB_RUN_RUNNING)
    ebb_sim_firmware_run_own_program (self);
}

/**
 * ebb_sim_firmware_press_button:
 *
 * The button on the boots: vents, as Stop does; on boots that are stopped it clears a fault.
 */
void
ebb_sim_firmware_press_button (EbbSimFirmware *self)
{
  if (self->status.run_state == EBB_RUN_STOPPED)
    self->status.fault = EBB_BOOTS_FAULT_NONE;
  ebb_sim_firmware_end_run (self, EBB_END_BUTTON);
  ebb_sim_firmware_say_status (self);
}
