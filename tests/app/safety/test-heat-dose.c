/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <math.h>

#include "ebb-heat-dose.h"
#include "safety-fixture.h"

#define MINUTE_US ((gint64) 60 * G_USEC_PER_SEC)
#define N_PROGRAMS 100000

/* The table of safety.md section 2. */
static const struct
{
  gint16 heat_ddeg;
  double margin_min;
  guint  free_s, squeezed_s; /* the longest at 40 mmHg and at 41 */
} rows[] = {
  { 400, 136, 1800, 1800 }, { 410, 67, 1800, 1215 }, { 420, 34, 1229, 614 },
  { 430, 17.5, 631, 315 },  { 450, 4.8, 174, 87 },
};

static void
the_margin_is_that_of_the_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpfloat_with_epsilon (ebb_heat_get_margin_s (rows[i].heat_ddeg) / 60,
                                    rows[i].margin_min, rows[i].margin_min * 0.01 + 0.05);
  g_assert_true (isinf (ebb_heat_get_margin_s (EBB_HEAT_OFF_DDEG)));
  g_assert_cmpfloat (ebb_heat_get_dose (EBB_HEAT_OFF_DDEG, 1e6), ==, 0.0);
  /* The standard's own bound for 43 degrees falls out of it. */
  g_assert_cmpfloat_with_epsilon (ebb_heat_get_dose (430, 600), 0.57, 0.005);
}

static void
a_squeeze_above_40_halves_the_dose (void)
{
  EbbLimits limits = load_limits ();

  g_assert_cmpfloat (ebb_heat_get_dose_cap (&limits, ebb_mmhg_to_pa (40)), ==, 0.6);
  g_assert_cmpfloat (ebb_heat_get_dose_cap (&limits, ebb_mmhg_to_pa (40) + 1), ==, 0.3);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint free_s = ebb_heat_get_longest_s (&limits, rows[i].heat_ddeg, ebb_mmhg_to_pa (40), 0);
      guint squeezed_s =
          ebb_heat_get_longest_s (&limits, rows[i].heat_ddeg, ebb_mmhg_to_pa (41), 0);

      g_assert_cmpint (ABS ((int) free_s - (int) rows[i].free_s), <=, 5);
      g_assert_cmpint (ABS ((int) squeezed_s - (int) rows[i].squeezed_s), <=, 5);
    }
}

static void
no_file_lifts_the_dose (void)
{
  EbbLimits limits = load_limits ();

  limits.heat_dose_cap = limits.heat_dose_cap_squeezed = 5.0;
  g_assert_cmpfloat (ebb_heat_get_dose_cap (&limits, 0), ==, 0.6);
  g_assert_cmpfloat (ebb_heat_get_dose_cap (&limits, ebb_mmhg_to_pa (60)), ==, 0.3);
}

static void
a_dose_before_leaves_less (void)
{
  EbbLimits limits = load_limits ();
  guint     whole_s = ebb_heat_get_longest_s (&limits, 420, 0, 0.0);

  g_assert_cmpint (ABS ((int) whole_s - 2 * (int) ebb_heat_get_longest_s (&limits, 420, 0, 0.3)),
                   <=, 2);
  g_assert_cmpuint (ebb_heat_get_longest_s (&limits, 420, 0, 0.6), ==, 0);
  g_assert_cmpuint (ebb_heat_get_longest_s (&limits, 420, 0, 7.0), ==, 0);
  g_assert_cmpuint (ebb_heat_get_longest_s (&limits, 420, 0, NAN), ==, 0);
}

static void
the_longest_keeps_within_the_cap (void)
{
  EbbLimits limits = load_limits ();
  g_autoptr (GRand) random = g_rand_new_with_seed (20);

  for (guint i = 0; i < N_PROGRAMS; i++)
    {
      gint16 heat_ddeg = (gint16) g_rand_int_range (random, 250, 431);
      gint32 peak_pa = g_rand_int_range (random, 0, ebb_mmhg_to_pa (100));
      double before = g_rand_double_range (random, 0.0, 0.7);
      double cap = ebb_heat_get_dose_cap (&limits, peak_pa);
      guint  longest_s = ebb_heat_get_longest_s (&limits, heat_ddeg, peak_pa, before);

      g_assert_cmpuint (longest_s, <=, 1800);
      if (longest_s > 0)
        g_assert_cmpfloat (before + ebb_heat_get_dose (heat_ddeg, longest_s), <=, cap);
      if (longest_s < 1800)
        g_assert_cmpfloat (before + ebb_heat_get_dose (heat_ddeg, longest_s + 1), >, cap);
    }
}

static void
samples_add_up_to_the_formula (void)
{
  EbbLimits   limits = load_limits ();
  EbbHeatDose dose = { 0 };

  for (int i = 0; i <= 600; i++)
    ebb_heat_dose_take (&dose, &limits, i * G_USEC_PER_SEC, 420);
  g_assert_cmpfloat_with_epsilon (dose.dose, ebb_heat_get_dose (420, 600), 1e-9);
  /* Between two samples the hotter one holds. */
  ebb_heat_dose_take (&dose, &limits, 601 * G_USEC_PER_SEC, 400);
  g_assert_cmpfloat_with_epsilon (dose.dose, ebb_heat_get_dose (420, 601), 1e-9);
}

static void
two_hours_without_heat_begin_anew (void)
{
  EbbLimits   limits = load_limits ();
  EbbHeatDose dose = { 0 };
  double      had;

  ebb_heat_dose_take (&dose, &limits, 0, 420);
  ebb_heat_dose_take (&dose, &limits, 5 * MINUTE_US, EBB_HEAT_OFF_DDEG);
  had = dose.dose;
  g_assert_cmpfloat (had, >, 0.0);
  ebb_heat_dose_take (&dose, &limits, 125 * MINUTE_US - 1, EBB_HEAT_OFF_DDEG);
  g_assert_cmpfloat (dose.dose, ==, had);
  ebb_heat_dose_take (&dose, &limits, 125 * MINUTE_US, EBB_HEAT_OFF_DDEG);
  g_assert_cmpfloat (dose.dose, ==, 0.0);
}

static void
time_that_goes_back_takes_nothing_away (void)
{
  EbbLimits   limits = load_limits ();
  EbbHeatDose dose = { 0 };
  double      had;

  ebb_heat_dose_take (&dose, &limits, 10 * MINUTE_US, 420);
  ebb_heat_dose_take (&dose, &limits, 15 * MINUTE_US, 420);
  had = dose.dose;
  ebb_heat_dose_take (&dose, &limits, 1, 420);
  g_assert_cmpfloat (dose.dose, ==, had);
}

static void
a_stricter_file_lowers_the_dose (void)
{
  EbbLimits limits = load_limits ();

  limits.heat_dose_cap_squeezed = 0.2;
  g_assert_cmpfloat (ebb_heat_get_dose_cap (&limits, ebb_mmhg_to_pa (60)), ==, 0.2);
  g_assert_cmpfloat (ebb_heat_get_dose_cap (&limits, 0), ==, 0.6);
  /* A squeeze never leaves more than none. */
  limits.heat_dose_cap = 0.1;
  g_assert_cmpfloat (ebb_heat_get_dose_cap (&limits, ebb_mmhg_to_pa (60)), ==, 0.1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/safety/H20/margin-is-that-of-the-table", the_margin_is_that_of_the_table);
  g_test_add_func ("/safety/H21/squeeze-above-40-halves-the-dose",
                   a_squeeze_above_40_halves_the_dose);
  g_test_add_func ("/safety/H20/no-file-lifts-the-dose", no_file_lifts_the_dose);
  g_test_add_func ("/safety/H20/dose-before-leaves-less", a_dose_before_leaves_less);
  g_test_add_func ("/safety/H20/longest-keeps-within-the-cap", the_longest_keeps_within_the_cap);
  g_test_add_func ("/safety/H20/samples-add-up-to-the-formula", samples_add_up_to_the_formula);
  g_test_add_func ("/safety/H20/two-hours-without-heat-begin-anew",
                   two_hours_without_heat_begin_anew);
  g_test_add_func ("/safety/H20/time-that-goes-back-takes-nothing-away",
                   time_that_goes_back_takes_nothing_away);
  g_test_add_func ("/safety/H20/stricter-file-lowers-the-dose", a_stricter_file_lowers_the_dose);

  return g_test_run ();
}
