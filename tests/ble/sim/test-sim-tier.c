/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-units.h"
#include "sim-driver.h"

/* What ends a run that nobody speaks to any more: a lease (A), a timer that is set anew (B), a
 * timer of their own (C), nothing (D). */

#define MINUTE_MS 60000

static const char *devices_path;

static Driver *
run (EbbTier tier)
{
  EbbSimOptions options;
  Driver       *driver;

  ebb_sim_options_init (&options);
  options.tier = tier;
  options.battery_percent = 100;
  driver = driver_new (&options);
  driver_run (driver, 1, NULL);
  driver->step_us = 500000;
  return driver;
}

static void
test_silence_ends_each_in_its_own_time (void)
{
  static const struct
  {
    EbbTier tier;
    int     runs_ms;
    int     is_over_ms;
  } cases[] = {
    { EBB_TIER_A, 9000, 11000 },
    { EBB_TIER_B, 9 * MINUTE_MS, 11 * MINUTE_MS },
    { EBB_TIER_C, 9 * MINUTE_MS, 11 * MINUTE_MS },
    { EBB_TIER_D, 40 * MINUTE_MS, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Driver) driver = run (cases[i].tier);

      driver_advance_ms (driver, cases[i].runs_ms);
      g_assert_cmpint (driver_status (driver)->run_state, ==, EBB_RUN_RUNNING);
      if (cases[i].is_over_ms > 0)
        {
          driver_advance_ms (driver, cases[i].is_over_ms - cases[i].runs_ms);
          g_assert_cmpint (driver_status (driver)->run_state, !=, EBB_RUN_RUNNING);
        }
      else
        {
          driver_stop (driver, 1);
          driver_wait_stopped (driver);
        }
    }
}

static void
test_renewal_helps_where_there_is_something_to_renew (void)
{
  g_autoptr (Driver) settable = run (EBB_TIER_B);
  g_autoptr (Driver) fixed = run (EBB_TIER_C);
  g_autoptr (Driver) endless = run (EBB_TIER_D);

  driver_advance_ms (settable, 5 * MINUTE_MS);
  g_assert_cmpint (driver_renew (settable, 1), ==, EBB_RESULT_SUCCESS);
  driver_advance_ms (settable, 4 * MINUTE_MS + 50000);
  g_assert_cmpint (driver_status (settable)->run_state, ==, EBB_RUN_RUNNING);
  g_assert_cmpint (driver_renew (fixed, 1), ==, EBB_RESULT_NOT_SUPPORTED);
  g_assert_cmpint (driver_renew (endless, 1), ==, EBB_RESULT_NOT_SUPPORTED);
}

/* 10 minutes were asked for. */
static void
test_only_who_can_be_set_keeps_to_the_duration (void)
{
  static const gboolean is_kept[] = { TRUE, TRUE, FALSE, FALSE };

  for (int tier = EBB_TIER_A; tier <= EBB_TIER_D; tier++)
    {
      EbbSimOptions options;

      ebb_sim_options_init (&options);
      options.tier = (EbbTier) tier;
      {
        g_autoptr (Driver) driver = driver_new (&options);
        EbbWireProgram program = driver_make_program ();
        EbbRequest     start;
        uint32_t       crc;

        driver_upload (driver, &program, &crc);
        start = driver_make_start (1, crc);
        start.start.duration_s = 30;
        g_assert_cmpint (driver_ask (driver, &start), ==, EBB_RESULT_SUCCESS);
        driver_run_on_ms (driver, 1, 32000);
        g_assert_cmpint (driver_status (driver)->run_state == EBB_RUN_RUNNING, ==, !is_kept[tier]);
      }
    }
}

static void
test_only_a_refuses_what_was_closed (void)
{
  for (int tier = EBB_TIER_A; tier <= EBB_TIER_D; tier++)
    {
      g_autoptr (Driver) driver = run ((EbbTier) tier);
      EbbWireProgram program = driver_make_program ();
      EbbRequest     start;
      uint8_t        bytes[EBB_PROGRAM_MAX_BYTES];

      start = driver_make_start (
          1, ebb_wire_program_crc (bytes, ebb_wire_program_encode (&program, bytes, sizeof bytes)));
      driver_stop (driver, 1);
      driver_wait_stopped (driver);
      g_assert_cmpint (driver_ask (driver, &start), ==,
                       tier == EBB_TIER_A ? EBB_RESULT_EPOCH_CLOSED : EBB_RESULT_SUCCESS);
    }
}

static void
test_each_tier_is_known_by_its_service (void)
{
  for (int tier = EBB_TIER_A; tier <= EBB_TIER_D; tier++)
    {
      for (int other = EBB_TIER_A; other < tier; other++)
        g_assert_cmpstr (ebb_sim_tier_get_service_uuid ((EbbTier) tier), !=,
                         ebb_sim_tier_get_service_uuid ((EbbTier) other));
    }
}

/* What they offer on the air, and what is known of them, is the same. */
static void
test_each_offers_what_its_definition_says (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbDefinitionSet) set = ebb_definition_set_new_from_directory (devices_path, &error);

  g_assert_no_error (error);
  for (EbbTier tier = EBB_TIER_A; tier <= EBB_TIER_D; tier++)
    {
      EbbDefinition *known = ebb_definition_set_find (set, ebb_sim_tier_get_definition_id (tier));
      const char    *shared = ebb_sim_tier_get_shared_uuid (tier);

      g_assert_cmpint (shared != NULL, ==, tier == EBB_TIER_C);
      for (EbbRole role = 0; role < EBB_N_ROLES; role++)
        {
          const int channel = ebb_sim_tier_get_channel (tier, role);

          g_assert_cmpint (ebb_definition_get_channel (known, role), ==, channel);
          g_assert_cmpint (channel != EBB_CHANNEL_NONE, ==,
                           g_strcmp0 (ebb_definition_get_uuid (known, role), shared) == 0);
          if (role <= EBB_ROLE_PROGRAM)
            g_assert_cmpstr (ebb_definition_get_service_uuid (known, role), ==,
                             ebb_sim_tier_get_service_uuid (tier));
        }
    }
}

#define ADD(name, function) g_test_add_func ("/sim/tier/" name, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  devices_path = argv[1];
  ADD ("silence-ends-each-in-its-own-time", test_silence_ends_each_in_its_own_time);
  ADD ("renewal-helps-where-there-is-something-to-renew",
       test_renewal_helps_where_there_is_something_to_renew);
  ADD ("only-who-can-be-set-keeps-to-the-duration", test_only_who_can_be_set_keeps_to_the_duration);
  ADD ("only-a-refuses-what-was-closed", test_only_a_refuses_what_was_closed);
  ADD ("each-is-known-by-its-service", test_each_tier_is_known_by_its_service);
  ADD ("each-offers-what-its-definition-says", test_each_offers_what_its_definition_says);
  return g_test_run ();
}
