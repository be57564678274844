/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "ebbctl-plan.h"
#include "ebbctl-print.h"

/* One plan, in words or as an object. */

#define SLOTS_TOLD 3

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_local (JsonBuilder *builder, const char *name, const EbbLocalTime *local)
{
  g_autofree char *text = ebb_local_time_to_string (local);

  add_text (builder, name, text);
}

static void
add_skipped (JsonBuilder *builder, const EbbPlan *plan)
{
  json_builder_set_member_name (builder, "skipped");
  json_builder_begin_array (builder);
  for (guint i = 0; i < plan->skipped->len; i++)
    {
      g_autofree char *slot =
          ebb_local_time_to_string (&g_array_index (plan->skipped, EbbLocalTime, i));

      json_builder_add_string_value (builder, slot);
    }
  json_builder_end_array (builder);
}

static void
add_moved (JsonBuilder *builder, const EbbPlan *plan)
{
  json_builder_set_member_name (builder, "moved");
  json_builder_begin_array (builder);
  for (guint i = 0; i < plan->moved->len; i++)
    {
      const EbbMovedSlot *moved = &g_array_index (plan->moved, EbbMovedSlot, i);

      json_builder_begin_object (builder);
      add_local (builder, "from", &moved->from);
      add_local (builder, "to", &moved->to);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_paused (JsonBuilder *builder, const EbbPlan *plan)
{
  json_builder_set_member_name (builder, "paused");
  json_builder_begin_array (builder);
  for (guint i = 0; i < plan->paused->len; i++)
    {
      const EbbPausedDays *days = &g_array_index (plan->paused, EbbPausedDays, i);
      g_autofree char     *first = ebb_plan_day_to_string (&days->first);
      g_autofree char     *last = ebb_plan_day_to_string (&days->last);

      json_builder_begin_object (builder);
      add_text (builder, "first", first);
      add_text (builder, "last", last);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* As the wall of the plan shows it. */
static char *
dup_instant (const EbbPlan *plan, gint64 start_s)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (plan->zone_id);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (start_s);
  g_autoptr (GDateTime) local = zone != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return g_date_time_format (local != NULL ? local : utc, "%Y-%m-%dT%H:%M:%S%:z");
}

static void
add_next (JsonBuilder *builder, CtlApp *app, const EbbPlan *plan)
{
  g_autoptr (GArray) slots = ebb_plans_list_slots_of (
      ebb_core_get_plans (app->core), plan, g_get_real_time () / G_USEC_PER_SEC, SLOTS_TOLD);

  json_builder_set_member_name (builder, "next");
  json_builder_begin_array (builder);
  for (guint i = 0; i < slots->len; i++)
    {
      const EbbPlannedSlot *slot = &g_array_index (slots, EbbPlannedSlot, i);
      g_autofree char      *start = dup_instant (plan, slot->slot.start_s);

      json_builder_begin_object (builder);
      add_local (builder, "local", &slot->slot.local);
      add_text (builder, "start", start);
      json_builder_set_member_name (builder, "length_s");
      json_builder_add_int_value (builder, slot->length_s);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (CtlApp *app, const EbbPlan *plan)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *stop_by = ebb_plan_stop_by_to_string (plan->stop_by_min);

  json_builder_begin_object (builder);
  add_text (builder, "id", plan->id);
  add_text (builder, "person", plan->person_id);
  add_text (builder, "program", plan->program_id);
  add_text (builder, "legs", ebb_legs_to_string (plan->legs));
  json_builder_set_member_name (builder, "length_s");
  json_builder_add_int_value (builder, plan->length_s);
  add_local (builder, "start", &plan->start);
  add_text (builder, "rule", plan->rule);
  add_text (builder, "zone", plan->zone_id);
  add_text (builder, "stop_by", stop_by);
  add_skipped (builder, plan);
  add_moved (builder, plan);
  add_paused (builder, plan);
  add_next (builder, app, plan);
  json_builder_end_object (builder);
  ctl_print_json_line (builder);
}

static void
print_words (const EbbPlan *plan)
{
  g_autofree char *start = ebb_local_time_to_string (&plan->start);
  g_autofree char *stop_by = ebb_plan_stop_by_to_string (plan->stop_by_min);

  g_print ("%s  %s  %s  %s  %s%s%s\n", plan->id, plan->program_id, start, plan->zone_id,
           plan->rule != NULL ? plan->rule : _ ("once"), stop_by != NULL ? "  < " : "",
           stop_by != NULL ? stop_by : "");
}

void
ctl_plan_print (CtlApp *app, const EbbPlan *plan)
{
  if (app->is_json)
    print_json (app, plan);
  else
    print_words (plan);
}

void
ctl_plan_print_missed (CtlApp *app, const EbbPlannedSlot *missed)
{
  g_autofree char *local = ebb_local_time_to_string (&missed->slot.local);
  g_autoptr (JsonBuilder) builder = NULL;

  if (!app->is_json)
    {
      g_print ("%s  %s  %s\n", local, missed->plan->program_id, missed->plan->id);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  add_text (builder, "plan", missed->plan->id);
  add_text (builder, "program", missed->plan->program_id);
  add_text (builder, "local", local);
  add_text (builder, "zone", missed->plan->zone_id);
  json_builder_end_object (builder);
  ctl_print_json_line (builder);
}
