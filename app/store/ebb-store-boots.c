/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-store-private.h"

/**
 * ebb_known_boots_copy:
 *
 * Returns: (transfer full): the same boots
 */
EbbKnownBoots *
ebb_known_boots_copy (const EbbKnownBoots *self)
{
  EbbKnownBoots *copy = g_new0 (EbbKnownBoots, 1);

  copy->identity = g_strdup (self->identity);
  copy->serial = g_strdup (self->serial);
  copy->name = g_strdup (self->name);
  copy->definition_id = g_strdup (self->definition_id);
  copy->epoch = self->epoch;
  return copy;
}

/**
 * ebb_known_boots_free:
 *
 * Frees boots and their strings.
 */
void
ebb_known_boots_free (EbbKnownBoots *self)
{
  g_free (self->identity);
  g_free (self->serial);
  g_free (self->name);
  g_free (self->definition_id);
  g_free (self);
}

GPtrArray *
ebb_boots_table_load (EbbStore *self, GError **error)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;

  statement = ebb_sql_prepare (self->database,
                               "SELECT identity, serial, name, definition_id, epoch FROM boots "
                               "ORDER BY rowid",
                               error);
  if (statement == NULL)
    return NULL;
  all = g_ptr_array_new_with_free_func ((GDestroyNotify) ebb_known_boots_free);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      EbbKnownBoots *boots = g_new0 (EbbKnownBoots, 1);

      boots->identity = ebb_sql_dup_text (statement, 0);
      boots->serial = ebb_sql_dup_text (statement, 1);
      boots->name = ebb_sql_dup_text (statement, 2);
      boots->definition_id = ebb_sql_dup_text (statement, 3);
      boots->epoch = (guint32) sqlite3_column_int64 (statement, 4);
      g_ptr_array_add (all, boots);
    }
  return g_steal_pointer (&all);
}

gboolean
ebb_boots_table_save (EbbStore *self, const EbbKnownBoots *boots, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  statement = ebb_sql_prepare (self->database,
                               "INSERT INTO boots VALUES (?1, ?2, ?3, ?4, ?5) "
                               "ON CONFLICT (identity) DO UPDATE SET serial = ?2, name = ?3, "
                               "definition_id = ?4, epoch = max(epoch, ?5)",
                               error);
  if (statement == NULL)
    return FALSE;
  ebb_sql_bind_text (statement, 1, boots->identity);
  ebb_sql_bind_text (statement, 2, boots->serial);
  ebb_sql_bind_text (statement, 3, boots->name);
  ebb_sql_bind_text (statement, 4, boots->definition_id);
  sqlite3_bind_int64 (statement, 5, boots->epoch);
  return ebb_sql_finish (statement, error);
}

gboolean
ebb_boots_table_forget (EbbStore *self, const char *identity, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  statement = ebb_sql_prepare (self->database, "DELETE FROM boots WHERE identity = ?1", error);
  if (statement == NULL)
    return FALSE;
  ebb_sql_bind_text (statement, 1, identity);
  return ebb_sql_finish (statement, error);
}

gboolean
ebb_settings_load (EbbStore *self, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  statement = ebb_sql_prepare (self->database, "SELECT key, value FROM setting", error);
  if (statement == NULL)
    return FALSE;
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_hash_table_insert (self->settings, ebb_sql_dup_text (statement, 0),
                         ebb_sql_dup_text (statement, 1));
  return TRUE;
}

gboolean
ebb_settings_save (EbbStore *self, const char *key, const char *value, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  statement =
      ebb_sql_prepare (self->database, "INSERT OR REPLACE INTO setting VALUES (?1, ?2)", error);
  if (statement == NULL)
    return FALSE;
  ebb_sql_bind_text (statement, 1, key);
  ebb_sql_bind_text (statement, 2, value);
  return ebb_sql_finish (statement, error);
}
