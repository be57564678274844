/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-units.h"
#include "sim-driver.h"

/* Each fault, by what it does to air, sensors and firmware. Where sound boots would do otherwise,
 * the test runs those too, or says so by the order of its lines. */

#define LEFT EBB_SIDE_LEFT
#define RIGHT EBB_SIDE_RIGHT
#define FOOT EBB_ZONE_FOOT
#define CALF EBB_ZONE_LOWER_CALF
#define THIGH EBB_ZONE_UPPER_THIGH
#define LEFT_FOOT EBB_SIM_ZONE_BIT (EBB_SIDE_LEFT, EBB_ZONE_FOOT)
#define LEFT_THIGH EBB_SIM_ZONE_BIT (EBB_SIDE_LEFT, EBB_ZONE_UPPER_THIGH)
#define ALL ((1 << EBB_N_SIDES * EBB_N_ZONES) - 1)
#define VENTED_PA 1333

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
test_stuck_vent_holds_its_air (void)
{
  g_autoptr (Driver) driver = run ();

  set (driver, EBB_SIM_FAULT_STUCK_VENT, LEFT_FOOT);
  driver_stop (driver, 1);
  driver_advance_ms (driver, 5000);
  g_assert_cmpfloat (driver_mmhg (driver, LEFT, FOOT), >, 30);
  g_assert_cmpfloat (driver_mmhg (driver, RIGHT, FOOT), <, 10);
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_VENTING);
  g_assert_cmpint (driver_status (driver)->fault, ==, EBB_BOOTS_FAULT_NONE);
  driver_advance_ms (driver, 11000);
  g_assert_cmpint (driver_status (driver)->fault, ==, EBB_BOOTS_FAULT_VALVE);
  ebb_sim_boots_clear_fault (driver->boots, EBB_SIM_FAULT_STUCK_VENT);
  driver_wait_stopped (driver);
  g_assert_cmpfloat (driver_mmhg (driver, LEFT, FOOT), <, 10);
}

static void
test_stuck_inlet_is_filled_with_the_others (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);

  set (driver, EBB_SIM_FAULT_STUCK_INLET, LEFT_THIGH);
  driver_run (driver, 1, NULL);
  driver_run_on_ms (driver, 1, 4000);
  /* Its turn is the last; its vent is open meanwhile, and cannot let out what the pump gives. */
  g_assert_cmpfloat (driver_mmhg (driver, LEFT, THIGH), >, driver_mmhg (driver, RIGHT, THIGH) + 5);
}

/* All that the pump gives goes where it should not, and stays. */
static void
fill_left_thigh_alone (Driver *driver)
{
  set (driver, EBB_SIM_FAULT_SHUT_INLET, ALL & ~LEFT_THIGH);
  set (driver, EBB_SIM_FAULT_STUCK_INLET, LEFT_THIGH);
  set (driver, EBB_SIM_FAULT_STUCK_VENT, LEFT_THIGH);
}

static void
test_stuck_inlet_and_vent_are_overpressure (void)
{
  g_autoptr (Driver) driver = run ();

  fill_left_thigh_alone (driver);
  driver_run_on_ms (driver, 1, 8000);
  g_assert_cmpint (driver_status (driver)->fault, ==, EBB_BOOTS_FAULT_OVERPRESSURE);
  g_assert_cmpint (driver_status (driver)->end_reason, ==, EBB_END_FAULT);
  g_assert_cmpfloat (driver_mmhg (driver, LEFT, THIGH), >, 75);
}

/* The firmware has no heat in its program, and Stop turns nothing off. */
static void
test_stuck_heater_warms_on_after_stop (void)
{
  g_autoptr (Driver) driver = run ();
  double at_stop_deg;

  set (driver, EBB_SIM_FAULT_STUCK_HEATER, EBB_SIM_ZONE_BIT (LEFT, CALF));
  driver_run_on_ms (driver, 1, 30000);
  driver_stop (driver, 1);
  at_stop_deg = ebb_sim_boots_get_temperature_deg (driver->boots, LEFT, CALF);
  driver_advance_ms (driver, 60000);
  g_assert_cmpfloat (ebb_sim_boots_get_temperature_deg (driver->boots, LEFT, CALF), >,
                     at_stop_deg + 4);
  g_assert_cmpfloat (ebb_sim_boots_get_temperature_deg (driver->boots, RIGHT, CALF), <, 32);
  ebb_sim_boots_clear_fault (driver->boots, EBB_SIM_FAULT_STUCK_HEATER);
  driver_advance_ms (driver, 600000);
  g_assert_cmpfloat (ebb_sim_boots_get_temperature_deg (driver->boots, LEFT, CALF), <, 32);
}

static void
test_no_watch_goes_on_through_overpressure (void)
{
  g_autoptr (Driver) driver = run ();

  set (driver, EBB_SIM_FAULT_NO_WATCH, 1);
  fill_left_thigh_alone (driver);
  driver_run_on_ms (driver, 1, 8000);
  g_assert_cmpint (driver_status (driver)->fault, ==, EBB_BOOTS_FAULT_NONE);
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_RUNNING);
  g_assert_cmpfloat (driver_mmhg (driver, LEFT, THIGH), >, 85);
}

static void
test_shut_inlets_take_no_air (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);

  set (driver, EBB_SIM_FAULT_SHUT_INLET, ALL);
  driver_run (driver, 1, NULL);
  driver_run_on_ms (driver, 1, 10000);
  g_assert_cmpfloat (driver_mmhg (driver, LEFT, FOOT), <, 1);
  g_assert_cmpfloat (driver_mmhg (driver, RIGHT, FOOT), <, 1);
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_RUNNING);
  ebb_sim_boots_clear_fault (driver->boots, EBB_SIM_FAULT_SHUT_INLET);
  driver_run_on_ms (driver, 1, 16000);
  g_assert_cmpfloat (driver_mmhg (driver, LEFT, FOOT), >, 30);
}

/* How long after the pump has stopped feeding it the foot holds its pressure. */
static double
fall_of_held_foot (int leak_percent)
{
  g_autoptr (Driver) driver = run ();
  double before = driver_mmhg (driver, LEFT, FOOT);

  set (driver, EBB_SIM_FAULT_SHUT_INLET, ALL);
  if (leak_percent > 0)
    set (driver, EBB_SIM_FAULT_LEAK, leak_percent);
  driver_run_on_ms (driver, 1, 4000);
  return before - driver_mmhg (driver, LEFT, FOOT);
}

static void
test_leak_lets_air_out_past_shut_vents (void)
{
  double sound = fall_of_held_foot (0);
  double small = fall_of_held_foot (5);
  double wide = fall_of_held_foot (100);

  g_assert_cmpfloat (sound, <, 2);
  g_assert_cmpfloat (small, >, sound + 2);
  g_assert_cmpfloat (wide, >, small + 10);
}

static void
test_drift_moves_the_reading_and_what_follows_it (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  int32_t sensed_pa;

  set (driver, EBB_SIM_FAULT_DRIFT, -10);
  driver_run (driver, 1, NULL);
  driver_run_on_ms (driver, 1, 8000);
  sensed_pa = driver->telemetry.zone[LEFT][FOOT].pressure_pa;
  g_assert_cmpfloat (ebb_pa_to_mmhg (sensed_pa), <, 43);
  /* The sensor reads too little, so the boots fill too much. */
  g_assert_cmpfloat (driver_mmhg (driver, LEFT, FOOT), >, 45);
}

static void
test_drift_above_empty_is_never_stopped (void)
{
  g_autoptr (Driver) driver = run ();

  set (driver, EBB_SIM_FAULT_DRIFT, 12);
  driver_stop (driver, 1);
  driver_advance_ms (driver, 16000);
  g_assert_cmpfloat (driver_mmhg (driver, LEFT, FOOT), <, 1);
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_VENTING);
  g_assert_cmpint (driver_status (driver)->fault, ==, EBB_BOOTS_FAULT_VALVE);
}

static void
test_dead_sensor_is_unknown_and_a_fault (void)
{
  g_autoptr (Driver) driver = run ();

  set (driver, EBB_SIM_FAULT_DEAD_SENSOR, LEFT_FOOT);
  driver_advance_ms (driver, 600);
  g_assert_cmpint (driver->telemetry.zone[LEFT][FOOT].pressure_pa, ==, EBB_PRESSURE_UNKNOWN_PA);
  g_assert_cmpint (driver->telemetry.zone[RIGHT][FOOT].pressure_pa, >, 0);
  g_assert_cmpint (driver_status (driver)->fault, ==, EBB_BOOTS_FAULT_SENSOR);
}

/* What no sensor reads is given the time in which any chamber is empty. */
static void
test_dead_sensor_makes_venting_long (void)
{
  g_autoptr (Driver) driver = run ();

  set (driver, EBB_SIM_FAULT_DEAD_SENSOR, LEFT_FOOT);
  driver_stop (driver, 1);
  driver_advance_ms (driver, 9500);
  g_assert_cmpfloat (driver_mmhg (driver, RIGHT, FOOT), <, 10);
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_VENTING);
  driver_advance_ms (driver, 1500);
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_STOPPED);
  g_assert_cmpint (driver_status (driver)->fault, ==, EBB_BOOTS_FAULT_SENSOR);
}

static void
test_frozen_sensor_repeats_itself_and_is_a_fault (void)
{
  g_autoptr (Driver) driver = run ();
  int32_t before_pa;

  driver_advance_ms (driver, 500);
  set (driver, EBB_SIM_FAULT_FROZEN_SENSOR, LEFT_FOOT);
  driver_advance_ms (driver, 600);
  before_pa = driver->telemetry.zone[LEFT][FOOT].pressure_pa;
  driver_advance_ms (driver, 1000);
  g_assert_cmpint (driver->telemetry.zone[LEFT][FOOT].pressure_pa, ==, before_pa);
  driver_advance_ms (driver, 1000);
  g_assert_cmpint (driver_status (driver)->fault, ==, EBB_BOOTS_FAULT_SENSOR);
}

static void
test_stuck_program_squeezes_on (void)
{
  g_autoptr (Driver) driver = run ();

  set (driver, EBB_SIM_FAULT_STUCK_PROGRAM, 1);
  /* The feet would have been let go after 30 s. */
  driver_run_on_ms (driver, 1, 40000);
  g_assert_cmpfloat (driver_mmhg (driver, LEFT, FOOT), >, 35);
  g_assert_cmpint (driver_status (driver)->fault, ==, EBB_BOOTS_FAULT_NONE);
  driver_run_on_ms (driver, 1, 20000);
  g_assert_cmpint (driver_status (driver)->fault, ==, EBB_BOOTS_FAULT_VALVE);
}

static void
test_slow_answers_come_late_and_others_are_busy (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  EbbRequest read_state = { .op = EBB_OP_READ_STATE, .sequence = 900, .owner = DRIVER_OWNER };
  uint8_t    bytes[EBB_MESSAGE_MAX_BYTES];
  size_t     size = ebb_request_encode (&read_state, bytes, sizeof bytes);

  set (driver, EBB_SIM_FAULT_SLOW_ANSWERS, 4000);
  driver_write (driver, EBB_ROLE_CONTROL, bytes, size);
  driver_advance_ms (driver, 3900);
  g_assert_cmpuint (driver->n_answers, ==, 0);
  read_state.sequence = 901;
  g_assert_cmpint (driver_ask (driver, &read_state), ==, EBB_RESULT_BUSY);
  driver_advance_ms (driver, 200);
  g_assert_cmpuint (driver->n_answers, ==, 2);
  g_assert_cmpuint (driver->answer.sequence, ==, 900);
  ebb_sim_boots_clear_fault (driver->boots, EBB_SIM_FAULT_SLOW_ANSWERS);
  read_state.sequence = 902;
  g_assert_cmpint (driver_ask (driver, &read_state), ==, EBB_RESULT_SUCCESS);
}

typedef struct
{
  unsigned n_heard[EBB_N_ROLES];
  unsigned n_read[EBB_N_ROLES]; /* that a decoder took */
} Heard;

static void
heard_cb (EbbRole role, const uint8_t *bytes, size_t size, gpointer user_data)
{
  Heard       *heard = user_data;
  EbbTelemetry telemetry;
  EbbStatus    status;
  EbbResponse  response;
  gboolean     is_read = FALSE;

  if (role == EBB_ROLE_TELEMETRY)
    is_read = ebb_telemetry_decode (&telemetry, bytes, size) == EBB_DECODE_OK;
  else if (role == EBB_ROLE_STATUS)
    is_read = ebb_status_decode (&status, bytes, size) == EBB_DECODE_OK;
  else if (role == EBB_ROLE_CONTROL)
    is_read = ebb_response_decode (&response, bytes, size) == EBB_DECODE_OK;
  g_assert_cmpuint (size, <=, EBB_MESSAGE_MAX_BYTES);
  heard->n_heard[role]++;
  heard->n_read[role] += is_read;
}

static void
hear_for_a_while (Driver *driver, Heard *heard)
{
  EbbRequest hello = { .op = EBB_OP_HELLO, .sequence = 900, .owner = DRIVER_OWNER };
  uint8_t    bytes[EBB_MESSAGE_MAX_BYTES];

  hello.hello.major = EBB_PROFILE_MAJOR;
  *heard = (Heard){ 0 };
  ebb_sim_boots_set_output (driver->boots, heard_cb, heard);
  for (int i = 0; i < 12; i++)
    {
      hello.sequence++;
      driver_write (driver, EBB_ROLE_CONTROL, bytes,
                    ebb_request_encode (&hello, bytes, sizeof bytes));
      ebb_sim_boots_subscribed (driver->boots, EBB_ROLE_STATUS);
      driver_advance_ms (driver, 500);
    }
}

static void
test_hostile_bytes_are_no_messages (void)
{
  static const EbbRole roles[] = { EBB_ROLE_TELEMETRY, EBB_ROLE_STATUS, EBB_ROLE_CONTROL };
  g_autoptr (Driver) driver = driver_new (NULL);
  Heard heard;

  for (int messages = 0; messages <= 7; messages++)
    {
      set (driver, EBB_SIM_FAULT_HOSTILE_BYTES, messages);
      hear_for_a_while (driver, &heard);
      for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
        {
          gboolean is_hostile = (messages >> i & 1) != 0;

          g_assert_cmpuint (heard.n_heard[roles[i]], >=, 12);
          g_assert_cmpuint (heard.n_read[roles[i]], ==, is_hostile ? 0 : heard.n_heard[roles[i]]);
        }
    }
}

static void
test_other_version_shows_in_features_and_refuses_hello (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  EbbRequest  hello = { .op = EBB_OP_HELLO };
  EbbFeatures features;

  hello.hello.major = EBB_PROFILE_MAJOR;
  set (driver, EBB_SIM_FAULT_VERSION, 2);
  {
    g_autoptr (GBytes) bytes = ebb_sim_boots_read (driver->boots, EBB_ROLE_FEATURES);

    g_assert_cmpint (
        ebb_features_decode (&features, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)),
        ==, EBB_DECODE_WRONG_VERSION);
  }
  g_assert_cmpint (driver_ask (driver, &hello), ==, EBB_RESULT_NOT_SUPPORTED);
  ebb_sim_boots_clear_fault (driver->boots, EBB_SIM_FAULT_VERSION);
  hello.sequence = 0;
  g_assert_cmpint (driver_ask (driver, &hello), ==, EBB_RESULT_SUCCESS);
}

static void
count_cb (unsigned *n_seen)
{
  (*n_seen)++;
}

static void
test_reboot_vents_forgets_and_closes (void)
{
  g_autoptr (Driver) driver = run ();
  unsigned n_dropped = 0;

  g_signal_connect_swapped (driver->boots, "link-dropped", G_CALLBACK (count_cb), &n_dropped);
  set (driver, EBB_SIM_FAULT_REBOOT, 3000);
  g_assert_cmpuint (n_dropped, ==, 1);
  g_assert_cmpint (driver_stop (driver, 1), ==, EBB_SIM_WRITE_UNHEARD);
  g_assert_null (ebb_sim_boots_read (driver->boots, EBB_ROLE_FEATURES));
  driver_advance_ms (driver, 2500);
  /* Without power the valves are open. */
  g_assert_cmpfloat (driver_mmhg (driver, LEFT, FOOT), <, 10);
  g_assert_cmpint (ebb_sim_boots_get_fault (driver->boots, EBB_SIM_FAULT_DROP_LINK), >, 0);
  driver_advance_ms (driver, 1000);
  g_assert_cmpint (ebb_sim_boots_get_fault (driver->boots, EBB_SIM_FAULT_DROP_LINK), ==, 0);
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_STOPPED);
  g_assert_cmpint (driver_status (driver)->end_reason, ==, EBB_END_NONE);
  g_assert_cmpuint (driver_status (driver)->closed_epoch, ==, 1);
  {
    EbbRequest start = driver_make_start (2, 0);

    g_assert_cmpint (driver_ask (driver, &start), ==, EBB_RESULT_NO_PROGRAM);
  }
}

static void
test_low_battery_refuses_and_ends (void)
{
  g_autoptr (Driver) driver = run ();

  set (driver, EBB_SIM_FAULT_BATTERY, 4);
  driver_advance_ms (driver, 100);
  g_assert_cmpint (driver_status (driver)->end_reason, ==, EBB_END_FAULT);
  g_assert_cmpint (driver_status (driver)->fault, ==, EBB_BOOTS_FAULT_BATTERY);
  driver_wait_stopped (driver);
  set (driver, EBB_SIM_FAULT_BUTTON, 1);
  {
    EbbRequest start = driver_prepare (driver, 2, NULL);

    g_assert_cmpint (driver_ask (driver, &start), ==, EBB_RESULT_BATTERY_LOW);
  }
  ebb_sim_boots_clear_fault (driver->boots, EBB_SIM_FAULT_BATTERY);
  g_assert_cmpfloat (ebb_sim_boots_get_battery (driver->boots), >, 80);
}

static void
test_refused_start_runs_nothing_until_it_is_cleared (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  EbbRequest start = driver_prepare (driver, 1, NULL);

  set (driver, EBB_SIM_FAULT_REFUSE_START, 1);
  g_assert_cmpint (driver_ask (driver, &start), ==, EBB_RESULT_NOT_PERMITTED);
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_STOPPED);
  ebb_sim_boots_clear_fault (driver->boots, EBB_SIM_FAULT_REFUSE_START);
  start.sequence++;
  g_assert_cmpint (driver_ask (driver, &start), ==, EBB_RESULT_SUCCESS);
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_RUNNING);
}

static void
test_planned_faults_come_after_each_start (void)
{
  EbbSimOptions options;

  ebb_sim_options_init (&options);
  ebb_sim_options_plan_fault (&options, EBB_SIM_FAULT_BUTTON, 1, 5000);
  {
    g_autoptr (Driver) driver = driver_new (&options);

    for (uint32_t epoch = 1; epoch <= 2; epoch++)
      {
        driver_run (driver, epoch, NULL);
        driver_advance_ms (driver, 4800);
        g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_RUNNING);
        driver_advance_ms (driver, 400);
        g_assert_cmpint (driver_status (driver)->end_reason, ==, EBB_END_BUTTON);
        driver_wait_stopped (driver);
      }
  }
}

/* The demo must be sound: nobody asked for anything. */
static void
test_boots_are_sound_by_themselves (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);

  for (int i = 0; i < EBB_N_SIM_FAULTS; i++)
    {
      if (i != EBB_SIM_FAULT_BATTERY)
        g_assert_cmpint (ebb_sim_boots_get_fault (driver->boots, (EbbSimFault) i), ==, 0);
    }
  g_assert_cmpint (ebb_sim_boots_get_fault (driver->boots, EBB_SIM_FAULT_BATTERY), ==, 86);
}

#define ADD(name, function) g_test_add_func ("/sim/broken/" name, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("stuck-vent-holds-its-air", test_stuck_vent_holds_its_air);
  ADD ("stuck-inlet-is-filled-with-the-others", test_stuck_inlet_is_filled_with_the_others);
  ADD ("stuck-inlet-and-vent-are-overpressure", test_stuck_inlet_and_vent_are_overpressure);
  ADD ("stuck-heater-warms-on-after-stop", test_stuck_heater_warms_on_after_stop);
  ADD ("no-watch-goes-on-through-overpressure", test_no_watch_goes_on_through_overpressure);
  ADD ("shut-inlets-take-no-air", test_shut_inlets_take_no_air);
  ADD ("leak-lets-air-out-past-shut-vents", test_leak_lets_air_out_past_shut_vents);
  ADD ("drift-moves-the-reading-and-what-follows-it",
       test_drift_moves_the_reading_and_what_follows_it);
  ADD ("drift-above-empty-is-never-stopped", test_drift_above_empty_is_never_stopped);
  ADD ("dead-sensor-is-unknown-and-a-fault", test_dead_sensor_is_unknown_and_a_fault);
  ADD ("dead-sensor-makes-venting-long", test_dead_sensor_makes_venting_long);
  ADD ("frozen-sensor-repeats-itself-and-is-a-fault",
       test_frozen_sensor_repeats_itself_and_is_a_fault);
  ADD ("stuck-program-squeezes-on", test_stuck_program_squeezes_on);
  ADD ("slow-answers-come-late-and-others-are-busy",
       test_slow_answers_come_late_and_others_are_busy);
  ADD ("hostile-bytes-are-no-messages", test_hostile_bytes_are_no_messages);
  ADD ("other-version-shows-in-features-and-refuses-hello",
       test_other_version_shows_in_features_and_refuses_hello);
  ADD ("reboot-vents-forgets-and-closes", test_reboot_vents_forgets_and_closes);
  ADD ("low-battery-refuses-and-ends", test_low_battery_refuses_and_ends);
  ADD ("refused-start-runs-nothing-until-it-is-cleared",
       test_refused_start_runs_nothing_until_it_is_cleared);
  ADD ("planned-faults-come-after-each-start", test_planned_faults_come_after_each_start);
  ADD ("boots-are-sound-by-themselves", test_boots_are_sound_by_themselves);
  return g_test_run ();
}
