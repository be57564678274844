/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "program-text.h"

/* One change to the right text, and what the refusal must say. */
typedef struct
{
  const char       *name;
  const char       *from;
  const char       *to;
  EbbModelErrorCode code;
  const char       *says;
} Wrong;

#define PARSE EBB_MODEL_ERROR_PARSE
#define INVALID EBB_MODEL_ERROR_INVALID

static const Wrong units[] = {
  { "number-without-unit", "\"hold_s\": 10", "\"hold\": 10", INVALID,
    "cycle.hold is 10 without a unit, expected the key hold_s" },
  { "pressure-without-unit", "\"pressure_mmhg\"", "\"pressure\"", INVALID,
    "pressure is an object without a unit, expected the key pressure_mmhg" },
  { "unit-in-the-value", "\"hold_s\": 10", "\"hold_s\": \"10 s\"", INVALID,
    "cycle.hold_s is \"10 s\", expected a number from 0 to 30" },
};

static const Wrong wrongs[] = {
  { "another-format", "ebb-program/1", "ebb-program/2", EBB_MODEL_ERROR_VERSION,
    "format is \"ebb-program/2\", expected \"ebb-program/1\"" },
  { "no-format", "\"format\": \"ebb-program/1\",", "", INVALID, "format is missing" },
  { "unknown-key", "\"legs\"", "\"colour\": 3, \"legs\"", INVALID, "colour (3) is not a key" },
  { "unknown-inner-key", "\"hold_s\"", "\"pause_s\": 1, \"hold_s\"", INVALID, "cycle.pause_s (1)" },
  { "key-twice", "\"legs\"", "\"name\": \"Other\", \"legs\"", PARSE, "\"name\" is there twice" },
  { "inner-key-twice", "\"hold_s\": 10", "\"hold_s\": 10, \"hold_s\": 10", PARSE, "\"hold_s\"" },
  { "key-twice-in-disguise", "\"legs\"", "\"\\u006eame\": \"Other\", \"legs\"", PARSE,
    "an escape in a key" },
  { "no-name", "\"name\": \"Test\",", "", INVALID, "name is missing" },
  { "empty-name", "\"Test\"", "\"\"", INVALID, "name is \"\"" },
  { "name-with-a-line-break", "\"Test\"", "\"Te\\nst\"", INVALID, "name is" },
  { "id-in-capitals", "test-1", "Test-1", INVALID, "id is \"Test-1\"" },
  { "id-with-a-path", "test-1", "../test", INVALID, "id is \"../test\"" },
  { "unknown-pattern", "sequential", "spiral", INVALID, "pattern is \"spiral\"" },
  { "unknown-legs", "\"same\"", "\"left\"", INVALID, "legs is \"left\"" },
  { "too-short", "\"length_s\": 600", "\"length_s\": 59", INVALID, "length_s is 59" },
  { "too-long", "\"length_s\": 600", "\"length_s\": 3601", INVALID, "length_s is 3601" },
  { "broken-seconds", "\"length_s\": 600", "\"length_s\": 600.5", INVALID, "length_s is 600.5" },
  { "length-as-text", "\"length_s\": 600", "\"length_s\": \"600\"", INVALID,
    "length_s is \"600\"" },
  { "length-as-word", "\"length_s\": 600", "\"length_s\": true", INVALID, "length_s is true" },
  { "length-as-nothing", "\"length_s\": 600", "\"length_s\": null", INVALID, "length_s is null" },
  { "inflates-too-fast", "\"inflate_s\": 6", "\"inflate_s\": 1.9", INVALID, "inflate_s is 1.9" },
  { "inflates-too-slowly", "\"inflate_s\": 6", "\"inflate_s\": 31", INVALID, "inflate_s is 31" },
  { "holds-too-long", "\"hold_s\": 10", "\"hold_s\": 30.1", INVALID, "hold_s is 30.1" },
  { "holds-less-than-nothing", "\"hold_s\": 10", "\"hold_s\": -1", INVALID, "hold_s is -1" },
  { "deflates-too-fast", "\"deflate_s\": 10", "\"deflate_s\": 9.9", INVALID, "deflate_s is 9.9" },
  { "finer-than-the-boots", "\"hold_s\": 10", "\"hold_s\": 10.05", INVALID, "a multiple of 0.1" },
  { "cycle-too-long", "\"rest_s\": 16", "\"rest_s\": 77", INVALID, "takes 121 s with 4 zones" },
  { "squeeze-too-long", "\"inflate_s\": 6, \"hold_s\": 10", "\"inflate_s\": 8, \"hold_s\": 26",
    INVALID, "above 30 mmHg for 60.5 s" },
  { "pressure-too-high", "\"foot\": 40", "\"foot\": 100.1", INVALID, "foot is 100.1" },
  { "pressure-too-low", "\"upper_thigh\": 30", "\"upper_thigh\": 9", INVALID, "upper_thigh is 9" },
  { "pressure-in-a-list", "\"foot\": 40", "\"foot\": [40]", INVALID, "foot is a list of 1" },
  { "zone-that-is-not", "\"foot\": 40", "\"hip\": 40", INVALID, "pressure_mmhg.hip (40)" },
  { "zone-above-the-one-below", "\"upper_calf\": 35", "\"upper_calf\": 40.1", INVALID,
    "upper_calf is 40.1, expected at most 40, as in the zone below it (lower_calf)" },
  { "no-zone", "{ \"foot\": 40, \"lower_calf\": 40, \"upper_calf\": 35, \"upper_thigh\": 30 }",
    "{}", INVALID, "pressure_mmhg is an object, expected a pressure for one zone or more" },
  { "heat-too-hot", "39.5", "42.1", INVALID, "heat.temperature_c is 42.1" },
  { "heat-too-cold", "39.5", "29", INVALID, "heat.temperature_c is 29" },
  { "heat-too-long", "\"duration_s\": 300", "\"duration_s\": 601", INVALID,
    "heat.duration_s is 601" },
  { "heat-nowhere", "[\"lower_calf\"]", "[]", INVALID, "heat.zones is a list of 0" },
  { "heat-twice", "[\"lower_calf\"]", "[\"lower_calf\", \"lower_calf\"]", INVALID,
    "each zone once" },
  { "heat-in-no-zone", "[\"lower_calf\"]", "[\"calf\"]", INVALID, "the name of a zone" },
  { "heat-without-pressure", "[\"lower_calf\"]", "[\"knee\"]", INVALID, "that has a pressure" },
  { "heat-as-number", "[\"lower_calf\"]", "[3]", INVALID, "heat.zones is 3" },
  { "no-gentle-start", "\"gentle_start_percent\": [50, 75],", "", INVALID,
    "gentle_start_percent is missing" },
  { "gentle-start-too-short", "[50, 75]", "[50]", INVALID, "a list of 1, expected a list of 2" },
  { "gentle-start-not-gentle", "[50, 75]", "[60, 75]", INVALID, "at most 50 in the first" },
  { "gentle-start-falls", "[50, 75]", "[50, 75, 70]", INVALID, "each at least the last" },
  { "ending-too-long", "\"ending_percent\": [75]", "\"ending_percent\": [75, 75, 75, 75, 75]",
    INVALID, "ending_percent is a list of 5" },
  { "ending-too-strong", "\"ending_percent\": [75]", "\"ending_percent\": [101]", INVALID,
    "ending_percent is 101" },
  { "comment", "\"legs\"", "/* here */ \"legs\"", PARSE, "line 1: expected a string" },
  { "comma-at-the-end", "\"rest_s\": 16 }", "\"rest_s\": 16, }", PARSE, "expected a string" },
  { "single-quotes", "\"Test\"", "'Test'", PARSE, "expected a value" },
  { "not-a-number", "600", "NaN", PARSE, "expected a value" },
  { "infinity", "600", "Infinity", PARSE, "expected a value" },
  { "exponent", "600", "6e2", PARSE, "exponent" },
  { "endless-digits", "600", "600.0000000000000000000001", PARSE, "15 digits" },
  { "octal", "600", "0600", PARSE, "begins with 0" },
  { "hexadecimal", "600", "0x258", PARSE, "expected \",\" or \"}\"" },
  { "plus-sign", "600", "+600", PARSE, "expected a value" },
  { "half-a-pair", "\"Test\"", "\"\\ud83d\"", PARSE, "half a surrogate" },
  { "nul", "\"Test\"", "\"Te\\u0000st\"", PARSE, "\\u0000" },
  { "unknown-escape", "\"Test\"", "\"Te\\qst\"", PARSE, "unknown escape" },
  { "tab-in-a-text", "\"Test\"", "\"Te\tst\"", PARSE, "control character" },
  { "not-utf-8", "\"Test\"", "\"T\xe9st\"", PARSE, "not UTF-8" },
  { "line", "\"legs\"", "\n\n\"legs\": 1 2", PARSE, "line 3:" },
};

static void
is_refused (gconstpointer data)
{
  const Wrong     *wrong = data;
  g_autofree char *text = edit_text (PROGRAM_TEXT, wrong->from, wrong->to);
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbProgram) program = ebb_program_new_from_json (text, -1, &error);

  g_assert_null (program);
  g_assert_error (error, EBB_MODEL_ERROR, (int) wrong->code);
  if (strstr (error->message, wrong->says) == NULL)
    g_error ("\"%s\" does not say \"%s\"", error->message, wrong->says);
}

static void
assert_text_refused (const char *text, gssize size, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbProgram) program = ebb_program_new_from_json (text, size, &error);

  g_assert_null (program);
  g_assert_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_PARSE);
  g_assert_nonnull (strstr (error->message, says));
}

static void
texts_that_are_no_object_are_refused (void)
{
  g_autofree char *deep = g_strnfill (60000, '[');
  g_autofree char *twice = g_strconcat (PROGRAM_TEXT, PROGRAM_TEXT, NULL);

  assert_text_refused ("", -1, "expected a value");
  assert_text_refused ("   \n", -1, "line 2");
  assert_text_refused ("[]", -1, "expected an object");
  assert_text_refused ("null", -1, "expected an object");
  assert_text_refused ("{", -1, "expected a string");
  assert_text_refused ("{\"a", -1, "does not end");
  assert_text_refused (deep, -1, "levels deep");
  assert_text_refused (twice, -1, "after the end");
  assert_text_refused (PROGRAM_TEXT, sizeof PROGRAM_TEXT, "NUL");
}

static void
every_truncation_is_refused (void)
{
  for (gsize size = 0; size < strlen (PROGRAM_TEXT); size++)
    {
      g_autofree char *text = g_strndup (PROGRAM_TEXT, size);
      g_autoptr (EbbProgram) program = ebb_program_new_from_json (text, (gssize) size, NULL);

      g_assert_null (program);
    }
}

/* Whatever a bit turns the text into: it is refused, or is a program within all limits. */
static void
no_flipped_bit_gets_beyond_the_limits (void)
{
  gsize size = strlen (PROGRAM_TEXT);
  guint n_accepted = 0;

  for (gsize bit = 0; bit < size * 8; bit++)
    {
      g_autofree char *text = g_strdup (PROGRAM_TEXT);
      g_autoptr (EbbProgram) program = NULL;
      EbbCycle cycle;

      text[bit / 8] = (char) (text[bit / 8] ^ (1 << bit % 8));
      program = ebb_program_new_from_json (text, (gssize) size, NULL);
      if (program == NULL)
        continue;
      n_accepted++;
      cycle = ebb_program_get_cycle (program);
      g_assert_cmpint (ebb_program_get_peak_pa (program, EBB_ZONE_MASK_ALL), <=,
                       ebb_mmhg_to_pa (100));
      g_assert_cmpuint (ebb_program_get_cycle_ms (program, EBB_ZONE_MASK_ALL), <=, 120000);
      g_assert_cmpuint (cycle.deflate_ms, >=, 10000);
      g_assert_cmpint (ebb_program_get_heat_ddeg (program), <=, 420);
      g_assert_cmpuint (ebb_program_get_length_s (program), <=, 3600);
    }
  g_assert_cmpuint (n_accepted, >, 100);
}

static void
a_text_that_is_too_large_is_refused (void)
{
  g_autofree char *spaces = g_strnfill (EBB_PROGRAM_FILE_MAX_BYTES - strlen (PROGRAM_TEXT), ' ');
  g_autofree char *just = g_strconcat (PROGRAM_TEXT, spaces, NULL);
  g_autofree char *over = g_strconcat (just, " ", NULL);
  g_autoptr (EbbProgram) program = ebb_program_new_from_json (just, -1, NULL);

  g_assert_nonnull (program);
  assert_text_refused (over, -1, "65537 bytes, expected at most 65536");
}

static void
assert_file_refused (const char *path, EbbModelErrorCode code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbProgram) program = ebb_program_new_from_file (path, &error);

  g_assert_null (program);
  g_assert_error (error, EBB_MODEL_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, path));
}

static void
files_that_cannot_be_read_are_named (void)
{
  g_autofree char *folder = g_dir_make_tmp ("ebb-program-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "test.json", NULL);

  assert_file_refused (path, EBB_MODEL_ERROR_READ);
  assert_file_refused (folder, EBB_MODEL_ERROR_READ);
  assert_file_refused ("/dev/zero", EBB_MODEL_ERROR_READ);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  assert_file_refused (path, EBB_MODEL_ERROR_READ);
  g_remove (path);
  g_assert_true (g_file_set_contents (path, "{}", -1, NULL));
  assert_file_refused (path, INVALID);
  g_remove (path);
  g_rmdir (folder);
}

static void
add_wrongs (const char *prefix, const Wrong *rows, gsize n_rows)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      g_autofree char *path = g_strconcat (prefix, rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], is_refused);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_wrongs ("/safety/H15/refuses/", wrongs, G_N_ELEMENTS (wrongs));
  add_wrongs ("/safety/H16/refuses/", units, G_N_ELEMENTS (units));
  g_test_add_func ("/safety/H15/refuses/texts-that-are-no-object",
                   texts_that_are_no_object_are_refused);
  g_test_add_func ("/program/refuses/every-truncation", every_truncation_is_refused);
  g_test_add_func ("/program/refuses/what-is-too-large", a_text_that_is_too_large_is_refused);
  g_test_add_func ("/program/refuses/files-that-cannot-be-read",
                   files_that_cannot_be_read_are_named);
  g_test_add_func ("/program/flipped-bits-stay-within-the-limits",
                   no_flipped_bit_gets_beyond_the_limits);

  return g_test_run ();
}
