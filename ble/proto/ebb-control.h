/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "ebb-body.h"
#include "ebb-profile.h"
#include "ebb-status.h"

/* Ops of the control point. One operation at a time, as Fitness Machine has it: a request that
 * comes while another is unanswered is answered EBB_RESULT_BUSY. */
typedef enum
{
  EBB_OP_HELLO = 0x01,          /* handshake; allowed to any bonded controller */
  EBB_OP_READ_STATE = 0x02,     /* a fresh reading; allowed to any bonded controller */
  EBB_OP_BEGIN_PROGRAM = 0x03,  /* length and CRC of the upload that follows */
  EBB_OP_COMMIT_PROGRAM = 0x04, /* keep it if it is whole */
  EBB_OP_START = 0x05,
  EBB_OP_RENEW = 0x06, /* only extends, can never start */
  EBB_OP_SET_INTENSITY = 0x07,
  EBB_OP_SET_HEAT = 0x08,
  EBB_OP_IDENTIFY = 0x09,
  EBB_OP_SET_TELEMETRY_PERIOD = 0x0a,
  EBB_OP_RESPONSE = 0x80,
} EbbOp;

typedef enum
{
  EBB_RESULT_SUCCESS = 0x01, /* 01 to 05 mean what they mean in Fitness Machine */
  EBB_RESULT_NOT_SUPPORTED = 0x02,
  EBB_RESULT_INVALID_PARAMETER = 0x03,
  EBB_RESULT_FAILED = 0x04,
  EBB_RESULT_NOT_PERMITTED = 0x05, /* another owner holds the boots */
  EBB_RESULT_EPOCH_CLOSED = 0x06,  /* START with an epoch that can never run again */
  EBB_RESULT_NOT_VENTED = 0x07,
  EBB_RESULT_NO_PROGRAM = 0x08, /* no whole program with that CRC */
  EBB_RESULT_BUSY = 0x09,
  EBB_RESULT_ABOVE_CAP = 0x0a,   /* above START's cap or the boots' own maximum */
  EBB_RESULT_NOT_RUNNING = 0x0b, /* that epoch is not being run */
  EBB_RESULT_BATTERY_LOW = 0x0c,
  EBB_RESULT_FAULT = 0x0d, /* the boots have a fault; see Status */
} EbbResult;

/**
 * EbbRequest:
 *
 * One frame on the control point. Every request carries a sequence number, an owner token and an
 * epoch; a repeated (epoch, sequence) is answered as before and has no second effect.
 */
typedef struct
{
  EbbOp    op;
  uint16_t sequence;
  uint32_t owner; /* never 0, never EBB_WIRE_OWNER_BUTTON */
  uint32_t epoch; /* 0 where the op has none */
  union
  {
    struct
    {
      uint8_t  major; /* the controller's own version */
      uint8_t  minor;
      uint32_t nonce; /* comes back in the answer, complemented */
    } hello;
    struct
    {
      uint16_t size;
      uint32_t crc; /* CRC-32 (IEEE 802.3) of the whole program */
    } begin_program;
    struct
    {
      uint32_t crc;
    } commit_program;
    struct
    {
      uint32_t program_crc;
      uint16_t offset_s;   /* program time to begin at; > 0 after a break */
      uint16_t duration_s; /* program time to end at */
      EbbLegs  legs;
      uint16_t pressure_cap_pa;
      int16_t  heat_cap_ddeg;
      uint16_t intensity_pa; /* 0: the program's own peak */
    } start;
    struct
    {
      uint16_t intensity_pa;
    } set_intensity;
    struct
    {
      int16_t heat_ddeg; /* EBB_WIRE_HEAT_OFF: off */
    } set_heat;
    struct
    {
      uint8_t duration_s; /* 1 to 30 */
    } identify;
    struct
    {
      uint16_t period_ms; /* 100 to 1000 */
    } set_telemetry_period;
  };
} EbbRequest;

/**
 * EbbResponse:
 *
 * The answer, by indication: 80 op result sequence, and for two ops the boots' state.
 */
typedef struct
{
  EbbOp     op; /* what it answers */
  EbbResult result;
  uint16_t  sequence;
  bool      has_state; /* HELLO and READ_STATE that succeeded */
  uint8_t   major;     /* HELLO: the boots' version */
  uint8_t   minor;
  uint32_t  nonce_echo; /* HELLO: the complement of the nonce */
  EbbStatus status;     /* has_state */
  int32_t   highest_pa; /* has_state: highest zone, read after the request came */
} EbbResponse;

#define EBB_IDENTIFY_MAX_S 30

/* The Stop characteristic: epoch, 4 bytes. */
#define EBB_STOP_FRAME_BYTES 4

/* Program chunks: offset (2 bytes), then 1 to EBB_CHUNK_MAX_BYTES bytes of the program. */
#define EBB_CHUNK_MAX_BYTES 160
#define EBB_CHUNK_HEADER_BYTES 2

typedef struct
{
  uint16_t       offset;
  const uint8_t *bytes; /* borrowed from the decoded buffer */
  size_t         size;
} EbbProgramChunk;

EbbDecodeResult ebb_request_decode (EbbRequest *request, const uint8_t *bytes, size_t size);
size_t          ebb_request_encode (const EbbRequest *request, uint8_t *bytes, size_t capacity);

/* For answering a request that could not be decoded. */
bool      ebb_request_peek (uint8_t *op, uint16_t *sequence, const uint8_t *bytes, size_t size);
EbbResult ebb_decode_result_to_refusal (EbbDecodeResult result);

EbbDecodeResult ebb_response_decode (EbbResponse *response, const uint8_t *bytes, size_t size);
size_t          ebb_response_encode (const EbbResponse *response, uint8_t *bytes, size_t capacity);

/* Any write to Stop vents, whatever its bytes. Returns false when there is no whole epoch in it:
 * then the boots close the epoch they run. */
bool   ebb_stop_decode (uint32_t *epoch, const uint8_t *bytes, size_t size);
size_t ebb_stop_encode (uint32_t epoch, uint8_t *bytes, size_t capacity);

EbbDecodeResult ebb_program_chunk_decode (EbbProgramChunk *chunk,
                                          const uint8_t   *bytes,
                                          size_t           size);
size_t ebb_program_chunk_encode (const EbbProgramChunk *chunk, uint8_t *bytes, size_t capacity);

const char *ebb_op_to_string (EbbOp op);
const char *ebb_result_to_string (EbbResult result);
