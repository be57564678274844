/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <math.h>

#include "ebb-heat-watch.h"
#include "safety-fixture.h"

#define SECOND_US ((gint64) G_USEC_PER_SEC)
#define N_RUNS 100000
#define SAMPLE_S 5

/* One zone on the left leg. */
typedef struct
{
  EbbLimits      limits;
  EbbHeatWatch   watch;
  EbbZoneReading reading[EBB_N_SIDES][EBB_N_ZONES];
  gint64         now_us;
} Skin;

static EbbZoneReading *
calf (Skin *skin)
{
  return &skin->reading[EBB_SIDE_LEFT][EBB_ZONE_LOWER_CALF];
}

static void
begin (Skin *skin, const EbbLimits *limits, guint heat_s)
{
  *skin = (Skin){ .limits = *limits, .now_us = 1000 * SECOND_US };
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      skin->reading[side][zone] = (EbbZoneReading){
        .temperature_ddeg = EBB_HEAT_OFF_DDEG,
        .heat_ddeg = EBB_HEAT_OFF_DDEG,
      };
  ebb_heat_watch_begin (&skin->watch);
  ebb_heat_watch_note_start (&skin->watch, skin->now_us, heat_s);
}

static EbbHeatVerdict
sample (Skin *skin, guint after_s)
{
  const EbbZoneMask zones[EBB_N_SIDES] = { EBB_ZONE_BIT (EBB_ZONE_LOWER_CALF), 0 };

  skin->now_us += after_s * SECOND_US;
  return ebb_heat_watch_take_sample (&skin->watch, &skin->limits, skin->now_us, zones,
                                     skin->reading);
}

/* Returns after how many seconds it was no longer fine; at most @most_s. */
static guint
warm_for (Skin *skin, guint most_s, EbbHeatVerdict *verdict)
{
  guint passed_s = 0;

  *verdict = sample (skin, 0);
  while (*verdict == EBB_HEAT_FINE && passed_s < most_s)
    {
      passed_s++;
      *verdict = sample (skin, 1);
    }
  return passed_s;
}

static Skin
start (gint16 heat_ddeg, gint32 squeeze_mmhg)
{
  EbbLimits limits = load_limits ();
  Skin      skin;

  begin (&skin, &limits, 1800);
  calf (&skin)->heat_ddeg = heat_ddeg;
  calf (&skin)->temperature_ddeg = heat_ddeg;
  calf (&skin)->setpoint_pa = ebb_mmhg_to_pa (squeeze_mmhg);
  return skin;
}

/* The table of safety.md section 2, less the minute that skin stays warm. */
static void
heat_ends_at_the_dose (void)
{
  Skin           skin = start (420, 40);
  EbbHeatVerdict verdict;
  guint          free_s = warm_for (&skin, 3600, &verdict);
  guint          squeezed_s;

  g_assert_cmpint (verdict, ==, EBB_HEAT_LIMIT);
  g_assert_cmpint (ABS ((int) free_s - (1229 - EBB_HEAT_COASTS_S)), <=, 5);
  g_assert_cmpfloat (ebb_heat_watch_get_dose (&skin.watch), <=, 0.6);
  skin = start (420, 41);
  squeezed_s = warm_for (&skin, 3600, &verdict);
  g_assert_cmpint (verdict, ==, EBB_HEAT_LIMIT);
  g_assert_cmpint (ABS ((int) squeezed_s - (614 - EBB_HEAT_COASTS_S)), <=, 5);
}

static void
pressure_turned_up_halves_what_is_left (void)
{
  Skin           skin = start (420, 40);
  EbbHeatVerdict verdict;

  warm_for (&skin, 900, &verdict);
  g_assert_cmpint (verdict, ==, EBB_HEAT_FINE);
  calf (&skin)->setpoint_pa = ebb_mmhg_to_pa (45);
  g_assert_cmpint (sample (&skin, 1), ==, EBB_HEAT_LIMIT);
  /* Letting go makes no skin cooler. */
  calf (&skin)->setpoint_pa = 0;
  g_assert_cmpint (sample (&skin, 1), ==, EBB_HEAT_LIMIT);
}

static void
noise_of_a_sensor_is_no_squeeze (void)
{
  Skin           skin = start (420, 40);
  EbbHeatVerdict verdict;

  calf (&skin)->pressure_pa = ebb_mmhg_to_pa (44);
  warm_for (&skin, 900, &verdict);
  g_assert_cmpint (verdict, ==, EBB_HEAT_FINE);
  calf (&skin)->pressure_pa = ebb_mmhg_to_pa (47);
  g_assert_cmpint (sample (&skin, 1), ==, EBB_HEAT_LIMIT);
}

static void
an_unknown_temperature_is_the_setpoint (void)
{
  Skin           known = start (420, 40), unknown = start (420, 40), low = start (420, 40);
  EbbHeatVerdict verdict;
  guint          known_s = warm_for (&known, 3600, &verdict);

  calf (&unknown)->temperature_ddeg = EBB_HEAT_OFF_DDEG;
  g_assert_cmpuint (warm_for (&unknown, 3600, &verdict), ==, known_s);
  /* A sensor that is stuck low allows no more. */
  calf (&low)->temperature_ddeg = 310;
  g_assert_cmpuint (warm_for (&low, 3600, &verdict), ==, known_s);
}

static void
hotter_than_asked_ends_sooner (void)
{
  Skin           skin = start (400, 40);
  EbbHeatVerdict verdict;

  calf (&skin)->temperature_ddeg = 425;
  g_assert_cmpuint (warm_for (&skin, 1800, &verdict), <, 1000);
  g_assert_cmpint (verdict, ==, EBB_HEAT_LIMIT);
}

static void
forty_three_degrees_are_too_hot (void)
{
  Skin skin = start (400, 40);

  calf (&skin)->temperature_ddeg = 429;
  g_assert_cmpint (sample (&skin, 1), ==, EBB_HEAT_FINE);
  calf (&skin)->temperature_ddeg = 430;
  g_assert_cmpint (sample (&skin, 1), ==, EBB_HEAT_OUT_OF_HAND);
  /* Also with its heat off. */
  calf (&skin)->heat_ddeg = EBB_HEAT_OFF_DDEG;
  g_assert_cmpint (sample (&skin, 1), ==, EBB_HEAT_OUT_OF_HAND);
}

static void
heat_that_does_not_go_off_is_out_of_hand (void)
{
  Skin skin = start (400, 40);

  g_assert_cmpint (sample (&skin, 1), ==, EBB_HEAT_FINE);
  ebb_heat_watch_note_off (&skin.watch, skin.now_us);
  g_assert_cmpint (sample (&skin, 1), ==, EBB_HEAT_KEEP_OFF);
  ebb_heat_watch_note_off (&skin.watch, skin.now_us);
  g_assert_cmpint (sample (&skin, EBB_HEAT_OFF_WITHIN_S - 2), ==, EBB_HEAT_KEEP_OFF);
  g_assert_cmpint (sample (&skin, 1), ==, EBB_HEAT_OUT_OF_HAND);
}

static void
heat_that_went_off_may_be_turned_on_again (void)
{
  Skin skin = start (400, 40);

  sample (&skin, 1);
  ebb_heat_watch_note_off (&skin.watch, skin.now_us);
  calf (&skin)->heat_ddeg = EBB_HEAT_OFF_DDEG;
  g_assert_cmpint (sample (&skin, 60), ==, EBB_HEAT_FINE);
  ebb_heat_watch_note_on (&skin.watch);
  calf (&skin)->heat_ddeg = 400;
  g_assert_cmpint (sample (&skin, 1), ==, EBB_HEAT_FINE);
}

static void
heat_past_its_time_goes_off (void)
{
  EbbLimits      limits = load_limits ();
  EbbHeatVerdict verdict;
  Skin           skin;

  begin (&skin, &limits, 600);
  calf (&skin)->heat_ddeg = 360;
  g_assert_cmpuint (warm_for (&skin, 1800, &verdict), ==, 600 + EBB_HEAT_OVERTIME_S);
  g_assert_cmpint (verdict, ==, EBB_HEAT_LIMIT);
}

/* A break, and the next session on boots of the same process. */
static void
what_the_skin_had_stays_for_two_hours (void)
{
  Skin           skin = start (420, 40);
  EbbHeatVerdict verdict;
  double         had;

  warm_for (&skin, 900, &verdict);
  calf (&skin)->heat_ddeg = EBB_HEAT_OFF_DDEG;
  calf (&skin)->temperature_ddeg = 360;
  sample (&skin, 1);
  had = ebb_heat_watch_get_dose (&skin.watch);
  for (int i = 0; i < 7190; i++)
    sample (&skin, 1);
  ebb_heat_watch_begin (&skin.watch);
  g_assert_cmpfloat (ebb_heat_watch_get_dose (&skin.watch), ==, had);
  g_assert_cmpfloat (had, >, 0.4);
  for (int i = 0; i < 20; i++)
    sample (&skin, 1);
  g_assert_cmpfloat (ebb_heat_watch_get_dose (&skin.watch), ==, 0.0);
}

/* Nobody heard them for three hours: they were not warm for longer than they were to be. */
static void
boots_that_were_away_cooled (void)
{
  Skin           skin = start (400, 40);
  EbbHeatVerdict verdict;

  warm_for (&skin, 300, &verdict);
  calf (&skin)->heat_ddeg = EBB_HEAT_OFF_DDEG;
  calf (&skin)->temperature_ddeg = 300;
  sample (&skin, 3 * 3600);
  g_assert_cmpfloat (ebb_heat_watch_get_dose (&skin.watch), ==, 0.0);
  skin = start (400, 40);
  warm_for (&skin, 300, &verdict);
  calf (&skin)->heat_ddeg = EBB_HEAT_OFF_DDEG;
  calf (&skin)->temperature_ddeg = 300;
  sample (&skin, 3600);
  g_assert_cmpfloat (ebb_heat_watch_get_dose (&skin.watch), >=, ebb_heat_get_dose (400, 1800));
  g_assert_cmpfloat (ebb_heat_watch_get_dose (&skin.watch), <=, ebb_heat_get_dose (400, 2000));
}

typedef struct
{
  double lining_deg;
  double setpoint_deg; /* 0: off */
  double over_deg;     /* how far above the setpoint this thermostat ends */
  double dose;         /* that the skin has had in truth */
} Lining;

/* Warms in two minutes, cools with the slowness of a lining. */
static void
step_lining (Lining *lining, double step_s)
{
  double aim_deg = lining->setpoint_deg > 0 ? lining->setpoint_deg + lining->over_deg : 31.0;

  lining->lining_deg += (aim_deg - lining->lining_deg) * step_s / 170.0;
  lining->dose += step_s / exp (113.4 - 28.3 * log (lining->lining_deg));
}

/* One program, with the samples of its run, on boots that turn heat off within a second or two. */
static void
run_one (GRand *random, const EbbLimits *limits)
{
  guint    heat_s = (guint) g_rand_int_range (random, 60, 1801);
  Lining   lining = { .lining_deg = 31.0,
                      .setpoint_deg = g_rand_int_range (random, 360, 421) / 10.0,
                      .over_deg = g_rand_double_range (random, -1.0, 0.9) };
  gint32   squeeze_mmhg = g_rand_int_range (random, 20, 81);
  gboolean is_measured = g_rand_boolean (random);
  gboolean is_off = FALSE;
  Skin     skin;
  double   cap;

  /* Of boots that measure nothing the setpoint is all there is to go by. */
  if (!is_measured)
    lining.over_deg = MIN (lining.over_deg, 0.0);
  begin (&skin, limits, heat_s);
  calf (&skin)->setpoint_pa = ebb_mmhg_to_pa (squeeze_mmhg);
  cap = ebb_heat_get_dose_cap (limits, calf (&skin)->setpoint_pa);
  for (guint at_s = 0; at_s < 2400 && (!is_off || lining.lining_deg > 38.0); at_s += SAMPLE_S)
    {
      step_lining (&lining, SAMPLE_S);
      calf (&skin)->heat_ddeg =
          lining.setpoint_deg > 0 ? (gint16) lround (lining.setpoint_deg * 10) : EBB_HEAT_OFF_DDEG;
      calf (&skin)->temperature_ddeg =
          is_measured ? (gint16) lround (lining.lining_deg * 10) : EBB_HEAT_OFF_DDEG;
      is_off = is_off || sample (&skin, SAMPLE_S) != EBB_HEAT_FINE || at_s >= heat_s;
      if (is_off)
        lining.setpoint_deg = 0;
    }
  g_assert_cmpfloat (lining.dose, <=, cap);
}

static void
no_run_goes_beyond_the_dose (void)
{
  EbbLimits limits = load_limits ();
  g_autoptr (GRand) random = g_rand_new_with_seed (2021);

  for (guint i = 0; i < N_RUNS; i++)
    run_one (random, &limits);
}

static void
a_squeeze_that_is_only_measured_counts (void)
{
  Skin           told = start (420, 60);
  Skin           measured = start (420, 0);
  Skin           none = start (420, 0);
  EbbHeatVerdict verdict;
  guint          told_s;

  calf (&measured)->setpoint_pa = EBB_PRESSURE_UNKNOWN_PA;
  calf (&measured)->pressure_pa = ebb_mmhg_to_pa (60);
  told_s = warm_for (&told, 1800, &verdict);
  g_assert_cmpint (verdict, ==, EBB_HEAT_LIMIT);
  g_assert_cmpuint (warm_for (&measured, 1800, &verdict), ==, told_s);
  g_assert_cmpuint (warm_for (&none, 1800, &verdict), >, told_s);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/safety/H20/heat-ends-at-the-dose", heat_ends_at_the_dose);
  g_test_add_func ("/safety/H21/pressure-turned-up-halves-what-is-left",
                   pressure_turned_up_halves_what_is_left);
  g_test_add_func ("/safety/H21/noise-of-a-sensor-is-no-squeeze", noise_of_a_sensor_is_no_squeeze);
  g_test_add_func ("/safety/H20/unknown-temperature-is-the-setpoint",
                   an_unknown_temperature_is_the_setpoint);
  g_test_add_func ("/safety/H20/hotter-than-asked-ends-sooner", hotter_than_asked_ends_sooner);
  g_test_add_func ("/safety/H20/forty-three-degrees-are-too-hot", forty_three_degrees_are_too_hot);
  g_test_add_func ("/safety/H20/heat-that-does-not-go-off-is-out-of-hand",
                   heat_that_does_not_go_off_is_out_of_hand);
  g_test_add_func ("/safety/H20/heat-that-went-off-may-be-turned-on-again",
                   heat_that_went_off_may_be_turned_on_again);
  g_test_add_func ("/safety/H20/heat-past-its-time-goes-off", heat_past_its_time_goes_off);
  g_test_add_func ("/safety/H20/what-the-skin-had-stays-for-two-hours",
                   what_the_skin_had_stays_for_two_hours);
  g_test_add_func ("/safety/H20/boots-that-were-away-cooled", boots_that_were_away_cooled);
  g_test_add_func ("/safety/H20/no-run-goes-beyond-the-dose", no_run_goes_beyond_the_dose);
  g_test_add_func ("/safety/H21/squeeze-that-is-only-measured-counts",
                   a_squeeze_that_is_only_measured_counts);

  return g_test_run ();
}
