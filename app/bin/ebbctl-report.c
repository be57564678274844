/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>

#include "ebb-report.h"

#include "ebbctl-app.h"
#include "ebbctl-print.h"
#include "ebbctl-reach.h"

#include "config.h"

/* report: what a maintainer needs, printed for a person to read first. */

/* So long the radio may take to say how it is. */
#define RADIO_MS 1000

static gboolean
write_whole (int descriptor, const char *text)
{
  gsize left = strlen (text);

  while (left > 0)
    {
      ssize_t n = write (descriptor, text, left);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      text += n;
      left -= (gsize) n;
    }
  return TRUE;
}

static const char *
say_why_not (int problem)
{
  switch (problem)
    {
    case EEXIST:
      return _ ("there is a file of that name, and it is left as it is");
    case ENOENT:
    case ENOTDIR:
      return _ ("its folder is not there");
    case EACCES:
    case EPERM:
    case EROFS:
      return _ ("this account may not write there");
    case ENOSPC:
    case EDQUOT:
      return _ ("the disk is full");
    default:
      return _ ("nothing can be written there");
    }
}

/* A new file, for the account alone: what is there is never written over. */
static gboolean
save (CtlApp *app, const char *text)
{
  int descriptor = open (app->output_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  int problem = errno;

  if (descriptor >= 0)
    {
      problem = write_whole (descriptor, text) ? 0 : errno;
      if (close (descriptor) != 0 && problem == 0)
        problem = errno;
      /* Half a report is none. */
      if (problem != 0)
        unlink (app->output_path);
    }
  if (problem == 0)
    return TRUE;
  g_debug ("%s: %s", app->output_path, g_strerror (problem));
  ctl_fail (app, CTL_EXIT_FAILED,
            /* Translators: the name of a file, then why it was not written. */
            _ ("--output “%s”: the report was not saved: %s; expected a new file that can be "
               "written"),
            app->output_path, say_why_not (problem));
  return FALSE;
}

static void
print_json (const char *text)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "report");
  json_builder_add_string_value (builder, text);
  json_builder_end_object (builder);
  ctl_print_json_line (builder);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CtlApp *app = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = ebb_report_make_finish (EBB_CORE (source), result, &error);

  if (text == NULL)
    {
      g_debug ("report: %s", error->message);
      ctl_fail (app, CTL_EXIT_FAILED, _ ("the report was not put together; try again"));
      return;
    }
  if (app->output_path != NULL)
    {
      if (!save (app, text))
        return;
      g_printerr (_ ("The report is in %s. Read it before you pass it on; Ebb sends it nowhere.\n"),
                  app->output_path);
    }
  else if (app->is_json)
    print_json (text);
  else
    g_print ("%s", text);
  if (app->boots != NULL)
    ctl_leave_boots (app, app->boots, CTL_EXIT_OK);
  else
    ctl_quit (app, CTL_EXIT_OK);
}

static void
make (CtlApp *app, EbbBoots *boots)
{
  ebb_report_make_async (app->core, boots, EBB_REPORT_SHORT, "ebbctl: " EBB_VERSION "\n", NULL,
                         made_cb, app);
}

static void
reached (CtlApp *app, EbbBoots *boots)
{
  app->boots = boots;
  make (app, boots);
}

/* What could not be reached is what the report is about. */
static void
unreached (CtlApp *app, CtlExit exit_code G_GNUC_UNUSED, const char *message)
{
  EbbBoots *boots = NULL;

  if (app->boots_name != NULL)
    boots = ebb_boots_list_find (ebb_core_get_boots_list (app->core), app->boots_name);
  g_printerr ("ebbctl: %s\n", message);
  make (app, boots);
}

static gboolean
radio_known_cb (gpointer user_data)
{
  make (user_data, NULL);
  return G_SOURCE_REMOVE;
}

void
ctl_report (CtlApp *app, char **arguments)
{
  if (arguments[0] == NULL && !app->is_demo)
    {
      ebb_clock_add_timeout (ebb_composition_get_clock (app->composition), RADIO_MS, radio_known_cb,
                             app);
      return;
    }
  g_free (app->boots_name);
  app->boots_name = g_strdup (arguments[0]);
  ctl_reach_boots (app, app->boots_name, CTL_REACH_LOOK, reached, unreached);
}
