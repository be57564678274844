/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-core-private.h"

#include "ebb-current-session-rules-private.h"
#include "ebb-schedule.h"
#include "ebb-wearer-private.h"

/* What is set up without anybody having chosen it. */

/*< private > */
void
ebb_core_set_up_first (EbbCore *self)
{
  g_autoptr (EbbProgram) first = g_list_model_get_item (G_LIST_MODEL (self->programs), 0);

  if (first == NULL)
    return;
  ebb_current_session_set_program (self->current_session, first);
  ebb_current_session_set_legs (self->current_session, EBB_LEGS_BOTH);
  ebb_current_session_set_length_s (self->current_session, ebb_program_get_length_s (first));
}

/* A leg check is no program, and others may be gone. */
static EbbProgram *
find_program (EbbCore *self, const EbbLastRun *run, const char *identity)
{
  return g_strcmp0 (run->boots_identity, identity) == 0
             ? ebb_programs_find (self->programs, run->program_id)
             : NULL;
}

static void
set_up (EbbCore *self, EbbProgram *program, EbbLegs legs, guint length_s)
{
  guint longest_s = ebb_current_session_get_length_max_s (self->current_session);

  ebb_current_session_set_program (self->current_session, program);
  ebb_current_session_set_legs (self->current_session, legs);
  if (length_s >= ebb_current_session_get_length_min_s (self->current_session))
    ebb_current_session_set_length_s (self->current_session, MIN (length_s, longest_s));
}

/* Once more when it is known how long they may: what they planned comes before what they had last. */
static gboolean
set_up_planned (EbbCore *self, const EbbMember *member)
{
  g_autoptr (EbbPlan) plan = g_steal_pointer (&self->planned);
  EbbProgram *program = plan != NULL ? ebb_programs_find (self->programs, plan->program_id) : NULL;

  if (program == NULL || g_strcmp0 (plan->person_id, member->id) != 0)
    return FALSE;
  set_up (self, program, plan->legs, plan->length_s);
  return TRUE;
}

/**
 * ebb_core_open_last:
 *
 * What they choose after that stays chosen. Nothing is changed while a session is not over, and what
 * they had that is longer than they may have now is as long as that.
 */
void
ebb_core_open_last (EbbCore *self)
{
  EbbBoots        *boots = ebb_current_session_get_boots (self->current_session);
  const EbbMember *member = ebb_people_get_current (self->people);
  g_autofree char *wanted = NULL;
  GPtrArray       *runs;

  if (boots == NULL || member == NULL || ebb_wearer_get_state (self->wearer) != EBB_WEARER_KNOWN
      || !ebb_current_session_can_be_anothers (self->current_session))
    return;
  wanted = g_strdup_printf ("%s %s", member->id, ebb_boots_get_identity (boots));
  if (g_strcmp0 (wanted, self->opened_for) == 0)
    return;
  g_free (self->opened_for);
  self->opened_for = g_steal_pointer (&wanted);
  if (set_up_planned (self, member))
    return;
  runs = ebb_wearer_get_last_runs (self->wearer);
  for (guint i = 0; i < runs->len; i++)
    {
      const EbbLastRun *run = g_ptr_array_index (runs, i);
      EbbProgram       *program = find_program (self, run, ebb_boots_get_identity (boots));

      if (program == NULL)
        continue;
      set_up (self, program, run->legs, run->planned_s);
      return;
    }
}

/* As long as the slot asks for, or until it has to be over. */
static guint
find_length_s (EbbCore *self, const EbbPlan *plan, EbbProgram *program)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (plan->zone_id);
  EbbSlot now = { .start_s = ebb_clock_get_wall_us (self->clock) / G_USEC_PER_SEC };

  if (zone == NULL)
    return 0;
  now.local = ebb_local_time_from_unix_s (now.start_s, zone);
  return ebb_schedule_fit_length_s (
      plan, &now, plan->length_s > 0 ? plan->length_s : ebb_program_get_length_s (program));
}

static void
choose_boots (EbbCore *self, const char *identity)
{
  EbbBoots *boots = identity != NULL ? ebb_boots_list_find (self->boots_list, identity) : NULL;

  if (boots != NULL && ebb_boots_is_known (boots))
    ebb_current_session_set_boots (self->current_session, boots);
}

/**
 * ebb_core_set_up_plan:
 *
 * As a person would: who it is for, their program, legs and length, and the boots if they are there. It starts
 * nothing, and nothing is confirmed by it.
 */
EbbPlanSetUp
ebb_core_set_up_plan (EbbCore *self, const char *plan_id)
{
  const EbbPlan *kept = ebb_plans_find (ebb_core_get_plans (self), plan_id);
  EbbProgram *program = kept != NULL ? ebb_programs_find (self->programs, kept->program_id) : NULL;
  g_autoptr (EbbPlan) plan = NULL;

  if (program == NULL || ebb_people_find_id (self->people, kept->person_id) == NULL)
    return EBB_PLAN_IS_GONE;
  plan = ebb_plan_copy (kept);
  plan->length_s = find_length_s (self, plan, program);
  if (plan->length_s < ebb_current_session_get_length_min_s (self->current_session))
    return EBB_PLAN_IS_LATE;
  if (!ebb_current_session_can_be_anothers (self->current_session)
      || !ebb_core_use_person (self, plan->person_id))
    return EBB_PLAN_IS_BUSY;
  choose_boots (self, plan->boots_identity);
  set_up (self, program, plan->legs, plan->length_s);
  g_clear_pointer (&self->planned, ebb_plan_free);
  g_clear_pointer (&self->opened_for, g_free);
  self->planned = g_steal_pointer (&plan);
  return EBB_PLAN_IS_SET_UP;
}
