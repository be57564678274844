/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-person.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "ebb-plan.h"
#include "ebbctl-ask.h"
#include "ebbctl-print.h"

/* person: who there is in the household, and who uses Ebb now. Nothing is connected or started. */

typedef struct
{
  const char *word;
  const char *arguments;
  int         n_arguments; /* after the word */
  void (*act) (CtlApp *app, char **arguments);
} Act;

/* Whoever has no name yet is called by what they are. */
static const char *
name_of (const EbbMember *member)
{
  return member->name[0] != '\0' ? member->name : _ ("(no name yet)");
}

static EbbPeople *
get_people (CtlApp *app)
{
  return ebb_core_get_people (app->core);
}

static void
fail (CtlApp *app, const char *message)
{
  const GError *store_error = ebb_core_get_store_error (app->core);

  ctl_fail (app, CTL_EXIT_FAILED, "%s", store_error != NULL ? store_error->message : message);
}

/* (nullable): nobody is called so, which was said. */
static const EbbMember *
find (CtlApp *app, const char *text)
{
  const EbbMember *member = ebb_people_find (get_people (app), text);

  if (member == NULL)
    ctl_fail (app, CTL_EXIT_USAGE, _ ("nobody is called “%s”; see ebbctl person list"), text);
  return member;
}

/* ---- telling ---- */

/* null: in no hours */
static void
add_quiet (JsonBuilder *builder, const EbbQuietHours *quiet)
{
  g_autofree char *from = ebb_plan_stop_by_to_string (quiet->from_min);
  g_autofree char *until = ebb_plan_stop_by_to_string (quiet->until_min);
  g_autofree char *both = from != NULL ? g_strdup_printf ("%s-%s", from, until) : NULL;

  json_builder_set_member_name (builder, "quiet");
  if (both != NULL)
    json_builder_add_string_value (builder, both);
  else
    json_builder_add_null_value (builder);
}

static void
print_json (const EbbMember *member, gboolean is_current)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_string_value (builder, member->id);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, member->name);
  json_builder_set_member_name (builder, "colour");
  json_builder_add_string_value (builder, ebb_colour_to_string (member->colour));
  add_quiet (builder, &member->quiet);
  json_builder_set_member_name (builder, "current");
  json_builder_add_boolean_value (builder, is_current);
  json_builder_end_object (builder);
  ctl_print_json_line (builder);
}

static void
print (CtlApp *app, const EbbMember *member)
{
  gboolean is_current = member == ebb_people_get_current (get_people (app));

  if (app->is_json)
    print_json (member, is_current);
  else if (is_current)
    /* Translators: a name, and the colour beside it */
    g_print (_ ("%s  (%s)  uses Ebb now\n"), name_of (member),
             ebb_colour_to_string (member->colour));
  else
    g_print ("%s  (%s)\n", name_of (member), ebb_colour_to_string (member->colour));
}

static void
list (CtlApp *app, char **arguments G_GNUC_UNUSED)
{
  if (ebb_people_get_n (get_people (app)) == 0)
    {
      fail (app, _ ("the history could not be opened"));
      return;
    }
  for (guint i = 0; i < ebb_people_get_n (get_people (app)); i++)
    print (app, ebb_people_get_nth (get_people (app), i));
  ctl_quit (app, CTL_EXIT_OK);
}

/* ---- changing ---- */

static void
added_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  CtlApp *app = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = ebb_people_add_finish (EBB_PEOPLE (object), result, &error);

  if (id == NULL)
    {
      fail (app, error->message);
      return;
    }
  print (app, ebb_people_find_id (EBB_PEOPLE (object), id));
  ctl_quit (app, CTL_EXIT_OK);
}

static void
add (CtlApp *app, char **arguments)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = ebb_member_make_name (arguments[0], &error);
  g_autoptr (EbbMember) member = NULL;

  if (name == NULL)
    {
      ctl_fail (app, CTL_EXIT_USAGE, "%s", error->message);
      return;
    }
  member = ebb_member_new (NULL, name, ebb_people_choose_colour (get_people (app)));
  ebb_people_add_async (get_people (app), member, NULL, added_cb, app);
}

static void
edited_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  CtlApp *app = user_data;
  g_autoptr (GError) error = NULL;

  if (ebb_people_edit_finish (EBB_PEOPLE (object), result, &error))
    ctl_quit (app, CTL_EXIT_OK);
  else
    fail (app, error->message);
}

static void
change_name (CtlApp *app, char **arguments)
{
  const EbbMember *member = find (app, arguments[0]);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = member != NULL ? ebb_member_make_name (arguments[1], &error) : NULL;
  g_autoptr (EbbMember) wanted = NULL;

  if (member == NULL)
    return;
  if (name == NULL)
    {
      ctl_fail (app, CTL_EXIT_USAGE, "%s", error->message);
      return;
    }
  wanted = ebb_member_copy_as (member, name, member->colour);
  ebb_people_edit_async (get_people (app), wanted, NULL, edited_cb, app);
}

static void
fail_colour (CtlApp *app, const char *text)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (int colour = 0; colour < EBB_N_COLOURS; colour++)
    g_string_append_printf (names, "%s%s", colour == 0 ? "" : ", ",
                            ebb_colour_to_string ((EbbColour) colour));
  ctl_fail (app, CTL_EXIT_USAGE, _ ("the colour is “%s”; expected one of: %s"), text, names->str);
}

static void
change_colour (CtlApp *app, char **arguments)
{
  const EbbMember *member = find (app, arguments[0]);
  g_autoptr (EbbMember) wanted = NULL;
  EbbColour colour;

  if (member == NULL)
    return;
  if (!ebb_colour_from_string (arguments[1], &colour))
    {
      fail_colour (app, arguments[1]);
      return;
    }
  wanted = ebb_member_copy_as (member, member->name, colour);
  ebb_people_edit_async (get_people (app), wanted, NULL, edited_cb, app);
}

/* "22:00-07:00", or "none" */
static gboolean
read_quiet (const char *text, EbbQuietHours *quiet)
{
  g_auto (GStrv) times = g_strsplit (text, "-", 2);

  *quiet = EBB_QUIET_NEVER;
  if (g_str_equal (text, "none"))
    return TRUE;
  return g_strv_length (times) == 2 && ebb_plan_stop_by_from_string (times[0], &quiet->from_min)
         && ebb_plan_stop_by_from_string (times[1], &quiet->until_min)
         && ebb_quiet_hours_check (quiet, NULL);
}

static void
change_quiet (CtlApp *app, char **arguments)
{
  const EbbMember *member = find (app, arguments[0]);
  g_autoptr (EbbMember) wanted = NULL;
  EbbQuietHours quiet;

  if (member == NULL)
    return;
  if (!read_quiet (arguments[1], &quiet))
    {
      ctl_fail (
          app, CTL_EXIT_USAGE,
          _ ("the quiet hours are “%s”; expected two times that differ, as in 22:00-07:00, or "
             "none"),
          arguments[1]);
      return;
    }
  wanted = ebb_member_copy (member);
  wanted->quiet = quiet;
  ebb_people_edit_async (get_people (app), wanted, NULL, edited_cb, app);
}

static void
use (CtlApp *app, char **arguments)
{
  const EbbMember *member = find (app, arguments[0]);

  if (member == NULL)
    return;
  ebb_core_use_person (app->core, member->id);
  print (app, ebb_people_get_current (get_people (app)));
  ctl_quit (app, CTL_EXIT_OK);
}

static void
born (CtlApp *app, char **arguments)
{
  const EbbMember *member = find (app, arguments[0]);

  if (member != NULL)
    ctl_person_born (app, member, arguments + 1);
}

static void
limit (CtlApp *app, char **arguments)
{
  const EbbMember *member = find (app, arguments[0]);

  if (member != NULL)
    ctl_person_limit (app, member, arguments + 1);
}

/* ---- deleting ---- */

/* Who is to go, and what goes with them, while a person at the terminal is asked. */
typedef struct
{
  CtlApp *app;
  char   *id;   /* owned, as the next */
  char   *name; /* of them; empty: they have none */
} Leaving;

static void
leaving_free (Leaving *leaving)
{
  g_free (leaving->id);
  g_free (leaving->name);
  g_free (leaving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Leaving, leaving_free)

static void
deleted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  CtlApp *app = user_data;
  g_autoptr (GError) error = NULL;

  if (!ebb_people_delete_finish (EBB_PEOPLE (object), result, &error))
    {
      ctl_fail (app, CTL_EXIT_FAILED, _ ("nobody was deleted: %s"), error->message);
      return;
    }
  if (!app->is_json)
    g_print ("%s\n", _ ("Deleted, and gone from the disk."));
  ctl_quit (app, CTL_EXIT_OK);
}

static void
answered_cb (CtlApp *app, const char *answer, gpointer user_data)
{
  g_autoptr (Leaving) leaving = user_data;

  if (g_strcmp0 (answer, "yes") == 0)
    ebb_people_delete_async (get_people (app), leaving->id, NULL, deleted_cb, app);
  else
    ctl_fail (app, CTL_EXIT_REFUSED, _ ("nobody was deleted: “%s” was typed; expected “yes”"),
              answer != NULL ? answer : "");
}

/* Exactly what goes. */
static char *
describe (const Leaving *leaving, const EbbMemberHolding *holding)
{
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: a name; what follows is a list */
  g_string_append_printf (text, _ ("With %s go:\n"),
                          leaving->name[0] != '\0' ? leaving->name : _ ("whoever has no name yet"));
  g_string_append_printf (
      text, ngettext ("  %u session\n", "  %u sessions\n", (gulong) holding->n_sessions),
      holding->n_sessions);
  g_string_append_printf (
      text,
      ngettext ("  %u set of answers\n", "  %u sets of answers\n", (gulong) holding->n_answers),
      holding->n_answers);
  g_string_append_printf (text,
                          ngettext ("  %u time that a professional agreed\n",
                                    "  %u times that a professional agreed\n",
                                    (gulong) holding->n_agreements),
                          holding->n_agreements);
  g_string_append_printf (text, ngettext ("  %u plan\n", "  %u plans\n", (gulong) holding->n_plans),
                          holding->n_plans);
  g_string_append (text, _ ("This cannot be undone, and boots stay. Type yes to delete:"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Leaving) leaving = user_data;
  CtlApp *app = leaving->app;
  g_autoptr (GError) error = NULL;
  g_autofree char *question = NULL;
  EbbMemberHolding holding;

  if (!ebb_people_count_holding_finish (EBB_PEOPLE (object), result, &holding, &error))
    {
      fail (app, error->message);
      return;
    }
  if (app->is_yes)
    {
      ebb_people_delete_async (get_people (app), leaving->id, NULL, deleted_cb, app);
      return;
    }
  if (!ctl_is_terminal (app))
    {
      ctl_fail (app, CTL_EXIT_REFUSED,
                _ ("nobody was deleted: no terminal to ask at; expected one, or --yes"));
      return;
    }
  question = describe (leaving, &holding);
  ctl_ask (app, question, answered_cb, g_steal_pointer (&leaving));
}

static void
drop (CtlApp *app, char **arguments)
{
  const EbbMember *member = find (app, arguments[0]);
  Leaving         *leaving;

  if (member == NULL)
    return;
  leaving = g_new (Leaving, 1);
  *leaving = (Leaving){ .app = app, .id = g_strdup (member->id), .name = g_strdup (member->name) };
  ebb_people_count_holding_async (get_people (app), leaving->id, NULL, counted_cb, leaving);
}

/* ---- which of them ---- */

void
ctl_person (CtlApp *app, char **arguments)
{
  static const Act acts[] = {
    { "list", "", 0, list },
    { "add", "NAME", 1, add },
    { "rename", "NAME NEW-NAME", 2, change_name },
    { "colour", "NAME COLOUR", 2, change_colour },
    { "born", "NAME YYYY-MM", 2, born },
    { "limit", "NAME pressure|length NUMBER|none", 3, limit },
    { "quiet", "NAME HH:MM-HH:MM|none", 2, change_quiet },
    { "use", "NAME", 1, use },
    { "delete", "NAME [--yes]", 1, drop },
  };
  const guint n_arguments = g_strv_length (arguments) - 1;

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      if (g_strcmp0 (arguments[0], acts[i].word) != 0)
        continue;
      if ((int) n_arguments != acts[i].n_arguments)
        ctl_fail (app, CTL_EXIT_USAGE,
                  _ ("person %s was given %u arguments; expected: ebbctl person %s %s"),
                  acts[i].word, n_arguments, acts[i].word, acts[i].arguments);
      else
        acts[i].act (app, arguments + 1);
      return;
    }
  ctl_fail (app, CTL_EXIT_USAGE,
            _ ("person “%s” is not known; expected list, add, rename, colour, born, limit, quiet, "
               "use or delete"),
            arguments[0]);
}
