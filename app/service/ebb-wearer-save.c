/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-wearer-private.h"

/* What somebody says is written down, and what could not be counts for nothing less: until it is kept
 * they start nothing. Somebody else may wear the boots when the answer of the store comes. */

/* Nobody has no id, and is asked for all the same. */
static void
note_unsaved (EbbWearer *self, const char *person_id, gboolean is_unsaved)
{
  const char *id = person_id != NULL ? person_id : "";

  if (is_unsaved)
    g_hash_table_add (self->unsaved, g_strdup (id));
  else
    g_hash_table_remove (self->unsaved, id);
}

/*< private >
 * ebb_wearer_is_unsaved:
 *
 * Returns: whether what was said last could not be kept: what is known is older than it
 */
gboolean
ebb_wearer_is_unsaved (EbbWearer *self)
{
  return g_hash_table_contains (self->unsaved, self->person_id != NULL ? self->person_id : "");
}

/* Who felt something, while it is being written down. */
typedef struct
{
  GWeakRef wearer;
  char    *person_id; /* owned */
} Noting;

static void
symptom_noted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Noting *noting = user_data;
  g_autoptr (EbbWearer) self = g_weak_ref_get (&noting->wearer);
  g_autofree char *person_id = noting->person_id;
  g_autoptr (GError) error = NULL;
  gboolean is_kept = ebb_store_note_symptom_finish (EBB_STORE (object), result, &error);

  g_weak_ref_clear (&noting->wearer);
  if (!is_kept)
    g_warning ("%s", error->message);
  if (self == NULL)
    return;
  note_unsaved (self, person_id, !is_kept);
  ebb_wearer_note_session (self);
}

/*< private >
 * ebb_wearer_note_symptom:
 * @person_id: (nullable): whose session that was
 *
 * Nothing is started for them from here on, until the questions have been answered again: also where
 * it can not be kept.
 */
void
ebb_wearer_note_symptom (EbbWearer *self, const char *person_id, const char *record_id)
{
  Noting *noting;

  note_unsaved (self, person_id, TRUE);
  if (self->store == NULL)
    return;
  noting = g_new0 (Noting, 1);
  g_weak_ref_init (&noting->wearer, self);
  noting->person_id = g_strdup (person_id);
  ebb_store_note_symptom_async (self->store, record_id, NULL, symptom_noted_cb, noting);
}

/* What somebody says, while it is being written down. */
typedef struct
{
  EbbAnswers answers;
  char      *person_id; /* owned */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_free (saving->person_id);
  g_free (saving);
}

/* What is on the disk is known at once, and not only when it has been read again. */
static void
take_saved (EbbWearer *self, const Saving *saving)
{
  const EbbAnswers *answers = &saving->answers;

  if (self->state != EBB_WEARER_KNOWN || g_strcmp0 (saving->person_id, self->person_id) != 0)
    return;
  self->kept.answers = *answers;
  self->kept.answers.said = 0;
  self->kept.is_there = TRUE;
  if (ebb_answers_find_unanswered (answers) != EBB_N_QUESTIONS)
    return;
  self->kept.full = self->kept.answers;
  self->kept.has_full = TRUE;
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EbbWearer *self = g_task_get_source_object (task);
  Saving    *saving = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean is_kept = ebb_store_save_answers_finish (EBB_STORE (object), result, &error);

  note_unsaved (self, saving->person_id, !is_kept);
  if (!is_kept)
    {
      ebb_wearer_changed (self);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  take_saved (self, saving);
  ebb_wearer_look (self);
  g_task_return_boolean (task, TRUE);
}

/**
 * ebb_wearer_save_answers_async:
 * @answers: are copied
 *
 * Keeps what this person says now.
 */
void
ebb_wearer_save_answers_async (EbbWearer          *self,
                               const EbbAnswers   *answers,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Saving *saving = g_new (Saving, 1);

  g_return_if_fail (EBB_IS_WEARER (self));

  g_task_set_source_tag (task, ebb_wearer_save_answers_async);
  *saving = (Saving){ .answers = *answers, .person_id = g_strdup (self->person_id) };
  g_task_set_task_data (task, saving, saving_free);
  /* The answer is what happened to the file, also when it comes after the cancellation. */
  g_task_set_check_cancellable (task, FALSE);
  if (self->store == NULL)
    g_task_return_new_error (task, EBB_STORE_ERROR, EBB_STORE_ERROR_FAILED, "%s", self->error);
  else
    ebb_store_save_answers_async (self->store, self->person_id, answers, cancellable, saved_cb,
                                  g_steal_pointer (&task));
}

/**
 * ebb_wearer_save_answers_finish:
 *
 * Returns: %TRUE if they are on the disk; %FALSE: nothing is started any more on those that are, since
 *   what could not be kept may have been a yes
 */
gboolean
ebb_wearer_save_answers_finish (EbbWearer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
