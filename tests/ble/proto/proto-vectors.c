/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "proto-vectors.h"

#include <string.h>

static void
free_vector (gpointer data)
{
  ProtoVector *vector = data;

  g_free (vector->name);
  g_bytes_unref (vector->bytes);
  g_clear_pointer (&vector->decoded, json_node_unref);
  g_free (vector);
}

static GBytes *
read_hex (const char *hex, const char *name)
{
  gsize              size = strlen (hex) / 2;
  g_autofree guint8 *bytes = g_malloc (MAX (size, 1));

  if (strlen (hex) % 2 != 0 || hex[strspn (hex, "0123456789abcdef")] != '\0')
    g_error ("vector %s: \"%s\" is not lower-case hexadecimal", name, hex);
  for (gsize i = 0; i < size; i++)
    bytes[i] =
        (guint8) (g_ascii_xdigit_value (hex[2 * i]) << 4 | g_ascii_xdigit_value (hex[2 * i + 1]));
  return g_bytes_new (bytes, size);
}

/* The whole and its pieces are typed apart, and must agree. */
static void
check_pieces (JsonObject *entry, const char *name)
{
  JsonArray *pieces = json_object_get_array_member (entry, "bytes");
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (pieces); i++)
    {
      JsonObject *piece = json_array_get_object_element (pieces, i);

      g_string_append (joined, json_object_get_string_member (piece, "bytes"));
      if (*json_object_get_string_member (piece, "field") == '\0'
          || *json_object_get_string_member (piece, "value") == '\0')
        g_error ("vector %s: piece %u has no field or no value", name, i);
    }
  if (strcmp (joined->str, json_object_get_string_member (entry, "hex")) != 0)
    g_error ("vector %s: its pieces are \"%s\"", name, joined->str);
}

static EbbDecodeResult
read_result (const char *word, const char *name)
{
  for (int i = EBB_DECODE_OK; i <= EBB_DECODE_RANGE; i++)
    if (strcmp (ebb_decode_result_to_string ((EbbDecodeResult) i), word) == 0)
      return (EbbDecodeResult) i;
  g_error ("vector %s: no result is called \"%s\"", name, word);
}

static ProtoVector *
read_vector (ProtoKind kind, JsonObject *entry)
{
  ProtoVector *vector = g_new0 (ProtoVector, 1);
  const char  *name = json_object_get_string_member (entry, "name");

  check_pieces (entry, name);
  vector->kind = kind;
  vector->name = g_strdup (name);
  vector->bytes = read_hex (json_object_get_string_member (entry, "hex"), name);
  vector->result = read_result (json_object_get_string_member (entry, "result"), name);
  vector->n_trailing = (gsize) json_object_get_int_member_with_default (entry, "trailing", 0);
  if (json_object_has_member (entry, "decoded"))
    vector->decoded = json_node_copy (json_object_get_member (entry, "decoded"));
  if ((vector->decoded != NULL) != (vector->result == EBB_DECODE_OK))
    g_error ("vector %s: \"decoded\" belongs to the result \"ok\" and to no other", name);
  return vector;
}

static void
read_file (GPtrArray *vectors, const char *folder, ProtoKind kind)
{
  const char      *message = proto_kind_to_string (kind);
  g_autofree char *path = g_strdup_printf ("%s/%s.json", folder, message);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  JsonObject *root;
  JsonArray  *entries;

  if (!json_parser_load_from_file (parser, path, &error))
    g_error ("%s", error->message);
  root = json_node_get_object (json_parser_get_root (parser));
  if (strcmp (json_object_get_string_member (root, "schema"), "ebb-protocol-vectors/1") != 0
      || strcmp (json_object_get_string_member (root, "message"), message) != 0)
    g_error ("%s: schema or message is not what its name promises", path);
  entries = json_object_get_array_member (root, "vectors");
  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      ProtoVector *vector = read_vector (kind, json_array_get_object_element (entries, i));

      if (!g_hash_table_add (seen, vector->name))
        g_error ("%s: two vectors are called \"%s\"", path, vector->name);
      g_ptr_array_add (vectors, vector);
    }
}

GPtrArray *
proto_vectors_read (const char *folder)
{
  GPtrArray *vectors = g_ptr_array_new_with_free_func (free_vector);

  for (int kind = 0; kind < N_PROTO_KINDS; kind++)
    read_file (vectors, folder, (ProtoKind) kind);
  return vectors;
}
