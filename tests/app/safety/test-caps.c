/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-safety.h"
#include "verdict-fixture.h"

/* What limits, boots, answers and past sessions leave, and how that is told. */

static EbbCaps
find_caps (const Case *self, EbbPurpose purpose)
{
  const EbbPerson person = { &self->screening, &self->answers, self->past, { NOW_S, -1 } };
  EbbCaps         caps;

  ebb_caps_init (&caps, &self->limits, &self->boots, purpose, &person);
  return caps;
}

static EbbAllowance
describe (const Case *self)
{
  const EbbPerson person = { &self->screening, &self->answers, self->past, { NOW_S, -1 } };
  EbbAllowance    allowance;

  ebb_caps_describe (&allowance, &self->limits, &person);
  return allowance;
}

static void
assert_steps (const Case *self, int first_mmhg, int standard_mmhg, int extended_mmhg)
{
  EbbAllowance allowance = describe (self);

  g_assert_cmpint (allowance.first_cap_pa, ==, ebb_mmhg_to_pa (first_mmhg));
  g_assert_cmpint (allowance.standard_cap_pa, ==, ebb_mmhg_to_pa (standard_mmhg));
  g_assert_cmpint (allowance.extended_cap_pa, ==, ebb_mmhg_to_pa (extended_mmhg));
}

static void
each_step_of_somebody_well_is_told (void)
{
  g_auto (Case) self;
  EbbAllowance allowance;

  case_init (&self);
  assert_steps (&self, 40, 60, 80);
  allowance = describe (&self);
  g_assert_true (allowance.is_allowed);
  g_assert_cmpint (allowance.step, ==, EBB_CAP_STEP_FIRST);
  g_assert_cmpint (allowance.cap_pa, ==, allowance.first_cap_pa);
  g_assert_cmpuint (allowance.longest_s, ==, 1800);
  g_assert_cmpuint (allowance.extended_longest_s, ==, 3600);
}

static void
own_limits_hold_in_each_step (void)
{
  g_auto (Case) self;

  case_init (&self);
  self.answers.own_cap_pa = ebb_mmhg_to_pa (50);
  self.answers.own_longest_s = 1500;
  assert_steps (&self, 40, 50, 50);
  g_assert_cmpuint (describe (&self).longest_s, ==, 1500);
  g_assert_cmpuint (describe (&self).extended_longest_s, ==, 1500);
}

static void
who_may_not_extend_is_told_the_standard_step (void)
{
  g_auto (Case) self;
  EbbAllowance allowance;

  case_init (&self);
  self.answers.age_years = self.answers.answered_age_years = 65;
  assert_steps (&self, 30, 60, 60);
  allowance = describe (&self);
  g_assert_cmpuint (allowance.wanting & EBB_UNLOCK_ANSWERS, !=, 0);
  g_assert_cmpuint (allowance.extended_longest_s, ==, allowance.longest_s);
}

static void
no_file_lifts_what_is_told (void)
{
  g_auto (Case) self;

  case_init (&self);
  self.limits.extended_cap_pa = ebb_mmhg_to_pa (200);
  self.limits.session_max_extended_s = 7200;
  assert_steps (&self, 40, 60, EBB_CEILING_PRESSURE_MMHG);
  g_assert_cmpuint (describe (&self).extended_longest_s, ==, EBB_CEILING_SESSION_S);
}

static void
boots_with_levels_get_no_pressure (void)
{
  g_auto (Case) self;

  case_init (&self);
  g_assert_cmpint (find_caps (&self, EBB_PURPOSE_SESSION).cap_pa, ==, ebb_mmhg_to_pa (40));
  self.boots.level_count = 5;
  g_assert_cmpint (find_caps (&self, EBB_PURPOSE_SESSION).cap_pa, ==, 0);
}

static void
a_leg_check_is_no_tighter_than_a_session (void)
{
  g_auto (Case) self;

  case_init (&self);
  g_assert_cmpint (find_caps (&self, EBB_PURPOSE_LEG_CHECK).cap_pa, ==,
                   ebb_mmhg_to_pa (EBB_LEG_CHECK_CAP_MMHG));
  self.boots.pressure_max_pa = ebb_mmhg_to_pa (EBB_LEG_CHECK_CAP_MMHG - 10);
  g_assert_cmpint (find_caps (&self, EBB_PURPOSE_LEG_CHECK).cap_pa, ==,
                   ebb_mmhg_to_pa (EBB_LEG_CHECK_CAP_MMHG - 10));
}

static void
a_lower_ceiling_holds_at_the_last_gate (void)
{
  g_auto (Case) self;
  EbbViolation violation;
  const gint32 asked_pa = ebb_mmhg_to_pa (50);

  case_init (&self);
  g_assert_true (
      ebb_safety_check_setpoint (&self.limits, EBB_ZONE_FOOT, asked_pa, asked_pa, &violation));
  self.limits.absolute_ceiling_pa = ebb_mmhg_to_pa (45);
  g_assert_false (
      ebb_safety_check_setpoint (&self.limits, EBB_ZONE_FOOT, asked_pa, asked_pa, &violation));
  g_assert_cmpint (violation.code, ==, EBB_VIOLATION_PRESSURE_HIGH);
  g_assert_cmpint (violation.bound, ==, ebb_mmhg_to_pa (45));
}

static void
each_step_has_a_name (void)
{
  g_assert_cmpstr (ebb_cap_step_to_string (EBB_CAP_STEP_UNSCREENED), ==, "unscreened");
  g_assert_cmpstr (ebb_cap_step_to_string (EBB_CAP_STEP_EXTENDED), ==, "extended");
  g_assert_cmpstr (ebb_cap_step_to_string ((EbbCapStep) (EBB_CAP_STEP_EXTENDED + 1)), ==,
                   "unknown");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/safety/H17/each-step-of-somebody-well-is-told",
                   each_step_of_somebody_well_is_told);
  g_test_add_func ("/safety/H17/own-limits-hold-in-each-step", own_limits_hold_in_each_step);
  g_test_add_func ("/safety/H27/who-may-not-extend-is-told-the-standard-step",
                   who_may_not_extend_is_told_the_standard_step);
  g_test_add_func ("/safety/H17/no-file-lifts-what-is-told", no_file_lifts_what_is_told);
  g_test_add_func ("/safety/cap/boots-with-levels-get-no-pressure",
                   boots_with_levels_get_no_pressure);
  g_test_add_func ("/safety/H11/leg-check-is-no-tighter-than-a-session",
                   a_leg_check_is_no_tighter_than_a_session);
  g_test_add_func ("/safety/gate/lower-ceiling-holds", a_lower_ceiling_holds_at_the_last_gate);
  g_test_add_func ("/safety/cap/each-step-has-a-name", each_step_has_a_name);

  return g_test_run ();
}
