/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-store-people.h"

#include "ebb-people-queries-private.h"
#include "ebb-store-private.h"
#include "ebb-writer-private.h"

/* Who there is in the household. */

/* (element-type EbbMember) */
static gpointer
list_people (EbbWriter *writer, EbbJob *job G_GNUC_UNUSED, GError **error)
{
  return ebb_queries_list_people (ebb_writer_get_database (writer), error);
}

static gpointer
add_person (EbbWriter *writer, EbbJob *job, GError **error)
{
  return ebb_queries_add_person (ebb_writer_get_database (writer), job->member, error);
}

static gpointer
edit_person (EbbWriter *writer, EbbJob *job, GError **error)
{
  return ebb_queries_edit_person (ebb_writer_get_database (writer), job->member, error)
             ? EBB_JOB_DONE
             : NULL;
}

static gpointer
count_holding (EbbWriter *writer, EbbJob *job, GError **error)
{
  g_autofree EbbMemberHolding *holding = g_new0 (EbbMemberHolding, 1);

  return ebb_queries_count_holding (ebb_writer_get_database (writer), job->key, holding, error)
             ? g_steal_pointer (&holding)
             : NULL;
}

static gpointer
delete_person (EbbWriter *writer, EbbJob *job, GError **error)
{
  if (!ebb_queries_delete_person (ebb_writer_get_database (writer), job->key, error))
    return NULL;
  ebb_database_forget (ebb_writer_get_database (writer));
  return EBB_JOB_DONE;
}

static gpointer
copy_member (gconstpointer member, gpointer user_data G_GNUC_UNUSED)
{
  return ebb_member_copy (member);
}

/**
 * ebb_store_load_people:
 *
 * For the time before the main loop: later others may have come.
 *
 * Returns: (element-type EbbMember) (transfer full): never empty
 */
GPtrArray *
ebb_store_load_people (EbbStore *self)
{
  g_return_val_if_fail (EBB_IS_STORE (self), NULL);

  return g_ptr_array_copy (self->people, copy_member, NULL);
}

/**
 * ebb_store_list_people_async:
 *
 * Asks who there is.
 */
void
ebb_store_list_people_async (EbbStore           *self,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_return_if_fail (EBB_IS_STORE (self));

  ebb_writer_push (self->writer,
                   ebb_store_new_job (self, list_people, (GDestroyNotify) g_ptr_array_unref,
                                      ebb_store_list_people_async, cancellable, callback,
                                      user_data));
}

/**
 * ebb_store_list_people_finish:
 *
 * Returns: (element-type EbbMember) (transfer full): never empty
 */
GPtrArray *
ebb_store_list_people_finish (EbbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ebb_store_add_person_async:
 * @member: a name that nobody has, of ebb_member_make_name(), and a colour
 *
 * Whoever used Ebb before anybody had a name is the first to get one: what was kept so far is theirs.
 */
void
ebb_store_add_person_async (EbbStore           *self,
                            const EbbMember    *member,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  EbbJob *job;

  g_return_if_fail (EBB_IS_STORE (self));
  g_return_if_fail (member != NULL);

  job = ebb_store_new_job (self, add_person, g_free, ebb_store_add_person_async, cancellable,
                           callback, user_data);
  job->member = ebb_member_copy (member);
  ebb_writer_push (self->writer, job);
}

/**
 * ebb_store_add_person_finish:
 *
 * Returns: (transfer full): the id of who has that name now
 */
char *
ebb_store_add_person_finish (EbbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ebb_store_edit_person_async:
 * @member: of one that is there
 *
 * Gives them this name and colour.
 */
void
ebb_store_edit_person_async (EbbStore           *self,
                             const EbbMember    *member,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  EbbJob *job;

  g_return_if_fail (EBB_IS_STORE (self));
  g_return_if_fail (member != NULL);

  job = ebb_store_new_job (self, edit_person, NULL, ebb_store_edit_person_async, cancellable,
                           callback, user_data);
  job->member = ebb_member_copy (member);
  ebb_writer_push (self->writer, job);
}

gboolean
ebb_store_edit_person_finish (EbbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

/* About one person, by id. */
static void
push_about (EbbStore           *self,
            const char         *id,
            EbbJobFunc          run,
            GDestroyNotify      destroy,
            gpointer            source_tag,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  EbbJob *job =
      ebb_store_new_job (self, run, destroy, source_tag, cancellable, callback, user_data);

  job->key = g_strdup (id);
  ebb_writer_push (self->writer, job);
}

/**
 * ebb_store_count_holding_async:
 *
 * Asks what would go with that person.
 */
void
ebb_store_count_holding_async (EbbStore           *self,
                               const char         *id,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_return_if_fail (EBB_IS_STORE (self));
  g_return_if_fail (id != NULL);

  push_about (self, id, count_holding, g_free, ebb_store_count_holding_async, cancellable, callback,
              user_data);
}

/**
 * ebb_store_count_holding_finish:
 * @holding: (out): as it was when it cannot be read
 */
gboolean
ebb_store_count_holding_finish (EbbStore         *self,
                                GAsyncResult     *result,
                                EbbMemberHolding *holding,
                                GError          **error)
{
  g_autofree EbbMemberHolding *read = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  read = g_task_propagate_pointer (G_TASK (result), error);
  if (read == NULL)
    return FALSE;
  *holding = *read;
  return TRUE;
}

/**
 * ebb_store_delete_person_async:
 *
 * They go, and all that is kept of them: answers, agreements, sessions. Where a session of theirs is
 * open nothing goes, because boots may be owed a Stop by it.
 */
void
ebb_store_delete_person_async (EbbStore           *self,
                               const char         *id,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_return_if_fail (EBB_IS_STORE (self));
  g_return_if_fail (id != NULL);

  push_about (self, id, delete_person, NULL, ebb_store_delete_person_async, cancellable, callback,
              user_data);
}

/**
 * ebb_store_delete_person_finish:
 *
 * Returns: %TRUE if it is gone from the disk; %FALSE: all of it is there
 */
gboolean
ebb_store_delete_person_finish (EbbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
