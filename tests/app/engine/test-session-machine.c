/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "machine-walk.h"

/* Rows of safety.md section 6: the way to START and the run. */

static void
test_every_step_waits_for_the_one_before (void)
{
  Walk walk;

  walk_come_up (&walk, 2);
  g_assert_cmpuint (walk_confirm (&walk), ==, EBB_EFFECT_NEW_EPOCH | EBB_EFFECT_OPEN_JOURNAL);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_ARMED);
  g_assert_cmpuint (walk.machine.epoch, ==, 1);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_JOURNAL_SYNCED, 0), ==, EBB_EFFECT_READ_ALL);
  g_assert_cmpuint (walk_read_empty (&walk, 0, 0), ==, 0);
  g_assert_cmpuint (walk_read_empty (&walk, 1, 0), ==, EBB_EFFECT_UPLOAD);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_UPLOADED, 1), ==, 0);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_UPLOADED, 0), ==, EBB_EFFECT_GUARD_ALL);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_GUARDED, 0), ==, 0);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_ARMED);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_GUARDED, 1), ==, EBB_EFFECT_START);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_STARTING);
  g_assert_false (walk.machine.has_token);
}

/* START needs all of its steps, whatever the order in which the world answers. */
static void
test_no_step_can_be_left_out (void)
{
  for (guint left_out = 0; left_out < 4; left_out++)
    {
      Walk walk;

      walk_come_up (&walk, 1);
      walk_confirm (&walk);
      if (left_out != 0)
        walk_tell (&walk, EBB_EVENT_JOURNAL_SYNCED, 0);
      if (left_out != 1)
        walk_read_empty (&walk, 0, 0);
      if (left_out != 2)
        walk_tell (&walk, EBB_EVENT_UPLOADED, 0);
      if (left_out != 3)
        walk_tell (&walk, EBB_EVENT_GUARDED, 0);
      g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_ARMED);
    }
}

static void
test_a_reading_older_than_the_record_does_not_count (void)
{
  Walk walk;

  walk_come_up (&walk, 1);
  walk_confirm (&walk);
  g_assert_cmpuint (walk_read_empty (&walk, 0, 0), ==, 0);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_JOURNAL_SYNCED, 0), ==, EBB_EFFECT_READ_ALL);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_UPLOADED, 0), ==, 0);
}

static void
test_epoch_is_above_all_that_the_boots_have_seen (void)
{
  Walk walk;

  walk_come_up (&walk, 2);
  walk_step (&walk, (EbbMachineEvent){
                        .kind = EBB_EVENT_STATUS, .link = 1, .boots_epoch = 41, .is_empty = 1 });
  walk_confirm (&walk);
  g_assert_cmpuint (walk.machine.epoch, ==, 42);
  walk_tell (&walk, EBB_EVENT_JOURNAL_SYNCED, 0);
  /* Somebody used it meanwhile: a higher one is written down before anything else. */
  g_assert_cmpuint (walk_read_empty (&walk, 0, 50), ==,
                    EBB_EFFECT_NEW_EPOCH | EBB_EFFECT_OPEN_JOURNAL);
  g_assert_cmpuint (walk.machine.epoch, ==, 51);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_JOURNAL_SYNCED, 0), ==, EBB_EFFECT_READ_ALL);
}

static void
test_boots_that_know_less_are_told_and_read_again (void)
{
  static const struct
  {
    guint32 last_epoch, boots_epoch;
    guint   effects;
  } cases[] = {
    { 0, 0, EBB_EFFECT_UPLOAD },
    { 7, 7, EBB_EFFECT_UPLOAD },
    { 7, 6, EBB_EFFECT_CLOSE_OLDER | EBB_EFFECT_READ_LINK },
    { 7, 0, EBB_EFFECT_CLOSE_OLDER | EBB_EFFECT_READ_LINK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Walk walk;

      walk_begin (&walk, 1);
      walk.machine.epoch = cases[i].last_epoch;
      /* What they knew before this link is of the past. */
      walk_step (&walk, (EbbMachineEvent){ .kind = EBB_EVENT_STATUS, .boots_epoch = 7 });
      walk_tell (&walk, EBB_EVENT_LINK_LOST, 0);
      walk_tell (&walk, EBB_EVENT_LINK_BACK, 0);
      walk_confirm (&walk);
      walk_tell (&walk, EBB_EVENT_JOURNAL_SYNCED, 0);
      g_assert_cmpuint (walk_read_empty (&walk, 0, cases[i].boots_epoch), ==, cases[i].effects);
      /* Once: boots that do not listen are not asked for ever. */
      if (cases[i].effects != EBB_EFFECT_UPLOAD)
        g_assert_cmpuint (walk_read_empty (&walk, 0, cases[i].boots_epoch), ==, EBB_EFFECT_UPLOAD);
    }
}

/* Stop would end what another began. */
static void
test_boots_that_run_for_another_are_told_nothing (void)
{
  Walk walk;

  walk_come_up (&walk, 1);
  walk.machine.epoch = 7;
  walk_confirm (&walk);
  walk_tell (&walk, EBB_EVENT_JOURNAL_SYNCED, 0);
  g_assert_cmpuint (walk_see_running (&walk, EBB_EVENT_STATE_READ, EBB_OWNER_OTHER, 2)
                        & (EBB_EFFECT_STOP | EBB_EFFECT_CLOSE_OLDER),
                    ==, 0);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_IDLE);
}

static void
test_stale_confirmation_starts_nothing (void)
{
  Walk walk;

  walk_come_up (&walk, 1);
  walk_step (&walk, (EbbMachineEvent){ .kind = EBB_EVENT_CONFIRM,
                                       .confirmed_us = walk.now_us - 61 * SECOND_US,
                                       .links = 1 });
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_IDLE);
  g_assert_false (walk.machine.has_token);

  walk_arm (&walk);
  walk.now_us += 61 * SECOND_US;
  g_assert_cmpuint (walk_tell_all (&walk, EBB_EVENT_GUARDED), ==, 0);
  walk_tell (&walk, EBB_EVENT_TICK, 0);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_IDLE);
  g_assert_cmpint (walk.machine.end, ==, EBB_END_BY_DID_NOT_START);
}

static void
test_confirmation_from_the_future_starts_nothing (void)
{
  Walk walk;

  walk_come_up (&walk, 1);
  walk_step (&walk, (EbbMachineEvent){
                        .kind = EBB_EVENT_CONFIRM, .confirmed_us = walk.now_us + 1, .links = 1 });
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_IDLE);
}

static void
test_confirm_needs_all_links (void)
{
  Walk walk;

  walk_begin (&walk, 2);
  walk_tell (&walk, EBB_EVENT_LINK_BACK, 0);
  g_assert_cmpuint (walk_confirm (&walk), ==, 0);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_IDLE);
}

static void
test_confirm_counts_only_when_idle_or_paused (void)
{
  for (int state = EBB_SESSION_ARMED; state <= EBB_SESSION_FAULT; state++)
    {
      Walk walk;

      if (state == EBB_SESSION_PAUSED)
        continue;
      walk_reach (&walk, (EbbSessionState) state);
      g_assert_cmpuint (walk_confirm (&walk), ==, 0);
      g_assert_cmpint ((int) walk.machine.state, ==, state);
      if (state != EBB_SESSION_ARMED)
        g_assert_false (walk.machine.has_token);
    }
}

static void
test_boots_that_are_not_vented_are_not_started (void)
{
  Walk walk;

  walk_come_up (&walk, 1);
  walk_confirm (&walk);
  walk_tell (&walk, EBB_EVENT_JOURNAL_SYNCED, 0);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_STATE_READ, 0) & EBB_EFFECT_CLOSE_JOURNAL, !=, 0);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_IDLE);
}

static void
test_boots_of_another_owner_are_not_started (void)
{
  Walk walk;

  walk_come_up (&walk, 1);
  walk_confirm (&walk);
  walk_tell (&walk, EBB_EVENT_JOURNAL_SYNCED, 0);
  walk_step (&walk, (EbbMachineEvent){
                        .kind = EBB_EVENT_STATE_READ, .is_empty = TRUE, .owner = EBB_OWNER_OTHER });
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_IDLE);
}

static void
test_starting_runs_when_inflation_shows (void)
{
  Walk walk;

  walk_come_up (&walk, 2);
  walk_start (&walk);
  walk_step (&walk,
             (EbbMachineEvent){ .kind = EBB_EVENT_INFLATING, .link = 0, .is_filling = TRUE });
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_STARTING);
  walk_step (&walk, (EbbMachineEvent){ .kind = EBB_EVENT_INFLATING, .link = 1 });
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_RUNNING);
}

static void
test_starting_stops_after_5_s_without_inflation (void)
{
  Walk walk;

  walk_reach (&walk, EBB_SESSION_STARTING);
  walk_step (&walk, (EbbMachineEvent){ .kind = EBB_EVENT_INFLATING });
  walk.now_us += 5 * SECOND_US - 1;
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_TICK, 0), ==, 0);
  walk.now_us += 1;
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_TICK, 0), ==, EBB_EFFECT_STOP);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_STOPPING);
  g_assert_cmpint (walk.machine.end, ==, EBB_END_BY_DID_NOT_START);
}

static void
test_refused_start_stops (void)
{
  Walk walk;

  walk_reach (&walk, EBB_SESSION_STARTING);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_START_REFUSED, 0), ==, EBB_EFFECT_STOP);
  g_assert_cmpint (walk.machine.end, ==, EBB_END_BY_REFUSED);
}

static void
test_renews_only_while_starting_or_running (void)
{
  for (int state = EBB_SESSION_IDLE; state <= EBB_SESSION_FAULT; state++)
    {
      Walk  walk;
      guint effects;

      walk_reach (&walk, (EbbSessionState) state);
      effects = walk_tell (&walk, EBB_EVENT_RENEW_DUE, 0);
      if (state == EBB_SESSION_STARTING || state == EBB_SESSION_RUNNING)
        g_assert_cmpuint (effects, ==, EBB_EFFECT_RENEW);
      else
        g_assert_cmpuint (effects, ==, 0);
    }
}

/* The table has exactly one row that sends START, and it can be reached from ARMED alone. */
static void
test_only_one_row_sends_start (void)
{
  gsize                n_rows;
  const EbbMachineRow *table = ebb_machine_get_table (&n_rows);
  guint                found = 0;

  for (gsize i = 0; i < n_rows; i++)
    {
      if ((table[i].effects & EBB_EFFECT_START) == 0)
        {
          g_assert_cmpint (table[i].to, !=, EBB_SESSION_STARTING);
          continue;
        }
      found++;
      g_assert_cmpuint (table[i].from, ==, 1u << EBB_SESSION_ARMED);
      g_assert_cmpuint (table[i].when & EBB_WHEN_FRESH, !=, 0);
    }
  g_assert_cmpuint (found, ==, 1);
}

/* What has no word is not printed, and what is not printed is not explored. */
static void
test_every_part_of_a_row_has_a_word (void)
{
  gsize                n_rows;
  const EbbMachineRow *table = ebb_machine_get_table (&n_rows);
  guint                conditions = 0, effects = 0;

  for (guint bit = 0; ebb_machine_condition_to_string (bit) != NULL; bit++)
    conditions |= 1u << bit;
  for (guint bit = 0; ebb_machine_effect_to_string (bit) != NULL; bit++)
    effects |= 1u << bit;
  for (gsize i = 0; i < n_rows; i++)
    {
      g_assert_cmphex ((table[i].when | table[i].unless) & ~conditions, ==, 0);
      g_assert_cmphex (table[i].effects & ~effects, ==, 0);
    }
  g_assert_cmpstr (ebb_machine_condition_to_string (0), ==, "all-up");
  g_assert_cmpstr (ebb_machine_effect_to_string (0), ==, "stop");
}

#define ADD(path, test) g_test_add_func ("/session-machine/" path, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("start/every-step-waits-for-the-one-before", test_every_step_waits_for_the_one_before);
  ADD ("start/no-step-can-be-left-out", test_no_step_can_be_left_out);
  ADD ("start/a-reading-older-than-the-record-does-not-count",
       test_a_reading_older_than_the_record_does_not_count);
  g_test_add_func ("/safety/H08/epoch-is-above-all-that-the-boots-have-seen",
                   test_epoch_is_above_all_that_the_boots_have_seen);
  ADD ("start/boots-that-know-less-are-told-and-read-again",
       test_boots_that_know_less_are_told_and_read_again);
  ADD ("start/boots-that-run-for-another-are-told-nothing",
       test_boots_that_run_for_another_are_told_nothing);
  g_test_add_func ("/safety/H12/table/stale-confirmation-starts-nothing",
                   test_stale_confirmation_starts_nothing);
  ADD ("start/confirmation-from-the-future-starts-nothing",
       test_confirmation_from_the_future_starts_nothing);
  ADD ("start/confirm-needs-all-links", test_confirm_needs_all_links);
  ADD ("start/confirm-counts-only-when-idle-or-paused",
       test_confirm_counts_only_when_idle_or_paused);
  ADD ("start/boots-that-are-not-vented-are-not-started",
       test_boots_that_are_not_vented_are_not_started);
  ADD ("start/boots-of-another-owner-are-not-started", test_boots_of_another_owner_are_not_started);
  ADD ("start/only-one-row-sends-start", test_only_one_row_sends_start);
  ADD ("starting/runs-when-inflation-shows", test_starting_runs_when_inflation_shows);
  ADD ("starting/stops-after-5-s-without-inflation",
       test_starting_stops_after_5_s_without_inflation);
  ADD ("starting/refused-start-stops", test_refused_start_stops);
  ADD ("running/renews-only-while-starting-or-running", test_renews_only_while_starting_or_running);
  ADD ("table/every-part-of-a-row-has-a-word", test_every_part_of_a_row_has_a_word);
  return g_test_run ();
}
