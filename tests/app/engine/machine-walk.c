/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "machine-walk.h"

void
walk_begin (Walk *walk, guint n_links)
{
  gsize                n_rows;
  const EbbMachineRow *table = ebb_machine_get_table (&n_rows);

  walk->now_us = 1000 * SECOND_US;
  ebb_machine_init (&walk->machine, table, n_rows, 60);
  ebb_machine_set_links (&walk->machine, n_links);
}

guint
walk_step (Walk *walk, EbbMachineEvent event)
{
  event.now_us = walk->now_us;
  return ebb_machine_step (&walk->machine, &event);
}

guint
walk_tell (Walk *walk, EbbMachineEventKind kind, guint link)
{
  return walk_step (walk, (EbbMachineEvent){ .kind = kind, .link = link });
}

guint
walk_confirm (Walk *walk)
{
  return walk_step (walk, (EbbMachineEvent){ .kind = EBB_EVENT_CONFIRM,
                                             .confirmed_us = walk->now_us,
                                             .links = BOTH_LINKS,
                                             .run_s = 600 });
}

guint
walk_read_empty (Walk *walk, guint link, guint32 boots_epoch)
{
  return walk_step (walk, (EbbMachineEvent){ .kind = EBB_EVENT_STATE_READ,
                                             .link = link,
                                             .is_empty = TRUE,
                                             .boots_epoch = boots_epoch });
}

guint
walk_see_running (Walk *walk, EbbMachineEventKind kind, EbbMachineOwner owner, guint32 boots_epoch)
{
  return walk_step (
      walk, (EbbMachineEvent){
                .kind = kind, .is_running = TRUE, .owner = owner, .boots_epoch = boots_epoch });
}

guint
walk_tell_all (Walk *walk, EbbMachineEventKind kind)
{
  guint effects = 0;

  for (guint i = 0; i < walk->machine.n_links; i++)
    effects |= walk_tell (walk, kind, i);
  return effects;
}

void
walk_come_up (Walk *walk, guint n_links)
{
  walk_begin (walk, n_links);
  walk_tell_all (walk, EBB_EVENT_LINK_BACK);
}

/* To the moment before the last step of the way to START. */
void
walk_arm (Walk *walk)
{
  walk_confirm (walk);
  walk_tell (walk, EBB_EVENT_JOURNAL_SYNCED, 0);
  for (guint i = 0; i < walk->machine.n_links; i++)
    walk_read_empty (walk, i, walk->machine.epoch - 1);
  walk_tell_all (walk, EBB_EVENT_UPLOADED);
}

void
walk_start (Walk *walk)
{
  walk_arm (walk);
  g_assert_cmpuint (walk_tell_all (walk, EBB_EVENT_GUARDED), ==, EBB_EFFECT_START);
  g_assert_cmpint (walk->machine.state, ==, EBB_SESSION_STARTING);
}

void
walk_inflate (Walk *walk)
{
  for (guint i = 0; i < walk->machine.n_links; i++)
    walk_step (walk,
               (EbbMachineEvent){ .kind = EBB_EVENT_INFLATING, .link = i, .is_filling = TRUE });
}

void
walk_run (Walk *walk, guint n_links)
{
  walk_come_up (walk, n_links);
  walk_start (walk);
  walk_inflate (walk);
  g_assert_cmpint (walk->machine.state, ==, EBB_SESSION_RUNNING);
}

void
walk_take_break (Walk *walk)
{
  walk_run (walk, 1);
  walk_tell (walk, EBB_EVENT_PAUSE, 0);
  walk_tell_all (walk, EBB_EVENT_VENTED);
  g_assert_cmpint (walk->machine.state, ==, EBB_SESSION_PAUSED);
}

void
walk_reach (Walk *walk, EbbSessionState state)
{
  switch (state)
    {
    case EBB_SESSION_IDLE:
      walk_come_up (walk, 1);
      break;
    case EBB_SESSION_ARMED:
      walk_come_up (walk, 1);
      walk_arm (walk);
      break;
    case EBB_SESSION_STARTING:
      walk_come_up (walk, 1);
      walk_start (walk);
      break;
    case EBB_SESSION_RUNNING:
      walk_run (walk, 1);
      break;
    case EBB_SESSION_PAUSED:
      walk_take_break (walk);
      break;
    case EBB_SESSION_STOPPING:
      walk_run (walk, 1);
      walk_tell (walk, EBB_EVENT_STOP, 0);
      break;
    case EBB_SESSION_LINK_LOST:
      walk_run (walk, 1);
      walk_tell (walk, EBB_EVENT_LINK_LOST, 0);
      break;
    case EBB_SESSION_FAULT:
    default:
      walk_run (walk, 1);
      walk_step (walk, (EbbMachineEvent){ .kind = EBB_EVENT_FAULT, .fault = EBB_FAULT_OVERSHOOT });
      break;
    }
  g_assert_cmpint (walk->machine.state, ==, state);
}
