/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-keys.h"
#include "ebbctl-options.h"
#include "ebbctl-person.h"
#include "ebbctl-print.h"
#include "ebbctl-plan.h"
#include "ebbctl-table.h"

#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "config.h"

#define RADIO CTL_OPTION_ADAPTER
#define RUNNING                                                                                    \
  (RADIO | CTL_OPTION_BOOTS | CTL_OPTION_LEGS | CTL_OPTION_MINUTES | CTL_OPTION_YES                \
   | CTL_OPTION_RECORD)

static const CtlCommand commands[] = {
  { "scan", "[--seconds N]", N_ ("Look for boots"), 0, 0, TRUE, RADIO | CTL_OPTION_SECONDS,
    ctl_scan },
  { "boots", "", N_ ("List your boots"), 0, 0, TRUE, RADIO, ctl_boots },
  { "pair", "BOOTS", N_ ("Pair with boots and take them as yours"), 1, 1, TRUE,
    RADIO | CTL_OPTION_AGAIN, ctl_pair },
  { "forget", "BOOTS", N_ ("Forget boots; history stays"), 1, 1, TRUE, RADIO, ctl_forget },
  { "info", "[BOOTS]", N_ ("Connect and tell what boots can do"), 0, 1, TRUE, RADIO, ctl_info },
  { "blink", "BOOTS", N_ ("Let the light on boots blink, to see which they are"), 1, 1, TRUE, RADIO,
    ctl_blink },
  { "legs", "BOOTS",
    N_ ("Find out which leg each boot is on; L, R and N answer, every other key is Stop. With "
        "--json: tell what is kept"),
    1, 1, TRUE, RADIO, ctl_legs },
  { "programs", "", N_ ("List the programs"), 0, 0, TRUE, CTL_OPTION_NONE, ctl_programs },
  { "run", "PROGRAM [--boots BOOTS] [--legs left|right|both] [--minutes N] [--record FILE] [--yes]",
    N_ ("Run a program; Space and Ctrl-C are Stop, P pauses, + and - change the pressure"), 1, 1,
    TRUE, RUNNING, ctl_run },
  { "stop", "[BOOTS]", N_ ("Stop the session that runs, whoever runs it"), 0, 1, TRUE, RADIO,
    ctl_stop },
  { "watch", "", N_ ("Show the session that runs"), 0, 0, FALSE, CTL_OPTION_NONE, ctl_watch },
  { "history", "[--limit N]", N_ ("List the sessions that were"), 0, 0, TRUE, CTL_OPTION_LIMIT,
    ctl_history },
  { "report", "[BOOTS] [--output FILE]",
    N_ ("Print what a maintainer needs, without names, addresses and serial numbers; it is sent "
        "nowhere"),
    0, 1, TRUE, RADIO | CTL_OPTION_OUTPUT, ctl_report },
  { "answers", "[FILE|-]",
    N_ ("Tell what was answered to the questions before a session, or set it from a file"), 0, 1,
    TRUE, CTL_OPTION_NONE, ctl_answers },
  { "person",
    "list|add|rename|colour|born|limit|quiet|use|delete [NAME] [NEW-NAME|COLOUR|MONTH|HOURS|LIMIT "
    "VALUE] "
    "[--yes]",
    N_ ("Tell who there is in the household, and say who uses Ebb now"), 1, 4, TRUE, CTL_OPTION_YES,
    ctl_person },
  { "verdict",
    "--answers FILE --program FILE --boots FILE --history FILE [--now TIME] [--legs LEGS] "
    "[--minutes N] [--edit]",
    N_ ("Tell whether the rules allow a session, and each reason against it; nothing is started"),
    0, 0, FALSE, CTL_OPTION_CASE | CTL_OPTION_BOOTS | CTL_OPTION_LEGS | CTL_OPTION_MINUTES,
    ctl_verdict },
  { "plan",
    "next|list|missed|add|skip|move|pause|delete [ID|PROGRAM] [TIME…] [--rule RULE] [--start TIME] "
    "[--zone ZONE] "
    "[--count N] [--minutes N] [--legs LEGS] [--stop-by HH:MM]",
    N_ ("Tell and change what is planned, or when a rule comes again; nothing is started by it"), 1,
    4, TRUE, CTL_OPTION_RULE | CTL_OPTION_MINUTES | CTL_OPTION_LEGS, ctl_plan },
  { "table", "",
    N_ ("Print the rules by which a session goes on and ends; the first that fits is taken"), 0, 0,
    FALSE, CTL_OPTION_NONE, ctl_table },
  { "demo", "", N_ ("Show a session on simulated boots in one minute"), 0, 0, FALSE,
    CTL_OPTION_NONE, ctl_demo },
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

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "error");
  json_builder_add_string_value (builder, message);
  json_builder_set_member_name (builder, "exit_code");
  json_builder_add_int_value (builder, exit_code);
  json_builder_end_object (builder);
  ctl_print_json_line (builder);
}

void
ctl_say_failure (CtlApp *app, CtlExit exit_code, const char *message)
{
  /* What was typed need not be UTF-8; what is printed, above all as JSON, is. */
  g_autofree char *valid = g_utf8_make_valid (message, -1);

  if (app->is_json)
    print_error_json (exit_code, valid);
  g_printerr ("ebbctl: %s\n", valid);
}

void
ctl_fail (CtlApp *app, CtlExit exit_code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list          arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  ctl_say_failure (app, exit_code, message);
  ctl_quit (app, exit_code);
}

void
ctl_go_on (CtlApp *app G_GNUC_UNUSED)
{
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
  app->core = ebb_composition_open_core (app->composition);
  return TRUE;
}

static gboolean
output_gone_cb (gint descriptor G_GNUC_UNUSED, GIOCondition condition G_GNUC_UNUSED, gpointer data)
{
  CtlApp *app = data;

  if (app->output_lost != NULL)
    app->output_lost (app);
  else
    ctl_quit (app, CTL_EXIT_FAILED);
  return G_SOURCE_REMOVE;
}

static void
run_command (CtlApp *app, const CtlCommand *command, char **arguments)
{
  if ((command->needs_core || app->is_demo) && !compose (app))
    return;
  app->loop = g_main_loop_new (NULL, FALSE);
  app->exit_code = (CtlExit) -1;
  /* A pipe whose reader has gone says so before anything is printed. */
  g_unix_fd_add (STDOUT_FILENO, G_IO_ERR, output_gone_cb, app);
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

/* What is closed would be taken by the first file that is opened, and printed into. */
static void
keep_standard_descriptors (void)
{
  for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++)
    {
      if (fcntl (descriptor, F_GETFD) >= 0)
        continue;
      if (open (descriptor == STDOUT_FILENO ? "/dev/full" : "/dev/null", O_RDWR) < 0)
        _exit (CTL_EXIT_FAILED);
    }
}

static void
clear_app (CtlApp *app)
{
  ctl_keys_clear (app);
  g_clear_pointer (&app->composition, ebb_composition_free);
  g_clear_pointer (&app->loop, g_main_loop_unref);
  g_clear_pointer (&app->stop, g_free);
  g_clear_pointer (&app->legs, g_free);
  ctl_options_clear (app);
}

int
main (int argc, char **argv)
{
  CtlApp           app = { .exit_code = CTL_EXIT_OK };
  g_autofree char *description = NULL;
  g_autoptr (GError) error = NULL;
  const CtlCommand *command;

  keep_standard_descriptors ();
  /* A reader that goes away ends what is printed, not the stopping of boots. */
  signal (SIGPIPE, SIG_IGN);
  setlocale (LC_ALL, "");
  bindtextdomain (EBB_GETTEXT_DOMAIN, EBB_LOCALEDIR);
  bind_textdomain_codeset (EBB_GETTEXT_DOMAIN, "UTF-8");
  textdomain (EBB_GETTEXT_DOMAIN);
  g_set_prgname ("ebbctl");
  ctl_print_init ();

  description = describe_commands ();
  if (!ctl_options_parse (&app, &argc, &argv, description, &error))
    ctl_fail (&app, CTL_EXIT_USAGE, "%s", error->message);
  else if (app.wants_version)
    g_print ("ebbctl %s\n", EBB_VERSION);
  else if (argc < 2)
    ctl_fail (&app, CTL_EXIT_USAGE, _ ("no command was given; see ebbctl --help"));
  else if ((command = find_command (argv[1])) == NULL)
    ctl_fail (&app, CTL_EXIT_USAGE, _ ("“%s” is not a command; see ebbctl --help"), argv[1]);
  else if (ctl_options_check (&app, command, argc - 2))
    run_command (&app, command, argv + 2);
  clear_app (&app);
  close_output (&app);
  return (int) app.exit_code;
}
