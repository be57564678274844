/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-questions-page.h"

G_BEGIN_DECLS

/**
 * EbbAnswersPage:
 *
 * What was said to each question, and what it leaves allowed now. Actions: "questions.change",
 * "questions.begin", "questions.begin-anew", "questions.acknowledge".
 */
#define EBB_TYPE_ANSWERS_PAGE (ebb_answers_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbAnswersPage, ebb_answers_page, EBB, ANSWERS_PAGE, AdwBin)

/* @answers: (nullable): nothing was said, or it is not known. @allowance: (nullable): as before, or
 * what was said last could not be kept. @state: whether anything can be asked */
void ebb_answers_page_show (EbbAnswersPage     *self,
                            const EbbAnswers   *answers,
                            const EbbAllowance *allowance,
                            EbbWearerState      state);
void ebb_answers_page_focus_heading (EbbAnswersPage *self);

G_END_DECLS
