/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "strict-boots-private.h"

#include <string.h>

#include "ebb-units.h"

#define VENTED_PA 1333
#define RISE_PA_PER_MS 4
#define FALL_PA_PER_MS 8
#define LEASE_US (10 * G_USEC_PER_SEC)
#define HALF_CYCLE_US (20 * G_USEC_PER_SEC)
#define BUTTON_OWNER 0xffffffffu
#define EPOCH_REACH 65536

/* ---- what they say ---- */

static void
say_status (StrictBoots *self)
{
  uint8_t bytes[EBB_MESSAGE_MAX_BYTES];

  self->output (EBB_ROLE_STATUS, bytes, ebb_status_encode (&self->status, bytes, sizeof bytes),
                self->output_data);
}

static guint32
read_elapsed_ms (StrictBoots *self)
{
  if (self->status.run_state != EBB_RUN_RUNNING)
    return self->ended_ms;
  return self->offset_s * 1000
         + (guint32) ((ebb_clock_get_boottime_us (self->clock) - self->started_us) / 1000);
}

/* Twenty seconds in, twenty seconds out. */
static gint32
get_setpoint (StrictBoots *self)
{
  gint64 run_us = ebb_clock_get_boottime_us (self->clock) - self->started_us;

  if (self->status.run_state != EBB_RUN_RUNNING || (run_us / HALF_CYCLE_US) % 2 != 0)
    return 0;
  return self->intensity_pa;
}

static void
say_telemetry (StrictBoots *self)
{
  uint8_t      bytes[EBB_MESSAGE_MAX_BYTES];
  gboolean     is_running = self->status.run_state == EBB_RUN_RUNNING;
  gint64       now_us = ebb_clock_get_boottime_us (self->clock);
  EbbTelemetry telemetry = {
    .run_state = self->status.run_state,
    .epoch = self->status.epoch,
    .closed_epoch = self->status.closed_epoch,
    .counter = self->counter++,
    .elapsed_ms = read_elapsed_ms (self),
  };

  if (is_running)
    {
      telemetry.cycle = (uint16_t) strict_boots_count_cycle (self);
      telemetry.intensity_pa = (uint16_t) self->intensity_pa;
      telemetry.lease_left_ms = (uint16_t) CLAMP ((self->lease_us - now_us) / 1000, 0, 10000);
      telemetry.remaining_s =
          (uint16_t) ((self->duration_s * 1000 - telemetry.elapsed_ms + 999) / 1000);
    }
  strict_boots_fill_zones (self, get_setpoint (self), &telemetry);
  self->output (EBB_ROLE_TELEMETRY, bytes, ebb_telemetry_encode (&telemetry, bytes, sizeof bytes),
                self->output_data);
}

static void
say_change (StrictBoots *self)
{
  say_status (self);
  say_telemetry (self);
}

/* ---- what they do ---- */

static void
end_run (StrictBoots *self, EbbEndReason reason)
{
  if (self->status.run_state != EBB_RUN_RUNNING)
    return;
  self->ended_ms = read_elapsed_ms (self);
  self->status.closed_epoch = MAX (self->status.closed_epoch, self->status.epoch);
  self->status.epoch = 0;
  self->status.end_reason = reason;
  self->status.run_state = EBB_RUN_VENTING;
}

static void
move_air (StrictBoots *self, gint64 passed_ms)
{
  gint32 setpoint_pa = self->never_fills ? 0 : get_setpoint (self);

  if (self->status.run_state == EBB_RUN_RUNNING && self->pressure_pa < setpoint_pa)
    self->pressure_pa = (gint32) MIN (setpoint_pa, self->pressure_pa + passed_ms * RISE_PA_PER_MS);
  else if (self->status.run_state != EBB_RUN_STOPPED)
    self->pressure_pa = (gint32) MAX (setpoint_pa, self->pressure_pa - passed_ms * FALL_PA_PER_MS);
}

void
strict_boots_advance (StrictBoots *self)
{
  gint64      now_us = ebb_clock_get_boottime_us (self->clock);
  EbbRunState before = self->status.run_state;

  if (before == EBB_RUN_RUNNING || !self->stops_full)
    move_air (self, (now_us - self->moved_us) / 1000);
  self->moved_us = now_us;
  if (before == EBB_RUN_RUNNING && now_us >= self->lease_us && !self->has_no_lease
      && self->status.owner != BUTTON_OWNER)
    end_run (self, EBB_END_LEASE);
  else if (before == EBB_RUN_RUNNING && read_elapsed_ms (self) >= self->duration_s * 1000)
    end_run (self, EBB_END_COMPLETE);
  else if (before == EBB_RUN_VENTING && (self->pressure_pa < VENTED_PA || self->stops_full))
    {
      self->status.run_state = EBB_RUN_STOPPED;
      self->status.owner = 0;
    }
  if (self->status.run_state != before)
    say_change (self);
}

static gboolean
tick_cb (gpointer user_data)
{
  StrictBoots *self = user_data;

  strict_boots_advance (self);
  say_telemetry (self);
  return G_SOURCE_CONTINUE;
}

static guint32
get_reach (StrictBoots *self)
{
  guint64 next = (guint64) MAX (self->status.epoch, self->status.closed_epoch) + 1;

  return (guint32) MIN (MAX ((guint64) self->base_epoch + EPOCH_REACH, next), G_MAXUINT32);
}

static void
take_stop (StrictBoots *self, const uint8_t *bytes, size_t size)
{
  guint32 epoch;

  if (self->ignored_stops > 0)
    {
      self->ignored_stops--;
      return;
    }
  end_run (self, EBB_END_STOP);
  if (ebb_stop_decode (&epoch, bytes, size))
    self->status.closed_epoch = MAX (self->status.closed_epoch, MIN (epoch, get_reach (self)));
  say_change (self);
}

/* ---- control ---- */

static EbbResult
check_commanded (StrictBoots *self, const EbbRequest *request)
{
  if (self->status.owner != 0 && self->status.owner != request->owner)
    return EBB_RESULT_NOT_PERMITTED;
  if (self->status.epoch == request->epoch && self->status.epoch != 0)
    return EBB_RESULT_SUCCESS;
  return request->epoch <= self->status.closed_epoch ? EBB_RESULT_EPOCH_CLOSED
                                                     : EBB_RESULT_NOT_RUNNING;
}

static EbbResult
check_start (StrictBoots *self, const EbbRequest *request)
{
  guint32 intensity_pa = request->start.intensity_pa != 0
                             ? request->start.intensity_pa
                             : ebb_wire_program_peak_pa (&self->program);

  if (request->epoch <= self->status.closed_epoch && !self->has_no_epochs)
    return EBB_RESULT_EPOCH_CLOSED;
  if (self->status.owner != 0 && self->status.owner != request->owner)
    return EBB_RESULT_NOT_PERMITTED;
  if (request->epoch > get_reach (self))
    return EBB_RESULT_INVALID_PARAMETER;
  if (self->status.run_state != EBB_RUN_STOPPED)
    return EBB_RESULT_NOT_VENTED;
  if (request->start.program_crc != self->committed_crc)
    return EBB_RESULT_NO_PROGRAM;
  if (self->start_refusal != 0)
    return self->start_refusal;
  if (intensity_pa > request->start.pressure_cap_pa
      || intensity_pa > self->features.pressure_max_pa)
    return EBB_RESULT_ABOVE_CAP;
  return EBB_RESULT_SUCCESS;
}

static void
begin_run (StrictBoots *self, guint32 epoch, guint32 owner)
{
  self->status.run_state = EBB_RUN_RUNNING;
  self->status.epoch = epoch;
  self->status.owner = owner;
  self->base_epoch = MAX (self->base_epoch, epoch);
  self->started_us = self->moved_us = ebb_clock_get_boottime_us (self->clock);
  self->lease_us = self->started_us + LEASE_US;
}

static EbbResult
take_start (StrictBoots *self, const EbbRequest *request)
{
  EbbResult result = check_start (self, request);

  if (result != EBB_RESULT_SUCCESS)
    return result;
  self->offset_s = request->start.offset_s;
  self->duration_s = request->start.duration_s;
  self->legs = request->start.legs;
  self->cap_pa = request->start.pressure_cap_pa;
  self->intensity_pa = request->start.intensity_pa != 0 ? request->start.intensity_pa
                                                        : ebb_wire_program_peak_pa (&self->program);
  begin_run (self, request->epoch, request->owner);
  return result;
}

static EbbResult
take_renew (StrictBoots *self, const EbbRequest *request)
{
  EbbResult result = check_commanded (self, request);

  if (result != EBB_RESULT_SUCCESS && self->renew_starts
      && self->status.run_state == EBB_RUN_STOPPED)
    {
      begin_run (self, request->epoch, request->owner);
      return EBB_RESULT_SUCCESS;
    }
  if (result == EBB_RESULT_SUCCESS)
    self->lease_us = ebb_clock_get_boottime_us (self->clock) + LEASE_US;
  return result;
}

static EbbResult
take_intensity (StrictBoots *self, const EbbRequest *request)
{
  EbbResult result = check_commanded (self, request);

  if (result != EBB_RESULT_SUCCESS)
    return result;
  if (request->set_intensity.intensity_pa > self->cap_pa)
    return EBB_RESULT_ABOVE_CAP;
  self->intensity_pa = request->set_intensity.intensity_pa;
  self->pressure_pa = MIN (self->pressure_pa, self->intensity_pa);
  return result;
}

static EbbResult
take_begin (StrictBoots *self, const EbbRequest *request)
{
  if (self->status.owner != 0 && self->status.owner != request->owner)
    return EBB_RESULT_NOT_PERMITTED;
  if (request->begin_program.size > sizeof self->upload)
    return EBB_RESULT_INVALID_PARAMETER;
  self->upload_size = request->begin_program.size;
  self->upload_crc = request->begin_program.crc;
  memset (self->has_byte, 0, sizeof self->has_byte);
  return EBB_RESULT_SUCCESS;
}

static EbbResult
take_commit (StrictBoots *self, const EbbRequest *request)
{
  if (self->status.owner != 0 && self->status.owner != request->owner)
    return EBB_RESULT_NOT_PERMITTED;
  if (self->upload_size == 0 || self->upload_crc != request->commit_program.crc)
    return EBB_RESULT_NO_PROGRAM;
  for (guint i = 0; i < self->upload_size; i++)
    if (!self->has_byte[i])
      return EBB_RESULT_FAILED;
  if (ebb_wire_program_crc (self->upload, self->upload_size) != self->upload_crc)
    return EBB_RESULT_FAILED;
  if (ebb_wire_program_decode (&self->program, self->upload, self->upload_size) != EBB_DECODE_OK)
    return EBB_RESULT_INVALID_PARAMETER;
  self->committed_crc = self->upload_crc;
  self->upload_size = 0;
  return EBB_RESULT_SUCCESS;
}

static void
take_chunk (StrictBoots *self, const uint8_t *bytes, size_t size)
{
  EbbProgramChunk chunk;

  if (ebb_program_chunk_decode (&chunk, bytes, size) != EBB_DECODE_OK
      || chunk.offset + chunk.size > self->upload_size)
    return;
  memcpy (self->upload + chunk.offset, chunk.bytes, chunk.size);
  for (size_t i = 0; i < chunk.size; i++)
    self->has_byte[chunk.offset + i] = TRUE;
}

static EbbResult
take_request (StrictBoots *self, const EbbRequest *request)
{
  switch (request->op)
    {
    case EBB_OP_START:
      return take_start (self, request);
    case EBB_OP_RENEW:
      return take_renew (self, request);
    case EBB_OP_SET_INTENSITY:
      return take_intensity (self, request);
    case EBB_OP_SET_HEAT:
      return check_commanded (self, request);
    case EBB_OP_BEGIN_PROGRAM:
      return take_begin (self, request);
    case EBB_OP_COMMIT_PROGRAM:
      return take_commit (self, request);
    case EBB_OP_HELLO:
    case EBB_OP_READ_STATE:
    case EBB_OP_IDENTIFY:
    case EBB_OP_SET_TELEMETRY_PERIOD:
      return EBB_RESULT_SUCCESS;
    case EBB_OP_RESPONSE:
    default:
      return EBB_RESULT_NOT_SUPPORTED;
    }
}

static const StrictAnswer *
find_answer (const StrictBoots *self, const EbbRequest *request)
{
  if (request->op == EBB_OP_HELLO || request->op == EBB_OP_READ_STATE)
    return NULL;
  for (guint i = 0; i < MIN (self->n_answers, STRICT_BOOTS_MEMORY); i++)
    {
      const StrictAnswer *answer = &self->memory[i];

      if (answer->op == request->op && answer->owner == request->owner
          && answer->epoch == request->epoch && answer->sequence == request->sequence)
        return answer;
    }
  return NULL;
}

static void
answer (StrictBoots *self, const EbbRequest *request, EbbResult result)
{
  StrictAnswer *kept = &self->memory[self->n_answers++ % STRICT_BOOTS_MEMORY];
  EbbResponse   response = {
      .op = request->op, .result = result, .sequence = request->sequence, .major = 1
  };

  response.has_state = result == EBB_RESULT_SUCCESS
                       && (request->op == EBB_OP_HELLO || request->op == EBB_OP_READ_STATE);
  response.nonce_echo = request->op == EBB_OP_HELLO ? ~request->hello.nonce : 0;
  response.status = self->status;
  response.highest_pa = self->pressure_pa;
  *kept = (StrictAnswer){
    .op = request->op,
    .owner = request->owner,
    .epoch = request->epoch,
    .sequence = request->sequence,
  };
  kept->size = ebb_response_encode (&response, kept->bytes, sizeof kept->bytes);
  self->output (EBB_ROLE_CONTROL, kept->bytes, kept->size, self->output_data);
}

static void
take_control (StrictBoots *self, const uint8_t *bytes, size_t size)
{
  EbbRequest          request;
  EbbStatus           before = self->status;
  const StrictAnswer *known;

  if (ebb_request_decode (&request, bytes, size) != EBB_DECODE_OK)
    return;
  known = find_answer (self, &request);
  if (known != NULL)
    self->output (EBB_ROLE_CONTROL, known->bytes, known->size, self->output_data);
  else
    answer (self, &request, take_request (self, &request));
  if (before.run_state != self->status.run_state)
    say_change (self);
}

void
strict_boots_write (StrictBoots *self, EbbRole role, const uint8_t *bytes, size_t size)
{
  strict_boots_advance (self);
  if (self->is_silent)
    return;
  if (role == EBB_ROLE_STOP)
    take_stop (self, bytes, size);
  else if (role == EBB_ROLE_PROGRAM)
    take_chunk (self, bytes, size);
  else if (role == EBB_ROLE_CONTROL)
    take_control (self, bytes, size);
}

void
strict_boots_press_button (StrictBoots *self)
{
  strict_boots_advance (self);
  end_run (self, EBB_END_BUTTON);
  say_change (self);
}

void
strict_boots_run_by_button (StrictBoots *self)
{
  strict_boots_advance (self);
  if (self->status.run_state != EBB_RUN_STOPPED)
    return;
  self->offset_s = 0;
  self->duration_s = 1800;
  self->cap_pa = self->intensity_pa = 4000;
  begin_run (self, MAX (self->status.epoch, self->status.closed_epoch) + 1, BUTTON_OWNER);
  say_change (self);
}

void
strict_boots_link_ended (StrictBoots *self)
{
  self->upload_size = 0;
  self->n_answers = 0;
}

void
strict_boots_lose_memory (StrictBoots *self)
{
  strict_boots_link_ended (self);
  self->status = (EbbStatus){ .run_state = EBB_RUN_VENTING };
  self->base_epoch = self->committed_crc = self->ended_ms = 0;
}

size_t
strict_boots_encode_features (StrictBoots *self, uint8_t *bytes, size_t capacity)
{
  return ebb_features_encode (&self->features, bytes, capacity);
}

void
strict_boots_init (StrictBoots *self, EbbClock *clock, StrictBootsOutput output, gpointer data)
{
  const EbbZoneMask zones = EBB_ZONE_BIT (EBB_ZONE_FOOT) | EBB_ZONE_BIT (EBB_ZONE_LOWER_CALF)
                            | EBB_ZONE_BIT (EBB_ZONE_UPPER_CALF)
                            | EBB_ZONE_BIT (EBB_ZONE_UPPER_THIGH);

  *self = (StrictBoots){
    .clock = clock,
    .output = output,
    .output_data = data,
    .moved_us = ebb_clock_get_boottime_us (clock),
    .features = {
      .major = 1,
      .bits = EBB_FEATURE_SIMULATED | EBB_FEATURE_PRESSURE_MEASURED | EBB_FEATURE_ALTERNATE,
      .zones = { zones, zones },
      .settable = { zones, zones },
      .pressure_min_pa = 1333,
      .pressure_max_pa = 10666,
      .pressure_step_pa = 133,
      .heat_min_ddeg = EBB_WIRE_HEAT_OFF,
      .heat_max_ddeg = EBB_WIRE_HEAT_OFF,
      .telemetry_fastest_ms = 100,
      .lease_s = 10,
      .program_max_bytes = EBB_PROGRAM_MAX_BYTES,
    },
  };
  self->timer_id = ebb_clock_add_timeout (clock, STRICT_BOOTS_TELEMETRY_MS, tick_cb, self);
}

void
strict_boots_clear (StrictBoots *self)
{
  ebb_clock_clear (self->clock, &self->timer_id);
}
