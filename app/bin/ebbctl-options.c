/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-options.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>

#include "ebbctl-plan.h"
#include "ebbctl-print.h"

#include "config.h"

/* The options of ebbctl: what is read off the line, which command takes what, and what a value may
 * be. Numbers are read as text, so that what was typed can be named. */

#define SECONDS_DEFAULT 10

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

/* GLib leaves the "--" that ends the options where it is when an option-like word follows. */
static void
drop_dashes (int *argc, char **argv)
{
  for (int i = 1; i < *argc; i++)
    {
      if (strcmp (argv[i], "--") != 0)
        continue;
      memmove (argv + i, argv + i + 1, (size_t) (*argc - i) * sizeof *argv);
      (*argc)--;
      return;
    }
}

/* What is asked of files alone. */
static void
add_case_entries (GOptionContext *context, CtlApp *app)
{
  const GOptionEntry entries[] = {
    { "answers", 0, 0, G_OPTION_ARG_FILENAME, &app->answers_path,
      N_ ("verdict: what the person answered"), "FILE" },
    { "program", 0, 0, G_OPTION_ARG_FILENAME, &app->program_path, N_ ("verdict: what is to be run"),
      "FILE" },
    { "history", 0, 0, G_OPTION_ARG_FILENAME, &app->history_path,
      N_ ("verdict: the sessions the person had"), "FILE" },
    { "now", 0, 0, G_OPTION_ARG_FILENAME, &app->now_text,
      N_ ("verdict: when, as in 2026-11-22T21:42:00Z"), "TIME" },
    { "edit", 0, 0, G_OPTION_ARG_NONE, &app->is_edit,
      N_ ("verdict: whether it could be run at all, as while it is edited"), NULL },
    { NULL }
  };

  g_option_context_add_main_entries (context, entries, EBB_GETTEXT_DOMAIN);
}

static void
add_rule_entries (GOptionContext *context, CtlApp *app)
{
  const GOptionEntry entries[] = {
    { "rule", 0, 0, G_OPTION_ARG_FILENAME, &app->rule_text,
      N_ ("plan: how it comes again, as in FREQ=WEEKLY;BYDAY=TU,TH; without: once"), "RULE" },
    { "start", 0, 0, G_OPTION_ARG_FILENAME, &app->start_text,
      N_ ("plan: the first local time, as in 2026-03-24T20:30"), "TIME" },
    { "zone", 0, 0, G_OPTION_ARG_FILENAME, &app->zone_text,
      N_ ("plan: where that is, as in Europe/Berlin; without: here"), "ZONE" },
    { "count", 0, 0, G_OPTION_ARG_FILENAME, &app->count_text,
      N_ ("plan: how many at most (1 to 10000)"), "N" },
    { "stop-by", 0, 0, G_OPTION_ARG_FILENAME, &app->stop_by_text,
      N_ ("plan: a session is over by then, as in 22:30"), "HH:MM" },
    { NULL }
  };

  g_option_context_add_main_entries (context, entries, EBB_GETTEXT_DOMAIN);
}

gboolean
ctl_options_parse (CtlApp *app, int *argc, char ***argv, const char *description, GError **error)
{
  /* As file names: they are taken as typed, in whatever bytes, so that they can be named. */
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &app->is_json, N_ ("Print JSON, one object a line"), NULL },
    { "demo", 0, 0, G_OPTION_ARG_NONE, &app->is_demo, N_ ("Use simulated boots only"), NULL },
    { "speed", 0, 0, G_OPTION_ARG_FILENAME, &app->speed_text,
      N_ ("With --demo: run the clock N times as fast (1 to 100)"), "N" },
    { "adapter", 0, 0, G_OPTION_ARG_FILENAME, &app->adapter, N_ ("Use this adapter"), "hciN" },
    { "boots", 0, 0, G_OPTION_ARG_FILENAME, &app->boots_name,
      N_ ("run: which boots; verdict: a file with what they can do"), "BOOTS" },
    { "legs", 0, 0, G_OPTION_ARG_FILENAME, &app->legs_name,
      N_ ("run, verdict: left, right or both"), "LEGS" },
    { "minutes", 0, 0, G_OPTION_ARG_FILENAME, &app->minutes_text, N_ ("run, verdict: how long"),
      "N" },
    { "all", 0, 0, G_OPTION_ARG_NONE, &app->is_all,
      N_ ("scan: list what is no boots that Ebb knows, too"), NULL },
    { "seconds", 0, 0, G_OPTION_ARG_FILENAME, &app->seconds_text, N_ ("scan: how long (1 to 30)"),
      "N" },
    { "limit", 0, 0, G_OPTION_ARG_FILENAME, &app->limit_text, N_ ("history: at most so many"),
      "N" },
    { "yes", 'y', 0, G_OPTION_ARG_NONE, &app->is_yes,
      N_ ("run: do not ask; for simulated boots only. person delete: do not ask"), NULL },
    { "record", 0, 0, G_OPTION_ARG_FILENAME, &app->record_path,
      N_ ("run: write what is said to the boots to this new file, with their serial number"),
      "FILE" },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &app->output_path,
      N_ ("report: write it to this new file"), "FILE" },
    { "again", 0, 0, G_OPTION_ARG_NONE, &app->is_again,
      N_ ("pair: end the bond there is, and make a new one"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &app->wants_version, N_ ("Print the version"), NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("COMMAND [ARGUMENT…]"));

  if (find_json_option (*argv))
    ctl_print_use_json ();
  g_option_context_set_summary (context, _ ("Ebb from a terminal."));
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, EBB_GETTEXT_DOMAIN);
  add_case_entries (context, app);
  add_rule_entries (context, app);
  if (g_option_context_parse (context, argc, argv, error))
    {
      drop_dashes (argc, *argv);
      return TRUE;
    }
  /* GLib has taken back what it had read before it failed. */
  app->is_json = find_json_option (*argv);
  return FALSE;
}

/* @value keeps what it is if @text is NULL. */
static gboolean
read_number (CtlApp *app, const char *option, const char *text, const int range[2], int *value)
{
  char  *end = NULL;
  gint64 number;

  if (text == NULL)
    return TRUE;
  errno = 0;
  number = g_ascii_strtoll (text, &end, 10);
  if (end == text || *end != '\0' || g_ascii_isspace (*text))
    ctl_fail (app, CTL_EXIT_USAGE, _ ("%s is “%s”; expected a whole number"), option, text);
  else if ((errno != ERANGE) && number >= range[0] && number <= range[1])
    {
      *value = (int) number;
      return TRUE;
    }
  else if (range[1] == G_MAXINT)
    ctl_fail (app, CTL_EXIT_USAGE, _ ("%s %s is out of range; expected %d (all) or more"), option,
              text, range[0]);
  else
    ctl_fail (app, CTL_EXIT_USAGE, _ ("%s %s is out of range; expected %d to %d"), option, text,
              range[0], range[1]);
  return FALSE;
}

static gboolean
read_speed (CtlApp *app)
{
  g_autoptr (GError) error = NULL;

  if (ebb_composition_parse_speed (app->speed_text, app->is_demo, &app->speed, &error))
    return TRUE;
  ctl_fail (app, CTL_EXIT_USAGE, "%s", error->message);
  return FALSE;
}

static gboolean
read_values (CtlApp *app)
{
  static const int minutes[] = { 1, CTL_MINUTES_MAX };
  static const int seconds[] = { 1, EBB_SCAN_MAX_S };
  static const int limit[] = { 0, G_MAXINT };
  static const int count[] = { 1, CTL_COUNT_MAX };

  app->seconds = SECONDS_DEFAULT;
  return read_speed (app)
         && read_number (app, "--minutes", app->minutes_text, minutes, &app->minutes)
         && read_number (app, "--seconds", app->seconds_text, seconds, &app->seconds)
         && read_number (app, "--count", app->count_text, count, &app->count)
         && read_number (app, "--limit", app->limit_text, limit, &app->limit);
}

/* An option that a command does not know would be ignored, and somebody meant something by it. */
static gboolean
check_foreign (CtlApp *app, const CtlCommand *command)
{
  const struct
  {
    const char *name;
    CtlOption   option;
    gboolean    is_given;
  } table[] = {
    { "--adapter", CTL_OPTION_ADAPTER, app->adapter != NULL },
    { "--boots", CTL_OPTION_BOOTS, app->boots_name != NULL },
    { "--legs", CTL_OPTION_LEGS, app->legs_name != NULL },
    { "--minutes", CTL_OPTION_MINUTES, app->minutes_text != NULL },
    { "--seconds", CTL_OPTION_SECONDS, app->seconds_text != NULL },
    { "--limit", CTL_OPTION_LIMIT, app->limit_text != NULL },
    { "--yes", CTL_OPTION_YES, app->is_yes },
    { "--record", CTL_OPTION_RECORD, app->record_path != NULL },
    { "--output", CTL_OPTION_OUTPUT, app->output_path != NULL },
    { "--again", CTL_OPTION_AGAIN, app->is_again },
    { "--answers", CTL_OPTION_CASE, app->answers_path != NULL },
    { "--program", CTL_OPTION_CASE, app->program_path != NULL },
    { "--history", CTL_OPTION_CASE, app->history_path != NULL },
    { "--now", CTL_OPTION_CASE, app->now_text != NULL },
    { "--edit", CTL_OPTION_CASE, app->is_edit },
    { "--rule", CTL_OPTION_RULE, app->rule_text != NULL },
    { "--start", CTL_OPTION_RULE, app->start_text != NULL },
    { "--zone", CTL_OPTION_RULE, app->zone_text != NULL },
    { "--count", CTL_OPTION_RULE, app->count_text != NULL },
    { "--stop-by", CTL_OPTION_RULE, app->stop_by_text != NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      if (!table[i].is_given || (command->options & table[i].option))
        continue;
      ctl_fail (app, CTL_EXIT_USAGE,
                _ ("%s does not belong to the command “%s”; expected: ebbctl %s %s"), table[i].name,
                command->name, command->name, command->arguments);
      return FALSE;
    }
  if (app->adapter == NULL || !app->is_demo)
    return TRUE;
  ctl_fail (app, CTL_EXIT_USAGE,
            _ ("--adapter is “%s” and --demo is given; expected one of them: simulated boots need "
               "no Bluetooth"),
            app->adapter);
  return FALSE;
}

gboolean
ctl_options_check (CtlApp *app, const CtlCommand *command, int n_arguments)
{
  if (n_arguments < command->min_arguments || n_arguments > command->max_arguments)
    {
      ctl_fail (app, CTL_EXIT_USAGE, _ ("%s was given %d arguments; expected: ebbctl %s %s"),
                command->name, n_arguments, command->name, command->arguments);
      return FALSE;
    }
  if (!check_foreign (app, command))
    return FALSE;
  if (command->run == ctl_demo)
    {
      app->is_demo = TRUE;
      app->is_yes = TRUE;
      if (app->speed_text == NULL)
        app->speed_text = g_strdup ("20");
    }
  return read_values (app);
}

void
ctl_options_clear (CtlApp *app)
{
  g_free (app->boots_name);
  g_free (app->legs_name);
  g_free (app->adapter);
  g_free (app->speed_text);
  g_free (app->minutes_text);
  g_free (app->limit_text);
  g_free (app->seconds_text);
  g_free (app->record_path);
  g_free (app->output_path);
  g_free (app->answers_path);
  g_free (app->program_path);
  g_free (app->history_path);
  g_free (app->now_text);
  g_free (app->rule_text);
  g_free (app->start_text);
  g_free (app->zone_text);
  g_free (app->count_text);
  g_free (app->stop_by_text);
}
