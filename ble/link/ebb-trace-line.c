/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <json-glib/json-glib.h>
#include <string.h>

#include "ebb-trace-line-private.h"
#include "ebb-trace-words-private.h"

/* One line of a trace. json-glib is lenient; so what was understood is written again, and a line
 * that reads otherwise is refused: keys that are unknown, twice or in another order, comments,
 * numbers that overflow. */

#define TEXT_MAX_BYTES 200
#define SHOWN_MAX_BYTES 80
#define DIGITS_MAX 12

typedef struct
{
  JsonObject *object;
  guint       number;
} Line;

static gboolean
refuse (const Line *line, const char *key, const char *expected, GError **error)
{
  JsonNode        *node = json_object_get_member (line->object, key);
  g_autofree char *value = node != NULL ? json_to_string (node, FALSE) : g_strdup ("not there");

  g_set_error (error, EBB_TRACE_ERROR, EBB_TRACE_ERROR_MALFORMED,
               "line %u: \"%s\" is %.*s, expected %s", line->number, key, SHOWN_MAX_BYTES, value,
               expected);
  return FALSE;
}

static gboolean
read_whole (const Line *line,
            const char *key,
            gint64      least,
            gint64      most,
            gint64     *number,
            GError    **error)
{
  JsonNode        *node = json_object_get_member (line->object, key);
  g_autofree char *expected = NULL;

  if (node != NULL && json_node_get_value_type (node) == G_TYPE_INT64)
    {
      *number = json_node_get_int (node);
      if (*number >= least && *number <= most)
        return TRUE;
    }
  expected = g_strdup_printf ("a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                              least, most);
  return refuse (line, key, expected, error);
}

static gboolean
read_flag (const Line *line, const char *key, gboolean *flag, GError **error)
{
  JsonNode *node = json_object_get_member (line->object, key);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return refuse (line, key, "true or false", error);
  *flag = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
read_text (const Line *line, const char *key, char **text, GError **error)
{
  JsonNode *node = json_object_get_member (line->object, key);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING
      || strlen (json_node_get_string (node)) > TEXT_MAX_BYTES)
    return refuse (line, key, "a string of at most 200 bytes", error);
  *text = g_strdup (json_node_get_string (node));
  return TRUE;
}

static gboolean
read_word (const Line *line, const char *key, const char *const *words, int *index, GError **error)
{
  JsonNode        *node = json_object_get_member (line->object, key);
  g_autofree char *known = NULL;
  g_autofree char *expected = NULL;

  if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING)
    for (*index = 0; words[*index] != NULL; (*index)++)
      if (g_str_equal (words[*index], json_node_get_string (node)))
        return TRUE;
  known = g_strjoinv (", ", (char **) words);
  expected = g_strdup_printf ("one of %s", known);
  return refuse (line, key, expected, error);
}

static gboolean
read_role (const Line *line, const char *key, EbbRole *role, GError **error)
{
  const char *words[EBB_N_ROLES + 1] = { NULL };
  int         index;

  for (int i = 0; i < EBB_N_ROLES; i++)
    words[i] = ebb_role_to_string ((EbbRole) i);
  if (!read_word (line, key, words, &index, error))
    return FALSE;
  *role = (EbbRole) index;
  return TRUE;
}

static gboolean
read_error (const Line *line, int *code, GError **error)
{
  *code = EBB_TRACE_SUCCEEDED;
  if (!json_object_has_member (line->object, "error"))
    return TRUE;
  if (!read_word (line, "error", ebb_trace_error_words, code, error))
    return FALSE;
  if (*code > EBB_LINK_ERROR_FAILED)
    *code = EBB_TRACE_CANCELLED;
  return TRUE;
}

static gboolean
read_bytes (const Line *line, GBytes **bytes, GError **error)
{
  JsonNode   *node = json_object_get_member (line->object, "bytes");
  const char *hex = "x";
  gsize       length;
  g_autoptr (GByteArray) array = g_byte_array_new ();

  if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING)
    hex = json_node_get_string (node);
  length = strlen (hex);
  if (length % 2 != 0 || length > 2 * EBB_TRACE_MESSAGE_MAX_BYTES
      || strspn (hex, "0123456789abcdef") != length)
    return refuse (line, "bytes", "lower-case hexadecimal, two digits a byte, at most 512 bytes",
                   error);
  for (gsize i = 0; i < length; i += 2)
    {
      guint8 byte =
          (guint8) (g_ascii_xdigit_value (hex[i]) << 4 | g_ascii_xdigit_value (hex[i + 1]));

      g_byte_array_append (array, &byte, 1);
    }
  *bytes = g_byte_array_free_to_bytes (g_steal_pointer (&array));
  return TRUE;
}

/* One object, nothing in it and nothing behind it, so that no depth of a hostile file is followed:
 * json-glib takes any number of values, and loses those before the last. */
static gboolean
is_flat (const char *text, gsize size)
{
  gboolean is_quoted = FALSE;
  guint    n_open = 0;
  guint    n_digits = 0;

  if (size < 2 || text[0] != '{' || text[size - 1] != '}')
    return FALSE;

  for (gsize i = 0; i < size; i++)
    {
      if ((guchar) text[i] < 0x20)
        return FALSE;
      if (is_quoted && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        is_quoted = !is_quoted;
      else if (!is_quoted && text[i] == '}' && i < size - 1)
        return FALSE;
      else if (!is_quoted && (text[i] == '[' || text[i] == '/' || (text[i] == '{' && n_open++ > 0)))
        return FALSE;
      n_digits = !is_quoted && i < size && g_ascii_isdigit (text[i]) ? n_digits + 1 : 0;
      if (n_digits > DIGITS_MAX)
        return FALSE;
    }
  return n_open == 1 && !is_quoted;
}

static JsonNode *
parse (const char *text, gsize size, guint number, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  const char *expected = "one flat JSON object in UTF-8";

  if (size <= EBB_TRACE_LINE_MAX_BYTES && g_utf8_validate_len (text, size, NULL)
      && is_flat (text, size) && json_parser_load_from_data (parser, text, (gssize) size, NULL)
      && json_parser_get_root (parser) != NULL
      && JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return json_parser_steal_root (parser);
  if (size > EBB_TRACE_LINE_MAX_BYTES)
    g_set_error (error, EBB_TRACE_ERROR, EBB_TRACE_ERROR_MALFORMED,
                 "line %u: %" G_GSIZE_FORMAT " bytes, expected at most %d", number, size,
                 EBB_TRACE_LINE_MAX_BYTES);
  else
    {
      g_autofree char *shown = g_strndup (text, MIN (size, SHOWN_MAX_BYTES));
      g_autofree char *escaped = g_strescape (shown, NULL);

      g_set_error (error, EBB_TRACE_ERROR, EBB_TRACE_ERROR_MALFORMED,
                   "line %u: \"%s\", expected %s", number, escaped, expected);
    }
  return NULL;
}

static gboolean
is_as_written (const char *text, gsize size, const char *written, guint number, GError **error)
{
  if (strlen (written) == size && memcmp (written, text, size) == 0)
    return TRUE;
  g_set_error (error, EBB_TRACE_ERROR, EBB_TRACE_ERROR_MALFORMED, "line %u: %.*s, expected %s",
               number, (int) size, text, written);
  return FALSE;
}

static gboolean
read_call (const Line *line, EbbTraceEntry *entry, GError **error)
{
  int    call;
  gint64 id = 0;

  if (!read_word (line, "call", ebb_trace_call_words, &call, error))
    return FALSE;
  entry->call = (EbbTraceCall) call;
  if (ebb_trace_call_is_answered (entry->call) && !read_whole (line, "id", 1, G_MAXINT, &id, error))
    return FALSE;
  entry->id = (guint) id;
  if (ebb_trace_call_has_role (entry->call) && !read_role (line, "role", &entry->role, error))
    return FALSE;
  return entry->call != EBB_TRACE_ANSWER_PAIRING
         || read_flag (line, "accepted", &entry->flag, error);
}

static gboolean
read_answer (const Line *line, EbbTraceEntry *entry, GError **error)
{
  gint64 id;

  if (!read_whole (line, "answer", 1, G_MAXINT, &id, error)
      || !read_error (line, &entry->error, error))
    return FALSE;
  entry->id = (guint) id;
  return !json_object_has_member (line->object, "bytes") || read_bytes (line, &entry->bytes, error);
}

static gboolean
read_state (const Line *line, EbbTraceEntry *entry, GError **error)
{
  int state;

  if (!read_word (line, "state", ebb_trace_state_words, &state, error))
    return FALSE;
  entry->state = (EbbLinkState) state;
  return read_flag (line, "paired", &entry->flag, error);
}

static gboolean
read_pairing (const Line *line, EbbTraceEntry *entry, GError **error)
{
  int need;

  if (!read_word (line, "pairing", ebb_trace_need_words, &need, error))
    return FALSE;
  entry->need = (EbbPairingNeed) need;
  return TRUE;
}

static gboolean
read_message (const Line *line, const char *key, EbbTraceEntry *entry, GError **error)
{
  return read_role (line, key, &entry->role, error) && read_bytes (line, &entry->bytes, error)
         && read_error (line, &entry->error, error);
}

static gboolean
read_kind (const Line *line, EbbTraceEntry *entry, GError **error)
{
  static const char *const keys[] = { "call",  "answer",  "write", "receive",
                                      "state", "pairing", "note",  "end" };
  guint                    kind = 0;

  while (kind < G_N_ELEMENTS (keys) && !json_object_has_member (line->object, keys[kind]))
    kind++;
  entry->kind = (EbbTraceKind) kind;
  entry->error = EBB_TRACE_SUCCEEDED;
  switch (kind)
    {
    case EBB_TRACE_IS_CALL:
      return read_call (line, entry, error);
    case EBB_TRACE_IS_ANSWER:
      return read_answer (line, entry, error);
    case EBB_TRACE_IS_WRITE:
    case EBB_TRACE_IS_RECEIVED:
      return read_message (line, keys[kind], entry, error);
    case EBB_TRACE_IS_STATE:
      return read_state (line, entry, error);
    case EBB_TRACE_IS_PAIRING:
      return read_pairing (line, entry, error);
    case EBB_TRACE_IS_NOTE:
    case EBB_TRACE_IS_END:
      return read_text (line, keys[kind], &entry->text, error);
    default:
      return refuse (line, "call", "it, or answer, write, receive, state, pairing, note or end",
                     error);
    }
}

void
ebb_trace_entry_clear (EbbTraceEntry *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->text, g_free);
}

gboolean
ebb_trace_line_read_entry (const char    *text,
                           gsize          size,
                           guint          number,
                           EbbTraceEntry *entry,
                           GError       **error)
{
  g_autoptr (JsonNode) root = parse (text, size, number, error);
  g_autofree char *written = NULL;
  Line             line = { NULL, number };

  *entry = (EbbTraceEntry){ .line = number };
  if (root == NULL)
    return FALSE;
  line.object = json_node_get_object (root);
  if (!read_whole (&line, "ms", 0, EBB_TRACE_MAX_MS, &entry->at_ms, error)
      || !read_kind (&line, entry, error))
    return FALSE;
  written = ebb_trace_entry_to_line (entry);
  return is_as_written (text, size, written, number, error);
}

void
ebb_trace_own_header_clear (EbbTraceOwnHeader *self)
{
  g_clear_pointer (&self->program, g_free);
  g_clear_pointer (&self->definition, g_free);
  g_clear_pointer (&self->started, g_free);
}

gboolean
ebb_trace_line_read_header (const char *text, gsize size, EbbTraceOwnHeader *header, GError **error)
{
  g_autoptr (JsonNode) root = parse (text, size, 1, error);
  g_autofree char *written = NULL;
  Line             line = { NULL, 1 };
  gint64           version;
  int              state;

  *header = (EbbTraceOwnHeader){ { NULL }, NULL, NULL, NULL };
  if (root == NULL)
    return FALSE;
  line.object = json_node_get_object (root);
  if (!read_whole (&line, EBB_TRACE_KEY_HEADER, EBB_TRACE_VERSION, EBB_TRACE_VERSION, &version,
                   error)
      || !read_text (&line, "program", &header->program, error)
      || !read_text (&line, "definition", &header->definition, error)
      || !read_text (&line, "started", &header->started, error)
      || !read_word (&line, "state", ebb_trace_state_words, &state, error)
      || !read_flag (&line, "paired", &header->header.is_paired, error))
    return FALSE;
  header->header.program = header->program;
  header->header.definition = header->definition;
  header->header.started = header->started;
  header->header.state = (EbbLinkState) state;
  written = ebb_trace_header_to_line (&header->header);
  return is_as_written (text, size, written, 1, error);
}
