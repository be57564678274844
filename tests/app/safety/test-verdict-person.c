/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-heat-dose.h"
#include "verdict-fixture.h"

#define N_PROGRAMS 100000

static void
all_is_said_before_each_session (void)
{
  g_auto (Case) self;

  case_init (&self);
  for (guint bit = 1; bit < EBB_SAID_ALL; bit <<= 1)
    {
      self.answers.said = (EbbSaid) (EBB_SAID_ALL & ~bit);
      assert_only (&self, EBB_VIOLATION_CHECK, (int) bit, 0);
    }
}

static void
urgent_signs_are_named_alone (void)
{
  g_auto (Case) self;
  g_auto (EbbVerdict) verdict;

  case_init (&self);
  set_program (&self, 90, 20, 42, 1800);
  add_past (&self, 1, 1800);
  self.answers.answer[EBB_QUESTION_HEART] = EBB_ANSWER_YES;
  self.answers.answer[EBB_QUESTION_BONES] = EBB_ANSWER_NONE;
  self.answers.answer[EBB_QUESTION_CLOT_NOW] = EBB_ANSWER_YES;
  self.answers.said = 0;
  assert_only (&self, EBB_VIOLATION_URGENT, EBB_QUESTION_CLOT_NOW, 0);
  judge (&self, &verdict);
  g_assert_cmpint (verdict.caps.cap_pa, ==, 0);
}

static void
answers_that_block_leave_no_pressure (void)
{
  g_auto (Case) self;

  case_init (&self);
  self.answers.answer[EBB_QUESTION_IMPLANT] = EBB_ANSWER_YES;
  assert_only (&self, EBB_VIOLATION_CONSULT, EBB_QUESTION_IMPLANT, 0);
  assert_caps (&self, EBB_CAP_STEP_FIRST, 0, 1800);
  self.answers.agreed_s[EBB_QUESTION_IMPLANT] = NOW_S;
  g_assert_true (is_allowed (&self));
  self.answers.answer[EBB_QUESTION_IMPLANT] = EBB_ANSWER_NONE;
  assert_only (&self, EBB_VIOLATION_UNANSWERED, EBB_QUESTION_IMPLANT, 0);
  self.answers.answer[EBB_QUESTION_IMPLANT] = EBB_ANSWER_NO;
  self.answers.answer[EBB_QUESTION_REMOVE] = EBB_ANSWER_YES;
  assert_only (&self, EBB_VIOLATION_BLOCKED, EBB_QUESTION_REMOVE, 0);
  self.answers.is_helper_present = TRUE;
  g_assert_true (is_allowed (&self));
  self.answers.answered_s = NOW_S - 90 * PERSON_DAY_S;
  assert_only (&self, EBB_VIOLATION_REASK, EBB_REASK_EXPIRED, 0);
}

static void
a_symptom_asks_again (void)
{
  g_auto (Case) self;

  case_init (&self);
  add_past (&self, 5 * HOUR_S, 600);
  g_array_index (self.past, EbbPastSession, 0).has_symptom = TRUE;
  assert_only (&self, EBB_VIOLATION_REASK, EBB_REASK_SYMPTOM, 0);
  self.answers.answered_s = NOW_S - 4 * HOUR_S;
  g_assert_true (is_allowed (&self));
}

static void
pregnancy_keeps_to_the_lower_leg (void)
{
  g_auto (Case) self;

  case_init (&self);
  self.answers.answer[EBB_QUESTION_PREGNANT] = EBB_ANSWER_YES;
  self.answers.agreed_s[EBB_QUESTION_PREGNANT] = NOW_S;
  self.proposal.length_s = 900;
  set_program (&self, 30, 15, 0, 0);
  self.proposal.legs = EBB_LEGS_RIGHT;
  assert_only (&self, EBB_VIOLATION_ZONE_OFF, EBB_SIDE_RIGHT, 0);
  set_program (&self, 30, 0, 0, 0);
  g_assert_true (is_allowed (&self));
  self.proposal.length_s = 901;
  assert_only (&self, EBB_VIOLATION_LENGTH_LONG, 901, 900);
  self.proposal.length_s = 900;
  set_program (&self, 31, 0, 0, 0);
  assert_only (&self, EBB_VIOLATION_PRESSURE_HIGH, ebb_mmhg_to_pa (31), ebb_mmhg_to_pa (30));
}

static void
a_sore_leg_gets_no_pressure (void)
{
  g_auto (Case) self;

  case_init (&self);
  self.answers.answer[EBB_QUESTION_SKIN] = EBB_ANSWER_YES;
  self.answers.skin_legs = EBB_LEGS_LEFT;
  self.answers.has_no_fever = TRUE;
  g_assert_false (is_allowed (&self));
  self.proposal.legs = EBB_LEGS_RIGHT;
  g_assert_true (is_allowed (&self));
}

static void
heat_is_locked_by_answers (void)
{
  g_auto (Case) self;

  case_init (&self);
  self.proposal.length_s = 900;
  self.answers.answer[EBB_QUESTION_FEELING] = EBB_ANSWER_YES;
  self.answers.agreed_s[EBB_QUESTION_FEELING] = NOW_S;
  set_program (&self, 30, 15, 36, 60);
  assert_only (&self, EBB_VIOLATION_HEAT_LOCKED, 0, 0);
  set_program (&self, 30, 15, 0, 0);
  g_assert_true (is_allowed (&self));
}

static void
heat_keeps_within_its_dose (void)
{
  g_auto (Case) self;

  case_init (&self);
  set_program (&self, 40, 15, 42, 1227);
  g_assert_true (is_allowed (&self));
  set_program (&self, 40, 15, 42, 1228);
  assert_only (&self, EBB_VIOLATION_HEAT_DOSE, 1228, 1227);
  set_program (&self, 40, 15, 41, 1800);
  g_assert_true (is_allowed (&self));
  /* With a zone above 40 mmHg half of it. */
  add_past (&self, 5 * HOUR_S, 600);
  set_program (&self, 41, 15, 41, 1214);
  g_assert_true (is_allowed (&self));
  set_program (&self, 41, 15, 41, 1215);
  assert_only (&self, EBB_VIOLATION_HEAT_DOSE, 1215, 1214);
  set_program (&self, 40, 15, 41, 1215);
  g_assert_true (is_allowed (&self));
}

/* Whatever is allowed to begin keeps within the dose, by the formula and not by the rules. */
static void
no_program_gives_more_than_the_dose (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (21);
  guint n_allowed = 0, n_refused = 0;
  g_auto (Case) self;

  case_init (&self);
  add_past (&self, 5 * HOUR_S, 600);
  for (guint i = 0; i < N_PROGRAMS; i++)
    {
      int      foot_mmhg = g_rand_int_range (random, 30, 61);
      int      heat_c = g_rand_int_range (random, 36, 43);
      int      heat_s = g_rand_int_range (random, 1, 1801);
      double   cap = foot_mmhg > 40 ? 0.3 : 0.6;
      double   dose = ebb_heat_get_dose ((gint16) (heat_c * 10), heat_s);
      gboolean is_within = dose <= cap;

      set_program (&self, foot_mmhg, 15, heat_c, heat_s);
      g_assert_cmpint (is_allowed (&self), ==, is_within);
      n_allowed += is_within;
      n_refused += !is_within;
    }
  g_assert_cmpuint (MIN (n_allowed, n_refused), >, N_PROGRAMS / 100);
}

static void
skin_rests_two_hours_from_heat (void)
{
  g_auto (Case) self;

  case_init (&self);
  set_program (&self, 40, 15, 40, 300);
  add_past (&self, 7199, 600);
  g_assert_true (is_allowed (&self));
  g_array_index (self.past, EbbPastSession, 0).heated_s = 1;
  assert_only (&self, EBB_VIOLATION_HEAT_GAP, 7199, 7200);
  g_array_set_size (self.past, 0);
  add_past (&self, 7200, 600);
  g_array_index (self.past, EbbPastSession, 0).heated_s = 600;
  g_assert_true (is_allowed (&self));
}

static void
heat_that_nothing_measures_is_low_and_short (void)
{
  g_auto (Case) self;

  case_init (&self);
  self.boots.measures_temperature = false;
  set_program (&self, 40, 15, 36, 600);
  g_assert_true (is_allowed (&self));
  set_program (&self, 40, 15, 37, 600);
  assert_only (&self, EBB_VIOLATION_HEAT_HIGH, 370, 360);
  set_program (&self, 40, 15, 36, 601);
  assert_only (&self, EBB_VIOLATION_HEAT_LENGTH, 601, 600);
}

static void
from_65_years_on_heat_is_less (void)
{
  g_auto (Case) self;

  case_init (&self);
  add_past (&self, 5 * HOUR_S, 600);
  self.answers.age_years = self.answers.answered_age_years = 65;
  set_program (&self, 40, 15, 40, 900);
  g_assert_true (is_allowed (&self));
  set_program (&self, 40, 15, 41, 900);
  assert_only (&self, EBB_VIOLATION_HEAT_HIGH, 410, 400);
  set_program (&self, 40, 15, 40, 901);
  assert_only (&self, EBB_VIOLATION_HEAT_LENGTH, 901, 900);
}

static void
an_editor_asks_nothing_of_today (void)
{
  g_auto (Case) self;

  case_init (&self);
  for (int i = 1; i <= 3; i++)
    add_past (&self, i, 1800);
  g_array_index (self.past, EbbPastSession, 0).heated_s = 60;
  set_program (&self, 40, 15, 40, 300);
  self.answers.said = 0;
  self.moment = EBB_MOMENT_EDIT;
  g_assert_true (is_allowed (&self));
  /* But all of who it is for. */
  self.answers.answer[EBB_QUESTION_FEELING] = EBB_ANSWER_YES;
  self.answers.agreed_s[EBB_QUESTION_FEELING] = NOW_S;
  g_assert_false (is_allowed (&self));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/safety/H19/editor-asks-nothing-of-today", an_editor_asks_nothing_of_today);
  g_test_add_func ("/safety/H22/all-is-said-before-each-session", all_is_said_before_each_session);
  g_test_add_func ("/safety/H22/urgent-signs-are-named-alone", urgent_signs_are_named_alone);
  g_test_add_func ("/safety/H22/answers-that-block-leave-no-pressure",
                   answers_that_block_leave_no_pressure);
  g_test_add_func ("/safety/H22/symptom-asks-again", a_symptom_asks_again);
  g_test_add_func ("/safety/H22/pregnancy-keeps-to-the-lower-leg",
                   pregnancy_keeps_to_the_lower_leg);
  g_test_add_func ("/safety/H22/sore-leg-gets-no-pressure", a_sore_leg_gets_no_pressure);
  g_test_add_func ("/safety/H20/heat-is-locked-by-answers", heat_is_locked_by_answers);
  g_test_add_func ("/safety/H21/heat-keeps-within-its-dose", heat_keeps_within_its_dose);
  g_test_add_func ("/safety/H20/no-program-gives-more-than-the-dose",
                   no_program_gives_more_than_the_dose);
  g_test_add_func ("/safety/H20/skin-rests-two-hours-from-heat", skin_rests_two_hours_from_heat);
  g_test_add_func ("/safety/H20/heat-that-nothing-measures-is-low-and-short",
                   heat_that_nothing_measures_is_low_and_short);
  g_test_add_func ("/safety/H20/from-65-years-on-heat-is-less", from_65_years_on_heat_is_less);

  return g_test_run ();
}
