/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-verdict.h"

static gint32
fit (gint64 value)
{
  return (gint32) CLAMP (value, 0, G_MAXINT32);
}

/* One violation for each bit of @set; value: what the bit stands for, or its number. */
static void
add_set (GArray *violations, EbbViolationCode code, guint set, gboolean is_numbered)
{
  for (guint i = 0; i < 32; i++)
    {
      if ((set & (1u << i)) != 0)
        ebb_violation_add (violations, code, EBB_N_ZONES, is_numbered ? (gint32) i : 1 << i, 0);
    }
}

static void
check_answers (GArray *violations, const EbbRestriction *restriction, const EbbAnswers *answers)
{
  guint answered = ~restriction->unanswered;

  /* What nobody ever said is not asked again. */
  if (answers->answered_s != 0)
    add_set (violations, EBB_VIOLATION_REASK, restriction->reask, FALSE);
  add_set (violations, EBB_VIOLATION_BLOCKED, restriction->blocking & answered, TRUE);
  add_set (violations, EBB_VIOLATION_CONSULT, restriction->consulting & answered, TRUE);
  add_set (violations, EBB_VIOLATION_UNANSWERED, restriction->unanswered, TRUE);
}

/**
 * ebb_verdict_check_history:
 * @violations: (element-type EbbViolation): what is found is appended
 * @tally: up to the moment at which a session of @length_s would begin
 *
 * Gap, count and minutes (safety.md H19): of the person, on whatever boots.
 */
void
ebb_verdict_check_history (GArray          *violations,
                           const EbbLimits *limits,
                           const EbbTally  *tally,
                           guint            length_s)
{
  guint  gap_s = MAX (limits->gap_s, EBB_FLOOR_GAP_S);
  guint  most_n = MIN (limits->sessions_24h_max, EBB_CEILING_SESSIONS_24H);
  guint  most_s = MIN (limits->per_24h_max_s, EBB_CEILING_PER_24H_S);
  gint64 wanted_s = (gint64) tally->squeezed_24h_s + length_s;

  if (tally->since_last_s < gap_s)
    ebb_violation_add (violations, EBB_VIOLATION_GAP, EBB_N_ZONES, fit (tally->since_last_s),
                       (gint32) gap_s);
  if (tally->n_24h + 1 > most_n)
    ebb_violation_add (violations, EBB_VIOLATION_COUNT, EBB_N_ZONES, fit (tally->n_24h + 1),
                       (gint32) most_n);
  if (wanted_s > most_s)
    ebb_violation_add (violations, EBB_VIOLATION_DAY, EBB_N_ZONES, fit (wanted_s), (gint32) most_s);
}

/* The dose of a session begins at nothing: so it waits until the skin has got over the last one. */
static void
check_heat_gap (GArray *violations, const EbbLimits *limits, const EbbTally *tally)
{
  guint gap_s = MAX (MAX (limits->heat_gap_s, limits->heat_dose_reset_s), EBB_FLOOR_HEAT_GAP_S);

  if (tally->since_heat_s < gap_s)
    ebb_violation_add (violations, EBB_VIOLATION_HEAT_GAP, EBB_N_ZONES, fit (tally->since_heat_s),
                       (gint32) gap_s);
}

static void
check_moment (EbbVerdict            *verdict,
              const EbbLimits       *limits,
              const EbbCapabilities *boots,
              const EbbProposal     *proposal,
              const EbbPerson       *person)
{
  const EbbTally *tally = &verdict->caps.tally;

  add_set (verdict->violations, EBB_VIOLATION_CHECK,
           (guint) EBB_SAID_ALL & ~(guint) person->answers->said, FALSE);
  ebb_verdict_check_history (verdict->violations, limits, tally, proposal->length_s);
  if (ebb_safety_warms (proposal->program, boots, proposal->legs))
    check_heat_gap (verdict->violations, limits, tally);
}

/* To find out which leg is which: one of them, and without heat. */
static void
check_leg_check (GArray *violations, const EbbProposal *proposal)
{
  if (proposal->legs == EBB_LEGS_BOTH)
    ebb_violation_add (violations, EBB_VIOLATION_LEG, EBB_N_ZONES, proposal->legs, EBB_LEGS_LEFT);
  if (ebb_program_get_heated (proposal->program) != 0)
    ebb_violation_add (violations, EBB_VIOLATION_HEAT_HIGH, EBB_N_ZONES,
                       ebb_program_get_heat_ddeg (proposal->program), 0);
}

/**
 * ebb_verdict_init:
 * @verdict: to be cleared with ebb_verdict_clear()
 *
 * The one function that says whether @proposal may be run. Pure: everything it knows is an argument.
 * It names every reason there is and bends nothing to fit; urgent signs are named alone.
 */
void
ebb_verdict_init (EbbVerdict            *verdict,
                  const EbbLimits       *limits,
                  const EbbCapabilities *boots,
                  const EbbProposal     *proposal,
                  const EbbPerson       *person,
                  EbbMoment              moment)
{
  verdict->violations = g_array_new (FALSE, FALSE, sizeof (EbbViolation));
  ebb_caps_init (&verdict->caps, limits, boots, proposal->purpose, person);
  if (verdict->caps.restriction.urgent != 0)
    {
      add_set (verdict->violations, EBB_VIOLATION_URGENT, verdict->caps.restriction.urgent, TRUE);
      return;
    }
  if (person != NULL)
    check_answers (verdict->violations, &verdict->caps.restriction, person->answers);
  if (person != NULL && moment == EBB_MOMENT_START)
    check_moment (verdict, limits, boots, proposal, person);
  ebb_safety_check_program (verdict->violations, limits, &verdict->caps, proposal->program, boots,
                            proposal->legs, proposal->length_s,
                            proposal->cap_pa > 0 ? proposal->cap_pa : verdict->caps.cap_pa);
  if (proposal->purpose == EBB_PURPOSE_LEG_CHECK)
    check_leg_check (verdict->violations, proposal);
}

/**
 * ebb_verdict_allows:
 *
 * Returns: whether nothing is against it
 */
gboolean
ebb_verdict_allows (const EbbVerdict *verdict)
{
  return verdict->violations->len == 0;
}

void
ebb_verdict_clear (EbbVerdict *verdict)
{
  g_clear_pointer (&verdict->violations, g_array_unref);
}
