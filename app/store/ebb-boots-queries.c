/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-queries-private.h"

static EbbKnownBoots *
read_boots (EbbStatement *statement)
{
  EbbKnownBoots *boots = g_new0 (EbbKnownBoots, 1);

  boots->identity = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  boots->serial = g_strdup ((const char *) sqlite3_column_text (statement, 1));
  boots->name = g_strdup ((const char *) sqlite3_column_text (statement, 2));
  boots->definition_id = g_strdup ((const char *) sqlite3_column_text (statement, 3));
  boots->epoch = (guint32) sqlite3_column_int64 (statement, 4);
  return boots;
}

GPtrArray *
ebb_queries_load_boots (EbbDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ebb_known_boots_free);
  g_autoptr (EbbStatement) statement = ebb_database_prepare (
      database, error,
      "SELECT identity, serial, name, definition_id, epoch FROM boots ORDER BY name, identity", "");
  gboolean has_row = TRUE;

  while (statement != NULL && has_row)
    {
      if (!ebb_database_step (database, statement, &has_row, error))
        return NULL;
      if (has_row)
        g_ptr_array_add (list, read_boots (statement));
    }
  return statement != NULL ? g_steal_pointer (&list) : NULL;
}

gboolean
ebb_queries_save_boots (EbbDatabase *database, const EbbKnownBoots *boots, GError **error)
{
  /* An epoch that was used stays used, whatever another process still believes. */
  return ebb_database_run (
      database,
      ebb_database_prepare (
          database, error,
          "INSERT INTO boots (identity, serial, name, definition_id, epoch) VALUES (?, ?, ?, ?, ?)"
          " ON CONFLICT (identity) DO UPDATE SET serial = excluded.serial, name = excluded.name,"
          " definition_id = excluded.definition_id, epoch = max (epoch, excluded.epoch)",
          "ssssi", boots->identity, boots->serial, boots->name != NULL ? boots->name : "",
          boots->definition_id != NULL ? boots->definition_id : "", (gint64) boots->epoch),
      error);
}

gboolean
ebb_queries_forget_boots (EbbDatabase *database, const char *identity, GError **error)
{
  return ebb_database_run (
      database,
      ebb_database_prepare (database, error, "DELETE FROM boots WHERE identity = ?", "s", identity),
      error);
}

GHashTable *
ebb_queries_load_settings (EbbDatabase *database, GError **error)
{
  g_autoptr (GHashTable) settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (EbbStatement) statement =
      ebb_database_prepare (database, error, "SELECT key, value FROM setting", "");
  gboolean has_row = TRUE;

  while (statement != NULL && has_row)
    {
      if (!ebb_database_step (database, statement, &has_row, error))
        return NULL;
      if (has_row)
        g_hash_table_insert (settings, g_strdup ((const char *) sqlite3_column_text (statement, 0)),
                             g_strdup ((const char *) sqlite3_column_text (statement, 1)));
    }
  return statement != NULL ? g_steal_pointer (&settings) : NULL;
}

gboolean
ebb_queries_save_setting (EbbDatabase *database, const char *key, const char *value, GError **error)
{
  return ebb_database_run (
      database,
      ebb_database_prepare (database, error,
                            "INSERT INTO setting (key, value) VALUES (?, ?)"
                            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                            "ss", key, value),
      error);
}

gboolean
ebb_queries_offer_setting (EbbDatabase *database,
                           const char  *key,
                           const char  *value,
                           GError     **error)
{
  return ebb_database_run (
      database,
      ebb_database_prepare (database, error,
                            "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
                            "ss", key, value),
      error);
}
