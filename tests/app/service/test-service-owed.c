/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "killed-session.h"

#include "ebb-boots-private.h"
#include "two-boots.h"

/* Boots that are owed a Stop, beside what else a person does meanwhile. */

#define AWAY_MS 120000

static gboolean
is_stopping (ServiceFixture *fixture)
{
  return service_fixture_get_state (fixture) == EBB_SESSION_STOPPING;
}

static gboolean
is_link_lost (ServiceFixture *fixture)
{
  return service_fixture_get_state (fixture) == EBB_SESSION_LINK_LOST;
}

static void
choose (ServiceFixture *fixture, const char *identity)
{
  ebb_current_session_set_boots (fixture->session, two_boots_get (fixture, identity));
}

static void
go_away (ServiceFixture *fixture, const char *identity, guint for_ms)
{
  ebb_sim_boots_set_fault (two_boots_get_sim (fixture, identity), EBB_SIM_FAULT_DROP_LINK,
                           (int32_t) for_ms);
}

/* A session on what is set up; the boots of @identity are lost, and said to be open. */
static void
owe_stop (ServiceFixture *fixture, const char *identity)
{
  if (two_boots_get (fixture, identity)->partner == NULL)
    ebb_current_session_set_legs (fixture->session,
                                  g_str_equal (identity, LEFT) ? EBB_LEGS_LEFT : EBB_LEGS_RIGHT);
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 5000);
  go_away (fixture, identity, AWAY_MS);
  service_fixture_run_until (fixture, is_link_lost, 2000);
  service_fixture_run_for (fixture, 10000);
  ebb_current_session_declare_boots_open (fixture->session);
  service_fixture_run_for (fixture, 100);
  g_assert_true (service_fixture_is_idle (fixture));
  g_assert_cmpuint (two_boots_get (fixture, identity)->owed_stop_epoch, ==, 1);
  ebb_current_session_dismiss_result (fixture->session);
}

/* ---- beside the leg check ---- */

static EbbLegCheck *
get_check (ServiceFixture *fixture)
{
  return ebb_core_get_leg_check (fixture->core);
}

static gboolean
is_filling (ServiceFixture *fixture)
{
  return ebb_leg_check_can_answer (get_check (fixture));
}

static void
assert_fills_gently (ServiceFixture *fixture)
{
  service_fixture_tick_all (fixture);
  g_assert_true (ebb_leg_check_start (get_check (fixture)));
  g_assert_cmpint (ebb_leg_check_get_stage (get_check (fixture)), ==, EBB_LEG_CHECK_FILLING);
  service_fixture_run_until (fixture, is_filling, 20000);
  g_assert_cmpint (ebb_current_session_get_snapshot (fixture->session)->cap_pa, ==,
                   ebb_mmhg_to_pa (30));
  ebb_leg_check_leave (get_check (fixture));
  service_fixture_run_until (fixture, service_fixture_is_idle, 20000);
}

/* What would be set up with it is ignored while they are stopped, and then runs something else. */
static void
test_boots_that_are_stopped_are_not_checked (ServiceFixture    *fixture,
                                             gconstpointer data G_GNUC_UNUSED)
{
  EbbLegCheck *check = get_check (fixture);

  two_boots_take (fixture);
  choose (fixture, RIGHT);
  owe_stop (fixture, RIGHT);
  choose (fixture, LEFT);
  service_fixture_run_until (fixture, two_boots_are_ready, 2 * AWAY_MS);
  g_assert_false (ebb_leg_check_begin (check, two_boots_get (fixture, RIGHT)));
  g_assert_cmpint (ebb_leg_check_get_stage (check), ==, EBB_LEG_CHECK_OFF);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  service_fixture_tick_all (fixture);
  g_assert_false (ebb_leg_check_start (check));
  g_assert_true (service_fixture_is_idle (fixture));
  g_assert_true (ebb_leg_check_begin (check, two_boots_get (fixture, RIGHT)));
  assert_fills_gently (fixture);
}

static void
test_other_boots_are_not_filled_for_it (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbLegCheck *check = get_check (fixture);

  two_boots_take (fixture);
  g_assert_true (ebb_leg_check_begin (check, two_boots_get (fixture, RIGHT)));
  choose (fixture, LEFT);
  service_fixture_tick_all (fixture);
  g_assert_false (ebb_leg_check_start (check));
  g_assert_true (service_fixture_is_idle (fixture));
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_CHECKS));
  assert_fills_gently (fixture);
  g_assert_cmpuint (two_boots_get_closed_epoch (fixture, LEFT), ==, 0);
  g_assert_cmpuint (two_boots_get_closed_epoch (fixture, RIGHT), ==, 1);
}

static void
leave_while_stopping_cb (ServiceFixture *fixture)
{
  if (!is_stopping (fixture))
    return;
  ebb_leg_check_leave (get_check (fixture));
  g_assert_false (ebb_leg_check_start (get_check (fixture)));
  fixture->user_data = fixture->session;
}

static gboolean
has_been_left (ServiceFixture *fixture)
{
  return fixture->user_data != NULL && service_fixture_is_idle (fixture);
}

/* They come back while it is set up, and a person goes away meanwhile. */
static void
test_check_that_was_left_is_set_up_no_more (ServiceFixture    *fixture,
                                            gconstpointer data G_GNUC_UNUSED)
{
  EbbLegCheck *check = get_check (fixture);
  EbbProgram  *program;

  two_boots_take (fixture);
  program = ebb_current_session_get_program (fixture->session);
  owe_stop (fixture, LEFT);
  g_assert_true (ebb_leg_check_begin (check, two_boots_get (fixture, LEFT)));
  g_signal_connect_swapped (fixture->session, "changed", G_CALLBACK (leave_while_stopping_cb),
                            fixture);
  service_fixture_run_until (fixture, has_been_left, 2 * AWAY_MS);
  g_assert_cmpint (ebb_leg_check_get_stage (check), ==, EBB_LEG_CHECK_OFF);
  g_assert_true (ebb_current_session_get_program (fixture->session) == program);
  g_assert_cmpint (ebb_current_session_get_legs (fixture->session), ==, EBB_LEGS_LEFT);
}

/* ---- of a set ---- */

static gboolean
is_recovered (ServiceFixture *fixture)
{
  return service_fixture_is_idle (fixture)
         && !service_fixture_is_refused (fixture, EBB_REFUSAL_OPEN_SESSION);
}

/* (transfer full): the newest session */
static EbbSessionRecord *
find_record (ServiceFixture *fixture)
{
  g_autoptr (GPtrArray) records = service_fixture_list_sessions (fixture);

  return g_object_ref (g_ptr_array_index (records, 0));
}

/* Beside a leg check that is set up for one of them. */
static void
test_a_session_left_open_is_stopped_on_both (ServiceFixture    *fixture,
                                             gconstpointer data G_GNUC_UNUSED)
{
  EbbLegCheck *check = get_check (fixture);
  g_autoptr (EbbSessionRecord) record = NULL;

  two_boots_join (fixture);
  killed_session_leave (fixture, LEFT, "Simulated boots + Right boot");
  g_assert_true (ebb_leg_check_begin (check, two_boots_get (fixture, LEFT)));
  go_away (fixture, RIGHT, 20000);
  service_fixture_run_for (fixture, 1000);
  ebb_core_recover (fixture->core);
  service_fixture_run_until (fixture, is_link_lost, 5000);
  service_fixture_run_for (fixture, 5000);
  g_assert_true (is_link_lost (fixture));
  ebb_leg_check_leave (check);
  service_fixture_run_until (fixture, is_recovered, 60000);
  g_assert_cmpuint (two_boots_get_closed_epoch (fixture, LEFT), >=, 3);
  g_assert_cmpuint (two_boots_get_closed_epoch (fixture, RIGHT), >=, 3);
  g_assert_cmpint (ebb_leg_check_get_stage (check), ==, EBB_LEG_CHECK_OFF);
  record = find_record (fixture);
  g_assert_true (record->is_vented_confirmed);
}

static gboolean
is_nothing_owed (ServiceFixture *fixture)
{
  return service_fixture_is_idle (fixture) && two_boots_get (fixture, LEFT)->owed_stop_epoch == 0
         && two_boots_get (fixture, RIGHT)->owed_stop_epoch == 0;
}

static void
restart (ServiceFixture *fixture)
{
  /* Boots in this process have one link: no try of the run before may still be on its way. */
  ebb_boots_disconnect (two_boots_get (fixture, LEFT));
  ebb_boots_disconnect (two_boots_get (fixture, RIGHT));
  service_fixture_run_for (fixture, 15000);
  service_fixture_restart (fixture, LEFT);
  ebb_core_recover (fixture->core);
}

/* The other one was seen empty, and that was that. */
static void
test_the_one_that_was_seen_empty_is_owed_nothing (ServiceFixture    *fixture,
                                                  gconstpointer data G_GNUC_UNUSED)
{
  two_boots_join (fixture);
  owe_stop (fixture, LEFT);
  g_assert_cmpuint (two_boots_get (fixture, RIGHT)->owed_stop_epoch, ==, 0);
  g_assert_true (ebb_current_session_get_snapshot (fixture->session)->is_stop_owed);
  ebb_boots_disconnect (two_boots_get (fixture, RIGHT));
  service_fixture_run_for (fixture, 1000);
  ebb_boots_connect (two_boots_get (fixture, RIGHT));
  service_fixture_run_for (fixture, 10000);
  g_assert_true (service_fixture_is_idle (fixture));
  service_fixture_run_until (fixture, two_boots_are_ready, 2 * AWAY_MS);
  service_fixture_run_until (fixture, is_nothing_owed, 10000);
}

/* The journal does not say which of them it was. */
static void
test_the_one_that_is_away_is_tried_for (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  two_boots_join (fixture);
  owe_stop (fixture, LEFT);
  restart (fixture);
  service_fixture_run_until (fixture, is_stopping, 20000);
  service_fixture_run_for (fixture, AWAY_MS);
  service_fixture_run_until (fixture, service_fixture_is_idle, 30000);
  g_assert_cmpuint (two_boots_get_closed_epoch (fixture, LEFT), ==, 1);
  g_assert_cmpuint (two_boots_get (fixture, LEFT)->owed_stop_epoch, ==, 0);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/service/owed/" path, ServiceFixture, NULL, two_boots_set_up, function,             \
              service_fixture_tear_down)

int
main (int argc, char **argv)
{
  killed_session_init (argc, argv);
  g_test_init (&argc, &argv, NULL);
  ADD ("boots-that-are-stopped-are-not-checked", test_boots_that_are_stopped_are_not_checked);
  ADD ("other-boots-are-not-filled-for-it", test_other_boots_are_not_filled_for_it);
  ADD ("check-that-was-left-is-set-up-no-more", test_check_that_was_left_is_set_up_no_more);
  ADD ("a-session-left-open-is-stopped-on-both", test_a_session_left_open_is_stopped_on_both);
  ADD ("the-one-that-was-seen-empty-is-owed-nothing",
       test_the_one_that_was_seen_empty_is_owed_nothing);
  ADD ("the-one-that-is-away-is-tried-for", test_the_one_that_is_away_is_tried_for);
  return g_test_run ();
}
