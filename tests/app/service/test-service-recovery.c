/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "killed-session.h"

#include <gio/gunixsocketaddress.h>

#include "ebb-boots-private.h"
#include "ebb-boots-reconnect.h"
#include "ebb-session-lock.h"
#include "ebb-sim-boots.h"

/* What an earlier run left behind, and what a person said and the boots have not confirmed. */

#define AWAY_MS (30 * 60 * 1000)

static gboolean
has_no_open_session (ServiceFixture *fixture)
{
  return service_fixture_is_idle (fixture)
         && !service_fixture_is_refused (fixture, EBB_REFUSAL_OPEN_SESSION);
}

/* (transfer full): the record of the session on those boots */
static EbbSessionRecord *
find_record (ServiceFixture *fixture, const char *identity)
{
  g_autoptr (GPtrArray) records = service_fixture_list_sessions (fixture);

  for (guint i = 0; i < records->len; i++)
    {
      EbbSessionRecord *record = g_ptr_array_index (records, i);

      if (g_strcmp0 (record->boots_identity, identity) == 0)
        return g_object_ref (record);
    }
  return NULL;
}

/* @data: not %NULL for boots that do not reconnect by themselves; a Stop is brought to them too */
static EbbBoots *
take_boots (ServiceFixture *fixture, gconstpointer data)
{
  EbbBoots *boots = service_fixture_take_boots (fixture);

  ebb_boots_set_reconnects (boots, data == NULL);
  return boots;
}

static void
test_open_session_is_stopped_before_anything_starts (ServiceFixture *fixture, gconstpointer data)
{
  EbbBoots *boots = take_boots (fixture, data);
  g_autoptr (EbbSessionRecord) record = NULL;

  killed_session_leave (fixture, ebb_boots_get_identity (boots), "Simulated boots");
  ebb_core_recover (fixture->core);
  service_fixture_tick_all (fixture);
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_OPEN_SESSION));
  g_assert_false (ebb_current_session_start (fixture->session, EBB_CONFIRMED_BY_PRESS));
  service_fixture_run_until (fixture, has_no_open_session, 30000);
  record = find_record (fixture, ebb_boots_get_identity (boots));
  g_assert_cmpint (record->end, ==, EBB_END_BY_CRASH);
  g_assert_true (record->is_vented_confirmed);
  g_assert_cmpuint (ebb_sim_boots_get_status (fixture->sim)->closed_epoch, >=, 1);
}

/* As a damaged file would be: the store is open, and its journal cannot be read. */
static void
spoil_journal (const char *path)
{
  const char *argv[] = { "/usr/bin/python3", "-c",
                         "import sqlite3, sys; file = sqlite3.connect(sys.argv[1], timeout=20); "
                         "file.execute('DROP TABLE session_journal'); file.commit()",
                         path, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, 0, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static gboolean
is_unread (ServiceFixture *fixture)
{
  return service_fixture_is_refused (fixture, EBB_REFUSAL_UNREAD);
}

/* Then nobody knows whether boots were left with air inside. */
static void
test_unreadable_journal_lets_nothing_start (ServiceFixture    *fixture,
                                            gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (fixture->directory, "ebb.sqlite3", NULL);

  service_fixture_take_boots (fixture);
  service_fixture_tick_all (fixture);
  spoil_journal (path);
  ebb_core_recover (fixture->core);
  service_fixture_run_until (fixture, is_unread, 1000);
  g_assert_false (ebb_current_session_start (fixture->session, EBB_CONFIRMED_BY_PRESS));
}

/* A second pair, known and ready; the first stays set up. */
static EbbSimBoots *
add_second_pair (ServiceFixture *fixture)
{
  EbbBoots    *first = ebb_current_session_get_boots (fixture->session);
  EbbSimBoots *sim;
  EbbSimSet    set;

  ebb_sim_set_init (&set);
  set.identity = "sim:2";
  set.name = "Second boots";
  sim = ebb_sim_scanner_add_set (fixture->scanner, &set);
  service_fixture_take_boots (fixture);
  g_assert_cmpstr (ebb_boots_get_identity (ebb_current_session_get_boots (fixture->session)), ==,
                   "sim:2");
  service_fixture_run_for (fixture, 5000);
  ebb_current_session_set_boots (fixture->session, first);
  return sim;
}

static gboolean
is_second_closed (ServiceFixture *fixture)
{
  g_autoptr (EbbSessionRecord) record = find_record (fixture, "sim:2");

  return record != NULL && record->ended_wall_us != 0 && record->is_vented_confirmed;
}

static void
test_each_pair_is_stopped_for_itself (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots    *first = service_fixture_take_boots (fixture);
  EbbSimBoots *second = add_second_pair (fixture);
  g_autoptr (EbbSessionRecord) record = NULL;

  killed_session_leave (fixture, "sim:2", "Simulated boots");
  killed_session_leave (fixture, ebb_boots_get_identity (first), "Simulated boots");
  ebb_sim_boots_set_fault (fixture->sim, EBB_SIM_FAULT_DROP_LINK, AWAY_MS);
  service_fixture_run_for (fixture, 1000);
  ebb_core_recover (fixture->core);
  service_fixture_run_until (fixture, service_fixture_is_link_lost, 5000);
  service_fixture_run_until (fixture, is_second_closed, 10000);
  g_assert_true (service_fixture_is_link_lost (fixture));
  g_assert_true (ebb_current_session_get_boots (fixture->session) == first);
  g_assert_cmpuint (ebb_sim_boots_get_status (second)->closed_epoch, >=, 1);
  record = find_record (fixture, "sim:2");
  g_assert_cmpint (record->end, ==, EBB_END_BY_CRASH);
  g_assert_false (ebb_boots_list_find (fixture->list, "sim:2")->is_lent);
}

static void
test_boots_that_come_second_are_not_waited_for (ServiceFixture    *fixture,
                                                gconstpointer data G_GNUC_UNUSED)
{
  EbbSimBoots *second;

  service_fixture_take_boots (fixture);
  second = add_second_pair (fixture);
  killed_session_leave (fixture, "sim:2", "Simulated boots");
  ebb_sim_boots_set_fault (second, EBB_SIM_FAULT_DROP_LINK, 20000);
  service_fixture_run_for (fixture, 1000);
  ebb_core_recover (fixture->core);
  service_fixture_run_until (fixture, service_fixture_is_link_lost, 5000);
  ebb_current_session_declare_boots_open (fixture->session);
  service_fixture_run_until (fixture, has_no_open_session, 1000);
  ebb_current_session_set_boots (fixture->session, ebb_boots_list_find (fixture->list, "sim:1"));
  service_fixture_run_for (fixture, 3000);
  service_fixture_start (fixture);
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  service_fixture_run_for (fixture, 60000);
  g_assert_cmpuint (ebb_sim_boots_get_status (second)->closed_epoch, >=, 1);
  /* Its proof is written down when these boots are set up again. */
  ebb_current_session_set_boots (fixture->session, ebb_boots_list_find (fixture->list, "sim:2"));
  service_fixture_run_until (fixture, is_second_closed, 10000);
}

/* Empty boots say so at once: what is true while they are asked passes within one turn. */
typedef struct
{
  EbbSessionLock *other;
  gboolean        has_stopped;
  gboolean        was_held; /* all the while */
} Watch;

static void
changed_cb (EbbCurrentSession *session, Watch *watch)
{
  EbbBoots        *boots = ebb_current_session_get_boots (session);
  g_autofree char *holder = NULL;

  if (ebb_current_session_get_snapshot (session)->state != EBB_SESSION_STOPPING)
    return;
  holder = ebb_session_lock_dup_holder_identity (watch->other);
  watch->was_held = (watch->was_held || !watch->has_stopped) && boots->is_lent
                    && g_strcmp0 (holder, ebb_boots_get_identity (boots)) == 0;
  watch->has_stopped = TRUE;
}

static void
test_declared_open_is_proven_when_they_come (ServiceFixture *fixture, gconstpointer data)
{
  EbbBoots *boots = take_boots (fixture, data);
  g_autoptr (EbbSessionLock) other = ebb_session_lock_new (fixture->directory);
  g_autoptr (EbbSessionRecord) said = NULL;
  g_autoptr (EbbSessionRecord) proven = NULL;
  Watch watch = { .other = other };

  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 5000);
  ebb_sim_boots_set_fault (fixture->sim, EBB_SIM_FAULT_DROP_LINK, 60000);
  service_fixture_run_until (fixture, service_fixture_is_link_lost, 2000);
  service_fixture_run_for (fixture, 5000);
  ebb_current_session_declare_boots_open (fixture->session);
  service_fixture_run_for (fixture, 100);
  said = find_record (fixture, ebb_boots_get_identity (boots));
  g_assert_false (said->is_vented_confirmed);
  g_assert_cmpuint (boots->owed_stop_epoch, ==, 1);
  g_signal_connect (fixture->session, "changed", G_CALLBACK (changed_cb), &watch);
  service_fixture_run_for (fixture, 120000);
  g_assert_true (watch.has_stopped);
  g_assert_true (watch.was_held);
  g_assert_true (service_fixture_is_idle (fixture));
  g_assert_cmpuint (boots->owed_stop_epoch, ==, 0);
  g_assert_false (boots->is_lent);
  g_assert_true (ebb_session_lock_take (other, ebb_boots_get_identity (boots)));
  proven = find_record (fixture, ebb_boots_get_identity (boots));
  g_assert_true (proven->is_vented_confirmed);
  g_assert_cmpint (proven->end, ==, EBB_END_BY_LINK_LOST);
  g_assert_cmpint (proven->ended_wall_us, ==, said->ended_wall_us);
}

/* A person is asked once: the next start waits for the boots, and keeps nobody from others. */
static void
test_declared_open_is_not_asked_again (ServiceFixture *fixture, gconstpointer data)
{
  g_autofree char *identity = g_strdup (ebb_boots_get_identity (take_boots (fixture, data)));
  g_autoptr (EbbSessionRecord) proven = NULL;

  killed_session_leave (fixture, identity, "Simulated boots");
  ebb_sim_boots_set_fault (fixture->sim, EBB_SIM_FAULT_DROP_LINK, 120000);
  service_fixture_run_for (fixture, 1000);
  ebb_core_recover (fixture->core);
  service_fixture_run_until (fixture, service_fixture_is_link_lost, 5000);
  ebb_current_session_declare_boots_open (fixture->session);
  /* Boots in this process have one link: no try of the run before may still be on its way. */
  ebb_boots_disconnect (ebb_boots_list_find (fixture->list, identity));
  service_fixture_run_for (fixture, 15000);
  service_fixture_restart (fixture, identity);
  ebb_core_recover (fixture->core);
  service_fixture_run_for (fixture, 5000);
  g_assert_true (has_no_open_session (fixture));
  g_assert_true (ebb_current_session_get_snapshot (fixture->session)->is_stop_owed);
  service_fixture_run_for (fixture, 240000);
  g_assert_false (ebb_current_session_get_snapshot (fixture->session)->is_stop_owed);
  proven = find_record (fixture, identity);
  g_assert_true (proven->is_vented_confirmed);
}

static GSocket *
call_session (ServiceFixture *fixture, const char *identity)
{
  g_autofree char *path = ebb_runtime_path (fixture->directory, identity, "sock");
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GError) error = NULL;
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, &error);

  g_assert_no_error (error);
  g_socket_connect (socket, address, NULL, &error);
  g_assert_no_error (error);
  return socket;
}

/* Nothing in the journal tells of them, as when the other program runs from another store. */
static void
test_boots_found_running_are_held_as_any (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *identity =
      g_strdup (ebb_boots_get_identity (service_fixture_take_boots (fixture)));
  g_autoptr (EbbSessionLock) other = ebb_session_lock_new (fixture->directory);
  g_autoptr (GSocket) socket = NULL;
  EbbBoots *boots;

  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 3000);
  ebb_sim_boots_set_fault (fixture->sim, EBB_SIM_FAULT_IGNORE_STOPS, 5);
  service_fixture_restart (fixture, identity);
  boots = ebb_current_session_get_boots (fixture->session);
  service_fixture_run_until (fixture, service_fixture_is_stopping, 8000);
  g_assert_true (boots->is_lent);
  g_assert_false (ebb_session_lock_take (other, identity));
  socket = call_session (fixture, identity);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  g_assert_false (boots->is_lent);
  g_assert_true (ebb_session_lock_take (other, identity));
}

/* Stop waits for no lock; the lock is taken as soon as the other session is over. */
static void
test_boots_found_running_are_stopped_beside_another_session (ServiceFixture    *fixture,
                                                             gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *identity =
      g_strdup (ebb_boots_get_identity (service_fixture_take_boots (fixture)));
  g_autoptr (EbbSessionLock) other = ebb_session_lock_new (fixture->directory);

  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 3000);
  ebb_sim_boots_set_fault (fixture->sim, EBB_SIM_FAULT_IGNORE_STOPS, 9);
  service_fixture_restart (fixture, identity);
  g_assert_true (ebb_session_lock_take (other, "AA:02"));
  service_fixture_run_until (fixture, service_fixture_is_stopping, 8000);
  g_assert_true (ebb_current_session_get_boots (fixture->session)->is_lent);
  ebb_session_lock_release (other);
  service_fixture_run_for (fixture, 500);
  g_assert_false (ebb_session_lock_take (other, "AA:02"));
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
}

#define ADD_FOR(path, data, function)                                                              \
  g_test_add (path, ServiceFixture, data, service_fixture_set_up, function,                        \
              service_fixture_tear_down)
#define ADD(path, function) ADD_FOR (path, NULL, function)

int
main (int argc, char **argv)
{
  killed_session_init (argc, argv);
  g_test_init (&argc, &argv, NULL);
  ADD ("/service/open-session/is-stopped-before-anything-starts",
       test_open_session_is_stopped_before_anything_starts);
  ADD ("/service/open-session/unreadable-journal-lets-nothing-start",
       test_unreadable_journal_lets_nothing_start);
  ADD ("/service/open-session/each-pair-is-stopped-for-itself",
       test_each_pair_is_stopped_for_itself);
  ADD ("/service/declared-open/others-are-not-kept-from-starting",
       test_boots_that_come_second_are_not_waited_for);
  ADD ("/service/declared-open/is-proven-when-they-come",
       test_declared_open_is_proven_when_they_come);
  ADD ("/service/declared-open/is-not-asked-again", test_declared_open_is_not_asked_again);
  ADD_FOR ("/service/reconnect-off/is-stopped-before-anything-starts", "off",
           test_open_session_is_stopped_before_anything_starts);
  ADD_FOR ("/service/reconnect-off/is-proven-when-they-come", "off",
           test_declared_open_is_proven_when_they_come);
  ADD_FOR ("/service/reconnect-off/is-not-asked-again", "off",
           test_declared_open_is_not_asked_again);
  ADD ("/service/found-running/is-held-as-any", test_boots_found_running_are_held_as_any);
  ADD ("/service/found-running/is-stopped-beside-another-session",
       test_boots_found_running_are_stopped_beside_another_session);
  return g_test_run ();
}
