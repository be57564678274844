/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "store-fixture.h"

/* Which boots a session drove, and what each of them is owed. */

#define SESSION_A "0e4f21b8-5c0e-4a53-9d55-0f6f6a0c9a01"
#define LEFT "C0:FF:EE:00:00:01" /* by which the session is called */
#define RIGHT "C0:FF:EE:00:00:02"

/* A session of both, which ended; nobody saw either of them vented. */
static EbbStore *
leave_both_owed (StoreFixture *fixture, EbbSessionRecord *record)
{
  EbbStore *store = store_open (fixture);

  ebb_session_record_set_driven (record, LEFT, 3);
  ebb_session_record_set_driven (record, RIGHT, 3);
  store_open_session (store, record, 3);
  record->ended_wall_us = record->started_wall_us + 1;
  record->end = EBB_END_BY_LINK_LOST;
  g_assert_true (store_close_session (store, record, NULL));
  return store;
}

static guint32
get_owed (EbbStore *store, const char *identity)
{
  g_autoptr (GPtrArray) list = store_list_open (store);
  const EbbDrivenBoots *driven;

  g_assert_cmpuint (list->len, ==, 1);
  driven = ebb_session_record_find_driven (((EbbOpenSession *) g_ptr_array_index (list, 0))->record,
                                           identity);
  return driven != NULL ? driven->owed_epoch : 0;
}

static void
assert_confirmed (EbbStore *store)
{
  g_autoptr (GPtrArray) open = store_list_open (store);
  g_autoptr (GPtrArray) all = store_list_sessions (store);

  g_assert_cmpuint (open->len, ==, 0);
  g_assert_true (((EbbSessionRecord *) g_ptr_array_index (all, 0))->is_vented_confirmed);
}

static void
names_each_of_them (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbSessionRecord) record = store_make_record (SESSION_A);
  g_autoptr (EbbStore) store = leave_both_owed (fixture, record);

  g_assert_cmpuint (get_owed (store, LEFT), ==, 3);
  g_assert_cmpuint (get_owed (store, RIGHT), ==, 3);
}

static void
one_that_names_none_drove_its_own (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbSessionRecord) record = store_make_record (SESSION_A);
  g_autoptr (EbbStore) store = store_open (fixture);

  store_open_session (store, record, 4);
  record->ended_wall_us = record->started_wall_us + 1;
  g_assert_true (store_close_session (store, record, NULL));
  g_assert_cmpuint (get_owed (store, LEFT), ==, 4);
  ebb_store_note_vented (store, LEFT, 4);
  assert_confirmed (store);
}

static void
is_closed_by_each_for_itself (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbSessionRecord) record = store_make_record (SESSION_A);
  g_autoptr (EbbSessionRecord) second = NULL;
  g_autoptr (EbbStore) store = leave_both_owed (fixture, record);
  g_autoptr (GPtrArray) all = NULL;

  second = ebb_session_record_copy (record);
  ebb_session_record_set_driven (record, LEFT, 0);
  g_assert_true (store_close_session (store, record, NULL));
  g_assert_cmpuint (get_owed (store, LEFT), ==, 0);
  g_assert_cmpuint (get_owed (store, RIGHT), ==, 3);
  ebb_session_record_set_driven (second, RIGHT, 0);
  second->end = EBB_END_BY_CRASH;
  second->ended_wall_us++;
  g_assert_true (store_close_session (store, second, NULL));
  assert_confirmed (store);
  all = store_list_sessions (store);
  g_assert_cmpint (((EbbSessionRecord *) g_ptr_array_index (all, 0))->end, ==,
                   EBB_END_BY_LINK_LOST);
  g_assert_cmpint (((EbbSessionRecord *) g_ptr_array_index (all, 0))->ended_wall_us, ==,
                   record->ended_wall_us);
}

static EbbSessionRecord *
read_newest (EbbStore *store)
{
  g_autoptr (GPtrArray) all = store_list_sessions (store);

  return g_object_ref (g_ptr_array_index (all, 0));
}

/* Each recovery says of its own boots alone that they were seen vented. */
static void
stays_open_until_the_last_of_them (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbSessionRecord) record = store_make_record (SESSION_A);
  g_autoptr (EbbSessionRecord) of_left = NULL;
  g_autoptr (EbbSessionRecord) of_right = NULL;
  g_autoptr (EbbSessionRecord) half = NULL;
  g_autoptr (EbbSessionRecord) whole = NULL;
  g_autoptr (EbbStore) store = store_open (fixture);

  of_left = ebb_session_record_copy (record);
  of_left->ended_wall_us = record->started_wall_us + 1;
  of_left->end = EBB_END_BY_CRASH;
  of_left->is_vented_confirmed = TRUE;
  of_right = ebb_session_record_copy (of_left);
  ebb_session_record_set_driven (of_left, LEFT, 0);
  ebb_session_record_set_driven (of_right, RIGHT, 0);
  ebb_session_record_set_driven (record, LEFT, 3);
  ebb_session_record_set_driven (record, RIGHT, 3);
  store_open_session (store, record, 3);
  g_assert_true (store_close_session (store, of_left, NULL));
  g_assert_cmpuint (get_owed (store, LEFT), ==, 0);
  g_assert_cmpuint (get_owed (store, RIGHT), ==, 3);
  half = read_newest (store);
  g_assert_cmpint (half->ended_wall_us, ==, 0);
  g_assert_cmpint (half->end, ==, record->end);
  g_assert_false (half->is_vented_confirmed);
  g_assert_true (store_close_session (store, of_right, NULL));
  assert_confirmed (store);
  whole = read_newest (store);
  g_assert_cmpint (whole->ended_wall_us, ==, record->started_wall_us + 1);
  g_assert_cmpint (whole->end, ==, EBB_END_BY_CRASH);
}

static void
proof_of_one_is_none_for_the_other (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbSessionRecord) record = store_make_record (SESSION_A);
  g_autoptr (EbbStore) store = leave_both_owed (fixture, record);

  ebb_store_note_vented (store, LEFT, 2);
  g_assert_cmpuint (get_owed (store, LEFT), ==, 3);
  ebb_store_note_vented (store, LEFT, 3);
  g_assert_cmpuint (get_owed (store, LEFT), ==, 0);
  g_assert_cmpuint (get_owed (store, RIGHT), ==, 3);
  ebb_store_note_vented (store, RIGHT, 5);
  assert_confirmed (store);
}

/* It runs in this process, whatever was seen before. */
static void
proof_leaves_what_is_open_alone (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbSessionRecord) record = store_make_record (SESSION_A);
  g_autoptr (EbbStore) store = leave_both_owed (fixture, record);

  record->ended_wall_us = 0;
  store_open_session (store, record, 4);
  ebb_store_note_vented (store, LEFT, 9);
  ebb_store_note_vented (store, RIGHT, 9);
  g_clear_object (&store);
  store = store_open (fixture);
  g_assert_cmpuint (get_owed (store, LEFT), ==, 4);
  g_assert_cmpuint (get_owed (store, RIGHT), ==, 4);
}

static void
boots_that_are_forgotten_are_owed_it_still (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbSessionRecord) record = store_make_record (SESSION_A);
  g_autoptr (EbbStore) store = leave_both_owed (fixture, record);

  ebb_store_forget_boots (store, RIGHT);
  g_assert_cmpuint (get_owed (store, RIGHT), ==, 3);
}

#define ADD(name, test)                                                                            \
  g_test_add ("/store/driven/" name, StoreFixture, NULL, store_fixture_set_up, test,               \
              store_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("names-each-of-them", names_each_of_them);
  ADD ("one-that-names-none-drove-its-own", one_that_names_none_drove_its_own);
  ADD ("is-closed-by-each-for-itself", is_closed_by_each_for_itself);
  ADD ("stays-open-until-the-last-of-them", stays_open_until_the_last_of_them);
  ADD ("proof-of-one-is-none-for-the-other", proof_of_one_is_none_for_the_other);
  ADD ("proof-leaves-what-is-open-alone", proof_leaves_what_is_open_alone);
  ADD ("boots-that-are-forgotten-are-owed-it-still", boots_that_are_forgotten_are_owed_it_still);

  return g_test_run ();
}
