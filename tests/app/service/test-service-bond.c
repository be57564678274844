/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "air-fixture.h"
#include "ebb-boots-anew.h"
#include "ebb-boots-private.h"
#include "ebb-link-error.h"

#include <string.h>

/* What a front end sees when the bond comes and goes outside Ebb, and when a person lets go of
 * boots, or wishes to. */

#define MINUTE_MS 60000

/* ---- pairing, by others ---- */

static gboolean
is_heard (AirFixture *self)
{
  return air_fixture_get_boots (self) != NULL;
}

static gboolean
is_paired (AirFixture *self)
{
  return ebb_boots_is_paired (air_fixture_get_boots (self));
}

static void
taken_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  ebb_boots_take_finish (EBB_BOOTS (object), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
take (AirFixture *self)
{
  gboolean is_taken = FALSE;

  ebb_boots_take_async (air_fixture_get_boots (self), NULL, taken_cb, &is_taken);
  air_fixture_run_until (self, air_fixture_is_ready, 10000);
  air_fixture_run_for (self, 2000, 50);
  g_assert_true (is_taken);
}

/* In the desktop's panel, while Ebb is open: there is nothing left to ask a person. */
static void
test_paired_in_the_panel (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  ebb_boots_list_scan (self->service.list);
  air_fixture_run_until (self, is_heard, 5000);
  g_assert_false (is_paired (self));
  self->boots[0]->is_paired = TRUE;
  ebb_bluez_device1_set_paired (self->boots[0]->device, TRUE);
  air_fixture_wait_until (self, is_paired);
  g_assert_false (ebb_boots_is_known (air_fixture_get_boots (self)));
  take (self);
  g_assert_null (self->bluez->capability);
}

/* They are still one's own, and say what is missing; nobody knocks at them again and again. */
static void
test_forgotten_in_the_panel (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  guint n_connects;

  air_fixture_take_boots (self);
  double_boots_drop_link (self->boots[0]);
  double_boots_hide (self->boots[0]);
  self->boots[0]->is_paired = FALSE;
  air_fixture_wait_until (self, air_fixture_is_not_ready);
  air_fixture_run_for (self, MINUTE_MS, 1000);
  g_assert_true (ebb_boots_is_known (air_fixture_get_boots (self)));
  double_boots_show (self->boots[0]);
  air_fixture_run_for (self, MINUTE_MS, 500);
  g_assert_error (ebb_boots_get_error (air_fixture_get_boots (self)), EBB_LINK_ERROR,
                  EBB_LINK_ERROR_NOT_PAIRED);
  g_assert_cmpuint (self->boots[0]->n_uninvited, ==, 0);
  n_connects = self->boots[0]->n_connects;
  air_fixture_run_for (self, 10 * MINUTE_MS, 1000);
  g_assert_cmpuint (self->boots[0]->n_connects, ==, n_connects);
  take (self);
  g_assert_true (self->boots[0]->is_paired);
  g_assert_cmpuint (g_hash_table_size (self->bluez->agents), ==, 0);
}

/* Their own half of the bond is gone: said so, and not tried for ever. */
static void
test_forgotten_by_the_boots (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  guint n_connects;

  air_fixture_take_boots (self);
  self->boots[0]->has_lost_bond = TRUE;
  double_boots_drop_link (self->boots[0]);
  air_fixture_run_for (self, MINUTE_MS, 500);
  g_assert_error (ebb_boots_get_error (air_fixture_get_boots (self)), EBB_LINK_ERROR,
                  EBB_LINK_ERROR_BOND_LOST);
  n_connects = self->boots[0]->n_connects;
  air_fixture_run_for (self, 10 * MINUTE_MS, 1000);
  g_assert_cmpuint (self->boots[0]->n_connects, ==, n_connects);
}

/* Whoever mended the bond meanwhile did not tell; the radio that comes back is a reason to look. */
static void
test_bond_is_looked_for_anew_with_the_radio (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  air_fixture_take_boots (self);
  self->boots[0]->has_lost_bond = TRUE;
  double_boots_drop_link (self->boots[0]);
  air_fixture_run_for (self, MINUTE_MS, 500);
  g_assert_error (ebb_boots_get_error (air_fixture_get_boots (self)), EBB_LINK_ERROR,
                  EBB_LINK_ERROR_BOND_LOST);
  ebb_bluez_double_set_powered (self->bluez, FALSE);
  air_fixture_run_for (self, 5000, 500);
  self->boots[0]->has_lost_bond = FALSE;
  ebb_bluez_double_set_powered (self->bluez, TRUE);
  air_fixture_wait_until (self, air_fixture_has_radio);
  air_fixture_run_until (self, air_fixture_is_ready, 1500);
}

static void
test_paired_again_in_the_panel (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  air_fixture_take_boots (self);
  double_boots_drop_link (self->boots[0]);
  double_boots_hide (self->boots[0]);
  self->boots[0]->is_paired = FALSE;
  air_fixture_wait_until (self, air_fixture_is_not_ready);
  air_fixture_settle (self);
  double_boots_show (self->boots[0]);
  air_fixture_run_for (self, MINUTE_MS, 500);
  g_assert_error (ebb_boots_get_error (air_fixture_get_boots (self)), EBB_LINK_ERROR,
                  EBB_LINK_ERROR_NOT_PAIRED);
  self->boots[0]->is_paired = TRUE;
  ebb_bluez_device1_set_paired (self->boots[0]->device, TRUE);
  air_fixture_run_until (self, air_fixture_is_ready, 1500);
}

/* ---- pairing anew ---- */

typedef struct
{
  gboolean is_done;
  GError  *error;
} End;

static void
clear_end (End *end)
{
  g_clear_error (&end->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (End, clear_end)

static void
taken_anew_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  End *end = user_data;

  ebb_boots_take_finish (EBB_BOOTS (object), result, &end->error);
  end->is_done = TRUE;
}

static EbbBoots *
lose_bond (AirFixture *self)
{
  EbbBoots *boots = air_fixture_take_boots (self);

  ebb_boots_rename (boots, "Winter boots");
  self->boots[0]->has_lost_bond = TRUE;
  double_boots_drop_link (self->boots[0]);
  air_fixture_run_for (self, MINUTE_MS, 500);
  g_assert_error (ebb_boots_get_error (boots), EBB_LINK_ERROR, EBB_LINK_ERROR_BOND_LOST);
  return boots;
}

static void
assert_still_known (AirFixture *self, EbbBoots *boots)
{
  g_assert_true (ebb_boots_is_known (boots));
  g_assert_cmpstr (ebb_boots_get_name (boots), ==, "Winter boots");
  g_assert_true (ebb_current_session_get_boots (self->service.session) == boots);
  g_assert_cmpuint (self->boots[0]->n_uninvited, ==, 0);
  g_assert_cmpuint (g_hash_table_size (self->bluez->agents), ==, 0);
}

/* One wish: this computer's half of the bond goes, the boots are heard again, and paired. */
static void
test_paired_anew (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = lose_bond (self);
  g_auto (End) end = { 0 };

  ebb_boots_take_anew_async (boots, NULL, taken_anew_cb, &end);
  g_assert_cmpint (ebb_boots_get_state (boots), ==, EBB_BOOTS_PAIRING);
  air_fixture_run_until (self, air_fixture_is_ready, 10000);
  air_fixture_run_for (self, 2000, 50);
  g_assert_true (end.is_done);
  g_assert_no_error (end.error);
  g_assert_true (self->boots[0]->is_paired);
  g_assert_false (self->boots[0]->has_lost_bond);
  g_assert_false (self->bluez->is_discovering);
  assert_still_known (self, boots);
}

/* They are one's own as before, and can be paired when they are switched on. */
static void
test_anew_needs_them_near (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = lose_bond (self);
  g_auto (End) end = { 0 };
  g_auto (End) again = { 0 };

  self->boots[0]->is_unheard = TRUE;
  ebb_boots_take_anew_async (boots, NULL, taken_anew_cb, &end);
  air_fixture_run_for (self, EBB_SCAN_MAX_S * 1000 - 1000, 500);
  g_assert_false (end.is_done);
  air_fixture_run_for (self, 2000, 500);
  g_assert_error (end.error, EBB_LINK_ERROR, EBB_LINK_ERROR_UNREACHABLE);
  /* What has to be done about them is to pair, still. */
  g_assert_error (ebb_boots_get_error (boots), EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED);
  g_assert_false (self->bluez->is_discovering);
  assert_still_known (self, boots);
  self->boots[0]->is_unheard = FALSE;
  ebb_boots_take_anew_async (boots, NULL, taken_anew_cb, &again);
  air_fixture_run_until (self, air_fixture_is_ready, 10000);
  air_fixture_run_for (self, 2000, 50);
  g_assert_true (again.is_done);
  g_assert_no_error (again.error);
  assert_still_known (self, boots);
}

/* Nothing is left of it in the system: to connect cannot work, and to pair can. */
static void
test_forgotten_and_away (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = air_fixture_take_boots (self);

  double_boots_forget (self->boots[0]);
  air_fixture_wait_until (self, air_fixture_is_not_ready);
  air_fixture_run_for (self, 2000, 500);
  g_assert_cmpint (ebb_boots_get_state (boots), ==, EBB_BOOTS_AWAY);
  g_assert_error (ebb_boots_get_error (boots), EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED);
  ebb_boots_connect (boots);
  air_fixture_settle (self);
  g_assert_error (ebb_boots_get_error (boots), EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED);
}

/* The same to look at, for a moment: nothing is said of the bond. */
static void
test_radio_that_goes_forgets_nobody (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = air_fixture_take_boots (self);

  ebb_bluez_double_unplug_adapter (self->bluez);
  air_fixture_wait_until (self, air_fixture_is_not_ready);
  air_fixture_run_for (self, MINUTE_MS, 500);
  g_assert_false (
      g_error_matches (ebb_boots_get_error (boots), EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED));
  ebb_bluez_double_plug_adapter (self->bluez);
  double_boots_show (self->boots[0]);
  air_fixture_run_until (self, air_fixture_is_ready, 5000);
}

static void
test_anew_can_be_left (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = lose_bond (self);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (End) end = { 0 };

  self->boots[0]->is_unheard = TRUE;
  ebb_boots_take_anew_async (boots, cancellable, taken_anew_cb, &end);
  air_fixture_run_for (self, 5000, 500);
  g_assert_false (end.is_done);
  g_cancellable_cancel (cancellable);
  air_fixture_settle (self);
  g_assert_true (end.is_done);
  g_assert_nonnull (end.error);
  g_assert_false (self->bluez->is_discovering);
  assert_still_known (self, boots);
}

static void
test_anew_is_not_for_a_session (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = air_fixture_take_boots (self);
  g_auto (End) end = { 0 };

  ebb_boots_lend (boots, TRUE);
  ebb_boots_take_anew_async (boots, NULL, taken_anew_cb, &end);
  air_fixture_settle (self);
  g_assert_error (end.error, EBB_LINK_ERROR, EBB_LINK_ERROR_BUSY);
  g_assert_true (self->boots[0]->is_paired);
  g_assert_true (self->boots[0]->is_connected);
  ebb_boots_lend (boots, FALSE);
}

/* Nobody tries for them until the person does, who is not told that they are busy then. */
static void
test_refused_anew_waits_for_the_person (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = lose_bond (self);
  g_auto (End) end = { 0 };
  g_auto (End) again = { 0 };
  guint n_connects;

  self->boots[0]->pair_refusal = "AuthenticationRejected";
  ebb_boots_take_anew_async (boots, NULL, taken_anew_cb, &end);
  air_fixture_run_for (self, 5000, 50);
  g_assert_error (end.error, EBB_LINK_ERROR, EBB_LINK_ERROR_PAIRING_REFUSED);
  g_assert_error (ebb_boots_get_error (boots), EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED);
  g_assert_false (self->boots[0]->is_connected);
  n_connects = self->boots[0]->n_connects;
  air_fixture_run_for (self, MINUTE_MS, 500);
  g_assert_cmpuint (self->boots[0]->n_connects, ==, n_connects);
  self->boots[0]->pair_refusal = NULL;
  ebb_boots_take_anew_async (boots, NULL, taken_anew_cb, &again);
  air_fixture_run_until (self, air_fixture_is_ready, 10000);
  air_fixture_settle (self);
  g_assert_true (again.is_done);
  g_assert_no_error (again.error);
  assert_still_known (self, boots);
}

static gboolean
are_running (AirFixture *self)
{
  return ebb_boots_is_running_elsewhere (air_fixture_get_boots (self));
}

/* Whoever started them: their link is not cut before they are empty. */
static void
test_anew_waits_for_empty_boots (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = air_fixture_take_boots (self);
  g_auto (End) end = { 0 };

  ebb_sim_boots_set_fault (self->boots[0]->sim, EBB_SIM_FAULT_OWN_RUN, 1);
  air_fixture_run_until (self, are_running, 10000);
  ebb_boots_take_anew_async (boots, NULL, taken_anew_cb, &end);
  air_fixture_settle (self);
  g_assert_error (end.error, EBB_LINK_ERROR, EBB_LINK_ERROR_BUSY);
  g_assert_true (self->boots[0]->is_paired);
  g_assert_true (self->boots[0]->is_connected);
}

/* As in the first moments of a program: nobody has said yet that there is a bond. */
static void
test_anew_ends_a_bond_that_is_told_late (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = lose_bond (self);
  g_auto (End) end = { 0 };

  self->boots[0]->is_unheard = TRUE;
  double_boots_hide (self->boots[0]);
  air_fixture_settle (self);
  ebb_boots_take_anew_async (boots, NULL, taken_anew_cb, &end);
  air_fixture_run_for (self, 2000, 500);
  g_assert_false (end.is_done);
  self->boots[0]->is_unheard = FALSE;
  double_boots_show (self->boots[0]);
  air_fixture_run_until (self, air_fixture_is_ready, 10000);
  air_fixture_run_for (self, 2000, 50);
  g_assert_true (end.is_done);
  g_assert_no_error (end.error);
  assert_still_known (self, boots);
}

/* Somebody was faster, in the desktop's panel: there is a bond, and nothing left to look for. */
static void
test_anew_takes_a_bond_of_the_panel (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = lose_bond (self);
  g_auto (End) end = { 0 };

  self->boots[0]->is_unheard = TRUE;
  ebb_boots_take_anew_async (boots, NULL, taken_anew_cb, &end);
  air_fixture_run_for (self, 5000, 500);
  g_assert_false (end.is_done);
  double_boots_bond (self->boots[0]);
  air_fixture_run_until (self, air_fixture_is_ready, 10000);
  air_fixture_settle (self);
  g_assert_true (end.is_done);
  g_assert_no_error (end.error);
  g_assert_false (self->bluez->is_discovering);
  assert_still_known (self, boots);
}

/* Nothing is left of it, not even the link: most boots talk to one at a time. */
static void
test_refusal_leaves_no_link (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (End) end = { 0 };

  ebb_boots_list_scan (self->service.list);
  air_fixture_run_until (self, is_heard, 5000);
  self->boots[0]->pair_refusal = "AuthenticationRejected";
  ebb_boots_take_async (air_fixture_get_boots (self), NULL, taken_anew_cb, &end);
  air_fixture_run_for (self, 5000, 50);
  g_assert_error (end.error, EBB_LINK_ERROR, EBB_LINK_ERROR_PAIRING_REFUSED);
  g_assert_false (self->boots[0]->is_connected);
  g_assert_cmpuint (g_hash_table_size (self->bluez->agents), ==, 0);
}

/* ---- letting go ---- */

static void
not_forgotten_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ebb_boots_forget_finish (EBB_BOOTS (object), result, &error));
  g_assert_nonnull (error);
  *(gboolean *) user_data = TRUE;
}

/* What it says is about forgetting, not about how they can be reached; and they are wanted still. */
static void
test_failed_forget_changes_nothing (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = air_fixture_take_boots (self);
  gboolean  is_told = FALSE;

  ebb_bluez_double_stop (self->bluez);
  air_fixture_wait_until (self, air_fixture_is_not_ready);
  ebb_boots_forget_async (boots, NULL, not_forgotten_cb, &is_told);
  air_fixture_settle (self);
  g_assert_true (is_told);
  g_assert_error (ebb_boots_get_error (boots), EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED);
  g_assert_nonnull (strstr (ebb_boots_get_error (boots)->message, "not forgotten"));
  g_assert_true (ebb_boots_is_known (boots));
  ebb_bluez_double_start (self->bluez);
  air_fixture_wait_until (self, air_fixture_has_radio);
  air_fixture_run_until (self, air_fixture_is_ready, 1500);
}

static void
assert_comes (AirFixture *self)
{
  air_fixture_run_until (self, air_fixture_is_ready, 3000);
}

/* Let go of and wished for again, before the first attempt has come to its end. */
static void
test_last_wish_counts (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = air_fixture_take_boots (self);

  ebb_boots_disconnect (boots);
  air_fixture_wait_until (self, air_fixture_is_not_ready);
  air_fixture_settle (self);
  ebb_boots_connect (boots);
  ebb_boots_disconnect (boots);
  ebb_boots_connect (boots);
  assert_comes (self);
  /* In the middle of an attempt that the radio has begun. */
  self->boots[0]->is_silent = TRUE;
  double_boots_drop_link (self->boots[0]);
  air_fixture_run_until (self, air_fixture_is_connecting, 1000);
  air_fixture_settle (self);
  ebb_boots_disconnect (boots);
  ebb_boots_connect (boots);
  self->boots[0]->is_silent = FALSE;
  assert_comes (self);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/service/bond/" path, AirFixture, NULL, air_fixture_set_up, function,               \
              air_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("pairing/in-the-panel", test_paired_in_the_panel);
  ADD ("pairing/forgotten-in-the-panel", test_forgotten_in_the_panel);
  ADD ("pairing/forgotten-by-the-boots", test_forgotten_by_the_boots);
  ADD ("pairing/again-in-the-panel", test_paired_again_in_the_panel);
  ADD ("pairing/looked-for-anew-with-the-radio", test_bond_is_looked_for_anew_with_the_radio);
  ADD ("pairing/anew", test_paired_anew);
  ADD ("pairing/anew-needs-them-near", test_anew_needs_them_near);
  ADD ("pairing/forgotten-and-away", test_forgotten_and_away);
  ADD ("pairing/radio-that-goes-forgets-nobody", test_radio_that_goes_forgets_nobody);
  ADD ("pairing/anew-can-be-left", test_anew_can_be_left);
  ADD ("pairing/anew-is-not-for-a-session", test_anew_is_not_for_a_session);
  ADD ("pairing/refused-anew-waits-for-the-person", test_refused_anew_waits_for_the_person);
  ADD ("pairing/anew-waits-for-empty-boots", test_anew_waits_for_empty_boots);
  ADD ("pairing/anew-ends-a-bond-that-is-told-late", test_anew_ends_a_bond_that_is_told_late);
  ADD ("pairing/anew-takes-a-bond-of-the-panel", test_anew_takes_a_bond_of_the_panel);
  ADD ("pairing/refusal-leaves-no-link", test_refusal_leaves_no_link);
  ADD ("forgetting/that-fails-changes-nothing", test_failed_forget_changes_nothing);
  ADD ("unwanted/last-wish-counts", test_last_wish_counts);
  return g_test_run ();
}
