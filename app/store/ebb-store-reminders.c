/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-store-reminders.h"

#include "ebb-reminder-queries-private.h"
#include "ebb-store-private.h"
#include "ebb-writer-private.h"

void
ebb_reminder_book_free (EbbReminderBook *self)
{
  g_clear_pointer (&self->reminded, g_ptr_array_unref);
  g_clear_pointer (&self->begun, g_ptr_array_unref);
  g_free (self);
}

static gpointer
read_reminders (EbbWriter *writer, EbbJob *job, GError **error)
{
  EbbDatabase *database = ebb_writer_get_database (writer);
  gint64       since_s = job->reminded->due_s;
  g_autoptr (EbbReminderBook) book = g_new0 (EbbReminderBook, 1);

  book->reminded = ebb_queries_list_reminded (database, since_s, error);
  if (book->reminded == NULL)
    return NULL;
  book->begun = ebb_queries_list_begun (database, since_s, error);
  return book->begun != NULL ? g_steal_pointer (&book) : NULL;
}

static gpointer
claim_reminder (EbbWriter *writer, EbbJob *job, GError **error)
{
  gboolean is_claimed = FALSE;

  if (!ebb_queries_claim_reminder (ebb_writer_get_database (writer), job->reminded, &is_claimed,
                                   error))
    return NULL;
  return GINT_TO_POINTER (is_claimed ? EBB_CLAIM_GOT : EBB_CLAIM_ANOTHERS);
}

static gpointer
note_reminder (EbbWriter *writer, EbbJob *job, GError **error)
{
  return ebb_queries_note_reminder (ebb_writer_get_database (writer), job->reminded, error)
             ? EBB_JOB_DONE
             : NULL;
}

/**
 * ebb_store_read_reminders_async:
 * @since_s: in seconds since 1970
 */
void
ebb_store_read_reminders_async (EbbStore           *self,
                                gint64              since_s,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  const EbbLocalTime nowhen = { 0 };
  EbbJob            *job;

  g_return_if_fail (EBB_IS_STORE (self));

  job = ebb_store_new_job (self, read_reminders, (GDestroyNotify) ebb_reminder_book_free,
                           ebb_store_read_reminders_async, cancellable, callback, user_data);
  job->reminded = ebb_reminded_new ("", &nowhen, since_s, EBB_REMINDED_GIVEN);
  ebb_writer_push (self->writer, job);
}

/**
 * ebb_store_read_reminders_finish:
 *
 * Returns: (transfer full): %NULL with an error
 */
EbbReminderBook *
ebb_store_read_reminders_finish (EbbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ebb_store_claim_reminder_async:
 * @reminded: is copied; its state is not looked at
 *
 * One that was put off can be claimed again, at the time it was put off to.
 */
void
ebb_store_claim_reminder_async (EbbStore           *self,
                                const EbbReminded  *reminded,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  EbbJob *job;

  g_return_if_fail (EBB_IS_STORE (self));

  job = ebb_store_new_job (self, claim_reminder, NULL, ebb_store_claim_reminder_async, cancellable,
                           callback, user_data);
  job->reminded = ebb_reminded_copy (reminded);
  ebb_writer_push (self->writer, job);
}

EbbClaim
ebb_store_claim_reminder_finish (EbbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), EBB_CLAIM_FAILED);

  return (EbbClaim) GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}

/**
 * ebb_store_note_reminder_async:
 * @reminded: is copied
 *
 * It takes the place of what is known of that slot.
 */
void
ebb_store_note_reminder_async (EbbStore           *self,
                               const EbbReminded  *reminded,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  EbbJob *job;

  g_return_if_fail (EBB_IS_STORE (self));

  job = ebb_store_new_job (self, note_reminder, NULL, ebb_store_note_reminder_async, cancellable,
                           callback, user_data);
  job->reminded = ebb_reminded_copy (reminded);
  ebb_writer_push (self->writer, job);
}

gboolean
ebb_store_note_reminder_finish (EbbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
