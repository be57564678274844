/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "controller-fixture.h"

#include <string.h>

/* Links that fail on the way, boots that do not answer, and boots that answer nonsense. */

#define ADD(path, set_up, test)                                                                    \
  g_test_add ("/controller/trouble/" path, Fixture, NULL, set_up, test, fixture_tear_down)

static void
test_unreachable_is_passed_on (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);

  ebb_scripted_link_set_outcome (fixture->link, EBB_SCRIPTED_CONNECT, 0,
                                 EBB_LINK_ERROR_UNREACHABLE);
  fixture_connect (fixture, 3, outcome);
  ebb_settle ();
  outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_UNREACHABLE);
}

static void
test_silent_boots (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);

  fixture->boots->is_silent[EBB_OP_HELLO] = TRUE;
  fixture_connect (fixture, 0, outcome);
  ebb_fake_clock_advance_ms (fixture->clock, 2999);
  g_assert_false (outcome->is_done);
  ebb_fake_clock_advance_ms (fixture->clock, 1);
  outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_TIMED_OUT);
}

static void
test_hung_read_or_subscription (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    EbbScriptedAct act;
    EbbRole        role;
  } hung[] = { { EBB_SCRIPTED_READ, EBB_ROLE_FEATURES },
               { EBB_SCRIPTED_SUBSCRIBE, EBB_ROLE_CONTROL },
               { EBB_SCRIPTED_SUBSCRIBE, EBB_ROLE_TELEMETRY } };

  for (guint i = 0; i < G_N_ELEMENTS (hung); i++)
    {
      Outcome *outcome = fixture_add_outcome (fixture);

      ebb_scripted_link_set_outcome (fixture->link, hung[i].act, hung[i].role, EBB_SCRIPTED_HANGS);
      fixture_connect (fixture, 0, outcome);
      ebb_fake_clock_advance_ms (fixture->clock, 5000);
      outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_TIMED_OUT);
      ebb_scripted_link_set_outcome (fixture->link, hung[i].act, hung[i].role,
                                     EBB_SCRIPTED_SUCCEEDS);
    }
}

static void
test_nameless_boots_can_be_used (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);

  ebb_scripted_link_set_outcome (fixture->link, EBB_SCRIPTED_READ, EBB_ROLE_MODEL,
                                 EBB_LINK_ERROR_FAILED);
  ebb_scripted_link_set_outcome (fixture->link, EBB_SCRIPTED_SUBSCRIBE, EBB_ROLE_BATTERY,
                                 EBB_LINK_ERROR_FAILED);
  ebb_scripted_link_set_outcome (fixture->link, EBB_SCRIPTED_READ, EBB_ROLE_SERIAL,
                                 EBB_SCRIPTED_HANGS);
  fixture_connect (fixture, 0, outcome);
  ebb_fake_clock_advance_ms (fixture->clock, 1999);
  g_assert_true (ebb_controller_is_trusted (fixture->controller));
  g_assert_false (outcome->is_done);
  ebb_fake_clock_advance_ms (fixture->clock, 1);

  outcome_assert_success (outcome);
  g_assert_null (ebb_controller_get_model (fixture->controller));
  g_assert_null (ebb_controller_get_serial (fixture->controller));
  g_assert_cmpstr (ebb_controller_get_firmware (fixture->controller), ==, "1.0");
}

static void
test_hostile_identity (Fixture *fixture, gconstpointer data)
{
  static const char    name[] = "A\n\x1b[31mB\xff\0C";
  static const uint8_t battery[] = { 101 };
  Outcome             *outcome = fixture_add_outcome (fixture);
  g_autofree char     *long_text = g_strnfill (5000, 'x');

  ebb_scripted_link_set_value (fixture->link, EBB_ROLE_MODEL, name, sizeof name);
  ebb_scripted_link_set_value (fixture->link, EBB_ROLE_SERIAL, long_text, strlen (long_text));
  ebb_scripted_link_set_value (fixture->link, EBB_ROLE_FIRMWARE, "", 0);
  ebb_scripted_link_set_value (fixture->link, EBB_ROLE_BATTERY, battery, sizeof battery);
  fixture_connect (fixture, 0, outcome);
  ebb_settle ();

  outcome_assert_success (outcome);
  g_assert_true (g_str_has_prefix (ebb_controller_get_model (fixture->controller), "A[31mB"));
  g_assert_true (g_utf8_validate (ebb_controller_get_model (fixture->controller), -1, NULL));
  g_assert_cmpuint (strlen (ebb_controller_get_serial (fixture->controller)), ==, 64);
  g_assert_cmpstr (ebb_controller_get_firmware (fixture->controller), ==, "");
  g_assert_cmpint (ebb_controller_get_battery_percent (fixture->controller), ==, -1);
}

static void
test_lost_in_each_step (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    EbbScriptedAct act;
    EbbRole        role;
  } hung[] = { { EBB_SCRIPTED_CONNECT, EBB_ROLE_FEATURES },
               { EBB_SCRIPTED_READ, EBB_ROLE_FEATURES },
               { EBB_SCRIPTED_SUBSCRIBE, EBB_ROLE_STATUS },
               { EBB_SCRIPTED_READ, EBB_ROLE_BATTERY } };

  for (guint i = 0; i < G_N_ELEMENTS (hung); i++)
    {
      Outcome *outcome = fixture_add_outcome (fixture);

      ebb_scripted_link_set_outcome (fixture->link, hung[i].act, hung[i].role, EBB_SCRIPTED_HANGS);
      fixture_connect (fixture, 0, outcome);
      ebb_settle ();
      g_assert_false (outcome->is_done);
      ebb_scripted_link_lose (fixture->link);
      ebb_settle ();
      outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED);
      g_assert_false (ebb_controller_is_trusted (fixture->controller));
      g_assert_cmpuint (ebb_fake_clock_count_timeouts (fixture->clock), ==, 0);
      ebb_scripted_link_set_outcome (fixture->link, hung[i].act, hung[i].role,
                                     EBB_SCRIPTED_SUCCEEDS);
    }
}

static void
connect_cancelled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->is_done = TRUE;
  outcome->is_success =
      ebb_controller_connect_finish (EBB_CONTROLLER (source), result, &outcome->error);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);
  Outcome *again = fixture_add_outcome (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  ebb_scripted_link_set_outcome (fixture->link, EBB_SCRIPTED_READ, EBB_ROLE_FEATURES,
                                 EBB_SCRIPTED_HANGS);
  ebb_controller_connect_async (fixture->controller, 0, cancellable, connect_cancelled_cb, outcome);
  ebb_settle ();
  g_cancellable_cancel (cancellable);
  ebb_settle ();
  outcome_assert_error (outcome, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  ebb_scripted_link_set_outcome (fixture->link, EBB_SCRIPTED_READ, EBB_ROLE_FEATURES,
                                 EBB_SCRIPTED_SUCCEEDS);
  fixture_connect (fixture, 0, again);
  ebb_settle ();
  outcome_assert_success (again);
}

static void
test_one_at_a_time (Fixture *fixture, gconstpointer data)
{
  Outcome *first = fixture_add_outcome (fixture);
  Outcome *second = fixture_add_outcome (fixture);

  fixture_connect (fixture, 0, first);
  fixture_connect (fixture, 0, second);
  ebb_settle ();
  outcome_assert_success (first);
  outcome_assert_error (second, EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED);
}

static void
asked_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->is_done = TRUE;
  ebb_controller_request_finish (EBB_CONTROLLER (source), result, NULL, &outcome->error);
}

/* The one that is told of the loss asks again at once, from inside the call that found it. */
static void
ask_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const EbbRequest request = { .op = EBB_OP_READ_STATE };
  Outcome         *outcome = user_data;

  g_assert_false (ebb_controller_request_finish (EBB_CONTROLLER (source), result, NULL, NULL));
  ebb_controller_request_async (EBB_CONTROLLER (source), &request, NULL, asked_again_cb, outcome);
}

static void
test_loss_found_in_sending (Fixture *fixture, gconstpointer data)
{
  const EbbRequest request = { .op = EBB_OP_READ_STATE };
  Outcome         *again = fixture_add_outcome (fixture);
  Outcome         *waiting = fixture_add_outcome (fixture);
  Outcome         *connected = fixture_add_outcome (fixture);
  Outcome         *after = fixture_add_outcome (fixture);

  /* The second is sent when the first is answered, and not in the call that asked for it. */
  fixture->boots->is_silent[EBB_OP_READ_STATE] = TRUE;
  fixture_request (fixture, &request, NULL, fixture_add_outcome (fixture));
  ebb_controller_request_async (fixture->controller, &request, NULL, ask_again_cb, again);
  fixture_request (fixture, &request, NULL, waiting);
  ebb_settle ();
  ebb_scripted_link_set_outcome (fixture->link, EBB_SCRIPTED_SEND, EBB_ROLE_CONTROL,
                                 EBB_SCRIPTED_LOSES);
  ebb_scripted_boots_answer (fixture->boots, EBB_OP_READ_STATE);
  ebb_settle ();
  outcome_assert_error (again, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED);
  outcome_assert_error (waiting, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED);

  ebb_scripted_link_set_outcome (fixture->link, EBB_SCRIPTED_SEND, EBB_ROLE_CONTROL,
                                 EBB_SCRIPTED_SUCCEEDS);
  fixture->boots->is_silent[EBB_OP_READ_STATE] = FALSE;
  fixture_connect (fixture, 0, connected);
  ebb_settle ();
  outcome_assert_success (connected);
  fixture_request (fixture, &request, NULL, after);
  ebb_settle ();
  outcome_assert_success (after);
}

/* The last user of the one before may let go of it after there is a new one over the same link. */
static void
test_one_that_goes_leaves_the_next_its_ears (Fixture *fixture, gconstpointer data)
{
  EbbController *before = fixture->controller;

  fixture->controller =
      ebb_controller_new (EBB_LINK (fixture->link), EBB_CLOCK (fixture->clock), FIXTURE_OWNER);
  g_assert_finalize_object (before);
  ebb_scripted_link_receive (fixture->link, EBB_ROLE_BATTERY, (const uint8_t *) "\x09", 1);
  g_assert_cmpint (ebb_controller_get_battery_percent (fixture->controller), ==, 9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  fixture_init (argv[1]);

  ADD ("unreachable", fixture_set_up, test_unreachable_is_passed_on);
  ADD ("silent-boots", fixture_set_up, test_silent_boots);
  ADD ("hung-read-or-subscription", fixture_set_up, test_hung_read_or_subscription);
  ADD ("nameless-boots", fixture_set_up, test_nameless_boots_can_be_used);
  ADD ("hostile-identity", fixture_set_up, test_hostile_identity);
  ADD ("lost-in-each-step", fixture_set_up, test_lost_in_each_step);
  ADD ("cancel", fixture_set_up, test_cancel);
  ADD ("loss-found-in-sending", fixture_set_up_trusted, test_loss_found_in_sending);
  ADD ("one-that-goes-leaves-the-next-its-ears", fixture_set_up_trusted,
       test_one_that_goes_leaves_the_next_its_ears);
  ADD ("one-at-a-time", fixture_set_up, test_one_at_a_time);
  return g_test_run ();
}
