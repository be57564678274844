/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-plan.h"

#include <glib/gi18n.h>

/* plan: what whoever uses Ebb now means to run, and when. It reminds; nothing is started by it. */

typedef struct
{
  const char *word;
  const char *arguments;
  int         n_arguments; /* after the word */
  void (*act) (CtlApp *app, char **arguments);
} Act;

/* While it is being read what there is. */
typedef struct
{
  CtlApp    *app;
  const Act *act;
  char     **arguments; /* borrowed */
  gulong     changed_id;
} Waiting;

static EbbPlans *
get_plans (CtlApp *app)
{
  return ebb_core_get_plans (app->core);
}

static const char *
get_person_id (CtlApp *app)
{
  const EbbMember *member = ebb_people_get_current (ebb_core_get_people (app->core));

  return member != NULL ? member->id : NULL;
}

static gint64
get_now_s (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
fail (CtlApp *app, const char *message)
{
  const GError *store_error = ebb_core_get_store_error (app->core);

  ctl_fail (app, CTL_EXIT_FAILED, "%s", store_error != NULL ? store_error->message : message);
}

/* By the beginning of its id, if that is enough. */
static EbbPlan *
dup_plan (CtlApp *app, const char *text)
{
  const EbbPlan *found = NULL;
  guint          n = 0;

  for (guint i = 0; i < ebb_plans_get_n (get_plans (app)); i++)
    {
      const EbbPlan *plan = ebb_plans_get_nth (get_plans (app), i);

      if (text[0] == '\0' || !g_str_has_prefix (plan->id, text)
          || g_strcmp0 (plan->person_id, get_person_id (app)) != 0)
        continue;
      found = plan;
      n++;
    }
  if (n == 1)
    return ebb_plan_copy (found);
  ctl_fail (app, CTL_EXIT_USAGE,
            n == 0 ? _ ("no plan of who uses Ebb now has the id “%s”; see ebbctl plan list")
                   : _ ("more than one plan has an id that begins with “%s”; type more of it"),
            text);
  return NULL;
}

/* ---- telling ---- */

static void
list (CtlApp *app, char **arguments G_GNUC_UNUSED)
{
  for (guint i = 0; i < ebb_plans_get_n (get_plans (app)); i++)
    {
      const EbbPlan *plan = ebb_plans_get_nth (get_plans (app), i);

      if (g_strcmp0 (plan->person_id, get_person_id (app)) == 0)
        ctl_plan_print (app, plan);
    }
  ctl_quit (app, CTL_EXIT_OK);
}

/* The newest first; it is known once it is known what was begun. */
static void
print_missed (CtlApp *app)
{
  EbbReminders *reminders = ebb_core_get_reminders (app->core);
  g_autoptr (GArray) missed = NULL;

  if (!ebb_reminders_is_known (reminders))
    return;
  g_signal_handlers_disconnect_by_data (reminders, app);
  missed = ebb_reminders_list_missed (reminders, get_person_id (app));
  for (guint i = 0; i < missed->len; i++)
    ctl_plan_print_missed (app, &g_array_index (missed, EbbPlannedSlot, i));
  ctl_quit (app, CTL_EXIT_OK);
}

static void
list_missed (CtlApp *app, char **arguments G_GNUC_UNUSED)
{
  g_signal_connect_swapped (ebb_core_get_reminders (app->core), "changed",
                            G_CALLBACK (print_missed), app);
  print_missed (app);
}

/* ---- changing ---- */

static void
say_clash (CtlApp *app, const EbbPlan *plan)
{
  g_autofree char *when = NULL;
  EbbClash         clash;

  if (!ebb_plans_find_clash (get_plans (app), plan, get_now_s (), &clash))
    return;
  when = ebb_local_time_to_string (&clash.slot.slot.local);
  if (clash.kind == EBB_CLASH_REST)
    g_printerr (_ ("ebbctl: at %s there would be %d min of rest before it, and %d are needed\n"),
                when, clash.value / 60, clash.bound / 60);
  else if (clash.kind == EBB_CLASH_COUNT)
    g_printerr (_ ("ebbctl: at %s it would be session %d in 24 hours, and %d are the most\n"), when,
                clash.value, clash.bound);
  else
    g_printerr (_ ("ebbctl: at %s it would be %d min in 24 hours, and %d are the most\n"), when,
                clash.value / 60, clash.bound / 60);
  g_printerr ("%s\n",
              _ ("The plan is kept. Whoever wants to start then is refused, so that the legs "
                 "have their rest; move the slot or skip it."));
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  CtlApp *app = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = ebb_plans_save_finish (EBB_PLANS (object), result, &error);
  const EbbPlan   *plan = id != NULL ? ebb_plans_find (EBB_PLANS (object), id) : NULL;

  if (id == NULL)
    {
      fail (app, error->message);
      return;
    }
  if (plan != NULL)
    {
      ctl_plan_print (app, plan);
      say_clash (app, plan);
    }
  ctl_quit (app, CTL_EXIT_OK);
}

static void
save (CtlApp *app, const EbbPlan *plan)
{
  ebb_plans_save_async (get_plans (app), plan, NULL, saved_cb, app);
}

static gboolean
read_stop_by (CtlApp *app, int *stop_by_min)
{
  if (app->stop_by_text == NULL || ebb_plan_stop_by_from_string (app->stop_by_text, stop_by_min))
    return TRUE;
  ctl_fail (app, CTL_EXIT_USAGE, _ ("--stop-by is “%s”; expected a time of day, as in 22:30"),
            app->stop_by_text);
  return FALSE;
}

static gboolean
read_legs (CtlApp *app, EbbLegs *legs)
{
  if (app->legs_name == NULL || ebb_legs_from_string (app->legs_name, legs))
    return TRUE;
  ctl_fail (app, CTL_EXIT_USAGE, _ ("--legs is “%s”; expected left, right or both"),
            app->legs_name);
  return FALSE;
}

static gboolean
check_program (CtlApp *app, const char *id)
{
  if (ebb_programs_find (ebb_core_get_programs (app->core), id) != NULL)
    return TRUE;
  ctl_fail (app, CTL_EXIT_USAGE, _ ("program “%s” is not known; see ebbctl programs"), id);
  return FALSE;
}

static void
add (CtlApp *app, char **arguments)
{
  g_autoptr (EbbPlan) plan = ebb_plan_new ();
  g_autoptr (GTimeZone) zone = NULL;

  if (!check_program (app, arguments[0]) || !ctl_plan_read_zone (app, &zone)
      || !ctl_plan_read_start (app, &plan->start) || !read_legs (app, &plan->legs)
      || !read_stop_by (app, &plan->stop_by_min))
    return;
  plan->person_id = g_strdup (get_person_id (app));
  plan->program_id = g_strdup (arguments[0]);
  plan->rule = g_strdup (app->rule_text);
  plan->zone_id = g_strdup (g_time_zone_get_identifier (zone));
  if (app->minutes != CTL_MINUTES_OF_PROGRAM)
    plan->length_s = (guint) app->minutes * 60;
  save (app, plan);
}

static gboolean
read_local (CtlApp *app, const char *text, EbbLocalTime *local)
{
  if (ebb_local_time_parse (text, local))
    return TRUE;
  ctl_fail (app, CTL_EXIT_USAGE,
            _ ("the time is “%s”; expected a local time, as in 2026-03-24T20:30"), text);
  return FALSE;
}

static gboolean
read_day (CtlApp *app, const char *text, EbbLocalTime *day)
{
  if (ebb_plan_day_from_string (text, day))
    return TRUE;
  ctl_fail (app, CTL_EXIT_USAGE, _ ("the day is “%s”; expected one as in 2026-07-01"), text);
  return FALSE;
}

/* What names no slot of it would be kept for nothing. */
static gboolean
check_slot (CtlApp *app, const EbbPlan *plan, const EbbLocalTime *local, const char *text)
{
  if (ebb_plans_has_slot (plan, local))
    return TRUE;
  ctl_fail (app, CTL_EXIT_USAGE, _ ("the plan does not come at %s; see ebbctl plan list --json"),
            text);
  return FALSE;
}

static void
skip (CtlApp *app, char **arguments)
{
  g_autoptr (EbbPlan) plan = dup_plan (app, arguments[0]);
  EbbLocalTime slot;

  if (plan == NULL || !read_local (app, arguments[1], &slot)
      || !check_slot (app, plan, &slot, arguments[1]))
    return;
  g_array_append_val (plan->skipped, slot);
  save (app, plan);
}

static void
move (CtlApp *app, char **arguments)
{
  g_autoptr (EbbPlan) plan = dup_plan (app, arguments[0]);
  EbbMovedSlot moved;

  if (plan == NULL || !read_local (app, arguments[1], &moved.from)
      || !read_local (app, arguments[2], &moved.to)
      || !check_slot (app, plan, &moved.from, arguments[1]))
    return;
  g_array_append_val (plan->moved, moved);
  save (app, plan);
}

static void
pause_for (CtlApp *app, char **arguments)
{
  g_autoptr (EbbPlan) plan = dup_plan (app, arguments[0]);
  EbbPausedDays days;

  if (plan == NULL || !read_day (app, arguments[1], &days.first)
      || !read_day (app, arguments[2], &days.last))
    return;
  g_array_append_val (plan->paused, days);
  save (app, plan);
}

static void
deleted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  CtlApp *app = user_data;
  g_autoptr (GError) error = NULL;

  if (ebb_plans_delete_finish (EBB_PLANS (object), result, &error))
    ctl_quit (app, CTL_EXIT_OK);
  else
    fail (app, error->message);
}

static void
drop (CtlApp *app, char **arguments)
{
  g_autoptr (EbbPlan) plan = dup_plan (app, arguments[0]);

  if (plan != NULL)
    ebb_plans_delete_async (get_plans (app), plan->id, NULL, deleted_cb, app);
}

/* ---- which of them ---- */

static void
begin (Waiting *waiting)
{
  CtlApp *app = waiting->app;

  if (waiting->changed_id != 0)
    g_signal_handler_disconnect (get_plans (app), waiting->changed_id);
  if (ebb_plans_get_error (get_plans (app)) != NULL)
    fail (app, ebb_plans_get_error (get_plans (app)));
  else
    waiting->act->act (app, waiting->arguments);
  g_free (waiting);
}

static void
perform (CtlApp *app, const Act *act, char **arguments)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  *waiting = (Waiting){ .app = app, .act = act, .arguments = arguments };
  if (ebb_plans_is_known (get_plans (app)) || ebb_plans_get_error (get_plans (app)) != NULL)
    begin (waiting);
  else
    waiting->changed_id =
        g_signal_connect_swapped (get_plans (app), "changed", G_CALLBACK (begin), waiting);
}

void
ctl_plan (CtlApp *app, char **arguments)
{
  static const Act acts[] = {
    { "list", "", 0, list },
    { "missed", "", 0, list_missed },
    { "add",
      "PROGRAM --start TIME [--rule RULE] [--zone ZONE] [--minutes N] [--legs LEGS] [--stop-by "
      "HH:MM]",
      1, add },
    { "skip", "ID TIME", 2, skip },
    { "move", "ID TIME NEW-TIME", 3, move },
    { "pause", "ID FIRST-DAY LAST-DAY", 3, pause_for },
    { "delete", "ID", 1, drop },
  };
  const guint n_arguments = g_strv_length (arguments) - 1;

  if (g_strcmp0 (arguments[0], "next") == 0 && n_arguments == 0)
    {
      ctl_plan_next (app);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      if (g_strcmp0 (arguments[0], acts[i].word) != 0)
        continue;
      if ((int) n_arguments != acts[i].n_arguments)
        ctl_fail (app, CTL_EXIT_USAGE,
                  _ ("plan %s was given %u arguments; expected: ebbctl plan %s %s"), acts[i].word,
                  n_arguments, acts[i].word, acts[i].arguments);
      else
        perform (app, &acts[i], arguments + 1);
      return;
    }
  ctl_fail (
      app, CTL_EXIT_USAGE,
      _ ("plan “%s” is not known; expected next, list, missed, add, skip, move, pause or delete"),
      arguments[0]);
}
