/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-start-private.h"
#include "ebb-session-gate-private.h"
#include "ebb-session-links-private.h"
#include "ebb-session-watch-private.h"

#include <unistd.h>

/* The steps on the way to START, and the end of the record. Each ends in one event. */

/* A request learns of a lost link before anybody else does: on the way to START that is what it is, and
 * nothing is amiss with the boots. Later on, requests are dropped for Stop as well. */
void
ebb_session_tell_unprepared (EbbSession *self, guint index, const GError *error)
{
  gboolean is_lost = self->machine.state == EBB_SESSION_ARMED
                     && g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED);

  ebb_session_tell_link (self, is_lost ? EBB_EVENT_LINK_LOST : EBB_EVENT_PREPARE_FAILED, index);
}

static void
tell_result (EbbSessionCall *call, EbbMachineEventKind kind, const GError *error)
{
  guint index;
  g_autoptr (EbbSession) self = ebb_session_call_end (call, &index);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error == NULL)
    {
      ebb_session_tell_link (self, kind, index);
      return;
    }
  g_warning ("before the start: %s", error->message);
  ebb_session_tell_unprepared (self, index, error);
}

/* ---- journal ---- */

static void
journal_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  ebb_journal_open_finish (EBB_JOURNAL (source), result, &error);
  tell_result (user_data, EBB_EVENT_JOURNAL_SYNCED, error);
}

/* A record that was given away is not changed any more. */
static EbbSessionRecord *
copy_record (EbbSession *self)
{
  EbbSessionRecord *copy = ebb_session_record_copy (self->record);

  copy->run_s = self->elapsed_ms / 1000;
  copy->peak_pa = self->peak_pa;
  copy->n_samples = self->n_samples;
  return copy;
}

static const char *
get_identity (EbbSessionLink *link)
{
  return ebb_link_get_identity (ebb_controller_get_link (link->controller));
}

/* Each that START is to go to: from here on it is owed a Stop, whatever becomes of this process. */
void
ebb_session_open_journal (EbbSession *self)
{
  g_autoptr (EbbSessionRecord) record = copy_record (self);

  for (guint i = 0; i < self->n_links; i++)
    if (self->machine.link[i].takes_part)
      ebb_session_record_set_driven (record, get_identity (&self->link[i]), self->machine.epoch);
  g_set_object (&self->record, record);
  ebb_session_cancel_preparing (self);
  /* Boots that were asked before the record was made may have become empty, or full, since. */
  ebb_session_drop_questions (self);
  self->preparing = g_cancellable_new ();
  ebb_journal_open_async (self->journal, record, self->machine.epoch, self->preparing,
                          journal_opened_cb, ebb_session_call_new (self, 0));
}

static void
journal_closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint serial;
  g_autoptr (EbbSession) self = ebb_session_call_end (user_data, &serial);
  g_autoptr (GError) error = NULL;

  /* The next start finds it open, and stops the boots once more. */
  if (!ebb_journal_close_finish (EBB_JOURNAL (source), result, &error))
    g_message ("how the session ended was not written: %s", error->message);
  /* What is shown by now may be another session. */
  if (self == NULL || serial != self->close_serial)
    return;
  self->is_record_pending = FALSE;
  self->is_record_lost = error != NULL;
  ebb_session_changed (self);
}

/* What each of those that are here is owed after this: of others that ran this session too nothing is
 * said. */
static void
note_owed (EbbSession *self, EbbSessionRecord *record)
{
  g_ptr_array_set_size (record->driven, 0);
  for (guint i = 0; i < self->n_links; i++)
    {
      const char *identity = get_identity (&self->link[i]);

      if (ebb_session_record_find_driven (self->record, identity) != NULL)
        ebb_session_record_set_driven (record, identity,
                                       self->machine.link[i].owes_stop ? self->machine.epoch : 0);
    }
}

void
ebb_session_close_journal (EbbSession *self, gboolean is_vented_confirmed)
{
  g_autoptr (EbbSessionRecord) record = NULL;

  for (guint i = 0; i < self->n_links; i++)
    ebb_guard_end (&self->link[i].guard);
  /* Boots that were found running have no session in the journal; what still shows of the last one
   * says nothing more of them than was seen now. */
  if (self->record == NULL)
    {
      self->is_result_vented = self->is_result_vented && is_vented_confirmed;
      return;
    }
  record = copy_record (self);
  /* One that a person declared open has its end already; only the proof was missing. */
  if (record->ended_wall_us == 0)
    {
      record->ended_wall_us = ebb_clock_get_wall_us (self->clock);
      record->ended_boot_us = ebb_clock_get_boottime_us (self->clock);
      record->end = self->machine.end;
      record->fault = self->machine.fault;
    }
  record->is_vented_confirmed = is_vented_confirmed;
  note_owed (self, record);
  self->is_record_pending = TRUE;
  ebb_journal_close_async (self->journal, record, NULL, journal_closed_cb,
                           ebb_session_call_new (self, ++self->close_serial));
  g_clear_object (&self->record);
  self->has_result = TRUE;
  self->is_result_vented = is_vented_confirmed && !self->is_part;
}

void
ebb_session_cancel_preparing (EbbSession *self)
{
  if (self->preparing == NULL)
    return;
  g_cancellable_cancel (self->preparing);
  g_clear_object (&self->preparing);
  ebb_session_drop_questions (self);
}

/* ---- program ---- */

static void
uploaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EbbSessionCall *call = user_data;
  g_autoptr (EbbSession) self = g_weak_ref_get (&call->session);
  g_autoptr (GError) error = NULL;
  guint32 crc = 0;

  if (ebb_controller_upload_finish (EBB_CONTROLLER (source), result, &crc, &error) && self != NULL
      && call->index < self->n_links)
    self->link[call->index].program_crc = crc;
  tell_result (call, EBB_EVENT_UPLOADED, error);
}

static void
fail_gate (EbbSession *self, const char *message)
{
  g_warning ("%s", message);
  ebb_session_tell (self, (EbbMachineEvent){ .kind = EBB_EVENT_FAULT, .fault = EBB_FAULT_GATE });
}

void
ebb_session_upload (EbbSession *self)
{
  g_autoptr (GError) error = NULL;

  /* All of them pass the gate before any of them is sent. */
  for (guint i = 0; i < self->n_links; i++)
    if (!ebb_session_gate_program (self, i, &self->link[i].program, &error))
      {
        fail_gate (self, error->message);
        return;
      }
  for (guint i = 0; i < self->n_links; i++)
    if (self->machine.link[i].takes_part)
      ebb_controller_upload_async (self->link[i].controller, &self->link[i].program,
                                   self->preparing, uploaded_cb, ebb_session_call_new (self, i));
}

/* ---- guardian ---- */

static void
guarded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  ebb_guardian_give_finish (EBB_GUARDIAN (source), result, &error);
  tell_result (user_data, EBB_EVENT_GUARDED, error);
}

static void
guardian_gone_cb (EbbGuardian *guardian G_GNUC_UNUSED, gpointer user_data)
{
  EbbSessionLink *link = user_data;

  ebb_session_tell_link (link->session, EBB_EVENT_GUARDIAN_GONE, link->index);
}

static gboolean
spawn_guardian (EbbSession *self, EbbSessionLink *link)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *handover_path = ebb_session_dup_handover_path (self, link);

  link->guardian =
      ebb_guardian_new (self->guardian_path, self->ctl_path != NULL ? self->ctl_path : "/bin/false",
                        get_identity (link), handover_path, &error);
  if (link->guardian == NULL)
    {
      g_warning ("%s", error->message);
      return FALSE;
    }
  g_signal_connect (link->guardian, "gone", G_CALLBACK (guardian_gone_cb), link);
  return TRUE;
}

void
ebb_session_guard_link (EbbSession *self, guint index)
{
  EbbSessionLink *link = &self->link[index];
  uint8_t         frame[EBB_STOP_FRAME_BYTES + 1];
  int             descriptor;

  if (self->guardian_path == NULL)
    {
      ebb_session_tell_link (self, EBB_EVENT_GUARDED, index);
      return;
    }
  if (link->guardian == NULL && !spawn_guardian (self, link))
    {
      ebb_session_tell_link (self, EBB_EVENT_PREPARE_FAILED, index);
      return;
    }
  descriptor = ebb_controller_dup_stop_descriptor (link->controller);
  ebb_guardian_give_async (
      link->guardian, descriptor, frame,
      ebb_controller_frame_stop (link->controller, self->machine.epoch, frame, sizeof frame),
      self->preparing, guarded_cb, ebb_session_call_new (self, index));
  if (descriptor >= 0)
    close (descriptor);
}

/**
 * ebb_session_set_runtime_directory:
 * @directory: (nullable): of this account alone; without one no guardian is asked to let go
 */
void
ebb_session_set_runtime_directory (EbbSession *self, const char *directory)
{
  g_free (self->runtime_directory);
  self->runtime_directory = g_strdup (directory);
}

/* (nullable) (transfer full) */
char *
ebb_session_dup_handover_path (EbbSession *self, EbbSessionLink *link)
{
  return self->runtime_directory != NULL
             ? ebb_handover_dup_path (self->runtime_directory, get_identity (link))
             : NULL;
}

/* The guardian of the program that left this session open may have them still. */
void
ebb_session_take_over (EbbSession *self)
{
  for (guint i = 0; self->guardian_path != NULL && i < self->n_links; i++)
    {
      EbbSessionLink  *link = &self->link[i];
      g_autofree char *path = ebb_session_dup_handover_path (self, link);

      if (path == NULL || link->handover != NULL)
        continue;
      link->handover = ebb_handover_new (self->clock, path);
      g_signal_connect_object (link->handover, "released", G_CALLBACK (ebb_session_start_over),
                               self, G_CONNECT_SWAPPED);
    }
}

void
ebb_session_dismiss_guardians (EbbSession *self)
{
  for (guint i = 0; i < self->n_links; i++)
    {
      EbbSessionLink *link = &self->link[i];

      if (link->handover != NULL)
        ebb_handover_finish (link->handover);
      g_clear_object (&link->handover);
      if (link->guardian == NULL)
        continue;
      g_signal_handlers_disconnect_by_data (link->guardian, link);
      ebb_guardian_dismiss (link->guardian);
      g_clear_object (&link->guardian);
    }
}

/* ---- START ---- */

/* Whether a refusal says that this epoch runs nowhere and never did: these checks come after "epoch
 * closed" (PROTOCOL.md section 7), and find boots that are stopped, or not ours, or that do not know
 * START at all. Any other may be about a second copy of a START that was obeyed. */
static gboolean
has_not_run (EbbResult result)
{
  return result == EBB_RESULT_NOT_SUPPORTED || result == EBB_RESULT_NOT_PERMITTED
         || result == EBB_RESULT_FAULT || result == EBB_RESULT_NO_PROGRAM
         || result == EBB_RESULT_INVALID_PARAMETER || result == EBB_RESULT_ABOVE_CAP
         || result == EBB_RESULT_BATTERY_LOW;
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint index;
  g_autoptr (EbbSession) self = ebb_session_call_end (user_data, &index);
  g_autoptr (GError) error = NULL;
  EbbResponse response;

  if (ebb_controller_request_finish (EBB_CONTROLLER (source), result, &response, &error)
      || self == NULL)
    return;
  /* No answer is not a refusal: they may run. Telemetry will show it, or does not in 5 s. */
  if (!g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_REFUSED))
    return;
  g_warning ("start: %s", error->message);
  ebb_session_tell (self, (EbbMachineEvent){ .kind = EBB_EVENT_START_REFUSED,
                                             .link = index,
                                             .has_not_run = has_not_run (response.result) });
}

static EbbRequest
make_start (EbbSession *self, guint index)
{
  return (EbbRequest){
    .op = EBB_OP_START,
    .epoch = self->machine.epoch,
    .start = {
      .program_crc = self->link[index].program_crc,
      .offset_s = (uint16_t) self->offset_s,
      .duration_s = (uint16_t) self->length_s,
      .legs = ebb_session_legs_of_link (self, index),
      .pressure_cap_pa = (uint16_t) self->cap_pa,
      .heat_cap_ddeg = ebb_session_get_heat_cap (self),
      .intensity_pa = (uint16_t) self->intensity_pa,
    },
  };
}

/* What each zone may aim at: nothing where the program, or START, leaves it out. */
static void
plan_zones (const EbbSessionLink *link, EbbLegs legs, EbbGuardPlan *plan)
{
  const EbbWireProgram *program = &link->program;
  const EbbFeatures    *features = ebb_controller_get_features (link->controller);

  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      {
        gboolean takes_part = ebb_legs_has_side (legs, (EbbSide) side)
                              && (program->zones[side] & EBB_ZONE_BIT (zone)) != 0;

        plan->setpoint_pa[side][zone] = takes_part ? program->setpoint_pa[side][zone] : 0;
        if ((features->settable[side] & EBB_ZONE_BIT (zone)) == 0)
          plan->setpoint_pa[side][zone] = EBB_PRESSURE_UNKNOWN_PA;
      }
}

static void
watch_link (EbbSession *self, guint index, gint64 now_us)
{
  EbbSessionLink *link = &self->link[index];
  EbbCycle        cycle = ebb_wire_program_get_cycle (&link->program);
  EbbGuardPlan    plan = {
       .inflate_ms = cycle.inflate_ms,
       .deflate_ms = cycle.deflate_ms,
       .cycle_ms = ebb_wire_program_cycle_ms (&link->program),
       .offset_ms = self->offset_s * 1000,
       .peak_pa = ebb_wire_program_peak_pa (&link->program),
  };

  plan.intensity_pa = self->intensity_pa != 0 ? self->intensity_pa : plan.peak_pa;
  plan_zones (link, ebb_session_legs_of_link (self, index), &plan);
  ebb_guard_init (&link->guard, self->cap_pa, &plan, now_us);
}

void
ebb_session_start (EbbSession *self)
{
  gint64     now_us = ebb_clock_get_boottime_us (self->clock);
  EbbRequest request[EBB_SESSION_MAX_LINKS];

  if (self->first_start_us == 0)
    self->first_start_us = now_us;
  for (guint i = 0; i < self->n_links; i++)
    {
      request[i] = make_start (self, i);
      if (!ebb_session_gate_start (self, &request[i]))
        {
          fail_gate (self, "last gate: START is beyond the limits");
          return;
        }
    }
  ebb_session_begin_watch (self, now_us);
  for (guint i = 0; i < self->n_links; i++)
    {
      if (!self->machine.link[i].takes_part)
        continue;
      watch_link (self, i, now_us);
      ebb_controller_request_async (self->link[i].controller, &request[i], NULL, started_cb,
                                    ebb_session_call_new (self, i));
    }
}
