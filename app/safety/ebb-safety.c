/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-safety.h"

#include "ebb-heat-dose.h"

static gint32
seconds_to_ms (double seconds)
{
  return (gint32) (seconds * 1000.0);
}

/* The zones of @side that this program moves on these boots. */
static EbbZoneMask
find_zones (EbbProgram *program, const EbbCapabilities *boots, EbbLegs legs, EbbSide side)
{
  if (!ebb_legs_has_side (legs, side))
    return 0;
  return ebb_program_get_zones (program) & boots->zones[side] & boots->settable[side];
}

static void
check_boots (GArray *violations, const EbbCaps *caps, const EbbCapabilities *boots, EbbLegs legs)
{
  EbbLegs present = EBB_LEGS_NONE;

  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      if (boots->zones[side] != 0)
        present |= 1 << side;
    }
  if (!boots->is_simulated && caps->step == EBB_CAP_STEP_UNSCREENED)
    ebb_violation_add (violations, EBB_VIOLATION_REAL_BOOTS, EBB_N_ZONES, 0, 0);
  if (boots->level_count > 0)
    ebb_violation_add (violations, EBB_VIOLATION_NO_PRESSURE, EBB_N_ZONES,
                       (gint32) boots->level_count, 0);
  if (legs == EBB_LEGS_NONE || (legs & ~present) != 0)
    ebb_violation_add (violations, EBB_VIOLATION_LEG, EBB_N_ZONES, legs, present);
}

static void
check_length (GArray *violations, guint least_s, guint most_s, guint length_s)
{
  if (length_s < least_s)
    ebb_violation_add (violations, EBB_VIOLATION_LENGTH_SHORT, EBB_N_ZONES, (gint32) length_s,
                       (gint32) least_s);
  if (length_s > most_s)
    ebb_violation_add (violations, EBB_VIOLATION_LENGTH_LONG, EBB_N_ZONES,
                       (gint32) MIN (length_s, (guint) G_MAXINT32), (gint32) most_s);
}

/**
 * ebb_safety_check_setpoints:
 * @violations: (element-type EbbViolation): what is found is appended
 * @setpoint_pa: of each zone; only those in @zones are looked at
 * @cap_pa: that holds
 *
 * Each pressure, and that none is higher than the one below it.
 */
void
ebb_safety_check_setpoints (GArray                *violations,
                            const EbbLimits       *limits,
                            const EbbCapabilities *boots,
                            const gint32           setpoint_pa[EBB_N_ZONES],
                            EbbZoneMask            zones,
                            gint32                 cap_pa)
{
  gint32 below_pa = G_MAXINT32;

  for (int zone = 0; zone < EBB_N_ZONES; zone++)
    {
      EbbViolation violation;

      if ((zones & EBB_ZONE_BIT (zone)) == 0)
        continue;
      if (!ebb_safety_check_setpoint (limits, (EbbZone) zone, setpoint_pa[zone], cap_pa,
                                      &violation))
        g_array_append_val (violations, violation);
      if (setpoint_pa[zone] < boots->pressure_min_pa)
        ebb_violation_add (violations, EBB_VIOLATION_PRESSURE_LOW, (EbbZone) zone,
                           setpoint_pa[zone], boots->pressure_min_pa);
      if (setpoint_pa[zone] > below_pa)
        ebb_violation_add (violations, EBB_VIOLATION_GRADIENT, (EbbZone) zone, setpoint_pa[zone],
                           below_pa);
      below_pa = setpoint_pa[zone];
    }
}

static void
check_part (GArray          *violations,
            EbbViolationCode code,
            uint32_t         part_ms,
            double           least_s,
            double           most_s)
{
  gint32 value_ms = (gint32) MIN (part_ms, (uint32_t) G_MAXINT32);

  if (value_ms < seconds_to_ms (least_s))
    ebb_violation_add (violations, code, EBB_N_ZONES, value_ms, seconds_to_ms (least_s));
  if (value_ms > seconds_to_ms (most_s))
    ebb_violation_add (violations, code, EBB_N_ZONES, value_ms, seconds_to_ms (most_s));
}

/**
 * ebb_safety_check_cycle:
 * @violations: (element-type EbbViolation): what is found is appended
 * @n_zones: that one leg squeezes
 * @peak_pa: the highest of them
 *
 * How long air comes, stays and goes.
 */
void
ebb_safety_check_cycle (GArray          *violations,
                        const EbbLimits *limits,
                        const EbbCycle  *cycle,
                        guint            n_zones,
                        gint32           peak_pa)
{
  double hold_max_s =
      peak_pa > ebb_mmhg_to_pa (60) ? limits->hold_above_60_max_s : limits->hold_max_s;

  check_part (violations, EBB_VIOLATION_INFLATE, cycle->inflate_ms, limits->inflate_min_s,
              limits->inflate_max_s);
  check_part (violations, EBB_VIOLATION_HOLD, cycle->hold_ms, limits->hold_min_s, hold_max_s);
  check_part (violations, EBB_VIOLATION_DEFLATE, cycle->deflate_ms, limits->deflate_min_s,
              limits->cycle_max_s);
  check_part (violations, EBB_VIOLATION_CYCLE, ebb_cycle_length_ms (cycle, n_zones), 0,
              limits->cycle_max_s);
  if (peak_pa > ebb_mmhg_to_pa (30))
    check_part (violations, EBB_VIOLATION_SQUEEZE, ebb_cycle_squeeze_ms (cycle, n_zones), 0,
                limits->zone_continuous_above_30_max_s);
}

/**
 * ebb_safety_check_heat_time:
 * @violations: (element-type EbbViolation): what is found is appended
 * @peak_pa: the highest pressure on what is warmed
 *
 * How long it may be warm: by what is left for this person, and by the dose.
 */
void
ebb_safety_check_heat_time (GArray          *violations,
                            const EbbLimits *limits,
                            const EbbCaps   *caps,
                            gint16           heat_ddeg,
                            guint            heat_s,
                            gint32           peak_pa)
{
  guint longest_s = ebb_heat_get_longest_s (limits, heat_ddeg, peak_pa, 0.0);

  if (heat_s > caps->heat_longest_s)
    ebb_violation_add (violations, EBB_VIOLATION_HEAT_LENGTH, EBB_N_ZONES, (gint32) heat_s,
                       (gint32) caps->heat_longest_s);
  else if (heat_s > longest_s)
    ebb_violation_add (violations, EBB_VIOLATION_HEAT_DOSE, EBB_N_ZONES, (gint32) heat_s,
                       (gint32) longest_s);
}

static void
check_air (GArray                *violations,
           const EbbLimits       *limits,
           EbbProgram            *program,
           const EbbCapabilities *boots,
           EbbZoneMask            zones,
           gint32                 cap_pa)
{
  gint32 setpoint_pa[EBB_N_ZONES];

  for (int zone = 0; zone < EBB_N_ZONES; zone++)
    setpoint_pa[zone] = ebb_program_get_setpoint_pa (program, (EbbZone) zone);
  ebb_safety_check_setpoints (violations, limits, boots, setpoint_pa, zones, cap_pa);
}

static void
check_cycle (GArray *violations, const EbbLimits *limits, EbbProgram *program, EbbZoneMask zones)
{
  EbbCycle cycle = ebb_program_get_cycle (program);

  ebb_safety_check_cycle (violations, limits, &cycle, ebb_zone_mask_count (zones),
                          ebb_program_get_peak_pa (program, zones));
}

/* @zones: that are squeezed, on whichever leg. */
static void
check_heat (GArray                *violations,
            const EbbLimits       *limits,
            const EbbCaps         *caps,
            EbbProgram            *program,
            const EbbCapabilities *boots,
            EbbLegs                legs,
            EbbZoneMask            zones)
{
  EbbViolation violation;

  if (!ebb_safety_warms (program, boots, legs))
    return;
  if (!caps->allows_heat)
    {
      ebb_violation_add (violations, EBB_VIOLATION_HEAT_LOCKED, EBB_N_ZONES, 0, 0);
      return;
    }
  if (!ebb_safety_check_heat (caps, boots, ebb_program_get_heat_ddeg (program), &violation))
    g_array_append_val (violations, violation);
  ebb_safety_check_heat_time (violations, limits, caps, ebb_program_get_heat_ddeg (program),
                              ebb_program_get_heat_s (program),
                              ebb_program_get_peak_pa (program, zones));
}

/* Whatever answers leave: a zone that reaches above them, or the leg that is sore. */
static void
check_zones (GArray                *violations,
             const EbbCaps         *caps,
             EbbProgram            *program,
             const EbbCapabilities *boots,
             EbbLegs                legs)
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      EbbZoneMask off =
          find_zones (program, boots, legs, (EbbSide) side) & (EbbZoneMask) ~caps->zones[side];

      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        {
          if ((off & EBB_ZONE_BIT (zone)) != 0)
            ebb_violation_add (violations, EBB_VIOLATION_ZONE_OFF, (EbbZone) zone, side, 0);
        }
    }
}

/**
 * ebb_safety_warms:
 *
 * Boots that cannot warm the zones of a program run it without heat.
 *
 * Returns: whether @program warms anything on these boots
 */
gboolean
ebb_safety_warms (EbbProgram *program, const EbbCapabilities *boots, EbbLegs legs)
{
  EbbZoneMask warmed = 0;

  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      if (ebb_legs_has_side (legs, (EbbSide) side))
        warmed |= ebb_program_get_heated (program) & boots->heated[side];
    }
  return boots->has_heat && warmed != 0;
}

/* No pressure would be right, and another reason says why. */
static gboolean
is_use_refused (const EbbCaps *caps, const EbbCapabilities *boots)
{
  return (!boots->is_simulated && caps->step == EBB_CAP_STEP_UNSCREENED) || boots->level_count > 0
         || !ebb_restriction_allows_use (&caps->restriction);
}

/**
 * ebb_safety_check_program:
 * @violations: (element-type EbbViolation): what is found is appended
 * @legs: on which it is to run
 * @length_s: how long it is to last in all
 * @cap_pa: as shown to the person who confirms
 *
 * Everything that is against @program on these boots within @caps. Nothing is bent to fit.
 */
void
ebb_safety_check_program (GArray                *violations,
                          const EbbLimits       *limits,
                          const EbbCaps         *caps,
                          EbbProgram            *program,
                          const EbbCapabilities *boots,
                          EbbLegs                legs,
                          guint                  length_s,
                          gint32                 cap_pa)
{
  EbbZoneMask left = find_zones (program, boots, legs, EBB_SIDE_LEFT);
  EbbZoneMask right = find_zones (program, boots, legs, EBB_SIDE_RIGHT);
  gboolean    is_named = is_use_refused (caps, boots);
  gint32      most_pa = is_named ? G_MAXINT32 : MIN (cap_pa, caps->cap_pa);

  check_boots (violations, caps, boots, legs);
  if ((left | right) == 0)
    ebb_violation_add (violations, EBB_VIOLATION_NO_ZONE, EBB_N_ZONES, 0, 0);
  if (!is_named && cap_pa > caps->cap_pa)
    ebb_violation_add (violations, EBB_VIOLATION_PRESSURE_HIGH, EBB_N_ZONES, cap_pa, caps->cap_pa);
  check_zones (violations, caps, program, boots, legs);
  check_air (violations, limits, program, boots, left | right, most_pa);
  /* The leg with more zones makes the cycle. */
  check_cycle (violations, limits, program,
               ebb_zone_mask_count (left) >= ebb_zone_mask_count (right) ? left : right);
  check_heat (violations, limits, caps, program, boots, legs, left | right);
  check_length (violations, caps->shortest_s, caps->longest_s, length_s);
}
