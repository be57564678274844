/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-control.h"
#include "ebb-trace-line-private.h"
#include "ebb-trace-recorder-private.h"

/* What a recorder remembers and what it writes down. */

/* Opening a link takes some 30 entries. */
#define OPENING_MAX 1024
/* For as long as nothing is asked of boots a recording does not wait: the idle time between an
 * opened link and a session is cut to this. */
#define IDLE_MAX_US (10 * G_USEC_PER_SEC)

/* Whether it is a request of that kind, or the answer to one. */
static gboolean
is_about (const EbbTraceEntry *entry, uint8_t op)
{
  gsize          size;
  const uint8_t *bytes = g_bytes_get_data (entry->bytes, &size);

  if (entry->role != EBB_ROLE_CONTROL || size < 2)
    return FALSE;
  return entry->kind == EBB_TRACE_IS_WRITE ? bytes[0] == op
                                           : bytes[0] == EBB_OP_RESPONSE && bytes[1] == op;
}

static guint
count_remembered (EbbTraceRecorder *self, EbbTraceKind kind, uint8_t op)
{
  guint n = 0;

  for (guint i = 0; i < self->opening->len; i++)
    {
      const EbbTraceEntry *entry = &g_array_index (self->opening, EbbTraceEntry, i);

      n += entry->kind == kind && is_about (entry, op);
    }
  return n;
}

/* Whoever opens a link asks once how the boots are; what is asked later is not of the opening. */
static gboolean
is_first_look (EbbTraceRecorder *self, const EbbTraceEntry *entry)
{
  return is_about (entry, EBB_OP_READ_STATE)
         && count_remembered (self, EBB_TRACE_IS_WRITE, EBB_OP_READ_STATE)
                == (entry->kind == EBB_TRACE_IS_RECEIVED)
         && count_remembered (self, EBB_TRACE_IS_RECEIVED, EBB_OP_READ_STATE) == 0;
}

/* Pairing, forgetting and letting go are not asked again by whoever only opens the link. */
static gboolean
opens_link (EbbTraceCall call)
{
  return call == EBB_TRACE_CONNECT || call == EBB_TRACE_SUBSCRIBE || call == EBB_TRACE_READ;
}

/* Calls, their answers, states, the handshake and the first look at the boots; no command and no
 * report. */
static gboolean
is_of_opening (EbbTraceRecorder *self, const EbbTraceEntry *entry)
{
  switch (entry->kind)
    {
    case EBB_TRACE_IS_ANSWER:
      return entry->id >= self->first_id && opens_link (entry->call);
    case EBB_TRACE_IS_CALL:
      return opens_link (entry->call);
    case EBB_TRACE_IS_STATE:
    case EBB_TRACE_IS_PAIRING:
      return TRUE;
    case EBB_TRACE_IS_WRITE:
    case EBB_TRACE_IS_RECEIVED:
      return is_about (entry, EBB_OP_HELLO) || is_first_look (self, entry);
    default:
      return FALSE;
    }
}

static gint64
now_us (EbbTraceRecorder *self)
{
  return ebb_clock_get_boottime_us (self->clock);
}

/**
 * ebb_trace_recorder_start_opening:
 *
 * What comes from now on is how the link is opened.
 */
void
ebb_trace_recorder_start_opening (EbbTraceRecorder *self)
{
  g_array_set_size (self->opening, 0);
  self->opened_us = 0;
  g_clear_pointer (&self->opened, g_free);
  self->before = ebb_link_get_state (self->link);
  self->was_paired = ebb_link_is_paired (self->link);
  self->first_id = self->last_id + 1;
}

static void
write_line (EbbTraceRecorder *self, const EbbTraceEntry *entry)
{
  g_autofree char *line = ebb_trace_entry_to_line (entry);

  ebb_trace_file_append (self->file, line);
}

static char *
dup_wall_time (EbbTraceRecorder *self)
{
  g_autoptr (GDateTime) wall =
      g_date_time_new_from_unix_utc (ebb_clock_get_wall_us (self->clock) / G_USEC_PER_SEC);

  return wall != NULL ? g_date_time_format_iso8601 (wall) : g_strdup ("");
}

static void
remember (EbbTraceRecorder *self, const EbbTraceEntry *entry)
{
  EbbTraceEntry copy = *entry;

  if (self->opening->len >= OPENING_MAX)
    ebb_trace_recorder_start_opening (self);
  if (self->opened_us == 0)
    {
      self->opened_us = now_us (self);
      self->opened = dup_wall_time (self);
    }
  copy.at_ms = (now_us (self) - self->opened_us) / 1000;
  copy.bytes = entry->bytes != NULL ? g_bytes_ref (entry->bytes) : NULL;
  copy.text = NULL;
  g_array_append_val (self->opening, copy);
}

/* An answer whose call is not in the file cannot be read there. */
static gboolean
is_of_file (EbbTraceRecorder *self, const EbbTraceEntry *entry)
{
  if (entry->kind != EBB_TRACE_IS_ANSWER || entry->id >= self->first_live_id)
    return TRUE;
  return entry->id >= self->first_file_id && opens_link (entry->call);
}

void
ebb_trace_recorder_take (EbbTraceRecorder *self, EbbTraceEntry *entry)
{
  if (self->n_sending > 0)
    {
      g_array_append_val (self->held, *entry);
      return;
    }
  if (is_of_opening (self, entry))
    remember (self, entry);
  if (self->file != NULL && is_of_file (self, entry))
    {
      entry->at_ms = MAX (0, (now_us (self) - self->began_us) / 1000);
      write_line (self, entry);
    }
  ebb_trace_entry_clear (entry);
}

/**
 * ebb_trace_recorder_release_held:
 *
 * The write in progress is done and written down; now what it brought about.
 */
void
ebb_trace_recorder_release_held (EbbTraceRecorder *self)
{
  g_autoptr (GArray) held = g_steal_pointer (&self->held);
  g_autofree char *ending = g_steal_pointer (&self->ending);

  self->held = g_array_new (FALSE, FALSE, sizeof (EbbTraceEntry));
  for (guint i = 0; i < held->len; i++)
    ebb_trace_recorder_take (self, &g_array_index (held, EbbTraceEntry, i));
  if (ending != NULL)
    ebb_trace_recorder_end (self, ending);
}

void
ebb_trace_recorder_state_changed (EbbTraceRecorder *self)
{
  EbbTraceEntry entry = { .kind = EBB_TRACE_IS_STATE };

  entry.state = ebb_link_get_state (self->link);
  entry.flag = ebb_link_is_paired (self->link);
  ebb_trace_recorder_take (self, &entry);
  if (entry.state == EBB_LINK_DISCONNECTED)
    ebb_trace_recorder_start_opening (self);
}

static void
write_header (EbbTraceRecorder *self)
{
  EbbDefinition       *definition = ebb_link_get_definition (self->link);
  g_autofree char     *now = dup_wall_time (self);
  const EbbTraceHeader header = {
    .program = self->program,
    .definition = definition != NULL ? ebb_definition_get_id (definition) : "",
    .started = self->opened != NULL ? self->opened : now,
    .state = self->before,
    .is_paired = self->was_paired,
  };
  g_autofree char *line = ebb_trace_header_to_line (&header);

  ebb_trace_file_append (self->file, line);
}

/* Not after the note, or the write, that its end would wait for: that is of the next recording. */
static void
end_at_once (EbbTraceRecorder *self, const char *why)
{
  const guint n_sending = self->n_sending;

  if (self->file == NULL)
    return;
  self->n_sending = 0;
  ebb_trace_recorder_release_held (self);
  ebb_trace_recorder_end (self, why);
  self->n_sending = n_sending;
}

/**
 * ebb_trace_recorder_begin:
 * @file: what is written to from now on; its failure ends the recording and nothing else
 *
 * Writes down how the link that is up was opened, and from now on everything. Ends a recording that
 * was begun before.
 */
void
ebb_trace_recorder_begin (EbbTraceRecorder *self, EbbTraceFile *file)
{
  gint64 last_ms = 0;

  end_at_once (self, "another recording began");
  self->file = g_object_ref (file);
  if (self->opened_us == 0)
    ebb_trace_recorder_start_opening (self);
  self->first_file_id = self->first_id;
  self->first_live_id = self->last_id + 1;
  write_header (self);
  for (guint i = 0; i < self->opening->len; i++)
    {
      last_ms = g_array_index (self->opening, EbbTraceEntry, i).at_ms;
      write_line (self, &g_array_index (self->opening, EbbTraceEntry, i));
    }
  if (self->opened_us != 0)
    self->began_us = MAX (self->opened_us, now_us (self) - last_ms * 1000 - (gint64) IDLE_MAX_US);
  else
    self->began_us = now_us (self);
}

/**
 * ebb_trace_recorder_note:
 * @text: what a person asked of Ebb; at most %EBB_TRACE_NOTE_MAX_BYTES, and no names
 *
 * Writes @text down, if something is recorded.
 */
void
ebb_trace_recorder_note (EbbTraceRecorder *self, const char *text)
{
  EbbTraceEntry entry = { .kind = EBB_TRACE_IS_NOTE };

  g_return_if_fail (strlen (text) <= EBB_TRACE_NOTE_MAX_BYTES);
  if (self->file == NULL)
    return;
  entry.text = g_strdup (text);
  ebb_trace_recorder_take (self, &entry);
}

/**
 * ebb_trace_recorder_hold:
 *
 * Something is done now that ebb_trace_recorder_release() will name.
 */
void
ebb_trace_recorder_hold (EbbTraceRecorder *self)
{
  self->n_sending++;
}

/**
 * ebb_trace_recorder_release:
 * @note: as ebb_trace_recorder_note()
 *
 * Writes @note down, and then what happened since ebb_trace_recorder_hold().
 */
void
ebb_trace_recorder_release (EbbTraceRecorder *self, const char *note)
{
  /* The recorder may be another than the one that was held. */
  if (self->n_sending > 0)
    self->n_sending--;
  ebb_trace_recorder_note (self, note);
  if (self->n_sending == 0)
    ebb_trace_recorder_release_held (self);
}

/**
 * ebb_trace_recorder_end:
 *
 * The recording is whole; @why is its last line. The link goes on.
 */
void
ebb_trace_recorder_end (EbbTraceRecorder *self, const char *why)
{
  EbbTraceEntry entry = { .kind = EBB_TRACE_IS_END };

  if (self->file == NULL)
    return;
  if (self->n_sending > 0)
    {
      g_free (self->ending);
      self->ending = g_strdup (why);
      return;
    }
  entry.text = g_strdup (why);
  ebb_trace_recorder_take (self, &entry);
  ebb_trace_file_close (self->file);
  g_clear_object (&self->file);
}

/**
 * ebb_trace_recorder_get_file:
 *
 * Returns: (nullable): what is written to now
 */
EbbTraceFile *
ebb_trace_recorder_get_file (EbbTraceRecorder *self)
{
  return self->file;
}
