/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "service-fixture.h"

#include "ebb-current-session-steps.h"
#include "ebb-sim-boots.h"

static gboolean
is_paused (ServiceFixture *fixture)
{
  return service_fixture_get_state (fixture) == EBB_SESSION_PAUSED;
}

static int32_t
highest_pa (ServiceFixture *fixture)
{
  int32_t highest = 0;

  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        highest = MAX (
            highest, ebb_sim_boots_get_pressure_pa (fixture->sim, (EbbSide) side, (EbbZone) zone));
    }
  return highest;
}

static void
test_first_session_leaves_one_record (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) records = NULL;
  const EbbSessionRecord *record;

  service_fixture_take_boots (fixture);
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 30000);
  g_assert_cmpint (highest_pa (fixture), >, ebb_mmhg_to_pa (10));
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  g_assert_cmpint (service_fixture_get_state (fixture), ==, EBB_SESSION_STOPPING);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  g_assert_cmpint (highest_pa (fixture), <, ebb_mmhg_to_pa (10));
  records = service_fixture_list_sessions (fixture);
  g_assert_cmpuint (records->len, ==, 1);
  record = g_ptr_array_index (records, 0);
  g_assert_cmpint (record->end, ==, EBB_END_BY_STOP);
  g_assert_true (record->is_simulated);
  g_assert_true (record->is_vented_confirmed);
  g_assert_cmpuint (record->n_samples, >, 50);
  g_assert_cmpuint (record->run_s, >=, 29);
}

static void
test_nothing_starts_without_every_tick (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  service_fixture_take_boots (fixture);
  for (int missing = 0; missing < EBB_N_CHECKS; missing++)
    {
      service_fixture_tick_all (fixture);
      ebb_current_session_set_check (fixture->session, (EbbCheck) missing, FALSE);
      g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_CHECKS));
      g_assert_false (ebb_current_session_start (fixture->session, EBB_CONFIRMED_BY_PRESS));
    }
  service_fixture_run_for (fixture, 10000);
  g_assert_cmpint (highest_pa (fixture), <, ebb_mmhg_to_pa (5));
}

static void
test_ticks_clear_with_other_legs (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  service_fixture_take_boots (fixture);
  service_fixture_tick_all (fixture);
  ebb_current_session_set_legs (fixture->session, EBB_LEGS_LEFT);
  for (int i = 0; i < EBB_N_CHECKS; i++)
    g_assert_false (ebb_current_session_get_check (fixture->session, (EbbCheck) i));
}

static void
test_ticks_clear_when_nobody_is_there (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  service_fixture_take_boots (fixture);
  service_fixture_tick_all (fixture);
  service_fixture_run_for (fixture, 4 * 60 * 1000);
  ebb_current_session_note_input (fixture->session);
  service_fixture_run_for (fixture, 4 * 60 * 1000);
  g_assert_true (ebb_current_session_get_check (fixture->session, EBB_CHECK_AWAKE));
  service_fixture_run_for (fixture, 61 * 1000);
  g_assert_false (ebb_current_session_get_check (fixture->session, EBB_CHECK_AWAKE));
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_CHECKS));
}

static void
test_pause_lets_the_air_out_and_asks_again (ServiceFixture    *fixture,
                                            gconstpointer data G_GNUC_UNUSED)
{
  guint32 elapsed_ms;

  service_fixture_take_boots (fixture);
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 20000);
  ebb_current_session_pause (fixture->session);
  service_fixture_run_until (fixture, is_paused, 10000);
  g_assert_cmpint (highest_pa (fixture), <, ebb_mmhg_to_pa (10));
  elapsed_ms = ebb_current_session_get_snapshot (fixture->session)->elapsed_ms;
  g_assert_cmpuint (elapsed_ms, >, 15000);
  g_assert_false (ebb_current_session_start (fixture->session, EBB_CONFIRMED_BY_PRESS));
  service_fixture_run_for (fixture, 30000);
  service_fixture_tick_all (fixture);
  g_assert_true (ebb_current_session_start (fixture->session, EBB_CONFIRMED_BY_PRESS));
  service_fixture_run_until (fixture, service_fixture_is_running, 10000);
  g_assert_cmpuint (ebb_current_session_get_snapshot (fixture->session)->elapsed_ms, <,
                    elapsed_ms + 10000);
}

static void
test_intensity_moves_in_steps_up_to_the_cap (ServiceFixture    *fixture,
                                             gconstpointer data G_GNUC_UNUSED)
{
  const EbbSnapshot *snapshot = NULL;

  service_fixture_take_boots (fixture);
  service_fixture_start (fixture);
  g_assert_false (ebb_current_session_can_step_intensity (fixture->session, 1));
  ebb_current_session_step_intensity (fixture->session, -1);
  service_fixture_run_for (fixture, 3000);
  snapshot = ebb_current_session_get_snapshot (fixture->session);
  g_assert_cmpint (ebb_pa_to_whole_mmhg (snapshot->intensity_pa), ==, 35);
  g_assert_true (ebb_current_session_can_step_intensity (fixture->session, 1));
  ebb_current_session_step_intensity (fixture->session, 1);
  service_fixture_run_for (fixture, 70000);
  snapshot = ebb_current_session_get_snapshot (fixture->session);
  g_assert_cmpint (ebb_pa_to_whole_mmhg (snapshot->intensity_pa), ==, 40);
  g_assert_false (ebb_current_session_can_step_intensity (fixture->session, 1));
}

static void
test_lost_link_stops_first_and_never_resumes (ServiceFixture    *fixture,
                                              gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) records = NULL;
  const EbbSessionRecord *record;

  service_fixture_take_boots (fixture);
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 20000);
  ebb_sim_boots_set_fault (fixture->sim, EBB_SIM_FAULT_DROP_LINK, 4000);
  service_fixture_run_until (fixture, service_fixture_is_link_lost, 2000);
  g_assert_false (ebb_current_session_get_snapshot (fixture->session)->is_reading_known);
  service_fixture_run_until (fixture, service_fixture_is_idle, 60000);
  service_fixture_run_for (fixture, 30000);
  g_assert_cmpint (highest_pa (fixture), <, ebb_mmhg_to_pa (10));
  records = service_fixture_list_sessions (fixture);
  record = g_ptr_array_index (records, 0);
  g_assert_cmpint (record->end, ==, EBB_END_BY_LINK_LOST);
}

static void
test_second_program_is_told_who_runs (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbCore) second = NULL;
  EbbCurrentSession *session;
  gsize              n = 0;
  const EbbRefusal  *refusals;
  gboolean           is_refused = FALSE;
  EbbBoots          *boots;

  service_fixture_take_boots (fixture);
  boots = ebb_current_session_get_boots (fixture->session);
  service_fixture_start (fixture);
  second = service_fixture_new_core (fixture);
  session = ebb_core_get_current_session (second);
  g_assert_nonnull (ebb_current_session_get_elsewhere (session, NULL));
  g_assert_true (ebb_current_session_is_elsewhere_on (session, boots));
  g_assert_false (ebb_current_session_start (session, EBB_CONFIRMED_BY_PRESS));
  refusals = ebb_current_session_get_refusals (session, &n);
  for (gsize i = 0; i < n; i++)
    is_refused |= refusals[i].code == EBB_REFUSAL_SESSION_ELSEWHERE;
  g_assert_true (is_refused);
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  g_assert_null (ebb_current_session_get_elsewhere (session, NULL));
  g_assert_false (ebb_current_session_is_elsewhere_on (session, boots));
}

static void
test_forgotten_boots_are_nobodys (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = service_fixture_take_boots (fixture);

  ebb_boots_forget_async (boots, NULL, NULL, NULL);
  service_fixture_run_for (fixture, 1000);
  g_assert_cmpuint (g_list_model_get_n_items (ebb_boots_list_get_known (fixture->list)), ==, 0);
  g_assert_false (ebb_boots_is_known (boots));
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_NOT_CONNECTED));
}

static void
test_session_completes_by_itself (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) records = NULL;
  const EbbSessionRecord *record;
  const EbbSnapshot      *snapshot;

  service_fixture_take_boots (fixture);
  ebb_current_session_set_length_s (fixture->session, 300);
  service_fixture_start (fixture);
  service_fixture_run_until (fixture, service_fixture_is_idle, 320000);
  snapshot = ebb_current_session_get_snapshot (fixture->session);
  g_assert_true (snapshot->has_result);
  g_assert_cmpint (snapshot->end, ==, EBB_END_BY_COMPLETE);
  ebb_current_session_dismiss_result (fixture->session);
  g_assert_false (ebb_current_session_get_snapshot (fixture->session)->has_result);
  records = service_fixture_list_sessions (fixture);
  record = g_ptr_array_index (records, 0);
  g_assert_cmpint (record->end, ==, EBB_END_BY_COMPLETE);
  g_assert_cmpuint (record->run_s, >=, 298);
}

static void
test_length_out_of_range_is_refused_not_changed (ServiceFixture    *fixture,
                                                 gconstpointer data G_GNUC_UNUSED)
{
  service_fixture_take_boots (fixture);
  service_fixture_tick_all (fixture);
  ebb_current_session_set_length_s (fixture->session, 299);
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_LENGTH));
  g_assert_cmpuint (ebb_current_session_get_length_s (fixture->session), ==, 299);
  ebb_current_session_set_length_s (fixture->session, 1801);
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_LENGTH));
  ebb_current_session_set_length_s (fixture->session, 1800);
  g_assert_false (service_fixture_is_refused (fixture, EBB_REFUSAL_LENGTH));
}

static gboolean
is_scan_over (ServiceFixture *fixture)
{
  return !ebb_boots_list_is_scanning (fixture->list);
}

static gboolean
is_heard (ServiceFixture *fixture)
{
  return g_list_model_get_n_items (ebb_boots_list_get_nearby (fixture->list)) > 0;
}

/* As BlueZ does some time after a scan with what it knows only from that scan. */
static void
lose_peer (ServiceFixture *fixture)
{
  GListModel *peers = ebb_scanner_get_peers (EBB_SCANNER (fixture->scanner));

  g_list_store_remove (G_LIST_STORE (peers), 0);
}

static void
test_found_boots_stay_listed_until_nobody_reads (ServiceFixture    *fixture,
                                                 gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbBoots) boots = NULL;
  g_autofree char *name = NULL;

  ebb_boots_list_scan (fixture->list);
  service_fixture_run_until (fixture, is_heard, 5000);
  boots = g_list_model_get_item (ebb_boots_list_get_nearby (fixture->list), 0);
  name = g_strdup (ebb_boots_get_name (boots));
  g_assert_cmpint (ebb_boots_get_unheard_s (boots), ==, -1);
  service_fixture_run_until (fixture, is_scan_over, 31000);
  lose_peer (fixture);
  g_assert_true (is_heard (fixture));
  service_fixture_run_for (fixture, 90000);
  g_assert_true (is_heard (fixture));
  g_assert_cmpint (ebb_boots_get_unheard_s (boots), >=, 89);
  g_assert_cmpint (ebb_boots_get_unheard_s (boots), <=, 91);
  g_assert_cmpstr (ebb_boots_get_name (boots), ==, name);
  g_assert_true (ebb_boots_is_recognised (boots));
  ebb_boots_list_drop_unheard (fixture->list);
  g_assert_false (is_heard (fixture));
}

static void
test_next_scan_forgets_silent_boots (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  ebb_boots_list_scan (fixture->list);
  service_fixture_run_until (fixture, is_heard, 5000);
  lose_peer (fixture);
  g_assert_true (is_heard (fixture));
  ebb_boots_list_scan (fixture->list);
  g_assert_false (is_heard (fixture));
}

#define ADD(path, function)                                                                        \
  g_test_add (path, ServiceFixture, NULL, service_fixture_set_up, function,                        \
              service_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/service/nearby/found-boots-stay-listed-until-nobody-reads",
       test_found_boots_stay_listed_until_nobody_reads);
  ADD ("/service/nearby/next-scan-forgets-silent-boots", test_next_scan_forgets_silent_boots);
  ADD ("/service/first-session/leaves-one-record", test_first_session_leaves_one_record);
  ADD ("/service/start/needs-every-tick", test_nothing_starts_without_every_tick);
  ADD ("/service/ticks/clear-with-other-legs", test_ticks_clear_with_other_legs);
  ADD ("/service/ticks/clear-when-nobody-is-there", test_ticks_clear_when_nobody_is_there);
  ADD ("/service/pause/lets-the-air-out-and-asks-again",
       test_pause_lets_the_air_out_and_asks_again);
  ADD ("/service/intensity/moves-in-steps-up-to-the-cap",
       test_intensity_moves_in_steps_up_to_the_cap);
  ADD ("/service/lost-link/stops-first-and-never-resumes",
       test_lost_link_stops_first_and_never_resumes);
  ADD ("/service/second-program/is-told-who-runs", test_second_program_is_told_who_runs);
  ADD ("/service/forgotten-boots/are-nobodys", test_forgotten_boots_are_nobodys);
  ADD ("/service/session/completes-by-itself", test_session_completes_by_itself);
  ADD ("/service/length/out-of-range-is-refused-not-changed",
       test_length_out_of_range_is_refused_not_changed);
  return g_test_run ();
}
