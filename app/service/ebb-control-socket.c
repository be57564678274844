/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-control-socket.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/stat.h>

#include "ebb-snapshot-json.h"

/* A line longer than that is not one of ours. */
#define LINE_MAX_BYTES 4096
/* Who asks that much and does not read the answers is not answered any more. */
#define BACKLOG_MAX_BYTES (256 * 1024)

struct _EbbControlSocket
{
  GObject parent_instance;

  /* owned */
  char           *path;
  GSocketService *service;
  GPtrArray      *clients;  /* of Client */
  EbbSnapshot     snapshot; /* as it was published last */
  gboolean        has_snapshot;
  char           *latest; /* (nullable) the snapshot as JSON, once somebody asked for it */
  GCancellable   *cancellable;
};

typedef struct
{
  EbbControlSocket  *socket; /* borrowed; the socket cancels reads before it goes */
  GSocketConnection *connection;
  GDataInputStream  *input;
  GString           *waiting; /* bytes that the peer has not taken yet */
  GSource           *writable;
  gboolean           is_watching;
  gboolean           is_behind; /* it missed snapshots, and is owed the latest one */
} Client;

G_DEFINE_FINAL_TYPE (EbbControlSocket, ebb_control_socket, G_TYPE_OBJECT)

enum
{
  SIGNAL_STOP,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void read_next (Client *client);
static void catch_up (Client *client);

static void
free_client (Client *client)
{
  if (client->writable != NULL)
    {
      g_source_destroy (client->writable);
      g_source_unref (client->writable);
    }
  g_object_unref (client->input);
  g_object_unref (client->connection);
  g_string_free (client->waiting, TRUE);
  g_free (client);
}

static gboolean
flush_client (Client *client)
{
  GSocket *socket = g_socket_connection_get_socket (client->connection);
  gssize   sent;

  while (client->waiting->len > 0)
    {
      sent = g_socket_send_with_blocking (socket, client->waiting->str, client->waiting->len, FALSE,
                                          NULL, NULL);
      if (sent <= 0)
        break;
      g_string_erase (client->waiting, 0, sent);
    }
  return client->waiting->len == 0;
}

static gboolean
writable_cb (GSocket *socket G_GNUC_UNUSED, GIOCondition condition, gpointer user_data)
{
  Client *client = user_data;

  if (!(condition & (G_IO_HUP | G_IO_ERR)) && !flush_client (client))
    return G_SOURCE_CONTINUE;
  g_clear_pointer (&client->writable, g_source_unref);
  if (client->waiting->len == 0 && client->is_behind)
    catch_up (client);
  return G_SOURCE_REMOVE;
}

static void
send_line (Client *client, const char *line)
{
  GSocket *socket = g_socket_connection_get_socket (client->connection);

  if (client->waiting->len > BACKLOG_MAX_BYTES)
    return;
  g_string_append_printf (client->waiting, "%s\n", line);
  if (flush_client (client) || client->writable != NULL)
    return;
  client->writable = g_socket_create_source (socket, G_IO_OUT, NULL);
  g_source_set_callback (client->writable, G_SOURCE_FUNC (writable_cb), client, NULL);
  g_source_attach (client->writable, g_main_context_get_thread_default ());
}

static char *
dup_verb (const char *line, size_t size)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  JsonNode *verb;

  if (size > LINE_MAX_BYTES || !json_parser_load_from_data (parser, line, (gssize) size, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  verb = json_object_get_member (json_node_get_object (root), "do");
  return verb != NULL && JSON_NODE_HOLDS_VALUE (verb) ? json_node_dup_string (verb) : NULL;
}

/* Most sessions are watched by nobody, and JSON for nobody was a tenth of their cost. */
static const char *
get_latest (EbbControlSocket *self)
{
  if (!self->has_snapshot)
    return "{\"state\":\"idle\"}";
  if (self->latest == NULL)
    self->latest = ebb_snapshot_to_json (&self->snapshot);
  return self->latest;
}

static void
catch_up (Client *client)
{
  client->is_behind = FALSE;
  send_line (client, get_latest (client->socket));
}

/* A watcher never holds up the session, and is never left with an old state: who reads too slowly
 * misses some, and gets the latest as soon as there is room. */
static void
tell_watcher (Client *client)
{
  if (client->waiting->len > 0)
    client->is_behind = TRUE;
  else
    catch_up (client);
}

static void
obey (Client *client, const char *line, size_t size)
{
  EbbControlSocket *self = client->socket;
  g_autofree char  *verb = dup_verb (line, size);

  if (g_strcmp0 (verb, "stop") == 0)
    {
      g_signal_emit (self, signals[SIGNAL_STOP], 0);
      send_line (client, "{\"did\":\"stop\"}");
    }
  else if (g_strcmp0 (verb, "answer") == 0)
    {
      send_line (client, "{\"did\":\"answer\"}");
    }
  else if (g_strcmp0 (verb, "status") == 0)
    {
      send_line (client, get_latest (self));
    }
  else if (g_strcmp0 (verb, "watch") == 0)
    {
      client->is_watching = TRUE;
      tell_watcher (client);
    }
  else
    {
      send_line (client, "{\"error\":\"expected do: stop, status, watch or answer\"}");
    }
}

static void
line_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Client *client = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  g_autoptr (EbbControlSocket) socket = NULL;
  gsize size = 0;

  line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (object), result, &size, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      free_client (client);
      return;
    }
  if (line == NULL)
    {
      g_ptr_array_remove_fast (client->socket->clients, client);
      free_client (client);
      return;
    }
  socket = g_object_ref (client->socket);
  obey (client, line, size);
  /* A stop may end the session at once, and the socket with it. */
  if (socket->cancellable == NULL)
    free_client (client);
  else
    read_next (client);
}

static void
read_next (Client *client)
{
  g_data_input_stream_read_line_async (client->input, G_PRIORITY_DEFAULT,
                                       client->socket->cancellable, line_read_cb, client);
}

static gboolean
incoming_cb (EbbControlSocket *self, GSocketConnection *connection)
{
  Client *client = g_new0 (Client, 1);

  client->socket = self;
  client->connection = g_object_ref (connection);
  client->input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  client->waiting = g_string_new (NULL);
  g_socket_set_blocking (g_socket_connection_get_socket (connection), FALSE);
  g_ptr_array_add (self->clients, client);
  read_next (client);
  return TRUE;
}

static void
ebb_control_socket_dispose (GObject *object)
{
  EbbControlSocket *self = EBB_CONTROL_SOCKET (object);

  if (self->service != NULL)
    {
      g_socket_service_stop (self->service);
      g_socket_listener_close (G_SOCKET_LISTENER (self->service));
      g_unlink (self->path);
    }
  g_clear_object (&self->service);
  /* Each pending read frees its client when the cancellation reaches it. */
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->clients, g_ptr_array_unref);
  G_OBJECT_CLASS (ebb_control_socket_parent_class)->dispose (object);
}

static void
ebb_control_socket_finalize (GObject *object)
{
  EbbControlSocket *self = EBB_CONTROL_SOCKET (object);

  g_free (self->path);
  g_free (self->latest);
  G_OBJECT_CLASS (ebb_control_socket_parent_class)->finalize (object);
}

static void
ebb_control_socket_class_init (EbbControlSocketClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_control_socket_dispose;
  object_class->finalize = ebb_control_socket_finalize;
  signals[SIGNAL_STOP] = g_signal_new ("stop", EBB_TYPE_CONTROL_SOCKET, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
}

static void
ebb_control_socket_init (EbbControlSocket *self)
{
  self->clients = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
}

/**
 * ebb_control_socket_new:
 *
 * Returns: (transfer full) (nullable): a socket that listens, for this account alone
 */
EbbControlSocket *
ebb_control_socket_new (const char *path, GError **error)
{
  g_autoptr (EbbControlSocket) self = g_object_new (EBB_TYPE_CONTROL_SOCKET, NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketService) service = g_socket_service_new ();

  self->path = g_strdup (path);
  g_unlink (path);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (service), address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, error))
    {
      g_prefix_error (error, "control socket %s: ", path);
      return NULL;
    }
  g_chmod (path, 0600);
  self->service = g_steal_pointer (&service);
  g_signal_connect_object (self->service, "incoming", G_CALLBACK (incoming_cb), self,
                           G_CONNECT_SWAPPED);
  return g_steal_pointer (&self);
}

/**
 * ebb_control_socket_publish:
 *
 * Sends @snapshot to everyone who watches. Whoever reads too slowly misses those between.
 */
void
ebb_control_socket_publish (EbbControlSocket *self, const EbbSnapshot *snapshot)
{
  g_clear_pointer (&self->latest, g_free);
  self->snapshot = *snapshot;
  self->has_snapshot = TRUE;
  for (guint i = 0; i < self->clients->len; i++)
    {
      Client *client = g_ptr_array_index (self->clients, i);

      if (client->is_watching)
        tell_watcher (client);
    }
}
