/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "test-journal.h"

static void
sync_now (TestJournal *self, GTask *task)
{
  if (self->is_broken)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "the disk is full");
      return;
    }
  self->is_open = TRUE;
  self->epoch = GPOINTER_TO_UINT (g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

static void
open_async (EbbJournal         *journal,
            EbbSessionRecord   *record,
            guint32             epoch,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  TestJournal *self = TEST_JOURNAL (journal);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, GUINT_TO_POINTER (epoch), NULL);
  g_set_object (&self->record, record);
  self->n_opened++;
  if (self->is_held)
    g_set_object (&self->waiting, task);
  else
    sync_now (self, task);
}

static gboolean
finish (EbbJournal *journal G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
append (EbbJournal *journal, const char *record_id, const EbbSample *samples, gsize count)
{
  TestJournal *self = TEST_JOURNAL (journal);

  g_assert_cmpstr (record_id, ==, self->record->id);
  self->n_samples += (guint) count;
  self->run_s = samples[count - 1].run_s;
}

static void
close_async (EbbJournal         *journal,
             EbbSessionRecord   *record,
             GCancellable       *cancellable,
             GAsyncReadyCallback callback,
             gpointer            user_data)
{
  TestJournal *self = TEST_JOURNAL (journal);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  /* One thing after the other, as a store does it. */
  test_journal_release (self);
  if (self->is_slow)
    {
      g_set_object (&self->closing, task);
      return;
    }
  if (self->is_stuck)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "the disk is full");
      return;
    }
  g_set_object (&self->closed, record);
  /* What nobody has seen vented stays open for the next start. */
  self->is_open = !record->is_vented_confirmed;
  self->n_closed++;
  g_task_return_boolean (task, TRUE);
}

static void
note_fault (EbbJournal *journal, const char *record_id, EbbFault fault)
{
  TestJournal *self = TEST_JOURNAL (journal);

  g_assert_cmpstr (record_id, ==, self->record->id);
  self->noted = fault;
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

G_DEFINE_FINAL_TYPE_WITH_CODE (TestJournal,
                               test_journal,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EBB_TYPE_JOURNAL, journal_iface_init))

static void
test_journal_dispose (GObject *object)
{
  TestJournal *self = TEST_JOURNAL (object);

  test_journal_release (self);
  test_journal_lose_closing (self);
  g_clear_object (&self->record);
  g_clear_object (&self->closed);
  G_OBJECT_CLASS (test_journal_parent_class)->dispose (object);
}

static void
test_journal_class_init (TestJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = test_journal_dispose;
}

static void
test_journal_init (TestJournal *self G_GNUC_UNUSED)
{
}

TestJournal *
test_journal_new (void)
{
  return g_object_new (TEST_TYPE_JOURNAL, NULL);
}

void
test_journal_release (TestJournal *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->waiting);

  if (task != NULL)
    sync_now (self, task);
}

void
test_journal_lose_closing (TestJournal *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->closing);

  self->is_slow = FALSE;
  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "the disk is full");
}
