/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <json-glib/json-glib.h>

#include "ebb-definition.h"

/* device.example.json: its definitions are good ones, and every key of a good one is described. */

static const char *const examples[] = { "definition", "wired" };
static const char *const shipped[] = { "ebb-profile-1.json", "cincom-heat-and-compression.json" };

static const char *devices_path;

static JsonNode *
load (const char *name)
{
  g_autofree char *path = g_build_filename (devices_path, name, NULL);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_parser_steal_root (parser);
}

static void collect_keys (JsonNode *node, const char *path, GHashTable *keys);

static void
collect_member (JsonObject *object, const char *key, const char *path, GHashTable *keys)
{
  /* UUIDs and roles are names that the file gives, not keys. */
  const gboolean   is_given = g_str_has_prefix (path, "services");
  g_autofree char *place = NULL;

  if (is_given && !g_str_has_prefix (path, "services.*.*"))
    place = g_strconcat (path, ".*", NULL);
  else
    place = path[0] == '\0' ? g_strdup (key) : g_strconcat (path, ".", key, NULL);
  collect_keys (json_object_get_member (object, key), place, keys);
}

static void
collect_keys (JsonNode *node, const char *path, GHashTable *keys)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) members = json_object_get_members (object);

      for (const GList *at = members; at != NULL; at = at->next)
        collect_member (object, at->data, path, keys);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray       *array = json_node_get_array (node);
      g_autofree char *place = g_strconcat (path, "[]", NULL);

      for (guint i = 0; i < json_array_get_length (array); i++)
        collect_keys (json_array_get_element (array, i), place, keys);
    }
  /* What is not known has no value to describe. */
  else if (!JSON_NODE_HOLDS_NULL (node))
    g_hash_table_add (keys, g_strdup (path));
}

static void
collect_examples (JsonNode *root, GHashTable *keys)
{
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    collect_keys (json_object_get_member (json_node_get_object (root), examples[i]), "", keys);
}

static void
test_examples_are_good_definitions (void)
{
  g_autoptr (JsonNode) root = load ("device.example.json");

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      JsonObject      *top = json_node_get_object (root);
      g_autofree char *text = json_to_string (json_object_get_member (top, examples[i]), FALSE);
      g_autoptr (GBytes) json = g_bytes_new (text, strlen (text));
      g_autoptr (GError) error = NULL;
      g_autoptr (EbbDefinition) definition = ebb_definition_new_from_json (json, &error);

      g_assert_no_error (error);
      g_assert_nonnull (definition);
    }
}

static void
test_every_key_is_described (void)
{
  g_autoptr (JsonNode) example = load ("device.example.json");
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonObject    *top = json_node_get_object (example);
  JsonObject    *described = json_object_get_object_member (top, "keys");
  GHashTableIter iter;
  gpointer       key;

  collect_examples (example, used);
  for (guint i = 0; i < G_N_ELEMENTS (shipped); i++)
    {
      g_autoptr (JsonNode) node = load (shipped[i]);

      collect_keys (node, "", used);
    }
  g_assert_cmpuint (g_hash_table_size (used), >, 10);
  g_hash_table_iter_init (&iter, used);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!json_object_has_member (described, key))
      g_error ("%s is not described in device.example.json", (const char *) key);
}

static void
test_no_key_is_described_in_vain (void)
{
  g_autoptr (JsonNode) example = load ("device.example.json");
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonObject *top = json_node_get_object (example);
  g_autoptr (GList) described =
      json_object_get_members (json_object_get_object_member (top, "keys"));

  collect_examples (example, used);
  for (const GList *at = described; at != NULL; at = at->next)
    if (!g_hash_table_contains (used, at->data))
      g_error ("%s is described, and not in the example", (const char *) at->data);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  devices_path = argv[1];

  g_test_add_func ("/device-example/both-are-good-definitions", test_examples_are_good_definitions);
  g_test_add_func ("/device-example/every-key-is-described", test_every_key_is_described);
  g_test_add_func ("/device-example/no-key-described-in-vain", test_no_key_is_described_in_vain);
  return g_test_run ();
}
