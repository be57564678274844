/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "world-private.h"

#include <string.h>

/* What must hold of every state, and which states are the same. */

static const char *const names[] = {
  [I1_HUMAN] = "I1 air goes in by a human's fresh yes to this epoch",
  [I2_STOPPED] = "I2 what a human stopped is being stopped",
  [I2D_CLOSED] = "I2d boots run no closed epoch",
  [I3_LEASE] = "I3 no air goes in after the lease",
  [I4_READ_FIRST] = "I4 boots are read when they come and before START",
  [I5_SCHEDULE] = "I5 a schedule starts nothing",
  [I6_NO_FALSE_IDLE] = "I6 idle is not said while our epoch runs",
  [I7_NO_RESUME] = "I7 nothing goes on after a lost link",
  [I8_NEW_CONFIRMATION] = "I8 after a break only a new yes",
  [I12_STOP_ALWAYS] = "I12 Stop goes out in every state",
  [I13_RECORD_FIRST] = "I13 the record stands before START and until vented",
  [I14_GUARDIAN_FIRST] = "I14 the guardian is there before START, and while it is stopped",
  [I15_PROGRAM_FIRST] = "I15 the program is there before START",
  [I16_RENEWED] = "I16 the lease is renewed",
  [I17_FAULT_STAYS] = "I17 a fault shows until a human clears it",
  [I18_START_SHOWS] = "I18 a start that does not show in 5 s is stopped",
  [I19_OTHERS_FIRST] = "I19 boots that run for others are not waited for",
  [I20_END_IS_SEEN] = "I20 what the boots ended or refused is stopped",
  [I21_TIME_IS_KEPT] = "I21 a run ends when its time is over",
  [I22_LINK_IS_SEEN] = "I22 a link that is there is not said to be lost",
  [I23_HUMAN_IS_BELIEVED] = "I23 where nothing is read a human may say that the boots are open",
  [I24_STOP_FIRST] = "I24 Stop is the first that a lost link hears when it is back",
  [I25_CRASH_STOPS] = "I25 Stop goes out when Ebb crashes in a run",
  [I26_FOUND_IS_STOPPED] = "I26 what is found running of ours is stopped",
  [L1_COMES_TO_REST] = "L1 everything comes to rest",
  [L2_CAN_START] = "L2 what is armed can run",
  [L3_CAN_PAUSE] = "L3 a break can be had",
};

G_STATIC_ASSERT (G_N_ELEMENTS (names) == N_INVARIANTS);

const char *
world_name_invariant (Invariant invariant)
{
  return names[invariant];
}

/* ---- what must hold ---- */

static guint
judge_run (const World *self, const WorldLink *link)
{
  guint    broken = 0;
  gboolean is_stopped = (int) link->run_epoch <= link->g_stopped;

  if ((self->g_confirmed >> link->run_epoch & 1) == 0)
    broken |= 1u << I1_HUMAN;
  if (is_stopped && link->stop < 0 && link->is_up && !self->is_dead && !world_is_in (self, STOPS)
      && !link->g_is_declared)
    broken |= 1u << I2_STOPPED;
  if (link->run_epoch <= link->closed)
    broken |= 1u << I2D_CLOSED;
  if (link->g_age > WORLD_LEASE_TICKS)
    broken |= 1u << I3_LEASE;
  if (world_is_in (self, IN (IDLE)) && link->is_up && link->stop < 0 && !link->g_is_declared
      && link->run_epoch == self->machine.epoch)
    broken |= 1u << I6_NO_FALSE_IDLE;
  if (!self->flaws->no_journal && self->record < link->run_epoch && link->owed == 0)
    broken |= 1u << I13_RECORD_FIRST;
  return broken;
}

guint
world_judge (const World *self)
{
  guint broken = 0;

  for (guint i = 0; i < self->machine.n_links; i++)
    {
      const WorldLink *link = &self->link[i];

      if (link->is_running && !link->is_foreign)
        broken |= judge_run (self, link);
      if (world_is_in (self, RUNS) && link->guardian < 0 && !self->flaws->no_guardian)
        broken |= 1u << I14_GUARDIAN_FIRST;
    }
  return broken;
}

/* What runs, or could still. */
static guint
name_epochs (const WorldLink *link)
{
  guint epochs = link->is_running ? 1u << link->run_epoch : 0;

  for (guint i = 0; i < link->n_waiting; i++)
    if (link->waiting[i].kind != REQUEST_READ)
      epochs |= 1u << link->waiting[i].epoch;
  return epochs;
}

/* ---- what must be reached ---- */

gboolean
world_is_at_rest (const World *self)
{
  return world_is_in (self, IN (IDLE));
}

/* Their own button was used after they were read, or what they were told of older epochs was lost:
 * START is refused, and a human asks again. */
static gboolean
will_refuse (const World *self, guint index)
{
  const WorldLink *link = &self->link[index];

  return (link->g_is_read && link->closed >= self->machine.epoch)
         || (self->machine.link[index].is_told && link->closed + 1 < self->machine.epoch);
}

gboolean
world_should_run (const World *self)
{
  if (!world_is_in (self, IN (ARMED)) || !self->g_is_confirmed || self->g_is_stale)
    return FALSE;
  for (guint i = 0; i < self->machine.n_links; i++)
    if (!self->link[i].is_up || self->link[i].is_running || self->link[i].is_full
        || self->link[i].stop >= 0 || name_epochs (&self->link[i]) != 0 || will_refuse (self, i))
      return FALSE;
  return TRUE;
}

gboolean
world_should_pause (const World *self)
{
  if (!world_is_in (self, IN (STOPPING)) || !self->machine.will_pause)
    return FALSE;
  for (guint i = 0; i < self->machine.n_links; i++)
    if (!self->link[i].is_up)
      return FALSE;
  return TRUE;
}

/* ---- which states are the same ---- */

typedef struct
{
  guint8 *key;
  guint   n;
} Packing;

static void
pack (Packing *to, guint value)
{
  g_assert_cmpuint (to->n, <, WORLD_KEY_SIZE);
  g_assert_cmpuint (value, <, 256);
  to->key[to->n++] = (guint8) value;
}

/* How old, in three steps: now, some seconds, long. */
static guint
pack_age (gint64 at_us)
{
  gint64 age_us = WORLD_NOW_US - at_us;

  return age_us <= 0 ? 0 : age_us < 60 * G_USEC_PER_SEC ? 1 : 2;
}

/* What is known of a link counts only where a row may ask for it: the next way to START begins with
 * none of it. */
static void
pack_machine_link (Packing *to, const World *self, const EbbMachineLink *link)
{
  gboolean is_armed = world_is_in (self, IN (ARMED));
  gboolean is_idle = world_is_in (self, IN (IDLE));
  gboolean is_begun = world_is_in (self, IN (STARTING));

  pack (to, (guint) (link->is_up | (link->takes_part && !is_idle) << 1
                     | (link->is_read && is_armed) << 2 | (link->is_told && is_armed) << 3
                     | (link->is_uploaded && is_armed) << 4 | (link->is_guarded && is_armed) << 5
                     | link->may_have_run << 6 | (link->is_running && is_begun) << 7));
  pack (to, (guint) ((link->is_inflating && is_begun)
                     | (link->is_vented && world_is_in (self, STOPS)) << 1 | link->owes_stop << 2));
  pack (to, link->boots_epoch);
}

static void
pack_machine (Packing *to, const World *self)
{
  const EbbMachine *machine = &self->machine;
  gboolean          is_armed = world_is_in (self, IN (ARMED));

  pack (to, machine->state);
  pack (to, (guint) (machine->has_token | machine->will_pause << 1
                     | (machine->is_journaled && is_armed) << 2
                     | (machine->is_uploading && is_armed) << 3 | (machine->stop_us != 0) << 4));
  pack (to, pack_age (machine->since_us) | pack_age (machine->start_us) << 2
                | pack_age (machine->confirmed_us) << 4);
  pack (to, machine->epoch);
  for (guint i = 0; i < machine->n_links; i++)
    pack_machine_link (to, self, &machine->link[i]);
}

static void
pack_link (Packing *to, const WorldLink *link, gboolean is_armed)
{
  /* Of what was, only that which could still run counts. */
  gboolean is_over = name_epochs (link) == 0;

  pack (to, (guint) (link->is_up | link->is_wanted << 1 | link->has_stopped << 2
                     | link->is_uploading << 3 | link->is_guarding << 4 | link->is_running << 5
                     | link->is_full << 6 | link->is_foreign << 7));
  pack (to, (guint) (link->stop + 1) | (guint) (link->guardian + 1) << 4);
  pack (to, link->owed | link->lease << 4);
  pack (to, link->run_epoch | link->closed << 4);
  pack (to, (guint) ((link->g_is_read && is_armed) | (link->g_is_uploaded && is_armed) << 1)
                | link->g_is_declared << 2 | link->g_age << 4);
  pack (to, (is_over ? 0 : (guint) (link->g_stopped + 1)) | link->n_waiting << 4);
  for (guint i = 0; i < link->n_waiting; i++)
    pack (to, link->waiting[i].kind | (guint) link->waiting[i].is_old << 2
                  | (guint) link->waiting[i].is_orphan << 3 | link->waiting[i].epoch << 4);
}

static void
pack_world (const World *self, guint8 key[WORLD_KEY_SIZE])
{
  Packing to = { key, 0 };
  guint   epochs = 1u << self->machine.epoch;

  memset (key, 0, WORLD_KEY_SIZE);
  for (guint i = 0; i < self->machine.n_links; i++)
    epochs |= name_epochs (&self->link[i]);
  pack_machine (&to, self);
  pack (&to, (guint) (self->is_dead | self->is_writing << 1 | self->had_button_run << 2
                      | self->had_power_cut << 3 | self->g_is_scheduled << 4
                      | self->g_is_confirmed << 5 | self->g_is_stale << 6 | self->had_copy << 7));
  pack (&to, self->record | self->last_epoch << 4);
  pack (&to, (guint) self->is_left | self->n_mishaps << 1);
  pack (&to, self->g_confirmed & epochs);
  for (guint i = 0; i < self->machine.n_links; i++)
    pack_link (&to, &self->link[i], world_is_in (self, IN (ARMED)));
}

/* Of a set it does not matter which of the two is which. */
void
world_pack (const World *self, guint8 key[WORLD_KEY_SIZE])
{
  World  turned = *self;
  guint8 other[WORLD_KEY_SIZE];

  pack_world (self, key);
  if (self->machine.n_links != 2)
    return;
  for (guint i = 0; i < 2; i++)
    {
      turned.link[i] = self->link[1 - i];
      turned.machine.link[i] = self->machine.link[1 - i];
    }
  pack_world (&turned, other);
  if (memcmp (other, key, WORLD_KEY_SIZE) < 0)
    memcpy (key, other, WORLD_KEY_SIZE);
}
