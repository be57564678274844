/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-request-queue-private.h"

#define WAITING_MAX 32 /* a caller that asks on and on is told so, and does not fill the memory */

typedef struct
{
  EbbRequestQueue *queue;
  GTask           *task;      /* (owned) */
  EbbTicket       *ticket;    /* (borrowed) from the task */
  GSource         *cancelled; /* (owned) (nullable) */
} Entry;

struct _EbbRequestQueue
{
  /* borrowed */
  EbbLink  *link;
  EbbClock *clock;
  GObject  *holder;

  /* state */
  GQueue   waiting;   /* (element-type Entry) (owned), first to go first */
  Entry   *in_flight; /* (owned) (nullable) */
  guint    deadline_id;
  uint16_t last_sequence;
};

static void send_next (EbbRequestQueue *self);

static Entry *
entry_new (EbbRequestQueue *queue, GTask *task)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->queue = queue;
  entry->task = g_object_ref (task);
  entry->ticket = g_task_get_task_data (task);
  return entry;
}

static void
stop_listening (Entry *entry)
{
  if (entry->cancelled == NULL)
    return;
  g_source_destroy (entry->cancelled);
  g_clear_pointer (&entry->cancelled, g_source_unref);
}

/* Frees @entry and returns its task; the caller tells whoever waits for it. */
static GTask *
release_task (Entry *entry)
{
  GTask *task = g_steal_pointer (&entry->task);

  stop_listening (entry);
  g_free (entry);
  return task;
}

/* Ends @entry with an error, or well if @error is NULL. Afterwards anything may have changed. */
static void
end_entry (Entry *entry, GError *error)
{
  g_autoptr (GTask) task = release_task (entry);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static Entry *
take_in_flight (EbbRequestQueue *self)
{
  ebb_clock_clear (self->clock, &self->deadline_id);
  return g_steal_pointer (&self->in_flight);
}

static gboolean
deadline_passed_cb (gpointer user_data)
{
  EbbRequestQueue *self = user_data;
  g_autoptr (GObject) holder = g_object_ref (self->holder);
  Entry *entry;

  self->deadline_id = 0;
  entry = take_in_flight (self);
  end_entry (entry,
             g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_TIMED_OUT, "%s %u: no answer in %d ms",
                          ebb_op_to_string (entry->ticket->request.op),
                          entry->ticket->request.sequence, EBB_REQUEST_DEADLINE_MS));
  send_next (self);
  return G_SOURCE_REMOVE;
}

/* One that waits is taken out; one in flight keeps its place until its answer or its deadline,
 * because the boots take one at a time, but its caller hears at once. */
static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Entry           *entry = user_data;
  EbbRequestQueue *self = entry->queue;
  g_autoptr (GObject) holder = g_object_ref (self->holder);
  g_autoptr (GTask) task = NULL;

  if (entry == self->in_flight)
    {
      /* The ticket goes on in a task of nobody's. */
      EbbTicket *ticket = g_memdup2 (entry->ticket, sizeof *entry->ticket);

      task = g_steal_pointer (&entry->task);
      stop_listening (entry);
      entry->task = g_task_new (NULL, NULL, NULL, NULL);
      entry->ticket = ticket;
      g_task_set_task_data (entry->task, ticket, g_free);
    }
  else
    {
      g_queue_remove (&self->waiting, entry);
      task = release_task (entry);
    }
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
listen_for_cancel (Entry *entry)
{
  GCancellable *cancellable = g_task_get_cancellable (entry->task);

  if (cancellable == NULL)
    return;
  entry->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (entry->cancelled, G_SOURCE_FUNC (cancelled_cb), entry, NULL);
  g_source_attach (entry->cancelled, g_task_get_context (entry->task));
}

static gboolean
is_in_flight (EbbRequestQueue *self, uint16_t sequence)
{
  return self->in_flight != NULL && self->in_flight->ticket->request.sequence == sequence;
}

/* Hands @request, which is in flight, to the link. Afterwards anything may have changed: its answer
 * may have come, and the link may have found that it is lost. */
static gboolean
send_request (EbbRequestQueue *self, const EbbRequest *request, GError **error)
{
  uint8_t bytes[EBB_MESSAGE_MAX_BYTES];
  size_t  size = ebb_request_encode (request, bytes, sizeof bytes);

  if (size > 0)
    return ebb_link_send (self->link, EBB_ROLE_CONTROL, bytes, size, error);
  g_set_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED, "%s: a parameter is out of range",
               ebb_op_to_string (request->op));
  return FALSE;
}

static void
send_next (EbbRequestQueue *self)
{
  while (self->in_flight == NULL && !g_queue_is_empty (&self->waiting))
    {
      const uint16_t sequence = ++self->last_sequence;
      g_autoptr (GError) error = NULL;

      self->in_flight = g_queue_pop_head (&self->waiting);
      self->in_flight->ticket->request.sequence = sequence;
      self->deadline_id =
          ebb_clock_add_timeout (self->clock, EBB_REQUEST_DEADLINE_MS, deadline_passed_cb, self);
      if (!send_request (self, &self->in_flight->ticket->request, &error)
          && is_in_flight (self, sequence))
        end_entry (take_in_flight (self), g_steal_pointer (&error));
    }
}

static gboolean
is_replaceable (EbbOp op)
{
  return op == EBB_OP_RENEW || op == EBB_OP_SET_INTENSITY || op == EBB_OP_SET_HEAT;
}

/* The place of a waiting request that @op makes stale, or NULL. */
static GList *
find_stale (EbbRequestQueue *self, EbbOp op)
{
  GList *at;

  if (!is_replaceable (op))
    return NULL;
  for (at = self->waiting.head; at != NULL; at = at->next)
    if (((Entry *) at->data)->ticket->request.op == op)
      return at;
  return NULL;
}

EbbRequestQueue *
ebb_request_queue_new (EbbLink *link, EbbClock *clock, GObject *holder)
{
  EbbRequestQueue *self = g_new0 (EbbRequestQueue, 1);

  self->link = link;
  self->clock = clock;
  self->holder = holder;
  /* Not from 1: boots that answer a repeated sequence as before might still know the last
   * program's. */
  self->last_sequence = (uint16_t) g_random_int ();
  return self;
}

void
ebb_request_queue_free (EbbRequestQueue *self)
{
  g_assert (self->in_flight == NULL && g_queue_is_empty (&self->waiting));
  g_free (self);
}

void
ebb_request_queue_push (EbbRequestQueue *self, GTask *task)
{
  Entry *entry = entry_new (self, task);
  GList *stale = find_stale (self, entry->ticket->request.op);

  if (stale == NULL && g_queue_get_length (&self->waiting) >= WAITING_MAX)
    {
      end_entry (entry,
                 g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED, "%s: %d requests wait already",
                              ebb_op_to_string (entry->ticket->request.op), WAITING_MAX));
      return;
    }
  listen_for_cancel (entry);
  if (stale != NULL)
    {
      Entry *old = stale->data;

      stale->data = entry;
      end_entry (old,
                 g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s: a newer one took its place",
                              ebb_op_to_string (entry->ticket->request.op)));
      return;
    }
  g_queue_push_tail (&self->waiting, entry);
  send_next (self);
}

void
ebb_request_queue_answer (EbbRequestQueue *self, const EbbResponse *response)
{
  g_autoptr (GObject) holder = g_object_ref (self->holder);
  Entry  *entry = self->in_flight;
  GError *error = NULL;

  if (entry == NULL || entry->ticket->request.sequence != response->sequence)
    {
      g_debug ("answer %u to %s came too late", response->sequence,
               ebb_op_to_string (response->op));
      return;
    }
  take_in_flight (self);
  entry->ticket->response = *response;
  if (response->op != entry->ticket->request.op)
    error = g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_PROTOCOL,
                         "request %u was answered for op %02x, expected %s", response->sequence,
                         response->op, ebb_op_to_string (entry->ticket->request.op));
  else if (response->result != EBB_RESULT_SUCCESS)
    error = g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_REFUSED, "the boots refused %s: %s",
                         ebb_op_to_string (response->op), ebb_result_to_string (response->result));
  end_entry (entry, error);
  send_next (self);
}

void
ebb_request_queue_garbled (EbbRequestQueue *self, EbbDecodeResult problem)
{
  g_autoptr (GObject) holder = g_object_ref (self->holder);
  Entry *entry = self->in_flight;

  if (entry == NULL)
    return;
  take_in_flight (self);
  end_entry (entry, g_error_new (EBB_LINK_ERROR,
                                 problem == EBB_DECODE_WRONG_VERSION ? EBB_LINK_ERROR_WRONG_VERSION
                                                                     : EBB_LINK_ERROR_PROTOCOL,
                                 "the answer to %s cannot be read: %s",
                                 ebb_op_to_string (entry->ticket->request.op),
                                 ebb_decode_result_to_string (problem)));
  send_next (self);
}

void
ebb_request_queue_flush (EbbRequestQueue *self, const char *why)
{
  g_autoptr (GObject) holder = g_object_ref (self->holder);
  GQueue waiting = self->waiting;
  Entry *entry = take_in_flight (self);

  /* What a caller asks anew while it is told of the old is not part of the flush. */
  g_queue_init (&self->waiting);
  for (; entry != NULL; entry = g_queue_pop_head (&waiting))
    end_entry (entry, g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED, "%s: %s",
                                   ebb_op_to_string (entry->ticket->request.op), why));
}

static gboolean
is_for_epoch (const EbbRequest *request, uint32_t epoch)
{
  return (request->op == EBB_OP_START || is_replaceable (request->op)) && request->epoch <= epoch;
}

void
ebb_request_queue_drop_epoch (EbbRequestQueue *self, uint32_t epoch)
{
  g_autoptr (GObject) holder = g_object_ref (self->holder);
  g_autoptr (GPtrArray) dropped = g_ptr_array_new ();
  GList *at = self->waiting.head;

  while (at != NULL)
    {
      GList *next = at->next;
      Entry *entry = at->data;

      if (is_for_epoch (&entry->ticket->request, epoch))
        {
          g_queue_delete_link (&self->waiting, at);
          g_ptr_array_add (dropped, entry);
        }
      at = next;
    }
  for (guint i = 0; i < dropped->len; i++)
    end_entry (g_ptr_array_index (dropped, i),
               g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "epoch %u was stopped", epoch));
}

guint
ebb_request_queue_count (EbbRequestQueue *self, EbbOp op)
{
  guint count = self->in_flight != NULL && self->in_flight->ticket->request.op == op;

  for (const GList *at = self->waiting.head; at != NULL; at = at->next)
    count += ((const Entry *) at->data)->ticket->request.op == op;
  return count;
}
