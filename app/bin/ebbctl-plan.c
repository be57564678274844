/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-plan.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "ebb-recurrence.h"
#include "ebbctl-print.h"

/* plan next: when a rule comes again, by the function that plans go by. It reads no plan, and starts
 * nothing. */

#define COUNT_DEFAULT 10

gboolean
ctl_plan_read_zone (CtlApp *app, GTimeZone **zone)
{
  if (app->zone_text == NULL)
    *zone = g_time_zone_new_local ();
  else if (g_utf8_validate (app->zone_text, -1, NULL))
    *zone = g_time_zone_new_identifier (app->zone_text);
  if (*zone != NULL)
    return TRUE;
  ctl_fail (app, CTL_EXIT_USAGE, _ ("--zone is “%s”; expected a time zone, as in Europe/Berlin"),
            app->zone_text);
  return FALSE;
}

gboolean
ctl_plan_read_start (CtlApp *app, EbbLocalTime *start)
{
  if (app->start_text != NULL && ebb_local_time_parse (app->start_text, start))
    return TRUE;
  if (app->start_text == NULL)
    ctl_fail (app, CTL_EXIT_USAGE,
              _ ("--start is missing; expected a local time, as in 2026-03-24T20:30"));
  else
    ctl_fail (app, CTL_EXIT_USAGE,
              _ ("--start is “%s”; expected a local time, as in 2026-03-24T20:30"),
              app->start_text);
  return FALSE;
}

static char *
dup_instant (gint64 unix_s, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (unix_s);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_format (local, "%Y-%m-%dT%H:%M:%S%:z");
}

static void
print_json (const GArray *slots, GTimeZone *zone)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < slots->len; i++)
    {
      const EbbSlot   *slot = &g_array_index (slots, EbbSlot, i);
      g_autofree char *local = ebb_local_time_to_string (&slot->local);
      g_autofree char *start = dup_instant (slot->start_s, zone);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "local");
      json_builder_add_string_value (builder, local);
      json_builder_set_member_name (builder, "start");
      json_builder_add_string_value (builder, start);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  ctl_print_json_line (builder);
}

static void
print_slots (CtlApp *app, const GArray *slots, GTimeZone *zone)
{
  if (app->is_json)
    {
      print_json (slots, zone);
      return;
    }
  for (guint i = 0; i < slots->len; i++)
    {
      g_autofree char *start = dup_instant (g_array_index (slots, EbbSlot, i).start_s, zone);

      g_print ("%s\n", start);
    }
}

void
ctl_plan_next (CtlApp *app)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (EbbRecurrence) recurrence = NULL;
  g_autoptr (GArray) slots = NULL;
  g_autoptr (GError) error = NULL;
  EbbLocalTime start;

  if (!ctl_plan_read_zone (app, &zone) || !ctl_plan_read_start (app, &start))
    return;
  recurrence = ebb_recurrence_new (app->rule_text, &start, zone, &error);
  if (recurrence == NULL)
    {
      ctl_fail (app, CTL_EXIT_USAGE, "%s", error->message);
      return;
    }
  slots = ebb_recurrence_list_slots (
      recurrence, G_MININT64, (guint) (app->count_text != NULL ? app->count : COUNT_DEFAULT));
  print_slots (app, slots, zone);
  ctl_quit (app, CTL_EXIT_OK);
}
