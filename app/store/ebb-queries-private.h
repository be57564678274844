/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-database-private.h"
#include "ebb-session-record.h"
#include "ebb-store.h"

G_BEGIN_DECLS

/* What the store asks of its file, in SQL; each runs on the thread that has the database. Those
 * that write are whole or not at all. */

/* @process: who holds the session open, see ebb-process-stamp. */
gboolean ebb_queries_open_session (EbbDatabase      *database,
                                   EbbSessionRecord *record,
                                   guint32           epoch,
                                   const char       *process,
                                   GError          **error);
/* One chunk: at most ten seconds of one session that is in the store. */
gboolean ebb_queries_add_chunk (EbbDatabase     *database,
                                const char      *record_id,
                                const EbbSample *samples,
                                gsize            count,
                                GError         **error);
/* One that is not there is an error. */
gboolean ebb_queries_note_symptom (EbbDatabase *database, const char *record_id, GError **error);
gboolean ebb_queries_close_session (EbbDatabase      *database,
                                    EbbSessionRecord *record,
                                    GError          **error);

/* Within the transaction of the two above. */
gboolean ebb_queries_add_driven (EbbDatabase      *database,
                                 EbbSessionRecord *record,
                                 guint32           epoch,
                                 GError          **error);
gboolean ebb_queries_strike_vented (EbbDatabase      *database,
                                    EbbSessionRecord *record,
                                    GError          **error);
gboolean ebb_queries_settle_driven (EbbDatabase      *database,
                                    EbbSessionRecord *record,
                                    GError          **error);
gboolean ebb_queries_read_driven (EbbDatabase      *database,
                                  EbbSessionRecord *record,
                                  guint32           epoch,
                                  GError          **error);
gboolean ebb_queries_note_fault (EbbDatabase *database,
                                 const char  *record_id,
                                 EbbFault     fault,
                                 GError     **error);
gboolean ebb_queries_note_vented (EbbDatabase *database,
                                  const char  *identity,
                                  guint32      epoch,
                                  GError     **error);

/* Is the process behind this stamp, or this record, still at work on it? */
typedef gboolean (*EbbIsHeld) (const char *record_id, const char *process, gpointer user_data);

GPtrArray *ebb_queries_list_open (EbbDatabase *database,
                                  EbbIsHeld    is_held,
                                  gpointer     user_data,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* @person_id: (nullable): of everybody */
GPtrArray *ebb_queries_list_sessions (EbbDatabase *database,
                                      const char  *person_id,
                                      guint        limit,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GArray    *ebb_queries_read_samples (EbbDatabase *database,
                                     const char  *record_id,
                                     GError     **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *ebb_queries_load_boots (EbbDatabase *database, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ebb_queries_save_boots (EbbDatabase *database, const EbbKnownBoots *boots, GError **error);
gboolean ebb_queries_forget_boots (EbbDatabase *database, const char *identity, GError **error);

/* (element-type utf8 EbbSides) */
GHashTable *ebb_queries_load_sides (EbbDatabase *database,
                                    GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    ebb_queries_save_sides (EbbDatabase *database,
                                    const char  *serial,
                                    EbbSides     sides,
                                    GError     **error);

/* (element-type utf8 utf8) */
GHashTable *ebb_queries_load_settings (EbbDatabase *database,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    ebb_queries_save_setting (EbbDatabase *database,
                                      const char  *key,
                                      const char  *value,
                                      GError     **error);
/* @value is kept if there is none under @key yet. */
gboolean ebb_queries_offer_setting (EbbDatabase *database,
                                    const char  *key,
                                    const char  *value,
                                    GError     **error);

G_END_DECLS
