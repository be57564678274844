/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-recording.h"

#include "ebb-boots-connection-private.h"
#include "ebb-recording-private.h"

/* Every link of boots is made within a recorder, where there is one to be had; what is asked here is
 * whether it writes. A recording is of one session: from the moment at which the session takes the
 * link to that at which it gives it back. */

static char *
dup_key (EbbBoots *self)
{
  return g_strdup_printf ("record/%s", self->identity);
}

/*< private >
 * ebb_boots_set_traces:
 * @traces: (nullable):
 *
 * Who keeps recordings of these boots. Before there is a link to them.
 */
void
ebb_boots_set_traces (EbbBoots *self, EbbTraces *traces)
{
  g_autofree char *key = dup_key (self);
  g_autofree char *value = NULL;

  g_clear_pointer (&self->recording, ebb_recording_free);
  if (traces == NULL)
    return;
  if (self->store != NULL)
    value = ebb_store_dup_setting (self->store, key);
  self->recording = g_new0 (EbbRecording, 1);
  self->recording->traces = g_object_ref (traces);
  self->recording->is_on = g_strcmp0 (value, "1") == 0;
}

void
ebb_recording_free (EbbRecording *self)
{
  g_clear_object (&self->recorder);
  g_clear_object (&self->file);
  g_clear_object (&self->closing);
  g_clear_object (&self->traces);
  g_clear_error (&self->error);
  g_free (self->next_path);
  g_free (self->last_path);
  g_free (self);
}

/*< private >
 * ebb_boots_record_link:
 * @link: (transfer full): a link to these boots
 *
 * Returns: (transfer full): the link to use
 */
EbbLink *
ebb_boots_record_link (EbbBoots *self, EbbLink *link)
{
  EbbRecording *recording = self->recording;
  g_autoptr (EbbLink) inner = link;

  if (recording == NULL)
    return g_steal_pointer (&inner);
  g_clear_object (&recording->recorder);
  recording->recorder = ebb_traces_make_recorder (recording->traces, inner);
  return EBB_LINK (g_object_ref (recording->recorder));
}

/*< private >
 * ebb_boots_leave_link:
 *
 * The link is let go of.
 */
void
ebb_boots_leave_link (EbbBoots *self)
{
  ebb_boots_end_recording (self, "the link was let go");
  if (self->recording != NULL)
    g_clear_object (&self->recording->recorder);
}

static void
failed_cb (EbbBoots *self, EbbTraceFile *file)
{
  EbbRecording *recording = self->recording;

  if (recording == NULL || (recording->file != file && recording->closing != file))
    return;
  g_clear_error (&recording->error);
  recording->error = g_error_copy (ebb_trace_file_get_error (file));
  g_message ("%s: the recording ended: %s", self->identity, recording->error->message);
  if (recording->file == file)
    g_clear_object (&recording->file);
  ebb_boots_emit_changed (self);
}

/* A file that a session was given and whose end is not told any more: another began. */
static void
done_cb (EbbBoots *self, EbbTraceFile *file)
{
  EbbRecording *recording = self->recording;

  if (recording == NULL || recording->closing != file)
    return;
  if (ebb_trace_file_get_error (file) == NULL)
    {
      g_free (recording->last_path);
      recording->last_path = g_strdup (ebb_trace_file_get_path (file));
    }
  g_clear_object (&recording->closing);
  ebb_boots_emit_changed (self);
}

/*< private >
 * ebb_boots_begin_recording:
 *
 * A session takes the link. Records it, if that was asked for.
 */
void
ebb_boots_begin_recording (EbbBoots *self)
{
  EbbRecording    *recording = self->recording;
  g_autofree char *path = NULL;

  if (recording == NULL)
    return;
  g_clear_error (&recording->error);
  if (recording->recorder == NULL || (!recording->is_on && recording->next_path == NULL))
    return;
  path = g_steal_pointer (&recording->next_path);
  g_clear_object (&recording->file);
  recording->file = ebb_traces_make_file (recording->traces, path);
  g_signal_connect_object (recording->file, "failed", G_CALLBACK (failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (recording->file, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  ebb_trace_recorder_begin (recording->recorder, recording->file);
}

/*< private >
 * ebb_boots_end_recording:
 *
 * The session gives the link back.
 */
void
ebb_boots_end_recording (EbbBoots *self, const char *why)
{
  EbbRecording *recording = self->recording;

  if (recording == NULL || recording->file == NULL)
    return;
  ebb_trace_recorder_end (recording->recorder, why);
  g_clear_object (&recording->closing);
  recording->closing = g_steal_pointer (&recording->file);
}

static EbbTraceRecorder *
get_recorder (EbbBoots *self)
{
  return self != NULL && self->recording != NULL ? self->recording->recorder : NULL;
}

/*< private >
 * ebb_boots_expect_note:
 * @self: (nullable):
 *
 * A person asked for something that is done now, without waiting for it to be written down first;
 * ebb_boots_note() says what it was. What it brings about stands behind the note.
 */
void
ebb_boots_expect_note (EbbBoots *self)
{
  if (get_recorder (self) != NULL)
    ebb_trace_recorder_hold (get_recorder (self));
}

/*< private >
 * ebb_boots_note:
 * @self: (nullable):
 *
 * Ends ebb_boots_expect_note().
 */
void
ebb_boots_note (EbbBoots *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list          arguments;

  if (get_recorder (self) == NULL)
    return;
  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  ebb_trace_recorder_release (get_recorder (self), text);
}

/**
 * ebb_boots_is_recorded:
 *
 * Returns: whether sessions with these boots are recorded, from the next on
 */
gboolean
ebb_boots_is_recorded (EbbBoots *self)
{
  return self->recording != NULL && self->recording->is_on;
}

/**
 * ebb_boots_set_is_recorded:
 *
 * From the next session on; what is recorded now ends at once when it is switched off. Kept for
 * later runs.
 */
void
ebb_boots_set_is_recorded (EbbBoots *self, gboolean is_recorded)
{
  g_autofree char *key = dup_key (self);

  if (self->recording == NULL || self->recording->is_on == !!is_recorded)
    return;
  self->recording->is_on = !!is_recorded;
  if (self->store != NULL)
    ebb_store_save_setting (self->store, key, is_recorded ? "1" : "");
  if (!is_recorded)
    ebb_boots_end_recording (self, "it was switched off");
  ebb_boots_emit_changed (self);
}

/**
 * ebb_boots_record_to:
 *
 * Records the next session to @path.
 */
void
ebb_boots_record_to (EbbBoots *self, const char *path)
{
  if (self->recording == NULL)
    return;
  g_free (self->recording->next_path);
  self->recording->next_path = g_strdup (path);
}

/**
 * ebb_boots_get_recording:
 *
 * Returns: (nullable): the file that is written now; borrowed until "changed"
 */
const char *
ebb_boots_get_recording (EbbBoots *self)
{
  if (self->recording == NULL || self->recording->file == NULL)
    return NULL;
  return ebb_trace_file_get_path (self->recording->file);
}

/**
 * ebb_boots_is_recording_closing:
 *
 * Returns: whether the last one is over, and may still be lost
 */
gboolean
ebb_boots_is_recording_closing (EbbBoots *self)
{
  return self->recording != NULL && self->recording->closing != NULL;
}

/**
 * ebb_boots_get_last_recording:
 *
 * Returns: (nullable): the newest file of this run that is whole
 */
const char *
ebb_boots_get_last_recording (EbbBoots *self)
{
  return self->recording != NULL ? self->recording->last_path : NULL;
}

/**
 * ebb_boots_get_recording_error:
 *
 * Returns: (nullable): why the newest recording ended before its session, of %G_IO_ERROR or
 *   %EBB_TRACE_ERROR_FULL
 */
const GError *
ebb_boots_get_recording_error (EbbBoots *self)
{
  return self->recording != NULL ? self->recording->error : NULL;
}
