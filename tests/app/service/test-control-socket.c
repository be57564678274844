/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <string.h>

#include "ebb-control-socket.h"

#define DEADLINE_US (10 * G_USEC_PER_SEC)

typedef struct
{
  char              *path;
  EbbControlSocket  *socket;
  GSocketConnection *connection;
  GString           *heard;
  guint              n_stops;
} Fixture;

static void
stop_cb (Fixture *fixture)
{
  fixture->n_stops++;
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = g_dir_make_tmp ("ebb-socket-XXXXXX", &error);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = NULL;

  g_assert_no_error (error);
  fixture->path = g_build_filename (directory, "boots.sock", NULL);
  fixture->socket = ebb_control_socket_new (fixture->path, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (fixture->socket, "stop", G_CALLBACK (stop_cb), fixture);
  address = g_unix_socket_address_new (fixture->path);
  fixture->connection =
      g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, &error);
  g_assert_no_error (error);
  g_socket_set_blocking (g_socket_connection_get_socket (fixture->connection), FALSE);
  fixture->heard = g_string_new (NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_clear_object (&fixture->connection);
  g_assert_finalize_object (fixture->socket);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_string_free (fixture->heard, TRUE);
  g_free (fixture->path);
}

static void
say (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_socket_send (g_socket_connection_get_socket (fixture->connection), text, strlen (text), NULL,
                 &error);
  g_assert_no_error (error);
}

static void
wait_for (Fixture *fixture, const char *expected)
{
  gint64 until_us = g_get_monotonic_time () + DEADLINE_US;
  char   buffer[4096];
  gssize count;

  while (strstr (fixture->heard->str, expected) == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until_us);
      g_main_context_iteration (NULL, FALSE);
      count = g_socket_receive (g_socket_connection_get_socket (fixture->connection), buffer,
                                sizeof buffer, NULL, NULL);
      if (count > 0)
        g_string_append_len (fixture->heard, buffer, count);
    }
}

static void
test_stop_takes_the_road_of_the_key (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  say (fixture, "{\"do\":\"stop\"}\n");
  wait_for (fixture, "\"did\":\"stop\"");
  g_assert_cmpuint (fixture->n_stops, ==, 1);
}

static void
test_status_gives_the_latest_snapshot (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbSnapshot snapshot;

  ebb_snapshot_init (&snapshot);
  snapshot.state = EBB_SESSION_RUNNING;
  ebb_control_socket_publish (fixture->socket, &snapshot);
  say (fixture, "{\"do\":\"status\"}\n");
  wait_for (fixture, "\"state\":\"running\"");
  g_assert_cmpuint (fixture->n_stops, ==, 0);
}

static void
test_watch_is_told_of_each_change (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbSnapshot snapshot;

  ebb_snapshot_init (&snapshot);
  say (fixture, "{\"do\":\"watch\"}\n");
  wait_for (fixture, "\"state\":\"idle\"");
  snapshot.state = EBB_SESSION_STOPPING;
  ebb_control_socket_publish (fixture->socket, &snapshot);
  wait_for (fixture, "\"state\":\"stopping\"");
}

/* So many snapshots that neither the kernel nor the socket keeps them for who does not read. */
#define N_UNREAD 2000

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (const char *at = text; (at = strchr (at, '\n')) != NULL; at++)
    n++;
  return n;
}

static void
test_slow_watcher_gets_the_latest (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbSnapshot snapshot;

  ebb_snapshot_init (&snapshot);
  say (fixture, "{\"do\":\"watch\"}\n");
  wait_for (fixture, "\"state\":\"idle\"");
  g_string_truncate (fixture->heard, 0);
  snapshot.state = EBB_SESSION_RUNNING;
  for (guint i = 0; i < N_UNREAD; i++)
    {
      ebb_control_socket_publish (fixture->socket, &snapshot);
      g_main_context_iteration (NULL, FALSE);
    }
  snapshot.state = EBB_SESSION_STOPPING;
  ebb_control_socket_publish (fixture->socket, &snapshot);
  wait_for (fixture, "\"state\":\"stopping\"");
  g_assert_cmpuint (count_lines (fixture->heard->str), <, N_UNREAD);
  /* Each line is whole, and what comes after is told as before. */
  g_assert_true (g_str_has_prefix (fixture->heard->str, "{"));
  snapshot.state = EBB_SESSION_FAULT;
  ebb_control_socket_publish (fixture->socket, &snapshot);
  wait_for (fixture, "}\n{");
  wait_for (fixture, "\"state\":\"fault\"");
}

static void
test_rubbish_gets_an_error_and_stops_nothing (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const lines[] = {
    "stop\n", "{}\n", "[]\n", "{\"do\":7}\n", "{\"do\":{}}\n", "{\"do\":\"start\"}\n", "\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_string_truncate (fixture->heard, 0);
      say (fixture, lines[i]);
      wait_for (fixture, "\"error\":");
    }
  g_assert_cmpuint (fixture->n_stops, ==, 0);
}

static void
end_session_cb (Fixture *fixture)
{
  g_clear_object (&fixture->socket);
}

static void
tear_down_ended (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_clear_object (&fixture->connection);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_string_free (fixture->heard, TRUE);
  g_free (fixture->path);
}

static void
test_stop_may_end_the_session_at_once (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbControlSocket *socket = fixture->socket;

  g_object_add_weak_pointer (G_OBJECT (socket), (gpointer *) &socket);
  g_signal_connect_swapped (fixture->socket, "stop", G_CALLBACK (end_session_cb), fixture);
  say (fixture, "{\"do\":\"stop\"}\n{\"do\":\"watch\"}\n");
  wait_for (fixture, "\"did\":\"stop\"");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (socket);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/control-socket/stop/takes-the-road-of-the-key", Fixture, NULL, set_up,
              test_stop_takes_the_road_of_the_key, tear_down);
  g_test_add ("/control-socket/status/gives-the-latest-snapshot", Fixture, NULL, set_up,
              test_status_gives_the_latest_snapshot, tear_down);
  g_test_add ("/control-socket/watch/is-told-of-each-change", Fixture, NULL, set_up,
              test_watch_is_told_of_each_change, tear_down);
  g_test_add ("/control-socket/watch/slow-reader-gets-the-latest", Fixture, NULL, set_up,
              test_slow_watcher_gets_the_latest, tear_down);
  g_test_add ("/control-socket/rubbish/gets-an-error-and-stops-nothing", Fixture, NULL, set_up,
              test_rubbish_gets_an_error_and_stops_nothing, tear_down);
  g_test_add ("/control-socket/stop/may-end-the-session-at-once", Fixture, NULL, set_up,
              test_stop_may_end_the_session_at_once, tear_down_ended);
  return g_test_run ();
}
