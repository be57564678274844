/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "login-double.h"
#include "service-fixture.h"

#include "ebb-boots-private.h"
#include "ebb-sim-boots.h"

/* What happens to a session when the computer goes to sleep: a login manager of our own on a bus of
 * its own. Where the bus is waited for, the clock of the session stands still. */

#define DEADLINE_S 20

typedef struct
{
  ServiceFixture service; /* first: its functions take it */
  GTestDBus     *bus;
  LoginDouble   *login; /* (nullable) */
} Fixture;

typedef gboolean (*Condition) (Fixture *fixture);

static gboolean
deadline_cb (gpointer data G_GNUC_UNUSED)
{
  g_error ("what the test waits for did not happen within %d s", DEADLINE_S);
  return G_SOURCE_REMOVE;
}

/* What is read off a pipe wakes nobody: it is looked at now and then. */
static gboolean
look_cb (gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_CONTINUE;
}

static void
wait_until (Fixture *fixture, Condition condition)
{
  guint deadline_id = g_timeout_add_seconds (DEADLINE_S, deadline_cb, NULL);
  guint poll_id = g_timeout_add (5, look_cb, NULL);

  while (!condition (fixture))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (poll_id);
  g_source_remove (deadline_id);
}

static gboolean
is_up (Fixture *fixture)
{
  return fixture->login->is_up;
}

static void
set_up_without_login (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->bus);
  fixture->service.connection =
      g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (fixture->bus),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                  | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  service_fixture_set_up (&fixture->service, data);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  set_up_without_login (fixture, data);
  fixture->login = login_double_new (g_test_dbus_get_bus_address (fixture->bus));
  wait_until (fixture, is_up);
}

static gboolean
is_watch_alone (Fixture *fixture)
{
  return G_OBJECT (fixture->service.sleep_watch)->ref_count == 2;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  GDBusConnection *connection = fixture->service.connection;
  g_autoptr (GError) error = NULL;

  /* An answer on its way keeps the watch. */
  wait_until (fixture, is_watch_alone);
  service_fixture_tear_down (&fixture->service, data);
  if (fixture->login != NULL)
    login_double_free (fixture->login);
  g_dbus_connection_close_sync (connection, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (connection);
  g_test_dbus_down (fixture->bus);
  g_object_unref (fixture->bus);
}

static gboolean
is_held (Fixture *fixture)
{
  return ebb_sleep_watch_is_held (fixture->service.sleep_watch);
}

static gboolean
is_let_go (Fixture *fixture)
{
  return login_double_count_held (fixture->login) == 0;
}

static gboolean
is_stopping (Fixture *fixture)
{
  return service_fixture_get_state (&fixture->service) == EBB_SESSION_STOPPING;
}

static gboolean
is_ready (ServiceFixture *service)
{
  return ebb_boots_get_state (ebb_current_session_get_boots (service->session)) == EBB_BOOTS_READY;
}

static gboolean
is_link_anew (Fixture *fixture)
{
  return !is_ready (&fixture->service);
}

static void
run_session (Fixture *fixture)
{
  service_fixture_take_boots (&fixture->service);
  g_assert_cmpuint (login_double_count_asked (fixture->login), ==, 0);
  service_fixture_start (&fixture->service);
  service_fixture_run_for (&fixture->service, 10000);
  wait_until (fixture, is_held);
  g_assert_cmpuint (login_double_count_held (fixture->login), ==, 1);
}

static void
assert_end (Fixture *fixture, EbbSessionEnd end)
{
  g_autoptr (GPtrArray) records = service_fixture_list_sessions (&fixture->service);
  const EbbSessionRecord *record;

  g_assert_cmpuint (records->len, ==, 1);
  record = g_ptr_array_index (records, 0);
  g_assert_cmpint (record->end, ==, end);
  g_assert_true (record->is_vented_confirmed);
  g_assert_cmpint (ebb_current_session_get_snapshot (fixture->service.session)->end, ==, end);
}

static void
test_boots_are_stopped_before_it_sleeps (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  run_session (fixture);
  g_assert_cmpstr (fixture->login->what, ==, "sleep:shutdown");
  login_double_say_sleep (fixture->login, TRUE);
  wait_until (fixture, is_stopping);
  g_assert_cmpint (ebb_sim_boots_get_status (fixture->service.sim)->run_state, !=, EBB_RUN_RUNNING);
  g_assert_false (is_let_go (fixture));
  service_fixture_run_until (&fixture->service, service_fixture_is_idle, 2000);
  wait_until (fixture, is_let_go);
  assert_end (fixture, EBB_END_BY_SLEEP);
}

static gboolean
is_awake_for_it (Fixture *fixture)
{
  return login_double_count_blocks (fixture->login) == 1;
}

static gboolean
may_idle (Fixture *fixture)
{
  return login_double_count_blocks (fixture->login) == 0;
}

/* Nobody types for as long as a session lasts, and it sleeps for that as soon as it is over. */
static void
test_it_stays_awake_for_a_session (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  run_session (fixture);
  wait_until (fixture, is_awake_for_it);
  g_assert_cmpstr (fixture->login->blocked, ==, "idle");
  ebb_current_session_stop (fixture->service.session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (&fixture->service, service_fixture_is_idle, 20000);
  wait_until (fixture, may_idle);
}

static void
test_nothing_goes_on_when_it_is_awake (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  guint32 epoch;

  run_session (fixture);
  login_double_say_sleep (fixture->login, TRUE);
  wait_until (fixture, is_stopping);
  service_fixture_run_until (&fixture->service, service_fixture_is_idle, 2000);
  epoch = ebb_sim_boots_get_status (fixture->service.sim)->closed_epoch;
  login_double_say_sleep (fixture->login, FALSE);
  wait_until (fixture, is_link_anew);
  service_fixture_run_until (&fixture->service, is_ready, 10000);
  service_fixture_run_for (&fixture->service, 60000);
  g_assert_true (service_fixture_is_idle (&fixture->service));
  g_assert_cmpuint (ebb_sim_boots_get_status (fixture->service.sim)->closed_epoch, ==, epoch);
  g_assert_cmpuint (login_double_count_held (fixture->login), ==, 0);
}

static gboolean
is_refused (Fixture *fixture)
{
  return service_fixture_is_refused (&fixture->service, EBB_REFUSAL_LEAVING);
}

static gboolean
is_free (Fixture *fixture)
{
  return !is_refused (fixture);
}

static void
test_nothing_is_started_before_it_sleeps (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  service_fixture_take_boots (&fixture->service);
  service_fixture_tick_all (&fixture->service);
  login_double_say_sleep (fixture->login, TRUE);
  wait_until (fixture, is_refused);
  g_assert_false (ebb_current_session_start (fixture->service.session, EBB_CONFIRMED_BY_PRESS));
  service_fixture_run_for (&fixture->service, 5000);
  g_assert_true (service_fixture_is_idle (&fixture->service));
  /* It slept, or it did not after all. */
  login_double_say_sleep (fixture->login, FALSE);
  wait_until (fixture, is_free);
  service_fixture_run_until (&fixture->service, is_ready, 10000);
  service_fixture_start (&fixture->service);
}

static void
test_login_manager_that_went_refuses_nothing (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  service_fixture_take_boots (&fixture->service);
  service_fixture_tick_all (&fixture->service);
  login_double_say_shutdown (fixture->login, TRUE);
  wait_until (fixture, is_refused);
  /* Who was to say that it stays is gone: nothing is refused for ever. */
  g_clear_pointer (&fixture->login, login_double_free);
  wait_until (fixture, is_free);
}

static void
test_boots_that_do_not_obey_keep_it_two_seconds (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  run_session (fixture);
  ebb_sim_boots_set_fault (fixture->service.sim, EBB_SIM_FAULT_IGNORE_STOPS, 1000);
  login_double_say_sleep (fixture->login, TRUE);
  wait_until (fixture, is_stopping);
  service_fixture_run_for (&fixture->service, 1900);
  g_assert_true (is_held (fixture));
  service_fixture_run_for (&fixture->service, 150);
  g_assert_false (is_held (fixture));
  wait_until (fixture, is_let_go);
  g_assert_true (is_stopping (fixture));
  /* Awake again with the boots still full: the next sleep waits as well. */
  login_double_say_sleep (fixture->login, FALSE);
  wait_until (fixture, is_held);
  g_assert_true (is_stopping (fixture));
}

static void
test_paused_session_ends_before_it_sleeps (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  run_session (fixture);
  ebb_current_session_pause (fixture->service.session);
  service_fixture_run_for (&fixture->service, 5000);
  g_assert_cmpint (service_fixture_get_state (&fixture->service), ==, EBB_SESSION_PAUSED);
  login_double_say_sleep (fixture->login, TRUE);
  wait_until (fixture, is_stopping);
  service_fixture_run_until (&fixture->service, service_fixture_is_idle, 2000);
  wait_until (fixture, is_let_go);
  assert_end (fixture, EBB_END_BY_SLEEP);
}

static void
test_boots_are_stopped_before_it_goes_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  run_session (fixture);
  login_double_say_shutdown (fixture->login, TRUE);
  wait_until (fixture, is_stopping);
  service_fixture_run_until (&fixture->service, service_fixture_is_idle, 2000);
  wait_until (fixture, is_let_go);
  assert_end (fixture, EBB_END_BY_QUIT);
}

static void
test_session_that_is_over_keeps_nobody_awake (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  run_session (fixture);
  ebb_current_session_stop (fixture->service.session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (&fixture->service, service_fixture_is_idle, 10000);
  wait_until (fixture, is_let_go);
  assert_end (fixture, EBB_END_BY_STOP);
}

static void
test_without_a_login_manager_all_is_as_ever (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  service_fixture_take_boots (&fixture->service);
  service_fixture_start (&fixture->service);
  service_fixture_run_for (&fixture->service, 10000);
  g_assert_false (is_held (fixture));
  ebb_current_session_stop (fixture->service.session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (&fixture->service, service_fixture_is_idle, 10000);
  assert_end (fixture, EBB_END_BY_STOP);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/service/sleep/boots-are-stopped-first", test_boots_are_stopped_before_it_sleeps);
  ADD ("/service/sleep/stays-awake-for-a-session", test_it_stays_awake_for_a_session);
  ADD ("/service/sleep/nothing-goes-on-after-it", test_nothing_goes_on_when_it_is_awake);
  ADD ("/service/sleep/waits-two-seconds-for-boots-that-do-not-obey",
       test_boots_that_do_not_obey_keep_it_two_seconds);
  ADD ("/service/sleep/ends-a-paused-session", test_paused_session_ends_before_it_sleeps);
  ADD ("/service/shutdown/boots-are-stopped-first", test_boots_are_stopped_before_it_goes_down);
  ADD ("/service/sleep/is-free-when-the-session-is-over",
       test_session_that_is_over_keeps_nobody_awake);
  ADD ("/service/sleep/nothing-is-started-before-it", test_nothing_is_started_before_it_sleeps);
  ADD ("/service/sleep/refuses-only-while-somebody-says-so",
       test_login_manager_that_went_refuses_nothing);
  g_test_add ("/service/sleep/needs-no-login-manager", Fixture, NULL, set_up_without_login,
              test_without_a_login_manager_all_is_as_ever, tear_down);
  return g_test_run ();
}
