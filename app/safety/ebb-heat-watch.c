/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-heat-watch.h"

#include "ebb-guard.h"

static gint64
seconds_to_us (guint seconds)
{
  return (gint64) seconds * G_USEC_PER_SEC;
}

static gboolean
is_on (const EbbZoneReading *reading)
{
  return reading->heat_ddeg > 0;
}

/* What the skin may be at: what is measured, or the setpoint where that is higher or is all that is
 * known. A sensor can hang behind, or be stuck low. */
static gint16
find_skin_ddeg (const EbbZoneReading *reading)
{
  if (is_on (reading))
    return MAX (reading->temperature_ddeg, reading->heat_ddeg);
  return reading->temperature_ddeg > EBB_HEAT_SKIN_DDEG ? reading->temperature_ddeg
                                                        : EBB_HEAT_OFF_DDEG;
}

/* A reading counts from the error of its sensor on: a zone set to 40 mmHg reads a little more half of
 * the time. A setpoint has no error. */
static gint32
find_squeeze_pa (const EbbZoneReading *reading)
{
  gint32 squeeze_pa = 0;

  if (reading->setpoint_pa != EBB_PRESSURE_UNKNOWN_PA)
    squeeze_pa = reading->setpoint_pa;
  if (reading->pressure_pa != EBB_PRESSURE_UNKNOWN_PA)
    squeeze_pa = MAX (squeeze_pa, reading->pressure_pa - ebb_mmhg_to_pa (EBB_GUARD_SENSOR_MMHG));
  return squeeze_pa;
}

/* Boots that were not heard go on warming for no longer than the plan had it, and cool. */
static void
note_gap (const EbbHeatWatch *self, EbbHeatDose *dose, const EbbLimits *limits, gint64 now_us)
{
  gint64 cool_us = MAX (self->until_us, dose->taken_us) + seconds_to_us (EBB_HEAT_COASTS_S);

  if (!dose->is_begun || now_us <= cool_us)
    return;
  ebb_heat_dose_take (dose, limits, cool_us, dose->heat_ddeg);
  ebb_heat_dose_take (dose, limits, cool_us, EBB_HEAT_OFF_DDEG);
}

/* The dose it will have come to, were heat turned off now. */
static double
foresee_dose (const EbbHeatDose *dose)
{
  return dose->dose + ebb_heat_get_dose (dose->heat_ddeg, EBB_HEAT_COASTS_S);
}

/**
 * ebb_heat_watch_begin:
 *
 * A new session begins: nothing was squeezed in it yet. What the skin had before stays until two
 * hours without heat have passed.
 */
void
ebb_heat_watch_begin (EbbHeatWatch *self)
{
  self->peak_pa = 0;
  self->off_us = 0;
}

/**
 * ebb_heat_watch_note_start:
 * @heat_s: how long there is heat from now on, at most
 */
void
ebb_heat_watch_note_start (EbbHeatWatch *self, gint64 now_us, guint heat_s)
{
  self->off_us = 0;
  self->until_us = now_us + seconds_to_us (heat_s + EBB_HEAT_OVERTIME_S);
}

static EbbHeatVerdict
judge_on (const EbbHeatWatch *self, const EbbLimits *limits, gint64 now_us, double foreseen)
{
  if (self->off_us != 0)
    return now_us - self->off_us >= seconds_to_us (EBB_HEAT_OFF_WITHIN_S) ? EBB_HEAT_OUT_OF_HAND
                                                                          : EBB_HEAT_KEEP_OFF;
  /* Said this way round, so that a dose that is not a number is too much. */
  if (!(foreseen < ebb_heat_get_dose_cap (limits, self->peak_pa)) || now_us >= self->until_us)
    return EBB_HEAT_LIMIT;
  return EBB_HEAT_FINE;
}

/**
 * ebb_heat_watch_take_sample:
 * @now_us: when the sample came
 * @zones: which of @reading this sample holds
 *
 * Adds up what each zone's skin has had, and judges it by the cap that holds for the highest squeeze
 * of this session, also one that a person turned up in the middle of it.
 *
 * Returns: what is to be done about heat; the gravest of all zones
 */
EbbHeatVerdict
ebb_heat_watch_take_sample (EbbHeatWatch        *self,
                            const EbbLimits     *limits,
                            gint64               now_us,
                            const EbbZoneMask    zones[EBB_N_SIDES],
                            const EbbZoneReading reading[EBB_N_SIDES][EBB_N_ZONES])
{
  EbbHeatVerdict verdict = EBB_HEAT_FINE;
  gboolean       is_any_on = FALSE;
  gboolean       is_too_hot = FALSE;
  double         foreseen = 0.0;

  for (guint side = 0; side < EBB_N_SIDES; side++)
    for (guint zone = 0; zone < EBB_N_ZONES; zone++)
      {
        const EbbZoneReading *read = &reading[side][zone];
        EbbHeatDose          *dose = &self->dose[side][zone];

        if ((zones[side] & EBB_ZONE_BIT (zone)) == 0)
          continue;
        note_gap (self, dose, limits, now_us);
        ebb_heat_dose_take (dose, limits, now_us, find_skin_ddeg (read));
        self->peak_pa = MAX (self->peak_pa, find_squeeze_pa (read));
        is_any_on |= is_on (read);
        is_too_hot |= read->temperature_ddeg >= limits->heat_fault_ddeg;
        if (is_on (read))
          foreseen = MAX (foreseen, foresee_dose (dose));
      }
  if (is_any_on)
    verdict = judge_on (self, limits, now_us, foreseen);
  return is_too_hot ? EBB_HEAT_OUT_OF_HAND : verdict;
}

/**
 * ebb_heat_watch_note_off:
 *
 * The boots were told to turn heat off, for the first time or again.
 */
void
ebb_heat_watch_note_off (EbbHeatWatch *self, gint64 now_us)
{
  if (self->off_us == 0)
    self->off_us = now_us;
}

/**
 * ebb_heat_watch_note_on:
 *
 * A person turned heat on.
 */
void
ebb_heat_watch_note_on (EbbHeatWatch *self)
{
  self->off_us = 0;
}

/**
 * ebb_heat_watch_get_dose:
 *
 * Returns: what the skin has had where it had most
 */
double
ebb_heat_watch_get_dose (const EbbHeatWatch *self)
{
  double highest = 0.0;

  for (guint side = 0; side < EBB_N_SIDES; side++)
    for (guint zone = 0; zone < EBB_N_ZONES; zone++)
      highest = MAX (highest, self->dose[side][zone].dose);
  return highest;
}
