/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-violation.h"

static const char *const code_names[] = {
  "none",        "real-boots",    "no-pressure",  "leg",      "no-zone",   "length-short",
  "length-long", "pressure-high", "pressure-low", "gradient", "step-up",   "inflate",
  "hold",        "deflate",       "cycle",        "squeeze",  "heat-high", "heat-low",
  "heat-length", "heat-dose",     "heat-locked",  "heat-gap", "zone-off",  "urgent",
  "blocked",     "consult",       "unanswered",   "reask",    "check",     "gap",
  "count",       "day",
};

G_STATIC_ASSERT (G_N_ELEMENTS (code_names) == EBB_N_VIOLATIONS);

void
ebb_violation_add (GArray          *violations,
                   EbbViolationCode code,
                   EbbZone          zone,
                   gint32           value,
                   gint32           bound)
{
  EbbViolation violation = { .code = code, .zone = zone, .value = value, .bound = bound };

  g_array_append_val (violations, violation);
}

/**
 * ebb_violation_code_to_string:
 *
 * Returns: the name of @code in logs and JSON, a static string
 */
const char *
ebb_violation_code_to_string (EbbViolationCode code)
{
  return (unsigned) code < G_N_ELEMENTS (code_names) ? code_names[code] : "unknown";
}

const char *
ebb_violation_get_unit (EbbViolationCode code, double *divisor)
{
  *divisor = 1.0;
  if (code == EBB_VIOLATION_LENGTH_SHORT || code == EBB_VIOLATION_LENGTH_LONG
      || code == EBB_VIOLATION_HEAT_LENGTH || code == EBB_VIOLATION_HEAT_DOSE
      || code == EBB_VIOLATION_HEAT_GAP || code == EBB_VIOLATION_GAP || code == EBB_VIOLATION_DAY)
    return "s";
  if (code >= EBB_VIOLATION_PRESSURE_HIGH && code <= EBB_VIOLATION_STEP_UP)
    {
      *divisor = ebb_mmhg_to_pa (1000) / 1000.0;
      return "mmHg";
    }
  if (code >= EBB_VIOLATION_INFLATE && code <= EBB_VIOLATION_SQUEEZE)
    {
      *divisor = 1000.0;
      return "s";
    }
  if (code != EBB_VIOLATION_HEAT_HIGH && code != EBB_VIOLATION_HEAT_LOW)
    return NULL;
  *divisor = 10.0;
  return "degC";
}

/**
 * ebb_violation_to_string:
 *
 * Returns: (transfer full): a clause for logs: the thing, its value and the bound it is beyond
 */
char *
ebb_violation_to_string (const EbbViolation *violation)
{
  const char *code = ebb_violation_code_to_string (violation->code);
  const char *zone = violation->zone < EBB_N_ZONES ? ebb_zone_to_string (violation->zone) : NULL;
  double      divisor;
  const char *unit = ebb_violation_get_unit (violation->code, &divisor);

  if (unit == NULL)
    return g_strdup (code);
  return g_strdup_printf ("%s%s%s: %.4g %s, bound %.4g %s", code, zone != NULL ? " in " : "",
                          zone != NULL ? zone : "", violation->value / divisor, unit,
                          violation->bound / divisor, unit);
}
