/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <json-glib/json-glib.h>

#include "ebb-trace-words-private.h"

/* What a trace is written in. */

G_DEFINE_QUARK (ebb - trace - error - quark, ebb_trace_error)

const char *const ebb_trace_call_words[] = { "connect", "pair",       "forget",         "subscribe",
                                             "read",    "disconnect", "answer-pairing", NULL };

const char *const ebb_trace_state_words[] = { "disconnected", "connecting", "stoppable", "ready",
                                              NULL };

const char *const ebb_trace_error_words[] = {
  "not-connected",
  "unreachable",
  "incomplete",
  "not-paired",
  "bond-lost",
  "pairing-refused",
  "pairing-wrong-code",
  "pairing-timed-out",
  "pairing-lost",
  "pairing-cancelled",
  "busy",
  "timed-out",
  "refused",
  "protocol",
  "wrong-version",
  "unavailable",
  "wrong-identity",
  "failed",
  "cancelled",
  NULL,
};

const char *const ebb_trace_need_words[] = { "nothing", "confirm-code", "enter-code", NULL };

G_STATIC_ASSERT (G_N_ELEMENTS (ebb_trace_call_words) == EBB_TRACE_ANSWER_PAIRING + 2);
G_STATIC_ASSERT (G_N_ELEMENTS (ebb_trace_state_words) == EBB_LINK_READY + 2);
G_STATIC_ASSERT (G_N_ELEMENTS (ebb_trace_error_words) == EBB_LINK_ERROR_FAILED + 3);
G_STATIC_ASSERT (G_N_ELEMENTS (ebb_trace_need_words) == EBB_PAIRING_ENTER_CODE + 2);

gboolean
ebb_trace_call_is_answered (EbbTraceCall call)
{
  return call < EBB_TRACE_DISCONNECT;
}

gboolean
ebb_trace_call_has_role (EbbTraceCall call)
{
  return call == EBB_TRACE_SUBSCRIBE || call == EBB_TRACE_READ;
}

char *
ebb_trace_bytes_to_hex (GBytes *bytes)
{
  gsize          size;
  const uint8_t *data = g_bytes_get_data (bytes, &size);
  GString       *hex = g_string_sized_new (2 * size + 1);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", data[i]);
  return g_string_free (hex, FALSE);
}

/**
 * ebb_trace_error_from_gerror:
 * @error: (nullable): %NULL is success
 *
 * Returns: an EbbLinkErrorCode, %EBB_TRACE_SUCCEEDED or %EBB_TRACE_CANCELLED. What the message says
 *   is not kept: it may name the boots.
 */
int
ebb_trace_error_from_gerror (const GError *error)
{
  if (error == NULL)
    return EBB_TRACE_SUCCEEDED;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return EBB_TRACE_CANCELLED;
  return error->domain == EBB_LINK_ERROR ? error->code : EBB_LINK_ERROR_FAILED;
}

/**
 * ebb_trace_set_gerror:
 * @code: as ebb_trace_error_from_gerror() gives it
 * @what: what failed, for the message
 *
 * Returns: %TRUE if @code is success; %FALSE with @error set as it was
 */
gboolean
ebb_trace_set_gerror (int code, const char *what, GError **error)
{
  if (code == EBB_TRACE_SUCCEEDED)
    return TRUE;
  if (code == EBB_TRACE_CANCELLED)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s: cancelled, as recorded", what);
  else
    g_set_error (error, EBB_LINK_ERROR, code, "%s: %s, as recorded", what,
                 ebb_trace_error_words[code]);
  return FALSE;
}

static void
add_text (JsonBuilder *builder, const char *key, const char *text)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_string_value (builder, text);
}

static void
add_whole (JsonBuilder *builder, const char *key, gint64 number)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, number);
}

static void
add_flag (JsonBuilder *builder, const char *key, gboolean flag)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_boolean_value (builder, flag);
}

static void
add_error (JsonBuilder *builder, int error)
{
  if (error == EBB_TRACE_CANCELLED)
    error = EBB_LINK_ERROR_FAILED + 1;
  if (error != EBB_TRACE_SUCCEEDED)
    add_text (builder, "error", ebb_trace_error_words[error]);
}

static void
add_bytes (JsonBuilder *builder, GBytes *bytes)
{
  g_autofree char *hex = bytes != NULL ? ebb_trace_bytes_to_hex (bytes) : NULL;

  if (hex != NULL)
    add_text (builder, "bytes", hex);
}

static void
add_call (JsonBuilder *builder, const EbbTraceEntry *entry)
{
  add_text (builder, "call", ebb_trace_call_words[entry->call]);
  if (ebb_trace_call_is_answered (entry->call))
    add_whole (builder, "id", entry->id);
  if (ebb_trace_call_has_role (entry->call))
    add_text (builder, "role", ebb_role_to_string (entry->role));
  if (entry->call == EBB_TRACE_ANSWER_PAIRING)
    add_flag (builder, "accepted", entry->flag);
}

static void
add_entry (JsonBuilder *builder, const EbbTraceEntry *entry)
{
  switch (entry->kind)
    {
    case EBB_TRACE_IS_CALL:
      add_call (builder, entry);
      return;
    case EBB_TRACE_IS_ANSWER:
      add_whole (builder, "answer", entry->id);
      add_error (builder, entry->error);
      add_bytes (builder, entry->bytes);
      return;
    case EBB_TRACE_IS_WRITE:
      add_text (builder, "write", ebb_role_to_string (entry->role));
      add_bytes (builder, entry->bytes);
      add_error (builder, entry->error);
      return;
    case EBB_TRACE_IS_RECEIVED:
      add_text (builder, "receive", ebb_role_to_string (entry->role));
      add_bytes (builder, entry->bytes);
      return;
    case EBB_TRACE_IS_STATE:
      add_text (builder, "state", ebb_trace_state_words[entry->state]);
      add_flag (builder, "paired", entry->flag);
      return;
    case EBB_TRACE_IS_PAIRING:
      add_text (builder, "pairing", ebb_trace_need_words[entry->need]);
      return;
    case EBB_TRACE_IS_NOTE:
      add_text (builder, "note", entry->text);
      return;
    case EBB_TRACE_IS_END:
      add_text (builder, "end", entry->text);
      return;
    default:
      g_assert_not_reached ();
    }
}

static char *
finish_line (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/**
 * ebb_trace_entry_to_line:
 *
 * Returns: (transfer full): @entry as one line of a trace, without the newline
 */
char *
ebb_trace_entry_to_line (const EbbTraceEntry *entry)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_whole (builder, "ms", entry->at_ms);
  add_entry (builder, entry);
  return finish_line (builder);
}

/**
 * ebb_trace_header_to_line:
 *
 * Returns: (transfer full): the first line of a trace, without the newline
 */
char *
ebb_trace_header_to_line (const EbbTraceHeader *header)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_whole (builder, EBB_TRACE_KEY_HEADER, EBB_TRACE_VERSION);
  add_text (builder, "program", header->program);
  add_text (builder, "definition", header->definition);
  add_text (builder, "started", header->started);
  add_text (builder, "state", ebb_trace_state_words[header->state]);
  add_flag (builder, "paired", header->is_paired);
  return finish_line (builder);
}
