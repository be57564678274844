/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-restriction.h"

/**
 * ebb_restriction_init:
 *
 * Allows everything: joining it to another changes nothing.
 */
void
ebb_restriction_init (EbbRestriction *restriction)
{
  *restriction = (EbbRestriction){
    .cap_pa = G_MAXINT32,
    .first_cap_pa = G_MAXINT32,
    .longest_s = G_MAXUINT,
    .zones = { EBB_ZONE_MASK_ALL, EBB_ZONE_MASK_ALL },
    .allows_heat = TRUE,
    .heat_cap_ddeg = G_MAXINT16,
    .heat_longest_s = G_MAXUINT,
    .allows_tapping = TRUE,
    .allows_kneading = TRUE,
  };
}

/**
 * ebb_restriction_join:
 *
 * The strictest wins: in whatever order and however often restrictions are joined, the result is
 * the same, and no further one ever widens it.
 */
void
ebb_restriction_join (EbbRestriction *restriction, const EbbRestriction *other)
{
  restriction->cap_pa = MIN (restriction->cap_pa, other->cap_pa);
  restriction->first_cap_pa = MIN (restriction->first_cap_pa, other->first_cap_pa);
  restriction->longest_s = MIN (restriction->longest_s, other->longest_s);
  for (guint side = 0; side < EBB_N_SIDES; side++)
    restriction->zones[side] &= other->zones[side];
  restriction->allows_heat = restriction->allows_heat && other->allows_heat;
  restriction->heat_cap_ddeg = MIN (restriction->heat_cap_ddeg, other->heat_cap_ddeg);
  restriction->heat_longest_s = MIN (restriction->heat_longest_s, other->heat_longest_s);
  restriction->allows_tapping = restriction->allows_tapping && other->allows_tapping;
  restriction->allows_kneading = restriction->allows_kneading && other->allows_kneading;
  restriction->is_flagged = restriction->is_flagged || other->is_flagged;
  restriction->unanswered |= other->unanswered;
  restriction->blocking |= other->blocking;
  restriction->consulting |= other->consulting;
  restriction->urgent |= other->urgent;
  restriction->reask |= other->reask;
}

static void
restrict_age (EbbRestriction     *restriction,
              const EbbScreening *screening,
              const EbbAnswers   *answers,
              gint64              now_s)
{
  int youngest = MIN (ebb_answers_get_youngest_years (answers, now_s), answers->answered_age_years);
  int oldest = MAX (ebb_answers_get_oldest_years (answers, now_s), answers->answered_age_years);

  if (!ebb_answers_has (answers, EBB_QUESTION_AGE))
    restriction->unanswered |= EBB_QUESTION_BIT (EBB_QUESTION_AGE);
  if (youngest < EBB_ADULT_YEARS)
    restriction->blocking |= EBB_QUESTION_BIT (EBB_QUESTION_AGE);
  if (oldest < EBB_OLD_YEARS && youngest != EBB_AGE_UNKNOWN)
    return;
  restriction->first_cap_pa = screening->old_first_cap_pa;
  restriction->heat_cap_ddeg = screening->old_heat_cap_ddeg;
  restriction->heat_longest_s = screening->old_heat_longest_s;
  restriction->is_flagged = TRUE;
}

/* One leg, where it was said which and that there is no fever; else both. */
static void
block_legs (EbbRestriction *restriction, const EbbAnswers *answers, EbbQuestion question)
{
  gboolean is_one =
      answers->has_no_fever
      && (answers->skin_legs == EBB_LEGS_LEFT || answers->skin_legs == EBB_LEGS_RIGHT);

  if (!is_one || answers->answer[question] == EBB_ANSWER_NONE)
    restriction->blocking |= EBB_QUESTION_BIT (question);
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      if (!is_one || ebb_legs_has_side (answers->skin_legs, (EbbSide) side))
        restriction->zones[side] = 0;
    }
}

static gboolean
is_agreed (const EbbScreening *screening,
           const EbbAnswers   *answers,
           EbbQuestion         question,
           gint64              now_s)
{
  gint64 agreed_s = answers->agreed_s[question];

  /* Of a date that has not come yet nobody knows when it was. */
  return agreed_s > 0 && agreed_s <= now_s && now_s - agreed_s < screening->agreed_valid_s;
}

static void
restrict_yes (EbbRestriction     *restriction,
              const EbbScreening *screening,
              const EbbAnswers   *answers,
              EbbQuestion         question,
              gint64              now_s)
{
  const EbbEffect *effect = &screening->effect[question];
  const guint      bit = EBB_QUESTION_BIT (question);

  restriction->is_flagged = TRUE;
  restriction->cap_pa = effect->cap_pa;
  restriction->longest_s = effect->longest_s;
  restriction->allows_heat = (effect->flags & EBB_EFFECT_NO_HEAT) == 0;
  restriction->allows_tapping = (effect->flags & EBB_EFFECT_NO_TAPPING) == 0;
  restriction->allows_kneading = (effect->flags & EBB_EFFECT_NO_KNEADING) == 0;
  for (guint side = 0; side < EBB_N_SIDES && (effect->flags & EBB_EFFECT_BELOW_KNEE) != 0; side++)
    restriction->zones[side] = EBB_ZONES_BELOW_KNEE;
  if ((effect->flags & EBB_EFFECT_ONE_LEG) != 0)
    block_legs (restriction, answers, question);
  else if ((effect->flags & EBB_EFFECT_BLOCKS) != 0
           && !((effect->flags & EBB_EFFECT_HELPER_LIFTS) != 0 && answers->is_helper_present))
    restriction->blocking |= bit;
  if ((effect->flags & EBB_EFFECT_CONSULT) != 0 && !is_agreed (screening, answers, question, now_s))
    restriction->consulting |= bit;
  /* Somebody who has not been asked has no signs of anything. */
  if (answers->answer[question] == EBB_ANSWER_NONE)
    restriction->unanswered |= bit;
  else if ((effect->flags & EBB_EFFECT_URGENT) != 0)
    restriction->urgent |= bit;
}

/**
 * ebb_restriction_of_question:
 *
 * What the answer to one question does. Yes, "not sure" and no answer count the same. What holds
 * after a professional agreed holds before, too: an agreement lifts the block and nothing else.
 */
void
ebb_restriction_of_question (EbbRestriction     *restriction,
                             const EbbScreening *screening,
                             const EbbAnswers   *answers,
                             EbbQuestion         question,
                             gint64              now_s)
{
  ebb_restriction_init (restriction);
  if (question == EBB_QUESTION_AGE)
    restrict_age (restriction, screening, answers, now_s);
  else if (answers->answer[question] != EBB_ANSWER_NO)
    restrict_yes (restriction, screening, answers, question, now_s);
}

static gboolean
grew_old (const EbbAnswers *answers, gint64 now_s)
{
  return answers->answered_age_years < EBB_OLD_YEARS
         && ebb_answers_get_oldest_years (answers, now_s) >= EBB_OLD_YEARS;
}

static guint
find_reask (const EbbScreening *screening,
            const EbbAnswers   *answers,
            gint64              symptom_s,
            gint64              now_s)
{
  gint64 answered_s = answers->answered_s;
  guint  reask = 0;

  if (answered_s > now_s || now_s - answered_s >= screening->valid_s)
    reask |= EBB_REASK_EXPIRED;
  if (answers->revision != screening->revision)
    reask |= EBB_REASK_REVISION;
  if (symptom_s > 0 && symptom_s >= answered_s)
    reask |= EBB_REASK_SYMPTOM;
  if (answers->profile_edited_s > 0 && answers->profile_edited_s >= answered_s)
    reask |= EBB_REASK_PROFILE;
  if (grew_old (answers, now_s))
    reask |= EBB_REASK_AGE;
  if (answers->due_s > answered_s && answers->due_s <= now_s)
    reask |= EBB_REASK_DUE;
  return reask;
}

/**
 * ebb_restriction_of_answers:
 *
 * Joins what each question does. Pure: @now_s and @symptom_s are all it knows of time and history.
 */
void
ebb_restriction_of_answers (EbbRestriction     *restriction,
                            const EbbScreening *screening,
                            const EbbAnswers   *answers,
                            gint64              symptom_s,
                            gint64              now_s)
{
  ebb_restriction_init (restriction);
  for (int question = 0; question < EBB_N_QUESTIONS; question++)
    {
      EbbRestriction one;

      ebb_restriction_of_question (&one, screening, answers, (EbbQuestion) question, now_s);
      ebb_restriction_join (restriction, &one);
    }
  restriction->reask = find_reask (screening, answers, symptom_s, now_s);
}

static gboolean
has_more_zones (const EbbRestriction *restriction, const EbbRestriction *before)
{
  return (restriction->zones[EBB_SIDE_LEFT] & ~before->zones[EBB_SIDE_LEFT]) != 0
         || (restriction->zones[EBB_SIDE_RIGHT] & ~before->zones[EBB_SIDE_RIGHT]) != 0;
}

/**
 * ebb_restriction_is_wider:
 *
 * Not the opposite of stricter: what is stricter in one thing may be wider in another.
 *
 * Returns: whether @restriction allows anything that @before does not
 */
gboolean
ebb_restriction_is_wider (const EbbRestriction *restriction, const EbbRestriction *before)
{
  EbbRestriction both = *before;

  ebb_restriction_join (&both, restriction);
  return restriction->cap_pa > both.cap_pa || restriction->first_cap_pa > both.first_cap_pa
         || restriction->longest_s > both.longest_s || has_more_zones (restriction, before)
         || restriction->allows_heat != both.allows_heat
         || restriction->heat_cap_ddeg > both.heat_cap_ddeg
         || restriction->heat_longest_s > both.heat_longest_s
         || restriction->allows_tapping != both.allows_tapping
         || restriction->allows_kneading != both.allows_kneading
         || restriction->is_flagged != both.is_flagged || restriction->unanswered != both.unanswered
         || restriction->blocking != both.blocking || restriction->consulting != both.consulting
         || restriction->urgent != both.urgent || restriction->reask != both.reask;
}

/**
 * ebb_restriction_allows_use:
 *
 * Returns: %FALSE if no program at all may run
 */
gboolean
ebb_restriction_allows_use (const EbbRestriction *restriction)
{
  return restriction->unanswered == 0 && restriction->blocking == 0 && restriction->consulting == 0
         && restriction->urgent == 0 && restriction->reask == 0;
}
