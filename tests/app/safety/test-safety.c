/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "ebb-verdict.h"
#include "safety-fixture.h"

static const char program_text[] =
    "{ \"format\": \"ebb-program/1\", \"id\": \"test\", \"name\": \"Test\", \"about\": \"Test.\","
    " \"pattern\": \"sequential\", \"legs\": \"same\", \"length_s\": 600,"
    " \"cycle\": { \"inflate_s\": 6, \"hold_s\": 10, \"deflate_s\": 10, \"rest_s\": 16 },"
    " \"pressure_mmhg\": { \"foot\": %d, \"ankle\": 35, \"upper_calf\": 30 },"
    " \"heat\": { \"zones\": [\"upper_calf\"], \"temperature_c\": %d, \"duration_s\": 300 },"
    " \"gentle_start_percent\": [50, 75] }";

static EbbProgram *
make_program (int foot_mmhg, int heat_c)
{
  g_autofree char *text = g_strdup_printf (program_text, foot_mmhg, heat_c);
  g_autoptr (GError) error = NULL;
  EbbProgram *program = ebb_program_new_from_json (text, -1, &error);

  g_assert_no_error (error);
  return program;
}

/* Exactly one thing is against it. */
static void
assert_one (GArray *violations, EbbViolationCode code, EbbZone zone, int value, int bound)
{
  EbbViolation *violation = &g_array_index (violations, EbbViolation, 0);

  g_assert_cmpuint (violations->len, ==, 1);
  g_assert_cmpint (violation->code, ==, code);
  g_assert_cmpint (violation->zone, ==, zone);
  g_assert_cmpint (violation->value, ==, value);
  g_assert_cmpint (violation->bound, ==, bound);
}

/* While nobody has answered the questions. */
static EbbCaps
get_caps (const EbbLimits *limits, const EbbCapabilities *boots)
{
  EbbCaps caps;

  ebb_caps_init (&caps, limits, boots, EBB_PURPOSE_SESSION, NULL);
  return caps;
}

static GArray *
check_within (const EbbLimits       *limits,
              const EbbCapabilities *boots,
              EbbProgram            *program,
              EbbLegs                legs,
              guint                  length_s,
              int                    cap_mmhg)
{
  const EbbProposal proposal = {
    .program = program,
    .legs = legs,
    .length_s = length_s,
    .cap_pa = ebb_mmhg_to_pa (cap_mmhg),
  };
  g_auto (EbbVerdict) verdict;

  ebb_verdict_init (&verdict, limits, boots, &proposal, NULL, EBB_MOMENT_START);
  return g_steal_pointer (&verdict.violations);
}

static GArray *
check (const EbbCapabilities *boots,
       EbbProgram            *program,
       EbbLegs                legs,
       guint                  length_s,
       int                    cap_mmhg)
{
  EbbLimits limits = load_limits ();

  return check_within (&limits, boots, program, legs, length_s, cap_mmhg);
}

static void
the_cap_is_the_least_of_all (void)
{
  EbbLimits       limits = load_limits ();
  EbbCapabilities boots = make_boots ();

  g_assert_cmpint (get_caps (&limits, &boots).cap_pa, ==, ebb_mmhg_to_pa (40));
  boots.pressure_max_pa = ebb_mmhg_to_pa (33);
  g_assert_cmpint (get_caps (&limits, &boots).cap_pa, ==, ebb_mmhg_to_pa (33));
  limits.first_session_cap_pa = ebb_mmhg_to_pa (25);
  g_assert_cmpint (get_caps (&limits, &boots).cap_pa, ==, ebb_mmhg_to_pa (25));
  limits.absolute_ceiling_pa = ebb_mmhg_to_pa (20);
  g_assert_cmpint (get_caps (&limits, &boots).cap_pa, ==, ebb_mmhg_to_pa (20));
}

static void
boots_without_a_timer_run_shorter (void)
{
  EbbLimits       limits = load_limits ();
  EbbCapabilities boots = make_boots ();

  g_assert_cmpuint (get_caps (&limits, &boots).longest_s, ==, limits.session_max_s);
  boots.has_own_timer = false;
  g_assert_cmpuint (get_caps (&limits, &boots).longest_s, ==, 900);
  limits.session_max_s = 600;
  g_assert_cmpuint (get_caps (&limits, &boots).longest_s, ==, 600);
  limits.first_session_cap_pa = ebb_mmhg_to_pa (100);
  g_assert_cmpint (get_caps (&limits, &boots).cap_pa, <=, ebb_mmhg_to_pa (40));
}

static void
no_file_lifts_the_cap (void)
{
  EbbLimits       limits = load_limits ();
  EbbCapabilities boots = make_boots ();

  limits.first_session_cap_pa = ebb_mmhg_to_pa (100);
  boots.pressure_max_pa = ebb_mmhg_to_pa (500);
  g_assert_cmpint (get_caps (&limits, &boots).cap_pa, ==, ebb_mmhg_to_pa (40));
}

static void
real_boots_have_no_cap (void)
{
  EbbLimits       limits = load_limits ();
  EbbCapabilities boots = make_boots ();

  boots.is_simulated = false;
  g_assert_cmpint (get_caps (&limits, &boots).cap_pa, ==, 0);
}

static void
a_right_session_may_run (void)
{
  EbbCapabilities boots = make_boots ();
  g_autoptr (EbbProgram) program = make_program (40, 40);

  for (int legs = EBB_LEGS_LEFT; legs <= EBB_LEGS_BOTH; legs++)
    {
      g_autoptr (GArray) violations = check (&boots, program, (EbbLegs) legs, 600, 40);

      g_assert_cmpuint (violations->len, ==, 0);
    }
}

static void
real_boots_may_not_run (void)
{
  EbbCapabilities boots = make_boots ();
  g_autoptr (EbbProgram) program = make_program (40, 40);
  g_autoptr (GArray) violations = NULL;

  boots.is_simulated = false;
  violations = check (&boots, program, EBB_LEGS_BOTH, 600, 40);
  g_assert_cmpuint (violations->len, >=, 1);
  g_assert_cmpint (g_array_index (violations, EbbViolation, 0).code, ==, EBB_VIOLATION_REAL_BOOTS);
}

static void
a_zone_above_the_cap_is_named (void)
{
  EbbCapabilities boots = make_boots ();
  g_autoptr (EbbProgram) program = make_program (41, 40);
  g_autoptr (GArray) violations = check (&boots, program, EBB_LEGS_BOTH, 600, 40);

  assert_one (violations, EBB_VIOLATION_PRESSURE_HIGH, EBB_ZONE_FOOT, ebb_mmhg_to_pa (41),
              ebb_mmhg_to_pa (40));
}

static void
a_cap_nobody_may_have_is_refused (void)
{
  EbbCapabilities boots = make_boots ();
  g_autoptr (EbbProgram) program = make_program (40, 40);
  g_autoptr (GArray) violations = check (&boots, program, EBB_LEGS_BOTH, 600, 60);

  assert_one (violations, EBB_VIOLATION_PRESSURE_HIGH, EBB_N_ZONES, ebb_mmhg_to_pa (60),
              ebb_mmhg_to_pa (40));
}

static void
a_zone_the_boots_lack_is_not_held_against_it (void)
{
  EbbCapabilities boots = make_boots ();
  g_autoptr (EbbProgram) program = make_program (60, 40);
  g_autoptr (GArray) violations = NULL;

  boots.zones[EBB_SIDE_LEFT] = boots.zones[EBB_SIDE_RIGHT] = EBB_ZONE_BIT (EBB_ZONE_UPPER_CALF);
  violations = check (&boots, program, EBB_LEGS_BOTH, 600, 40);
  g_assert_cmpuint (violations->len, ==, 0);
}

static void
a_pressure_the_boots_cannot_make_is_refused (void)
{
  EbbCapabilities boots = make_boots ();
  g_autoptr (EbbProgram) program = make_program (40, 40);
  g_autoptr (GArray) violations = NULL;

  boots.pressure_min_pa = ebb_mmhg_to_pa (32);
  violations = check (&boots, program, EBB_LEGS_BOTH, 600, 40);
  assert_one (violations, EBB_VIOLATION_PRESSURE_LOW, EBB_ZONE_UPPER_CALF, ebb_mmhg_to_pa (30),
              ebb_mmhg_to_pa (32));
}

static void
boots_and_program_must_share_a_zone (void)
{
  EbbCapabilities boots = make_boots ();
  g_autoptr (EbbProgram) program = make_program (40, 40);
  g_autoptr (GArray) violations = NULL;

  boots.settable[EBB_SIDE_LEFT] = boots.settable[EBB_SIDE_RIGHT] =
      EBB_ZONE_BIT (EBB_ZONE_UPPER_THIGH);
  violations = check (&boots, program, EBB_LEGS_BOTH, 600, 40);
  assert_one (violations, EBB_VIOLATION_NO_ZONE, EBB_N_ZONES, 0, 0);
}

static void
a_leg_that_is_not_there_is_refused (void)
{
  EbbCapabilities boots = make_boots ();
  g_autoptr (EbbProgram) program = make_program (40, 40);
  g_autoptr (GArray) both = NULL;
  g_autoptr (GArray) left = NULL;

  boots.zones[EBB_SIDE_RIGHT] = 0;
  both = check (&boots, program, EBB_LEGS_BOTH, 600, 40);
  assert_one (both, EBB_VIOLATION_LEG, EBB_N_ZONES, EBB_LEGS_BOTH, EBB_LEGS_LEFT);
  left = check (&boots, program, EBB_LEGS_LEFT, 600, 40);
  g_assert_cmpuint (left->len, ==, 0);
}

static void
the_length_is_bounded_on_both_sides (void)
{
  EbbCapabilities boots = make_boots ();
  g_autoptr (EbbProgram) program = make_program (40, 40);
  g_autoptr (GArray) shortest = check (&boots, program, EBB_LEGS_BOTH, 300, 40);
  g_autoptr (GArray) too_short = check (&boots, program, EBB_LEGS_BOTH, 299, 40);
  g_autoptr (GArray) longest = check (&boots, program, EBB_LEGS_BOTH, 1800, 40);
  g_autoptr (GArray) too_long = check (&boots, program, EBB_LEGS_BOTH, 1801, 40);

  g_assert_cmpuint (shortest->len, ==, 0);
  g_assert_cmpuint (longest->len, ==, 0);
  assert_one (too_short, EBB_VIOLATION_LENGTH_SHORT, EBB_N_ZONES, 299, 300);
  assert_one (too_long, EBB_VIOLATION_LENGTH_LONG, EBB_N_ZONES, 1801, 1800);
}

static void
stricter_limits_bind_a_valid_program (void)
{
  EbbLimits       limits = load_limits ();
  EbbCapabilities boots = make_boots ();
  g_autoptr (EbbProgram) program = make_program (40, 40);
  g_autoptr (GArray) violations = NULL;
  guint seen = 0;

  limits.inflate_min_s = 7;
  limits.hold_max_s = 9;
  limits.deflate_min_s = 11;
  limits.cycle_max_s = 40;
  limits.zone_continuous_above_30_max_s = 20;
  limits.heat_cap_ddeg = 390;
  limits.heat_max_s = 299;
  violations = check_within (&limits, &boots, program, EBB_LEGS_BOTH, 600, 40);
  for (guint i = 0; i < violations->len; i++)
    seen |= 1u << g_array_index (violations, EbbViolation, i).code;
  g_assert_cmpuint (seen, ==,
                    1u << EBB_VIOLATION_INFLATE | 1u << EBB_VIOLATION_HOLD
                        | 1u << EBB_VIOLATION_DEFLATE | 1u << EBB_VIOLATION_CYCLE
                        | 1u << EBB_VIOLATION_SQUEEZE | 1u << EBB_VIOLATION_HEAT_HIGH
                        | 1u << EBB_VIOLATION_HEAT_LENGTH);
}

static void
heat_is_bounded_by_the_boots_that_make_it (void)
{
  EbbCapabilities boots = make_boots ();
  g_autoptr (EbbProgram) program = make_program (40, 41);
  g_autoptr (GArray) high = NULL;
  g_autoptr (GArray) low = NULL;
  g_autoptr (GArray) cold = NULL;

  boots.heat_max_ddeg = 400;
  high = check (&boots, program, EBB_LEGS_BOTH, 600, 40);
  assert_one (high, EBB_VIOLATION_HEAT_HIGH, EBB_N_ZONES, 410, 400);
  boots.heat_max_ddeg = 420;
  boots.heat_min_ddeg = 415;
  low = check (&boots, program, EBB_LEGS_BOTH, 600, 40);
  assert_one (low, EBB_VIOLATION_HEAT_LOW, EBB_N_ZONES, 410, 415);
  /* Without a heater the program runs cold. */
  boots.has_heat = false;
  cold = check (&boots, program, EBB_LEGS_BOTH, 600, 40);
  g_assert_cmpuint (cold->len, ==, 0);
}

static void
the_last_gate_lets_no_setpoint_above_the_cap_through (void)
{
  EbbLimits    limits = load_limits ();
  EbbViolation violation;

  g_assert_true (ebb_safety_check_setpoint (&limits, EBB_ZONE_FOOT, 5333, 5333, &violation));
  g_assert_cmpint (violation.code, ==, EBB_VIOLATION_NONE);
  g_assert_false (ebb_safety_check_setpoint (&limits, EBB_ZONE_FOOT, 5334, 5333, &violation));
  g_assert_cmpint (violation.code, ==, EBB_VIOLATION_PRESSURE_HIGH);
  g_assert_cmpint (violation.zone, ==, EBB_ZONE_FOOT);
  g_assert_false (ebb_safety_check_setpoint (&limits, EBB_ZONE_FOOT, -1, 5333, NULL));
  g_assert_false (
      ebb_safety_check_setpoint (&limits, EBB_ZONE_FOOT, EBB_PRESSURE_UNKNOWN_PA, 5333, NULL));
  /* Not even with a cap that should not be. */
  g_assert_false (ebb_safety_check_setpoint (&limits, EBB_ZONE_FOOT, ebb_mmhg_to_pa (101),
                                             G_MAXINT32, &violation));
  g_assert_cmpint (violation.bound, ==, ebb_mmhg_to_pa (100));
}

static gboolean
may_change (int present_mmhg, int wanted_mmhg, EbbViolationCode *code)
{
  EbbLimits       limits = load_limits ();
  EbbCapabilities boots = make_boots ();
  EbbViolation    violation;
  gboolean        may =
      ebb_safety_check_intensity (&limits, &boots, ebb_mmhg_to_pa (present_mmhg),
                                  ebb_mmhg_to_pa (wanted_mmhg), ebb_mmhg_to_pa (40), &violation);

  *code = violation.code;
  return may;
}

static void
intensity_rises_in_small_steps_and_falls_at_once (void)
{
  EbbViolationCode code;

  for (int present = 5; present <= 30; present++)
    {
      g_assert_true (may_change (present, present + 10, &code));
      /* The boots' own step of one is forgiven, no more. */
      g_assert_false (may_change (present - 2, present + 10, &code));
      g_assert_cmpint (code, ==, EBB_VIOLATION_STEP_UP);
    }
  g_assert_true (may_change (40, 5, &code));
  g_assert_false (may_change (35, 41, &code));
  g_assert_cmpint (code, ==, EBB_VIOLATION_PRESSURE_HIGH);
  g_assert_false (may_change (10, 4, &code));
  g_assert_cmpint (code, ==, EBB_VIOLATION_PRESSURE_LOW);
  g_assert_false (may_change (10, 0, &code));
}

static void
from_the_unknown_nothing_rises (void)
{
  EbbLimits       limits = load_limits ();
  EbbCapabilities boots = make_boots ();

  g_assert_false (ebb_safety_check_intensity (&limits, &boots, EBB_PRESSURE_UNKNOWN_PA,
                                              ebb_mmhg_to_pa (20), ebb_mmhg_to_pa (40), NULL));
}

static void
heat_has_a_gate_of_its_own (void)
{
  EbbLimits       limits = load_limits ();
  EbbCapabilities boots = make_boots ();
  EbbCaps         caps = get_caps (&limits, &boots);

  g_assert_true (ebb_safety_check_heat (&caps, &boots, 420, NULL));
  g_assert_true (ebb_safety_check_heat (&caps, &boots, EBB_HEAT_OFF_DDEG, NULL));
  g_assert_false (ebb_safety_check_heat (&caps, &boots, 421, NULL));
  g_assert_false (ebb_safety_check_heat (&caps, &boots, 359, NULL));
  caps.allows_heat = FALSE;
  g_assert_false (ebb_safety_check_heat (&caps, &boots, 400, NULL));
  boots.has_heat = false;
  caps = get_caps (&limits, &boots);
  g_assert_false (ebb_safety_check_heat (&caps, &boots, 400, NULL));
  g_assert_true (ebb_safety_check_heat (&caps, &boots, EBB_HEAT_OFF_DDEG, NULL));
}

static void
says_value_and_bound_in_their_unit (void)
{
  const EbbViolation pressure = { EBB_VIOLATION_PRESSURE_HIGH, EBB_ZONE_FOOT, 5999, 5333 };
  const EbbViolation length = { EBB_VIOLATION_LENGTH_LONG, EBB_N_ZONES, 1801, 1800 };
  const EbbViolation heat = { EBB_VIOLATION_HEAT_HIGH, EBB_N_ZONES, 425, 420 };
  const EbbViolation cycle = { EBB_VIOLATION_CYCLE, EBB_N_ZONES, 121500, 120000 };
  const EbbViolation real = { EBB_VIOLATION_REAL_BOOTS, EBB_N_ZONES, 0, 0 };
  g_autofree char   *of_pressure = ebb_violation_to_string (&pressure);
  g_autofree char   *of_length = ebb_violation_to_string (&length);
  g_autofree char   *of_heat = ebb_violation_to_string (&heat);
  g_autofree char   *of_cycle = ebb_violation_to_string (&cycle);
  g_autofree char   *of_real = ebb_violation_to_string (&real);
  double             divisor;

  g_assert_cmpstr (of_pressure, ==, "pressure-high in foot: 45 mmHg, bound 40 mmHg");
  g_assert_cmpstr (of_length, ==, "length-long: 1801 s, bound 1800 s");
  g_assert_cmpstr (of_heat, ==, "heat-high: 42.5 degC, bound 42 degC");
  g_assert_cmpstr (of_cycle, ==, "cycle: 121.5 s, bound 120 s");
  g_assert_cmpstr (of_real, ==, "real-boots");
  g_assert_null (ebb_violation_get_unit (EBB_VIOLATION_COUNT, &divisor));
  g_assert_cmpfloat (divisor, ==, 1.0);
}

static void
every_shipped_program_may_run (void)
{
  static const char *const names[] = { "10-gentle-wave", "20-flush", "30-hold-and-release",
                                       "40-calves-only", "50-warm-up" };
  EbbCapabilities          boots = make_boots ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *file = g_strconcat (names[i], ".json", NULL);
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "programs", file, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (EbbProgram) program = ebb_program_new_from_file (path, &error);
      g_autofree char *text = NULL;
      g_autofree char *written = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (ebb_program_get_id (program), ==, strchr (names[i], '-') + 1);
      g_assert_cmpint (ebb_program_get_peak_pa (program, EBB_ZONE_MASK_ALL), <=,
                       ebb_mmhg_to_pa (EBB_UNSCREENED_CAP_MMHG));
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      written = ebb_program_to_json (program);
      g_assert_cmpstr (written, ==, text);
      for (int zones = 1; zones <= EBB_ZONE_MASK_ALL; zones++)
        {
          g_autoptr (GArray) violations = NULL;

          if ((zones & ebb_program_get_zones (program)) == 0)
            continue;
          boots.zones[EBB_SIDE_LEFT] = boots.zones[EBB_SIDE_RIGHT] = (EbbZoneMask) zones;
          boots.settable[EBB_SIDE_LEFT] = boots.settable[EBB_SIDE_RIGHT] = (EbbZoneMask) zones;
          violations = check (&boots, program, EBB_LEGS_BOTH, ebb_program_get_length_s (program),
                              EBB_UNSCREENED_CAP_MMHG);
          g_assert_cmpuint (violations->len, ==, 0);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/safety/cap/is-the-least-of-all", the_cap_is_the_least_of_all);
  g_test_add_func ("/safety/length/shorter-without-a-timer", boots_without_a_timer_run_shorter);
  g_test_add_func ("/safety/cap/no-file-lifts-it", no_file_lifts_the_cap);
  g_test_add_func ("/safety/cap/real-boots-have-none", real_boots_have_no_cap);
  g_test_add_func ("/safety/session/a-right-one-may-run", a_right_session_may_run);
  g_test_add_func ("/safety/session/not-on-real-boots", real_boots_may_not_run);
  g_test_add_func ("/safety/session/names-a-zone-above-the-cap", a_zone_above_the_cap_is_named);
  g_test_add_func ("/safety/session/refuses-a-cap-nobody-may-have",
                   a_cap_nobody_may_have_is_refused);
  g_test_add_func ("/safety/session/forgets-zones-the-boots-lack",
                   a_zone_the_boots_lack_is_not_held_against_it);
  g_test_add_func ("/safety/session/refuses-what-the-boots-cannot-make",
                   a_pressure_the_boots_cannot_make_is_refused);
  g_test_add_func ("/safety/session/needs-a-zone-in-common", boots_and_program_must_share_a_zone);
  g_test_add_func ("/safety/session/needs-the-leg", a_leg_that_is_not_there_is_refused);
  g_test_add_func ("/safety/session/bounds-the-length", the_length_is_bounded_on_both_sides);
  g_test_add_func ("/safety/session/obeys-stricter-limits", stricter_limits_bind_a_valid_program);
  g_test_add_func ("/safety/session/bounds-heat-by-the-boots",
                   heat_is_bounded_by_the_boots_that_make_it);
  g_test_add_func ("/safety/gate/no-setpoint-above-the-cap",
                   the_last_gate_lets_no_setpoint_above_the_cap_through);
  g_test_add_func ("/safety/gate/intensity-rises-in-small-steps",
                   intensity_rises_in_small_steps_and_falls_at_once);
  g_test_add_func ("/safety/gate/nothing-rises-from-the-unknown", from_the_unknown_nothing_rises);
  g_test_add_func ("/safety/gate/heat", heat_has_a_gate_of_its_own);
  g_test_add_func ("/safety/words/value-and-bound-in-their-unit",
                   says_value_and_bound_in_their_unit);
  g_test_add_func ("/safety/shipped-programs-may-run", every_shipped_program_may_run);

  return g_test_run ();
}
