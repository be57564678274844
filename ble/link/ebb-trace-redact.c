/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "ebb-trace.h"

/* A trace for others: the serial number of the boots and the token of the account are not theirs to
 * know. Lengths stay, so that it can be replayed. */

#define SERIAL_FILLER 'X'
#define OWNER_BYTES 4

/* In place of any owner. */
static const uint8_t nobody[OWNER_BYTES] = { 0x0e, 0xeb, 0xb0, 0x0e };

static void
put_little (uint8_t *bytes, guint32 number)
{
  for (guint i = 0; i < OWNER_BYTES; i++, number >>= 8)
    bytes[i] = (uint8_t) number;
}

/* Wherever it stands: in requests, and in what the boots report. */
static void
replace_owner (uint8_t *bytes, gsize size, guint32 owner)
{
  uint8_t token[OWNER_BYTES];

  put_little (token, owner);
  for (gsize i = 0; owner != 0 && i + OWNER_BYTES <= size; i++)
    if (memcmp (bytes + i, token, OWNER_BYTES) == 0)
      memcpy (bytes + i, nobody, OWNER_BYTES);
}

static GBytes *
redact_bytes (const EbbTraceEntry *entry, guint32 owner)
{
  gsize         size;
  gconstpointer data = g_bytes_get_data (entry->bytes, &size);
  uint8_t      *bytes = g_memdup2 (data, size);

  if (entry->role == EBB_ROLE_SERIAL && size > 0)
    memset (bytes, SERIAL_FILLER, size);
  else
    replace_owner (bytes, size, owner);
  return g_bytes_new_take (bytes, size);
}

/**
 * ebb_trace_dup_redacted:
 *
 * Returns: (transfer full): @self as the text of a file, with another serial number and another
 *   owner than those recorded
 */
char *
ebb_trace_dup_redacted (EbbTrace *self)
{
  GString         *text = g_string_new (NULL);
  g_autofree char *header = ebb_trace_header_to_line (ebb_trace_get_header (self));
  const guint32    owner = ebb_trace_get_owner (self);

  g_string_append_printf (text, "%s\n", header);
  for (guint i = 0; i < ebb_trace_count_entries (self); i++)
    {
      EbbTraceEntry entry = *ebb_trace_get_entry (self, i);
      g_autoptr (GBytes) bytes = entry.bytes != NULL ? redact_bytes (&entry, owner) : NULL;
      g_autofree char *line = NULL;

      entry.bytes = bytes;
      line = ebb_trace_entry_to_line (&entry);
      g_string_append_printf (text, "%s\n", line);
    }
  return g_string_free (text, FALSE);
}
