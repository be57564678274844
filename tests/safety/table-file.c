/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "table-file.h"

#include <json-glib/json-glib.h>

/* The rows back from their words. A word that is not known is an error, never left out. */

typedef const char *(*NameFunc) (guint bit);

static const char *
name_state (guint bit)
{
  return bit <= EBB_SESSION_FAULT ? ebb_session_state_to_string ((EbbSessionState) bit) : NULL;
}

static const char *
name_event (guint bit)
{
  return bit < EBB_N_EVENTS ? ebb_machine_event_to_string ((EbbMachineEventKind) bit) : NULL;
}

/* Returns: -1 with @error when nothing is called so */
static int
find_name (const char *word, NameFunc name, GError **error)
{
  for (guint bit = 0; name (bit) != NULL; bit++)
    if (g_strcmp0 (word, name (bit)) == 0)
      return (int) bit;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the table says \"%s\"", word);
  return -1;
}

static gboolean
read_bits (JsonObject *object, const char *member, NameFunc name, guint *bits, GError **error)
{
  JsonArray *words = json_object_get_array_member (object, member);

  for (guint i = 0; i < json_array_get_length (words); i++)
    {
      int bit = find_name (json_array_get_string_element (words, i), name, error);

      if (bit < 0)
        return FALSE;
      *bits |= 1u << bit;
    }
  return TRUE;
}

static gboolean
read_end (const char *word, EbbSessionEnd *end, GError **error)
{
  for (int i = 0; i <= EBB_END_BY_CRASH + 32; i++)
    if (g_strcmp0 (word, ebb_session_end_to_string ((EbbSessionEnd) i)) == 0)
      {
        *end = (EbbSessionEnd) i;
        return TRUE;
      }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the table ends by \"%s\"", word);
  return FALSE;
}

static gboolean
read_row (JsonObject *object, EbbMachineRow *row, GError **error)
{
  const char *to = json_object_get_string_member (object, "to");
  guint       when = 0, unless = 0;

  if (!read_bits (object, "from", name_state, &row->from, error)
      || !read_bits (object, "on", name_event, &row->on, error)
      || !read_bits (object, "when", ebb_machine_condition_to_string, &when, error)
      || !read_bits (object, "unless", ebb_machine_condition_to_string, &unless, error)
      || !read_bits (object, "effects", ebb_machine_effect_to_string, &row->effects, error)
      || !read_end (json_object_get_string_member (object, "end"), &row->end, error))
    return FALSE;
  row->when = (EbbMachineConditions) when;
  row->unless = (EbbMachineConditions) unless;
  row->to = g_str_equal (to, "same") ? EBB_MACHINE_STAY : find_name (to, name_state, error);
  return error == NULL || *error == NULL;
}

GArray *
table_read (const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GArray) table = g_array_new (FALSE, TRUE, sizeof (EbbMachineRow));

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autoptr (JsonParser) parser = json_parser_new ();
      EbbMachineRow row = { 0 };

      if (!json_parser_load_from_data (parser, lines[i], -1, error)
          || !read_row (json_node_get_object (json_parser_get_root (parser)), &row, error))
        return NULL;
      g_array_append_val (table, row);
    }
  return g_steal_pointer (&table);
}
