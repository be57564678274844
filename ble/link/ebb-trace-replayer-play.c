/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-trace-replayer-private.h"

/* How a trace is played: what the boots did comes at its time, what is done is held against it. */

/* ---- where it is ---- */

static const EbbTraceEntry *
get_entry (EbbTraceReplayer *self, guint index)
{
  return index < ebb_trace_count_entries (self->trace) ? ebb_trace_get_entry (self->trace, index)
                                                       : NULL;
}

static gboolean
is_stop (const EbbTraceEntry *entry)
{
  return entry->kind == EBB_TRACE_IS_WRITE && entry->role == EBB_ROLE_STOP
         && entry->error == EBB_TRACE_SUCCEEDED;
}

/* Stop goes over a link before it is ready. */
static gboolean
is_up (EbbLinkState state)
{
  return state >= EBB_LINK_STOPPABLE;
}

/* Stop is sent each 300 ms until the boots are empty, beside all else. One like the one before, on
 * the same link, says nothing new: neither its place nor how many they were is held to. */
static gboolean
is_repeated_stop (EbbTraceReplayer *self, guint index)
{
  const EbbTraceEntry *entry = get_entry (self, index);

  if (!is_stop (entry))
    return FALSE;
  while (index-- > 0)
    {
      const EbbTraceEntry *before = get_entry (self, index);

      if (before->kind == EBB_TRACE_IS_STATE && !is_up (before->state))
        return FALSE;
      if (is_stop (before))
        return g_bytes_equal (before->bytes, entry->bytes);
    }
  return FALSE;
}

static gboolean
is_op (EbbTraceReplayer *self, guint index)
{
  const EbbTraceEntry *entry = get_entry (self, index);

  return entry->kind == EBB_TRACE_IS_CALL
         || (entry->kind == EBB_TRACE_IS_WRITE && !is_repeated_stop (self, index));
}

/* From @index on, the first that the user of the link has to do. */
void
ebb_trace_replayer_find_op (EbbTraceReplayer *self, guint index)
{
  while (get_entry (self, index) != NULL && !is_op (self, index))
    index++;
  self->next_op = index;
}

const EbbTraceEntry *
ebb_trace_replayer_peek (EbbTraceReplayer *self)
{
  return get_entry (self, self->next_op);
}

static gint64
get_now_ms (EbbTraceReplayer *self)
{
  return (ebb_clock_get_boottime_us (self->clock) - self->began_us) / 1000;
}

void
ebb_trace_replayer_set_state (EbbTraceReplayer *self, EbbLinkState state, gboolean is_paired)
{
  self->state = state;
  self->is_paired = is_paired;
  if (!is_up (state))
    self->last_stop = NULL;
  ebb_link_emit_state_changed (EBB_LINK (self));
}

static void
fail_open (EbbTraceReplayer *self, const char *why)
{
  g_autoptr (GHashTable) open = g_steal_pointer (&self->open);
  GHashTableIter iter;
  gpointer       task;

  self->open = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  g_hash_table_iter_init (&iter, open);
  while (g_hash_table_iter_next (&iter, NULL, &task))
    g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED, "%s", why);
}

void
ebb_trace_replayer_stop_clock (EbbTraceReplayer *self)
{
  ebb_clock_clear (self->clock, &self->timeout_id);
  g_clear_handle_id (&self->soon_id, g_source_remove);
}

/* What happened is not what the trace has: the replay is over, and the link down. */
static void
differ (EbbTraceReplayer *self, guint line, const char *what, const char *expected)
{
  g_autoptr (EbbTraceReplayer) kept = g_object_ref (self);

  if (self->error != NULL)
    return;
  g_set_error (&self->error, EBB_TRACE_ERROR, EBB_TRACE_ERROR_DIFFERS, "line %u: %s, expected %s",
               line, what, expected);
  ebb_trace_replayer_stop_clock (self);
  fail_open (self, self->error->message);
  if (self->state != EBB_LINK_DISCONNECTED)
    ebb_trace_replayer_set_state (self, EBB_LINK_DISCONNECTED, self->is_paired);
}

/* ---- what the boots do ---- */

static void play (EbbTraceReplayer *self);

static void
answer (EbbTraceReplayer *self, const EbbTraceEntry *entry)
{
  gpointer stolen = NULL;
  g_autoptr (GTask) task = NULL;
  g_autofree char *what = g_strdup_printf ("line %u", entry->line);
  GError          *error = NULL;

  /* Not the boots' doing, nor bound to its time: whoever asked gives it up again. */
  if (entry->error == EBB_TRACE_CANCELLED)
    return;
  if (!g_hash_table_steal_extended (self->open, GUINT_TO_POINTER (entry->id), NULL, &stolen))
    return;
  task = stolen;
  if (!ebb_trace_set_gerror (entry->error, what, &error))
    g_task_return_error (task, error);
  else if (entry->call == EBB_TRACE_READ)
    g_task_return_pointer (task, g_bytes_ref (entry->bytes), (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_boolean (task, TRUE);
}

static void
receive (EbbTraceReplayer *self, const EbbTraceEntry *entry)
{
  g_autoptr (GByteArray) bytes = ebb_trace_lots_translate (&self->lots, entry->role, entry->bytes);

  if (self->receiver != NULL)
    self->receiver (entry->role, bytes->data, bytes->len, ebb_clock_get_boottime_us (self->clock),
                    self->receiver_data);
}

static void
perform (EbbTraceReplayer *self, const EbbTraceEntry *entry)
{
  switch (entry->kind)
    {
    case EBB_TRACE_IS_ANSWER:
      answer (self, entry);
      return;
    case EBB_TRACE_IS_RECEIVED:
      receive (self, entry);
      return;
    case EBB_TRACE_IS_STATE:
      ebb_trace_replayer_set_state (self, entry->state, entry->flag);
      return;
    case EBB_TRACE_IS_PAIRING:
      ebb_link_emit_pairing_needed (EBB_LINK (self), entry->need, 0);
      return;
    case EBB_TRACE_IS_NOTE:
      g_signal_emit_by_name (self, "note", entry->text);
      return;
    default:
      return;
    }
}

static gboolean
timeout_cb (gpointer user_data)
{
  g_autoptr (EbbTraceReplayer) self = g_object_ref (EBB_TRACE_REPLAYER (user_data));

  self->timeout_id = 0;
  play (self);
  return G_SOURCE_REMOVE;
}

static gboolean
soon_cb (gpointer user_data)
{
  g_autoptr (EbbTraceReplayer) self = g_object_ref (EBB_TRACE_REPLAYER (user_data));

  self->soon_id = 0;
  play (self);
  return G_SOURCE_REMOVE;
}

static void
wait_until (EbbTraceReplayer *self, gint64 at_ms)
{
  const gint64 left_ms = at_ms - get_now_ms (self);

  self->timeout_id =
      ebb_clock_add_timeout (self->clock, (guint) MAX (left_ms, 1), timeout_cb, self);
}

/* TRUE: @entry was done, and the next may be looked at. */
static gboolean
play_one (EbbTraceReplayer *self, const EbbTraceEntry *entry)
{
  const gint64   now_ms = get_now_ms (self);
  const gboolean is_done_by_user = is_op (self, self->at);

  if (is_done_by_user && self->at >= self->next_op)
    {
      g_autofree char *expected = ebb_trace_entry_to_line (entry);

      if (now_ms <= entry->at_ms + EBB_TRACE_DRIFT_MS)
        wait_until (self, entry->at_ms + EBB_TRACE_DRIFT_MS + 1);
      else
        differ (self, entry->line, "nothing was done", expected);
      return FALSE;
    }
  if (!is_done_by_user && entry->at_ms > now_ms)
    {
      wait_until (self, entry->at_ms);
      return FALSE;
    }
  self->at++;
  if (!is_done_by_user)
    perform (self, entry);
  return TRUE;
}

static void
play (EbbTraceReplayer *self)
{
  const EbbTraceEntry *entry;

  if (self->is_playing || !self->has_begun)
    return;
  self->is_playing = TRUE;
  ebb_clock_clear (self->clock, &self->timeout_id);
  while (self->error == NULL && (entry = get_entry (self, self->at)) != NULL)
    if (!play_one (self, entry))
      break;
  self->is_playing = FALSE;
  if (get_entry (self, self->at) == NULL)
    fail_open (self, "the trace ends before the answer");
}

/* ---- what the user of the link does ---- */

static gboolean
is_same (EbbTraceReplayer *self, const EbbTraceEntry *then, const EbbTraceEntry *now)
{
  if (then->kind != now->kind)
    return FALSE;
  if (then->kind == EBB_TRACE_IS_WRITE)
    return then->role == now->role
           && ebb_trace_lots_match (&self->lots, then->role, then->bytes, now->bytes);
  return then->call == now->call && then->role == now->role && then->flag == now->flag;
}

/* The link that the newest Stop went over is still the one that is there. */
static gboolean
repeats_last_stop (EbbTraceReplayer *self, const EbbTraceEntry *now)
{
  return self->last_stop != NULL && is_stop (now)
         && g_bytes_equal (self->last_stop->bytes, now->bytes);
}

/* (nullable): the entry that @now is; NULL: there is none, and the replay is over. */
const EbbTraceEntry *
ebb_trace_replayer_match (EbbTraceReplayer *self, EbbTraceEntry *now)
{
  const EbbTraceEntry *then = get_entry (self, self->next_op);
  g_autofree char     *did = NULL;
  g_autofree char     *expected = NULL;

  if (self->error != NULL)
    return NULL;
  if (!self->has_begun && then != NULL)
    {
      self->has_begun = TRUE;
      self->began_us = ebb_clock_get_boottime_us (self->clock) - then->at_ms * 1000;
    }
  now->at_ms = MAX (get_now_ms (self), 0);
  if (then != NULL && is_same (self, then, now)
      && ABS (now->at_ms - then->at_ms) <= EBB_TRACE_DRIFT_MS)
    {
      ebb_trace_replayer_find_op (self, self->next_op + 1);
      if (is_stop (then))
        self->last_stop = then;
      if (self->soon_id == 0)
        self->soon_id = g_idle_add_full (G_PRIORITY_DEFAULT, soon_cb, self, NULL);
      return then;
    }
  if (repeats_last_stop (self, now))
    return self->last_stop;
  if (then != NULL)
    now->id = then->id;
  did = ebb_trace_entry_to_line (now);
  expected = then != NULL ? ebb_trace_entry_to_line (then) : g_strdup ("the end of the trace");
  differ (self, then != NULL ? then->line : ebb_trace_count_entries (self->trace) + 1, did,
          expected);
  return NULL;
}

/**
 * ebb_trace_replayer_is_done:
 *
 * Returns: whether the whole trace was played, and nothing differed
 */
gboolean
ebb_trace_replayer_is_done (EbbTraceReplayer *self)
{
  return self->error == NULL && get_entry (self, self->at) == NULL;
}

/**
 * ebb_trace_replayer_get_error:
 *
 * Returns: (nullable): what differed, with its line in the trace
 */
const GError *
ebb_trace_replayer_get_error (EbbTraceReplayer *self)
{
  return self->error;
}

/**
 * ebb_trace_replayer_stop:
 *
 * Ends the replay where it is.
 */
void
ebb_trace_replayer_stop (EbbTraceReplayer *self)
{
  ebb_trace_replayer_stop_clock (self);
  self->at = self->next_op = ebb_trace_count_entries (self->trace);
  fail_open (self, "the replay was ended");
}
