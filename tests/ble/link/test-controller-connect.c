/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "controller-fixture.h"

#include <string.h>

/* From no link to trust, and every way in which that fails. */

#define ADD(path, set_up, test)                                                                    \
  g_test_add ("/controller/connect/" path, Fixture, NULL, set_up, test, fixture_tear_down)

static void
assert_log (Fixture *fixture, const char *expected)
{
  g_autofree char *log = ebb_scripted_link_dup_log (fixture->link);

  g_assert_cmpstr (log, ==, expected);
}

/* Nothing but a handshake was written. */
static void
assert_written_hello_at_most (Fixture *fixture)
{
  for (guint i = 0; i < ebb_scripted_link_count_entries (fixture->link); i++)
    {
      const EbbScriptedEntry *entry = ebb_scripted_link_get_entry (fixture->link, i);
      gsize                   size;
      const uint8_t          *bytes;

      if (entry->act != EBB_SCRIPTED_SEND)
        continue;
      bytes = g_bytes_get_data (entry->bytes, &size);
      g_assert_cmpint (entry->role, ==, EBB_ROLE_CONTROL);
      g_assert_cmpuint (size, >, 0);
      g_assert_cmpint (bytes[0], ==, EBB_OP_HELLO);
    }
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);

  fixture_connect (fixture, 0, outcome);
  ebb_settle ();

  outcome_assert_success (outcome);
  assert_log (fixture,
              "connect read:features subscribe:control subscribe:status subscribe:telemetry "
              "send:control read:battery subscribe:battery read:manufacturer read:model "
              "read:serial read:firmware");
}

/* BlueZ refuses what answers on a connection that it is ending: then nothing more is asked of it. */
static void
test_news_wait_for_answers (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);
  Outcome *again = fixture_add_outcome (fixture);

  ebb_scripted_link_set_outcome (fixture->link, EBB_SCRIPTED_SUBSCRIBE, EBB_ROLE_CONTROL,
                                 EBB_SCRIPTED_HANGS);
  fixture_connect (fixture, 0, outcome);
  ebb_settle ();
  assert_log (fixture, "connect read:features subscribe:control");
  ebb_fake_clock_advance_ms (fixture->clock, 20000);
  ebb_settle ();
  outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_TIMED_OUT);

  ebb_scripted_link_set_outcome (fixture->link, EBB_SCRIPTED_SUBSCRIBE, EBB_ROLE_CONTROL,
                                 EBB_LINK_ERROR_NOT_CONNECTED);
  ebb_scripted_link_clear_log (fixture->link);
  fixture_connect (fixture, 0, again);
  ebb_settle ();
  outcome_assert_error (again, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED);
  assert_log (fixture, "read:features subscribe:control");
}

static void
test_learns_who_they_are (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);

  g_assert_null (ebb_controller_get_features (fixture->controller));
  g_assert_cmpint (ebb_controller_get_battery_percent (fixture->controller), ==, -1);
  fixture->boots->status.closed_epoch = 7;
  fixture_connect (fixture, 0, outcome);
  ebb_settle ();

  outcome_assert_success (outcome);
  g_assert_cmpuint (ebb_controller_get_features (fixture->controller)->pressure_max_pa, ==, 10666);
  g_assert_cmpstr (ebb_controller_get_manufacturer (fixture->controller), ==, "Nobody");
  g_assert_cmpstr (ebb_controller_get_model (fixture->controller), ==, "Scripted boots");
  g_assert_cmpstr (ebb_controller_get_serial (fixture->controller), ==, "0001");
  g_assert_cmpstr (ebb_controller_get_firmware (fixture->controller), ==, "1.0");
  g_assert_cmpint (ebb_controller_get_battery_percent (fixture->controller), ==, 80);
  g_assert_cmpuint (fixture->n_status, ==, 1);
  g_assert_cmpuint (fixture->status.closed_epoch, ==, 7);
  g_assert_cmpuint (fixture->boots->last[EBB_OP_HELLO].owner, ==, FIXTURE_OWNER);
}

static void
test_is_trusted_only_after_the_handshake (Fixture *fixture, gconstpointer data)
{
  Outcome           *outcome = fixture_add_outcome (fixture);
  Outcome           *asked = fixture_add_outcome (fixture);
  const EbbRequest   read_state = { .op = EBB_OP_READ_STATE };
  const EbbTelemetry telemetry = { .zones = { 1, 0 } };

  fixture->boots->is_silent[EBB_OP_HELLO] = TRUE;
  fixture_connect (fixture, 0, outcome);
  ebb_settle ();
  g_assert_cmpuint (fixture->boots->count[EBB_OP_HELLO], ==, 1);
  g_assert_false (ebb_controller_is_trusted (fixture->controller));
  fixture_request (fixture, &read_state, NULL, asked);
  ebb_scripted_boots_send_telemetry (fixture->boots, &telemetry);
  ebb_scripted_boots_send_status (fixture->boots);
  ebb_settle ();
  outcome_assert_error (asked, EBB_LINK_ERROR, EBB_LINK_ERROR_PROTOCOL);
  g_assert_cmpuint (fixture->n_telemetry, ==, 0);
  g_assert_cmpuint (fixture->n_status, ==, 0);

  ebb_scripted_boots_answer (fixture->boots, EBB_OP_HELLO);
  ebb_settle ();
  g_assert_true (ebb_controller_is_trusted (fixture->controller));
  outcome_assert_success (outcome);
}

static void
test_decoy_gets_nothing_else (Fixture *fixture, gconstpointer data)
{
  Outcome         *outcome = fixture_add_outcome (fixture);
  Outcome         *asked = fixture_add_outcome (fixture);
  Outcome         *uploaded = fixture_add_outcome (fixture);
  const EbbRequest start = { .op = EBB_OP_START, .epoch = 1 };
  EbbWireProgram   program = { .zones = { 1, 1 }, .inflate_ds = 20, .hold_ds = 20 };

  fixture->boots->echo_error = 1;
  fixture_connect (fixture, 0, outcome);
  ebb_settle ();
  fixture_request (fixture, &start, NULL, asked);
  fixture_upload (fixture, &program, uploaded);
  ebb_fake_clock_advance_ms (fixture->clock, 20000);

  outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_PROTOCOL);
  g_assert_false (ebb_controller_is_trusted (fixture->controller));
  g_assert_false (asked->is_success);
  g_assert_false (uploaded->is_success);
  g_assert_cmpuint (fixture->boots->count[EBB_OP_HELLO], ==, 1);
  assert_written_hello_at_most (fixture);
}

static void
test_nonce_is_new_each_time (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);
  Outcome *again = fixture_add_outcome (fixture);
  uint32_t first;

  fixture_connect (fixture, 0, outcome);
  ebb_settle ();
  first = fixture->boots->last[EBB_OP_HELLO].hello.nonce;
  ebb_scripted_link_lose (fixture->link);
  fixture_connect (fixture, 0, again);
  ebb_settle ();

  outcome_assert_success (again);
  g_assert_cmpuint (fixture->boots->last[EBB_OP_HELLO].hello.nonce, !=, first);
}

static void
test_another_major_is_refused (Fixture *fixture, gconstpointer data)
{
  Outcome     *outcome = fixture_add_outcome (fixture);
  uint8_t      bytes[EBB_MESSAGE_MAX_BYTES];
  const size_t size = ebb_features_encode (&fixture->boots->features, bytes, sizeof bytes);

  bytes[0] = 2;
  ebb_scripted_link_set_value (fixture->link, EBB_ROLE_FEATURES, bytes, size);
  fixture_connect (fixture, 0, outcome);
  ebb_settle ();

  outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_WRONG_VERSION);
  g_assert_nonnull (strstr (outcome->error->message, "version 2"));
  assert_log (fixture, "connect read:features");
}

static void
test_another_major_in_the_handshake (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);
  uint8_t  bytes[] = { 0x80, EBB_OP_HELLO, EBB_RESULT_SUCCESS, 0, 0, 2, 0 };

  fixture->boots->is_silent[EBB_OP_HELLO] = TRUE;
  fixture_connect (fixture, 0, outcome);
  ebb_settle ();
  bytes[3] = (uint8_t) fixture->boots->last[EBB_OP_HELLO].sequence;
  bytes[4] = (uint8_t) (fixture->boots->last[EBB_OP_HELLO].sequence >> 8);
  ebb_scripted_link_receive (fixture->link, EBB_ROLE_CONTROL, bytes, sizeof bytes);
  ebb_settle ();

  outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_WRONG_VERSION);
}

static void
test_every_truncation_of_features (Fixture *fixture, gconstpointer data)
{
  uint8_t      bytes[EBB_MESSAGE_MAX_BYTES];
  const size_t whole = ebb_features_encode (&fixture->boots->features, bytes, sizeof bytes);

  for (size_t size = 0; size < whole; size++)
    {
      Outcome *outcome = fixture_add_outcome (fixture);

      ebb_scripted_link_set_value (fixture->link, EBB_ROLE_FEATURES, bytes, size);
      fixture_connect (fixture, 0, outcome);
      ebb_settle ();
      outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_PROTOCOL);
    }
  g_assert_null (ebb_controller_get_features (fixture->controller));
  assert_written_hello_at_most (fixture);
  g_assert_cmpuint (fixture->boots->count[EBB_OP_HELLO], ==, 0);
}

static void
test_every_truncation_of_the_handshake (Fixture *fixture, gconstpointer data)
{
  const size_t whole = 5 + 6;

  fixture->boots->is_silent[EBB_OP_HELLO] = TRUE;
  for (size_t size = 0; size <= whole; size++)
    {
      Outcome          *outcome = fixture_add_outcome (fixture);
      const EbbRequest *hello = &fixture->boots->last[EBB_OP_HELLO];
      uint8_t           bytes[5 + 6] = { 0x80, EBB_OP_HELLO, EBB_RESULT_SUCCESS };

      fixture_connect (fixture, 0, outcome);
      ebb_settle ();
      bytes[3] = (uint8_t) hello->sequence;
      bytes[4] = (uint8_t) (hello->sequence >> 8);
      bytes[5] = EBB_PROFILE_MAJOR;
      for (guint i = 0; i < 4; i++)
        bytes[7 + i] = (uint8_t) (~hello->hello.nonce >> (8 * i));
      ebb_scripted_link_receive (fixture->link, EBB_ROLE_CONTROL, bytes, size);
      ebb_settle ();
      outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_PROTOCOL);
      g_assert_false (ebb_controller_is_trusted (fixture->controller));
    }
}

static void
test_first_stop_is_first (Fixture *fixture, gconstpointer data)
{
  static const uint8_t frame[] = { 0x2a, 0, 0, 0 };
  Outcome             *outcome = fixture_add_outcome (fixture);
  g_autoptr (GBytes) expected = g_bytes_new_static (frame, sizeof frame);

  fixture_connect (fixture, 42, outcome);
  ebb_settle ();

  outcome_assert_success (outcome);
  g_assert_cmpint (ebb_scripted_link_get_entry (fixture->link, 0)->act, ==, EBB_SCRIPTED_CONNECT);
  g_assert_cmpint (ebb_scripted_link_get_entry (fixture->link, 1)->act, ==, EBB_SCRIPTED_SEND);
  g_assert_cmpint (ebb_scripted_link_get_entry (fixture->link, 1)->role, ==, EBB_ROLE_STOP);
  g_assert_true (g_bytes_equal (ebb_scripted_link_get_entry (fixture->link, 1)->bytes, expected));
}

static void
test_first_stop_after_a_loss_too (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);

  ebb_scripted_link_lose (fixture->link);
  g_assert_false (ebb_controller_is_trusted (fixture->controller));
  ebb_scripted_link_clear_log (fixture->link);
  fixture_connect (fixture, 3, outcome);
  ebb_settle ();

  outcome_assert_success (outcome);
  /* Who they are is known; how full the battery is may have changed. */
  assert_log (fixture, "connect send:stop read:features subscribe:control subscribe:status "
                       "subscribe:telemetry send:control read:battery subscribe:battery");
}

/* Stop can be sent, the rest is not there yet: it goes out now, once, and nothing else does. */
static void
test_first_stop_before_the_link_is_ready (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);

  ebb_scripted_link_set_outcome (fixture->link, EBB_SCRIPTED_CONNECT, 0, EBB_SCRIPTED_HANGS);
  fixture_connect (fixture, 42, outcome);
  assert_log (fixture, "connect");
  ebb_scripted_link_become (fixture->link, EBB_LINK_STOPPABLE);
  assert_log (fixture, "connect send:stop"); /* in the same call */
  ebb_settle ();
  assert_log (fixture, "connect send:stop");
  ebb_scripted_link_become (fixture->link, EBB_LINK_READY);
  ebb_settle ();
  outcome_assert_success (outcome);
  g_assert_cmpuint (ebb_scripted_link_count_sent (fixture->link, EBB_ROLE_STOP), ==, 1);
}

/* What was sent over an attempt that broke off did not count. */
static void
test_first_stop_on_each_attempt (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);

  ebb_scripted_link_set_outcome (fixture->link, EBB_SCRIPTED_CONNECT, 0, EBB_SCRIPTED_HANGS);
  fixture_connect (fixture, 42, outcome);
  ebb_scripted_link_become (fixture->link, EBB_LINK_STOPPABLE);
  ebb_scripted_link_become (fixture->link, EBB_LINK_CONNECTING);
  ebb_scripted_link_become (fixture->link, EBB_LINK_STOPPABLE);
  assert_log (fixture, "connect send:stop send:stop");
  ebb_scripted_link_become (fixture->link, EBB_LINK_READY);
  ebb_settle ();
  outcome_assert_success (outcome);
}

static void
test_first_stop_on_a_link_that_is_up (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);

  fixture_connect (fixture, 3, outcome);
  assert_log (fixture, "send:stop"); /* in the same call */
  ebb_settle ();
  outcome_assert_success (outcome);
}

static void
test_first_stop_that_is_not_taken (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);

  ebb_scripted_link_set_outcome (fixture->link, EBB_SCRIPTED_SEND, EBB_ROLE_STOP,
                                 EBB_LINK_ERROR_FAILED);
  fixture_connect (fixture, 3, outcome);
  ebb_settle ();

  outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED);
  assert_log (fixture, "connect");
}

static void
test_stop_that_is_owed_meanwhile (Fixture *fixture, gconstpointer data)
{
  Outcome *early = fixture_add_outcome (fixture);
  Outcome *second = fixture_add_outcome (fixture);
  Outcome *late = fixture_add_outcome (fixture);

  ebb_scripted_link_set_outcome (fixture->link, EBB_SCRIPTED_READ, EBB_ROLE_FEATURES,
                                 EBB_SCRIPTED_HANGS);
  fixture_connect (fixture, 0, early);
  fixture_connect (fixture, 8, second); /* the link is made, but nobody has heard of it yet */
  ebb_settle ();
  assert_log (fixture, "connect send:stop read:features");
  fixture_connect (fixture, 9, late);
  assert_log (fixture, "connect send:stop read:features send:stop");
  ebb_settle ();
  outcome_assert_error (second, EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED);
  outcome_assert_error (late, EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED);
}

static void
test_unpaired_is_said_apart (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);
  Outcome *again = fixture_add_outcome (fixture);

  ebb_scripted_link_set_is_paired (fixture->link, FALSE);
  fixture_connect (fixture, 0, outcome);
  ebb_settle ();
  outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED);
  g_assert_nonnull (ebb_controller_get_features (fixture->controller));
  assert_log (fixture, "connect read:features");

  ebb_scripted_link_set_is_paired (fixture->link, TRUE);
  fixture_connect (fixture, 0, again);
  ebb_settle ();
  outcome_assert_success (again);
}

static void
test_bond_that_the_boots_forgot (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);

  ebb_scripted_link_set_outcome (fixture->link, EBB_SCRIPTED_SUBSCRIBE, EBB_ROLE_STATUS,
                                 EBB_LINK_ERROR_NOT_PAIRED);
  fixture_connect (fixture, 0, outcome);
  ebb_settle ();

  outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED);
  g_assert_cmpuint (fixture->boots->count[EBB_OP_HELLO], ==, 0);
}

static void
test_stop_needs_no_trust (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);
  g_autoptr (GError) error = NULL;

  ebb_scripted_link_set_is_paired (fixture->link, FALSE);
  fixture_connect (fixture, 0, outcome);
  ebb_settle ();
  g_assert_true (ebb_controller_stop (fixture->controller, 1, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (ebb_scripted_link_count_sent (fixture->link, EBB_ROLE_STOP), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  fixture_init (argv[1]);

  ADD ("order", fixture_set_up, test_order);
  ADD ("news-wait-for-answers", fixture_set_up, test_news_wait_for_answers);
  ADD ("learns-who-they-are", fixture_set_up, test_learns_who_they_are);
  ADD ("trust-only-after-the-handshake", fixture_set_up, test_is_trusted_only_after_the_handshake);
  ADD ("decoy-gets-nothing-else", fixture_set_up, test_decoy_gets_nothing_else);
  ADD ("nonce-is-new-each-time", fixture_set_up, test_nonce_is_new_each_time);
  ADD ("another-major-is-refused", fixture_set_up, test_another_major_is_refused);
  ADD ("another-major-in-the-handshake", fixture_set_up, test_another_major_in_the_handshake);
  ADD ("truncated-features", fixture_set_up, test_every_truncation_of_features);
  ADD ("truncated-handshake", fixture_set_up, test_every_truncation_of_the_handshake);
  ADD ("first-stop-is-first", fixture_set_up, test_first_stop_is_first);
  ADD ("first-stop-after-a-loss", fixture_set_up_trusted, test_first_stop_after_a_loss_too);
  ADD ("first-stop-before-ready", fixture_set_up, test_first_stop_before_the_link_is_ready);
  ADD ("first-stop-on-each-attempt", fixture_set_up, test_first_stop_on_each_attempt);
  ADD ("first-stop-on-a-link-that-is-up", fixture_set_up_trusted,
       test_first_stop_on_a_link_that_is_up);
  ADD ("first-stop-not-taken", fixture_set_up, test_first_stop_that_is_not_taken);
  ADD ("stop-owed-meanwhile", fixture_set_up, test_stop_that_is_owed_meanwhile);
  ADD ("unpaired-is-said-apart", fixture_set_up, test_unpaired_is_said_apart);
  ADD ("bond-that-the-boots-forgot", fixture_set_up, test_bond_that_the_boots_forgot);
  ADD ("stop-needs-no-trust", fixture_set_up, test_stop_needs_no_trust);
  return g_test_run ();
}
