/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "bluez-kinds.h"

#include <unistd.h>

#include "ebb-control.h"

/* Boots that have one characteristic for commands, answers, readings and Stop. BlueZ gives each of
 * its two descriptors once. */

static const EbbRole listened[] = { EBB_ROLE_CONTROL, EBB_ROLE_STATUS, EBB_ROLE_TELEMETRY };

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
  g_auto (Outcome) paired = { 0 };

  kinds_assert_unpaired (self, link);
  /* What Stop held is held for the rest as well. */
  fixture_pair (link, &paired);
  outcome_assert_success (&paired);
  g_assert_true (ebb_link_send (link, EBB_ROLE_CONTROL, &byte, 1, NULL));
  fixture_round_trip (self);
  g_assert_cmpuint (count (self, EBB_ROLE_CONTROL), ==, 1);
}

/* ---- Stop ---- */

/* Of what shares its descriptor with Stop, Stop alone goes another way. */
static void
test_command_without_descriptor_is_not_sent (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  const uint8_t byte = 1;

  double_boots_close_descriptor (self->boots[0], EBB_ROLE_STOP);
  g_assert_false (ebb_link_send (link, EBB_ROLE_CONTROL, &byte, 1, NULL));
  fixture_send_stop (link);
  wait_until (double_boots_has_stopped_by_dbus, self->boots[0]);
  g_assert_cmpuint (self->boots[0]->writes->len, ==, 1);
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
  g_test_add ("/bluez/shared/" path, Fixture, NULL, kinds_set_up_shared, test, fixture_tear_down)
  ADD ("held-once-for-all", test_held_once_for_all);
  ADD ("each-hears-its-own", test_each_hears_its_own);
  ADD ("each-hears-its-own-by-dbus", test_each_hears_its_own_by_dbus);
  ADD ("unknown-channel-is-dropped", test_unknown_channel_is_dropped);
  ADD ("read-gives-the-features", test_read_gives_the_features);
  ADD ("unpaired-reads-and-stops-and-no-more", test_unpaired_reads_and_stops_and_no_more);
  ADD ("stop/command-without-descriptor-is-not-sent", test_command_without_descriptor_is_not_sent);
  ADD ("stop/outlives-us", test_stop_outlives_us);
  ADD ("loss-and-return", test_loss_and_return);

  fixture_init (argv[1]);
  return g_test_run ();
}
