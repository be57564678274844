/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-trace.h"

#include <string.h>

#include "ebb-control.h"
#include "ebb-trace-line-private.h"

struct _EbbTrace
{
  EbbTraceOwnHeader own;
  GArray           *entries; /* (owned) (element-type EbbTraceEntry) */
};

/* What is read from one end to the other. */
typedef struct
{
  EbbTrace   *trace;
  const char *at;
  const char *end;
  guint       line;
  GHashTable *open; /* (owned): id of a call without an answer → index of its entry + 1 */
} Reading;

static gboolean refuse (const Reading *reading, GError **error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

static gboolean
refuse (const Reading *reading, GError **error, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list          arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, EBB_TRACE_ERROR, EBB_TRACE_ERROR_MALFORMED, "line %u: %s", reading->line,
               what);
  return FALSE;
}

static gboolean
take_line (Reading *reading, const char **text, gsize *size, GError **error)
{
  const char *newline = memchr (reading->at, '\n', (gsize) (reading->end - reading->at));

  reading->line++;
  *text = reading->at;
  if (newline == NULL)
    return refuse (reading, error,
                   "%" G_GSIZE_FORMAT " bytes and no newline, expected a whole line",
                   (gsize) (reading->end - reading->at));
  *size = (gsize) (newline - reading->at);
  reading->at = newline + 1;
  return TRUE;
}

/* An answer says of which call it is, and is read as that. */
static gboolean
find_call (const Reading *reading, EbbTraceEntry *answer, GError **error)
{
  const guint place =
      GPOINTER_TO_UINT (g_hash_table_lookup (reading->open, GUINT_TO_POINTER (answer->id)));
  const EbbTraceEntry *call;

  if (place == 0)
    return refuse (reading, error, "\"answer\" is %u, expected the id of a call without an answer",
                   answer->id);
  g_hash_table_remove (reading->open, GUINT_TO_POINTER (answer->id));
  call = &g_array_index (reading->trace->entries, EbbTraceEntry, place - 1);
  answer->call = call->call;
  answer->role = call->role;
  if ((answer->bytes != NULL)
      != (call->call == EBB_TRACE_READ && answer->error == EBB_TRACE_SUCCEEDED))
    return refuse (reading, error, "\"bytes\" is %s, expected it where a read succeeded",
                   answer->bytes != NULL ? "there" : "not there");
  return TRUE;
}

static gboolean
note_call (const Reading *reading, const EbbTraceEntry *call, GError **error)
{
  if (call->id == 0)
    return TRUE;
  if (!g_hash_table_insert (reading->open, GUINT_TO_POINTER (call->id),
                            GUINT_TO_POINTER (reading->trace->entries->len + 1)))
    return refuse (reading, error, "\"id\" is %u, expected one that no open call has", call->id);
  return TRUE;
}

static gboolean
fits (const Reading *reading, EbbTraceEntry *entry, GError **error)
{
  const GArray        *entries = reading->trace->entries;
  const EbbTraceEntry *before =
      entries->len > 0 ? &g_array_index (entries, EbbTraceEntry, entries->len - 1) : NULL;

  if (before != NULL && before->kind == EBB_TRACE_IS_END)
    return refuse (reading, error, "there, expected nothing after the end");
  if (before != NULL && before->at_ms > entry->at_ms)
    return refuse (reading, error,
                   "\"ms\" is %" G_GINT64_FORMAT ", expected %" G_GINT64_FORMAT " or more",
                   entry->at_ms, before->at_ms);
  if (entry->kind == EBB_TRACE_IS_CALL)
    return note_call (reading, entry, error);
  return entry->kind != EBB_TRACE_IS_ANSWER || find_call (reading, entry, error);
}

static gboolean
read_all (Reading *reading, GError **error)
{
  const char *text = NULL;
  gsize       size = 0;

  if (!take_line (reading, &text, &size, error)
      || !ebb_trace_line_read_header (text, size, &reading->trace->own, error))
    return FALSE;
  while (reading->at < reading->end)
    {
      EbbTraceEntry entry;

      if (!take_line (reading, &text, &size, error))
        return FALSE;
      if (!ebb_trace_line_read_entry (text, size, reading->line, &entry, error)
          || !fits (reading, &entry, error))
        {
          ebb_trace_entry_clear (&entry);
          return FALSE;
        }
      g_array_append_val (reading->trace->entries, entry);
    }
  return TRUE;
}

static void
clear_trace (gpointer data)
{
  EbbTrace *self = data;

  ebb_trace_own_header_clear (&self->own);
  g_clear_pointer (&self->entries, g_array_unref);
}

/**
 * ebb_trace_new_from_bytes:
 *
 * Reads a whole trace. One whose recording was cut off is read too, if it ends with a line; what is
 * not a trace fails with %EBB_TRACE_ERROR_MALFORMED, which names line, value and expectation.
 *
 * Returns: (transfer full) (nullable): the trace
 */
EbbTrace *
ebb_trace_new_from_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (EbbTrace) self = g_atomic_rc_box_new0 (EbbTrace);
  g_autoptr (GHashTable) open = g_hash_table_new (NULL, NULL);
  gsize       size;
  const char *text = g_bytes_get_data (bytes, &size);
  Reading     reading = { self, text, text + size, 0, open };

  self->entries = g_array_new (FALSE, FALSE, sizeof (EbbTraceEntry));
  g_array_set_clear_func (self->entries, (GDestroyNotify) ebb_trace_entry_clear);
  if (size == 0 || size > EBB_TRACE_MAX_BYTES)
    {
      g_set_error (error, EBB_TRACE_ERROR, EBB_TRACE_ERROR_MALFORMED,
                   "line 1: a file of %" G_GSIZE_FORMAT " bytes, expected 1 to %d", size,
                   EBB_TRACE_MAX_BYTES);
      return NULL;
    }
  if (!read_all (&reading, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * ebb_trace_new_from_file:
 *
 * Reads a trace from the disk, at once: not for a program that has a session to run.
 *
 * Returns: (transfer full) (nullable): the trace; as ebb_trace_new_from_bytes()
 */
EbbTrace *
ebb_trace_new_from_file (const char *path, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;

  return bytes != NULL ? ebb_trace_new_from_bytes (bytes, error) : NULL;
}

EbbTrace *
ebb_trace_ref (EbbTrace *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
ebb_trace_unref (EbbTrace *self)
{
  g_atomic_rc_box_release_full (self, clear_trace);
}

/**
 * ebb_trace_get_header:
 *
 * Returns: the first line
 */
const EbbTraceHeader *
ebb_trace_get_header (EbbTrace *self)
{
  return &self->own.header;
}

/**
 * ebb_trace_count_entries:
 *
 * Returns: how many lines follow the first
 */
guint
ebb_trace_count_entries (EbbTrace *self)
{
  return self->entries->len;
}

/**
 * ebb_trace_get_entry:
 * @index: from 0, below ebb_trace_count_entries()
 *
 * Returns: that line; of an answer with the call it belongs to
 */
const EbbTraceEntry *
ebb_trace_get_entry (EbbTrace *self, guint index)
{
  g_return_val_if_fail (index < self->entries->len, NULL);
  return &g_array_index (self->entries, EbbTraceEntry, index);
}

/**
 * ebb_trace_is_complete:
 *
 * Returns: whether the recording was ended, and not cut off
 */
gboolean
ebb_trace_is_complete (EbbTrace *self)
{
  const guint n = self->entries->len;

  return n > 0 && g_array_index (self->entries, EbbTraceEntry, n - 1).kind == EBB_TRACE_IS_END;
}

static gboolean
find_request (EbbTrace *self, EbbOp op, EbbRequest *request)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const EbbTraceEntry *entry = &g_array_index (self->entries, EbbTraceEntry, i);
      gsize                size;
      const uint8_t       *bytes;

      if (entry->kind != EBB_TRACE_IS_WRITE || entry->role != EBB_ROLE_CONTROL)
        continue;
      bytes = g_bytes_get_data (entry->bytes, &size);
      if (ebb_request_decode (request, bytes, size) == EBB_DECODE_OK
          && (op == EBB_OP_RESPONSE || request->op == op))
        return TRUE;
    }
  return FALSE;
}

/**
 * ebb_trace_get_owner:
 *
 * Returns: the token of the controller that was recorded; 0 if it asked nothing
 */
guint32
ebb_trace_get_owner (EbbTrace *self)
{
  EbbRequest request;

  return find_request (self, EBB_OP_RESPONSE, &request) ? request.owner : 0;
}

/**
 * ebb_trace_get_epoch:
 *
 * Returns: the epoch of the first START; 0 if nothing was started
 */
guint32
ebb_trace_get_epoch (EbbTrace *self)
{
  EbbRequest request;

  return find_request (self, EBB_OP_START, &request) ? request.epoch : 0;
}
