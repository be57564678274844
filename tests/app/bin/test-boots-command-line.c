/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib.h>
#include <string.h>

/* ebb-boots, as a person or a script types it: what is wrong with a fault is named, and nothing is
 * offered. */

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

static Outcome
run (const char *const *arguments)
{
  Outcome outcome = { 0 };
  int     status;
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &outcome.output,
                &outcome.errors, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    outcome.exit_code = error->code;
  return outcome;
}

static void
test_wrong_fault_is_named (void)
{
  static const struct
  {
    const char *fault;
    const char *named;
  } cases[] = {
    { "--fault=lek", "\"lek\" is no fault" },
    { "--fault=leak=wide", "leak: \"wide\" was given, expected PERCENT from 1 to 1000" },
    { "--fault=leak@soon", "\"soon\" are no seconds after START" },
    { "--fault=leak@", "are no seconds after START" },
    { "--fault=leak@4000", "is 4000, expected 0 to 3600 seconds" },
    { "--fault=leak@-1", "is -1, expected 0 to 3600 seconds" },
    { "--fault=silent=1", "expected no value" },
    { "--silent-after=3601", "--silent-after is \"3601\"" },
    { "--ignore-stops=-1", "--ignore-stops is -1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const line[] = { EBB_BOOTS, cases[i].fault, NULL };
      g_auto (Outcome) outcome = run (line);

      g_assert_cmpint (outcome.exit_code, ==, EXIT_USAGE);
      g_assert_cmpstr (outcome.output, ==, "");
      g_assert_nonnull (strstr (outcome.errors, cases[i].named));
    }
}

static void
test_help_lists_faults_and_commands (void)
{
  static const char *const line[] = { EBB_BOOTS, "--help", NULL };
  static const char *const words[] = {
    "--fault",    "fault NAME [VALUE]", "clear NAME",    "stuck-vent ZONES", "leak PERCENT",
    "drift MMHG", "reboot MS",          "hostile-bytes", "own-run",          "version N",
  };
  g_auto (Outcome) outcome = run (line);

  g_assert_cmpint (outcome.exit_code, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_nonnull (strstr (outcome.output, words[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/boots-command-line/wrong-fault-is-named", test_wrong_fault_is_named);
  g_test_add_func ("/boots-command-line/help-lists-faults-and-commands",
                   test_help_lists_faults_and_commands);
  return g_test_run ();
}
