/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-join.h"
#include "ebb-verdict.h"
#include "ebb-session-gate-private.h"

/* The last gate: everything that can move air or heat passes here on its way to the boots. What
 * is out of range here got past a check before it, and is a fault. */

static void
join_side (EbbCapabilities *joined, const EbbFeatures *features)
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      joined->zones[side] |= features->zones[side];
      joined->settable[side] |= features->settable[side];
      joined->heated[side] |= features->heated[side];
    }
}

/* What one of two boots cannot do, the set cannot do. */
static void
join_features (EbbCapabilities *joined, const EbbFeatures *features)
{
  join_side (joined, features);
  joined->is_simulated &= (features->bits & EBB_FEATURE_SIMULATED) != 0;
  joined->measures_pressure &= (features->bits & EBB_FEATURE_PRESSURE_MEASURED) != 0;
  joined->measures_temperature &= (features->bits & EBB_FEATURE_TEMPERATURE_MEASURED) != 0;
  joined->has_heat &= (features->bits & EBB_FEATURE_HEAT) != 0;
  joined->can_identify &= (features->bits & EBB_FEATURE_IDENTIFY) != 0;
  if ((features->bits & EBB_FEATURE_LEVELS) != 0)
    joined->level_count = MAX (joined->level_count, features->level_count);
  joined->pressure_min_pa = MAX (joined->pressure_min_pa, features->pressure_min_pa);
  joined->pressure_max_pa = MIN (joined->pressure_max_pa, features->pressure_max_pa);
  joined->pressure_step_pa = MAX (joined->pressure_step_pa, features->pressure_step_pa);
  joined->heat_min_ddeg = MAX (joined->heat_min_ddeg, features->heat_min_ddeg);
  joined->heat_max_ddeg = MIN (joined->heat_max_ddeg, features->heat_max_ddeg);
  joined->lease_s = MIN (joined->lease_s, features->lease_s);
}

/* Boots that nothing ends get no heat (safety.md, device tiers). */
static void
join_timer (EbbCapabilities *joined, EbbController *controller)
{
  EbbDefinition *definition = ebb_link_get_definition (ebb_controller_get_link (controller));
  EbbTier        tier = definition != NULL ? ebb_definition_get_tier (definition) : EBB_TIER_D;

  joined->has_short_timer &= tier == EBB_TIER_A || tier == EBB_TIER_B;
  joined->obeys_bonded_only &=
      definition != NULL && ebb_definition_get_bonding (definition) == EBB_BONDING_REQUIRED;
  if (tier != EBB_TIER_D)
    return;
  joined->has_own_timer = false;
  joined->has_heat = false;
}

/**
 * ebb_session_join_capabilities:
 * @controllers: (array length=n): boots whose features are read; others add nothing
 *
 * What the set can do. Without any features all of it is 0 and FALSE.
 */
void
ebb_session_join_capabilities (EbbController *const *controllers,
                               guint                 n,
                               EbbCapabilities      *capabilities)
{
  EbbCapabilities joined = {
    .is_simulated = true,
    .measures_pressure = true,
    .measures_temperature = true,
    .has_heat = true,
    .can_identify = true,
    .has_own_timer = true,
    .has_short_timer = true,
    .obeys_bonded_only = true,
    .pressure_max_pa = G_MAXINT32,
    .heat_min_ddeg = G_MININT16,
    .heat_max_ddeg = G_MAXINT16,
    .lease_s = G_MAXUINT,
  };
  guint n_known = 0;

  for (guint i = 0; i < n; i++)
    {
      const EbbFeatures *features = ebb_controller_get_features (controllers[i]);

      if (features == NULL)
        continue;
      n_known++;
      join_features (&joined, features);
      join_timer (&joined, controllers[i]);
      joined.has_battery |= ebb_controller_get_battery_percent (controllers[i]) >= 0;
    }
  *capabilities = n_known > 0 ? joined : (EbbCapabilities){ 0 };
}

static void
join_own (EbbSession *self, EbbCapabilities *capabilities)
{
  EbbController *controllers[EBB_SESSION_MAX_LINKS];

  for (guint i = 0; i < self->n_links; i++)
    controllers[i] = self->link[i].controller;
  ebb_session_join_capabilities (controllers, self->n_links, capabilities);
}

/* Which of the legs that were confirmed the boots of this link are on. */
EbbLegs
ebb_session_legs_of_link (EbbSession *self, guint index)
{
  const EbbFeatures *features = ebb_controller_get_features (self->link[index].controller);
  EbbLegs            legs = EBB_LEGS_NONE;

  for (int side = 0; features != NULL && side < EBB_N_SIDES; side++)
    if (features->zones[side] != 0 && ebb_legs_has_side (self->legs, (EbbSide) side))
      legs |= 1 << side;
  return legs;
}

/* What was confirmed, and what holds for who confirmed it whatever that was. */
static gint32
get_cap_pa (EbbSession *self, const EbbCapabilities *capabilities)
{
  return MIN (MIN (self->cap_pa, self->caps.cap_pa), capabilities->pressure_max_pa);
}

static gboolean
check_verdict (const EbbVerdict *verdict, const EbbConfirmation *confirmation, GError **error)
{
  g_autofree char *message = NULL;

  if (confirmation->cap_pa <= 0 || confirmation->cap_pa > verdict->caps.cap_pa)
    {
      g_set_error (error, EBB_SESSION_ERROR, EBB_SESSION_ERROR_LIMITS,
                   "confirmed cap is %d Pa, expected 1 to %d Pa", confirmation->cap_pa,
                   verdict->caps.cap_pa);
      return FALSE;
    }
  if (ebb_verdict_allows (verdict))
    return TRUE;
  message = ebb_violation_to_string (&g_array_index (verdict->violations, EbbViolation, 0));
  g_set_error_literal (error, EBB_SESSION_ERROR, EBB_SESSION_ERROR_LIMITS, message);
  return FALSE;
}

/* @caps: (out): the most that may be in the session that was confirmed */
gboolean
ebb_session_gate_confirmation (EbbSession            *self,
                               const EbbConfirmation *confirmation,
                               EbbCaps               *caps,
                               GError               **error)
{
  const EbbProposal proposal = {
    .program = confirmation->program,
    .legs = confirmation->legs,
    .length_s = confirmation->length_s,
    .purpose = confirmation->purpose,
    .cap_pa = confirmation->cap_pa,
  };
  g_auto (EbbVerdict) verdict = { .violations = NULL };
  EbbCapabilities capabilities;

  join_own (self, &capabilities);
  if (self->machine.state == EBB_SESSION_PAUSED && confirmation->purpose != self->purpose)
    {
      g_set_error (error, EBB_SESSION_ERROR, EBB_SESSION_ERROR_STATE,
                   "confirmed for purpose %d, expected that of the session, %d",
                   confirmation->purpose, self->purpose);
      return FALSE;
    }
  ebb_verdict_init (&verdict, &self->limits, &capabilities, &proposal, confirmation->person,
                    EBB_MOMENT_START);
  *caps = verdict.caps;
  return check_verdict (&verdict, confirmation, error);
}

/* Whether what was confirmed warms a leg on these boots. */
gboolean
ebb_session_warms (EbbSession *self, const EbbConfirmation *confirmation)
{
  EbbCapabilities capabilities;

  join_own (self, &capabilities);
  return ebb_safety_warms (confirmation->program, &capabilities, confirmation->legs);
}

static void
write_lead (const uint8_t *percent, guint n_cycles, uint8_t *n, uint8_t *target)
{
  *n = (uint8_t) MIN (n_cycles, EBB_MAX_LEAD_CYCLES);
  for (guint i = 0; i < *n; i++)
    target[i] = percent[i];
}

static void
write_zone (EbbWireProgram *program, EbbProgram *plan, int side, int zone, gboolean is_heated)
{
  int32_t setpoint_pa = ebb_program_get_setpoint_pa (plan, (EbbZone) zone);

  program->heat_ddeg[side][zone] = is_heated ? ebb_program_get_heat_ddeg (plan) : EBB_WIRE_HEAT_OFF;
  if (setpoint_pa <= 0)
    return;
  program->zones[side] |= EBB_ZONE_BIT (zone);
  program->setpoint_pa[side][zone] = (uint16_t) MIN (setpoint_pa, G_MAXUINT16);
}

static void
write_program (EbbProgram *plan, const EbbFeatures *features, EbbLegs legs, EbbWireProgram *program)
{
  EbbCycle       cycle = ebb_program_get_cycle (plan);
  guint          n_start, n_end;
  const uint8_t *start = ebb_program_get_gentle_start (plan, &n_start);
  const uint8_t *end = ebb_program_get_ending (plan, &n_end);

  *program = (EbbWireProgram){
    .pattern = cycle.pattern,
    .is_alternate = ebb_program_is_alternate (plan) && legs == EBB_LEGS_BOTH
                    && (features->bits & EBB_FEATURE_ALTERNATE) != 0,
    .inflate_ds = (uint16_t) (cycle.inflate_ms / 100),
    .hold_ds = (uint16_t) (cycle.hold_ms / 100),
    .deflate_ds = (uint16_t) (cycle.deflate_ms / 100),
    .rest_ds = (uint16_t) (cycle.rest_ms / 100),
    .heat_s = (uint16_t) ebb_program_get_heat_s (plan),
  };
  write_lead (start, n_start, &program->n_lead_in, program->lead_in_percent);
  write_lead (end, n_end, &program->n_lead_out, program->lead_out_percent);
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      {
        gboolean is_heated =
            (features->heated[side] & ebb_program_get_heated (plan) & EBB_ZONE_BIT (zone)) != 0;

        program->heat_ddeg[side][zone] = EBB_WIRE_HEAT_OFF;
        if (ebb_legs_has_side (legs, (EbbSide) side)
            && (features->zones[side] & EBB_ZONE_BIT (zone)) != 0)
          write_zone (program, plan, side, zone, is_heated);
      }
}

/* The first cycles and the last ones are parts of a pressure, and never more than it. */
static void
check_lead (GArray *violations, const uint8_t *percent, uint8_t n)
{
  for (uint8_t i = 0; i < n; i++)
    if (percent[i] > 100)
      ebb_violation_add (violations, EBB_VIOLATION_PRESSURE_HIGH, EBB_N_ZONES, percent[i], 100);
}

static void
check_warmth (EbbSession            *self,
              const EbbWireProgram  *program,
              const EbbCapabilities *capabilities,
              int                    side,
              gint32                 peak_pa,
              GArray                *violations)
{
  for (int zone = 0; zone < EBB_N_ZONES; zone++)
    {
      gint16       heat_ddeg = program->heat_ddeg[side][zone];
      EbbViolation violation;

      if (heat_ddeg == EBB_WIRE_HEAT_OFF)
        continue;
      if (!ebb_safety_check_heat (&self->caps, capabilities, heat_ddeg, &violation))
        g_array_append_val (violations, violation);
      ebb_safety_check_heat_time (violations, &self->limits, &self->caps, heat_ddeg,
                                  program->heat_s, peak_pa);
    }
}

static void
check_side (EbbSession            *self,
            const EbbWireProgram  *program,
            const EbbCapabilities *capabilities,
            int                    side,
            GArray                *violations)
{
  const EbbCycle cycle = ebb_wire_program_get_cycle (program);
  EbbZoneMask    off = program->zones[side] & (EbbZoneMask) ~self->caps.zones[side];
  gint32         setpoint_pa[EBB_N_ZONES];
  gint32         peak_pa = 0;

  for (int zone = 0; zone < EBB_N_ZONES; zone++)
    {
      setpoint_pa[zone] = program->setpoint_pa[side][zone];
      peak_pa = MAX (peak_pa, setpoint_pa[zone]);
      if ((off & EBB_ZONE_BIT (zone)) != 0)
        ebb_violation_add (violations, EBB_VIOLATION_ZONE_OFF, (EbbZone) zone, side, 0);
    }
  check_warmth (self, program, capabilities, side, peak_pa, violations);
  if (program->zones[side] == 0)
    return;
  ebb_safety_check_setpoints (violations, &self->limits, capabilities, setpoint_pa,
                              program->zones[side], get_cap_pa (self, capabilities));
  ebb_safety_check_cycle (violations, &self->limits, &cycle,
                          ebb_zone_mask_count (program->zones[side]), peak_pa);
}

/*< private >
 * ebb_session_check_wire:
 * @violations: (element-type EbbViolation): what is found is appended
 *
 * The values that go out, once more, by the functions that looked at the program they were made of.
 */
void
ebb_session_check_wire (EbbSession *self, const EbbWireProgram *program, GArray *violations)
{
  EbbCapabilities capabilities;

  join_own (self, &capabilities);
  for (int side = 0; side < EBB_N_SIDES; side++)
    check_side (self, program, &capabilities, side, violations);
  check_lead (violations, program->lead_in_percent, program->n_lead_in);
  check_lead (violations, program->lead_out_percent, program->n_lead_out);
}

/* Makes the program that the boots of this link are to keep. FALSE: it may not be sent. */
gboolean
ebb_session_gate_program (EbbSession *self, guint index, EbbWireProgram *program, GError **error)
{
  g_autoptr (GArray) violations = g_array_new (FALSE, FALSE, sizeof (EbbViolation));
  EbbFeatures      features = *ebb_controller_get_features (self->link[index].controller);
  g_autofree char *message = NULL;
  EbbCapabilities  capabilities;

  join_own (self, &capabilities);
  if (!capabilities.has_heat)
    features.heated[EBB_SIDE_LEFT] = features.heated[EBB_SIDE_RIGHT] = 0;
  write_program (self->program, &features, ebb_session_legs_of_link (self, index), program);
  ebb_session_check_wire (self, program, violations);
  if (violations->len == 0)
    return TRUE;
  message = ebb_violation_to_string (&g_array_index (violations, EbbViolation, 0));
  g_set_error (error, EBB_SESSION_ERROR, EBB_SESSION_ERROR_LIMITS, "last gate: %s", message);
  return FALSE;
}

gboolean
ebb_session_gate_start (EbbSession *self, const EbbRequest *request)
{
  EbbCapabilities capabilities;

  join_own (self, &capabilities);
  return request->start.pressure_cap_pa <= get_cap_pa (self, &capabilities)
         && request->start.intensity_pa <= request->start.pressure_cap_pa
         && request->start.heat_cap_ddeg <= ebb_session_get_heat_cap (self)
         && request->start.offset_s < request->start.duration_s
         && (self->purpose != EBB_PURPOSE_LEG_CHECK || request->start.legs != EBB_LEGS_BOTH)
         && request->start.duration_s <= self->caps.longest_s;
}

/* ebb_session_get_heat_cap:
 *
 * The most heat that START may name: none where the boots are not to be heated, and none to find
 * out which leg is which, nor once the skin has had what it may have.
 */
gint16
ebb_session_get_heat_cap (EbbSession *self)
{
  EbbCapabilities capabilities;

  join_own (self, &capabilities);
  return capabilities.has_heat && self->caps.allows_heat && self->caps.heat_cap_ddeg > 0
                 && self->purpose != EBB_PURPOSE_LEG_CHECK && self->heat_end != EBB_HEAT_END_LIMIT
             ? self->caps.heat_cap_ddeg
             : EBB_HEAT_OFF_DDEG;
}

/* What the boots say. Where they say nothing, nobody knows how far up it would go; down from what they
 * were told last it goes all the same. */
static gint32
find_present_pa (EbbSession *self, gint32 intensity_pa)
{
  if (self->snapshot.intensity_pa > 0)
    return self->snapshot.intensity_pa;
  return intensity_pa <= self->intensity_pa ? intensity_pa : EBB_PRESSURE_UNKNOWN_PA;
}

gboolean
ebb_session_gate_intensity (EbbSession *self, gint32 intensity_pa)
{
  EbbCapabilities  capabilities;
  g_autofree char *message = NULL;
  EbbViolation     violation;

  join_own (self, &capabilities);
  if (ebb_safety_check_intensity (&self->limits, &capabilities,
                                  find_present_pa (self, intensity_pa), intensity_pa,
                                  get_cap_pa (self, &capabilities), &violation))
    return TRUE;
  message = ebb_violation_to_string (&violation);
  g_warning ("last gate: intensity: %s", message);
  return FALSE;
}

gboolean
ebb_session_gate_heat (EbbSession *self, gint16 heat_ddeg)
{
  EbbCapabilities capabilities;
  EbbViolation    violation;

  join_own (self, &capabilities);
  return heat_ddeg == EBB_HEAT_OFF_DDEG
         || (self->purpose != EBB_PURPOSE_LEG_CHECK
             && ebb_safety_check_heat (&self->caps, &capabilities, heat_ddeg, &violation));
}
