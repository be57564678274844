/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-schedule.h"

#include <string.h>

/* The slots of a plan. */

#define DAY_S (24 * 60 * 60)

static EbbPlan *
make_plan (const char *rule, const char *start)
{
  EbbPlan *plan = ebb_plan_new ();

  plan->person_id = g_strdup ("ada");
  plan->program_id = g_strdup ("gentle-wave");
  plan->zone_id = g_strdup ("Europe/Berlin");
  plan->rule = g_strdup (rule);
  g_assert_true (ebb_local_time_parse (start, &plan->start));
  return plan;
}

static EbbLocalTime
local (const char *text)
{
  EbbLocalTime time;

  g_assert_true (ebb_local_time_parse (text, &time));
  return time;
}

static void
assert_slots (const EbbPlan *plan, gint64 from_s, const char *expected)
{
  g_autoptr (GArray) slots = ebb_schedule_list_slots (plan, from_s, 4);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < slots->len; i++)
    {
      g_autofree char *text = ebb_local_time_to_string (&g_array_index (slots, EbbSlot, i).local);

      g_string_append_printf (words, "%s%s", i > 0 ? " " : "", text);
    }
  g_assert_cmpstr (words->str, ==, expected);
}

static void
test_slots_follow_rule_and_exceptions (void)
{
  g_autoptr (EbbPlan) plan = make_plan ("FREQ=WEEKLY;BYDAY=TU,TH", "2026-03-24T20:30");
  const EbbLocalTime  skipped = local ("2026-03-26T20:30");
  const EbbMovedSlot  moved = { local ("2026-03-31T20:30"), local ("2026-04-01T09:00") };
  const EbbPausedDays days = { local ("2026-04-02T00:00"), local ("2026-04-08T00:00") };

  assert_slots (plan, 0, "2026-03-24T20:30 2026-03-26T20:30 2026-03-31T20:30 2026-04-02T20:30");
  g_array_append_val (plan->skipped, skipped);
  g_array_append_val (plan->moved, moved);
  g_array_append_val (plan->paused, days);
  g_assert_true (ebb_schedule_check (plan, NULL));
  assert_slots (plan, 0, "2026-03-24T20:30 2026-04-01T09:00 2026-04-09T20:30 2026-04-14T20:30");
}

/* Nobody was reminded of what was not planned yet. */
static void
test_no_slot_is_from_before_it_was_made (void)
{
  g_autoptr (EbbPlan) plan = make_plan ("FREQ=DAILY", "2026-03-24T20:30");
  g_autoptr (GArray) first = ebb_schedule_list_slots (plan, 0, 1);
  const gint64 first_s = g_array_index (first, EbbSlot, 0).start_s;

  plan->made_s = first_s + 2 * DAY_S + 3600;
  assert_slots (plan, 0, "2026-03-27T20:30 2026-03-28T20:30 2026-03-29T20:30 2026-03-30T20:30");
  /* Made in the minute of a slot, that one is meant. */
  plan->made_s = first_s + 30;
  assert_slots (plan, 0, "2026-03-24T20:30 2026-03-25T20:30 2026-03-26T20:30 2026-03-27T20:30");
}

static void
test_what_is_no_plan_has_no_slots (void)
{
  g_autoptr (EbbPlan) plan = make_plan ("FREQ=NEVER", "2026-03-24T20:30");
  g_autoptr (GError) error = NULL;

  g_assert_false (ebb_schedule_check (plan, &error));
  g_assert_nonnull (strstr (error->message, "FREQ=NEVER"));
  assert_slots (plan, 0, "");
  g_clear_error (&error);
  g_free (plan->rule);
  plan->rule = NULL;
  assert_slots (plan, 0, "2026-03-24T20:30");
  g_free (plan->zone_id);
  plan->zone_id = g_strdup ("Europe/Atlantis");
  g_assert_false (ebb_schedule_check (plan, &error));
  g_assert_nonnull (strstr (error->message, "Europe/Atlantis"));
  assert_slots (plan, 0, "");
}

static void
test_session_ends_by_the_time_of_the_plan (void)
{
  g_autoptr (EbbPlan) plan = make_plan ("FREQ=DAILY", "2026-03-24T22:20");
  EbbSlot slot = { .local = plan->start };

  g_assert_cmpuint (ebb_schedule_fit_length_s (plan, &slot, 1200), ==, 1200);
  plan->stop_by_min = 22 * 60 + 30;
  g_assert_cmpuint (ebb_schedule_fit_length_s (plan, &slot, 1200), ==, 600);
  g_assert_cmpuint (ebb_schedule_fit_length_s (plan, &slot, 300), ==, 300);
  slot.local.hour = 23;
  g_assert_cmpuint (ebb_schedule_fit_length_s (plan, &slot, 1200), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule/slots-follow-rule-and-exceptions",
                   test_slots_follow_rule_and_exceptions);
  g_test_add_func ("/schedule/no-slot-is-from-before-it-was-made",
                   test_no_slot_is_from_before_it_was_made);
  g_test_add_func ("/schedule/what-is-no-plan-has-no-slots", test_what_is_no_plan_has_no_slots);
  g_test_add_func ("/schedule/session-ends-by-the-time-of-the-plan",
                   test_session_ends_by_the_time_of_the_plan);
  return g_test_run ();
}
