/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-app.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "ebb-session-lock.h"

/* stop and watch: for the session that another Ebb program of this account runs, and, when there
 * is none, Stop straight to the boots. */

/* How long Stop is tried before the words change: the person must open the boots by hand. */
#define STOP_GIVE_UP_MS 30000

typedef struct
{
  CtlApp            *app;
  GSocketConnection *connection;
  GDataInputStream  *input;
  gboolean           is_stop;
  gboolean           is_confirmed; /* stop: empty was read */
} Remote;

static char *
runtime_directory (void)
{
  return g_build_filename (g_get_user_runtime_dir (), "ebb", NULL);
}

/* Whether the session that runs is the one on the boots that were named. A name of boots that are
 * not known counts as others: they are stopped themselves then. */
static gboolean
is_meant (CtlApp *app, const char *name, const char *identity)
{
  EbbBoots *boots = NULL;

  if (name == NULL || g_str_equal (name, identity))
    return TRUE;
  boots = ebb_boots_list_find (ebb_core_get_boots_list (app->core), name);
  return boots != NULL && g_str_equal (ebb_boots_get_identity (boots), identity);
}

/* @name: (nullable): of boots; NULL: whichever they are */
static GSocketConnection *
connect_to_holder (CtlApp *app, const char *name)
{
  g_autofree char *directory = runtime_directory ();
  g_autoptr (EbbSessionLock) lock = ebb_session_lock_new (directory);
  g_autofree char *identity = ebb_session_lock_dup_holder_identity (lock);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = NULL;
  g_autofree char *path = NULL;

  if (identity == NULL || !is_meant (app, name, identity))
    return NULL;
  path = ebb_runtime_path (directory, identity, "sock");
  address = g_unix_socket_address_new (path);
  /* Before the main loop runs, to a socket of this computer: this does not wait. */
  return g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
}

static void
free_remote (Remote *remote)
{
  g_object_unref (remote->input);
  g_object_unref (remote->connection);
  g_free (remote);
}

/* @is_stop_owed: (out): nobody has seen the boots empty, though the session is over */
static char *
dup_state (const char *line, gboolean *is_stop_owed)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;

  if (!json_parser_load_from_data (parser, line, -1, NULL)
      || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return NULL;
  object = json_node_get_object (json_parser_get_root (parser));
  *is_stop_owed = json_object_get_boolean_member_with_default (object, "stop_owed", FALSE);
  return g_strdup (json_object_get_string_member_with_default (object, "state", NULL));
}

static void
end_remote (Remote *remote)
{
  CtlApp *app = remote->app;

  if (!remote->is_stop)
    ctl_quit (app, CTL_EXIT_OK);
  else if (remote->is_confirmed)
    {
      if (!app->is_json)
        g_print ("%s\n", _ ("Stopped. Every zone is below 10 mmHg."));
      ctl_quit (app, CTL_EXIT_OK);
    }
  else
    ctl_fail (app, CTL_EXIT_NOT_CONFIRMED,
              _ ("Stop was sent, and nobody confirmed that the boots are empty. Open them now."));
  free_remote (remote);
}

static void read_next (Remote *remote);

static void
line_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Remote          *remote = user_data;
  g_autofree char *line = NULL;
  g_autofree char *state = NULL;
  gboolean         is_stop_owed = FALSE;

  line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (object), result, NULL, NULL);
  if (line == NULL)
    {
      end_remote (remote);
      return;
    }
  state = dup_state (line, &is_stop_owed);
  if (state != NULL && (!remote->is_stop || remote->app->is_json))
    g_print ("%s\n", line);
  if (remote->is_stop && (g_strcmp0 (state, "idle") == 0 || g_strcmp0 (state, "paused") == 0))
    {
      remote->is_confirmed = !is_stop_owed;
      end_remote (remote);
      return;
    }
  read_next (remote);
}

static void
read_next (Remote *remote)
{
  g_data_input_stream_read_line_async (remote->input, G_PRIORITY_DEFAULT, NULL, line_cb, remote);
}

static void
talk (CtlApp *app, GSocketConnection *connection, gboolean is_stop)
{
  static const char stop_lines[] = "{\"do\":\"stop\"}\n{\"do\":\"watch\"}\n";
  static const char watch_lines[] = "{\"do\":\"watch\"}\n";
  const char       *lines = is_stop ? stop_lines : watch_lines;
  Remote           *remote = g_new0 (Remote, 1);

  remote->app = app;
  remote->connection = connection;
  remote->is_stop = is_stop;
  remote->input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_socket_send (g_socket_connection_get_socket (connection), lines, strlen (lines), NULL, NULL);
  read_next (remote);
}

void
ctl_watch (CtlApp *app, char **arguments G_GNUC_UNUSED)
{
  GSocketConnection *connection = connect_to_holder (app, NULL);

  if (connection != NULL)
    talk (app, connection, FALSE);
  else
    ctl_fail (app, CTL_EXIT_NO_BOOTS, _ ("no Ebb program of this account runs a session"));
}

/* Sessions that were left open on several boots are stopped one after the other. */
static gboolean
is_one_left_open (EbbCurrentSession *session)
{
  gsize             n = 0;
  const EbbRefusal *refusals = ebb_current_session_get_refusals (session, &n);

  for (gsize i = 0; i < n; i++)
    {
      if (refusals[i].code == EBB_REFUSAL_OPEN_SESSION)
        return TRUE;
    }
  return FALSE;
}

static void
stop_direct_changed_cb (CtlApp *app)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);
  EbbBoots          *boots = ebb_current_session_get_boots (session);
  const EbbSnapshot *snapshot = ebb_current_session_get_snapshot (session);

  if (ebb_session_state_is_live (snapshot->state))
    {
      app->was_live = TRUE;
      return;
    }
  if (!app->was_live || app->is_ending || is_one_left_open (session))
    return;
  app->was_live = FALSE;
  /* It was on other boots than those that were named: they are still to be reached. */
  if (boots != NULL && !is_meant (app, app->boots_name, ebb_boots_get_identity (boots)))
    return;
  app->is_ending = TRUE;
  if (!app->is_json)
    g_print ("%s\n", _ ("Stopped. Every zone is below 10 mmHg."));
  ctl_quit (app, CTL_EXIT_OK);
}

static gboolean
stop_reached_cb (gpointer user_data)
{
  CtlApp *app = user_data;

  /* A session that was left open says it itself. Others are sent Stop until they say they are
   * stopped, whoever started them. */
  if (app->was_live || ebb_boots_is_stopping (app->boots))
    return G_SOURCE_CONTINUE;
  if (!app->is_json)
    g_print ("%s\n", _ ("The boots are stopped."));
  ctl_quit (app, CTL_EXIT_OK);
  return G_SOURCE_REMOVE;
}

static void
stop_reached (CtlApp *app, EbbBoots *boots)
{
  EbbClock *clock = ebb_composition_get_clock (app->composition);

  app->boots = boots;
  ebb_boots_stop (boots);
  /* Two readings later it is known whether they run. */
  ebb_clock_add_timeout (clock, 1200, stop_reached_cb, app);
}

static gboolean
give_up_cb (gpointer user_data)
{
  ctl_fail (user_data, CTL_EXIT_NOT_CONFIRMED,
            _ ("the boots did not confirm that they are empty. Press the stop button on the boots, "
               "and open the zips, top first."));
  return G_SOURCE_REMOVE;
}

void
ctl_stop (CtlApp *app, char **arguments)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);
  EbbClock          *clock = ebb_composition_get_clock (app->composition);
  GSocketConnection *connection;

  if (arguments[0] != NULL)
    {
      g_free (app->boots_name);
      app->boots_name = g_strdup (arguments[0]);
    }
  connection = connect_to_holder (app, app->boots_name);
  ebb_clock_add_timeout (clock, STOP_GIVE_UP_MS, give_up_cb, app);
  if (connection != NULL)
    {
      talk (app, connection, TRUE);
      return;
    }
  /* Nobody runs a session: one may have been left open by a program that died. */
  g_signal_connect_swapped (session, "changed", G_CALLBACK (stop_direct_changed_cb), app);
  ebb_core_recover (app->core);
  ctl_reach_boots (app, app->boots_name, stop_reached);
}
