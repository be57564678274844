/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-exceptions.h"

static gboolean
is_same (const EbbLocalTime *a, const EbbLocalTime *b)
{
  return ebb_local_time_compare (a, b) == 0;
}

static EbbLocalTime
get_midnight (const EbbLocalTime *local)
{
  return (EbbLocalTime){ .year = local->year, .month = local->month, .day = local->day };
}

static gboolean
is_in_days (const EbbLocalTime *local, const EbbPausedDays *days)
{
  EbbLocalTime day = get_midnight (local);
  EbbLocalTime first = get_midnight (&days->first);
  EbbLocalTime last = get_midnight (&days->last);

  return ebb_local_time_compare (&day, &first) >= 0 && ebb_local_time_compare (&day, &last) <= 0;
}

static gboolean
is_skipped (const EbbExceptions *self, const EbbLocalTime *local)
{
  for (guint i = 0; i < self->n_skipped; i++)
    if (is_same (local, &self->skipped[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_left_out (const EbbExceptions *self, const EbbLocalTime *local)
{
  if (is_skipped (self, local))
    return TRUE;
  for (guint i = 0; i < self->n_moved; i++)
    if (is_same (local, &self->moved[i].from))
      return TRUE;
  for (guint i = 0; i < self->n_paused; i++)
    if (is_in_days (local, &self->paused[i]))
      return TRUE;
  return FALSE;
}

/* How many slots of the rule may have to be looked at to find so many that are left. Holidays leave
 * out one a day at most. */
static guint
count_candidates (const EbbExceptions *self, guint n_max)
{
  guint64 n = (guint64) n_max + self->n_skipped + self->n_moved;

  for (guint i = 0; i < self->n_paused; i++)
    {
      const EbbPausedDays *days = &self->paused[i];
      GDate                first, last;

      g_date_clear (&first, 1);
      g_date_clear (&last, 1);
      g_date_set_dmy (&first, (GDateDay) days->first.day, (GDateMonth) days->first.month,
                      (GDateYear) days->first.year);
      g_date_set_dmy (&last, (GDateDay) days->last.day, (GDateMonth) days->last.month,
                      (GDateYear) days->last.year);
      n += (guint64) MAX (0, g_date_days_between (&first, &last) + 1);
    }
  return (guint) MIN (n, G_MAXUINT);
}

static void
add_moved (const EbbExceptions *self, const EbbRecurrence *recurrence, gint64 from_s, GArray *slots)
{
  for (guint i = 0; i < self->n_moved; i++)
    {
      const EbbMovedSlot *moved = &self->moved[i];
      EbbSlot             slot;

      if (is_skipped (self, &moved->from) || is_skipped (self, &moved->to)
          || !ebb_recurrence_has_slot (recurrence, &moved->from))
        continue;
      slot = ebb_recurrence_make_slot (recurrence, &moved->to);
      if (slot.start_s >= from_s)
        g_array_append_val (slots, slot);
    }
}

static int
compare_slots (gconstpointer a, gconstpointer b)
{
  gint64 first_s = ((const EbbSlot *) a)->start_s;
  gint64 second_s = ((const EbbSlot *) b)->start_s;

  return first_s < second_s ? -1 : first_s > second_s;
}

static void
drop_twins (GArray *slots)
{
  for (guint i = slots->len; i > 1; i--)
    if (g_array_index (slots, EbbSlot, i - 1).start_s
        == g_array_index (slots, EbbSlot, i - 2).start_s)
      g_array_remove_index (slots, i - 1);
}

/**
 * ebb_exceptions_list_slots:
 * @from_s: seconds since 1970
 *
 * Returns: (transfer full) (element-type EbbSlot): at most @n_max, in the order of their instants
 */
GArray *
ebb_exceptions_list_slots (const EbbExceptions *self,
                           const EbbRecurrence *recurrence,
                           gint64               from_s,
                           guint                n_max)
{
  g_autoptr (GArray) all =
      ebb_recurrence_list_slots (recurrence, from_s, count_candidates (self, n_max));
  GArray *left = g_array_new (FALSE, FALSE, sizeof (EbbSlot));

  for (guint i = 0; i < all->len; i++)
    {
      const EbbSlot *slot = &g_array_index (all, EbbSlot, i);

      if (!is_left_out (self, &slot->local))
        g_array_append_val (left, *slot);
    }
  add_moved (self, recurrence, from_s, left);
  g_array_sort (left, compare_slots);
  drop_twins (left);
  g_array_set_size (left, MIN (left->len, n_max));
  return left;
}
