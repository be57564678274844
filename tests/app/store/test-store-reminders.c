/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-store-people.h"
#include "ebb-store-plans.h"
#include "ebb-store-reminders.h"
#include "store-fixture.h"

/* What became of reminders, and who has the one that is due. */

#define DUE_S G_GINT64_CONSTANT (1774380600)

static EbbLocalTime
local (const char *text)
{
  EbbLocalTime time;

  g_assert_true (ebb_local_time_parse (text, &time));
  return time;
}

static char *
add_plan (EbbStore *store)
{
  g_autoptr (GPtrArray) people = ebb_store_load_people (store);
  g_autoptr (EbbPlan) plan = ebb_plan_new ();
  g_autoptr (GAsyncResult) result = NULL;
  char *id;

  plan->person_id = g_strdup (((EbbMember *) g_ptr_array_index (people, 0))->id);
  plan->program_id = g_strdup ("gentle-wave");
  plan->zone_id = g_strdup ("Europe/Berlin");
  plan->start = local ("2026-03-24T20:30");
  plan->made_s = DUE_S - 1000;
  ebb_store_save_plan_async (store, plan, NULL, store_answer_cb, &result);
  store_wait (&result);
  id = ebb_store_save_plan_finish (store, result, NULL);
  g_assert_nonnull (id);
  return id;
}

static EbbReminded *
make (const char *plan_id, gint64 due_s, EbbRemindedState state)
{
  const EbbLocalTime time = local ("2026-03-24T20:30");

  return ebb_reminded_new (plan_id, &time, due_s, state);
}

static EbbClaim
claim (EbbStore *store, const char *plan_id, gint64 due_s)
{
  g_autoptr (EbbReminded) wanted = make (plan_id, due_s, EBB_REMINDED_GIVEN);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  EbbClaim answer;

  ebb_store_claim_reminder_async (store, wanted, NULL, store_answer_cb, &result);
  store_wait (&result);
  answer = ebb_store_claim_reminder_finish (store, result, &error);
  g_assert_no_error (error);
  return answer;
}

static void
note (EbbStore *store, const char *plan_id, gint64 due_s, EbbRemindedState state)
{
  g_autoptr (EbbReminded) said = make (plan_id, due_s, state);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ebb_store_note_reminder_async (store, said, NULL, store_answer_cb, &result);
  store_wait (&result);
  g_assert_true (ebb_store_note_reminder_finish (store, result, &error));
  g_assert_no_error (error);
}

static EbbReminderBook *
read_book (EbbStore *store, gint64 since_s)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  EbbReminderBook *book;

  ebb_store_read_reminders_async (store, since_s, NULL, store_answer_cb, &result);
  store_wait (&result);
  book = ebb_store_read_reminders_finish (store, result, &error);
  g_assert_no_error (error);
  return book;
}

/* Two programs of one account. */
static void
of_two_programs_one_gets_it (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbStore) one = store_open (fixture);
  g_autoptr (EbbStore) other = store_open (fixture);
  g_autofree char *id = add_plan (one);

  g_assert_cmpint (claim (one, id, DUE_S), ==, EBB_CLAIM_GOT);
  g_assert_cmpint (claim (other, id, DUE_S), ==, EBB_CLAIM_ANOTHERS);
  g_assert_cmpint (claim (one, id, DUE_S), ==, EBB_CLAIM_ANOTHERS);
}

static void
put_off_it_can_be_claimed_once_more (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autofree char *id = add_plan (store);

  g_assert_cmpint (claim (store, id, DUE_S), ==, EBB_CLAIM_GOT);
  note (store, id, DUE_S + 600, EBB_REMINDED_LATER);
  g_assert_cmpint (claim (store, id, DUE_S), ==, EBB_CLAIM_ANOTHERS);
  g_assert_cmpint (claim (store, id, DUE_S + 600), ==, EBB_CLAIM_GOT);
  g_assert_cmpint (claim (store, id, DUE_S + 600), ==, EBB_CLAIM_ANOTHERS);
  note (store, id, DUE_S + 700, EBB_REMINDED_ANSWERED);
  g_assert_cmpint (claim (store, id, DUE_S + 700), ==, EBB_CLAIM_ANOTHERS);
}

static void
what_was_said_is_read_again (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autofree char *id = add_plan (store);
  g_autoptr (EbbReminderBook) book = NULL;
  g_autoptr (EbbReminderBook) later = NULL;
  const EbbReminded *reminded;

  note (store, id, DUE_S + 600, EBB_REMINDED_LATER);
  book = read_book (store, DUE_S);
  g_assert_cmpuint (book->reminded->len, ==, 1);
  reminded = g_ptr_array_index (book->reminded, 0);
  g_assert_cmpstr (reminded->plan_id, ==, id);
  g_assert_cmpint (reminded->due_s, ==, DUE_S + 600);
  g_assert_cmpint (reminded->state, ==, EBB_REMINDED_LATER);
  g_assert_cmpint (reminded->local.minute, ==, 30);
  later = read_book (store, DUE_S + 601);
  g_assert_cmpuint (later->reminded->len, ==, 0);
}

/* What a plan that is gone had is gone with it, and nobody is reminded of it any more. */
static void
it_goes_with_its_plan (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autofree char *id = add_plan (store);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (EbbReminderBook) book = NULL;

  g_assert_cmpint (claim (store, id, DUE_S), ==, EBB_CLAIM_GOT);
  ebb_store_delete_plan_async (store, id, NULL, store_answer_cb, &result);
  store_wait (&result);
  g_assert_true (ebb_store_delete_plan_finish (store, result, NULL));
  book = read_book (store, 0);
  g_assert_cmpuint (book->reminded->len, ==, 0);
  g_assert_cmpint (claim (store, id, DUE_S), ==, EBB_CLAIM_ANOTHERS);
}

static void
add_session (EbbStore *store, const char *id, gint64 started_s)
{
  g_autoptr (EbbSessionRecord) record = store_make_record (id);

  record->started_wall_us = started_s * G_USEC_PER_SEC;
  store_open_session (store, record, 1);
}

static void
begun_sessions_are_read_in_order (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (GPtrArray) people = ebb_store_load_people (store);
  g_autoptr (EbbReminderBook) book = NULL;
  const EbbBegun *first;

  add_session (store, "two", DUE_S + 60);
  add_session (store, "one", DUE_S);
  add_session (store, "before", DUE_S - 1);
  book = read_book (store, DUE_S);
  g_assert_cmpuint (book->begun->len, ==, 2);
  first = g_ptr_array_index (book->begun, 0);
  g_assert_cmpint (first->started_s, ==, DUE_S);
  g_assert_cmpstr (first->person_id, ==, ((EbbMember *) g_ptr_array_index (people, 0))->id);
}

#define ADD(name, test)                                                                            \
  g_test_add ("/store/reminders/" name, StoreFixture, NULL, store_fixture_set_up, test,            \
              store_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("of-two-programs-one-gets-it", of_two_programs_one_gets_it);
  ADD ("put-off-it-can-be-claimed-once-more", put_off_it_can_be_claimed_once_more);
  ADD ("what-was-said-is-read-again", what_was_said_is_read_again);
  ADD ("it-goes-with-its-plan", it_goes_with_its_plan);
  ADD ("begun-sessions-are-read-in-order", begun_sessions_are_read_in_order);
  return g_test_run ();
}
