/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "bluez-fixture.h"

/* What the boots' battery is said to be: by their own characteristic, or by BlueZ alone. */

static void
assert_battery (EbbLink *link, guint percent)
{
  g_auto (Outcome) read = { 0 };

  fixture_read (link, EBB_ROLE_BATTERY, &read);
  outcome_assert_success (&read);
  g_assert_cmpuint (g_bytes_get_size (read.bytes), ==, 1);
  g_assert_cmpuint (*(const uint8_t *) g_bytes_get_data (read.bytes, NULL), ==, percent);
}

static void
let_battery_fall (Fixture *self, guint percent)
{
  ebb_sim_boots_set_battery (self->boots[0]->sim, percent + 0.9);
  ebb_fake_clock_advance_ms (self->clock, 1000);
  fixture_round_trip (self);
}

/* The characteristic tells, and so does BlueZ: one of them is listened to. */
static void
test_battery_is_read_and_followed (Fixture *self, gconstpointer data)
{
  g_autoptr (EbbLink) link = NULL;
  g_auto (Outcome) subscribed = { 0 };

  self->boots[0]->is_battery_kept = GPOINTER_TO_INT (data);
  link = fixture_open_ready (self, 0);
  assert_battery (link, 77);
  fixture_subscribe (self, link, EBB_ROLE_BATTERY, &subscribed);
  outcome_assert_success (&subscribed);
  fixture_round_trip (self);
  self->n_received[EBB_ROLE_BATTERY] = 0;
  let_battery_fall (self, 8);
  g_assert_cmpuint (self->n_received[EBB_ROLE_BATTERY], ==, 1);
  g_assert_cmpint (ebb_peer_get_battery_percent (fixture_find (self, FIXTURE_LEFT)), ==, 8);
  assert_battery (link, 8);
}

/* A program that followed it went and left the link: BlueZ goes on to show what was. */
static void
test_battery_over_a_kept_link_is_of_now (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) before = fixture_open_ready (self, 0);
  g_autoptr (EbbLink) link = NULL;
  g_auto (Outcome) subscribed = { 0 };

  fixture_subscribe (self, before, EBB_ROLE_BATTERY, &subscribed);
  outcome_assert_success (&subscribed);
  g_assert_finalize_object (g_steal_pointer (&before));
  wait_for_hang_up (self->boots[0]->characteristics[EBB_ROLE_BATTERY].notify_fd);
  let_battery_fall (self, 8);
  g_assert_true (self->boots[0]->is_connected);
  g_assert_cmpuint (ebb_bluez_battery1_get_percentage (self->boots[0]->battery), ==, 77);
  link = fixture_open_ready (self, 0);
  assert_battery (link, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, test)                                                                      \
  g_test_add ("/bluez/battery/" path, Fixture, data, fixture_set_up, test, fixture_tear_down)
  ADD ("is-read-and-followed", GINT_TO_POINTER (FALSE), test_battery_is_read_and_followed);
  ADD ("kept-by-bluez-is-followed", GINT_TO_POINTER (TRUE), test_battery_is_read_and_followed);
  ADD ("over-a-kept-link-is-of-now", NULL, test_battery_over_a_kept_link_is_of_now);

  fixture_init (argv[1]);
  return g_test_run ();
}
