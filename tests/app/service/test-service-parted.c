/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "killed-session.h"

#include "ebb-boots-private.h"
#include "ebb-boots-set.h"
#include "ebb-session-lock.h"
#include "two-boots.h"

/* What boots are owed after a session as a set, when they are none any more. */

static void
choose (ServiceFixture *fixture, const char *identity)
{
  ebb_current_session_set_boots (fixture->session, two_boots_get (fixture, identity));
}

static gboolean
is_right_closed (ServiceFixture *fixture)
{
  return service_fixture_is_idle (fixture) && two_boots_get_closed_epoch (fixture, RIGHT) >= 3;
}

static void
test_both_of_a_set_that_was_parted_are_stopped (ServiceFixture    *fixture,
                                                gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbSessionRecord) record = NULL;

  two_boots_join (fixture);
  killed_session_leave_set (fixture, LEFT, RIGHT, "Simulated boots + Right boot");
  two_boots_go_away (fixture, RIGHT, 60000);
  service_fixture_run_for (fixture, 1000);
  ebb_boots_part (two_boots_get (fixture, LEFT));
  two_boots_restart (fixture);
  service_fixture_run_for (fixture, 10000);
  g_assert_cmpuint (two_boots_get_closed_epoch (fixture, LEFT), >=, 3);
  record = two_boots_find_record (fixture);
  g_assert_false (record->is_vented_confirmed);
  service_fixture_run_until (fixture, two_boots_are_closed, 120000);
  service_fixture_run_until (fixture, two_boots_is_confirmed, 10000);
  g_assert_true (two_boots_are_owed_nothing (fixture));
}

/* The one that the session is called by is nobody's any more. */
static void
test_the_other_of_a_forgotten_boot_is_stopped (ServiceFixture    *fixture,
                                               gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbSessionRecord) record = NULL;

  two_boots_join (fixture);
  killed_session_leave_set (fixture, LEFT, RIGHT, "Simulated boots + Right boot");
  choose (fixture, RIGHT);
  ebb_boots_forget_async (two_boots_get (fixture, LEFT), NULL, NULL, NULL);
  service_fixture_run_for (fixture, 1000);
  ebb_core_recover (fixture->core);
  service_fixture_run_until (fixture, is_right_closed, 20000);
  service_fixture_run_for (fixture, 5000);
  /* The left one cannot be asked: it has its end, and nobody has confirmed it. */
  record = two_boots_find_record (fixture);
  g_assert_cmpint (record->ended_wall_us, !=, 0);
  g_assert_false (record->is_vented_confirmed);
}

/* A leg alone, and the boot that had it is not the one that the session is called by. */
static void
test_a_run_of_the_second_boot_is_owed_by_it (ServiceFixture    *fixture,
                                             gconstpointer data G_GNUC_UNUSED)
{
  two_boots_join (fixture);
  ebb_current_session_set_legs (fixture->session, EBB_LEGS_RIGHT);
  two_boots_owe_stop (fixture, RIGHT);
  ebb_boots_part (two_boots_get (fixture, LEFT));
  two_boots_restart (fixture);
  service_fixture_run_for (fixture, 5000);
  g_assert_cmpuint (two_boots_get (fixture, LEFT)->owed_stop_epoch, ==, 0);
  g_assert_cmpuint (two_boots_get (fixture, RIGHT)->owed_stop_epoch, ==, 1);
  choose (fixture, RIGHT);
  service_fixture_run_until (fixture, two_boots_are_owed_nothing, 2 * TWO_BOOTS_AWAY_MS);
  service_fixture_run_until (fixture, two_boots_is_confirmed, 1000);
}

static gboolean
is_left_closed (ServiceFixture *fixture)
{
  return two_boots_get_closed_epoch (fixture, LEFT) >= 3;
}

/* They were nobody's when Ebb began, so nothing could be asked of them. */
static void
test_boots_that_are_known_again_are_stopped (ServiceFixture    *fixture,
                                             gconstpointer data G_GNUC_UNUSED)
{
  two_boots_take (fixture);
  killed_session_leave (fixture, LEFT, "Simulated boots");
  choose (fixture, RIGHT);
  ebb_boots_forget_async (two_boots_get (fixture, LEFT), NULL, NULL, NULL);
  service_fixture_run_for (fixture, 1000);
  ebb_core_recover (fixture->core);
  service_fixture_run_for (fixture, 5000);
  g_assert_cmpuint (two_boots_get_closed_epoch (fixture, LEFT), ==, 0);
  ebb_boots_list_scan (fixture->list);
  service_fixture_run_for (fixture, 5000);
  ebb_boots_take_async (two_boots_get (fixture, LEFT), NULL, NULL, NULL);
  service_fixture_run_until (fixture, two_boots_are_ready, 10000);
  service_fixture_run_until (fixture, is_left_closed, 2000);
  choose (fixture, LEFT);
  service_fixture_run_until (fixture, two_boots_is_confirmed, 10000);
  g_assert_true (two_boots_are_owed_nothing (fixture));
}

/* ---- one of them is away for longer than this run of the program ---- */

#define LONG_AWAY_MS (60 * 60 * 1000)

/* What is seen of one that was parted while both ran: @away is not near. */
static void
leave_parted (ServiceFixture *fixture, const char *away, guint away_ms)
{
  two_boots_join (fixture);
  killed_session_leave_set (fixture, LEFT, RIGHT, "Simulated boots + Right boot");
  two_boots_go_away (fixture, away, away_ms);
  service_fixture_run_for (fixture, 1000);
  ebb_boots_part (two_boots_get (fixture, LEFT));
}

/* The other one was stopped: this one is asked about in the next run too, as after a lost link. */
static void
assert_is_asked_about (ServiceFixture *fixture, const char *stopped, const char *away)
{
  g_autoptr (EbbSessionRecord) record = two_boots_find_record (fixture);

  g_assert_cmpuint (two_boots_get_closed_epoch (fixture, stopped), >=, 3);
  g_assert_cmpint (record->ended_wall_us, ==, 0);
  g_assert_false (record->is_vented_confirmed);
  two_boots_restart (fixture);
  service_fixture_run_until (fixture, service_fixture_is_link_lost, 10000);
  g_assert_cmpstr (ebb_boots_get_identity (ebb_current_session_get_boots (fixture->session)), ==,
                   away);
}

static void
test_the_end_of_the_shown_one_is_not_that_of_the_other (ServiceFixture    *fixture,
                                                        gconstpointer data G_GNUC_UNUSED)
{
  leave_parted (fixture, RIGHT, LONG_AWAY_MS);
  two_boots_restart (fixture);
  service_fixture_run_for (fixture, 20000);
  assert_is_asked_about (fixture, LEFT, RIGHT);
  /* A person says it: that is the end, and nobody is asked again. */
  ebb_current_session_declare_boots_open (fixture->session);
  two_boots_restart (fixture);
  service_fixture_run_for (fixture, 5000);
  g_assert_true (service_fixture_is_idle (fixture));
  g_assert_cmpuint (two_boots_get (fixture, RIGHT)->owed_stop_epoch, ==, 3);
}

static void
test_the_end_beside_the_shown_one_is_not_its_own (ServiceFixture    *fixture,
                                                  gconstpointer data G_GNUC_UNUSED)
{
  leave_parted (fixture, LEFT, LONG_AWAY_MS);
  two_boots_restart (fixture);
  service_fixture_run_until (fixture, service_fixture_is_link_lost, 5000);
  service_fixture_run_for (fixture, 20000);
  assert_is_asked_about (fixture, RIGHT, LEFT);
}

static gboolean
has_right_closed (ServiceFixture *fixture)
{
  return two_boots_get_closed_epoch (fixture, RIGHT) >= 3;
}

static void
test_the_shown_one_may_be_the_last (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  leave_parted (fixture, LEFT, 60000);
  two_boots_restart (fixture);
  service_fixture_run_until (fixture, service_fixture_is_link_lost, 5000);
  service_fixture_run_until (fixture, has_right_closed, 10000);
  service_fixture_run_for (fixture, 5000);
  g_assert_true (service_fixture_is_link_lost (fixture));
  service_fixture_run_until (fixture, two_boots_are_owed_nothing, 120000);
  service_fixture_run_for (fixture, 1000);
  g_assert_true (two_boots_are_closed (fixture));
  g_assert_true (two_boots_is_confirmed (fixture));
}

static void
test_the_end_beside_another_session_is_of_one (ServiceFixture    *fixture,
                                               gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbSessionLock) other = ebb_session_lock_new (fixture->directory);

  leave_parted (fixture, RIGHT, LONG_AWAY_MS);
  g_assert_true (ebb_session_lock_take (other, "AA:02"));
  two_boots_restart (fixture);
  service_fixture_run_for (fixture, 20000);
  ebb_session_lock_release (other);
  assert_is_asked_about (fixture, LEFT, RIGHT);
}

/* A journal that knew names alone may mean any boots that have that name. */
static void
test_no_boots_wait_for_two_that_are_away (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbSessionLock) other = ebb_session_lock_new (fixture->directory);
  EbbSimSet    set;
  EbbSimBoots *third;

  two_boots_take (fixture);
  ebb_sim_set_init (&set);
  set.identity = "sim:3";
  set.name = "Right boot";
  third = ebb_sim_scanner_add_set (fixture->scanner, &set);
  service_fixture_take_boots (fixture);
  service_fixture_run_for (fixture, 5000);
  choose (fixture, LEFT);
  killed_session_leave_set (fixture, LEFT, RIGHT ",sim:3", "Simulated boots + Right boot");
  two_boots_go_away (fixture, LEFT, 20000);
  two_boots_go_away (fixture, RIGHT, 20000);
  g_assert_true (ebb_session_lock_take (other, "AA:02"));
  service_fixture_run_for (fixture, 1000);
  ebb_core_recover (fixture->core);
  service_fixture_run_for (fixture, 5000);
  g_assert_cmpuint (ebb_sim_boots_get_status (third)->closed_epoch, >=, 3);
  g_assert_cmpuint (two_boots_get_closed_epoch (fixture, LEFT), ==, 0);
  g_assert_cmpuint (two_boots_get_closed_epoch (fixture, RIGHT), ==, 0);
  service_fixture_run_until (fixture, two_boots_are_closed, 60000);
  service_fixture_run_until (fixture, two_boots_is_confirmed, 10000);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/service/parted/" path, ServiceFixture, NULL, two_boots_set_up, function,           \
              service_fixture_tear_down)

int
main (int argc, char **argv)
{
  killed_session_init (argc, argv);
  g_test_init (&argc, &argv, NULL);
  ADD ("both-are-stopped", test_both_of_a_set_that_was_parted_are_stopped);
  ADD ("the-other-of-a-forgotten-boot-is-stopped", test_the_other_of_a_forgotten_boot_is_stopped);
  ADD ("a-run-of-the-second-boot-is-owed-by-it", test_a_run_of_the_second_boot_is_owed_by_it);
  ADD ("boots-that-are-known-again-are-stopped", test_boots_that_are_known_again_are_stopped);
  ADD ("the-end-of-the-shown-one-is-not-that-of-the-other",
       test_the_end_of_the_shown_one_is_not_that_of_the_other);
  ADD ("the-end-beside-the-shown-one-is-not-its-own",
       test_the_end_beside_the_shown_one_is_not_its_own);
  ADD ("the-shown-one-may-be-the-last", test_the_shown_one_may_be_the_last);
  ADD ("the-end-beside-another-session-is-of-one", test_the_end_beside_another_session_is_of_one);
  ADD ("no-boots-wait-for-two-that-are-away", test_no_boots_wait_for_two_that_are_away);
  return g_test_run ();
}
