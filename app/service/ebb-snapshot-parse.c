/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-snapshot-json.h"

#include <json-glib/json-glib.h>

/* A session of another program, as it comes over the control socket. What is missing or is no
 * number is unknown, never 0. */

static gboolean
read_state (JsonObject *object, EbbSessionState *state)
{
  const char *name = json_object_get_string_member_with_default (object, "state", "");

  for (int i = EBB_SESSION_IDLE; i <= EBB_SESSION_FAULT; i++)
    {
      if (!g_str_equal (ebb_session_state_to_string ((EbbSessionState) i), name))
        continue;
      *state = (EbbSessionState) i;
      return TRUE;
    }
  return FALSE;
}

static guint32
read_count (JsonObject *object, const char *name)
{
  gint64 count = json_object_get_int_member_with_default (object, name, 0);

  return (guint32) CLAMP (count, 0, G_MAXUINT32 / 1000);
}

static gboolean
read_boolean (JsonObject *object, const char *name)
{
  return json_object_get_boolean_member_with_default (object, name, FALSE);
}

static gint16
read_ddeg (JsonObject *object, const char *name)
{
  double celsius = json_object_get_double_member_with_default (object, name, -1);

  return celsius > 0 && celsius < 100 ? (gint16) (celsius * 10 + 0.5) : EBB_HEAT_OFF_DDEG;
}

static gint32
read_pa (JsonObject *object, const char *name)
{
  double mmhg = json_object_get_double_member_with_default (object, name, -1);

  return mmhg >= 0 && mmhg < 1000 ? ebb_mmhg_to_pa (mmhg) : EBB_PRESSURE_UNKNOWN_PA;
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static void
read_zones (JsonObject *zones, EbbSnapshot *snapshot, EbbSide side)
{
  JsonObject *leg = get_object (zones, ebb_side_to_string (side));

  for (int i = 0; leg != NULL && i < EBB_N_ZONES; i++)
    {
      JsonObject *zone = get_object (leg, ebb_zone_to_string ((EbbZone) i));

      if (zone == NULL)
        continue;
      snapshot->zones[side] |= EBB_ZONE_BIT (i);
      snapshot->zone[side][i] = (EbbZoneReading){
        .pressure_pa = read_pa (zone, "pressure_mmhg"),
        .setpoint_pa = read_pa (zone, "setpoint_mmhg"),
        .temperature_ddeg = read_ddeg (zone, "temperature_c"),
        .heat_ddeg = read_ddeg (zone, "heat_c"),
        .is_filling = read_boolean (zone, "filling"),
      };
    }
}

static void
find_highest (EbbSnapshot *snapshot)
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      {
        int32_t pressure_pa = snapshot->zone[side][zone].pressure_pa;

        if (pressure_pa == EBB_PRESSURE_UNKNOWN_PA || pressure_pa <= snapshot->highest_pa)
          continue;
        snapshot->highest_pa = pressure_pa;
        snapshot->highest_side = (EbbSide) side;
        snapshot->highest_zone = (EbbZone) zone;
      }
}

static void
read_run (JsonObject *object, EbbSnapshot *snapshot)
{
  snapshot->is_simulated = read_boolean (object, "simulated");
  snapshot->is_stop_owed = read_boolean (object, "stop_owed");
  snapshot->is_reading_known = read_boolean (object, "reading_known");
  snapshot->elapsed_ms = read_count (object, "elapsed_s") * 1000;
  snapshot->end_elapsed_ms = snapshot->elapsed_ms;
  snapshot->length_s = read_count (object, "length_s");
  snapshot->remaining_s = read_count (object, "remaining_s");
  snapshot->cap_pa = read_pa (object, "cap_mmhg");
  snapshot->stop_count = read_count (object, "stops_sent");
  snapshot->stop_ms = read_count (object, "stop_ms");
  snapshot->link_lost_ms = read_count (object, "link_lost_ms");
  /* Names of a newer Ebb stay unknown. */
  ebb_legs_from_string (json_object_get_string_member_with_default (object, "legs", ""),
                        &snapshot->legs);
  ebb_session_end_from_string (json_object_get_string_member_with_default (object, "end", ""),
                               &snapshot->end);
  ebb_fault_from_string (json_object_get_string_member_with_default (object, "fault", ""),
                         &snapshot->fault);
}

/**
 * ebb_snapshot_from_json:
 * @snapshot: (out): what is shown of it
 *
 * Reads what ebb_snapshot_to_json() wrote, of this version of Ebb or another.
 *
 * Returns: FALSE if @line is no snapshot; @snapshot is an empty one then
 */
gboolean
ebb_snapshot_from_json (const char *line, EbbSnapshot *snapshot)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;

  ebb_snapshot_init (snapshot);
  if (!json_parser_load_from_data (parser, line, -1, NULL)
      || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return FALSE;
  object = json_node_get_object (json_parser_get_root (parser));
  if (!read_state (object, &snapshot->state))
    return FALSE;
  read_run (object, snapshot);
  read_zones (get_object (object, "zones"), snapshot, EBB_SIDE_LEFT);
  read_zones (get_object (object, "zones"), snapshot, EBB_SIDE_RIGHT);
  find_highest (snapshot);
  return TRUE;
}
