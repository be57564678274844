/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-history.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "ebbctl-print.h"
#include "ebbctl-session-words.h"

/* history and programs: what was run, and what can be. */

static char *
format_time (gint64 wall_us, gint32 utc_offset_s)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (utc_offset_s);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (wall_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return local != NULL ? g_date_time_format_iso8601 (local) : g_strdup ("?");
}

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
add_number (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_truth (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
print_record_json (const EbbSessionRecord *record)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *started = format_time (record->started_wall_us, record->utc_offset_s);
  g_autofree char *ended = NULL;

  if (record->ended_wall_us > 0)
    ended = format_time (record->ended_wall_us, record->utc_offset_s);
  json_builder_begin_object (builder);
  add_text (builder, "id", record->id);
  add_text (builder, "started", started);
  add_text (builder, "ended", ended);
  add_text (builder, "person", record->person_id);
  add_text (builder, "program", record->program_id);
  add_text (builder, "program_name", record->program_name);
  add_text (builder, "boots", record->boots_identity);
  add_text (builder, "boots_name", record->boots_name);
  add_truth (builder, "simulated", record->is_simulated);
  add_text (builder, "legs", ebb_legs_to_string (record->legs));
  add_number (builder, "planned_s", record->planned_s);
  add_number (builder, "run_s", record->run_s);
  json_builder_set_member_name (builder, "peak_mmhg");
  if (record->peak_pa == EBB_PRESSURE_UNKNOWN_PA)
    json_builder_add_null_value (builder);
  else
    json_builder_add_int_value (builder, ebb_pa_to_whole_mmhg (record->peak_pa));
  add_text (builder, "end", ebb_session_end_to_string (record->end));
  add_text (builder, "fault", ebb_fault_to_string (record->fault));
  add_truth (builder, "symptom", record->has_symptom);
  add_truth (builder, "empty_confirmed_by_boots", record->is_vented_confirmed);
  add_number (builder, "samples", record->n_samples);
  json_builder_end_object (builder);
  ctl_print_json_line (builder);
}

static void
print_record (const EbbSessionRecord *record)
{
  g_autofree char *started = format_time (record->started_wall_us, record->utc_offset_s);
  g_autofree char *words = ctl_dup_record_words (record);

  /* Translators: when, program, how much of how long, boots, a note, how it ended */
  g_print (_ ("%s  %s  %u:%02u of %u:%02u  %s%s  %s\n"), started, record->program_name,
           record->run_s / 60, record->run_s % 60, record->planned_s / 60, record->planned_s % 60,
           record->boots_name, record->is_simulated ? _ ("  [simulated: counts for nothing]") : "",
           words);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  CtlApp *app = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;

  records = ebb_history_list_finish (EBB_HISTORY (object), result, &error);
  if (records == NULL)
    {
      const GError *store_error = ebb_core_get_store_error (app->core);

      ctl_fail (app, CTL_EXIT_FAILED, "%s",
                store_error != NULL ? store_error->message : error->message);
      return;
    }
  for (guint i = 0; i < records->len; i++)
    {
      if (app->is_json)
        print_record_json (g_ptr_array_index (records, i));
      else
        print_record (g_ptr_array_index (records, i));
    }
  if (records->len == 0 && !app->is_json)
    g_print ("%s\n", _ ("Nothing here yet."));
  ctl_quit (app, CTL_EXIT_OK);
}

void
ctl_history (CtlApp *app, char **arguments G_GNUC_UNUSED)
{
  ebb_history_list_async (ebb_core_get_history (app->core), (guint) app->limit, NULL, listed_cb,
                          app);
}

static void
print_program (CtlApp *app, EbbProgram *program)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  int peak_mmhg;

  peak_mmhg = ebb_pa_to_whole_mmhg (ebb_program_get_peak_pa (program, EBB_ZONE_MASK_ALL));
  if (!app->is_json)
    {
      g_print (_ ("%-18s %s · %u min · up to %d mmHg\n"), ebb_program_get_id (program),
               ebb_program_get_name (program), ebb_program_get_length_s (program) / 60, peak_mmhg);
      return;
    }
  json_builder_begin_object (builder);
  add_text (builder, "id", ebb_program_get_id (program));
  add_text (builder, "name", ebb_program_get_name (program));
  add_text (builder, "about", ebb_program_get_about (program));
  add_number (builder, "length_s", ebb_program_get_length_s (program));
  add_number (builder, "peak_mmhg", peak_mmhg);
  json_builder_end_object (builder);
  ctl_print_json_line (builder);
}

void
ctl_programs (CtlApp *app, char **arguments G_GNUC_UNUSED)
{
  GListModel        *programs = G_LIST_MODEL (ebb_core_get_programs (app->core));
  const char *const *troubles = ebb_programs_get_troubles (EBB_PROGRAMS (programs));

  for (guint i = 0; i < g_list_model_get_n_items (programs); i++)
    {
      g_autoptr (EbbProgram) program = g_list_model_get_item (programs, i);

      print_program (app, program);
    }
  for (guint i = 0; troubles[i] != NULL; i++)
    ctl_say_failure (app, CTL_EXIT_FAILED, troubles[i]);
  ctl_quit (app, troubles[0] == NULL ? CTL_EXIT_OK : CTL_EXIT_FAILED);
}

/* Perhaps it is in a file that cannot be read: then that is what is said. */
void
ctl_fail_no_program (CtlApp *app, const char *program_id)
{
  const char *const *troubles = ebb_programs_get_troubles (ebb_core_get_programs (app->core));

  if (troubles[0] == NULL)
    {
      ctl_fail (app, CTL_EXIT_USAGE, _ ("no program is called “%s”; see ebbctl programs"),
                program_id);
      return;
    }
  for (guint i = 0; troubles[i] != NULL; i++)
    ctl_say_failure (app, CTL_EXIT_FAILED, troubles[i]);
  ctl_fail (app, CTL_EXIT_FAILED,
            _ ("no program that can be read is called “%s”; nothing was started"), program_id);
}
