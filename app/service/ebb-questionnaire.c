/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-questionnaire-private.h"

#include "ebb-wearer-private.h"

G_DEFINE_FINAL_TYPE (EbbQuestionnaire, ebb_questionnaire, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/*< private >
 * ebb_questionnaire_changed:
 *
 * Says so.
 */
void
ebb_questionnaire_changed (EbbQuestionnaire *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
ebb_questionnaire_dispose (GObject *object)
{
  g_clear_object (&EBB_QUESTIONNAIRE (object)->wearer);
  G_OBJECT_CLASS (ebb_questionnaire_parent_class)->dispose (object);
}

static void
ebb_questionnaire_finalize (GObject *object)
{
  g_free (EBB_QUESTIONNAIRE (object)->error);
  G_OBJECT_CLASS (ebb_questionnaire_parent_class)->finalize (object);
}

static void
ebb_questionnaire_class_init (EbbQuestionnaireClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_questionnaire_dispose;
  object_class->finalize = ebb_questionnaire_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EBB_TYPE_QUESTIONNAIRE, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ebb_questionnaire_init (EbbQuestionnaire *self)
{
  ebb_answers_init (&self->answers);
}

/*< private >
 * ebb_questionnaire_new:
 *
 * Returns: (transfer full): nothing is asked yet
 */
EbbQuestionnaire *
ebb_questionnaire_new (EbbWearer *wearer, const EbbLimits *limits)
{
  EbbQuestionnaire *self = g_object_new (EBB_TYPE_QUESTIONNAIRE, NULL);

  self->wearer = g_object_ref (wearer);
  self->limits = *limits;
  g_signal_connect_object (wearer, "changed", G_CALLBACK (ebb_questionnaire_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/* ---- what is kept ---- */

static const EbbScreening *
get_screening (EbbQuestionnaire *self)
{
  return ebb_wearer_get_screening (self->wearer);
}

/*< private >
 * ebb_questionnaire_get_last:
 *
 * Returns: (nullable): what was said last, also while it is on its way to the disk
 */
const EbbAnswers *
ebb_questionnaire_get_last (EbbQuestionnaire *self)
{
  return self->n_saving > 0 ? &self->answers : ebb_wearer_get_answers (self->wearer);
}

/* What is on its way to the disk. */
typedef struct
{
  EbbQuestionnaire *questionnaire; /* owned */
  guint             era;
} Keeping;

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Keeping *keeping = user_data;
  g_autoptr (EbbQuestionnaire) self = keeping->questionnaire;
  g_autoptr (GError) error = NULL;

  if (keeping->era != self->era)
    return;
  self->n_saving--;
  g_clear_pointer (&self->error, g_free);
  if (!ebb_wearer_save_answers_finish (EBB_WEARER (object), result, &error))
    self->error = g_strdup (error->message);
  ebb_questionnaire_changed (self);
}

/*< private >
 * ebb_questionnaire_keep:
 *
 * What was said so far takes the place of what was said before.
 */
void
ebb_questionnaire_keep (EbbQuestionnaire *self)
{
  Keeping *keeping = g_new (Keeping, 1);

  *keeping = (Keeping){ .questionnaire = g_object_ref (self), .era = self->era };
  self->n_saving++;
  ebb_wearer_save_answers_async (self->wearer, &self->answers, NULL, saved_cb, keeping);
}

/*< private >
 * ebb_questionnaire_find_now_s:
 *
 * Wall time, as the rules are asked with it. FALSE: what is kept is not known.
 */
gboolean
ebb_questionnaire_find_now_s (EbbQuestionnaire *self, gint64 *now_s)
{
  EbbPerson person;

  if (!ebb_wearer_describe (self->wearer, EBB_SAID_ALL, NULL, &person))
    return FALSE;
  *now_s = person.now.wall_s;
  return TRUE;
}

/* ---- where it is ---- */

/* Which leg, and that there is no fever, was said together. */
static void
recall_parts (EbbQuestionnaire *self)
{
  self->fever = EBB_ANSWER_NONE;
  self->helper = EBB_ANSWER_NONE;
  if (self->answers.skin_legs != EBB_LEGS_NONE)
    self->fever = self->answers.has_no_fever ? EBB_ANSWER_NO : EBB_ANSWER_UNSURE;
  if (ebb_answer_counts_as_yes (self->answers.answer[EBB_QUESTION_REMOVE]))
    self->helper = self->answers.is_helper_present ? EBB_ANSWER_YES : EBB_ANSWER_NO;
}

/*< private >
 * ebb_questionnaire_ask:
 *
 * One question, without what belongs to it.
 */
void
ebb_questionnaire_ask (EbbQuestionnaire *self, EbbQuestion question)
{
  self->question = question;
  self->asking = question == EBB_QUESTION_AGE ? EBB_ASKING_AGE : EBB_ASKING_QUESTION;
}

static gboolean
holds_for_now (EbbQuestionnaire *self, const EbbAnswers *answers, gint64 now_s)
{
  const EbbScreening *screening = get_screening (self);

  return answers->revision == screening->revision && answers->answered_s <= now_s
         && now_s - answers->answered_s < screening->valid_s;
}

/* A set that lacks nothing, and is on its way to the disk, is one. */
static const EbbAnswers *
find_full (EbbQuestionnaire *self, const EbbAnswers *last)
{
  if (last != NULL && ebb_answers_find_unanswered (last) == EBB_N_QUESTIONS)
    return last;
  return ebb_wearer_get_full_answers (self->wearer);
}

/*< private >
 * ebb_questionnaire_take_last:
 *
 * What was said last is what is changed from here on.
 */
void
ebb_questionnaire_take_last (EbbQuestionnaire *self)
{
  const EbbAnswers *last = ebb_questionnaire_get_last (self);
  const EbbAnswers *full = find_full (self, last);

  self->has_earlier = full != NULL;
  if (full != NULL)
    self->earlier = *full;
  if (last == NULL)
    ebb_answers_init (&self->answers);
  else if (last != &self->answers)
    self->answers = *last;
  self->before = self->answers;
  self->is_single = FALSE;
  self->is_widening = FALSE;
}

/**
 * ebb_questionnaire_begin_anew:
 *
 * Nothing is answered. What was said before holds until the first answer.
 */
gboolean
ebb_questionnaire_begin_anew (EbbQuestionnaire *self)
{
  g_return_val_if_fail (EBB_IS_QUESTIONNAIRE (self), FALSE);

  if (ebb_wearer_get_state (self->wearer) != EBB_WEARER_KNOWN)
    return FALSE;
  ebb_questionnaire_take_last (self);
  ebb_answers_begin_anew (&self->answers, get_screening (self)->revision);
  recall_parts (self);
  ebb_questionnaire_ask (self, EBB_QUESTION_CLOT_NOW);
  ebb_questionnaire_changed (self);
  return TRUE;
}

/* Of a yes that a leg or a day belongs to, too. */
static EbbQuestion
find_left (const EbbAnswers *answers)
{
  EbbQuestion left = ebb_answers_find_unanswered (answers);

  if (left != EBB_N_QUESTIONS && answers->due_s == 0
      && answers->answer[EBB_QUESTION_PREGNANT] == EBB_ANSWER_YES)
    left = MIN (left, EBB_QUESTION_PREGNANT);
  if (left != EBB_N_QUESTIONS && answers->skin_legs == EBB_LEGS_NONE
      && ebb_answer_counts_as_yes (answers->answer[EBB_QUESTION_SKIN]))
    return MIN (left, EBB_QUESTION_SKIN);
  return left;
}

/**
 * ebb_questionnaire_begin:
 *
 * Half a set of answers is gone on with for as long as a whole one would hold.
 */
gboolean
ebb_questionnaire_begin (EbbQuestionnaire *self)
{
  const EbbAnswers *last;
  EbbQuestion       left;
  gint64            now_s;

  g_return_val_if_fail (EBB_IS_QUESTIONNAIRE (self), FALSE);

  last = ebb_questionnaire_get_last (self);
  left = last != NULL ? find_left (last) : EBB_N_QUESTIONS;
  if (left == EBB_N_QUESTIONS || !ebb_questionnaire_find_now_s (self, &now_s)
      || !holds_for_now (self, last, now_s))
    return ebb_questionnaire_begin_anew (self);
  ebb_questionnaire_take_last (self);
  recall_parts (self);
  ebb_questionnaire_ask (self, left);
  ebb_questionnaire_changed (self);
  return TRUE;
}

/**
 * ebb_questionnaire_ask_one:
 *
 * One answer of a set that holds can be changed for a stricter one. In half a set it is one of those
 * that are being given; answers that do not hold any more are all asked again.
 */
gboolean
ebb_questionnaire_ask_one (EbbQuestionnaire *self, EbbQuestion question)
{
  EbbAllowance allowance;

  g_return_val_if_fail (EBB_IS_QUESTIONNAIRE (self), FALSE);

  if (!ebb_questionnaire_describe (self, &allowance) || allowance.reask != 0)
    return ebb_questionnaire_begin_anew (self);
  ebb_questionnaire_take_last (self);
  recall_parts (self);
  self->is_single = allowance.unanswered == 0;
  ebb_questionnaire_ask (self, question);
  ebb_questionnaire_changed (self);
  return TRUE;
}

/**
 * ebb_questionnaire_leave:
 *
 * Nobody is asked any more. What was said is kept; of one answer that was to be changed only what allows
 * no more than before, since more takes all the questions.
 */
void
ebb_questionnaire_leave (EbbQuestionnaire *self)
{
  g_return_if_fail (EBB_IS_QUESTIONNAIRE (self));

  if (self->asking == EBB_ASKING_NOTHING)
    return;
  if (self->is_single && self->asking != EBB_ASKING_DONE)
    ebb_questionnaire_keep_stricter (self);
  self->asking = EBB_ASKING_NOTHING;
  ebb_questionnaire_changed (self);
}

/*< private >
 * ebb_questionnaire_start_over:
 *
 * What was said so far is kept for whoever said it, or is on its way there.
 */
void
ebb_questionnaire_start_over (EbbQuestionnaire *self)
{
  ebb_questionnaire_leave (self);
  self->era++;
  self->n_saving = 0;
  self->asking = EBB_ASKING_NOTHING;
  self->has_earlier = FALSE;
  self->is_single = FALSE;
  self->is_widening = FALSE;
  ebb_answers_init (&self->answers);
  g_clear_pointer (&self->error, g_free);
  ebb_questionnaire_changed (self);
}

/* ---- what comes of it ---- */

/**
 * ebb_questionnaire_agree:
 *
 * Kept with today's date; the other answers keep theirs.
 */
void
ebb_questionnaire_agree (EbbQuestionnaire *self, EbbQuestion question)
{
  gint64 now_s;

  g_return_if_fail (EBB_IS_QUESTIONNAIRE (self));
  g_return_if_fail ((guint) question < EBB_N_QUESTIONS);

  if (ebb_questionnaire_get_last (self) == NULL || !ebb_questionnaire_find_now_s (self, &now_s))
    return;
  ebb_questionnaire_take_last (self);
  self->answers.agreed_s[question] = now_s;
  ebb_questionnaire_keep (self);
}

/**
 * ebb_questionnaire_is_known:
 *
 * Returns: whether what is kept is what was said
 */
gboolean
ebb_questionnaire_is_known (EbbQuestionnaire *self)
{
  return ebb_wearer_get_state (self->wearer) == EBB_WEARER_KNOWN
         && !ebb_wearer_is_unsaved (self->wearer);
}

/**
 * ebb_questionnaire_describe:
 * @allowance: (out):
 *
 * By the rules that are asked at a start.
 */
gboolean
ebb_questionnaire_describe (EbbQuestionnaire *self, EbbAllowance *allowance)
{
  const EbbAnswers *last = ebb_questionnaire_get_last (self);
  EbbPerson         person;

  if (last == NULL || !ebb_questionnaire_is_known (self)
      || !ebb_wearer_describe (self->wearer, EBB_SAID_ALL, NULL, &person))
    return FALSE;
  person.answers = last;
  ebb_caps_describe (allowance, &self->limits, &person);
  return TRUE;
}

/**
 * ebb_questionnaire_acknowledge:
 *
 * Kept with today's date. Of answers that are being given nobody knows yet what they leave.
 */
void
ebb_questionnaire_acknowledge (EbbQuestionnaire *self)
{
  EbbAllowance allowance;
  gint64       now_s;

  g_return_if_fail (EBB_IS_QUESTIONNAIRE (self));

  if ((self->asking != EBB_ASKING_NOTHING && self->asking != EBB_ASKING_DONE)
      || !ebb_questionnaire_describe (self, &allowance) || !allowance.can_acknowledge
      || !ebb_questionnaire_find_now_s (self, &now_s))
    return;
  ebb_questionnaire_take_last (self);
  self->answers.extended_acknowledged_s = now_s;
  ebb_questionnaire_keep (self);
  ebb_questionnaire_changed (self);
}

/**
 * ebb_questionnaire_get_asking:
 *
 * Returns: what is asked now
 */
EbbAsking
ebb_questionnaire_get_asking (EbbQuestionnaire *self)
{
  return self->asking;
}

/**
 * ebb_questionnaire_get_question:
 *
 * Returns: which question it is, or is a part of
 */
EbbQuestion
ebb_questionnaire_get_question (EbbQuestionnaire *self)
{
  return self->question;
}

gint64
ebb_questionnaire_get_now_s (EbbQuestionnaire *self)
{
  gint64 now_s = 0;

  ebb_questionnaire_find_now_s (self, &now_s);
  return now_s;
}

const EbbAnswers *
ebb_questionnaire_get_answers (EbbQuestionnaire *self)
{
  return &self->answers;
}

const EbbAnswers *
ebb_questionnaire_get_earlier (EbbQuestionnaire *self)
{
  return self->has_earlier ? &self->earlier : NULL;
}

EbbAnswer
ebb_questionnaire_get_fever (EbbQuestionnaire *self)
{
  return self->fever;
}

EbbAnswer
ebb_questionnaire_get_helper (EbbQuestionnaire *self)
{
  return self->helper;
}

gboolean
ebb_questionnaire_is_single (EbbQuestionnaire *self)
{
  return self->is_single;
}

gboolean
ebb_questionnaire_is_widening (EbbQuestionnaire *self)
{
  return self->is_widening;
}

const char *
ebb_questionnaire_get_error (EbbQuestionnaire *self)
{
  return self->error;
}
