/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-remote.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "ebb-boots-set.h"
#include "ebb-session-lock.h"
#include "ebb-snapshot-json.h"

#include "ebbctl-screen.h"
#include "ebbctl-words.h"

/* watch, and stop for the session that another Ebb program of this account runs. */

typedef struct
{
  CtlApp            *app;
  GSocketConnection *connection;
  GDataInputStream  *input;
  char              *title;
  gboolean           is_stop;
  gboolean           is_over;      /* watch: the end was read */
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
  return name == NULL || g_str_equal (name, identity)
         || ebb_boots_list_is_of_set (ebb_core_get_boots_list (app->core), name, identity);
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
  g_free (remote->title);
  g_free (remote);
}

static void
end_remote (Remote *remote)
{
  CtlApp *app = remote->app;

  if (!remote->is_stop && remote->is_over)
    ctl_quit (app, CTL_EXIT_OK);
  else if (!remote->is_stop)
    ctl_fail (app, CTL_EXIT_ENDED_EARLY,
              _ ("the program that ran the session is gone in the middle of it, and its boots are "
                 "being stopped. Look at them, and see ebbctl stop"));
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
show (Remote *remote, const char *line, const EbbSnapshot *snapshot)
{
  CtlApp *app = remote->app;

  if (app->is_json)
    g_print ("%s\n", line);
  else if (!remote->is_stop)
    {
      ctl_warn_of_state (app, snapshot);
      ctl_screen_show (app, snapshot, remote->title, _ ("“ebbctl stop” is Stop"));
    }
  if (remote->is_stop || remote->is_over || snapshot->state != EBB_SESSION_IDLE)
    return;
  remote->is_over = TRUE;
  ctl_say_end (app, snapshot);
}

static void
line_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Remote          *remote = user_data;
  EbbSnapshot      snapshot;
  g_autofree char *line = NULL;

  line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (object), result, NULL, NULL);
  if (line == NULL)
    {
      end_remote (remote);
      return;
    }
  /* Answers to what was asked are no news of the session. */
  if (ebb_snapshot_from_json (line, &snapshot))
    {
      show (remote, line, &snapshot);
      if (remote->is_stop
          && (snapshot.state == EBB_SESSION_IDLE || snapshot.state == EBB_SESSION_PAUSED))
        {
          remote->is_confirmed = !snapshot.is_stop_owed;
          end_remote (remote);
          return;
        }
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
  remote->title = g_strdup (_ ("The session of another program"));
  remote->input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_socket_send (g_socket_connection_get_socket (connection), lines, strlen (lines), NULL, NULL);
  read_next (remote);
}

gboolean
ctl_stop_holder (CtlApp *app, const char *name)
{
  GSocketConnection *connection = connect_to_holder (app, name);

  if (connection != NULL)
    talk (app, connection, TRUE);
  return connection != NULL;
}

void
ctl_watch (CtlApp *app, char **arguments G_GNUC_UNUSED)
{
  GSocketConnection *connection = connect_to_holder (app, NULL);

  if (connection != NULL)
    talk (app, connection, FALSE);
  else
    ctl_fail (app, CTL_EXIT_NO_BOOTS,
              _ ("no Ebb program of this account runs a session; expected one to watch"));
}
