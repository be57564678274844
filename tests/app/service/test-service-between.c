/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "service-fixture.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

#include "ebb-boots-private.h"
#include "ebb-boots-reconnect.h"
#include "ebb-link-error.h"
#include "ebb-session-lock.h"
#include "ebb-sim-boots.h"
#include "ebb-store-journal.h"

/* What comes between sessions and their ends: other programs, earlier runs, faults. */

static gboolean
is_in_fault (ServiceFixture *fixture)
{
  return service_fixture_get_state (fixture) == EBB_SESSION_FAULT;
}

static GSocket *
call_session (ServiceFixture *fixture, EbbBoots *boots, const char *lines)
{
  g_autofree char *path =
      ebb_runtime_path (fixture->directory, ebb_boots_get_identity (boots), "sock");
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GError) error = NULL;
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, &error);

  g_assert_no_error (error);
  g_socket_connect (socket, address, NULL, &error);
  g_assert_no_error (error);
  g_socket_send (socket, lines, strlen (lines), NULL, &error);
  g_assert_no_error (error);
  return socket;
}

/* What was said until the other side hung up; the session is over, so it has. */
static char *
hear_out (GSocket *socket)
{
  g_autoptr (GError) error = NULL;
  GString *heard = g_string_new (NULL);
  char     buffer[4096];
  gssize   size;

  while ((size = g_socket_receive (socket, buffer, sizeof buffer, NULL, &error)) > 0)
    g_string_append_len (heard, buffer, size);
  g_assert_no_error (error);
  return g_string_free (heard, FALSE);
}

static void
test_who_stops_from_elsewhere_hears_of_the_end (ServiceFixture    *fixture,
                                                gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GSocket) socket = NULL;
  g_autofree char *heard = NULL;
  EbbBoots        *boots = service_fixture_take_boots (fixture);

  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 10000);
  socket = call_session (fixture, boots, "{\"do\":\"stop\"}\n{\"do\":\"watch\"}\n");
  service_fixture_run_until (fixture, service_fixture_is_stopping, 1000);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  ebb_settle ();
  heard = hear_out (socket);
  g_assert_nonnull (strstr (heard, "\"did\":\"stop\""));
  g_assert_nonnull (strstr (heard, "\"state\":\"stopping\""));
  g_assert_nonnull (strstr (heard, "\"state\":\"idle\""));
}

static gboolean
is_set_up_ready (ServiceFixture *fixture)
{
  return ebb_boots_get_state (ebb_current_session_get_boots (fixture->session)) == EBB_BOOTS_READY;
}

/* As a program does that is started anew: what it knows is in the file. */
static void
start_anew (ServiceFixture *fixture, const char *identity)
{
  g_autofree char *path = g_build_filename (fixture->directory, "ebb.sqlite3", NULL);
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->core);
  ebb_settle ();
  ebb_store_flush (fixture->store);
  g_clear_object (&fixture->journal);
  g_clear_object (&fixture->store);
  fixture->store = ebb_store_open (path, &error);
  g_assert_no_error (error);
  fixture->journal = EBB_JOURNAL (ebb_store_journal_new (fixture->store));
  service_fixture_restart (fixture, identity);
}

static gboolean
is_set_up_reconnecting (ServiceFixture *fixture)
{
  return ebb_boots_reconnects (ebb_current_session_get_boots (fixture->session));
}

static void
test_reconnecting_is_kept (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots        *boots = service_fixture_take_boots (fixture);
  g_autofree char *identity = g_strdup (ebb_boots_get_identity (boots));

  g_assert_true (ebb_boots_reconnects (boots));
  ebb_boots_set_reconnects (boots, FALSE);
  start_anew (fixture, identity);
  service_fixture_run_for (fixture, 60000);
  g_assert_false (is_set_up_reconnecting (fixture));
  g_assert_false (is_set_up_ready (fixture));
  ebb_boots_set_reconnects (ebb_current_session_get_boots (fixture->session), TRUE);
  service_fixture_run_until (fixture, is_set_up_ready, 5000);
  start_anew (fixture, identity);
  g_assert_true (is_set_up_reconnecting (fixture));
  service_fixture_run_until (fixture, is_set_up_ready, 5000);
}

/* Who takes them anew has said nothing yet; and of boots that are nobody's nothing is said. */
static void
test_reconnecting_is_forgotten_with_the_boots (ServiceFixture    *fixture,
                                               gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots        *boots = service_fixture_take_boots (fixture);
  g_autofree char *identity = g_strdup (ebb_boots_get_identity (boots));

  ebb_boots_set_reconnects (boots, FALSE);
  ebb_boots_forget_async (boots, NULL, NULL, NULL);
  service_fixture_run_for (fixture, 2000);
  g_assert_false (ebb_boots_is_known (boots));
  ebb_boots_set_reconnects (boots, FALSE);
  service_fixture_take_boots (fixture);
  start_anew (fixture, identity);
  g_assert_true (is_set_up_reconnecting (fixture));
  service_fixture_run_until (fixture, is_set_up_ready, 5000);
}

static void
test_epochs_go_on_where_the_last_run_ended (ServiceFixture    *fixture,
                                            gconstpointer data G_GNUC_UNUSED)
{
  EbbKnownBoots known = { 0 };

  known.identity = g_strdup (ebb_boots_get_identity (service_fixture_take_boots (fixture)));
  known.serial = (char *) "";
  known.name = (char *) "Boots";
  known.definition_id = (char *) "ebb-profile-1";
  known.epoch = 50;
  ebb_store_save_boots (fixture->store, &known);
  service_fixture_restart (fixture, known.identity);
  service_fixture_run_until (fixture, is_set_up_ready, 10000);
  g_assert_cmpuint (ebb_sim_boots_get_status (fixture->sim)->closed_epoch, <, 50);
  service_fixture_start (fixture);
  g_assert_cmpuint (ebb_sim_boots_get_status (fixture->sim)->epoch, ==, 51);
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  g_free (known.identity);
}

/* Each wish is answered with why, as often as it is wished. */
static void
test_boots_out_of_range_can_be_wished_for_again (ServiceFixture    *fixture,
                                                 gconstpointer data G_GNUC_UNUSED)
{
  static const char identity[] = "AA:00:00:00:00:09";
  EbbKnownBoots     known = { 0 };
  EbbBoots         *boots;

  known.identity = (char *) identity;
  known.serial = (char *) "";
  known.name = (char *) "Away";
  known.definition_id = (char *) "ebb-profile-1";
  ebb_store_save_boots (fixture->store, &known);
  service_fixture_restart (fixture, identity);
  boots = ebb_current_session_get_boots (fixture->session);
  for (int i = 0; i < 3; i++)
    {
      ebb_boots_connect (boots);
      g_assert_error (ebb_boots_get_error (boots), EBB_LINK_ERROR, EBB_LINK_ERROR_UNREACHABLE);
      g_assert_nonnull (strstr (ebb_boots_get_error (boots)->message, identity));
    }
}

/* Forgetting cuts a link: that of who only stops what was left open as well. */
static void
test_boots_being_stopped_elsewhere_are_in_use (ServiceFixture    *fixture,
                                               gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots   *boots = service_fixture_take_boots (fixture);
  const char *identity = ebb_boots_get_identity (boots);
  g_autoptr (EbbSessionLock) other = ebb_session_lock_new (fixture->directory);

  g_assert_false (ebb_current_session_is_elsewhere_on (fixture->session, boots));
  g_assert_true (ebb_session_lock_take (other, identity));
  ebb_session_lock_sign_stopping (other);
  g_assert_true (ebb_current_session_is_elsewhere_on (fixture->session, boots));
  ebb_session_lock_release (other);
  g_assert_false (ebb_current_session_is_elsewhere_on (fixture->session, boots));
  /* Beside a session on others. */
  g_assert_true (ebb_session_lock_take_boots (other, identity));
  g_assert_true (ebb_current_session_is_elsewhere_on (fixture->session, boots));
  ebb_session_lock_release (other);
  g_assert_true (ebb_session_lock_take (other, "AA:00:00:00:00:09"));
  g_assert_false (ebb_current_session_is_elsewhere_on (fixture->session, boots));
}

static void
clear_at_once_cb (EbbCurrentSession *session)
{
  if (ebb_current_session_get_snapshot (session)->state == EBB_SESSION_FAULT)
    ebb_current_session_clear_fault (session);
}

/* As a terminal does, where whoever reads the sentence has seen the fault. */
static void
test_fault_may_be_cleared_from_its_own_news (ServiceFixture    *fixture,
                                             gconstpointer data G_GNUC_UNUSED)
{
  service_fixture_take_boots (fixture);
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 10000);
  g_signal_connect (fixture->session, "changed", G_CALLBACK (clear_at_once_cb), NULL);
  ebb_sim_boots_set_fault (fixture->sim, EBB_SIM_FAULT_SILENT, 1);
  service_fixture_run_until (fixture, is_in_fault, 10000);
  service_fixture_run_for (fixture, 5000);
  g_assert_true (is_in_fault (fixture));
  ebb_sim_boots_set_fault (fixture->sim, EBB_SIM_FAULT_SILENT, 0);
  service_fixture_run_until (fixture, service_fixture_is_idle, 60000);
  g_assert_cmpint (ebb_sim_boots_get_status (fixture->sim)->run_state, ==, EBB_RUN_STOPPED);
}

/* Ending the scan takes a moment, and a session may begin in it. */
static void
test_connection_gives_way_to_a_session (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = service_fixture_take_boots (fixture);

  ebb_boots_disconnect (boots);
  service_fixture_run_for (fixture, 1000);
  g_assert_cmpint (ebb_boots_get_state (boots), !=, EBB_BOOTS_READY);
  ebb_boots_connect (boots);
  g_assert_true (boots->is_connecting);
  ebb_boots_lend (boots, TRUE);
  service_fixture_run_for (fixture, 5000);
  g_assert_cmpint (ebb_controller_get_link_state (boots->controller), ==, EBB_LINK_DISCONNECTED);
  g_assert_null (boots->error);
  ebb_boots_lend (boots, FALSE);
  service_fixture_run_until (fixture, is_set_up_ready, 10000);
}

static gboolean
has_no_fault_refusal (ServiceFixture *fixture)
{
  return !service_fixture_is_refused (fixture, EBB_REFUSAL_BOOTS_FAULT);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* Whoever would press Start is told why not, before pressing it; and nobody else is told anything:
 * the noise of sensors is no news. */
static void
test_air_in_boots_at_rest_is_a_refusal (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbBoots *boots = service_fixture_take_boots (fixture);
  guint     count = 0;

  service_fixture_run_for (fixture, 2000);
  g_signal_connect_swapped (boots, "changed", G_CALLBACK (count_cb), &count);
  service_fixture_run_for (fixture, 20000);
  g_assert_cmpuint (count, ==, 0);
  g_assert_true (service_fixture_has_no_air_refusal (fixture));
  ebb_sim_boots_set_fault (fixture->sim, EBB_SIM_FAULT_DRIFT, 30);
  service_fixture_run_until (fixture, service_fixture_has_air_refusal, 5000);
  g_assert_cmpuint (count, >, 0);
  ebb_sim_boots_clear_fault (fixture->sim, EBB_SIM_FAULT_DRIFT);
  service_fixture_run_until (fixture, service_fixture_has_no_air_refusal, 5000);
}

/* Boots keep their fault until somebody clears it at them, and refuse each START before that. */
static void
test_fault_that_boots_keep_is_a_refusal (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  service_fixture_take_boots (fixture);
  g_assert_true (has_no_fault_refusal (fixture));
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 10000);
  ebb_sim_boots_set_fault (fixture->sim, EBB_SIM_FAULT_DEAD_SENSOR, 1);
  service_fixture_run_until (fixture, is_in_fault, 10000);
  ebb_sim_boots_clear_fault (fixture->sim, EBB_SIM_FAULT_DEAD_SENSOR);
  service_fixture_run_for (fixture, 10000);
  ebb_current_session_clear_fault (fixture->session);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  g_assert_false (has_no_fault_refusal (fixture));
  ebb_sim_boots_press_button (fixture->sim);
  service_fixture_run_until (fixture, has_no_fault_refusal, 5000);
}

static gboolean
is_ready (ServiceFixture *fixture)
{
  EbbBoots *boots = ebb_current_session_get_boots (fixture->session);

  return ebb_boots_get_state (boots) == EBB_BOOTS_READY;
}

static gboolean
is_lost (ServiceFixture *fixture)
{
  return !is_ready (fixture);
}

/* What they said on the link before is of then: air may have come, or gone. */
static void
test_nothing_starts_before_the_first_reading (ServiceFixture *fixture, gconstpointer data)
{
  EbbBoots *boots = service_fixture_take_boots (fixture);

  service_fixture_run_until (fixture, service_fixture_is_read, 3000);
  ebb_boots_disconnect (boots);
  service_fixture_run_until (fixture, is_lost, 5000);
  ebb_sim_boots_set_fault (fixture->sim, EBB_SIM_FAULT_DRIFT, 12);
  ebb_boots_connect (boots);
  service_fixture_run_until (fixture, is_ready, 10000);
  service_fixture_tick_all (fixture);
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_NO_READING));
  g_assert_false (ebb_current_session_start (fixture->session, EBB_CONFIRMED_BY_PRESS));
  service_fixture_run_until (fixture, service_fixture_is_read, 3000);
  g_assert_true (service_fixture_has_air_refusal (fixture));
}

/* (nullable) */
static const EbbRefusal *
find_reading_refusal (ServiceFixture *fixture)
{
  gsize             n = 0;
  const EbbRefusal *refusals = ebb_current_session_get_refusals (fixture->session, &n);

  for (gsize i = 0; i < n; i++)
    if (refusals[i].code == EBB_REFUSAL_NO_READING)
      return &refusals[i];
  return NULL;
}

/* Boots that are connected and say nothing that can be read: somebody has to be told. */
static void
test_first_reading_is_overdue_after_3_s (ServiceFixture *fixture, gconstpointer data)
{
  EbbBoots *boots = service_fixture_take_boots (fixture);
  guint     n_changes = 0;

  service_fixture_run_until (fixture, service_fixture_is_read, 3000);
  ebb_boots_disconnect (boots);
  service_fixture_run_until (fixture, is_lost, 5000);
  ebb_sim_boots_set_fault (fixture->sim, EBB_SIM_FAULT_HOSTILE_BYTES, EBB_SIM_MESSAGES_TELEMETRY);
  ebb_boots_connect (boots);
  service_fixture_run_until (fixture, is_ready, 10000);
  service_fixture_run_for (fixture, 2000);
  g_assert_nonnull (find_reading_refusal (fixture));
  g_assert_cmpint (find_reading_refusal (fixture)->value, ==, 0);
  g_signal_connect_swapped (boots, "changed", G_CALLBACK (count_cb), &n_changes);
  service_fixture_run_for (fixture, 1500);
  g_assert_cmpint (find_reading_refusal (fixture)->value, ==, 1);
  g_assert_cmpuint (n_changes, >=, 1);
  g_signal_handlers_disconnect_by_data (boots, &n_changes);
  ebb_sim_boots_set_fault (fixture->sim, EBB_SIM_FAULT_HOSTILE_BYTES, 0);
  service_fixture_run_until (fixture, service_fixture_is_read, 3000);
}

/* ---- Stop for boots that run at their own button ---- */

static gboolean
is_running_elsewhere (ServiceFixture *fixture)
{
  return service_fixture_is_refused (fixture, EBB_REFUSAL_RUNNING_ELSEWHERE);
}

/* TRUE as soon as a session was begun. */
static gboolean
is_started (ServiceFixture *fixture)
{
  service_fixture_tick_all (fixture);
  return ebb_current_session_start (fixture->session, EBB_CONFIRMED_BY_PRESS);
}

static EbbBoots *
stop_run_at_the_boots (ServiceFixture *fixture)
{
  EbbBoots *boots = service_fixture_take_boots (fixture);

  ebb_sim_boots_set_fault (fixture->sim, EBB_SIM_FAULT_OWN_RUN, 1);
  service_fixture_run_until (fixture, is_running_elsewhere, 5000);
  service_fixture_run_for (fixture, 10000);
  ebb_boots_stop (boots);
  return boots;
}

/* It is repeated until they have stopped, and never into the session that begins then. */
static void
test_stop_of_a_run_before_is_not_for_a_session (ServiceFixture *fixture, gconstpointer data)
{
  EbbBoots *boots = stop_run_at_the_boots (fixture);

  service_fixture_run_until (fixture, is_started, 20000);
  service_fixture_run_until (fixture, service_fixture_is_running, 10000);
  service_fixture_run_for (fixture, 5000);
  g_assert_true (service_fixture_is_running (fixture));
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  service_fixture_run_for (fixture, 1000);
  g_assert_false (ebb_boots_is_stopping (boots));
}

static gboolean
is_at_rest (ServiceFixture *fixture)
{
  return !is_running_elsewhere (fixture);
}

/* Nobody has asked to stop that one. */
static void
test_stop_of_a_run_before_is_not_for_the_next (ServiceFixture *fixture, gconstpointer data)
{
  stop_run_at_the_boots (fixture);
  service_fixture_run_until (fixture, is_at_rest, 20000);
  ebb_sim_boots_set_fault (fixture->sim, EBB_SIM_FAULT_OWN_RUN, 1);
  service_fixture_run_until (fixture, is_running_elsewhere, 5000);
  service_fixture_run_for (fixture, 5000);
  g_assert_true (is_running_elsewhere (fixture));
}

/* As when the system takes them off its list. */
static void
test_stop_ends_with_the_link_it_was_for (ServiceFixture *fixture, gconstpointer data)
{
  EbbBoots *boots = stop_run_at_the_boots (fixture);

  ebb_boots_drop_controller (boots);
  service_fixture_run_for (fixture, 1000);
  g_assert_false (ebb_boots_is_stopping (boots));
}

#define ADD(path, function)                                                                        \
  g_test_add (path, ServiceFixture, NULL, service_fixture_set_up, function,                        \
              service_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/service/second-program/that-stops-it-hears-of-the-end",
       test_who_stops_from_elsewhere_hears_of_the_end);
  ADD ("/service/epochs/go-on-where-the-last-run-ended",
       test_epochs_go_on_where_the_last_run_ended);
  ADD ("/service/fault/may-be-cleared-from-its-own-news",
       test_fault_may_be_cleared_from_its_own_news);
  ADD ("/service/second-program/that-stops-boots-uses-them",
       test_boots_being_stopped_elsewhere_are_in_use);
  ADD ("/service/connection/can-be-wished-for-again",
       test_boots_out_of_range_can_be_wished_for_again);
  ADD ("/service/reconnecting/is-kept", test_reconnecting_is_kept);
  ADD ("/service/reconnecting/is-forgotten-with-the-boots",
       test_reconnecting_is_forgotten_with_the_boots);
  ADD ("/service/connection/gives-way-to-a-session", test_connection_gives_way_to_a_session);
  ADD ("/service/stop/of-a-run-before-is-not-for-a-session",
       test_stop_of_a_run_before_is_not_for_a_session);
  ADD ("/service/stop/of-a-run-before-is-not-for-the-next",
       test_stop_of_a_run_before_is_not_for_the_next);
  ADD ("/service/stop/ends-with-the-link-it-was-for", test_stop_ends_with_the_link_it_was_for);
  ADD ("/service/refusals/fault-that-boots-keep", test_fault_that_boots_keep_is_a_refusal);
  ADD ("/service/refusals/air-in-boots-at-rest", test_air_in_boots_at_rest_is_a_refusal);
  ADD ("/service/refusals/before-the-first-reading", test_nothing_starts_before_the_first_reading);
  ADD ("/service/refusals/first-reading-is-overdue", test_first_reading_is_overdue_after_3_s);
  return g_test_run ();
}
