/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-plan.h"

#include <string.h>

/* As ebb-limits.h has it of any session that counts time: a day is longer than all of them. */
#define LENGTH_MAX_S (24 * 60 * 60)
#define MINUTES_PER_DAY (24 * 60)
#define ID_BYTES_MAX 200

/**
 * ebb_plan_new:
 *
 * Returns: (transfer full): of nobody, and not kept: all fields are to be filled
 */
EbbPlan *
ebb_plan_new (void)
{
  EbbPlan *self = g_new0 (EbbPlan, 1);

  self->id = g_strdup ("");
  self->legs = EBB_LEGS_BOTH;
  self->stop_by_min = EBB_PLAN_NO_STOP_BY;
  self->skipped = g_array_new (FALSE, FALSE, sizeof (EbbLocalTime));
  self->moved = g_array_new (FALSE, FALSE, sizeof (EbbMovedSlot));
  self->paused = g_array_new (FALSE, FALSE, sizeof (EbbPausedDays));
  self->missed = g_array_new (FALSE, FALSE, sizeof (EbbSlot));
  return self;
}

/**
 * ebb_plan_copy:
 *
 * Returns: (transfer full): the same again
 */
EbbPlan *
ebb_plan_copy (const EbbPlan *self)
{
  EbbPlan *copy = g_new (EbbPlan, 1);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->person_id = g_strdup (self->person_id);
  copy->program_id = g_strdup (self->program_id);
  copy->boots_identity = g_strdup (self->boots_identity);
  copy->rule = g_strdup (self->rule);
  copy->zone_id = g_strdup (self->zone_id);
  copy->skipped = g_array_copy (self->skipped);
  copy->moved = g_array_copy (self->moved);
  copy->paused = g_array_copy (self->paused);
  copy->missed = g_array_copy (self->missed);
  return copy;
}

void
ebb_plan_free (EbbPlan *self)
{
  g_free (self->id);
  g_free (self->person_id);
  g_free (self->program_id);
  g_free (self->boots_identity);
  g_free (self->rule);
  g_free (self->zone_id);
  g_array_unref (self->skipped);
  g_array_unref (self->moved);
  g_array_unref (self->paused);
  g_array_unref (self->missed);
  g_free (self);
}

gboolean
ebb_plan_has_same_times (const EbbPlan *self, const EbbPlan *other)
{
  return g_strcmp0 (self->rule, other->rule) == 0 && g_strcmp0 (self->zone_id, other->zone_id) == 0
         && ebb_local_time_compare (&self->start, &other->start) == 0;
}

static gboolean
refuse (GError **error, const char *field, const char *value, const char *expected)
{
  g_set_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_INVALID, "plan: %s is \"%s\", expected %s",
               field, value != NULL ? value : "", expected);
  return FALSE;
}

static gboolean
is_name (const char *text)
{
  return text != NULL && text[0] != '\0' && strlen (text) <= ID_BYTES_MAX
         && g_utf8_validate (text, -1, NULL);
}

static gboolean
check_names (const EbbPlan *self, GError **error)
{
  if (!is_name (self->person_id))
    return refuse (error, "the person", self->person_id, "an id");
  if (!is_name (self->program_id))
    return refuse (error, "the program", self->program_id, "an id");
  if (self->boots_identity != NULL && !is_name (self->boots_identity))
    return refuse (error, "the boots", self->boots_identity, "an identity, or none");
  if (!is_name (self->zone_id))
    return refuse (error, "the zone", self->zone_id, "a time zone, as in Europe/Berlin");
  return TRUE;
}

static gboolean
check_numbers (const EbbPlan *self, GError **error)
{
  g_autofree char *length = g_strdup_printf ("%u", self->length_s);
  g_autofree char *stop_by = g_strdup_printf ("%d", self->stop_by_min);

  if (self->legs != EBB_LEGS_LEFT && self->legs != EBB_LEGS_RIGHT && self->legs != EBB_LEGS_BOTH)
    return refuse (error, "the legs", "none", "left, right or both");
  if (self->length_s > LENGTH_MAX_S)
    return refuse (error, "the length in seconds", length, "at most that of a day");
  if (self->stop_by_min != EBB_PLAN_NO_STOP_BY
      && (self->stop_by_min < 0 || self->stop_by_min >= MINUTES_PER_DAY))
    return refuse (error, "the end in minutes of the day", stop_by, "0 to 1439");
  return TRUE;
}

static gboolean
check_exceptions (const EbbPlan *self, GError **error)
{
  if (self->skipped->len > EBB_PLAN_EXCEPTIONS_MAX || self->moved->len > EBB_PLAN_EXCEPTIONS_MAX
      || self->paused->len > EBB_PLAN_EXCEPTIONS_MAX || self->missed->len > EBB_PLAN_EXCEPTIONS_MAX)
    return refuse (error, "the number of exceptions", "too high", "1000 of each kind at most");
  for (guint i = 0; i < self->paused->len; i++)
    {
      const EbbPausedDays *days = &g_array_index (self->paused, EbbPausedDays, i);
      g_autofree char     *last = ebb_plan_day_to_string (&days->last);

      if (ebb_local_time_compare (&days->last, &days->first) < 0)
        return refuse (error, "the last day of a break", last,
                       "a day that is not before the first");
    }
  return TRUE;
}

/**
 * ebb_plan_check:
 *
 * Looks at each field by itself.
 *
 * Returns: %FALSE with %EBB_MODEL_ERROR that names the field, its value and what was expected
 */
gboolean
ebb_plan_check (const EbbPlan *self, GError **error)
{
  return check_names (self, error) && check_numbers (self, error) && check_exceptions (self, error);
}

/**
 * ebb_plan_stop_by_from_string:
 * @text: as in "22:30"
 * @stop_by_min: (out): minutes of the day; as it was if @text is no time
 *
 * Returns: whether @text is a time of day
 */
gboolean
ebb_plan_stop_by_from_string (const char *text, int *stop_by_min)
{
  g_autofree char *whole = g_strdup_printf ("2000-01-01T%s", text);
  EbbLocalTime     local;

  if (strlen (text) != strlen ("22:30") || !ebb_local_time_parse (whole, &local))
    return FALSE;
  *stop_by_min = local.hour * 60 + local.minute;
  return TRUE;
}

/**
 * ebb_plan_stop_by_to_string:
 *
 * Returns: (transfer full) (nullable): as ebb_plan_stop_by_from_string() reads it; %NULL for
 *   %EBB_PLAN_NO_STOP_BY
 */
char *
ebb_plan_stop_by_to_string (int stop_by_min)
{
  if (stop_by_min == EBB_PLAN_NO_STOP_BY)
    return NULL;
  return g_strdup_printf ("%02d:%02d", stop_by_min / 60, stop_by_min % 60);
}

/**
 * ebb_plan_day_from_string:
 * @text: as in "2026-07-01"
 * @day: (out): as it was if @text is no day
 *
 * Returns: whether @text is a day
 */
gboolean
ebb_plan_day_from_string (const char *text, EbbLocalTime *day)
{
  g_autofree char *whole = g_strdup_printf ("%sT00:00", text);

  return strlen (text) == strlen ("2026-07-01") && ebb_local_time_parse (whole, day);
}

/**
 * ebb_plan_day_to_string:
 *
 * Returns: (transfer full): as ebb_plan_day_from_string() reads it
 */
char *
ebb_plan_day_to_string (const EbbLocalTime *day)
{
  return g_strdup_printf ("%04d-%02d-%02d", day->year, day->month, day->day);
}
