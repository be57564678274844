/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-database-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ebb-store.h"

/* SQLite's file format, section 1.3: what can be read without opening the database. */
#define HEADER_BYTES 100
#define HEADER_MAGIC "SQLite format 3"
#define HEADER_VERSION_AT 60
#define HEADER_APPLICATION_AT 68

static EbbStoreErrorCode
translate_code (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
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

/* Always %FALSE. */
gboolean
ebb_database_fail (EbbDatabase *self, int code, GError **error)
{
  g_set_error (error, EBB_STORE_ERROR, translate_code (code), "%s: %s", self->path,
               sqlite3_errmsg (self->handle));
  return FALSE;
}

static gboolean
refuse_newer (const char *path, guint is, guint known, GError **error)
{
  g_set_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_NEWER,
               "%s has version %u, expected at most %u: a newer Ebb wrote it", path, is, known);
  return FALSE;
}

static gboolean
refuse_foreign (const char *path, GError **error)
{
  g_set_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_CORRUPT,
               "%s is not a store of Ebb; move it away to begin a new one", path);
  return FALSE;
}

static guint32
read_big_endian (const guint8 *at)
{
  return (guint32) at[0] << 24 | (guint32) at[1] << 16 | (guint32) at[2] << 8 | at[3];
}

/* SQLite may write beside a file that it merely looks at, so the first look is our own. */
static gboolean
check_header (const char *path, int descriptor, guint version, GError **error)
{
  guint8  header[HEADER_BYTES];
  ssize_t count = pread (descriptor, header, sizeof header, 0);

  if (count == 0)
    return TRUE;
  if (count < HEADER_BYTES || memcmp (header, HEADER_MAGIC, sizeof HEADER_MAGIC) != 0)
    return refuse_foreign (path, error);
  /* Both are 0 in a file whose first transaction is still in the write-ahead log. */
  if (read_big_endian (header + HEADER_VERSION_AT) == 0
      && read_big_endian (header + HEADER_APPLICATION_AT) == 0)
    return TRUE;
  if (read_big_endian (header + HEADER_APPLICATION_AT) != EBB_DATABASE_APPLICATION_ID)
    return refuse_foreign (path, error);
  if (read_big_endian (header + HEADER_VERSION_AT) > version)
    return refuse_newer (path, read_big_endian (header + HEADER_VERSION_AT), version, error);
  return TRUE;
}

static gboolean
fail_system (const char *path, const char *what, int system_errno, GError **error)
{
  g_set_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_FAILED, "%s cannot be %s: %s", path, what,
               g_strerror (system_errno));
  return FALSE;
}

/* The folder's own entry must be on the disk before a session relies on the file. */
static void
sync_directory (const char *directory)
{
  int descriptor = open (directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (descriptor < 0)
    return;
  fsync (descriptor);
  close (descriptor);
}

/* A folder that somebody made for us with more rights; one of another account is not ours to change. */
static void
close_folder (const char *directory)
{
  struct stat about;

  if (stat (directory, &about) == 0 && about.st_uid == geteuid ()
      && (about.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    g_chmod (directory, 0700);
}

/* Nobody else's eyes: the folder 0700, the file 0600 always. */
static gboolean
prepare_file (const char *path, guint version, GError **error)
{
  g_autofree char *directory = g_path_get_dirname (path);
  int              descriptor;
  gboolean         is_ours;

  if (g_mkdir_with_parents (directory, 0700) != 0)
    return fail_system (directory, "made", errno, error);
  descriptor = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0)
    return fail_system (path, "opened", errno, error);
  is_ours = check_header (path, descriptor, version, error);
  if (is_ours)
    {
      close_folder (directory);
      fchmod (descriptor, 0600);
      sync_directory (directory);
    }
  close (descriptor);
  return is_ours;
}

/* What the header could not tell, because it is in the write-ahead log. */
static gboolean
check_contents (EbbDatabase *self, guint version, GError **error)
{
  gint64 application = ebb_database_get_pragma (self, "PRAGMA application_id");
  gint64 is = ebb_database_get_pragma (self, "PRAGMA user_version");
  gint64 n_tables = ebb_database_get_pragma (self, "SELECT count(*) FROM sqlite_schema");

  if (application < 0 || is < 0 || n_tables < 0)
    return ebb_database_fail (self, sqlite3_errcode (self->handle), error);
  if (n_tables > 0 && application != EBB_DATABASE_APPLICATION_ID)
    return refuse_foreign (self->path, error);
  if (is > version)
    return refuse_newer (self->path, (guint) is, version, error);
  return TRUE;
}

EbbDatabase *
ebb_database_open (const char *path, guint version, GError **error)
{
  g_autoptr (EbbDatabase) self = NULL;
  int code;

  if (!prepare_file (path, version, error))
    return NULL;
  self = g_new0 (EbbDatabase, 1);
  self->path = g_strdup (path);
  code = sqlite3_open_v2 (path, &self->handle, SQLITE_OPEN_READWRITE, NULL);
  if (code != SQLITE_OK)
    {
      ebb_database_fail (self, code, error);
      return NULL;
    }
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, EBB_DATABASE_BUSY_MS);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  /* Until it is known to be ours, closing it must not move the log into the file. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  if (!check_contents (self, version, error)
      || !ebb_database_execute (self,
                                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
                                "PRAGMA secure_delete = ON;",
                                error))
    return NULL;
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  return g_steal_pointer (&self);
}

void
ebb_database_free (EbbDatabase *self)
{
  sqlite3_close_v2 (self->handle);
  g_free (self->path);
  g_free (self);
}

void
ebb_statement_free (EbbStatement *self)
{
  sqlite3_finalize (self);
}

static int
bind_text (EbbStatement *statement, int at, const char *text)
{
  return text != NULL ? sqlite3_bind_text (statement, at, text, -1, SQLITE_TRANSIENT)
                      : sqlite3_bind_null (statement, at);
}

static int
bind_bytes (EbbStatement *statement, int at, GBytes *bytes)
{
  gsize         size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  return sqlite3_bind_blob64 (statement, at, data, size, SQLITE_TRANSIENT);
}

EbbStatement *
ebb_database_prepare (EbbDatabase *self, GError **error, const char *sql, const char *format, ...)
{
  g_autoptr (EbbStatement) statement = NULL;
  int     code = sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL);
  va_list arguments;

  va_start (arguments, format);
  for (int i = 0; format[i] != '\0' && code == SQLITE_OK; i++)
    {
      if (format[i] == 's')
        code = bind_text (statement, i + 1, va_arg (arguments, const char *));
      else if (format[i] == 'b')
        code = bind_bytes (statement, i + 1, va_arg (arguments, GBytes *));
      else
        code = sqlite3_bind_int64 (statement, i + 1, va_arg (arguments, gint64));
    }
  va_end (arguments);
  if (code == SQLITE_OK)
    return g_steal_pointer (&statement);
  ebb_database_fail (self, code, error);
  return NULL;
}

gboolean
ebb_database_step (EbbDatabase *self, EbbStatement *statement, gboolean *has_row, GError **error)
{
  int code = sqlite3_step (statement);

  *has_row = code == SQLITE_ROW;
  return code == SQLITE_ROW || code == SQLITE_DONE ? TRUE : ebb_database_fail (self, code, error);
}

gboolean
ebb_database_run (EbbDatabase *self, EbbStatement *statement, GError **error)
{
  g_autoptr (EbbStatement) owned = statement;
  gboolean has_row = FALSE;

  return owned != NULL && ebb_database_step (self, owned, &has_row, error);
}

gboolean
ebb_database_execute (EbbDatabase *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  return code == SQLITE_OK ? TRUE : ebb_database_fail (self, code, error);
}

/* One number; -1 if it cannot be read. */
gint64
ebb_database_get_pragma (EbbDatabase *self, const char *sql)
{
  g_autoptr (EbbStatement) statement = ebb_database_prepare (self, NULL, sql, "");
  gboolean has_row = FALSE;

  if (statement == NULL || !ebb_database_step (self, statement, &has_row, NULL) || !has_row)
    return -1;
  return sqlite3_column_int64 (statement, 0);
}

gboolean
ebb_transaction_begin (EbbTransaction *self, EbbDatabase *database, GError **error)
{
  self->database = database;
  self->is_open = ebb_database_execute (database, "BEGIN IMMEDIATE", error);
  return self->is_open;
}

gboolean
ebb_transaction_commit (EbbTransaction *self, GError **error)
{
  if (!ebb_database_execute (self->database, "COMMIT", error))
    return FALSE;
  self->is_open = FALSE;
  return TRUE;
}

void
ebb_transaction_clear (EbbTransaction *self)
{
  /* SQLite has rolled back by itself after some errors; then this one is of no interest. */
  if (self->is_open)
    ebb_database_execute (self->database, "ROLLBACK", NULL);
  self->is_open = FALSE;
}
