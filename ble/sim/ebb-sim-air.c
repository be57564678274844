/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sim-air.h"

#include <math.h>
#include <string.h>

#include "ebb-units.h"

/* A pump and valves such that both feet reach 40 mmHg in about 5 s and 40 mmHg are let out to
 * 10 mmHg in about 2 s. Engineering choices; no product is copied. */
#define PUMP_FREE_FLOW_ML_PER_S 350.0 /* against no pressure */
#define PUMP_STALL_MMHG 150.0         /* where it moves no air */
#define INLET_ML_PER_S_MMHG 20.0
#define VENT_ML_PER_S_MMHG 8.0
#define LEAK_ML_PER_S_MMHG 0.07
#define SLACK_MMHG 2.0 /* pressure of a chamber that is just full of slack */

#define SENSOR_NOISE_PA 30.0
#define SENSOR_STEP_PA 25

typedef struct
{
  double slack_ml;
  double compliance_ml_per_mmhg;
} ChamberSize;

static const ChamberSize chamber_sizes[EBB_N_ZONES] = {
  [EBB_ZONE_FOOT] = { 220, 11 },        [EBB_ZONE_ANKLE] = { 200, 10 },
  [EBB_ZONE_LOWER_CALF] = { 260, 12 },  [EBB_ZONE_UPPER_CALF] = { 280, 13 },
  [EBB_ZONE_KNEE] = { 240, 12 },        [EBB_ZONE_LOWER_THIGH] = { 300, 14 },
  [EBB_ZONE_UPPER_THIGH] = { 320, 14 },
};

/* A chamber on the manifold while the flows are found. */
typedef struct
{
  EbbSimChamber *chamber;
  double         mmhg;
} Inlet;

static double
chamber_mmhg (const EbbSimChamber *chamber)
{
  if (chamber->air_ml <= chamber->slack_ml)
    return SLACK_MMHG * chamber->air_ml / chamber->slack_ml;
  return SLACK_MMHG + (chamber->air_ml - chamber->slack_ml) / chamber->compliance_ml_per_mmhg;
}

static unsigned
collect_inlets (EbbSimAir *self, Inlet *inlets)
{
  unsigned n_inlets = 0;

  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        {
          EbbSimChamber *chamber = &self->chamber[side][zone];
          EbbZoneMask    open =
              (self->inlet[side] | self->stuck_inlet[side]) & (EbbZoneMask) ~self->shut_inlet[side];

          if ((self->zones[side] & open & EBB_ZONE_BIT (zone)) != 0)
            inlets[n_inlets++] = (Inlet){ chamber, chamber_mmhg (chamber) };
        }
    }
  return n_inlets;
}

/* The pressure at which what the pump gives is what the open inlets take. Chambers above it take
 * nothing (check valves), so they are left out and the sum is made again. */
static double
find_manifold_mmhg (const Inlet *inlets, unsigned n_inlets)
{
  const double fall = PUMP_FREE_FLOW_ML_PER_S / PUMP_STALL_MMHG;
  double       limit_mmhg = HUGE_VAL;
  double       manifold_mmhg = PUMP_STALL_MMHG;

  for (unsigned round = 0; round < n_inlets; round++)
    {
      double   sum_mmhg = 0;
      unsigned n_taking = 0;

      for (unsigned i = 0; i < n_inlets; i++)
        {
          if (inlets[i].mmhg >= limit_mmhg)
            continue;
          sum_mmhg += inlets[i].mmhg;
          n_taking++;
        }
      manifold_mmhg = (PUMP_FREE_FLOW_ML_PER_S + INLET_ML_PER_S_MMHG * sum_mmhg)
                      / (fall + INLET_ML_PER_S_MMHG * n_taking);
      if (manifold_mmhg >= limit_mmhg)
        break;
      limit_mmhg = manifold_mmhg;
    }
  return manifold_mmhg;
}

static void
pump_into_chambers (EbbSimAir *self, double step_s)
{
  Inlet    inlets[EBB_N_SIDES * EBB_N_ZONES];
  unsigned n_inlets = collect_inlets (self, inlets);
  double   manifold_mmhg = find_manifold_mmhg (inlets, n_inlets);

  for (unsigned i = 0; i < n_inlets; i++)
    {
      double head_mmhg = manifold_mmhg - inlets[i].mmhg;

      if (head_mmhg > 0)
        inlets[i].chamber->air_ml += INLET_ML_PER_S_MMHG * head_mmhg * step_s;
    }
}

static void
let_air_out (EbbSimChamber *chamber, bool is_vent_open, double leak_share, double step_s)
{
  double conductance = chamber->leak_ml_per_s_mmhg + leak_share * chamber->vent_ml_per_s_mmhg;

  if (chamber->air_ml <= 0)
    return;
  if (is_vent_open)
    conductance += chamber->vent_ml_per_s_mmhg;
  chamber->air_ml -= conductance * chamber_mmhg (chamber) * step_s;
  if (chamber->air_ml < 0)
    chamber->air_ml = 0;
}

/**
 * ebb_sim_air_init:
 * @zones: the zones of each leg of @legs
 * @seed: of the sensors' noise
 *
 * Empties every chamber, stops the pump and opens the vents.
 */
void
ebb_sim_air_init (EbbSimAir *self, EbbLegs legs, EbbZoneMask zones, uint64_t seed)
{
  memset (self, 0, sizeof *self);
  ebb_sim_noise_init (&self->noise, seed);
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      self->zones[side] = ebb_legs_has_side (legs, (EbbSide) side) ? zones : 0;
      self->vent[side] = EBB_ZONE_MASK_ALL;
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        self->chamber[side][zone] = (EbbSimChamber){
          .slack_ml = chamber_sizes[zone].slack_ml,
          .compliance_ml_per_mmhg = chamber_sizes[zone].compliance_ml_per_mmhg,
          .leak_ml_per_s_mmhg = LEAK_ML_PER_S_MMHG,
          .vent_ml_per_s_mmhg = VENT_ML_PER_S_MMHG,
        };
    }
}

/**
 * ebb_sim_air_step:
 * @step_s: seconds, at most 0.05 for the sums to hold
 *
 * Moves air for @step_s with pump and valves as they are.
 */
void
ebb_sim_air_step (EbbSimAir *self, double step_s)
{
  if (self->is_pump_on)
    pump_into_chambers (self, step_s);
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      EbbZoneMask open = self->vent[side] & (EbbZoneMask) ~self->stuck_vent[side];

      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        let_air_out (&self->chamber[side][zone], (open & EBB_ZONE_BIT (zone)) != 0,
                     self->leak_share, step_s);
    }
}

/**
 * ebb_sim_air_get_mmhg:
 *
 * Returns: the true pressure, as no sensor sees it
 */
double
ebb_sim_air_get_mmhg (const EbbSimAir *self, EbbSide side, EbbZone zone)
{
  return chamber_mmhg (&self->chamber[side][zone]);
}

/**
 * ebb_sim_air_sense_pa:
 *
 * Reads the chamber's sensor once: its drift, noise, then steps of 25 Pa, never below 0.
 *
 * Returns: pascals; EBB_PRESSURE_UNKNOWN_PA where there is no zone, or a sensor that is dead
 */
int32_t
ebb_sim_air_sense_pa (EbbSimAir *self, EbbSide side, EbbZone zone)
{
  double pressure_pa;

  if ((self->zones[side] & EBB_ZONE_BIT (zone) & (EbbZoneMask) ~self->dead_sensor[side]) == 0)
    return EBB_PRESSURE_UNKNOWN_PA;
  if ((self->frozen_sensor[side] & EBB_ZONE_BIT (zone)) != 0)
    return self->sensed_pa[side][zone];
  pressure_pa = ebb_mmhg_to_pa (ebb_sim_air_get_mmhg (self, side, zone) + self->drift_mmhg)
                + ebb_sim_noise_next (&self->noise, SENSOR_NOISE_PA);
  self->sensed_pa[side][zone] =
      pressure_pa > 0 ? (int32_t) lround (pressure_pa / SENSOR_STEP_PA) * SENSOR_STEP_PA : 0;
  return self->sensed_pa[side][zone];
}
