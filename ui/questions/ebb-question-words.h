/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-allowance.h"
#include "ebb-questionnaire.h"

G_BEGIN_DECLS

/* Static strings, translated. */

/* What it is about, at the beginning of a line. */
const char *ebb_question_words_topic (EbbQuestion question);
/* The question itself, as in screening.json. */
const char *ebb_question_words_ask (EbbQuestion question);
/* Why it is asked. */
const char *ebb_question_words_why (EbbQuestion question);
/* As the two before, of what belongs to a yes, too. */
const char *ebb_question_words_part_ask (EbbAsking asking, EbbQuestion question);
const char *ebb_question_words_part_why (EbbAsking asking, EbbQuestion question);
const char *ebb_question_words_answer (EbbAnswer answer);
/* Why all are asked again. */
const char *ebb_question_words_reask (EbbReask reask);

/* The month of a birth. */
char *ebb_question_words_dup_born (int born_month) G_GNUC_WARN_UNUSED_RESULT;
/* What was said to it, with what belongs to a yes. */
char *ebb_question_words_dup_said (const EbbAnswers *answers,
                                   EbbQuestion       question) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
