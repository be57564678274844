/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-questionnaire.h"

G_BEGIN_DECLS

/* How far the questions are, as plain values. Borrowed for the call. */
typedef struct
{
  EbbAsking           asking;
  EbbQuestion         question;
  const EbbScreening *screening;
  const EbbAnswers   *answers;
  const EbbAnswers   *earlier; /* (nullable) */
  EbbAnswer           fever;
  EbbAnswer           helper;
  gint64              now_s; /* wall time; 0: not known */
  gboolean            is_single;
  gboolean            is_widening;
  gboolean            can_go_on;
  const char         *error;     /* (nullable) */
  const EbbAllowance *allowance; /* (nullable): nothing is known */
} EbbQuestionsScene;

/**
 * EbbQuestionsPage:
 *
 * One question at a time, and what comes of all answers. Actions: "questions.say", "questions.born",
 * "questions.due", "questions.legs", "questions.next", "questions.back", "questions.leave",
 * "questions.acknowledge".
 */
#define EBB_TYPE_QUESTIONS_PAGE (ebb_questions_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbQuestionsPage, ebb_questions_page, EBB, QUESTIONS_PAGE, AdwBin)

void ebb_questions_page_show (EbbQuestionsPage *self, const EbbQuestionsScene *scene);
/* What is asked, once the page is seen. */
void ebb_questions_page_focus_heading (EbbQuestionsPage *self);

G_END_DECLS
