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

G_END_DECLS
