/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "store-fixture.h"

/* What is kept of a session that has a fault and that nobody ends. */

#define SESSION_A "0e4f21b8-5c0e-4a53-9d55-0f6f6a0c9a01"

/* As the next start does it, which knows no more than that it was left open. */
static void
close_as_crashed (EbbStore *store, EbbSessionRecord *record)
{
  record->end = EBB_END_BY_CRASH;
  record->is_vented_confirmed = TRUE;
  record->ended_wall_us = record->started_wall_us + 1;
  g_assert_true (store_close_session (store, record, NULL));
}

static void
assert_ended (EbbStore *store, EbbSessionEnd end, EbbFault fault)
{
  g_autoptr (GPtrArray) all = store_list_sessions (store);
  EbbSessionRecord *record = g_ptr_array_index (all, 0);

  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpint (record->end, ==, end);
  g_assert_cmpint (record->fault, ==, fault);
}

static void
is_its_end_though_its_program_went (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (EbbSessionRecord) record = store_make_record (SESSION_A);
  g_autoptr (GPtrArray) left = NULL;
  EbbOpenSession *open;

  store_open_session (store, record, 7);
  ebb_store_note_fault (store, SESSION_A, EBB_FAULT_OVERSHOOT);
  ebb_store_note_fault (store, SESSION_A, EBB_FAULT_NO_READING);
  g_clear_object (&store);
  store = store_open (fixture);
  left = store_list_open (store);
  g_assert_cmpuint (left->len, ==, 1);
  open = g_ptr_array_index (left, 0);
  g_assert_cmpint (open->record->fault, ==, EBB_FAULT_OVERSHOOT);
  close_as_crashed (store, open->record);
  assert_ended (store, EBB_END_BY_FAULT, EBB_FAULT_OVERSHOOT);
}

static void
without_one_it_is_a_crash (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (EbbSessionRecord) record = store_make_record (SESSION_A);

  store_open_session (store, record, 7);
  close_as_crashed (store, record);
  assert_ended (store, EBB_END_BY_CRASH, EBB_FAULT_NONE);
  /* What ended stays as it ended. */
  ebb_store_note_fault (store, SESSION_A, EBB_FAULT_OVERSHOOT);
  assert_ended (store, EBB_END_BY_CRASH, EBB_FAULT_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                            \
  g_test_add ("/store/fault/" path, StoreFixture, NULL, store_fixture_set_up, test,                \
              store_fixture_tear_down)
  ADD ("is-its-end-though-its-program-went", is_its_end_though_its_program_went);
  ADD ("without-one-it-is-a-crash", without_one_it_is_a_crash);
#undef ADD
  return g_test_run ();
}
