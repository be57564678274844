/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-store-private.h"

G_DEFINE_QUARK (ebb - store - error - quark, ebb_store_error)

static EbbStoreErrorCode
translate (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return EBB_STORE_ERROR_CORRUPT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return EBB_STORE_ERROR_LOCKED;
    case SQLITE_FULL:
      return EBB_STORE_ERROR_FULL;
    default:
      return EBB_STORE_ERROR_FAILED;
    }
}

void
ebb_sql_set_error (GError **error, sqlite3 *database, const char *doing)
{
  const char *path = sqlite3_db_filename (database, "main");

  g_set_error (error, EBB_STORE_ERROR, translate (sqlite3_extended_errcode (database)),
               "store %s: %s: %s", path != NULL ? path : "", doing, sqlite3_errmsg (database));
}

sqlite3_stmt *
ebb_sql_prepare (sqlite3 *database, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL) == SQLITE_OK)
    return statement;
  ebb_sql_set_error (error, database, sql);
  return NULL;
}

gboolean
ebb_sql_run (sqlite3 *database, const char *sql, GError **error)
{
  if (sqlite3_exec (database, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  ebb_sql_set_error (error, database, sql);
  return FALSE;
}

gboolean
ebb_sql_finish (sqlite3_stmt *statement, GError **error)
{
  if (sqlite3_step (statement) == SQLITE_DONE)
    return TRUE;
  ebb_sql_set_error (error, sqlite3_db_handle (statement), sqlite3_sql (statement));
  return FALSE;
}

void
ebb_sql_bind_text (sqlite3_stmt *statement, int index, const char *text)
{
  if (text != NULL)
    sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
  else
    sqlite3_bind_null (statement, index);
}

char *
ebb_sql_dup_text (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}
