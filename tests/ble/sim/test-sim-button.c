/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-units.h"
#include "sim-driver.h"

/* What a person does at the boots themselves. */

#define LEFT EBB_SIDE_LEFT
#define FOOT EBB_ZONE_FOOT

static void
set (Driver *driver, EbbSimFault fault, int value)
{
  ebb_sim_boots_set_fault (driver->boots, fault, value);
}

/* One that runs, 8 s into the first cycle: feet held, calves filling. */
static Driver *
run (void)
{
  Driver *driver = driver_new (NULL);

  driver_run (driver, 1, NULL);
  driver_run_on_ms (driver, 1, 8000);
  return driver;
}

static void
test_button_stops_for_any_owner (void)
{
  g_autoptr (Driver) driver = run ();

  set (driver, EBB_SIM_FAULT_BUTTON, 1);
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_VENTING);
  g_assert_cmpint (driver_status (driver)->end_reason, ==, EBB_END_BUTTON);
  driver_wait_stopped (driver);
}

static void
test_charger_fills_the_battery (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);

  set (driver, EBB_SIM_FAULT_BATTERY, 60);
  set (driver, EBB_SIM_FAULT_CHARGER, 1);
  driver_advance_ms (driver, 30 * 60 * 1000);
  g_assert_cmpfloat (ebb_sim_boots_get_battery (driver->boots), >, 84);
  g_assert_cmpfloat (ebb_sim_boots_get_battery (driver->boots), <, 86);
  driver_advance_ms (driver, 30 * 60 * 1000);
  g_assert_cmpfloat (ebb_sim_boots_get_battery (driver->boots), ==, 100);
  ebb_sim_boots_clear_fault (driver->boots, EBB_SIM_FAULT_CHARGER);
  driver_advance_ms (driver, 30 * 60 * 1000);
  g_assert_cmpfloat (ebb_sim_boots_get_battery (driver->boots), <, 100);
}

static void
test_own_run_needs_no_lease_and_obeys_stop (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  EbbRequest renew = { .op = EBB_OP_RENEW, .epoch = 1 };

  set (driver, EBB_SIM_FAULT_OWN_RUN, 1);
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_RUNNING);
  g_assert_cmphex (driver_status (driver)->owner, ==, EBB_WIRE_OWNER_BUTTON);
  g_assert_cmpuint (driver_status (driver)->epoch, ==, 1);
  driver_advance_ms (driver, 25000);
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_RUNNING);
  g_assert_cmpfloat (driver_mmhg (driver, LEFT, FOOT), >, 25);
  g_assert_cmpint (driver_ask (driver, &renew), ==, EBB_RESULT_NOT_PERMITTED);
  driver_stop (driver, 1);
  driver_wait_stopped (driver);
  g_assert_cmpuint (driver_status (driver)->closed_epoch, ==, 1);
  set (driver, EBB_SIM_FAULT_OWN_RUN, 1);
  g_assert_cmpuint (driver_status (driver)->epoch, ==, 2);
  ebb_sim_boots_clear_fault (driver->boots, EBB_SIM_FAULT_OWN_RUN);
  g_assert_cmpint (driver_status (driver)->end_reason, ==, EBB_END_BUTTON);
}

static void
test_own_run_ends_after_half_an_hour (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);

  set (driver, EBB_SIM_FAULT_OWN_RUN, 1);
  driver->step_us = 1000000;
  driver_advance_ms (driver, 1799 * 1000);
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_RUNNING);
  driver_advance_ms (driver, 2000);
  g_assert_cmpint (driver_status (driver)->end_reason, ==, EBB_END_COMPLETE);
}

static void
test_planned_own_run_begins_as_soon_as_it_can (void)
{
  EbbSimOptions options;

  ebb_sim_options_init (&options);
  ebb_sim_options_plan_fault (&options, EBB_SIM_FAULT_OWN_RUN, 1, 0);
  {
    g_autoptr (Driver) driver = driver_new (&options);

    driver_advance_ms (driver, 500);
    g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_RUNNING);
    g_assert_cmphex (driver_status (driver)->owner, ==, EBB_WIRE_OWNER_BUTTON);
  }
}

#define ADD(name, function) g_test_add_func ("/sim/button/" name, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("button-stops-for-any-owner", test_button_stops_for_any_owner);
  ADD ("charger-fills-the-battery", test_charger_fills_the_battery);
  ADD ("own-run-needs-no-lease-and-obeys-stop", test_own_run_needs_no_lease_and_obeys_stop);
  ADD ("own-run-ends-after-half-an-hour", test_own_run_ends_after_half_an_hour);
  ADD ("planned-own-run-begins-as-soon-as-it-can", test_planned_own_run_begins_as_soon_as_it_can);
  return g_test_run ();
}
