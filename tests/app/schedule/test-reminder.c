/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-reminder.h"

/* When somebody is to be reminded, and what came to nothing: pure, by the clock on the wall alone. */

#define DUE_S G_GINT64_CONSTANT (1774380600) /* 2026-03-24T20:30 in Berlin */
#define DAY_S (24 * 60 * 60)
#define AT_EIGHT_MIN (20 * 60)

static const EbbQuietHours never = EBB_QUIET_NEVER;
static const EbbSlot       slot = { { 2026, 3, 24, 20, 30, 0 }, DUE_S };

static EbbReminderState
judge (const EbbReminded *reminded, gint64 now_s, gint64 next_s)
{
  EbbReminderJudgement judgement =
      ebb_reminder_judge (&slot, reminded, &never, AT_EIGHT_MIN, now_s);

  g_assert_cmpint (judgement.next_s, ==, next_s);
  g_assert_true (judgement.next_s > now_s);
  return judgement.state;
}

static void
test_offer_is_valid_for_five_minutes (void)
{
  g_assert_cmpint (judge (NULL, DUE_S - 1, DUE_S), ==, EBB_REMINDER_WAITS);
  g_assert_cmpint (judge (NULL, DUE_S, DUE_S + 300), ==, EBB_REMINDER_DUE);
  g_assert_cmpint (judge (NULL, DUE_S + 299, DUE_S + 300), ==, EBB_REMINDER_DUE);
  g_assert_cmpint (judge (NULL, DUE_S + 300, G_MAXINT64), ==, EBB_REMINDER_WAITS);
  g_assert_cmpint (judge (NULL, DUE_S + DAY_S, G_MAXINT64), ==, EBB_REMINDER_WAITS);
}

/* Also where the clock was set back in between. */
static void
test_what_was_given_is_not_given_again (void)
{
  g_autoptr (EbbReminded) given = ebb_reminded_new ("plan", &slot.local, DUE_S, EBB_REMINDED_GIVEN);
  g_autoptr (EbbReminded) answered =
      ebb_reminded_new ("plan", &slot.local, DUE_S, EBB_REMINDED_ANSWERED);

  for (gint64 now_s = DUE_S - 2 * DAY_S; now_s < DUE_S + 2 * DAY_S; now_s += 97)
    {
      g_assert_cmpint (ebb_reminder_judge (&slot, given, &never, AT_EIGHT_MIN, now_s).state, ==,
                       now_s < DUE_S + 300 ? EBB_REMINDER_OUT : EBB_REMINDER_WAITS);
      g_assert_cmpint (ebb_reminder_judge (&slot, answered, &never, AT_EIGHT_MIN, now_s).state, ==,
                       EBB_REMINDER_WAITS);
    }
}

static void
test_what_is_put_off_comes_once_more (void)
{
  const gint64 later_s = DUE_S + 100 + EBB_REMINDER_LATER_S;
  g_autoptr (EbbReminded) later =
      ebb_reminded_new ("plan", &slot.local, later_s, EBB_REMINDED_LATER);

  g_assert_cmpint (judge (later, DUE_S + 200, later_s), ==, EBB_REMINDER_WAITS);
  g_assert_cmpint (judge (later, later_s, later_s + 300), ==, EBB_REMINDER_DUE);
  later->state = EBB_REMINDED_GIVEN;
  g_assert_cmpint (judge (later, later_s, later_s + 300), ==, EBB_REMINDER_OUT);
  g_assert_cmpint (judge (later, later_s + 300, G_MAXINT64), ==, EBB_REMINDER_WAITS);
}

static void
test_quiet_hours_hold_it_back (void)
{
  const EbbQuietHours night = { 20 * 60 + 30, 7 * 60 };
  int                 minute = 20 * 60 + 30;

  for (gint64 now_s = DUE_S; now_s < DUE_S + 300; now_s += 60, minute++)
    g_assert_cmpint (ebb_reminder_judge (&slot, NULL, &night, minute, now_s).state, ==,
                     EBB_REMINDER_WAITS);
  g_assert_cmpint (ebb_reminder_judge (&slot, NULL, &night, 20 * 60 + 29, DUE_S).state, ==,
                   EBB_REMINDER_DUE);
}

/* ---- what came to nothing ---- */

static EbbPlan *
make_plan (const char *rule)
{
  EbbPlan *plan = ebb_plan_new ();

  plan->person_id = g_strdup ("ada");
  plan->program_id = g_strdup ("gentle-wave");
  plan->zone_id = g_strdup ("Europe/Berlin");
  plan->rule = g_strdup (rule);
  plan->start = slot.local;
  plan->made_s = DUE_S - DAY_S;
  return plan;
}

static GPtrArray *
make_begun (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ebb_begun_free);
}

static void
begin (GPtrArray *begun, const char *person, const char *program, gint64 started_s)
{
  g_ptr_array_add (begun, ebb_begun_new (person, program, started_s));
}

static void
assert_missed (const EbbPlan *plan, const GPtrArray *begun, gint64 now_s, const char *expected)
{
  g_autoptr (GArray) missed = ebb_reminder_list_missed (plan, begun, 0, now_s);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < missed->len; i++)
    {
      g_autofree char *text = ebb_local_time_to_string (&g_array_index (missed, EbbSlot, i).local);

      g_string_append_printf (words, "%s%s", i > 0 ? " " : "", text);
    }
  g_assert_cmpstr (words->str, ==, expected);
}

static void
test_slot_is_missed_when_its_offer_has_ended (void)
{
  g_autoptr (EbbPlan) plan = make_plan ("FREQ=DAILY");
  g_autoptr (GPtrArray) none = make_begun ();

  assert_missed (plan, none, DUE_S + 299, "");
  assert_missed (plan, none, DUE_S + 300, "2026-03-24T20:30");
  assert_missed (plan, none, DUE_S + DAY_S + 300, "2026-03-24T20:30 2026-03-25T20:30");
}

/* At any time of its day; one session is one slot. */
static void
test_who_began_it_that_day_missed_nothing (void)
{
  g_autoptr (EbbPlan) plan = make_plan ("FREQ=DAILY");
  g_autoptr (GPtrArray) begun = make_begun ();

  begin (begun, "ada", "gentle-wave", DUE_S - 12 * 60 * 60);
  begin (begun, "ada", "gentle-wave", DUE_S + DAY_S + 3 * 60 * 60);
  assert_missed (plan, begun, DUE_S + 2 * DAY_S - 1, "");
  assert_missed (plan, begun, DUE_S + 2 * DAY_S + 300, "2026-03-26T20:30");
}

static void
test_one_session_is_one_slot (void)
{
  g_autoptr (EbbPlan) plan = make_plan ("FREQ=DAILY;COUNT=2");
  g_autoptr (GPtrArray) begun = make_begun ();
  const EbbMovedSlot moved = { { 2026, 3, 25, 20, 30, 0 }, { 2026, 3, 24, 8, 30, 0 } };

  g_array_append_val (plan->moved, moved);
  begin (begun, "ada", "gentle-wave", DUE_S - 12 * 60 * 60);
  assert_missed (plan, begun, DUE_S + 300, "2026-03-24T20:30");
}

static void
test_what_others_began_does_not_count (void)
{
  g_autoptr (EbbPlan) plan = make_plan (NULL);
  g_autoptr (GPtrArray) begun = make_begun ();

  begin (begun, "bo", "gentle-wave", DUE_S);
  begin (begun, "ada", "warm-calves", DUE_S);
  begin (begun, "ada", "gentle-wave", DUE_S - DAY_S);
  begin (begun, "ada", "gentle-wave", DUE_S + DAY_S);
  assert_missed (plan, begun, DUE_S + 2 * DAY_S, "2026-03-24T20:30");
}

/* A time that was skipped, moved, or is in a holiday is not missed; one from before the plan was made never
 * was one. What came to nothing under other times stays. */
static void
test_nothing_is_invented (void)
{
  g_autoptr (EbbPlan) plan = make_plan ("FREQ=DAILY;COUNT=5");
  g_autoptr (GPtrArray) none = make_begun ();
  const EbbLocalTime  skipped = { 2026, 3, 25, 20, 30, 0 };
  const EbbMovedSlot  moved = { { 2026, 3, 26, 20, 30, 0 }, { 2026, 3, 27, 9, 0, 0 } };
  const EbbPausedDays days = { { 2026, 3, 28, 0, 0, 0 }, { 2026, 3, 28, 0, 0, 0 } };
  const EbbSlot       earlier = { { 2026, 3, 20, 7, 0, 0 }, DUE_S - 4 * DAY_S };

  g_array_append_val (plan->skipped, skipped);
  g_array_append_val (plan->moved, moved);
  g_array_append_val (plan->paused, days);
  assert_missed (plan, none, DUE_S + 30 * DAY_S,
                 "2026-03-24T20:30 2026-03-27T09:00 2026-03-27T20:30");
  plan->made_s = DUE_S + 2 * DAY_S;
  g_array_append_val (plan->missed, earlier);
  assert_missed (plan, none, DUE_S + 30 * DAY_S,
                 "2026-03-20T07:00 2026-03-27T09:00 2026-03-27T20:30");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reminder/offer-is-valid-for-five-minutes",
                   test_offer_is_valid_for_five_minutes);
  g_test_add_func ("/reminder/what-was-given-is-not-given-again",
                   test_what_was_given_is_not_given_again);
  g_test_add_func ("/reminder/what-is-put-off-comes-once-more",
                   test_what_is_put_off_comes_once_more);
  g_test_add_func ("/reminder/quiet-hours-hold-it-back", test_quiet_hours_hold_it_back);
  g_test_add_func ("/reminder/slot-is-missed-when-its-offer-has-ended",
                   test_slot_is_missed_when_its_offer_has_ended);
  g_test_add_func ("/reminder/who-began-it-that-day-missed-nothing",
                   test_who_began_it_that_day_missed_nothing);
  g_test_add_func ("/reminder/one-session-is-one-slot", test_one_session_is_one_slot);
  g_test_add_func ("/reminder/what-others-began-does-not-count",
                   test_what_others_began_does_not_count);
  g_test_add_func ("/reminder/nothing-is-invented", test_nothing_is_invented);
  return g_test_run ();
}
