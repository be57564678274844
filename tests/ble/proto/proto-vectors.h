/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <json-glib/json-glib.h>

#include "proto-message.h"

/* One entry of tests/data/protocol, as PROTOCOL.md, "Test vectors", describes it. */
typedef struct
{
  ProtoKind       kind;
  char           *name;
  GBytes         *bytes;
  EbbDecodeResult result;
  gsize           n_trailing;
  JsonNode       *decoded; /* (nullable) */
} ProtoVector;

/* (transfer full) (element-type ProtoVector): those of all kinds; ends the program if a file is
 * missing, malformed, or says one thing twice. */
GPtrArray *proto_vectors_read (const char *folder);

/* (transfer full): the fields of @message as the vectors spell them; @bytes are those it was
 * decoded from */
JsonNode *proto_message_to_json (ProtoKind kind, const ProtoMessage *message, GBytes *bytes);
