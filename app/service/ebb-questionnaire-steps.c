/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-questionnaire-private.h"

#include <string.h>

#include "ebb-questionnaire-own.h"
#include "ebb-restriction.h"

/* What is said to what is asked, and what is asked next. */

static gboolean
is_urgent (EbbQuestionnaire *self)
{
  return (ebb_wearer_get_screening (self->wearer)->effect[self->question].flags & EBB_EFFECT_URGENT)
             != 0
         && ebb_answer_counts_as_yes (self->answers.answer[self->question]);
}

/* To the next; then to what was left out; then it is done. */
static void
advance (EbbQuestionnaire *self)
{
  EbbQuestion left = ebb_answers_find_unanswered (&self->answers);

  if (left == EBB_N_QUESTIONS)
    self->asking = EBB_ASKING_DONE;
  else if (self->question + 1 < EBB_N_QUESTIONS)
    ebb_questionnaire_ask (self, self->question + 1);
  else
    ebb_questionnaire_ask (self, left);
}

/* ---- what is said ---- */

/* Answers of a set that was begun earlier count from the first of them. */
static void
stamp (EbbQuestionnaire *self)
{
  gint64 now_s = 0;

  if (self->answers.answered_s == 0 && ebb_questionnaire_find_now_s (self, &now_s))
    self->answers.answered_s = now_s;
}

static void
said (EbbQuestionnaire *self)
{
  stamp (self);
  if (!self->is_single || is_urgent (self))
    {
      self->before = self->answers;
      ebb_questionnaire_keep (self);
    }
  ebb_questionnaire_changed (self);
}

/* A no takes with it what belonged to the yes. */
static void
say_answer (EbbQuestionnaire *self, EbbAnswer answer)
{
  self->answers.answer[self->question] = answer;
  if (answer == EBB_ANSWER_NO)
    self->answers.agreed_s[self->question] = 0;
  if (answer == EBB_ANSWER_NO && self->question == EBB_QUESTION_SKIN)
    {
      self->answers.skin_legs = EBB_LEGS_NONE;
      self->answers.has_no_fever = FALSE;
    }
  if (answer == EBB_ANSWER_NO && self->question == EBB_QUESTION_REMOVE)
    self->answers.is_helper_present = FALSE;
  if (answer != EBB_ANSWER_YES && self->question == EBB_QUESTION_PREGNANT)
    self->answers.due_s = 0;
  if (is_urgent (self))
    self->asking = EBB_ASKING_URGENT;
}

/**
 * ebb_questionnaire_say:
 *
 * Signs that need help now are told of at once.
 */
void
ebb_questionnaire_say (EbbQuestionnaire *self, EbbAnswer answer)
{
  g_return_if_fail (EBB_IS_QUESTIONNAIRE (self));
  g_return_if_fail (answer != EBB_ANSWER_NONE);

  if (self->asking == EBB_ASKING_QUESTION)
    say_answer (self, answer);
  else if (self->asking == EBB_ASKING_FEVER)
    {
      self->fever = answer;
      self->answers.has_no_fever = answer == EBB_ANSWER_NO;
    }
  else if (self->asking == EBB_ASKING_HELPER)
    {
      self->helper = answer;
      self->answers.is_helper_present = answer == EBB_ANSWER_YES;
    }
  else
    return;
  said (self);
}

/**
 * ebb_questionnaire_say_born:
 * @born_month: as in ebb-born.h; what leads to no age is not taken
 *
 * The month of the profile, and the age at which the questions were answered.
 */
void
ebb_questionnaire_say_born (EbbQuestionnaire *self, int born_month)
{
  gint64 now_s;

  g_return_if_fail (EBB_IS_QUESTIONNAIRE (self));

  if (self->asking != EBB_ASKING_AGE || !ebb_questionnaire_find_now_s (self, &now_s)
      || !ebb_born_is_possible (born_month, now_s)
      || (born_month == self->answers.born_month && self->answers.age_years != EBB_AGE_UNKNOWN))
    return;
  self->answers.born_month = born_month;
  self->answers.age_years = ebb_born_get_oldest_years (born_month, now_s);
  self->answers.answered_age_years = self->answers.age_years;
  said (self);
}

/**
 * ebb_questionnaire_say_due:
 * @due_s: of the day of a birth, or %EBB_DUE_UNKNOWN; a day that is too far off is not taken
 *
 * On that day all is asked again.
 */
void
ebb_questionnaire_say_due (EbbQuestionnaire *self, gint64 due_s)
{
  gint64 now_s;

  g_return_if_fail (EBB_IS_QUESTIONNAIRE (self));

  if (self->asking != EBB_ASKING_DUE || !ebb_questionnaire_find_now_s (self, &now_s)
      || !ebb_questionnaire_is_due_possible (due_s, now_s) || due_s == self->answers.due_s)
    return;
  self->answers.due_s = due_s;
  said (self);
}

/**
 * ebb_questionnaire_say_legs:
 *
 * Which leg the skin is of.
 */
void
ebb_questionnaire_say_legs (EbbQuestionnaire *self, EbbLegs legs)
{
  g_return_if_fail (EBB_IS_QUESTIONNAIRE (self));

  if (self->asking != EBB_ASKING_LEGS)
    return;
  self->answers.skin_legs = legs;
  said (self);
}

/* ---- on and back ---- */

/**
 * ebb_questionnaire_can_go_on:
 *
 * Returns: whether what is asked was answered
 */
gboolean
ebb_questionnaire_can_go_on (EbbQuestionnaire *self)
{
  switch (self->asking)
    {
    case EBB_ASKING_QUESTION:
    case EBB_ASKING_AGE:
      return ebb_answers_has (&self->answers, self->question);
    case EBB_ASKING_LEGS:
      return self->answers.skin_legs != EBB_LEGS_NONE;
    case EBB_ASKING_DUE:
      return self->answers.due_s != 0;
    case EBB_ASKING_FEVER:
      return self->fever != EBB_ANSWER_NONE;
    case EBB_ASKING_HELPER:
      return self->helper != EBB_ANSWER_NONE;
    case EBB_ASKING_NOTHING:
    case EBB_ASKING_URGENT:
    case EBB_ASKING_DONE:
    default:
      return FALSE;
    }
}

static void
restrict_by (EbbQuestionnaire *self, const EbbAnswers *answers, EbbRestriction *restriction)
{
  gint64 now_s = answers->answered_s;

  ebb_questionnaire_find_now_s (self, &now_s);
  ebb_restriction_of_answers (restriction, ebb_wearer_get_screening (self->wearer), answers, 0,
                              now_s);
}

/* The one that was changed is the first of a new set. */
static void
ask_all_for (EbbQuestionnaire *self)
{
  EbbAnswers one = self->answers;

  ebb_answers_begin_anew (&self->answers, ebb_wearer_get_screening (self->wearer)->revision);
  self->answers.answer[self->question] = one.answer[self->question];
  if (self->question == EBB_QUESTION_AGE)
    {
      self->answers.born_month = one.born_month;
      self->answers.age_years = self->answers.answered_age_years = one.age_years;
    }
  if (self->question == EBB_QUESTION_SKIN)
    {
      self->answers.skin_legs = one.skin_legs;
      self->answers.has_no_fever = one.has_no_fever;
    }
  if (self->question == EBB_QUESTION_REMOVE)
    self->answers.is_helper_present = one.is_helper_present;
  self->is_single = FALSE;
  self->is_widening = TRUE;
  stamp (self);
  ebb_questionnaire_ask (self, ebb_answers_find_unanswered (&self->answers));
}

/* What is allowed is widened by a whole set of answers and by nothing less (safety.md section 3). */
static gboolean
would_widen (EbbQuestionnaire *self)
{
  EbbRestriction was, is;

  restrict_by (self, &self->before, &was);
  restrict_by (self, &self->answers, &is);
  return ebb_restriction_is_wider (&is, &was);
}

/*< private >
 * ebb_questionnaire_keep_stricter:
 *
 * One answer that somebody gave and went away from.
 */
void
ebb_questionnaire_keep_stricter (EbbQuestionnaire *self)
{
  if (memcmp (&self->answers, &self->before, sizeof self->answers) != 0 && !would_widen (self))
    ebb_questionnaire_keep (self);
}

static void
finish_one (EbbQuestionnaire *self)
{
  if (would_widen (self))
    ask_all_for (self);
  else
    self->asking = EBB_ASKING_DONE;
  ebb_questionnaire_keep (self);
}

static void
finish_question (EbbQuestionnaire *self)
{
  if (self->is_single)
    finish_one (self);
  else
    advance (self);
}

static void
go_on_from_answer (EbbQuestionnaire *self)
{
  gboolean is_yes = ebb_answer_counts_as_yes (self->answers.answer[self->question]);

  if (is_urgent (self))
    self->asking = EBB_ASKING_URGENT;
  else if (self->question == EBB_QUESTION_SKIN && is_yes)
    self->asking = EBB_ASKING_LEGS;
  else if (self->question == EBB_QUESTION_REMOVE && is_yes)
    self->asking = EBB_ASKING_HELPER;
  else if (self->question == EBB_QUESTION_PREGNANT
           && self->answers.answer[self->question] == EBB_ANSWER_YES)
    self->asking = EBB_ASKING_DUE;
  else
    finish_question (self);
}

/**
 * ebb_questionnaire_go_on:
 *
 * To the next question, once this one is answered.
 */
void
ebb_questionnaire_go_on (EbbQuestionnaire *self)
{
  g_return_if_fail (EBB_IS_QUESTIONNAIRE (self));

  if (!ebb_questionnaire_can_go_on (self))
    return;
  if (self->asking == EBB_ASKING_QUESTION)
    go_on_from_answer (self);
  else if (self->asking == EBB_ASKING_LEGS)
    self->asking = EBB_ASKING_FEVER;
  else
    finish_question (self);
  ebb_questionnaire_changed (self);
}

/**
 * ebb_questionnaire_go_back:
 *
 * Answers stay as they are.
 */
gboolean
ebb_questionnaire_go_back (EbbQuestionnaire *self)
{
  g_return_val_if_fail (EBB_IS_QUESTIONNAIRE (self), FALSE);

  if (self->asking == EBB_ASKING_FEVER)
    self->asking = EBB_ASKING_LEGS;
  else if (self->asking == EBB_ASKING_LEGS || self->asking == EBB_ASKING_HELPER
           || self->asking == EBB_ASKING_DUE || self->asking == EBB_ASKING_URGENT)
    self->asking = EBB_ASKING_QUESTION;
  else if (self->is_single || self->question == EBB_QUESTION_CLOT_NOW
           || self->asking == EBB_ASKING_NOTHING || self->asking == EBB_ASKING_DONE)
    return FALSE;
  else
    ebb_questionnaire_ask (self, self->question - 1);
  ebb_questionnaire_changed (self);
  return TRUE;
}
