/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-watch-private.h"
#include "ebb-safety.h"
#include "ebb-session-join.h"

/* Performs what app/safety decides while boots run: who is asked whether they are awake, and when
 * heat goes off. */

/* An order that was lost is given again this often. */
#define HEAT_OFF_REPEAT_US G_USEC_PER_SEC

static gboolean
is_live_run (EbbSession *self)
{
  return self->machine.state == EBB_SESSION_STARTING || self->machine.state == EBB_SESSION_RUNNING;
}

/* What the program has left of heat on these boots, from the program time of this START on. */
static guint
find_heat_s (EbbSession *self, const EbbCapabilities *boots)
{
  guint heat_s = MIN (ebb_program_get_heat_s (self->program), self->length_s);

  return ebb_safety_warms (self->program, boots, self->legs) ? heat_s : 0;
}

void
ebb_session_begin_watch (EbbSession *self, gint64 now_us)
{
  EbbController  *controllers[EBB_SESSION_MAX_LINKS];
  EbbCapabilities boots;
  guint           heat_s;

  for (guint i = 0; i < self->n_links; i++)
    controllers[i] = self->link[i].controller;
  ebb_session_join_capabilities (controllers, self->n_links, &boots);
  heat_s = find_heat_s (self, &boots);
  /* Whoever went on after a break is awake again. */
  if (self->heat_end == EBB_HEAT_END_NO_ANSWER)
    self->heat_end = EBB_HEAT_END_NONE;
  ebb_presence_begin (
      &self->presence,
      ebb_presence_list (&self->limits, self->length_s, heat_s, boots.measures_temperature),
      self->offset_s);
  ebb_heat_watch_note_start (&self->heat, now_us,
                             heat_s > self->offset_s ? heat_s - self->offset_s : 0);
}

void
ebb_session_end_watch (EbbSession *self)
{
  ebb_presence_clear (&self->presence);
}

/* ---- heat ---- */

static gboolean
is_warm (EbbSession *self)
{
  for (guint i = 0; i < self->n_links; i++)
    for (int side = 0; side < EBB_N_SIDES; side++)
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        if ((self->link[i].telemetry.zones[side] & EBB_ZONE_BIT (zone)) != 0
            && self->link[i].telemetry.zone[side][zone].heat_setpoint_ddeg != EBB_HEAT_OFF_DDEG)
          return TRUE;
  return FALSE;
}

/* What the boots are told now, whoever wished it. */
void
ebb_session_note_heat (EbbSession *self, gint16 heat_ddeg)
{
  gint64 now_us = ebb_clock_get_boottime_us (self->clock);

  if (heat_ddeg == EBB_HEAT_OFF_DDEG)
    {
      self->heat_told_us = now_us;
      ebb_heat_watch_note_off (&self->heat, now_us);
      return;
    }
  self->heat_end = EBB_HEAT_END_NONE;
  ebb_heat_watch_note_on (&self->heat);
}

static void
end_heat (EbbSession *self, EbbHeatEnd end)
{
  self->heat_end = end;
  if (end == EBB_HEAT_END_LIMIT)
    self->heat_next_wall_us = ebb_clock_get_wall_us (self->clock)
                              + (gint64) self->limits.heat_dose_reset_s * G_USEC_PER_SEC;
  ebb_session_set_heat_ddeg (self, EBB_HEAT_OFF_DDEG);
}

static void
tell_too_hot (EbbSession *self)
{
  if (self->machine.state == EBB_SESSION_FAULT)
    return;
  self->fault_zone = EBB_N_ZONES;
  self->fault_pa = EBB_PRESSURE_UNKNOWN_PA;
  ebb_session_tell (self, (EbbMachineEvent){ .kind = EBB_EVENT_FAULT, .fault = EBB_FAULT_HEAT });
}

/* Every sample counts, also of boots that cool; only of a session that is not over it follows
 * anything. */
void
ebb_session_watch_heat (EbbSession          *self,
                        const EbbZoneMask    zones[EBB_N_SIDES],
                        const EbbZoneReading reading[EBB_N_SIDES][EBB_N_ZONES])
{
  gint64         now_us = ebb_clock_get_boottime_us (self->clock);
  EbbHeatVerdict verdict =
      ebb_heat_watch_take_sample (&self->heat, &self->limits, now_us, zones, reading);

  if (verdict == EBB_HEAT_OUT_OF_HAND && ebb_session_owns_links (self))
    tell_too_hot (self);
  else if (verdict == EBB_HEAT_LIMIT && is_live_run (self))
    end_heat (self, EBB_HEAT_END_LIMIT);
  else if (verdict == EBB_HEAT_KEEP_OFF && now_us - self->heat_told_us >= HEAT_OFF_REPEAT_US)
    ebb_session_set_heat_ddeg (self, EBB_HEAT_OFF_DDEG);
}

/* ---- presence ---- */

void
ebb_session_check_presence (EbbSession *self)
{
  gint64 now_us = ebb_clock_get_boottime_us (self->clock);
  guint  at_s;

  if (self->machine.state != EBB_SESSION_RUNNING)
    return;
  at_s = self->offset_s + (guint) ((now_us - self->machine.start_us) / G_USEC_PER_SEC);
  switch (ebb_presence_tick (&self->presence, now_us, at_s, is_warm (self)))
    {
    case EBB_PRESENCE_HEAT_OFF:
      end_heat (self, EBB_HEAT_END_NO_ANSWER);
      break;
    case EBB_PRESENCE_END:
      ebb_session_stop (self, EBB_END_BY_NO_ANSWER);
      break;
    case EBB_PRESENCE_FINE:
    default:
      break;
    }
}

/**
 * ebb_session_say_present:
 *
 * A person is awake and feels their skin. Nothing happens where nothing is asked.
 */
void
ebb_session_say_present (EbbSession *self)
{
  g_return_if_fail (EBB_IS_SESSION (self));

  if (self->presence.asked == EBB_ASKED_NOTHING)
    return;
  ebb_presence_answer (&self->presence);
  ebb_session_changed (self);
}
