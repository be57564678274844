/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <gtk/gtk.h>
#include <locale.h>

#include "ebb-application.h"
#include "ebb-composition.h"

#include "config.h"

/* What the desktop starts it with when somebody clicks, and nobody types. */
#define FROM_D_BUS "--gapplication-service"

/* What main() owns while the application runs. */
typedef struct
{
  EbbCompositionOptions options;
  EbbComposition       *composition;
  EbbApplication       *application;
  gboolean              has_failed;
} Program;

static EbbHousehold *
open_household_cb (gpointer user_data, GError **error)
{
  Program *program = user_data;

  program->composition = ebb_composition_new (&program->options, error);
  program->has_failed = program->composition == NULL;
  return program->composition != NULL ? ebb_composition_get_household (program->composition) : NULL;
}

static EbbCore *
open_core_cb (gpointer user_data)
{
  Program *program = user_data;
  EbbCore *core = ebb_composition_open_core (program->composition);

  ebb_core_recover (core);
  return core;
}

static void
close_core_cb (gpointer user_data)
{
  ebb_composition_close_core (((Program *) user_data)->composition);
}

static const EbbApplicationMaker maker = {
  .open_household = open_household_cb,
  .open_core = open_core_cb,
  .close_core = close_core_cb,
};

static gboolean
signal_cb (gpointer user_data)
{
  ebb_application_stop_and_quit (((Program *) user_data)->application);
  return G_SOURCE_CONTINUE;
}

/* GApplication would take a word it does not know for a file, and fail on it in its own words. */
static gboolean
check_rest (int argc, char **argv, GError **error)
{
  for (int i = 1; i < argc; i++)
    {
      if (g_str_equal (argv[i], FROM_D_BUS))
        continue;
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION,
                   _ ("“%s” was not expected; there are only options (see ebb --help)"), argv[i]);
      return FALSE;
    }
  return TRUE;
}

static gboolean
parse_options (int                   *argc,
               char                ***argv,
               EbbCompositionOptions *options,
               gboolean              *shows_version,
               GError               **error)
{
  gboolean         is_demo = FALSE;
  g_autofree char *speed_text = NULL;
  double           speed = 1.0;
  GOptionEntry     entries[] = {
        { "demo", 0, 0, G_OPTION_ARG_NONE, &is_demo, N_ ("Use simulated boots only"), NULL },
        { "speed", 0, 0, G_OPTION_ARG_STRING, &speed_text,
          N_ ("With --demo: run the clock N times as fast (1 to 100)"), "N" },
        { "version", 0, 0, G_OPTION_ARG_NONE, shows_version, N_ ("Print the version"), NULL },
        { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context, _ ("Leg-compression boots over Bluetooth, in a window."));
  g_option_context_set_description (context, _ ("Exit codes:\n"
                                                "  0  closed as asked\n"
                                                "  1  failed; the message says what and why\n"
                                                "  2  the command line is wrong\n"));
  g_option_context_add_main_entries (context, entries, EBB_GETTEXT_DOMAIN);
  /* What GApplication itself takes, from D-Bus, goes on to it. */
  g_option_context_set_ignore_unknown_options (context, TRUE);
  if (!g_option_context_parse (context, argc, argv, error) || !check_rest (*argc, *argv, error)
      || !ebb_composition_parse_speed (speed_text, is_demo, &speed, error))
    return FALSE;
  *options = (EbbCompositionOptions){ .is_demo = is_demo, .speed = speed };
  return TRUE;
}

int
main (int argc, char **argv)
{
  Program  program = { 0 };
  gboolean shows_version = FALSE;
  g_autoptr (GError) error = NULL;
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (EBB_GETTEXT_DOMAIN, EBB_LOCALEDIR);
  bind_textdomain_codeset (EBB_GETTEXT_DOMAIN, "UTF-8");
  textdomain (EBB_GETTEXT_DOMAIN);
  if (!parse_options (&argc, &argv, &program.options, &shows_version, &error))
    {
      g_autofree char *message = g_utf8_make_valid (error->message, -1);

      g_printerr ("ebb: %s\n", message);
      return 2;
    }
  if (shows_version)
    {
      g_print ("ebb %s\n", EBB_VERSION);
      return 0;
    }
  if (!gtk_init_check ())
    {
      g_printerr (
          "ebb: %s\n",
          _ ("there is no display to open a window on; expected DISPLAY or WAYLAND_DISPLAY. "
             "ebbctl needs none: it finds, runs and stops the same boots."));
      return 1;
    }
  g_set_application_name ("Ebb");
  /* A demonstration is another program to the desktop: it never meets an Ebb that runs. */
  program.application = ebb_application_new (
      program.options.is_demo ? EBB_APP_ID ".Demo" : EBB_APP_ID, EBB_VERSION, &maker, &program);
  g_unix_signal_add (SIGTERM, signal_cb, &program);
  g_unix_signal_add (SIGINT, signal_cb, &program);
  g_unix_signal_add (SIGHUP, signal_cb, &program);
  status = g_application_run (G_APPLICATION (program.application), argc, argv);
  /* A second start only raises the first, and makes nothing. */
  if (program.has_failed && status == 0)
    status = 1;
  g_object_unref (program.application);
  g_clear_pointer (&program.composition, ebb_composition_free);
  return status;
}
