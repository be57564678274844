/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <math.h>
#include <string.h>

#include "ebb-limits.h"
#include "ebb-program-private.h"
#include "ebb-snapshot.h"
#include "wrong-text.h"

static char *
read_shipped_limits (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "limits.json", NULL);
  char            *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
the_shipped_file_says_what_it_says (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "limits.json", NULL);
  EbbLimits        limits;

  g_assert_true (ebb_limits_load (&limits, path, NULL));
  g_assert_cmpint (limits.first_session_cap_pa, ==, ebb_mmhg_to_pa (40));
  g_assert_cmpint (limits.standard_cap_pa, ==, ebb_mmhg_to_pa (60));
  g_assert_cmpint (limits.extended_cap_pa, ==, ebb_mmhg_to_pa (80));
  g_assert_cmpint (limits.absolute_ceiling_pa, ==, ebb_mmhg_to_pa (100));
  g_assert_cmpuint (limits.extended_after_sessions, ==, 3);
  g_assert_cmpuint (limits.session_max_extended_s, ==, 3600);
  g_assert_cmpuint (limits.gap_s, ==, 3600);
  g_assert_cmpuint (limits.per_24h_max_s, ==, 5400);
  g_assert_cmpuint (limits.sessions_24h_max, ==, 3);
  g_assert_cmpuint (limits.presence_check_s, ==, 1200);
  g_assert_cmpfloat (limits.heat_dose_cap, ==, 0.6);
  g_assert_cmpfloat (limits.heat_dose_cap_squeezed, ==, 0.3);
  g_assert_cmpuint (limits.heat_gap_s, ==, 7200);
  g_assert_cmpuint (limits.heat_dose_reset_s, ==, 7200);
  g_assert_cmpuint (limits.heat_presence_check_s, ==, 600);
  g_assert_cmpint (limits.heat_cap_65_ddeg, ==, 400);
  g_assert_cmpuint (limits.heat_max_65_s, ==, 900);
  g_assert_cmpuint (limits.heat_unmeasured_max_s, ==, 600);
  g_assert_cmpuint (limits.heat_skin_prompt_s, ==, 300);
  g_assert_cmpint (limits.step_max_up_pa, ==, ebb_mmhg_to_pa (10));
  g_assert_cmpint (limits.overshoot_over_setpoint_pa, ==, ebb_mmhg_to_pa (15));
  g_assert_cmpfloat (limits.overshoot_for_s, ==, 1.0);
  g_assert_cmpint (limits.vented_below_pa, ==, ebb_mmhg_to_pa (10));
  g_assert_cmpfloat (limits.zone_continuous_above_30_max_s, ==, 60);
  g_assert_cmpuint (limits.session_min_s, ==, 300);
  g_assert_cmpuint (limits.session_default_s, ==, 1200);
  g_assert_cmpuint (limits.session_max_s, ==, 1800);
  g_assert_cmpint (limits.heat_default_ddeg, ==, 400);
  g_assert_cmpint (limits.heat_cap_ddeg, ==, 420);
  g_assert_cmpint (limits.heat_fault_ddeg, ==, 430);
  g_assert_cmpuint (limits.heat_max_s, ==, 1800);
  g_assert_cmpfloat (limits.telemetry_stale_s, ==, 3);
  g_assert_cmpuint (limits.confirm_fresh_s, ==, 60);
  g_assert_cmpuint (limits.lease_s, ==, 10);
  g_assert_cmpuint (limits.renew_s, ==, 2);
  g_assert_cmpuint (limits.refuse_start_below_percent, ==, 20);
  g_assert_cmpuint (limits.end_session_below_percent, ==, 10);
}

/* Two copies of one number never part ways unseen. */
static void
code_keeps_programs_to_the_same_numbers (void)
{
  g_autofree char *text = read_shipped_limits ();
  EbbLimits        limits;

  g_assert_true (ebb_limits_parse (&limits, text, -1, NULL));
  g_assert_cmpfloat (limits.inflate_min_s, ==, EBB_PROGRAM_INFLATE_MIN_S);
  g_assert_cmpfloat (limits.inflate_max_s, ==, EBB_PROGRAM_INFLATE_MAX_S);
  g_assert_cmpfloat (limits.hold_min_s, ==, 0);
  g_assert_cmpfloat (limits.hold_max_s, ==, EBB_PROGRAM_HOLD_MAX_S);
  g_assert_cmpfloat (limits.hold_above_60_max_s, ==, EBB_PROGRAM_HOLD_ABOVE_60_MAX_S);
  g_assert_cmpfloat (limits.deflate_min_s, ==, EBB_PROGRAM_DEFLATE_MIN_S);
  g_assert_cmpfloat (limits.cycle_max_s, ==, EBB_PROGRAM_CYCLE_MAX_S);
  g_assert_cmpfloat (limits.zone_continuous_above_30_max_s, ==, EBB_PROGRAM_SQUEEZE_MAX_S);
  g_assert_cmpint (limits.heat_cap_ddeg, ==, EBB_PROGRAM_HEAT_MAX_C * 10);
  g_assert_cmpuint (limits.heat_max_s, ==, EBB_PROGRAM_HEAT_MAX_S);
}

static const Wrong wrongs[] = {
  { "another-schema", "limits/1", "limits/2", "schema is \"limits/2\", expected \"limits/1\"" },
  { "no-cap", "\"first_session_cap\": 40,", "", "pressure.first_session_cap is missing" },
  { "ceiling-above-the-code", "\"absolute_app_ceiling\": 100", "\"absolute_app_ceiling\": 101",
    "pressure.absolute_app_ceiling is 101, expected a number from 10 to 100" },
  { "cap-above-the-code", "\"extended_cap\": 80", "\"extended_cap\": 120",
    "pressure.extended_cap is 120" },
  { "caps-out-of-order", "\"standard_cap\": 60", "\"standard_cap\": 90",
    "pressure.standard_cap is greater than pressure.extended_cap" },
  { "session-above-the-code", "\"max_s\": 1800, \"max_s_ext", "\"max_s\": 3601, \"max_s_ext",
    "session.max_s is 3601" },
  { "squeeze-above-the-code", "\"zone_continuous_above_30_max_s\": 60",
    "\"zone_continuous_above_30_max_s\": 600", "cycle.zone_continuous_above_30_max_s is 600" },
  { "heat-above-the-code", "\"setpoint_cap\": 42", "\"setpoint_cap\": 43",
    "heat.setpoint_cap is 43" },
  { "not-a-number", "\"deflate_s_min\": 10", "\"deflate_s_min\": NaN", "line 9" },
  { "text", "\"deflate_s_min\": 10", "\"deflate_s_min\": \"10\"", "cycle.deflate_s_min is \"10\"" },
  { "negative", "\"telemetry_stale_s\": 3", "\"telemetry_stale_s\": -3",
    "lease.telemetry_stale_s is -3" },
  { "half-a-pair", "[2, 30]", "[2]", "cycle.inflate_s is a list of 1" },
  { "pair-of-words", "[2, 30]", "[2, \"30\"]", "cycle.inflate_s is \"30\"" },
  { "pair-that-falls", "[2, 30]", "[30, 2]", "cycle.inflate_s is 2, expected two rising" },
  { "no-overshoot", "\"over_setpoint\": 15, ", "", "pressure.overshoot_fault.over_setpoint is" },
  { "renews-too-seldom", "\"renew_s\": 2", "\"renew_s\": 5", "3 x lease.renew_s is greater" },
  { "gap-below-the-code", "\"min_gap_s\": 3600", "\"min_gap_s\": 60",
    "session.min_gap_s is 60, expected a whole number from 3600" },
  { "more-sessions-than-the-code", "\"max_sessions_24h\": 3", "\"max_sessions_24h\": 4",
    "session.max_sessions_24h is 4" },
  { "more-minutes-than-the-code", "\"max_per_rolling_24h_s\": 5400",
    "\"max_per_rolling_24h_s\": 5401", "session.max_per_rolling_24h_s is 5401" },
  { "extended-after-two", "\"uneventful_sessions\": 3", "\"uneventful_sessions\": 2",
    "pressure.extended_unlock.uneventful_sessions is 2" },
  { "extended-without-a-word", "\"explicit_ack\": true", "\"explicit_ack\": false",
    "pressure.extended_unlock.explicit_ack is false, expected true" },
  { "any-level-without-a-reading", "\"lowest_level_only\": true", "\"lowest_level_only\": 1",
    "heat.unknown_temperature_device.lowest_level_only is 1, expected true or false" },
  { "dose-above-the-code", "\"dose_cap\": 0.6", "\"dose_cap\": 0.7", "heat.dose_cap is 0.7" },
  { "squeezed-dose-above-the-code", "\"dose_cap_with_compression_above_40\": 0.3",
    "\"dose_cap_with_compression_above_40\": 0.31",
    "heat.dose_cap_with_compression_above_40 is 0.31" },
  { "another-formula", "28.3*ln", "27.3*ln", "heat.margin_model is \"t_margin_s(T)" },
  { "old-and-hot", "\"setpoint_cap\": 40, \"max_s\": 900", "\"setpoint_cap\": 41, \"max_s\": 900",
    "heat.age_65_plus.setpoint_cap is 41" },
  { "key-twice", "\"standard_cap\": 60", "\"standard_cap\": 60, \"standard_cap\": 100",
    "\"standard_cap\" is there twice" },
};

static gboolean
parse_limits (const char *text, GError **error)
{
  EbbLimits limits = { .lease_s = 77 };
  gboolean  is_read = ebb_limits_parse (&limits, text, -1, error);

  g_assert_true (is_read || limits.lease_s == 77);
  return is_read;
}

static void
wrong_limits_are_refused_and_change_nothing (void)
{
  g_autofree char *text = read_shipped_limits ();

  assert_refused (parse_limits, text, wrongs, G_N_ELEMENTS (wrongs));
}

static void
a_file_that_is_not_there_is_named (void)
{
  g_autoptr (GError) error = NULL;
  EbbLimits limits;

  g_assert_false (ebb_limits_load (&limits, "/nowhere/limits.json", &error));
  g_assert_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_READ);
  g_assert_nonnull (strstr (error->message, "/nowhere/limits.json"));
}

static void
names_come_back (void)
{
  for (int i = 0; i < EBB_N_ENDS; i++)
    {
      EbbSessionEnd end;

      g_assert_true (
          ebb_session_end_from_string (ebb_session_end_to_string ((EbbSessionEnd) i), &end));
      g_assert_cmpint (end, ==, i);
    }
  for (int i = 0; i <= EBB_FAULT_GATE; i++)
    {
      EbbFault fault;

      g_assert_true (ebb_fault_from_string (ebb_fault_to_string ((EbbFault) i), &fault));
      g_assert_cmpint (fault, ==, i);
    }
  for (int i = 0; i <= EBB_SESSION_FAULT; i++)
    g_assert_cmpstr (ebb_session_state_to_string ((EbbSessionState) i), !=, "unknown");
  g_assert_cmpstr (ebb_session_state_to_string ((EbbSessionState) 99), ==, "unknown");
  g_assert_cmpstr (ebb_session_end_to_string ((EbbSessionEnd) 99), ==, "unknown");
  g_assert_cmpstr (ebb_fault_to_string ((EbbFault) 99), ==, "unknown");
}

static void
a_new_snapshot_knows_no_reading (void)
{
  EbbSnapshot snapshot;

  memset (&snapshot, 0xa5, sizeof snapshot);
  ebb_snapshot_init (&snapshot);
  g_assert_cmpint (snapshot.state, ==, EBB_SESSION_IDLE);
  g_assert_false (snapshot.is_reading_known);
  g_assert_cmpint (snapshot.highest_pa, ==, EBB_PRESSURE_UNKNOWN_PA);
  for (guint side = 0; side < EBB_N_SIDES; side++)
    {
      for (guint zone = 0; zone < EBB_N_ZONES; zone++)
        {
          g_assert_cmpint (snapshot.zone[side][zone].pressure_pa, ==, EBB_PRESSURE_UNKNOWN_PA);
          g_assert_cmpint (snapshot.zone[side][zone].temperature_ddeg, ==, EBB_HEAT_OFF_DDEG);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/limits/shipped-file", the_shipped_file_says_what_it_says);
  g_test_add_func ("/limits/code-keeps-programs-to-the-same-numbers",
                   code_keeps_programs_to_the_same_numbers);
  g_test_add_func ("/limits/wrong-ones-are-refused-and-change-nothing",
                   wrong_limits_are_refused_and_change_nothing);
  g_test_add_func ("/limits/a-file-that-is-not-there-is-named", a_file_that_is_not_there_is_named);
  g_test_add_func ("/snapshot/names-come-back", names_come_back);
  g_test_add_func ("/snapshot/a-new-one-knows-no-reading", a_new_snapshot_knows_no_reading);

  return g_test_run ();
}
