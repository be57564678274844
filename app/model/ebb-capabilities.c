/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-capabilities.h"

#include <string.h>

#include "ebb-json-private.h"

#define CAPABILITIES_FORMAT "ebb-capabilities/1"
#define CAPABILITIES_MAX_BYTES (64 * 1024)
#define WORD_CHARACTERS 60

static const char *const top_keys[] = {
  "format",        "simulated", "tier",        "zones", "heated", "heat_c", "measures_temperature",
  "pressure_mmhg", "levels",    "bonded_only", NULL,
};
static const char *const side_keys[] = { "left", "right", NULL };

static gboolean
read_side (const EbbJsonScope *scope, const char *key, EbbZoneMask *zones, GError **error)
{
  JsonArray *list;

  if (!ebb_json_get_list (scope, key, 0, EBB_N_ZONES, &list, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      EbbZone   zone;

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING
          || !ebb_zone_from_string (json_node_get_string (node), &zone))
        return ebb_json_refuse (scope, key, node, error, "zones, as in \"foot\"");
      *zones |= EBB_ZONE_BIT (zone);
    }
  return TRUE;
}

static gboolean
read_zones (const EbbJsonScope *top,
            const char         *key,
            EbbZoneMask         zones[EBB_N_SIDES],
            GError            **error)
{
  EbbJsonScope scope;

  if (!ebb_json_get_scope (top, key, &scope, error)
      || !ebb_json_allow_keys (&scope, side_keys, error))
    return FALSE;
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      if (ebb_json_has (&scope, side_keys[side])
          && !read_side (&scope, side_keys[side], &zones[side], error))
        return FALSE;
    }
  return TRUE;
}

/* [least, most] */
static gboolean
read_range (const EbbJsonScope *top, const char *key, double most, double range[2], GError **error)
{
  JsonArray *list;

  if (!ebb_json_get_list (top, key, 2, 2, &list, error))
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

      range[i] = type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double (node) : -1;
      if (!(range[i] >= 0 && range[i] <= most))
        return ebb_json_refuse (top, key, node, error, "two numbers from 0 to %g", most);
    }
  if (range[0] <= range[1])
    return TRUE;
  return ebb_json_refuse (top, key, json_array_get_element (list, 1), error,
                          "two numbers that rise");
}

/* safety.md, device tiers: boots that nothing ends get no heat. */
static gboolean
read_tier (EbbCapabilities *boots, const EbbJsonScope *top, GError **error)
{
  const char *tier;

  if (!ebb_json_get_text (top, "tier", WORD_CHARACTERS, &tier, error))
    return FALSE;
  if (strlen (tier) != 1 || *tier < 'A' || *tier > 'D')
    return ebb_json_refuse (top, "tier", json_object_get_member (top->object, "tier"), error,
                            "\"A\", \"B\", \"C\" or \"D\"");
  boots->has_own_timer = *tier != 'D';
  boots->has_short_timer = *tier <= 'B';
  return TRUE;
}

static gboolean
read_heat (EbbCapabilities *boots, const EbbJsonScope *top, GError **error)
{
  double   range[2];
  gboolean measures;

  if (!ebb_json_get_truth (top, "measures_temperature", &measures, error))
    return FALSE;
  boots->measures_temperature = measures;
  if (!ebb_json_has (top, "heated"))
    return TRUE;
  if (!read_zones (top, "heated", boots->heated, error)
      || !read_range (top, "heat_c", 100, range, error))
    return FALSE;
  boots->has_heat = boots->has_own_timer;
  boots->heat_min_ddeg = (int16_t) (range[0] * 10 + 0.5);
  boots->heat_max_ddeg = (int16_t) (range[1] * 10 + 0.5);
  return TRUE;
}

static gboolean
read_pressure (EbbCapabilities *boots, const EbbJsonScope *top, GError **error)
{
  double range[2];
  int    levels = 0;

  if (!read_range (top, "pressure_mmhg", 400, range, error))
    return FALSE;
  if (ebb_json_has (top, "levels") && !ebb_json_get_whole (top, "levels", 0, 100, &levels, error))
    return FALSE;
  boots->pressure_min_pa = ebb_mmhg_to_pa (range[0]);
  boots->pressure_max_pa = ebb_mmhg_to_pa (range[1]);
  boots->level_count = (unsigned) levels;
  return TRUE;
}

static gboolean
read_truths (EbbCapabilities *boots, const EbbJsonScope *top, GError **error)
{
  gboolean is_simulated, is_bonded_only;

  if (!ebb_json_get_truth (top, "simulated", &is_simulated, error)
      || !ebb_json_get_truth (top, "bonded_only", &is_bonded_only, error))
    return FALSE;
  boots->is_simulated = is_simulated;
  boots->obeys_bonded_only = is_bonded_only;
  return TRUE;
}

/**
 * ebb_capabilities_parse:
 * @json: an object of the format %CAPABILITIES_FORMAT, as data/RULES.md has it
 * @size: bytes, or -1 where it ends with a NUL
 *
 * Returns: %FALSE with %EBB_MODEL_ERROR that names key, value and what was expected; @boots are then as
 *   they were
 */
gboolean
ebb_capabilities_parse (EbbCapabilities *boots, const char *json, gssize size, GError **error)
{
  g_autoptr (JsonNode) root = ebb_json_parse (json, size, CAPABILITIES_MAX_BYTES, error);
  EbbJsonScope    top = { .path = "" };
  EbbCapabilities read = { .measures_pressure = true };

  if (root == NULL)
    return FALSE;
  top.object = json_node_get_object (root);
  if (!ebb_json_check_version (&top, "format", CAPABILITIES_FORMAT, error)
      || !ebb_json_allow_keys (&top, top_keys, error) || !read_truths (&read, &top, error)
      || !read_tier (&read, &top, error) || !read_zones (&top, "zones", read.zones, error)
      || !read_heat (&read, &top, error) || !read_pressure (&read, &top, error))
    return FALSE;
  memcpy (read.settable, read.zones, sizeof read.settable);
  *boots = read;
  return TRUE;
}

/**
 * ebb_capabilities_load:
 *
 * Reads what boots can do from a file, for questions about boots that are not there. Blocks while
 * it reads.
 *
 * Returns: %FALSE with %EBB_MODEL_ERROR that names file, key, value and what was expected
 */
gboolean
ebb_capabilities_load (EbbCapabilities *boots, const char *path, GError **error)
{
  return ebb_json_load (path, CAPABILITIES_MAX_BYTES, (EbbJsonParse) ebb_capabilities_parse, boots,
                        error);
}
