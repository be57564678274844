/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-snapshot.h"

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
      snapshot->zone[side][i].pressure_pa = read_pa (zone, "pressure_mmhg");
    }
}

gboolean
ctl_snapshot_read (const char *line, EbbSnapshot *snapshot)
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
  snapshot->is_simulated = json_object_get_boolean_member_with_default (object, "simulated", FALSE);
  snapshot->is_stop_owed = json_object_get_boolean_member_with_default (object, "stop_owed", FALSE);
  snapshot->elapsed_ms = read_count (object, "elapsed_s") * 1000;
  snapshot->end_elapsed_ms = snapshot->elapsed_ms;
  snapshot->length_s = read_count (object, "length_s");
  snapshot->cap_pa = read_pa (object, "cap_mmhg");
  /* Names of a newer Ebb stay unknown. */
  ebb_session_end_from_string (json_object_get_string_member_with_default (object, "end", ""),
                               &snapshot->end);
  ebb_fault_from_string (json_object_get_string_member_with_default (object, "fault", ""),
                         &snapshot->fault);
  read_zones (get_object (object, "zones"), snapshot, EBB_SIDE_LEFT);
  read_zones (get_object (object, "zones"), snapshot, EBB_SIDE_RIGHT);
  return TRUE;
}
