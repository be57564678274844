/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "service-fixture.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

#include "ebb-control-socket.h"
#include "ebb-current-session-elsewhere.h"
#include "ebb-session-lock.h"
#include "ebb-snapshot-json.h"

/* Two programs of one account: what the one runs, the other shows and stops. */

static EbbCurrentSession *watching; /* of the program that shows it */

/* Another program, whose radio gives it none of these boots: the first one has their link. */
static EbbCore *
begin_to_watch (ServiceFixture *fixture)
{
  g_autoptr (EbbScanner) radio =
      EBB_SCANNER (ebb_sim_scanner_new (EBB_CLOCK (fixture->clock), fixture->definitions));
  EbbSimScanner *scanner = fixture->scanner;
  EbbCore       *core;

  fixture->scanner = EBB_SIM_SCANNER (radio);
  core = service_fixture_new_core (fixture);
  fixture->scanner = scanner;
  watching = ebb_core_get_current_session (core);
  ebb_current_session_watch_elsewhere (watching);
  return core;
}

static const EbbSnapshot *
get_shown (void)
{
  return ebb_current_session_get_elsewhere_snapshot (watching);
}

static gboolean
is_shown (ServiceFixture *fixture G_GNUC_UNUSED)
{
  return get_shown () != NULL;
}

static gboolean
is_shown_no_more (ServiceFixture *fixture)
{
  return !is_shown (fixture);
}

static gboolean
is_unknown (ServiceFixture *fixture G_GNUC_UNUSED)
{
  return !get_shown ()->is_reading_known;
}

static void
test_what_another_program_runs_is_shown (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbCore) other = NULL;
  EbbBoots          *boots = service_fixture_take_boots (fixture);
  const EbbSnapshot *own = ebb_current_session_get_snapshot (fixture->session);

  other = begin_to_watch (fixture);
  service_fixture_run_for (fixture, 2000);
  g_assert_null (get_shown ());
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 20000);
  g_assert_nonnull (get_shown ());
  g_assert_cmpint (get_shown ()->state, ==, EBB_SESSION_RUNNING);
  g_assert_true (get_shown ()->is_reading_known);
  g_assert_cmpint (ebb_pa_to_whole_mmhg (own->highest_pa), >, 10);
  g_assert_cmpint (ebb_pa_to_whole_mmhg (get_shown ()->highest_pa), ==,
                   ebb_pa_to_whole_mmhg (own->highest_pa));
  g_assert_cmpint (get_shown ()->highest_zone, ==, own->highest_zone);
  g_assert_cmpint (get_shown ()->zones[EBB_SIDE_LEFT], ==, own->zones[EBB_SIDE_LEFT]);
  g_assert_cmpint (get_shown ()->legs, ==, EBB_LEGS_BOTH);
  g_assert_cmpstr (ebb_current_session_get_elsewhere_identity (watching), ==,
                   ebb_boots_get_identity (boots));
}

static void
test_its_stop_stops_them (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbCore) other = NULL;
  g_autoptr (GPtrArray) records = NULL;
  const EbbSessionRecord *record;

  service_fixture_take_boots (fixture);
  other = begin_to_watch (fixture);
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 20000);
  ebb_current_session_stop_elsewhere (watching);
  g_assert_cmpuint (ebb_current_session_get_elsewhere_asked_ms (watching), >, 0);
  service_fixture_run_until (fixture, service_fixture_is_stopping, 250);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  service_fixture_run_until (fixture, is_shown_no_more, 1000);
  g_assert_cmpuint (ebb_current_session_get_elsewhere_asked_ms (watching), ==, 0);
  g_assert_true (ebb_current_session_is_elsewhere_empty (watching));
  records = service_fixture_list_sessions (fixture);
  record = g_ptr_array_index (records, 0);
  g_assert_cmpint (record->end, ==, EBB_END_BY_STOP);
  g_assert_true (record->is_vented_confirmed);
}

static void
test_ones_own_session_is_not_elsewhere (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  service_fixture_take_boots (fixture);
  watching = fixture->session;
  ebb_current_session_watch_elsewhere (watching);
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 5000);
  g_assert_null (get_shown ());
  ebb_current_session_stop_elsewhere (watching);
  g_assert_true (service_fixture_is_running (fixture));
}

/* ---- a program that answers nothing ---- */

static void
count_cb (guint *count)
{
  (*count)++;
}

/* What it said before it was held up: air in a zone. */
static EbbControlSocket *
hang (ServiceFixture *fixture, EbbSessionLock **lock, guint *n_stops)
{
  g_autofree char *path = ebb_runtime_path (fixture->directory, "AA:01", "sock");
  g_autoptr (GError) error = NULL;
  EbbControlSocket *socket;
  EbbSnapshot       snapshot;

  *lock = ebb_session_lock_new (fixture->directory);
  g_assert_true (ebb_session_lock_take (*lock, "AA:01"));
  socket = ebb_control_socket_new (path, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (socket, "stop", G_CALLBACK (count_cb), n_stops);
  ebb_snapshot_init (&snapshot);
  snapshot.state = EBB_SESSION_RUNNING;
  snapshot.legs = EBB_LEGS_BOTH;
  snapshot.is_reading_known = true;
  snapshot.zones[EBB_SIDE_LEFT] = EBB_ZONE_BIT (EBB_ZONE_FOOT);
  snapshot.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].pressure_pa = ebb_mmhg_to_pa (38);
  ebb_control_socket_publish (socket, &snapshot);
  return socket;
}

/* That program, seen by the one that watches. */
typedef struct
{
  EbbCore          *watcher;
  EbbSessionLock   *lock;
  EbbControlSocket *socket;
  guint             n_stops;
} Held;

static void
held_clear (Held *self)
{
  g_clear_object (&self->socket);
  g_clear_object (&self->lock);
  g_clear_object (&self->watcher);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Held, held_clear)

static void
watch_held (ServiceFixture *fixture, Held *self)
{
  self->socket = hang (fixture, &self->lock, &self->n_stops);
  self->watcher = begin_to_watch (fixture);
  service_fixture_run_until (fixture, is_shown, 1500);
}

typedef struct
{
  EbbSessionLock *lock;
  GSocket        *listener;
  GSocket        *client; /* what it is asked is never read */
} Deaf;

/* One that hangs after it said that it stops: the kernel still takes what it is asked. */
static void
deaf_say (ServiceFixture *fixture, Deaf *self)
{
  g_autofree char *path = ebb_runtime_path (fixture->directory, "AA:01", "sock");
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GError) error = NULL;

  self->lock = ebb_session_lock_new (fixture->directory);
  g_assert_true (ebb_session_lock_take (self->lock, "AA:01"));
  self->listener = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, &error);
  g_assert_no_error (error);
  g_assert_true (g_socket_bind (self->listener, address, FALSE, &error));
  g_assert_true (g_socket_listen (self->listener, &error));
}

static void
deaf_stopping (Deaf *self)
{
  g_autofree char *line = NULL;
  g_autofree char *sent = NULL;
  EbbSnapshot      snapshot;

  ebb_snapshot_init (&snapshot);
  snapshot.state = EBB_SESSION_STOPPING;
  snapshot.stop_ms = 100;
  line = ebb_snapshot_to_json (&snapshot);
  sent = g_strconcat (line, "\n", NULL);
  self->client = g_socket_accept (self->listener, NULL, NULL);
  g_assert_nonnull (self->client);
  g_assert_cmpint (g_socket_send (self->client, sent, strlen (sent), NULL, NULL), ==,
                   (gssize) strlen (sent));
}

static void
deaf_clear (Deaf *self)
{
  g_clear_object (&self->client);
  g_clear_object (&self->listener);
  g_clear_object (&self->lock);
}

static gboolean
is_deaf (ServiceFixture *fixture G_GNUC_UNUSED)
{
  return ebb_current_session_is_elsewhere_deaf (watching);
}

/* It said that it stops, so what it says is trusted until it answers nothing: with a press on Stop
 * and without. */
static void
test_a_program_that_hangs_is_no_help (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbCore) other = NULL;
  Deaf deaf = { 0 };

  deaf_say (fixture, &deaf);
  other = begin_to_watch (fixture);
  deaf_stopping (&deaf);
  service_fixture_run_until (fixture, is_shown, 1500);
  g_assert_cmpint (get_shown ()->state, ==, EBB_SESSION_STOPPING);
  g_assert_false (is_deaf (fixture));
  service_fixture_run_until (fixture, is_deaf, 6000);
  g_assert_true (is_shown (fixture));
  ebb_current_session_stop_elsewhere (watching);
  g_assert_true (is_deaf (fixture));
  deaf_clear (&deaf);
  service_fixture_run_until (fixture, is_shown_no_more, 1000);
  g_assert_false (is_deaf (fixture));
  g_assert_false (ebb_current_session_is_elsewhere_empty (watching));
}

/* A state in which nothing happens has no news: that is no silence. */
static void
test_a_program_without_news_hears (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Held) held = { 0 };

  watch_held (fixture, &held);
  service_fixture_run_for (fixture, 60000);
  g_assert_true (is_shown (fixture));
  g_assert_false (is_deaf (fixture));
  g_assert_cmpuint (held.n_stops, ==, 0);
}

/* Where another controller runs the boots, the other program lets them go with nothing owed: they
 * have not stopped. */
static void
test_boots_that_run_on_are_not_empty (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Held) held = { 0 };
  EbbSnapshot snapshot;

  watch_held (fixture, &held);
  snapshot = *get_shown ();
  snapshot.state = EBB_SESSION_IDLE;
  snapshot.end = EBB_END_BY_BOOTS;
  snapshot.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].pressure_pa = 0;
  ebb_control_socket_publish (held.socket, &snapshot);
  service_fixture_run_until (fixture, is_shown_no_more, 1000);
  g_assert_false (ebb_current_session_is_elsewhere_empty (watching));
  snapshot.end = EBB_END_BY_STOP;
  snapshot.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].pressure_pa = ebb_mmhg_to_pa (20);
  ebb_control_socket_publish (held.socket, &snapshot);
  service_fixture_run_for (fixture, 200);
  g_assert_false (ebb_current_session_is_elsewhere_empty (watching));
}

static void
test_silence_makes_readings_unknown (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Held) held = { 0 };

  watch_held (fixture, &held);
  g_assert_true (get_shown ()->is_reading_known);
  g_assert_cmpint (ebb_pa_to_whole_mmhg (get_shown ()->highest_pa), ==, 38);
  service_fixture_run_until (fixture, is_unknown, 5000);
  g_assert_cmpint (get_shown ()->state, ==, EBB_SESSION_RUNNING);
}

static void
test_stop_is_repeated_until_it_is_heeded (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Held) held = { 0 };
  EbbSnapshot snapshot;
  guint       n_heeded;

  watch_held (fixture, &held);
  ebb_current_session_stop_elsewhere (watching);
  service_fixture_run_for (fixture, 2000);
  g_assert_cmpuint (held.n_stops, >=, 6);
  g_assert_cmpuint (ebb_current_session_get_elsewhere_asked_ms (watching), >=, 1900);
  snapshot = *get_shown ();
  snapshot.state = EBB_SESSION_STOPPING;
  ebb_control_socket_publish (held.socket, &snapshot);
  service_fixture_run_for (fixture, 400);
  n_heeded = held.n_stops;
  service_fixture_run_for (fixture, 2000);
  g_assert_cmpuint (held.n_stops, ==, n_heeded);
  g_assert_cmpuint (ebb_current_session_get_elsewhere_asked_ms (watching), ==, 0);
}

/* Who can not be asked to stop is not shown as one that can: the refusal says who runs it. */
static void
test_who_can_not_be_asked_is_not_shown (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbCore) other = NULL;
  g_autoptr (EbbSessionLock) lock = ebb_session_lock_new (fixture->directory);

  g_assert_true (ebb_session_lock_take (lock, "AA:01"));
  other = begin_to_watch (fixture);
  service_fixture_run_for (fixture, 3000);
  g_assert_null (get_shown ());
  g_assert_nonnull (ebb_current_session_get_elsewhere (watching, NULL));
}

static void
test_a_program_that_dies_is_shown_no_more (ServiceFixture    *fixture,
                                           gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Held) held = { 0 };

  watch_held (fixture, &held);
  g_clear_object (&held.socket);
  ebb_session_lock_release (held.lock);
  service_fixture_run_until (fixture, is_shown_no_more, 1000);
  g_assert_false (ebb_current_session_is_elsewhere_empty (watching));
}

static void
test_what_is_written_is_read_back (void)
{
  EbbSnapshot      written;
  EbbSnapshot      read;
  g_autofree char *line = NULL;

  ebb_snapshot_init (&written);
  written.state = EBB_SESSION_LINK_LOST;
  written.legs = EBB_LEGS_LEFT;
  written.is_reading_known = true;
  written.remaining_s = 702;
  written.stop_count = 5;
  written.stop_ms = 1400;
  written.link_lost_ms = 6000;
  written.zones[EBB_SIDE_LEFT] = EBB_ZONE_BIT (EBB_ZONE_FOOT) | EBB_ZONE_BIT (EBB_ZONE_LOWER_CALF);
  written.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].pressure_pa = ebb_mmhg_to_pa (20);
  written.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].is_filling = true;
  written.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].heat_ddeg = 405;
  line = ebb_snapshot_to_json (&written);
  g_assert_true (ebb_snapshot_from_json (line, &read));
  g_assert_cmpint (read.state, ==, EBB_SESSION_LINK_LOST);
  g_assert_cmpint (read.legs, ==, EBB_LEGS_LEFT);
  g_assert_true (read.is_reading_known);
  g_assert_cmpuint (read.remaining_s, ==, 702);
  g_assert_cmpuint (read.stop_count, ==, 5);
  g_assert_cmpuint (read.stop_ms, ==, 1400);
  g_assert_cmpuint (read.link_lost_ms, ==, 6000);
  g_assert_cmpint (read.zones[EBB_SIDE_LEFT], ==, written.zones[EBB_SIDE_LEFT]);
  g_assert_cmpint (read.zone[EBB_SIDE_LEFT][EBB_ZONE_LOWER_CALF].pressure_pa, ==,
                   EBB_PRESSURE_UNKNOWN_PA);
  g_assert_cmpint (ebb_pa_to_whole_mmhg (read.highest_pa), ==, 20);
  g_assert_cmpint (read.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].heat_ddeg, ==, 405);
  g_assert_true (read.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].is_filling);
  g_assert_false (ebb_snapshot_from_json ("{\"did\":\"stop\"}", &read));
  g_assert_cmpint (read.highest_pa, ==, EBB_PRESSURE_UNKNOWN_PA);
}

#define ADD(path, function)                                                                        \
  g_test_add (path, ServiceFixture, NULL, service_fixture_set_up, function,                        \
              service_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/service/elsewhere/what-another-program-runs-is-shown",
       test_what_another_program_runs_is_shown);
  ADD ("/service/elsewhere/its-stop-stops-them", test_its_stop_stops_them);
  ADD ("/service/elsewhere/ones-own-session-is-not-elsewhere",
       test_ones_own_session_is_not_elsewhere);
  ADD ("/service/elsewhere/silence-makes-readings-unknown", test_silence_makes_readings_unknown);
  ADD ("/service/elsewhere/a-program-that-hangs-is-no-help", test_a_program_that_hangs_is_no_help);
  ADD ("/service/elsewhere/a-program-without-news-hears", test_a_program_without_news_hears);
  ADD ("/service/elsewhere/boots-that-run-on-are-not-empty", test_boots_that_run_on_are_not_empty);
  ADD ("/service/elsewhere/stop-is-repeated-until-it-is-heeded",
       test_stop_is_repeated_until_it_is_heeded);
  ADD ("/service/elsewhere/who-can-not-be-asked-is-not-shown",
       test_who_can_not_be_asked_is_not_shown);
  ADD ("/service/elsewhere/a-program-that-dies-is-shown-no-more",
       test_a_program_that_dies_is_shown_no_more);
  g_test_add_func ("/service/elsewhere/what-is-written-is-read-back",
                   test_what_is_written_is_read_back);
  return g_test_run ();
}
