/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sim-run.h"

#include "ebb-units.h"

static unsigned
find_rank (EbbZoneMask zones, EbbZone zone)
{
  return ebb_zone_mask_count (zones & (EbbZoneMask) (EBB_ZONE_BIT (zone) - 1));
}

/* Cycles still to come, the one that runs and a broken last one included. */
static uint32_t
count_cycles_left (const EbbSimRun *self)
{
  uint32_t total_ms = self->end_ms - self->offset_ms;
  uint32_t begun_ms = self->cycle_index * self->cycle_length_ms;

  return (total_ms - begun_ms + self->cycle_length_ms - 1) / self->cycle_length_ms;
}

static unsigned
find_lead_percent (const EbbSimRun *self)
{
  const EbbWireProgram *program = &self->program;
  uint32_t              left = count_cycles_left (self);
  unsigned              percent = 100;

  if (self->cycle_index < program->n_lead_in)
    percent = program->lead_in_percent[self->cycle_index];
  if (left >= 1 && left <= program->n_lead_out)
    {
      unsigned out_percent = program->lead_out_percent[program->n_lead_out - left];

      percent = out_percent < percent ? out_percent : percent;
    }
  return percent;
}

static bool
takes_part (const EbbSimRun *self, EbbSide side)
{
  if (!ebb_legs_has_side (self->legs, side))
    return false;
  if (!self->program.is_alternate || self->legs != EBB_LEGS_BOTH)
    return true;
  /* The first cycle, number 1, is odd. */
  return (self->cycle_index % 2 == 0) == (side == EBB_SIDE_LEFT);
}

static int32_t
find_setpoint_pa (const EbbSimRun *self, const EbbFeatures *features, EbbSide side, EbbZone zone)
{
  uint32_t intensity_pa =
      self->intensity_pa < self->cycle_intensity_pa ? self->intensity_pa : self->cycle_intensity_pa;
  uint64_t setpoint_pa = self->program.setpoint_pa[side][zone];

  setpoint_pa = setpoint_pa * intensity_pa * find_lead_percent (self) / self->peak_pa / 100;
  if (setpoint_pa > self->pressure_cap_pa)
    setpoint_pa = self->pressure_cap_pa;
  if (setpoint_pa > features->pressure_max_pa)
    setpoint_pa = features->pressure_max_pa;
  if (features->pressure_step_pa > 1)
    setpoint_pa -= setpoint_pa % features->pressure_step_pa;
  return (int32_t) setpoint_pa;
}

static int16_t
find_heat_ddeg (const EbbSimRun *self, const EbbFeatures *features, EbbSide side, EbbZone zone)
{
  int16_t heat_ddeg = self->program.heat_ddeg[side][zone];

  if (!ebb_legs_has_side (self->legs, side) || (features->heated[side] & EBB_ZONE_BIT (zone)) == 0
      || heat_ddeg == EBB_WIRE_HEAT_OFF
      || ebb_sim_run_get_elapsed_ms (self) >= self->program.heat_s * 1000u)
    return EBB_HEAT_OFF_DDEG;
  if (self->has_heat_order)
    heat_ddeg = self->heat_ddeg;
  return heat_ddeg < self->heat_cap_ddeg ? heat_ddeg : self->heat_cap_ddeg;
}

/**
 * ebb_sim_run_begin:
 *
 * Makes ready what the caller filled in: program, legs, times, caps and intensity.
 */
void
ebb_sim_run_begin (EbbSimRun *self)
{
  self->cycle_length_ms = ebb_wire_program_cycle_ms (&self->program);
  self->peak_pa = ebb_wire_program_peak_pa (&self->program);
  self->run_ms = 0;
  self->cycle_index = 0;
  self->cycle_intensity_pa = self->intensity_pa;
  self->has_heat_order = false;
}

/**
 * ebb_sim_run_change_program:
 *
 * Goes on with @program, for as long as was planned, where its cycles are by now.
 */
void
ebb_sim_run_change_program (EbbSimRun *self, const EbbWireProgram *program)
{
  self->program = *program;
  self->cycle_length_ms = ebb_wire_program_cycle_ms (program);
  self->peak_pa = ebb_wire_program_peak_pa (program);
  self->cycle_index = self->run_ms / self->cycle_length_ms;
}

/**
 * ebb_sim_run_advance:
 *
 * Lets @step_ms pass. A new cycle takes the intensity that is wanted then.
 *
 * Returns: false when the program time of the end is reached
 */
bool
ebb_sim_run_advance (EbbSimRun *self, uint32_t step_ms)
{
  uint32_t cycle_index;

  self->run_ms += step_ms;
  if (self->offset_ms + self->run_ms >= self->end_ms)
    return false;
  cycle_index = self->run_ms / self->cycle_length_ms;
  if (cycle_index != self->cycle_index || self->intensity_pa < self->cycle_intensity_pa)
    self->cycle_intensity_pa = self->intensity_pa;
  self->cycle_index = cycle_index;
  return true;
}

/**
 * ebb_sim_run_get_elapsed_ms:
 *
 * Returns: program time now: the offset of START and the time run since
 */
uint32_t
ebb_sim_run_get_elapsed_ms (const EbbSimRun *self)
{
  return self->offset_ms + self->run_ms;
}

/**
 * ebb_sim_run_get_aim:
 *
 * Returns: what @zone should do now
 */
EbbSimAim
ebb_sim_run_get_aim (const EbbSimRun *self, const EbbFeatures *features, EbbSide side, EbbZone zone)
{
  const EbbWireProgram *program = &self->program;
  EbbSimAim             aim = { 0, 0, false, find_heat_ddeg (self, features, side, zone) };
  EbbCycle              cycle = ebb_wire_program_get_cycle (program);
  EbbCyclePoint         point;

  if (!takes_part (self, side) || (program->zones[side] & EBB_ZONE_BIT (zone)) == 0)
    return aim;
  point =
      ebb_cycle_at (&cycle, ebb_zone_mask_count (program->zones[side]),
                    find_rank (program->zones[side], zone), self->run_ms % self->cycle_length_ms);
  if (point.phase != EBB_PHASE_INFLATE && point.phase != EBB_PHASE_HOLD)
    return aim;
  aim.setpoint_pa = find_setpoint_pa (self, features, side, zone);
  aim.aim_pa = (int32_t) (point.fill * aim.setpoint_pa);
  aim.is_filling = point.phase == EBB_PHASE_INFLATE;
  return aim;
}
