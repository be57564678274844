/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-units.h"
#include "sim-driver.h"

/* The firmware's side of the control point, of Stop and of the upload. */

/* PROTOCOL.md section 6: how far ahead of what ran last START and Stop may name an epoch. */
#define REACH 65536u

static EbbResult
ask_start (Driver *driver, uint32_t epoch)
{
  EbbWireProgram program = driver_make_program ();
  uint8_t        bytes[EBB_PROGRAM_MAX_BYTES];
  size_t         size = ebb_wire_program_encode (&program, bytes, sizeof bytes);
  EbbRequest     start = driver_make_start (epoch, ebb_wire_program_crc (bytes, size));

  return driver_ask (driver, &start);
}

static void
test_hello_complements_the_nonce (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  EbbRequest hello = { .op = EBB_OP_HELLO };

  hello.hello.major = EBB_PROFILE_MAJOR;
  hello.hello.nonce = 0x12345678;
  g_assert_cmpint (driver_ask (driver, &hello), ==, EBB_RESULT_SUCCESS);
  g_assert_cmphex (driver->answer.nonce_echo, ==, 0xedcba987);
  g_assert_true (driver->answer.has_state);
  g_assert_cmpint (driver->answer.highest_pa, <, 1333);
}

static void
test_renew_never_starts (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  EbbWireProgram program = driver_make_program ();
  uint32_t       crc;

  g_assert_cmpint (driver_upload (driver, &program, &crc), ==, EBB_RESULT_SUCCESS);
  for (uint32_t epoch = 0; epoch < 3; epoch++)
    g_assert_cmpint (driver_renew (driver, epoch), ==, EBB_RESULT_NOT_RUNNING);
  driver_advance_ms (driver, 20000);
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_STOPPED);
  g_assert_cmpfloat (driver_mmhg (driver, EBB_SIDE_LEFT, EBB_ZONE_FOOT), <, 0.1);
}

static void
test_a_stale_start_is_refused (void)
{
  EbbSimOptions options;

  ebb_sim_options_init (&options);
  options.closed_epoch = 41;
  {
    g_autoptr (Driver) driver = driver_new (&options);

    driver_run (driver, 42, NULL);
    driver_stop (driver, 42);
    driver_wait_stopped (driver);
    for (uint32_t epoch = 1; epoch <= 42; epoch++)
      g_assert_cmpint (ask_start (driver, epoch), ==, EBB_RESULT_EPOCH_CLOSED);
    g_assert_cmpint (ask_start (driver, 42 + REACH + 1), ==, EBB_RESULT_INVALID_PARAMETER);
    g_assert_cmpint (ask_start (driver, 42 + REACH), ==, EBB_RESULT_SUCCESS);
  }
}

/* Whatever epoch START may name: when its Stop came first, it does not run. */
static void
test_a_start_that_was_overtaken_never_runs (void)
{
  static const uint32_t ahead[] = { 1, 2, 999, 1001, REACH };

  for (unsigned i = 0; i < G_N_ELEMENTS (ahead); i++)
    {
      g_autoptr (Driver) driver = driver_new (NULL);

      driver_run (driver, 10, NULL);
      driver_stop (driver, 10);
      driver_wait_stopped (driver);
      driver_stop (driver, 10 + ahead[i]);
      g_assert_cmpint (ask_start (driver, 10 + ahead[i]), ==, EBB_RESULT_EPOCH_CLOSED);
      g_assert_cmpint (ask_start (driver, 10 + ahead[i] + 1), ==, EBB_RESULT_SUCCESS);
    }
}

static void
test_a_stranger_cannot_use_up_the_epochs (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);

  driver_stop (driver, UINT32_MAX);
  g_assert_cmpuint (driver_status (driver)->closed_epoch, ==, REACH);
  for (uint32_t i = 1; i <= 5; i++)
    {
      driver_stop (driver, UINT32_MAX);
      g_assert_cmpuint (driver_status (driver)->closed_epoch, ==, REACH + i);
    }
  driver_stop (driver, 1);
  g_assert_cmpuint (driver_status (driver)->closed_epoch, ==, REACH + 5);
  /* And they can still be run. */
  driver_run (driver, REACH + 6, NULL);
  driver_stop (driver, UINT32_MAX);
  g_assert_cmpuint (driver_status (driver)->closed_epoch, ==, REACH + 6 + REACH);
}

static void
test_the_last_epochs_do_not_wrap (void)
{
  EbbSimOptions options;

  ebb_sim_options_init (&options);
  options.closed_epoch = UINT32_MAX - 2;
  {
    g_autoptr (Driver) driver = driver_new (&options);

    driver_run (driver, UINT32_MAX - 1, NULL);
    driver_stop (driver, UINT32_MAX);
    g_assert_cmpuint (driver_status (driver)->closed_epoch, ==, UINT32_MAX);
    driver_wait_stopped (driver);
    g_assert_cmpint (ask_start (driver, UINT32_MAX), ==, EBB_RESULT_EPOCH_CLOSED);
    g_assert_cmpint (ask_start (driver, 1), ==, EBB_RESULT_EPOCH_CLOSED);
  }
}

/* A controller that is far ahead of boots without a memory gives it back to them with one Stop. */
static void
test_stop_gives_the_memory_back (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);

  driver_stop (driver, 5000);
  g_assert_cmpuint (driver_status (driver)->closed_epoch, ==, 5000);
  driver_wait_stopped (driver);
  g_assert_cmpint (ask_start (driver, 4999), ==, EBB_RESULT_EPOCH_CLOSED);
  g_assert_cmpint (ask_start (driver, 5000), ==, EBB_RESULT_EPOCH_CLOSED);
  driver_run (driver, 5001, NULL);
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_RUNNING);
}

static void
test_stop_closes_what_runs_whatever_it_names (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);

  driver_run (driver, 10, NULL);
  driver_stop (driver, 3);
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_VENTING);
  g_assert_cmpuint (driver_status (driver)->closed_epoch, ==, 10);
  g_assert_cmpuint (driver_status (driver)->epoch, ==, 0);
  g_assert_cmpint (driver_status (driver)->end_reason, ==, EBB_END_STOP);
}

static void
test_a_malformed_stop_vents (void)
{
  static const uint8_t bytes[20] = { 0xff, 0xff };
  static const size_t  sizes[] = { 0, 1, 2, 3 };

  for (unsigned i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (Driver) driver = driver_new (NULL);

      driver_run (driver, 10, NULL);
      driver_run_on_ms (driver, 10, 4000);
      g_assert_cmpfloat (driver_mmhg (driver, EBB_SIDE_LEFT, EBB_ZONE_FOOT), >, 15);
      driver_write (driver, EBB_ROLE_STOP, bytes, sizes[i]);
      g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_VENTING);
      g_assert_cmpuint (driver_status (driver)->closed_epoch, ==, 10);
      driver_wait_stopped (driver);
      g_assert_cmpfloat (driver_mmhg (driver, EBB_SIDE_LEFT, EBB_ZONE_FOOT), <, 10);
    }
}

static void
test_stop_needs_no_encryption_and_start_does (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  uint8_t frame[EBB_STOP_FRAME_BYTES] = { 1 };
  uint8_t renew[11] = { EBB_OP_RENEW };

  driver_run (driver, 10, NULL);
  g_assert_cmpint (
      ebb_sim_boots_write (driver->boots, EBB_ROLE_CONTROL, renew, sizeof renew, FALSE), ==,
      EBB_SIM_WRITE_NOT_ENCRYPTED);
  g_assert_cmpint (ebb_sim_boots_write (driver->boots, EBB_ROLE_STOP, frame, sizeof frame, FALSE),
                   ==, EBB_SIM_WRITE_TAKEN);
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_VENTING);
}

static void
test_start_while_not_vented_is_refused (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);

  driver_run (driver, 10, NULL);
  driver_run_on_ms (driver, 10, 4000);
  g_assert_cmpint (ask_start (driver, 11), ==, EBB_RESULT_NOT_VENTED);
  driver_stop (driver, 10);
  g_assert_cmpint (ask_start (driver, 11), ==, EBB_RESULT_NOT_VENTED);
  driver_wait_stopped (driver);
  g_assert_cmpint (ask_start (driver, 11), ==, EBB_RESULT_SUCCESS);
}

static void
test_a_foreign_owner_is_refused_until_stopped (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  EbbRequest renew = { .op = EBB_OP_RENEW, .owner = DRIVER_STRANGER, .epoch = 10 };
  EbbRequest intensity = { .op = EBB_OP_SET_INTENSITY, .owner = DRIVER_STRANGER, .epoch = 10 };
  EbbRequest start = driver_make_start (11, 0);
  EbbRequest look = { .op = EBB_OP_READ_STATE, .owner = DRIVER_STRANGER };

  start.owner = DRIVER_STRANGER;
  intensity.set_intensity.intensity_pa = 2000;
  driver_run (driver, 10, NULL);
  g_assert_cmpint (driver_ask (driver, &renew), ==, EBB_RESULT_NOT_PERMITTED);
  g_assert_cmpint (driver_ask (driver, &intensity), ==, EBB_RESULT_NOT_PERMITTED);
  g_assert_cmpint (driver_ask (driver, &start), ==, EBB_RESULT_NOT_PERMITTED);
  g_assert_cmpint (driver_ask (driver, &look), ==, EBB_RESULT_SUCCESS);
  g_assert_cmphex (driver->answer.status.owner, ==, DRIVER_OWNER);
  driver_stop (driver, 10);
  start.sequence = 0;
  g_assert_cmpint (driver_ask (driver, &start), ==, EBB_RESULT_NOT_PERMITTED);
  driver_wait_stopped (driver);
  g_assert_cmphex (driver_status (driver)->owner, ==, 0);
  start.sequence = 0;
  g_assert_cmpint (driver_ask (driver, &start), ==, EBB_RESULT_NO_PROGRAM);
}

static void
test_a_duplicate_is_answered_the_same_without_effect (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  EbbRequest renew = { .op = EBB_OP_RENEW, .epoch = 10 };

  driver_run (driver, 10, NULL);
  driver_advance_ms (driver, 3000);
  g_assert_cmpint (driver_ask (driver, &renew), ==, EBB_RESULT_SUCCESS);
  for (int i = 0; i < 3; i++)
    {
      driver_advance_ms (driver, 2980);
      g_assert_cmpint (driver_ask (driver, &renew), ==, EBB_RESULT_SUCCESS);
    }
  g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_RUNNING);
  driver_advance_ms (driver, 1500);
  g_assert_cmpint (driver_status (driver)->run_state, !=, EBB_RUN_RUNNING);
  g_assert_cmpint (driver_status (driver)->end_reason, ==, EBB_END_LEASE);
  /* Nor does the start that succeeded succeed again. */
  g_assert_cmpint (driver_ask (driver, &renew), ==, EBB_RESULT_SUCCESS);
  g_assert_cmpuint (driver_status (driver)->epoch, ==, 0);
}

static void
test_one_operation_at_a_time (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  EbbRequest first = { .op = EBB_OP_IDENTIFY, .sequence = 100, .owner = DRIVER_OWNER };
  EbbRequest second = { .op = EBB_OP_READ_STATE, .sequence = 101, .owner = DRIVER_OWNER };
  uint8_t    bytes[EBB_MESSAGE_MAX_BYTES];

  first.identify.duration_s = 1;
  driver_write (driver, EBB_ROLE_CONTROL, bytes, ebb_request_encode (&first, bytes, sizeof bytes));
  g_assert_cmpuint (driver->n_answers, ==, 0);
  driver_write (driver, EBB_ROLE_CONTROL, bytes, ebb_request_encode (&second, bytes, sizeof bytes));
  g_assert_cmpuint (driver->n_answers, ==, 1);
  g_assert_cmpint (driver->answer.result, ==, EBB_RESULT_BUSY);
  g_assert_cmpuint (driver->answer.sequence, ==, 101);
  driver_advance_ms (driver, 50);
  g_assert_cmpuint (driver->n_answers, ==, 2);
  g_assert_cmpuint (driver->answer.sequence, ==, 100);
  g_assert_cmpint (driver->answer.result, ==, EBB_RESULT_SUCCESS);
  g_assert_cmpint (driver_ask (driver, &second), ==, EBB_RESULT_SUCCESS);
}

static void
count_cb (guint *n_changes)
{
  (*n_changes)++;
}

/* For as long as was asked, counted anew by each question; and no air moves. */
static void
test_identify_lets_the_light_blink (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  EbbRequest identify = { .op = EBB_OP_IDENTIFY, .identify.duration_s = 5 };
  EbbRequest again = identify;
  guint      n_changes = 0;

  g_signal_connect_swapped (driver->boots, "blink-changed", G_CALLBACK (count_cb), &n_changes);
  g_assert_cmpuint (ebb_sim_boots_get_blink_ms (driver->boots), ==, 0);
  g_assert_cmpint (driver_ask (driver, &identify), ==, EBB_RESULT_SUCCESS);
  g_assert_cmpuint (n_changes, ==, 1);
  driver_advance_ms (driver, 4000);
  g_assert_cmpuint (ebb_sim_boots_get_blink_ms (driver->boots), >, 0);
  g_assert_cmpint (driver_ask (driver, &again), ==, EBB_RESULT_SUCCESS);
  driver_advance_ms (driver, 4000);
  g_assert_cmpuint (ebb_sim_boots_get_blink_ms (driver->boots), >, 0);
  driver_advance_ms (driver, 1000);
  g_assert_cmpuint (ebb_sim_boots_get_blink_ms (driver->boots), ==, 0);
  g_assert_cmpuint (n_changes, ==, 2);
  g_assert_cmpfloat (driver_mmhg (driver, EBB_SIDE_LEFT, EBB_ZONE_FOOT), <, 0.1);
}

static void
test_what_is_no_request_changes_nothing (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  EbbRequest start = driver_make_start (11, 0);
  uint8_t    bytes[EBB_MESSAGE_MAX_BYTES];
  uint8_t    unknown[11] = { 0x33, 0x07, 0x00, 1, 0, 0, 0 };
  size_t     size;

  start.owner = DRIVER_OWNER;
  start.sequence = 5;
  size = ebb_request_encode (&start, bytes, sizeof bytes);
  for (size_t i = 0; i < size; i++)
    {
      unsigned n_before = driver->n_answers;

      driver_write (driver, EBB_ROLE_CONTROL, bytes, i);
      driver_advance_ms (driver, 20);
      g_assert_cmpuint (driver->n_answers, ==, n_before + (i >= 3 ? 1 : 0));
      if (i >= 3)
        g_assert_cmpint (driver->answer.result, ==, EBB_RESULT_INVALID_PARAMETER);
    }
  driver_write (driver, EBB_ROLE_CONTROL, unknown, sizeof unknown);
  g_assert_cmpint (driver->answer.result, ==, EBB_RESULT_NOT_SUPPORTED);
  g_assert_cmpint (driver->answer.op, ==, 0x33);
  g_assert_cmpuint (driver->answer.sequence, ==, 7);
}

static void
test_nothing_is_set_above_cap_or_own_maximum (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  EbbRequest intensity = { .op = EBB_OP_SET_INTENSITY, .epoch = 10 };
  EbbRequest start = driver_prepare (driver, 10, NULL);

  start.start.pressure_cap_pa = 40000;
  start.start.intensity_pa = (uint16_t) ebb_mmhg_to_pa (81);
  g_assert_cmpint (driver_ask (driver, &start), ==, EBB_RESULT_ABOVE_CAP);
  start.sequence = 0;
  start.start.pressure_cap_pa = (uint16_t) ebb_mmhg_to_pa (30);
  start.start.intensity_pa = 0;
  g_assert_cmpint (driver_ask (driver, &start), ==, EBB_RESULT_ABOVE_CAP);
  start.sequence = 0;
  start.start.pressure_cap_pa = (uint16_t) ebb_mmhg_to_pa (50);
  g_assert_cmpint (driver_ask (driver, &start), ==, EBB_RESULT_SUCCESS);
  intensity.set_intensity.intensity_pa = (uint16_t) ebb_mmhg_to_pa (51);
  g_assert_cmpint (driver_ask (driver, &intensity), ==, EBB_RESULT_ABOVE_CAP);
  g_assert_cmpint (driver->telemetry.intensity_pa, <=, ebb_mmhg_to_pa (50));
}

static void
test_a_low_battery_refuses_and_ends (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);

  ebb_sim_boots_set_battery (driver->boots, 9);
  driver_advance_ms (driver, 10);
  {
    EbbRequest start = driver_prepare (driver, 10, NULL);

    g_assert_cmpint (driver_ask (driver, &start), ==, EBB_RESULT_BATTERY_LOW);
  }
  ebb_sim_boots_set_battery (driver->boots, 50);
  driver_run (driver, 11, NULL);
  ebb_sim_boots_set_battery (driver->boots, 4);
  driver_advance_ms (driver, 10);
  g_assert_cmpint (driver_status (driver)->end_reason, ==, EBB_END_FAULT);
  g_assert_cmpint (driver_status (driver)->fault, ==, EBB_BOOTS_FAULT_BATTERY);
  driver_wait_stopped (driver);
  ebb_sim_boots_set_battery (driver->boots, 50);
  driver_advance_ms (driver, 10);
  g_assert_cmpint (ask_start (driver, 12), ==, EBB_RESULT_FAULT);
  ebb_sim_boots_press_button (driver->boots);
  g_assert_cmpint (ask_start (driver, 12), ==, EBB_RESULT_SUCCESS);
}

static void
test_a_broken_upload_leaves_the_old_program (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  EbbWireProgram program = driver_make_program ();
  EbbWireProgram other = driver_make_program ();
  uint8_t        bytes[EBB_PROGRAM_MAX_BYTES], chunk[EBB_MESSAGE_MAX_BYTES];
  size_t         size;
  uint32_t       crc;
  EbbRequest     begin = { .op = EBB_OP_BEGIN_PROGRAM };
  EbbRequest     commit = { .op = EBB_OP_COMMIT_PROGRAM };

  g_assert_cmpint (driver_upload (driver, &program, &crc), ==, EBB_RESULT_SUCCESS);
  other.hold_ds = 110;
  size = ebb_wire_program_encode (&other, bytes, sizeof bytes);
  begin.begin_program.size = (uint16_t) size;
  begin.begin_program.crc = commit.commit_program.crc = ebb_wire_program_crc (bytes, size);

  /* Not whole. */
  g_assert_cmpint (driver_ask (driver, &begin), ==, EBB_RESULT_SUCCESS);
  chunk[0] = chunk[1] = 0;
  memcpy (chunk + 2, bytes, size);
  driver_write (driver, EBB_ROLE_PROGRAM, chunk, size + 1);
  g_assert_cmpint (driver_ask (driver, &commit), ==, EBB_RESULT_FAILED);
  /* A bit is wrong. */
  begin.sequence = commit.sequence = 0;
  g_assert_cmpint (driver_ask (driver, &begin), ==, EBB_RESULT_SUCCESS);
  chunk[9] ^= 0x10;
  driver_write (driver, EBB_ROLE_PROGRAM, chunk, size + 2);
  g_assert_cmpint (driver_ask (driver, &commit), ==, EBB_RESULT_FAILED);
  /* The link went down between. */
  begin.sequence = commit.sequence = 0;
  chunk[9] ^= 0x10;
  g_assert_cmpint (driver_ask (driver, &begin), ==, EBB_RESULT_SUCCESS);
  ebb_sim_boots_link_changed (driver->boots, FALSE);
  driver_write (driver, EBB_ROLE_PROGRAM, chunk, size + 2);
  g_assert_cmpint (driver_ask (driver, &commit), ==, EBB_RESULT_FAILED);

  g_assert_cmpint (ask_start (driver, 1), ==, EBB_RESULT_SUCCESS);
}

static void
test_impossible_programs_are_refused (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  EbbWireProgram program = driver_make_program ();
  uint32_t       crc;

  program.zones[EBB_SIDE_LEFT] |= EBB_ZONE_BIT (EBB_ZONE_KNEE);
  program.setpoint_pa[EBB_SIDE_LEFT][EBB_ZONE_KNEE] = 3000;
  g_assert_cmpint (driver_upload (driver, &program, &crc), ==, EBB_RESULT_INVALID_PARAMETER);
  program = driver_make_program ();
  program.heat_ddeg[EBB_SIDE_LEFT][EBB_ZONE_FOOT] = 400;
  g_assert_cmpint (driver_upload (driver, &program, &crc), ==, EBB_RESULT_NOT_SUPPORTED);
  program = driver_make_program ();
  program.heat_ddeg[EBB_SIDE_LEFT][EBB_ZONE_LOWER_CALF] = 425;
  g_assert_cmpint (driver_upload (driver, &program, &crc), ==, EBB_RESULT_ABOVE_CAP);
}

static void
test_the_button_wins (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);

  driver_run (driver, 10, NULL);
  driver_run_on_ms (driver, 10, 4000);
  ebb_sim_boots_press_button (driver->boots);
  g_assert_cmpint (driver_status (driver)->end_reason, ==, EBB_END_BUTTON);
  g_assert_cmpuint (driver_status (driver)->closed_epoch, ==, 10);
  driver_wait_stopped (driver);
}

#define ADD(name, function) g_test_add_func ("/sim/control/" name, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("identify-lets-the-light-blink", test_identify_lets_the_light_blink);
  ADD ("hello-complements-the-nonce", test_hello_complements_the_nonce);
  ADD ("renew-never-starts", test_renew_never_starts);
  ADD ("a-stale-start-is-refused", test_a_stale_start_is_refused);
  ADD ("overtaken-start-never-runs", test_a_start_that_was_overtaken_never_runs);
  ADD ("stranger-cannot-use-up-epochs", test_a_stranger_cannot_use_up_the_epochs);
  ADD ("last-epochs-do-not-wrap", test_the_last_epochs_do_not_wrap);
  ADD ("stop-gives-memory-back", test_stop_gives_the_memory_back);
  ADD ("stop-closes-what-runs-whatever-it-names", test_stop_closes_what_runs_whatever_it_names);
  ADD ("a-malformed-stop-vents", test_a_malformed_stop_vents);
  ADD ("stop-needs-no-encryption-and-start-does", test_stop_needs_no_encryption_and_start_does);
  ADD ("start-while-not-vented-is-refused", test_start_while_not_vented_is_refused);
  ADD ("a-foreign-owner-is-refused-until-stopped", test_a_foreign_owner_is_refused_until_stopped);
  ADD ("a-duplicate-is-answered-the-same-without-effect",
       test_a_duplicate_is_answered_the_same_without_effect);
  ADD ("one-operation-at-a-time", test_one_operation_at_a_time);
  ADD ("what-is-no-request-changes-nothing", test_what_is_no_request_changes_nothing);
  ADD ("nothing-is-set-above-cap-or-own-maximum", test_nothing_is_set_above_cap_or_own_maximum);
  ADD ("a-low-battery-refuses-and-ends", test_a_low_battery_refuses_and_ends);
  ADD ("a-broken-upload-leaves-the-old-program", test_a_broken_upload_leaves_the_old_program);
  ADD ("impossible-programs-are-refused", test_impossible_programs_are_refused);
  ADD ("the-button-wins", test_the_button_wins);
  return g_test_run ();
}
