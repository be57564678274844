/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-fake-clock.h"
#include "ebb-people-private.h"
#include "ebb-plans-private.h"
#include "ebb-reminders-private.h"
#include "ebb-schedule.h"

/* Reminders over every change of the clock from 2020 to 2035, and while somebody sets the clock on the wall
 * wherever they like (safety.md, H13). */

#define FIRST_YEAR 2020
#define LAST_YEAR 2035
#define HOUR_S (60 * 60)
#define DAY_S (24 * HOUR_S)
#define AROUND_S (26 * HOUR_S)
#define JUMPS 6

static const char *const zones[] = {
  "Europe/Berlin",       /* both changes at one in universal time */
  "America/New_York",    /* at two in local time */
  "Australia/Lord_Howe", /* by half an hour, in the south */
  "America/Santiago",    /* at midnight: days without a beginning */
  "Africa/Casablanca",   /* twice more a year, with Ramadan */
};

/* In the hours in which clocks are changed, and one in the evening. */
static const int minutes[] = { 5, 95, 150, 1230, 1439 };

typedef struct
{
  EbbFakeClock *clock;
  EbbPlans     *plans;
  EbbReminders *reminders;
  GHashTable   *told; /* how often, by plan and local time */
  guint         n_told;
} Household;

/* Within its five minutes, and of a time that the plan has. */
static void
remind_cb (Household *household, const EbbOffer *offer)
{
  const EbbPlan   *plan = ebb_plans_find (household->plans, offer->plan_id);
  gint64           now_s = ebb_reminders_get_now_s (household->reminders);
  g_autofree char *key = ebb_reminders_make_key (offer->plan_id, &offer->local);

  g_assert_true (ebb_schedule_has_slot (plan, &offer->local));
  g_assert_cmpint (now_s, >=, offer->start_s);
  g_assert_cmpint (now_s, <, offer->start_s + EBB_OFFER_S);
  g_assert_false (g_hash_table_contains (household->told, key));
  g_hash_table_add (household->told, g_steal_pointer (&key));
  household->n_told++;
}

static void
add_plan (Household *household, const char *zone, int minute, gint64 around_s)
{
  g_autoptr (GTimeZone) place = g_time_zone_new_identifier (zone);
  EbbPlan *plan = ebb_plan_new ();

  g_free (plan->id);
  plan->id = g_strdup_printf ("%s %d", zone, minute);
  plan->person_id = g_strdup ("ada");
  plan->program_id = g_strdup ("gentle-wave");
  plan->zone_id = g_strdup (zone);
  plan->rule = g_strdup ("FREQ=DAILY");
  plan->start = ebb_local_time_from_unix_s (around_s - 8 * DAY_S, place);
  plan->start.hour = minute / 60;
  plan->start.minute = minute % 60;
  plan->start.second = 0;
  plan->made_s = 1;
  g_ptr_array_add (household->plans->list, plan);
}

static Household *
open_household (const char *zone, gint64 around_s)
{
  static const EbbLimits none = { 0 };
  Household             *household = g_new0 (Household, 1);
  g_autoptr (EbbPrograms) programs = ebb_programs_new_from_directory ("/nonexistent");
  g_autoptr (EbbPeople) people = ebb_people_new (NULL);

  household->clock = ebb_fake_clock_new ();
  household->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ebb_fake_clock_set_wall_us (household->clock, (around_s - AROUND_S) * G_USEC_PER_SEC);
  household->plans = ebb_plans_new (EBB_CLOCK (household->clock), NULL, programs, &none);
  for (guint i = 0; i < G_N_ELEMENTS (minutes); i++)
    add_plan (household, zone, minutes[i], around_s);
  household->reminders =
      ebb_reminders_new (EBB_CLOCK (household->clock), NULL, household->plans, people);
  g_signal_connect_swapped (household->reminders, "remind", G_CALLBACK (remind_cb), household);
  ebb_reminders_begin (household->reminders);
  return household;
}

static void
close_household (Household *household)
{
  g_object_unref (household->reminders);
  g_object_unref (household->plans);
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (household->clock), ==, 0);
  g_object_unref (household->clock);
  g_hash_table_unref (household->told);
  g_free (household);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Household, close_household)

static void
pass (Household *household, gint64 seconds)
{
  ebb_fake_clock_advance_ms (household->clock, (guint) (seconds * 1000));
}

/* How many there are in that time, by the plans. */
static guint
count_slots (Household *household, gint64 from_s, gint64 until_s)
{
  guint n = 0;

  for (guint i = 0; i < ebb_plans_get_n (household->plans); i++)
    {
      g_autoptr (GArray) slots = ebb_schedule_list_slots_between (
          ebb_plans_get_nth (household->plans, i), from_s, until_s);

      n += slots->len;
    }
  return n;
}

typedef void (*Around) (const char *zone, gint64 change_s);

static guint
for_each_change (Around around)
{
  guint n_changes = 0;

  for (guint z = 0; z < G_N_ELEMENTS (zones); z++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[z]);
      g_autoptr (GDateTime) first = g_date_time_new_utc (FIRST_YEAR, 1, 1, 0, 0, 0);
      g_autoptr (GDateTime) last = g_date_time_new_utc (LAST_YEAR + 1, 1, 1, 0, 0, 0);
      gint64 at_s = g_date_time_to_unix (first);
      int    before_s = 0;

      for (gboolean is_first = TRUE; at_s < g_date_time_to_unix (last); at_s += HOUR_S / 2)
        {
          int offset_s = g_time_zone_get_offset (
              zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at_s));

          if (!is_first && offset_s != before_s)
            {
              around (zones[z], at_s);
              n_changes++;
            }
          is_first = FALSE;
          before_s = offset_s;
        }
    }
  return n_changes;
}

static void
live_through (const char *zone, gint64 change_s)
{
  g_autoptr (Household) household = open_household (zone, change_s);

  pass (household, 2 * AROUND_S);
  g_assert_cmpuint (
      household->n_told, ==,
      count_slots (household, change_s - AROUND_S - EBB_OFFER_S + 1, change_s + AROUND_S + 1));
}

/* What came less than five minutes before is told as well. A slot whose time does not exist, or is there twice, is one as all others are. */
static void
test_each_slot_is_told_once_over_every_change (void)
{
  g_assert_cmpuint (for_each_change (live_through), >, 5 * 2 * 12);
}

static void
live_through_jumps (const char *zone, gint64 change_s)
{
  g_autoptr (Household) household = open_household (zone, change_s);

  for (int i = 0; i < JUMPS; i++)
    {
      gint64 now_s = ebb_reminders_get_now_s (household->reminders);

      pass (household, g_test_rand_int_range (1, 8 * HOUR_S));
      ebb_fake_clock_set_wall_us (household->clock,
                                  (now_s + g_test_rand_int_range (-DAY_S, DAY_S)) * G_USEC_PER_SEC);
      pass (household, g_test_rand_int_range (0, HOUR_S));
    }
}

/* Up to a day, either way: what was told is not told again, and what is told is due (remind_cb). */
static void
test_each_slot_is_told_once_however_the_clock_is_set (void)
{
  for_each_change (live_through_jumps);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/safety/H13/each-slot-is-told-once-over-every-change",
                   test_each_slot_is_told_once_over_every_change);
  g_test_add_func ("/safety/H13/each-slot-is-told-once-however-the-clock-is-set",
                   test_each_slot_is_told_once_however_the_clock_is_set);
  return g_test_run ();
}
