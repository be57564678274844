/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-plans-private.h"
#include "ebb-schedule.h"
#include "ebb-tally.h"
#include "ebb-verdict.h"

/* When plans come, and what the rules would say to them then. */

/* So far a plan is looked at when it is made: a rhythm of weeks shows in it (engineering choice). */
#define AHEAD_S (28 * 24 * 60 * 60)
#define AHEAD_SLOTS 200
#define DAY_S (24 * 60 * 60)

static guint
find_length_s (EbbPlans *self, const EbbPlan *plan)
{
  EbbProgram *program = ebb_programs_find (self->programs, plan->program_id);

  if (plan->length_s > 0 || program == NULL)
    return program != NULL ? plan->length_s : 0;
  return ebb_program_get_length_s (program);
}

/* @until_s: none begins then or later */
static void
add_slots (EbbPlans      *self,
           const EbbPlan *plan,
           gint64         from_s,
           gint64         until_s,
           guint          n_max,
           GArray        *planned)
{
  g_autoptr (GArray) slots = ebb_schedule_list_slots (plan, from_s, n_max);
  guint length_s = find_length_s (self, plan);

  for (guint i = 0; i < slots->len; i++)
    {
      EbbPlannedSlot one = { .plan = plan, .slot = g_array_index (slots, EbbSlot, i) };

      if (one.slot.start_s >= until_s)
        break;
      one.length_s = ebb_schedule_fit_length_s (plan, &one.slot, length_s);
      g_array_append_val (planned, one);
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const EbbPlannedSlot *one = a;
  const EbbPlannedSlot *other = b;

  return (one->slot.start_s > other->slot.start_s) - (one->slot.start_s < other->slot.start_s);
}

/**
 * ebb_plans_list_slots:
 * @from_s: in seconds since 1970
 *
 * Two plans of one instant are both there.
 */
GArray *
ebb_plans_list_slots (EbbPlans *self, const char *person_id, gint64 from_s, guint n_max)
{
  GArray *planned = g_array_new (FALSE, FALSE, sizeof (EbbPlannedSlot));

  g_return_val_if_fail (EBB_IS_PLANS (self), planned);

  for (guint i = 0; i < self->list->len; i++)
    {
      const EbbPlan *plan = g_ptr_array_index (self->list, i);

      if (person_id == NULL || g_strcmp0 (plan->person_id, person_id) == 0)
        add_slots (self, plan, from_s, G_MAXINT64, n_max, planned);
    }
  g_array_sort (planned, compare);
  if (planned->len > n_max)
    g_array_set_size (planned, n_max);
  return planned;
}

/**
 * ebb_plans_list_slots_of:
 * @from_s: in seconds since 1970
 *
 * Returns: (transfer full) (element-type EbbPlannedSlot): in order of time
 */
GArray *
ebb_plans_list_slots_of (EbbPlans *self, const EbbPlan *plan, gint64 from_s, guint n_max)
{
  GArray *planned = g_array_new (FALSE, FALSE, sizeof (EbbPlannedSlot));

  g_return_val_if_fail (EBB_IS_PLANS (self), planned);

  add_slots (self, plan, from_s, G_MAXINT64, n_max, planned);
  return planned;
}

gboolean
ebb_plans_has_slot (const EbbPlan *plan, const EbbLocalTime *local)
{
  return ebb_schedule_has_slot (plan, local);
}

/* As if all of them were run whole, one after the other. */
static void
tally_before (EbbTally *tally, const GArray *planned, guint n)
{
  g_autoptr (GArray) past = g_array_new (FALSE, FALSE, sizeof (EbbPastSession));
  const EbbPlannedSlot *now = &g_array_index (planned, EbbPlannedSlot, n);

  for (guint i = 0; i < n; i++)
    {
      const EbbPlannedSlot *before = &g_array_index (planned, EbbPlannedSlot, i);
      EbbPastSession        run = {
               .started_s = before->slot.start_s,
               .ended_s = before->slot.start_s + before->length_s,
               .ended_boot_s = -1,
               .squeezed_s = before->length_s,
               .end = EBB_END_BY_COMPLETE,
      };

      if (before->length_s > 0)
        g_array_append_val (past, run);
    }
  ebb_tally_init (tally, past, (EbbNow){ .wall_s = now->slot.start_s, .boot_s = -1 });
}

/* The one that is new, or the one that it comes too close to. */
static gboolean
concerns (const GArray *planned, guint n, const EbbPlan *wanted)
{
  const EbbPlannedSlot *now = &g_array_index (planned, EbbPlannedSlot, n);

  for (guint i = 0; i <= n; i++)
    {
      const EbbPlannedSlot *one = &g_array_index (planned, EbbPlannedSlot, i);

      if (one->plan == wanted && now->slot.start_s - one->slot.start_s < 2 * DAY_S)
        return TRUE;
    }
  return FALSE;
}

static EbbClash
describe (const EbbPlannedSlot *slot, const EbbViolation *violation)
{
  EbbClash clash = { .slot = *slot, .value = violation->value, .bound = violation->bound };

  if (violation->code == EBB_VIOLATION_GAP)
    clash.kind = EBB_CLASH_REST;
  else if (violation->code == EBB_VIOLATION_COUNT)
    clash.kind = EBB_CLASH_COUNT;
  else
    clash.kind = EBB_CLASH_DAY;
  return clash;
}

static gboolean
judge (EbbPlans *self, const GArray *planned, const EbbPlan *wanted, EbbClash *clash)
{
  for (guint i = 0; i < planned->len; i++)
    {
      const EbbPlannedSlot *one = &g_array_index (planned, EbbPlannedSlot, i);
      g_autoptr (GArray) violations = g_array_new (FALSE, FALSE, sizeof (EbbViolation));
      EbbTally tally;

      if (one->length_s == 0 || !concerns (planned, i, wanted))
        continue;
      tally_before (&tally, planned, i);
      ebb_verdict_check_history (violations, &self->limits, &tally, one->length_s);
      if (violations->len == 0)
        continue;
      *clash = describe (one, &g_array_index (violations, EbbViolation, 0));
      return TRUE;
    }
  return FALSE;
}

/**
 * ebb_plans_find_clash:
 * @wanted: as it would be kept; what is kept by its id is not looked at
 * @clash: (out): by the function that answers at a start
 *
 * Plans of other people do not matter: rest is each person's own.
 */
gboolean
ebb_plans_find_clash (EbbPlans *self, const EbbPlan *wanted, gint64 from_s, EbbClash *clash)
{
  g_autoptr (GArray) planned = g_array_new (FALSE, FALSE, sizeof (EbbPlannedSlot));

  g_return_val_if_fail (EBB_IS_PLANS (self), FALSE);

  add_slots (self, wanted, from_s, from_s + AHEAD_S, AHEAD_SLOTS, planned);
  for (guint i = 0; i < self->list->len; i++)
    {
      const EbbPlan *plan = g_ptr_array_index (self->list, i);

      if (g_strcmp0 (plan->person_id, wanted->person_id) == 0
          && g_strcmp0 (plan->id, wanted->id) != 0)
        add_slots (self, plan, from_s - DAY_S, from_s + AHEAD_S, AHEAD_SLOTS, planned);
    }
  g_array_sort (planned, compare);
  return judge (self, planned, wanted, clash);
}
