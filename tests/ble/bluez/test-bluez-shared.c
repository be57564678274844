/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "bluez-fixture.h"

#include <unistd.h>

#include "ebb-control.h"

/* Boots that have one characteristic for commands, answers, readings and Stop. BlueZ gives each of
 * its two descriptors once. */

static const EbbRole listened[] = { EBB_ROLE_CONTROL, EBB_ROLE_STATUS, EBB_ROLE_TELEMETRY };

/* Those of the open profile are there as well. */
static void
set_up (Fixture *self, gconstpointer data)
{
  EbbSimOptions options;

  fixture_set_up (self, data);
  ebb_sim_options_init (&options);
  options.tier = EBB_TIER_C;
  self->boots[0] = ebb_bluez_double_add_boots_of (
      self->bluez, ebb_definition_set_find (self->definitions, "ebb-simulated-c"), "One for all",
      "AA:00:00:00:00:0C", 3, &options);
}

static DoubleCharacteristic *
get_one (Fixture *self)
{
  return &self->boots[0]->characteristics[EBB_ROLE_FEATURES];
}

static guint
count (Fixture *self, EbbRole role)
{
  return double_boots_count_writes (self->boots[0], role, DOUBLE_ROAD_DESCRIPTOR);
}

static void
test_held_once_for_all (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  const uint8_t byte = 9;

  g_assert_cmpint (get_one (self)->write_fd, >=, 0);
  g_assert_true (ebb_link_send (link, EBB_ROLE_PROGRAM, &byte, 1, NULL));
  g_assert_true (ebb_link_send (link, EBB_ROLE_CONTROL, &byte, 1, NULL));
  fixture_send_stop (link);
  wait_until (double_boots_has_stopped, self->boots[0]);
  g_assert_cmpuint (count (self, EBB_ROLE_PROGRAM), ==, 1);
  g_assert_cmpuint (count (self, EBB_ROLE_CONTROL), ==, 1);
  g_assert_cmpuint (count (self, EBB_ROLE_STOP), ==, 1);
  g_assert_cmpuint (self->boots[0]->n_strayed, ==, 0);
  g_assert_cmpuint (self->boots[0]->n_refused_writes, ==, 0);
}

/* All of them ask at the same time, as a controller does. */
static void
subscribe_all (Fixture *self, EbbLink *link)
{
  Outcome outcomes[G_N_ELEMENTS (listened)] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (listened); i++)
    fixture_subscribe (self, link, listened[i], &outcomes[i]);
  for (guint i = 0; i < G_N_ELEMENTS (listened); i++)
    {
      outcome_assert_success (&outcomes[i]);
      outcome_clear (&outcomes[i]);
    }
}

/* An answer, the status that comes with the subscription, and readings. */
static void
assert_heard_by_role (Fixture *self, EbbLink *link)
{
  const uint8_t nonsense[] = { 0xee, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0 };

  g_assert_true (ebb_link_send (link, EBB_ROLE_CONTROL, nonsense, sizeof nonsense, NULL));
  fixture_round_trip (self);
  ebb_fake_clock_advance_ms (self->clock, 2000);
  fixture_round_trip (self);
  g_assert_cmpuint (self->n_received[EBB_ROLE_CONTROL], ==, 1);
  g_assert_cmpuint (self->n_received[EBB_ROLE_STATUS], >=, 1);
  g_assert_cmpuint (self->n_received[EBB_ROLE_TELEMETRY], >=, 3);
  g_assert_cmpuint (self->n_received[EBB_ROLE_FEATURES], ==, 0);
}

static void
test_each_hears_its_own (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);

  subscribe_all (self, link);
  g_assert_cmpint (get_one (self)->notify_fd, >=, 0);
  g_assert_false (get_one (self)->is_notifying);
  assert_heard_by_role (self, link);
  /* One that asks when all is there already. */
  subscribe_all (self, link);
}

static void
test_each_hears_its_own_by_dbus (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = NULL;

  self->boots[0]->has_no_descriptors = TRUE;
  link = fixture_open_ready (self, 0);
  subscribe_all (self, link);
  g_assert_true (get_one (self)->is_notifying);
  assert_heard_by_role (self, link);
  fixture_send_stop (link);
  wait_until (double_boots_has_stopped_by_dbus, self->boots[0]);
}

static void
test_unknown_channel_is_dropped (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  const uint8_t to_nobody[] = { 200, 1, 2, 3 };
  const uint8_t no_message[] = { 4 };
  const uint8_t reading[] = { 4, 1 };
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  int air;

  subscribe_all (self, link);
  fixture_round_trip (self);
  for (guint i = 0; i < EBB_N_ROLES; i++)
    self->n_received[i] = 0;
  air = get_one (self)->notify_fd;
  g_assert_cmpint (write (air, to_nobody, sizeof to_nobody), ==, sizeof to_nobody);
  g_assert_cmpint (write (air, no_message, sizeof no_message), ==, sizeof no_message);
  g_assert_cmpint (write (air, reading, sizeof reading), ==, sizeof reading);
  fixture_round_trip (self);
  for (EbbRole role = 0; role < EBB_N_ROLES; role++)
    g_assert_cmpuint (self->n_received[role], ==, role == EBB_ROLE_TELEMETRY);
  g_assert_cmpint (ebb_link_get_state (link), ==, EBB_LINK_READY);
}

/* The features are what a plain read gives; nothing else can be read. */
static void
test_read_gives_the_features (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  g_auto (Outcome) features = { 0 };
  g_auto (Outcome) status = { 0 };
  EbbFeatures decoded;
  gsize       size;
  const void *bytes;

  fixture_read (link, EBB_ROLE_FEATURES, &features);
  outcome_assert_success (&features);
  bytes = g_bytes_get_data (features.bytes, &size);
  g_assert_cmpint (ebb_features_decode (&decoded, bytes, size), ==, EBB_DECODE_OK);
  fixture_read (link, EBB_ROLE_STATUS, &status);
  outcome_assert_error (&status, EBB_LINK_ERROR_INCOMPLETE);
}

static void
test_unpaired_reads_and_stops_and_no_more (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open (self, 0);
  const uint8_t byte = 1;
  g_auto (Outcome) connected = { 0 };
  g_auto (Outcome) subscribed = { 0 };
  g_auto (Outcome) features = { 0 };
  g_auto (Outcome) paired = { 0 };
  g_autoptr (GError) error = NULL;

  fixture_connect (link, &connected);
  outcome_assert_success (&connected);
  fixture_subscribe (self, link, EBB_ROLE_TELEMETRY, &subscribed);
  outcome_assert_error (&subscribed, EBB_LINK_ERROR_NOT_PAIRED);
  g_assert_false (ebb_link_send (link, EBB_ROLE_CONTROL, &byte, 1, &error));
  g_assert_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED);
  fixture_read (link, EBB_ROLE_FEATURES, &features);
  outcome_assert_success (&features);
  fixture_send_stop (link);
  wait_until (double_boots_has_stopped, self->boots[0]);
  g_assert_cmpuint (self->boots[0]->writes->len, ==, 1);
  g_assert_cmpuint (self->boots[0]->n_uninvited, ==, 0);
  /* What Stop held is held for the rest as well. */
  fixture_pair (link, &paired);
  outcome_assert_success (&paired);
  g_assert_true (ebb_link_send (link, EBB_ROLE_CONTROL, &byte, 1, NULL));
  fixture_round_trip (self);
  g_assert_cmpuint (count (self, EBB_ROLE_CONTROL), ==, 1);
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
  g_assert_null (strstr (outcome.error->message, "features"));
}

/* ---- Stop ---- */

/* As who owes a Stop does it. */
static void
pay_cb (EbbLink *link, gpointer user_data G_GNUC_UNUSED)
{
  if (ebb_link_get_state (link) == EBB_LINK_STOPPABLE)
    fixture_send_stop (link);
}

static void
test_stop_comes_before_all_else (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Outcome) outcome = { 0 };
  g_autoptr (EbbLink) link = NULL;

  self->boots[0]->is_paired = TRUE;
  self->boots[0]->is_unresolved = TRUE;
  self->boots[0]->are_early_refused = TRUE;
  link = fixture_open (self, 0);
  g_signal_connect (link, "state-changed", G_CALLBACK (pay_cb), NULL);
  fixture_connect (link, &outcome);
  wait_for_state (link, EBB_LINK_STOPPABLE);
  fixture_round_trip (self);
  g_assert_cmpuint (self->boots[0]->n_refused_writes, ==, 1);
  g_assert_cmpuint (self->boots[0]->writes->len, ==, 0);
  double_boots_resolve (self->boots[0]);
  outcome_assert_success (&outcome);
  wait_until (double_boots_has_stopped, self->boots[0]);
  g_assert_cmpuint (self->boots[0]->writes->len, ==, 1);
}

static void
test_stop_overtakes_a_read (Fixture *self, gconstpointer data G_GNUC_UNUSED)
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

/* A command that has no descriptor any more is not sent; Stop is. */
static void
test_stop_falls_back (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  const uint8_t byte = 1;

  double_boots_close_descriptor (self->boots[0], EBB_ROLE_STOP);
  g_assert_false (ebb_link_send (link, EBB_ROLE_CONTROL, &byte, 1, NULL));
  fixture_send_stop (link);
  wait_until (double_boots_has_stopped_by_dbus, self->boots[0]);
  g_assert_cmpuint (self->boots[0]->writes->len, ==, 1);
  wait_for_state (link, EBB_LINK_DISCONNECTED);
}

/* As the guardian writes it, who is told the channel with the rest. */
static void
test_stop_outlives_us (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  const uint8_t bare[] = { 1, 0, 0, 0 };
  const uint8_t framed[] = { 2, 1, 0, 0, 0 };
  const int     descriptor = ebb_link_dup_stop_descriptor (link);

  g_assert_cmpint (descriptor, >=, 0);
  g_assert_finalize_object (g_steal_pointer (&link));
  g_assert_cmpint (write (descriptor, bare, sizeof bare), ==, sizeof bare);
  g_assert_cmpint (write (descriptor, framed, sizeof framed), ==, sizeof framed);
  wait_until (double_boots_has_stopped, self->boots[0]);
  g_assert_cmpuint (count (self, EBB_ROLE_STOP), ==, 1);
  close (descriptor);
}

static void
test_loss_and_return (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  g_auto (Outcome) outcome = { 0 };

  subscribe_all (self, link);
  double_boots_drop_link (self->boots[0]);
  wait_for_state (link, EBB_LINK_DISCONNECTED);
  fixture_connect (link, &outcome);
  outcome_assert_success (&outcome);
  subscribe_all (self, link);
  fixture_send_stop (link);
  wait_until (double_boots_has_stopped, self->boots[0]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                            \
  g_test_add ("/bluez/shared/" path, Fixture, NULL, set_up, test, fixture_tear_down)
  ADD ("held-once-for-all", test_held_once_for_all);
  ADD ("each-hears-its-own", test_each_hears_its_own);
  ADD ("each-hears-its-own-by-dbus", test_each_hears_its_own_by_dbus);
  ADD ("unknown-channel-is-dropped", test_unknown_channel_is_dropped);
  ADD ("read-gives-the-features", test_read_gives_the_features);
  ADD ("unpaired-reads-and-stops-and-no-more", test_unpaired_reads_and_stops_and_no_more);
  ADD ("held-by-another", test_held_by_another);
  ADD ("stop/before-all-else", test_stop_comes_before_all_else);
  ADD ("stop/overtakes-a-read", test_stop_overtakes_a_read);
  ADD ("stop/falls-back", test_stop_falls_back);
  ADD ("stop/outlives-us", test_stop_outlives_us);
  ADD ("loss-and-return", test_loss_and_return);

  fixture_init (argv[1]);
  return g_test_run ();
}
