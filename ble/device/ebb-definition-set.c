/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-definition.h"

#include "ebb-matcher-private.h"

#define FILE_MAX_BYTES 65536

/**
 * EbbDefinitionSet:
 *
 * Every kind of boots Ebb knows. Never changes once read.
 */
struct _EbbDefinitionSet
{
  GObject parent_instance;

  GPtrArray *definitions; /* (owned) (element-type EbbDefinition), ordered by file name */
};

G_DEFINE_FINAL_TYPE (EbbDefinitionSet, ebb_definition_set, G_TYPE_OBJECT)

static gboolean
share_matcher (EbbDefinition *one, EbbDefinition *other)
{
  GPtrArray *ones = ebb_definition_get_matchers (one);
  GPtrArray *others = ebb_definition_get_matchers (other);

  for (guint i = 0; i < ones->len; i++)
    if (g_ptr_array_find_with_equal_func (others, g_ptr_array_index (ones, i),
                                          (GEqualFunc) ebb_matcher_equal, NULL))
      return TRUE;
  return FALSE;
}

/* Two definitions that claim the same boots would make the order of files decide. */
static gboolean
check_unique (EbbDefinitionSet *self, EbbDefinition *definition, GError **error)
{
  for (guint i = 0; i < self->definitions->len; i++)
    {
      EbbDefinition *other = g_ptr_array_index (self->definitions, i);

      if (!share_matcher (other, definition))
        continue;
      g_set_error (error, EBB_DEFINITION_ERROR, EBB_DEFINITION_ERROR_INVALID,
                   "match: as in definition %s, expected one that is unique",
                   ebb_definition_get_id (other));
      return FALSE;
    }
  return TRUE;
}

/* So no two have one id. */
static gboolean
check_file_name (EbbDefinition *definition, const char *file_name, GError **error)
{
  g_autofree char *expected = g_strconcat (ebb_definition_get_id (definition), ".json", NULL);

  if (g_str_equal (expected, file_name))
    return TRUE;
  g_set_error (error, EBB_DEFINITION_ERROR, EBB_DEFINITION_ERROR_INVALID,
               "id: %s given, expected the file's name without .json",
               ebb_definition_get_id (definition));
  return FALSE;
}

static gboolean
read_file (EbbDefinitionSet *self, const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) json = NULL;
  g_autoptr (EbbDefinition) definition = NULL;
  gsize size;

  if (!g_file_get_contents (path, &text, &size, error))
    return FALSE;
  if (size > FILE_MAX_BYTES)
    {
      g_set_error (error, EBB_DEFINITION_ERROR, EBB_DEFINITION_ERROR_INVALID,
                   "%s: %" G_GSIZE_FORMAT " bytes, expected at most %d", path, size,
                   FILE_MAX_BYTES);
      return FALSE;
    }
  json = g_bytes_new_take (g_steal_pointer (&text), size);
  definition = ebb_definition_new_from_json (json, error);
  if (definition == NULL || !check_file_name (definition, name, error)
      || !check_unique (self, definition, error))
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  g_ptr_array_add (self->definitions, g_steal_pointer (&definition));
  return TRUE;
}

static int
compare_names (gconstpointer one, gconstpointer other)
{
  return strcmp (*(const char *const *) one, *(const char *const *) other);
}

static GPtrArray *
list_files (const char *folder, GError **error)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (directory == NULL)
    return NULL;
  while ((name = g_dir_read_name (directory)) != NULL)
    if (g_str_has_suffix (name, ".json") && !g_str_has_suffix (name, ".example.json"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

static void
ebb_definition_set_finalize (GObject *object)
{
  g_clear_pointer (&EBB_DEFINITION_SET (object)->definitions, g_ptr_array_unref);
  G_OBJECT_CLASS (ebb_definition_set_parent_class)->finalize (object);
}

static void
ebb_definition_set_class_init (EbbDefinitionSetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ebb_definition_set_finalize;
}

static void
ebb_definition_set_init (EbbDefinitionSet *self)
{
  self->definitions = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * ebb_definition_set_new_from_directory:
 * @path: a folder; its *.json files are read, *.example.json are not
 *
 * Fails when any file cannot be read or is no definition, when one is not named after its id, or
 * when two have one matcher; the message begins with the file's path.
 *
 * Returns: (transfer full) (nullable): the set
 */
EbbDefinitionSet *
ebb_definition_set_new_from_directory (const char *path, GError **error)
{
  g_autoptr (EbbDefinitionSet) self = g_object_new (EBB_TYPE_DEFINITION_SET, NULL);
  g_autoptr (GPtrArray) names = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  names = list_files (path, error);
  if (names == NULL)
    return NULL;
  for (guint i = 0; i < names->len; i++)
    if (!read_file (self, path, g_ptr_array_index (names, i), error))
      return NULL;
  return g_steal_pointer (&self);
}

/**
 * ebb_definition_set_match:
 *
 * Returns: (nullable): the first definition, by file name, that claims @advertisement
 */
EbbDefinition *
ebb_definition_set_match (EbbDefinitionSet *self, const EbbAdvertisement *advertisement)
{
  g_return_val_if_fail (EBB_IS_DEFINITION_SET (self), NULL);
  for (guint i = 0; i < self->definitions->len; i++)
    if (ebb_definition_matches (g_ptr_array_index (self->definitions, i), advertisement))
      return g_ptr_array_index (self->definitions, i);
  return NULL;
}

/**
 * ebb_definition_set_find:
 *
 * Returns: (nullable): the definition whose id is @id
 */
EbbDefinition *
ebb_definition_set_find (EbbDefinitionSet *self, const char *id)
{
  g_return_val_if_fail (EBB_IS_DEFINITION_SET (self), NULL);
  for (guint i = 0; i < self->definitions->len; i++)
    if (g_strcmp0 (ebb_definition_get_id (g_ptr_array_index (self->definitions, i)), id) == 0)
      return g_ptr_array_index (self->definitions, i);
  return NULL;
}

/**
 * ebb_definition_set_dup_service_uuids:
 *
 * Returns: (transfer full): the services that a scan may filter for, each once; empty when some
 *   boots are recognised without one, because a filter would hide them
 */
char **
ebb_definition_set_dup_service_uuids (EbbDefinitionSet *self)
{
  g_autoptr (GPtrArray) uuids = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (EBB_IS_DEFINITION_SET (self), NULL);
  for (guint i = 0; i < self->definitions->len; i++)
    {
      GPtrArray *matchers = ebb_definition_get_matchers (g_ptr_array_index (self->definitions, i));

      for (guint j = 0; j < matchers->len; j++)
        {
          const EbbMatcher *matcher = g_ptr_array_index (matchers, j);

          if (matcher->service == NULL)
            return g_new0 (char *, 1);
          if (!g_ptr_array_find_with_equal_func (uuids, matcher->service, g_str_equal, NULL))
            g_ptr_array_add (uuids, g_strdup (matcher->service));
        }
    }
  g_ptr_array_add (uuids, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&uuids), FALSE);
}
