/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-trace-recorder.h"

#include "ebb-trace-line-private.h"
#include "ebb-trace-recorder-private.h"
#include "ebb-trace-words-private.h"

/* The link that hands on. What it remembers and writes is in ebb-trace-recorder-book.c. */

static void link_iface_init (EbbLinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EbbTraceRecorder,
                               ebb_trace_recorder,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EBB_TYPE_LINK, link_iface_init))

/* ---- what comes from the inner link ---- */

static void
received_cb (EbbRole        role,
             const uint8_t *bytes,
             size_t         size,
             gint64         received_us,
             gpointer       user_data)
{
  g_autoptr (EbbTraceRecorder) self = g_object_ref (EBB_TRACE_RECORDER (user_data));
  EbbTraceEntry entry = { .kind = EBB_TRACE_IS_RECEIVED,
                          .role = role,
                          .error = EBB_TRACE_SUCCEEDED };

  /* Of the many reports none is kept while nothing is recorded. */
  if (self->file != NULL || role == EBB_ROLE_CONTROL)
    {
      entry.bytes = g_bytes_new (bytes, MIN (size, EBB_TRACE_MESSAGE_MAX_BYTES));
      ebb_trace_recorder_take (self, &entry);
    }
  if (self->receiver != NULL)
    self->receiver (role, bytes, size, received_us, self->receiver_data);
}

static void
state_changed_cb (EbbTraceRecorder *self)
{
  ebb_trace_recorder_state_changed (self);
  ebb_link_emit_state_changed (EBB_LINK (self));
}

static void
pairing_needed_cb (EbbTraceRecorder *self, int need, guint code)
{
  EbbTraceEntry entry = { .kind = EBB_TRACE_IS_PAIRING, .need = (EbbPairingNeed) need };

  ebb_trace_recorder_take (self, &entry);
  ebb_link_emit_pairing_needed (EBB_LINK (self), (EbbPairingNeed) need, code);
}

/* ---- what is asked, and answered later ---- */

typedef struct
{
  EbbTraceCall call;
  guint        id;
  EbbRole      role;
} Asked;

static GTask *
ask (EbbLink            *link,
     EbbTraceCall        call,
     EbbRole             role,
     GAsyncReadyCallback callback,
     gpointer            user_data)
{
  EbbTraceRecorder *self = EBB_TRACE_RECORDER (link);
  GTask            *task = g_task_new (self, NULL, callback, user_data);
  Asked            *asked = g_new0 (Asked, 1);
  EbbTraceEntry     entry = { .kind = EBB_TRACE_IS_CALL, .call = call, .role = role };

  asked->call = call;
  asked->role = role;
  asked->id = ++self->last_id;
  g_task_set_task_data (task, asked, g_free);
  entry.id = asked->id;
  ebb_trace_recorder_take (self, &entry);
  return task;
}

static void
note_answer (GTask *task, const GError *error, GBytes *bytes)
{
  const Asked  *asked = g_task_get_task_data (task);
  EbbTraceEntry entry = { .kind = EBB_TRACE_IS_ANSWER, .call = asked->call, .id = asked->id };

  entry.error = ebb_trace_error_from_gerror (error);
  if (bytes != NULL && g_bytes_get_size (bytes) > EBB_TRACE_MESSAGE_MAX_BYTES)
    entry.bytes = g_bytes_new_from_bytes (bytes, 0, EBB_TRACE_MESSAGE_MAX_BYTES);
  else if (bytes != NULL)
    entry.bytes = g_bytes_ref (bytes);
  ebb_trace_recorder_take (g_task_get_source_object (task), &entry);
}

static gboolean
finish_inner (EbbLink *link, EbbTraceCall call, GAsyncResult *result, GError **error)
{
  switch (call)
    {
    case EBB_TRACE_CONNECT:
      return ebb_link_connect_finish (link, result, error);
    case EBB_TRACE_PAIR:
      return ebb_link_pair_finish (link, result, error);
    case EBB_TRACE_FORGET:
      return ebb_link_forget_finish (link, result, error);
    default:
      return ebb_link_subscribe_finish (link, result, error);
    }
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Asked *asked = g_task_get_task_data (task);
  GError      *error = NULL;

  finish_inner (EBB_LINK (source), asked->call, result, &error);
  note_answer (task, error, NULL);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
read_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GBytes *bytes = ebb_link_read_finish (EBB_LINK (source), result, &error);

  note_answer (task, error, bytes);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
}

static void
recorder_connect_async (EbbLink            *link,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  GTask *task = ask (link, EBB_TRACE_CONNECT, EBB_ROLE_FEATURES, callback, user_data);

  ebb_link_connect_async (EBB_TRACE_RECORDER (link)->link, cancellable, answered_cb, task);
}

static void
recorder_pair_async (EbbLink            *link,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  GTask *task = ask (link, EBB_TRACE_PAIR, EBB_ROLE_FEATURES, callback, user_data);

  ebb_link_pair_async (EBB_TRACE_RECORDER (link)->link, cancellable, answered_cb, task);
}

static void
recorder_forget_async (EbbLink            *link,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  GTask *task = ask (link, EBB_TRACE_FORGET, EBB_ROLE_FEATURES, callback, user_data);

  ebb_link_forget_async (EBB_TRACE_RECORDER (link)->link, cancellable, answered_cb, task);
}

static void
recorder_subscribe_async (EbbLink            *link,
                          EbbRole             role,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask *task = ask (link, EBB_TRACE_SUBSCRIBE, role, callback, user_data);

  ebb_link_subscribe_async (EBB_TRACE_RECORDER (link)->link, role, cancellable, answered_cb, task);
}

static void
recorder_read_async (EbbLink            *link,
                     EbbRole             role,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  GTask *task = ask (link, EBB_TRACE_READ, role, callback, user_data);

  ebb_link_read_async (EBB_TRACE_RECORDER (link)->link, role, cancellable, read_answered_cb, task);
}

static gboolean
recorder_finish (EbbLink *link G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static GBytes *
recorder_read_finish (EbbLink *link G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- what is done at once ---- */

/* The inner link first: nothing here stands before a Stop. What the write brings about in the same
 * call is noted behind it. */
static gboolean
recorder_send (EbbLink *link, EbbRole role, const uint8_t *bytes, size_t size, GError **error)
{
  g_autoptr (EbbTraceRecorder) self = g_object_ref (EBB_TRACE_RECORDER (link));
  g_autoptr (GError) problem = NULL;
  EbbTraceEntry entry = { .kind = EBB_TRACE_IS_WRITE, .role = role };
  const guint   mark = self->held->len;
  gboolean      is_taken;

  self->n_sending++;
  is_taken = ebb_link_send (self->link, role, bytes, size, &problem);
  self->n_sending--;
  entry.bytes = g_bytes_new (bytes, size);
  entry.error = is_taken ? EBB_TRACE_SUCCEEDED : ebb_trace_error_from_gerror (problem);
  if (self->n_sending > 0)
    g_array_insert_val (self->held, MIN (mark, self->held->len), entry);
  else
    {
      ebb_trace_recorder_take (self, &entry);
      ebb_trace_recorder_release_held (self);
    }
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return is_taken;
}

static void
recorder_disconnect (EbbLink *link)
{
  g_autoptr (EbbTraceRecorder) self = g_object_ref (EBB_TRACE_RECORDER (link));
  EbbTraceEntry entry = { .kind = EBB_TRACE_IS_CALL, .call = EBB_TRACE_DISCONNECT };

  ebb_trace_recorder_take (self, &entry);
  ebb_link_disconnect (self->link);
}

static void
recorder_answer_pairing (EbbLink *link, gboolean is_accepted, guint code)
{
  EbbTraceRecorder *self = EBB_TRACE_RECORDER (link);
  EbbTraceEntry     entry = { .kind = EBB_TRACE_IS_CALL, .call = EBB_TRACE_ANSWER_PAIRING };

  entry.flag = is_accepted;
  ebb_trace_recorder_take (self, &entry);
  ebb_link_answer_pairing (self->link, is_accepted, code);
}

static const char *
recorder_get_identity (EbbLink *link)
{
  return ebb_link_get_identity (EBB_TRACE_RECORDER (link)->link);
}

static EbbDefinition *
recorder_get_definition (EbbLink *link)
{
  return ebb_link_get_definition (EBB_TRACE_RECORDER (link)->link);
}

static EbbLinkState
recorder_get_state (EbbLink *link)
{
  return ebb_link_get_state (EBB_TRACE_RECORDER (link)->link);
}

static gboolean
recorder_is_paired (EbbLink *link)
{
  return ebb_link_is_paired (EBB_TRACE_RECORDER (link)->link);
}

static void
recorder_set_receiver (EbbLink *link, EbbLinkReceiver receiver, gpointer user_data)
{
  EbbTraceRecorder *self = EBB_TRACE_RECORDER (link);

  self->receiver = receiver;
  self->receiver_data = user_data;
  if (receiver != NULL)
    ebb_link_set_receiver (self->link, received_cb, self);
  else
    ebb_link_drop_receiver (self->link, self);
}

static int
recorder_dup_stop_descriptor (EbbLink *link)
{
  return ebb_link_dup_stop_descriptor (EBB_TRACE_RECORDER (link)->link);
}

static void
link_iface_init (EbbLinkInterface *iface)
{
  iface->get_identity = recorder_get_identity;
  iface->get_definition = recorder_get_definition;
  iface->get_state = recorder_get_state;
  iface->is_paired = recorder_is_paired;
  iface->connect_async = recorder_connect_async;
  iface->connect_finish = recorder_finish;
  iface->disconnect = recorder_disconnect;
  iface->pair_async = recorder_pair_async;
  iface->pair_finish = recorder_finish;
  iface->answer_pairing = recorder_answer_pairing;
  iface->forget_async = recorder_forget_async;
  iface->forget_finish = recorder_finish;
  iface->subscribe_async = recorder_subscribe_async;
  iface->subscribe_finish = recorder_finish;
  iface->read_async = recorder_read_async;
  iface->read_finish = recorder_read_finish;
  iface->send = recorder_send;
  iface->set_receiver = recorder_set_receiver;
  iface->dup_stop_descriptor = recorder_dup_stop_descriptor;
}

static void
ebb_trace_recorder_dispose (GObject *object)
{
  EbbTraceRecorder *self = EBB_TRACE_RECORDER (object);

  if (self->link != NULL)
    {
      ebb_trace_recorder_end (self, "the link was let go");
      g_signal_handlers_disconnect_by_data (self->link, self);
      ebb_link_drop_receiver (self->link, self);
      self->receiver = NULL;
    }
  g_clear_object (&self->link);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (ebb_trace_recorder_parent_class)->dispose (object);
}

static void
ebb_trace_recorder_finalize (GObject *object)
{
  EbbTraceRecorder *self = EBB_TRACE_RECORDER (object);

  g_clear_pointer (&self->opening, g_array_unref);
  for (guint i = 0; i < self->held->len; i++)
    ebb_trace_entry_clear (&g_array_index (self->held, EbbTraceEntry, i));
  g_clear_pointer (&self->held, g_array_unref);
  g_free (self->program);
  g_free (self->opened);
  g_free (self->ending);
  G_OBJECT_CLASS (ebb_trace_recorder_parent_class)->finalize (object);
}

static void
ebb_trace_recorder_class_init (EbbTraceRecorderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_trace_recorder_dispose;
  G_OBJECT_CLASS (klass)->finalize = ebb_trace_recorder_finalize;
}

static void
ebb_trace_recorder_init (EbbTraceRecorder *self)
{
  self->opening = g_array_new (FALSE, FALSE, sizeof (EbbTraceEntry));
  g_array_set_clear_func (self->opening, (GDestroyNotify) ebb_trace_entry_clear);
  self->held = g_array_new (FALSE, FALSE, sizeof (EbbTraceEntry));
}

/**
 * ebb_trace_recorder_new:
 * @link: whose one user it is from now on
 * @program: for the first line: "Ebb 0.1.0"
 *
 * Returns: (transfer full): a link that records nothing yet
 */
EbbTraceRecorder *
ebb_trace_recorder_new (EbbLink *link, EbbClock *clock, const char *program)
{
  EbbTraceRecorder *self = g_object_new (EBB_TYPE_TRACE_RECORDER, NULL);

  self->link = g_object_ref (link);
  self->clock = g_object_ref (clock);
  self->program = g_strdup (program);
  ebb_trace_recorder_start_opening (self);
  g_signal_connect_swapped (link, "state-changed", G_CALLBACK (state_changed_cb), self);
  g_signal_connect_swapped (link, "pairing-needed", G_CALLBACK (pairing_needed_cb), self);
  return self;
}
