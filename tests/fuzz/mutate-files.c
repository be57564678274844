/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "ebb-definition.h"
#include "fuzz-draw.h"
#include "fuzz-text.h"
#include "verdict-fixture.h"

/* Files as nobody would write them: mutations of real ones, the same each time. What is refused says
 * why; what is read lifts no ceiling, whatever else it says. Arguments: how many of each reader, the
 * folder of definitions, the folder of programs, and the one of what people have of themselves. */

#define SEED G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)
#define STEPS_MAX 3
/* 43 degrees end all: no setpoint is as hot (safety.md H20). */
#define HOTTEST_DDEG 430

typedef struct
{
  const char        *name;
  const char *const *paths; /* of seeds; from the folders of the command line */
  gboolean (*read) (Case *self, GBytes *bytes, GError **error);
} Reader;

static guint64     n_mutations;
static Case        sound; /* all of it as it should be; who tries something replaces a part */
static const char *folders[3];

static const char *
get_text (GBytes *bytes, gssize *size)
{
  gsize       n;
  const char *text = g_bytes_get_data (bytes, &n);

  *size = (gssize) n;
  return text;
}

static gboolean
read_limits (Case *self, GBytes *bytes, GError **error)
{
  gssize      size;
  const char *text = get_text (bytes, &size);

  return ebb_limits_parse (&self->limits, text, size, error);
}

static gboolean
read_screening (Case *self, GBytes *bytes, GError **error)
{
  gssize       size;
  const char  *text = get_text (bytes, &size);
  EbbScreening screening;

  if (!ebb_screening_parse (&screening, text, size, error))
    return FALSE;
  self->screening = screening;
  return TRUE;
}

static gboolean
read_answers (Case *self, GBytes *bytes, GError **error)
{
  gssize           size;
  const char      *text = get_text (bytes, &size);
  EbbAnswers       again;
  g_autofree char *written = NULL;
  g_autofree char *rewritten = NULL;

  if (!ebb_answers_parse (&self->answers, text, size, error))
    return FALSE;
  /* What is written of it says the same. */
  written = ebb_answers_to_json (&self->answers);
  g_assert_true (ebb_answers_parse (&again, written, -1, error));
  rewritten = ebb_answers_to_json (&again);
  g_assert_cmpstr (rewritten, ==, written);
  return TRUE;
}

static gboolean
read_past (Case *self, GBytes *bytes, GError **error)
{
  gssize      size;
  const char *text = get_text (bytes, &size);
  GArray     *past = ebb_past_parse (text, size, error);

  if (past == NULL)
    return FALSE;
  self->past = past;
  return TRUE;
}

static gboolean
read_boots (Case *self, GBytes *bytes, GError **error)
{
  gssize      size;
  const char *text = get_text (bytes, &size);

  return ebb_capabilities_parse (&self->boots, text, size, error);
}

static gboolean
read_program (Case *self, GBytes *bytes, GError **error)
{
  gssize      size;
  const char *text = get_text (bytes, &size);
  EbbProgram *program = ebb_program_new_from_json (text, size, error);

  if (program == NULL)
    return FALSE;
  self->proposal.program = program;
  self->proposal.length_s = ebb_program_get_length_s (program);
  return TRUE;
}

/* What boots are is not for the rules to lift. */
static gboolean
read_definition (Case *self G_GNUC_UNUSED, GBytes *bytes, GError **error)
{
  g_autoptr (EbbDefinition) definition = ebb_definition_new_from_json (bytes, error);

  return definition != NULL;
}

/* ---- what no file may do ---- */

static void
assert_no_ceiling_is_lifted (Case *self)
{
  g_auto (EbbVerdict) verdict;
  int32_t most_pa = MIN (ebb_mmhg_to_pa (EBB_CEILING_PRESSURE_MMHG), self->boots.pressure_max_pa);

  judge (self, &verdict);
  g_assert_cmpint (verdict.caps.cap_pa, <=, most_pa);
  g_assert_cmpuint (verdict.caps.longest_s, <=, EBB_CEILING_SESSION_S);
  g_assert_cmpint (verdict.caps.heat_cap_ddeg, <, HOTTEST_DDEG);
  if (!ebb_verdict_allows (&verdict))
    return;
  for (int zone = 0; zone < EBB_N_ZONES; zone++)
    g_assert_cmpint (ebb_program_get_setpoint_pa (self->proposal.program, (EbbZone) zone), <=,
                     most_pa);
  g_assert_cmpuint (self->proposal.length_s, <=, EBB_CEILING_SESSION_S);
  g_assert_cmpint (ebb_program_get_heat_ddeg (self->proposal.program), <, HOTTEST_DDEG);
}

static void
clear_replaced (Case *self)
{
  if (self->past != sound.past)
    g_array_unref (self->past);
  if (self->proposal.program != sound.proposal.program)
    g_object_unref (self->proposal.program);
  if (memcmp (&self->screening, &sound.screening, sizeof sound.screening) != 0)
    ebb_screening_clear (&self->screening);
}

static gboolean
try_it (const Reader *reader, const GString *text)
{
  /* In memory of exactly that size, so that a read past the end is seen. */
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
  g_autoptr (GError) error = NULL;
  Case self = sound;

  if (reader->read (&self, bytes, &error))
    {
      g_assert_no_error (error);
      assert_no_ceiling_is_lifted (&self);
      clear_replaced (&self);
      return TRUE;
    }
  g_assert_nonnull (error);
  g_assert_cmpuint (strlen (error->message), >, 0);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  return FALSE;
}

static void
change (GString *text, guint64 *random)
{
  static const char *const words[] = {
    "\"",   "\\",   "\n",   "{",   "}",  "[",     "]",       ":",       ",",    "0",    "-",
    "9999", "1e99", "null", "1.5", "{}", "false", "\\u0000", "\"id\":", "true", "\xc3", "-1",
  };
  const guint n_steps = 1 + fuzz_draw (random, STEPS_MAX);

  for (guint i = 0; i < n_steps; i++)
    fuzz_change_text (text, random, words, G_N_ELEMENTS (words));
}

static GPtrArray *
load_seeds (const Reader *reader)
{
  GPtrArray *seeds = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; reader->paths[i] != NULL; i++)
    {
      g_autofree char *path =
          g_build_filename (folders[reader->paths[i][0] - '0'], reader->paths[i] + 2, NULL);
      g_autoptr (GError) error = NULL;
      char *text;

      g_file_get_contents (path, &text, NULL, &error);
      g_assert_no_error (error);
      g_ptr_array_add (seeds, text);
    }
  return seeds;
}

static void
test_reader (gconstpointer data)
{
  const Reader *reader = data;
  g_autoptr (GPtrArray) seeds = load_seeds (reader);
  g_autoptr (GString) text = g_string_new (NULL);
  guint64 random = SEED;
  guint   n_read = 0;

  /* The seeds themselves are read, or nothing would be tried. */
  for (guint i = 0; i < seeds->len; i++)
    {
      g_string_assign (text, g_ptr_array_index (seeds, i));
      g_assert_true (try_it (reader, text));
    }
  for (guint64 i = 0; i < n_mutations; i++)
    {
      g_string_assign (text, g_ptr_array_index (seeds, fuzz_draw (&random, seeds->len)));
      change (text, &random);
      n_read += try_it (reader, text);
    }
  g_test_message ("%u of %" G_GUINT64_FORMAT " were read", n_read, n_mutations);
  /* Neither is the exception: both ways are tried. */
  g_assert_cmpuint (n_read, >, n_mutations / 200);
  g_assert_cmpuint (n_read, <, n_mutations / 2);
}

/* Folders: 0 of the rules and definitions, 1 of programs, 2 of what people have of themselves. */
/* clang-format off */
static const char *const limits_seeds[] = { "0/limits.json", NULL };
static const char *const screening_seeds[] = { "0/screening.json", NULL };
static const char *const answers_seeds[] = { "2/answers.json", NULL };
static const char *const past_seeds[] = { "2/past.json", NULL };
static const char *const boots_seeds[] = { "2/boots.json", NULL };
static const char *const program_seeds[] = { "1/10-gentle-wave.json", "1/20-flush.json", NULL };
static const char *const definition_seeds[] = {
  "0/devices/ebb-profile-1.json",
  "0/devices/ebb-simulated-c.json",
  "0/devices/cincom-heat-and-compression.json",
  NULL,
};

static const Reader readers[] = {
  { "limits", limits_seeds, read_limits },
  { "screening", screening_seeds, read_screening },
  { "answers", answers_seeds, read_answers },
  { "past", past_seeds, read_past },
  { "boots", boots_seeds, read_boots },
  { "program", program_seeds, read_program },
  { "definition", definition_seeds, read_definition },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 5);
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    folders[i] = argv[1 + i];
  g_assert_true (g_ascii_string_to_unsigned (argv[4], 10, 1, G_MAXUINT, &n_mutations, NULL));
  case_init (&sound);
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      g_autofree char *path = g_strconcat ("/safety/H15/broken-files/", readers[i].name, NULL);

      g_test_add_data_func (path, &readers[i], test_reader);
    }
  status = g_test_run ();
  case_clear (&sound);
  return status;
}
