/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-plans-section-private.h"

#include <glib/gi18n.h>

#include "ebb-plan-words.h"

/* The pages of plans, and what their buttons do. */

#define UNDO_S 10
/* A new plan is offered for the evening (engineering choice). */
#define EVENING_HOUR 20

static EbbPlans *
get_plans (EbbPlansSection *self)
{
  return ebb_core_get_plans (self->core);
}

/*< private > */
void
ebb_plans_section_refresh (EbbPlansSection *self)
{
  if (self->plans_page != NULL)
    ebb_plans_page_show (self->plans_page, self->core);
}

/* ---- one plan ---- */

static void
judge (EbbPlansSection *self)
{
  gint64           now_s = ebb_reminders_get_now_s (ebb_plans_section_get_reminders (self));
  g_autofree char *error = NULL;
  g_autofree char *warning = NULL;
  g_autoptr (EbbPlan) plan = ebb_plan_page_read (self->plan_page, &error);
  EbbClash clash;

  if (plan != NULL && plan->made_s == 0)
    plan->made_s = now_s;
  if (plan != NULL && ebb_plans_find_clash (get_plans (self), plan, now_s, &clash))
    warning = ebb_plan_words_clash (self->core, &clash, now_s);
  else if (plan != NULL)
    warning = ebb_plan_words_quiet (self->core, plan, now_s);
  ebb_plan_page_judge (self->plan_page, error, warning);
}

static void
open_plan (EbbPlansSection *self, const EbbPlan *plan)
{
  g_signal_emit_by_name (self, "push", "plan");
  if (self->plan_page == NULL)
    return;
  ebb_plan_page_show (self->plan_page, self->core, plan);
  judge (self);
}

static void
show_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbPlansSection *self = user_data;

  ebb_plans_look (get_plans (self));
  ebb_plans_section_refresh (self);
  g_signal_emit_by_name (self, "push", "plans");
}

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbPlansSection *self = user_data;
  const EbbMember *member = ebb_people_get_current (ebb_core_get_people (self->core));
  g_autoptr (EbbProgram) program =
      g_list_model_get_item (G_LIST_MODEL (ebb_core_get_programs (self->core)), 0);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (EbbPlan) plan = ebb_plan_new ();
  EbbLocalTime now = ebb_local_time_from_unix_s (
      ebb_reminders_get_now_s (ebb_plans_section_get_reminders (self)), zone);

  if (member == NULL || program == NULL)
    {
      ebb_plans_section_tell (self, _ ("Nothing can be planned: the history could not be opened."));
      return;
    }
  plan->person_id = g_strdup (member->id);
  plan->program_id = g_strdup (ebb_program_get_id (program));
  plan->zone_id = g_strdup (g_time_zone_get_identifier (zone));
  plan->start = (EbbLocalTime){ now.year, now.month, now.day, EVENING_HOUR, 30, 0 };
  open_plan (self, plan);
}

static void
edit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbPlansSection *self = user_data;
  const EbbPlan   *plan = ebb_plans_find (get_plans (self), g_variant_get_string (parameter, NULL));

  if (plan != NULL)
    open_plan (self, plan);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbPlansSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = ebb_plans_save_finish (EBB_PLANS (object), result, &error);

  if (self->core == NULL)
    return;
  if (id != NULL)
    g_signal_emit_by_name (self, "pop");
  else if (self->plan_page != NULL)
    ebb_plan_page_judge (self->plan_page,
                         _ ("The plan was not kept. Nothing was changed; free some space, and "
                            "save it again."),
                         NULL);
  if (error != NULL)
    g_warning ("%s", error->message);
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbPlansSection *self = user_data;
  g_autofree char *error = NULL;
  g_autoptr (EbbPlan) plan = NULL;

  if (self->plan_page == NULL)
    return;
  plan = ebb_plan_page_read (self->plan_page, &error);
  if (plan == NULL)
    ebb_plan_page_judge (self->plan_page, error, NULL);
  else
    ebb_plans_save_async (get_plans (self), plan, NULL, saved_cb, g_object_ref (self));
}

/* ---- leaving a plan, or a slot of it, out ---- */

static void
kept_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbPlansSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = ebb_plans_save_finish (EBB_PLANS (object), result, &error);

  if (id != NULL || self->core == NULL)
    return;
  g_warning ("%s", error->message);
  ebb_plans_section_tell (self, _ ("That was not kept. Free some space, and try again."));
}

static void
keep (EbbPlansSection *self, const EbbPlan *plan)
{
  ebb_plans_save_async (get_plans (self), plan, NULL, kept_cb, g_object_ref (self));
}

static void
undo_cb (AdwToast *toast, EbbPlansSection *self)
{
  g_autoptr (EbbPlan) plan = g_steal_pointer (&self->deleted);

  if (plan != NULL)
    keep (self, plan);
}

/* What is gone is kept here until the toast goes, as a plan that can be made again. */
static void
offer_undo (EbbPlansSection *self)
{
  AdwToast *toast = adw_toast_new (_ ("Plan deleted"));

  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_timeout (toast, UNDO_S);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, 0);
  g_signal_emit_by_name (self, "toast", toast);
}

static void
deleted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbPlansSection) self = user_data;
  g_autoptr (GError) error = NULL;

  if (ebb_plans_delete_finish (EBB_PLANS (object), result, &error))
    {
      if (self->core != NULL)
        offer_undo (self);
      return;
    }
  g_warning ("%s", error->message);
  g_clear_pointer (&self->deleted, ebb_plan_free);
  if (self->core != NULL)
    ebb_plans_section_tell (self, _ ("The plan could not be deleted."));
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbPlansSection *self = user_data;
  g_autofree char *id = NULL;
  const EbbPlan   *kept;

  if (self->plan_page == NULL)
    return;
  kept = ebb_plans_find (get_plans (self), ebb_plan_page_get_id (self->plan_page));
  if (kept == NULL)
    return;
  id = g_strdup (kept->id);
  g_clear_pointer (&self->deleted, ebb_plan_free);
  self->deleted = ebb_plan_copy (kept);
  self->deleted->id[0] = '\0';
  g_signal_emit_by_name (self, "pop");
  ebb_plans_delete_async (get_plans (self), id, NULL, deleted_cb, g_object_ref (self));
}

static EbbPlan *
read_slot (EbbPlansSection *self, GVariant *parameter, EbbLocalTime *local)
{
  const char    *id;
  const char    *slot;
  const EbbPlan *plan;

  g_variant_get (parameter, "(&s&s)", &id, &slot);
  plan = ebb_plans_find (get_plans (self), id);
  return plan != NULL && ebb_local_time_parse (slot, local) ? ebb_plan_copy (plan) : NULL;
}

static void
skip_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbPlansSection *self = user_data;
  EbbLocalTime     local;
  g_autoptr (EbbPlan) plan = read_slot (self, parameter, &local);

  if (plan == NULL)
    return;
  g_array_append_val (plan->skipped, local);
  keep (self, plan);
}

static void
take_back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbPlansSection *self = user_data;
  EbbLocalTime     local;
  g_autoptr (EbbPlan) plan = read_slot (self, parameter, &local);

  if (plan == NULL)
    return;
  for (guint i = plan->skipped->len; i > 0; i--)
    if (ebb_local_time_compare (&g_array_index (plan->skipped, EbbLocalTime, i - 1), &local) == 0)
      g_array_remove_index (plan->skipped, i - 1);
  keep (self, plan);
}

/* ---- reminders ---- */

static void
remind_closed_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbPlansSection *self = user_data;
  EbbAutostart    *autostart = ebb_household_get_autostart (ebb_core_get_household (self->core));

  if (autostart != NULL)
    ebb_autostart_set_wanted (autostart, g_variant_get_boolean (parameter));
  ebb_plans_section_refresh (self);
}

static void
say_quiet (EbbPlansSection *self, const char *error)
{
  if (self->plans_page != NULL)
    ebb_plans_page_say_quiet (self->plans_page, error);
}

static void
quiet_kept_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbPlansSection) self = user_data;
  g_autoptr (GError) error = NULL;

  if (ebb_people_edit_finish (EBB_PEOPLE (object), result, &error))
    return;
  g_warning ("%s", error->message);
  say_quiet (self, _ ("That was not kept. Free some space, and try again."));
}

static gboolean
read_quiet (const char *from, const char *until, EbbQuietHours *quiet)
{
  *quiet = EBB_QUIET_NEVER;
  if (from[0] == '\0')
    return TRUE;
  return ebb_plan_stop_by_from_string (from, &quiet->from_min)
         && ebb_plan_stop_by_from_string (until, &quiet->until_min)
         && ebb_quiet_hours_check (quiet, NULL);
}

static void
quiet_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbPlansSection *self = user_data;
  EbbPeople       *people = ebb_core_get_people (self->core);
  const EbbMember *member = ebb_people_get_current (people);
  const char      *from;
  const char      *until;
  g_autoptr (EbbMember) wanted = NULL;
  EbbQuietHours quiet;

  g_variant_get (parameter, "(&s&s)", &from, &until);
  if (member == NULL)
    return;
  if (!read_quiet (from, until, &quiet))
    {
      say_quiet (self, _ ("Quiet hours need two times that differ, as in 22:00 and 07:00."));
      return;
    }
  wanted = ebb_member_copy (member);
  wanted->quiet = quiet;
  say_quiet (self, NULL);
  ebb_people_edit_async (people, wanted, NULL, quiet_kept_cb, g_object_ref (self));
}

/*< private >
 * ebb_plans_section_add_page_entries:
 *
 * What the buttons of the pages do.
 */
void
ebb_plans_section_add_page_entries (EbbPlansSection *self)
{
  static const GActionEntry entries[] = {
    { .name = "show", .activate = show_cb },
    { .name = "add", .activate = add_cb },
    { .name = "edit", .activate = edit_cb, .parameter_type = "s" },
    { .name = "save", .activate = save_cb },
    { .name = "delete", .activate = delete_cb },
    { .name = "skip", .activate = skip_cb, .parameter_type = "(ss)" },
    { .name = "take-back", .activate = take_back_cb, .parameter_type = "(ss)" },
    { .name = "remind-closed", .activate = remind_closed_cb, .parameter_type = "b" },
    { .name = "quiet", .activate = quiet_cb, .parameter_type = "(ss)" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}

/**
 * ebb_plans_section_make_page:
 *
 * Returns: (transfer floating): the page of that name, once; to be put below the widget that has the
 *   actions
 */
GtkWidget *
ebb_plans_section_make_page (EbbPlansSection *self, const char *name)
{
  g_return_val_if_fail (EBB_IS_PLANS_SECTION (self), NULL);

  if (g_str_equal (name, "plans"))
    {
      self->plans_page = g_object_new (EBB_TYPE_PLANS_PAGE, NULL);
      ebb_plans_section_refresh (self);
      return GTK_WIDGET (self->plans_page);
    }
  self->plan_page = g_object_new (EBB_TYPE_PLAN_PAGE, NULL);
  g_signal_connect_swapped (self->plan_page, "changed", G_CALLBACK (judge), self);
  return GTK_WIDGET (self->plan_page);
}
