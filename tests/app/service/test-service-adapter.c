/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "air-fixture.h"
#include "ebb-boots-private.h"

/* The choice between the radios of a computer that has several. */

#define OWN_ADDRESS "00:AA:01:00:00:00"
#define SPARE_ADDRESS "00:AA:01:00:00:01"

static gboolean
has_two_adapters (AirFixture *self)
{
  g_autoptr (GPtrArray) adapters = ebb_boots_list_list_adapters (self->service.list);

  return adapters->len == 2;
}

static gboolean
are_running (AirFixture *self)
{
  return ebb_boots_is_running_elsewhere (air_fixture_get_boots (self));
}

/* (transfer none): one's own boots, which are empty, and two adapters */
static EbbBoots *
plug_second_adapter (AirFixture *self)
{
  EbbBoots *boots = air_fixture_take_boots (self);

  ebb_bluez_double_plug_spare (self->bluez, "/org/bluez/hci1");
  air_fixture_run_until (self, air_fixture_is_empty, 10000);
  air_fixture_wait_until (self, has_two_adapters);
  return boots;
}

/* A bond is of one adapter: the boots are let go, stay one's own, and are there again with it. */
static void
test_another_adapter_lets_go (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots        *boots = plug_second_adapter (self);
  g_autofree char *kept = NULL;

  ebb_boots_list_choose_adapter (self->service.list, SPARE_ADDRESS);
  air_fixture_run_for (self, 5000, 500);
  g_assert_false (self->boots[0]->is_connected);
  g_assert_true (self->boots[0]->is_paired);
  g_assert_true (ebb_boots_is_known (boots));
  g_assert_cmpint (ebb_boots_get_state (boots), ==, EBB_BOOTS_AWAY);
  kept = ebb_store_dup_setting (self->service.store, "adapter");
  g_assert_cmpstr (kept, ==, SPARE_ADDRESS);
  ebb_boots_list_choose_adapter (self->service.list, OWN_ADDRESS);
  air_fixture_run_until (self, air_fixture_is_ready, 5000);
}

static void
test_adapter_is_not_changed_in_a_session (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots        *boots = plug_second_adapter (self);
  g_autofree char *kept = NULL;

  ebb_boots_lend (boots, TRUE);
  g_assert_false (has_two_adapters (self));
  ebb_boots_list_choose_adapter (self->service.list, SPARE_ADDRESS);
  air_fixture_run_for (self, 5000, 500);
  g_assert_true (self->boots[0]->is_connected);
  kept = ebb_store_dup_setting (self->service.store, "adapter");
  g_assert_null (kept);
  ebb_boots_lend (boots, FALSE);
}

/* Whoever started them: Stop goes by the link that would be cut. */
static void
test_adapter_is_not_changed_while_they_run (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = plug_second_adapter (self);

  ebb_sim_boots_set_fault (self->boots[0]->sim, EBB_SIM_FAULT_OWN_RUN, 1);
  air_fixture_run_until (self, are_running, 10000);
  g_assert_false (has_two_adapters (self));
  ebb_boots_list_choose_adapter (self->service.list, SPARE_ADDRESS);
  air_fixture_run_for (self, 1000, 50);
  g_assert_true (self->boots[0]->is_connected);
  ebb_boots_stop (boots);
  air_fixture_run_until (self, has_two_adapters, 20000);
  g_assert_true (air_fixture_is_empty (self));
}

#define ADD(path, function)                                                                        \
  g_test_add ("/service/adapter/" path, AirFixture, NULL, air_fixture_set_up, function,            \
              air_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("another-lets-go", test_another_adapter_lets_go);
  ADD ("is-not-changed-in-a-session", test_adapter_is_not_changed_in_a_session);
  ADD ("is-not-changed-while-they-run", test_adapter_is_not_changed_while_they_run);
  return g_test_run ();
}
