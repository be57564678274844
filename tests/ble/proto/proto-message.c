/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "proto-message.h"

#include <string.h>

#define POISON 0xa5

const char *
proto_kind_to_string (ProtoKind kind)
{
  static const char *const names[N_PROTO_KINDS] = {
    "features", "status", "telemetry", "stop", "request", "response", "chunk", "program",
  };

  return names[kind];
}

EbbDecodeResult
proto_decode (ProtoKind kind, ProtoMessage *message, const uint8_t *bytes, size_t size)
{
  switch (kind)
    {
    case PROTO_FEATURES:
      return ebb_features_decode (&message->features, bytes, size);
    case PROTO_STATUS:
      return ebb_status_decode (&message->status, bytes, size);
    case PROTO_TELEMETRY:
      return ebb_telemetry_decode (&message->telemetry, bytes, size);
    case PROTO_STOP:
      return ebb_stop_decode (&message->stop_epoch, bytes, size) ? EBB_DECODE_OK
                                                                 : EBB_DECODE_TRUNCATED;
    case PROTO_REQUEST:
      return ebb_request_decode (&message->request, bytes, size);
    case PROTO_RESPONSE:
      return ebb_response_decode (&message->response, bytes, size);
    case PROTO_CHUNK:
      return ebb_program_chunk_decode (&message->chunk, bytes, size);
    case PROTO_PROGRAM:
    case N_PROTO_KINDS:
    default:
      return ebb_wire_program_decode (&message->program, bytes, size);
    }
}

size_t
proto_encode (ProtoKind kind, const ProtoMessage *message, uint8_t *bytes, size_t capacity)
{
  switch (kind)
    {
    case PROTO_FEATURES:
      return ebb_features_encode (&message->features, bytes, capacity);
    case PROTO_STATUS:
      return ebb_status_encode (&message->status, bytes, capacity);
    case PROTO_TELEMETRY:
      return ebb_telemetry_encode (&message->telemetry, bytes, capacity);
    case PROTO_STOP:
      return ebb_stop_encode (message->stop_epoch, bytes, capacity);
    case PROTO_REQUEST:
      return ebb_request_encode (&message->request, bytes, capacity);
    case PROTO_RESPONSE:
      return ebb_response_encode (&message->response, bytes, capacity);
    case PROTO_CHUNK:
      return ebb_program_chunk_encode (&message->chunk, bytes, capacity);
    case PROTO_PROGRAM:
    case N_PROTO_KINDS:
    default:
      return ebb_wire_program_encode (&message->program, bytes, capacity);
    }
}

static bool
is_poison (const ProtoMessage *message)
{
  const uint8_t *bytes = (const uint8_t *) message;

  for (size_t i = 0; i < sizeof *message; i++)
    if (bytes[i] != POISON)
      return false;
  return true;
}

const char *
proto_find_disagreement (ProtoKind kind, const uint8_t *bytes, size_t size)
{
  ProtoMessage first, second;
  uint8_t      again[EBB_MESSAGE_MAX_BYTES];
  uint8_t      once_more[EBB_MESSAGE_MAX_BYTES];
  size_t       again_size, once_more_size;

  memset (&first, POISON, sizeof first);
  memset (&second, POISON, sizeof second);
  if (proto_decode (kind, &first, bytes, size) != EBB_DECODE_OK)
    return is_poison (&first) ? NULL : "a decoder that failed has touched its result";

  again_size = proto_encode (kind, &first, again, sizeof again);
  if (again_size == 0)
    return "what was decoded cannot be encoded";
  if (again_size > size || memcmp (again, bytes, again_size) != 0)
    return "encoding gives other bytes than were decoded";
  if (proto_decode (kind, &second, again, again_size) != EBB_DECODE_OK)
    return "what was encoded cannot be decoded";
  once_more_size = proto_encode (kind, &second, once_more, sizeof once_more);
  if (once_more_size != again_size || memcmp (again, once_more, again_size) != 0)
    return "decoding twice gives two messages";
  return NULL;
}
