/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "world-private.h"

#include <string.h>

/* The program: the machine of the engine, and what is done for each of its effects. */

#define FRESH_S 60

gboolean
world_is_in (const World *self, guint states)
{
  return !self->is_dead && (states >> self->machine.state & 1) != 0;
}

void
world_drop_waiting (WorldLink *link, guint at)
{
  link->n_waiting--;
  for (guint i = at; i < link->n_waiting; i++)
    link->waiting[i] = link->waiting[i + 1];
}

static void
drop_reads (WorldLink *link)
{
  for (guint i = link->n_waiting; i-- > 0;)
    if (link->waiting[i].kind == REQUEST_READ)
      world_drop_waiting (link, i);
}

gboolean
world_has_waiting (const WorldLink *link, WorldRequestKind kind)
{
  for (guint i = 0; i < link->n_waiting; i++)
    if (link->waiting[i].kind == kind)
      return TRUE;
  return FALSE;
}

static void
send_request (const World *self, WorldLink *link, WorldRequestKind kind)
{
  g_assert_cmpuint (link->n_waiting, <, WORLD_MAX_WAITING);
  link->waiting[link->n_waiting++] = (WorldRequest){ .kind = kind, .epoch = self->machine.epoch };
}

static void
read_link (const World *self, WorldLink *link)
{
  if (!link->is_up)
    return;
  drop_reads (link);
  send_request (self, link, REQUEST_READ);
}

/* ---- effects ---- */

static void
stop_links (World *self, gboolean is_repeat)
{
  for (guint i = 0; i < self->machine.n_links; i++)
    {
      WorldLink *link = &self->link[i];
      int        epoch = (int) MAX (self->machine.epoch, self->machine.link[i].boots_epoch);

      if (!link->is_up || (is_repeat && self->machine.link[i].is_vented))
        continue;
      link->stop = MAX (link->stop, epoch);
      link->has_stopped = TRUE;
    }
}

static void
cancel_preparing (World *self)
{
  self->is_writing = FALSE;
  for (guint i = 0; i < self->machine.n_links; i++)
    {
      self->link[i].is_uploading = FALSE;
      self->link[i].is_guarding = FALSE;
      drop_reads (&self->link[i]);
    }
}

static void
open_record (World *self)
{
  cancel_preparing (self);
  self->is_writing = TRUE;
  for (guint i = 0; i < self->machine.n_links; i++)
    {
      self->link[i].g_is_read = FALSE;
      self->link[i].g_is_uploaded = FALSE;
    }
}

static void
note_broken (World *self, Invariant invariant, gboolean is_broken)
{
  if (is_broken)
    self->broken |= 1u << invariant;
}

/* What must have been before air may go in. */
static void
judge_start (World *self, const EbbMachine *before)
{
  gboolean is_again = before->state == EBB_SESSION_PAUSED;

  note_broken (self, is_again ? I8_NEW_CONFIRMATION : I1_HUMAN, !self->g_is_confirmed);
  note_broken (self, I1_HUMAN, self->g_is_stale);
  note_broken (self, I5_SCHEDULE,
               self->g_is_scheduled && (!self->g_is_confirmed || self->g_is_stale));
  note_broken (self, I13_RECORD_FIRST,
               !self->flaws->no_journal && self->record != self->machine.epoch);
  for (guint i = 0; i < self->machine.n_links; i++)
    {
      const WorldLink *link = &self->link[i];

      note_broken (self, I4_READ_FIRST, !link->g_is_read);
      note_broken (self, I15_PROGRAM_FIRST, !link->g_is_uploaded);
      note_broken (self, I14_GUARDIAN_FIRST,
                   !self->flaws->no_guardian && link->guardian != (int) self->machine.epoch);
    }
}

static void
start (World *self, const EbbMachine *before)
{
  judge_start (self, before);
  if (self->g_is_confirmed)
    self->g_confirmed |= 1u << self->machine.epoch;
  self->g_is_confirmed = FALSE;
  self->g_is_scheduled = FALSE;
  for (guint i = 0; i < self->machine.n_links; i++)
    if (self->machine.link[i].takes_part && self->link[i].is_up)
      send_request (self, &self->link[i], REQUEST_START);
}

static void
renew_links (World *self)
{
  for (guint i = 0; i < self->machine.n_links; i++)
    if (self->link[i].is_up && self->machine.link[i].takes_part
        && !world_has_waiting (&self->link[i], REQUEST_RENEW))
      send_request (self, &self->link[i], REQUEST_RENEW);
}

/* What is done on one link of the event, or on all of them. */
static void
perform_on_links (World *self, guint effects, const EbbMachineEvent *event)
{
  for (guint i = 0; i < self->machine.n_links; i++)
    {
      WorldLink *link = &self->link[i];
      guint      here = i == event->link ? effects : 0;

      if ((here & EBB_EFFECT_CLOSE_OLDER) != 0 && link->is_up)
        link->stop = MAX (link->stop, (int) self->machine.epoch - 1);
      if ((here & EBB_EFFECT_READ_LINK) != 0 || (effects & EBB_EFFECT_READ_ALL) != 0)
        read_link (self, link);
      if ((effects & EBB_EFFECT_UPLOAD) != 0)
        link->is_uploading = link->is_up;
      if ((here & EBB_EFFECT_GUARD_LINK) != 0 || (effects & EBB_EFFECT_GUARD_ALL) != 0)
        link->is_guarding = link->is_up;
      if ((effects & EBB_EFFECT_CONNECT) != 0)
        link->is_wanted = !link->is_up;
      if ((effects & EBB_EFFECT_DISMISS) != 0)
        link->guardian = -1;
    }
}

static void
perform (World *self, guint effects, const EbbMachineEvent *event, const EbbMachine *before)
{
  if ((effects & EBB_EFFECT_STOP) != 0)
    stop_links (self, FALSE);
  if ((effects & EBB_EFFECT_REPEAT_STOP) != 0)
    stop_links (self, TRUE);
  if (!world_is_in (self, RUNS | IN (ARMED)) && ((RUNS | IN (ARMED)) >> before->state & 1) != 0)
    cancel_preparing (self);
  if ((effects & EBB_EFFECT_RENEW) != 0)
    renew_links (self);
  if ((effects & EBB_EFFECT_OPEN_JOURNAL) != 0)
    open_record (self);
  if ((effects & EBB_EFFECT_START) != 0)
    start (self, before);
  perform_on_links (self, effects, event);
  if ((effects & (EBB_EFFECT_CLOSE_JOURNAL | EBB_EFFECT_CLOSE_UNCONFIRMED)) != 0 && !self->is_left)
    self->record = 0;
}

/* ---- a step of it ---- */

/* Only what a step is about counts; the rest would make states differ that do not. */
static void
settle (World *self)
{
  EbbMachine *machine = &self->machine;

  if (!world_is_in (self, IN (ARMED) | RUNS | IN (PAUSED)))
    machine->since_us = WORLD_NOW_US;
  if (!world_is_in (self, RUNS))
    machine->start_us = WORLD_NOW_US;
  if (!machine->has_token)
    machine->confirmed_us = WORLD_NOW_US;
  if (machine->stop_us != 0)
    machine->stop_us = WORLD_NOW_US;
  if (!world_is_in (self, IN (ARMED)))
    self->g_is_confirmed = FALSE;
  if (!self->g_is_confirmed)
    self->g_is_stale = FALSE;
  for (guint i = 0; i < machine->n_links; i++)
    {
      if (world_is_in (self, IN (IDLE)))
        self->link[i].is_wanted = FALSE;
      self->link[i].owed = machine->link[i].owes_stop ? machine->epoch : 0;
    }
}

static void
note_change (World *self, const EbbMachine *before)
{
  if (self->machine.stop_us == 0 || before->stop_us != 0)
    return;
  for (guint i = 0; i < self->machine.n_links; i++)
    {
      WorldLink *link = &self->link[i];

      link->has_stopped = FALSE;
      for (guint k = 0; k < link->n_waiting; k++)
        link->waiting[k].is_old = TRUE;
    }
}

/* What this event has to come to, whatever the row that brings it about. */
static void
judge_outcome (World *self, const EbbMachine *before, const EbbMachineEvent *event)
{
  const EbbMachineEventKind kind = event->kind;
  const WorldLink          *link = &self->link[event->link];
  gboolean                  is_reading = kind == EBB_EVENT_STATE_READ || kind == EBB_EVENT_STATUS;
  gboolean                  is_left = before->state != self->machine.state;
  gboolean                  had_run = (RUNS >> before->state & 1) != 0;
  guint                     waits = IN (ARMED) | IN (PAUSED);

  note_broken (self, I4_READ_FIRST,
               kind == EBB_EVENT_LINK_BACK && !world_has_waiting (link, REQUEST_READ));
  note_broken (self, I14_GUARDIAN_FIRST,
               (kind == EBB_EVENT_LINK_BACK || kind == EBB_EVENT_RECOVER)
                   && before->state != EBB_SESSION_IDLE && link->is_up && !link->is_guarding);
  note_broken (self, I26_FOUND_IS_STOPPED,
               is_reading && event->is_running && event->owner == EBB_OWNER_OURS
                   && ((waits | IN (IDLE)) >> before->state & 1) != 0
                   && !world_is_in (self, STOPS));
  note_broken (self, I19_OTHERS_FIRST,
               is_reading && event->is_running && event->owner == EBB_OWNER_OTHER
                   && (waits >> before->state & 1) != 0 && !is_left);
  note_broken (self, I20_END_IS_SEEN,
               (kind == EBB_EVENT_RUN_ENDED || kind == EBB_EVENT_START_REFUSED) && had_run
                   && world_is_in (self, RUNS));
  note_broken (self, I23_HUMAN_IS_BELIEVED,
               kind == EBB_EVENT_DECLARE_OPEN && (STOPS >> before->state & 1) != 0 && !is_left);
}

static gboolean
are_all_up (const World *self)
{
  for (guint i = 0; i < self->machine.n_links; i++)
    if (!self->link[i].is_up)
      return FALSE;
  return TRUE;
}

static void
judge_step (World *self, const EbbMachine *before, const EbbMachineEvent *event)
{
  EbbSessionState now = self->machine.state;
  gboolean is_human = event->kind == EBB_EVENT_CLEAR || event->kind == EBB_EVENT_DECLARE_OPEN;

  judge_outcome (self, before, event);
  note_broken (self, I7_NO_RESUME,
               before->state == EBB_SESSION_LINK_LOST
                   && world_is_in (self, IN (ARMED) | RUNS | IN (PAUSED)));
  note_broken (self, I17_FAULT_STAYS,
               (before->state == EBB_SESSION_FAULT && now != EBB_SESSION_FAULT && !is_human)
                   || (event->kind == EBB_EVENT_FAULT && now != EBB_SESSION_FAULT
                       && before->state != EBB_SESSION_IDLE));
  note_broken (self, I22_LINK_IS_SEEN,
               now == EBB_SESSION_LINK_LOST && are_all_up (self)
                   && (event->kind == EBB_EVENT_STATE_READ || event->kind == EBB_EVENT_RECOVER));
  for (guint i = 0; i < self->machine.n_links; i++)
    {
      note_broken (self, I12_STOP_ALWAYS,
                   event->kind == EBB_EVENT_STOP && self->link[i].is_up && self->link[i].stop < 0);
      note_broken (self, I16_RENEWED,
                   event->kind == EBB_EVENT_RENEW_DUE && world_is_in (self, RUNS)
                       && self->link[i].is_up
                       && !world_has_waiting (&self->link[i], REQUEST_RENEW));
    }
}

/* The machine hears @event, and what it asks for is done. */
void
world_tell (World *self, EbbMachineEvent event)
{
  EbbMachine before = self->machine;
  guint      effects;

  event.now_us = WORLD_NOW_US;
  effects = ebb_machine_step (&self->machine, &event);
  if (self->flaws->keeps_token && before.has_token)
    {
      self->machine.has_token = TRUE;
      self->machine.confirmed_us = before.confirmed_us;
    }
  note_change (self, &before);
  perform (self, effects, &event, &before);
  settle (self);
  judge_step (self, &before, &event);
}

void
world_tell_link (World *self, EbbMachineEventKind kind, guint link)
{
  world_tell (self, (EbbMachineEvent){ .kind = kind, .link = link });
}

/* ---- processes ---- */

static void
find_link (World *self, guint index)
{
  if (self->link[index].is_up)
    world_tell (self, (EbbMachineEvent){ .kind = EBB_EVENT_LINK_BACK, .link = index });
}

void
world_take_up (World *self)
{
  self->is_left = FALSE;
  world_tell (self, (EbbMachineEvent){ .kind = EBB_EVENT_RECOVER, .epoch = self->record });
}

/* What the store kept of these boots comes first, then what the journal did. */
void
world_begin_process (World *self)
{
  EbbMachine *machine = &self->machine;

  self->is_dead = FALSE;
  for (guint i = 0; i < machine->n_links; i++)
    find_link (self, i);
  machine->epoch = MAX (machine->epoch, self->last_epoch);
  if (self->is_left && machine->state == EBB_SESSION_IDLE)
    world_take_up (self);
}

/* Its memory is gone, and the guardian finds its pipe closed. */
void
world_crash (World *self)
{
  guint       owed[EBB_MACHINE_MAX_LINKS] = { 0 };
  const guint n_links = self->machine.n_links;

  self->is_dead = TRUE;
  self->is_left = self->record > 0;
  cancel_preparing (self);
  for (guint i = 0; i < n_links; i++)
    {
      WorldLink *link = &self->link[i];

      owed[i] = link->owed;
      if (link->is_up && link->guardian >= 0)
        link->stop = MAX (link->stop, link->guardian);
      link->guardian = -1;
      link->is_wanted = FALSE;
      link->has_stopped = FALSE;
      link->g_is_read = FALSE;
      link->g_is_uploaded = FALSE;
      for (guint k = 0; k < link->n_waiting; k++)
        link->waiting[k].is_orphan = TRUE;
    }
  ebb_machine_init (&self->machine, self->machine.table, self->machine.n_rows, FRESH_S);
  ebb_machine_set_links (&self->machine, n_links);
  for (guint i = 0; i < n_links; i++)
    {
      self->machine.link[i].owes_stop = owed[i] > 0;
      self->machine.link[i].may_have_run = owed[i] > 0;
      self->machine.epoch = MAX (self->machine.epoch, owed[i]);
    }
  settle (self);
}

/* ---- the value ---- */

void
world_init (World               *self,
            const EbbMachineRow *table,
            gsize                n_rows,
            guint                n_links,
            guint                max_epoch,
            const WorldFlaws    *flaws)
{
  memset (self, 0, sizeof *self);
  self->flaws = flaws;
  self->max_epoch = max_epoch;
  ebb_machine_init (&self->machine, table, n_rows, FRESH_S);
  ebb_machine_set_links (&self->machine, n_links);
  for (guint i = 0; i < n_links; i++)
    self->link[i] = (WorldLink){ .is_up = TRUE, .stop = -1, .guardian = -1, .g_stopped = -1 };
  settle (self);
  world_begin_process (self);
}
