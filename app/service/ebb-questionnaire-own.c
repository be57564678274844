/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-questionnaire-own.h"

#include "ebb-caps.h"
#include "ebb-questionnaire-private.h"
#include "ebb-units.h"
#include "ebb-wearer-private.h"

/* Steps a person would take, and the least that a set of answers may have (ebb_answers_parse()):
 * engineering choice. */
#define PRESSURE_STEP_MMHG 5
#define PRESSURE_LEAST_MMHG 10
#define LENGTH_STEP_S (5 * 60)

/* A pregnancy and the weeks after it fit in well: engineering choice. */
#define DUE_MOST_S (366 * 24 * 60 * 60)

/* What the rules leave now, where somebody allows themselves all of it. FALSE: that is not known. */
static gboolean
find_ruled (EbbQuestionnaire *self, EbbOwnLimit limit, gint64 *ruled)
{
  const EbbAnswers *last = ebb_questionnaire_get_last (self);
  EbbAllowance      allowance;
  EbbAnswers        answers;
  EbbPerson         person;

  if (last == NULL || !ebb_questionnaire_is_known (self)
      || !ebb_wearer_describe (self->wearer, EBB_SAID_ALL, NULL, &person))
    return FALSE;
  answers = *last;
  answers.own_cap_pa = 0;
  answers.own_longest_s = 0;
  person.answers = &answers;
  ebb_caps_describe (&allowance, &self->limits, &person);
  *ruled = limit == EBB_OWN_PRESSURE ? ebb_pa_to_whole_mmhg (allowance.cap_pa)
                                     : (gint64) allowance.longest_s;
  return allowance.is_allowed;
}

/* In the unit that is stepped in. */
static gint64
get_own (const EbbAnswers *answers, EbbOwnLimit limit)
{
  return limit == EBB_OWN_PRESSURE ? ebb_pa_to_whole_mmhg (answers->own_cap_pa)
                                   : (gint64) answers->own_longest_s;
}

/* FALSE: there is no such step. 0: none of one's own. */
static gboolean
find_next (EbbQuestionnaire *self, EbbOwnLimit limit, int direction, gint64 *next)
{
  const gint64 step = limit == EBB_OWN_PRESSURE ? PRESSURE_STEP_MMHG : LENGTH_STEP_S;
  const gint64 least =
      limit == EBB_OWN_PRESSURE ? PRESSURE_LEAST_MMHG : (gint64) self->limits.session_min_s;
  gint64 ruled;
  gint64 own;

  if (!find_ruled (self, limit, &ruled))
    return FALSE;
  own = get_own (ebb_questionnaire_get_last (self), limit);
  if (direction > 0 && own == 0)
    return FALSE;
  /* One that is above the rules by now is stepped down from them. */
  own = own == 0 ? ruled : MIN (own, ruled);
  *next = direction > 0 ? (own / step + 1) * step : (own - 1) / step * step;
  if (*next >= ruled)
    *next = 0;
  return *next == 0 ? direction > 0 : *next >= least;
}

/**
 * ebb_questionnaire_get_own:
 *
 * Returns: what this person allows themselves; 0: what the rules do
 */
gint64
ebb_questionnaire_get_own (EbbQuestionnaire *self, EbbOwnLimit limit)
{
  const EbbAnswers *last;

  g_return_val_if_fail (EBB_IS_QUESTIONNAIRE (self), 0);

  last = ebb_questionnaire_get_last (self);
  if (last == NULL)
    return 0;
  return limit == EBB_OWN_PRESSURE ? last->own_cap_pa : (gint64) last->own_longest_s;
}

/**
 * ebb_questionnaire_can_step_own:
 *
 * Returns: %FALSE while the questions are being asked, too
 */
gboolean
ebb_questionnaire_can_step_own (EbbQuestionnaire *self, EbbOwnLimit limit, int direction)
{
  gint64 next;

  g_return_val_if_fail (EBB_IS_QUESTIONNAIRE (self), FALSE);

  return (self->asking == EBB_ASKING_NOTHING || self->asking == EBB_ASKING_DONE)
         && find_next (self, limit, direction, &next);
}

/**
 * ebb_questionnaire_step_own:
 *
 * Does nothing where there is no such step.
 */
void
ebb_questionnaire_step_own (EbbQuestionnaire *self, EbbOwnLimit limit, int direction)
{
  gint64 next;

  if (!ebb_questionnaire_can_step_own (self, limit, direction)
      || !find_next (self, limit, direction, &next))
    return;
  ebb_questionnaire_take_last (self);
  if (limit == EBB_OWN_PRESSURE)
    self->answers.own_cap_pa = ebb_mmhg_to_pa ((int) next);
  else
    self->answers.own_longest_s = (guint) next;
  ebb_questionnaire_keep (self);
  ebb_questionnaire_changed (self);
}

/**
 * ebb_questionnaire_is_due_possible:
 *
 * Returns: whether a birth can be asked of at @now_s that is of the day of @due_s
 */
gboolean
ebb_questionnaire_is_due_possible (gint64 due_s, gint64 now_s)
{
  return due_s == EBB_DUE_UNKNOWN
         || (due_s > 0 && due_s > now_s - DUE_MOST_S && due_s < now_s + DUE_MOST_S);
}

/**
 * ebb_questionnaire_edit_born:
 *
 * The answers stay, and hold no more: what is otherwise may change them (safety.md section 3).
 */
gboolean
ebb_questionnaire_edit_born (EbbQuestionnaire *self, int born_month)
{
  gint64 now_s;

  g_return_val_if_fail (EBB_IS_QUESTIONNAIRE (self), FALSE);

  if ((self->asking != EBB_ASKING_NOTHING && self->asking != EBB_ASKING_DONE)
      || ebb_questionnaire_get_last (self) == NULL || !ebb_questionnaire_find_now_s (self, &now_s)
      || !ebb_born_is_possible (born_month, now_s))
    return FALSE;
  ebb_questionnaire_take_last (self);
  if (self->answers.born_month == born_month)
    return TRUE;
  ebb_answers_edit_born (&self->answers, born_month, now_s);
  ebb_questionnaire_keep (self);
  ebb_questionnaire_changed (self);
  return TRUE;
}
