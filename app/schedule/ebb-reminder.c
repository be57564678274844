/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-reminder.h"

#include "ebb-schedule.h"

/**
 * ebb_reminder_judge:
 *
 * Pure. Quiet hours hold back a reminder, and nobody catches up on it when they are over.
 */
EbbReminderJudgement
ebb_reminder_judge (const EbbSlot       *slot,
                    const EbbReminded   *reminded,
                    const EbbQuietHours *quiet,
                    int                  minute,
                    gint64               now_s)
{
  gint64               due_s = reminded != NULL ? reminded->due_s : slot->start_s;
  gint64               until_s = due_s + EBB_REMINDER_VALID_S;
  gboolean             is_given = reminded != NULL && reminded->state == EBB_REMINDED_GIVEN;
  EbbReminderJudgement never = { EBB_REMINDER_WAITS, G_MAXINT64, 0 };

  if (now_s >= until_s || (reminded != NULL && reminded->state == EBB_REMINDED_ANSWERED))
    return never;
  if (is_given)
    return (EbbReminderJudgement){ EBB_REMINDER_OUT, until_s, until_s };
  if (now_s < due_s)
    return (EbbReminderJudgement){ EBB_REMINDER_WAITS, due_s, 0 };
  if (ebb_quiet_hours_has (quiet, minute))
    return never;
  return (EbbReminderJudgement){ EBB_REMINDER_DUE, until_s, until_s };
}

static gboolean
is_same_day (gint64 started_s, const EbbLocalTime *slot, GTimeZone *zone)
{
  EbbLocalTime started = ebb_local_time_from_unix_s (started_s, zone);

  return started.year == slot->year && started.month == slot->month && started.day == slot->day;
}

/* -1: there is none that is free */
static int
find_begun (const EbbPlan   *plan,
            const EbbSlot   *slot,
            const GPtrArray *begun,
            GTimeZone       *zone,
            const gboolean  *is_taken)
{
  for (guint i = 0; i < begun->len; i++)
    {
      const EbbBegun *one = g_ptr_array_index (begun, i);

      if (!is_taken[i] && g_strcmp0 (one->person_id, plan->person_id) == 0
          && g_strcmp0 (one->program_id, plan->program_id) == 0
          && is_same_day (one->started_s, &slot->local, zone))
        return (int) i;
    }
  return -1;
}

/**
 * ebb_reminder_list_unkept:
 *
 * Who planned it for 20:30 and began at 21:10 did what they planned.
 */
GArray *
ebb_reminder_list_unkept (const EbbPlan *plan, const GArray *slots, const GPtrArray *begun)
{
  GArray *unkept = g_array_new (FALSE, FALSE, sizeof (EbbSlot));
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (plan->zone_id);
  g_autofree gboolean *is_taken = g_new0 (gboolean, begun->len + 1);

  for (guint i = 0; zone != NULL && i < slots->len; i++)
    {
      const EbbSlot *slot = &g_array_index (slots, EbbSlot, i);
      int            found = find_begun (plan, slot, begun, zone, is_taken);

      if (found >= 0)
        is_taken[found] = TRUE;
      else
        g_array_append_val (unkept, *slot);
    }
  return unkept;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 one_s = ((const EbbSlot *) a)->start_s;
  gint64 other_s = ((const EbbSlot *) b)->start_s;

  return (one_s > other_s) - (one_s < other_s);
}

static void
add_earlier (const EbbPlan *plan, gint64 from_s, gint64 now_s, GArray *missed)
{
  for (guint i = 0; i < plan->missed->len; i++)
    {
      EbbSlot slot = g_array_index (plan->missed, EbbSlot, i);

      if (slot.start_s >= from_s && slot.start_s <= now_s)
        g_array_append_val (missed, slot);
    }
}

/**
 * ebb_reminder_list_missed:
 *
 * Pure: a clock that was wrong for a while leaves nothing behind.
 */
GArray *
ebb_reminder_list_missed (const EbbPlan *plan, const GPtrArray *begun, gint64 from_s, gint64 now_s)
{
  g_autoptr (GArray) slots =
      ebb_schedule_list_slots_between (plan, from_s, now_s - EBB_REMINDER_VALID_S + 1);
  GArray *missed = ebb_reminder_list_unkept (plan, slots, begun);

  add_earlier (plan, from_s, now_s, missed);
  g_array_sort (missed, compare);
  return missed;
}
