/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-table.h"

#include <json-glib/json-glib.h>

#include "ebb-session-machine.h"
#include "ebbctl-print.h"

/* table: the rows by which the sessions of this very program go on and end, for whoever wants to look
 * at them from every side. Words of the program, not of a language. */

static const char *
name_state (guint bit)
{
  return bit <= EBB_SESSION_FAULT ? ebb_session_state_to_string ((EbbSessionState) bit) : NULL;
}

static const char *
name_event (guint bit)
{
  return bit < EBB_N_EVENTS ? ebb_machine_event_to_string ((EbbMachineEventKind) bit) : NULL;
}

static void
add_names (JsonBuilder *builder, const char *member, guint bits, const char *(*name) (guint bit))
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint bit = 0; name (bit) != NULL; bit++)
    if ((bits >> bit & 1) != 0)
      json_builder_add_string_value (builder, name (bit));
  json_builder_end_array (builder);
}

static void
add_name (JsonBuilder *builder, const char *member, const char *name)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, name);
}

static JsonBuilder *
describe_row (const EbbMachineRow *row)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_names (builder, "from", row->from, name_state);
  add_names (builder, "on", row->on, name_event);
  add_names (builder, "when", row->when, ebb_machine_condition_to_string);
  add_names (builder, "unless", row->unless, ebb_machine_condition_to_string);
  add_name (builder, "to", row->to == EBB_MACHINE_STAY ? "same" : name_state ((guint) row->to));
  add_names (builder, "effects", row->effects, ebb_machine_effect_to_string);
  add_name (builder, "end", ebb_session_end_to_string (row->end));
  json_builder_end_object (builder);
  return builder;
}

static void
print_words (const char *before, guint bits, const char *(*name) (guint bit))
{
  gboolean is_first = TRUE;

  for (guint bit = 0; name (bit) != NULL; bit++)
    {
      if ((bits >> bit & 1) == 0)
        continue;
      g_print ("%s%s", is_first ? before : " ", name (bit));
      is_first = FALSE;
    }
}

static void
print_row (const EbbMachineRow *row)
{
  print_words ("", row->from, name_state);
  print_words (" | ", row->on, name_event);
  print_words (" | when ", row->when, ebb_machine_condition_to_string);
  print_words (" | unless ", row->unless, ebb_machine_condition_to_string);
  g_print (" | to %s", row->to == EBB_MACHINE_STAY ? "same" : name_state ((guint) row->to));
  print_words (" | ", row->effects, ebb_machine_effect_to_string);
  g_print ("\n");
}

void
ctl_table (CtlApp *app, char **arguments G_GNUC_UNUSED)
{
  gsize                n_rows;
  const EbbMachineRow *table = ebb_machine_get_table (&n_rows);

  for (gsize i = 0; i < n_rows; i++)
    {
      if (app->is_json)
        {
          g_autoptr (JsonBuilder) builder = describe_row (&table[i]);

          ctl_print_json_line (builder);
        }
      else
        print_row (&table[i]);
    }
  ctl_quit (app, CTL_EXIT_OK);
}
