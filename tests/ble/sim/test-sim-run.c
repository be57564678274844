/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-units.h"
#include "sim-driver.h"

/* What the boots do over time: cycle, lease, intensity, heat, faults. */

#define FOOT EBB_SIDE_LEFT, EBB_ZONE_FOOT
#define THIGH EBB_SIDE_LEFT, EBB_ZONE_UPPER_THIGH

static void
set_intensity (Driver *driver, uint32_t epoch, double mmhg)
{
  EbbRequest request = { .op = EBB_OP_SET_INTENSITY, .epoch = epoch };

  request.set_intensity.intensity_pa = (uint16_t) ebb_mmhg_to_pa (mmhg);
  g_assert_cmpint (driver_ask (driver, &request), ==, EBB_RESULT_SUCCESS);
}

static void
test_pressure_travels_from_foot_to_thigh (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);

  driver_run (driver, 1, NULL);
  driver_run_on_ms (driver, 1, 5500);
  g_assert_cmpfloat (driver_mmhg (driver, FOOT), >, 36);
  g_assert_cmpfloat (driver_mmhg (driver, THIGH), <, 1);
  driver_run_on_ms (driver, 1, 16000);
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      g_assert_cmpfloat (driver_mmhg (driver, (EbbSide) side, EBB_ZONE_FOOT), >, 37);
      g_assert_cmpfloat (driver_mmhg (driver, (EbbSide) side, EBB_ZONE_FOOT), <, 43);
      g_assert_cmpfloat (driver_mmhg (driver, (EbbSide) side, EBB_ZONE_UPPER_THIGH), >, 22);
      g_assert_cmpfloat (driver_mmhg (driver, (EbbSide) side, EBB_ZONE_UPPER_THIGH), <, 28);
    }
  driver_run_on_ms (driver, 1, 12000);
  g_assert_cmpfloat (driver_mmhg (driver, FOOT), <, 10);
  g_assert_cmpint (driver->telemetry.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].setpoint_pa, ==, 0);
}

static void
test_telemetry_tells_what_is_measured (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  unsigned n_before;

  driver_run (driver, 1, NULL);
  n_before = driver->n_telemetry;
  driver_run_on_ms (driver, 1, 6000);
  g_assert_cmpuint (driver->n_telemetry - n_before, >=, 12);
  g_assert_cmpuint (driver->n_telemetry - n_before, <=, 14);
  g_assert_cmpint (driver->telemetry.run_state, ==, EBB_RUN_RUNNING);
  g_assert_cmpuint (driver->telemetry.epoch, ==, 1);
  g_assert_cmpuint (driver->telemetry.cycle, ==, 1);
  g_assert_cmpuint (driver->telemetry.remaining_s, <=, 594);
  g_assert_cmpfloat (
      ABS (ebb_pa_to_mmhg (driver->telemetry.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].pressure_pa)
           - driver_mmhg (driver, FOOT)),
      <, 2.0);
  g_assert_cmpuint (driver->telemetry.filling[EBB_SIDE_LEFT] & EBB_ZONE_BIT (EBB_ZONE_LOWER_CALF),
                    !=, 0);
}

static void
test_the_lease_vents_and_closes (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);

  driver_run (driver, 1, NULL);
  driver_run_on_ms (driver, 1, 4000);
  /* A link that is gone changes nothing about it. */
  ebb_sim_boots_link_changed (driver->boots, FALSE);
  driver_advance_ms (driver, 7900);
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_RUNNING);
  driver_advance_ms (driver, 200);
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_VENTING);
  g_assert_cmpint (driver_status (driver)->end_reason, ==, EBB_END_LEASE);
  g_assert_cmpuint (driver_status (driver)->closed_epoch, ==, 1);
  driver_advance_ms (driver, 4000);
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_STOPPED);
  g_assert_cmpfloat (driver_mmhg (driver, FOOT), <, 10);
  g_assert_cmpint (driver_renew (driver, 1), ==, EBB_RESULT_NOT_RUNNING);
}

static void
test_a_stop_vents_in_two_seconds (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  gint64 stopped_us;

  driver_run (driver, 1, NULL);
  driver_run_on_ms (driver, 1, 22000);
  stopped_us = driver->now_us;
  driver_stop (driver, 1);
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_VENTING);
  while (driver_status (driver)->run_state != EBB_RUN_STOPPED)
    driver_advance_ms (driver, 10);
  g_assert_cmpint (driver->now_us - stopped_us, >, 1500000);
  g_assert_cmpint (driver->now_us - stopped_us, <, 3500000);
  g_assert_cmpint (driver->status.run_state, ==, EBB_RUN_STOPPED);
  /* Told by telemetry too, and not only when its period is over. */
  driver_advance_ms (driver, 100);
  g_assert_cmpint (driver->telemetry.run_state, ==, EBB_RUN_STOPPED);
}

static void
test_the_duration_ends_it (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  EbbRequest start = driver_prepare (driver, 1, NULL);

  start.start.offset_s = 300;
  start.start.duration_s = 320;
  g_assert_cmpint (driver_ask (driver, &start), ==, EBB_RESULT_SUCCESS);
  driver_run_on_ms (driver, 1, 18000);
  g_assert_cmpuint (driver->telemetry.elapsed_ms, >, 317000);
  g_assert_cmpuint (driver->telemetry.cycle, ==, 1);
  driver_run_on_ms (driver, 1, 2000);
  g_assert_cmpint (driver_status (driver)->end_reason, ==, EBB_END_COMPLETE);
  g_assert_cmpuint (driver_status (driver)->closed_epoch, ==, 1);
}

static void
test_intensity_rises_with_the_next_cycle (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);

  driver_run (driver, 1, NULL);
  driver_run_on_ms (driver, 1, 22000);
  set_intensity (driver, 1, 50);
  driver_run_on_ms (driver, 1, 6000);
  g_assert_cmpfloat (driver_mmhg (driver, FOOT), <, 42);
  driver_run_on_ms (driver, 1, 17000 + 24000);
  g_assert_cmpuint (driver->telemetry.cycle, ==, 2);
  g_assert_cmpfloat (driver_mmhg (driver, FOOT), >, 48);
  g_assert_cmpfloat (driver_mmhg (driver, FOOT), <, 52);
}

static void
test_intensity_falls_at_once (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);

  driver_run (driver, 1, NULL);
  driver_run_on_ms (driver, 1, 22000);
  set_intensity (driver, 1, 20);
  driver_run_on_ms (driver, 1, 3000);
  g_assert_cmpuint (driver->telemetry.cycle, ==, 1);
  g_assert_cmpfloat (driver_mmhg (driver, FOOT), <, 24);
  g_assert_cmpfloat (driver_mmhg (driver, FOOT), >, 17);
  g_assert_cmpint (driver_status (driver)->fault, ==, EBB_BOOTS_FAULT_NONE);
}

static void
test_lead_cycles_are_weaker (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  EbbWireProgram program = driver_make_program ();

  program.n_lead_in = 1;
  program.lead_in_percent[0] = 50;
  driver_run (driver, 1, &program);
  driver_run_on_ms (driver, 1, 22000);
  g_assert_cmpfloat (driver_mmhg (driver, FOOT), <, 22);
  driver_run_on_ms (driver, 1, 45000);
  g_assert_cmpfloat (driver_mmhg (driver, FOOT), >, 38);
}

static void
test_alternate_takes_the_left_leg_first (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  EbbWireProgram program = driver_make_program ();

  program.is_alternate = true;
  driver_run (driver, 1, &program);
  driver_run_on_ms (driver, 1, 22000);
  g_assert_cmpfloat (driver_mmhg (driver, EBB_SIDE_LEFT, EBB_ZONE_FOOT), >, 38);
  g_assert_cmpfloat (driver_mmhg (driver, EBB_SIDE_RIGHT, EBB_ZONE_FOOT), <, 1);
  driver_run_on_ms (driver, 1, 45000);
  g_assert_cmpfloat (driver_mmhg (driver, EBB_SIDE_LEFT, EBB_ZONE_FOOT), <, 10);
  g_assert_cmpfloat (driver_mmhg (driver, EBB_SIDE_RIGHT, EBB_ZONE_FOOT), >, 38);
}

static void
test_heat_coasts_on_after_off (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  EbbWireProgram program = driver_make_program ();
  double         at_off, highest;

  program.heat_s = 600;
  program.heat_ddeg[EBB_SIDE_LEFT][EBB_ZONE_LOWER_CALF] = 400;
  driver_run (driver, 1, &program);
  driver_run_on_ms (driver, 1, 40000);
  at_off = ebb_sim_boots_get_temperature_deg (driver->boots, EBB_SIDE_LEFT, EBB_ZONE_LOWER_CALF);
  g_assert_cmpfloat (at_off, >, 33);
  driver_stop (driver, 1);
  highest = at_off;
  for (int i = 0; i < 300; i++)
    {
      driver_advance_ms (driver, 100);
      highest = MAX (highest, ebb_sim_boots_get_temperature_deg (driver->boots, EBB_SIDE_LEFT,
                                                                 EBB_ZONE_LOWER_CALF));
    }
  g_assert_cmpfloat (highest, >, at_off + 0.3);
  driver_advance_ms (driver, 600000);
  g_assert_cmpfloat (
      ebb_sim_boots_get_temperature_deg (driver->boots, EBB_SIDE_LEFT, EBB_ZONE_LOWER_CALF), <,
      highest - 3);
}

static void
test_heat_stays_near_its_setpoint (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  EbbWireProgram program = driver_make_program ();
  double         highest = 0;

  program.heat_s = 600;
  program.heat_ddeg[EBB_SIDE_LEFT][EBB_ZONE_LOWER_CALF] = 420;
  driver_run (driver, 1, &program);
  for (int i = 0; i < 200; i++)
    {
      driver_run_on_ms (driver, 1, 2000);
      highest = MAX (highest, ebb_sim_boots_get_temperature_deg (driver->boots, EBB_SIDE_LEFT,
                                                                 EBB_ZONE_LOWER_CALF));
    }
  g_assert_cmpfloat (highest, >, 40.5);
  g_assert_cmpfloat (highest, <, 42.6);
  g_assert_cmpint (driver_status (driver)->fault, ==, EBB_BOOTS_FAULT_NONE);
}

static void
test_the_battery_drains_while_pumping (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  double before = ebb_sim_boots_get_battery (driver->boots);

  driver_run (driver, 1, NULL);
  driver_run_on_ms (driver, 1, 300000);
  g_assert_cmpfloat (ebb_sim_boots_get_battery (driver->boots), <, before - 0.3);
}

static void
run_script (Driver *driver)
{
  driver_run (driver, 1, NULL);
  driver_run_on_ms (driver, 1, 30000);
  set_intensity (driver, 1, 25);
  driver_run_on_ms (driver, 1, 12000);
  driver_stop (driver, 1);
  driver_advance_ms (driver, 5000);
}

static void
test_the_same_seed_gives_the_same_bytes_at_any_step (void)
{
  static const gint64 steps_us[] = { 10000, 3333, 50000, 1000 };
  g_autoptr (Driver) reference = driver_new (NULL);

  run_script (reference);
  for (unsigned i = 0; i < G_N_ELEMENTS (steps_us); i++)
    {
      g_autoptr (Driver) driver = driver_new (NULL);

      driver->step_us = steps_us[i];
      run_script (driver);
      g_assert_cmpmem (driver->heard->data, driver->heard->len, reference->heard->data,
                       reference->heard->len);
    }
}

static void
test_another_seed_gives_other_noise (void)
{
  g_autoptr (EbbSimBoots) one = ebb_sim_boots_new (1, NULL);
  g_autoptr (EbbSimBoots) two = ebb_sim_boots_new (2, NULL);
  unsigned n_different = 0;

  ebb_sim_boots_advance_to (one, 0);
  ebb_sim_boots_advance_to (two, 0);
  for (int i = 1; i <= 100; i++)
    {
      EbbTelemetry a, b;

      ebb_sim_boots_advance_to (one, i * EBB_SIM_STEP_US);
      ebb_sim_boots_advance_to (two, i * EBB_SIM_STEP_US);
      ebb_sim_boots_get_telemetry (one, &a);
      ebb_sim_boots_get_telemetry (two, &b);
      n_different += a.zone[0][EBB_ZONE_FOOT].pressure_pa != b.zone[0][EBB_ZONE_FOOT].pressure_pa;
    }
  g_assert_cmpuint (n_different, >, 20);
}

static void
test_ignored_stops_are_counted_down (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);

  ebb_sim_boots_set_fault (driver->boots, EBB_SIM_FAULT_IGNORE_STOPS, 3);
  driver_run (driver, 1, NULL);
  for (int i = 0; i < 3; i++)
    {
      g_assert_cmpint (driver_stop (driver, 1), ==, EBB_SIM_WRITE_IGNORED);
      g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_RUNNING);
    }
  g_assert_cmpint (driver_stop (driver, 1), ==, EBB_SIM_WRITE_TAKEN);
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_VENTING);
}

static void
test_silent_boots_say_nothing_and_vent_by_the_lease (void)
{
  EbbSimOptions options;

  ebb_sim_options_init (&options);
  ebb_sim_options_plan_fault (&options, EBB_SIM_FAULT_SILENT, 1, 5000);
  {
    g_autoptr (Driver) driver = driver_new (&options);
    guint n_heard;

    driver_run (driver, 1, NULL);
    driver_run_on_ms (driver, 1, 4000);
    driver_advance_ms (driver, 2000);
    n_heard = driver->heard->len;
    g_assert_cmpint (driver_stop (driver, 1), ==, EBB_SIM_WRITE_UNHEARD);
    g_assert_null (ebb_sim_boots_read (driver->boots, EBB_ROLE_FEATURES));
    driver_advance_ms (driver, 20000);
    g_assert_cmpuint (driver->heard->len, ==, n_heard);
    g_assert_cmpint (driver_status (driver)->end_reason, ==, EBB_END_LEASE);
    g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_STOPPED);
  }
}

static void
count_cb (unsigned *n_seen)
{
  (*n_seen)++;
}

static void
test_the_link_drops_when_asked_to (void)
{
  EbbSimOptions options;
  unsigned      n_dropped = 0;

  ebb_sim_options_init (&options);
  ebb_sim_options_plan_fault (&options, EBB_SIM_FAULT_DROP_LINK, 4000, 3000);
  {
    g_autoptr (Driver) driver = driver_new (&options);

    g_signal_connect_swapped (driver->boots, "link-dropped", G_CALLBACK (count_cb), &n_dropped);
    driver_run (driver, 1, NULL);
    driver_advance_ms (driver, 2900);
    g_assert_cmpuint (n_dropped, ==, 0);
    driver_advance_ms (driver, 200);
    g_assert_cmpuint (n_dropped, ==, 1);
    g_assert_cmpint (ebb_sim_boots_get_fault (driver->boots, EBB_SIM_FAULT_DROP_LINK), >, 3000);
    driver_advance_ms (driver, 4000);
    g_assert_cmpint (ebb_sim_boots_get_fault (driver->boots, EBB_SIM_FAULT_DROP_LINK), ==, 0);
    g_assert_cmpuint (n_dropped, ==, 1);
  }
}

static void
test_one_leg_alone (void)
{
  EbbSimOptions options;

  ebb_sim_options_init (&options);
  options.legs = EBB_LEGS_LEFT;
  {
    g_autoptr (Driver) driver = driver_new (&options);
    EbbWireProgram program = driver_make_program ();
    EbbRequest     start;

    program.zones[EBB_SIDE_RIGHT] = 0;
    start = driver_prepare (driver, 1, &program);
    g_assert_cmpint (driver_ask (driver, &start), ==, EBB_RESULT_INVALID_PARAMETER);
    start.sequence = 0;
    start.start.legs = EBB_LEGS_LEFT;
    g_assert_cmpint (driver_ask (driver, &start), ==, EBB_RESULT_SUCCESS);
    driver_run_on_ms (driver, 1, 6000);
    g_assert_cmpfloat (driver_mmhg (driver, FOOT), >, 37);
    g_assert_cmpuint (driver->telemetry.zones[EBB_SIDE_RIGHT], ==, 0);
  }
}

#define ADD(name, function) g_test_add_func ("/sim/run/" name, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("pressure-travels-from-foot-to-thigh", test_pressure_travels_from_foot_to_thigh);
  ADD ("telemetry-tells-what-is-measured", test_telemetry_tells_what_is_measured);
  ADD ("the-lease-vents-and-closes", test_the_lease_vents_and_closes);
  ADD ("a-stop-vents-in-two-seconds", test_a_stop_vents_in_two_seconds);
  ADD ("the-duration-ends-it", test_the_duration_ends_it);
  ADD ("intensity-rises-with-the-next-cycle", test_intensity_rises_with_the_next_cycle);
  ADD ("intensity-falls-at-once", test_intensity_falls_at_once);
  ADD ("lead-cycles-are-weaker", test_lead_cycles_are_weaker);
  ADD ("alternate-takes-the-left-leg-first", test_alternate_takes_the_left_leg_first);
  ADD ("heat-coasts-on-after-off", test_heat_coasts_on_after_off);
  ADD ("heat-stays-near-its-setpoint", test_heat_stays_near_its_setpoint);
  ADD ("the-battery-drains-while-pumping", test_the_battery_drains_while_pumping);
  ADD ("the-same-seed-gives-the-same-bytes-at-any-step",
       test_the_same_seed_gives_the_same_bytes_at_any_step);
  ADD ("another-seed-gives-other-noise", test_another_seed_gives_other_noise);
  ADD ("ignored-stops-are-counted-down", test_ignored_stops_are_counted_down);
  ADD ("silent-boots-say-nothing-and-vent-by-the-lease",
       test_silent_boots_say_nothing_and_vent_by_the_lease);
  ADD ("the-link-drops-when-asked-to", test_the_link_drops_when_asked_to);
  ADD ("one-leg-alone", test_one_leg_alone);
  return g_test_run ();
}
