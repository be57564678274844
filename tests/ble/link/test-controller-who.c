/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "controller-fixture.h"

#include <string.h>

/* Which boots they are, and which leg they are on. */

#define FOOT EBB_ZONE_BIT (EBB_ZONE_FOOT)
#define CALF EBB_ZONE_BIT (EBB_ZONE_LOWER_CALF)

static void
set_serial (Fixture *fixture, const char *serial)
{
  ebb_scripted_link_set_value (fixture->link, EBB_ROLE_SERIAL, serial, strlen (serial));
}

static guint
count_sent (Fixture *fixture)
{
  guint n_sent = 0;

  for (int role = 0; role < EBB_N_ROLES; role++)
    n_sent += ebb_scripted_link_count_sent (fixture->link, (EbbRole) role);
  return n_sent;
}

static void
test_others_are_sent_nothing (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);

  ebb_controller_expect_serial (fixture->controller, "0002");
  fixture_connect (fixture, 0, outcome);
  ebb_settle ();
  outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_WRONG_IDENTITY);
  g_assert_nonnull (strstr (outcome->error->message, "0001"));
  g_assert_nonnull (strstr (outcome->error->message, "0002"));
  g_assert_false (ebb_controller_is_trusted (fixture->controller));
  g_assert_cmpuint (count_sent (fixture), ==, 0);
}

static void
test_others_are_stopped_all_the_same (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);

  ebb_controller_expect_serial (fixture->controller, "0002");
  fixture_connect (fixture, 7, outcome);
  ebb_settle ();
  outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_WRONG_IDENTITY);
  g_assert_cmpuint (ebb_scripted_link_count_sent (fixture->link, EBB_ROLE_STOP), ==, 1);
  g_assert_cmpuint (count_sent (fixture), ==, 1);
}

/* What was read on the link before says nothing of who answers on this one. */
static void
test_who_answers_is_asked_on_each_link (Fixture *fixture, gconstpointer data)
{
  Outcome *first = fixture_add_outcome (fixture);
  Outcome *second = fixture_add_outcome (fixture);
  guint    n_sent;

  ebb_controller_expect_serial (fixture->controller, "0001");
  fixture_connect (fixture, 0, first);
  ebb_settle ();
  outcome_assert_success (first);
  ebb_scripted_link_lose (fixture->link);
  set_serial (fixture, "0002");
  n_sent = count_sent (fixture);
  fixture_connect (fixture, 0, second);
  ebb_settle ();
  outcome_assert_error (second, EBB_LINK_ERROR, EBB_LINK_ERROR_WRONG_IDENTITY);
  g_assert_cmpuint (count_sent (fixture), ==, n_sent);
}

static void
test_boots_that_do_not_say_are_not_believed (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);

  ebb_controller_expect_serial (fixture->controller, "0001");
  set_serial (fixture, "");
  fixture_connect (fixture, 0, outcome);
  ebb_settle ();
  outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_WRONG_IDENTITY);
  g_assert_cmpuint (count_sent (fixture), ==, 0);
}

/* A person takes others in place of those that were expected: nothing of the old ones is theirs. */
static void
test_others_bring_their_own_names (Fixture *fixture, gconstpointer data)
{
  Outcome *first = fixture_add_outcome (fixture);
  Outcome *second = fixture_add_outcome (fixture);
  Outcome *third = fixture_add_outcome (fixture);

  ebb_controller_expect_serial (fixture->controller, "0001");
  fixture_connect (fixture, 0, first);
  ebb_settle ();
  g_assert_nonnull (ebb_controller_get_firmware (fixture->controller));
  ebb_scripted_link_lose (fixture->link);
  set_serial (fixture, "0002");
  ebb_scripted_link_set_value (fixture->link, EBB_ROLE_FIRMWARE, "new", 3);
  fixture_connect (fixture, 0, second);
  ebb_settle ();
  outcome_assert_error (second, EBB_LINK_ERROR, EBB_LINK_ERROR_WRONG_IDENTITY);
  ebb_controller_expect_serial (fixture->controller, NULL);
  fixture_connect (fixture, 0, third);
  ebb_settle ();
  outcome_assert_success (third);
  g_assert_cmpstr (ebb_controller_get_serial (fixture->controller), ==, "0002");
  g_assert_cmpstr (ebb_controller_get_firmware (fixture->controller), ==, "new");
}

/* ---- sides ---- */

static void
set_up_swapped (Fixture *fixture, gconstpointer data)
{
  fixture_set_up_trusted (fixture, data);
  ebb_controller_set_sides (fixture->controller, EBB_SIDES_SWAPPED);
}

static void
test_what_they_have_is_turned (Fixture *fixture, gconstpointer data)
{
  const EbbFeatures *features;
  Outcome           *outcome = fixture_add_outcome (fixture);

  fixture->boots->features.zones[EBB_SIDE_RIGHT] = FOOT;
  fixture->boots->features.settable[EBB_SIDE_RIGHT] = FOOT;
  fixture->boots->features.heated[EBB_SIDE_RIGHT] = 0;
  ebb_scripted_boots_publish (fixture->boots);
  fixture_connect (fixture, 0, outcome);
  ebb_settle ();
  outcome_assert_success (outcome);
  features = ebb_controller_get_features (fixture->controller);
  g_assert_cmpint (features->zones[EBB_SIDE_RIGHT], ==, FOOT);
  ebb_controller_set_sides (fixture->controller, EBB_SIDES_SWAPPED);
  g_assert_cmpint (features->zones[EBB_SIDE_LEFT], ==, FOOT);
  g_assert_cmpint (features->settable[EBB_SIDE_LEFT], ==, FOOT);
  g_assert_cmpint (features->heated[EBB_SIDE_LEFT], ==, 0);
  g_assert_cmpint (features->heated[EBB_SIDE_RIGHT], !=, 0);
  /* Read anew, they are turned anew, and not twice. */
  outcome = fixture_add_outcome (fixture);
  ebb_scripted_link_lose (fixture->link);
  fixture_connect (fixture, 0, outcome);
  ebb_settle ();
  g_assert_cmpint (features->zones[EBB_SIDE_LEFT], ==, FOOT);
  ebb_controller_set_sides (fixture->controller, EBB_SIDES_AS_MARKED);
  g_assert_cmpint (features->zones[EBB_SIDE_RIGHT], ==, FOOT);
}

static void
test_what_they_measure_is_turned (Fixture *fixture, gconstpointer data)
{
  EbbTelemetry telemetry = { .zones = { FOOT, CALF }, .filling = { FOOT, 0 } };

  telemetry.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].pressure_pa = 4000;
  telemetry.zone[EBB_SIDE_RIGHT][EBB_ZONE_LOWER_CALF].pressure_pa = 100;
  ebb_scripted_boots_send_telemetry (fixture->boots, &telemetry);
  ebb_settle ();
  g_assert_cmpuint (fixture->n_telemetry, ==, 1);
  g_assert_cmpint (fixture->telemetry.zones[EBB_SIDE_RIGHT], ==, FOOT);
  g_assert_cmpint (fixture->telemetry.filling[EBB_SIDE_RIGHT], ==, FOOT);
  g_assert_cmpint (fixture->telemetry.filling[EBB_SIDE_LEFT], ==, 0);
  g_assert_cmpint (fixture->telemetry.zone[EBB_SIDE_RIGHT][EBB_ZONE_FOOT].pressure_pa, ==, 4000);
  g_assert_cmpint (fixture->telemetry.zone[EBB_SIDE_LEFT][EBB_ZONE_LOWER_CALF].pressure_pa, ==,
                   100);
}

static void
test_the_legs_of_start_are_turned (Fixture *fixture, gconstpointer data)
{
  Outcome         *outcome = fixture_add_outcome (fixture);
  const EbbRequest start = {
    .op = EBB_OP_START,
    .epoch = 1,
    .start = { .duration_s = 60,
               .legs = EBB_LEGS_LEFT,
               .pressure_cap_pa = 4000,
               .heat_cap_ddeg = EBB_WIRE_HEAT_OFF },
  };

  fixture_request (fixture, &start, NULL, outcome);
  ebb_settle ();
  g_assert_cmpint (fixture->boots->last[EBB_OP_START].start.legs, ==, EBB_LEGS_RIGHT);
}

/* The bytes are those of the same program for the other leg. */
static void
test_a_program_is_turned (Fixture *fixture, gconstpointer data)
{
  Outcome       *turned = fixture_add_outcome (fixture);
  Outcome       *plain = fixture_add_outcome (fixture);
  EbbWireProgram program = {
    .zones = { FOOT, 0 }, .inflate_ds = 50, .hold_ds = 50, .deflate_ds = 50, .rest_ds = 50
  };
  EbbWireProgram other;

  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      program.heat_ddeg[side][zone] = EBB_WIRE_HEAT_OFF;
  other = program;
  program.setpoint_pa[EBB_SIDE_LEFT][EBB_ZONE_FOOT] = 4000;
  other.zones[EBB_SIDE_LEFT] = 0;
  other.zones[EBB_SIDE_RIGHT] = FOOT;
  other.setpoint_pa[EBB_SIDE_RIGHT][EBB_ZONE_FOOT] = 4000;
  fixture_upload (fixture, &program, turned);
  ebb_settle ();
  outcome_assert_success (turned);
  ebb_controller_set_sides (fixture->controller, EBB_SIDES_AS_MARKED);
  fixture_upload (fixture, &other, plain);
  ebb_settle ();
  outcome_assert_success (plain);
  g_assert_cmphex (turned->program_crc, ==, plain->program_crc);
}

#define ADD(path, set_up, test)                                                                    \
  g_test_add ("/controller/" path, Fixture, NULL, set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  fixture_init (argv[1]);

  ADD ("who/others-are-sent-nothing", fixture_set_up, test_others_are_sent_nothing);
  ADD ("who/others-are-stopped-all-the-same", fixture_set_up, test_others_are_stopped_all_the_same);
  ADD ("who/is-asked-on-each-link", fixture_set_up, test_who_answers_is_asked_on_each_link);
  ADD ("who/boots-that-do-not-say-are-not-believed", fixture_set_up,
       test_boots_that_do_not_say_are_not_believed);
  ADD ("who/others-bring-their-own-names", fixture_set_up, test_others_bring_their_own_names);
  ADD ("sides/what-they-have", fixture_set_up, test_what_they_have_is_turned);
  ADD ("sides/what-they-measure", set_up_swapped, test_what_they_measure_is_turned);
  ADD ("sides/the-legs-of-start", set_up_swapped, test_the_legs_of_start_are_turned);
  ADD ("sides/a-program", set_up_swapped, test_a_program_is_turned);
  return g_test_run ();
}
