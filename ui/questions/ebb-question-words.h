/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-allowance.h"

G_BEGIN_DECLS

/* Static strings, translated. */

/* What it is about, at the beginning of a line. */
const char *ebb_question_words_topic (EbbQuestion question);
/* The question itself, as in screening.json. */
const char *ebb_question_words_ask (EbbQuestion question);
/* Why it is asked. */
const char *ebb_question_words_why (EbbQuestion question);
const char *ebb_question_words_answer (EbbAnswer answer);
/* Why all are asked again. */
const char *ebb_question_words_reask (EbbReask reask);

/* What was said to it, with what belongs to a yes. */
char *ebb_question_words_dup_said (const EbbAnswers *answers,
                                   EbbQuestion       question) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
