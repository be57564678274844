/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "verdict-fixture.h"

#define N_CASES 100000

static void
the_first_session_is_gentle (void)
{
  g_auto (Case) self;

  case_init (&self);
  g_assert_true (is_allowed (&self));
  assert_caps (&self, EBB_CAP_STEP_FIRST, 40, 1800);
  set_program (&self, 41, 15, 0, 0);
  assert_only (&self, EBB_VIOLATION_PRESSURE_HIGH, ebb_mmhg_to_pa (41), ebb_mmhg_to_pa (40));
  /* Less than three minutes are no first session. */
  add_past (&self, 20 * HOUR_S, 179);
  assert_caps (&self, EBB_CAP_STEP_FIRST, 40, 1800);
  self.answers.age_years = self.answers.answered_age_years = 65;
  assert_caps (&self, EBB_CAP_STEP_FIRST, 30, 1800);
}

static void
the_second_session_has_the_standard_cap (void)
{
  g_auto (Case) self;

  case_init (&self);
  add_past (&self, 20 * HOUR_S, 600);
  assert_caps (&self, EBB_CAP_STEP_STANDARD, 60, 1800);
  set_program (&self, 60, 15, 0, 0);
  g_assert_true (is_allowed (&self));
  set_program (&self, 61, 15, 0, 0);
  assert_only (&self, EBB_VIOLATION_PRESSURE_HIGH, ebb_mmhg_to_pa (61), ebb_mmhg_to_pa (60));
  self.answers.own_cap_pa = ebb_mmhg_to_pa (35);
  self.answers.own_longest_s = 700;
  assert_caps (&self, EBB_CAP_STEP_STANDARD, 35, 700);
}

static void
extended_init (Case *self)
{
  case_init (self);
  self->answers.extended_acknowledged_s = NOW_S - 10;
  for (int i = 0; i < 3; i++)
    add_past (self, (30 + 10 * i) * HOUR_S, 600);
}

static void
extended_caps_need_all_of_it (void)
{
  static const guint wants[] = { EBB_UNLOCK_SESSIONS, EBB_UNLOCK_ACKNOWLEDGED, EBB_UNLOCK_ANSWERS,
                                 EBB_UNLOCK_TIMER, EBB_UNLOCK_BOND };

  for (guint i = 0; i < G_N_ELEMENTS (wants); i++)
    {
      g_auto (Case) self;
      g_auto (EbbVerdict) verdict;

      extended_init (&self);
      set_program (&self, 80, 15, 0, 0);
      self.proposal.length_s = 3600;
      g_assert_true (is_allowed (&self));
      assert_caps (&self, EBB_CAP_STEP_EXTENDED, 80, 3600);
      if (wants[i] == EBB_UNLOCK_SESSIONS)
        g_array_remove_index (self.past, 0);
      if (wants[i] == EBB_UNLOCK_ACKNOWLEDGED)
        self.answers.extended_acknowledged_s = NOW_S + 1;
      if (wants[i] == EBB_UNLOCK_ANSWERS)
        self.answers.age_years = self.answers.answered_age_years = 65;
      if (wants[i] == EBB_UNLOCK_TIMER)
        self.boots.has_short_timer = false;
      if (wants[i] == EBB_UNLOCK_BOND)
        self.boots.obeys_bonded_only = false;
      assert_caps (&self, EBB_CAP_STEP_STANDARD, 60, 1800);
      judge (&self, &verdict);
      g_assert_cmphex (verdict.caps.wanting, ==, wants[i]);
    }
}

static void
no_file_lifts_a_ceiling (void)
{
  g_auto (Case) self;

  extended_init (&self);
  self.limits.extended_cap_pa = self.limits.absolute_ceiling_pa = ebb_mmhg_to_pa (300);
  self.limits.session_max_extended_s = 100000;
  self.boots.pressure_max_pa = ebb_mmhg_to_pa (300);
  assert_caps (&self, EBB_CAP_STEP_EXTENDED, 100, 3600);
  self.limits.extended_after_sessions = 0;
  g_array_set_size (self.past, 2);
  assert_caps (&self, EBB_CAP_STEP_STANDARD, 60, 1800);
  self.limits.gap_s = 0;
  add_past (&self, 3599, 600);
  assert_only (&self, EBB_VIOLATION_GAP, 3599, 3600);
}

static void
boots_without_a_timer_stay_gentle (void)
{
  g_auto (Case) self;

  extended_init (&self);
  self.boots.has_own_timer = self.boots.has_short_timer = false;
  assert_caps (&self, EBB_CAP_STEP_STANDARD, 40, 900);
  self.boots.pressure_max_pa = ebb_mmhg_to_pa (33);
  assert_caps (&self, EBB_CAP_STEP_STANDARD, 33, 900);
}

static void
a_gap_is_an_hour (void)
{
  g_auto (Case) self;

  case_init (&self);
  add_past (&self, 3599, 600);
  assert_only (&self, EBB_VIOLATION_GAP, 3599, 3600);
  g_array_set_size (self.past, 0);
  add_past (&self, 3600, 600);
  g_assert_true (is_allowed (&self));
  add_past (&self, 10, 179);
  g_assert_true (is_allowed (&self));
}

static void
a_day_has_three_sessions_and_ninety_minutes (void)
{
  g_auto (Case) self;

  case_init (&self);
  for (int i = 1; i <= 3; i++)
    add_past (&self, i * 2 * HOUR_S, 180);
  assert_only (&self, EBB_VIOLATION_COUNT, 4, 3);
  g_array_set_size (self.past, 2);
  g_assert_true (is_allowed (&self));
  add_past (&self, 30, 179);
  g_assert_true (is_allowed (&self));
  g_array_set_size (self.past, 0);
  add_past (&self, 2 * HOUR_S, 4200);
  g_assert_true (is_allowed (&self));
  add_past (&self, 30, 1);
  assert_only (&self, EBB_VIOLATION_DAY, 5401, 5400);
}

static void
without_answers_real_boots_stay_empty (void)
{
  g_auto (Case) self;
  g_auto (EbbVerdict) real;
  g_auto (EbbVerdict) simulated;

  case_init (&self);
  ebb_verdict_init (&real, &self.limits, &self.boots, &self.proposal, NULL, EBB_MOMENT_START);
  g_assert_cmpuint (real.violations->len, ==, 1);
  g_assert_cmpint (g_array_index (real.violations, EbbViolation, 0).code, ==,
                   EBB_VIOLATION_REAL_BOOTS);
  g_assert_cmpint (real.caps.cap_pa, ==, 0);
  self.boots.is_simulated = true;
  ebb_verdict_init (&simulated, &self.limits, &self.boots, &self.proposal, NULL, EBB_MOMENT_START);
  g_assert_true (ebb_verdict_allows (&simulated));
  g_assert_cmpint (simulated.caps.cap_pa, ==, ebb_mmhg_to_pa (40));
}

static void
draw (Case *self, GRand *random)
{
  int n = g_rand_int_range (random, 0, 6);

  g_array_set_size (self->past, 0);
  for (int i = 0; i < n; i++)
    add_past (self, g_rand_int_range (random, 0, 30 * HOUR_S),
              (guint) g_rand_int_range (random, 0, 1801));
  self->answers = make_answers (&self->screening);
  self->answers.age_years = self->answers.answered_age_years = g_rand_int_range (random, 16, 90);
  self->answers.extended_acknowledged_s = g_rand_boolean (random) ? NOW_S : 0;
  if (g_rand_boolean (random))
    {
      int question = g_rand_int_range (random, 0, EBB_N_QUESTIONS);

      self->answers.answer[question] = EBB_ANSWER_YES;
      self->answers.agreed_s[question] = g_rand_boolean (random) ? NOW_S : 0;
    }
  self->boots.has_own_timer = g_rand_boolean (random);
  self->boots.has_short_timer = self->boots.has_own_timer && g_rand_boolean (random);
  self->proposal.length_s = (guint) g_rand_int_range (random, 200, 3700);
}

/* What limits.json says, counted anew without the rules. */
static void
assert_within_limits (Case *self)
{
  guint  n = 0, squeezed_s = 0, n_ever = 0;
  gint32 peak_pa = ebb_program_get_peak_pa (self->proposal.program, EBB_ZONE_MASK_ALL);

  for (guint i = 0; i < self->past->len; i++)
    {
      const EbbPastSession *session = &g_array_index (self->past, EbbPastSession, i);
      gint64                age_s = NOW_S - session->ended_s;

      squeezed_s += age_s < 24 * HOUR_S ? session->squeezed_s : 0;
      n += age_s < 24 * HOUR_S && session->squeezed_s >= 180;
      n_ever += session->squeezed_s >= 180;
      g_assert_true (session->squeezed_s < 180 || age_s >= 3600);
    }
  g_assert_cmpuint (n, <=, 2);
  g_assert_cmpuint (squeezed_s + self->proposal.length_s, <=, 5400);
  g_assert_cmpuint (self->proposal.length_s, <=, n_ever >= 3 ? 3600 : 1800);
  g_assert_cmpint (peak_pa, <=, ebb_mmhg_to_pa (n_ever >= 3 ? 80 : n_ever > 0 ? 60 : 40));
  g_assert_cmpint (self->answers.age_years, >=, 18);
}

static void
whatever_is_allowed_is_within_limits (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (9);
  EbbProgram *programs[8];
  guint       n_allowed = 0;
  g_auto (Case) self;

  case_init (&self);
  for (int i = 0; i < 8; i++)
    programs[i] = make_program (25 + 10 * i, i % 2 == 0 ? 15 : 0, 38, i % 3 == 0 ? 500 : 0);
  for (guint i = 0; i < N_CASES; i++)
    {
      g_set_object (&self.proposal.program, programs[g_rand_int_range (random, 0, 8)]);
      draw (&self, random);
      if (!is_allowed (&self))
        continue;
      n_allowed++;
      assert_within_limits (&self);
    }
  /* Else this would have shown nothing. */
  g_assert_cmpuint (n_allowed, >, N_CASES / 100);
  for (int i = 0; i < 8; i++)
    g_object_unref (programs[i]);
}

static void
another_yes_never_allows (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (10);
  g_auto (Case) self;

  case_init (&self);
  for (guint i = 0; i < N_CASES; i++)
    {
      int question = g_rand_int_range (random, 0, EBB_N_QUESTIONS);

      draw (&self, random);
      self.proposal.length_s = 600;
      if (self.answers.answer[question] == EBB_ANSWER_YES || is_allowed (&self))
        continue;
      self.answers.answer[question] = EBB_ANSWER_YES;
      self.answers.agreed_s[question] = NOW_S;
      g_assert_false (is_allowed (&self));
    }
}

static const EbbViolation *
find_violation (const EbbVerdict *verdict, EbbViolationCode code)
{
  for (guint i = 0; i < verdict->violations->len; i++)
    if (g_array_index (verdict->violations, EbbViolation, i).code == code)
      return &g_array_index (verdict->violations, EbbViolation, i);
  return NULL;
}

/* So long that it does not fit a number that is told. */
static void
a_session_of_endless_length_is_refused (void)
{
  g_auto (Case) self;
  g_auto (EbbVerdict) verdict;

  case_init (&self);
  self.proposal.length_s = G_MAXUINT;
  judge (&self, &verdict);
  g_assert_cmpint (find_violation (&verdict, EBB_VIOLATION_LENGTH_LONG)->value, ==, G_MAXINT32);
  g_assert_cmpint (find_violation (&verdict, EBB_VIOLATION_DAY)->value, ==, G_MAXINT32);
}

static void
what_nobody_ever_said_is_not_asked_again (void)
{
  g_auto (Case) self;
  g_auto (EbbVerdict) verdict;

  case_init (&self);
  ebb_answers_init (&self.answers);
  judge (&self, &verdict);
  g_assert_false (ebb_verdict_allows (&verdict));
  g_assert_nonnull (find_violation (&verdict, EBB_VIOLATION_UNANSWERED));
  g_assert_null (find_violation (&verdict, EBB_VIOLATION_REASK));
}

static void
boots_with_levels_may_not_squeeze (void)
{
  g_auto (Case) self;
  g_auto (EbbVerdict) verdict;

  case_init (&self);
  self.boots.level_count = 5;
  judge (&self, &verdict);
  g_assert_cmpint (find_violation (&verdict, EBB_VIOLATION_NO_PRESSURE)->value, ==, 5);
  /* That says why; no pressure would be right. */
  g_assert_null (find_violation (&verdict, EBB_VIOLATION_PRESSURE_HIGH));
}

static void
without_a_leg_nothing_may_run (void)
{
  g_auto (Case) self;
  g_auto (EbbVerdict) verdict;

  case_init (&self);
  self.proposal.legs = EBB_LEGS_NONE;
  judge (&self, &verdict);
  g_assert_nonnull (find_violation (&verdict, EBB_VIOLATION_LEG));
  g_assert_nonnull (find_violation (&verdict, EBB_VIOLATION_NO_ZONE));
}

static void
each_bound_has_its_unit (void)
{
  static const struct
  {
    EbbViolationCode code;
    const char      *unit;
    double           divisor;
  } rows[] = {
    { EBB_VIOLATION_LENGTH_SHORT, "s", 1 },  { EBB_VIOLATION_HEAT_LENGTH, "s", 1 },
    { EBB_VIOLATION_HEAT_DOSE, "s", 1 },     { EBB_VIOLATION_HEAT_GAP, "s", 1 },
    { EBB_VIOLATION_GAP, "s", 1 },           { EBB_VIOLATION_DAY, "s", 1 },
    { EBB_VIOLATION_INFLATE, "s", 1000 },    { EBB_VIOLATION_SQUEEZE, "s", 1000 },
    { EBB_VIOLATION_HEAT_HIGH, "degC", 10 }, { EBB_VIOLATION_HEAT_LOW, "degC", 10 },
    { EBB_VIOLATION_HEAT_LOCKED, NULL, 1 },  { EBB_VIOLATION_COUNT, NULL, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      double divisor;

      g_assert_cmpstr (ebb_violation_get_unit (rows[i].code, &divisor), ==, rows[i].unit);
      g_assert_cmpfloat (divisor, ==, rows[i].divisor);
    }
  g_assert_cmpstr (ebb_violation_code_to_string (EBB_VIOLATION_DAY), ==, "day");
  g_assert_cmpstr (ebb_violation_code_to_string (EBB_N_VIOLATIONS), ==, "unknown");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/safety/H17/first-session-is-gentle", the_first_session_is_gentle);
  g_test_add_func ("/safety/H17/second-session-has-the-standard-cap",
                   the_second_session_has_the_standard_cap);
  g_test_add_func ("/safety/H27/extended-caps-need-all-of-it", extended_caps_need_all_of_it);
  g_test_add_func ("/safety/H17/no-file-lifts-a-ceiling", no_file_lifts_a_ceiling);
  g_test_add_func ("/safety/H3/boots-without-a-timer-stay-gentle",
                   boots_without_a_timer_stay_gentle);
  g_test_add_func ("/safety/H19/gap-is-an-hour", a_gap_is_an_hour);
  g_test_add_func ("/safety/H19/day-has-three-sessions-and-ninety-minutes",
                   a_day_has_three_sessions_and_ninety_minutes);
  g_test_add_func ("/safety/H22/without-answers-real-boots-stay-empty",
                   without_answers_real_boots_stay_empty);
  g_test_add_func ("/safety/H19/whatever-is-allowed-is-within-limits",
                   whatever_is_allowed_is_within_limits);
  g_test_add_func ("/safety/H22/another-yes-never-allows", another_yes_never_allows);
  g_test_add_func ("/safety/session/endless-length-is-refused",
                   a_session_of_endless_length_is_refused);
  g_test_add_func ("/safety/H22/what-nobody-ever-said-is-not-asked-again",
                   what_nobody_ever_said_is_not_asked_again);
  g_test_add_func ("/safety/session/boots-with-levels-may-not-squeeze",
                   boots_with_levels_may_not_squeeze);
  g_test_add_func ("/safety/session/without-a-leg-nothing-may-run", without_a_leg_nothing_may_run);
  g_test_add_func ("/safety/words/each-bound-has-its-unit", each_bound_has_its_unit);

  return g_test_run ();
}
