/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-readings-private.h"

/* The one picture of the session that leaves this folder: what the boots said last, and what the
 * table has decided. */

static gboolean
is_fresh (EbbSession *self, const EbbSessionLink *link, gint64 now_us)
{
  return link->is_up && link->sample_us != 0
         && now_us - link->sample_us <= (gint64) (self->limits.telemetry_stale_s * G_USEC_PER_SEC);
}

static void
show_zone (EbbSnapshot *snapshot, const EbbTelemetry *telemetry, int side, int zone)
{
  const EbbZoneTelemetry *from = &telemetry->zone[side][zone];

  snapshot->zone[side][zone] = (EbbZoneReading){
    .pressure_pa = from->pressure_pa,
    .setpoint_pa = from->setpoint_pa,
    .temperature_ddeg = from->temperature_ddeg,
    .heat_ddeg = from->heat_setpoint_ddeg,
    .is_filling = (telemetry->filling[side] & EBB_ZONE_BIT (zone)) != 0,
  };
  if (from->pressure_pa != EBB_PRESSURE_UNKNOWN_PA && from->pressure_pa > snapshot->highest_pa)
    {
      snapshot->highest_pa = from->pressure_pa;
      snapshot->highest_side = (EbbSide) side;
      snapshot->highest_zone = (EbbZone) zone;
    }
  snapshot->heat_ddeg = MAX (snapshot->heat_ddeg, from->heat_setpoint_ddeg);
}

static void
show_run (EbbSnapshot *snapshot, const EbbTelemetry *telemetry)
{
  snapshot->remaining_s = MAX (snapshot->remaining_s, telemetry->remaining_s);
  snapshot->cycle = MAX (snapshot->cycle, telemetry->cycle);
  snapshot->intensity_pa = MAX (snapshot->intensity_pa, telemetry->intensity_pa);
  /* The lease that matters is the one that runs out first. */
  if (telemetry->run_state == EBB_RUN_RUNNING
      && (snapshot->lease_left_ms == 0 || telemetry->lease_left_ms < snapshot->lease_left_ms))
    snapshot->lease_left_ms = telemetry->lease_left_ms;
}

static void
show_link (EbbSession *self, const EbbSessionLink *link, gint64 now_us)
{
  EbbSnapshot       *snapshot = &self->snapshot;
  const EbbFeatures *features = ebb_controller_get_features (link->controller);
  gboolean           is_known = is_fresh (self, link, now_us);

  if (!is_known)
    snapshot->is_reading_known = false;
  if (features == NULL)
    return;
  snapshot->is_simulated &= (features->bits & EBB_FEATURE_SIMULATED) != 0;
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      snapshot->zones[side] |= features->zones[side];
      for (int zone = 0; is_known && zone < EBB_N_ZONES; zone++)
        if ((features->zones[side] & link->telemetry.zones[side] & EBB_ZONE_BIT (zone)) != 0)
          show_zone (snapshot, &link->telemetry, side, zone);
    }
  if (is_known)
    show_run (snapshot, &link->telemetry);
}

static void
show_readings (EbbSession *self, gint64 now_us)
{
  EbbSnapshot *snapshot = &self->snapshot;

  snapshot->is_simulated = self->n_links > 0;
  snapshot->is_reading_known = self->n_links > 0;
  for (guint i = 0; i < self->n_links; i++)
    show_link (self, &self->link[i], now_us);
  snapshot->reading_wall_us = self->reading_wall_us;
}

static EbbZoneMask
get_existing (const EbbSnapshot *snapshot)
{
  return snapshot->zones[EBB_SIDE_LEFT] | snapshot->zones[EBB_SIDE_RIGHT];
}

static void
show_plan (EbbSession *self)
{
  EbbSnapshot *snapshot = &self->snapshot;
  guint        heat_s;

  snapshot->legs = self->legs;
  snapshot->length_s = self->length_s;
  snapshot->elapsed_ms = self->elapsed_ms;
  snapshot->offset_ms = self->offset_s * 1000;
  snapshot->cap_pa = self->cap_pa;
  snapshot->intensity_wanted_pa = self->intensity_wanted_pa;
  if (self->program == NULL)
    return;
  snapshot->n_cycles = ebb_program_count_cycles (self->program, get_existing (snapshot),
                                                 self->length_s - self->offset_s);
  heat_s = ebb_program_get_heat_s (self->program);
  if (self->heat_end != EBB_HEAT_END_LIMIT && heat_s > self->elapsed_ms / 1000)
    snapshot->heat_left_s = heat_s - self->elapsed_ms / 1000;
}

static void
show_watch (EbbSession *self, gint64 now_us)
{
  self->snapshot.heat_end = self->heat_end;
  self->snapshot.heat_next_wall_us = self->heat_next_wall_us;
  self->snapshot.asked = self->presence.asked;
  self->snapshot.asked_left_s = ebb_presence_get_left_s (&self->presence, now_us);
}

static guint32
count_ms (gint64 from_us, gint64 now_us)
{
  return now_us > from_us ? (guint32) MIN ((now_us - from_us) / 1000, G_MAXUINT32) : 0;
}

static void
show_trouble (EbbSession *self, gint64 now_us)
{
  EbbSnapshot      *snapshot = &self->snapshot;
  const EbbMachine *machine = &self->machine;
  gboolean          is_down = FALSE;

  snapshot->is_vented = self->n_links > 0;
  for (guint i = 0; i < self->n_links; i++)
    {
      is_down |= !self->link[i].is_up;
      snapshot->is_vented = snapshot->is_vented && machine->link[i].is_vented;
    }
  if (machine->stop_us != 0)
    {
      snapshot->stop_count = self->stop_count;
      snapshot->stop_ms = count_ms (machine->stop_us, now_us);
    }
  if (is_down && ebb_session_owns_links (self) && self->lost_us != 0)
    {
      snapshot->link_lost_wall_us = self->lost_wall_us;
      snapshot->link_lost_ms = count_ms (self->lost_us, now_us);
    }
  if (machine->state == EBB_SESSION_PAUSED)
    snapshot->paused_ms = count_ms (machine->since_us, now_us);
  snapshot->fault = machine->fault;
  if (machine->fault != EBB_FAULT_NONE)
    {
      snapshot->fault_side = self->fault_side;
      snapshot->fault_zone = self->fault_zone;
      snapshot->fault_pa = self->fault_pa;
    }
}

/* As the table has it for DECLARE_OPEN, and only where there is anything left to say. */
static gboolean
can_declare_open (EbbSession *self)
{
  gboolean is_one_open = FALSE;

  if (self->machine.stop_us == 0)
    return FALSE;
  for (guint i = 0; i < self->n_links; i++)
    {
      const EbbMachineLink *link = &self->machine.link[i];

      if (link->is_up && !link->is_vented && !ebb_session_is_link_blind (&self->link[i]))
        return FALSE;
      is_one_open |= !link->is_vented;
    }
  return is_one_open;
}

void
ebb_session_build_snapshot (EbbSession *self)
{
  gint64 now_us = ebb_clock_get_boottime_us (self->clock);

  ebb_snapshot_init (&self->snapshot);
  self->snapshot.state = self->machine.state;
  self->snapshot.will_pause = self->machine.will_pause;
  self->snapshot.is_stop_owed =
      self->machine.state == EBB_SESSION_IDLE && ebb_session_get_owed_stop_epoch (self) > 0;
  self->snapshot.can_declare_open = can_declare_open (self);
  show_readings (self, now_us);
  if (self->machine.state != EBB_SESSION_IDLE || self->has_result)
    show_plan (self);
  if (self->machine.state == EBB_SESSION_RUNNING)
    show_watch (self, now_us);
  show_trouble (self, now_us);
  self->snapshot.is_record_pending = self->is_record_pending;
  self->snapshot.is_record_lost = self->is_record_lost;
  self->snapshot.has_result = self->machine.state == EBB_SESSION_IDLE && self->has_result;
  self->snapshot.is_result_vented = self->snapshot.has_result && self->is_result_vented;
  if (self->machine.state != EBB_SESSION_IDLE || self->has_result)
    {
      self->snapshot.end = self->machine.end;
      self->snapshot.end_elapsed_ms = self->elapsed_ms;
    }
}

/* One moment for the journal: the zones of the boots that spoke. */
void
ebb_session_keep_sample (EbbSession *self, EbbSessionLink *link)
{
  const EbbTelemetry *telemetry = &link->telemetry;
  EbbSample           sample = { 0 };

  if (self->record == NULL || self->first_start_us == 0)
    return;
  sample.at_ms = count_ms (self->first_start_us, link->sample_us);
  sample.run_s = self->elapsed_ms / 1000;
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      sample.zones[side] = telemetry->zones[side];
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        {
          sample.pressure_pa[side][zone] = telemetry->zone[side][zone].pressure_pa;
          sample.setpoint_pa[side][zone] = telemetry->zone[side][zone].setpoint_pa;
          sample.temperature_ddeg[side][zone] = telemetry->zone[side][zone].temperature_ddeg;
        }
    }
  ebb_journal_append (self->journal, self->record->id, &sample, 1);
  self->n_samples++;
}
