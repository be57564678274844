/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-allowance.h"
#include "ebb-wearer.h"

G_BEGIN_DECLS

/* What is asked now. */
typedef enum
{
  EBB_ASKING_NOTHING,  /* nobody is asked */
  EBB_ASKING_QUESTION, /* yes, no, or not sure */
  EBB_ASKING_AGE,      /* the month of a birth */
  EBB_ASKING_LEGS,     /* EBB_QUESTION_SKIN: which leg it is */
  EBB_ASKING_FEVER,    /* EBB_QUESTION_SKIN: fever, or redness that spreads */
  EBB_ASKING_DUE,      /* EBB_QUESTION_PREGNANT: which day a birth is due, or was */
  EBB_ASKING_HELPER,   /* EBB_QUESTION_REMOVE: whether somebody is there who can do it */
  EBB_ASKING_URGENT,   /* nothing: signs that need help now */
  EBB_ASKING_DONE,     /* nothing any more */
} EbbAsking;

/**
 * EbbQuestionnaire:
 *
 * Going through the questions, one at a time. Each answer is kept as it is given, and allows nothing
 * until there are all of them. What is asked is decided here; a front end shows it.
 *
 * Signals: "changed".
 */
#define EBB_TYPE_QUESTIONNAIRE (ebb_questionnaire_get_type ())
G_DECLARE_FINAL_TYPE (EbbQuestionnaire, ebb_questionnaire, EBB, QUESTIONNAIRE, GObject)

EbbAsking   ebb_questionnaire_get_asking (EbbQuestionnaire *self);
EbbQuestion ebb_questionnaire_get_question (EbbQuestionnaire *self);
/* As said so far. Borrowed until "changed", as the next. */
const EbbAnswers *ebb_questionnaire_get_answers (EbbQuestionnaire *self);
/* (nullable): of before, while the questions are asked again */
const EbbAnswers *ebb_questionnaire_get_earlier (EbbQuestionnaire *self);
/* Of the two that are no answers of their own: EBB_ANSWER_NONE until it was said. */
EbbAnswer ebb_questionnaire_get_fever (EbbQuestionnaire *self);
EbbAnswer ebb_questionnaire_get_helper (EbbQuestionnaire *self);
/* Wall time, by which dates are judged; 0: nothing is known. */
gint64 ebb_questionnaire_get_now_s (EbbQuestionnaire *self);
/* One is changed, and no other is asked. */
gboolean ebb_questionnaire_is_single (EbbQuestionnaire *self);
/* It would have allowed more: so all are asked again. */
gboolean    ebb_questionnaire_is_widening (EbbQuestionnaire *self);
const char *ebb_questionnaire_get_error (EbbQuestionnaire *self); /* (nullable): not kept */

/* Goes on where it was left, or anew where nothing holds any more. FALSE: what was said before is not
 * known, and nothing is asked. */
gboolean ebb_questionnaire_begin (EbbQuestionnaire *self);
gboolean ebb_questionnaire_begin_anew (EbbQuestionnaire *self);
gboolean ebb_questionnaire_ask_one (EbbQuestionnaire *self, EbbQuestion question);
void     ebb_questionnaire_leave (EbbQuestionnaire *self);

/* To what is asked now: the answer to it, and to a part of it. */
void ebb_questionnaire_say (EbbQuestionnaire *self, EbbAnswer answer);
void ebb_questionnaire_say_born (EbbQuestionnaire *self, int born_month);
void ebb_questionnaire_say_due (EbbQuestionnaire *self, gint64 due_s);
void ebb_questionnaire_say_legs (EbbQuestionnaire *self, EbbLegs legs);

gboolean ebb_questionnaire_can_go_on (EbbQuestionnaire *self);
void     ebb_questionnaire_go_on (EbbQuestionnaire *self);
/* FALSE: there is nothing before. */
gboolean ebb_questionnaire_go_back (EbbQuestionnaire *self);

/* A professional agreed to this use in spite of a yes; it has a date of its own. */
void ebb_questionnaire_agree (EbbQuestionnaire *self, EbbQuestion question);

/* It is understood what more than the standard limit means; only where EbbAllowance says that it can
 * be said now. */
void ebb_questionnaire_acknowledge (EbbQuestionnaire *self);

/* FALSE: what was said before can not be read, or what was said last could not be kept. */
gboolean ebb_questionnaire_is_known (EbbQuestionnaire *self);
/* What is kept leaves, now. FALSE: it is not known, or nothing was said. */
gboolean ebb_questionnaire_describe (EbbQuestionnaire *self, EbbAllowance *allowance);

G_END_DECLS
