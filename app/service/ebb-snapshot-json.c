/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-snapshot-json.h"

#include <json-glib/json-glib.h>
#include <math.h>

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_mmhg (JsonBuilder *builder, const char *name, gint32 pressure_pa)
{
  json_builder_set_member_name (builder, name);
  if (pressure_pa == EBB_PRESSURE_UNKNOWN_PA)
    json_builder_add_null_value (builder);
  else
    json_builder_add_double_value (builder, round (ebb_pa_to_mmhg (pressure_pa) * 10) / 10);
}

static void
add_celsius (JsonBuilder *builder, const char *name, gint16 heat_ddeg)
{
  json_builder_set_member_name (builder, name);
  if (heat_ddeg == EBB_HEAT_OFF_DDEG)
    json_builder_add_null_value (builder);
  else
    json_builder_add_double_value (builder, heat_ddeg / 10.0);
}

static void
add_zones (JsonBuilder *builder, const EbbSnapshot *snapshot, EbbSide side)
{
  json_builder_set_member_name (builder, ebb_side_to_string (side));
  json_builder_begin_object (builder);
  for (int zone = 0; zone < EBB_N_ZONES; zone++)
    {
      const EbbZoneReading *reading = &snapshot->zone[side][zone];

      if (!(snapshot->zones[side] & EBB_ZONE_BIT (zone)))
        continue;
      json_builder_set_member_name (builder, ebb_zone_to_string ((EbbZone) zone));
      json_builder_begin_object (builder);
      add_mmhg (builder, "pressure_mmhg", reading->pressure_pa);
      add_mmhg (builder, "setpoint_mmhg", reading->setpoint_pa);
      add_celsius (builder, "temperature_c", reading->temperature_ddeg);
      add_celsius (builder, "heat_c", reading->heat_ddeg);
      add_boolean (builder, "filling", reading->is_filling);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

static void
add_highest (JsonBuilder *builder, const EbbSnapshot *snapshot)
{
  add_mmhg (builder, "highest_mmhg", snapshot->highest_pa);
  if (snapshot->highest_pa == EBB_PRESSURE_UNKNOWN_PA)
    return;
  add_string (builder, "highest_side", ebb_side_to_string (snapshot->highest_side));
  add_string (builder, "highest_zone", ebb_zone_to_string (snapshot->highest_zone));
}

/**
 * ebb_snapshot_to_json:
 *
 * Returns: (transfer full): the snapshot as one line of JSON
 */
char *
ebb_snapshot_to_json (const EbbSnapshot *snapshot)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_string (builder, "state", ebb_session_state_to_string (snapshot->state));
  add_boolean (builder, "simulated", snapshot->is_simulated);
  add_string (builder, "legs", ebb_legs_to_string (snapshot->legs));
  add_boolean (builder, "reading_known", snapshot->is_reading_known);
  add_int (builder, "elapsed_s", snapshot->elapsed_ms / 1000);
  add_int (builder, "remaining_s", snapshot->remaining_s);
  add_int (builder, "length_s", snapshot->length_s);
  add_int (builder, "cycle", snapshot->cycle);
  add_int (builder, "cycles", snapshot->n_cycles);
  add_mmhg (builder, "intensity_mmhg", snapshot->intensity_pa);
  add_mmhg (builder, "cap_mmhg", snapshot->cap_pa);
  add_celsius (builder, "heat_c", snapshot->heat_ddeg);
  add_string (builder, "heat_end", ebb_heat_end_to_string (snapshot->heat_end));
  add_string (builder, "asked", ebb_presence_asked_to_string (snapshot->asked));
  add_int (builder, "asked_left_s", snapshot->asked_left_s);
  add_int (builder, "lease_left_ms", snapshot->lease_left_ms);
  add_highest (builder, snapshot);
  add_int (builder, "stops_sent", snapshot->stop_count);
  add_int (builder, "stop_ms", snapshot->stop_ms);
  add_int (builder, "link_lost_ms", snapshot->link_lost_ms);
  add_boolean (builder, "stop_owed", snapshot->is_stop_owed);
  add_string (builder, "fault", ebb_fault_to_string (snapshot->fault));
  add_boolean (builder, "record_lost", snapshot->is_record_lost);
  add_string (builder, "end", ebb_session_end_to_string (snapshot->end));
  json_builder_set_member_name (builder, "zones");
  json_builder_begin_object (builder);
  add_zones (builder, snapshot, EBB_SIDE_LEFT);
  add_zones (builder, snapshot, EBB_SIDE_RIGHT);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}
