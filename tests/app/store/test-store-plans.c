/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "ebb-store-people.h"
#include "ebb-store-plans.h"
#include "full-disk.h"
#include "store-fixture.h"

/* What people mean to run: all of it is in the file, or nothing. */

static EbbLocalTime
local (const char *text)
{
  EbbLocalTime time;

  g_assert_true (ebb_local_time_parse (text, &time));
  return time;
}

static char *
add_person (EbbStore *store, const char *name)
{
  g_autoptr (EbbMember) member = ebb_member_new ("", name, EBB_COLOUR_GREEN);
  g_autoptr (GAsyncResult) result = NULL;
  char *id;

  ebb_store_add_person_async (store, member, NULL, store_answer_cb, &result);
  store_wait (&result);
  id = ebb_store_add_person_finish (store, result, NULL);
  g_assert_nonnull (id);
  return id;
}

static EbbPlan *
make_plan (const char *person_id)
{
  EbbPlan            *plan = ebb_plan_new ();
  const EbbLocalTime  skipped = local ("2026-03-26T20:30");
  const EbbMovedSlot  moved = { local ("2026-03-31T20:30"), local ("2026-04-01T09:00:30") };
  const EbbPausedDays days = { local ("2026-07-01T00:00"), local ("2026-07-14T00:00") };

  plan->person_id = g_strdup (person_id);
  plan->program_id = g_strdup ("gentle-wave");
  plan->boots_identity = g_strdup ("C0:FF:EE:00:00:01");
  plan->legs = EBB_LEGS_LEFT;
  plan->length_s = 1200;
  plan->rule = g_strdup ("FREQ=WEEKLY;BYDAY=TU,TH");
  plan->zone_id = g_strdup ("Europe/Berlin");
  plan->start = local ("2026-03-24T20:30");
  plan->stop_by_min = 22 * 60 + 30;
  plan->made_s = 1774000000;
  g_array_append_val (plan->skipped, skipped);
  g_array_append_val (plan->moved, moved);
  g_array_append_val (plan->paused, days);
  return plan;
}

static char *
save (EbbStore *store, const EbbPlan *plan, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ebb_store_save_plan_async (store, plan, NULL, store_answer_cb, &result);
  store_wait (&result);
  return ebb_store_save_plan_finish (store, result, error);
}

static char *
save_well (EbbStore *store, const EbbPlan *plan)
{
  g_autoptr (GError) error = NULL;
  char *id = save (store, plan, &error);

  g_assert_no_error (error);
  return id;
}

static GPtrArray *
list (EbbStore *store, const char *person_id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ebb_store_list_plans_async (store, person_id, NULL, store_answer_cb, &result);
  store_wait (&result);
  return ebb_store_list_plans_finish (store, result, error);
}

static GPtrArray *
list_well (EbbStore *store, const char *person_id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *plans = list (store, person_id, &error);

  g_assert_no_error (error);
  return plans;
}

static void
assert_same (const EbbPlan *is, const EbbPlan *was)
{
  g_assert_cmpstr (is->person_id, ==, was->person_id);
  g_assert_cmpstr (is->program_id, ==, was->program_id);
  g_assert_cmpstr (is->boots_identity, ==, was->boots_identity);
  g_assert_cmpint (is->legs, ==, was->legs);
  g_assert_cmpuint (is->length_s, ==, was->length_s);
  g_assert_cmpstr (is->rule, ==, was->rule);
  g_assert_cmpint (ebb_local_time_compare (&is->start, &was->start), ==, 0);
  g_assert_cmpstr (is->zone_id, ==, was->zone_id);
  g_assert_cmpint (is->stop_by_min, ==, was->stop_by_min);
  g_assert_cmpint (is->made_s, ==, was->made_s);
  g_assert_cmpmem (is->skipped->data, is->skipped->len * sizeof (EbbLocalTime), was->skipped->data,
                   was->skipped->len * sizeof (EbbLocalTime));
  g_assert_cmpmem (is->moved->data, is->moved->len * sizeof (EbbMovedSlot), was->moved->data,
                   was->moved->len * sizeof (EbbMovedSlot));
  g_assert_cmpmem (is->paused->data, is->paused->len * sizeof (EbbPausedDays), was->paused->data,
                   was->paused->len * sizeof (EbbPausedDays));
}

static void
what_is_kept_is_what_is_read (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autofree char *ada = add_person (store, "Ada");
  g_autoptr (EbbPlan) plan = make_plan (ada);
  g_autofree char *id = save_well (store, plan);
  g_autoptr (GPtrArray) plans = NULL;

  g_assert_true (g_uuid_string_is_valid (id));
  g_clear_object (&store);
  store = store_open (fixture);
  plans = list_well (store, ada);
  g_assert_cmpuint (plans->len, ==, 1);
  g_assert_cmpstr (((EbbPlan *) g_ptr_array_index (plans, 0))->id, ==, id);
  assert_same (g_ptr_array_index (plans, 0), plan);
}

/* Fields that say "none" stay so, and exceptions that are gone are gone. */
static void
changed_plan_takes_the_place_of_what_it_was (StoreFixture      *fixture,
                                             gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autofree char *ada = add_person (store, "Ada");
  g_autoptr (EbbPlan) plan = make_plan (ada);
  g_autoptr (GPtrArray) plans = NULL;
  g_autofree char *again = NULL;

  g_free (plan->id);
  plan->id = g_strdup ("");
  again = save_well (store, plan);
  g_free (plan->id);
  plan->id = g_steal_pointer (&again);
  g_clear_pointer (&plan->rule, g_free);
  g_clear_pointer (&plan->boots_identity, g_free);
  plan->stop_by_min = EBB_PLAN_NO_STOP_BY;
  plan->length_s = 0;
  g_array_set_size (plan->skipped, 0);
  g_array_set_size (plan->moved, 0);
  g_array_set_size (plan->paused, 0);
  again = save_well (store, plan);
  g_assert_cmpstr (again, ==, plan->id);
  plans = list_well (store, NULL);
  g_assert_cmpuint (plans->len, ==, 1);
  assert_same (g_ptr_array_index (plans, 0), plan);
  g_assert_cmpint (store_ask_number (fixture->path, "SELECT count(*) FROM plan_skip"), ==, 0);
}

static void
plans_are_of_one_person_and_go_with_them (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autofree char *ada = add_person (store, "Ada");
  g_autofree char *ben = add_person (store, "Ben");
  g_autoptr (EbbPlan) of_ada = make_plan (ada);
  g_autoptr (EbbPlan) of_ben = make_plan (ben);
  g_autofree char *one = save_well (store, of_ada);
  g_autofree char *other = save_well (store, of_ben);
  g_autoptr (GPtrArray) plans = list_well (store, ben);
  g_autoptr (GAsyncResult) counted = NULL;
  g_autoptr (GAsyncResult) deleted = NULL;
  EbbMemberHolding holding;

  g_assert_cmpuint (plans->len, ==, 1);
  g_assert_cmpstr (((EbbPlan *) g_ptr_array_index (plans, 0))->id, ==, other);
  ebb_store_count_holding_async (store, ben, NULL, store_answer_cb, &counted);
  store_wait (&counted);
  g_assert_true (ebb_store_count_holding_finish (store, counted, &holding, NULL));
  g_assert_cmpuint (holding.n_plans, ==, 1);
  g_assert_false (holding.has_open_session);
  ebb_store_delete_person_async (store, ben, NULL, store_answer_cb, &deleted);
  store_wait (&deleted);
  g_assert_true (ebb_store_delete_person_finish (store, deleted, NULL));
  g_assert_cmpint (store_ask_number (fixture->path, "SELECT count(*) FROM plan"), ==, 1);
  g_assert_cmpint (store_ask_number (fixture->path, "SELECT count(*) FROM plan_pause"), ==, 1);
}

static void
what_is_not_there_is_an_error (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autofree char *ada = add_person (store, "Ada");
  g_autoptr (EbbPlan) plan = make_plan ("nobody");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (save (store, plan, &error));
  g_assert_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_FAILED);
  g_clear_error (&error);
  g_free (plan->person_id);
  plan->person_id = g_strdup (ada);
  g_free (plan->id);
  plan->id = g_strdup ("no-such-plan");
  g_assert_null (save (store, plan, &error));
  g_assert_nonnull (strstr (error->message, "no-such-plan"));
  g_clear_error (&error);
  ebb_store_delete_plan_async (store, "no-such-plan", NULL, store_answer_cb, &result);
  store_wait (&result);
  g_assert_false (ebb_store_delete_plan_finish (store, result, &error));
  g_assert_cmpint (store_ask_number (fixture->path, "SELECT count(*) FROM plan"), ==, 0);
}

static void
deleted_plan_is_gone (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autofree char *ada = add_person (store, "Ada");
  g_autoptr (EbbPlan) plan = make_plan (ada);
  g_autofree char *id = save_well (store, plan);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) plans = NULL;

  ebb_store_delete_plan_async (store, id, NULL, store_answer_cb, &result);
  store_wait (&result);
  g_assert_true (ebb_store_delete_plan_finish (store, result, NULL));
  plans = list_well (store, NULL);
  g_assert_cmpuint (plans->len, ==, 0);
  g_assert_cmpint (store_ask_number (fixture->path, "SELECT count(*) FROM plan_move"), ==, 0);
}

/* The disk was at fault, or somebody else wrote it: it is never read as something else. */
static void
damaged_plan_is_an_error (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const damages[] = {
    "UPDATE plan SET legs = 'middle'",
    "UPDATE plan SET start_local = '2026-02-30T20:30'",
    "UPDATE plan SET zone = ''",
    "UPDATE plan_skip SET slot_local = 'never'",
    "UPDATE plan_move SET to_local = 'never'",
    "UPDATE plan_pause SET last_day = '2026-06-31'",
    "UPDATE plan_pause SET last_day = '2026-06-30'",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (EbbStore) store = store_open (fixture);
      g_autofree char *name = g_strdup_printf ("Ada %zu", i);
      g_autofree char *ada = add_person (store, name);
      g_autoptr (EbbPlan) plan = make_plan (ada);
      g_autofree char *id = save_well (store, plan);
      g_autoptr (GError) error = NULL;

      store_execute (fixture->path, damages[i]);
      g_assert_null (list (store, ada, &error));
      g_assert_nonnull (error);
      store_execute (fixture->path, "DELETE FROM plan");
    }
}

/* A disk without room: what was kept before is whole, and it goes on when there is room. */
static void
full_disk_keeps_all_or_nothing (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbStore) store = NULL;
  g_autofree char *ada = NULL;
  g_autofree char *id = NULL;
  g_autoptr (EbbPlan) plan = NULL;
  g_autoptr (EbbPlan) changed = NULL;
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (GError) error = NULL;

  full_disk_begin ();
  store = store_open (fixture);
  ada = add_person (store, "Ada");
  plan = make_plan (ada);
  id = save_well (store, plan);
  changed = ebb_plan_copy (plan);
  g_free (changed->id);
  changed->id = g_strdup (id);
  changed->length_s = 600;
  g_array_set_size (changed->skipped, 0);
  full_disk_set (FULL_DISK_NO_ROOM);
  g_assert_null (save (store, changed, &error));
  g_assert_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_FULL);
  full_disk_set (FULL_DISK_ROOM);
  plans = list_well (store, ada);
  assert_same (g_ptr_array_index (plans, 0), plan);
  g_clear_pointer (&plans, g_ptr_array_unref);
  g_free (save_well (store, changed));
  plans = list_well (store, ada);
  assert_same (g_ptr_array_index (plans, 0), changed);
  g_clear_object (&store);
  full_disk_end ();
}

#define ADD(name, test)                                                                            \
  g_test_add ("/store/plans/" name, StoreFixture, NULL, store_fixture_set_up, test,                \
              store_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("what-is-kept-is-what-is-read", what_is_kept_is_what_is_read);
  ADD ("changed-plan-takes-the-place-of-what-it-was", changed_plan_takes_the_place_of_what_it_was);
  ADD ("plans-are-of-one-person-and-go-with-them", plans_are_of_one_person_and_go_with_them);
  ADD ("what-is-not-there-is-an-error", what_is_not_there_is_an_error);
  ADD ("deleted-plan-is-gone", deleted_plan_is_gone);
  ADD ("damaged-plan-is-an-error", damaged_plan_is_an_error);
  ADD ("full-disk-keeps-all-or-nothing", full_disk_keeps_all_or_nothing);
  return g_test_run ();
}
