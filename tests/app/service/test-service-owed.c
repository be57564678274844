/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "killed-session.h"

#include "ebb-boots-private.h"
#include "ebb-session-lock.h"
#include "two-boots.h"

/* Boots that are owed a Stop, beside what else a person does meanwhile. */

static void
choose (ServiceFixture *fixture, const char *identity)
{
  ebb_current_session_set_boots (fixture->session, two_boots_get (fixture, identity));
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
  service_fixture_run_until (fixture, service_fixture_is_read, 3000);
  g_assert_true (ebb_leg_check_start (get_check (fixture), EBB_CONFIRMED_BY_PRESS));
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
  two_boots_owe_stop (fixture, RIGHT);
  choose (fixture, LEFT);
  service_fixture_run_until (fixture, two_boots_are_ready, 2 * TWO_BOOTS_AWAY_MS);
  g_assert_false (ebb_leg_check_begin (check, two_boots_get (fixture, RIGHT)));
  g_assert_cmpint (ebb_leg_check_get_stage (check), ==, EBB_LEG_CHECK_OFF);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  service_fixture_tick_all (fixture);
  g_assert_false (ebb_leg_check_start (check, EBB_CONFIRMED_BY_PRESS));
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
  g_assert_false (ebb_leg_check_start (check, EBB_CONFIRMED_BY_PRESS));
  g_assert_true (service_fixture_is_idle (fixture));
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_CHECKS));
  assert_fills_gently (fixture);
  g_assert_cmpuint (two_boots_get_closed_epoch (fixture, LEFT), ==, 0);
  g_assert_cmpuint (two_boots_get_closed_epoch (fixture, RIGHT), ==, 1);
}

static void
leave_while_stopping_cb (ServiceFixture *fixture)
{
  if (!service_fixture_is_stopping (fixture))
    return;
  ebb_leg_check_leave (get_check (fixture));
  g_assert_false (ebb_leg_check_start (get_check (fixture), EBB_CONFIRMED_BY_PRESS));
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
  two_boots_owe_stop (fixture, LEFT);
  g_assert_true (ebb_leg_check_begin (check, two_boots_get (fixture, LEFT)));
  g_signal_connect_swapped (fixture->session, "changed", G_CALLBACK (leave_while_stopping_cb),
                            fixture);
  service_fixture_run_until (fixture, has_been_left, 2 * TWO_BOOTS_AWAY_MS);
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

/* Beside a leg check that is set up for one of them. */
static void
test_a_session_left_open_is_stopped_on_both (ServiceFixture    *fixture,
                                             gconstpointer data G_GNUC_UNUSED)
{
  EbbLegCheck *check = get_check (fixture);
  g_autoptr (EbbSessionRecord) record = NULL;

  two_boots_join (fixture);
  killed_session_leave_set (fixture, LEFT, RIGHT, "Simulated boots + Right boot");
  g_assert_true (ebb_leg_check_begin (check, two_boots_get (fixture, LEFT)));
  two_boots_go_away (fixture, RIGHT, 20000);
  service_fixture_run_for (fixture, 1000);
  ebb_core_recover (fixture->core);
  service_fixture_run_until (fixture, service_fixture_is_link_lost, 5000);
  service_fixture_run_for (fixture, 5000);
  g_assert_true (service_fixture_is_link_lost (fixture));
  ebb_leg_check_leave (check);
  service_fixture_run_until (fixture, is_recovered, 60000);
  g_assert_cmpuint (two_boots_get_closed_epoch (fixture, LEFT), >=, 3);
  g_assert_cmpuint (two_boots_get_closed_epoch (fixture, RIGHT), >=, 3);
  g_assert_cmpint (ebb_leg_check_get_stage (check), ==, EBB_LEG_CHECK_OFF);
  record = two_boots_find_record (fixture);
  g_assert_true (record->is_vented_confirmed);
}

/* The other one was seen empty, and that was that. */
static void
test_the_one_that_was_seen_empty_is_owed_nothing (ServiceFixture    *fixture,
                                                  gconstpointer data G_GNUC_UNUSED)
{
  two_boots_join (fixture);
  two_boots_owe_stop (fixture, LEFT);
  g_assert_cmpuint (two_boots_get (fixture, RIGHT)->owed_stop_epoch, ==, 0);
  g_assert_true (ebb_current_session_get_snapshot (fixture->session)->is_stop_owed);
  ebb_boots_disconnect (two_boots_get (fixture, RIGHT));
  service_fixture_run_for (fixture, 1000);
  ebb_boots_connect (two_boots_get (fixture, RIGHT));
  service_fixture_run_for (fixture, 10000);
  g_assert_true (service_fixture_is_idle (fixture));
  service_fixture_run_until (fixture, two_boots_are_ready, 2 * TWO_BOOTS_AWAY_MS);
  service_fixture_run_until (fixture, two_boots_are_owed_nothing, 10000);
}

/* The journal says which of them it was: nothing is asked of the other one. */
static void
test_the_one_that_is_away_is_tried_for (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  two_boots_join (fixture);
  two_boots_owe_stop (fixture, LEFT);
  two_boots_restart (fixture);
  service_fixture_run_for (fixture, 20000);
  g_assert_true (service_fixture_is_idle (fixture));
  g_assert_cmpuint (two_boots_get (fixture, LEFT)->owed_stop_epoch, ==, 1);
  g_assert_cmpuint (two_boots_get (fixture, RIGHT)->owed_stop_epoch, ==, 0);
  g_assert_true (ebb_current_session_get_snapshot (fixture->session)->is_stop_owed);
  service_fixture_run_for (fixture, TWO_BOOTS_AWAY_MS);
  service_fixture_run_until (fixture, two_boots_are_owed_nothing, 30000);
  g_assert_cmpuint (two_boots_get_closed_epoch (fixture, LEFT), ==, 1);
}

/* As owe_stop(), of both: the left one comes back first. */
static void
owe_both (ServiceFixture *fixture)
{
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 5000);
  two_boots_go_away (fixture, LEFT, TWO_BOOTS_AWAY_MS);
  two_boots_go_away (fixture, RIGHT, 4 * TWO_BOOTS_AWAY_MS);
  service_fixture_run_until (fixture, service_fixture_is_link_lost, 2000);
  service_fixture_run_for (fixture, 10000);
  ebb_current_session_declare_boots_open (fixture->session);
  service_fixture_run_for (fixture, 100);
  g_assert_true (service_fixture_is_idle (fixture));
  g_assert_cmpuint (two_boots_get (fixture, LEFT)->owed_stop_epoch, ==, 1);
  g_assert_cmpuint (two_boots_get (fixture, RIGHT)->owed_stop_epoch, ==, 1);
  ebb_current_session_dismiss_result (fixture->session);
}

/* What one of them says is no proof for the other. */
static void
test_a_set_is_confirmed_by_both (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbSessionRecord) said = NULL;
  g_autoptr (EbbSessionRecord) proven = NULL;

  two_boots_join (fixture);
  owe_both (fixture);
  two_boots_restart (fixture);
  service_fixture_run_until (fixture, service_fixture_is_stopping, 2 * TWO_BOOTS_AWAY_MS);
  service_fixture_run_for (fixture, 5000);
  ebb_current_session_declare_boots_open (fixture->session);
  service_fixture_run_for (fixture, 5000);
  g_assert_true (service_fixture_is_idle (fixture));
  g_assert_cmpuint (two_boots_get (fixture, LEFT)->owed_stop_epoch, ==, 0);
  g_assert_cmpuint (two_boots_get (fixture, RIGHT)->owed_stop_epoch, ==, 1);
  said = two_boots_find_record (fixture);
  g_assert_false (said->is_vented_confirmed);
  service_fixture_run_until (fixture, two_boots_are_owed_nothing, 5 * TWO_BOOTS_AWAY_MS);
  service_fixture_run_for (fixture, 1000);
  proven = two_boots_find_record (fixture);
  g_assert_true (proven->is_vented_confirmed);
}

/* ---- of a set, while another program runs a session ---- */

static EbbSessionLock *
begin_elsewhere (ServiceFixture *fixture)
{
  EbbSessionLock *other = ebb_session_lock_new (fixture->directory);

  g_assert_true (ebb_session_lock_take (other, "AA:02"));
  return other;
}

static void
test_both_are_stopped_beside_another_session (ServiceFixture    *fixture,
                                              gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbSessionLock) other = NULL;

  two_boots_join (fixture);
  other = begin_elsewhere (fixture);
  killed_session_leave_set (fixture, LEFT, RIGHT, "Simulated boots + Right boot");
  ebb_core_recover (fixture->core);
  service_fixture_run_until (fixture, two_boots_are_closed, 2000);
  service_fixture_run_until (fixture, two_boots_is_confirmed, 10000);
  g_assert_false (ebb_boots_is_lent (two_boots_get (fixture, LEFT)));
  g_assert_false (ebb_boots_is_lent (two_boots_get (fixture, RIGHT)));
  g_assert_true (two_boots_are_owed_nothing (fixture));
}

static void
test_the_one_that_is_away_is_waited_for (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbSessionLock) other = NULL;
  g_autoptr (EbbSessionRecord) record = NULL;

  two_boots_join (fixture);
  other = begin_elsewhere (fixture);
  killed_session_leave_set (fixture, LEFT, RIGHT, "Simulated boots + Right boot");
  two_boots_go_away (fixture, RIGHT, 20000);
  service_fixture_run_for (fixture, 1000);
  ebb_core_recover (fixture->core);
  service_fixture_run_for (fixture, 10000);
  g_assert_cmpuint (two_boots_get_closed_epoch (fixture, LEFT), >=, 3);
  record = two_boots_find_record (fixture);
  g_assert_false (record->is_vented_confirmed);
  service_fixture_run_until (fixture, two_boots_is_confirmed, 60000);
  g_assert_true (two_boots_are_closed (fixture));
}

/* One that does not get empty keeps nobody from stopping the other when it comes. */
static void
test_one_that_comes_later_does_not_wait (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbSessionLock) other = NULL;

  two_boots_join (fixture);
  other = begin_elsewhere (fixture);
  killed_session_leave_set (fixture, LEFT, RIGHT, "Simulated boots + Right boot");
  ebb_sim_boots_set_fault (two_boots_get_sim (fixture, LEFT), EBB_SIM_FAULT_DRIFT, 30);
  two_boots_go_away (fixture, RIGHT, 20000);
  service_fixture_run_for (fixture, 5000);
  ebb_core_recover (fixture->core);
  service_fixture_run_for (fixture, 5000);
  g_assert_true (ebb_boots_is_lent (two_boots_get (fixture, LEFT)));
  service_fixture_run_until (fixture, two_boots_are_closed, 60000);
  g_assert_true (ebb_boots_is_lent (two_boots_get (fixture, LEFT)));
  g_assert_false (two_boots_is_confirmed (fixture));
  ebb_sim_boots_clear_fault (two_boots_get_sim (fixture, LEFT), EBB_SIM_FAULT_DRIFT);
  service_fixture_run_until (fixture, two_boots_is_confirmed, 20000);
}

/* The other session is over: what is stopped beside it is shown from now on. */
static void
test_what_is_stopped_beside_it_is_shown_after_it (ServiceFixture    *fixture,
                                                  gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbSessionLock) other = NULL;

  two_boots_join (fixture);
  other = begin_elsewhere (fixture);
  killed_session_leave_set (fixture, LEFT, RIGHT, "Simulated boots + Right boot");
  two_boots_go_away (fixture, RIGHT, 20000);
  service_fixture_run_for (fixture, 1000);
  ebb_core_recover (fixture->core);
  service_fixture_run_for (fixture, 5000);
  g_assert_true (ebb_boots_is_lent (two_boots_get (fixture, RIGHT)));
  ebb_session_lock_release (other);
  choose (fixture, RIGHT);
  g_assert_true (service_fixture_is_link_lost (fixture));
  service_fixture_run_until (fixture, is_recovered, 60000);
  g_assert_true (two_boots_are_closed (fixture));
  g_assert_true (two_boots_is_confirmed (fixture));
}

typedef struct
{
  EbbBoots *boots;
  gboolean  was_lent;
  guint     n; /* how often they were taken in hand */
} Hands;

static void
count_hands_cb (Hands *hands)
{
  hands->n += hands->boots->is_lent && !hands->was_lent;
  hands->was_lent = hands->boots->is_lent;
}

static void
watch_hands (Hands *hands, ServiceFixture *fixture, const char *identity)
{
  *hands = (Hands){ .boots = two_boots_get (fixture, identity) };
  g_signal_connect_swapped (hands->boots, "changed", G_CALLBACK (count_hands_cb), hands);
}

/* The other program has no session: it stops one of the two. Until it has, they are not shown, and
 * what is done about the one that is left is done once. */
static void
test_a_boot_in_other_hands_is_waited_for (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbSessionLock) other = ebb_session_lock_new (fixture->directory);
  Hands hands;

  two_boots_join (fixture);
  choose (fixture, RIGHT);
  killed_session_leave_set (fixture, LEFT, RIGHT, "Simulated boots + Right boot");
  g_assert_true (ebb_session_lock_take_boots (other, RIGHT));
  two_boots_get (fixture, RIGHT)->owed_stop_epoch = 9;
  ebb_sim_boots_set_fault (two_boots_get_sim (fixture, LEFT), EBB_SIM_FAULT_IGNORE_STOPS, 30);
  watch_hands (&hands, fixture, LEFT);
  ebb_core_recover (fixture->core);
  service_fixture_run_for (fixture, 5000);
  g_assert_cmpuint (hands.n, ==, 1);
  g_assert_true (ebb_current_session_get_boots (fixture->session)
                 == two_boots_get (fixture, RIGHT));
  g_assert_cmpuint (two_boots_get (fixture, RIGHT)->owed_stop_epoch, ==, 9);
  g_signal_handlers_disconnect_by_data (hands.boots, &hands);
  ebb_session_lock_release (other);
  service_fixture_run_until (fixture, is_recovered, 60000);
  g_assert_true (two_boots_are_closed (fixture));
}

/* The one that tells of it is what has them in hand until then. */
static void
test_it_is_shown_at_the_next_reading (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbSessionLock) other = NULL;
  Hands hands;

  two_boots_take (fixture);
  other = begin_elsewhere (fixture);
  killed_session_leave (fixture, LEFT, "Simulated boots");
  ebb_sim_boots_set_fault (two_boots_get_sim (fixture, LEFT), EBB_SIM_FAULT_IGNORE_STOPS, 20);
  watch_hands (&hands, fixture, LEFT);
  ebb_core_recover (fixture->core);
  service_fixture_run_for (fixture, 2000);
  g_assert_cmpuint (hands.n, ==, 1);
  ebb_session_lock_release (other);
  service_fixture_run_until (fixture, service_fixture_is_stopping, 2000);
  service_fixture_run_for (fixture, 1000);
  g_assert_cmpuint (hands.n, ==, 2);
  g_signal_handlers_disconnect_by_data (hands.boots, &hands);
  service_fixture_run_until (fixture, is_recovered, 30000);
  g_assert_true (two_boots_is_confirmed (fixture));
}

/* As boots of a set that no radio has heard in this run. */
static void
join_unheard (ServiceFixture *fixture, const char *identity)
{
  EbbKnownBoots known = { 0 };

  known.identity = (char *) identity;
  known.serial = (char *) "";
  known.name = (char *) "Unheard";
  known.definition_id = (char *) "ebb-profile-1";
  ebb_store_save_boots (fixture->store, &known);
  ebb_store_save_setting (fixture->store, "partner:" LEFT, identity);
}

static void
test_one_that_was_not_heard_is_owed_its_stop (ServiceFixture    *fixture,
                                              gconstpointer data G_GNUC_UNUSED)
{
  static const char unheard[] = "AA:00:00:00:00:09";
  g_autoptr (EbbSessionRecord) record = NULL;

  two_boots_take (fixture);
  join_unheard (fixture, unheard);
  killed_session_leave_set (fixture, LEFT, unheard, "Simulated boots + Unheard");
  two_boots_restart (fixture);
  service_fixture_run_for (fixture, 20000);
  g_assert_cmpuint (two_boots_get_closed_epoch (fixture, LEFT), >=, 3);
  g_assert_false (ebb_boots_is_lent (two_boots_get (fixture, LEFT)));
  g_assert_cmpuint (two_boots_get (fixture, LEFT)->owed_stop_epoch, ==, 0);
  g_assert_cmpuint (two_boots_get (fixture, unheard)->owed_stop_epoch, ==, 3);
  record = two_boots_find_record (fixture);
  g_assert_cmpint (record->ended_wall_us, ==, 0);
  g_assert_false (record->is_vented_confirmed);
  /* And in the next run still. */
  two_boots_restart (fixture);
  service_fixture_run_for (fixture, 1000);
  g_assert_cmpuint (two_boots_get (fixture, unheard)->owed_stop_epoch, ==, 3);
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
  ADD ("a-set-is-confirmed-by-both", test_a_set_is_confirmed_by_both);
  ADD ("both-are-stopped-beside-another-session", test_both_are_stopped_beside_another_session);
  ADD ("the-one-that-is-away-is-waited-for", test_the_one_that_is_away_is_waited_for);
  ADD ("one-that-comes-later-does-not-wait", test_one_that_comes_later_does_not_wait);
  ADD ("what-is-stopped-beside-it-is-shown-after-it",
       test_what_is_stopped_beside_it_is_shown_after_it);
  ADD ("a-boot-in-other-hands-is-waited-for", test_a_boot_in_other_hands_is_waited_for);
  ADD ("it-is-shown-at-the-next-reading", test_it_is_shown_at_the_next_reading);
  ADD ("one-that-was-not-heard-is-owed-its-stop", test_one_that_was_not_heard_is_owed_its_stop);
  return g_test_run ();
}
