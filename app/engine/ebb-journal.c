/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-journal.h"

G_DEFINE_INTERFACE (EbbJournal, ebb_journal, G_TYPE_OBJECT)

static void
ebb_journal_default_init (EbbJournalInterface *iface G_GNUC_UNUSED)
{
}

/**
 * ebb_journal_open_async:
 * @epoch: what START will carry
 *
 * Writes down that a session begins, or goes on with another epoch.
 */
void
ebb_journal_open_async (EbbJournal         *self,
                        EbbSessionRecord   *record,
                        guint32             epoch,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_return_if_fail (EBB_IS_JOURNAL (self));

  EBB_JOURNAL_GET_IFACE (self)->open_async (self, record, epoch, cancellable, callback, user_data);
}

/**
 * ebb_journal_open_finish:
 *
 * Returns: TRUE when record and epoch would survive a power cut
 */
gboolean
ebb_journal_open_finish (EbbJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (EBB_IS_JOURNAL (self), FALSE);

  return EBB_JOURNAL_GET_IFACE (self)->open_finish (self, result, error);
}

/**
 * ebb_journal_note_fault:
 * @fault: the first of its faults
 *
 * Writes down why a session that is open will end, whoever ends it.
 */
void
ebb_journal_note_fault (EbbJournal *self, const char *record_id, EbbFault fault)
{
  g_return_if_fail (EBB_IS_JOURNAL (self));

  EBB_JOURNAL_GET_IFACE (self)->note_fault (self, record_id, fault);
}

/**
 * ebb_journal_append:
 * @samples: (array length=count): copied
 *
 * Adds readings to a session that was opened.
 */
void
ebb_journal_append (EbbJournal *self, const char *record_id, const EbbSample *samples, gsize count)
{
  g_return_if_fail (EBB_IS_JOURNAL (self));

  EBB_JOURNAL_GET_IFACE (self)->append (self, record_id, samples, count);
}

/**
 * ebb_journal_close_async:
 *
 * Writes down how the session ended. With is_vented_confirmed FALSE its epoch stays open: a stop
 * is still owed to the boots.
 */
void
ebb_journal_close_async (EbbJournal         *self,
                         EbbSessionRecord   *record,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_return_if_fail (EBB_IS_JOURNAL (self));

  EBB_JOURNAL_GET_IFACE (self)->close_async (self, record, cancellable, callback, user_data);
}

/**
 * ebb_journal_close_finish:
 *
 * Returns: TRUE when it is on the disk
 */
gboolean
ebb_journal_close_finish (EbbJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (EBB_IS_JOURNAL (self), FALSE);

  return EBB_JOURNAL_GET_IFACE (self)->close_finish (self, result, error);
}
