/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-reminded.h"
#include "ebb-store.h"

G_BEGIN_DECLS

/* What became of reminders. */

typedef struct
{
  GPtrArray *reminded; /* of EbbReminded */
  GPtrArray *begun;    /* of EbbBegun, everybody's, in order of time */
} EbbReminderBook;

void ebb_reminder_book_free (EbbReminderBook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EbbReminderBook, ebb_reminder_book_free)

/* @since_s: nothing that was due, or begun, before it. (transfer full) */
void             ebb_store_read_reminders_async (EbbStore           *self,
                                                 gint64              since_s,
                                                 GCancellable       *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer            user_data);
EbbReminderBook *ebb_store_read_reminders_finish (EbbStore     *self,
                                                  GAsyncResult *result,
                                                  GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* To be asked before somebody is reminded: of all programs of the account that would, one gets it. */
typedef enum
{
  EBB_CLAIM_FAILED,
  EBB_CLAIM_GOT,
  EBB_CLAIM_ANOTHERS, /* or the plan is gone */
} EbbClaim;

void     ebb_store_claim_reminder_async (EbbStore           *self,
                                         const EbbReminded  *reminded,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
EbbClaim ebb_store_claim_reminder_finish (EbbStore *self, GAsyncResult *result, GError **error);

/* As somebody said to it. */
void     ebb_store_note_reminder_async (EbbStore           *self,
                                        const EbbReminded  *reminded,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
gboolean ebb_store_note_reminder_finish (EbbStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
