/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-reminders-private.h"

#include "ebb-reminder.h"
#include "ebb-store-reminders.h"

/* What somebody says to an offer. */

static void
noted_cb (GObject *object, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  if (!ebb_store_note_reminder_finish (EBB_STORE (object), result, &error))
    g_warning ("what was said to a reminder is not kept: %s", error->message);
}

/* It counts at once; that it is kept counts for a program that is started later. */
static gboolean
note (EbbReminders       *self,
      const char         *plan_id,
      const EbbLocalTime *local,
      gint64              due_s,
      EbbRemindedState    state)
{
  EbbReminded *reminded;

  if (ebb_reminders_find_offer (self, plan_id, local) == NULL)
    return FALSE;
  reminded = ebb_reminded_new (plan_id, local, due_s, state);
  if (self->store != NULL)
    ebb_store_note_reminder_async (self->store, reminded, NULL, noted_cb, NULL);
  g_hash_table_insert (self->said, ebb_reminders_make_key (plan_id, local), reminded);
  ebb_reminders_judge (self);
  return TRUE;
}

/**
 * ebb_reminders_take:
 *
 * They look at it now: it is offered no longer. Whether something comes of it is told by what they begin.
 */
gboolean
ebb_reminders_take (EbbReminders *self, const char *plan_id, const EbbLocalTime *local)
{
  g_return_val_if_fail (EBB_IS_REMINDERS (self), FALSE);

  return note (self, plan_id, local, ebb_reminders_get_now_s (self), EBB_REMINDED_ANSWERED);
}

/**
 * ebb_reminders_postpone:
 *
 * They are reminded once more, %EBB_REMINDER_LATER_S from now.
 */
gboolean
ebb_reminders_postpone (EbbReminders *self, const char *plan_id, const EbbLocalTime *local)
{
  g_return_val_if_fail (EBB_IS_REMINDERS (self), FALSE);

  return note (self, plan_id, local, ebb_reminders_get_now_s (self) + EBB_REMINDER_LATER_S,
               EBB_REMINDED_LATER);
}

static void
skipped_cb (GObject *object, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = ebb_plans_save_finish (EBB_PLANS (object), result, &error);

  if (id == NULL)
    g_warning ("a slot that was skipped is not kept: %s", error->message);
}

/**
 * ebb_reminders_skip:
 *
 * The slot is left out of its plan: it is not one that was missed.
 */
gboolean
ebb_reminders_skip (EbbReminders *self, const char *plan_id, const EbbLocalTime *local)
{
  const EbbPlan *kept;
  g_autoptr (EbbPlan) plan = NULL;

  g_return_val_if_fail (EBB_IS_REMINDERS (self), FALSE);

  kept = ebb_plans_find (self->plans, plan_id);
  if (kept == NULL || ebb_reminders_find_offer (self, plan_id, local) == NULL)
    return FALSE;
  plan = ebb_plan_copy (kept);
  g_array_append_val (plan->skipped, *local);
  note (self, plan_id, local, ebb_reminders_get_now_s (self), EBB_REMINDED_ANSWERED);
  ebb_plans_save_async (self->plans, plan, NULL, skipped_cb, NULL);
  return TRUE;
}
