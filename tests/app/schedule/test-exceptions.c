/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-exceptions.h"

/* Every day at half past eight in the evening, from a Tuesday on. */
#define FIRST "2026-03-24T20:30"

static EbbLocalTime
read_local (const char *text)
{
  EbbLocalTime local;

  g_assert_true (ebb_local_time_parse (text, &local));
  return local;
}

static char *
list_slots (const EbbExceptions *exceptions, const char *rule, const char *from, guint n)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  EbbLocalTime first = read_local (FIRST);
  EbbLocalTime from_local = read_local (from);
  g_autoptr (EbbRecurrence) recurrence = ebb_recurrence_new (rule, &first, zone, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) slots = NULL;

  g_assert_nonnull (recurrence);
  slots = ebb_exceptions_list_slots (exceptions, recurrence,
                                     ebb_local_time_to_unix_s (&from_local, zone), n);
  for (guint i = 0; i < slots->len; i++)
    {
      EbbSlot         *slot = &g_array_index (slots, EbbSlot, i);
      g_autofree char *local = ebb_local_time_to_string (&slot->local);

      g_assert_cmpint (slot->start_s, ==, ebb_local_time_to_unix_s (&slot->local, zone));
      g_string_append_printf (text, "%s%.5s%s", i > 0 ? " " : "", local + 5, local + 10);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_without_any_the_rule_stands (void)
{
  EbbExceptions    none = { 0 };
  g_autofree char *slots = list_slots (&none, "FREQ=DAILY", FIRST, 3);

  g_assert_cmpstr (slots, ==, "03-24T20:30 03-25T20:30 03-26T20:30");
}

static void
test_skipped_slot_is_left_out_once (void)
{
  EbbLocalTime     skipped[] = { read_local ("2026-03-25T20:30"), read_local ("2026-03-26T20:31") };
  EbbExceptions    exceptions = { .skipped = skipped, .n_skipped = G_N_ELEMENTS (skipped) };
  g_autofree char *slots = list_slots (&exceptions, "FREQ=DAILY", FIRST, 3);
  g_autofree char *counted = list_slots (&exceptions, "FREQ=DAILY;COUNT=3", FIRST, 9);

  /* What names no slot leaves out none. */
  g_assert_cmpstr (slots, ==, "03-24T20:30 03-26T20:30 03-27T20:30");
  /* One that is skipped is counted: a plan of three times has one less. */
  g_assert_cmpstr (counted, ==, "03-24T20:30 03-26T20:30");
}

static void
test_moved_slot_comes_where_it_was_moved_to (void)
{
  EbbMovedSlot moved[] = {
    { read_local ("2026-03-25T20:30"), read_local ("2026-03-27T07:00") },
    { read_local ("2026-03-26T20:31"), read_local ("2026-03-27T08:00") },
  };
  EbbExceptions    exceptions = { .moved = moved, .n_moved = G_N_ELEMENTS (moved) };
  g_autofree char *slots = list_slots (&exceptions, "FREQ=DAILY", FIRST, 4);
  g_autofree char *later = list_slots (&exceptions, "FREQ=DAILY", "2026-03-27T00:00", 2);
  g_autofree char *once = list_slots (&exceptions, "FREQ=DAILY;COUNT=2", FIRST, 9);

  g_assert_cmpstr (slots, ==, "03-24T20:30 03-26T20:30 03-27T07:00 03-27T20:30");
  g_assert_cmpstr (later, ==, "03-27T07:00 03-27T20:30");
  g_assert_cmpstr (once, ==, "03-24T20:30 03-27T07:00");
}

static void
test_slot_moved_onto_another_comes_once (void)
{
  EbbMovedSlot  moved[] = { { read_local ("2026-03-25T20:30"), read_local ("2026-03-26T20:30") } };
  EbbExceptions exceptions = { .moved = moved, .n_moved = 1 };
  g_autofree char *slots = list_slots (&exceptions, "FREQ=DAILY", FIRST, 3);

  g_assert_cmpstr (slots, ==, "03-24T20:30 03-26T20:30 03-27T20:30");
}

static void
test_moved_slot_can_be_skipped (void)
{
  EbbMovedSlot  moved[] = { { read_local ("2026-03-25T20:30"), read_local ("2026-03-27T07:00") } };
  EbbLocalTime  skipped[] = { read_local ("2026-03-27T07:00") };
  EbbExceptions exceptions = { .moved = moved, .n_moved = 1, .skipped = skipped, .n_skipped = 1 };
  g_autofree char *slots = list_slots (&exceptions, "FREQ=DAILY", FIRST, 3);

  g_assert_cmpstr (slots, ==, "03-24T20:30 03-26T20:30 03-27T20:30");
}

static void
test_holiday_is_free_from_its_first_day_to_its_last (void)
{
  EbbPausedDays paused[] = {
    { read_local ("2026-03-25T23:59"), read_local ("2026-03-27T00:00") },
    { read_local ("2026-04-10T00:00"), read_local ("2026-04-01T00:00") },
  };
  EbbMovedSlot  moved[] = { { read_local ("2026-03-24T20:30"), read_local ("2026-03-26T07:00") } };
  EbbExceptions exceptions = { .paused = paused, .n_paused = G_N_ELEMENTS (paused) };
  g_autofree char *slots = list_slots (&exceptions, "FREQ=DAILY", FIRST, 3);
  g_autofree char *with_moved = NULL;

  g_assert_cmpstr (slots, ==, "03-24T20:30 03-28T20:30 03-29T20:30");
  exceptions.moved = moved;
  exceptions.n_moved = 1;
  with_moved = list_slots (&exceptions, "FREQ=DAILY", FIRST, 2);
  g_assert_cmpstr (with_moved, ==, "03-26T07:00 03-28T20:30");
}

static void
test_long_holiday_hides_no_slot_after_it (void)
{
  EbbPausedDays paused[] = { { read_local ("2026-03-24T00:00"), read_local ("2031-03-30T00:00") } };
  EbbExceptions exceptions = { .paused = paused, .n_paused = 1 };
  g_autofree char *slots = list_slots (&exceptions, "FREQ=DAILY", FIRST, 1);

  g_assert_cmpstr (slots, ==, "03-31T20:30");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/exceptions/none", test_without_any_the_rule_stands);
  g_test_add_func ("/exceptions/skipped/left-out-once", test_skipped_slot_is_left_out_once);
  g_test_add_func ("/exceptions/moved/comes-where-it-was-moved-to",
                   test_moved_slot_comes_where_it_was_moved_to);
  g_test_add_func ("/exceptions/moved/onto-another-comes-once",
                   test_slot_moved_onto_another_comes_once);
  g_test_add_func ("/exceptions/moved/can-be-skipped", test_moved_slot_can_be_skipped);
  g_test_add_func ("/exceptions/paused/from-first-to-last",
                   test_holiday_is_free_from_its_first_day_to_its_last);
  g_test_add_func ("/exceptions/paused/hides-none-after-it",
                   test_long_holiday_hides_no_slot_after_it);
  return g_test_run ();
}
