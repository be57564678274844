/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-answers.h"

G_BEGIN_DECLS

#define NOW_S G_GINT64_CONSTANT (1795384800) /* 2026-11-22T22:00:00Z */
#define PERSON_DAY_S (24 * 60 * 60)

static inline void
load_screening (EbbScreening *screening)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "screening.json", NULL);
  g_autoptr (GError) error = NULL;

  ebb_screening_load (screening, path, &error);
  g_assert_no_error (error);
}

/* Somebody of 40 years who said no to everything yesterday, and that all is well just now. */
static inline EbbAnswers
make_answers (const EbbScreening *screening)
{
  EbbAnswers answers;

  ebb_answers_init (&answers);
  answers.revision = screening->revision;
  answers.answered_s = NOW_S - PERSON_DAY_S;
  answers.age_years = answers.answered_age_years = 40;
  answers.said = EBB_SAID_ALL;
  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    answers.answer[i] = EBB_ANSWER_NO;
  return answers;
}

G_END_DECLS
