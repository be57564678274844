/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-past.h"

#include <string.h>

#include "ebb-json-private.h"

#define PAST_FORMAT "ebb-past/1"
#define PAST_MAX_BYTES (1024 * 1024)
#define PAST_MAX_SESSIONS 5000
#define WORD_CHARACTERS 60
#define DAY_S (24 * 60 * 60)

static const char *const top_keys[] = { "format", "sessions", NULL };
static const char *const session_keys[] = {
  "started", "ended", "squeezed_s", "heated_s", "end", "fault", "symptom", "simulated", NULL,
};

static gboolean
read_words (EbbPastSession *session, const EbbJsonScope *scope, GError **error)
{
  const char *end, *fault;

  if (!ebb_json_get_text (scope, "end", WORD_CHARACTERS, &end, error)
      || !ebb_json_get_text (scope, "fault", WORD_CHARACTERS, &fault, error))
    return FALSE;
  if (!ebb_session_end_from_string (end, &session->end))
    return ebb_json_refuse (scope, "end", json_object_get_member (scope->object, "end"), error,
                            "how a session can end, as in \"complete\" or \"stop\"");
  if (!ebb_fault_from_string (fault, &session->fault))
    return ebb_json_refuse (scope, "fault", json_object_get_member (scope->object, "fault"), error,
                            "a fault, or \"none\"");
  return ebb_json_get_truth (scope, "symptom", &session->has_symptom, error)
         && ebb_json_get_truth (scope, "simulated", &session->is_simulated, error);
}

static gboolean
read_times (EbbPastSession *session, const EbbJsonScope *scope, GError **error)
{
  int squeezed_s, heated_s = 0;

  if (!ebb_json_get_time (scope, "started", &session->started_s, error)
      || !ebb_json_get_whole (scope, "squeezed_s", 0, DAY_S, &squeezed_s, error))
    return FALSE;
  if (ebb_json_has (scope, "ended")
      && !ebb_json_get_time (scope, "ended", &session->ended_s, error))
    return FALSE;
  if (ebb_json_has (scope, "heated_s")
      && !ebb_json_get_whole (scope, "heated_s", 0, DAY_S, &heated_s, error))
    return FALSE;
  if (session->ended_s != 0 && session->ended_s < session->started_s)
    return ebb_json_refuse (scope, "ended", json_object_get_member (scope->object, "ended"), error,
                            "a time after that of the start");
  session->squeezed_s = (guint) squeezed_s;
  session->heated_s = (guint) heated_s;
  return TRUE;
}

static gboolean
read_session (EbbPastSession *session, JsonArray *list, guint i, GError **error)
{
  JsonNode        *node = json_array_get_element (list, i);
  g_autofree char *path = g_strdup_printf ("sessions[%u]", i);
  EbbJsonScope     scope = { .path = path };

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_INVALID, "%s is no object, expected one",
                   path);
      return FALSE;
    }
  scope.object = json_node_get_object (node);
  *session = (EbbPastSession){ .ended_boot_s = -1 };
  return ebb_json_allow_keys (&scope, session_keys, error) && read_times (session, &scope, error)
         && read_words (session, &scope, error);
}

/**
 * ebb_past_parse:
 * @size: in bytes, -1 if @json ends with NUL
 *
 * Reads the sessions that one person had, in whatever order. One without an end is not over yet.
 *
 * Returns: %NULL with %EBB_MODEL_ERROR that names the key, its value and what was expected
 */
GArray *
ebb_past_parse (const char *json, gssize size, GError **error)
{
  g_autoptr (JsonNode) root = ebb_json_parse (json, size, PAST_MAX_BYTES, error);
  g_autoptr (GArray) past = g_array_new (FALSE, FALSE, sizeof (EbbPastSession));
  EbbJsonScope top = { .path = "" };
  JsonArray   *list;

  if (root == NULL)
    return NULL;
  top.object = json_node_get_object (root);
  if (!ebb_json_check_version (&top, "format", PAST_FORMAT, error)
      || !ebb_json_allow_keys (&top, top_keys, error)
      || !ebb_json_get_list (&top, "sessions", 0, PAST_MAX_SESSIONS, &list, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      EbbPastSession session;

      if (!read_session (&session, list, i, error))
        return NULL;
      g_array_append_val (past, session);
    }
  return g_steal_pointer (&past);
}

static gboolean
parse_into (gpointer result, const char *json, gssize size, GError **error)
{
  GArray **past = result;

  *past = ebb_past_parse (json, size, error);
  return *past != NULL;
}

/**
 * ebb_past_load:
 *
 * As ebb_past_parse(), from the file at @path; the message begins with @path. Blocks while it
 * reads.
 *
 * Returns: %NULL with %EBB_MODEL_ERROR
 */
GArray *
ebb_past_load (const char *path, GError **error)
{
  GArray *past = NULL;

  ebb_json_load (path, PAST_MAX_BYTES, parse_into, &past, error);
  return past;
}
