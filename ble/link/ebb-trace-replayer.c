/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-trace-replayer.h"

#include "ebb-trace-replayer-private.h"

static void link_iface_init (EbbLinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EbbTraceReplayer,
                               ebb_trace_replayer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EBB_TYPE_LINK, link_iface_init))

enum
{
  SIGNAL_NOTE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
return_cancelled_cb (gpointer task)
{
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

/* Answered in a turn of its own: whoever cancels expects no call back. */
static void
cancelled_cb (GCancellable *cancellable, GTask *task)
{
  EbbTraceReplayer *self = g_task_get_source_object (task);
  g_autoptr (GSource) source = NULL;
  GHashTableIter iter;
  gpointer       open;

  g_hash_table_iter_init (&iter, self->open);
  while (g_hash_table_iter_next (&iter, NULL, &open))
    {
      if (open != task)
        continue;
      source = g_idle_source_new ();
      g_task_attach_source (task, source, return_cancelled_cb);
      g_hash_table_iter_remove (&iter);
      return;
    }
}

static void
ask (EbbLink            *link,
     EbbTraceCall        call,
     EbbRole             role,
     GCancellable       *cancellable,
     GAsyncReadyCallback callback,
     gpointer            user_data)
{
  EbbTraceReplayer *self = EBB_TRACE_REPLAYER (link);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  EbbTraceEntry        now = { .kind = EBB_TRACE_IS_CALL, .call = call, .role = role };
  const EbbTraceEntry *then = ebb_trace_replayer_match (self, &now);

  if (then == NULL)
    g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED, "%s",
                             self->error->message);
  else
    {
      if (cancellable != NULL)
        g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), task, 0);
      g_hash_table_insert (self->open, GUINT_TO_POINTER (then->id), g_steal_pointer (&task));
    }
}

static void
replayer_connect_async (EbbLink            *link,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  ask (link, EBB_TRACE_CONNECT, EBB_ROLE_FEATURES, cancellable, callback, user_data);
}

static void
replayer_pair_async (EbbLink            *link,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  ask (link, EBB_TRACE_PAIR, EBB_ROLE_FEATURES, cancellable, callback, user_data);
}

static void
replayer_forget_async (EbbLink            *link,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  ask (link, EBB_TRACE_FORGET, EBB_ROLE_FEATURES, cancellable, callback, user_data);
}

static void
replayer_subscribe_async (EbbLink            *link,
                          EbbRole             role,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  ask (link, EBB_TRACE_SUBSCRIBE, role, cancellable, callback, user_data);
}

static void
replayer_read_async (EbbLink            *link,
                     EbbRole             role,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  ask (link, EBB_TRACE_READ, role, cancellable, callback, user_data);
}

static gboolean
replayer_finish (EbbLink *link, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static GBytes *
replayer_read_finish (EbbLink *link, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
replayer_send (EbbLink *link, EbbRole role, const uint8_t *bytes, size_t size, GError **error)
{
  EbbTraceReplayer *self = EBB_TRACE_REPLAYER (link);
  g_autoptr (GBytes) message = g_bytes_new (bytes, size);
  EbbTraceEntry        now = { .kind = EBB_TRACE_IS_WRITE, .role = role, .bytes = message };
  const EbbTraceEntry *then;
  g_autofree char     *what = NULL;

  now.error = EBB_TRACE_SUCCEEDED;
  then = ebb_trace_replayer_match (self, &now);
  if (then == NULL)
    {
      g_set_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED, "%s", self->error->message);
      return FALSE;
    }
  what = g_strdup_printf ("line %u", then->line);
  return ebb_trace_set_gerror (then->error, what, error);
}

/* Behind the end of the trace whoever used the link may let go of it. */
static void
replayer_disconnect (EbbLink *link)
{
  EbbTraceReplayer *self = EBB_TRACE_REPLAYER (link);
  EbbTraceEntry     now = { .kind = EBB_TRACE_IS_CALL, .call = EBB_TRACE_DISCONNECT };

  if (ebb_trace_replayer_peek (self) != NULL && self->error == NULL)
    ebb_trace_replayer_match (self, &now);
  else if (self->state != EBB_LINK_DISCONNECTED)
    ebb_trace_replayer_set_state (self, EBB_LINK_DISCONNECTED, self->is_paired);
}

static void
replayer_answer_pairing (EbbLink *link, gboolean is_accepted, guint code)
{
  EbbTraceEntry now = { .kind = EBB_TRACE_IS_CALL, .call = EBB_TRACE_ANSWER_PAIRING };

  now.flag = is_accepted;
  ebb_trace_replayer_match (EBB_TRACE_REPLAYER (link), &now);
}

static const char *
replayer_get_identity (EbbLink *link)
{
  return EBB_TRACE_REPLAYER (link)->identity;
}

static EbbDefinition *
replayer_get_definition (EbbLink *link)
{
  return EBB_TRACE_REPLAYER (link)->definition;
}

static EbbLinkState
replayer_get_state (EbbLink *link)
{
  return EBB_TRACE_REPLAYER (link)->state;
}

static gboolean
replayer_is_paired (EbbLink *link)
{
  return EBB_TRACE_REPLAYER (link)->is_paired;
}

static void
replayer_set_receiver (EbbLink *link, EbbLinkReceiver receiver, gpointer user_data)
{
  EbbTraceReplayer *self = EBB_TRACE_REPLAYER (link);

  self->receiver = receiver;
  self->receiver_data = user_data;
}

static int
replayer_dup_stop_descriptor (EbbLink *link)
{
  return -1;
}

static void
link_iface_init (EbbLinkInterface *iface)
{
  iface->get_identity = replayer_get_identity;
  iface->get_definition = replayer_get_definition;
  iface->get_state = replayer_get_state;
  iface->is_paired = replayer_is_paired;
  iface->connect_async = replayer_connect_async;
  iface->connect_finish = replayer_finish;
  iface->disconnect = replayer_disconnect;
  iface->pair_async = replayer_pair_async;
  iface->pair_finish = replayer_finish;
  iface->answer_pairing = replayer_answer_pairing;
  iface->forget_async = replayer_forget_async;
  iface->forget_finish = replayer_finish;
  iface->subscribe_async = replayer_subscribe_async;
  iface->subscribe_finish = replayer_finish;
  iface->read_async = replayer_read_async;
  iface->read_finish = replayer_read_finish;
  iface->send = replayer_send;
  iface->set_receiver = replayer_set_receiver;
  iface->dup_stop_descriptor = replayer_dup_stop_descriptor;
}

static void
ebb_trace_replayer_dispose (GObject *object)
{
  EbbTraceReplayer *self = EBB_TRACE_REPLAYER (object);

  if (self->clock != NULL)
    ebb_trace_replayer_stop_clock (self);
  self->receiver = NULL;
  G_OBJECT_CLASS (ebb_trace_replayer_parent_class)->dispose (object);
}

static void
ebb_trace_replayer_finalize (GObject *object)
{
  EbbTraceReplayer *self = EBB_TRACE_REPLAYER (object);

  g_clear_pointer (&self->open, g_hash_table_unref);
  g_clear_pointer (&self->trace, ebb_trace_unref);
  g_clear_object (&self->clock);
  g_clear_object (&self->definition);
  g_clear_error (&self->error);
  g_free (self->identity);
  ebb_trace_lots_clear (&self->lots);
  G_OBJECT_CLASS (ebb_trace_replayer_parent_class)->finalize (object);
}

static void
ebb_trace_replayer_class_init (EbbTraceReplayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_trace_replayer_dispose;
  object_class->finalize = ebb_trace_replayer_finalize;
  signals[SIGNAL_NOTE] = g_signal_new ("note", EBB_TYPE_TRACE_REPLAYER, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ebb_trace_replayer_init (EbbTraceReplayer *self)
{
  self->open = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  ebb_trace_lots_init (&self->lots);
}

/**
 * ebb_trace_replayer_new:
 * @definition: (nullable): what kind of boots they were; the trace names its id
 * @identity: what these boots are to be called: a trace does not say
 *
 * Returns: (transfer full): a link as it was before the first line
 */
EbbTraceReplayer *
ebb_trace_replayer_new (EbbTrace      *trace,
                        EbbClock      *clock,
                        EbbDefinition *definition,
                        const char    *identity)
{
  EbbTraceReplayer *self = g_object_new (EBB_TYPE_TRACE_REPLAYER, NULL);

  self->trace = ebb_trace_ref (trace);
  self->clock = g_object_ref (clock);
  g_set_object (&self->definition, definition);
  self->identity = g_strdup (identity);
  self->state = ebb_trace_get_header (trace)->state;
  self->is_paired = ebb_trace_get_header (trace)->is_paired;
  ebb_trace_replayer_find_op (self, 0);
  return self;
}
