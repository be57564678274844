/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-session-record.h"

G_BEGIN_DECLS

/**
 * EbbJournal:
 *
 * Where a session writes what happens to it, so that it survives the process. The store
 * implements it; app/bin joins the two.
 */
#define EBB_TYPE_JOURNAL (ebb_journal_get_type ())
G_DECLARE_INTERFACE (EbbJournal, ebb_journal, EBB, JOURNAL, GObject)

struct _EbbJournalInterface
{
  GTypeInterface parent;

  void (*open_async) (EbbJournal         *self,
                      EbbSessionRecord   *record,
                      guint32             epoch,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data);
  gboolean (*open_finish) (EbbJournal *self, GAsyncResult *result, GError **error);
  void (*note_fault) (EbbJournal *self, const char *record_id, EbbFault fault);
  void (*append) (EbbJournal *self, const char *record_id, const EbbSample *samples, gsize count);
  void (*close_async) (EbbJournal         *self,
                       EbbSessionRecord   *record,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data);
  gboolean (*close_finish) (EbbJournal *self, GAsyncResult *result, GError **error);
};

/* Returns when the record and @epoch are on the disk: only then may START be written. Called
 * again with the same record and a higher epoch when a session continues after a break. */
void     ebb_journal_open_async (EbbJournal         *self,
                                 EbbSessionRecord   *record,
                                 guint32             epoch,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean ebb_journal_open_finish (EbbJournal *self, GAsyncResult *result, GError **error);
/* A session that is open has a fault: should nobody be there to look at the boots, that is how it
 * ended, and not by a crash. Queued as samples are. */
void ebb_journal_note_fault (EbbJournal *self, const char *record_id, EbbFault fault);
/* Queues samples; never blocks, never fails to the caller. */
void ebb_journal_append (EbbJournal      *self,
                         const char      *record_id,
                         const EbbSample *samples,
                         gsize            count);
/* The session is over: end, run time and peak of @record are kept, the journal entry is closed. Where
 * @record is confirmed and is not about all boots that are owed a Stop after this session, what it
 * says of its own is kept, and the session stays open for the others. */
void     ebb_journal_close_async (EbbJournal         *self,
                                  EbbSessionRecord   *record,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
gboolean ebb_journal_close_finish (EbbJournal *self, GAsyncResult *result, GError **error);

G_END_DECLS
