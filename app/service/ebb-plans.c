/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-plans-private.h"

#include "ebb-reminder.h"
#include "ebb-schedule.h"
#include "ebb-store-plans.h"
#include "ebb-store-reminders.h"

G_DEFINE_FINAL_TYPE (EbbPlans, ebb_plans, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
ebb_plans_dispose (GObject *object)
{
  EbbPlans *self = EBB_PLANS (object);

  g_clear_object (&self->store);
  g_clear_object (&self->programs);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (ebb_plans_parent_class)->dispose (object);
}

static void
ebb_plans_finalize (GObject *object)
{
  EbbPlans *self = EBB_PLANS (object);

  g_ptr_array_unref (self->list);
  g_free (self->error);
  G_OBJECT_CLASS (ebb_plans_parent_class)->finalize (object);
}

static void
ebb_plans_class_init (EbbPlansClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_plans_dispose;
  object_class->finalize = ebb_plans_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EBB_TYPE_PLANS, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
ebb_plans_init (EbbPlans *self)
{
  self->list = g_ptr_array_new_with_free_func ((GDestroyNotify) ebb_plan_free);
}

/*< private >
 * ebb_plans_new:
 *
 * Returns: (transfer full): plans that are being read
 */
EbbPlans *
ebb_plans_new (EbbClock *clock, EbbStore *store, EbbPrograms *programs, const EbbLimits *limits)
{
  EbbPlans *self = g_object_new (EBB_TYPE_PLANS, NULL);

  self->clock = g_object_ref (clock);
  self->store = store != NULL ? g_object_ref (store) : NULL;
  self->programs = g_object_ref (programs);
  self->limits = *limits;
  if (store == NULL)
    self->error = g_strdup ("the history could not be opened");
  ebb_plans_look (self);
  return self;
}

/* ---- what there is ---- */

gboolean
ebb_plans_is_known (EbbPlans *self)
{
  return self->is_known;
}

guint
ebb_plans_get_n (EbbPlans *self)
{
  return self->list->len;
}

const EbbPlan *
ebb_plans_get_nth (EbbPlans *self, guint number)
{
  g_return_val_if_fail (number < self->list->len, NULL);

  return g_ptr_array_index (self->list, number);
}

const EbbPlan *
ebb_plans_find (EbbPlans *self, const char *id)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      const EbbPlan *plan = g_ptr_array_index (self->list, i);

      if (g_strcmp0 (plan->id, id) == 0)
        return plan;
    }
  return NULL;
}

const char *
ebb_plans_get_error (EbbPlans *self)
{
  return self->error;
}

/* ---- reading them again ---- */

static void
take_answer (EbbPlans *self, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *list = ebb_store_list_plans_finish (self->store, result, &error);

  g_free (self->error);
  self->error = error != NULL ? g_strdup (error->message) : NULL;
  self->is_known = list != NULL;
  if (list != NULL)
    {
      g_ptr_array_unref (self->list);
      self->list = list;
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
looked_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbPlans) self = user_data;

  if (self->store == NULL)
    return;
  self->is_looking = FALSE;
  if (self->is_asked_again)
    ebb_plans_look (self);
  else
    take_answer (self, result);
}

/**
 * ebb_plans_look:
 *
 * Asked for while it looks, it looks once more: what was read may be older than the question.
 */
void
ebb_plans_look (EbbPlans *self)
{
  g_return_if_fail (EBB_IS_PLANS (self));

  if (self->store == NULL)
    return;
  self->is_asked_again = self->is_looking;
  if (self->is_looking)
    return;
  self->is_looking = TRUE;
  ebb_store_list_plans_async (self->store, NULL, NULL, looked_cb, g_object_ref (self));
}

/* ---- changing them ---- */

static void
looked_after_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EbbPlans *self = g_task_get_source_object (task);
  char     *id = g_strdup (g_task_get_task_data (task));

  if (self->store != NULL)
    take_answer (self, result);
  g_task_return_pointer (task, id, g_free);
}

/* What was written is shown before whoever asked for it hears that it is done. */
static void
finish_change (GTask *task, const char *id, GError *error)
{
  EbbPlans *self = g_task_get_source_object (task);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  g_task_set_task_data (task, g_strdup (id), g_free);
  ebb_store_list_plans_async (self->store, NULL, NULL, looked_after_cb, task);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GError          *error = NULL;
  g_autofree char *id = ebb_store_save_plan_finish (EBB_STORE (object), result, &error);

  finish_change (user_data, id, error);
}

static void
deleted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  ebb_store_delete_plan_finish (EBB_STORE (object), result, &error);
  finish_change (user_data, "", error);
}

/* (transfer full) (nullable): %NULL: it has failed already */
static GTask *
begin (EbbPlans           *self,
       gpointer            source_tag,
       GCancellable       *cancellable,
       GAsyncReadyCallback callback,
       gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  /* The answer is what happened to the file, also when it comes after the cancellation. */
  g_task_set_check_cancellable (task, FALSE);
  if (self->store != NULL)
    return task;
  g_task_return_new_error (task, EBB_STORE_ERROR, EBB_STORE_ERROR_FAILED, "%s", self->error);
  g_object_unref (task);
  return NULL;
}

/* The oldest go where there are too many. */
static void
add_missed (EbbPlan *plan, const GArray *missed)
{
  g_array_append_vals (plan->missed, missed->data, missed->len);
  if (plan->missed->len > EBB_PLAN_EXCEPTIONS_MAX)
    g_array_remove_range (plan->missed, 0, plan->missed->len - EBB_PLAN_EXCEPTIONS_MAX);
}

/* A plan and the task that keeps it. */
typedef struct
{
  EbbPlan *plan;
  GTask   *task;
} Saving;

static void
keep (EbbPlans *self, EbbPlan *plan, GTask *task)
{
  ebb_store_save_plan_async (self->store, plan, g_task_get_cancellable (task), saved_cb, task);
}

static void
read_before_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Saving *saving = user_data;
  g_autoptr (EbbPlan) plan = saving->plan;
  EbbPlans      *self = g_task_get_source_object (saving->task);
  GError        *error = NULL;
  const EbbPlan *before = ebb_plans_find (self, plan->id);
  g_autoptr (EbbReminderBook) book =
      ebb_store_read_reminders_finish (EBB_STORE (object), result, &error);

  if (error != NULL)
    {
      finish_change (saving->task, NULL, error);
      return;
    }
  if (before != NULL)
    {
      g_autoptr (GArray) missed =
          ebb_reminder_list_missed (before, book->begun, before->made_s, plan->made_s);

      g_array_set_size (plan->missed, 0);
      add_missed (plan, missed);
    }
  keep (self, plan, saving->task);
}

/* What came to nothing by the times it had stays known; by its new ones nothing did before now. */
static void
change_times (EbbPlans *self, const EbbPlan *before, EbbPlan *plan, GTask *task)
{
  Saving *saving = g_new (Saving, 1);

  plan->made_s = ebb_clock_get_wall_us (self->clock) / G_USEC_PER_SEC;
  *saving = (Saving){ .plan = ebb_plan_copy (plan), .task = task };
  ebb_store_read_reminders_async (self->store, before->made_s, NULL, read_before_cb, saving);
}

/**
 * ebb_plans_save_async:
 *
 * Nothing is kept that is no plan. One whose times are others than before begins anew with them.
 */
void
ebb_plans_save_async (EbbPlans           *self,
                      const EbbPlan      *plan,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  GTask *task = begin (self, ebb_plans_save_async, cancellable, callback, user_data);
  g_autoptr (EbbPlan) kept = ebb_plan_copy (plan);
  const EbbPlan *before = ebb_plans_find (self, plan->id);
  GError        *error = NULL;

  if (task == NULL)
    return;
  if (kept->made_s == 0)
    kept->made_s = ebb_clock_get_wall_us (self->clock) / G_USEC_PER_SEC;
  if (!ebb_schedule_check (kept, &error))
    finish_change (task, NULL, error);
  else if (before != NULL && !ebb_plan_has_same_times (before, kept))
    change_times (self, before, kept, task);
  else
    keep (self, kept, task);
}

char *
ebb_plans_save_finish (EbbPlans *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ebb_plans_delete_async:
 *
 * It goes, with what was changed about single slots of it.
 */
void
ebb_plans_delete_async (EbbPlans           *self,
                        const char         *id,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  GTask *task = begin (self, ebb_plans_delete_async, cancellable, callback, user_data);

  if (task != NULL)
    ebb_store_delete_plan_async (self->store, id, cancellable, deleted_cb, task);
}

gboolean
ebb_plans_delete_finish (EbbPlans *self, GAsyncResult *result, GError **error)
{
  g_autofree char *id = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  id = g_task_propagate_pointer (G_TASK (result), error);
  return id != NULL;
}
