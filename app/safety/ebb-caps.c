/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-caps.h"

static const char *const step_names[] = { "unscreened", "first", "standard", "extended" };

static guint
find_wanting (const EbbCaps         *caps,
              const EbbLimits       *limits,
              const EbbCapabilities *boots,
              const EbbPerson       *person)
{
  gint64 acknowledged_s = person->answers->extended_acknowledged_s;
  guint  needed = MAX (limits->extended_after_sessions, EBB_FLOOR_UNEVENTFUL_SESSIONS);
  guint  wanting = 0;

  if (caps->tally.n_uneventful < needed)
    wanting |= EBB_UNLOCK_SESSIONS;
  if (acknowledged_s == 0 || acknowledged_s > person->now.wall_s)
    wanting |= EBB_UNLOCK_ACKNOWLEDGED;
  if (caps->restriction.is_flagged)
    wanting |= EBB_UNLOCK_ANSWERS;
  if (!boots->has_short_timer)
    wanting |= EBB_UNLOCK_TIMER;
  if (!boots->obeys_bonded_only)
    wanting |= EBB_UNLOCK_BOND;
  return wanting;
}

static void
take_step (EbbCaps               *caps,
           const EbbLimits       *limits,
           const EbbCapabilities *boots,
           const EbbPerson       *person)
{
  caps->wanting = find_wanting (caps, limits, boots, person);
  caps->cap_pa = limits->standard_cap_pa;
  caps->step = EBB_CAP_STEP_STANDARD;
  if (caps->tally.n_counted == 0)
    {
      caps->step = EBB_CAP_STEP_FIRST;
      caps->cap_pa = MIN (limits->first_session_cap_pa, caps->restriction.first_cap_pa);
    }
  else if (caps->wanting == 0)
    {
      caps->step = EBB_CAP_STEP_EXTENDED;
      caps->cap_pa = limits->extended_cap_pa;
      caps->longest_s = limits->session_max_extended_s;
    }
}

static void
restrict_to_person (EbbCaps               *caps,
                    const EbbLimits       *limits,
                    const EbbCapabilities *boots,
                    const EbbPerson       *person)
{
  const EbbAnswers     *answers = person->answers;
  const EbbRestriction *restriction = &caps->restriction;

  ebb_tally_init (&caps->tally, person->past, person->now);
  ebb_restriction_of_answers (&caps->restriction, person->screening, answers, caps->tally.symptom_s,
                              person->now.wall_s);
  take_step (caps, limits, boots, person);
  caps->cap_pa = MIN (caps->cap_pa, restriction->cap_pa);
  caps->longest_s = MIN (caps->longest_s, restriction->longest_s);
  if (answers->own_cap_pa > 0)
    caps->cap_pa = MIN (caps->cap_pa, answers->own_cap_pa);
  if (answers->own_longest_s > 0)
    caps->longest_s = MIN (caps->longest_s, answers->own_longest_s);
  caps->zones[EBB_SIDE_LEFT] = restriction->zones[EBB_SIDE_LEFT];
  caps->zones[EBB_SIDE_RIGHT] = restriction->zones[EBB_SIDE_RIGHT];
  caps->allows_heat = restriction->allows_heat;
  caps->heat_cap_ddeg = MIN (caps->heat_cap_ddeg, restriction->heat_cap_ddeg);
  caps->heat_longest_s = MIN (caps->heat_longest_s, restriction->heat_longest_s);
  if (MAX (ebb_answers_get_oldest_years (answers, person->now.wall_s), answers->answered_age_years)
      >= EBB_OLD_YEARS)
    {
      caps->heat_cap_ddeg = MIN (caps->heat_cap_ddeg, limits->heat_cap_65_ddeg);
      caps->heat_longest_s = MIN (caps->heat_longest_s, limits->heat_max_65_s);
    }
  if (!ebb_restriction_allows_use (restriction))
    caps->cap_pa = 0;
}

/* What nobody's answers have to do with. */
static void
restrict_to_boots (EbbCaps *caps, const EbbLimits *limits, const EbbCapabilities *boots)
{
  caps->cap_pa = MIN (caps->cap_pa, limits->absolute_ceiling_pa);
  caps->cap_pa = MIN (caps->cap_pa, ebb_mmhg_to_pa (EBB_CEILING_PRESSURE_MMHG));
  caps->cap_pa = MIN (caps->cap_pa, boots->pressure_max_pa);
  caps->longest_s = MIN (caps->longest_s, EBB_CEILING_SESSION_S);
  if (!boots->has_own_timer)
    {
      caps->cap_pa = MIN (caps->cap_pa, ebb_mmhg_to_pa (EBB_NO_TIMER_CAP_MMHG));
      caps->longest_s = MIN (caps->longest_s, EBB_NO_TIMER_SESSION_S);
    }
  if (boots->level_count > 0)
    caps->cap_pa = 0;
  caps->cap_pa = MAX (caps->cap_pa, 0);
}

/* Boots that measure nothing get their lowest level, and not for long. */
static void
restrict_heat (EbbCaps *caps, const EbbLimits *limits, const EbbCapabilities *boots)
{
  caps->heat_cap_ddeg = MIN (limits->heat_cap_ddeg, boots->heat_max_ddeg);
  caps->heat_longest_s = limits->heat_max_s;
  if (!boots->has_heat)
    caps->heat_cap_ddeg = 0;
  else if (!boots->measures_temperature)
    {
      caps->heat_cap_ddeg = MIN (caps->heat_cap_ddeg, boots->heat_min_ddeg);
      caps->heat_longest_s = MIN (caps->heat_longest_s, limits->heat_unmeasured_max_s);
    }
}

/**
 * ebb_caps_init:
 * @person: (nullable): who wears the boots; %NULL while nobody has answered the questions: then only
 *   simulated boots may be started, and gently
 *
 * The most that limits, boots, answers and history leave: the strictest of all. Pure.
 */
void
ebb_caps_init (EbbCaps               *caps,
               const EbbLimits       *limits,
               const EbbCapabilities *boots,
               EbbPurpose             purpose,
               const EbbPerson       *person)
{
  *caps = (EbbCaps){
    .shortest_s = limits->session_min_s,
    .longest_s = limits->session_max_s,
    .zones = { EBB_ZONE_MASK_ALL, EBB_ZONE_MASK_ALL },
    .allows_heat = TRUE,
  };
  ebb_restriction_init (&caps->restriction);
  restrict_heat (caps, limits, boots);
  if (person != NULL)
    restrict_to_person (caps, limits, boots, person);
  else if (boots->is_simulated)
    caps->cap_pa = MIN (ebb_mmhg_to_pa (EBB_UNSCREENED_CAP_MMHG), limits->first_session_cap_pa);
  restrict_to_boots (caps, limits, boots);
  if (purpose == EBB_PURPOSE_LEG_CHECK)
    {
      caps->cap_pa = MIN (caps->cap_pa, ebb_mmhg_to_pa (EBB_LEG_CHECK_CAP_MMHG));
      caps->longest_s = MIN (caps->longest_s, EBB_LEG_CHECK_SESSION_S);
      caps->shortest_s = 1;
    }
}

/* Boots from which no limit comes. */
static const EbbCapabilities widest_boots = {
  .zones = { EBB_ZONE_MASK_ALL, EBB_ZONE_MASK_ALL },
  .settable = { EBB_ZONE_MASK_ALL, EBB_ZONE_MASK_ALL },
  .heated = { EBB_ZONE_MASK_ALL, EBB_ZONE_MASK_ALL },
  .measures_pressure = true,
  .measures_temperature = true,
  .has_heat = true,
  .has_own_timer = true,
  .has_short_timer = true,
  .obeys_bonded_only = true,
  .pressure_max_pa = G_MAXINT32,
  .heat_max_ddeg = G_MAXINT16,
};

static gint32
fit_cap (gint64 cap_pa, const EbbCaps *caps, const EbbPerson *person)
{
  gint64 fitted_pa = MIN (cap_pa, caps->restriction.cap_pa);

  if (person->answers->own_cap_pa > 0)
    fitted_pa = MIN (fitted_pa, person->answers->own_cap_pa);
  return (gint32) MIN (fitted_pa, ebb_mmhg_to_pa (EBB_CEILING_PRESSURE_MMHG));
}

static void
describe_steps (EbbAllowance    *allowance,
                const EbbLimits *limits,
                const EbbPerson *person,
                const EbbCaps   *caps)
{
  gboolean can_extend = !caps->restriction.is_flagged;
  guint    extended_s = MIN (limits->session_max_extended_s, EBB_CEILING_SESSION_S);

  allowance->first_cap_pa =
      fit_cap (MIN (limits->first_session_cap_pa, caps->restriction.first_cap_pa), caps, person);
  allowance->standard_cap_pa = fit_cap (limits->standard_cap_pa, caps, person);
  allowance->extended_cap_pa =
      can_extend ? fit_cap (limits->extended_cap_pa, caps, person) : allowance->standard_cap_pa;
  allowance->extended_longest_s = can_extend ? extended_s : caps->longest_s;
  if (person->answers->own_longest_s > 0)
    allowance->extended_longest_s =
        MIN (allowance->extended_longest_s, person->answers->own_longest_s);
  if ((caps->wanting & EBB_UNLOCK_ACKNOWLEDGED) == 0)
    allowance->acknowledged_s = person->answers->extended_acknowledged_s;
  allowance->can_acknowledge = allowance->is_allowed && caps->wanting == EBB_UNLOCK_ACKNOWLEDGED
                               && allowance->extended_cap_pa > allowance->standard_cap_pa;
}

/**
 * ebb_caps_describe:
 * @allowance: (out):
 *
 * What holds for a start, but for what the boots leave. Pure.
 */
void
ebb_caps_describe (EbbAllowance *allowance, const EbbLimits *limits, const EbbPerson *person)
{
  EbbCaps caps;

  ebb_caps_init (&caps, limits, &widest_boots, EBB_PURPOSE_SESSION, person);
  *allowance = (EbbAllowance){
    .is_allowed = ebb_restriction_allows_use (&caps.restriction),
    .step = caps.step,
    .cap_pa = caps.cap_pa,
    .longest_s = caps.longest_s,
    .zones = { caps.zones[EBB_SIDE_LEFT], caps.zones[EBB_SIDE_RIGHT] },
    .allows_heat = caps.allows_heat,
    .heat_cap_ddeg = caps.heat_cap_ddeg,
    .heat_longest_s = caps.heat_longest_s,
    .wanting = caps.wanting,
    .n_uneventful_needed = MAX (limits->extended_after_sessions, EBB_FLOOR_UNEVENTFUL_SESSIONS),
    .unanswered = caps.restriction.unanswered,
    .blocking = caps.restriction.blocking,
    .consulting = caps.restriction.consulting,
    .urgent = caps.restriction.urgent,
    .reask = caps.restriction.reask,
  };
  describe_steps (allowance, limits, person, &caps);
}

/**
 * ebb_cap_step_to_string:
 *
 * Returns: the name of @step in logs and JSON, a static string
 */
const char *
ebb_cap_step_to_string (EbbCapStep step)
{
  return (unsigned) step < G_N_ELEMENTS (step_names) ? step_names[step] : "unknown";
}
