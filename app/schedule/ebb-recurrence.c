/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-recurrence.h"

#include <libical/ical.h>
#include <string.h>

/* A rule may leave out every day there is, as the 30th of February does: somewhere one has to give
 * up. A daily plan of 150 years (engineering choice). */
#define STEPS_MAX 55000

struct _EbbRecurrence
{
  EbbLocalTime start;
  GTimeZone   *zone;
  gboolean     is_once;

  struct icalrecurrencetype rule; /* its end in local time */
};

G_DEFINE_QUARK (ebb - recurrence - error - quark, ebb_recurrence_error)

static gboolean
refuse (GError **error, const char *rule, const char *expected)
{
  g_set_error (error, EBB_RECURRENCE_ERROR, EBB_RECURRENCE_ERROR_RULE, "rule \"%s\": expected %s",
               rule, expected);
  return FALSE;
}

static struct icaltimetype
to_ical (const EbbLocalTime *local)
{
  struct icaltimetype time = icaltime_null_time ();

  time.year = local->year;
  time.month = local->month;
  time.day = local->day;
  time.hour = local->hour;
  time.minute = local->minute;
  time.second = local->second;
  return time;
}

static EbbLocalTime
from_ical (struct icaltimetype time)
{
  return (EbbLocalTime){ time.year, time.month, time.day, time.hour, time.minute, time.second };
}

/* Each part of a rule is there once at most: of two the library would take either. */
static gboolean
has_each_part_once (const char *rule)
{
  g_auto (GStrv) parts = g_strsplit (rule, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      size_t length = strcspn (parts[i], "=");

      if (length == 0 || parts[i][length] != '=' || parts[i][length + 1] == '\0')
        return FALSE;
      for (guint k = 0; k < i; k++)
        if (g_ascii_strncasecmp (parts[k], parts[i], length + 1) == 0)
          return FALSE;
    }
  return TRUE;
}

static gboolean
is_times_of_day (const struct icalrecurrencetype *rule)
{
  return rule->by_hour[0] != ICAL_RECURRENCE_ARRAY_MAX
         || rule->by_minute[0] != ICAL_RECURRENCE_ARRAY_MAX
         || rule->by_second[0] != ICAL_RECURRENCE_ARRAY_MAX;
}

static gboolean
check_rule (const struct icalrecurrencetype *rule, const char *text, GError **error)
{
  gboolean has_count = rule->count != 0;
  gboolean has_until = !icaltime_is_null_time (rule->until);

  if (rule->freq == ICAL_NO_RECURRENCE)
    return refuse (error, text, "one of RFC 5545, as FREQ=WEEKLY;BYDAY=TU,TH");
  if (rule->freq < ICAL_DAILY_RECURRENCE || is_times_of_day (rule))
    return refuse (error, text, "FREQ=DAILY, WEEKLY, MONTHLY or YEARLY and one time a day");
  if (rule->rscale != NULL || rule->skip != ICAL_SKIP_OMIT)
    return refuse (error, text, "a rule of the usual calendar, without RSCALE and SKIP");
  if (rule->interval < 1 || rule->count < 0)
    return refuse (error, text, "INTERVAL and COUNT of 1 or more");
  if (has_count && has_until)
    return refuse (error, text, "COUNT or UNTIL, not both");
  if (has_until && rule->until.is_date)
    return refuse (error, text, "UNTIL with a time, as 20261231T225959Z");
  return TRUE;
}

/* An end in universal time (RFC 5545 asks for that) is held against local times. */
static void
bring_end_home (struct icalrecurrencetype *rule, GTimeZone *zone)
{
  struct icaltimetype *until = &rule->until;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  EbbLocalTime local;
  gint64       unix_s;

  if (icaltime_is_null_time (*until) || !icaltime_is_utc (*until))
    return;
  local = from_ical (*until);
  unix_s = ebb_local_time_to_unix_s (&local, utc);
  local = ebb_local_time_from_unix_s (unix_s, zone);
  *until = to_ical (&local);
}

static gboolean
read_rule (EbbRecurrence *self, const char *text, GError **error)
{
  icalerror_set_errors_are_fatal (0);
  if (strlen (text) > EBB_RECURRENCE_RULE_MAX_BYTES)
    {
      g_set_error (error, EBB_RECURRENCE_ERROR, EBB_RECURRENCE_ERROR_RULE,
                   "a rule of %zu bytes: expected at most %d", strlen (text),
                   EBB_RECURRENCE_RULE_MAX_BYTES);
      return FALSE;
    }
  if (!g_str_is_ascii (text) || !has_each_part_once (text))
    return refuse (error, text, "parts NAME=VALUE with semicolons between them, each once");
  self->rule = icalrecurrencetype_from_string (text);
  if (!check_rule (&self->rule, text, error))
    return FALSE;
  bring_end_home (&self->rule, self->zone);
  return TRUE;
}

/**
 * ebb_recurrence_new:
 * @rule: (nullable): a recurrence rule of RFC 5545, 3.3.10, in at most 512 bytes; %NULL: once
 * @start: the first local time. It is a slot where the rule names it, as the rules of the RFC ask for
 * @zone: where that is
 *
 * Rules that come more than once a day are refused, and those that say their end twice.
 *
 * Returns: (transfer full): or %NULL with %EBB_RECURRENCE_ERROR that names the rule and what was
 *   expected
 */
EbbRecurrence *
ebb_recurrence_new (const char *rule, const EbbLocalTime *start, GTimeZone *zone, GError **error)
{
  g_autoptr (EbbRecurrence) self = g_new0 (EbbRecurrence, 1);

  self->start = *start;
  self->zone = g_time_zone_ref (zone);
  self->is_once = rule == NULL;
  icalrecurrencetype_clear (&self->rule);
  if (rule != NULL && !read_rule (self, rule, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * ebb_recurrence_free:
 */
void
ebb_recurrence_free (EbbRecurrence *self)
{
  g_time_zone_unref (self->zone);
  g_free (self->rule.rscale);
  g_free (self);
}

/**
 * ebb_recurrence_make_slot:
 *
 * Returns: when that local time is, where the rule is
 */
EbbSlot
ebb_recurrence_make_slot (const EbbRecurrence *self, const EbbLocalTime *local)
{
  return (EbbSlot){ .local = *local, .start_s = ebb_local_time_to_unix_s (local, self->zone) };
}

static void
take_slot (const EbbRecurrence *self, EbbLocalTime local, gint64 from_s, GArray *slots)
{
  EbbSlot slot = ebb_recurrence_make_slot (self, &local);

  if (slot.start_s >= from_s)
    g_array_append_val (slots, slot);
}

/**
 * ebb_recurrence_list_slots:
 * @from_s: seconds since 1970
 *
 * Local times are counted by the rule first, and each is brought to its instant then: a change of the
 * clock moves no slot but the one that it leaves out, and adds none.
 *
 * Returns: (transfer full) (element-type EbbSlot): at most @n_max
 */
GArray *
ebb_recurrence_list_slots (const EbbRecurrence *self, gint64 from_s, guint n_max)
{
  GArray             *slots = g_array_new (FALSE, FALSE, sizeof (EbbSlot));
  icalrecur_iterator *iterator;

  if (self->is_once)
    {
      if (n_max > 0)
        take_slot (self, self->start, from_s, slots);
      return slots;
    }
  iterator = icalrecur_iterator_new (self->rule, to_ical (&self->start));
  for (guint i = 0; iterator != NULL && i < STEPS_MAX && slots->len < n_max; i++)
    {
      struct icaltimetype next = icalrecur_iterator_next (iterator);

      if (icaltime_is_null_time (next))
        break;
      take_slot (self, from_ical (next), from_s, slots);
    }
  icalrecur_iterator_free (iterator);
  return slots;
}

/**
 * ebb_recurrence_has_slot:
 *
 * Returns: whether @local is one of the local times that the rule counts
 */
gboolean
ebb_recurrence_has_slot (const EbbRecurrence *self, const EbbLocalTime *local)
{
  EbbSlot slot = ebb_recurrence_make_slot (self, local);
  g_autoptr (GArray) first = ebb_recurrence_list_slots (self, slot.start_s, 1);

  return first->len > 0
         && ebb_local_time_compare (&g_array_index (first, EbbSlot, 0).local, local) == 0;
}
