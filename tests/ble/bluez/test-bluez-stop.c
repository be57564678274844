/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "bluez-kinds.h"

#include <unistd.h>

/* How Stop gets through. */

/* No socket keeps so many packets. */
#define FULL_MAX 100000

static void
test_before_ready (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = NULL;
  g_auto (Outcome) outcome = { 0 };
  const uint8_t byte = 1;
  g_autoptr (GError) error = NULL;
  int descriptor;

  self->boots[0]->is_paired = TRUE;
  link = fixture_open (self, 0);
  self->boots[0]->are_holds_late = TRUE;
  fixture_connect (link, &outcome);
  wait_for_state (link, EBB_LINK_STOPPABLE);
  fixture_send_stop (link);
  wait_until (double_boots_has_stopped, self->boots[0]);
  descriptor = ebb_link_dup_stop_descriptor (link);
  g_assert_cmpint (descriptor, >=, 0);
  close (descriptor);
  g_assert_false (ebb_link_send (link, EBB_ROLE_CONTROL, &byte, 1, &error));
  g_assert_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED);
  g_assert_false (outcome.is_done);
  double_boots_answer_holds (self->boots[0]);
  outcome_assert_success (&outcome);
  g_assert_cmpint (ebb_link_get_state (link), ==, EBB_LINK_READY);
}

/* Stop does not wait for characteristics that it has no need of. */
static void
test_before_all_are_there (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = NULL;
  g_auto (Outcome) outcome = { 0 };

  self->boots[0]->is_paired = TRUE;
  link = fixture_open (self, 0);
  self->boots[0]->missing_role = EBB_ROLE_TELEMETRY;
  fixture_connect (link, &outcome);
  wait_for_state (link, EBB_LINK_STOPPABLE);
  fixture_send_stop (link);
  wait_until (double_boots_has_stopped, self->boots[0]);
  /* The link breaks before it is ready: the next attempt holds Stop anew. */
  self->boots[0]->missing_role = EBB_N_ROLES;
  double_boots_drop_link (self->boots[0]);
  wait_for_state (link, EBB_LINK_CONNECTING);
  ebb_fake_clock_advance_ms (self->clock, 250);
  outcome_assert_success (&outcome);
  g_assert_cmpuint (self->boots[0]->n_connects, ==, 2);
}

/* As who owes a Stop does it. */
static void
pay_cb (EbbLink *link, gpointer user_data G_GNUC_UNUSED)
{
  if (ebb_link_get_state (link) == EBB_LINK_STOPPABLE)
    fixture_send_stop (link);
}

/* (transfer full): paired since before, and connecting with a Stop owed */
static EbbLink *
begin_to_pay (Fixture *self, Outcome *outcome)
{
  EbbLink *link;

  self->boots[0]->is_paired = TRUE;
  self->boots[0]->is_unresolved = TRUE;
  link = fixture_open (self, 0);
  g_signal_connect (link, "state-changed", G_CALLBACK (pay_cb), NULL);
  fixture_connect (link, outcome);
  return link;
}

static guint
count_stops (Fixture *self, DoubleRoad road)
{
  return double_boots_count_writes (self->boots[0], EBB_ROLE_STOP, road);
}

/* It is there: BlueZ has not done with the other services, and nothing else is written. */
static void
test_before_resolved (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Outcome) outcome = { 0 };
  g_autoptr (EbbLink) link = begin_to_pay (self, &outcome);

  wait_until (double_boots_has_stopped_by_dbus, self->boots[0]);
  g_assert_cmpuint (self->boots[0]->writes->len, ==, 1);
  g_assert_false (outcome.is_done);
  g_assert_cmpint (ebb_link_get_state (link), ==, EBB_LINK_STOPPABLE);
  g_assert_cmpint (ebb_link_dup_stop_descriptor (link), ==, -1);
  /* It stays the one. */
  double_boots_resolve (self->boots[0]);
  outcome_assert_success (&outcome);
  fixture_round_trip (self);
  g_assert_cmpuint (count_stops (self, DOUBLE_ROAD_COMMAND), ==, 1);
  g_assert_cmpuint (count_stops (self, DOUBLE_ROAD_DESCRIPTOR), ==, 0);
  g_assert_cmpuint (self->boots[0]->n_refused_writes, ==, 0);
}

/* BlueZ still shows what it knows of the last link, as it does of bonded boots. */
static void
test_known_services (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  g_auto (Outcome) outcome = { 0 };

  self->boots[0]->has_cache = TRUE;
  self->boots[0]->is_unresolved = TRUE;
  double_boots_drop_link (self->boots[0]);
  wait_for_state (link, EBB_LINK_DISCONNECTED);
  g_signal_connect (link, "state-changed", G_CALLBACK (pay_cb), NULL);
  fixture_connect (link, &outcome);
  wait_until (double_boots_has_stopped_by_dbus, self->boots[0]);
  g_assert_false (outcome.is_done);
  double_boots_resolve (self->boots[0]);
  outcome_assert_success (&outcome);
  g_assert_cmpuint (self->boots[0]->n_refused_writes, ==, 0);
}

static void
test_not_to_a_stranger (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Outcome) outcome = { 0 };
  g_autoptr (EbbLink) link = NULL;

  self->boots[0]->are_services_late = TRUE;
  link = begin_to_pay (self, &outcome);
  double_boots_show_stranger (self->boots[0]);
  double_boots_resolve (self->boots[0]);
  fixture_round_trip (self);
  fixture_round_trip (self);
  g_assert_true (self->boots[0]->is_connected);
  g_assert_cmpint (ebb_link_get_state (link), ==, EBB_LINK_CONNECTING);
  double_boots_show_services (self->boots[0]);
  outcome_assert_success (&outcome);
  fixture_round_trip (self);
  g_assert_cmpuint (self->boots[0]->n_strayed, ==, 0);
  g_assert_cmpuint (self->boots[0]->writes->len, ==, 1);
}

/* BlueZ takes no write before the services are resolved. */
static EbbLink *
begin_refused (Fixture *self, Outcome *outcome)
{
  EbbLink *link;

  self->boots[0]->are_early_refused = TRUE;
  link = begin_to_pay (self, outcome);
  wait_for_state (link, EBB_LINK_STOPPABLE);
  fixture_round_trip (self);
  g_assert_cmpuint (self->boots[0]->n_refused_writes, ==, 1);
  return link;
}

static void
test_refused_goes_by_descriptor (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Outcome) outcome = { 0 };
  g_autoptr (EbbLink) link = NULL;

  link = begin_refused (self, &outcome);
  g_assert_cmpuint (self->boots[0]->writes->len, ==, 0);
  double_boots_resolve (self->boots[0]);
  outcome_assert_success (&outcome);
  wait_until (double_boots_has_stopped, self->boots[0]);
  g_assert_cmpuint (count_stops (self, DOUBLE_ROAD_DESCRIPTOR), ==, 1);
  g_assert_cmpuint (count_stops (self, DOUBLE_ROAD_COMMAND), ==, 0);
}

/* Boots without descriptors: it is said once more, when it can be taken. */
static void
test_refused_goes_again (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Outcome) outcome = { 0 };
  g_autoptr (EbbLink) link = NULL;

  self->boots[0]->has_no_descriptors = TRUE;
  link = begin_refused (self, &outcome);
  double_boots_resolve (self->boots[0]);
  outcome_assert_success (&outcome);
  wait_until (double_boots_has_stopped_by_dbus, self->boots[0]);
  g_assert_cmpuint (count_stops (self, DOUBLE_ROAD_COMMAND), ==, 1);
}

/* Each link is owed its own. */
static void
test_lost_in_between (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Outcome) outcome = { 0 };
  g_autoptr (EbbLink) link = begin_to_pay (self, &outcome);

  wait_until (double_boots_has_stopped_by_dbus, self->boots[0]);
  double_boots_drop_link (self->boots[0]);
  wait_for_state (link, EBB_LINK_CONNECTING);
  ebb_fake_clock_advance_ms (self->clock, 250);
  wait_for_state (link, EBB_LINK_STOPPABLE);
  double_boots_resolve (self->boots[0]);
  outcome_assert_success (&outcome);
  g_assert_cmpuint (self->boots[0]->n_connects, ==, 2);
  g_assert_cmpuint (count_stops (self, DOUBLE_ROAD_COMMAND), ==, 2);
}

/* What was refused on one link does not come out of the next. */
static void
test_refused_and_lost (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Outcome) outcome = { 0 };
  g_autoptr (EbbLink) link = NULL;

  link = begin_refused (self, &outcome);
  g_signal_handlers_disconnect_by_func (link, pay_cb, NULL);
  double_boots_drop_link (self->boots[0]);
  wait_for_state (link, EBB_LINK_CONNECTING);
  self->boots[0]->is_unresolved = FALSE;
  ebb_fake_clock_advance_ms (self->clock, 250);
  outcome_assert_success (&outcome);
  fixture_round_trip (self);
  g_assert_cmpuint (self->boots[0]->writes->len, ==, 0);
}

static void
test_overtakes (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  g_auto (Outcome) read = { 0 };

  self->boots[0]->is_silent = TRUE;
  fixture_read (link, EBB_ROLE_FEATURES, &read);
  fixture_round_trip (self);
  fixture_send_stop (link);
  wait_until (double_boots_has_stopped, self->boots[0]);
  g_assert_false (read.is_done);
  ebb_fake_clock_advance_ms (self->clock, 5000);
  outcome_assert_error (&read, EBB_LINK_ERROR_TIMED_OUT);
}

static void
test_falls_back (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);

  double_boots_close_descriptor (self->boots[0], EBB_ROLE_STOP);
  /* In the same turn: the link does not know yet that its descriptor is dead. */
  fixture_send_stop (link);
  g_assert_cmpint (ebb_link_dup_stop_descriptor (link), ==, -1);
  wait_until (double_boots_has_stopped_by_dbus, self->boots[0]);
  wait_for_state (link, EBB_LINK_DISCONNECTED);
}

/* BlueZ refuses Stop by D-Bus while it has the descriptor, so nothing pretends that it went. */
static void
test_full_descriptor (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  const uint8_t frame[4] = { 1, 0, 0, 0 };
  g_autoptr (GError) error = NULL;
  guint n_taken = 0;

  while (n_taken < FULL_MAX && ebb_link_send (link, EBB_ROLE_STOP, frame, sizeof frame, &error))
    n_taken++;
  g_assert_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_TIMED_OUT);
  fixture_round_trip (self);
  while (double_boots_count_writes (self->boots[0], EBB_ROLE_STOP, DOUBLE_ROAD_DESCRIPTOR)
         < n_taken)
    fixture_round_trip (self);
  g_assert_cmpuint (self->boots[0]->n_refused_writes, ==, 0);
  g_assert_cmpint (ebb_link_get_state (link), ==, EBB_LINK_READY);
  /* Who repeats is heard. */
  fixture_send_stop (link);
}

static void
test_descriptor_outlives_us (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  const uint8_t frame[4] = { 1, 0, 0, 0 };
  int           descriptor = ebb_link_dup_stop_descriptor (link);

  g_assert_cmpint (descriptor, >=, 0);
  g_assert_finalize_object (g_steal_pointer (&link));
  g_assert_cmpint (write (descriptor, frame, sizeof frame), ==, sizeof frame);
  wait_until (double_boots_has_stopped, self->boots[0]);
  close (descriptor);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                            \
  g_test_add ("/bluez/stop/" path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)
/* The same, of boots that have one characteristic for everything. */
#define ADD_SHARED(path, test)                                                                     \
  g_test_add ("/bluez/stop/" path "/shared", Fixture, NULL, kinds_set_up_shared, test,             \
              fixture_tear_down)
  ADD ("before-ready", test_before_ready);
  ADD ("before-all-are-there", test_before_all_are_there);
  ADD ("before-resolved", test_before_resolved);
  ADD ("known-services", test_known_services);
  ADD ("not-to-a-stranger", test_not_to_a_stranger);
  ADD ("refused/goes-by-descriptor", test_refused_goes_by_descriptor);
  ADD ("refused/goes-again", test_refused_goes_again);
  ADD ("refused/and-lost", test_refused_and_lost);
  ADD_SHARED ("refused/goes-by-descriptor", test_refused_goes_by_descriptor);
  ADD ("lost-in-between", test_lost_in_between);
  ADD ("overtakes-hung-request", test_overtakes);
  ADD_SHARED ("overtakes-hung-request", test_overtakes);
  ADD ("closed-descriptor-falls-back-to-dbus", test_falls_back);
  ADD_SHARED ("closed-descriptor-falls-back-to-dbus", test_falls_back);
  ADD ("full-descriptor", test_full_descriptor);
  ADD ("descriptor-outlives-us", test_descriptor_outlives_us);

  fixture_init (argv[1]);
  return g_test_run ();
}
