/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-control-client.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

#include "ebb-snapshot-json.h"

struct _EbbControlClient
{
  GObject parent_instance;

  /* owned */
  EbbClock         *clock;
  GSocket          *socket;
  GDataInputStream *input;
  GCancellable     *cancellable;

  /* state */
  EbbSnapshot snapshot;
  gboolean    has_snapshot;
  gint64      said_us;
  gint64      asked_us; /* since when no line came to what was asked; 0: nothing is open */
};

G_DEFINE_FINAL_TYPE (EbbControlClient, ebb_control_client, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_GONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
ebb_control_client_dispose (GObject *object)
{
  EbbControlClient *self = EBB_CONTROL_CLIENT (object);

  /* The read under way holds the stream, not this. */
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->input);
  g_clear_object (&self->socket);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (ebb_control_client_parent_class)->dispose (object);
}

static void
ebb_control_client_class_init (EbbControlClientClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_control_client_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EBB_TYPE_CONTROL_CLIENT, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_GONE] = g_signal_new ("gone", EBB_TYPE_CONTROL_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
}

static void
ebb_control_client_init (EbbControlClient *self)
{
  self->cancellable = g_cancellable_new ();
}

static gboolean
say (EbbControlClient *self, const char *line, GError **error)
{
  gssize size = (gssize) strlen (line);

  if (self->asked_us == 0)
    self->asked_us = ebb_clock_get_boottime_us (self->clock);
  return g_socket_send_with_blocking (self->socket, line, size, FALSE, NULL, error) == size;
}

static void read_next (EbbControlClient *self);

/* Answers to what was asked are no news of the session. */
static void
take_line (EbbControlClient *self, const char *line)
{
  EbbSnapshot snapshot;

  if (!ebb_snapshot_from_json (line, &snapshot))
    return;
  self->snapshot = snapshot;
  self->has_snapshot = TRUE;
  self->said_us = ebb_clock_get_boottime_us (self->clock);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
line_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbControlClient) self = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (object), result, NULL, &error);
  /* Then the client may be gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = g_object_ref (user_data);
  if (line == NULL)
    {
      g_signal_emit (self, signals[SIGNAL_GONE], 0);
      return;
    }
  self->asked_us = 0;
  take_line (self, line);
  /* Who heard of it may have let go. */
  if (self->input != NULL)
    read_next (self);
}

static void
read_next (EbbControlClient *self)
{
  g_data_input_stream_read_line_async (self->input, G_PRIORITY_DEFAULT, self->cancellable, line_cb,
                                       self);
}

static GSocket *
open_socket (const char *path, GError **error)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, error);

  if (socket == NULL)
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  return g_socket_connect (socket, address, NULL, error) ? g_steal_pointer (&socket) : NULL;
}

/**
 * ebb_control_client_new:
 * @path: of the socket
 *
 * Returns: (transfer full) (nullable): a client that watches; %NULL with an error of %G_IO_ERROR if
 *   nobody listens there
 */
EbbControlClient *
ebb_control_client_new (EbbClock *clock, const char *path, GError **error)
{
  g_autoptr (EbbControlClient) self = g_object_new (EBB_TYPE_CONTROL_CLIENT, NULL);
  g_autoptr (GSocketConnection) connection = NULL;

  self->clock = g_object_ref (clock);
  self->socket = open_socket (path, error);
  if (self->socket == NULL || !say (self, "{\"do\":\"watch\"}\n", error))
    {
      g_prefix_error (error, "control socket %s: ", path);
      return NULL;
    }
  connection = g_socket_connection_factory_create_connection (self->socket);
  self->input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  /* The stream is that of the connection, which closes it when it goes. */
  g_object_set_data_full (G_OBJECT (self->input), "connection", g_steal_pointer (&connection),
                          g_object_unref);
  read_next (self);
  return g_steal_pointer (&self);
}

/**
 * ebb_control_client_get_snapshot:
 *
 * Returns: (transfer none) (nullable): what the other program said last; borrowed until "changed"
 */
const EbbSnapshot *
ebb_control_client_get_snapshot (EbbControlClient *self)
{
  return self->has_snapshot ? &self->snapshot : NULL;
}

/**
 * ebb_control_client_get_silence_ms:
 *
 * Returns: for how long the other program has said nothing of its session; 0 before the first word
 */
guint
ebb_control_client_get_silence_ms (EbbControlClient *self)
{
  if (!self->has_snapshot)
    return 0;
  return (guint) ((ebb_clock_get_boottime_us (self->clock) - self->said_us) / 1000);
}

/**
 * ebb_control_client_ask:
 *
 * Asks the other program for a sign that it hears, which changes nothing there. A state in which
 * nothing happens has no news.
 */
void
ebb_control_client_ask (EbbControlClient *self)
{
  /* Full of what was asked before: then that is open still. */
  say (self, "{\"do\":\"answer\"}\n", NULL);
}

/**
 * ebb_control_client_get_unanswered_ms:
 *
 * Returns: for how long the other program has said nothing at all to what it was asked; 0: nothing
 *   is open
 */
guint
ebb_control_client_get_unanswered_ms (EbbControlClient *self)
{
  if (self->asked_us == 0)
    return 0;
  return (guint) ((ebb_clock_get_boottime_us (self->clock) - self->asked_us) / 1000);
}

/**
 * ebb_control_client_stop:
 *
 * Asks the other program to stop, as its own STOP would; each time it is called.
 *
 * Returns: FALSE if it could not be asked: it takes nothing any more
 */
gboolean
ebb_control_client_stop (EbbControlClient *self)
{
  g_autoptr (GError) error = NULL;

  if (say (self, "{\"do\":\"stop\"}\n", &error))
    return TRUE;
  /* Full of what was asked before and not read, or hung up. */
  g_debug ("stop: the other program was not asked: %s",
           error != NULL ? error->message : "its socket is full");
  return FALSE;
}
