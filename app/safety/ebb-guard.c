/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-guard.h"

#define NEVER (-1)

static gint64
seconds_to_us (double seconds)
{
  return (gint64) (seconds * G_USEC_PER_SEC);
}

static EbbFault
find_fault (EbbGuard *guard, EbbFault fault, EbbSide side, EbbZone zone, gint32 pressure_pa)
{
  guard->fault_side = side;
  guard->fault_zone = zone;
  guard->fault_pa = pressure_pa;
  return fault;
}

/* A zone that is let go keeps its old reference for as long as air needs to leave it: its setpoint
 * is 0 at once, its pressure cannot be. After Stop the time until vented is the rule instead. */
static void
follow_setpoint (EbbGuard *guard, EbbGuardZone *memory, gint32 setpoint_pa, gint64 now_us)
{
  gboolean is_released;

  if (setpoint_pa < memory->setpoint_pa)
    memory->lowered_us = now_us;
  memory->setpoint_pa = setpoint_pa;
  is_released = guard->stop_us == NEVER
                && (memory->lowered_us == NEVER || now_us - memory->lowered_us > guard->release_us);
  if (is_released || setpoint_pa > memory->reference_pa)
    memory->reference_pa = setpoint_pa;
}

/* Sets @since_us to when @is_so began. */
static gboolean
lasts (gboolean is_so, gint64 *since_us, gint64 now_us, gint64 for_us)
{
  if (!is_so)
    *since_us = NEVER;
  else if (*since_us == NEVER)
    *since_us = now_us;
  return is_so && now_us - *since_us >= for_us;
}

static gboolean
is_above_cap (const EbbGuard *guard, const EbbZoneReading *reading)
{
  if (reading->setpoint_pa != EBB_PRESSURE_UNKNOWN_PA
      && reading->setpoint_pa > guard->cap_pa + ebb_mmhg_to_pa (EBB_GUARD_STEP_MMHG))
    return TRUE;
  return reading->pressure_pa != EBB_PRESSURE_UNKNOWN_PA
         && reading->pressure_pa > guard->cap_pa + ebb_mmhg_to_pa (EBB_GUARD_SENSOR_MMHG);
}

/* Lower is as planned: cycles that lead in, and an intensity that was turned down. */
static gboolean
is_beyond_plan (const EbbGuard *guard, gint32 planned_pa, gint32 setpoint_pa)
{
  const EbbGuardPlan *plan = &guard->plan;

  if (plan->peak_pa == 0 || planned_pa == EBB_PRESSURE_UNKNOWN_PA
      || setpoint_pa == EBB_PRESSURE_UNKNOWN_PA)
    return FALSE;
  return setpoint_pa > (gint64) planned_pa * guard->intensity_pa / plan->peak_pa
                           + ebb_mmhg_to_pa (EBB_GUARD_STEP_MMHG);
}

static EbbFault
judge_aim (EbbGuard             *guard,
           gint64                now_us,
           EbbGuardZone         *memory,
           gint32                planned_pa,
           const EbbZoneReading *reading)
{
  gboolean is_beyond = is_beyond_plan (guard, planned_pa, reading->setpoint_pa);

  return lasts (is_beyond, &memory->beyond_us, now_us, seconds_to_us (EBB_GUARD_OTHER_PROGRAM_S))
             ? EBB_FAULT_OTHER_PROGRAM
             : EBB_FAULT_NONE;
}

static EbbFault
judge_pressure (EbbGuard             *guard,
                const EbbLimits      *limits,
                gint64                now_us,
                EbbGuardZone         *memory,
                const EbbZoneReading *reading)
{
  gint64   squeeze_us = seconds_to_us (limits->zone_continuous_above_30_max_s);
  gboolean is_over, is_squeezed;

  if (reading->setpoint_pa != EBB_PRESSURE_UNKNOWN_PA)
    follow_setpoint (guard, memory, reading->setpoint_pa, now_us);
  if (is_above_cap (guard, reading))
    return EBB_FAULT_OVERSHOOT;
  /* Without a reading nothing has got better: what lasts goes on lasting. */
  if (reading->pressure_pa == EBB_PRESSURE_UNKNOWN_PA)
    return EBB_FAULT_NONE;
  memory->known_us = now_us;
  is_over = reading->setpoint_pa != EBB_PRESSURE_UNKNOWN_PA
            && reading->pressure_pa > memory->reference_pa + limits->overshoot_over_setpoint_pa;
  is_squeezed = reading->pressure_pa > ebb_mmhg_to_pa (EBB_GUARD_SQUEEZE_MMHG);
  if (lasts (is_over, &memory->over_us, now_us, seconds_to_us (limits->overshoot_for_s)))
    return EBB_FAULT_OVERSHOOT;
  if (lasts (is_squeezed, &memory->squeezed_us, now_us, squeeze_us))
    return EBB_FAULT_STUCK_SQUEEZE;
  return EBB_FAULT_NONE;
}

static void
note_air (EbbGuard             *guard,
          const EbbLimits      *limits,
          gint64                now_us,
          EbbGuardZone         *memory,
          const EbbZoneReading *reading)
{
  gint32   pressure_pa = reading->pressure_pa;
  gboolean has_risen;

  guard->asked_pa = MAX (guard->asked_pa, reading->setpoint_pa);
  if (pressure_pa == EBB_PRESSURE_UNKNOWN_PA)
    return;
  guard->measured_pa = MAX (guard->measured_pa, pressure_pa);
  memory->lowest_pa = MIN (memory->lowest_pa, pressure_pa);
  if (guard->asked_us == NEVER && guard->cycle > 0 && reading->setpoint_pa != 0)
    guard->asked_us = now_us;
  /* They were vented at START: more than that is a rise as well, and what was left then is none. */
  has_risen = pressure_pa >= memory->lowest_pa + EBB_GUARD_RISE_PA
              || pressure_pa >= limits->vented_below_pa;
  guard->has_risen |= has_risen;
  if (has_risen && guard->asked_pa > 0 && pressure_pa >= guard->asked_pa / EBB_GUARD_NO_AIR_SHARE)
    guard->air_us = now_us;
}

/**
 * ebb_guard_init:
 * @cap_pa: the effective cap that was confirmed
 *
 * Begins to watch, at START. Until the first sample @now_us stands for it.
 */
void
ebb_guard_init (EbbGuard *guard, gint32 cap_pa, const EbbGuardPlan *plan, gint64 now_us)
{
  *guard = (EbbGuard){
    .plan = *plan,
    .intensity_pa = plan->intensity_pa,
    .astray_us = NEVER,
    .cap_pa = cap_pa,
    .release_us = (gint64) plan->deflate_ms * 1000 + seconds_to_us (EBB_GUARD_RELEASE_S),
    .first_air_us =
        MAX (seconds_to_us (EBB_GUARD_FIRST_AIR_S),
             (gint64) plan->inflate_ms * 1000 + seconds_to_us (EBB_GUARD_FIRST_AIR_GRACE_S)),
    .without_air_us = (gint64) plan->cycle_ms * 1000 + seconds_to_us (EBB_GUARD_NO_AIR_GRACE_S),
    .sample_us = now_us,
    .stop_us = NEVER,
    .measured_pa = EBB_PRESSURE_UNKNOWN_PA,
    .asked_us = NEVER,
    .air_us = NEVER,
    .is_watching = TRUE,
    .fault_zone = EBB_N_ZONES,
    .fault_pa = EBB_PRESSURE_UNKNOWN_PA,
  };
  for (guint side = 0; side < EBB_N_SIDES; side++)
    {
      for (guint zone = 0; zone < EBB_N_ZONES; zone++)
        guard->zone[side][zone] = (EbbGuardZone){
          .lowered_us = NEVER,
          .over_us = NEVER,
          .squeezed_us = NEVER,
          .beyond_us = NEVER,
          .known_us = NEVER,
          .lowest_pa = G_MAXINT32,
        };
    }
}

/**
 * ebb_guard_take_sample:
 * @now_us: when the sample came
 * @zones: which of @reading this sample holds
 *
 * Judges one sample: a zone above setpoint + 15 mmHg for 1 s, a zone above the cap (by more than
 * the error of its sensor), a zone above 30 mmHg for 60 s, a zone that aims for 1 s at more than the
 * program plans for it; and all that ebb_guard_tick() does.
 *
 * Returns: the fault, as long as it is there; guard->fault_side, fault_zone and fault_pa say where
 */
EbbFault
ebb_guard_take_sample (EbbGuard            *guard,
                       const EbbLimits     *limits,
                       gint64               now_us,
                       const EbbZoneMask    zones[EBB_N_SIDES],
                       const EbbZoneReading reading[EBB_N_SIDES][EBB_N_ZONES])
{
  EbbFault worst = EBB_FAULT_NONE;

  if (!guard->is_watching)
    return EBB_FAULT_NONE;
  guard->sample_us = now_us;
  /* Every zone is taken in, also after the first fault. */
  for (guint side = 0; side < EBB_N_SIDES; side++)
    {
      for (guint zone = 0; zone < EBB_N_ZONES; zone++)
        {
          EbbGuardZone *memory = &guard->zone[side][zone];
          EbbFault      fault;

          if ((zones[side] & EBB_ZONE_BIT (zone)) == 0)
            continue;
          note_air (guard, limits, now_us, memory, &reading[side][zone]);
          fault = judge_pressure (guard, limits, now_us, memory, &reading[side][zone]);
          if (fault == EBB_FAULT_NONE)
            fault = judge_aim (guard, now_us, memory, guard->plan.setpoint_pa[side][zone],
                               &reading[side][zone]);
          if (fault != EBB_FAULT_NONE && worst == EBB_FAULT_NONE)
            worst = find_fault (guard, fault, (EbbSide) side, (EbbZone) zone,
                                reading[side][zone].pressure_pa);
        }
    }
  return worst != EBB_FAULT_NONE ? worst : ebb_guard_tick (guard, limits, now_us);
}

/**
 * ebb_guard_tick:
 *
 * Judges what shows in the absence of samples: none for 3 s, a zone that had readings and has had
 * none for 3 s, and boots not vented 15 s after Stop.
 *
 * Returns: the fault, as long as it is there
 */
EbbFault
ebb_guard_tick (EbbGuard *guard, const EbbLimits *limits, gint64 now_us)
{
  gint64 stale_us = seconds_to_us (limits->telemetry_stale_s);

  if (!guard->is_watching)
    return EBB_FAULT_NONE;
  if (guard->stop_us != NEVER && now_us - guard->stop_us >= seconds_to_us (EBB_GUARD_NOT_VENTED_S))
    return find_fault (guard, EBB_FAULT_NOT_VENTED, EBB_SIDE_LEFT, EBB_N_ZONES,
                       EBB_PRESSURE_UNKNOWN_PA);
  if (now_us - guard->sample_us >= stale_us)
    return find_fault (guard, EBB_FAULT_NO_READING, EBB_SIDE_LEFT, EBB_N_ZONES,
                       EBB_PRESSURE_UNKNOWN_PA);
  for (guint side = 0; side < EBB_N_SIDES; side++)
    {
      for (guint zone = 0; zone < EBB_N_ZONES; zone++)
        {
          gint64 known_us = guard->zone[side][zone].known_us;

          if (known_us != NEVER && now_us - known_us >= stale_us)
            return find_fault (guard, EBB_FAULT_NO_READING, (EbbSide) side, (EbbZone) zone,
                               EBB_PRESSURE_UNKNOWN_PA);
        }
    }
  return EBB_FAULT_NONE;
}

/**
 * ebb_guard_judge_cycle:
 * @cycle: which one the boots are in, as they count; 0: they do not run, or count none
 * @elapsed_ms: program time as the same sample has it
 *
 * Both numbers are the boots' own and of one moment: where they disagree with the cycle of the program
 * for 1 s, another program runs.
 *
 * Returns: %EBB_FAULT_OTHER_PROGRAM as long as it is so
 */
EbbFault
ebb_guard_judge_cycle (EbbGuard *guard, gint64 now_us, guint cycle, guint elapsed_ms)
{
  const EbbGuardPlan *plan = &guard->plan;
  gboolean            is_astray = FALSE;

  if (!guard->is_watching)
    return EBB_FAULT_NONE;
  if (cycle > 0 && plan->cycle_ms > 0 && elapsed_ms >= plan->offset_ms)
    {
      guint planned = (elapsed_ms - plan->offset_ms) / plan->cycle_ms + 1;

      is_astray = cycle > planned + 1 || cycle + 1 < planned;
    }
  if (!lasts (is_astray, &guard->astray_us, now_us, seconds_to_us (EBB_GUARD_OTHER_PROGRAM_S)))
    return EBB_FAULT_NONE;
  return find_fault (guard, EBB_FAULT_OTHER_PROGRAM, EBB_SIDE_LEFT, EBB_N_ZONES,
                     EBB_PRESSURE_UNKNOWN_PA);
}

/**
 * ebb_guard_note_intensity:
 *
 * More than was asked for before takes effect at the next cycle, less at once, and what is on the way
 * already is told after that: the highest counts.
 */
void
ebb_guard_note_intensity (EbbGuard *guard, gint32 intensity_pa)
{
  guard->intensity_pa = MAX (guard->intensity_pa, intensity_pa);
}

static gboolean
had_no_air (const EbbGuard *guard)
{
  return guard->cycle > 0 && guard->asked_pa > 0 && guard->measured_pa != EBB_PRESSURE_UNKNOWN_PA
         && guard->measured_pa < guard->asked_pa / EBB_GUARD_NO_AIR_SHARE;
}

/**
 * ebb_guard_note_cycle:
 * @cycle: which one the boots are in, 1 for the first since START; 0 when they do not run
 *
 * Call it before the sample that says so is taken: a cycle is judged when the next one begins. Had no
 * zone been measured at a quarter of what was asked of any in it, the boots run and nothing reaches
 * the legs. Boots that measure nothing are not judged.
 *
 * Returns: whether the cycle that has just passed had no air, so that they should not go on
 */
gboolean
ebb_guard_note_cycle (EbbGuard *guard, guint cycle)
{
  gboolean is_missed = cycle > guard->cycle && had_no_air (guard);

  if (!guard->is_watching || cycle == guard->cycle)
    return FALSE;
  guard->cycle = cycle;
  guard->asked_pa = 0;
  guard->measured_pa = EBB_PRESSURE_UNKNOWN_PA;
  return is_missed;
}

/**
 * ebb_guard_misses_air:
 * @now_us: when the last sample came
 *
 * What boots say that they do is no air. Nothing has risen 5 s after the first zone was to be filled,
 * or 2 s after it was to be full: they did not start. Longer than a cycle without air: they stand
 * still, and never come to the cycle that ebb_guard_note_cycle() waits for. Boots that measure nothing
 * are not judged, nor any after Stop.
 *
 * Returns: whether they should not go on
 */
gboolean
ebb_guard_misses_air (const EbbGuard *guard, gint64 now_us)
{
  if (!guard->is_watching || guard->cycle == 0 || guard->stop_us != NEVER
      || guard->asked_us == NEVER)
    return FALSE;
  if (!guard->has_risen)
    return now_us - guard->asked_us >= guard->first_air_us;
  return guard->asked_pa > 0
         && now_us - MAX (guard->asked_us, guard->air_us) >= guard->without_air_us;
}

/**
 * ebb_guard_has_seen_air:
 *
 * Returns: whether a zone was at a quarter of what was asked, at any time since START
 */
gboolean
ebb_guard_has_seen_air (const EbbGuard *guard)
{
  return guard->air_us != NEVER;
}

/**
 * ebb_guard_note_link_back:
 *
 * From here on samples are waited for again, as from the beginning. What was found to last before
 * the link was lost goes on lasting: nobody has seen it get better. Only a Stop that was written
 * before may never have arrived, or none was, because the link was lost in the run: one is the first
 * thing written on a link that is back, and the boots have their time from there.
 */
void
ebb_guard_note_link_back (EbbGuard *guard, gint64 now_us)
{
  guard->sample_us = now_us;
  guard->stop_us = now_us;
  for (guint side = 0; side < EBB_N_SIDES; side++)
    {
      for (guint zone = 0; zone < EBB_N_ZONES; zone++)
        {
          if (guard->zone[side][zone].known_us != NEVER)
            guard->zone[side][zone].known_us = now_us;
        }
    }
}

/**
 * ebb_guard_note_stop:
 *
 * Stop went out. From the first one on the boots have 15 s to be vented.
 */
void
ebb_guard_note_stop (EbbGuard *guard, gint64 now_us)
{
  if (guard->stop_us == NEVER)
    guard->stop_us = now_us;
}

/**
 * ebb_guard_end:
 *
 * Ends the watch: the boots are vented, or a person has said that they are open.
 */
void
ebb_guard_end (EbbGuard *guard)
{
  guard->is_watching = FALSE;
}
