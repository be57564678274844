/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* ebbctl, as a person or a script types it: what is wrong with the line is said, and starts
 * nothing. */

#define EXIT_FAILED 1
#define EXIT_USAGE 2

typedef struct
{
  char *output;
  char *errors;
  int   exit_code;
} Outcome;

static void
clear_outcome (Outcome *outcome)
{
  g_free (outcome->output);
  g_free (outcome->errors);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, clear_outcome)

static char *
dup_text (GBytes *bytes)
{
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);

  return size > 0 ? g_strndup (data, size) : g_strdup ("");
}

static Outcome
run (const char *const *arguments)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) output = NULL;
  g_autoptr (GBytes) errors = NULL;
  Outcome outcome = { 0 };

  process = g_subprocess_newv (
      arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, NULL, NULL, &output, &errors, &error);
  g_assert_no_error (error);
  outcome.output = dup_text (output);
  outcome.errors = dup_text (errors);
  g_assert_true (g_subprocess_get_if_exited (process));
  outcome.exit_code = g_subprocess_get_exit_status (process);
  return outcome;
}

/* One line, one object, with the sentence that stands on stderr. */
static void
assert_json_error (const Outcome *outcome, int exit_code)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  g_assert_cmpint (outcome->exit_code, ==, exit_code);
  g_assert_true (g_utf8_validate (outcome->output, -1, NULL));
  g_assert_true (strchr (outcome->output, '\n') == strrchr (outcome->output, '\n'));
  json_parser_load_from_data (parser, outcome->output, -1, &error);
  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)));
  object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpint (json_object_get_int_member (object, "exit_code"), ==, exit_code);
  g_assert_cmpstr (json_object_get_string_member (object, "error"), !=, "");
}

static void
test_wrong_option_is_told_as_json (void)
{
  static const char *const lines[][6] = {
    { EBBCTL, "--json", "--nosuch", "history" },
    { EBBCTL, "run", "flush", "--minutes=abc", "--json" },
    { EBBCTL, "--json", "run", "flush", "--minutes=99999999999" },
    { EBBCTL, "--json", "run", "flush", "--minutes=0" },
    { EBBCTL, "--json", "nosuch" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (Outcome) outcome = run (lines[i]);

      assert_json_error (&outcome, EXIT_USAGE);
    }
}

static void
test_length_out_of_range_names_the_range (void)
{
  static const char *const values[] = { "--minutes=0", "--minutes=-1", "--minutes=1441" };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      const char *const line[] = { EBBCTL, "run", "flush", values[i], NULL };
      g_auto (Outcome) outcome = run (line);

      g_assert_cmpint (outcome.exit_code, ==, EXIT_USAGE);
      g_assert_nonnull (strstr (outcome.errors, strchr (values[i], '=') + 1));
      g_assert_nonnull (strstr (outcome.errors, "expected 1 to 1440"));
    }
}

static void
test_bytes_that_are_no_text_stay_json (void)
{
  static const char *const line[] = { EBBCTL, "--json", "a\"\\\n\xff\x1b", NULL };
  g_auto (Outcome) outcome = run (line);

  assert_json_error (&outcome, EXIT_USAGE);
}

static void
test_full_output_is_a_failure (void)
{
  static const char *const line[] = { "/bin/sh", "-c", "exec \"$0\" --version >/dev/full", EBBCTL,
                                      NULL };
  g_auto (Outcome) outcome = run (line);

  g_assert_cmpint (outcome.exit_code, ==, EXIT_FAILED);
  g_assert_nonnull (strstr (outcome.errors, "could not be written"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command-line/wrong-option-is-told-as-json", test_wrong_option_is_told_as_json);
  g_test_add_func ("/command-line/length-out-of-range-names-the-range",
                   test_length_out_of_range_names_the_range);
  g_test_add_func ("/command-line/bytes-that-are-no-text-stay-json",
                   test_bytes_that_are_no_text_stay_json);
  g_test_add_func ("/command-line/full-output-is-a-failure", test_full_output_is_a_failure);
  return g_test_run ();
}
