/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "bluez-kinds.h"

void
kinds_set_up_shared (Fixture *self, gconstpointer data)
{
  EbbSimOptions options;

  fixture_set_up (self, data);
  ebb_sim_options_init (&options);
  options.tier = EBB_TIER_C;
  self->boots[0] = ebb_bluez_double_add_boots_of (
      self->bluez, ebb_definition_set_find (self->definitions, "ebb-simulated-c"), "One for all",
      "AA:00:00:00:00:0C", 3, &options);
}

void
kinds_assert_unpaired (Fixture *self, EbbLink *link)
{
  const uint8_t byte = 1;
  g_auto (Outcome) connected = { 0 };
  g_auto (Outcome) subscribed = { 0 };
  g_auto (Outcome) features = { 0 };
  g_autoptr (GError) error = NULL;

  fixture_connect (link, &connected);
  outcome_assert_success (&connected);
  g_assert_false (ebb_link_is_paired (link));
  fixture_subscribe (self, link, EBB_ROLE_TELEMETRY, &subscribed);
  outcome_assert_error (&subscribed, EBB_LINK_ERROR_NOT_PAIRED);
  g_assert_false (ebb_link_send (link, EBB_ROLE_CONTROL, &byte, 1, &error));
  g_assert_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED);
  fixture_read (link, EBB_ROLE_FEATURES, &features);
  outcome_assert_success (&features);
  g_assert_cmpuint (g_bytes_get_size (features.bytes), >, 10);
  fixture_send_stop (link);
  wait_until (double_boots_has_stopped, self->boots[0]);
  g_assert_cmpuint (self->boots[0]->writes->len, ==, 1);
  g_assert_cmpuint (self->boots[0]->n_uninvited, ==, 0);
}
