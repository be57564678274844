/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "ebb-trace.h"

/* Traces are files, and files are whatever somebody wrote: what is not a trace is refused with its
 * line, and what is read says exactly what was written. */

#define HEADER                                                                                     \
  "{\"ebb_trace\":1,\"program\":\"Ebb 0.1.0\",\"definition\":\"ebb-profile-1\","                   \
  "\"started\":\"2026-01-01T00:00:00Z\",\"state\":\"disconnected\",\"paired\":true}\n"

static const char WHOLE[] =
    HEADER "{\"ms\":0,\"call\":\"connect\",\"id\":1}\n"
           "{\"ms\":0,\"state\":\"connecting\",\"paired\":true}\n"
           "{\"ms\":200,\"state\":\"ready\",\"paired\":true}\n"
           "{\"ms\":200,\"answer\":1}\n"
           "{\"ms\":201,\"call\":\"read\",\"id\":2,\"role\":\"serial\"}\n"
           "{\"ms\":201,\"call\":\"subscribe\",\"id\":3,\"role\":\"status\"}\n"
           "{\"ms\":230,\"answer\":3,\"error\":\"not-paired\"}\n"
           "{\"ms\":230,\"answer\":2,\"bytes\":\"53494d2d30303031\"}\n"
           "{\"ms\":240,\"write\":\"control\",\"bytes\":\"0234120100bbb000000000\"}\n"
           "{\"ms\":260,\"receive\":\"status\",\"bytes\":\"00bbb0000001\"}\n"
           "{\"ms\":270,\"note\":\"stop\"}\n"
           "{\"ms\":270,\"write\":\"stop\",\"bytes\":\"05000000\",\"error\":\"not-connected\"}\n"
           "{\"ms\":271,\"pairing\":\"confirm-code\"}\n"
           "{\"ms\":271,\"call\":\"answer-pairing\",\"accepted\":false}\n"
           "{\"ms\":271,\"call\":\"disconnect\"}\n"
           "{\"ms\":280,\"end\":\"the session is over\"}\n";

static EbbTrace *
read_text (const char *text, gsize size, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size);

  return ebb_trace_new_from_bytes (bytes, error);
}

static void
test_what_was_written_is_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbTrace) trace = read_text (WHOLE, strlen (WHOLE), &error);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *header = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (ebb_trace_get_header (trace)->definition, ==, "ebb-profile-1");
  g_assert_true (ebb_trace_get_header (trace)->is_paired);
  g_assert_true (ebb_trace_is_complete (trace));
  header = ebb_trace_header_to_line (ebb_trace_get_header (trace));
  g_string_append_printf (text, "%s\n", header);
  for (guint i = 0; i < ebb_trace_count_entries (trace); i++)
    {
      g_autofree char *line = ebb_trace_entry_to_line (ebb_trace_get_entry (trace, i));

      g_string_append_printf (text, "%s\n", line);
    }
  g_assert_cmpstr (text->str, ==, WHOLE);
}

static void
test_answer_knows_its_call (void)
{
  g_autoptr (EbbTrace) trace = read_text (WHOLE, strlen (WHOLE), NULL);
  const EbbTraceEntry *answer = ebb_trace_get_entry (trace, 7);

  g_assert_cmpint (answer->kind, ==, EBB_TRACE_IS_ANSWER);
  g_assert_cmpint (answer->call, ==, EBB_TRACE_READ);
  g_assert_cmpint (answer->role, ==, EBB_ROLE_SERIAL);
  g_assert_cmpuint (answer->line, ==, 9);
  g_assert_cmpuint (ebb_trace_get_owner (trace), ==, 0xb0bb0001);
}

static void
test_serial_and_owner_are_taken_out (void)
{
  g_autoptr (EbbTrace) trace = read_text (WHOLE, strlen (WHOLE), NULL);
  g_autofree char *text = ebb_trace_dup_redacted (trace);
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbTrace) again = read_text (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "\"answer\":2,\"bytes\":\"5858585858585858\""));
  g_assert_null (strstr (text, "53494d2d"));
  g_assert_null (strstr (text, "0100bbb0"));
  g_assert_cmpuint (ebb_trace_count_entries (again), ==, ebb_trace_count_entries (trace));
  g_assert_cmpuint (ebb_trace_get_owner (again), ==, 0x0eb0eb0e);
}

/* Cut behind a line it is a recording that was cut off; anywhere else it is no trace. */
static void
test_cut_file_is_read_up_to_a_line (void)
{
  for (gsize size = 0; size < strlen (WHOLE); size++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EbbTrace) trace = read_text (WHOLE, size, &error);

      if (size > 0 && WHOLE[size - 1] == '\n')
        {
          g_assert_no_error (error);
          g_assert_false (ebb_trace_is_complete (trace));
          continue;
        }
      g_assert_error (error, EBB_TRACE_ERROR, EBB_TRACE_ERROR_MALFORMED);
      g_assert_true (g_str_has_prefix (error->message, "line "));
      g_assert_nonnull (strstr (error->message, "expected"));
    }
}

typedef struct
{
  const char *lines; /* behind the header; with "!" before it the whole file */
  const char *message;
} Bad;

static const Bad bad[] = {
  { "!", "line 1: a file of 0 bytes, expected 1 to 67108864" },
  { "!PK\x03\x04\n", "line 1: \"PK\\003\\004\", expected one flat JSON object in UTF-8" },
  { "!{\"ebb_trace\":2}\n", "line 1: \"ebb_trace\" is 2, expected a whole number from 1 to 1" },
  { "!{\"ms\":0,\"note\":\"stop\"}\n",
    "line 1: \"ebb_trace\" is not there, expected a whole number from 1 to 1" },
  { "{}\n", "line 2: \"ms\" is not there, expected a whole number from 0 to 604800000" },
  { "\n", "line 2: \"\", expected one flat JSON object in UTF-8" },
  { "[1]\n", "line 2: \"[1]\", expected one flat JSON object in UTF-8" },
  { "{\"ms\":{\"ms\":0}}\n",
    "line 2: \"{\\\"ms\\\":{\\\"ms\\\":0}}\", expected one flat JSON object" },
  { "{\"ms\":-1,\"note\":\"\"}\n", "line 2: \"ms\" is -1, expected a whole number from 0" },
  { "{\"ms\":1.5,\"note\":\"\"}\n", "line 2: \"ms\" is 1.5, expected a whole number from 0" },
  { "{\"ms\":99999999999999999999,\"note\":\"\"}\n", "line 2: \"{\\\"ms\\\":9999" },
  { "{\"ms\":0}\n", "line 2: \"call\" is not there, expected it, or answer, write" },
  { "{\"ms\":0,\"call\":\"dance\"}\n", "line 2: \"call\" is \"dance\", expected one of connect, " },
  { "{\"ms\":0,\"call\":\"read\",\"id\":1,\"role\":\"arm\"}\n",
    "line 2: \"role\" is \"arm\", expected one of features, " },
  { "{\"ms\":0,\"call\":\"connect\",\"id\":0}\n", "line 2: \"id\" is 0, expected a whole number" },
  { "{\"ms\":0,\"answer\":1}\n",
    "line 2: \"answer\" is 1, expected the id of a call without an answer" },
  { "{\"ms\":0,\"call\":\"connect\",\"id\":1}\n{\"ms\":0,\"call\":\"pair\",\"id\":1}\n",
    "line 3: \"id\" is 1, expected one that no open call has" },
  { "{\"ms\":0,\"call\":\"connect\",\"id\":1}\n{\"ms\":0,\"answer\":1,\"bytes\":\"00\"}\n",
    "line 3: \"bytes\" is there, expected it where a read succeeded" },
  { "{\"ms\":0,\"call\":\"read\",\"id\":1,\"role\":\"model\"}\n{\"ms\":0,\"answer\":1}\n",
    "line 3: \"bytes\" is not there, expected it where a read succeeded" },
  { "{\"ms\":0,\"write\":\"stop\",\"bytes\":\"0\"}\n",
    "line 2: \"bytes\" is \"0\", expected lower-case" },
  { "{\"ms\":0,\"write\":\"stop\",\"bytes\":\"AA\"}\n",
    "line 2: \"bytes\" is \"AA\", expected lower-case" },
  { "{\"ms\":0,\"write\":\"stop\"}\n", "line 2: \"bytes\" is not there, expected lower-case" },
  { "{\"ms\":9,\"note\":\"\"}\n{\"ms\":8,\"note\":\"\"}\n",
    "line 3: \"ms\" is 8, expected 9 or more" },
  { "{\"ms\":0,\"end\":\"\"}\n{\"ms\":8,\"note\":\"\"}\n",
    "line 3: there, expected nothing after the end" },
  { "{\"ms\":0,\"note\":\"a\"}", "line 2: 19 bytes and no newline, expected a whole line" },
  /* What json-glib lets pass. */
  { "{\"ms\":0,\"note\":\"a\",\"note\":\"b\"}\n",
    "line 2: {\"ms\":0,\"note\":\"a\",\"note\":\"b\"}, expected" },
  { "{\"ms\":0,\"note\":\"a\",\"more\":1}\n",
    "line 2: {\"ms\":0,\"note\":\"a\",\"more\":1}, expected" },
  { "{\"note\":\"a\",\"ms\":0}\n", "line 2: {\"note\":\"a\",\"ms\":0}, expected {\"ms\":0," },
  { "{ \"ms\":0,\"note\":\"a\"}\n", "line 2: { \"ms\":0,\"note\":\"a\"}, expected {\"ms\":0," },
  { "{\"ms\":00,\"note\":\"a\"}\n", "line 2: " },
  { "{\"ms\":0,\"state\":\"ready\",\"paired\":1}\n",
    "line 2: \"paired\" is 1, expected true or false" },
  { "{\"ms\":0,\"note\":\"\xff\"}\n", "line 2: " },
};

static void
test_what_is_no_trace_is_refused_with_its_line (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = bad[i].lines[0] == '!' ? g_strdup (bad[i].lines + 1)
                                                     : g_strconcat (HEADER, bad[i].lines, NULL);
      g_autoptr (EbbTrace) trace = read_text (text, strlen (text), &error);

      if (trace != NULL)
        g_error ("taken: %s", bad[i].lines);
      g_assert_error (error, EBB_TRACE_ERROR, EBB_TRACE_ERROR_MALFORMED);
      if (!g_str_has_prefix (error->message, bad[i].message))
        g_error ("\"%s\" is said, expected \"%s\"", error->message, bad[i].message);
    }
}

static void
test_long_line_is_refused_unread (void)
{
  g_autofree char *filler = g_strnfill (EBB_TRACE_LINE_MAX_BYTES, '[');
  g_autofree char *text = g_strconcat (HEADER, filler, "[\n", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (text, strlen (text), &error));
  g_assert_cmpstr (error->message, ==, "line 2: 2049 bytes, expected at most 2048");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/what-was-written-is-read", test_what_was_written_is_read);
  g_test_add_func ("/trace/answer-knows-its-call", test_answer_knows_its_call);
  g_test_add_func ("/trace/serial-and-owner-are-taken-out", test_serial_and_owner_are_taken_out);
  g_test_add_func ("/trace/cut-file-is-read-up-to-a-line", test_cut_file_is_read_up_to_a_line);
  g_test_add_func ("/trace/what-is-no-trace-is-refused-with-its-line",
                   test_what_is_no_trace_is_refused_with_its_line);
  g_test_add_func ("/trace/long-line-is-refused-unread", test_long_line_is_refused_unread);
  return g_test_run ();
}
