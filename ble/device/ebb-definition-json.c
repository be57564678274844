/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-definition-json-private.h"

#include "ebb-json-scan.h"

#define TEXT_MAX_CHARACTERS 500

/**
 * ebb_definition_json_parse:
 *
 * Returns: (transfer full): a node that holds an object in which no key comes twice
 */
JsonNode *
ebb_definition_json_parse (GBytes *json, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) parse_error = NULL;
  g_autofree char *problem = NULL;
  gsize            size;
  const char      *text = g_bytes_get_data (json, &size);

  if (size == 0)
    {
      g_set_error_literal (error, EBB_DEFINITION_ERROR, EBB_DEFINITION_ERROR_PARSE,
                           "0 bytes, expected a JSON object in UTF-8");
      return NULL;
    }
  if (!ebb_json_scan (text, size, &problem))
    {
      g_set_error (error, EBB_DEFINITION_ERROR, EBB_DEFINITION_ERROR_PARSE, "not JSON: %s",
                   problem);
      return NULL;
    }
  if (!json_parser_load_from_data (parser, text, (gssize) size, &parse_error))
    {
      g_set_error (error, EBB_DEFINITION_ERROR, EBB_DEFINITION_ERROR_PARSE, "not JSON: %s",
                   parse_error->message);
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      g_set_error (error, EBB_DEFINITION_ERROR, EBB_DEFINITION_ERROR_INVALID,
                   "the whole: not an object, expected one");
      return NULL;
    }
  return json_parser_steal_root (parser);
}

/**
 * ebb_definition_json_dup_path:
 *
 * Returns: (transfer full): "path.key", or "key" at the top
 */
char *
ebb_definition_json_dup_path (const char *path, const char *key)
{
  return path[0] == '\0' ? g_strdup (key) : g_strdup_printf ("%s.%s", path, key);
}

static void
set_invalid (GError    **error,
             const char *path,
             const char *key,
             JsonNode   *node,
             const char *expected)
{
  g_autofree char *place = ebb_definition_json_dup_path (path, key);
  g_autofree char *value = node != NULL ? json_to_string (node, FALSE) : g_strdup ("nothing");

  g_set_error (error, EBB_DEFINITION_ERROR, EBB_DEFINITION_ERROR_INVALID,
               "%s: %s given, expected %s", place, value, expected);
}

gboolean
ebb_definition_json_check_keys (JsonObject        *object,
                                const char        *path,
                                const char *const *keys,
                                GError           **error)
{
  g_autoptr (GList) members = json_object_get_members (object);
  const GList *at;

  for (at = members; at != NULL; at = at->next)
    if (!g_strv_contains (keys, at->data))
      {
        g_autofree char *place = ebb_definition_json_dup_path (path, at->data);
        g_autofree char *known = g_strjoinv (", ", (char **) keys);

        g_set_error (error, EBB_DEFINITION_ERROR, EBB_DEFINITION_ERROR_INVALID,
                     "%s: unknown key, expected one of %s", place, known);
        return FALSE;
      }
  return TRUE;
}

JsonObject *
ebb_definition_json_get_object (JsonObject *object,
                                const char *path,
                                const char *key,
                                GError    **error)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  set_invalid (error, path, key, node, "an object");
  return NULL;
}

JsonArray *
ebb_definition_json_get_array (JsonObject *object,
                               const char *path,
                               const char *key,
                               GError    **error)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  set_invalid (error, path, key, node, "an array");
  return NULL;
}

const char *
ebb_definition_json_get_text (JsonObject *object, const char *path, const char *key, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      const char *text = json_node_get_string (node);
      glong       length = g_utf8_strlen (text, -1);

      if (length >= 1 && length <= TEXT_MAX_CHARACTERS)
        return text;
    }
  set_invalid (error, path, key, node, "a string of 1 to 500 characters");
  return NULL;
}

const char *
ebb_definition_json_get_uuid (JsonObject *object, const char *path, const char *key, GError **error)
{
  const char *text = ebb_definition_json_get_text (object, path, key, error);

  if (text == NULL || ebb_definition_json_is_uuid (text))
    return text;
  set_invalid (error, path, key, json_object_get_member (object, key), "a lower-case 128-bit UUID");
  return NULL;
}

gboolean
ebb_definition_json_get_number (JsonObject *object,
                                const char *path,
                                const char *key,
                                gint64      maximum,
                                gint64     *number,
                                GError    **error)
{
  JsonNode        *node = json_object_get_member (object, key);
  g_autofree char *expected = NULL;

  if (node != NULL && json_node_get_value_type (node) == G_TYPE_INT64)
    {
      *number = json_node_get_int (node);
      if (*number >= 0 && *number <= maximum)
        return TRUE;
    }
  expected = g_strdup_printf ("a whole number from 0 to %" G_GINT64_FORMAT, maximum);
  set_invalid (error, path, key, node, expected);
  return FALSE;
}

gboolean
ebb_definition_json_get_boolean (JsonObject *object,
                                 const char *path,
                                 const char *key,
                                 gboolean   *value,
                                 GError    **error)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    {
      set_invalid (error, path, key, node, "true or false");
      return FALSE;
    }
  *value = json_node_get_boolean (node);
  return TRUE;
}

gboolean
ebb_definition_json_get_choice (JsonObject        *object,
                                const char        *path,
                                const char        *key,
                                const char *const *words,
                                guint             *choice,
                                GError           **error)
{
  JsonNode        *node = json_object_get_member (object, key);
  g_autofree char *known = NULL;
  g_autofree char *expected = NULL;

  if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING)
    for (*choice = 0; words[*choice] != NULL; (*choice)++)
      if (g_str_equal (words[*choice], json_node_get_string (node)))
        return TRUE;
  known = g_strjoinv (", ", (char **) words);
  expected = g_strdup_printf ("one of %s", known);
  set_invalid (error, path, key, node, expected);
  return FALSE;
}

gboolean
ebb_definition_json_is_uuid (const char *text)
{
  return g_uuid_string_is_valid (text) && !g_regex_match_simple ("[A-F]", text, 0, 0);
}
