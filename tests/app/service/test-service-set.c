/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "killed-session.h"

#include "ebb-boots-set.h"
#include "ebb-boots-sides-private.h"
#include "ebb-current-session-set.h"
#include "ebb-session-lock.h"
#include "two-boots.h"

/* Two single boots that a person uses as one set. */

static int32_t
felt_pa (ServiceFixture *fixture, const char *identity, EbbSide leg)
{
  return ebb_sim_boots_get_felt_pa (two_boots_get_sim (fixture, identity), leg);
}

static EbbRunState
get_run_state (ServiceFixture *fixture, const char *identity)
{
  return ebb_sim_boots_get_status (two_boots_get_sim (fixture, identity))->run_state;
}

static void
test_a_session_runs_on_both (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const EbbSnapshot *snapshot;
  g_autoptr (GPtrArray) records = NULL;
  EbbSessionRecord *record;

  two_boots_join (fixture);
  g_assert_cmpint (ebb_current_session_get_capabilities (fixture->session)->zones[EBB_SIDE_RIGHT],
                   !=, 0);
  service_fixture_start (fixture);
  g_assert_true (ebb_boots_is_lent (two_boots_get (fixture, LEFT)));
  g_assert_true (ebb_boots_is_lent (two_boots_get (fixture, RIGHT)));
  /* They are a set for as long as it runs. */
  ebb_boots_part (two_boots_get (fixture, RIGHT));
  g_assert_nonnull (ebb_boots_get_partner (two_boots_get (fixture, RIGHT)));
  service_fixture_run_for (fixture, 20000);
  snapshot = ebb_current_session_get_snapshot (fixture->session);
  g_assert_cmpint (felt_pa (fixture, LEFT, EBB_SIDE_LEFT), >, ebb_mmhg_to_pa (10));
  g_assert_cmpint (felt_pa (fixture, RIGHT, EBB_SIDE_RIGHT), >, ebb_mmhg_to_pa (10));
  g_assert_cmpint (snapshot->zones[EBB_SIDE_LEFT], !=, 0);
  g_assert_cmpint (snapshot->zones[EBB_SIDE_RIGHT], !=, 0);
  g_assert_true (snapshot->is_reading_known);
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  g_assert_cmpint (felt_pa (fixture, LEFT, EBB_SIDE_LEFT), <, ebb_mmhg_to_pa (10));
  g_assert_cmpint (felt_pa (fixture, RIGHT, EBB_SIDE_RIGHT), <, ebb_mmhg_to_pa (10));
  g_assert_false (ebb_boots_is_lent (two_boots_get (fixture, LEFT)));
  g_assert_false (ebb_boots_is_lent (two_boots_get (fixture, RIGHT)));
  records = service_fixture_list_sessions (fixture);
  g_assert_cmpuint (records->len, ==, 1);
  record = g_ptr_array_index (records, 0);
  g_assert_cmpstr (record->boots_name, ==, "Simulated boots + Right boot");
  g_assert_cmpint (record->legs, ==, EBB_LEGS_BOTH);
}

/* Whichever of them is chosen. */
static void
test_one_leg_is_one_boot (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  two_boots_join (fixture);
  ebb_current_session_set_boots (fixture->session, two_boots_get (fixture, RIGHT));
  ebb_current_session_set_legs (fixture->session, EBB_LEGS_LEFT);
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 20000);
  g_assert_cmpint (felt_pa (fixture, LEFT, EBB_SIDE_LEFT), >, ebb_mmhg_to_pa (10));
  g_assert_cmpint (get_run_state (fixture, RIGHT), ==, EBB_RUN_STOPPED);
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
}

static void
test_a_lost_boot_stops_the_other (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  two_boots_join (fixture);
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 20000);
  ebb_sim_boots_set_fault (two_boots_get_sim (fixture, RIGHT), EBB_SIM_FAULT_DROP_LINK, 30000);
  service_fixture_run_until (fixture, service_fixture_is_link_lost, 1000);
  service_fixture_run_for (fixture, 10000);
  g_assert_true (service_fixture_is_link_lost (fixture));
  g_assert_cmpint (get_run_state (fixture, LEFT), ==, EBB_RUN_STOPPED);
  g_assert_cmpint (felt_pa (fixture, LEFT, EBB_SIDE_LEFT), <, ebb_mmhg_to_pa (10));
  service_fixture_run_until (fixture, service_fixture_is_idle, 60000);
  g_assert_cmpint (get_run_state (fixture, RIGHT), ==, EBB_RUN_STOPPED);
}

/* The other fills, and hides nothing of it. */
static void
test_a_boot_without_air_stops_both (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbSessionRecord) record = NULL;

  two_boots_join (fixture);
  ebb_sim_boots_set_fault (two_boots_get_sim (fixture, RIGHT), EBB_SIM_FAULT_SHUT_INLET,
                           ebb_sim_fault_get_entry (EBB_SIM_FAULT_SHUT_INLET)->usual);
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 5000);
  g_assert_cmpint (felt_pa (fixture, LEFT, EBB_SIDE_LEFT), >, ebb_mmhg_to_pa (5));
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  g_assert_cmpint (get_run_state (fixture, LEFT), ==, EBB_RUN_STOPPED);
  g_assert_cmpint (get_run_state (fixture, RIGHT), ==, EBB_RUN_STOPPED);
  record = two_boots_find_record (fixture);
  g_assert_cmpint (record->end, ==, EBB_END_BY_DID_NOT_START);
}

static void
test_one_alone_starts_nothing (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  two_boots_join (fixture);
  ebb_boots_disconnect (two_boots_get (fixture, RIGHT));
  service_fixture_run_for (fixture, 1000);
  service_fixture_tick_all (fixture);
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_NOT_CONNECTED));
  g_assert_false (ebb_current_session_start (fixture->session, EBB_CONFIRMED_BY_PRESS));
  ebb_boots_part (two_boots_get (fixture, RIGHT));
  service_fixture_tick_all (fixture);
  g_assert_false (service_fixture_is_refused (fixture, EBB_REFUSAL_NOT_CONNECTED));
}

/* A session on both is known by one of them. */
static void
test_either_boot_means_the_set (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  two_boots_take (fixture);
  g_assert_true (ebb_boots_list_is_of_set (fixture->list, LEFT, LEFT));
  g_assert_false (ebb_boots_list_is_of_set (fixture->list, "Right boot", LEFT));
  ebb_boots_join (two_boots_get (fixture, LEFT), two_boots_get (fixture, RIGHT));
  g_assert_true (ebb_boots_list_is_of_set (fixture->list, RIGHT, LEFT));
  g_assert_true (ebb_boots_list_is_of_set (fixture->list, "Right boot", LEFT));
  g_assert_false (ebb_boots_list_is_of_set (fixture->list, "nobody's", LEFT));
}

/* The one that is not there is tried, and let alone again; the other stays as it is. */
static void
test_the_boot_that_is_away_is_wished_for (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  two_boots_join (fixture);
  g_assert_true (ebb_current_session_get_awaited_boots (fixture->session)
                 == two_boots_get (fixture, LEFT));
  ebb_boots_disconnect (two_boots_get (fixture, RIGHT));
  service_fixture_run_for (fixture, 1000);
  g_assert_true (ebb_current_session_get_awaited_boots (fixture->session)
                 == two_boots_get (fixture, RIGHT));
  ebb_current_session_connect_boots (fixture->session);
  g_assert_cmpint (ebb_current_session_get_boots_state (fixture->session), ==,
                   EBB_BOOTS_CONNECTING);
  ebb_current_session_disconnect_boots (fixture->session);
  service_fixture_run_for (fixture, 15000);
  g_assert_cmpint (ebb_boots_get_state (two_boots_get (fixture, LEFT)), ==, EBB_BOOTS_READY);
  g_assert_cmpint (ebb_boots_get_state (two_boots_get (fixture, RIGHT)), !=, EBB_BOOTS_READY);
  ebb_current_session_connect_boots (fixture->session);
  service_fixture_run_until (fixture, two_boots_are_ready, 15000);
}

/* Or the first would fill already when the second refuses. */
static void
test_air_in_the_second_boot_is_a_refusal (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  two_boots_join (fixture);
  service_fixture_run_for (fixture, 2000);
  g_assert_false (service_fixture_has_air_refusal (fixture));
  ebb_sim_boots_set_fault (two_boots_get_sim (fixture, RIGHT), EBB_SIM_FAULT_DRIFT, 30);
  service_fixture_run_until (fixture, service_fixture_has_air_refusal, 5000);
  ebb_sim_boots_clear_fault (two_boots_get_sim (fixture, RIGHT), EBB_SIM_FAULT_DRIFT);
  service_fixture_run_until (fixture, service_fixture_has_no_air_refusal, 5000);
}

static void
test_a_set_outlives_the_program (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  two_boots_join (fixture);
  service_fixture_restart (fixture, LEFT);
  g_assert_true (ebb_boots_get_partner (two_boots_get (fixture, RIGHT))
                 == two_boots_get (fixture, LEFT));
  g_assert_true (ebb_boots_get_partner (two_boots_get (fixture, LEFT))
                 == two_boots_get (fixture, RIGHT));
  ebb_boots_part (two_boots_get (fixture, LEFT));
  service_fixture_restart (fixture, LEFT);
  g_assert_null (ebb_boots_get_partner (two_boots_get (fixture, LEFT)));
  g_assert_null (ebb_boots_get_partner (two_boots_get (fixture, RIGHT)));
}

static void
test_a_forgotten_boot_leaves_the_other (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  two_boots_join (fixture);
  ebb_boots_forget_async (two_boots_get (fixture, RIGHT), NULL, NULL, NULL);
  service_fixture_run_for (fixture, 1000);
  g_assert_false (ebb_boots_is_known (two_boots_get (fixture, RIGHT)));
  g_assert_null (ebb_boots_get_partner (two_boots_get (fixture, LEFT)));
}

static void
test_two_boots_for_one_leg_are_no_set (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  two_boots_take (fixture);
  g_assert_false (
      ebb_boots_can_join (two_boots_get (fixture, LEFT), two_boots_get (fixture, RIGHT)));
  ebb_boots_join (two_boots_get (fixture, LEFT), two_boots_get (fixture, RIGHT));
  g_assert_null (ebb_boots_get_partner (two_boots_get (fixture, LEFT)));
  /* A leg check finds that one of them is on the other leg. */
  ebb_boots_set_sides (two_boots_get (fixture, RIGHT), EBB_SIDES_SWAPPED);
  g_assert_true (
      ebb_boots_can_join (two_boots_get (fixture, LEFT), two_boots_get (fixture, RIGHT)));
  ebb_boots_join (two_boots_get (fixture, LEFT), two_boots_get (fixture, RIGHT));
  g_assert_false (service_fixture_is_refused (fixture, EBB_REFUSAL_SIDES));
  /* And later that it is not. */
  ebb_boots_set_sides (two_boots_get (fixture, RIGHT), EBB_SIDES_AS_MARKED);
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_ONE_LEG));
}

static gboolean
can_answer (ServiceFixture *fixture)
{
  return ebb_leg_check_can_answer (ebb_core_get_leg_check (fixture->core));
}

/* Both believed to be on one leg would both be filled. */
static void
test_a_leg_check_fills_the_boot_that_is_meant (ServiceFixture    *fixture,
                                               gconstpointer data G_GNUC_UNUSED)
{
  EbbLegCheck *check = ebb_core_get_leg_check (fixture->core);

  two_boots_join (fixture);
  ebb_boots_set_sides (two_boots_get (fixture, RIGHT), EBB_SIDES_SWAPPED);
  g_assert_true (ebb_leg_check_begin (check, two_boots_get (fixture, RIGHT)));
  service_fixture_tick_all (fixture);
  service_fixture_run_until (fixture, service_fixture_is_read, 3000);
  g_assert_true (ebb_leg_check_start (check, EBB_CONFIRMED_BY_PRESS));
  service_fixture_run_until (fixture, can_answer, 20000);
  g_assert_cmpint (get_run_state (fixture, LEFT), ==, EBB_RUN_STOPPED);
  g_assert_cmpint (get_run_state (fixture, RIGHT), ==, EBB_RUN_RUNNING);
  ebb_leg_check_answer (check, EBB_LEG_ANSWER_RIGHT);
  service_fixture_run_until (fixture, service_fixture_is_idle, 20000);
  service_fixture_run_for (fixture, 200);
  g_assert_cmpint (ebb_boots_get_sides (two_boots_get (fixture, RIGHT)), ==, EBB_SIDES_AS_MARKED);
  ebb_leg_check_leave (check);
}

/* ---- beside another program ---- */

static const char *
find_names (ServiceFixture *fixture)
{
  gsize             n;
  const EbbRefusal *refusals = ebb_current_session_get_refusals (fixture->session, &n);

  for (gsize i = 0; i < n; i++)
    {
      if (refusals[i].code == EBB_REFUSAL_BOOTS_ELSEWHERE)
        return refusals[i].message;
    }
  return NULL;
}

static gboolean
is_free (ServiceFixture *fixture, const char *identity)
{
  g_autoptr (EbbSessionLock) asking = ebb_session_lock_new (fixture->directory);

  return !ebb_session_lock_are_boots_held (asking, identity);
}

static void
test_a_boot_in_other_hands_is_named (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbSessionLock) other = ebb_session_lock_new (fixture->directory);

  two_boots_join (fixture);
  service_fixture_tick_all (fixture);
  g_assert_true (ebb_session_lock_take_boots (other, RIGHT));
  g_assert_false (ebb_current_session_start (fixture->session, EBB_CONFIRMED_BY_PRESS));
  g_assert_cmpstr (find_names (fixture), ==, "Right boot");
  g_assert_true (is_free (fixture, LEFT));
  ebb_session_lock_release (other);
  service_fixture_start (fixture);
  g_assert_null (find_names (fixture));
  g_assert_false (is_free (fixture, LEFT));
  g_assert_false (is_free (fixture, RIGHT));
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  g_assert_true (is_free (fixture, LEFT));
  g_assert_true (is_free (fixture, RIGHT));
}

/* The session there is on one of them: the other one is nobody's. */
static void
test_a_boot_of_a_session_elsewhere_is_named (ServiceFixture    *fixture,
                                             gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbSessionLock) other = ebb_session_lock_new (fixture->directory);

  two_boots_join (fixture);
  service_fixture_tick_all (fixture);
  g_assert_true (ebb_session_lock_take (other, RIGHT));
  g_assert_false (ebb_current_session_start (fixture->session, EBB_CONFIRMED_BY_PRESS));
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_SESSION_ELSEWHERE));
  g_assert_cmpstr (find_names (fixture), ==, "Right boot");
}

/* ---- what an earlier run left open ---- */

static gboolean
is_recovered (ServiceFixture *fixture)
{
  return service_fixture_is_idle (fixture)
         && !service_fixture_is_refused (fixture, EBB_REFUSAL_OPEN_SESSION);
}

static void
test_a_session_left_open_is_stopped_on_both (ServiceFixture    *fixture,
                                             gconstpointer data G_GNUC_UNUSED)
{
  two_boots_join (fixture);
  killed_session_leave_set (fixture, LEFT, RIGHT, "Simulated boots + Right boot");
  service_fixture_restart (fixture, LEFT);
  ebb_core_recover (fixture->core);
  service_fixture_run_until (fixture, is_recovered, 60000);
  service_fixture_run_for (fixture, 5000);
  g_assert_cmpuint (two_boots_get_closed_epoch (fixture, LEFT), >=, 3);
  g_assert_cmpuint (two_boots_get_closed_epoch (fixture, RIGHT), >=, 3);
}

#define ADD_WITH(path, data, function)                                                             \
  g_test_add ("/service/set/" path, ServiceFixture, GINT_TO_POINTER (data), two_boots_set_up,      \
              function, service_fixture_tear_down)
#define ADD(path, function) ADD_WITH (path, EBB_LEGS_RIGHT, function)

int
main (int argc, char **argv)
{
  killed_session_init (argc, argv);
  g_test_init (&argc, &argv, NULL);
  ADD ("a-session-runs-on-both", test_a_session_runs_on_both);
  ADD ("one-leg-is-one-boot", test_one_leg_is_one_boot);
  ADD ("a-lost-boot-stops-the-other", test_a_lost_boot_stops_the_other);
  ADD ("a-boot-without-air-stops-both", test_a_boot_without_air_stops_both);
  ADD ("one-alone-starts-nothing", test_one_alone_starts_nothing);
  ADD ("either-boot-means-the-set", test_either_boot_means_the_set);
  ADD ("the-boot-that-is-away-is-wished-for", test_the_boot_that_is_away_is_wished_for);
  ADD ("air-in-the-second-boot-is-a-refusal", test_air_in_the_second_boot_is_a_refusal);
  ADD ("outlives-the-program", test_a_set_outlives_the_program);
  ADD ("a-forgotten-boot-leaves-the-other", test_a_forgotten_boot_leaves_the_other);
  ADD_WITH ("two-for-one-leg-are-none", EBB_LEGS_LEFT, test_two_boots_for_one_leg_are_no_set);
  ADD ("a-leg-check-fills-the-boot-that-is-meant", test_a_leg_check_fills_the_boot_that_is_meant);
  ADD ("a-boot-in-other-hands-is-named", test_a_boot_in_other_hands_is_named);
  ADD ("a-boot-of-a-session-elsewhere-is-named", test_a_boot_of_a_session_elsewhere_is_named);
  ADD ("a-session-left-open-is-stopped-on-both", test_a_session_left_open_is_stopped_on_both);
  return g_test_run ();
}
