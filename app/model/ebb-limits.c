/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-limits.h"

#include "ebb-json-private.h"

#include <string.h>

#define LIMITS_FORMAT "limits/1"
#define LIMITS_MAX_BYTES (64 * 1024)
#define DAY_S (24 * 60 * 60)
/* The formula itself is code (app/safety, ebb-heat-dose.c): a file that names another is refused. */
#define MARGIN_MODEL "t_margin_s(T) = exp(113.4 - 28.3*ln(T_degC))"

typedef enum
{
  NUMBER,   /* double */
  WHOLE,    /* unsigned */
  PRESSURE, /* mmHg in the file, int32_t pascals here */
  HEAT,     /* degrees in the file, int16_t tenths here */
} Kind;

/* One number: where it stands in the file, what is sane, and where it goes. */
typedef struct
{
  const char *section;
  const char *key;
  const char *inner; /* a key of the object at @key, or NULL */
  Kind        kind;
  double      minimum;
  double      maximum;
  gsize       offset;
} Field;

#define AT(member) offsetof (EbbLimits, member)

/* The ranges are no limits themselves: they are what a number must be for code to work with it,
 * and the ceilings that no file lifts. */
static const Field fields[] = {
  { "pressure", "first_session_cap", NULL, PRESSURE, 10, EBB_CEILING_PRESSURE_MMHG,
    AT (first_session_cap_pa) },
  { "pressure", "standard_cap", NULL, PRESSURE, 10, EBB_CEILING_PRESSURE_MMHG,
    AT (standard_cap_pa) },
  { "pressure", "extended_cap", NULL, PRESSURE, 10, EBB_CEILING_PRESSURE_MMHG,
    AT (extended_cap_pa) },
  { "pressure", "absolute_app_ceiling", NULL, PRESSURE, 10, EBB_CEILING_PRESSURE_MMHG,
    AT (absolute_ceiling_pa) },
  { "pressure", "step_max_up", NULL, PRESSURE, 1, 20, AT (step_max_up_pa) },
  { "pressure", "overshoot_fault", "over_setpoint", PRESSURE, 5, 30,
    AT (overshoot_over_setpoint_pa) },
  { "pressure", "overshoot_fault", "for_s", NUMBER, 0, 5, AT (overshoot_for_s) },
  { "pressure", "vented_below", NULL, PRESSURE, 1, 15, AT (vented_below_pa) },
  { "cycle", "deflate_s_min", NULL, NUMBER, 1, 60, AT (deflate_min_s) },
  { "cycle", "zone_continuous_above_30_max_s", NULL, NUMBER, 1, 60,
    AT (zone_continuous_above_30_max_s) },
  { "cycle", "cycle_max_s", NULL, NUMBER, 10, 120, AT (cycle_max_s) },
  { "session", "min_s", NULL, WHOLE, 1, EBB_CEILING_SESSION_S, AT (session_min_s) },
  { "session", "default_s", NULL, WHOLE, 1, EBB_CEILING_SESSION_S, AT (session_default_s) },
  { "session", "max_s", NULL, WHOLE, 1, EBB_CEILING_SESSION_S, AT (session_max_s) },
  { "pressure", "extended_unlock", "uneventful_sessions", WHOLE, EBB_FLOOR_UNEVENTFUL_SESSIONS, 100,
    AT (extended_after_sessions) },
  { "session", "max_s_extended", NULL, WHOLE, 1, EBB_CEILING_SESSION_S,
    AT (session_max_extended_s) },
  { "session", "min_gap_s", NULL, WHOLE, EBB_FLOOR_GAP_S, DAY_S, AT (gap_s) },
  { "session", "max_per_rolling_24h_s", NULL, WHOLE, 1, EBB_CEILING_PER_24H_S, AT (per_24h_max_s) },
  { "session", "max_sessions_24h", NULL, WHOLE, 1, EBB_CEILING_SESSIONS_24H,
    AT (sessions_24h_max) },
  { "session", "presence_check_s", NULL, WHOLE, 60, 1200, AT (presence_check_s) },
  { "heat", "setpoint_default", NULL, HEAT, 25, 42, AT (heat_default_ddeg) },
  { "heat", "setpoint_cap", NULL, HEAT, 25, 42, AT (heat_cap_ddeg) },
  { "heat", "hard_fault", NULL, HEAT, 25, 43, AT (heat_fault_ddeg) },
  { "heat", "max_s", NULL, WHOLE, 0, 1800, AT (heat_max_s) },
  { "heat", "dose_cap", NULL, NUMBER, 0, EBB_CEILING_HEAT_DOSE, AT (heat_dose_cap) },
  { "heat", "dose_cap_with_compression_above_40", NULL, NUMBER, 0, EBB_CEILING_HEAT_DOSE_SQUEEZED,
    AT (heat_dose_cap_squeezed) },
  { "heat", "min_gap_s", NULL, WHOLE, EBB_FLOOR_HEAT_GAP_S, DAY_S, AT (heat_gap_s) },
  { "heat", "dose_reset_after_s", NULL, WHOLE, EBB_FLOOR_HEAT_GAP_S, DAY_S,
    AT (heat_dose_reset_s) },
  { "heat", "presence_check_s", NULL, WHOLE, 60, 600, AT (heat_presence_check_s) },
  { "heat", "age_65_plus", "setpoint_cap", HEAT, 25, 40, AT (heat_cap_65_ddeg) },
  { "heat", "age_65_plus", "max_s", WHOLE, 0, 900, AT (heat_max_65_s) },
  { "heat", "unknown_temperature_device", "max_s", WHOLE, 0, 600, AT (heat_unmeasured_max_s) },
  { "heat", "unknown_temperature_device", "skin_prompt_s", WHOLE, 30, 300,
    AT (heat_skin_prompt_s) },
  { "lease", "telemetry_stale_s", NULL, NUMBER, 0.5, 10, AT (telemetry_stale_s) },
  { "lease", "confirm_fresh_s", NULL, WHOLE, 1, 300, AT (confirm_fresh_s) },
  { "lease", "expire_s", NULL, WHOLE, 2, 30, AT (lease_s) },
  { "lease", "renew_s", NULL, WHOLE, 1, 10, AT (renew_s) },
  { "battery", "refuse_start_below_pct", NULL, WHOLE, 0, 100, AT (refuse_start_below_percent) },
  { "battery", "end_session_below_pct", NULL, WHOLE, 0, 100, AT (end_session_below_percent) },
};

static gboolean
store_field (EbbLimits *limits, const EbbJsonScope *scope, const Field *field, GError **error)
{
  const char *key = field->inner != NULL ? field->inner : field->key;
  char       *at = (char *) limits + field->offset;
  double      number = 0.0;
  int         whole = 0;

  if (field->kind == WHOLE)
    {
      if (!ebb_json_get_whole (scope, key, (int) field->minimum, (int) field->maximum, &whole,
                               error))
        return FALSE;
      *(unsigned *) (void *) at = (unsigned) whole;
      return TRUE;
    }
  if (field->kind == HEAT)
    {
      if (!ebb_json_get_tenths (scope, key, (int) field->minimum, (int) field->maximum, &whole,
                                error))
        return FALSE;
      *(int16_t *) (void *) at = (int16_t) whole;
      return TRUE;
    }
  if (!ebb_json_get_number (scope, key, field->minimum, field->maximum, &number, error))
    return FALSE;
  if (field->kind == PRESSURE)
    *(int32_t *) (void *) at = ebb_mmhg_to_pa (number);
  else
    *(double *) (void *) at = number;
  return TRUE;
}

static gboolean
read_field (EbbLimits *limits, const EbbJsonScope *top, const Field *field, GError **error)
{
  EbbJsonScope     scope, inner;
  g_autofree char *path = NULL;

  if (!ebb_json_get_scope (top, field->section, &scope, error))
    return FALSE;
  if (field->inner == NULL)
    return store_field (limits, &scope, field, error);
  if (!ebb_json_get_scope (&scope, field->key, &inner, error))
    return FALSE;
  path = g_strdup_printf ("%s.%s", field->section, field->key);
  inner.path = path;
  return store_field (limits, &inner, field, error);
}

/* [least, most] */
static gboolean
read_pair (const EbbJsonScope *top,
           const char         *key,
           double              maximum,
           double             *least,
           double             *most,
           GError            **error)
{
  EbbJsonScope cycle;
  JsonArray   *list;
  double       pair[2];

  if (!ebb_json_get_scope (top, "cycle", &cycle, error)
      || !ebb_json_get_list (&cycle, key, 2, 2, &list, error))
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) == G_TYPE_STRING
          || json_node_get_value_type (node) == G_TYPE_BOOLEAN)
        return ebb_json_refuse (&cycle, key, node, error, "two numbers");
      pair[i] = json_node_get_double (node);
    }
  if (!(pair[0] >= 0 && pair[0] <= pair[1] && pair[1] <= maximum))
    return ebb_json_refuse (&cycle, key, json_array_get_element (list, 1), error,
                            "two rising numbers from 0 to %g", maximum);
  *least = pair[0];
  *most = pair[1];
  return TRUE;
}

/* Numbers that are sane alone and not together. */
static gboolean
check_order (const EbbLimits *limits, GError **error)
{
  const struct
  {
    const char *smaller_key, *larger_key;
    double      smaller, larger;
  } pairs[] = {
    { "pressure.first_session_cap", "pressure.standard_cap", limits->first_session_cap_pa,
      limits->standard_cap_pa },
    { "pressure.standard_cap", "pressure.extended_cap", limits->standard_cap_pa,
      limits->extended_cap_pa },
    { "pressure.extended_cap", "pressure.absolute_app_ceiling", limits->extended_cap_pa,
      limits->absolute_ceiling_pa },
    { "session.min_s", "session.default_s", limits->session_min_s, limits->session_default_s },
    { "session.default_s", "session.max_s", limits->session_default_s, limits->session_max_s },
    { "session.max_s", "session.max_s_extended", limits->session_max_s,
      limits->session_max_extended_s },
    { "heat.dose_cap_with_compression_above_40", "heat.dose_cap", limits->heat_dose_cap_squeezed,
      limits->heat_dose_cap },
    { "heat.setpoint_default", "heat.setpoint_cap", limits->heat_default_ddeg,
      limits->heat_cap_ddeg },
    { "heat.setpoint_cap", "heat.hard_fault", limits->heat_cap_ddeg, limits->heat_fault_ddeg },
    /* Two renewals may be lost before the boots let go. */
    { "3 x lease.renew_s", "lease.expire_s", 3.0 * limits->renew_s, limits->lease_s },
    { "battery.end_session_below_pct", "battery.refuse_start_below_pct",
      limits->end_session_below_percent, limits->refuse_start_below_percent },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      if (pairs[i].smaller <= pairs[i].larger)
        continue;
      g_set_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_INVALID,
                   "%s is greater than %s, expected at most that", pairs[i].smaller_key,
                   pairs[i].larger_key);
      return FALSE;
    }
  return TRUE;
}

/* What code does whatever a file says; a file that says otherwise describes another program. */
static gboolean
check_settled (const EbbJsonScope *top, GError **error)
{
  static const struct
  {
    const char *section, *object, *key;
  } truths[] = {
    { "pressure", "extended_unlock", "explicit_ack" },
    { "pressure", "extended_unlock", "no_screening_flag" },
    { "heat", "unknown_temperature_device", "lowest_level_only" },
  };
  EbbJsonScope section, object;
  const char  *model;

  for (gsize i = 0; i < G_N_ELEMENTS (truths); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s.%s", truths[i].section, truths[i].object);
      gboolean         is_so;

      if (!ebb_json_get_scope (top, truths[i].section, &section, error)
          || !ebb_json_get_scope (&section, truths[i].object, &object, error))
        return FALSE;
      object.path = path;
      if (!ebb_json_get_truth (&object, truths[i].key, &is_so, error))
        return FALSE;
      if (!is_so)
        return ebb_json_refuse (&object, truths[i].key,
                                json_object_get_member (object.object, truths[i].key), error,
                                "true");
    }
  if (!ebb_json_get_scope (top, "heat", &section, error)
      || !ebb_json_get_text (&section, "margin_model", 100, &model, error))
    return FALSE;
  if (strcmp (model, MARGIN_MODEL) == 0)
    return TRUE;
  return ebb_json_refuse (&section, "margin_model",
                          json_object_get_member (section.object, "margin_model"), error,
                          "\"" MARGIN_MODEL "\"");
}

/**
 * ebb_limits_parse:
 * @size: in bytes, -1 if @json ends with NUL
 *
 * Reads the numbers of limits.json. One that is missing, of another type, outside what is sane or
 * above a ceiling of this header is refused, and @limits is left as it was. Keys that no code asks
 * for yet are not looked at.
 *
 * Returns: %FALSE with %EBB_MODEL_ERROR that names the key, its value and what was expected
 */
gboolean
ebb_limits_parse (EbbLimits *limits, const char *json, gssize size, GError **error)
{
  g_autoptr (JsonNode) root = ebb_json_parse (json, size, LIMITS_MAX_BYTES, error);
  EbbJsonScope top = { .path = "" };
  EbbLimits    read = { 0 };
  double       least;

  if (root == NULL)
    return FALSE;
  top.object = json_node_get_object (root);
  if (!ebb_json_check_version (&top, "schema", LIMITS_FORMAT, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (!read_field (&read, &top, &fields[i], error))
        return FALSE;
    }
  if (!read_pair (&top, "inflate_s", 30, &read.inflate_min_s, &read.inflate_max_s, error)
      || !read_pair (&top, "hold_s", 30, &read.hold_min_s, &read.hold_max_s, error)
      || !read_pair (&top, "hold_s_above_60", read.hold_max_s, &least, &read.hold_above_60_max_s,
                     error)
      || !check_settled (&top, error) || !check_order (&read, error))
    return FALSE;
  *limits = read;
  return TRUE;
}

/**
 * ebb_limits_load:
 *
 * As ebb_limits_parse(), from the file at @path; the message begins with @path. Blocks while it
 * reads.
 *
 * Returns: %FALSE with %EBB_MODEL_ERROR, @limits left as it was
 */
gboolean
ebb_limits_load (EbbLimits *limits, const char *path, GError **error)
{
  return ebb_json_load (path, LIMITS_MAX_BYTES, (EbbJsonParse) ebb_limits_parse, limits, error);
}
