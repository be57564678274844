/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "machine-walk.h"

/* Rows of safety.md section 6: stop, break, loss, fault, and what is found. */

/* I12: Stop is taken in every state, and reaches the boots in every one. */
static void
test_stop_is_sent_from_every_state (void)
{
  for (int state = EBB_SESSION_IDLE; state <= EBB_SESSION_FAULT; state++)
    {
      Walk walk;

      walk_reach (&walk, (EbbSessionState) state);
      g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_STOP, 0) & EBB_EFFECT_STOP, !=, 0);
      g_assert_false (walk.machine.has_token);
      g_assert_cmpint (walk.machine.state, !=, EBB_SESSION_STARTING);
      g_assert_cmpint (walk.machine.state, !=, EBB_SESSION_RUNNING);
    }
}

static void
test_stop_repeats_until_all_are_vented (void)
{
  Walk walk;

  walk_run (&walk, 2);
  walk_tell (&walk, EBB_EVENT_STOP, 0);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_REPEAT_DUE, 0), ==, EBB_EFFECT_REPEAT_STOP);
  walk_tell (&walk, EBB_EVENT_VENTED, 0);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_REPEAT_DUE, 0), ==, EBB_EFFECT_REPEAT_STOP);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_STOPPING);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_VENTED, 1), ==,
                    EBB_EFFECT_DISMISS | EBB_EFFECT_CLOSE_JOURNAL);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_IDLE);
  g_assert_cmpint (walk.machine.end, ==, EBB_END_BY_STOP);
}

static void
test_vented_before_the_stop_does_not_count (void)
{
  Walk walk;

  walk_run (&walk, 1);
  walk_tell (&walk, EBB_EVENT_VENTED, 0);
  walk_tell (&walk, EBB_EVENT_STOP, 0);
  g_assert_false (walk.machine.link[0].is_vented);
}

static void
test_boots_that_end_by_themselves_are_stopped (void)
{
  Walk walk;

  walk_run (&walk, 1);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_RUN_ENDED, 0), ==, EBB_EFFECT_STOP);
  g_assert_cmpint (walk.machine.end, ==, EBB_END_BY_BOOTS);
  walk_run (&walk, 1);
  walk_step (&walk, (EbbMachineEvent){ .kind = EBB_EVENT_RUN_ENDED, .why = EBB_END_BY_COMPLETE });
  g_assert_cmpint (walk.machine.end, ==, EBB_END_BY_COMPLETE);
}

static void
test_boots_that_do_not_end_are_ended (void)
{
  Walk walk;

  walk_run (&walk, 1);
  walk.now_us += 601 * SECOND_US;
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_TICK, 0), ==, 0);
  walk.now_us += 1 * SECOND_US;
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_TICK, 0), ==, EBB_EFFECT_STOP);
  g_assert_cmpint (walk.machine.end, ==, EBB_END_BY_COMPLETE);
}

static void
test_break_is_a_stop_and_needs_a_new_confirmation (void)
{
  Walk    walk;
  guint32 epoch;

  walk_run (&walk, 1);
  epoch = walk.machine.epoch;
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_PAUSE, 0) & EBB_EFFECT_STOP, !=, 0);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_STOPPING);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_REPEAT_DUE, 0), ==, EBB_EFFECT_REPEAT_STOP);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_VENTED, 0), ==, EBB_EFFECT_DISMISS);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_PAUSED);
  g_assert_false (walk.machine.has_token);
  walk_tell_all (&walk, EBB_EVENT_GUARDED);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_PAUSED);
  walk_start (&walk);
  g_assert_cmpuint (walk.machine.epoch, >, epoch);
}

static void
test_stop_during_a_break_to_be_is_an_end (void)
{
  Walk walk;

  walk_run (&walk, 1);
  walk_tell (&walk, EBB_EVENT_PAUSE, 0);
  walk_tell (&walk, EBB_EVENT_STOP, 0);
  walk_tell (&walk, EBB_EVENT_VENTED, 0);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_IDLE);
  g_assert_cmpint (walk.machine.end, ==, EBB_END_BY_STOP);
}

static void
test_break_ends_after_10_minutes (void)
{
  Walk walk;

  walk_take_break (&walk);
  walk.now_us += 600 * SECOND_US;
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_TICK, 0), ==, EBB_EFFECT_STOP);
  g_assert_cmpint (walk.machine.end, ==, EBB_END_BY_PAUSE_TIMEOUT);
}

static void
test_loss_of_one_link_vents_both (void)
{
  for (int state = EBB_SESSION_STARTING; state <= EBB_SESSION_LINK_LOST; state++)
    {
      Walk walk;

      walk_reach (&walk, (EbbSessionState) state);
      g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_LINK_LOST, 0), ==,
                        EBB_EFFECT_STOP | EBB_EFFECT_CONNECT);
      g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_LINK_LOST);
    }
}

/* I7 */
static void
test_link_that_comes_back_never_runs_again (void)
{
  Walk walk;

  walk_run (&walk, 2);
  walk_tell (&walk, EBB_EVENT_LINK_LOST, 1);
  walk_tell (&walk, EBB_EVENT_VENTED, 0);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_LINK_BACK, 1), ==,
                    EBB_EFFECT_GUARD_LINK | EBB_EFFECT_READ_LINK);
  walk_step (&walk,
             (EbbMachineEvent){ .kind = EBB_EVENT_INFLATING, .link = 1, .is_filling = TRUE });
  walk_tell_all (&walk, EBB_EVENT_GUARDED);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_LINK_LOST);
  walk_step (&walk, (EbbMachineEvent){ .kind = EBB_EVENT_STATE_READ,
                                       .link = 1,
                                       .is_running = TRUE,
                                       .owner = EBB_OWNER_OURS });
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_STOPPING);
  walk_tell (&walk, EBB_EVENT_VENTED, 1);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_IDLE);
  g_assert_cmpint (walk.machine.end, ==, EBB_END_BY_LINK_LOST);
}

static void
test_vented_after_the_link_came_back_is_the_end (void)
{
  Walk walk;

  walk_reach (&walk, EBB_SESSION_LINK_LOST);
  walk_tell (&walk, EBB_EVENT_LINK_BACK, 0);
  walk_tell (&walk, EBB_EVENT_VENTED, 0);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_IDLE);
}

static void
test_link_lost_while_armed_ends_it_before_it_began (void)
{
  Walk walk;

  walk_reach (&walk, EBB_SESSION_ARMED);
  walk_tell (&walk, EBB_EVENT_LINK_LOST, 0);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_IDLE);
  walk_tell (&walk, EBB_EVENT_LINK_BACK, 0);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_GUARDED, 0), ==, 0);
}

static void
test_boots_said_to_be_open_still_owe_a_stop (void)
{
  Walk walk;

  walk_reach (&walk, EBB_SESSION_LINK_LOST);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_DECLARE_OPEN, 0), ==,
                    EBB_EFFECT_DISMISS | EBB_EFFECT_CLOSE_UNCONFIRMED);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_IDLE);
  /* The other of a set may be owed one too, and nobody else tries for it from now on. */
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_LINK_BACK, 0), ==,
                    EBB_EFFECT_STOP | EBB_EFFECT_READ_LINK | EBB_EFFECT_CONNECT);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_STOPPING);
  walk_tell (&walk, EBB_EVENT_VENTED, 0);
  walk_tell (&walk, EBB_EVENT_LINK_LOST, 0);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_LINK_BACK, 0), ==, EBB_EFFECT_READ_LINK);
}

/* The way to a start that came to nothing says nothing of the air that was in before. */
static void
test_stop_stays_owed_when_nothing_is_started (void)
{
  Walk walk;

  walk_reach (&walk, EBB_SESSION_STOPPING);
  walk_step (&walk, (EbbMachineEvent){ .kind = EBB_EVENT_DECLARE_OPEN, .blind = 1 });
  walk_confirm (&walk);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_ARMED);
  walk_tell (&walk, EBB_EVENT_LINK_LOST, 0);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_IDLE);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_LINK_BACK, 0), ==,
                    EBB_EFFECT_STOP | EBB_EFFECT_READ_LINK | EBB_EFFECT_CONNECT);
}

static void
test_boots_seen_full_cannot_be_said_to_be_open (void)
{
  Walk walk;

  walk_reach (&walk, EBB_SESSION_STOPPING);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_DECLARE_OPEN, 0), ==, 0);
  walk_step (&walk, (EbbMachineEvent){ .kind = EBB_EVENT_DECLARE_OPEN, .blind = 1 });
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_IDLE);
}

static void
test_fault_needs_empty_boots_and_a_human (void)
{
  for (int state = EBB_SESSION_ARMED; state <= EBB_SESSION_LINK_LOST; state++)
    {
      Walk walk;

      walk_reach (&walk, (EbbSessionState) state);
      walk_step (&walk, (EbbMachineEvent){ .kind = EBB_EVENT_LINK_BACK });
      g_assert_cmpuint (walk_step (&walk, (EbbMachineEvent){ .kind = EBB_EVENT_FAULT,
                                                             .fault = EBB_FAULT_OVERSHOOT }),
                        ==, EBB_EFFECT_STOP);
      g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_FAULT);
      g_assert_cmpint (walk.machine.end, ==, EBB_END_BY_FAULT);
      g_assert_cmpint (walk.machine.fault, ==, EBB_FAULT_OVERSHOOT);
      g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_CLEAR, 0), ==, 0);
      walk_tell (&walk, EBB_EVENT_VENTED, 0);
      g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_FAULT);
      walk_tell (&walk, EBB_EVENT_CLEAR, 0);
      g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_IDLE);
    }
}

static void
test_lost_link_does_not_end_a_fault (void)
{
  Walk walk;

  walk_reach (&walk, EBB_SESSION_FAULT);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_LINK_LOST, 0), ==,
                    EBB_EFFECT_STOP | EBB_EFFECT_CONNECT);
  walk_tell (&walk, EBB_EVENT_LINK_BACK, 0);
  walk_tell (&walk, EBB_EVENT_VENTED, 0);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_FAULT);
}

static void
test_open_journal_is_stopped (void)
{
  Walk walk;

  walk_begin (&walk, 1);
  g_assert_cmpuint (walk_step (&walk, (EbbMachineEvent){ .kind = EBB_EVENT_RECOVER, .epoch = 7 }),
                    ==, EBB_EFFECT_STOP | EBB_EFFECT_CONNECT);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_LINK_LOST);
  g_assert_cmpuint (walk.machine.epoch, ==, 7);
  g_assert_true (walk.machine.link[0].may_have_run);
  walk_come_up (&walk, 1);
  walk_step (&walk, (EbbMachineEvent){ .kind = EBB_EVENT_RECOVER, .epoch = 7 });
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_STOPPING);
  g_assert_cmpint (walk.machine.end, ==, EBB_END_BY_CRASH);
}

static void
test_boots_found_running_for_us_are_stopped (void)
{
  static const EbbMachineEventKind kinds[] = { EBB_EVENT_STATE_READ, EBB_EVENT_STATUS };
  static const EbbSessionState     states[] = { EBB_SESSION_IDLE, EBB_SESSION_ARMED,
                                                EBB_SESSION_PAUSED };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint k = 0; k < G_N_ELEMENTS (states); k++)
      {
        Walk walk;

        walk_reach (&walk, states[k]);
        g_assert_cmpuint (walk_see_running (&walk, kinds[i], EBB_OWNER_OURS, 9), ==,
                          EBB_EFFECT_STOP | EBB_EFFECT_READ_LINK | EBB_EFFECT_CONNECT);
        g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_STOPPING);
        g_assert_true (walk.machine.link[0].may_have_run);
      }
}

static void
test_boots_that_run_for_others_are_only_watched (void)
{
  static const EbbMachineOwner owners[] = { EBB_OWNER_NONE, EBB_OWNER_OTHER };

  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    {
      Walk walk;

      walk_reach (&walk, EBB_SESSION_IDLE);
      g_assert_cmpuint (walk_see_running (&walk, EBB_EVENT_STATUS, owners[i], 9), ==, 0);
      g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_IDLE);
      g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_STOP, 0), ==, EBB_EFFECT_STOP);
      walk_reach (&walk, EBB_SESSION_ARMED);
      g_assert_cmpuint (walk_see_running (&walk, EBB_EVENT_STATUS, owners[i], 9) & EBB_EFFECT_STOP,
                        ==, 0);
      g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_IDLE);
    }
}

static void
test_no_guardian_no_session (void)
{
  Walk walk;

  walk_reach (&walk, EBB_SESSION_RUNNING);
  g_assert_cmpuint (walk_tell (&walk, EBB_EVENT_GUARDIAN_GONE, 0), ==, EBB_EFFECT_STOP);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_STOPPING);
  walk_reach (&walk, EBB_SESSION_ARMED);
  walk_tell (&walk, EBB_EVENT_GUARDIAN_GONE, 0);
  g_assert_cmpint (walk.machine.state, ==, EBB_SESSION_IDLE);
}

#define ADD(path, test) g_test_add_func ("/session-machine-stop/" path, test)

static void
add_stop_tests (void)
{
  ADD ("stop/is-sent-from-every-state", test_stop_is_sent_from_every_state);
  ADD ("stop/repeats-until-all-are-vented", test_stop_repeats_until_all_are_vented);
  ADD ("stop/vented-before-the-stop-does-not-count", test_vented_before_the_stop_does_not_count);
  ADD ("end/boots-that-end-by-themselves-are-stopped",
       test_boots_that_end_by_themselves_are_stopped);
  g_test_add_func ("/safety/H05/boots-that-do-not-end-are-ended",
                   test_boots_that_do_not_end_are_ended);
  ADD ("pause/is-a-stop-and-needs-a-new-confirmation",
       test_break_is_a_stop_and_needs_a_new_confirmation);
  ADD ("pause/stop-meanwhile-is-an-end", test_stop_during_a_break_to_be_is_an_end);
  ADD ("pause/ends-after-10-minutes", test_break_ends_after_10_minutes);
}

static void
add_trouble_tests (void)
{
  ADD ("link-lost/loss-of-one-vents-both", test_loss_of_one_link_vents_both);
  ADD ("link-lost/never-runs-again", test_link_that_comes_back_never_runs_again);
  ADD ("link-lost/vented-is-the-end", test_vented_after_the_link_came_back_is_the_end);
  ADD ("link-lost/while-armed-ends-it-before-it-began",
       test_link_lost_while_armed_ends_it_before_it_began);
  ADD ("open/boots-said-to-be-open-still-owe-a-stop", test_boots_said_to_be_open_still_owe_a_stop);
  ADD ("open/stop-stays-owed-when-nothing-is-started",
       test_stop_stays_owed_when_nothing_is_started);
  ADD ("open/boots-seen-full-cannot-be-said-to-be-open",
       test_boots_seen_full_cannot_be_said_to_be_open);
  ADD ("fault/needs-empty-boots-and-a-human", test_fault_needs_empty_boots_and_a_human);
  ADD ("fault/lost-link-does-not-end-it", test_lost_link_does_not_end_a_fault);
  ADD ("recover/open-journal-is-stopped", test_open_journal_is_stopped);
  ADD ("found/running-for-us-is-stopped", test_boots_found_running_for_us_are_stopped);
  ADD ("found/running-for-others-is-watched", test_boots_that_run_for_others_are_only_watched);
  ADD ("guardian/none-no-session", test_no_guardian_no_session);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_stop_tests ();
  add_trouble_tests ();
  return g_test_run ();
}
