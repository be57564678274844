/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-history-private.h"

struct _EbbHistory
{
  GObject parent_instance;

  /* owned */
  EbbStore *store;     /* (nullable) */
  char     *person_id; /* (nullable): of everybody */
};

G_DEFINE_FINAL_TYPE (EbbHistory, ebb_history, G_TYPE_OBJECT)

static void
ebb_history_dispose (GObject *object)
{
  g_clear_object (&EBB_HISTORY (object)->store);
  G_OBJECT_CLASS (ebb_history_parent_class)->dispose (object);
}

static void
ebb_history_finalize (GObject *object)
{
  g_free (EBB_HISTORY (object)->person_id);
  G_OBJECT_CLASS (ebb_history_parent_class)->finalize (object);
}

static void
ebb_history_class_init (EbbHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_history_dispose;
  G_OBJECT_CLASS (klass)->finalize = ebb_history_finalize;
}

static void
ebb_history_init (EbbHistory *self G_GNUC_UNUSED)
{
}

/*< private >
 * ebb_history_new:
 *
 * Returns: (transfer full): the history in @store
 */
EbbHistory *
ebb_history_new (EbbStore *store)
{
  EbbHistory *self = g_object_new (EBB_TYPE_HISTORY, NULL);

  self->store = store != NULL ? g_object_ref (store) : NULL;
  return self;
}

/*< private >
 * ebb_history_use:
 * @person_id: (nullable): %NULL: everybody's
 *
 * Whose sessions are listed from now on.
 */
void
ebb_history_use (EbbHistory *self, const char *person_id)
{
  g_free (self->person_id);
  self->person_id = g_strdup (person_id);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *records;

  records = ebb_store_list_sessions_finish (EBB_STORE (object), result, &error);
  if (records == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, records, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * ebb_history_list_async:
 * @limit: how many at most; 0 for all
 *
 * Reads the sessions of who uses Ebb now, newest first.
 */
void
ebb_history_list_async (EbbHistory         *self,
                        guint               limit,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ebb_history_list_async);
  if (self->store == NULL)
    {
      g_task_return_new_error (task, EBB_STORE_ERROR, EBB_STORE_ERROR_FAILED,
                               "the history could not be opened");
      return;
    }
  ebb_store_list_sessions_async (self->store, self->person_id, limit, cancellable, listed_cb,
                                 g_steal_pointer (&task));
}

/**
 * ebb_history_list_finish:
 *
 * Returns: (transfer full) (element-type EbbSessionRecord): the sessions
 */
GPtrArray *
ebb_history_list_finish (EbbHistory *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
