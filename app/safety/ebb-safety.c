/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-safety.h"

/* What rounding to whole pascals may add to a difference of two pressures. */
#define ROUNDING_PA 1

static const char *const code_names[] = {
  "none",         "real-boots",  "no-pressure",   "leg",          "no-zone",
  "length-short", "length-long", "pressure-high", "pressure-low", "gradient",
  "step-up",      "inflate",     "hold",          "deflate",      "cycle",
  "squeeze",      "heat-high",   "heat-low",      "heat-length",
};

static void
add (GArray *violations, EbbViolationCode code, EbbZone zone, gint32 value, gint32 bound)
{
  EbbViolation violation = { .code = code, .zone = zone, .value = value, .bound = bound };

  g_array_append_val (violations, violation);
}

static gboolean
refuse (EbbViolation *violation, EbbViolationCode code, EbbZone zone, gint32 value, gint32 bound)
{
  if (violation != NULL)
    *violation = (EbbViolation){ .code = code, .zone = zone, .value = value, .bound = bound };
  return FALSE;
}

static gboolean
allow (EbbViolation *violation)
{
  if (violation != NULL)
    *violation = (EbbViolation){ .code = EBB_VIOLATION_NONE, .zone = EBB_N_ZONES };
  return TRUE;
}

static gint32
seconds_to_ms (double seconds)
{
  return (gint32) (seconds * 1000.0);
}

/* The highest that anything may be, whoever asks. */
static gint32
get_ceiling_pa (const EbbLimits *limits)
{
  return MIN (limits->absolute_ceiling_pa, ebb_mmhg_to_pa (EBB_CEILING_PRESSURE_MMHG));
}

/* The zones of @side that this program moves on these boots. */
static EbbZoneMask
find_zones (EbbProgram *program, const EbbCapabilities *boots, EbbLegs legs, EbbSide side)
{
  if (!ebb_legs_has_side (legs, side))
    return 0;
  return ebb_program_get_zones (program) & boots->zones[side] & boots->settable[side];
}

static void
check_boots (GArray *violations, const EbbCapabilities *boots, EbbLegs legs)
{
  EbbLegs present = EBB_LEGS_NONE;

  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      if (boots->zones[side] != 0)
        present |= 1 << side;
    }
  if (!boots->is_simulated)
    add (violations, EBB_VIOLATION_REAL_BOOTS, EBB_N_ZONES, 0, 0);
  if (boots->level_count > 0)
    add (violations, EBB_VIOLATION_NO_PRESSURE, EBB_N_ZONES, (gint32) boots->level_count, 0);
  if (legs == EBB_LEGS_NONE || (legs & ~present) != 0)
    add (violations, EBB_VIOLATION_LEG, EBB_N_ZONES, legs, present);
}

static void
check_length (GArray *violations, guint least_s, guint most_s, guint length_s)
{
  if (length_s < least_s)
    add (violations, EBB_VIOLATION_LENGTH_SHORT, EBB_N_ZONES, (gint32) length_s, (gint32) least_s);
  if (length_s > most_s)
    add (violations, EBB_VIOLATION_LENGTH_LONG, EBB_N_ZONES,
         (gint32) MIN (length_s, (guint) G_MAXINT32), (gint32) most_s);
}

static void
check_pressures (GArray                *violations,
                 const EbbLimits       *limits,
                 EbbProgram            *program,
                 const EbbCapabilities *boots,
                 EbbZoneMask            zones,
                 gint32                 cap_pa)
{
  gint32 below_pa = G_MAXINT32;

  for (int zone = 0; zone < EBB_N_ZONES; zone++)
    {
      gint32       setpoint_pa = ebb_program_get_setpoint_pa (program, (EbbZone) zone);
      EbbViolation violation;

      if ((zones & EBB_ZONE_BIT (zone)) == 0)
        continue;
      if (!ebb_safety_check_setpoint (limits, (EbbZone) zone, setpoint_pa, cap_pa, &violation))
        g_array_append_val (violations, violation);
      if (setpoint_pa < boots->pressure_min_pa)
        add (violations, EBB_VIOLATION_PRESSURE_LOW, (EbbZone) zone, setpoint_pa,
             boots->pressure_min_pa);
      if (setpoint_pa > below_pa)
        add (violations, EBB_VIOLATION_GRADIENT, (EbbZone) zone, setpoint_pa, below_pa);
      below_pa = setpoint_pa;
    }
}

static void
check_part (GArray          *violations,
            EbbViolationCode code,
            uint32_t         part_ms,
            double           least_s,
            double           most_s)
{
  gint32 value_ms = (gint32) MIN (part_ms, (uint32_t) G_MAXINT32);

  if (value_ms < seconds_to_ms (least_s))
    add (violations, code, EBB_N_ZONES, value_ms, seconds_to_ms (least_s));
  if (value_ms > seconds_to_ms (most_s))
    add (violations, code, EBB_N_ZONES, value_ms, seconds_to_ms (most_s));
}

static void
check_cycle (GArray *violations, const EbbLimits *limits, EbbProgram *program, EbbZoneMask zones)
{
  EbbCycle cycle = ebb_program_get_cycle (program);
  unsigned n_zones = ebb_zone_mask_count (zones);
  gint32   peak_pa = ebb_program_get_peak_pa (program, zones);
  double   hold_max_s =
      peak_pa > ebb_mmhg_to_pa (60) ? limits->hold_above_60_max_s : limits->hold_max_s;

  check_part (violations, EBB_VIOLATION_INFLATE, cycle.inflate_ms, limits->inflate_min_s,
              limits->inflate_max_s);
  check_part (violations, EBB_VIOLATION_HOLD, cycle.hold_ms, limits->hold_min_s, hold_max_s);
  check_part (violations, EBB_VIOLATION_DEFLATE, cycle.deflate_ms, limits->deflate_min_s,
              limits->cycle_max_s);
  check_part (violations, EBB_VIOLATION_CYCLE, ebb_cycle_length_ms (&cycle, n_zones), 0,
              limits->cycle_max_s);
  if (peak_pa > ebb_mmhg_to_pa (30))
    check_part (violations, EBB_VIOLATION_SQUEEZE, ebb_cycle_squeeze_ms (&cycle, n_zones), 0,
                limits->zone_continuous_above_30_max_s);
}

static void
check_heat (GArray                *violations,
            const EbbLimits       *limits,
            EbbProgram            *program,
            const EbbCapabilities *boots,
            EbbLegs                legs)
{
  EbbZoneMask  warmed = 0;
  EbbViolation violation;

  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      if (ebb_legs_has_side (legs, (EbbSide) side))
        warmed |= ebb_program_get_heated (program) & boots->heated[side];
    }
  /* Boots that cannot warm these zones run the program without heat. */
  if (!boots->has_heat || warmed == 0)
    return;
  if (!ebb_safety_check_heat (limits, boots, ebb_program_get_heat_ddeg (program), &violation))
    g_array_append_val (violations, violation);
  if (ebb_program_get_heat_s (program) > limits->heat_max_s)
    add (violations, EBB_VIOLATION_HEAT_LENGTH, EBB_N_ZONES,
         (gint32) ebb_program_get_heat_s (program), (gint32) limits->heat_max_s);
}

/**
 * ebb_safety_get_effective_cap_pa:
 *
 * The highest pressure allowed on these boots now. Before the screening questions exist that is
 * 40 mmHg on boots that say they are simulated, less if they or limits.json allow less.
 *
 * Returns: pascals; 0 for boots that may not be started
 */
gint32
ebb_safety_get_effective_cap_pa (const EbbLimits *limits, const EbbCapabilities *boots)
{
  gint32 cap_pa = MIN (ebb_mmhg_to_pa (EBB_UNSCREENED_CAP_MMHG), limits->first_session_cap_pa);

  if (!boots->is_simulated || boots->level_count > 0)
    return 0;
  cap_pa = MIN (cap_pa, get_ceiling_pa (limits));
  if (!boots->has_own_timer)
    cap_pa = MIN (cap_pa, ebb_mmhg_to_pa (EBB_NO_TIMER_CAP_MMHG));
  return MAX (0, MIN (cap_pa, boots->pressure_max_pa));
}

/**
 * ebb_safety_get_longest_s:
 *
 * How long a session on these boots may be: as limits.json says, and 15 minutes on boots that no
 * timer of their own ends (tier D).
 *
 * Returns: seconds
 */
guint
ebb_safety_get_longest_s (const EbbLimits *limits, const EbbCapabilities *boots)
{
  guint most_s = MIN (limits->session_max_s, EBB_CEILING_SESSION_S);

  return boots->has_own_timer ? most_s : MIN (most_s, EBB_NO_TIMER_SESSION_S);
}

/**
 * ebb_safety_get_purpose_cap_pa:
 *
 * Returns: the highest pressure allowed for @purpose on these boots, in pascals; 0: none at all
 */
gint32
ebb_safety_get_purpose_cap_pa (const EbbLimits       *limits,
                               const EbbCapabilities *boots,
                               EbbPurpose             purpose)
{
  gint32 cap_pa = ebb_safety_get_effective_cap_pa (limits, boots);

  return purpose == EBB_PURPOSE_LEG_CHECK ? MIN (cap_pa, ebb_mmhg_to_pa (EBB_LEG_CHECK_CAP_MMHG))
                                          : cap_pa;
}

/**
 * ebb_safety_get_purpose_longest_s:
 *
 * Returns: how long a session for @purpose may be on these boots, in seconds
 */
guint
ebb_safety_get_purpose_longest_s (const EbbLimits       *limits,
                                  const EbbCapabilities *boots,
                                  EbbPurpose             purpose)
{
  guint most_s = ebb_safety_get_longest_s (limits, boots);

  return purpose == EBB_PURPOSE_LEG_CHECK ? MIN (most_s, EBB_LEG_CHECK_SESSION_S) : most_s;
}

/* What holds for every purpose. */
static GArray *
check_all (const EbbLimits       *limits,
           EbbProgram            *program,
           const EbbCapabilities *boots,
           EbbLegs                legs,
           gint32                 cap_pa,
           gint32                 effective_pa)
{
  GArray     *violations = g_array_new (FALSE, FALSE, sizeof (EbbViolation));
  EbbZoneMask left = find_zones (program, boots, legs, EBB_SIDE_LEFT);
  EbbZoneMask right = find_zones (program, boots, legs, EBB_SIDE_RIGHT);

  check_boots (violations, boots, legs);
  if ((left | right) == 0)
    add (violations, EBB_VIOLATION_NO_ZONE, EBB_N_ZONES, 0, 0);
  if (boots->is_simulated && cap_pa > effective_pa)
    add (violations, EBB_VIOLATION_PRESSURE_HIGH, EBB_N_ZONES, cap_pa, effective_pa);
  check_pressures (violations, limits, program, boots, left | right, MIN (cap_pa, effective_pa));
  /* The leg with more zones makes the cycle. */
  check_cycle (violations, limits, program,
               ebb_zone_mask_count (left) >= ebb_zone_mask_count (right) ? left : right);
  check_heat (violations, limits, program, boots, legs);
  return violations;
}

/**
 * ebb_safety_check_session:
 * @legs: on which the session is to run
 * @length_s: how long it is to last in all
 * @cap_pa: the effective cap, as shown to the person who confirms
 *
 * Everything that is against this session. Pure: asks nobody, remembers nothing.
 *
 * Returns: (element-type EbbViolation) (transfer full): empty when it may run
 */
GArray *
ebb_safety_check_session (const EbbLimits       *limits,
                          EbbProgram            *program,
                          const EbbCapabilities *boots,
                          EbbLegs                legs,
                          guint                  length_s,
                          gint32                 cap_pa)
{
  GArray *violations = check_all (limits, program, boots, legs, cap_pa,
                                  ebb_safety_get_effective_cap_pa (limits, boots));

  check_length (violations, limits->session_min_s, ebb_safety_get_longest_s (limits, boots),
                length_s);
  return violations;
}

/**
 * ebb_safety_check_leg_check:
 * @legs: left or right
 * @length_s: how long it is to last at most
 * @cap_pa: as confirmed
 *
 * Everything that is against squeezing one leg gently to ask which it is. Pure, as
 * ebb_safety_check_session().
 *
 * Returns: (element-type EbbViolation) (transfer full): empty when it may run
 */
GArray *
ebb_safety_check_leg_check (const EbbLimits       *limits,
                            EbbProgram            *program,
                            const EbbCapabilities *boots,
                            EbbLegs                legs,
                            guint                  length_s,
                            gint32                 cap_pa)
{
  GArray *violations =
      check_all (limits, program, boots, legs, cap_pa,
                 ebb_safety_get_purpose_cap_pa (limits, boots, EBB_PURPOSE_LEG_CHECK));

  check_length (violations, 1,
                ebb_safety_get_purpose_longest_s (limits, boots, EBB_PURPOSE_LEG_CHECK), length_s);
  if (legs == EBB_LEGS_BOTH)
    add (violations, EBB_VIOLATION_LEG, EBB_N_ZONES, legs, EBB_LEGS_LEFT);
  if (ebb_program_get_heated (program) != 0)
    add (violations, EBB_VIOLATION_HEAT_HIGH, EBB_N_ZONES, ebb_program_get_heat_ddeg (program), 0);
  return violations;
}

/**
 * ebb_safety_check_setpoint:
 * @violation: (out) (optional): what is against it
 *
 * Returns: %FALSE if @setpoint_pa is no pressure, or above @cap_pa or a ceiling
 */
gboolean
ebb_safety_check_setpoint (const EbbLimits *limits,
                           EbbZone          zone,
                           gint32           setpoint_pa,
                           gint32           cap_pa,
                           EbbViolation    *violation)
{
  gint32 most_pa = MIN (cap_pa, get_ceiling_pa (limits));

  if (setpoint_pa < 0)
    return refuse (violation, EBB_VIOLATION_PRESSURE_LOW, zone, setpoint_pa, 0);
  if (setpoint_pa > most_pa)
    return refuse (violation, EBB_VIOLATION_PRESSURE_HIGH, zone, setpoint_pa, most_pa);
  return allow (violation);
}

/**
 * ebb_safety_check_intensity:
 * @present_pa: as the boots report it
 * @violation: (out) (optional): what is against it
 *
 * Returns: %FALSE if @wanted_pa is outside what cap and boots allow, or rises by more than
 *   limits.json "step_max_up" (and the boots' own step, to which they round what they report)
 */
gboolean
ebb_safety_check_intensity (const EbbLimits       *limits,
                            const EbbCapabilities *boots,
                            gint32                 present_pa,
                            gint32                 wanted_pa,
                            gint32                 cap_pa,
                            EbbViolation          *violation)
{
  gint32 least_pa = MAX (boots->pressure_min_pa, 1);
  gint32 most_pa = MIN (cap_pa, boots->pressure_max_pa);
  gint32 step_pa = limits->step_max_up_pa + MAX (boots->pressure_step_pa, ROUNDING_PA);

  if (!ebb_safety_check_setpoint (limits, EBB_N_ZONES, wanted_pa, most_pa, violation))
    return FALSE;
  if (wanted_pa < least_pa)
    return refuse (violation, EBB_VIOLATION_PRESSURE_LOW, EBB_N_ZONES, wanted_pa, least_pa);
  /* Not knowing where it is, nobody knows how far up it would go. */
  if (present_pa == EBB_PRESSURE_UNKNOWN_PA)
    return refuse (violation, EBB_VIOLATION_STEP_UP, EBB_N_ZONES, wanted_pa,
                   limits->step_max_up_pa);
  if (wanted_pa - present_pa > step_pa)
    return refuse (violation, EBB_VIOLATION_STEP_UP, EBB_N_ZONES, wanted_pa - present_pa,
                   limits->step_max_up_pa);
  return allow (violation);
}

/**
 * ebb_safety_check_heat:
 * @heat_ddeg: a setpoint in tenths of a degree, or %EBB_HEAT_OFF_DDEG, which is always allowed
 * @violation: (out) (optional): what is against it
 *
 * Returns: %FALSE if @heat_ddeg is outside what limits.json and the boots allow
 */
gboolean
ebb_safety_check_heat (const EbbLimits       *limits,
                       const EbbCapabilities *boots,
                       gint16                 heat_ddeg,
                       EbbViolation          *violation)
{
  gint16 most_ddeg = boots->has_heat ? MIN (limits->heat_cap_ddeg, boots->heat_max_ddeg) : 0;

  if (heat_ddeg == EBB_HEAT_OFF_DDEG)
    return allow (violation);
  if (heat_ddeg > most_ddeg)
    return refuse (violation, EBB_VIOLATION_HEAT_HIGH, EBB_N_ZONES, heat_ddeg, most_ddeg);
  if (heat_ddeg < boots->heat_min_ddeg)
    return refuse (violation, EBB_VIOLATION_HEAT_LOW, EBB_N_ZONES, heat_ddeg, boots->heat_min_ddeg);
  return allow (violation);
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

/* What value and bound of @code count, and how many of it make one of the unit. */
static const char *
get_unit (EbbViolationCode code, double *divisor)
{
  *divisor = 1.0;
  if (code == EBB_VIOLATION_LENGTH_SHORT || code == EBB_VIOLATION_LENGTH_LONG
      || code == EBB_VIOLATION_HEAT_LENGTH)
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
  *divisor = 10.0;
  return code == EBB_VIOLATION_HEAT_HIGH || code == EBB_VIOLATION_HEAT_LOW ? "degC" : NULL;
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
  const char *unit = get_unit (violation->code, &divisor);

  if (unit == NULL)
    return g_strdup (code);
  return g_strdup_printf ("%s%s%s: %.4g %s, bound %.4g %s", code, zone != NULL ? " in " : "",
                          zone != NULL ? zone : "", violation->value / divisor, unit,
                          violation->bound / divisor, unit);
}
