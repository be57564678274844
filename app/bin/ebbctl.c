/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-app.h"

#include <glib/gi18n.h>
#include <glib/gprintf.h>
#include <json-glib/json-glib.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "config.h"

static const CtlCommand commands[] = {
  { "scan", "[--seconds N]", N_ ("Look for boots"), 0, 0, TRUE, ctl_scan },
  { "boots", "", N_ ("List your boots"), 0, 0, TRUE, ctl_boots },
  { "pair", "BOOTS", N_ ("Pair with boots and take them as yours"), 1, 1, TRUE, ctl_pair },
  { "forget", "BOOTS", N_ ("Forget boots; history stays"), 1, 1, TRUE, ctl_forget },
  { "info", "[BOOTS]", N_ ("Connect and tell what boots can do"), 0, 1, TRUE, ctl_info },
  { "programs", "", N_ ("List the programs"), 0, 0, TRUE, ctl_programs },
  { "run", "PROGRAM [--boots BOOTS] [--legs left|right|both] [--minutes N] [--yes]",
    N_ ("Run a program; Ctrl-C is Stop"), 1, 1, TRUE, ctl_run },
  { "stop", "[BOOTS]", N_ ("Stop the session that runs, whoever runs it"), 0, 1, TRUE, ctl_stop },
  { "watch", "", N_ ("Show the session that runs"), 0, 0, FALSE, ctl_watch },
  { "history", "[--limit N]", N_ ("List the sessions that were"), 0, 0, TRUE, ctl_history },
  { "demo", "", N_ ("Show a session on simulated boots in one minute"), 0, 0, FALSE, ctl_demo },
};

static const char *const exit_codes[] = {
  N_ ("0  done; for run: completed, or stopped by you, and the boots are empty"),
  N_ ("1  failed; the message says what and why"),
  N_ ("2  the command line is wrong"),
  N_ ("3  refused: nothing was started, and every reason is named"),
  N_ ("4  the boots were not found or did not answer"),
  N_ ("5  another Ebb program runs a session"),
  N_ ("6  the session ended early by itself: link lost, fault, or ended by the boots"),
  N_ ("7  the boots did not confirm that they are empty"),
};

void
ctl_quit (CtlApp *app, CtlExit exit_code)
{
  app->exit_code = exit_code;
  if (app->loop != NULL)
    g_main_loop_quit (app->loop);
}

static void
print_error_json (CtlExit exit_code, const char *message)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "error");
  json_builder_add_string_value (builder, message);
  json_builder_set_member_name (builder, "exit_code");
  json_builder_add_int_value (builder, exit_code);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  g_print ("%s\n", text);
}

void
ctl_fail (CtlApp *app, CtlExit exit_code, const char *format, ...)
{
  g_autofree char *raw = NULL;
  g_autofree char *message = NULL;
  va_list          arguments;

  va_start (arguments, format);
  raw = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  /* What was typed need not be UTF-8; what is printed, above all as JSON, is. */
  message = g_utf8_make_valid (raw, -1);
  if (app->is_json)
    print_error_json (exit_code, message);
  g_printerr ("ebbctl: %s\n", message);
  ctl_quit (app, exit_code);
}

static char *
describe_commands (void)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n", _ ("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "  %s %s\n      %s\n", commands[i].name, commands[i].arguments,
                            _ (commands[i].summary));
  g_string_append_printf (text, "\n%s\n", _ ("Exit codes:"));
  for (guint i = 0; i < G_N_ELEMENTS (exit_codes); i++)
    g_string_append_printf (text, "  %s\n", _ (exit_codes[i]));
  return g_string_free (text, FALSE);
}

static const CtlCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_strcmp0 (commands[i].name, name) == 0)
        return &commands[i];
    }
  return NULL;
}

/* Whoever asked for JSON reads JSON, also when the options could not be read. */
static gboolean
find_json_option (char **argv)
{
  for (int i = 1; argv[i] != NULL && strcmp (argv[i], "--") != 0; i++)
    {
      if (strcmp (argv[i], "--json") == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
parse_options (CtlApp *app, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &app->is_json, N_ ("Print JSON, one object a line"), NULL },
    { "demo", 0, 0, G_OPTION_ARG_NONE, &app->is_demo, N_ ("Use simulated boots only"), NULL },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &app->speed,
      N_ ("With --demo: run the clock N times as fast (1 to 100)"), "N" },
    { "adapter", 0, 0, G_OPTION_ARG_STRING, &app->adapter, N_ ("Use this adapter"), "hciN" },
    { "boots", 0, 0, G_OPTION_ARG_STRING, &app->boots_name, N_ ("Which boots"), "BOOTS" },
    { "legs", 0, 0, G_OPTION_ARG_STRING, &app->legs_name, N_ ("left, right or both"), "LEGS" },
    { "minutes", 0, 0, G_OPTION_ARG_INT, &app->minutes, N_ ("How long to run"), "N" },
    { "seconds", 0, 0, G_OPTION_ARG_INT, &app->seconds, N_ ("How long to look"), "N" },
    { "limit", 0, 0, G_OPTION_ARG_INT, &app->limit, N_ ("At most so many"), "N" },
    { "yes", 'y', 0, G_OPTION_ARG_NONE, &app->is_yes, N_ ("Do not ask; for simulated boots only"),
      NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &app->wants_version, N_ ("Print the version"), NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("COMMAND [ARGUMENT…]"));
  g_autofree char *description = describe_commands ();

  g_option_context_set_summary (context, _ ("Ebb from a terminal."));
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, EBB_GETTEXT_DOMAIN);
  if (g_option_context_parse (context, argc, argv, error))
    return TRUE;
  /* GLib has taken back what it had read before it failed. */
  app->is_json = find_json_option (*argv);
  return FALSE;
}

static gboolean
check_options (CtlApp *app, const CtlCommand *command, int n_arguments)
{
  if (command->run == ctl_demo)
    {
      app->is_demo = TRUE;
      app->is_yes = TRUE;
      app->speed = app->speed == 1.0 ? 20.0 : app->speed;
    }
  if (n_arguments < command->min_arguments || n_arguments > command->max_arguments)
    ctl_fail (app, CTL_EXIT_USAGE, _ ("%s was given %d arguments; expected: ebbctl %s %s"),
              command->name, n_arguments, command->name, command->arguments);
  else if (app->speed != 1.0 && !app->is_demo)
    ctl_fail (app, CTL_EXIT_USAGE, _ ("--speed goes with --demo only: real boots have one clock"));
  else if (!(app->speed >= 1.0 && app->speed <= 100.0))
    ctl_fail (app, CTL_EXIT_USAGE, _ ("--speed %g is out of range; expected 1 to 100"), app->speed);
  else if (app->minutes != CTL_MINUTES_OF_PROGRAM
           && (app->minutes < 1 || app->minutes > CTL_MINUTES_MAX))
    ctl_fail (app, CTL_EXIT_USAGE, _ ("--minutes %d is out of range; expected 1 to %d"),
              app->minutes, CTL_MINUTES_MAX);
  else if (app->seconds < 1 || app->seconds > EBB_SCAN_MAX_S)
    ctl_fail (app, CTL_EXIT_USAGE, _ ("--seconds %d is out of range; expected 1 to 30"),
              app->seconds);
  else if (app->limit < 0)
    ctl_fail (app, CTL_EXIT_USAGE, _ ("--limit %d is out of range; expected 0 (all) or more"),
              app->limit);
  else
    return TRUE;
  return FALSE;
}

static gboolean
compose (CtlApp *app)
{
  EbbCompositionOptions options = { app->is_demo, app->speed, app->adapter };
  g_autoptr (GError) error = NULL;

  app->composition = ebb_composition_new (&options, &error);
  if (app->composition == NULL)
    {
      ctl_fail (app, CTL_EXIT_FAILED, "%s", error->message);
      return FALSE;
    }
  app->core = ebb_composition_get_core (app->composition);
  return TRUE;
}

static void
run_command (CtlApp *app, const CtlCommand *command, char **arguments)
{
  if ((command->needs_core || app->is_demo) && !compose (app))
    return;
  app->loop = g_main_loop_new (NULL, FALSE);
  app->exit_code = (CtlExit) -1;
  command->run (app, arguments);
  if (app->exit_code == (CtlExit) -1)
    g_main_loop_run (app->loop);
}

/* What was asked for and did not arrive was not done. A reader that went away knows it. */
static void
close_output (CtlApp *app)
{
  struct pollfd output = { .fd = STDOUT_FILENO, .events = POLLOUT };

  if (fflush (stdout) == 0 && !ferror (stdout))
    return;
  if (poll (&output, 1, 0) < 0 || (output.revents & POLLERR) == 0)
    g_printerr ("ebbctl: %s\n", _ ("what was to be printed could not be written"));
  if (app->exit_code == CTL_EXIT_OK)
    app->exit_code = CTL_EXIT_FAILED;
}

static void
clear_app (CtlApp *app)
{
  g_clear_pointer (&app->composition, ebb_composition_free);
  g_clear_pointer (&app->loop, g_main_loop_unref);
  g_free (app->boots_name);
  g_free (app->legs_name);
  g_free (app->adapter);
}

int
main (int argc, char **argv)
{
  CtlApp app = {
    .speed = 1.0, .seconds = 10, .minutes = CTL_MINUTES_OF_PROGRAM, .exit_code = CTL_EXIT_OK
  };
  g_autoptr (GError) error = NULL;
  const CtlCommand *command;

  setlocale (LC_ALL, "");
  bindtextdomain (EBB_GETTEXT_DOMAIN, EBB_LOCALEDIR);
  bind_textdomain_codeset (EBB_GETTEXT_DOMAIN, "UTF-8");
  textdomain (EBB_GETTEXT_DOMAIN);
  g_set_prgname ("ebbctl");

  if (!parse_options (&app, &argc, &argv, &error))
    ctl_fail (&app, CTL_EXIT_USAGE, "%s", error->message);
  else if (app.wants_version)
    g_print ("ebbctl %s\n", EBB_VERSION);
  else if (argc < 2)
    ctl_fail (&app, CTL_EXIT_USAGE, _ ("no command was given; see ebbctl --help"));
  else if ((command = find_command (argv[1])) == NULL)
    ctl_fail (&app, CTL_EXIT_USAGE, _ ("“%s” is not a command; see ebbctl --help"), argv[1]);
  else if (check_options (&app, command, argc - 2))
    run_command (&app, command, argv + 2);
  clear_app (&app);
  close_output (&app);
  return (int) app.exit_code;
}
