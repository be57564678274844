/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-queries-private.h"

GHashTable *
ebb_queries_load_sides (EbbDatabase *database, GError **error)
{
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (EbbStatement) statement =
      ebb_database_prepare (database, error, "SELECT serial, sides FROM leg_check", "");
  gboolean has_row = TRUE;

  while (statement != NULL && has_row)
    {
      EbbSides sides = EBB_SIDES_UNKNOWN;

      if (!ebb_database_step (database, statement, &has_row, error))
        return NULL;
      if (has_row
          && ebb_sides_from_string ((const char *) sqlite3_column_text (statement, 1), &sides))
        g_hash_table_insert (all, g_strdup ((const char *) sqlite3_column_text (statement, 0)),
                             GINT_TO_POINTER (sides));
    }
  return statement != NULL ? g_steal_pointer (&all) : NULL;
}

gboolean
ebb_queries_save_sides (EbbDatabase *database, const char *serial, EbbSides sides, GError **error)
{
  return ebb_database_run (
      database,
      ebb_database_prepare (database, error,
                            "INSERT INTO leg_check (serial, sides, checked_wall_us)"
                            " VALUES (?, ?, ?) ON CONFLICT (serial) DO UPDATE SET"
                            " sides = excluded.sides, checked_wall_us = excluded.checked_wall_us",
                            "ssi", serial, ebb_sides_to_string (sides), g_get_real_time ()),
      error);
}
