/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "air-fixture.h"

#include "ebb-boots-reconnect.h"

/* Boots that a person does not want connected by themselves: nothing is tried while nothing runs,
 * and all of it where a session or a Stop needs the link. */

#define MINUTE_MS 60000

static EbbBoots *
take_by_hand (AirFixture *self)
{
  EbbBoots *boots = air_fixture_take_boots (self);

  ebb_boots_set_reconnects (boots, FALSE);
  return boots;
}

static void
lose_link (AirFixture *self)
{
  double_boots_drop_link (self->boots[0]);
  air_fixture_wait_until (self, air_fixture_is_not_ready);
}

/* They go, and BlueZ waits for them for as long as it waits. */
static void
go_away (AirFixture *self)
{
  self->boots[0]->is_silent = TRUE;
  lose_link (self);
}

static void
come_back (AirFixture *self)
{
  self->boots[0]->is_silent = FALSE;
  if (self->boots[0]->connect_call != NULL)
    ebb_bluez_double_fail (g_steal_pointer (&self->boots[0]->connect_call), "Failed");
}

static void
test_link_that_is_there_stays (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = air_fixture_take_boots (self);

  g_assert_true (ebb_boots_reconnects (boots));
  ebb_boots_set_reconnects (boots, FALSE);
  g_assert_false (ebb_boots_reconnects (boots));
  air_fixture_run_for (self, MINUTE_MS, 500);
  g_assert_true (air_fixture_is_ready (self));
}

static void
test_lost_link_is_not_tried_for (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = take_by_hand (self);

  lose_link (self);
  g_assert_false (ebb_boots_is_tried_for (boots));
  g_assert_cmpuint (air_fixture_count_tries (self, 2 * MINUTE_MS), ==, 0);
  /* Not with a radio that comes back either. */
  ebb_bluez_double_stop (self->bluez);
  air_fixture_run_for (self, 5000, 500);
  ebb_bluez_double_start (self->bluez);
  air_fixture_wait_until (self, air_fixture_has_radio);
  g_assert_cmpuint (air_fixture_count_tries (self, MINUTE_MS), ==, 0);
  ebb_boots_set_reconnects (boots, TRUE);
  g_assert_true (air_fixture_is_connecting (self));
  air_fixture_run_until (self, air_fixture_is_ready, 1500);
  lose_link (self);
  air_fixture_run_until (self, air_fixture_is_ready, 1500);
}

static void
test_attempt_under_way_ends (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = air_fixture_take_boots (self);

  go_away (self);
  air_fixture_run_until (self, air_fixture_is_connecting, 1000);
  ebb_boots_set_reconnects (boots, FALSE);
  air_fixture_settle (self);
  g_assert_false (air_fixture_is_connecting (self));
  g_assert_null (self->boots[0]->connect_call);
  g_assert_cmpuint (air_fixture_count_tries (self, 2 * MINUTE_MS), ==, 0);
}

static gboolean
is_at_rest (AirFixture *self)
{
  return !air_fixture_is_connecting (self);
}

/* Between two attempts there is only the wish for the next. */
static void
test_next_attempt_is_not_made (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = air_fixture_take_boots (self);

  self->boots[0]->n_aborted = 1000;
  lose_link (self);
  g_assert_cmpuint (air_fixture_count_tries (self, MINUTE_MS), >, 2);
  air_fixture_run_until (self, is_at_rest, MINUTE_MS);
  ebb_boots_set_reconnects (boots, FALSE);
  g_assert_cmpuint (air_fixture_count_tries (self, 2 * MINUTE_MS), ==, 0);
}

static void
test_both_ways_within_one_moment (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = air_fixture_take_boots (self);

  go_away (self);
  air_fixture_run_until (self, air_fixture_is_connecting, 1000);
  self->boots[0]->is_silent = FALSE;
  ebb_boots_set_reconnects (boots, FALSE);
  ebb_boots_set_reconnects (boots, TRUE);
  air_fixture_run_until (self, air_fixture_is_ready, 1500);
}

/* A person waits for them: until they are there, or nobody waits any more. */
static void
test_connect_holds_until_they_are_there (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = take_by_hand (self);

  go_away (self);
  ebb_boots_connect (boots);
  g_assert_true (ebb_boots_is_tried_for (boots));
  g_assert_cmpuint (air_fixture_count_tries (self, 2 * MINUTE_MS), >, 1);
  come_back (self);
  air_fixture_run_until (self, air_fixture_is_ready, MINUTE_MS);
  g_assert_false (ebb_boots_is_tried_for (boots));
  go_away (self);
  g_assert_cmpuint (air_fixture_count_tries (self, MINUTE_MS), ==, 0);
  ebb_boots_connect (boots);
  air_fixture_run_until (self, air_fixture_is_connecting, 1000);
  ebb_boots_disconnect (boots);
  g_assert_cmpuint (air_fixture_count_tries (self, 2 * MINUTE_MS), ==, 0);
}

/* As ebbctl does: they are not heard, and may be there all the same. */
static void
test_who_awaits_them_gets_them (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = take_by_hand (self);

  go_away (self);
  for (int i = 0; i < 3; i++)
    ebb_boots_await (boots);
  g_assert_cmpuint (air_fixture_count_tries (self, MINUTE_MS), >, 0);
  come_back (self);
  air_fixture_run_until (self, air_fixture_is_ready, MINUTE_MS);
  lose_link (self);
  g_assert_cmpuint (air_fixture_count_tries (self, MINUTE_MS), ==, 0);
}

/* ---- where a link is needed ---- */

static gboolean
is_link_lost (AirFixture *self)
{
  return service_fixture_get_state (&self->service) == EBB_SESSION_LINK_LOST;
}

static gboolean
is_owed_nothing (AirFixture *self)
{
  return air_fixture_is_idle (self) && !ebb_boots_is_stop_owed (air_fixture_get_boots (self));
}

/* Switched off while it runs: it is the session's link. */
static void
start (AirFixture *self)
{
  air_fixture_take_boots (self);
  air_fixture_start (self, 5000);
  ebb_boots_set_reconnects (air_fixture_get_boots (self), FALSE);
  air_fixture_run_for (self, 1000, 50);
  g_assert_true (air_fixture_is_running (self));
  g_ptr_array_set_size (self->boots[0]->writes, 0);
}

static void
assert_stop_came_first (AirFixture *self)
{
  g_assert_cmpuint (self->boots[0]->writes->len, >, 0);
  g_assert_cmpint (((DoubleWrite *) self->boots[0]->writes->pdata[0])->role, ==, EBB_ROLE_STOP);
  g_assert_cmpint (ebb_sim_boots_get_status (self->boots[0]->sim)->run_state, ==, EBB_RUN_STOPPED);
}

static void
test_session_gets_its_boots_back (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  start (self);
  self->boots[0]->is_silent = TRUE;
  double_boots_drop_link (self->boots[0]);
  air_fixture_wait_until (self, is_link_lost);
  g_ptr_array_set_size (self->boots[0]->writes, 0);
  g_assert_cmpuint (air_fixture_count_tries (self, MINUTE_MS), >, 0);
  come_back (self);
  air_fixture_run_until (self, air_fixture_is_idle, MINUTE_MS);
  assert_stop_came_first (self);
  /* It is over: the next loss is nobody's. */
  go_away (self);
  g_assert_cmpuint (air_fixture_count_tries (self, MINUTE_MS), ==, 0);
}

static void
test_stop_that_is_owed_is_brought (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots;

  start (self);
  boots = air_fixture_get_boots (self);
  self->boots[0]->is_silent = TRUE;
  double_boots_drop_link (self->boots[0]);
  air_fixture_wait_until (self, is_link_lost);
  air_fixture_run_for (self, 5000, 250);
  ebb_current_session_declare_boots_open (self->service.session);
  air_fixture_run_until (self, air_fixture_is_idle, 1000);
  g_assert_true (ebb_boots_is_stop_owed (boots));
  g_ptr_array_set_size (self->boots[0]->writes, 0);
  g_assert_cmpuint (air_fixture_count_tries (self, 2 * MINUTE_MS), >, 1);
  come_back (self);
  air_fixture_run_until (self, is_owed_nothing, 2 * MINUTE_MS);
  assert_stop_came_first (self);
  lose_link (self);
  g_assert_cmpuint (air_fixture_count_tries (self, MINUTE_MS), ==, 0);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/service/reconnect/" path, AirFixture, NULL, air_fixture_set_up, function,          \
              air_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("off/link-that-is-there-stays", test_link_that_is_there_stays);
  ADD ("off/lost-link-is-not-tried-for", test_lost_link_is_not_tried_for);
  ADD ("off/attempt-under-way-ends", test_attempt_under_way_ends);
  ADD ("off/next-attempt-is-not-made", test_next_attempt_is_not_made);
  ADD ("off/and-on-within-one-moment", test_both_ways_within_one_moment);
  ADD ("off/connect-holds-until-they-are-there", test_connect_holds_until_they_are_there);
  ADD ("off/who-awaits-them-gets-them", test_who_awaits_them_gets_them);
  ADD ("off/session-gets-its-boots-back", test_session_gets_its_boots_back);
  ADD ("off/stop-that-is-owed-is-brought", test_stop_that_is_owed_is_brought);
  return g_test_run ();
}
