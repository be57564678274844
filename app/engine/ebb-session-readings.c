/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-readings-private.h"
#include "ebb-session-links-private.h"
#include "ebb-session-watch-private.h"

/* What the boots say, put as events. Judging what they mean for the session is the table's. */

#define COMPLETE_WITHIN_MS 5000

static gint32
find_highest (const EbbTelemetry *telemetry, const EbbFeatures *features)
{
  gint32 highest_pa = 0;

  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      {
        gint32 pressure_pa = telemetry->zone[side][zone].pressure_pa;

        if ((features->zones[side] & EBB_ZONE_BIT (zone)) == 0)
          continue;
        if ((telemetry->zones[side] & EBB_ZONE_BIT (zone)) == 0
            || pressure_pa == EBB_PRESSURE_UNKNOWN_PA)
          return EBB_PRESSURE_UNKNOWN_PA;
        highest_pa = MAX (highest_pa, pressure_pa);
      }
  return highest_pa;
}

/* A zone that is told and is not empty, whatever is not told. */
static gboolean
is_one_full (const EbbTelemetry *telemetry, gint32 vented_below_pa)
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      if ((telemetry->zones[side] & EBB_ZONE_BIT (zone)) != 0
          && telemetry->zone[side][zone].pressure_pa >= vented_below_pa)
        return TRUE;
  return FALSE;
}

/* ebb_session_is_link_blind:
 *
 * Whether nobody but a person can say that these boots are empty: no sample for as long as makes
 * one stale, or a zone without a reading for as long and all others empty.
 */
gboolean
ebb_session_is_link_blind (const EbbSessionLink *link)
{
  const EbbLimits *limits = &link->session->limits;
  gint64           now_us = ebb_clock_get_boottime_us (link->session->clock);
  gint64           stale_us = (gint64) (limits->telemetry_stale_s * G_USEC_PER_SEC);

  if (link->sample_us == 0 || now_us - link->sample_us > stale_us)
    return TRUE;
  return now_us - link->known_us > stale_us
         && !is_one_full (&link->telemetry, limits->vented_below_pa);
}

/* Boots without a sensor say "stopped" by their own measure, and that is all there is. */
static gboolean
is_empty (gint32 highest_pa, const EbbFeatures *features, gint32 vented_below_pa)
{
  if (highest_pa == EBB_PRESSURE_UNKNOWN_PA)
    return (features->bits & EBB_FEATURE_PRESSURE_MEASURED) == 0;
  return highest_pa < vented_below_pa;
}

/* ebb_session_is_vented:
 * @telemetry: a sample taken after the stop
 * @closed_at_least: the epoch that must be closed; 0 when none of ours can have run
 */
gboolean
ebb_session_is_vented (const EbbTelemetry *telemetry,
                       const EbbFeatures  *features,
                       guint32             closed_at_least,
                       gint32              vented_below_pa)
{
  return telemetry->run_state == EBB_RUN_STOPPED && telemetry->closed_epoch >= closed_at_least
         && is_empty (find_highest (telemetry, features), features, vented_below_pa);
}

/* A closed epoch stays closed: what knows of fewer was said before what was heard already. */
static gboolean
is_outdated (EbbSessionLink *link, guint32 closed_epoch)
{
  if (closed_epoch < link->closed_epoch)
    return TRUE;
  if (closed_epoch > link->closed_epoch)
    link->closed_us = ebb_clock_get_boottime_us (link->session->clock);
  link->closed_epoch = closed_epoch;
  return FALSE;
}

static guint32
get_epoch_to_close (EbbSessionLink *link)
{
  EbbMachine *machine = &link->session->machine;

  return machine->link[link->index].may_have_run ? machine->epoch : 0;
}

/* Stop went out on this link, and nothing that could start it is still on the way. */
static gboolean
can_judge_vented (EbbSessionLink *link, gint64 taken_us)
{
  return link->session->machine.stop_us != 0 && link->stopped_us != 0
         && taken_us >= link->stopped_us
         && ebb_controller_count_outstanding (link->controller, EBB_OP_START) == 0;
}

static void
tell_fault (EbbSessionLink *link, EbbFault fault)
{
  EbbSession *self = link->session;

  if (fault == EBB_FAULT_NONE || self->machine.state == EBB_SESSION_FAULT)
    return;
  self->fault_side = link->guard.fault_side;
  self->fault_zone = link->guard.fault_zone;
  self->fault_pa = link->guard.fault_pa;
  ebb_session_tell (self, (EbbMachineEvent){ .kind = EBB_EVENT_FAULT, .fault = fault });
}

/* What the boots found by themselves has the name that Ebb has for it. */
static EbbFault
name_boots_fault (const EbbSession *self, EbbBootsFault fault)
{
  if (fault == EBB_BOOTS_FAULT_OVERPRESSURE)
    return EBB_FAULT_OVERSHOOT;
  if (fault == EBB_BOOTS_FAULT_VALVE)
    return self->machine.stop_us != 0 ? EBB_FAULT_NOT_VENTED : EBB_FAULT_STUCK_SQUEEZE;
  return EBB_FAULT_BOOTS;
}

static void
tell_boots_fault (EbbSessionLink *link, EbbBootsFault fault)
{
  EbbSession        *self = link->session;
  const EbbFeatures *features = ebb_controller_get_features (link->controller);

  /* An empty battery is no defect. */
  if (fault == EBB_BOOTS_FAULT_BATTERY)
    {
      ebb_session_stop (self, EBB_END_BY_BATTERY);
      return;
    }
  link->guard.fault_zone = EBB_N_ZONES;
  link->guard.fault_pa = EBB_PRESSURE_UNKNOWN_PA;
  if (fault == EBB_BOOTS_FAULT_OVERPRESSURE && features != NULL)
    {
      gint32 highest_pa = find_highest (&link->telemetry, features);

      /* A sample from before what they found says nothing of it. */
      if (highest_pa != EBB_PRESSURE_UNKNOWN_PA && highest_pa > link->guard.cap_pa)
        link->guard.fault_pa = highest_pa;
    }
  tell_fault (link, name_boots_fault (self, fault));
}

static void
read_zones (const EbbTelemetry *telemetry, EbbZoneReading reading[EBB_N_SIDES][EBB_N_ZONES])
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      {
        const EbbZoneTelemetry *from = &telemetry->zone[side][zone];

        reading[side][zone] = (EbbZoneReading){
          .pressure_pa = from->pressure_pa,
          .setpoint_pa = from->setpoint_pa,
          .temperature_ddeg = from->temperature_ddeg,
          .heat_ddeg = from->heat_setpoint_ddeg,
          .is_filling = (telemetry->filling[side] & EBB_ZONE_BIT (zone)) != 0,
        };
      }
}

static void
feed_guard (EbbSessionLink      *link,
            const EbbTelemetry  *telemetry,
            const EbbZoneReading reading[EBB_N_SIDES][EBB_N_ZONES])
{
  EbbSession *self = link->session;
  gboolean    is_air_missed;

  if (!ebb_session_state_is_live (self->machine.state) || !link->guard.is_watching)
    return;
  is_air_missed = ebb_guard_note_cycle (&link->guard, telemetry->cycle);
  tell_fault (link, ebb_guard_judge_cycle (&link->guard, link->sample_us, telemetry->cycle,
                                           telemetry->elapsed_ms));
  tell_fault (link, ebb_guard_take_sample (&link->guard, &self->limits, link->sample_us,
                                           telemetry->zones, reading));
  is_air_missed |= ebb_guard_misses_air (&link->guard, link->sample_us);
  if (is_air_missed && self->machine.state == EBB_SESSION_RUNNING)
    ebb_session_stop (self, ebb_guard_has_seen_air (&link->guard) ? EBB_END_BY_NO_AIR
                                                                  : EBB_END_BY_DID_NOT_START);
}

/* ---- while it runs ---- */

static gboolean
is_one_filling (const EbbTelemetry *telemetry, const EbbFeatures *features, gint32 from_pa)
{
  return (telemetry->filling[EBB_SIDE_LEFT] | telemetry->filling[EBB_SIDE_RIGHT]) != 0
         || find_highest (telemetry, features) >= from_pa;
}

static void
note_run (EbbSessionLink *link, const EbbTelemetry *telemetry, const EbbFeatures *features)
{
  EbbSession *self = link->session;
  gint32      highest_pa = find_highest (telemetry, features);

  self->peak_pa = MAX (self->peak_pa, highest_pa);
  /* After the run they go on saying where it ended. */
  if (telemetry->epoch == self->machine.epoch
      || (self->machine.link[link->index].may_have_run
          && telemetry->closed_epoch == self->machine.epoch))
    self->elapsed_ms = MAX (self->elapsed_ms, MIN (telemetry->elapsed_ms, self->length_s * 1000));
  if (telemetry->run_state != EBB_RUN_RUNNING || telemetry->epoch != self->machine.epoch)
    return;
  if (telemetry->intensity_pa == self->intensity_wanted_pa)
    self->intensity_wanted_pa = 0;
}

/* A second before the end: telemetry comes twice a second. */
static EbbSessionEnd
guess_end (EbbSession *self)
{
  return self->elapsed_ms + 1000 >= self->length_s * 1000 ? EBB_END_BY_COMPLETE : EBB_END_BY_BOOTS;
}

static void
tell_run_ended (EbbSessionLink *link, EbbSessionEnd why)
{
  ebb_session_tell (
      link->session,
      (EbbMachineEvent){ .kind = EBB_EVENT_RUN_ENDED, .link = link->index, .why = why });
}

static void
tell_run (EbbSessionLink *link, const EbbTelemetry *telemetry, const EbbFeatures *features)
{
  EbbSession *self = link->session;

  if (!self->machine.link[link->index].takes_part)
    return;
  if (telemetry->closed_epoch >= self->machine.epoch)
    tell_run_ended (link, guess_end (self));
  else if (telemetry->run_state == EBB_RUN_RUNNING && telemetry->epoch == self->machine.epoch
           && self->machine.state == EBB_SESSION_STARTING)
    ebb_session_tell (
        self, (EbbMachineEvent){ .kind = EBB_EVENT_INFLATING,
                                 .link = link->index,
                                 .is_filling = is_one_filling (telemetry, features,
                                                               self->limits.vented_below_pa) });
}

/* Something runs and nothing has been said of whose it is. */
static void
ask_whose (EbbSessionLink *link, const EbbTelemetry *telemetry)
{
  if (telemetry->run_state == EBB_RUN_RUNNING && telemetry->epoch > link->closed_epoch
      && telemetry->epoch != link->status.epoch && link->reading == NULL)
    ebb_session_read_link (link->session, link->index);
}

static void
tell_sample (EbbSessionLink *link, const EbbTelemetry *telemetry, const EbbFeatures *features)
{
  EbbSession     *self = link->session;
  EbbSessionState state = self->machine.state;

  if (state == EBB_SESSION_STARTING || state == EBB_SESSION_RUNNING)
    tell_run (link, telemetry, features);
  else if (self->machine.stop_us == 0)
    ask_whose (link, telemetry);
  else if (can_judge_vented (link, link->sample_us)
           && ebb_session_is_vented (telemetry, features, get_epoch_to_close (link),
                                     self->limits.vented_below_pa))
    {
      ebb_guard_end (&link->guard);
      ebb_session_tell_link (self, EBB_EVENT_VENTED, link->index);
    }
}

void
ebb_session_take_telemetry (EbbSessionLink *link, const EbbTelemetry *telemetry, gint64 received_us)
{
  g_autoptr (EbbSession) self = g_object_ref (link->session);
  const EbbFeatures *features = ebb_controller_get_features (link->controller);
  EbbZoneReading     reading[EBB_N_SIDES][EBB_N_ZONES];

  if (features == NULL)
    return;
  is_outdated (link, telemetry->closed_epoch);
  link->telemetry = *telemetry;
  link->sample_us = received_us;
  if (find_highest (telemetry, features) != EBB_PRESSURE_UNKNOWN_PA
      || (features->bits & EBB_FEATURE_PRESSURE_MEASURED) == 0)
    link->known_us = received_us;
  self->reading_wall_us = ebb_clock_get_wall_us (self->clock);
  if (ebb_session_state_is_live (self->machine.state))
    note_run (link, telemetry, features);
  ebb_session_keep_sample (self, link);
  ebb_session_build_snapshot (self);
  ebb_session_emit_sample (self);
  read_zones (telemetry, reading);
  feed_guard (link, telemetry, reading);
  ebb_session_watch_heat (self, telemetry->zones, reading);
  tell_sample (link, telemetry, features);
  ebb_session_changed (self);
}

/* ---- state, said or asked for ---- */

static EbbMachineOwner
name_owner (EbbSessionLink *link, guint32 owner)
{
  if (owner == 0)
    return EBB_OWNER_NONE;
  return owner == ebb_controller_get_owner (link->controller) ? EBB_OWNER_OURS : EBB_OWNER_OTHER;
}

static void
tell_state (EbbSessionLink *link, EbbMachineEventKind kind, gboolean is_link_empty)
{
  const EbbStatus *status = &link->status;

  ebb_session_tell (link->session,
                    (EbbMachineEvent){
                        .kind = kind,
                        .link = link->index,
                        .is_running = status->run_state == EBB_RUN_RUNNING,
                        .is_empty = status->run_state == EBB_RUN_STOPPED && is_link_empty,
                        .owner = name_owner (link, status->owner),
                        .boots_epoch = MAX (status->epoch, status->closed_epoch),
                    });
}

static EbbSessionEnd
name_end (EbbSession *self, const EbbStatus *status)
{
  /* Boots with a timer of their own may be done before we are; a status may overtake telemetry. */
  if (status->end_reason == EBB_END_COMPLETE
      && self->elapsed_ms + COMPLETE_WITHIN_MS >= self->length_s * 1000)
    return EBB_END_BY_COMPLETE;
  switch (status->end_reason)
    {
    case EBB_END_LEASE: /* they heard nothing of us for so long */
      return EBB_END_BY_NOT_HEARD;
    case EBB_END_BUTTON:
      return EBB_END_BY_BUTTON;
    case EBB_END_STOP: /* of ours we know: this is somebody else's */
      return EBB_END_BY_OTHERS;
    case EBB_END_NONE:
    case EBB_END_COMPLETE:
    case EBB_END_FAULT:
    default:
      return guess_end (self);
    }
}

void
ebb_session_take_status (EbbSessionLink *link, const EbbStatus *status)
{
  g_autoptr (EbbSession) self = g_object_ref (link->session);
  EbbSessionState state = self->machine.state;

  if (is_outdated (link, status->closed_epoch))
    return;
  link->status = *status;
  if (status->fault != EBB_BOOTS_FAULT_NONE && ebb_session_state_is_live (state))
    tell_boots_fault (link, status->fault);
  else if ((state == EBB_SESSION_STARTING || state == EBB_SESSION_RUNNING)
           && self->machine.link[link->index].takes_part
           && status->closed_epoch >= self->machine.epoch)
    tell_run_ended (link, name_end (self, status));
  tell_state (link, EBB_EVENT_STATUS, TRUE);
}

/* An answer to READ_STATE. Its reading is younger than the stop if the question was. One that was on its
 * way while they closed an epoch tells of what is over: they are asked again. One that was asked
 * later and knows of fewer is of boots that forgot, and holds. */
void
ebb_session_take_state (EbbSessionLink *link, const EbbResponse *response)
{
  g_autoptr (EbbSession) self = g_object_ref (link->session);
  const EbbFeatures *features = ebb_controller_get_features (link->controller);
  gboolean           is_link_empty;

  if (features == NULL)
    return;
  if (is_outdated (link, response->status.closed_epoch) && link->read_us <= link->closed_us)
    {
      ebb_session_read_link (self, link->index);
      return;
    }
  link->status = response->status;
  is_link_empty = is_empty (response->highest_pa, features, self->limits.vented_below_pa);
  if (can_judge_vented (link, link->read_us) && is_link_empty
      && response->status.run_state == EBB_RUN_STOPPED
      && response->status.closed_epoch >= get_epoch_to_close (link))
    ebb_session_tell_link (self, EBB_EVENT_VENTED, link->index);
  tell_state (link, EBB_EVENT_STATE_READ, is_link_empty);
}

/* What shows in the absence of samples, and what the battery says. */
void
ebb_session_check_readings (EbbSession *self)
{
  gint64 now_us = ebb_clock_get_boottime_us (self->clock);

  for (guint i = 0; i < self->n_links && ebb_session_state_is_live (self->machine.state); i++)
    {
      EbbSessionLink *link = &self->link[i];
      int             percent = ebb_controller_get_battery_percent (link->controller);

      if (link->is_up && link->guard.is_watching)
        tell_fault (link, ebb_guard_tick (&link->guard, &self->limits, now_us));
      if (percent >= 0 && percent < (int) self->limits.end_session_below_percent
          && (self->machine.state == EBB_SESSION_STARTING
              || self->machine.state == EBB_SESSION_RUNNING))
        ebb_session_stop (self, EBB_END_BY_BATTERY);
    }
}
