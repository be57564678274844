/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-allowance.h"
#include "ebb-fact.h"
#include "ebb-questionnaire.h"

G_BEGIN_DECLS

/* What one answer changes. */
GArray *ebb_allowance_words_list_changes (const EbbEffect *effect,
                                          EbbAnswer        answer) G_GNUC_WARN_UNUSED_RESULT;
/* What an age changes. */
GArray *ebb_allowance_words_list_age (const EbbScreening *screening,
                                      int                 years) G_GNUC_WARN_UNUSED_RESULT;
/* What an answer that belongs to a yes changes. */
GArray *ebb_allowance_words_list_part (EbbAsking         asking,
                                       const EbbAnswers *answers,
                                       EbbAnswer         fever,
                                       EbbAnswer         helper) G_GNUC_WARN_UNUSED_RESULT;
/* What all answers leave, or why they leave nothing; then what unlocks more. */
const char *ebb_allowance_words_title (const EbbAllowance *allowance);
GArray     *ebb_allowance_words_list (const EbbAllowance *allowance) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
