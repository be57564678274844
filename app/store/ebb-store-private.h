/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <sqlite3.h>

#include "ebb-store.h"

G_BEGIN_DECLS

/* Everything below runs on the writer thread but for ebb_store_open(). */

typedef struct
{
  char   *record_id;
  GArray *samples; /* of EbbSample, not written yet */
} EbbPending;

struct _EbbStore
{
  GObject parent_instance;

  /* owned by the writer thread once it runs */
  sqlite3    *database;
  GHashTable *pending; /* record id -> EbbPending */

  /* shared */
  GAsyncQueue *jobs;
  GThread     *thread;

  /* owned by the main thread */
  GHashTable *settings; /* key -> value, all of them */
  guint32     owner;
  char       *path;
};

/* Runs on the writer thread; @task returns to the main context it was made on. */
typedef void (*EbbStoreJob) (EbbStore *self, gpointer data, GTask *task);
void ebb_store_push (EbbStore      *self,
                     EbbStoreJob    run,
                     gpointer       data,
                     GDestroyNotify free_data,
                     GTask         *task);

/* ebb-store-sql.c: a prepared statement that is finalized at the end of its block. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

sqlite3_stmt *ebb_sql_prepare (sqlite3 *database, const char *sql, GError **error);
gboolean      ebb_sql_run (sqlite3 *database, const char *sql, GError **error);
/* TRUE when the statement has run to its end. */
gboolean ebb_sql_finish (sqlite3_stmt *statement, GError **error);
void     ebb_sql_set_error (GError **error, sqlite3 *database, const char *doing);
/* Binds a string that lives as long as the statement, NULL as NULL. */
void  ebb_sql_bind_text (sqlite3_stmt *statement, int index, const char *text);
char *ebb_sql_dup_text (sqlite3_stmt *statement, int column);

/* ebb-store-schema.c */
gboolean ebb_schema_prepare (sqlite3 *database, const char *path, GError **error);

/* ebb-store-sessions.c */
gboolean   ebb_sessions_open (EbbStore         *self,
                              EbbSessionRecord *record,
                              guint32           epoch,
                              GError          **error);
gboolean   ebb_sessions_close (EbbStore *self, EbbSessionRecord *record, GError **error);
GPtrArray *ebb_sessions_list_open (EbbStore *self, GError **error);
GPtrArray *ebb_sessions_list (EbbStore *self, guint limit, GError **error);

/* ebb-store-samples.c */
void     ebb_pending_free (EbbPending *pending);
gboolean ebb_samples_add (EbbStore        *self,
                          const char      *record_id,
                          const EbbSample *samples,
                          gsize            count,
                          GError         **error);
/* Writes what waits for @record_id. */
gboolean ebb_samples_flush (EbbStore *self, const char *record_id, GError **error);
GArray  *ebb_samples_read (EbbStore *self, const char *record_id, GError **error);

/* ebb-store-boots.c */
GPtrArray *ebb_boots_table_load (EbbStore *self, GError **error);
gboolean   ebb_boots_table_save (EbbStore *self, const EbbKnownBoots *boots, GError **error);
gboolean   ebb_boots_table_forget (EbbStore *self, const char *identity, GError **error);
gboolean   ebb_settings_load (EbbStore *self, GError **error);
gboolean   ebb_settings_save (EbbStore *self, const char *key, const char *value, GError **error);

G_END_DECLS
