/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib.h>

#include "ebb-sim-air.h"
#include "ebb-units.h"

/* What an echo of the setpoints could not do. */

#define ZONES                                                                                      \
  (EBB_ZONE_BIT (EBB_ZONE_FOOT) | EBB_ZONE_BIT (EBB_ZONE_LOWER_CALF)                               \
   | EBB_ZONE_BIT (EBB_ZONE_UPPER_CALF) | EBB_ZONE_BIT (EBB_ZONE_UPPER_THIGH))
#define STEP_S 0.01

static void
shut_all (EbbSimAir *air)
{
  air->is_pump_on = false;
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      air->inlet[side] = 0;
      air->vent[side] = 0;
    }
}

static void
run (EbbSimAir *air, double seconds)
{
  for (double t = 0; t < seconds; t += STEP_S)
    ebb_sim_air_step (air, STEP_S);
}

/* Pumps into @inlet on both legs until the left foot has @mmhg. */
static double
time_filling_feet (EbbSimAir *air, EbbZoneMask left, EbbZoneMask right, double mmhg)
{
  double seconds = 0;

  shut_all (air);
  air->is_pump_on = true;
  air->inlet[EBB_SIDE_LEFT] = left;
  air->inlet[EBB_SIDE_RIGHT] = right;
  while (ebb_sim_air_get_mmhg (air, EBB_SIDE_LEFT, EBB_ZONE_FOOT) < mmhg && seconds < 120)
    {
      ebb_sim_air_step (air, STEP_S);
      seconds += STEP_S;
    }
  return seconds;
}

static void
test_feet_fill_in_about_five_seconds (void)
{
  EbbSimAir air;
  double    seconds;

  ebb_sim_air_init (&air, EBB_LEGS_BOTH, ZONES, 1);
  seconds =
      time_filling_feet (&air, EBB_ZONE_BIT (EBB_ZONE_FOOT), EBB_ZONE_BIT (EBB_ZONE_FOOT), 40);
  g_assert_cmpfloat (seconds, >, 3.5);
  g_assert_cmpfloat (seconds, <, 6.0);
}

static void
test_a_shut_valve_fills_the_others_faster (void)
{
  EbbSimAir air;
  double    together_s, alone_s;

  ebb_sim_air_init (&air, EBB_LEGS_BOTH, ZONES, 1);
  together_s = time_filling_feet (&air, ZONES, ZONES, 30);
  ebb_sim_air_init (&air, EBB_LEGS_BOTH, ZONES, 1);
  alone_s = time_filling_feet (&air, ZONES & (EbbZoneMask) ~EBB_ZONE_BIT (EBB_ZONE_LOWER_CALF),
                               ZONES, 30);
  g_assert_cmpfloat (alone_s, <, together_s * 0.95);
  g_assert_cmpfloat (together_s, <, 120);
}

static void
test_flow_falls_with_pressure (void)
{
  EbbSimAir air;
  double    low_s, high_s;

  ebb_sim_air_init (&air, EBB_LEGS_LEFT, ZONES, 1);
  time_filling_feet (&air, EBB_ZONE_BIT (EBB_ZONE_FOOT), 0, 10);
  low_s = time_filling_feet (&air, EBB_ZONE_BIT (EBB_ZONE_FOOT), 0, 30);
  time_filling_feet (&air, EBB_ZONE_BIT (EBB_ZONE_FOOT), 0, 80);
  high_s = time_filling_feet (&air, EBB_ZONE_BIT (EBB_ZONE_FOOT), 0, 100);
  g_assert_cmpfloat (high_s, >, low_s * 1.5);
}

static void
test_pressure_falls_by_the_leak_with_the_pump_off (void)
{
  EbbSimAir air;
  double    before, after;

  ebb_sim_air_init (&air, EBB_LEGS_BOTH, ZONES, 1);
  time_filling_feet (&air, EBB_ZONE_BIT (EBB_ZONE_FOOT), 0, 40);
  shut_all (&air);
  before = ebb_sim_air_get_mmhg (&air, EBB_SIDE_LEFT, EBB_ZONE_FOOT);
  run (&air, 10);
  after = ebb_sim_air_get_mmhg (&air, EBB_SIDE_LEFT, EBB_ZONE_FOOT);
  g_assert_cmpfloat (after, <, before - 1);
  g_assert_cmpfloat (after, >, before - 6);
}

static void
test_topping_up_is_quicker_than_filling (void)
{
  EbbSimAir air;
  double    fill_s, top_up_s;

  ebb_sim_air_init (&air, EBB_LEGS_BOTH, ZONES, 1);
  fill_s = time_filling_feet (&air, EBB_ZONE_BIT (EBB_ZONE_FOOT), 0, 20);
  top_up_s = time_filling_feet (&air, EBB_ZONE_BIT (EBB_ZONE_FOOT), 0, 40);
  /* The same 20 mmHg again, without the slack. */
  g_assert_cmpfloat (top_up_s, <, fill_s * 0.75);
}

static void
test_vents_from_forty_to_ten_in_about_two_seconds (void)
{
  for (int zone = 0; zone < EBB_N_ZONES; zone++)
    {
      EbbSimAir air;
      double    seconds = 0;

      ebb_sim_air_init (&air, EBB_LEGS_BOTH, EBB_ZONE_MASK_ALL, 1);
      shut_all (&air);
      air.is_pump_on = true;
      air.inlet[EBB_SIDE_LEFT] = EBB_ZONE_BIT (zone);
      while (ebb_sim_air_get_mmhg (&air, EBB_SIDE_LEFT, (EbbZone) zone) < 40)
        ebb_sim_air_step (&air, STEP_S);
      shut_all (&air);
      air.vent[EBB_SIDE_LEFT] = EBB_ZONE_BIT (zone);
      while (ebb_sim_air_get_mmhg (&air, EBB_SIDE_LEFT, (EbbZone) zone) >= 10)
        {
          ebb_sim_air_step (&air, STEP_S);
          seconds += STEP_S;
        }
      g_assert_cmpfloat (seconds, >, 1.5);
      g_assert_cmpfloat (seconds, <, 3.0);
    }
}

static void
test_a_full_chamber_does_not_flow_back (void)
{
  EbbSimAir air;
  double    before;

  ebb_sim_air_init (&air, EBB_LEGS_BOTH, ZONES, 1);
  time_filling_feet (&air, EBB_ZONE_BIT (EBB_ZONE_FOOT), 0, 60);
  before = ebb_sim_air_get_mmhg (&air, EBB_SIDE_LEFT, EBB_ZONE_FOOT);
  shut_all (&air);
  air.inlet[EBB_SIDE_LEFT] = ZONES;
  air.is_pump_on = true;
  run (&air, 0.1);
  g_assert_cmpfloat (ebb_sim_air_get_mmhg (&air, EBB_SIDE_LEFT, EBB_ZONE_FOOT), >, before - 0.5);
  g_assert_cmpfloat (ebb_sim_air_get_mmhg (&air, EBB_SIDE_LEFT, EBB_ZONE_FOOT), <=, before);
}

static void
test_sensor_has_noise_and_steps (void)
{
  EbbSimAir air;
  unsigned  n_different = 0;
  int32_t   first_pa;

  ebb_sim_air_init (&air, EBB_LEGS_BOTH, ZONES, 1);
  time_filling_feet (&air, EBB_ZONE_BIT (EBB_ZONE_FOOT), 0, 40);
  first_pa = ebb_sim_air_sense_pa (&air, EBB_SIDE_LEFT, EBB_ZONE_FOOT);
  for (int i = 0; i < 100; i++)
    {
      int32_t pressure_pa = ebb_sim_air_sense_pa (&air, EBB_SIDE_LEFT, EBB_ZONE_FOOT);

      g_assert_cmpint (pressure_pa % 25, ==, 0);
      g_assert_cmpint (ABS (pressure_pa - ebb_mmhg_to_pa (40)), <, 200);
      n_different += pressure_pa != first_pa;
    }
  g_assert_cmpuint (n_different, >, 10);
  g_assert_cmpint (ebb_sim_air_sense_pa (&air, EBB_SIDE_LEFT, EBB_ZONE_KNEE), ==,
                   EBB_PRESSURE_UNKNOWN_PA);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/air/feet-fill-in-about-five-seconds",
                   test_feet_fill_in_about_five_seconds);
  g_test_add_func ("/sim/air/a-shut-valve-fills-the-others-faster",
                   test_a_shut_valve_fills_the_others_faster);
  g_test_add_func ("/sim/air/flow-falls-with-pressure", test_flow_falls_with_pressure);
  g_test_add_func ("/sim/air/pressure-falls-by-the-leak-with-the-pump-off",
                   test_pressure_falls_by_the_leak_with_the_pump_off);
  g_test_add_func ("/sim/air/topping-up-is-quicker-than-filling",
                   test_topping_up_is_quicker_than_filling);
  g_test_add_func ("/sim/air/vents-from-forty-to-ten-in-about-two-seconds",
                   test_vents_from_forty_to_ten_in_about_two_seconds);
  g_test_add_func ("/sim/air/a-full-chamber-does-not-flow-back",
                   test_a_full_chamber_does_not_flow_back);
  g_test_add_func ("/sim/air/sensor-has-noise-and-steps", test_sensor_has_noise_and_steps);
  return g_test_run ();
}
