/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <locale.h>
#include <string.h>

#include "ebb-figure-motion.h"
#include "ebb-figure-table.h"

/* What the figure tells, as values: no display is needed for that. */

#define FOOT EBB_ZONE_FOOT
#define FRAME_US 16667

static void
init_foot (EbbFigureValues *values)
{
  ebb_figure_values_init (values);
  values->is_empty = FALSE;
  values->cap_pa = ebb_mmhg_to_pa (40);
  values->zones[EBB_SIDE_LEFT] = values->zones[EBB_SIDE_RIGHT] = EBB_ZONE_BIT (FOOT);
}

static void
read_foot (EbbFigureValues *values, int left_mmhg, int right_mmhg)
{
  values->zone[EBB_SIDE_LEFT][FOOT].pressure_pa = ebb_mmhg_to_pa (left_mmhg);
  values->zone[EBB_SIDE_RIGHT][FOOT].pressure_pa = ebb_mmhg_to_pa (right_mmhg);
}

static void
level_foot (EbbFigureValues *values, unsigned level_count, int left, int right)
{
  values->level_count = level_count;
  values->zone[EBB_SIDE_LEFT][FOOT].setpoint_pa = left;
  values->zone[EBB_SIDE_RIGHT][FOOT].setpoint_pa = right;
}

static void
assert_described (const EbbFigureValues *values, const char *expected)
{
  g_autofree char *said = ebb_figure_values_describe (values);

  g_assert_cmpstr (said, ==, expected);
}

/* ---- levels ---- */

static void
test_level_is_never_told_as_a_pressure (void)
{
  EbbFigureValues values;

  init_foot (&values);
  level_foot (&values, 5, 2, 0);
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      EbbTold          told = ebb_figure_values_tell (&values, side, FOOT);
      g_autofree char *text = ebb_told_to_text (&told);
      g_autofree char *cell = ebb_figure_table_dup_cell (&values, side, FOOT);

      g_assert_cmpint (told.kind, ==, EBB_TOLD_LEVEL);
      g_assert_cmpstr (text, ==, side == EBB_SIDE_LEFT ? "L2" : "L0");
      g_assert_cmpstr (cell, ==, text);
      g_assert_cmpfloat_with_epsilon (told.share, side == EBB_SIDE_LEFT ? 0.4 : 0, 1e-9);
    }
  g_assert_true (ebb_figure_values_has_only_levels (&values));
  assert_described (&values, "Left: foot level 2 of 5. Right: foot level 0 of 5.");
}

/* The same bytes of boots that have mmHg are what they aim at, and no reading. */
static void
test_setpoint_of_boots_without_levels_is_not_told (void)
{
  EbbFigureValues values;

  init_foot (&values);
  level_foot (&values, 0, 2, 0);
  g_assert_false (ebb_figure_values_has_only_levels (&values));
  assert_described (&values, "Left: foot unknown. Right: foot unknown.");
}

static void
test_level_that_does_not_exist_is_unknown (void)
{
  EbbFigureValues values;

  init_foot (&values);
  level_foot (&values, 5, 6, EBB_PRESSURE_UNKNOWN_PA);
  assert_described (&values, "Left: foot unknown. Right: foot unknown.");
}

static void
test_reading_is_told_before_a_level (void)
{
  EbbFigureValues values;

  init_foot (&values);
  level_foot (&values, 5, 2, 3);
  values.zone[EBB_SIDE_LEFT][FOOT].pressure_pa = ebb_mmhg_to_pa (31);
  g_assert_false (ebb_figure_values_has_only_levels (&values));
  assert_described (&values, "Left: foot 31. Right: foot level 3 of 5.");
}

static void
test_level_of_lost_boots_is_unknown (void)
{
  EbbFigureValues values;

  init_foot (&values);
  level_foot (&values, 5, 2, 3);
  values.is_unknown = TRUE;
  assert_described (&values, "Left: foot unknown. Right: foot unknown.");
}

/* ---- the table ---- */

/* The first number of a cell is that of the description, in each of 1000 states. */
static void
test_table_has_the_numbers_of_the_figure (void)
{
  for (guint i = 0; i < 1000; i++)
    {
      EbbFigureValues  values;
      g_autofree char *left = NULL;
      g_autofree char *right = NULL;
      g_autofree char *expected = NULL;
      int              mmhg[] = { g_test_rand_int_range (0, 100), g_test_rand_int_range (0, 100) };

      init_foot (&values);
      read_foot (&values, mmhg[EBB_SIDE_LEFT], mmhg[EBB_SIDE_RIGHT]);
      left = ebb_figure_table_dup_cell (&values, EBB_SIDE_LEFT, FOOT);
      right = ebb_figure_table_dup_cell (&values, EBB_SIDE_RIGHT, FOOT);
      g_assert_cmpint (atoi (left), ==, mmhg[EBB_SIDE_LEFT]);
      g_assert_cmpint (atoi (right), ==, mmhg[EBB_SIDE_RIGHT]);
      expected = g_strdup_printf ("Left: foot %s. Right: foot %s.", left, right);
      assert_described (&values, expected);
    }
}

static void
test_table_says_why_there_is_no_number (void)
{
  EbbFigureValues  values;
  g_autofree char *missing = NULL;
  g_autofree char *unused = NULL;
  g_autofree char *unknown = NULL;

  init_foot (&values);
  values.legs = EBB_LEGS_LEFT;
  missing = ebb_figure_table_dup_cell (&values, EBB_SIDE_LEFT, EBB_ZONE_KNEE);
  unused = ebb_figure_table_dup_cell (&values, EBB_SIDE_RIGHT, FOOT);
  unknown = ebb_figure_table_dup_cell (&values, EBB_SIDE_LEFT, FOOT);
  g_assert_cmpstr (missing, ==, "not there");
  g_assert_cmpstr (unused, ==, "not used");
  g_assert_cmpstr (unknown, ==, "unknown");
}

static void
test_table_says_filling_and_heat (void)
{
  EbbFigureValues  values;
  g_autofree char *cell = NULL;

  init_foot (&values);
  read_foot (&values, 21, 0);
  values.zone[EBB_SIDE_LEFT][FOOT].is_filling = TRUE;
  values.zone[EBB_SIDE_LEFT][FOOT].heat_ddeg = 400;
  cell = ebb_figure_table_dup_cell (&values, EBB_SIDE_LEFT, FOOT);
  g_assert_true (g_str_has_prefix (cell, "21, filling, "));
  g_assert_nonnull (strstr (cell, "40\302\240°C"));
}

/* A sensor that is dead does not make its zone cold; a link that is lost leaves nothing known. */
static void
test_table_says_the_heat_of_a_zone_without_a_reading (void)
{
  EbbFigureValues  values;
  g_autofree char *warm = NULL;
  g_autofree char *lost = NULL;

  init_foot (&values);
  values.zone[EBB_SIDE_LEFT][FOOT].is_filling = TRUE;
  values.zone[EBB_SIDE_LEFT][FOOT].heat_ddeg = 400;
  warm = ebb_figure_table_dup_cell (&values, EBB_SIDE_LEFT, FOOT);
  g_assert_true (g_str_has_prefix (warm, "unknown, "));
  g_assert_nonnull (strstr (warm, "40\302\240°C"));
  g_assert_null (strstr (warm, "filling"));
  values.is_unknown = TRUE;
  lost = ebb_figure_table_dup_cell (&values, EBB_SIDE_LEFT, FOOT);
  g_assert_cmpstr (lost, ==, "unknown");
}

/* ---- motion ---- */

static double
get_left (const EbbFigureMotion *motion)
{
  return motion->share[EBB_SIDE_LEFT][FOOT];
}

/* Frame by frame from 10 to 30 mmHg: never back, never beyond, there in 120 ms. */
static void
test_fill_goes_from_one_reading_to_the_next (void)
{
  EbbFigureMotion motion = { 0 };
  EbbFigureValues values;
  gint64          now_us = G_USEC_PER_SEC;
  double          last;
  guint           n_frames = 0;

  init_foot (&values);
  read_foot (&values, 10, 10);
  ebb_figure_motion_aim (&motion, &values, EBB_MOTION_EASED, now_us);
  ebb_figure_motion_jump (&motion);
  last = get_left (&motion);
  g_assert_cmpfloat_with_epsilon (last, 0.25, 1e-9);
  read_foot (&values, 30, 30);
  g_assert_true (ebb_figure_motion_aim (&motion, &values, EBB_MOTION_EASED, now_us));
  g_assert_cmpfloat_with_epsilon (get_left (&motion), 0.25, 1e-9);
  do
    {
      now_us += FRAME_US;
      n_frames++;
      g_assert_cmpuint (n_frames, <=, EBB_FIGURE_EASE_US / FRAME_US + 1);
      g_assert_cmpfloat (get_left (&motion), >=, last);
      g_assert_cmpfloat (get_left (&motion), <=, 0.75);
      last = get_left (&motion);
    }
  while (ebb_figure_motion_move (&motion, EBB_MOTION_EASED, now_us));
  g_assert_cmpuint (n_frames, >, 4);
  g_assert_cmpfloat_with_epsilon (get_left (&motion), 0.75, 1e-9);
}

/* A reading that comes on the way sets out from where the fill is: it does not leap. */
static void
test_fill_does_not_leap_when_a_reading_comes_on_the_way (void)
{
  EbbFigureMotion motion = { 0 };
  EbbFigureValues values;
  double          midway;

  init_foot (&values);
  read_foot (&values, 0, 0);
  ebb_figure_motion_aim (&motion, &values, EBB_MOTION_EASED, FRAME_US);
  read_foot (&values, 40, 40);
  ebb_figure_motion_aim (&motion, &values, EBB_MOTION_EASED, FRAME_US);
  ebb_figure_motion_move (&motion, EBB_MOTION_EASED, 3 * FRAME_US);
  midway = get_left (&motion);
  g_assert_cmpfloat (midway, >, 0.1);
  g_assert_cmpfloat (midway, <, 0.9);
  read_foot (&values, 20, 20);
  ebb_figure_motion_aim (&motion, &values, EBB_MOTION_EASED, 3 * FRAME_US);
  g_assert_cmpfloat_with_epsilon (get_left (&motion), midway, 1e-9);
}

/* Between "unknown" and a number there is nothing to be drawn. */
static void
test_unknown_comes_and_goes_at_once (void)
{
  EbbFigureMotion motion = { 0 };
  EbbFigureValues values;

  init_foot (&values);
  read_foot (&values, 40, 40);
  ebb_figure_motion_aim (&motion, &values, EBB_MOTION_EASED, FRAME_US);
  values.is_unknown = TRUE;
  g_assert_false (ebb_figure_motion_aim (&motion, &values, EBB_MOTION_EASED, 2 * FRAME_US));
  g_assert_cmpint (motion.to[EBB_SIDE_LEFT][FOOT].kind, ==, EBB_TOLD_UNKNOWN);
  values.is_unknown = FALSE;
  read_foot (&values, 30, 30);
  g_assert_false (ebb_figure_motion_aim (&motion, &values, EBB_MOTION_EASED, 3 * FRAME_US));
  g_assert_cmpfloat_with_epsilon (get_left (&motion), 0.75, 1e-9);
}

/* Without motion a fill is always one that was reported, and moves at most once a second. */
static void
test_fill_steps_once_a_second_without_motion (void)
{
  EbbFigureMotion motion = { 0 };
  EbbFigureValues values;
  gint64          now_us = 10 * G_USEC_PER_SEC;

  init_foot (&values);
  for (int mmhg = 0; mmhg <= 20; mmhg += 4)
    {
      gboolean is_whole_second = mmhg % 8 == 0;
      gboolean is_left;

      read_foot (&values, mmhg, mmhg);
      is_left = ebb_figure_motion_aim (&motion, &values, EBB_MOTION_STEPPED, now_us);
      g_assert_cmpint (is_left, ==, !is_whole_second);
      g_assert_cmpfloat_with_epsilon (get_left (&motion), (mmhg - mmhg % 8) / 40.0, 1e-9);
      g_assert_cmpint (motion.to[EBB_SIDE_LEFT][FOOT].number, ==, mmhg);
      now_us += G_USEC_PER_SEC / 2;
    }
}

/* A number that says 30 never stands beside an empty zone. */
static void
test_fill_that_is_far_off_steps_at_once (void)
{
  EbbFigureMotion motion = { 0 };
  EbbFigureValues values;
  gint64          now_us = 10 * G_USEC_PER_SEC;

  init_foot (&values);
  read_foot (&values, 0, 0);
  ebb_figure_motion_aim (&motion, &values, EBB_MOTION_STEPPED, now_us);
  read_foot (&values, 30, 0);
  g_assert_false (ebb_figure_motion_aim (&motion, &values, EBB_MOTION_STEPPED, now_us + FRAME_US));
  g_assert_cmpfloat_with_epsilon (get_left (&motion), 0.75, 1e-9);
}

/* A computer that has other things to do draws each reading once. */
static void
test_late_frames_end_the_motion (void)
{
  EbbFigureMotion motion = { 0 };
  EbbFigureValues values;
  gint64          now_us = G_USEC_PER_SEC;

  init_foot (&values);
  read_foot (&values, 0, 0);
  ebb_figure_motion_aim (&motion, &values, EBB_MOTION_EASED, now_us);
  read_foot (&values, 40, 40);
  g_assert_true (ebb_figure_motion_aim (&motion, &values, EBB_MOTION_EASED, now_us));
  now_us += 60000;
  g_assert_false (ebb_figure_motion_move (&motion, EBB_MOTION_EASED, now_us));
  g_assert_cmpfloat_with_epsilon (get_left (&motion), 1, 1e-9);
  read_foot (&values, 20, 20);
  g_assert_false (ebb_figure_motion_aim (&motion, &values, EBB_MOTION_EASED, now_us));
  g_assert_cmpfloat_with_epsilon (get_left (&motion), 0.5, 1e-9);
  now_us += 20 * G_USEC_PER_SEC;
  read_foot (&values, 40, 40);
  g_assert_true (ebb_figure_motion_aim (&motion, &values, EBB_MOTION_EASED, now_us));
}

/* From any reading to any other, in frames of 16 ms from @now_us on. */
static void
ease (EbbFigureMotion *motion, int from_mmhg, int to_mmhg, gint64 now_us)
{
  EbbFigureValues values;
  gboolean        is_left = TRUE;

  init_foot (&values);
  values.cap_pa = ebb_mmhg_to_pa (60);
  read_foot (&values, from_mmhg, from_mmhg);
  ebb_figure_motion_aim (motion, &values, EBB_MOTION_EASED, now_us);
  ebb_figure_motion_jump (motion);
  read_foot (&values, to_mmhg, to_mmhg);
  ebb_figure_motion_aim (motion, &values, EBB_MOTION_EASED, now_us);
  for (gint64 at_us = 16000; at_us < EBB_FIGURE_EASE_US + 16000; at_us += 16000)
    is_left = ebb_figure_motion_move (motion, EBB_MOTION_EASED, now_us + at_us);
  g_assert_false (is_left);
  g_assert_true (get_left (motion) == motion->to[EBB_SIDE_LEFT][FOOT].share);
}

/* A way that never ends is drawn at each frame for as long as the window is open. */
static void
test_every_way_ends_where_it_leads (void)
{
  for (int from_mmhg = 0; from_mmhg <= 60; from_mmhg++)
    for (int to_mmhg = 0; to_mmhg <= 60; to_mmhg++)
      {
        EbbFigureMotion motion = { 0 };

        ease (&motion, from_mmhg, to_mmhg, G_USEC_PER_SEC);
      }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/figure/level-is-never-told-as-a-pressure",
                   test_level_is_never_told_as_a_pressure);
  g_test_add_func ("/ui/figure/setpoint-of-boots-without-levels-is-not-told",
                   test_setpoint_of_boots_without_levels_is_not_told);
  g_test_add_func ("/ui/figure/level-that-does-not-exist-is-unknown",
                   test_level_that_does_not_exist_is_unknown);
  g_test_add_func ("/ui/figure/reading-is-told-before-a-level",
                   test_reading_is_told_before_a_level);
  g_test_add_func ("/ui/figure/level-of-lost-boots-is-unknown",
                   test_level_of_lost_boots_is_unknown);
  g_test_add_func ("/ui/figure/table-has-the-numbers-of-the-figure",
                   test_table_has_the_numbers_of_the_figure);
  g_test_add_func ("/ui/figure/table-says-why-there-is-no-number",
                   test_table_says_why_there_is_no_number);
  g_test_add_func ("/ui/figure/table-says-filling-and-heat", test_table_says_filling_and_heat);
  g_test_add_func ("/ui/figure/table-says-the-heat-of-a-zone-without-a-reading",
                   test_table_says_the_heat_of_a_zone_without_a_reading);
  g_test_add_func ("/ui/figure/fill-goes-from-one-reading-to-the-next",
                   test_fill_goes_from_one_reading_to_the_next);
  g_test_add_func ("/ui/figure/every-way-ends-where-it-leads", test_every_way_ends_where_it_leads);
  g_test_add_func ("/ui/figure/fill-does-not-leap-when-a-reading-comes-on-the-way",
                   test_fill_does_not_leap_when_a_reading_comes_on_the_way);
  g_test_add_func ("/ui/figure/unknown-comes-and-goes-at-once",
                   test_unknown_comes_and_goes_at_once);
  g_test_add_func ("/ui/figure/fill-steps-once-a-second-without-motion",
                   test_fill_steps_once_a_second_without_motion);
  g_test_add_func ("/ui/figure/fill-that-is-far-off-steps-at-once",
                   test_fill_that_is_far_off_steps_at_once);
  g_test_add_func ("/ui/figure/late-frames-end-the-motion", test_late_frames_end_the_motion);
  return g_test_run ();
}
