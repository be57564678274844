/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-control.h"

#include "ebb-byte-reader.h"
#include "ebb-byte-writer.h"
#include "ebb-control-private.h"

static const char *const op_names[] = {
  [EBB_OP_HELLO] = "hello",
  [EBB_OP_READ_STATE] = "read-state",
  [EBB_OP_BEGIN_PROGRAM] = "begin-program",
  [EBB_OP_COMMIT_PROGRAM] = "commit-program",
  [EBB_OP_START] = "start",
  [EBB_OP_RENEW] = "renew",
  [EBB_OP_SET_INTENSITY] = "set-intensity",
  [EBB_OP_SET_HEAT] = "set-heat",
  [EBB_OP_IDENTIFY] = "identify",
  [EBB_OP_SET_TELEMETRY_PERIOD] = "set-telemetry-period",
};

static const char *const result_names[] = {
  [EBB_RESULT_SUCCESS] = "success",
  [EBB_RESULT_NOT_SUPPORTED] = "not-supported",
  [EBB_RESULT_INVALID_PARAMETER] = "invalid-parameter",
  [EBB_RESULT_FAILED] = "failed",
  [EBB_RESULT_NOT_PERMITTED] = "not-permitted",
  [EBB_RESULT_EPOCH_CLOSED] = "epoch-closed",
  [EBB_RESULT_NOT_VENTED] = "not-vented",
  [EBB_RESULT_NO_PROGRAM] = "no-program",
  [EBB_RESULT_BUSY] = "busy",
  [EBB_RESULT_ABOVE_CAP] = "above-cap",
  [EBB_RESULT_NOT_RUNNING] = "not-running",
  [EBB_RESULT_BATTERY_LOW] = "battery-low",
  [EBB_RESULT_FAULT] = "fault",
};

/* Whether version 1 defines @op as something a controller asks. */
bool
ebb_op_is_request (unsigned op)
{
  return op >= EBB_OP_HELLO && op <= EBB_OP_SET_TELEMETRY_PERIOD;
}

static bool
is_heat_setpoint (int16_t heat_ddeg)
{
  return heat_ddeg == EBB_WIRE_HEAT_OFF
         || (heat_ddeg >= EBB_HEAT_MIN_DDEG && heat_ddeg <= EBB_HEAT_MAX_DDEG);
}

static void
read_start (EbbRequest *request, EbbByteReader *reader)
{
  request->start.program_crc = ebb_byte_reader_u32 (reader);
  request->start.offset_s = ebb_byte_reader_u16 (reader);
  request->start.duration_s = ebb_byte_reader_u16 (reader);
  request->start.legs = (EbbLegs) ebb_byte_reader_u8 (reader);
  request->start.pressure_cap_pa = ebb_byte_reader_u16 (reader);
  request->start.heat_cap_ddeg = ebb_byte_reader_i16 (reader);
  request->start.intensity_pa = ebb_byte_reader_u16 (reader);
}

static void
write_start (const EbbRequest *request, EbbByteWriter *writer)
{
  ebb_byte_writer_u32 (writer, request->start.program_crc);
  ebb_byte_writer_u16 (writer, request->start.offset_s);
  ebb_byte_writer_u16 (writer, request->start.duration_s);
  ebb_byte_writer_u8 (writer, (uint8_t) request->start.legs);
  ebb_byte_writer_u16 (writer, request->start.pressure_cap_pa);
  ebb_byte_writer_i16 (writer, request->start.heat_cap_ddeg);
  ebb_byte_writer_u16 (writer, request->start.intensity_pa);
}

static bool
is_start_in_range (const EbbRequest *request)
{
  return request->start.offset_s < request->start.duration_s
         && request->start.duration_s <= EBB_DURATION_MAX_S && request->start.legs >= EBB_LEGS_LEFT
         && request->start.legs <= EBB_LEGS_BOTH && request->start.pressure_cap_pa >= 1
         && request->start.pressure_cap_pa <= EBB_SETPOINT_MAX_PA
         && is_heat_setpoint (request->start.heat_cap_ddeg)
         && request->start.intensity_pa <= EBB_SETPOINT_MAX_PA;
}

static bool
are_parameters_in_range (const EbbRequest *request)
{
  switch (request->op)
    {
    case EBB_OP_BEGIN_PROGRAM:
      return request->begin_program.size >= 1;
    case EBB_OP_START:
      return is_start_in_range (request);
    case EBB_OP_SET_INTENSITY:
      return request->set_intensity.intensity_pa >= 1
             && request->set_intensity.intensity_pa <= EBB_SETPOINT_MAX_PA;
    case EBB_OP_SET_HEAT:
      return is_heat_setpoint (request->set_heat.heat_ddeg);
    case EBB_OP_IDENTIFY:
      return request->identify.duration_s >= 1
             && request->identify.duration_s <= EBB_IDENTIFY_MAX_S;
    case EBB_OP_SET_TELEMETRY_PERIOD:
      return request->set_telemetry_period.period_ms >= EBB_TELEMETRY_FASTEST_MS
             && request->set_telemetry_period.period_ms <= EBB_TELEMETRY_SLOWEST_MS;
    case EBB_OP_HELLO:
    case EBB_OP_READ_STATE:
    case EBB_OP_COMMIT_PROGRAM:
    case EBB_OP_RENEW:
    case EBB_OP_RESPONSE:
      break;
    }
  return true;
}

static EbbDecodeResult
check_request (const EbbRequest *request)
{
  if (!ebb_op_is_request (request->op))
    return EBB_DECODE_UNKNOWN;
  if (request->op == EBB_OP_HELLO && request->hello.major != EBB_PROFILE_MAJOR)
    return EBB_DECODE_WRONG_VERSION;
  if (request->owner == 0 || request->owner == EBB_WIRE_OWNER_BUTTON
      || !are_parameters_in_range (request))
    return EBB_DECODE_RANGE;
  return EBB_DECODE_OK;
}

static void
read_parameters (EbbRequest *request, EbbByteReader *reader)
{
  switch (request->op)
    {
    case EBB_OP_HELLO:
      request->hello.major = ebb_byte_reader_u8 (reader);
      request->hello.minor = ebb_byte_reader_u8 (reader);
      request->hello.nonce = ebb_byte_reader_u32 (reader);
      break;
    case EBB_OP_BEGIN_PROGRAM:
      request->begin_program.size = ebb_byte_reader_u16 (reader);
      request->begin_program.crc = ebb_byte_reader_u32 (reader);
      break;
    case EBB_OP_COMMIT_PROGRAM:
      request->commit_program.crc = ebb_byte_reader_u32 (reader);
      break;
    case EBB_OP_START:
      read_start (request, reader);
      break;
    case EBB_OP_SET_INTENSITY:
      request->set_intensity.intensity_pa = ebb_byte_reader_u16 (reader);
      break;
    case EBB_OP_SET_HEAT:
      request->set_heat.heat_ddeg = ebb_byte_reader_i16 (reader);
      break;
    case EBB_OP_IDENTIFY:
      request->identify.duration_s = ebb_byte_reader_u8 (reader);
      break;
    case EBB_OP_SET_TELEMETRY_PERIOD:
      request->set_telemetry_period.period_ms = ebb_byte_reader_u16 (reader);
      break;
    case EBB_OP_READ_STATE:
    case EBB_OP_RENEW:
    case EBB_OP_RESPONSE:
      break;
    }
}

static void
write_parameters (const EbbRequest *request, EbbByteWriter *writer)
{
  switch (request->op)
    {
    case EBB_OP_HELLO:
      ebb_byte_writer_u8 (writer, request->hello.major);
      ebb_byte_writer_u8 (writer, request->hello.minor);
      ebb_byte_writer_u32 (writer, request->hello.nonce);
      break;
    case EBB_OP_BEGIN_PROGRAM:
      ebb_byte_writer_u16 (writer, request->begin_program.size);
      ebb_byte_writer_u32 (writer, request->begin_program.crc);
      break;
    case EBB_OP_COMMIT_PROGRAM:
      ebb_byte_writer_u32 (writer, request->commit_program.crc);
      break;
    case EBB_OP_START:
      write_start (request, writer);
      break;
    case EBB_OP_SET_INTENSITY:
      ebb_byte_writer_u16 (writer, request->set_intensity.intensity_pa);
      break;
    case EBB_OP_SET_HEAT:
      ebb_byte_writer_i16 (writer, request->set_heat.heat_ddeg);
      break;
    case EBB_OP_IDENTIFY:
      ebb_byte_writer_u8 (writer, request->identify.duration_s);
      break;
    case EBB_OP_SET_TELEMETRY_PERIOD:
      ebb_byte_writer_u16 (writer, request->set_telemetry_period.period_ms);
      break;
    case EBB_OP_READ_STATE:
    case EBB_OP_RENEW:
    case EBB_OP_RESPONSE:
      break;
    }
}

/* A controller of another major version is told so even if its HELLO has another length. */
static bool
is_foreign_hello (const EbbRequest *request, EbbByteReader after_header)
{
  uint8_t major = ebb_byte_reader_u8 (&after_header);

  return request->op == EBB_OP_HELLO && after_header.is_ok && major != EBB_PROFILE_MAJOR;
}

/**
 * ebb_request_decode:
 * @request: (out): untouched unless the result is %EBB_DECODE_OK
 *
 * Reads one write to the control point, as the boots see it. Whether an epoch, an owner or a
 * pressure is allowed just now is for the boots to judge.
 *
 * Returns: %EBB_DECODE_OK, or what is wrong with the bytes
 */
EbbDecodeResult
ebb_request_decode (EbbRequest *request, const uint8_t *bytes, size_t size)
{
  EbbByteReader   reader;
  EbbRequest      found = { 0 };
  EbbDecodeResult result;

  ebb_byte_reader_init (&reader, bytes, size);
  found.op = (EbbOp) ebb_byte_reader_u8 (&reader);
  if (reader.is_ok && !ebb_op_is_request (found.op))
    return EBB_DECODE_UNKNOWN;
  found.sequence = ebb_byte_reader_u16 (&reader);
  found.owner = ebb_byte_reader_u32 (&reader);
  found.epoch = ebb_byte_reader_u32 (&reader);
  if (is_foreign_hello (&found, reader))
    return EBB_DECODE_WRONG_VERSION;
  read_parameters (&found, &reader);
  if (!reader.is_ok)
    return EBB_DECODE_TRUNCATED;

  result = check_request (&found);
  if (result == EBB_DECODE_OK)
    *request = found;
  return result;
}

/**
 * ebb_request_encode:
 * @capacity: room in @bytes; %EBB_MESSAGE_MAX_BYTES always is enough
 *
 * Returns: bytes written; 0 if they do not fit or a field is out of the range PROTOCOL.md gives it
 */
size_t
ebb_request_encode (const EbbRequest *request, uint8_t *bytes, size_t capacity)
{
  EbbByteWriter writer;

  if (check_request (request) != EBB_DECODE_OK)
    return 0;
  ebb_byte_writer_init (&writer, bytes, capacity);
  ebb_byte_writer_u8 (&writer, (uint8_t) request->op);
  ebb_byte_writer_u16 (&writer, request->sequence);
  ebb_byte_writer_u32 (&writer, request->owner);
  ebb_byte_writer_u32 (&writer, request->epoch);
  write_parameters (request, &writer);
  return writer.is_ok ? writer.size : 0;
}

/**
 * ebb_request_peek:
 * @op: (out): the first byte, whether or not version 1 defines it
 * @sequence: (out): what the answer must repeat
 *
 * Reads what is needed to answer a request that ebb_request_decode() refused.
 *
 * Returns: false, with both untouched, if there are fewer than three bytes: such a write gets no
 *   answer
 */
bool
ebb_request_peek (uint8_t *op, uint16_t *sequence, const uint8_t *bytes, size_t size)
{
  EbbByteReader reader;
  uint8_t       found_op;
  uint16_t      found_sequence;

  ebb_byte_reader_init (&reader, bytes, size);
  found_op = ebb_byte_reader_u8 (&reader);
  found_sequence = ebb_byte_reader_u16 (&reader);
  if (!reader.is_ok)
    return false;
  *op = found_op;
  *sequence = found_sequence;
  return true;
}

/**
 * ebb_decode_result_to_refusal:
 *
 * Returns: what boots answer to a request that they could not decode
 */
EbbResult
ebb_decode_result_to_refusal (EbbDecodeResult result)
{
  switch (result)
    {
    case EBB_DECODE_OK:
      return EBB_RESULT_SUCCESS;
    case EBB_DECODE_UNKNOWN:
    case EBB_DECODE_WRONG_VERSION:
      return EBB_RESULT_NOT_SUPPORTED;
    case EBB_DECODE_TRUNCATED:
    case EBB_DECODE_RANGE:
      break;
    }
  return EBB_RESULT_INVALID_PARAMETER;
}

/**
 * ebb_stop_decode:
 * @epoch: (out): untouched if the result is false
 *
 * Reads a write to Stop. It vents whatever this says.
 *
 * Returns: whether an epoch is in it; if not, the boots close the epoch they run
 */
bool
ebb_stop_decode (uint32_t *epoch, const uint8_t *bytes, size_t size)
{
  EbbByteReader reader;
  uint32_t      found;

  ebb_byte_reader_init (&reader, bytes, size);
  found = ebb_byte_reader_u32 (&reader);
  if (!reader.is_ok)
    return false;
  *epoch = found;
  return true;
}

/**
 * ebb_stop_encode:
 *
 * Returns: %EBB_STOP_FRAME_BYTES, or 0 if they do not fit
 */
size_t
ebb_stop_encode (uint32_t epoch, uint8_t *bytes, size_t capacity)
{
  EbbByteWriter writer;

  ebb_byte_writer_init (&writer, bytes, capacity);
  ebb_byte_writer_u32 (&writer, epoch);
  return writer.is_ok ? writer.size : 0;
}

static EbbDecodeResult
check_chunk (const EbbProgramChunk *chunk)
{
  if (chunk->size == 0)
    return EBB_DECODE_TRUNCATED;
  if (chunk->size > EBB_CHUNK_MAX_BYTES || chunk->offset + chunk->size > UINT16_MAX)
    return EBB_DECODE_RANGE;
  return EBB_DECODE_OK;
}

/**
 * ebb_program_chunk_decode:
 * @chunk: (out): untouched unless the result is %EBB_DECODE_OK; its bytes are those of @bytes
 *
 * Reads one write to the Program characteristic. Every byte after the offset belongs to the
 * program: nothing can follow.
 *
 * Returns: %EBB_DECODE_OK, or what is wrong with the bytes
 */
EbbDecodeResult
ebb_program_chunk_decode (EbbProgramChunk *chunk, const uint8_t *bytes, size_t size)
{
  EbbByteReader   reader;
  EbbProgramChunk found;
  EbbDecodeResult result;

  ebb_byte_reader_init (&reader, bytes, size);
  found.offset = ebb_byte_reader_u16 (&reader);
  found.size = ebb_byte_reader_remaining (&reader);
  found.bytes = ebb_byte_reader_take (&reader, found.size);
  if (!reader.is_ok)
    return EBB_DECODE_TRUNCATED;
  result = check_chunk (&found);
  if (result == EBB_DECODE_OK)
    *chunk = found;
  return result;
}

/**
 * ebb_program_chunk_encode:
 *
 * Returns: bytes written; 0 if they do not fit or the chunk is empty or too long
 */
size_t
ebb_program_chunk_encode (const EbbProgramChunk *chunk, uint8_t *bytes, size_t capacity)
{
  EbbByteWriter writer;

  if (check_chunk (chunk) != EBB_DECODE_OK)
    return 0;
  ebb_byte_writer_init (&writer, bytes, capacity);
  ebb_byte_writer_u16 (&writer, chunk->offset);
  ebb_byte_writer_put (&writer, chunk->bytes, chunk->size);
  return writer.is_ok ? writer.size : 0;
}

/**
 * ebb_op_to_string:
 *
 * Returns: a static string, "unknown" for an op version 1 does not define
 */
const char *
ebb_op_to_string (EbbOp op)
{
  if (op == EBB_OP_RESPONSE)
    return "response";
  return ebb_op_is_request (op) ? op_names[op] : "unknown";
}

/**
 * ebb_result_to_string:
 *
 * Returns: a static string, "unknown" for a result version 1 does not define
 */
const char *
ebb_result_to_string (EbbResult result)
{
  if ((unsigned) result < EBB_RESULT_SUCCESS || (unsigned) result > EBB_RESULT_FAULT)
    return "unknown";
  return result_names[result];
}
