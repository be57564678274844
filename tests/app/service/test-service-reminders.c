/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-household-parts.h"
#include "ebb-store-reminders.h"
#include "household.h"
#include "service-fixture.h"

#include <string.h>

/* Reminders by a clock that is turned by hand. */

#define DUE_S G_GINT64_CONSTANT (1774380600) /* 2026-03-24T20:30 in Berlin, 19:30 UTC */
#define DAY_S (24 * 60 * 60)

/* A second program of the account, or the first after it was started anew: what it told people. */
typedef struct
{
  EbbHousehold *household;
  EbbReminders *reminders;
  GString      *told; /* "+" and the local time for one that was told, "-" for one that was over */
} Program;

static void
add_word (Program *program, const char *sign, const EbbOffer *offer)
{
  g_autofree char *time = ebb_local_time_to_string (&offer->local);

  g_string_append_printf (program->told, "%s%s%s", program->told->len > 0 ? " " : "", sign, time);
}

static void
remind_cb (Program *program, const EbbOffer *offer)
{
  add_word (program, "+", offer);
}

static void
over_cb (Program *program, const EbbOffer *offer)
{
  add_word (program, "-", offer);
}

static void
settle (ServiceFixture *fixture)
{
  for (int i = 0; i < 10; i++)
    {
      ebb_store_flush (fixture->store);
      ebb_settle ();
    }
}

static Program *
start_program (ServiceFixture *fixture)
{
  Program *program = g_new0 (Program, 1);

  program->told = g_string_new (NULL);
  program->household = ebb_household_new (EBB_CLOCK (fixture->clock), fixture->store,
                                          fixture->programs, &fixture->limits);
  program->reminders = ebb_household_get_reminders (program->household);
  g_signal_connect_swapped (program->reminders, "remind", G_CALLBACK (remind_cb), program);
  g_signal_connect_swapped (program->reminders, "over", G_CALLBACK (over_cb), program);
  ebb_household_begin (program->household);
  settle (fixture);
  return program;
}

static void
end_program (Program *program)
{
  g_object_unref (program->household);
  g_string_free (program->told, TRUE);
  g_free (program);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Program, end_program)

static void
set_time (ServiceFixture *fixture, gint64 wall_s)
{
  ebb_fake_clock_set_wall_us (fixture->clock, wall_s * G_USEC_PER_SEC);
  ebb_fake_clock_advance_ms (fixture->clock, 0);
  settle (fixture);
}

static void
pass (ServiceFixture *fixture, guint seconds)
{
  for (; seconds > 0; seconds -= MIN (seconds, 10))
    {
      ebb_fake_clock_advance_ms (fixture->clock, MIN (seconds, 10) * 1000);
      settle (fixture);
    }
}

static void
sleep_for (ServiceFixture *fixture, guint seconds)
{
  ebb_fake_clock_sleep_ms (fixture->clock, seconds * 1000);
  ebb_fake_clock_advance_ms (fixture->clock, 0);
  settle (fixture);
}

static void
assert_told (Program *program, const char *expected)
{
  g_assert_cmpstr (program->told->str, ==, expected);
  g_string_truncate (program->told, 0);
}

static const char *
get_person (ServiceFixture *fixture)
{
  return ebb_people_get_current (ebb_core_get_people (fixture->core))->id;
}

static void
result_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static char *
save (Program *program, const EbbPlan *plan)
{
  EbbPlans *plans = ebb_household_get_plans (program->household);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *id;

  ebb_plans_save_async (plans, plan, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  id = ebb_plans_save_finish (plans, result, &error);
  g_assert_no_error (error);
  return id;
}

/* Made the day before its first slot. */
static char *
plan_it (ServiceFixture *fixture, Program *program, const char *rule)
{
  g_autoptr (EbbPlan) plan = ebb_plan_new ();
  char *id;

  plan->person_id = g_strdup (get_person (fixture));
  plan->program_id = g_strdup ("gentle-wave");
  plan->rule = g_strdup (rule);
  plan->zone_id = g_strdup ("Europe/Berlin");
  plan->start = (EbbLocalTime){ 2026, 3, 24, 20, 30, 0 };
  plan->made_s = DUE_S - DAY_S;
  id = save (program, plan);
  settle (fixture);
  return id;
}

/* ---- when ---- */

static void
test_slot_is_told_once_and_for_five_minutes (ServiceFixture    *fixture,
                                             gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (Program) program = start_program (fixture);
  g_autofree char *id = NULL;

  set_time (fixture, DUE_S - 20);
  id = plan_it (fixture, program, "FREQ=DAILY");
  g_assert_cmpint (ebb_reminders_get_next_s (program->reminders), ==, DUE_S);
  pass (fixture, 10);
  assert_told (program, "");
  pass (fixture, 10);
  assert_told (program, "+2026-03-24T20:30");
  g_assert_cmpuint (ebb_reminders_get_offers (program->reminders)->len, ==, 1);
  pass (fixture, 290);
  assert_told (program, "");
  pass (fixture, 10);
  assert_told (program, "-2026-03-24T20:30");
  g_assert_cmpint (ebb_reminders_get_next_s (program->reminders), ==, DUE_S + DAY_S);
}

/* It wakes for the next slot, and for nothing before it. */
static void
test_nothing_wakes_in_between (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  guint before = ebb_fake_clock_count_timeouts (fixture->clock);
  g_autoptr (Program) program = start_program (fixture);
  g_autofree char *id = NULL;

  g_assert_cmpuint (ebb_fake_clock_count_timeouts (fixture->clock), ==, before);
  set_time (fixture, DUE_S - 20);
  id = plan_it (fixture, program, NULL);
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (fixture->clock), ==, before + 1);
  pass (fixture, 20 + 300);
  assert_told (program, "+2026-03-24T20:30 -2026-03-24T20:30");
  g_assert_cmpint (ebb_reminders_get_next_s (program->reminders), ==, G_MAXINT64);
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (fixture->clock), ==, before);
}

/* The computer slept through it: five minutes are five minutes. */
static void
test_nobody_catches_up (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (Program) program = start_program (fixture);
  g_autofree char *id = NULL;

  set_time (fixture, DUE_S - 20);
  id = plan_it (fixture, program, "FREQ=DAILY");
  sleep_for (fixture, 20 + 299);
  pass (fixture, 1);
  assert_told (program, "+2026-03-24T20:30 -2026-03-24T20:30");
  sleep_for (fixture, DAY_S);
  assert_told (program, "");
  g_assert_cmpint (ebb_reminders_get_next_s (program->reminders), ==, DUE_S + 2 * DAY_S);
}

/* Each slot once, whatever is done to the clock; and none that there was not. */
static void
test_clock_that_is_set_invents_nothing (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (Program) program = start_program (fixture);
  g_autofree char *id = NULL;

  set_time (fixture, DUE_S - 3600);
  id = plan_it (fixture, program, "FREQ=DAILY");
  set_time (fixture, DUE_S + 10);
  assert_told (program, "+2026-03-24T20:30");
  set_time (fixture, DUE_S - 3600);
  assert_told (program, "-2026-03-24T20:30");
  pass (fixture, 3600 + 100);
  assert_told (program, "");
  set_time (fixture, DUE_S + 400 * DAY_S + 1000);
  assert_told (program, "-2026-03-24T20:30");
  set_time (fixture, DUE_S + DAY_S - 10);
  pass (fixture, 20);
  assert_told (program, "+2026-03-25T20:30");
}

/* ---- who ---- */

static void
test_two_programs_tell_it_once (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (Program) one = start_program (fixture);
  g_autoptr (Program) other = NULL;
  g_autofree char *id = NULL;
  gsize            n_told;

  set_time (fixture, DUE_S - 20);
  id = plan_it (fixture, one, "FREQ=DAILY");
  other = start_program (fixture);
  pass (fixture, 30);
  n_told = one->told->len + other->told->len;
  g_assert_cmpuint (n_told, ==, strlen ("+2026-03-24T20:30"));
}

static void
test_started_anew_it_tells_nothing_again (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  Program *program = start_program (fixture);
  g_autoptr (Program) anew = NULL;
  g_autofree char *id = NULL;

  set_time (fixture, DUE_S - 20);
  id = plan_it (fixture, program, "FREQ=DAILY");
  pass (fixture, 30);
  assert_told (program, "+2026-03-24T20:30");
  end_program (program);
  anew = start_program (fixture);
  assert_told (anew, "");
  g_assert_cmpuint (ebb_reminders_get_offers (anew->reminders)->len, ==, 1);
  pass (fixture, 300);
  assert_told (anew, "-2026-03-24T20:30");
}

/* A program that shows nothing takes no reminder from one that does: the core of the fixture. */
static void
test_who_does_not_tell_takes_none (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (Program) program = NULL;
  Program         *planner = start_program (fixture);
  g_autofree char *id = NULL;

  set_time (fixture, DUE_S - 3600);
  id = plan_it (fixture, planner, "FREQ=DAILY");
  end_program (planner);
  ebb_plans_look (ebb_core_get_plans (fixture->core));
  set_time (fixture, DUE_S + 10);
  ebb_reminders_look (ebb_core_get_reminders (fixture->core));
  settle (fixture);
  g_assert_cmpuint (ebb_reminders_get_offers (ebb_core_get_reminders (fixture->core))->len, ==, 0);
  program = start_program (fixture);
  assert_told (program, "+2026-03-24T20:30");
}

/* ---- what is said to it ---- */

static void
test_put_off_it_comes_ten_minutes_later (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const EbbLocalTime slot = { 2026, 3, 24, 20, 30, 0 };
  g_autoptr (Program) program = start_program (fixture);
  g_autofree char *id = NULL;

  set_time (fixture, DUE_S - 20);
  id = plan_it (fixture, program, NULL);
  pass (fixture, 60);
  assert_told (program, "+2026-03-24T20:30");
  g_assert_true (ebb_reminders_postpone (program->reminders, id, &slot));
  settle (fixture);
  assert_told (program, "-2026-03-24T20:30");
  g_assert_false (ebb_reminders_postpone (program->reminders, id, &slot));
  pass (fixture, 590);
  assert_told (program, "");
  pass (fixture, 10);
  assert_told (program, "+2026-03-24T20:30");
  pass (fixture, 300);
  assert_told (program, "-2026-03-24T20:30");
  pass (fixture, 3600);
  assert_told (program, "");
}

static void
test_skipped_it_is_not_missed (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const EbbLocalTime slot = { 2026, 3, 24, 20, 30, 0 };
  g_autoptr (Program) program = start_program (fixture);
  g_autoptr (GArray) missed = NULL;
  g_autoptr (GArray) missed_next = NULL;
  g_autofree char *id = NULL;

  set_time (fixture, DUE_S - 20);
  id = plan_it (fixture, program, "FREQ=DAILY");
  pass (fixture, 60);
  g_assert_true (ebb_reminders_skip (program->reminders, id, &slot));
  settle (fixture);
  assert_told (program, "+2026-03-24T20:30 -2026-03-24T20:30");
  pass (fixture, 600);
  missed = ebb_reminders_list_missed (program->reminders, NULL);
  g_assert_cmpuint (missed->len, ==, 0);
  set_time (fixture, DUE_S + DAY_S + 1000);
  missed_next = ebb_reminders_list_missed (program->reminders, NULL);
  g_assert_cmpuint (missed_next->len, ==, 1);
  g_assert_cmpint (g_array_index (missed_next, EbbPlannedSlot, 0).slot.start_s, ==, DUE_S + DAY_S);
}

static void
test_taken_it_is_no_offer_any_more (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const EbbLocalTime slot = { 2026, 3, 24, 20, 30, 0 };
  g_autoptr (Program) program = start_program (fixture);
  g_autofree char *id = NULL;

  set_time (fixture, DUE_S - 20);
  id = plan_it (fixture, program, NULL);
  pass (fixture, 60);
  g_assert_true (ebb_reminders_take (program->reminders, id, &slot));
  settle (fixture);
  assert_told (program, "+2026-03-24T20:30 -2026-03-24T20:30");
  pass (fixture, 600);
  assert_told (program, "");
}

/* ---- when not ---- */

static void
set_quiet (ServiceFixture *fixture, Program *program, int from_min, int until_min)
{
  EbbPeople *people = ebb_household_get_people (program->household);
  g_autoptr (EbbMember) member = ebb_member_copy (ebb_people_get_current (people));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_free (member->name);
  member->name = g_strdup ("Ada");
  member->quiet = (EbbQuietHours){ from_min, until_min };
  ebb_people_edit_async (people, member, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (ebb_people_edit_finish (people, result, &error));
  g_assert_no_error (error);
  settle (fixture);
}

/* By the hour where the computer is: UTC in this test. */
static void
test_quiet_hours_are_quiet (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (Program) program = start_program (fixture);
  g_autoptr (GArray) missed = NULL;
  g_autofree char *id = NULL;

  set_quiet (fixture, program, 19 * 60, 20 * 60);
  set_time (fixture, DUE_S - 20);
  id = plan_it (fixture, program, "FREQ=DAILY");
  pass (fixture, 3600);
  assert_told (program, "");
  missed = ebb_reminders_list_missed (program->reminders, get_person (fixture));
  g_assert_cmpuint (missed->len, ==, 1);
  set_quiet (fixture, program, 20 * 60, 7 * 60);
  set_time (fixture, DUE_S + DAY_S);
  assert_told (program, "+2026-03-25T20:30");
}

static void
begin_session (ServiceFixture *fixture, gint64 started_s)
{
  g_autoptr (EbbSessionRecord) record = ebb_session_record_new ();
  g_autoptr (GAsyncResult) result = NULL;

  record->id = g_uuid_string_random ();
  record->started_wall_us = started_s * G_USEC_PER_SEC;
  record->program_id = g_strdup ("gentle-wave");
  record->program_name = g_strdup ("Gentle wave");
  record->boots_identity = g_strdup ("C0:FF:EE:00:00:01");
  record->boots_name = g_strdup ("Boots");
  record->legs = EBB_LEGS_BOTH;
  ebb_store_open_session_async (fixture->store, record, 1, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (ebb_store_open_session_finish (fixture->store, result, NULL));
}

/* Nobody is reminded of what they did that day, by whatever program of the account. */
static void
test_what_was_begun_is_not_told (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (Program) program = start_program (fixture);
  g_autofree char *id = NULL;

  set_time (fixture, DUE_S - 3600);
  id = plan_it (fixture, program, "FREQ=DAILY");
  begin_session (fixture, DUE_S - 1800);
  pass (fixture, 3700);
  assert_told (program, "");
  set_time (fixture, DUE_S + DAY_S);
  assert_told (program, "+2026-03-25T20:30");
}

/* What came to nothing by earlier times is not forgotten, and by the new ones nothing did. */
static void
test_changed_times_begin_anew (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (Program) program = start_program (fixture);
  EbbPlans *plans = ebb_household_get_plans (program->household);
  g_autoptr (EbbPlan) plan = NULL;
  g_autoptr (GArray) missed = NULL;
  g_autofree char *id = NULL;

  set_time (fixture, DUE_S - 20);
  id = plan_it (fixture, program, "FREQ=DAILY");
  set_time (fixture, DUE_S + DAY_S + 3600);
  plan = ebb_plan_copy (ebb_plans_find (plans, id));
  plan->start.hour = 8;
  g_free (save (program, plan));
  settle (fixture);
  missed = ebb_reminders_list_missed (program->reminders, NULL);
  g_assert_cmpuint (missed->len, ==, 2);
  g_assert_cmpint (g_array_index (missed, EbbPlannedSlot, 0).slot.start_s, ==, DUE_S + DAY_S);
  g_assert_cmpint (g_array_index (missed, EbbPlannedSlot, 1).slot.start_s, ==, DUE_S);
}

#define ADD(name, test)                                                                            \
  g_test_add ("/service/reminders/" name, ServiceFixture, NULL, service_fixture_set_up, test,      \
              service_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("slot-is-told-once-and-for-five-minutes", test_slot_is_told_once_and_for_five_minutes);
  ADD ("nothing-wakes-in-between", test_nothing_wakes_in_between);
  ADD ("nobody-catches-up", test_nobody_catches_up);
  ADD ("clock-that-is-set-invents-nothing", test_clock_that_is_set_invents_nothing);
  ADD ("two-programs-tell-it-once", test_two_programs_tell_it_once);
  ADD ("started-anew-it-tells-nothing-again", test_started_anew_it_tells_nothing_again);
  ADD ("who-does-not-tell-takes-none", test_who_does_not_tell_takes_none);
  ADD ("put-off-it-comes-ten-minutes-later", test_put_off_it_comes_ten_minutes_later);
  ADD ("skipped-it-is-not-missed", test_skipped_it_is_not_missed);
  ADD ("taken-it-is-no-offer-any-more", test_taken_it_is_no_offer_any_more);
  ADD ("quiet-hours-are-quiet", test_quiet_hours_are_quiet);
  ADD ("what-was-begun-is-not-told", test_what_was_begun_is_not_told);
  ADD ("changed-times-begin-anew", test_changed_times_begin_anew);
  return g_test_run ();
}
