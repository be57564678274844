/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-plan.h"

#include <string.h>

/* The fields of a plan, each by itself. */

static EbbPlan *
make_plan (void)
{
  EbbPlan *plan = ebb_plan_new ();

  plan->person_id = g_strdup ("ada");
  plan->program_id = g_strdup ("gentle-wave");
  plan->zone_id = g_strdup ("Europe/Berlin");
  plan->rule = g_strdup ("FREQ=DAILY");
  g_assert_true (ebb_local_time_parse ("2026-03-24T20:30", &plan->start));
  return plan;
}

static void
assert_refused (const EbbPlan *plan, const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ebb_plan_check (plan, &error));
  g_assert_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_INVALID);
  if (strstr (error->message, says) == NULL)
    g_error ("\"%s\" does not say \"%s\"", error->message, says);
}

static void
set (char **field, const char *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

static void
test_each_field_is_looked_at (void)
{
  g_autoptr (EbbPlan) plan = make_plan ();
  EbbPausedDays days;

  g_assert_true (ebb_plan_check (plan, NULL));
  set (&plan->person_id, "");
  assert_refused (plan, "the person is \"\"");
  set (&plan->person_id, "ada");
  set (&plan->program_id, NULL);
  assert_refused (plan, "the program");
  set (&plan->program_id, "gentle-wave");
  set (&plan->boots_identity, "");
  assert_refused (plan, "the boots");
  set (&plan->boots_identity, NULL);
  set (&plan->zone_id, "\xff");
  assert_refused (plan, "the zone");
  set (&plan->zone_id, "Europe/Berlin");
  plan->legs = EBB_LEGS_NONE;
  assert_refused (plan, "the legs");
  plan->legs = EBB_LEGS_LEFT;
  plan->length_s = 24 * 60 * 60 + 1;
  assert_refused (plan, "86401");
  plan->length_s = 0;
  plan->stop_by_min = 24 * 60;
  assert_refused (plan, "1440");
  plan->stop_by_min = 0;
  g_assert_true (ebb_plan_day_from_string ("2026-07-02", &days.first));
  g_assert_true (ebb_plan_day_from_string ("2026-07-01", &days.last));
  g_array_append_val (plan->paused, days);
  assert_refused (plan, "\"2026-07-01\"");
  g_array_set_size (plan->paused, 0);
  g_array_set_size (plan->skipped, EBB_PLAN_EXCEPTIONS_MAX + 1);
  assert_refused (plan, "exceptions");
}

static void
test_copy_is_one_of_its_own (void)
{
  g_autoptr (EbbPlan) plan = make_plan ();
  g_autoptr (EbbPlan) copy = NULL;

  g_array_append_val (plan->skipped, plan->start);
  copy = ebb_plan_copy (plan);
  g_array_set_size (plan->skipped, 0);
  set (&plan->rule, "FREQ=WEEKLY");
  g_assert_cmpstr (copy->rule, ==, "FREQ=DAILY");
  g_assert_cmpstr (copy->zone_id, ==, "Europe/Berlin");
  g_assert_null (copy->boots_identity);
  g_assert_cmpuint (copy->skipped->len, ==, 1);
}

static void
test_times_and_days_are_read_as_they_are_written (void)
{
  const char *const no_times[] = { "", "22", "22:60", "24:00", "2:30", "22:30:00", "22-30" };
  const char *const no_days[] = { "", "2026-7-1", "2026-02-30", "2026-07-01T00:00", "1969-01-01" };
  int               stop_by_min = 7;
  EbbLocalTime      day;

  for (gsize i = 0; i < G_N_ELEMENTS (no_times); i++)
    g_assert_false (ebb_plan_stop_by_from_string (no_times[i], &stop_by_min));
  g_assert_cmpint (stop_by_min, ==, 7);
  for (gsize i = 0; i < G_N_ELEMENTS (no_days); i++)
    g_assert_false (ebb_plan_day_from_string (no_days[i], &day));
  for (int minute = 0; minute < 24 * 60; minute++)
    {
      g_autofree char *text = ebb_plan_stop_by_to_string (minute);

      g_assert_true (ebb_plan_stop_by_from_string (text, &stop_by_min));
      g_assert_cmpint (stop_by_min, ==, minute);
    }
  g_assert_null (ebb_plan_stop_by_to_string (EBB_PLAN_NO_STOP_BY));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan/each-field-is-looked-at", test_each_field_is_looked_at);
  g_test_add_func ("/plan/copy-is-one-of-its-own", test_copy_is_one_of_its_own);
  g_test_add_func ("/plan/times-and-days-are-read-as-they-are-written",
                   test_times_and_days_are_read_as_they_are_written);
  return g_test_run ();
}
