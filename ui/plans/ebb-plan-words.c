/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-plan-words.h"

#include <glib/gi18n.h>

#include "ebb-rhythm.h"
#include "ebb-words.h"

/* A week in which each day has a name that is not yet another's. */
#define NAMED_DAYS 7
/* Some Monday. */
#define MONDAY_YEAR 2024
#define MONDAY_MONTH 1
#define MONDAY_DAY 1

static int
count_days (gint64 from_s, gint64 to_s)
{
  g_autoptr (GDateTime) from = g_date_time_new_from_unix_local (from_s);
  g_autoptr (GDateTime) to = g_date_time_new_from_unix_local (to_s);
  GDate first, last;

  g_date_clear (&first, 1);
  g_date_clear (&last, 1);
  g_date_set_dmy (&first, (GDateDay) g_date_time_get_day_of_month (from),
                  (GDateMonth) g_date_time_get_month (from),
                  (GDateYear) g_date_time_get_year (from));
  g_date_set_dmy (&last, (GDateDay) g_date_time_get_day_of_month (to),
                  (GDateMonth) g_date_time_get_month (to), (GDateYear) g_date_time_get_year (to));
  return g_date_days_between (&first, &last);
}

static char *
describe_day (gint64 start_s, gint64 now_s)
{
  g_autoptr (GDateTime) start = g_date_time_new_from_unix_local (start_s);
  int days = count_days (now_s, start_s);

  if (days == 0)
    return g_strdup (_ ("Today"));
  if (days == 1)
    return g_strdup (_ ("Tomorrow"));
  if (days == -1)
    return g_strdup (_ ("Yesterday"));
  if (days > 0 && days < NAMED_DAYS)
    return g_date_time_format (start, "%A");
  return ebb_words_day (start_s * G_USEC_PER_SEC);
}

char *
ebb_plan_words_when (gint64 start_s, gint64 now_s)
{
  g_autofree char *day = describe_day (start_s, now_s);
  g_autofree char *time = ebb_words_time_of_day (start_s * G_USEC_PER_SEC);

  /* Translators: a day and a time of day: "Today 21:00". */
  return g_strdup_printf (C_ ("day and time", "%s %s"), day, time);
}

static char *
format_weekday (int weekday, const char *format)
{
  g_autoptr (GDateTime) day =
      g_date_time_new_local (MONDAY_YEAR, MONDAY_MONTH, MONDAY_DAY + weekday, 12, 0, 0);

  return g_date_time_format (day, format);
}

char *
ebb_plan_words_weekday (int weekday)
{
  return format_weekday (weekday, "%a");
}

char *
ebb_plan_words_weekday_in_full (int weekday)
{
  return format_weekday (weekday, "%A");
}

static char *
list_weekdays (guint weekdays)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (int day = 0; day < EBB_N_WEEKDAYS; day++)
    if ((weekdays & EBB_WEEKDAY_MASK (day)) != 0)
      g_ptr_array_add (names, ebb_plan_words_weekday (day));
  g_ptr_array_add (names, NULL);
  /* Translators: between the days of a list: "Tue, Thu". */
  return g_strjoinv (C_ ("between days", ", "), (char **) names->pdata);
}

static char *
describe_rhythm (const EbbRhythm *rhythm, const EbbPlan *plan)
{
  g_autofree char *days = NULL;

  switch (rhythm->kind)
    {
    case EBB_RHYTHM_ONCE:
      return g_strdup (_ ("Once"));
    case EBB_RHYTHM_DAYS:
      return g_strdup_printf (ngettext ("Every day", "Every %u days", (gulong) rhythm->every),
                              rhythm->every);
    case EBB_RHYTHM_WEEKS:
      days = list_weekdays (rhythm->weekdays);
      if (rhythm->every == 1)
        return g_steal_pointer (&days);
      /* Translators: a number of weeks, and days: "Every 2 weeks: Tue, Thu". */
      return g_strdup_printf (
          ngettext ("Every %u week: %s", "Every %u weeks: %s", (gulong) rhythm->every),
          rhythm->every, days);
    default:
      return g_strdup (plan->rule);
    }
}

char *
ebb_plan_words_rhythm (const EbbPlan *plan)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (plan->zone_id);
  g_autofree char *rhythm_words = NULL;
  g_autofree char *time = g_strdup_printf ("%02d:%02d", plan->start.hour, plan->start.minute);
  EbbRhythm        rhythm = { .kind = EBB_RHYTHM_OTHER, .every = 1 };

  if (zone != NULL)
    ebb_rhythm_from_rule (&rhythm, plan->rule, &plan->start, zone);
  rhythm_words = describe_rhythm (&rhythm, plan);
  /* Translators: how a plan repeats, and its time of day: "Tue, Thu · 20:30". */
  return g_strdup_printf (C_ ("rhythm and time", "%s · %s"), rhythm_words, time);
}

const char *
ebb_plan_words_program (EbbCore *core, const EbbPlan *plan)
{
  EbbProgram *program = ebb_programs_find (ebb_core_get_programs (core), plan->program_id);

  return program != NULL ? ebb_program_get_name (program) : _ ("A program that is gone");
}

char *
ebb_plan_words_what (EbbCore *core, const EbbPlan *plan, guint length_s)
{
  EbbPeople       *people = ebb_core_get_people (core);
  const EbbMember *member = ebb_people_find_id (people, plan->person_id);
  GString         *words = g_string_new (ebb_plan_words_program (core, plan));

  if (length_s > 0)
    g_string_append_printf (words, _ (" · %u\u00a0min"), (length_s + 59) / 60);
  if (ebb_people_get_n (people) > 1 && member != NULL && member->name[0] != '\0')
    g_string_append_printf (words, " · %s", member->name);
  return g_string_free (words, FALSE);
}

char *
ebb_plan_words_clash (EbbCore *core, const EbbClash *clash, gint64 now_s)
{
  g_autofree char *when = ebb_plan_words_when (clash->slot.slot.start_s, now_s);
  const char      *name = ebb_plan_words_program (core, clash->slot.plan);

  switch (clash->kind)
    {
    case EBB_CLASH_REST:
      /* Translators: minutes, a program, a day and time. */
      return g_strdup_printf (_ ("%1$s, %2$s: less than %3$d minutes of rest before it. It could "
                                 "not be started then."),
                              name, when, (clash->bound + 59) / 60);
    case EBB_CLASH_COUNT:
      return g_strdup_printf (_ ("%1$s, %2$s: it would be session %3$d in 24 hours, and %4$d are "
                                 "allowed. It could not be started then."),
                              name, when, clash->value, clash->bound);
    default:
      return g_strdup_printf (_ ("%1$s, %2$s: it would pass %3$d minutes in 24 hours. It could not "
                                 "be started then."),
                              name, when, clash->bound / 60);
    }
}

char *
ebb_plan_words_quiet (EbbCore *core, const EbbPlan *plan, gint64 now_s)
{
  const EbbMember *member = ebb_people_find_id (ebb_core_get_people (core), plan->person_id);
  g_autoptr (GArray) next = ebb_plans_list_slots_of (ebb_core_get_plans (core), plan, now_s, 1);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  const EbbPlannedSlot *one;
  EbbLocalTime          local;

  if (member == NULL || next->len == 0)
    return NULL;
  one = &g_array_index (next, EbbPlannedSlot, 0);
  local = ebb_local_time_from_unix_s (one->slot.start_s, zone);
  if (!ebb_quiet_hours_meet (&member->quiet, local.hour * 60 + local.minute,
                             (int) (one->length_s + 59) / 60))
    return NULL;
  return g_strdup (_ ("It runs into quiet hours. Nobody is reminded in them."));
}
