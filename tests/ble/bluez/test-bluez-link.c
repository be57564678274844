/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "bluez-kinds.h"

static void
test_two_at_once (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) left = fixture_open_ready (self, 0);
  g_autoptr (EbbLink) right = fixture_open_ready (self, 1);

  g_assert_cmpint (ebb_link_get_state (left), ==, EBB_LINK_READY);
  g_assert_cmpint (ebb_link_get_state (right), ==, EBB_LINK_READY);
  fixture_send_stop (right);
  wait_until (double_boots_has_stopped, self->boots[1]);
  g_assert_false (double_boots_has_stopped (self->boots[0]));
  double_boots_drop_link (self->boots[0]);
  wait_for_state (left, EBB_LINK_DISCONNECTED);
  g_assert_cmpint (ebb_link_get_state (right), ==, EBB_LINK_READY);
}

static void
test_scan_ends_before_connecting (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);

  g_assert_cmpint (ebb_link_get_state (link), ==, EBB_LINK_READY);
  g_assert_cmpuint (self->bluez->n_discoveries, ==, 1);
  g_assert_false (self->bluez->is_discovering);
}

static void
test_ready_when_all_are_there (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open (self, 0);
  g_auto (Outcome) outcome = { 0 };

  self->boots[0]->are_services_late = TRUE;
  self->boots[0]->missing_role = EBB_ROLE_TELEMETRY;
  fixture_connect (link, &outcome);
  g_assert_cmpint (ebb_link_get_state (link), ==, EBB_LINK_CONNECTING);
  fixture_round_trip (self);
  fixture_round_trip (self);
  g_assert_true (self->boots[0]->is_connected);
  double_boots_show_services (self->boots[0]);
  fixture_round_trip (self);
  g_assert_false (outcome.is_done);
  self->boots[0]->missing_role = EBB_N_ROLES;
  double_boots_show_services (self->boots[0]);
  outcome_assert_success (&outcome);
  g_assert_cmpint (ebb_link_get_state (link), ==, EBB_LINK_READY);
}

/* BlueZ shows it after all that is needed. */
static void
test_late_one_is_taken_up (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = NULL;
  g_auto (Outcome) read = { 0 };

  self->boots[0]->missing_role = EBB_ROLE_SERIAL;
  link = fixture_open_ready (self, 0);
  self->boots[0]->missing_role = EBB_N_ROLES;
  double_boots_show_services (self->boots[0]);
  fixture_round_trip (self);
  fixture_read (link, EBB_ROLE_SERIAL, &read);
  outcome_assert_success (&read);
}

static void
test_missing_is_named (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open (self, 0);
  g_auto (Outcome) outcome = { 0 };

  self->boots[0]->missing_role = EBB_ROLE_STATUS;
  fixture_connect (link, &outcome);
  fixture_round_trip (self);
  fixture_round_trip (self);
  ebb_fake_clock_advance_ms (self->clock, 9999);
  g_assert_false (outcome.is_done);
  ebb_fake_clock_advance_ms (self->clock, 1);
  outcome_assert_error (&outcome, EBB_LINK_ERROR_INCOMPLETE);
  g_assert_nonnull (strstr (outcome.error->message, "status"));
  g_assert_cmpint (ebb_link_get_state (link), ==, EBB_LINK_DISCONNECTED);
  fixture_round_trip (self);
  g_assert_false (self->boots[0]->is_connected);
}

static void
test_no_answer (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open (self, 0);
  g_auto (Outcome) outcome = { 0 };
  g_auto (Outcome) again = { 0 };

  self->boots[0]->is_silent = TRUE;
  fixture_connect (link, &outcome);
  for (int i = 0; i < 20; i++)
    {
      g_assert_false (outcome.is_done);
      fixture_round_trip (self);
      ebb_fake_clock_advance_ms (self->clock, 1000);
    }
  outcome_assert_error (&outcome, EBB_LINK_ERROR_UNREACHABLE);
  g_assert_cmpint (ebb_link_get_state (link), ==, EBB_LINK_DISCONNECTED);
  /* Attempts were taken back and made again, and the last one was taken back. */
  fixture_round_trip (self);
  g_assert_cmpuint (self->boots[0]->n_connects, ==, 3);
  g_assert_cmpuint (self->boots[0]->n_disconnects, ==, 3);
  g_assert_null (self->boots[0]->connect_call);
  self->boots[0]->is_silent = FALSE;
  fixture_connect (link, &again);
  outcome_assert_success (&again);
}

static void
test_second_attempt (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open (self, 0);
  g_auto (Outcome) outcome = { 0 };

  self->boots[0]->n_aborted = 1;
  self->boots[0]->n_ended = 1;
  fixture_connect (link, &outcome);
  for (int i = 0; i < 4; i++)
    {
      fixture_round_trip (self);
      g_assert_cmpuint (self->boots[0]->n_connects, <=, 1 + i);
      ebb_fake_clock_advance_ms (self->clock, 250);
    }
  outcome_assert_success (&outcome);
  g_assert_cmpuint (self->boots[0]->n_connects, ==, 3);
  g_assert_cmpint (ebb_link_get_state (link), ==, EBB_LINK_READY);
}

/* As a controller does it whose peer lacks the key: BlueZ says no more than that the link ended. */
static void
test_links_that_end_tell_of_a_lost_bond (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  g_auto (Outcome) outcome = { 0 };
  guint n_connects;

  self->boots[0]->has_lost_bond = TRUE;
  self->boots[0]->ends_unbonded = TRUE;
  double_boots_drop_link (self->boots[0]);
  wait_for_state (link, EBB_LINK_DISCONNECTED);
  n_connects = self->boots[0]->n_connects;
  fixture_connect (link, &outcome);
  for (int i = 0; i < 200 && !outcome.is_done; i++)
    {
      fixture_round_trip (self);
      ebb_fake_clock_advance_ms (self->clock, 100);
    }
  outcome_assert_error (&outcome, EBB_LINK_ERROR_BOND_LOST);
  g_assert_cmpuint (self->boots[0]->n_connects - n_connects, ==, 8);
}

/* Out of reach, no connection comes up: that says nothing about the bond. */
static void
test_no_link_tells_nothing_of_the_bond (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  g_auto (Outcome) outcome = { 0 };

  self->boots[0]->n_aborted = 1000;
  double_boots_drop_link (self->boots[0]);
  wait_for_state (link, EBB_LINK_DISCONNECTED);
  fixture_connect (link, &outcome);
  for (int i = 0; i < 300 && !outcome.is_done; i++)
    {
      fixture_round_trip (self);
      ebb_fake_clock_advance_ms (self->clock, 100);
    }
  outcome_assert_error (&outcome, EBB_LINK_ERROR_UNREACHABLE);
  g_assert_cmpuint (self->boots[0]->n_connects, >, 8);
}

static void
test_unpaired_is_left_alone (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open (self, 0);
  g_auto (Outcome) status = { 0 };

  kinds_assert_unpaired (self, link);
  fixture_read (link, EBB_ROLE_STATUS, &status);
  outcome_assert_error (&status, EBB_LINK_ERROR_NOT_PAIRED);
  g_assert_cmpuint (self->boots[0]->n_uninvited, ==, 0);
}

static void
test_held_by_another (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open (self, 0);
  g_auto (Outcome) outcome = { 0 };

  self->boots[0]->is_held = TRUE;
  self->boots[0]->is_paired = TRUE;
  fixture_connect (link, &outcome);
  outcome_assert_error (&outcome, EBB_LINK_ERROR_BUSY);
  g_assert_nonnull (strstr (outcome.error->message, "another program holds these boots"));
  /* Nor which characteristic it is, which tells a person nothing. */
  g_assert_null (strstr (outcome.error->message, "features"));
  fixture_round_trip (self);
  /* The connection is the other program's as well: to let go of it would cut theirs. */
  ebb_link_disconnect (link);
  fixture_round_trip (self);
  g_assert_true (self->boots[0]->is_connected);
  g_assert_cmpuint (self->boots[0]->n_disconnects, ==, 0);
}

static void
test_without_descriptors (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = NULL;
  g_auto (Outcome) outcome = { 0 };

  self->boots[0]->has_no_descriptors = TRUE;
  link = fixture_open_ready (self, 0);
  g_assert_cmpint (ebb_link_dup_stop_descriptor (link), ==, -1);
  fixture_subscribe (self, link, EBB_ROLE_TELEMETRY, &outcome);
  outcome_assert_success (&outcome);
  fixture_send_stop (link);
  wait_until (double_boots_has_stopped_by_dbus, self->boots[0]);
  ebb_fake_clock_advance_ms (self->clock, 2000);
  fixture_round_trip (self);
  g_assert_cmpuint (self->n_received[EBB_ROLE_TELEMETRY], >=, 3);
}

static void
test_notifications (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  g_auto (Outcome) telemetry = { 0 };
  g_auto (Outcome) control = { 0 };
  const uint8_t nonsense[] = { 0xee, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0 };

  fixture_subscribe (self, link, EBB_ROLE_TELEMETRY, &telemetry);
  outcome_assert_success (&telemetry);
  g_assert_cmpint (self->boots[0]->characteristics[EBB_ROLE_TELEMETRY].notify_fd, >=, 0);
  fixture_subscribe (self, link, EBB_ROLE_CONTROL, &control);
  outcome_assert_success (&control);
  g_assert_true (self->boots[0]->characteristics[EBB_ROLE_CONTROL].is_notifying);
  g_assert_true (ebb_link_send (link, EBB_ROLE_CONTROL, nonsense, sizeof nonsense, NULL));
  fixture_round_trip (self);
  ebb_fake_clock_advance_ms (self->clock, 2000);
  fixture_round_trip (self);
  g_assert_cmpuint (self->n_received[EBB_ROLE_TELEMETRY], >=, 3);
  g_assert_cmpuint (self->n_received[EBB_ROLE_CONTROL], ==, 1);
}

static void
assert_lost (EbbLink *link)
{
  const uint8_t byte = 0;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ebb_link_get_state (link), ==, EBB_LINK_DISCONNECTED);
  g_assert_cmpint (ebb_link_dup_stop_descriptor (link), ==, -1);
  g_assert_false (ebb_link_send (link, EBB_ROLE_STOP, &byte, 1, &error));
  g_assert_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED);
}

static void
lose_by_drop (Fixture *self)
{
  double_boots_drop_link (self->boots[0]);
}

static void
lose_by_services (Fixture *self)
{
  double_boots_hide_services (self->boots[0]);
}

static void
lose_by_descriptor (Fixture *self)
{
  double_boots_close_descriptor (self->boots[0], EBB_ROLE_TELEMETRY);
}

static void
test_loss_and_return (Fixture *self, gconstpointer data)
{
  void (*lose) (Fixture *) = data;
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  g_auto (Outcome) subscribed = { 0 };
  g_auto (Outcome) again = { 0 };

  fixture_subscribe (self, link, EBB_ROLE_TELEMETRY, &subscribed);
  outcome_assert_success (&subscribed);
  lose (self);
  wait_for_state (link, EBB_LINK_DISCONNECTED);
  assert_lost (link);
  double_boots_show_services (self->boots[0]);
  double_boots_drop_link (self->boots[0]);
  fixture_connect (link, &again);
  outcome_assert_success (&again);
  fixture_send_stop (link);
  wait_until (double_boots_has_stopped, self->boots[0]);
}

static void
test_disconnect_and_again (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  g_auto (Outcome) again = { 0 };

  ebb_link_disconnect (link);
  assert_lost (link);
  /* At once: it has to wait for BlueZ to have let go. */
  fixture_connect (link, &again);
  outcome_assert_success (&again);
  g_assert_cmpuint (self->boots[0]->n_disconnects, ==, 1);
  g_assert_true (self->boots[0]->is_connected);
}

static void
test_service_killed_and_back (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  g_auto (Outcome) read = { 0 };
  g_auto (Outcome) nothing = { 0 };
  g_auto (Outcome) again = { 0 };

  self->boots[0]->is_silent = TRUE;
  fixture_read (link, EBB_ROLE_FEATURES, &read);
  fixture_round_trip (self);
  ebb_bluez_double_stop (self->bluez);
  wait_for (&read);
  g_assert_false (read.is_success);
  wait_for_state (link, EBB_LINK_DISCONNECTED);
  assert_lost (link);
  wait_for_radio (self, EBB_RADIO_NO_SERVICE);
  fixture_connect (link, &nothing);
  outcome_assert_error (&nothing, EBB_LINK_ERROR_UNAVAILABLE);
  self->boots[0]->is_silent = FALSE;
  ebb_bluez_double_start (self->bluez);
  wait_for_radio (self, EBB_RADIO_READY);
  fixture_connect (link, &again);
  outcome_assert_success (&again);
}

/* Connected through us, through what was there before us, and told to nobody. */
static void
test_connected_without_a_word (Fixture *self, gconstpointer data)
{
  g_autoptr (EbbLink) link = NULL;
  g_auto (Outcome) again = { 0 };

  self->boots[0]->news = (DoubleNews) GPOINTER_TO_INT (data);
  link = fixture_open_ready (self, 0);
  g_assert_cmpuint (self->boots[0]->n_connects, ==, 1);
  double_boots_drop_link (self->boots[0]);
  wait_for_state (link, EBB_LINK_DISCONNECTED);
  fixture_connect (link, &again);
  outcome_assert_success (&again);
  g_assert_cmpuint (self->boots[0]->n_connects, ==, 2);
  fixture_send_stop (link);
  wait_until (double_boots_has_stopped, self->boots[0]);
}

/* As another program leaves them: there is nothing to be told of, and Connect() says so. */
static void
test_connected_since_before (Fixture *self, gconstpointer data)
{
  g_autoptr (EbbLink) link = NULL;

  self->boots[0]->news = (DoubleNews) GPOINTER_TO_INT (data);
  self->boots[0]->is_paired = TRUE;
  double_boots_show (self->boots[0]);
  double_boots_bring_link_up (self->boots[0]);
  link = fixture_open_ready (self, 0);
  fixture_send_stop (link);
  wait_until (double_boots_has_stopped, self->boots[0]);
}

static void
test_cancelled (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open (self, 0);
  g_auto (Outcome) outcome = { 0 };

  self->boots[0]->is_silent = TRUE;
  fixture_connect (link, &outcome);
  fixture_round_trip (self);
  ebb_link_disconnect (link);
  wait_for (&outcome);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (ebb_link_get_state (link), ==, EBB_LINK_DISCONNECTED);
}

static void
test_one_link_for_each (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) first = fixture_open (self, 0);
  g_autoptr (EbbLink) second = fixture_open (self, 0);

  g_assert_true (first == second);
  g_clear_object (&second);
  g_assert_finalize_object (g_steal_pointer (&first));
}

/* As a program that ends does it: BlueZ sees what it held closed before it sees the program go. */
static void
test_let_go_closes_what_is_held (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  g_auto (Outcome) status = { 0 };
  g_auto (Outcome) telemetry = { 0 };

  fixture_subscribe (self, link, EBB_ROLE_STATUS, &status);
  fixture_subscribe (self, link, EBB_ROLE_TELEMETRY, &telemetry);
  outcome_assert_success (&status);
  outcome_assert_success (&telemetry);
  ebb_bluez_scanner_let_go (EBB_BLUEZ_SCANNER (self->scanner));
  wait_for_hang_up (self->boots[0]->characteristics[EBB_ROLE_STATUS].notify_fd);
  wait_for_hang_up (self->boots[0]->characteristics[EBB_ROLE_TELEMETRY].notify_fd);
}

static gboolean
is_connecting (gpointer boots)
{
  return ((DoubleBoots *) boots)->connect_call != NULL;
}

static gboolean
is_not_connecting (gpointer boots)
{
  return !is_connecting (boots);
}

/* BlueZ would go on with it, and link the boots when they are back. */
static void
test_let_go_ends_an_attempt (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open (self, 0);
  g_auto (Outcome) outcome = { 0 };

  self->boots[0]->is_silent = TRUE;
  fixture_connect (link, &outcome);
  wait_until (is_connecting, self->boots[0]);
  ebb_bluez_scanner_let_go (EBB_BLUEZ_SCANNER (self->scanner));
  wait_until (is_not_connecting, self->boots[0]);
  g_assert_cmpuint (self->boots[0]->n_disconnects, ==, 1);
  wait_for (&outcome);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, test)                                                                      \
  g_test_add ("/bluez/link/" path, Fixture, data, fixture_set_up, test, fixture_tear_down)
  ADD ("two-at-once", NULL, test_two_at_once);
  ADD ("scan-ends-before-connecting", NULL, test_scan_ends_before_connecting);
  ADD ("ready-when-all-are-there", NULL, test_ready_when_all_are_there);
  ADD ("late-one-is-taken-up", NULL, test_late_one_is_taken_up);
  ADD ("missing-is-named", NULL, test_missing_is_named);
  ADD ("no-answer", NULL, test_no_answer);
  ADD ("second-attempt", NULL, test_second_attempt);
  ADD ("links-that-end-tell-of-a-lost-bond", NULL, test_links_that_end_tell_of_a_lost_bond);
  ADD ("no-link-tells-nothing-of-the-bond", NULL, test_no_link_tells_nothing_of_the_bond);
  ADD ("unpaired-is-left-alone", NULL, test_unpaired_is_left_alone);
  ADD ("held-by-another", NULL, test_held_by_another);
  g_test_add ("/bluez/link/held-by-another/shared", Fixture, NULL, kinds_set_up_shared,
              test_held_by_another, fixture_tear_down);
  ADD ("without-descriptors", NULL, test_without_descriptors);
  ADD ("notifications", NULL, test_notifications);
  ADD ("loss/drop", lose_by_drop, test_loss_and_return);
  ADD ("loss/services", lose_by_services, test_loss_and_return);
  ADD ("loss/descriptor", lose_by_descriptor, test_loss_and_return);
  ADD ("disconnect-and-again", NULL, test_disconnect_and_again);
  ADD ("service-killed-and-back", NULL, test_service_killed_and_back);
  ADD ("connected-without-a-word/answered", GINT_TO_POINTER (DOUBLE_NEWS_MISSED),
       test_connected_without_a_word);
  ADD ("connected-without-a-word/already", GINT_TO_POINTER (DOUBLE_NEWS_REFUSED),
       test_connected_without_a_word);
  ADD ("connected-since-before/told", GINT_TO_POINTER (DOUBLE_NEWS_TOLD),
       test_connected_since_before);
  ADD ("connected-since-before/already", GINT_TO_POINTER (DOUBLE_NEWS_REFUSED),
       test_connected_since_before);
  ADD ("cancelled", NULL, test_cancelled);
  ADD ("one-link-for-each", NULL, test_one_link_for_each);
  ADD ("let-go-closes-what-is-held", NULL, test_let_go_closes_what_is_held);
  ADD ("let-go-ends-an-attempt", NULL, test_let_go_ends_an_attempt);

  fixture_init (argv[1]);
  return g_test_run ();
}
