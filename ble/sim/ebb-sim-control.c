/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib.h>

#include "ebb-byte-reader.h"
#include "ebb-byte-writer.h"
#include "ebb-sim-firmware-private.h"
#include "ebb-units.h"

/* The boots' side of the control point: who may ask what, and what comes of it. */

static bool
is_foreign (const EbbSimFirmware *self, const EbbRequest *request)
{
  return self->status.owner != 0 && self->status.owner != request->owner;
}

/* A program is changed only on boots that are stopped, by whoever may start them. */
static EbbResult
judge_upload (const EbbSimFirmware *self, const EbbRequest *request)
{
  if (is_foreign (self, request))
    return EBB_RESULT_NOT_PERMITTED;
  if (self->status.run_state != EBB_RUN_STOPPED)
    return EBB_RESULT_NOT_VENTED;
  return EBB_RESULT_SUCCESS;
}

static EbbResult
begin_program (EbbSimFirmware *self, const EbbRequest *request)
{
  EbbResult result = judge_upload (self, request);

  if (result != EBB_RESULT_SUCCESS)
    return result;
  if (request->begin_program.size == 0
      || request->begin_program.size > self->features.program_max_bytes)
    return EBB_RESULT_INVALID_PARAMETER;
  self->upload = (EbbSimUpload){
    .is_whole_so_far = true,
    .size = request->begin_program.size,
    .crc = request->begin_program.crc,
  };
  return EBB_RESULT_SUCCESS;
}

static EbbResult
commit_program (EbbSimFirmware *self, const EbbRequest *request)
{
  const EbbSimUpload *upload = &self->upload;
  EbbWireProgram      program;
  EbbDecodeResult     decoded;
  EbbResult           result = judge_upload (self, request);

  if (result != EBB_RESULT_SUCCESS)
    return result;
  if (!upload->is_whole_so_far || upload->received != upload->size
      || upload->crc != request->commit_program.crc
      || ebb_wire_program_crc (upload->bytes, upload->size) != upload->crc)
    return EBB_RESULT_FAILED;
  decoded = ebb_wire_program_decode (&program, upload->bytes, upload->size);
  if (decoded == EBB_DECODE_UNKNOWN)
    return EBB_RESULT_NOT_SUPPORTED;
  if (decoded != EBB_DECODE_OK)
    return EBB_RESULT_INVALID_PARAMETER;
  result = ebb_sim_judge_program (&self->features, &program);
  if (result != EBB_RESULT_SUCCESS)
    return result;
  self->program = program;
  self->program_crc = upload->crc;
  self->has_program = true;
  self->upload.is_whole_so_far = false;
  return EBB_RESULT_SUCCESS;
}

static bool
are_legs_possible (const EbbSimFirmware *self, EbbLegs legs)
{
  if (legs == EBB_LEGS_NONE || (legs & ~EBB_LEGS_BOTH) != 0)
    return false;
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      if (ebb_legs_has_side (legs, (EbbSide) side)
          && (self->features.zones[side] == 0 || self->program.zones[side] == 0))
        return false;
    }
  return true;
}

static bool
is_intensity_allowed (const EbbSimFirmware *self, uint16_t intensity_pa, uint16_t cap_pa)
{
  return intensity_pa <= cap_pa && intensity_pa <= self->features.pressure_max_pa;
}

static EbbResult
judge_run (const EbbSimFirmware *self, const EbbRequest *request, uint16_t intensity_pa)
{
  if (self->is_refusing || is_foreign (self, request))
    return EBB_RESULT_NOT_PERMITTED;
  if (self->status.fault != EBB_BOOTS_FAULT_NONE)
    return EBB_RESULT_FAULT;
  if (self->status.run_state != EBB_RUN_STOPPED)
    return EBB_RESULT_NOT_VENTED;
  if (!self->has_program || request->start.program_crc != self->program_crc)
    return EBB_RESULT_NO_PROGRAM;
  if (!are_legs_possible (self, request->start.legs))
    return EBB_RESULT_INVALID_PARAMETER;
  if (!is_intensity_allowed (self, intensity_pa, request->start.pressure_cap_pa))
    return EBB_RESULT_ABOVE_CAP;
  if (self->sensors.battery_percent < EBB_SIM_BATTERY_START_PERCENT)
    return EBB_RESULT_BATTERY_LOW;
  return EBB_RESULT_SUCCESS;
}

/**
 * ebb_sim_firmware_set_refusing:
 *
 * Sets whether each START is refused as that of a controller that does not hold the boots.
 */
void
ebb_sim_firmware_set_refusing (EbbSimFirmware *self, bool is_refusing)
{
  self->is_refusing = is_refusing;
}

/* In the order PROTOCOL.md gives: the first that fails decides. */
static EbbResult
judge_start (const EbbSimFirmware *self, const EbbRequest *request, uint16_t intensity_pa)
{
  /* Only tier A refuses what was closed: the others run whatever arrives late. */
  if (self->tier != EBB_TIER_A)
    return judge_run (self, request, intensity_pa);
  if (request->epoch <= self->status.closed_epoch)
    return EBB_RESULT_EPOCH_CLOSED;
  if (request->epoch > ebb_sim_firmware_get_reach (self))
    return EBB_RESULT_INVALID_PARAMETER;
  return judge_run (self, request, intensity_pa);
}

/* The end that START names, but for boots whose timer nobody can set, or that have none. */
static uint32_t
find_end_ms (const EbbSimFirmware *self, const EbbRequest *request)
{
  if (self->tier == EBB_TIER_C)
    return request->start.offset_s * 1000u + EBB_SIM_OWN_TIMER_MS;
  if (self->tier == EBB_TIER_D)
    return request->start.offset_s * 1000u + EBB_SIM_NO_TIMER_MS;
  return request->start.duration_s * 1000u;
}

static void
begin_run (EbbSimFirmware *self, const EbbRequest *request, uint16_t intensity_pa)
{
  self->run = (EbbSimRun){
    .program = self->program,
    .legs = request->start.legs,
    .offset_ms = request->start.offset_s * 1000u,
    .end_ms = find_end_ms (self, request),
    .pressure_cap_pa = request->start.pressure_cap_pa,
    .heat_cap_ddeg = MIN (request->start.heat_cap_ddeg, self->features.heat_max_ddeg),
    .intensity_pa = intensity_pa,
  };
  ebb_sim_run_begin (&self->run);
  if (self->runs_own)
    ebb_sim_firmware_run_own_program (self);
  self->lease_left_ms = ebb_sim_firmware_get_lease_ms (self);
  self->status.run_state = EBB_RUN_RUNNING;
  self->status.epoch = request->epoch;
  self->status.owner = request->owner;
  self->base_epoch = MAX (self->base_epoch, request->epoch);
  self->is_telemetry_due = true;
}

static EbbResult
start (EbbSimFirmware *self, const EbbRequest *request)
{
  uint16_t  intensity_pa = request->start.intensity_pa;
  EbbResult result;

  if (intensity_pa == 0 && self->has_program)
    intensity_pa = ebb_wire_program_peak_pa (&self->program);
  result = judge_start (self, request, intensity_pa);
  if (result == EBB_RESULT_SUCCESS)
    begin_run (self, request, intensity_pa);
  return result;
}

/* Whether a request that needs its epoch running and its owner in charge may be. */
static EbbResult
judge_running (const EbbSimFirmware *self, const EbbRequest *request)
{
  if (is_foreign (self, request))
    return EBB_RESULT_NOT_PERMITTED;
  if (self->status.run_state == EBB_RUN_RUNNING && request->epoch == self->status.epoch)
    return EBB_RESULT_SUCCESS;
  return EBB_RESULT_NOT_RUNNING;
}

static EbbResult
renew (EbbSimFirmware *self, const EbbRequest *request)
{
  EbbResult result = judge_running (self, request);

  if (result == EBB_RESULT_SUCCESS && !ebb_sim_firmware_is_renewed (self))
    return EBB_RESULT_NOT_SUPPORTED;
  if (result == EBB_RESULT_SUCCESS)
    self->lease_left_ms = ebb_sim_firmware_get_lease_ms (self);
  return result;
}

static EbbResult
set_intensity (EbbSimFirmware *self, const EbbRequest *request)
{
  EbbResult result = judge_running (self, request);
  uint16_t  intensity_pa = request->set_intensity.intensity_pa;

  if (result != EBB_RESULT_SUCCESS)
    return result;
  if (!is_intensity_allowed (self, intensity_pa, self->run.pressure_cap_pa))
    return EBB_RESULT_ABOVE_CAP;
  self->run.intensity_pa = intensity_pa;
  return EBB_RESULT_SUCCESS;
}

static EbbResult
set_heat (EbbSimFirmware *self, const EbbRequest *request)
{
  EbbResult result = judge_running (self, request);
  int16_t   heat_ddeg = request->set_heat.heat_ddeg;

  if (result != EBB_RESULT_SUCCESS)
    return result;
  if ((self->features.bits & EBB_FEATURE_HEAT) == 0)
    return EBB_RESULT_NOT_SUPPORTED;
  if (heat_ddeg > self->run.heat_cap_ddeg)
    return EBB_RESULT_ABOVE_CAP;
  if (heat_ddeg != EBB_WIRE_HEAT_OFF && heat_ddeg < self->features.heat_min_ddeg)
    return EBB_RESULT_INVALID_PARAMETER;
  self->run.has_heat_order = true;
  self->run.heat_ddeg = heat_ddeg;
  return EBB_RESULT_SUCCESS;
}

static EbbResult
identify (EbbSimFirmware *self, const EbbRequest *request)
{
  if (request->identify.duration_s < 1 || request->identify.duration_s > 30)
    return EBB_RESULT_INVALID_PARAMETER;
  self->identify_left_ms = request->identify.duration_s * 1000u;
  return EBB_RESULT_SUCCESS;
}

static EbbResult
set_telemetry_period (EbbSimFirmware *self, const EbbRequest *request)
{
  uint16_t period_ms = request->set_telemetry_period.period_ms;

  if (period_ms < self->features.telemetry_fastest_ms || period_ms > 1000)
    return EBB_RESULT_INVALID_PARAMETER;
  self->telemetry_period_ms = period_ms;
  return EBB_RESULT_SUCCESS;
}

static EbbResult
hello (EbbSimFirmware *self, const EbbRequest *request)
{
  if (request->hello.major != self->features.major)
    return EBB_RESULT_NOT_SUPPORTED;
  /* A controller that shakes hands counts its messages anew. */
  for (unsigned i = 0; i < EBB_SIM_KEPT_ANSWERS; i++)
    {
      if (self->answers[i].owner == request->owner)
        self->answers[i].is_used = false;
    }
  return EBB_RESULT_SUCCESS;
}

static EbbResult
perform (EbbSimFirmware *self, const EbbRequest *request)
{
  switch (request->op)
    {
    case EBB_OP_HELLO:
      return hello (self, request);
    case EBB_OP_READ_STATE:
      return EBB_RESULT_SUCCESS;
    case EBB_OP_BEGIN_PROGRAM:
      return begin_program (self, request);
    case EBB_OP_COMMIT_PROGRAM:
      return commit_program (self, request);
    case EBB_OP_START:
      return start (self, request);
    case EBB_OP_RENEW:
      return renew (self, request);
    case EBB_OP_SET_INTENSITY:
      return set_intensity (self, request);
    case EBB_OP_SET_HEAT:
      return set_heat (self, request);
    case EBB_OP_IDENTIFY:
      return identify (self, request);
    case EBB_OP_SET_TELEMETRY_PERIOD:
      return set_telemetry_period (self, request);
    case EBB_OP_RESPONSE:
    default:
      return EBB_RESULT_NOT_SUPPORTED;
    }
}

static size_t
encode_answer (const EbbSimFirmware *self,
               const EbbRequest     *request,
               EbbResult             result,
               uint8_t              *bytes,
               size_t                capacity)
{
  EbbResponse response = { .op = request->op, .result = result, .sequence = request->sequence };

  if (result == EBB_RESULT_SUCCESS
      && (request->op == EBB_OP_HELLO || request->op == EBB_OP_READ_STATE))
    {
      response.has_state = true;
      response.status = self->status;
      response.highest_pa = ebb_sim_firmware_get_highest_pa (self);
    }
  if (request->op == EBB_OP_HELLO)
    {
      response.major = self->features.major;
      response.minor = self->features.minor;
      response.nonce_echo = ~request->hello.nonce;
    }
  return ebb_response_encode (&response, bytes, capacity);
}

static uint8_t
find_refusal (EbbDecodeResult why)
{
  return why == EBB_DECODE_UNKNOWN || why == EBB_DECODE_WRONG_VERSION
             ? EBB_RESULT_NOT_SUPPORTED
             : EBB_RESULT_INVALID_PARAMETER;
}

/* 80 op result sequence, for what could not be read as a request. */
static void
refuse_unreadable (EbbSimFirmware *self, EbbDecodeResult why, const uint8_t *bytes, size_t size)
{
  EbbByteReader reader;
  EbbByteWriter writer;
  uint8_t       answer[5];

  /* Without a sequence number there is nothing to answer to. */
  if (size < 3)
    return;
  ebb_byte_reader_init (&reader, bytes, size);
  ebb_byte_writer_init (&writer, answer, sizeof answer);
  ebb_byte_writer_u8 (&writer, EBB_OP_RESPONSE);
  ebb_byte_writer_u8 (&writer, ebb_byte_reader_u8 (&reader));
  ebb_byte_writer_u8 (&writer, find_refusal (why));
  ebb_byte_writer_u16 (&writer, ebb_byte_reader_u16 (&reader));
  self->say (EBB_ROLE_CONTROL, answer, writer.size, self->user_data);
}

static bool
is_same_question (const EbbSimAnswer *answer, const EbbRequest *request)
{
  return answer->is_used && answer->op == request->op && answer->sequence == request->sequence
         && answer->owner == request->owner && answer->epoch == request->epoch;
}

static const EbbSimAnswer *
find_answer (const EbbSimFirmware *self, const EbbRequest *request)
{
  /* These two have no effect that could come twice, and an old state is worth nothing. */
  if (request->op == EBB_OP_HELLO || request->op == EBB_OP_READ_STATE)
    return NULL;
  for (unsigned i = 0; i < EBB_SIM_KEPT_ANSWERS; i++)
    {
      if (is_same_question (&self->answers[i], request))
        return &self->answers[i];
    }
  return NULL;
}

static void
answer_later (EbbSimFirmware *self, const EbbRequest *request, EbbResult result)
{
  self->pending = (EbbSimAnswer){
    .op = request->op,
    .sequence = request->sequence,
    .owner = request->owner,
    .epoch = request->epoch,
    .result = result,
    .is_used = true,
  };
  self->pending_size =
      encode_answer (self, request, result, self->pending_bytes, sizeof self->pending_bytes);
  self->pending_left_ms = self->answer_ms;
}

static void
answer_now (EbbSimFirmware *self, const EbbRequest *request, EbbResult result)
{
  uint8_t bytes[EBB_MESSAGE_MAX_BYTES];
  size_t  size = encode_answer (self, request, result, bytes, sizeof bytes);

  self->say (EBB_ROLE_CONTROL, bytes, size, self->user_data);
}

/**
 * ebb_sim_firmware_take_request:
 * @bytes: what was written to the control point
 *
 * Does what is asked, at once, and answers a moment later. A request that comes meanwhile is
 * answered with EBB_RESULT_BUSY; a question asked again gets the answer it got, and no effect.
 */
void
ebb_sim_firmware_take_request (EbbSimFirmware *self, const uint8_t *bytes, size_t size)
{
  EbbRequest          request;
  EbbDecodeResult     decoded = ebb_request_decode (&request, bytes, size);
  const EbbSimAnswer *known;
  EbbResult           result;

  if (decoded != EBB_DECODE_OK)
    {
      refuse_unreadable (self, decoded, bytes, size);
      return;
    }
  known = find_answer (self, &request);
  if (known != NULL)
    {
      answer_now (self, &request, known->result);
      return;
    }
  if (self->pending.is_used)
    {
      answer_now (self, &request, EBB_RESULT_BUSY);
      return;
    }
  result = perform (self, &request);
  answer_later (self, &request, result);
  self->answers[self->next_answer] = self->pending;
  self->next_answer = (self->next_answer + 1) % EBB_SIM_KEPT_ANSWERS;
  ebb_sim_firmware_say_status (self);
}

/**
 * ebb_sim_firmware_take_chunk:
 * @bytes: what was written to Program
 *
 * Keeps a piece of the program that is being uploaded. A piece out of its turn spoils the upload,
 * which is found out when the program is committed.
 */
void
ebb_sim_firmware_take_chunk (EbbSimFirmware *self, const uint8_t *bytes, size_t size)
{
  EbbSimUpload   *upload = &self->upload;
  EbbProgramChunk chunk;

  if (self->status.run_state != EBB_RUN_STOPPED || !upload->is_whole_so_far)
    return;
  if (ebb_program_chunk_decode (&chunk, bytes, size) != EBB_DECODE_OK
      || chunk.offset != upload->received
      || chunk.size > (size_t) (upload->size - upload->received))
    {
      upload->is_whole_so_far = false;
      return;
    }
  memcpy (upload->bytes + upload->received, chunk.bytes, chunk.size);
  upload->received += (uint16_t) chunk.size;
}
