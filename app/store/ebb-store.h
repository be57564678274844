/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-session-record.h"
#include "ebb-sides.h"

G_BEGIN_DECLS

typedef enum
{
  EBB_STORE_ERROR_NEWER,   /* written by a newer Ebb; nothing was touched */
  EBB_STORE_ERROR_CORRUPT, /* not a database, or not ours */
  EBB_STORE_ERROR_LOCKED,
  EBB_STORE_ERROR_FULL,
  EBB_STORE_ERROR_FAILED,
} EbbStoreErrorCode;

#define EBB_STORE_ERROR (ebb_store_error_quark ())
GQuark ebb_store_error_quark (void);

/* Boots that a person has taken as theirs. */
typedef struct
{
  char   *identity;
  char   *serial; /* (nullable) */
  char   *name;
  char   *definition_id;
  guint32 epoch; /* highest epoch Ebb has used with them */
} EbbKnownBoots;

EbbKnownBoots *ebb_known_boots_copy (const EbbKnownBoots *self) G_GNUC_WARN_UNUSED_RESULT;
void           ebb_known_boots_free (EbbKnownBoots *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EbbKnownBoots, ebb_known_boots_free)

/* A session that was open when its process ended. */
typedef struct
{
  EbbSessionRecord *record; /* and in it which boots it drove, and what each of them is owed */
  guint32           epoch;
} EbbOpenSession;

void ebb_open_session_free (EbbOpenSession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EbbOpenSession, ebb_open_session_free)

/**
 * EbbStore:
 *
 * The one SQLite file. One writer thread does all the work; every call here returns at once. It
 * is an EbbJournal as far as its functions go: app/bin wraps it for the engine.
 */
#define EBB_TYPE_STORE (ebb_store_get_type ())
G_DECLARE_FINAL_TYPE (EbbStore, ebb_store, EBB, STORE, GObject)

/* Opens or makes @path (directories too, mode 0700, file 0600) and migrates it, before the main
 * loop runs: this one call blocks. */
EbbStore *ebb_store_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* This installation's owner token for boots, made on first use, never 0. */
guint32 ebb_store_get_owner (EbbStore *self);

/* As EbbJournal's, word for word. */
void     ebb_store_open_session_async (EbbStore           *self,
                                       EbbSessionRecord   *record,
                                       guint32             epoch,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
gboolean ebb_store_open_session_finish (EbbStore *self, GAsyncResult *result, GError **error);
void     ebb_store_note_fault (EbbStore *self, const char *record_id, EbbFault fault);
void     ebb_store_append_samples (EbbStore        *self,
                                   const char      *record_id,
                                   const EbbSample *samples,
                                   gsize            count);
void     ebb_store_close_session_async (EbbStore           *self,
                                        EbbSessionRecord   *record,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
gboolean ebb_store_close_session_finish (EbbStore *self, GAsyncResult *result, GError **error);

/* The boots of @identity closed @epoch and were seen vented after that. */
void ebb_store_note_vented (EbbStore *self, const char *identity, guint32 epoch);

/* (element-type EbbOpenSession) (transfer full): left open by a process that is gone */
void       ebb_store_list_open_async (EbbStore           *self,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
GPtrArray *ebb_store_list_open_finish (EbbStore     *self,
                                       GAsyncResult *result,
                                       GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type EbbSessionRecord) (transfer full): newest first, at most @limit (0: all), of one
 * person or (%NULL) of everybody */
void       ebb_store_list_sessions_async (EbbStore           *self,
                                          const char         *person_id,
                                          guint               limit,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
GPtrArray *ebb_store_list_sessions_finish (EbbStore     *self,
                                           GAsyncResult *result,
                                           GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type EbbSample) (transfer full): an array of EbbSample in order */
void    ebb_store_read_samples_async (EbbStore           *self,
                                      const char         *record_id,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
GArray *ebb_store_read_samples_finish (EbbStore     *self,
                                       GAsyncResult *result,
                                       GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* (element-type EbbKnownBoots) (transfer full); blocks like ebb_store_open(), before the loop. */
GPtrArray *ebb_store_load_boots (EbbStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Before boots are listed anew: other programs may have used them. Blocks as well. */
void ebb_store_look_at_boots (EbbStore *self);
void ebb_store_save_boots (EbbStore *self, const EbbKnownBoots *boots);
void ebb_store_forget_boots (EbbStore *self, const char *identity);

/* Which leg is which, for each serial number: kept when boots are forgotten. */
EbbSides ebb_store_get_sides (EbbStore *self, const char *serial);
void     ebb_store_save_sides (EbbStore *self, const char *serial, EbbSides sides);

/* (nullable) (transfer full): small settings by key, as "boots-guide-seen" */
char *ebb_store_dup_setting (EbbStore *self, const char *key) G_GNUC_WARN_UNUSED_RESULT;
void  ebb_store_save_setting (EbbStore *self, const char *key, const char *value);

/* Waits until all that was queued is written; at the very end of a program. */
void ebb_store_flush (EbbStore *self);

G_END_DECLS
