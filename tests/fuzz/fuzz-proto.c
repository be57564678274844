/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "fuzz-proto.h"

#include <stdio.h>
#include <stdlib.h>

#include "proto-message.h"

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t size)
{
  ProtoKind   kind;
  const char *disagreement;

  if (size == 0)
    return 0;
  kind = (ProtoKind) (bytes[0] % N_PROTO_KINDS);
  disagreement = proto_find_disagreement (kind, bytes + 1, size - 1);
  if (disagreement == NULL)
    return 0;
  fprintf (stderr, "%s: %s\n", proto_kind_to_string (kind), disagreement);
  for (size_t i = 1; i < size; i++)
    fprintf (stderr, "%02x", bytes[i]);
  fprintf (stderr, "\n");
  abort ();
}
