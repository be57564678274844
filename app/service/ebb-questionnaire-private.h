/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-limits.h"
#include "ebb-questionnaire.h"

G_BEGIN_DECLS

struct _EbbQuestionnaire
{
  GObject parent_instance;

  /* owned */
  EbbWearer *wearer;
  char      *error; /* (nullable) */

  /* state */
  EbbLimits   limits;
  EbbAsking   asking;
  EbbQuestion question;
  EbbAnswers  answers;
  EbbAnswers  earlier;
  EbbAnswers  before; /* one of it was changed */
  EbbAnswer   fever;
  EbbAnswer   helper;
  guint       n_saving; /* of this person */
  guint       era;      /* goes up with each person */
  gboolean    has_earlier;
  gboolean    is_single;
  gboolean    is_widening;
};

/* @limits: are copied */
EbbQuestionnaire *ebb_questionnaire_new (EbbWearer       *wearer,
                                         const EbbLimits *limits) G_GNUC_WARN_UNUSED_RESULT;

/* Somebody else is asked from now on: what was being asked is not asked any more. */
void ebb_questionnaire_start_over (EbbQuestionnaire *self);

/* For the files of this class. */
const EbbAnswers *ebb_questionnaire_get_last (EbbQuestionnaire *self); /* (nullable) */
void              ebb_questionnaire_take_last (EbbQuestionnaire *self);
void              ebb_questionnaire_ask (EbbQuestionnaire *self, EbbQuestion question);
void              ebb_questionnaire_keep (EbbQuestionnaire *self);
void              ebb_questionnaire_keep_stricter (EbbQuestionnaire *self);
gboolean          ebb_questionnaire_find_now_s (EbbQuestionnaire *self, gint64 *now_s);
void              ebb_questionnaire_changed (EbbQuestionnaire *self);

G_END_DECLS
