/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "ebb-trace.h"
#include "fuzz-draw.h"
#include "fuzz-text.h"

/* Traces as nobody would write them: 10^4 mutations of real ones, the same each time. What is read
 * must say exactly what was written, what is refused must name its line. Arguments: the folder of
 * traces, and perhaps how many mutations. */

#define N_MUTATIONS 10000
#define SEED_LINES_MAX 40
#define SEED G_GUINT64_CONSTANT (0x2545f4914f6cdd1d)

typedef struct
{
  GString *text;
  guint64  random;
} Mutant;

static GPtrArray *seeds; /* of char * */
static guint64    n_mutations = N_MUTATIONS;

static void
mutate_once (Mutant *self)
{
  static const char *const words[] = {
    "\"",       "\\",   "\n",         "{",      "}",         "[",       ":",    ",",
    "0",        "-",    "9999999999", "\"id\"", "\"bytes\"", "null",    "true", "\"error\"",
    "\"read\"", "\xc3", "\\u0000",    "/*",     "1e9",       "\"end\"", " ",    "\"ready\"",
  };

  fuzz_change_text (self->text, &self->random, words, G_N_ELEMENTS (words));
}

static void
assert_says_what_was_written (EbbTrace *trace, const GString *text)
{
  g_autoptr (GString) written = g_string_new (NULL);
  g_autofree char *header = ebb_trace_header_to_line (ebb_trace_get_header (trace));
  g_autofree char *redacted = ebb_trace_dup_redacted (trace);

  g_string_append_printf (written, "%s\n", header);
  for (guint i = 0; i < ebb_trace_count_entries (trace); i++)
    {
      g_autofree char *line = ebb_trace_entry_to_line (ebb_trace_get_entry (trace, i));

      g_string_append_printf (written, "%s\n", line);
    }
  g_assert_cmpmem (written->str, written->len, text->str, text->len);
  g_assert_cmpuint (strlen (redacted), ==, written->len);
}

/* Returns whether it was a trace still. */
static gboolean
try_it (const GString *text)
{
  /* In memory of exactly that size, so that a read past the end is seen. */
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbTrace) trace = ebb_trace_new_from_bytes (bytes, &error);

  if (trace != NULL)
    {
      assert_says_what_was_written (trace, text);
      return TRUE;
    }
  g_assert_error (error, EBB_TRACE_ERROR, EBB_TRACE_ERROR_MALFORMED);
  g_assert_true (g_str_has_prefix (error->message, "line "));
  g_assert_nonnull (strstr (error->message, "expected"));
  return FALSE;
}

static void
test_mutations_are_read_or_refused (void)
{
  Mutant mutant = { g_string_new (NULL), SEED };
  guint  n_read = 0;

  for (guint i = 0; i < n_mutations; i++)
    {
      const guint n_steps = 1 + fuzz_draw (&mutant.random, 4);

      g_string_assign (mutant.text,
                       g_ptr_array_index (seeds, fuzz_draw (&mutant.random, seeds->len)));
      for (guint step = 0; step < n_steps; step++)
        mutate_once (&mutant);
      n_read += try_it (mutant.text);
    }
  g_test_message ("%u of %" G_GUINT64_FORMAT " were read", n_read, n_mutations);
  /* Neither is the exception: both ways are tried. */
  g_assert_cmpuint (n_read, >, n_mutations / 1000);
  g_assert_cmpuint (n_read, <, n_mutations / 2);
  g_string_free (mutant.text, TRUE);
}

/* The first lines of each trace, and as many from its middle behind its header. */
static void
add_seeds (const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) seed = g_string_new (NULL);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && i < SEED_LINES_MAX; i++)
    g_string_append_printf (seed, "%s\n", lines[i]);
  g_ptr_array_add (seeds, g_strdup (seed->str));
}

int
main (int argc, char **argv)
{
  g_autoptr (GDir) directory = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >=, 2);
  if (argc > 2)
    g_assert_true (g_ascii_string_to_unsigned (argv[2], 10, 1, G_MAXUINT, &n_mutations, NULL));
  seeds = g_ptr_array_new_with_free_func (g_free);
  directory = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);

      if (g_str_has_suffix (name, ".jsonl"))
        add_seeds (path);
    }
  g_assert_cmpuint (seeds->len, >, 0);
  g_test_add_func ("/fuzz/trace/mutations-are-read-or-refused", test_mutations_are_read_or_refused);
  return g_test_run ();
}
