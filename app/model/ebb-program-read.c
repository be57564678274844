/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-json-private.h"
#include "ebb-limits.h"
#include "ebb-program-private.h"

#include <math.h>
#include <string.h>

static const char *const program_keys[] = {
  "format",
  "id",
  "name",
  "about",
  "pattern",
  "legs",
  "length_s",
  "cycle",
  "heat",
  "gentle_start_percent",
  "ending_percent",
  "pressure_mmhg",
  NULL,
};
static const char *const cycle_keys[] = { "inflate_s", "hold_s", "deflate_s", "rest_s", NULL };
static const char *const heat_keys[] = { "zones", "temperature_c", "duration_s", NULL };
static const char *const zone_keys[] = {
  "foot", "ankle", "lower_calf", "upper_calf", "knee", "lower_thigh", "upper_thigh", NULL,
};

static gboolean
read_names (EbbProgram *self, const EbbJsonScope *top, GError **error)
{
  const char *id, *name, *about;

  if (!ebb_json_get_text (top, "id", EBB_PROGRAM_ID_CHARACTERS, &id, error)
      || !ebb_json_get_text (top, "name", EBB_PROGRAM_NAME_CHARACTERS, &name, error)
      || !ebb_json_get_text (top, "about", EBB_PROGRAM_ABOUT_CHARACTERS, &about, error))
    return FALSE;
  if (strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen (id))
    return ebb_json_refuse (top, "id", json_object_get_member (top->object, "id"), error,
                            "nothing but a to z, 0 to 9 and \"-\"");
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->about = g_strdup (about);
  return TRUE;
}

static gboolean
read_words (EbbProgram *self, const EbbJsonScope *top, GError **error)
{
  const char *pattern;
  const char *legs;

  if (!ebb_json_get_text (top, "pattern", EBB_PROGRAM_NAME_CHARACTERS, &pattern, error)
      || !ebb_json_get_text (top, "legs", EBB_PROGRAM_NAME_CHARACTERS, &legs, error))
    return FALSE;
  if (!ebb_pattern_from_string (pattern, &self->cycle.pattern))
    return ebb_json_refuse (top, "pattern", json_object_get_member (top->object, "pattern"), error,
                            "\"sequential\", \"wave\" or \"together\"");
  self->is_alternate = strcmp (legs, "alternate") == 0;
  if (!self->is_alternate && strcmp (legs, "same") != 0)
    return ebb_json_refuse (top, "legs", json_object_get_member (top->object, "legs"), error,
                            "\"same\" or \"alternate\"");
  return TRUE;
}

static gboolean
read_pressures (EbbProgram *self, const EbbJsonScope *top, GError **error)
{
  EbbJsonScope scope;
  int          below_tenths = EBB_CEILING_PRESSURE_MMHG * 10;
  int          below = -1;

  if (!ebb_json_get_scope (top, "pressure_mmhg", &scope, error)
      || !ebb_json_allow_keys (&scope, zone_keys, error))
    return FALSE;
  for (int zone = 0; zone < EBB_N_ZONES; zone++)
    {
      const char *key = ebb_zone_to_string ((EbbZone) zone);
      int         tenths;

      if (!ebb_json_has (&scope, key))
        continue;
      if (!ebb_json_get_tenths (&scope, key, EBB_PROGRAM_PRESSURE_MIN_MMHG,
                                EBB_CEILING_PRESSURE_MMHG, &tenths, error))
        return FALSE;
      if (tenths > below_tenths)
        return ebb_json_refuse (&scope, key, json_object_get_member (scope.object, key), error,
                                "at most %g, as in the zone below it (%s)", below_tenths / 10.0,
                                zone_keys[below]);
      self->pressure_tenths[zone] = below_tenths = tenths;
      below = zone;
    }
  if (below < 0)
    return ebb_json_refuse (top, "pressure_mmhg",
                            json_object_get_member (top->object, "pressure_mmhg"), error,
                            "a pressure for one zone or more");
  return TRUE;
}

static int
find_peak_tenths (EbbProgram *self)
{
  int peak = 0;

  for (int zone = 0; zone < EBB_N_ZONES; zone++)
    peak = MAX (peak, self->pressure_tenths[zone]);
  return peak;
}

/* As a whole: boots with fewer zones take less time for it, never more. */
static gboolean
check_cycle (EbbProgram *self, const EbbJsonScope *scope, GError **error)
{
  unsigned n_zones = ebb_zone_mask_count (ebb_program_get_zones (self));
  double   cycle_s = ebb_cycle_length_ms (&self->cycle, n_zones) / 1000.0;
  double   squeeze_s =
      ebb_program_get_squeeze_ms (&self->cycle, n_zones, find_peak_tenths (self)) / 1000.0;

  if (cycle_s > EBB_PROGRAM_CYCLE_MAX_S)
    {
      g_set_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_INVALID,
                   "%s takes %g s with %u zones, expected at most %d s", scope->path, cycle_s,
                   n_zones, EBB_PROGRAM_CYCLE_MAX_S);
      return FALSE;
    }
  if (squeeze_s > EBB_PROGRAM_SQUEEZE_MAX_S)
    {
      g_set_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_INVALID,
                   "%s keeps a zone above %d mmHg for %g s with %u zones, expected at most %d s",
                   scope->path, EBB_PROGRAM_SQUEEZE_MMHG, squeeze_s, n_zones,
                   EBB_PROGRAM_SQUEEZE_MAX_S);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_cycle (EbbProgram *self, const EbbJsonScope *top, GError **error)
{
  int hold_max_s =
      find_peak_tenths (self) > 600 ? EBB_PROGRAM_HOLD_ABOVE_60_MAX_S : EBB_PROGRAM_HOLD_MAX_S;
  int          inflate, hold, deflate, rest;
  EbbJsonScope scope;

  if (!ebb_json_get_scope (top, "cycle", &scope, error)
      || !ebb_json_allow_keys (&scope, cycle_keys, error)
      || !ebb_json_get_tenths (&scope, "inflate_s", EBB_PROGRAM_INFLATE_MIN_S,
                               EBB_PROGRAM_INFLATE_MAX_S, &inflate, error)
      || !ebb_json_get_tenths (&scope, "hold_s", 0, hold_max_s, &hold, error)
      || !ebb_json_get_tenths (&scope, "deflate_s", EBB_PROGRAM_DEFLATE_MIN_S,
                               EBB_PROGRAM_CYCLE_MAX_S, &deflate, error)
      || !ebb_json_get_tenths (&scope, "rest_s", 0, EBB_PROGRAM_CYCLE_MAX_S, &rest, error))
    return FALSE;
  self->cycle.inflate_ms = (uint32_t) inflate * 100;
  self->cycle.hold_ms = (uint32_t) hold * 100;
  self->cycle.deflate_ms = (uint32_t) deflate * 100;
  self->cycle.rest_ms = (uint32_t) rest * 100;
  return check_cycle (self, &scope, error);
}

static gboolean
read_heated_zones (EbbProgram *self, const EbbJsonScope *heat, GError **error)
{
  JsonArray *zones;

  if (!ebb_json_get_list (heat, "zones", 1, EBB_N_ZONES, &zones, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (zones); i++)
    {
      JsonNode   *node = json_array_get_element (zones, i);
      const char *name = NULL;
      EbbZone     zone;

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        name = json_node_get_string (node);
      if (name == NULL || !ebb_zone_from_string (name, &zone))
        return ebb_json_refuse (heat, "zones", node, error, "the name of a zone");
      if (self->heated & EBB_ZONE_BIT (zone))
        return ebb_json_refuse (heat, "zones", node, error, "each zone once");
      if (self->pressure_tenths[zone] == 0)
        return ebb_json_refuse (heat, "zones", node, error, "a zone that has a pressure");
      self->heated |= EBB_ZONE_BIT (zone);
    }
  return TRUE;
}

static gboolean
read_heat (EbbProgram *self, const EbbJsonScope *top, GError **error)
{
  EbbJsonScope heat;
  int          tenths, duration_s;

  if (!ebb_json_has (top, "heat"))
    return TRUE;
  if (!ebb_json_get_scope (top, "heat", &heat, error)
      || !ebb_json_allow_keys (&heat, heat_keys, error) || !read_heated_zones (self, &heat, error)
      || !ebb_json_get_tenths (&heat, "temperature_c", EBB_PROGRAM_HEAT_MIN_C,
                               EBB_PROGRAM_HEAT_MAX_C, &tenths, error)
      || !ebb_json_get_whole (&heat, "duration_s", 1, MIN (EBB_PROGRAM_HEAT_MAX_S, self->length_s),
                              &duration_s, error))
    return FALSE;
  self->heat_ddeg = (int16_t) tenths;
  self->heat_s = (guint) duration_s;
  return TRUE;
}

static gboolean
read_percents (const EbbJsonScope *top,
               const char         *key,
               guint               minimum,
               uint8_t            *percents,
               guint              *n_percents,
               GError            **error)
{
  JsonArray *list;

  if (!ebb_json_get_list (top, key, minimum, EBB_PROGRAM_MAX_LEAD_CYCLES, &list, error))
    return FALSE;
  *n_percents = json_array_get_length (list);
  for (guint i = 0; i < *n_percents; i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      double    percent = NAN;

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) != G_TYPE_STRING
          && json_node_get_value_type (node) != G_TYPE_BOOLEAN)
        percent = json_node_get_double (node);
      if (!(percent >= EBB_PROGRAM_LEAD_MIN_PERCENT && percent <= 100)
          || percent != floor (percent))
        return ebb_json_refuse (top, key, node, error, "whole numbers from %d to 100",
                                EBB_PROGRAM_LEAD_MIN_PERCENT);
      percents[i] = (uint8_t) percent;
    }
  return TRUE;
}

static gboolean
read_leads (EbbProgram *self, const EbbJsonScope *top, GError **error)
{
  JsonNode *start = json_object_get_member (top->object, "gentle_start_percent");

  if (!read_percents (top, "gentle_start_percent", EBB_PROGRAM_GENTLE_START_CYCLES,
                      self->gentle_start, &self->n_gentle_start, error))
    return FALSE;
  if (self->gentle_start[0] > 50 || self->gentle_start[1] > 75)
    return ebb_json_refuse (top, "gentle_start_percent", start, error,
                            "at most 50 in the first cycle and 75 in the second");
  for (guint i = 1; i < self->n_gentle_start; i++)
    {
      if (self->gentle_start[i] < self->gentle_start[i - 1])
        return ebb_json_refuse (top, "gentle_start_percent", start, error,
                                "each at least the last");
    }
  if (!ebb_json_has (top, "ending_percent"))
    return TRUE;
  return read_percents (top, "ending_percent", 0, self->ending, &self->n_ending, error);
}

/**
 * ebb_program_new_from_json:
 * @size: in bytes, -1 if @json ends with NUL
 *
 * Reads a program file, all of it or nothing: what is not known, is there twice, has another type
 * or is out of range is refused, never bent into range.
 *
 * Returns: (transfer full): a program; %NULL with %EBB_MODEL_ERROR that names the line where it is
 *   not JSON, and else the key, its value and what was expected
 */
EbbProgram *
ebb_program_new_from_json (const char *json, gssize size, GError **error)
{
  g_autoptr (EbbProgram) self = NULL;
  g_autoptr (JsonNode) root = NULL;
  EbbJsonScope top = { .path = "" };
  int          length_s;

  g_return_val_if_fail (json != NULL, NULL);

  root = ebb_json_parse (json, size, EBB_PROGRAM_FILE_MAX_BYTES, error);
  if (root == NULL)
    return NULL;
  self = g_object_new (EBB_TYPE_PROGRAM, NULL);
  top.object = json_node_get_object (root);
  /* The format first: the keys of another one are not wrong, only unknown here. */
  if (!ebb_json_check_version (&top, "format", EBB_PROGRAM_FORMAT, error)
      || !ebb_json_allow_keys (&top, program_keys, error) || !read_names (self, &top, error)
      || !read_words (self, &top, error)
      || !ebb_json_get_whole (&top, "length_s", EBB_PROGRAM_LENGTH_MIN_S, EBB_CEILING_SESSION_S,
                              &length_s, error))
    return NULL;
  self->length_s = (guint) length_s;
  if (!read_pressures (self, &top, error) || !read_cycle (self, &top, error)
      || !read_heat (self, &top, error) || !read_leads (self, &top, error))
    return NULL;
  return g_steal_pointer (&self);
}

static gboolean
read_into (gpointer result, const char *json, gssize size, GError **error)
{
  EbbProgram **program = result;

  *program = ebb_program_new_from_json (json, size, error);
  return *program != NULL;
}

/**
 * ebb_program_new_from_file:
 *
 * As ebb_program_new_from_json(); the message begins with @path. Blocks while it reads, 64 KiB at
 * most.
 *
 * Returns: (transfer full): a program, or %NULL with %EBB_MODEL_ERROR
 */
EbbProgram *
ebb_program_new_from_file (const char *path, GError **error)
{
  EbbProgram *self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  ebb_json_load (path, EBB_PROGRAM_FILE_MAX_BYTES, read_into, &self, error);
  return self;
}
