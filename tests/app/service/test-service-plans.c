/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-plans.h"
#include "household.h"
#include "service-fixture.h"

#include <string.h>

/* What the people of a household mean to run. */

static EbbPlans *
get_plans (ServiceFixture *fixture)
{
  return ebb_core_get_plans (fixture->core);
}

static void
result_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static EbbLocalTime
local (const char *text)
{
  EbbLocalTime time;

  g_assert_true (ebb_local_time_parse (text, &time));
  return time;
}

static EbbPlan *
make_plan (const char *person_id, const char *rule, const char *start)
{
  EbbPlan *plan = ebb_plan_new ();

  plan->person_id = g_strdup (person_id);
  plan->program_id = g_strdup ("gentle-wave");
  plan->rule = g_strdup (rule);
  plan->zone_id = g_strdup ("Europe/Berlin");
  plan->start = local (start);
  return plan;
}

static char *
save (ServiceFixture *fixture, const EbbPlan *plan, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ebb_plans_save_async (get_plans (fixture), plan, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return ebb_plans_save_finish (get_plans (fixture), result, error);
}

static char *
save_well (ServiceFixture *fixture, const EbbPlan *plan)
{
  g_autoptr (GError) error = NULL;
  char *id = save (fixture, plan, &error);

  g_assert_no_error (error);
  return id;
}

static const char *
get_person (ServiceFixture *fixture)
{
  return ebb_people_get_current (ebb_core_get_people (fixture->core))->id;
}

static gint64
unix_s (const char *utc)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (utc, NULL);

  return g_date_time_to_unix (time);
}

static void
set_wall (ServiceFixture *fixture, const char *utc)
{
  ebb_fake_clock_set_wall_us (fixture->clock, unix_s (utc) * G_USEC_PER_SEC);
}

/* Kept, it is known before whoever asked for it hears so. */
static void
test_what_is_kept_is_known (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbPlan) plan = NULL;
  g_autofree char *id = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (EbbPlan) changed = NULL;

  set_wall (fixture, "2026-03-20T12:00:00Z");
  plan = make_plan (get_person (fixture), "FREQ=WEEKLY;BYDAY=TU,TH", "2026-03-24T20:30");
  id = save_well (fixture, plan);
  g_assert_cmpuint (ebb_plans_get_n (get_plans (fixture)), ==, 1);
  g_assert_true (ebb_plans_is_known (get_plans (fixture)));
  g_assert_cmpint (ebb_plans_find (get_plans (fixture), id)->made_s, ==,
                   unix_s ("2026-03-20T12:00:00Z"));
  changed = ebb_plan_copy (ebb_plans_find (get_plans (fixture), id));
  changed->length_s = 600;
  again = save_well (fixture, changed);
  g_assert_cmpstr (again, ==, id);
  g_assert_cmpuint (ebb_plans_find (get_plans (fixture), id)->length_s, ==, 600);
  ebb_plans_delete_async (get_plans (fixture), id, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (ebb_plans_delete_finish (get_plans (fixture), result, NULL));
  g_assert_cmpuint (ebb_plans_get_n (get_plans (fixture)), ==, 0);
}

static void
test_what_is_no_plan_is_not_kept (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbPlan) plan = make_plan (get_person (fixture), "FREQ=SOMETIMES", "2026-03-24T20:30");
  g_autoptr (GError) error = NULL;

  g_assert_null (save (fixture, plan, &error));
  g_assert_nonnull (strstr (error->message, "FREQ=SOMETIMES"));
  g_assert_cmpuint (ebb_plans_get_n (get_plans (fixture)), ==, 0);
}

/* In order of time, over all plans of one person or of everybody; as long as the program where nothing else
 * is said. */
static void
test_slots_of_all_plans_are_in_order (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *ada = household_add (fixture, "Ada");
  g_autofree char *bea = household_add (fixture, "Bea");
  g_autoptr (EbbPlan) evening = make_plan (ada, "FREQ=DAILY", "2026-03-24T20:30");
  g_autoptr (EbbPlan) morning = make_plan (ada, "FREQ=DAILY", "2026-03-25T07:00");
  g_autoptr (EbbPlan) other = make_plan (bea, "FREQ=DAILY", "2026-03-24T12:00");
  g_autoptr (EbbPlan) gone = make_plan (bea, NULL, "2026-03-24T13:00");
  g_autofree char *one = NULL, *two = NULL, *three = NULL, *four = NULL;
  g_autoptr (GArray) slots = NULL;
  g_autoptr (GArray) all = NULL;

  set_wall (fixture, "2026-03-20T12:00:00Z");
  evening->length_s = 600;
  evening->stop_by_min = 20 * 60 + 35;
  g_free (gone->program_id);
  gone->program_id = g_strdup ("was-here-once");
  one = save_well (fixture, evening);
  two = save_well (fixture, morning);
  three = save_well (fixture, other);
  four = save_well (fixture, gone);
  slots = ebb_plans_list_slots (get_plans (fixture), ada, unix_s ("2026-03-24T00:00:00Z"), 3);
  g_assert_cmpuint (slots->len, ==, 3);
  g_assert_cmpstr (g_array_index (slots, EbbPlannedSlot, 0).plan->id, ==, one);
  g_assert_cmpuint (g_array_index (slots, EbbPlannedSlot, 0).length_s, ==, 300);
  g_assert_cmpstr (g_array_index (slots, EbbPlannedSlot, 1).plan->id, ==, two);
  g_assert_cmpuint (g_array_index (slots, EbbPlannedSlot, 1).length_s, >, 300);
  g_assert_cmpstr (g_array_index (slots, EbbPlannedSlot, 2).plan->id, ==, one);
  all = ebb_plans_list_slots (get_plans (fixture), NULL, unix_s ("2026-03-24T00:00:00Z"), 2);
  g_assert_cmpstr (g_array_index (all, EbbPlannedSlot, 0).plan->id, ==, three);
  g_assert_cmpstr (g_array_index (all, EbbPlannedSlot, 1).plan->id, ==, four);
  /* Of a program that is gone nobody knows how long it would be. */
  g_assert_cmpuint (g_array_index (all, EbbPlannedSlot, 1).length_s, ==, 0);
}

static void
test_plan_that_leaves_no_rest_is_told_of (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *ada = household_add (fixture, "Ada");
  g_autofree char *bea = household_add (fixture, "Bea");
  g_autoptr (EbbPlan) evening = make_plan (ada, "FREQ=WEEKLY;BYDAY=TU", "2026-03-24T20:30");
  g_autoptr (EbbPlan) close = make_plan (ada, "FREQ=WEEKLY;BYDAY=MO,TU", "2026-03-23T21:30");
  const gint64     from_s = unix_s ("2026-03-20T12:00:00Z");
  g_autofree char *kept = NULL;
  g_autofree char *text = NULL;
  EbbClash         clash;

  set_wall (fixture, "2026-03-20T12:00:00Z");
  evening->length_s = close->length_s = 1200;
  kept = save_well (fixture, evening);
  /* 40 minutes after the other one is over. */
  g_assert_true (ebb_plans_find_clash (get_plans (fixture), close, from_s, &clash));
  g_assert_cmpint (clash.kind, ==, EBB_CLASH_REST);
  g_assert_cmpint (clash.value, ==, 2400);
  g_assert_cmpint (clash.bound, ==, 3600);
  text = ebb_local_time_to_string (&clash.slot.slot.local);
  g_assert_cmpstr (text, ==, "2026-03-24T21:30");
  g_assert_true (clash.slot.plan == close);
  /* Before it, the other one is the one that comes too close. */
  close->start = local ("2026-03-23T19:30");
  g_assert_true (ebb_plans_find_clash (get_plans (fixture), close, from_s, &clash));
  g_assert_cmpstr (clash.slot.plan->id, ==, kept);
  close->start = local ("2026-03-23T19:10");
  g_assert_false (ebb_plans_find_clash (get_plans (fixture), close, from_s, &clash));
  /* Rest is each person's own; and a plan does not stand in its own way when it is changed. */
  close->start = local ("2026-03-23T21:30");
  g_free (close->person_id);
  close->person_id = g_strdup (bea);
  g_assert_false (ebb_plans_find_clash (get_plans (fixture), close, from_s, &clash));
  g_free (evening->id);
  evening->id = g_strdup (kept);
  evening->start = local ("2026-03-24T21:00");
  g_assert_false (ebb_plans_find_clash (get_plans (fixture), evening, from_s, &clash));
}

static void
test_plan_beyond_the_day_is_told_of (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *ada = household_add (fixture, "Ada");
  const gint64     from_s = unix_s ("2026-03-20T12:00:00Z");
  const char      *times[] = { "2026-03-24T08:00", "2026-03-24T12:00", "2026-03-24T16:00" };
  g_autoptr (EbbPlan) fourth = make_plan (ada, NULL, "2026-03-24T20:00");
  g_autoptr (EbbPlan) next_day = make_plan (ada, NULL, "2026-03-25T20:00");
  EbbClash clash;

  set_wall (fixture, "2026-03-20T12:00:00Z");
  fourth->length_s = 600;
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (EbbPlan) plan = make_plan (ada, NULL, times[i]);
      g_autofree char *id = NULL;

      plan->length_s = 1500;
      g_assert_false (ebb_plans_find_clash (get_plans (fixture), plan, from_s, &clash));
      id = save_well (fixture, plan);
    }
  g_assert_true (ebb_plans_find_clash (get_plans (fixture), fourth, from_s, &clash));
  g_assert_cmpint (clash.kind, ==, EBB_CLASH_COUNT);
  g_assert_cmpint (clash.value, ==, 4);
  g_assert_cmpint (clash.bound, ==, 3);
  g_assert_false (ebb_plans_find_clash (get_plans (fixture), next_day, from_s, &clash));
}

/* A plan is no start: whatever its time, nothing runs and nothing is confirmed. */
static void
test_time_of_a_plan_starts_nothing (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbPlan) plan = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  g_autofree char *id = NULL;

  service_fixture_take_boots (fixture);
  set_wall (fixture, "2026-03-24T19:29:00Z");
  plan = make_plan (get_person (fixture), "FREQ=DAILY", "2026-03-24T20:30");
  id = save_well (fixture, plan);
  service_fixture_run_for (fixture, 10 * 60 * 1000);
  g_assert_true (service_fixture_is_idle (fixture));
  sessions = service_fixture_list_sessions (fixture);
  g_assert_cmpuint (sessions->len, ==, 0);
}

#define ADD(path, function)                                                                        \
  g_test_add (path, ServiceFixture, NULL, service_fixture_set_up, function,                        \
              service_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/service/plans/what-is-kept-is-known", test_what_is_kept_is_known);
  ADD ("/service/plans/what-is-no-plan-is-not-kept", test_what_is_no_plan_is_not_kept);
  ADD ("/service/plans/slots-of-all-plans-are-in-order", test_slots_of_all_plans_are_in_order);
  ADD ("/service/plans/plan-that-leaves-no-rest-is-told-of",
       test_plan_that_leaves_no_rest_is_told_of);
  ADD ("/service/plans/plan-beyond-the-day-is-told-of", test_plan_beyond_the_day_is_told_of);
  ADD ("/safety/H12/time-of-a-plan-starts-nothing", test_time_of_a_plan_starts_nothing);
  return g_test_run ();
}
