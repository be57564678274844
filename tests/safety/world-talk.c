/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "world-private.h"

/* What boots and program hear of each other, put as the performer of the session puts it. */

static gboolean
has_own_start (const WorldLink *link)
{
  for (guint i = 0; i < link->n_waiting; i++)
    if (link->waiting[i].kind == REQUEST_START && !link->waiting[i].is_orphan)
      return TRUE;
  return FALSE;
}

/* As the performer puts it: a reading from after the stop, and no START on its way. */
static gboolean
is_seen_vented (const World *self, guint index)
{
  const WorldLink *link = &self->link[index];
  guint            epoch = self->machine.link[index].may_have_run ? self->machine.epoch : 0;

  return self->machine.stop_us != 0 && link->has_stopped && !has_own_start (link)
         && !link->is_running && !link->is_full && link->closed >= epoch;
}

static void
hear_reading (World *self, guint index, gboolean is_old)
{
  WorldLink      *link = &self->link[index];
  EbbMachineEvent event = world_read_boots (link, index, EBB_EVENT_STATE_READ);

  if (self->machine.state == EBB_SESSION_ARMED && self->machine.is_journaled)
    link->g_is_read = !link->is_running && !link->is_full;
  if (!is_old && is_seen_vented (self, index))
    world_tell_link (self, EBB_EVENT_VENTED, index);
  world_tell (self, event);
}

static void
see_run (World *self, guint index)
{
  const WorldLink *link = &self->link[index];
  EbbMachineEvent  event = { .kind = EBB_EVENT_INFLATING, .link = index, .is_filling = TRUE };

  if (!self->machine.link[index].takes_part)
    return;
  if (link->closed >= self->machine.epoch)
    world_tell_link (self, EBB_EVENT_RUN_ENDED, index);
  else if (link->is_running && link->run_epoch == self->machine.epoch
           && self->machine.state == EBB_SESSION_STARTING)
    world_tell (self, event);
}

void
world_see_sample (World *self, guint index)
{
  if (world_is_in (self, RUNS))
    see_run (self, index);
  else if (self->machine.stop_us != 0 && is_seen_vented (self, index))
    world_tell_link (self, EBB_EVENT_VENTED, index);
}

void
world_see_status (World *self, guint index)
{
  WorldLink *link = &self->link[index];

  if (world_is_in (self, RUNS) && self->machine.link[index].takes_part
      && link->closed >= self->machine.epoch)
    world_tell_link (self, EBB_EVENT_RUN_ENDED, index);
  world_tell (self, world_read_boots (link, index, EBB_EVENT_STATUS));
}

/* ---- what arrives ---- */

static void
refuse_start (World *self, guint index, const WorldRequest *request)
{
  if (!request->is_orphan)
    world_tell (self,
                (EbbMachineEvent){ .kind = EBB_EVENT_START_REFUSED,
                                   .link = index,
                                   .has_not_run = self->link[index].closed < request->epoch });
}

void
world_deliver (World *self, guint index)
{
  WorldLink   *link = &self->link[index];
  WorldRequest request = link->waiting[0];

  world_drop_waiting (link, 0);
  if (request.kind == REQUEST_READ)
    hear_reading (self, index, request.is_old);
  else if (request.kind == REQUEST_RENEW)
    world_hear_renew (self, link, request.epoch);
  else if (!world_hear_start (self, link, request.epoch))
    refuse_start (self, index, &request);
}

void
world_lose_request (World *self, guint index)
{
  WorldRequest request = self->link[index].waiting[0];

  world_drop_waiting (&self->link[index], 0);
  if (request.kind == REQUEST_READ)
    world_tell_link (self, EBB_EVENT_PREPARE_FAILED, index);
}
