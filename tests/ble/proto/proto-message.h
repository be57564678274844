/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-control.h"
#include "ebb-features.h"
#include "ebb-status.h"
#include "ebb-wire-program.h"

/* Every message of the profile behind one pair of functions, for tests that treat all alike. */
typedef enum
{
  PROTO_FEATURES,
  PROTO_STATUS,
  PROTO_TELEMETRY,
  PROTO_STOP,
  PROTO_REQUEST,
  PROTO_RESPONSE,
  PROTO_CHUNK,
  PROTO_PROGRAM,
  N_PROTO_KINDS,
} ProtoKind;

typedef union
{
  EbbFeatures     features;
  EbbStatus       status;
  EbbTelemetry    telemetry;
  uint32_t        stop_epoch;
  EbbRequest      request;
  EbbResponse     response;
  EbbProgramChunk chunk;
  EbbWireProgram  program;
} ProtoMessage;

const char *proto_kind_to_string (ProtoKind kind);

EbbDecodeResult proto_decode (ProtoKind      kind,
                              ProtoMessage  *message,
                              const uint8_t *bytes,
                              size_t         size);
size_t proto_encode (ProtoKind kind, const ProtoMessage *message, uint8_t *bytes, size_t capacity);

/* Decodes @bytes and, if they are good, encodes and decodes once more. NULL when all agrees,
 * otherwise what does not. This is what the fuzzers ask of any bytes. */
const char *proto_find_disagreement (ProtoKind kind, const uint8_t *bytes, size_t size);
