/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-control.h"

#include "ebb-byte-reader.h"
#include "ebb-byte-writer.h"
#include "ebb-control-private.h"
#include "ebb-status-private.h"
#include "ebb-units.h"

static bool
needs_state (const EbbResponse *response)
{
  return response->result == EBB_RESULT_SUCCESS
         && (response->op == EBB_OP_HELLO || response->op == EBB_OP_READ_STATE);
}

/* Boots name an op they do not know only to say that they do not know it. */
static EbbDecodeResult
check_answer (const EbbResponse *response)
{
  if ((unsigned) response->result < EBB_RESULT_SUCCESS
      || (unsigned) response->result > EBB_RESULT_FAULT)
    return EBB_DECODE_UNKNOWN;
  if (!ebb_op_is_request (response->op)
      && ((unsigned) response->op > UINT8_MAX || response->result != EBB_RESULT_NOT_SUPPORTED))
    return EBB_DECODE_UNKNOWN;
  return EBB_DECODE_OK;
}

static EbbDecodeResult
read_state (EbbResponse *response, EbbByteReader *reader)
{
  if (response->op == EBB_OP_HELLO)
    {
      response->major = ebb_byte_reader_u8 (reader);
      if (reader->is_ok && response->major != EBB_PROFILE_MAJOR)
        return EBB_DECODE_WRONG_VERSION;
      response->minor = ebb_byte_reader_u8 (reader);
      response->nonce_echo = ebb_byte_reader_u32 (reader);
    }
  ebb_status_read (&response->status, reader);
  response->highest_pa = ebb_pressure_read (reader);
  response->has_state = true;
  return reader->is_ok ? ebb_status_check (&response->status) : EBB_DECODE_TRUNCATED;
}

/**
 * ebb_response_decode:
 * @response: (out): untouched unless the result is %EBB_DECODE_OK
 *
 * Reads one indication of the control point, as the controller sees it.
 *
 * Returns: %EBB_DECODE_OK, or what is wrong with the bytes
 */
EbbDecodeResult
ebb_response_decode (EbbResponse *response, const uint8_t *bytes, size_t size)
{
  EbbByteReader   reader;
  EbbResponse     found = { .highest_pa = EBB_PRESSURE_UNKNOWN_PA };
  EbbDecodeResult result;

  ebb_byte_reader_init (&reader, bytes, size);
  if (ebb_byte_reader_u8 (&reader) != EBB_OP_RESPONSE && reader.is_ok)
    return EBB_DECODE_UNKNOWN;
  found.op = (EbbOp) ebb_byte_reader_u8 (&reader);
  found.result = (EbbResult) ebb_byte_reader_u8 (&reader);
  found.sequence = ebb_byte_reader_u16 (&reader);
  if (!reader.is_ok)
    return EBB_DECODE_TRUNCATED;

  result = check_answer (&found);
  if (result == EBB_DECODE_OK && needs_state (&found))
    result = read_state (&found, &reader);
  if (result == EBB_DECODE_OK)
    *response = found;
  return result;
}

static EbbDecodeResult
check_response (const EbbResponse *response)
{
  EbbDecodeResult result = check_answer (response);

  if (result != EBB_DECODE_OK || !needs_state (response))
    return result;
  if (!response->has_state)
    return EBB_DECODE_RANGE;
  if (response->op == EBB_OP_HELLO && response->major != EBB_PROFILE_MAJOR)
    return EBB_DECODE_WRONG_VERSION;
  return ebb_status_check (&response->status);
}

/**
 * ebb_response_encode:
 *
 * An answer that needs the boots' state is not written without one: zeroes would say "stopped".
 * State given with any other answer is left out.
 *
 * Returns: bytes written; 0 if they do not fit or a field has no meaning in version 1
 */
size_t
ebb_response_encode (const EbbResponse *response, uint8_t *bytes, size_t capacity)
{
  EbbByteWriter writer;

  if (check_response (response) != EBB_DECODE_OK)
    return 0;
  ebb_byte_writer_init (&writer, bytes, capacity);
  ebb_byte_writer_u8 (&writer, EBB_OP_RESPONSE);
  ebb_byte_writer_u8 (&writer, (uint8_t) response->op);
  ebb_byte_writer_u8 (&writer, (uint8_t) response->result);
  ebb_byte_writer_u16 (&writer, response->sequence);
  if (needs_state (response))
    {
      if (response->op == EBB_OP_HELLO)
        {
          ebb_byte_writer_u8 (&writer, response->major);
          ebb_byte_writer_u8 (&writer, response->minor);
          ebb_byte_writer_u32 (&writer, response->nonce_echo);
        }
      ebb_status_write (&response->status, &writer);
      ebb_pressure_write (response->highest_pa, &writer);
    }
  return writer.is_ok ? writer.size : 0;
}
