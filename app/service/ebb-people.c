/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-people-private.h"

#include "ebb-store-people.h"

/* Who used Ebb last, by id: a setting of the store. */
#define CURRENT_KEY "person"

struct _EbbPeople
{
  GObject parent_instance;

  /* owned */
  EbbStore  *store;      /* (nullable) */
  GPtrArray *list;       /* of EbbMember */
  char      *current_id; /* (nullable): there is nobody */
  char      *error;      /* (nullable): why who there is could not be read again */
};

G_DEFINE_FINAL_TYPE (EbbPeople, ebb_people, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_SWITCHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
ebb_people_dispose (GObject *object)
{
  g_clear_object (&EBB_PEOPLE (object)->store);
  G_OBJECT_CLASS (ebb_people_parent_class)->dispose (object);
}

static void
ebb_people_finalize (GObject *object)
{
  EbbPeople *self = EBB_PEOPLE (object);

  g_ptr_array_unref (self->list);
  g_free (self->current_id);
  g_free (self->error);
  G_OBJECT_CLASS (ebb_people_parent_class)->finalize (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, EBB_TYPE_PEOPLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       0);
}

static void
ebb_people_class_init (EbbPeopleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_people_dispose;
  object_class->finalize = ebb_people_finalize;
  signals[SIGNAL_CHANGED] = add_signal ("changed");
  signals[SIGNAL_SWITCHED] = add_signal ("switched");
}

static void
ebb_people_init (EbbPeople *self)
{
  self->list = g_ptr_array_new_with_free_func ((GDestroyNotify) ebb_member_free);
}

/* ---- who there is ---- */

/**
 * ebb_people_get_n:
 *
 * Returns: how many there are; 0 only where there is no store
 */
guint
ebb_people_get_n (EbbPeople *self)
{
  return self->list->len;
}

const EbbMember *
ebb_people_get_nth (EbbPeople *self, guint number)
{
  g_return_val_if_fail (number < self->list->len, NULL);

  return g_ptr_array_index (self->list, number);
}

const EbbMember *
ebb_people_find_id (EbbPeople *self, const char *id)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      const EbbMember *member = g_ptr_array_index (self->list, i);

      if (g_strcmp0 (member->id, id) == 0)
        return member;
    }
  return NULL;
}

/**
 * ebb_people_find:
 * @text: a name as somebody types it, or an id
 *
 * Returns: (nullable): who that is
 */
const EbbMember *
ebb_people_find (EbbPeople *self, const char *text)
{
  g_autofree char *name = ebb_member_make_name (text, NULL);

  for (guint i = 0; name != NULL && i < self->list->len; i++)
    {
      const EbbMember *member = g_ptr_array_index (self->list, i);

      if (ebb_member_is_same_name (member->name, name))
        return member;
    }
  return ebb_people_find_id (self, text);
}

/**
 * ebb_people_get_current:
 *
 * Returns: (nullable): who uses Ebb now
 */
const EbbMember *
ebb_people_get_current (EbbPeople *self)
{
  return ebb_people_find_id (self, self->current_id);
}

/**
 * ebb_people_get_error:
 *
 * Returns: (nullable): why it is not known who there is now, in English; borrowed until "changed"
 */
const char *
ebb_people_get_error (EbbPeople *self)
{
  return self->error;
}

/* Somebody who is not there any more uses nothing: then it is whoever came first. */
static gboolean
find_current (EbbPeople *self)
{
  const EbbMember *first;

  if (self->list->len == 0 || ebb_people_get_current (self) != NULL)
    return FALSE;
  first = ebb_people_get_nth (self, 0);
  g_free (self->current_id);
  self->current_id = g_strdup (first->id);
  return TRUE;
}

/*< private >
 * ebb_people_new:
 *
 * Blocks no longer than the store, which has read it.
 *
 * Returns: (transfer full): who there is, and who used Ebb last
 */
EbbPeople *
ebb_people_new (EbbStore *store)
{
  EbbPeople *self = g_object_new (EBB_TYPE_PEOPLE, NULL);

  if (store == NULL)
    return self;
  self->store = g_object_ref (store);
  g_ptr_array_unref (self->list);
  self->list = ebb_store_load_people (store);
  self->current_id = ebb_store_dup_setting (store, CURRENT_KEY);
  find_current (self);
  return self;
}

/*< private >
 * ebb_people_use:
 *
 * What of it another program of the account shows stays as it is.
 */
gboolean
ebb_people_use (EbbPeople *self, const char *id)
{
  if (ebb_people_find_id (self, id) == NULL)
    return FALSE;
  if (g_strcmp0 (self->current_id, id) == 0)
    return TRUE;
  g_free (self->current_id);
  self->current_id = g_strdup (id);
  ebb_store_save_setting (self->store, CURRENT_KEY, id);
  g_signal_emit (self, signals[SIGNAL_SWITCHED], 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return TRUE;
}

/* ---- reading it again ---- */

static gboolean
is_same (const GPtrArray *some, const GPtrArray *others)
{
  gboolean is_same = some->len == others->len;

  for (guint i = 0; is_same && i < some->len; i++)
    {
      const EbbMember *one = g_ptr_array_index (some, i);
      const EbbMember *other = g_ptr_array_index (others, i);

      is_same = g_strcmp0 (one->id, other->id) == 0 && g_strcmp0 (one->name, other->name) == 0
                && one->colour == other->colour;
    }
  return is_same;
}

/* Takes @list. */
static void
take_list (EbbPeople *self, GPtrArray *list)
{
  gboolean had_error = self->error != NULL;
  gboolean is_other = !is_same (self->list, list);

  g_clear_pointer (&self->error, g_free);
  g_ptr_array_unref (self->list);
  self->list = list;
  if (find_current (self))
    g_signal_emit (self, signals[SIGNAL_SWITCHED], 0);
  if (is_other || had_error)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
take_answer (EbbPeople *self, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *list = ebb_store_list_people_finish (self->store, result, &error);

  if (list != NULL)
    {
      take_list (self, list);
      return;
    }
  g_free (self->error);
  self->error = g_strdup (error->message);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
looked_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbPeople) self = user_data;

  if (self->store != NULL)
    take_answer (self, result);
}

/**
 * ebb_people_look:
 *
 * Another program of the account may have written something.
 */
void
ebb_people_look (EbbPeople *self)
{
  g_return_if_fail (EBB_IS_PEOPLE (self));

  if (self->store != NULL)
    ebb_store_list_people_async (self->store, NULL, looked_cb, g_object_ref (self));
}

/* ---- changing it ---- */

/* What was written is shown before whoever asked for it hears that it is done. */
static void
looked_after_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EbbPeople *self = g_task_get_source_object (task);
  char      *id = g_strdup (g_task_get_task_data (task));

  if (self->store != NULL)
    take_answer (self, result);
  g_task_return_pointer (task, id, g_free);
}

/* @id: whom it was about. */
static void
finish_change (GTask *task, const char *id, GError *error)
{
  EbbPeople *self = g_task_get_source_object (task);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  g_task_set_task_data (task, g_strdup (id), g_free);
  ebb_store_list_people_async (self->store, NULL, looked_after_cb, task);
}

static void
added_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GError          *error = NULL;
  g_autofree char *id = ebb_store_add_person_finish (EBB_STORE (object), result, &error);

  finish_change (user_data, id, error);
}

static void
edited_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  ebb_store_edit_person_finish (EBB_STORE (object), result, &error);
  finish_change (user_data, "", error);
}

static void
deleted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  ebb_store_delete_person_finish (EBB_STORE (object), result, &error);
  finish_change (user_data, "", error);
}

/* (transfer full) (nullable): %NULL: it has failed already, because there is no store */
static GTask *
begin (EbbPeople          *self,
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
  g_task_return_new_error (task, EBB_STORE_ERROR, EBB_STORE_ERROR_FAILED,
                           "the history could not be opened");
  g_object_unref (task);
  return NULL;
}

/**
 * ebb_people_add_async:
 * @member: a name that nobody has, of ebb_member_make_name(), and a colour
 *
 * The first name goes to whoever used Ebb before anybody had one.
 */
void
ebb_people_add_async (EbbPeople          *self,
                      const EbbMember    *member,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  GTask *task = begin (self, ebb_people_add_async, cancellable, callback, user_data);

  if (task != NULL)
    ebb_store_add_person_async (self->store, member, cancellable, added_cb, task);
}

/**
 * ebb_people_add_finish:
 *
 * Returns: (transfer full): the id of who has that name now
 */
char *
ebb_people_add_finish (EbbPeople *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
finish (EbbPeople *self, GAsyncResult *result, GError **error)
{
  g_autofree char *id = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  id = g_task_propagate_pointer (G_TASK (result), error);
  return id != NULL;
}

/**
 * ebb_people_edit_async:
 * @member: of one that is there
 *
 * Gives them this name and colour.
 */
void
ebb_people_edit_async (EbbPeople          *self,
                       const EbbMember    *member,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  GTask *task = begin (self, ebb_people_edit_async, cancellable, callback, user_data);

  if (task != NULL)
    ebb_store_edit_person_async (self->store, member, cancellable, edited_cb, task);
}

gboolean
ebb_people_edit_finish (EbbPeople *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

/**
 * ebb_people_delete_async:
 *
 * As ebb_store_delete_person_async(). Whoever uses Ebb then is the first of those who are left.
 */
void
ebb_people_delete_async (EbbPeople          *self,
                         const char         *id,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  GTask *task = begin (self, ebb_people_delete_async, cancellable, callback, user_data);

  if (task != NULL)
    ebb_store_delete_person_async (self->store, id, cancellable, deleted_cb, task);
}

gboolean
ebb_people_delete_finish (EbbPeople *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

static void
counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree EbbMemberHolding *holding = g_new0 (EbbMemberHolding, 1);
  GError                      *error = NULL;

  if (ebb_store_count_holding_finish (EBB_STORE (object), result, holding, &error))
    g_task_return_pointer (task, g_steal_pointer (&holding), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * ebb_people_count_holding_async:
 *
 * Asks what would go with that person.
 */
void
ebb_people_count_holding_async (EbbPeople          *self,
                                const char         *id,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  GTask *task = begin (self, ebb_people_count_holding_async, cancellable, callback, user_data);

  if (task != NULL)
    ebb_store_count_holding_async (self->store, id, cancellable, counted_cb, task);
}

gboolean
ebb_people_count_holding_finish (EbbPeople        *self,
                                 GAsyncResult     *result,
                                 EbbMemberHolding *holding,
                                 GError          **error)
{
  g_autofree EbbMemberHolding *counted = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  counted = g_task_propagate_pointer (G_TASK (result), error);
  if (counted == NULL)
    return FALSE;
  *holding = *counted;
  return TRUE;
}
