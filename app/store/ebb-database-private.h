/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

#define EBB_DATABASE_APPLICATION_ID 0x45626273 /* "Ebbs" */
#define EBB_DATABASE_BUSY_MS 2000

/**
 * EbbDatabase:
 *
 * One connection to one file, with errors in our own domain. Used by one thread at a time.
 */
typedef struct
{
  sqlite3 *handle;
  char    *path;
} EbbDatabase;

/* Opens or makes the file and looks whether it is ours, and not newer than @version; changes
 * nothing in a file that is refused. Does not migrate. */
EbbDatabase *ebb_database_open (const char *path,
                                guint       version,
                                GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void         ebb_database_free (EbbDatabase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EbbDatabase, ebb_database_free)

typedef sqlite3_stmt EbbStatement;
void                 ebb_statement_free (EbbStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EbbStatement, ebb_statement_free)

/* @format has a letter for each parameter: "s" a text or %NULL, "i" a gint64, "b" the bytes of a
 * GBytes. */
EbbStatement *ebb_database_prepare (EbbDatabase *self,
                                    GError     **error,
                                    const char  *sql,
                                    const char  *format,
                                    ...) G_GNUC_WARN_UNUSED_RESULT;
gboolean      ebb_database_step (EbbDatabase  *self,
                                 EbbStatement *statement,
                                 gboolean     *has_row,
                                 GError      **error);
/* A statement without rows; takes it. %NULL, from a prepare that failed: %FALSE. */
gboolean ebb_database_run (EbbDatabase *self, EbbStatement *statement, GError **error);
gboolean ebb_database_execute (EbbDatabase *self, const char *sql, GError **error);
gboolean ebb_database_keep_copy (EbbDatabase *database, guint version, GError **error);
/* What was deleted is in none of the files from here on. */
void     ebb_database_forget (EbbDatabase *database);
gint64   ebb_database_get_pragma (EbbDatabase *self, const char *sql);
gboolean ebb_database_fail (EbbDatabase *self, int code, GError **error);

/**
 * EbbTransaction:
 *
 * Rolls back when it goes out of scope without having been committed.
 */
typedef struct
{
  EbbDatabase *database;
  gboolean     is_open;
} EbbTransaction;

gboolean ebb_transaction_begin (EbbTransaction *self, EbbDatabase *database, GError **error);
gboolean ebb_transaction_commit (EbbTransaction *self, GError **error);
void     ebb_transaction_clear (EbbTransaction *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EbbTransaction, ebb_transaction_clear)

G_END_DECLS
