/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-restriction.h"
#include "person-fixture.h"

#define N_SETS 100000

static EbbScreening screening;

static EbbRestriction
restrict_by (const EbbAnswers *answers)
{
  EbbRestriction restriction;

  ebb_restriction_of_answers (&restriction, &screening, answers, 0, NOW_S);
  return restriction;
}

static gboolean
is_same (const EbbRestriction *a, const EbbRestriction *b)
{
  return a->cap_pa == b->cap_pa && a->first_cap_pa == b->first_cap_pa
         && a->longest_s == b->longest_s && a->zones[0] == b->zones[0] && a->zones[1] == b->zones[1]
         && a->allows_heat == b->allows_heat && a->heat_cap_ddeg == b->heat_cap_ddeg
         && a->heat_longest_s == b->heat_longest_s && a->allows_tapping == b->allows_tapping
         && a->allows_kneading == b->allows_kneading && a->is_flagged == b->is_flagged
         && a->unanswered == b->unanswered && a->blocking == b->blocking
         && a->consulting == b->consulting && a->urgent == b->urgent && a->reask == b->reask;
}

static gboolean
has_no_more_zones (const EbbRestriction *narrower, const EbbRestriction *wider)
{
  return (narrower->zones[EBB_SIDE_LEFT] & ~wider->zones[EBB_SIDE_LEFT]) == 0
         && (narrower->zones[EBB_SIDE_RIGHT] & ~wider->zones[EBB_SIDE_RIGHT]) == 0;
}

/* Nothing that @wider forbids is allowed by @narrower; said without the join that is tested here. */
static gboolean
is_no_wider (const EbbRestriction *narrower, const EbbRestriction *wider)
{
  return narrower->cap_pa <= wider->cap_pa && narrower->first_cap_pa <= wider->first_cap_pa
         && narrower->longest_s <= wider->longest_s && has_no_more_zones (narrower, wider)
         && narrower->allows_heat <= wider->allows_heat
         && narrower->heat_cap_ddeg <= wider->heat_cap_ddeg
         && narrower->heat_longest_s <= wider->heat_longest_s
         && narrower->is_flagged >= wider->is_flagged
         && narrower->allows_tapping <= wider->allows_tapping
         && narrower->allows_kneading <= wider->allows_kneading
         && (ebb_restriction_allows_use (wider) || !ebb_restriction_allows_use (narrower));
}

static EbbAnswers
draw_answers (GRand *random)
{
  EbbAnswers answers = make_answers (&screening);

  answers.age_years = answers.answered_age_years = g_rand_int_range (random, -1, 100);
  answers.is_helper_present = g_rand_boolean (random);
  answers.has_no_fever = g_rand_boolean (random);
  answers.skin_legs = (EbbLegs) g_rand_int_range (random, 0, 4);
  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    {
      if (g_rand_int_range (random, 0, 3) == 0)
        answers.answer[i] = (EbbAnswer) g_rand_int_range (random, 0, 4);
      if (g_rand_boolean (random))
        answers.agreed_s[i] = NOW_S - g_rand_int_range (random, -10, 100) * PERSON_DAY_S;
    }
  return answers;
}

static void
nobody_with_nothing_is_restricted (void)
{
  EbbAnswers     answers = make_answers (&screening);
  EbbRestriction restriction = restrict_by (&answers), none;

  ebb_restriction_init (&none);
  g_assert_true (is_same (&restriction, &none));
  g_assert_true (ebb_restriction_allows_use (&restriction));
}

static void
another_yes_never_widens (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (22);

  for (guint i = 0; i < N_SETS; i++)
    {
      EbbAnswers     answers = draw_answers (random);
      int            question = g_rand_int_range (random, 0, EBB_N_QUESTIONS);
      EbbAnswer      others[] = { EBB_ANSWER_NONE, EBB_ANSWER_YES, EBB_ANSWER_UNSURE };
      EbbRestriction without, with;

      answers.answer[question] = EBB_ANSWER_NO;
      without = restrict_by (&answers);
      answers.answer[question] = others[g_rand_int_range (random, 0, 3)];
      with = restrict_by (&answers);
      g_assert_true (is_no_wider (&with, &without));
    }
}

static void
an_agreement_lifts_its_block_and_nothing_else (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (23);

  for (guint i = 0; i < N_SETS; i++)
    {
      EbbAnswers     answers = draw_answers (random);
      int            question = g_rand_int_range (random, 0, EBB_N_QUESTIONS);
      EbbRestriction before, after;

      answers.agreed_s[question] = 0;
      before = restrict_by (&answers);
      answers.agreed_s[question] = NOW_S;
      after = restrict_by (&answers);
      g_assert_cmphex (before.consulting & ~EBB_QUESTION_BIT (question), ==, after.consulting);
      before.consulting = after.consulting;
      g_assert_true (is_same (&before, &after));
    }
}

static void
order_and_repetition_change_nothing (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (24);

  for (guint i = 0; i < N_SETS; i++)
    {
      EbbAnswers     answers = draw_answers (random);
      EbbRestriction whole = restrict_by (&answers), shuffled, one;
      int            start = g_rand_int_range (random, 0, EBB_N_QUESTIONS);
      /* Odd, so that every question has its turn; once more round, so that some have two. */
      int step = 2 * g_rand_int_range (random, 0, 8) + 1;

      ebb_restriction_init (&shuffled);
      for (int turn = 0; turn < EBB_N_QUESTIONS + 5; turn++)
        {
          EbbQuestion question = (EbbQuestion) ((start + turn * step) % EBB_N_QUESTIONS);

          ebb_restriction_of_question (&one, &screening, &answers, question, NOW_S);
          ebb_restriction_join (&shuffled, &one);
        }
      g_assert_true (is_same (&whole, &shuffled));
    }
}

static void
no_answer_counts_as_yes (void)
{
  for (int question = 0; question < EBB_N_QUESTIONS; question++)
    {
      EbbAnswers     answers = make_answers (&screening);
      EbbRestriction none, yes;

      if (question == EBB_QUESTION_AGE)
        continue;
      answers.answer[question] = EBB_ANSWER_YES;
      yes = restrict_by (&answers);
      answers.answer[question] = EBB_ANSWER_NONE;
      none = restrict_by (&answers);
      g_assert_false (ebb_restriction_allows_use (&none));
      g_assert_true (is_no_wider (&none, &yes));
      g_assert_cmphex (none.unanswered, ==, EBB_QUESTION_BIT (question));
      g_assert_cmphex (none.urgent, ==, 0);
    }
}

/* safety.md section 3, row by row; the last column: after a professional agreed today. */
static const struct
{
  EbbQuestion question;
  int         cap_mmhg, longest_s;
  gboolean    allows_heat, is_below_knee, is_allowed_when_agreed;
} rows[] = {
  { EBB_QUESTION_CLOT_NOW, 0, 0, TRUE, FALSE, FALSE },
  { EBB_QUESTION_CLOT_PAST, 40, 0, FALSE, FALSE, TRUE },
  { EBB_QUESTION_ARTERY, 30, 900, FALSE, FALSE, TRUE },
  { EBB_QUESTION_HEART, 30, 900, FALSE, TRUE, TRUE },
  { EBB_QUESTION_VEINS, 30, 0, FALSE, FALSE, TRUE },
  { EBB_QUESTION_FEELING, 30, 900, FALSE, FALSE, TRUE },
  { EBB_QUESTION_BLEED, 30, 0, TRUE, FALSE, TRUE },
  { EBB_QUESTION_BONES, 30, 0, TRUE, FALSE, TRUE },
  { EBB_QUESTION_SURGERY, 30, 0, FALSE, FALSE, TRUE },
  { EBB_QUESTION_PREGNANT, 30, 900, FALSE, TRUE, TRUE },
  { EBB_QUESTION_PREGNANT_SWELLING, 0, 0, TRUE, FALSE, FALSE },
  { EBB_QUESTION_CANCER_LYMPH, 30, 0, FALSE, FALSE, TRUE },
  { EBB_QUESTION_IMPLANT, 0, 0, FALSE, FALSE, TRUE },
  { EBB_QUESTION_REMOVE, 0, 0, TRUE, FALSE, FALSE },
};

static void
each_yes_does_what_its_row_says (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      EbbAnswers     answers = make_answers (&screening);
      EbbRestriction yes;
      EbbZoneMask    zones = rows[i].is_below_knee ? EBB_ZONES_BELOW_KNEE : EBB_ZONE_MASK_ALL;

      answers.answer[rows[i].question] = EBB_ANSWER_YES;
      yes = restrict_by (&answers);
      g_assert_false (ebb_restriction_allows_use (&yes));
      answers.agreed_s[rows[i].question] = NOW_S;
      yes = restrict_by (&answers);
      g_assert_cmpint (ebb_restriction_allows_use (&yes), ==, rows[i].is_allowed_when_agreed);
      g_assert_cmpint (yes.cap_pa, ==,
                       rows[i].cap_mmhg > 0 ? ebb_mmhg_to_pa (rows[i].cap_mmhg) : G_MAXINT32);
      g_assert_cmpuint (yes.longest_s, ==,
                        rows[i].longest_s > 0 ? (guint) rows[i].longest_s : G_MAXUINT);
      g_assert_cmpint (yes.allows_heat, ==, rows[i].allows_heat);
      g_assert_cmphex (yes.zones[EBB_SIDE_LEFT], ==, zones);
      g_assert_cmphex (yes.zones[EBB_SIDE_RIGHT], ==, zones);
      g_assert_true (yes.is_flagged);
    }
}

static void
urgent_signs_are_urgent (void)
{
  for (int question = 0; question < EBB_N_QUESTIONS; question++)
    {
      EbbAnswers answers = make_answers (&screening);
      gboolean   is_urgent =
          question == EBB_QUESTION_CLOT_NOW || question == EBB_QUESTION_PREGNANT_SWELLING;
      EbbRestriction restriction;

      answers.answer[question] = EBB_ANSWER_UNSURE;
      restriction = restrict_by (&answers);
      g_assert_cmphex (restriction.urgent, ==, is_urgent ? EBB_QUESTION_BIT (question) : 0);
    }
}

static void
reduced_feeling_locks_heat (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (25);

  for (guint i = 0; i < N_SETS; i++)
    {
      EbbAnswers     answers = draw_answers (random);
      EbbRestriction restriction;

      answers.answer[EBB_QUESTION_FEELING] = EBB_ANSWER_YES;
      answers.agreed_s[EBB_QUESTION_FEELING] = NOW_S;
      answers.is_helper_present = TRUE;
      restriction = restrict_by (&answers);
      g_assert_false (restriction.allows_heat);
    }
}

static void
an_agreement_has_its_own_date (void)
{
  const gint64 valid_s = 90 * PERSON_DAY_S;
  const struct
  {
    gint64   agreed_s;
    gboolean is_valid;
  } dates[] = {
    { 0, FALSE },
    { NOW_S, TRUE },
    { NOW_S + 1, FALSE },
    { NOW_S - valid_s + 1, TRUE },
    { NOW_S - valid_s, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      EbbAnswers     answers = make_answers (&screening);
      EbbRestriction restriction;

      answers.answer[EBB_QUESTION_PREGNANT] = EBB_ANSWER_YES;
      answers.agreed_s[EBB_QUESTION_PREGNANT] = dates[i].agreed_s;
      /* That somebody agreed to another thing is no matter. */
      answers.agreed_s[EBB_QUESTION_HEART] = NOW_S;
      restriction = restrict_by (&answers);
      g_assert_cmpint (ebb_restriction_allows_use (&restriction), ==, dates[i].is_valid);
    }
}

static void
a_sore_leg_is_left_alone (void)
{
  EbbAnswers     answers = make_answers (&screening);
  EbbRestriction restriction;

  answers.answer[EBB_QUESTION_SKIN] = EBB_ANSWER_YES;
  answers.skin_legs = EBB_LEGS_LEFT;
  answers.has_no_fever = TRUE;
  restriction = restrict_by (&answers);
  g_assert_true (ebb_restriction_allows_use (&restriction));
  g_assert_cmphex (restriction.zones[EBB_SIDE_LEFT], ==, 0);
  g_assert_cmphex (restriction.zones[EBB_SIDE_RIGHT], ==, EBB_ZONE_MASK_ALL);
  answers.has_no_fever = FALSE;
  restriction = restrict_by (&answers);
  g_assert_false (ebb_restriction_allows_use (&restriction));
  answers.has_no_fever = TRUE;
  for (int i = 0; i < 2; i++)
    {
      answers.skin_legs = i == 0 ? EBB_LEGS_NONE : EBB_LEGS_BOTH;
      restriction = restrict_by (&answers);
      g_assert_false (ebb_restriction_allows_use (&restriction));
    }
}

static void
somebody_to_help_lifts_one_block_only (void)
{
  EbbAnswers     answers = make_answers (&screening);
  EbbRestriction restriction;

  answers.answer[EBB_QUESTION_REMOVE] = EBB_ANSWER_YES;
  answers.is_helper_present = TRUE;
  restriction = restrict_by (&answers);
  g_assert_true (ebb_restriction_allows_use (&restriction));
  answers.answer[EBB_QUESTION_CLOT_NOW] = EBB_ANSWER_YES;
  restriction = restrict_by (&answers);
  g_assert_false (ebb_restriction_allows_use (&restriction));
}

static void
age_is_a_question_too (void)
{
  const struct
  {
    int      years;
    gboolean is_allowed, is_old;
  } ages[] = { { EBB_AGE_UNKNOWN, FALSE, TRUE },
               { 17, FALSE, FALSE },
               { 18, TRUE, FALSE },
               { 64, TRUE, FALSE },
               { 65, TRUE, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (ages); i++)
    {
      EbbAnswers     answers = make_answers (&screening);
      EbbRestriction restriction;

      answers.age_years = answers.answered_age_years = ages[i].years;
      restriction = restrict_by (&answers);
      g_assert_cmpint (ebb_restriction_allows_use (&restriction), ==, ages[i].is_allowed);
      g_assert_cmpint (restriction.heat_cap_ddeg, ==, ages[i].is_old ? 400 : G_MAXINT16);
      g_assert_cmpuint (restriction.heat_longest_s, ==, ages[i].is_old ? 900 : G_MAXUINT);
      g_assert_cmpint (restriction.first_cap_pa, ==,
                       ages[i].is_old ? ebb_mmhg_to_pa (30) : G_MAXINT32);
      g_assert_cmpint (restriction.is_flagged, ==, ages[i].is_old);
    }
}

static void
assert_reask (const EbbAnswers *answers, gint64 symptom_s, guint reask)
{
  EbbRestriction restriction;

  ebb_restriction_of_answers (&restriction, &screening, answers, symptom_s, NOW_S);
  g_assert_cmphex (restriction.reask, ==, reask);
  g_assert_cmpint (ebb_restriction_allows_use (&restriction), ==, reask == 0);
}

static void
questions_are_asked_again (void)
{
  const EbbAnswers fresh = make_answers (&screening);
  EbbAnswers       answers = fresh;

  answers.answered_s = NOW_S - 90 * PERSON_DAY_S + 1;
  assert_reask (&answers, 0, 0);
  answers.answered_s--;
  assert_reask (&answers, 0, EBB_REASK_EXPIRED);
  answers.answered_s = NOW_S + 1;
  assert_reask (&answers, 0, EBB_REASK_EXPIRED);
  answers = fresh;
  answers.revision++;
  assert_reask (&answers, 0, EBB_REASK_REVISION);
  assert_reask (&fresh, fresh.answered_s - 1, 0);
  assert_reask (&fresh, fresh.answered_s, EBB_REASK_SYMPTOM);
  answers = fresh;
  answers.profile_edited_s = fresh.answered_s - 1;
  assert_reask (&answers, 0, 0);
  answers.profile_edited_s = fresh.answered_s;
  assert_reask (&answers, 0, EBB_REASK_PROFILE);
  answers = fresh;
  answers.answered_age_years = 64;
  answers.age_years = 65;
  assert_reask (&answers, 0, EBB_REASK_AGE);
  /* 64 when they answered in October, 65 in November. */
  answers = fresh;
  answers.answered_s = NOW_S - 30 * PERSON_DAY_S;
  answers.answered_age_years = answers.age_years = 64;
  answers.born_month = ebb_born_make (1961, 11);
  assert_reask (&answers, 0, EBB_REASK_AGE);
  answers.born_month = ebb_born_make (1961, 12);
  assert_reask (&answers, 0, 0);
  answers = fresh;
  answers.due_s = NOW_S + 1;
  assert_reask (&answers, 0, 0);
  answers.due_s = EBB_DUE_UNKNOWN;
  assert_reask (&answers, 0, 0);
  answers.due_s = NOW_S;
  assert_reask (&answers, 0, EBB_REASK_DUE);
}

/* Each question by itself: a yes is no wider than a no, and a no is wider than a yes. */
static void
a_no_is_wider_than_a_yes (void)
{
  const EbbAnswers fresh = make_answers (&screening);
  EbbRestriction   all_no;

  ebb_restriction_of_answers (&all_no, &screening, &fresh, 0, NOW_S);
  g_assert_false (ebb_restriction_is_wider (&all_no, &all_no));
  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    {
      EbbAnswers     answers = fresh;
      EbbRestriction yes;

      answers.answer[i] = EBB_ANSWER_YES;
      answers.agreed_s[i] = NOW_S;
      if (i == EBB_QUESTION_AGE)
        answers.age_years = answers.answered_age_years = 70;
      ebb_restriction_of_answers (&yes, &screening, &answers, 0, NOW_S);
      g_assert_false (ebb_restriction_is_wider (&yes, &all_no));
      g_assert_true (ebb_restriction_is_wider (&all_no, &yes));
    }
}

/* One leg for the other is wider, though neither is stricter in all. */
static void
another_leg_is_wider (void)
{
  EbbAnswers     answers = make_answers (&screening);
  EbbRestriction left, right;

  answers.answer[EBB_QUESTION_SKIN] = EBB_ANSWER_YES;
  answers.has_no_fever = TRUE;
  answers.skin_legs = EBB_LEGS_LEFT;
  ebb_restriction_of_answers (&left, &screening, &answers, 0, NOW_S);
  answers.skin_legs = EBB_LEGS_RIGHT;
  ebb_restriction_of_answers (&right, &screening, &answers, 0, NOW_S);
  g_assert_true (ebb_restriction_is_wider (&left, &right));
  g_assert_true (ebb_restriction_is_wider (&right, &left));
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  load_screening (&screening);

  g_test_add_func ("/safety/H22/nobody-with-nothing-is-restricted",
                   nobody_with_nothing_is_restricted);
  g_test_add_func ("/safety/H22/another-yes-never-widens", another_yes_never_widens);
  g_test_add_func ("/safety/H22/agreement-lifts-its-block-and-nothing-else",
                   an_agreement_lifts_its_block_and_nothing_else);
  g_test_add_func ("/safety/H22/order-and-repetition-change-nothing",
                   order_and_repetition_change_nothing);
  g_test_add_func ("/safety/H22/no-answer-counts-as-yes", no_answer_counts_as_yes);
  g_test_add_func ("/safety/H22/each-yes-does-what-its-row-says", each_yes_does_what_its_row_says);
  g_test_add_func ("/safety/H22/urgent-signs-are-urgent", urgent_signs_are_urgent);
  g_test_add_func ("/safety/H20/reduced-feeling-locks-heat", reduced_feeling_locks_heat);
  g_test_add_func ("/safety/H22/agreement-has-its-own-date", an_agreement_has_its_own_date);
  g_test_add_func ("/safety/H22/sore-leg-is-left-alone", a_sore_leg_is_left_alone);
  g_test_add_func ("/safety/H24/somebody-to-help-lifts-one-block-only",
                   somebody_to_help_lifts_one_block_only);
  g_test_add_func ("/safety/H22/age-is-a-question-too", age_is_a_question_too);
  g_test_add_func ("/safety/H22/questions-are-asked-again", questions_are_asked_again);
  g_test_add_func ("/safety/H22/no-is-wider-than-yes", a_no_is_wider_than_a_yes);
  g_test_add_func ("/safety/H22/another-leg-is-wider", another_leg_is_wider);

  status = g_test_run ();
  ebb_screening_clear (&screening);
  return status;
}
