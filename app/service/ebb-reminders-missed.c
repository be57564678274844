/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-reminders-private.h"

#include "ebb-reminder.h"

/* What is out, and what came to nothing. */

EbbOffer *
ebb_offer_copy (const EbbOffer *self)
{
  EbbOffer *copy = g_new (EbbOffer, 1);

  *copy = *self;
  copy->plan_id = g_strdup (self->plan_id);
  return copy;
}

void
ebb_offer_free (EbbOffer *self)
{
  g_free (self->plan_id);
  g_free (self);
}

gint64
ebb_reminders_get_left_s (EbbReminders *self, const EbbOffer *offer)
{
  return offer->until_s - ebb_reminders_get_now_s (self);
}

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  gint64 one_s = ((const EbbPlannedSlot *) a)->slot.start_s;
  gint64 other_s = ((const EbbPlannedSlot *) b)->slot.start_s;

  return (one_s < other_s) - (one_s > other_s);
}

/**
 * ebb_reminders_list_missed:
 *
 * Nothing is said of the time before it is known what was begun.
 */
GArray *
ebb_reminders_list_missed (EbbReminders *self, const char *person_id)
{
  GArray *missed = g_array_new (FALSE, FALSE, sizeof (EbbPlannedSlot));
  gint64  now_s = ebb_reminders_get_now_s (self);

  for (guint i = 0; self->is_read && i < ebb_plans_get_n (self->plans); i++)
    {
      const EbbPlan *plan = ebb_plans_get_nth (self->plans, i);
      g_autoptr (GArray) slots = NULL;

      if (person_id != NULL && g_strcmp0 (plan->person_id, person_id) != 0)
        continue;
      slots = ebb_reminder_list_missed (plan, self->begun, now_s - EBB_MISSED_S, now_s);
      for (guint n = 0; n < slots->len; n++)
        {
          EbbPlannedSlot one = { .plan = plan, .slot = g_array_index (slots, EbbSlot, n) };

          if (ebb_reminders_find_offer (self, plan->id, &one.slot.local) == NULL)
            g_array_append_val (missed, one);
        }
    }
  g_array_sort (missed, compare_newest);
  return missed;
}
