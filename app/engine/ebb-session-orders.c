/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-gate-private.h"
#include "ebb-session-readings-private.h"
#include "ebb-session-start-private.h"
#include "ebb-session-watch-private.h"

/* What a human asks of a session. */

static gboolean
refuse_state (EbbSession *self, const char *what, GError **error)
{
  g_set_error (error, EBB_SESSION_ERROR, EBB_SESSION_ERROR_STATE,
               "%s: the session is %s, expected idle or paused with all links up", what,
               ebb_session_state_to_string (self->machine.state));
  return FALSE;
}

static gboolean
check_age (EbbSession *self, const EbbConfirmation *confirmation, GError **error)
{
  gint64 age_us = ebb_clock_get_boottime_us (self->clock) - confirmation->confirmed_boottime_us;

  if (age_us >= 0 && age_us <= (gint64) self->limits.confirm_fresh_s * G_USEC_PER_SEC)
    return TRUE;
  g_set_error (error, EBB_SESSION_ERROR, EBB_SESSION_ERROR_STALE,
               "confirmation is %" G_GINT64_FORMAT " s old, expected at most %u s",
               age_us / G_USEC_PER_SEC, self->limits.confirm_fresh_s);
  return FALSE;
}

static gboolean
moves_air (EbbSession *self)
{
  gboolean is_simulated = TRUE;

  for (guint i = 0; i < self->n_links; i++)
    is_simulated &=
        (ebb_controller_get_features (self->link[i].controller)->bits & EBB_FEATURE_SIMULATED) != 0;
  return !is_simulated;
}

/* H12: nothing begins, or goes on, that no person asked for. */
static gboolean
check_who (EbbSession *self, const EbbConfirmation *confirmation, GError **error)
{
  switch (confirmation->by)
    {
    case EBB_CONFIRMED_BY_PRESS:
    case EBB_CONFIRMED_BY_WORD:
      return TRUE;
    case EBB_CONFIRMED_BY_OPTION:
      if (!moves_air (self))
        return TRUE;
      break;
    case EBB_CONFIRMED_BY_NOBODY:
    default:
      break;
    }
  g_set_error (error, EBB_SESSION_ERROR, EBB_SESSION_ERROR_UNATTENDED,
               "confirmed by %d, expected a person's press or word", (int) confirmation->by);
  return FALSE;
}

static void
set_string (char **field, const char *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

static EbbSessionRecord *
make_record (EbbSession *self, const EbbConfirmation *confirmation)
{
  EbbSessionRecord *record = ebb_session_record_new ();
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  g_free (record->id);
  record->id = g_uuid_string_random ();
  record->started_wall_us = ebb_clock_get_wall_us (self->clock);
  record->utc_offset_s = (gint32) (g_date_time_get_utc_offset (now) / G_USEC_PER_SEC);
  set_string (&record->person_id, confirmation->person_id);
  set_string (&record->program_id, ebb_program_get_id (confirmation->program));
  set_string (&record->program_name, ebb_program_get_name (confirmation->program));
  set_string (&record->boots_identity, confirmation->boots_identity);
  set_string (&record->boots_name, confirmation->boots_name);
  set_string (&record->boots_serial, confirmation->boots_serial);
  record->legs = confirmation->legs;
  record->planned_s = confirmation->length_s;
  record->is_warm = ebb_session_warms (self, confirmation);
  return record;
}

static void
begin_record (EbbSession *self, const EbbConfirmation *confirmation)
{
  g_clear_object (&self->record);
  self->record = make_record (self, confirmation);
  self->is_part = FALSE;
  set_string (&self->identity, confirmation->boots_identity);
  self->first_start_us = 0;
  self->elapsed_ms = 0;
  self->peak_pa = 0;
  self->n_samples = 0;
  self->intensity_pa = 0;
  self->heat_ddeg = ebb_program_get_heat_ddeg (confirmation->program);
  self->heat_end = EBB_HEAT_END_NONE;
  self->heat_next_wall_us = 0;
  ebb_heat_watch_begin (&self->heat);
  self->record->is_simulated = TRUE;
  for (guint i = 0; i < self->n_links; i++)
    {
      const EbbFeatures *features = ebb_controller_get_features (self->link[i].controller);

      self->record->is_simulated &= (features->bits & EBB_FEATURE_SIMULATED) != 0;
    }
}

static void
take_confirmation (EbbSession *self, const EbbConfirmation *confirmation, const EbbCaps *caps)
{
  gboolean is_new = self->machine.state == EBB_SESSION_IDLE;

  g_set_object (&self->program, confirmation->program);
  self->purpose = confirmation->purpose;
  self->caps = *caps;
  self->legs = confirmation->legs;
  self->length_s = confirmation->length_s;
  self->cap_pa = confirmation->cap_pa;
  self->intensity_wanted_pa = 0;
  if (is_new)
    begin_record (self, confirmation);
  self->offset_s = self->elapsed_ms / 1000;
}

/* The break came in the last second: there is no whole second that boots could still run. */
static gboolean
is_nothing_left (EbbSession *self, const EbbConfirmation *confirmation)
{
  return self->machine.state == EBB_SESSION_PAUSED
         && self->elapsed_ms / 1000 >= confirmation->length_s;
}

/**
 * ebb_session_confirm:
 *
 * A human said yes. From IDLE it begins a session; from PAUSED it continues the one in its
 * break, at the program time it had reached, or ends it as complete if that was all.
 *
 * Returns: FALSE with an #EbbSessionErrorCode when nothing was begun
 */
gboolean
ebb_session_confirm (EbbSession *self, const EbbConfirmation *confirmation, GError **error)
{
  EbbMachineEvent event = { .kind = EBB_EVENT_CONFIRM };
  EbbSessionState state;
  EbbCaps         caps;

  g_return_val_if_fail (EBB_IS_SESSION (self), FALSE);
  g_return_val_if_fail (EBB_IS_PROGRAM (confirmation->program), FALSE);

  state = self->machine.state;
  if (state != EBB_SESSION_IDLE && state != EBB_SESSION_PAUSED)
    return refuse_state (self, "confirmation", error);
  if (self->journal == NULL)
    return refuse_state (self, "confirmation without a journal", error);
  for (guint i = 0; i < self->n_links; i++)
    if (!self->link[i].is_up || ebb_controller_get_features (self->link[i].controller) == NULL)
      return refuse_state (self, "confirmation while a link is down", error);
  if (!check_who (self, confirmation, error) || !check_age (self, confirmation, error)
      || !ebb_session_gate_confirmation (self, confirmation, &caps, error))
    return FALSE;
  if (is_nothing_left (self, confirmation))
    {
      ebb_session_stop (self, EBB_END_BY_COMPLETE);
      return TRUE;
    }
  take_confirmation (self, confirmation, &caps);
  for (guint i = 0; i < self->n_links; i++)
    event.links |= ebb_session_legs_of_link (self, i) != EBB_LEGS_NONE ? 1u << i : 0;
  event.confirmed_us = confirmation->confirmed_boottime_us;
  event.run_s = self->length_s - self->offset_s;
  ebb_session_tell (self, event);
  if (self->machine.state == state)
    return refuse_state (self, "confirmation", error);
  return TRUE;
}

/**
 * ebb_session_get_record_id:
 *
 * Returns: (nullable): the record of what runs, or is in its break; borrowed until "changed"
 */
const char *
ebb_session_get_record_id (EbbSession *self)
{
  return self->record != NULL ? self->record->id : NULL;
}

static gboolean
has_boots (EbbSession *self, const char *identity)
{
  for (guint i = 0; i < self->n_links; i++)
    if (g_str_equal (ebb_link_get_identity (ebb_controller_get_link (self->link[i].controller)),
                     identity))
      return TRUE;
  return FALSE;
}

/* Other boots ran that session too, are owed a Stop, and are not here. */
static gboolean
is_part (EbbSession *self, EbbSessionRecord *record)
{
  for (guint i = 0; i < record->driven->len; i++)
    {
      const EbbDrivenBoots *driven = g_ptr_array_index (record->driven, i);

      if (driven->owed_epoch > 0 && !has_boots (self, driven->identity))
        return TRUE;
    }
  return FALSE;
}

/**
 * ebb_session_recover:
 * @record: (transfer none): as the journal has it
 * @epoch: as the journal has it
 *
 * The process that ran this session is gone. Its boots are stopped, connecting if need be, and
 * the record is closed when they are vented. Where it drove other boots too that are not here, that
 * these are vented says nothing of those: the journal keeps it open for them.
 */
void
ebb_session_recover (EbbSession *self, EbbSessionRecord *record, guint32 epoch)
{
  g_return_if_fail (EBB_IS_SESSION (self));
  g_return_if_fail (self->n_links > 0);
  g_return_if_fail (self->machine.state == EBB_SESSION_IDLE);

  self->is_part = is_part (self, record);
  g_set_object (&self->record, record);
  set_string (&self->identity, record->boots_identity);
  self->legs = record->legs;
  self->length_s = record->planned_s;
  self->elapsed_ms = record->run_s * 1000;
  self->peak_pa = record->peak_pa;
  self->n_samples = record->n_samples;
  self->first_start_us = 0;
  ebb_session_take_over (self);
  ebb_session_tell (self, (EbbMachineEvent){ .kind = EBB_EVENT_RECOVER, .epoch = epoch });
}

/**
 * ebb_session_stop:
 *
 * Hands Stop to every link before it returns. Does so in every state.
 */
void
ebb_session_stop (EbbSession *self, EbbSessionEnd why)
{
  g_autoptr (EbbSession) alive = NULL;

  g_return_if_fail (EBB_IS_SESSION (self));

  alive = g_object_ref (self);
  ebb_session_tell (self, (EbbMachineEvent){ .kind = EBB_EVENT_STOP, .why = why });
  /* A link that is waited for is what Stop has to go out on. */
  ebb_session_start_over (self);
}

/**
 * ebb_session_pause:
 *
 * A break: the boots are stopped and vented as by Stop; the session can go on after a new
 * confirmation, for ten minutes.
 */
void
ebb_session_pause (EbbSession *self)
{
  g_return_if_fail (EBB_IS_SESSION (self));

  ebb_session_tell (self, (EbbMachineEvent){ .kind = EBB_EVENT_PAUSE });
}

/**
 * ebb_session_end:
 *
 * PAUSED: that was all.
 */
void
ebb_session_end (EbbSession *self)
{
  g_return_if_fail (EBB_IS_SESSION (self));

  ebb_session_stop (self, EBB_END_BY_STOP);
}

static gboolean
is_running (EbbSession *self)
{
  return self->machine.state == EBB_SESSION_STARTING || self->machine.state == EBB_SESSION_RUNNING;
}

static void
send_setting (EbbSession *self, const EbbRequest *request)
{
  for (guint i = 0; i < self->n_links; i++)
    if (self->machine.link[i].takes_part)
      /* Telemetry tells whether it was done; a refusal shows as a setpoint that stays. */
      ebb_controller_request_async (self->link[i].controller, request, NULL, NULL, NULL);
}

/**
 * ebb_session_set_intensity_pa:
 * @intensity_pa: for the strongest zone
 *
 * Ignored unless boots run. A value beyond the cap never reaches the boots and stops them.
 */
void
ebb_session_set_intensity_pa (EbbSession *self, gint32 intensity_pa)
{
  EbbRequest request = { .op = EBB_OP_SET_INTENSITY };

  g_return_if_fail (EBB_IS_SESSION (self));

  if (!is_running (self))
    return;
  if (!ebb_session_gate_intensity (self, intensity_pa))
    {
      self->fault_pa = intensity_pa;
      ebb_session_tell (self,
                        (EbbMachineEvent){ .kind = EBB_EVENT_FAULT, .fault = EBB_FAULT_GATE });
      return;
    }
  request.epoch = self->machine.epoch;
  request.set_intensity.intensity_pa = (uint16_t) intensity_pa;
  self->intensity_wanted_pa = intensity_pa;
  self->intensity_pa = intensity_pa;
  for (guint i = 0; i < self->n_links; i++)
    ebb_guard_note_intensity (&self->link[i].guard, intensity_pa);
  send_setting (self, &request);
  ebb_session_changed (self);
}

/**
 * ebb_session_set_heat_ddeg:
 * @heat_ddeg: tenths of a degree Celsius; %EBB_HEAT_OFF_DDEG: off
 *
 * A person's wish. Ignored unless boots run, and heat once the skin has had what it may have. Above
 * the heat cap it is a fault, as for intensity.
 */
void
ebb_session_set_heat_ddeg (EbbSession *self, gint16 heat_ddeg)
{
  EbbRequest request = { .op = EBB_OP_SET_HEAT };

  g_return_if_fail (EBB_IS_SESSION (self));

  if (!is_running (self))
    return;
  if (heat_ddeg != EBB_HEAT_OFF_DDEG && self->heat_end == EBB_HEAT_END_LIMIT)
    return;
  if (!ebb_session_gate_heat (self, heat_ddeg))
    {
      ebb_session_tell (self,
                        (EbbMachineEvent){ .kind = EBB_EVENT_FAULT, .fault = EBB_FAULT_GATE });
      return;
    }
  self->heat_ddeg = heat_ddeg;
  ebb_session_note_heat (self, heat_ddeg);
  request.epoch = self->machine.epoch;
  request.set_heat.heat_ddeg = heat_ddeg;
  send_setting (self, &request);
}

/**
 * ebb_session_declare_boots_open:
 *
 * A person says that the boots are off or open. Counts only where no reading says otherwise.
 */
void
ebb_session_declare_boots_open (EbbSession *self)
{
  EbbMachineEvent event = { .kind = EBB_EVENT_DECLARE_OPEN };

  g_return_if_fail (EBB_IS_SESSION (self));

  for (guint i = 0; i < self->n_links; i++)
    {
      if (ebb_session_is_link_blind (&self->link[i]))
        event.blind |= 1u << i;
    }
  ebb_session_tell (self, event);
}

/**
 * ebb_session_clear_fault:
 *
 * A person has seen the fault. Counts only when all boots are vented.
 */
void
ebb_session_clear_fault (EbbSession *self)
{
  g_return_if_fail (EBB_IS_SESSION (self));

  ebb_session_tell (self, (EbbMachineEvent){ .kind = EBB_EVENT_CLEAR });
}

/**
 * ebb_session_dismiss_result:
 *
 * The result of the session that ended has been seen.
 */
void
ebb_session_dismiss_result (EbbSession *self)
{
  g_return_if_fail (EBB_IS_SESSION (self));

  self->has_result = FALSE;
  ebb_session_changed (self);
}

/**
 * ebb_session_set_answering:
 * @is_answering: (nullable): asked before each renewal
 * @user_data: borrowed, until it is set anew
 */
void
ebb_session_set_answering (EbbSession *self, EbbAnswering is_answering, gpointer user_data)
{
  g_return_if_fail (EBB_IS_SESSION (self));

  self->is_answering = is_answering;
  self->answering_data = user_data;
}
