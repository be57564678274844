/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-program-private.h"

G_DEFINE_FINAL_TYPE (EbbProgram, ebb_program, G_TYPE_OBJECT)

static void
ebb_program_finalize (GObject *object)
{
  EbbProgram *self = EBB_PROGRAM (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->about, g_free);

  G_OBJECT_CLASS (ebb_program_parent_class)->finalize (object);
}

static void
ebb_program_class_init (EbbProgramClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ebb_program_finalize;
}

static void
ebb_program_init (EbbProgram *self)
{
  self->heat_ddeg = EBB_HEAT_OFF_DDEG;
}

static unsigned
count_zones (EbbProgram *self, EbbZoneMask existing)
{
  return ebb_zone_mask_count (ebb_program_get_zones (self) & existing);
}

/* How many of the zones that take part lie below @zone. */
static unsigned
find_rank (EbbProgram *self, EbbZoneMask existing, EbbZone zone)
{
  return count_zones (self, existing & (EbbZoneMask) (EBB_ZONE_BIT (zone) - 1));
}

/* Where gentle start and ending meet, in a short session, the gentler one counts. */
static guint
find_percent (EbbProgram *self, guint cycle, guint n_cycles)
{
  guint percent = 100;

  if (cycle < self->n_gentle_start)
    percent = self->gentle_start[cycle];
  if (cycle + self->n_ending >= n_cycles && cycle < n_cycles)
    percent = MIN (percent, self->ending[cycle + self->n_ending - n_cycles]);
  return percent;
}

guint
ebb_program_get_squeeze_ms (const EbbCycle *cycle, unsigned n_zones, int pressure_tenths)
{
  int threshold_tenths = EBB_PROGRAM_SQUEEZE_MMHG * 10;

  if (pressure_tenths <= threshold_tenths)
    return 0;
  return ebb_cycle_squeeze_ms (cycle, n_zones)
         + (guint) ((gint64) cycle->deflate_ms * (pressure_tenths - threshold_tenths)
                    / pressure_tenths);
}

/**
 * ebb_program_get_id:
 *
 * Returns: what files, the store and the command line call it: 1 to 40 of a to z, 0 to 9 and "-"
 */
const char *
ebb_program_get_id (EbbProgram *self)
{
  g_return_val_if_fail (EBB_IS_PROGRAM (self), NULL);

  return self->id;
}

/**
 * ebb_program_get_name:
 *
 * Returns: 1 to 60 characters, untranslated
 */
const char *
ebb_program_get_name (EbbProgram *self)
{
  g_return_val_if_fail (EBB_IS_PROGRAM (self), NULL);

  return self->name;
}

/**
 * ebb_program_get_about:
 *
 * Returns: one sentence of at most 300 characters, untranslated
 */
const char *
ebb_program_get_about (EbbProgram *self)
{
  g_return_val_if_fail (EBB_IS_PROGRAM (self), NULL);

  return self->about;
}

/**
 * ebb_program_get_zones:
 *
 * Returns: the zones that have a pressure, never none
 */
EbbZoneMask
ebb_program_get_zones (EbbProgram *self)
{
  EbbZoneMask zones = 0;

  g_return_val_if_fail (EBB_IS_PROGRAM (self), 0);

  for (int zone = 0; zone < EBB_N_ZONES; zone++)
    {
      if (self->pressure_tenths[zone] > 0)
        zones |= EBB_ZONE_BIT (zone);
    }
  return zones;
}

/**
 * ebb_program_get_setpoint_pa:
 *
 * Returns: the pressure of @zone as written, in pascals; 0 if it takes no part
 */
int32_t
ebb_program_get_setpoint_pa (EbbProgram *self, EbbZone zone)
{
  g_return_val_if_fail (EBB_IS_PROGRAM (self), 0);
  g_return_val_if_fail ((unsigned) zone < EBB_N_ZONES, 0);

  return ebb_mmhg_to_pa (self->pressure_tenths[zone] / 10.0);
}

/**
 * ebb_program_get_peak_pa:
 * @existing: the zones of the boots
 *
 * Returns: the highest pressure of the zones that exist and take part, in pascals; 0 if none do
 */
int32_t
ebb_program_get_peak_pa (EbbProgram *self, EbbZoneMask existing)
{
  int32_t peak_pa = 0;

  g_return_val_if_fail (EBB_IS_PROGRAM (self), 0);

  for (int zone = 0; zone < EBB_N_ZONES; zone++)
    {
      if (existing & EBB_ZONE_BIT (zone))
        peak_pa = MAX (peak_pa, ebb_program_get_setpoint_pa (self, (EbbZone) zone));
    }
  return peak_pa;
}

/**
 * ebb_program_get_cycle:
 *
 * Returns: the times of one cycle, and in which order the zones take their turns
 */
EbbCycle
ebb_program_get_cycle (EbbProgram *self)
{
  g_return_val_if_fail (EBB_IS_PROGRAM (self), (EbbCycle){ 0 });

  return self->cycle;
}

/**
 * ebb_program_is_alternate:
 *
 * Returns: %TRUE if odd cycles are the left leg's and even ones the right's
 */
gboolean
ebb_program_is_alternate (EbbProgram *self)
{
  g_return_val_if_fail (EBB_IS_PROGRAM (self), FALSE);

  return self->is_alternate;
}

/**
 * ebb_program_get_length_s:
 *
 * Returns: how long a session is unless a person says otherwise, in seconds
 */
guint
ebb_program_get_length_s (EbbProgram *self)
{
  g_return_val_if_fail (EBB_IS_PROGRAM (self), 0);

  return self->length_s;
}

/**
 * ebb_program_get_heated:
 *
 * Returns: the zones that are warmed; all of them have a pressure too
 */
EbbZoneMask
ebb_program_get_heated (EbbProgram *self)
{
  g_return_val_if_fail (EBB_IS_PROGRAM (self), 0);

  return self->heated;
}

/**
 * ebb_program_get_heat_ddeg:
 *
 * Returns: tenths of a degree Celsius, %EBB_HEAT_OFF_DDEG for a program without heat
 */
int16_t
ebb_program_get_heat_ddeg (EbbProgram *self)
{
  g_return_val_if_fail (EBB_IS_PROGRAM (self), EBB_HEAT_OFF_DDEG);

  return self->heat_ddeg;
}

/**
 * ebb_program_get_heat_s:
 *
 * Returns: after how many seconds heat goes off, 0 for a program without heat
 */
guint
ebb_program_get_heat_s (EbbProgram *self)
{
  g_return_val_if_fail (EBB_IS_PROGRAM (self), 0);

  return self->heat_s;
}

/**
 * ebb_program_get_gentle_start:
 *
 * Returns: (array length=n_cycles): percent of the setpoints in the first cycles
 */
const uint8_t *
ebb_program_get_gentle_start (EbbProgram *self, guint *n_cycles)
{
  g_return_val_if_fail (EBB_IS_PROGRAM (self), NULL);

  *n_cycles = self->n_gentle_start;
  return self->gentle_start;
}

/**
 * ebb_program_get_ending:
 *
 * Returns: (array length=n_cycles): percent of the setpoints in the last cycles, perhaps none
 */
const uint8_t *
ebb_program_get_ending (EbbProgram *self, guint *n_cycles)
{
  g_return_val_if_fail (EBB_IS_PROGRAM (self), NULL);

  *n_cycles = self->n_ending;
  return self->ending;
}

/**
 * ebb_program_get_cycle_ms:
 *
 * Returns: how long one cycle takes on boots with the zones @existing, in milliseconds; for legs
 *   with different zones ask with those of the leg that has more
 */
guint
ebb_program_get_cycle_ms (EbbProgram *self, EbbZoneMask existing)
{
  g_return_val_if_fail (EBB_IS_PROGRAM (self), 0);

  return ebb_cycle_length_ms (&self->cycle, count_zones (self, existing));
}

/**
 * ebb_program_count_cycles:
 *
 * Returns: how many cycles begin in @length_s; the last one may be cut short
 */
guint
ebb_program_count_cycles (EbbProgram *self, EbbZoneMask existing, guint length_s)
{
  guint cycle_ms;

  g_return_val_if_fail (EBB_IS_PROGRAM (self), 0);

  cycle_ms = ebb_program_get_cycle_ms (self, existing);
  return (guint) (((gint64) length_s * 1000 + cycle_ms - 1) / cycle_ms);
}

/**
 * ebb_program_plan_pa:
 * @existing: the zones of the boots
 * @intensity_pa: what the strongest zone is set to at 100 percent; the others keep their share
 * @at_ms: program time
 *
 * What is planned, not what was measured.
 *
 * Returns: pascals, 0 where the zone takes no part and before and after the session
 */
int32_t
ebb_program_plan_pa (EbbProgram *self,
                     EbbZoneMask existing,
                     EbbZone     zone,
                     guint       length_s,
                     int32_t     intensity_pa,
                     gint64      at_ms)
{
  int32_t       peak_pa, setpoint_pa;
  guint         cycle_ms, cycle;
  EbbCyclePoint point;

  g_return_val_if_fail (EBB_IS_PROGRAM (self), 0);
  g_return_val_if_fail ((unsigned) zone < EBB_N_ZONES, 0);

  peak_pa = ebb_program_get_peak_pa (self, existing);
  setpoint_pa = ebb_program_get_setpoint_pa (self, zone);
  if (peak_pa == 0 || setpoint_pa == 0 || (existing & EBB_ZONE_BIT (zone)) == 0)
    return 0;
  if (at_ms < 0 || at_ms >= (gint64) length_s * 1000)
    return 0;
  cycle_ms = ebb_program_get_cycle_ms (self, existing);
  cycle = (guint) (at_ms / cycle_ms);
  point = ebb_cycle_at (&self->cycle, count_zones (self, existing),
                        find_rank (self, existing, zone), (uint32_t) (at_ms % cycle_ms));
  setpoint_pa = (int32_t) (((gint64) setpoint_pa * intensity_pa + peak_pa / 2) / peak_pa);
  return (int32_t) (point.fill * setpoint_pa
                        * find_percent (self, cycle,
                                        ebb_program_count_cycles (self, existing, length_s))
                        / 100.0
                    + 0.5);
}
