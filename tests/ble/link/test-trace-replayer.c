/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "ebb-control.h"
#include "ebb-fake-clock.h"
#include "ebb-trace-replayer.h"

/* A trace played as a link: what was done must be done again. */

#define ADD(path, lines, test)                                                                     \
  g_test_add ("/trace/replayer/" path, Fixture, lines, set_up, test, tear_down)

static const char CONNECTED[] = "{\"ms\":0,\"call\":\"connect\",\"id\":1}\n"
                                "{\"ms\":0,\"state\":\"connecting\",\"paired\":false}\n"
                                "{\"ms\":200,\"state\":\"ready\",\"paired\":true}\n"
                                "{\"ms\":200,\"answer\":1}\n"
                                "{\"ms\":300,\"write\":\"stop\",\"bytes\":\"05000000\"}\n"
                                "{\"ms\":320,\"receive\":\"status\",\"bytes\":\"0102\"}\n"
                                "{\"ms\":400,\"note\":\"stop\"}\n"
                                "{\"ms\":500,\"state\":\"disconnected\",\"paired\":true}\n";

static const char STOPPABLE[] = "{\"ms\":0,\"call\":\"connect\",\"id\":1}\n"
                                "{\"ms\":90,\"state\":\"stoppable\",\"paired\":true}\n"
                                "{\"ms\":100,\"write\":\"stop\",\"bytes\":\"05000000\"}\n"
                                "{\"ms\":200,\"state\":\"ready\",\"paired\":true}\n"
                                "{\"ms\":200,\"answer\":1}\n"
                                "{\"ms\":400,\"end\":\"the session is over\"}\n";

static const char UNREACHABLE[] = "{\"ms\":0,\"call\":\"connect\",\"id\":1}\n"
                                  "{\"ms\":90,\"answer\":1,\"error\":\"unreachable\"}\n";

static const char GIVEN_UP[] = "{\"ms\":0,\"call\":\"connect\",\"id\":1}\n"
                               "{\"ms\":90,\"answer\":1,\"error\":\"cancelled\"}\n"
                               "{\"ms\":200,\"note\":\"stop\"}\n"
                               "{\"ms\":900,\"end\":\"the session is over\"}\n";

static const char HANDSHAKE[] =
    "{\"ms\":0,\"call\":\"connect\",\"id\":1}\n"
    "{\"ms\":0,\"state\":\"ready\",\"paired\":true}\n"
    "{\"ms\":0,\"answer\":1}\n"
    "{\"ms\":10,\"write\":\"control\",\"bytes\":\"0177660700000000000000010044332211\"}\n"
    "{\"ms\":20,\"receive\":\"control\",\"bytes\":\"8001017766"
    "0100bbccddee00000000000000000000000000000000000000000000\"}\n";

typedef struct
{
  EbbFakeClock     *clock;
  EbbTraceReplayer *replayer;
  EbbLink          *link;
  GString          *seen;
  GError           *error; /* of the last call */
  GByteArray       *last;  /* received */
} Fixture;

static void
received_cb (EbbRole        role,
             const uint8_t *bytes,
             size_t         size,
             gint64         received_us,
             gpointer       user_data)
{
  Fixture *self = user_data;

  g_string_append_printf (self->seen, "received:%s ", ebb_role_to_string (role));
  g_byte_array_set_size (self->last, 0);
  g_byte_array_append (self->last, bytes, (guint) size);
}

static void
state_changed_cb (EbbLink *link, Fixture *self)
{
  g_string_append_printf (self->seen, "state:%d ", (int) ebb_link_get_state (link));
}

static void
note_cb (EbbTraceReplayer *replayer, const char *text, Fixture *self)
{
  g_string_append_printf (self->seen, "note:%s ", text);
}

static void
set_up (Fixture *self, gconstpointer lines)
{
  g_autofree char *text =
      g_strconcat ("{\"ebb_trace\":1,\"program\":\"Ebb\",\"definition\":\"\",\"started\":\"\","
                   "\"state\":\"disconnected\",\"paired\":false}\n",
                   lines, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbTrace) trace = ebb_trace_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  self->clock = ebb_fake_clock_new ();
  self->replayer = ebb_trace_replayer_new (trace, EBB_CLOCK (self->clock), NULL, "trace:1");
  self->link = EBB_LINK (self->replayer);
  self->seen = g_string_new (NULL);
  self->last = g_byte_array_new ();
  ebb_link_set_receiver (self->link, received_cb, self);
  g_signal_connect (self->link, "state-changed", G_CALLBACK (state_changed_cb), self);
  g_signal_connect (self->link, "note", G_CALLBACK (note_cb), self);
}

static void
tear_down (Fixture *self, gconstpointer lines)
{
  g_signal_handlers_disconnect_by_data (self->link, self);
  ebb_trace_replayer_stop (self->replayer);
  ebb_settle ();
  g_assert_finalize_object (self->replayer);
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (self->clock), ==, 0);
  g_object_unref (self->clock);
  g_string_free (self->seen, TRUE);
  g_byte_array_unref (self->last);
  g_clear_error (&self->error);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;

  g_string_append (self->seen, ebb_link_connect_finish (EBB_LINK (source), result, &self->error)
                                   ? "connected "
                                   : "failed ");
}

static void
connect_link (Fixture *self)
{
  ebb_link_connect_async (self->link, NULL, connected_cb, self);
}

static gboolean
send_stop (Fixture *self, guint8 epoch)
{
  const uint8_t frame[] = { epoch, 0, 0, 0 };

  g_clear_error (&self->error);
  return ebb_link_send (self->link, EBB_ROLE_STOP, frame, sizeof frame, &self->error);
}

static void
assert_differs (Fixture *self, const char *message)
{
  g_assert_error (ebb_trace_replayer_get_error (self->replayer), EBB_TRACE_ERROR,
                  EBB_TRACE_ERROR_DIFFERS);
  g_assert_cmpstr (ebb_trace_replayer_get_error (self->replayer)->message, ==, message);
  g_assert_false (ebb_trace_replayer_is_done (self->replayer));
  g_assert_cmpint (ebb_link_get_state (self->link), ==, EBB_LINK_DISCONNECTED);
}

static void
test_what_was_recorded_happens_again (Fixture *self, gconstpointer lines)
{
  connect_link (self);
  ebb_fake_clock_advance_ms (self->clock, 199);
  g_assert_cmpstr (self->seen->str, ==, "state:1 ");
  ebb_fake_clock_advance_ms (self->clock, 101);
  g_assert_cmpstr (self->seen->str, ==, "state:1 state:3 connected ");
  g_assert_true (ebb_link_is_paired (self->link));
  g_assert_true (send_stop (self, 5));
  ebb_fake_clock_advance_ms (self->clock, 500);
  g_assert_cmpstr (self->seen->str, ==,
                   "state:1 state:3 connected received:status note:stop state:0 ");
  g_assert_no_error (ebb_trace_replayer_get_error (self->replayer));
  g_assert_true (ebb_trace_replayer_is_done (self->replayer));
}

static void
test_another_write_is_an_error_with_its_line (Fixture *self, gconstpointer lines)
{
  connect_link (self);
  ebb_fake_clock_advance_ms (self->clock, 300);
  g_assert_false (send_stop (self, 6));
  assert_differs (self, "line 6: {\"ms\":300,\"write\":\"stop\",\"bytes\":\"06000000\"}, expected "
                        "{\"ms\":300,\"write\":\"stop\",\"bytes\":\"05000000\"}");
  g_assert_cmpstr (self->error->message, ==,
                   ebb_trace_replayer_get_error (self->replayer)->message);
}

static void
test_write_that_does_not_come_is_an_error (Fixture *self, gconstpointer lines)
{
  connect_link (self);
  ebb_fake_clock_advance_ms (self->clock, 300 + EBB_TRACE_DRIFT_MS);
  g_assert_no_error (ebb_trace_replayer_get_error (self->replayer));
  ebb_fake_clock_advance_ms (self->clock, 10);
  assert_differs (self, "line 6: nothing was done, expected "
                        "{\"ms\":300,\"write\":\"stop\",\"bytes\":\"05000000\"}");
}

static void
test_another_call_is_an_error (Fixture *self, gconstpointer lines)
{
  connect_link (self);
  ebb_fake_clock_advance_ms (self->clock, 250);
  ebb_link_disconnect (self->link);
  assert_differs (self, "line 6: {\"ms\":250,\"call\":\"disconnect\"}, expected "
                        "{\"ms\":300,\"write\":\"stop\",\"bytes\":\"05000000\"}");
}

static void
test_write_behind_the_end_is_an_error (Fixture *self, gconstpointer lines)
{
  connect_link (self);
  ebb_fake_clock_advance_ms (self->clock, 300);
  g_assert_true (send_stop (self, 5));
  ebb_fake_clock_advance_ms (self->clock, 400);
  /* The link it was sent on is gone: it is no repeat. */
  g_assert_false (send_stop (self, 5));
  assert_differs (self,
                  "line 9: {\"ms\":700,\"write\":\"stop\",\"bytes\":\"05000000\"}, expected the "
                  "end of the trace");
}

/* As often as it takes, but never another one. */
static void
test_stop_may_be_repeated (Fixture *self, gconstpointer lines)
{
  connect_link (self);
  ebb_fake_clock_advance_ms (self->clock, 300);
  for (int i = 0; i < 5; i++)
    g_assert_true (send_stop (self, 5));
  g_assert_no_error (ebb_trace_replayer_get_error (self->replayer));
  g_assert_false (send_stop (self, 6));
  g_assert_error (ebb_trace_replayer_get_error (self->replayer), EBB_TRACE_ERROR,
                  EBB_TRACE_ERROR_DIFFERS);
}

/* What is ready now is the link that took Stop before. */
static void
test_stop_may_be_repeated_when_the_rest_is_there (Fixture *self, gconstpointer lines)
{
  ebb_link_connect_async (self->link, NULL, NULL, NULL);
  ebb_fake_clock_advance_ms (self->clock, 100);
  g_assert_true (send_stop (self, 5));
  ebb_fake_clock_advance_ms (self->clock, 110);
  g_assert_cmpint (ebb_link_get_state (self->link), ==, EBB_LINK_READY);
  g_assert_true (send_stop (self, 5));
  ebb_fake_clock_advance_ms (self->clock, 200);
  g_assert_no_error (ebb_trace_replayer_get_error (self->replayer));
  g_assert_true (ebb_trace_replayer_is_done (self->replayer));
}

static void
test_failure_is_answered_as_it_was (Fixture *self, gconstpointer lines)
{
  connect_link (self);
  ebb_fake_clock_advance_ms (self->clock, 100);
  g_assert_cmpstr (self->seen->str, ==, "failed ");
  g_assert_error (self->error, EBB_LINK_ERROR, EBB_LINK_ERROR_UNREACHABLE);
}

/* Deadlines are those of today, and need not end when they did then. */
static void
test_a_call_is_given_up_by_its_caller (Fixture *self, gconstpointer lines)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  ebb_link_connect_async (self->link, cancellable, connected_cb, self);
  ebb_fake_clock_advance_ms (self->clock, 150);
  g_assert_cmpstr (self->seen->str, ==, "");
  g_cancellable_cancel (cancellable);
  g_assert_cmpstr (self->seen->str, ==, "");
  ebb_settle ();
  g_assert_cmpstr (self->seen->str, ==, "failed ");
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ebb_fake_clock_advance_ms (self->clock, 750);
  g_assert_cmpstr (self->seen->str, ==, "failed note:stop ");
  g_assert_true (ebb_trace_replayer_is_done (self->replayer));
}

/* What is drawn by lot is drawn anew, and the answer is one to that. */
static void
test_lots_are_not_compared (Fixture *self, gconstpointer lines)
{
  EbbRequest hello = { .op = EBB_OP_HELLO, .sequence = 3, .owner = 7 };
  uint8_t    bytes[EBB_MESSAGE_MAX_BYTES];
  size_t     size;

  hello.hello.major = 1;
  hello.hello.nonce = 0xdeadbeef;
  size = ebb_request_encode (&hello, bytes, sizeof bytes);
  connect_link (self);
  ebb_fake_clock_advance_ms (self->clock, 10);
  g_assert_true (ebb_link_send (self->link, EBB_ROLE_CONTROL, bytes, size, &self->error));
  ebb_fake_clock_advance_ms (self->clock, 10);
  g_assert_cmpuint (self->last->data[3], ==, 3);
  g_assert_cmpuint (self->last->data[4], ==, 0);
  g_assert_cmpuint (self->last->data[7], ==, 0xef ^ 0xff);
  g_assert_cmpuint (self->last->data[10], ==, 0xde ^ 0xff);
}

/* The rest of a request is compared. */
static void
test_other_owner_is_an_error (Fixture *self, gconstpointer lines)
{
  EbbRequest hello = { .op = EBB_OP_HELLO, .sequence = 3, .owner = 8 };
  uint8_t    bytes[EBB_MESSAGE_MAX_BYTES];
  size_t     size;

  hello.hello.major = 1;
  size = ebb_request_encode (&hello, bytes, sizeof bytes);
  connect_link (self);
  ebb_fake_clock_advance_ms (self->clock, 10);
  g_assert_false (ebb_link_send (self->link, EBB_ROLE_CONTROL, bytes, size, &self->error));
  g_assert_error (ebb_trace_replayer_get_error (self->replayer), EBB_TRACE_ERROR,
                  EBB_TRACE_ERROR_DIFFERS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("what-was-recorded-happens-again", CONNECTED, test_what_was_recorded_happens_again);
  ADD ("another-write-is-an-error-with-its-line", CONNECTED,
       test_another_write_is_an_error_with_its_line);
  ADD ("write-that-does-not-come-is-an-error", CONNECTED,
       test_write_that_does_not_come_is_an_error);
  ADD ("another-call-is-an-error", CONNECTED, test_another_call_is_an_error);
  ADD ("write-behind-the-end-is-an-error", CONNECTED, test_write_behind_the_end_is_an_error);
  ADD ("stop-may-be-repeated", CONNECTED, test_stop_may_be_repeated);
  ADD ("stop-may-be-repeated-when-the-rest-is-there", STOPPABLE,
       test_stop_may_be_repeated_when_the_rest_is_there);
  ADD ("failure-is-answered-as-it-was", UNREACHABLE, test_failure_is_answered_as_it_was);
  ADD ("call-is-given-up-by-its-caller", GIVEN_UP, test_a_call_is_given_up_by_its_caller);
  ADD ("lots-are-not-compared", HANDSHAKE, test_lots_are_not_compared);
  ADD ("other-owner-is-an-error", HANDSHAKE, test_other_owner_is_an_error);
  return g_test_run ();
}
