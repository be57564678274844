/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <stdio.h>
#include <unistd.h>

#include <glib-unix.h>

#include "config.h"
#include "ebb-boots-server.h"

static gboolean
signalled_cb (gpointer user_data)
{
  ebb_boots_server_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
typed_cb (GIOChannel *channel, GIOCondition condition G_GNUC_UNUSED, gpointer user_data)
{
  g_autofree char *line = NULL;
  GIOStatus        status;

  do
    {
      g_clear_pointer (&line, g_free);
      status = g_io_channel_read_line (channel, &line, NULL, NULL, NULL);
      if (status == G_IO_STATUS_NORMAL)
        ebb_boots_server_take_command (user_data, g_strstrip (line));
    }
  while (status == G_IO_STATUS_NORMAL);
  /* The end of input is not the end of the boots: they run on in the background. */
  return status == G_IO_STATUS_AGAIN ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static guint
watch_commands (EbbBootsServer *server)
{
  GIOChannel *channel = g_io_channel_unix_new (STDIN_FILENO);
  guint       id;

  g_io_channel_set_flags (channel, G_IO_FLAG_NONBLOCK, NULL);
  id = g_io_add_watch (channel, G_IO_IN | G_IO_HUP, typed_cb, server);
  g_io_channel_unref (channel);
  return id;
}

static int
serve (const EbbBootsOptions *options)
{
  g_autoptr (EbbBootsServer) server = ebb_boots_server_new (options);
  guint interrupt_id = g_unix_signal_add (SIGINT, signalled_cb, server);
  guint terminate_id = g_unix_signal_add (SIGTERM, signalled_cb, server);
  int   exit_status;

  watch_commands (server);
  exit_status = ebb_boots_server_run (server);
  g_source_remove (interrupt_id);
  g_source_remove (terminate_id);
  return exit_status;
}

int
main (int argc, char **argv)
{
  EbbBootsOptions options;
  g_autoptr (GError) error = NULL;
  int exit_status = 2;

  if (!ebb_boots_options_parse (&options, &argc, &argv, &error))
    fprintf (stderr, "ebb-boots: %s\n", error->message);
  else if (options.wants_version)
    {
      puts ("ebb-boots " EBB_VERSION " (simulated boots)");
      exit_status = 0;
    }
  else
    exit_status = serve (&options);
  ebb_boots_options_clear (&options);
  return exit_status;
}
