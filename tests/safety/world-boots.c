/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "world-private.h"

/* The boots, as PROTOCOL.md has them: epochs, reach, lease, and an end that always closes. */

void
world_end_run (const World *self, WorldLink *link)
{
  if (link->is_running && !self->flaws->renew_starts)
    link->closed = MAX (link->closed, link->run_epoch);
  link->is_running = FALSE;
  link->is_foreign = FALSE;
  link->run_epoch = 0;
  link->lease = 0;
  link->g_age = 0;
}

void
world_begin_run (WorldLink *link, guint epoch, gboolean is_foreign)
{
  link->is_running = TRUE;
  link->is_full = TRUE;
  link->is_foreign = is_foreign;
  link->lease = is_foreign ? 0 : WORLD_LEASE_TICKS;
  link->run_epoch = epoch;
  link->g_age = 0;
}

static guint
get_reach (const WorldLink *link)
{
  guint current = MAX (link->closed, link->is_running ? link->run_epoch : 0);

  return MAX (WORLD_REACH, current + 1);
}

gboolean
world_hear_start (const World *self, WorldLink *link, guint epoch)
{
  if (link->is_running || link->is_full)
    return FALSE;
  if (!self->flaws->no_epochs && (epoch <= link->closed || epoch > get_reach (link)))
    return FALSE;
  world_begin_run (link, epoch, FALSE);
  return TRUE;
}

void
world_hear_renew (const World *self, WorldLink *link, guint epoch)
{
  if (link->is_running && !link->is_foreign && epoch == link->run_epoch)
    {
      link->lease = WORLD_LEASE_TICKS;
      link->g_age = 0;
    }
  else if (self->flaws->renew_starts)
    world_hear_start (self, link, epoch);
}

void
world_hear_stop (const World *self, WorldLink *link)
{
  world_end_run (self, link);
  link->closed = MAX (link->closed, (guint) link->stop);
  link->stop = -1;
}

EbbMachineEvent
world_read_boots (const WorldLink *link, guint index, EbbMachineEventKind kind)
{
  gboolean is_stopped = !link->is_running && !link->is_full;

  return (EbbMachineEvent){
    .kind = kind,
    .link = index,
    .is_running = link->is_running,
    .is_empty = is_stopped,
    .owner = !link->is_running  ? EBB_OWNER_NONE
             : link->is_foreign ? EBB_OWNER_OTHER
                                : EBB_OWNER_OURS,
    .boots_epoch = MAX (link->is_running ? link->run_epoch : 0, link->closed),
  };
}

void
world_pass_time (World *self, WorldLink *link)
{
  link->g_age = MIN (link->g_age + 1, WORLD_LEASE_TICKS + 1);
  if (self->flaws->no_lease)
    return;
  if (--link->lease == 0)
    world_end_run (self, link);
}
