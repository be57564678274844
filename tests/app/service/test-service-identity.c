/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "air-fixture.h"
#include "ebb-link-error.h"

/* Boots are known by bond, identity address and serial number, never by their name. */

#define MINUTE_MS 60000

static guint
count_writes (AirFixture *self, guint index)
{
  return self->boots[index]->writes->len;
}

/* The boots at the address are others now, as after a part was replaced, or by a spoofer. */
static void
replace_boots (AirFixture *self, const char *serial)
{
  double_boots_drop_link (self->boots[0]);
  air_fixture_wait_until (self, air_fixture_is_not_ready);
  self->boots[0]->serial = serial;
}

static void
test_others_at_the_address_are_sent_nothing (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = air_fixture_take_boots (self);
  guint     n_writes = count_writes (self, 0);
  guint     n_connects;

  replace_boots (self, "OTHERS");
  air_fixture_run_for (self, MINUTE_MS, 500);
  g_assert_cmpint (ebb_boots_get_state (boots), ==, EBB_BOOTS_UNTRUSTED);
  g_assert_error (ebb_boots_get_error (boots), EBB_LINK_ERROR, EBB_LINK_ERROR_WRONG_IDENTITY);
  g_assert_cmpuint (count_writes (self, 0), ==, n_writes);
  g_assert_true (ebb_boots_is_known (boots));
  service_fixture_tick_all (&self->service);
  g_assert_true (service_fixture_is_refused (&self->service, EBB_REFUSAL_NOT_CONNECTED));
  g_assert_false (ebb_current_session_start (self->service.session, EBB_CONFIRMED_BY_PRESS));
  /* Nobody knocks at them again and again. */
  n_connects = self->boots[0]->n_connects;
  air_fixture_run_for (self, 10 * MINUTE_MS, 1000);
  g_assert_cmpuint (self->boots[0]->n_connects, ==, n_connects);
  g_assert_cmpuint (count_writes (self, 0), ==, n_writes);
}

static void
test_the_right_ones_are_welcome_back (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = air_fixture_take_boots (self);

  replace_boots (self, "OTHERS");
  air_fixture_run_for (self, MINUTE_MS, 500);
  self->boots[0]->serial = NULL;
  ebb_boots_connect (boots);
  air_fixture_run_until (self, air_fixture_is_ready, 5000);
  g_assert_no_error (ebb_boots_get_error (boots));
}

/* With another serial number the sides of before say nothing. */
static void
test_others_are_taken_by_a_person_alone (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = air_fixture_take_boots (self);

  ebb_store_save_sides (self->service.store, ebb_boots_get_serial (boots), EBB_SIDES_SWAPPED);
  g_assert_cmpint (ebb_boots_get_sides (boots), ==, EBB_SIDES_SWAPPED);
  replace_boots (self, "OTHERS");
  air_fixture_run_for (self, MINUTE_MS, 500);
  self->is_taken = FALSE;
  air_fixture_take_boots (self);
  g_assert_cmpstr (ebb_boots_get_serial (boots), ==, "OTHERS");
  g_assert_cmpint (ebb_boots_get_sides (boots), ==, EBB_SIDES_UNKNOWN);
  /* From now on the ones of before are the others. */
  replace_boots (self, NULL);
  air_fixture_run_for (self, MINUTE_MS, 500);
  g_assert_error (ebb_boots_get_error (boots), EBB_LINK_ERROR, EBB_LINK_ERROR_WRONG_IDENTITY);
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  ebb_boots_take_finish (EBB_BOOTS (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/* Switched off and on: what they have is being looked up anew when somebody waits for them. */
static void
test_what_is_missing_for_a_moment_is_waited_for (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = air_fixture_take_boots (self);
  gboolean  is_taken = FALSE;

  ebb_boots_disconnect (boots);
  air_fixture_wait_until (self, air_fixture_is_not_ready);
  self->boots[0]->missing_role = EBB_ROLE_SERIAL;
  ebb_boots_take_async (boots, NULL, taken_cb, &is_taken);
  air_fixture_run_for (self, 800, 50);
  g_assert_false (is_taken);
  self->boots[0]->missing_role = EBB_N_ROLES;
  double_boots_drop_link (self->boots[0]);
  air_fixture_run_for (self, 8000, 50);
  g_assert_true (is_taken);
}

static void
incomplete_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  ebb_boots_take_finish (EBB_BOOTS (source), result, &error);
  g_assert_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_INCOMPLETE);
  *(gboolean *) user_data = TRUE;
}

/* The link itself waits 10 s for what it needs: nobody who waits hears of it a minute later. */
static void
test_what_a_link_needs_is_waited_for_once (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = air_fixture_take_boots (self);
  gboolean  is_told = FALSE;

  ebb_boots_disconnect (boots);
  air_fixture_wait_until (self, air_fixture_is_not_ready);
  self->boots[0]->missing_role = EBB_ROLE_TELEMETRY;
  ebb_boots_take_async (boots, NULL, incomplete_cb, &is_told);
  air_fixture_run_for (self, 15000, 50);
  g_assert_true (is_told);
}

static gboolean
is_second_heard (AirFixture *self)
{
  return ebb_boots_list_find (self->service.list, AIR_SECOND) != NULL;
}

static gboolean
is_one_blinking (AirFixture *self)
{
  return ebb_boots_is_blinking (air_fixture_get_boots (self));
}

/* Only one of them is spoken to, so that only its light blinks. */
static void
test_same_named_boots_are_told_apart_by_their_light (AirFixture        *self,
                                                     gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = air_fixture_take_boots (self);

  ebb_boots_list_scan (self->service.list);
  air_fixture_run_until (self, is_second_heard, 5000);
  g_assert_cmpstr (ebb_boots_get_name (boots), ==,
                   ebb_boots_get_name (ebb_boots_list_find (self->service.list, AIR_SECOND)));
  g_assert_null (ebb_boots_list_find (self->service.list, ebb_boots_get_name (boots)));
  ebb_boots_identify (boots);
  air_fixture_run_until (self, is_one_blinking, 3000);
  g_assert_cmpuint (ebb_sim_boots_get_blink_ms (self->boots[0]->sim), >, 0);
  g_assert_cmpuint (ebb_sim_boots_get_blink_ms (self->boots[1]->sim), ==, 0);
  g_assert_cmpuint (count_writes (self, 1), ==, 0);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/safety/H10/identity/" path, AirFixture, NULL, air_fixture_set_up, function,        \
              air_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("others-at-the-address-are-sent-nothing", test_others_at_the_address_are_sent_nothing);
  ADD ("the-right-ones-are-welcome-back", test_the_right_ones_are_welcome_back);
  ADD ("others-are-taken-by-a-person-alone", test_others_are_taken_by_a_person_alone);
  ADD ("what-is-missing-for-a-moment-is-waited-for",
       test_what_is_missing_for_a_moment_is_waited_for);
  ADD ("what-a-link-needs-is-waited-for-once", test_what_a_link_needs_is_waited_for_once);
  ADD ("same-named-boots-are-told-apart-by-their-light",
       test_same_named_boots_are_told_apart_by_their_light);
  return g_test_run ();
}
