/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib/gstdio.h>

#include "program-text.h"

static void
has_what_was_written (void)
{
  g_autoptr (EbbProgram) program = make_program ("Test", "T\\u00e9st");
  const uint8_t *percents;
  guint          count;
  EbbCycle       cycle = ebb_program_get_cycle (program);

  g_assert_cmpstr (ebb_program_get_id (program), ==, "test-1");
  g_assert_cmpstr (ebb_program_get_name (program), ==, "Tést");
  g_assert_cmpstr (ebb_program_get_about (program), ==, "For a test.");
  g_assert_cmpint (cycle.pattern, ==, EBB_PATTERN_SEQUENTIAL);
  g_assert_cmpuint (cycle.inflate_ms, ==, 6000);
  g_assert_cmpuint (cycle.hold_ms, ==, 10000);
  g_assert_cmpuint (cycle.deflate_ms, ==, 10000);
  g_assert_cmpuint (cycle.rest_ms, ==, 16000);
  g_assert_false (ebb_program_is_alternate (program));
  g_assert_cmpuint (ebb_program_get_length_s (program), ==, 600);
  g_assert_cmpint (ebb_program_get_zones (program), ==, FOUR_ZONES);
  g_assert_cmpint (ebb_program_get_setpoint_pa (program, EBB_ZONE_FOOT), ==, 5333);
  g_assert_cmpint (ebb_program_get_setpoint_pa (program, EBB_ZONE_UPPER_CALF), ==, 4666);
  g_assert_cmpint (ebb_program_get_setpoint_pa (program, EBB_ZONE_ANKLE), ==, 0);
  g_assert_cmpint (ebb_program_get_heated (program), ==, EBB_ZONE_BIT (EBB_ZONE_LOWER_CALF));
  g_assert_cmpint (ebb_program_get_heat_ddeg (program), ==, 395);
  g_assert_cmpuint (ebb_program_get_heat_s (program), ==, 300);
  percents = ebb_program_get_gentle_start (program, &count);
  g_assert_cmpuint (count, ==, 2);
  g_assert_cmpuint (percents[1], ==, 75);
  percents = ebb_program_get_ending (program, &count);
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpuint (percents[0], ==, 75);
}

static void
may_do_without_heat_and_ending (void)
{
  g_autofree char *text = edit_text (PROGRAM_TEXT, ", \"ending_percent\": [75]", "");
  g_autofree char *cold = edit_text (text,
                                     " \"heat\": { \"zones\": [\"lower_calf\"],"
                                     " \"temperature_c\": 39.5, \"duration_s\": 300 },",
                                     "");
  g_autoptr (EbbProgram) program = ebb_program_new_from_json (cold, -1, NULL);
  guint count;

  g_assert_nonnull (program);
  g_assert_cmpint (ebb_program_get_heated (program), ==, 0);
  g_assert_cmpint (ebb_program_get_heat_ddeg (program), ==, EBB_HEAT_OFF_DDEG);
  ebb_program_get_ending (program, &count);
  g_assert_cmpuint (count, ==, 0);
}

static void
comes_back_from_its_own_text (void)
{
  static const char *const edits[][2] = {
    { "Test", "Qu\\\"ote \\\\ \\u00e9" },
    { "\"same\"", "\"alternate\"" },
    { "sequential", "wave" },
    { "\"foot\": 40", "\"foot\": 40.3" },
    { "\"inflate_s\": 6", "\"inflate_s\": 6.5" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autoptr (EbbProgram) program = make_program (edits[i][0], edits[i][1]);
      g_autofree char *text = ebb_program_to_json (program);
      g_autoptr (EbbProgram) again = ebb_program_new_from_json (text, -1, NULL);
      g_autofree char *text_again = NULL;

      g_assert_nonnull (again);
      text_again = ebb_program_to_json (again);
      g_assert_cmpstr (text, ==, text_again);
      g_assert_cmpstr (ebb_program_get_name (again), ==, ebb_program_get_name (program));
      g_assert_cmpint (ebb_program_get_setpoint_pa (again, EBB_ZONE_FOOT), ==,
                       ebb_program_get_setpoint_pa (program, EBB_ZONE_FOOT));
      g_assert_cmpint (ebb_program_get_heat_ddeg (again), ==, 395);
    }
}

static void
counts_cycles_of_the_zones_there_are (void)
{
  g_autoptr (EbbProgram) program = make_program ("Test", "Test");

  g_assert_cmpuint (ebb_program_get_cycle_ms (program, FOUR_ZONES), ==, 60000);
  g_assert_cmpuint (ebb_program_get_cycle_ms (program, EBB_ZONE_MASK_ALL), ==, 60000);
  g_assert_cmpuint (ebb_program_get_cycle_ms (program, EBB_ZONE_BIT (EBB_ZONE_FOOT)), ==, 42000);
  g_assert_cmpuint (ebb_program_count_cycles (program, FOUR_ZONES, 600), ==, 10);
  /* One that is cut short counts. */
  g_assert_cmpuint (ebb_program_count_cycles (program, FOUR_ZONES, 601), ==, 11);
}

static gint32
plan (EbbProgram *program, EbbZone zone, gint64 at_ms)
{
  return ebb_program_plan_pa (program, FOUR_ZONES, zone, 600, 5333, at_ms);
}

static void
plans_the_shape_of_a_cycle (void)
{
  g_autoptr (EbbProgram) program = make_program ("Test", "Test");
  gint64 third_ms = 120000; /* the first cycle at 100 percent */

  g_assert_cmpint (plan (program, EBB_ZONE_FOOT, third_ms), ==, 0);
  g_assert_cmpint (plan (program, EBB_ZONE_FOOT, third_ms + 3000), ==, 2667);
  g_assert_cmpint (plan (program, EBB_ZONE_FOOT, third_ms + 6000), ==, 5333);
  g_assert_cmpint (plan (program, EBB_ZONE_FOOT, third_ms + 33999), ==, 5333);
  g_assert_cmpint (plan (program, EBB_ZONE_FOOT, third_ms + 39000), ==, 2667);
  g_assert_cmpint (plan (program, EBB_ZONE_FOOT, third_ms + 44000), ==, 0);
  /* The thigh is the fourth to fill. */
  g_assert_cmpint (plan (program, EBB_ZONE_UPPER_THIGH, third_ms + 18000), ==, 0);
  g_assert_cmpint (plan (program, EBB_ZONE_UPPER_THIGH, third_ms + 24000), ==, 4000);
  g_assert_cmpint (plan (program, EBB_ZONE_ANKLE, third_ms + 24000), ==, 0);
}

static void
plans_a_gentle_start_and_ending (void)
{
  g_autoptr (EbbProgram) program = make_program ("Test", "Test");

  g_assert_cmpint (plan (program, EBB_ZONE_FOOT, 10000), ==, 2667);
  g_assert_cmpint (plan (program, EBB_ZONE_FOOT, 70000), ==, 4000);
  g_assert_cmpint (plan (program, EBB_ZONE_FOOT, 130000), ==, 5333);
  g_assert_cmpint (plan (program, EBB_ZONE_FOOT, 490000), ==, 5333);
  g_assert_cmpint (plan (program, EBB_ZONE_FOOT, 550000), ==, 4000);
  g_assert_cmpint (plan (program, EBB_ZONE_FOOT, 600000), ==, 0);
  g_assert_cmpint (plan (program, EBB_ZONE_FOOT, -1), ==, 0);
  /* Both at once: the gentler one counts. */
  g_assert_cmpint (ebb_program_plan_pa (program, FOUR_ZONES, EBB_ZONE_FOOT, 60, 5333, 10000), ==,
                   2667);
}

static void
plans_by_share_of_the_intensity (void)
{
  g_autoptr (EbbProgram) program = make_program ("Test", "Test");
  gint32 half_pa = ebb_mmhg_to_pa (20);

  g_assert_cmpint (ebb_program_plan_pa (program, FOUR_ZONES, EBB_ZONE_FOOT, 600, half_pa, 130000),
                   ==, half_pa);
  /* 30 of 40 mmHg is three quarters. */
  g_assert_cmpint (
      ebb_program_plan_pa (program, FOUR_ZONES, EBB_ZONE_UPPER_THIGH, 600, half_pa, 145000), ==,
      ebb_mmhg_to_pa (15));
  /* On boots without the strongest zones the strongest that is left has the intensity. */
  g_assert_cmpint (ebb_program_get_peak_pa (program, EBB_ZONE_BIT (EBB_ZONE_UPPER_THIGH)), ==,
                   ebb_mmhg_to_pa (30));
  g_assert_cmpint (ebb_program_plan_pa (program, EBB_ZONE_BIT (EBB_ZONE_UPPER_THIGH),
                                        EBB_ZONE_UPPER_THIGH, 600, half_pa, 94000),
                   ==, half_pa);
  g_assert_cmpint (ebb_program_plan_pa (program, EBB_ZONE_BIT (EBB_ZONE_KNEE), EBB_ZONE_KNEE, 600,
                                        half_pa, 94000),
                   ==, 0);
}

static void
comes_whole_from_a_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("ebb-program-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "test.json", NULL);
  g_autoptr (EbbProgram) program = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, PROGRAM_TEXT, -1, NULL));
  program = ebb_program_new_from_file (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ebb_program_get_id (program), ==, "test-1");
  g_assert_finalize_object (g_steal_pointer (&program));
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/program/has-what-was-written", has_what_was_written);
  g_test_add_func ("/program/may-do-without-heat-and-ending", may_do_without_heat_and_ending);
  g_test_add_func ("/program/comes-back-from-its-own-text", comes_back_from_its_own_text);
  g_test_add_func ("/program/comes-whole-from-a-file", comes_whole_from_a_file);
  g_test_add_func ("/program/cycles/counts-those-of-the-zones-there-are",
                   counts_cycles_of_the_zones_there_are);
  g_test_add_func ("/program/plan/has-the-shape-of-a-cycle", plans_the_shape_of_a_cycle);
  g_test_add_func ("/program/plan/has-a-gentle-start-and-ending", plans_a_gentle_start_and_ending);
  g_test_add_func ("/program/plan/keeps-the-shares", plans_by_share_of_the_intensity);

  return g_test_run ();
}
