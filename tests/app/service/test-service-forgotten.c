/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "air-fixture.h"

#include "ebb-boots-bond.h"
#include "ebb-boots-private.h"
#include "ebb-boots-reconnect.h"
#include "ebb-link-error.h"

/* Boots of one's own that this computer forgets while Ebb wants them, in the desktop's panel for
 * one, in each order in which BlueZ tells of it: they are said to be not paired, and nobody knocks
 * at them. */

#define MINUTE_MS 60000

static void
test_signs_are_judged (void)
{
  static const struct
  {
    EbbBondSigns signs;
    EbbBond      bond;
  } cases[] = {
    { { .is_own = TRUE, .has_radio = TRUE, .is_listed = TRUE, .is_paired = TRUE }, EBB_BOND_KEPT },
    { { .is_own = TRUE, .has_radio = TRUE, .is_listed = TRUE }, EBB_BOND_ENDED },
    { { .is_own = TRUE, .has_radio = TRUE }, EBB_BOND_DOUBTED },
    { { .is_own = TRUE, .is_listed = TRUE, .is_paired = TRUE }, EBB_BOND_KEPT },
    { { .is_own = TRUE, .is_listed = TRUE }, EBB_BOND_ENDED },
    { { .is_own = TRUE }, EBB_BOND_KEPT },
    { { .has_radio = TRUE, .is_listed = TRUE }, EBB_BOND_KEPT },
    { { .has_radio = TRUE }, EBB_BOND_KEPT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (ebb_bond_judge (&cases[i].signs), ==, cases[i].bond);
}

static gboolean
is_missed (AirFixture *self)
{
  return g_error_matches (ebb_boots_get_error (air_fixture_get_boots (self)), EBB_LINK_ERROR,
                          EBB_LINK_ERROR_NOT_PAIRED);
}

/* Said, and still so after a while in which nobody knocked at them: @n_connects times before. */
static void
assert_missed (AirFixture *self, guint n_connects)
{
  EbbBoots *boots = air_fixture_get_boots (self);

  air_fixture_run_until (self, is_missed, 3000);
  air_fixture_run_for (self, 2 * MINUTE_MS, 1000);
  g_assert_cmpuint (self->boots[0]->n_connects, ==, n_connects);
  g_assert_true (is_missed (self));
  g_assert_true (ebb_boots_is_known (boots));
  g_assert_cmpint (ebb_boots_get_state (boots), !=, EBB_BOOTS_CONNECTING);
  g_assert_cmpuint (self->boots[0]->n_uninvited, ==, 0);
}

/* ---- what BlueZ shows first ---- */

static void
test_device_goes (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  air_fixture_take_boots (self);
  double_boots_forget (self->boots[0]);
  assert_missed (self, 1);
  g_assert_cmpint (ebb_boots_get_state (air_fixture_get_boots (self)), ==, EBB_BOOTS_AWAY);
}

/* A scan runs, whoever began it. */
static void
test_device_is_back_at_once (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  air_fixture_take_boots (self);
  double_boots_forget (self->boots[0]);
  double_boots_show (self->boots[0]);
  assert_missed (self, 1);
  g_assert_cmpint (ebb_boots_get_state (air_fixture_get_boots (self)), ==, EBB_BOOTS_NEARBY);
}

static void
test_device_is_back_later (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  air_fixture_take_boots (self);
  double_boots_forget (self->boots[0]);
  air_fixture_run_for (self, MINUTE_MS, 500);
  double_boots_show (self->boots[0]);
  assert_missed (self, 1);
}

static void
test_link_ends_first (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  air_fixture_take_boots (self);
  double_boots_drop_link (self->boots[0]);
  air_fixture_wait_until (self, air_fixture_is_not_ready);
  double_boots_forget (self->boots[0]);
  double_boots_show (self->boots[0]);
  assert_missed (self, 1);
}

static void
end_bond_alone (AirFixture *self)
{
  self->boots[0]->is_paired = FALSE;
  ebb_bluez_device1_set_paired (self->boots[0]->device, FALSE);
  air_fixture_settle (self);
}

/* A link that is there is of use for as long as it is. */
static void
test_bond_ends_first (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  air_fixture_take_boots (self);
  end_bond_alone (self);
  g_assert_true (air_fixture_is_ready (self));
  double_boots_drop_link (self->boots[0]);
  air_fixture_wait_until (self, air_fixture_is_not_ready);
  assert_missed (self, 1);
  double_boots_hide (self->boots[0]);
  assert_missed (self, 1);
}

static void
test_bond_ends_without_a_link (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = air_fixture_take_boots (self);

  ebb_boots_set_reconnects (boots, FALSE);
  double_boots_drop_link (self->boots[0]);
  air_fixture_wait_until (self, air_fixture_is_not_ready);
  end_bond_alone (self);
  assert_missed (self, 1);
}

/* ---- what is under way then ---- */

static gboolean
is_at_rest (AirFixture *self)
{
  return !air_fixture_is_connecting (self);
}

static gboolean
is_asked_to_connect (AirFixture *self)
{
  return self->boots[0]->connect_call != NULL;
}

static void
begin_attempt (AirFixture *self)
{
  air_fixture_take_boots (self);
  self->boots[0]->is_silent = TRUE;
  double_boots_drop_link (self->boots[0]);
  air_fixture_run_until (self, is_asked_to_connect, 3000);
}

static void
test_attempt_under_way_ends (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  begin_attempt (self);
  double_boots_forget (self->boots[0]);
  double_boots_show (self->boots[0]);
  air_fixture_run_until (self, is_at_rest, 1000);
  assert_missed (self, 2);
  g_assert_null (self->boots[0]->connect_call);
}

static void
test_attempt_without_a_bond_ends (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  begin_attempt (self);
  end_bond_alone (self);
  air_fixture_run_until (self, is_at_rest, 1000);
  assert_missed (self, 2);
  g_assert_null (self->boots[0]->connect_call);
}

/* By hand as well: nothing would come of it. */
static void
test_wish_to_connect_is_answered (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = air_fixture_take_boots (self);

  double_boots_forget (self->boots[0]);
  double_boots_show (self->boots[0]);
  assert_missed (self, 1);
  ebb_boots_connect (boots);
  assert_missed (self, 1);
}

static gboolean
has_written (AirFixture *self)
{
  return self->boots[0]->writes->len > 0;
}

/* It needs no bond. */
static void
test_stop_that_is_owed_is_brought (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = air_fixture_take_boots (self);

  double_boots_forget (self->boots[0]);
  air_fixture_wait_until (self, air_fixture_is_not_ready);
  g_ptr_array_set_size (self->boots[0]->writes, 0);
  ebb_boots_owe_stop (boots, 1);
  double_boots_show (self->boots[0]);
  air_fixture_run_until (self, has_written, 5000);
  g_assert_cmpint (((DoubleWrite *) self->boots[0]->writes->pdata[0])->role, ==, EBB_ROLE_STOP);
}

/* ---- what it is not ---- */

/* The next run of Ebb: it has no memory of its own of what was forgotten. */
static void
test_next_run_says_so (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  air_fixture_take_boots (self);
  double_boots_forget (self->boots[0]);
  air_fixture_wait_until (self, air_fixture_is_not_ready);
  service_fixture_restart (&self->service, AIR_FIRST);
  assert_missed (self, 1);
}

/* Who is not there cannot tell whom it is paired with. */
static void
test_missing_service_forgets_nobody (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  air_fixture_take_boots (self);
  ebb_bluez_double_stop (self->bluez);
  air_fixture_wait_until (self, air_fixture_is_not_ready);
  service_fixture_restart (&self->service, AIR_FIRST);
  air_fixture_run_for (self, MINUTE_MS, 500);
  g_assert_false (is_missed (self));
  ebb_bluez_double_start (self->bluez);
  air_fixture_wait_until (self, air_fixture_has_radio);
  air_fixture_run_until (self, air_fixture_is_ready, 5000);
}

/* The bond is there again, by whoever made it. */
static void
test_bond_that_is_back_is_used (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  air_fixture_take_boots (self);
  double_boots_forget (self->boots[0]);
  double_boots_show (self->boots[0]);
  air_fixture_run_until (self, is_missed, 3000);
  double_boots_bond (self->boots[0]);
  air_fixture_run_until (self, air_fixture_is_ready, 5000);
  g_assert_false (is_missed (self));
}

#define ADD(path, function)                                                                        \
  g_test_add ("/service/forgotten/" path, AirFixture, NULL, air_fixture_set_up, function,          \
              air_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/forgotten/signs-are-judged", test_signs_are_judged);
  ADD ("device-goes", test_device_goes);
  ADD ("device-is-back-at-once", test_device_is_back_at_once);
  ADD ("device-is-back-later", test_device_is_back_later);
  ADD ("link-ends-first", test_link_ends_first);
  ADD ("bond-ends-first", test_bond_ends_first);
  ADD ("bond-ends-without-a-link", test_bond_ends_without_a_link);
  ADD ("attempt-under-way-ends", test_attempt_under_way_ends);
  ADD ("attempt-without-a-bond-ends", test_attempt_without_a_bond_ends);
  ADD ("wish-to-connect-is-answered", test_wish_to_connect_is_answered);
  ADD ("stop-that-is-owed-is-brought", test_stop_that_is_owed_is_brought);
  ADD ("next-run-says-so", test_next_run_says_so);
  ADD ("missing-service-forgets-nobody", test_missing_service_forgets_nobody);
  ADD ("bond-that-is-back-is-used", test_bond_that_is_back_is_used);
  return g_test_run ();
}
