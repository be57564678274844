/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-wearer-private.h"

#define ID_BYTES 40 /* a UUID, and more */

/* One that moved air, and by which id it is known. */
typedef struct
{
  EbbPastSession session;
  char           id[ID_BYTES];
} KeptSession;

struct _EbbWearer
{
  GObject parent_instance;

  /* owned */
  EbbClock *clock;
  EbbStore *store;    /* (nullable) */
  GArray   *sessions; /* of KeptSession */
  GArray   *past;     /* of EbbPastSession, as described last */
  char     *error;    /* (nullable) */

  /* borrowed */
  const EbbScreening *screening;

  /* state */
  EbbWearerState state;
  EbbKeptAnswers kept;
  EbbKeptAnswers read; /* while the rest is being read */
  EbbAnswers     described;
  gboolean       is_looking;
  gboolean       is_asked_again;
  gboolean       is_unsaved; /* what was said last is not what is kept */
};

G_DEFINE_FINAL_TYPE (EbbWearer, ebb_wearer, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
ebb_wearer_dispose (GObject *object)
{
  EbbWearer *self = EBB_WEARER (object);

  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (ebb_wearer_parent_class)->dispose (object);
}

static void
ebb_wearer_finalize (GObject *object)
{
  EbbWearer *self = EBB_WEARER (object);

  g_array_unref (self->sessions);
  g_array_unref (self->past);
  g_free (self->error);
  G_OBJECT_CLASS (ebb_wearer_parent_class)->finalize (object);
}

static void
ebb_wearer_class_init (EbbWearerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_wearer_dispose;
  object_class->finalize = ebb_wearer_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EBB_TYPE_WEARER, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
ebb_wearer_init (EbbWearer *self)
{
  self->sessions = g_array_new (FALSE, FALSE, sizeof (KeptSession));
  self->past = g_array_new (FALSE, FALSE, sizeof (EbbPastSession));
}

/* An asynchronous call keeps nobody alive. */
static GWeakRef *
remember (EbbWearer *self)
{
  GWeakRef *reference = g_new0 (GWeakRef, 1);

  g_weak_ref_init (reference, self);
  return reference;
}

static EbbWearer *
recall (GWeakRef *reference)
{
  EbbWearer *self = g_weak_ref_get (reference);

  g_weak_ref_clear (reference);
  g_free (reference);
  return self;
}

/* What was known before may be true no more: it counts no longer. */
static void
finish_look (EbbWearer *self, const GError *error)
{
  self->is_looking = FALSE;
  if (!self->is_asked_again)
    self->state = error == NULL ? EBB_WEARER_KNOWN : EBB_WEARER_UNREAD;
  g_free (self->error);
  self->error = error != NULL ? g_strdup (error->message) : NULL;
  if (self->is_asked_again)
    ebb_wearer_look (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
keep_session (GArray *sessions, const EbbSessionRecord *record)
{
  KeptSession kept = {
    .session = {
      .started_s = record->started_wall_us / G_USEC_PER_SEC,
      .ended_s = record->ended_wall_us / G_USEC_PER_SEC,
      .ended_boot_s = record->ended_boot_us >= 0 ? record->ended_boot_us / G_USEC_PER_SEC : -1,
      .squeezed_s = record->run_s,
      .heated_s = record->is_warm ? record->run_s : 0,
      .end = record->end,
      .fault = record->fault,
      .has_symptom = record->has_symptom,
    },
  };

  g_strlcpy (kept.id, record->id, sizeof kept.id);
  g_array_append_val (sessions, kept);
}

/* What moved no air counts for nothing, and need not be known. */
static void
keep_sessions (EbbWearer *self, GPtrArray *records)
{
  g_array_set_size (self->sessions, 0);
  for (guint i = 0; i < records->len; i++)
    {
      const EbbSessionRecord *record = g_ptr_array_index (records, i);

      if (!record->is_simulated)
        keep_session (self->sessions, record);
    }
}

static void
sessions_listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbWearer) self = recall (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records =
      ebb_store_list_sessions_finish (EBB_STORE (object), result, &error);

  if (self == NULL)
    return;
  if (records != NULL)
    {
      keep_sessions (self, records);
      self->kept = self->read;
    }
  finish_look (self, error);
}

static void
answers_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbWearer) self = recall (user_data);
  g_autoptr (GError) error = NULL;

  if (self == NULL)
    return;
  if (ebb_store_read_answers_finish (EBB_STORE (object), result, &self->read, &error))
    ebb_store_list_sessions_async (EBB_STORE (object), NULL, 0, NULL, sessions_listed_cb,
                                   remember (self));
  else
    finish_look (self, error);
}

/**
 * ebb_wearer_look:
 *
 * Asked for while it looks, it looks once more: what was read may be older than the question.
 */
void
ebb_wearer_look (EbbWearer *self)
{
  g_return_if_fail (EBB_IS_WEARER (self));

  if (self->store == NULL)
    return;
  self->is_asked_again = self->is_looking;
  if (self->is_looking)
    return;
  self->is_looking = TRUE;
  ebb_store_read_answers_async (self->store, NULL, NULL, answers_read_cb, remember (self));
}

/*< private >
 * ebb_wearer_note_session:
 *
 * Nothing is known from here on, until all of it has been read again.
 */
void
ebb_wearer_note_session (EbbWearer *self)
{
  if (self->store != NULL)
    self->state = EBB_WEARER_READING;
  ebb_wearer_look (self);
}

static void
symptom_noted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbWearer) self = recall (user_data);
  g_autoptr (GError) error = NULL;
  gboolean is_kept = ebb_store_note_symptom_finish (EBB_STORE (object), result, &error);

  if (!is_kept)
    g_warning ("%s", error->message);
  if (self == NULL)
    return;
  self->is_unsaved = !is_kept;
  ebb_wearer_note_session (self);
}

/*< private >
 * ebb_wearer_note_symptom:
 *
 * Nothing is started from here on, until the questions have been answered again: also where it can
 * not be kept.
 */
void
ebb_wearer_note_symptom (EbbWearer *self, const char *record_id)
{
  self->is_unsaved = TRUE;
  if (self->store != NULL)
    ebb_store_note_symptom_async (self->store, record_id, NULL, symptom_noted_cb, remember (self));
}

/*< private >
 * ebb_wearer_new:
 *
 * Returns: (transfer full): somebody of whom what is kept is being read
 */
EbbWearer *
ebb_wearer_new (EbbClock *clock, EbbStore *store, const EbbScreening *screening)
{
  EbbWearer *self = g_object_new (EBB_TYPE_WEARER, NULL);

  self->clock = g_object_ref (clock);
  self->store = store != NULL ? g_object_ref (store) : NULL;
  self->screening = screening;
  if (store == NULL)
    {
      self->state = EBB_WEARER_UNREAD;
      self->error = g_strdup ("the history could not be opened");
    }
  ebb_wearer_look (self);
  return self;
}

/*< private >
 * ebb_wearer_describe:
 *
 * Somebody who never answered anything has answered nothing: each question counts as yes.
 */
gboolean
ebb_wearer_describe (EbbWearer *self, EbbSaid said, const char *running_id, EbbPerson *person)
{
  if (self->state != EBB_WEARER_KNOWN)
    return FALSE;
  g_array_set_size (self->past, 0);
  for (guint i = 0; i < self->sessions->len; i++)
    {
      const KeptSession *kept = &g_array_index (self->sessions, KeptSession, i);

      if (g_strcmp0 (kept->id, running_id) != 0)
        g_array_append_val (self->past, kept->session);
    }
  self->described = self->kept.answers;
  self->described.said = said;
  *person = (EbbPerson){
    .screening = self->screening,
    .answers = &self->described,
    .past = self->past,
    .now = { ebb_clock_get_wall_us (self->clock) / G_USEC_PER_SEC,
             ebb_clock_get_boottime_us (self->clock) / G_USEC_PER_SEC },
  };
  return TRUE;
}

/*< private >
 * ebb_wearer_is_unsaved:
 *
 * Returns: whether what was said last could not be kept: what is known is older than it
 */
gboolean
ebb_wearer_is_unsaved (EbbWearer *self)
{
  return self->is_unsaved;
}

/**
 * ebb_wearer_get_state:
 *
 * Returns: whether what is kept of this person is known
 */
EbbWearerState
ebb_wearer_get_state (EbbWearer *self)
{
  return self->state;
}

/**
 * ebb_wearer_get_error:
 *
 * Returns: (nullable): why it is not known, in English; borrowed until "changed"
 */
const char *
ebb_wearer_get_error (EbbWearer *self)
{
  return self->error;
}

/**
 * ebb_wearer_get_answers:
 *
 * Returns: (nullable): what was said last; %NULL: nothing, or it is not known. Borrowed until
 *   "changed"
 */
const EbbAnswers *
ebb_wearer_get_answers (EbbWearer *self)
{
  return self->state == EBB_WEARER_KNOWN && self->kept.is_there ? &self->kept.answers : NULL;
}

/**
 * ebb_wearer_get_full_answers:
 *
 * Returns: (nullable): what was said when all questions were answered last; it need not hold any more.
 *   Borrowed until "changed"
 */
const EbbAnswers *
ebb_wearer_get_full_answers (EbbWearer *self)
{
  return self->state == EBB_WEARER_KNOWN && self->kept.has_full ? &self->kept.full : NULL;
}

/**
 * ebb_wearer_get_screening:
 *
 * Returns: (transfer none): the questions that are asked
 */
const EbbScreening *
ebb_wearer_get_screening (EbbWearer *self)
{
  return self->screening;
}

/* What is on the disk is known at once, and not only when it has been read again. */
static void
take_saved (EbbWearer *self, const EbbAnswers *answers)
{
  if (self->state != EBB_WEARER_KNOWN)
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
  g_autoptr (GError) error = NULL;

  self->is_unsaved = !ebb_store_save_answers_finish (EBB_STORE (object), result, &error);
  if (self->is_unsaved)
    {
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  take_saved (self, g_task_get_task_data (task));
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

  g_return_if_fail (EBB_IS_WEARER (self));

  g_task_set_source_tag (task, ebb_wearer_save_answers_async);
  g_task_set_task_data (task, g_memdup2 (answers, sizeof *answers), g_free);
  /* The answer is what happened to the file, also when it comes after the cancellation. */
  g_task_set_check_cancellable (task, FALSE);
  if (self->store == NULL)
    g_task_return_new_error (task, EBB_STORE_ERROR, EBB_STORE_ERROR_FAILED, "%s", self->error);
  else
    ebb_store_save_answers_async (self->store, NULL, answers, cancellable, saved_cb,
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
