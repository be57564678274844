/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-schedule.h"

#include "ebb-exceptions.h"

#define SLOTS_AT_FIRST 32
#define SLOTS_MAX 4096
#define SLOT_S 60 /* a wall that shows minutes has one slot in each */

/* (nullable): with an error */
static EbbRecurrence *
make_recurrence (const EbbPlan *plan, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (plan->zone_id);

  if (zone != NULL)
    return ebb_recurrence_new (plan->rule, &plan->start, zone, error);
  g_set_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_INVALID,
               "plan: the zone is \"%s\", expected a time zone, as in Europe/Berlin",
               plan->zone_id);
  return NULL;
}

/**
 * ebb_schedule_check:
 *
 * What may be kept as a plan.
 *
 * Returns: %FALSE with an error that names the field, its value and what was expected
 */
gboolean
ebb_schedule_check (const EbbPlan *plan, GError **error)
{
  g_autoptr (EbbRecurrence) recurrence = NULL;

  if (!ebb_plan_check (plan, error))
    return FALSE;
  recurrence = make_recurrence (plan, error);
  return recurrence != NULL;
}

/**
 * ebb_schedule_list_slots:
 * @from_s: in seconds since 1970
 *
 * Pure: the same of the same plan, whenever it is asked.
 */
GArray *
ebb_schedule_list_slots (const EbbPlan *plan, gint64 from_s, guint n_max)
{
  g_autoptr (EbbRecurrence) recurrence = make_recurrence (plan, NULL);
  const EbbExceptions exceptions = {
    .skipped = (const EbbLocalTime *) (gconstpointer) plan->skipped->data,
    .n_skipped = plan->skipped->len,
    .moved = (const EbbMovedSlot *) (gconstpointer) plan->moved->data,
    .n_moved = plan->moved->len,
    .paused = (const EbbPausedDays *) (gconstpointer) plan->paused->data,
    .n_paused = plan->paused->len,
  };

  if (recurrence == NULL)
    return g_array_new (FALSE, FALSE, sizeof (EbbSlot));
  return ebb_exceptions_list_slots (&exceptions, recurrence, MAX (from_s, plan->made_s - SLOT_S),
                                    n_max);
}

/**
 * ebb_schedule_list_slots_between:
 * @until_s: none begins then or later
 *
 * At most 4096: a plan that comes each minute has as many in three days.
 */
GArray *
ebb_schedule_list_slots_between (const EbbPlan *plan, gint64 from_s, gint64 until_s)
{
  GArray *slots = NULL;
  guint   n_max = SLOTS_AT_FIRST;
  guint   n = 0;

  do
    {
      g_clear_pointer (&slots, g_array_unref);
      slots = ebb_schedule_list_slots (plan, from_s, n_max);
      if (slots->len < n_max || g_array_index (slots, EbbSlot, n_max - 1).start_s >= until_s)
        break;
      n_max *= 2;
    }
  while (n_max <= SLOTS_MAX);
  while (n < slots->len && g_array_index (slots, EbbSlot, n).start_s < until_s)
    n++;
  g_array_set_size (slots, n);
  return slots;
}

/**
 * ebb_schedule_has_slot:
 *
 * Returns: whether the rule of @plan comes at @local, whatever was changed about that slot
 */
gboolean
ebb_schedule_has_slot (const EbbPlan *plan, const EbbLocalTime *local)
{
  g_autoptr (EbbRecurrence) recurrence = make_recurrence (plan, NULL);

  return recurrence != NULL && ebb_recurrence_has_slot (recurrence, local);
}

/**
 * ebb_schedule_fit_length_s:
 * @slot: of @plan
 * @length_s: as planned
 *
 * The end of the day is that of the slot: one that begins at 23:00 and ends by 22:30 has no time left.
 */
guint
ebb_schedule_fit_length_s (const EbbPlan *plan, const EbbSlot *slot, guint length_s)
{
  int begins_s = (slot->local.hour * 60 + slot->local.minute) * 60 + slot->local.second;
  int left_s = plan->stop_by_min * 60 - begins_s;

  if (plan->stop_by_min == EBB_PLAN_NO_STOP_BY)
    return length_s;
  return (guint) CLAMP (left_s, 0, (int) MIN (length_s, (guint) G_MAXINT));
}
