/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-store-journal.h"

struct _EbbStoreJournal
{
  GObject parent_instance;

  EbbStore *store; /* owned */
};

static void journal_iface_init (EbbJournalInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EbbStoreJournal,
                               ebb_store_journal,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EBB_TYPE_JOURNAL, journal_iface_init))

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (ebb_store_open_session_finish (EBB_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
open_async (EbbJournal         *journal,
            EbbSessionRecord   *record,
            guint32             epoch,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  EbbStoreJournal *self = EBB_STORE_JOURNAL (journal);
  GTask           *task = g_task_new (self, cancellable, callback, user_data);

  ebb_store_open_session_async (self->store, record, epoch, cancellable, opened_cb, task);
}

static void
note_fault (EbbJournal *journal, const char *record_id, EbbFault fault)
{
  ebb_store_note_fault (EBB_STORE_JOURNAL (journal)->store, record_id, fault);
}

static void
append (EbbJournal *journal, const char *record_id, const EbbSample *samples, gsize count)
{
  ebb_store_append_samples (EBB_STORE_JOURNAL (journal)->store, record_id, samples, count);
}

static void
closed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (ebb_store_close_session_finish (EBB_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
close_async (EbbJournal         *journal,
             EbbSessionRecord   *record,
             GCancellable       *cancellable,
             GAsyncReadyCallback callback,
             gpointer            user_data)
{
  EbbStoreJournal *self = EBB_STORE_JOURNAL (journal);
  GTask           *task = g_task_new (self, cancellable, callback, user_data);

  ebb_store_close_session_async (self->store, record, cancellable, closed_cb, task);
}

static gboolean
finish (EbbJournal *journal G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
journal_iface_init (EbbJournalInterface *iface)
{
  iface->open_async = open_async;
  iface->open_finish = finish;
  iface->note_fault = note_fault;
  iface->append = append;
  iface->close_async = close_async;
  iface->close_finish = finish;
}

static void
ebb_store_journal_dispose (GObject *object)
{
  g_clear_object (&EBB_STORE_JOURNAL (object)->store);
  G_OBJECT_CLASS (ebb_store_journal_parent_class)->dispose (object);
}

static void
ebb_store_journal_class_init (EbbStoreJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_store_journal_dispose;
}

static void
ebb_store_journal_init (EbbStoreJournal *self G_GNUC_UNUSED)
{
}

/**
 * ebb_store_journal_new:
 *
 * Returns: (transfer full): a journal that writes into @store
 */
EbbStoreJournal *
ebb_store_journal_new (EbbStore *store)
{
  EbbStoreJournal *self = g_object_new (EBB_TYPE_STORE_JOURNAL, NULL);

  self->store = g_object_ref (store);
  return self;
}
