/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-wearer-private.h"

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

  g_hash_table_unref (self->unsaved);
  g_array_unref (self->sessions);
  g_array_unref (self->past);
  g_ptr_array_unref (self->last_runs);
  g_free (self->person_id);
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
free_last_run (gpointer data)
{
  EbbLastRun *run = data;

  g_free (run->boots_identity);
  g_free (run->program_id);
  g_free (run);
}

static void
ebb_wearer_init (EbbWearer *self)
{
  self->unsaved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->sessions = g_array_new (FALSE, FALSE, sizeof (EbbKeptSession));
  self->past = g_array_new (FALSE, FALSE, sizeof (EbbPastSession));
  self->last_runs = g_ptr_array_new_with_free_func (free_last_run);
}

/*< private >
 * ebb_wearer_changed:
 *
 * Says so.
 */
void
ebb_wearer_changed (EbbWearer *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
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
  ebb_wearer_changed (self);
}

static void
keep_session (GArray *sessions, const EbbSessionRecord *record)
{
  EbbKeptSession kept = {
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

static gboolean
is_run_of (const EbbLastRun *run, const EbbSessionRecord *record)
{
  return g_strcmp0 (run->boots_identity, record->boots_identity) == 0
         && g_strcmp0 (run->program_id, record->program_id) == 0;
}

static void
keep_last_run (EbbWearer *self, const EbbSessionRecord *record)
{
  EbbLastRun *run;

  for (guint i = 0; i < self->last_runs->len; i++)
    {
      if (is_run_of (g_ptr_array_index (self->last_runs, i), record))
        return;
    }
  run = g_new (EbbLastRun, 1);
  *run = (EbbLastRun){
    .boots_identity = g_strdup (record->boots_identity),
    .program_id = g_strdup (record->program_id),
    .legs = record->legs,
    .planned_s = record->planned_s,
  };
  g_ptr_array_add (self->last_runs, run);
}

/* What moved no air counts for nothing; that it was run is known all the same. */
static void
keep_sessions (EbbWearer *self, GPtrArray *records)
{
  g_array_set_size (self->sessions, 0);
  g_ptr_array_set_size (self->last_runs, 0);
  for (guint i = 0; i < records->len; i++)
    {
      const EbbSessionRecord *record = g_ptr_array_index (records, i);

      keep_last_run (self, record);
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
    ebb_store_list_sessions_async (EBB_STORE (object), self->person_id, 0, NULL, sessions_listed_cb,
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
  ebb_store_read_answers_async (self->store, self->person_id, NULL, answers_read_cb,
                                remember (self));
}

/*< private >
 * ebb_wearer_use:
 * @person_id: of somebody the store has
 *
 * Somebody else wears the boots. Nothing is known of them until it has been read, and what is being
 * read of whoever was before counts for nothing.
 */
void
ebb_wearer_use (EbbWearer *self, const char *person_id)
{
  if (g_strcmp0 (self->person_id, person_id) == 0)
    return;
  g_free (self->person_id);
  self->person_id = g_strdup (person_id);
  g_ptr_array_set_size (self->last_runs, 0);
  ebb_wearer_note_session (self);
  ebb_wearer_changed (self);
}

/**
 * ebb_wearer_get_person_id:
 *
 * Returns: (nullable): whose answers and sessions these are; borrowed until it is somebody else
 */
const char *
ebb_wearer_get_person_id (EbbWearer *self)
{
  return self->person_id;
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

/*< private >
 * ebb_wearer_new:
 *
 * Returns: (transfer full): somebody of whom what is kept is being read
 */
EbbWearer *
ebb_wearer_new (EbbClock           *clock,
                EbbStore           *store,
                const EbbScreening *screening,
                const char         *person_id)
{
  EbbWearer *self = g_object_new (EBB_TYPE_WEARER, NULL);

  self->clock = g_object_ref (clock);
  self->store = store != NULL ? g_object_ref (store) : NULL;
  self->screening = screening;
  self->person_id = g_strdup (person_id);
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
      const EbbKeptSession *kept = &g_array_index (self->sessions, EbbKeptSession, i);

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

/*< private >
 * ebb_wearer_get_last_runs:
 *
 * Returns: (transfer none) (element-type EbbLastRun): what this person ran, the newest first
 */
GPtrArray *
ebb_wearer_get_last_runs (EbbWearer *self)
{
  return self->last_runs;
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
