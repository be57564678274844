/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-json-private.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ebb-json-scan.h"

/* How much of a wrong value an error shows. */
#define SHOWN_CHARACTERS 60
#define VERSION_CHARACTERS 60

static char *
spell_key (const EbbJsonScope *scope, const char *key)
{
  return *scope->path == '\0' ? g_strdup (key) : g_strdup_printf ("%s.%s", scope->path, key);
}

static char *
spell_value (JsonNode *value)
{
  g_autofree char *text = json_to_string (value, FALSE);

  if (JSON_NODE_HOLDS_OBJECT (value))
    return g_strdup ("an object");
  if (JSON_NODE_HOLDS_ARRAY (value))
    return g_strdup_printf ("a list of %u", json_array_get_length (json_node_get_array (value)));
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_DOUBLE)
    return g_strdup_printf ("%.15g", json_node_get_double (value));
  if (g_utf8_strlen (text, -1) > SHOWN_CHARACTERS)
    {
      g_autofree char *start = g_utf8_substring (text, 0, SHOWN_CHARACTERS);

      return g_strconcat (start, "…", NULL);
    }
  return g_steal_pointer (&text);
}

gboolean
ebb_json_refuse (const EbbJsonScope *scope,
                 const char         *key,
                 JsonNode           *value,
                 GError            **error,
                 const char         *expected,
                 ...)
{
  g_autofree char *name = spell_key (scope, key);
  g_autofree char *is = value != NULL ? spell_value (value) : g_strdup ("missing");
  g_autofree char *wanted = NULL;
  va_list          arguments;

  va_start (arguments, expected);
  wanted = g_strdup_vprintf (expected, arguments);
  va_end (arguments);
  g_set_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_INVALID, "%s is %s, expected %s", name, is,
               wanted);
  return FALSE;
}

JsonNode *
ebb_json_parse (const char *json, gssize size, gsize max_bytes, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) parse_error = NULL;
  g_autofree char *problem = NULL;
  gsize            length = size < 0 ? strlen (json) : (gsize) size;

  if (length > max_bytes)
    {
      g_set_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_PARSE,
                   "the text has %" G_GSIZE_FORMAT " bytes, expected at most %" G_GSIZE_FORMAT,
                   length, max_bytes);
      return NULL;
    }
  if (!ebb_json_scan (json, length, &problem))
    {
      g_set_error_literal (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_PARSE, problem);
      return NULL;
    }
  if (!json_parser_load_from_data (parser, json, (gssize) length, &parse_error))
    {
      g_set_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_PARSE, "line %u: %s",
                   json_parser_get_current_line (parser), parse_error->message);
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      g_set_error_literal (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_PARSE,
                           "line 1: expected an object in \"{\" and \"}\"");
      return NULL;
    }
  return json_parser_steal_root (parser);
}

/* Neither a pipe that nobody writes to nor a device that never ends is waited for. */
static int
open_regular_file (const char *path, GError **error)
{
  int         descriptor = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  int         saved_errno = errno;
  struct stat about;

  if (descriptor < 0)
    {
      g_set_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_READ, "%s cannot be opened: %s", path,
                   g_strerror (saved_errno));
      return -1;
    }
  if (fstat (descriptor, &about) == 0 && S_ISREG (about.st_mode))
    return descriptor;
  close (descriptor);
  g_set_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_READ, "%s is not a regular file", path);
  return -1;
}

static char *
read_file (const char *path, gsize max_bytes, gsize *size, GError **error)
{
  g_autofree char *text = g_malloc (max_bytes + 2);
  int              descriptor = open_regular_file (path, error);
  ssize_t          count;

  if (descriptor < 0)
    return NULL;
  *size = 0;
  do
    {
      count = read (descriptor, text + *size, max_bytes + 1 - *size);
      if (count > 0)
        *size += (gsize) count;
    }
  while (count > 0 || (count < 0 && errno == EINTR));
  close (descriptor);
  if (count < 0)
    {
      g_set_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_READ, "%s cannot be read", path);
      return NULL;
    }
  if (*size > max_bytes)
    {
      g_set_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_PARSE,
                   "%s is too large, expected at most %" G_GSIZE_FORMAT " bytes", path, max_bytes);
      return NULL;
    }
  text[*size] = '\0';
  return g_steal_pointer (&text);
}

gboolean
ebb_json_load (const char  *path,
               gsize        max_bytes,
               EbbJsonParse parse,
               gpointer     result,
               GError     **error)
{
  gsize            size;
  g_autofree char *json = read_file (path, max_bytes, &size, error);

  if (json == NULL)
    return FALSE;
  if (parse (result, json, (gssize) size, error))
    return TRUE;
  g_prefix_error (error, "%s: ", path);
  return FALSE;
}

/* "hold" when "hold_s" is meant. */
static const char *
find_with_unit (const char *const *keys, const char *key)
{
  gsize length = strlen (key);

  for (gsize i = 0; length > 0 && keys[i] != NULL; i++)
    {
      if (strncmp (keys[i], key, length) == 0 && keys[i][length] == '_')
        return keys[i];
    }
  return NULL;
}

gboolean
ebb_json_allow_keys (const EbbJsonScope *scope, const char *const *keys, GError **error)
{
  g_autoptr (GList) members = json_object_get_members (scope->object);

  for (GList *each = members; each != NULL; each = each->next)
    {
      const char      *key = each->data;
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;
      g_autofree char *all = NULL;
      const char      *meant;

      if (g_strv_contains (keys, key))
        continue;
      name = spell_key (scope, key);
      value = spell_value (json_object_get_member (scope->object, key));
      meant = find_with_unit (keys, key);
      all = g_strjoinv (", ", (char **) keys);
      if (meant != NULL)
        g_set_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_INVALID,
                     "%s is %s without a unit, expected the key %s", name, value, meant);
      else
        g_set_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_INVALID,
                     "%s (%s) is not a key, expected one of: %s", name, value, all);
      return FALSE;
    }
  return TRUE;
}

gboolean
ebb_json_has (const EbbJsonScope *scope, const char *key)
{
  return json_object_has_member (scope->object, key);
}

gboolean
ebb_json_get_scope (const EbbJsonScope *scope, const char *key, EbbJsonScope *inner, GError **error)
{
  JsonNode *node = json_object_get_member (scope->object, key);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return ebb_json_refuse (scope, key, node, error, "an object");
  inner->object = json_node_get_object (node);
  inner->path = key;
  return TRUE;
}

static gboolean
is_number (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && (json_node_get_value_type (node) == G_TYPE_INT64
             || json_node_get_value_type (node) == G_TYPE_DOUBLE);
}

gboolean
ebb_json_get_number (const EbbJsonScope *scope,
                     const char         *key,
                     double              minimum,
                     double              maximum,
                     double             *value,
                     GError            **error)
{
  JsonNode *node = json_object_get_member (scope->object, key);
  double    number = is_number (node) ? json_node_get_double (node) : NAN;

  /* Said this way round, so that not-a-number is refused too. */
  if (!(number >= minimum && number <= maximum))
    return ebb_json_refuse (scope, key, node, error, "a number from %g to %g", minimum, maximum);
  *value = number;
  return TRUE;
}

gboolean
ebb_json_get_tenths (const EbbJsonScope *scope,
                     const char         *key,
                     int                 minimum,
                     int                 maximum,
                     int                *tenths,
                     GError            **error)
{
  double value;

  if (!ebb_json_get_number (scope, key, minimum, maximum, &value, error))
    return FALSE;
  if (fabs (value * 10.0 - round (value * 10.0)) > 1e-9)
    return ebb_json_refuse (scope, key, json_object_get_member (scope->object, key), error,
                            "a multiple of 0.1");
  *tenths = (int) lround (value * 10.0);
  return TRUE;
}

gboolean
ebb_json_get_whole (const EbbJsonScope *scope,
                    const char         *key,
                    int                 minimum,
                    int                 maximum,
                    int                *value,
                    GError            **error)
{
  JsonNode *node = json_object_get_member (scope->object, key);
  double    number = is_number (node) ? json_node_get_double (node) : NAN;

  if (!(number >= minimum && number <= maximum) || number != floor (number))
    return ebb_json_refuse (scope, key, node, error, "a whole number from %d to %d", minimum,
                            maximum);
  *value = (int) number;
  return TRUE;
}

gboolean
ebb_json_get_truth (const EbbJsonScope *scope, const char *key, gboolean *value, GError **error)
{
  JsonNode *node = json_object_get_member (scope->object, key);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return ebb_json_refuse (scope, key, node, error, "true or false");
  *value = json_node_get_boolean (node);
  return TRUE;
}

gboolean
ebb_json_get_text (const EbbJsonScope *scope,
                   const char         *key,
                   int                 maximum,
                   const char        **value,
                   GError            **error)
{
  JsonNode   *node = json_object_get_member (scope->object, key);
  const char *text = NULL;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
      && json_node_get_value_type (node) == G_TYPE_STRING)
    text = json_node_get_string (node);
  if (text == NULL || *text == '\0' || g_utf8_strlen (text, -1) > maximum)
    return ebb_json_refuse (scope, key, node, error, "a text of 1 to %d characters", maximum);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (!g_unichar_isprint (g_utf8_get_char (at)))
        return ebb_json_refuse (scope, key, node, error, "a text without control characters");
    }
  *value = text;
  return TRUE;
}

gboolean
ebb_json_check_version (const EbbJsonScope *scope,
                        const char         *key,
                        const char         *version,
                        GError            **error)
{
  const char *is;

  if (!ebb_json_get_text (scope, key, VERSION_CHARACTERS, &is, error))
    return FALSE;
  if (strcmp (is, version) == 0)
    return TRUE;
  g_set_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_VERSION, "%s is \"%s\", expected \"%s\"",
               key, is, version);
  return FALSE;
}

gboolean
ebb_json_get_time (const EbbJsonScope *scope, const char *key, gint64 *wall_s, GError **error)
{
  JsonNode   *node = json_object_get_member (scope->object, key);
  const char *text = NULL;
  g_autoptr (GDateTime) time = NULL;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
      && json_node_get_value_type (node) == G_TYPE_STRING)
    text = json_node_get_string (node);
  if (text != NULL)
    time = g_date_time_new_from_iso8601 (text, NULL);
  if (time == NULL || g_date_time_to_unix (time) <= 0)
    return ebb_json_refuse (scope, key, node, error,
                            "a time with its zone, as in 2026-11-22T21:42:00Z");
  *wall_s = g_date_time_to_unix (time);
  return TRUE;
}

gboolean
ebb_json_get_list (const EbbJsonScope *scope,
                   const char         *key,
                   guint               minimum,
                   guint               maximum,
                   JsonArray         **list,
                   GError            **error)
{
  JsonNode *node = json_object_get_member (scope->object, key);
  guint     length;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return ebb_json_refuse (scope, key, node, error, "a list");
  *list = json_node_get_array (node);
  length = json_array_get_length (*list);
  if (length < minimum || length > maximum)
    return ebb_json_refuse (scope, key, node, error, "a list of %u to %u", minimum, maximum);
  return TRUE;
}
