/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-store-plans.h"

#include "ebb-plan-queries-private.h"
#include "ebb-store-private.h"
#include "ebb-writer-private.h"

/* What people mean to run. */

/* (element-type EbbPlan) */
static gpointer
list_plans (EbbWriter *writer, EbbJob *job, GError **error)
{
  return ebb_queries_list_plans (ebb_writer_get_database (writer), job->key, error);
}

static gpointer
save_plan (EbbWriter *writer, EbbJob *job, GError **error)
{
  return ebb_queries_save_plan (ebb_writer_get_database (writer), job->plan, error);
}

static gpointer
delete_plan (EbbWriter *writer, EbbJob *job, GError **error)
{
  return ebb_queries_delete_plan (ebb_writer_get_database (writer), job->key, error) ? EBB_JOB_DONE
                                                                                     : NULL;
}

/**
 * ebb_store_list_plans_async:
 * @person_id: (nullable): everybody's
 *
 * Asks what there is.
 */
void
ebb_store_list_plans_async (EbbStore           *self,
                            const char         *person_id,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  EbbJob *job;

  g_return_if_fail (EBB_IS_STORE (self));

  job = ebb_store_new_job (self, list_plans, (GDestroyNotify) g_ptr_array_unref,
                           ebb_store_list_plans_async, cancellable, callback, user_data);
  job->key = g_strdup (person_id);
  ebb_writer_push (self->writer, job);
}

/**
 * ebb_store_list_plans_finish:
 *
 * Returns: (element-type EbbPlan) (transfer full): %NULL with an error; a plan that cannot be read is one
 */
GPtrArray *
ebb_store_list_plans_finish (EbbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ebb_store_save_plan_async:
 * @plan: of a person who is there
 *
 * All of it is kept, or nothing.
 */
void
ebb_store_save_plan_async (EbbStore           *self,
                           const EbbPlan      *plan,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  EbbJob *job;

  g_return_if_fail (EBB_IS_STORE (self));
  g_return_if_fail (plan != NULL);

  job = ebb_store_new_job (self, save_plan, g_free, ebb_store_save_plan_async, cancellable,
                           callback, user_data);
  job->plan = ebb_plan_copy (plan);
  ebb_writer_push (self->writer, job);
}

/**
 * ebb_store_save_plan_finish:
 *
 * Returns: (transfer full): the id by which it is kept
 */
char *
ebb_store_save_plan_finish (EbbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ebb_store_delete_plan_async:
 *
 * It goes, with what was changed about single slots of it.
 */
void
ebb_store_delete_plan_async (EbbStore           *self,
                             const char         *id,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  EbbJob *job;

  g_return_if_fail (EBB_IS_STORE (self));

  job = ebb_store_new_job (self, delete_plan, NULL, ebb_store_delete_plan_async, cancellable,
                           callback, user_data);
  job->key = g_strdup (id);
  ebb_writer_push (self->writer, job);
}

gboolean
ebb_store_delete_plan_finish (EbbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
