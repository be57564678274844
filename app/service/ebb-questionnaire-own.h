/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-questionnaire.h"

G_BEGIN_DECLS

/* What somebody allows themselves, which can only be less than the rules do. */
typedef enum
{
  EBB_OWN_PRESSURE, /* in Pa */
  EBB_OWN_LENGTH,   /* in seconds */
} EbbOwnLimit;

/* 0: none, as of somebody who has not answered the questions yet. */
gint64 ebb_questionnaire_get_own (EbbQuestionnaire *self, EbbOwnLimit limit);
/* @direction: 1 or -1. One step above all that the rules leave is none. FALSE: there is none further. */
gboolean ebb_questionnaire_can_step_own (EbbQuestionnaire *self, EbbOwnLimit limit, int direction);
/* Kept at once; the answers stay as they are, and bear the day they did. */
void ebb_questionnaire_step_own (EbbQuestionnaire *self, EbbOwnLimit limit, int direction);

/* Whether a birth can be asked of that is then: a year to both sides, or EBB_DUE_UNKNOWN. */
gboolean ebb_questionnaire_is_due_possible (gint64 due_s, gint64 now_s);

/* Something about this person is otherwise than they said: all questions are asked again. FALSE: they
 * have not answered the questions yet, are answering them, or cannot have been born then. */
gboolean ebb_questionnaire_edit_born (EbbQuestionnaire *self, int born_month);

G_END_DECLS
