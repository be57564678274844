/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "ebb-control.h"
#include "ebb-fake-clock.h"
#include "ebb-scripted-link.h"
#include "ebb-trace-recorder.h"
#include "ebb-trace.h"

/* A recorder is a link like the one inside it, and a file beside it. */

#define ADD(path, test) g_test_add ("/trace/recorder/" path, Fixture, NULL, set_up, test, tear_down)
#define PATIENCE_S 20

static const uint8_t stop_frame[] = { 5, 0, 0, 0 };

typedef struct
{
  char             *directory;
  char             *path;
  EbbFakeClock     *clock;
  EbbScriptedLink  *inner;
  EbbTraceRecorder *recorder;
  EbbLink          *link; /* the recorder */
  EbbTraceFile     *file;
  guint             n_failed;
  GString          *seen; /* by the user of the link, in order */
} Fixture;

static EbbDefinition *definition;

static void
received_cb (EbbRole        role,
             const uint8_t *bytes,
             size_t         size,
             gint64         received_us,
             gpointer       user_data)
{
  g_string_append_printf (((Fixture *) user_data)->seen, "received:%s ", ebb_role_to_string (role));
}

static void
state_changed_cb (EbbLink *link, Fixture *self)
{
  g_string_append_printf (self->seen, "state:%d ", (int) ebb_link_get_state (link));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->directory = g_dir_make_tmp ("ebb-recorder-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->directory, "a.jsonl", NULL);
  self->clock = ebb_fake_clock_new ();
  self->inner = ebb_scripted_link_new ("AA:BB:CC:DD:EE:FF", definition, EBB_CLOCK (self->clock));
  self->recorder =
      ebb_trace_recorder_new (EBB_LINK (self->inner), EBB_CLOCK (self->clock), "Ebb test");
  self->link = EBB_LINK (self->recorder);
  self->seen = g_string_new (NULL);
  ebb_link_set_receiver (self->link, received_cb, self);
  g_signal_connect (self->link, "state-changed", G_CALLBACK (state_changed_cb), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->file != NULL)
    ebb_trace_file_wait (self->file);
  g_clear_object (&self->file);
  g_signal_handlers_disconnect_by_data (self->link, self);
  g_assert_finalize_object (self->recorder);
  g_assert_finalize_object (self->inner);
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (self->clock), ==, 0);
  g_object_unref (self->clock);
  g_string_free (self->seen, TRUE);
  g_unlink (self->path);
  g_rmdir (self->directory);
  g_free (self->path);
  g_free (self->directory);
}

static void
failed_cb (EbbTraceFile *file, Fixture *self)
{
  self->n_failed++;
}

static void
begin (Fixture *self)
{
  self->file = ebb_trace_file_new (self->path);
  g_signal_connect (self->file, "failed", G_CALLBACK (failed_cb), self);
  ebb_trace_recorder_begin (self->recorder, self->file);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
connect_link (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ebb_link_connect_async (self->link, NULL, done_cb, &result);
  ebb_settle ();
  g_assert_true (ebb_link_connect_finish (self->link, result, &error));
  g_assert_no_error (error);
}

/* (transfer full): what is in the file, without the header; one line a string */
static char **
end_and_read (Fixture *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  char **lines;

  ebb_trace_recorder_end (self->recorder, "done");
  ebb_trace_file_wait (self->file);
  g_file_get_contents (self->path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (text, "{\"ebb_trace\":1,\"program\":\"Ebb test\","));
  lines = g_strsplit (strchr (text, '\n') + 1, "\n", -1);
  g_assert_cmpstr (lines[g_strv_length (lines) - 1], ==, "");
  return lines;
}

static void
test_nothing_is_written_unless_asked (Fixture *self, gconstpointer data)
{
  connect_link (self);
  ebb_scripted_link_receive (self->inner, EBB_ROLE_TELEMETRY, stop_frame, sizeof stop_frame);
  g_assert_null (ebb_trace_recorder_get_file (self->recorder));
  g_assert_cmpstr (self->seen->str, ==, "state:1 state:3 received:telemetry ");
  g_assert_false (g_file_test (self->path, G_FILE_TEST_EXISTS));
}

/* Sees, while the inner link is written to, that nothing was done before it. */
static void
nothing_yet_cb (EbbScriptedLink *link,
                EbbRole          role,
                const uint8_t   *bytes,
                size_t           size,
                gpointer         user_data)
{
  Fixture *self = user_data;

  g_string_append (self->seen, "written ");
  ebb_scripted_link_receive (link, EBB_ROLE_STATUS, bytes, size);
}

static void
test_stop_goes_out_first_and_is_noted_after (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  connect_link (self);
  begin (self);
  g_string_truncate (self->seen, 0);
  ebb_scripted_link_set_responder (self->inner, nothing_yet_cb, self);
  g_assert_true (ebb_link_send (self->link, EBB_ROLE_STOP, stop_frame, sizeof stop_frame, &error));
  g_assert_cmpstr (self->seen->str, ==, "written received:status ");
  lines = end_and_read (self);
  g_assert_cmpstr (lines[4], ==, "{\"ms\":0,\"write\":\"stop\",\"bytes\":\"05000000\"}");
  g_assert_cmpstr (lines[5], ==, "{\"ms\":0,\"receive\":\"status\",\"bytes\":\"05000000\"}");
  g_assert_cmpstr (lines[6], ==, "{\"ms\":0,\"end\":\"done\"}");
}

static void
test_write_that_finds_the_link_lost_stands_before_the_loss (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  connect_link (self);
  begin (self);
  ebb_scripted_link_set_outcome (self->inner, EBB_SCRIPTED_SEND, EBB_ROLE_STOP, EBB_SCRIPTED_LOSES);
  g_assert_false (ebb_link_send (self->link, EBB_ROLE_STOP, stop_frame, sizeof stop_frame, &error));
  g_assert_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED);
  lines = end_and_read (self);
  g_assert_cmpstr (
      lines[4], ==,
      "{\"ms\":0,\"write\":\"stop\",\"bytes\":\"05000000\",\"error\":\"not-connected\"}");
  g_assert_cmpstr (lines[5], ==, "{\"ms\":0,\"state\":\"disconnected\",\"paired\":true}");
}

static void
test_stop_descriptor_is_that_of_the_link (Fixture *self, gconstpointer data)
{
  int  ends[2];
  int  descriptor;
  char byte = 0;

  g_assert_cmpint (pipe2 (ends, O_CLOEXEC), ==, 0);
  ebb_scripted_link_set_stop_descriptor (self->inner, ends[1]);
  connect_link (self);
  begin (self);
  descriptor = ebb_link_dup_stop_descriptor (self->link);
  g_assert_cmpint (write (descriptor, "s", 1), ==, 1);
  g_assert_cmpint (read (ends[0], &byte, 1), ==, 1);
  g_assert_cmpint (byte, ==, 's');
  close (descriptor);
  ebb_scripted_link_set_stop_descriptor (self->inner, -1);
  close (ends[0]);
  close (ends[1]);
}

static void
read_once (Fixture *self, EbbRole role)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;

  ebb_link_read_async (self->link, role, NULL, done_cb, &result);
  ebb_settle ();
  bytes = ebb_link_read_finish (self->link, result, NULL);
}

/* A recording that begins in the middle tells how the link was opened, with the times of then, and
 * cuts the hours in which nothing was asked. */
static void
test_recording_begins_where_the_link_began (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) lines = NULL;

  ebb_scripted_link_set_value (self->inner, EBB_ROLE_MODEL, "Boots", 5);
  connect_link (self);
  ebb_fake_clock_advance_ms (self->clock, 120);
  read_once (self, EBB_ROLE_MODEL);
  ebb_fake_clock_advance_ms (self->clock, 7200 * 1000);
  begin (self);
  ebb_trace_recorder_note (self->recorder, "stop");
  lines = end_and_read (self);
  g_assert_cmpstr (lines[0], ==, "{\"ms\":0,\"call\":\"connect\",\"id\":1}");
  g_assert_cmpstr (lines[3], ==, "{\"ms\":0,\"answer\":1}");
  g_assert_cmpstr (lines[4], ==, "{\"ms\":120,\"call\":\"read\",\"id\":2,\"role\":\"model\"}");
  g_assert_cmpstr (lines[5], ==, "{\"ms\":120,\"answer\":2,\"bytes\":\"426f6f7473\"}");
  g_assert_cmpstr (lines[6], ==, "{\"ms\":10120,\"note\":\"stop\"}");
}

static void
look_at_the_boots (Fixture *self)
{
  static const uint8_t question[] = { EBB_OP_READ_STATE, 1 };
  static const uint8_t answer[] = { EBB_OP_RESPONSE, EBB_OP_READ_STATE, 1 };
  g_autoptr (GError) error = NULL;

  ebb_link_send (self->link, EBB_ROLE_CONTROL, question, sizeof question, &error);
  g_assert_no_error (error);
  ebb_scripted_link_receive (self->inner, EBB_ROLE_CONTROL, answer, sizeof answer);
}

/* Whoever plays it asks as well, and once. */
static void
test_first_look_at_the_boots_opens_the_link (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) lines = NULL;

  connect_link (self);
  look_at_the_boots (self);
  ebb_fake_clock_advance_ms (self->clock, 1000);
  look_at_the_boots (self);
  begin (self);
  lines = end_and_read (self);
  g_assert_cmpstr (lines[3], ==, "{\"ms\":0,\"answer\":1}");
  g_assert_cmpstr (lines[4], ==, "{\"ms\":0,\"write\":\"control\",\"bytes\":\"0201\"}");
  g_assert_cmpstr (lines[5], ==, "{\"ms\":0,\"receive\":\"control\",\"bytes\":\"800201\"}");
  g_assert_cmpstr (lines[6], ==, "{\"ms\":1000,\"end\":\"done\"}");
}

static void
test_links_of_before_are_not_told_of (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) lines = NULL;

  connect_link (self);
  ebb_scripted_link_lose (self->inner);
  connect_link (self);
  begin (self);
  lines = end_and_read (self);
  g_assert_cmpstr (lines[0], ==, "{\"ms\":0,\"call\":\"connect\",\"id\":2}");
  g_assert_cmpuint (g_strv_length (lines), ==, 6);
}

static void
test_file_is_for_its_owner_alone (Fixture *self, gconstpointer data)
{
  GStatBuf status;

  begin (self);
  ebb_trace_recorder_end (self->recorder, "done");
  ebb_trace_file_wait (self->file);
  g_assert_cmpint (g_stat (self->path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 07777, ==, 0600);
}

static gboolean
patience_over_cb (gpointer user_data)
{
  g_error ("no failure was told within %d s", PATIENCE_S);
  return G_SOURCE_REMOVE;
}

static void
wait_for_failure (Fixture *self)
{
  guint timeout_id = g_timeout_add_seconds (PATIENCE_S, patience_over_cb, NULL);

  while (self->n_failed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout_id);
}

static void
test_file_that_is_there_is_left_alone (Fixture *self, gconstpointer data)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (self->path, "mine", -1, NULL));
  begin (self);
  wait_for_failure (self);
  g_assert_error (ebb_trace_file_get_error (self->file), G_IO_ERROR, G_IO_ERROR_EXISTS);
  ebb_trace_file_wait (self->file);
  g_assert_true (g_file_get_contents (self->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
}

/* No room beyond 4 kB: the recording fails, and the link goes on. */
static void
test_full_disk_ends_the_recording_alone (Fixture *self, gconstpointer data)
{
  struct rlimit before, small;
  g_autoptr (GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 4096;
  connect_link (self);
  begin (self);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  for (int i = 0; i < 200; i++)
    ebb_scripted_link_receive (self->inner, EBB_ROLE_TELEMETRY, stop_frame, sizeof stop_frame);
  wait_for_failure (self);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_cmpuint (self->n_failed, ==, 1);
  g_assert_nonnull (strstr (ebb_trace_file_get_error (self->file)->message, self->path));
  g_string_truncate (self->seen, 0);
  ebb_scripted_link_receive (self->inner, EBB_ROLE_TELEMETRY, stop_frame, sizeof stop_frame);
  g_assert_cmpstr (self->seen->str, ==, "received:telemetry ");
  g_assert_true (ebb_link_send (self->link, EBB_ROLE_STOP, stop_frame, sizeof stop_frame, &error));
  g_assert_no_error (error);
}

/* What is long is shortened, and still can be read. */
static void
test_endless_message_is_cut (Fixture *self, gconstpointer data)
{
  const uint8_t endless[2000] = { 1 };
  g_auto (GStrv) lines = NULL;
  g_autoptr (EbbTrace) trace = NULL;
  g_autoptr (GError) error = NULL;

  connect_link (self);
  begin (self);
  ebb_scripted_link_receive (self->inner, EBB_ROLE_TELEMETRY, endless, sizeof endless);
  lines = end_and_read (self);
  trace = ebb_trace_new_from_file (self->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (ebb_trace_get_entry (trace, 4)->bytes), ==,
                    EBB_TRACE_MESSAGE_MAX_BYTES);
}

/* As when boots are forgotten and known again, before the link of before is let go of. */
static void
test_one_that_goes_leaves_the_next_its_ears (Fixture *self, gconstpointer data)
{
  EbbTraceRecorder *before =
      ebb_trace_recorder_new (EBB_LINK (self->inner), EBB_CLOCK (self->clock), "Ebb test");

  ebb_link_set_receiver (EBB_LINK (before), received_cb, self);
  ebb_link_set_receiver (self->link, received_cb, self);
  ebb_link_set_receiver (EBB_LINK (before), NULL, NULL);
  g_assert_finalize_object (before);
  ebb_scripted_link_receive (self->inner, EBB_ROLE_BATTERY, (const uint8_t *) "\x09", 1);
  g_assert_nonnull (strstr (self->seen->str, "received:battery "));
}

/* The note that the first waits for is of the second then, which goes on. */
static void
test_another_begins_before_the_note (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_strconcat (self->path, "-2", NULL);
  EbbTraceFile    *second = ebb_trace_file_new (path);

  begin (self);
  ebb_trace_recorder_hold (self->recorder);
  ebb_trace_recorder_end (self->recorder, "the session is over");
  ebb_trace_recorder_begin (self->recorder, second);
  ebb_trace_recorder_release (self->recorder, "stop");
  g_assert_true (ebb_trace_recorder_get_file (self->recorder) == second);
  g_assert_cmpuint (G_OBJECT (self->file)->ref_count, ==, 1);
  ebb_trace_recorder_end (self->recorder, "the session is over");
  ebb_trace_file_wait (second);
  g_assert_finalize_object (second);
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = NULL;
  char *text = NULL;
  gsize size;

  g_test_init (&argc, &argv, NULL);
  g_file_get_contents (argv[1], &text, &size, &error);
  g_assert_no_error (error);
  json = g_bytes_new_take (text, size);
  definition = ebb_definition_new_from_json (json, &error);
  g_assert_no_error (error);
  ADD ("nothing-is-written-unless-asked", test_nothing_is_written_unless_asked);
  ADD ("stop-goes-out-first-and-is-noted-after", test_stop_goes_out_first_and_is_noted_after);
  ADD ("write-that-finds-the-link-lost-stands-before-the-loss",
       test_write_that_finds_the_link_lost_stands_before_the_loss);
  ADD ("stop-descriptor-is-that-of-the-link", test_stop_descriptor_is_that_of_the_link);
  ADD ("recording-begins-where-the-link-began", test_recording_begins_where_the_link_began);
  ADD ("first-look-at-the-boots-opens-the-link", test_first_look_at_the_boots_opens_the_link);
  ADD ("links-of-before-are-not-told-of", test_links_of_before_are_not_told_of);
  ADD ("file-is-for-its-owner-alone", test_file_is_for_its_owner_alone);
  ADD ("file-that-is-there-is-left-alone", test_file_that_is_there_is_left_alone);
  ADD ("full-disk-ends-the-recording-alone", test_full_disk_ends_the_recording_alone);
  ADD ("endless-message-is-cut", test_endless_message_is_cut);
  ADD ("another-begins-before-the-note", test_another_begins_before_the_note);
  ADD ("one-that-goes-leaves-the-next-its-ears", test_one_that_goes_leaves_the_next_its_ears);
  return g_test_run ();
}
