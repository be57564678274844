/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-store-private.h"

/* "Ebb1" in ASCII: tells our file from any other SQLite file. */
#define APPLICATION_ID 0x45626231

/* Migration n brings a file from version n to n + 1, in one transaction. Never change one that was
 * released: add another. */
static const char *const migrations[] = {
  "CREATE TABLE setting ("
  "  key TEXT PRIMARY KEY,"
  "  value TEXT NOT NULL"
  ") STRICT;"
  "CREATE TABLE boots ("
  "  identity TEXT PRIMARY KEY,"
  "  serial TEXT,"
  "  name TEXT NOT NULL,"
  "  definition_id TEXT NOT NULL,"
  "  epoch INTEGER NOT NULL DEFAULT 0"
  ") STRICT;"
  "CREATE TABLE session ("
  "  id TEXT PRIMARY KEY,"
  "  started_wall_us INTEGER NOT NULL,"
  "  ended_wall_us INTEGER NOT NULL,"
  "  utc_offset_s INTEGER NOT NULL,"
  "  local_day INTEGER NOT NULL," /* days since 1970-01-01, by the clock on the wall */
  "  program_id TEXT NOT NULL,"
  "  program_name TEXT NOT NULL,"
  "  boots_identity TEXT NOT NULL,"
  "  boots_name TEXT NOT NULL,"
  "  boots_serial TEXT,"
  "  is_simulated INTEGER NOT NULL,"
  "  legs TEXT NOT NULL,"
  "  planned_s INTEGER NOT NULL,"
  "  run_s INTEGER NOT NULL,"
  "  peak_pa INTEGER,"
  "  end TEXT NOT NULL,"
  "  fault TEXT NOT NULL,"
  "  is_vented_confirmed INTEGER NOT NULL,"
  "  n_samples INTEGER NOT NULL"
  ") STRICT;"
  "CREATE INDEX session_by_start ON session (started_wall_us);"
  "CREATE TABLE open_session ("
  "  session_id TEXT PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,"
  "  epoch INTEGER NOT NULL"
  ") STRICT;"
  "CREATE TABLE sample_chunk ("
  "  session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,"
  "  first_ms INTEGER NOT NULL,"
  "  n_samples INTEGER NOT NULL,"
  "  checksum INTEGER NOT NULL," /* CRC-32 of data */
  "  data BLOB NOT NULL,"
  "  PRIMARY KEY (session_id, first_ms)"
  ") STRICT, WITHOUT ROWID;",
};

static gboolean
read_number (sqlite3 *database, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = ebb_sql_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;
  if (sqlite3_step (statement) != SQLITE_ROW)
    {
      ebb_sql_set_error (error, database, sql);
      return FALSE;
    }
  *value = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

/* Reads only: a file that is not ours, or a newer Ebb's, is not touched. */
static gboolean
check_file (sqlite3 *database, const char *path, gint64 *version, GError **error)
{
  gint64 application_id = 0;
  gint64 n_tables = 0;

  if (!read_number (database, "PRAGMA user_version", version, error)
      || !read_number (database, "PRAGMA application_id", &application_id, error)
      || !read_number (database, "SELECT count(*) FROM sqlite_schema", &n_tables, error))
    return FALSE;
  if (application_id != APPLICATION_ID && n_tables > 0)
    {
      g_set_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_CORRUPT,
                   "store %s has application id %" G_GINT64_FORMAT ", expected %d: not Ebb's file",
                   path, application_id, APPLICATION_ID);
      return FALSE;
    }
  if (*version > (gint64) G_N_ELEMENTS (migrations) || *version < 0)
    {
      g_set_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_NEWER,
                   "store %s has version %" G_GINT64_FORMAT ", expected at most %d: it was written "
                   "by a newer Ebb, and nothing in it was touched",
                   path, *version, (int) G_N_ELEMENTS (migrations));
      return FALSE;
    }
  return TRUE;
}

static gboolean
migrate (sqlite3 *database, gint64 version, GError **error)
{
  g_autofree char *sql = NULL;

  sql =
      g_strdup_printf ("BEGIN IMMEDIATE; %s PRAGMA application_id = %d; PRAGMA user_version = %d; "
                       "COMMIT",
                       migrations[version], APPLICATION_ID, (int) version + 1);
  if (ebb_sql_run (database, sql, error))
    return TRUE;
  sqlite3_exec (database, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

gboolean
ebb_schema_prepare (sqlite3 *database, const char *path, GError **error)
{
  gint64 version = 0;

  sqlite3_busy_timeout (database, 5000);
  if (!check_file (database, path, &version, error)
      || !ebb_sql_run (database,
                       "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
                       "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON",
                       error))
    return FALSE;
  for (; version < (gint64) G_N_ELEMENTS (migrations); version++)
    {
      if (!migrate (database, version, error))
        return FALSE;
    }
  return TRUE;
}
