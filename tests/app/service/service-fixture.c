/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "service-fixture.h"

#include "ebb-boots-reading.h"
#include "ebb-household-parts.h"
#include "ebb-store-journal.h"

/* How far one turn of the clock goes: less than anything a session waits for. */
#define TURN_MS 50

EbbCore *
service_fixture_new_core (ServiceFixture *fixture)
{
  EbbCoreParts parts = { 0 };
  g_autoptr (EbbHousehold) household = ebb_household_new (
      EBB_CLOCK (fixture->clock), fixture->store, fixture->programs, &fixture->limits);

  parts.household = household;
  parts.clock = EBB_CLOCK (fixture->clock);
  parts.scanner = fixture->radio != NULL ? fixture->radio : EBB_SCANNER (fixture->scanner);
  parts.simulated = EBB_SCANNER (fixture->scanner);
  parts.store = fixture->store;
  parts.journal = fixture->journal;
  parts.sleep_watch = fixture->sleep_watch;
  parts.traces = fixture->traces;
  parts.limits = &fixture->limits;
  parts.screening = &fixture->screening;
  parts.runtime_directory = fixture->directory;
  return ebb_core_new (&parts);
}

void
service_fixture_set_up (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  EbbSimSet        set;

  fixture->directory = g_dir_make_tmp ("ebb-service-XXXXXX", &error);
  g_assert_no_error (error);
  if (fixture->clock == NULL)
    fixture->clock = ebb_fake_clock_new ();
  if (fixture->connection != NULL)
    fixture->sleep_watch = ebb_sleep_watch_new (EBB_CLOCK (fixture->clock), fixture->connection);
  fixture->definitions = ebb_definition_set_new_from_directory (EBB_DATA "/devices", &error);
  g_assert_no_error (error);
  fixture->programs = ebb_programs_new_from_directory (EBB_DATA "/programs");
  ebb_limits_load (&fixture->limits, EBB_DATA "/limits.json", &error);
  g_assert_no_error (error);
  ebb_screening_load (&fixture->screening, EBB_DATA "/screening.json", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->directory, "ebb.sqlite3", NULL);
  fixture->store = ebb_store_open (path, &error);
  g_assert_no_error (error);
  fixture->journal = EBB_JOURNAL (ebb_store_journal_new (fixture->store));
  fixture->scanner = ebb_sim_scanner_new (EBB_CLOCK (fixture->clock), fixture->definitions);
  ebb_sim_set_init (&set);
  set.options.is_swapped = fixture->is_swapped;
  set.options.poses_as_real = fixture->is_posing;
  if (fixture->sim_legs != EBB_LEGS_NONE)
    set.options.legs = fixture->sim_legs;
  fixture->sim = ebb_sim_scanner_add_set (fixture->scanner, &set);
  fixture->traces_path = g_build_filename (fixture->directory, "traces", NULL);
  fixture->traces = ebb_traces_new (fixture->traces_path, EBB_CLOCK (fixture->clock), "Ebb test");
  fixture->core = service_fixture_new_core (fixture);
  fixture->list = ebb_core_get_boots_list (fixture->core);
  fixture->session = ebb_core_get_current_session (fixture->core);
}

void
service_fixture_tear_down (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->session), (gpointer *) &fixture->session);
  g_object_add_weak_pointer (G_OBJECT (fixture->list), (gpointer *) &fixture->list);
  g_assert_finalize_object (fixture->core);
  ebb_settle ();
  g_assert_null (fixture->session);
  g_assert_null (fixture->list);
  g_clear_object (&fixture->sleep_watch);
  ebb_traces_flush (fixture->traces);
  g_object_unref (fixture->scanner);
  g_object_unref (fixture->journal);
  g_object_unref (fixture->store);
  g_object_unref (fixture->programs);
  g_object_unref (fixture->definitions);
  /* A request in flight keeps its link until its deadline; nothing may outlive that. */
  ebb_fake_clock_advance_ms (fixture->clock, 15000);
  ebb_settle ();
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (fixture->clock), ==, 0);
  g_assert_finalize_object (fixture->traces);
  ebb_screening_clear (&fixture->screening);
  g_free (fixture->traces_path);
  g_object_unref (fixture->clock);
  g_free (fixture->directory);
}

void
service_fixture_restart (ServiceFixture *fixture, const char *identity)
{
  g_clear_object (&fixture->core);
  ebb_settle ();
  fixture->core = service_fixture_new_core (fixture);
  fixture->list = ebb_core_get_boots_list (fixture->core);
  fixture->session = ebb_core_get_current_session (fixture->core);
  ebb_current_session_set_boots (fixture->session, ebb_boots_list_find (fixture->list, identity));
}

static void
turn (ServiceFixture *fixture)
{
  /* The store has a thread of its own; it is always done before time goes on. */
  ebb_settle ();
  ebb_store_flush (fixture->store);
  ebb_settle ();
  ebb_fake_clock_advance_ms (fixture->clock, TURN_MS);
}

void
service_fixture_run_until (ServiceFixture *fixture, ServiceCondition condition, guint limit_ms)
{
  for (guint at_ms = 0; !condition (fixture); at_ms += TURN_MS)
    {
      g_assert_cmpuint (at_ms, <, limit_ms);
      turn (fixture);
    }
}

void
service_fixture_run_for (ServiceFixture *fixture, guint duration_ms)
{
  for (guint at_ms = 0; at_ms < duration_ms; at_ms += TURN_MS)
    turn (fixture);
}

static gboolean
has_nearby (ServiceFixture *fixture)
{
  return g_list_model_get_n_items (ebb_boots_list_get_nearby (fixture->list)) > 0;
}

static gboolean
is_first_known_ready (ServiceFixture *fixture)
{
  g_autoptr (EbbBoots) boots = NULL;

  boots = g_list_model_get_item (ebb_boots_list_get_known (fixture->list), 0);
  return boots != NULL && ebb_boots_get_state (boots) == EBB_BOOTS_READY
         && !ebb_boots_is_unread (boots);
}

static void
taken_cb (GObject *object, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  ebb_boots_take_finish (EBB_BOOTS (object), result, &error);
  g_assert_no_error (error);
}

EbbBoots *
service_fixture_take_boots (ServiceFixture *fixture)
{
  g_autoptr (EbbBoots) boots = NULL;

  ebb_boots_list_scan (fixture->list);
  service_fixture_run_until (fixture, has_nearby, 5000);
  boots = g_list_model_get_item (ebb_boots_list_get_nearby (fixture->list), 0);
  ebb_boots_take_async (boots, NULL, taken_cb, NULL);
  service_fixture_run_until (fixture, is_first_known_ready, 10000);
  ebb_current_session_set_boots (fixture->session, boots);
  return ebb_boots_list_find (fixture->list, ebb_boots_get_identity (boots));
}

void
service_fixture_tick_all (ServiceFixture *fixture)
{
  for (int i = 0; i < EBB_N_CHECKS; i++)
    ebb_current_session_set_check (fixture->session, (EbbCheck) i, TRUE);
}

gboolean
service_fixture_is_read (ServiceFixture *fixture)
{
  return !service_fixture_is_refused (fixture, EBB_REFUSAL_NO_READING);
}

void
service_fixture_start (ServiceFixture *fixture)
{
  service_fixture_tick_all (fixture);
  service_fixture_run_until (fixture, service_fixture_is_read, 3000);
  g_assert_true (ebb_current_session_start (fixture->session, EBB_CONFIRMED_BY_PRESS));
  service_fixture_run_until (fixture, service_fixture_is_running, 10000);
}

EbbSessionState
service_fixture_get_state (ServiceFixture *fixture)
{
  return ebb_current_session_get_snapshot (fixture->session)->state;
}

gboolean
service_fixture_is_idle (ServiceFixture *fixture)
{
  return service_fixture_get_state (fixture) == EBB_SESSION_IDLE;
}

gboolean
service_fixture_is_running (ServiceFixture *fixture)
{
  return service_fixture_get_state (fixture) == EBB_SESSION_RUNNING;
}

gboolean
service_fixture_is_stopping (ServiceFixture *fixture)
{
  return service_fixture_get_state (fixture) == EBB_SESSION_STOPPING;
}

gboolean
service_fixture_is_link_lost (ServiceFixture *fixture)
{
  return service_fixture_get_state (fixture) == EBB_SESSION_LINK_LOST;
}

gboolean
service_fixture_has_air_refusal (ServiceFixture *fixture)
{
  return service_fixture_is_refused (fixture, EBB_REFUSAL_NOT_VENTED);
}

gboolean
service_fixture_has_no_air_refusal (ServiceFixture *fixture)
{
  return !service_fixture_has_air_refusal (fixture);
}

gboolean
service_fixture_is_refused (ServiceFixture *fixture, EbbRefusalCode code)
{
  gsize             n = 0;
  const EbbRefusal *refusals = ebb_current_session_get_refusals (fixture->session, &n);

  for (gsize i = 0; i < n; i++)
    {
      if (refusals[i].code == code)
        return TRUE;
    }
  return FALSE;
}

static void
result_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

GPtrArray *
service_fixture_list_sessions (ServiceFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  EbbHistory *history = ebb_core_get_history (fixture->core);
  GPtrArray  *records;

  ebb_history_list_async (history, 0, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  records = ebb_history_list_finish (history, result, &error);
  g_assert_no_error (error);
  return records;
}
