/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "world-private.h"

/* Everything that can happen next: to the boots, to the links, to the program, and by a human. */

#define SHORT_US (6 * G_USEC_PER_SEC) /* longer than boots may take to show a start */
#define LONG_US (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC) /* longer than anything may take */
#define RUN_S 600

typedef struct
{
  const World  *from;
  WorldStepFunc visit;
  gpointer      data;
} Visit;

static World
copy (const Visit *visit)
{
  World after = *visit->from;

  after.broken = 0;
  return after;
}

static void
offer (const Visit *visit, const World *after, const char *what, gboolean is_due)
{
  visit->visit (after, what, is_due, visit->data);
}

/* What need not happen, and nobody wants. */
static void
offer_mishap (const Visit *visit, World *after, const char *what)
{
  const guint max = visit->from->flaws->max_mishaps;

  if (max != 0 && visit->from->n_mishaps >= max)
    return;
  after->n_mishaps = max != 0 ? visit->from->n_mishaps + 1 : 0;
  offer (visit, after, what, FALSE);
}

static void
offer_event (const Visit *visit, EbbMachineEvent event, const char *what, gboolean is_due)
{
  World after = copy (visit);

  world_tell (&after, event);
  offer (visit, &after, what, is_due);
}

/* A START that arrives twice. */
static void
visit_copy (const Visit *visit, guint index)
{
  World        after = copy (visit);
  WorldLink   *link = &after.link[index];
  WorldRequest request = link->waiting[0];

  if (request.kind != REQUEST_START || after.had_copy || !after.flaws->with_copies)
    return;
  after.had_copy = TRUE;
  if (!world_hear_start (&after, link, request.epoch))
    return;
  offer_mishap (visit, &after, "START arrives, and comes once more");
}

static void
visit_requests (const Visit *visit, guint index)
{
  static const char *const names[] = { "START arrives", "RENEW arrives", "READ is answered" };
  const WorldLink         *link = &visit->from->link[index];
  World                    after = copy (visit);

  if (link->n_waiting > 0)
    {
      world_deliver (&after, index);
      offer (visit, &after, names[link->waiting[0].kind], TRUE);
      after = copy (visit);
      world_lose_request (&after, index);
      offer_mishap (visit, &after, "a request is lost");
      visit_copy (visit, index);
    }
  if (link->stop < 0)
    return;
  after = copy (visit);
  world_hear_stop (&after, &after.link[index]);
  offer (visit, &after, "STOP arrives", TRUE);
  after = copy (visit);
  after.link[index].stop = -1;
  offer_mishap (visit, &after, "STOP is lost");
}

/* ---- what boots do by themselves ---- */

static void
visit_running_boots (const Visit *visit, guint index)
{
  World      after = copy (visit);
  WorldLink *link = &after.link[index];

  if (!link->is_foreign)
    {
      world_pass_time (&after, link);
      offer (visit, &after, "the lease runs", FALSE);
    }
  after = copy (visit);
  world_end_run (&after, link);
  /* Ours does not wait for that. */
  offer (visit, &after, "the run is over", visit->from->link[index].is_foreign);
  if (visit->from->link[index].is_foreign)
    return;
  after = copy (visit);
  link->g_stopped = MAX (link->g_stopped, (int) link->run_epoch);
  world_end_run (&after, link);
  offer_mishap (visit, &after, "their button ends it");
}

static void
visit_boots (const Visit *visit, guint index)
{
  const World *from = visit->from;
  World        after = copy (visit);
  WorldLink   *link = &after.link[index];

  if (link->is_running)
    {
      visit_running_boots (visit, index);
      return;
    }
  if (link->is_full)
    {
      link->is_full = FALSE;
      offer (visit, &after, "the boots are empty", TRUE);
    }
  else if (!from->had_button_run && link->closed + 1 < from->max_epoch)
    {
      after.had_button_run = TRUE;
      world_begin_run (link, link->closed + 1, TRUE);
      offer_mishap (visit, &after, "their button starts them");
    }
}

/* ---- links ---- */

static void
lose_link (World *self, guint index)
{
  WorldLink *link = &self->link[index];

  link->is_up = FALSE;
  link->n_waiting = 0;
  link->stop = -1;
  link->has_stopped = FALSE;
  link->is_uploading = FALSE;
  link->is_guarding = FALSE;
  link->g_is_read = FALSE;
  self->g_is_confirmed = FALSE;
  if (!self->is_dead)
    world_tell_link (self, EBB_EVENT_LINK_LOST, index);
}

/* Stop is the first that is written when the program connects. */
static void
bring_link (World *self, guint index)
{
  WorldLink *link = &self->link[index];

  link->is_up = TRUE;
  link->g_is_declared = FALSE;
  link->has_stopped = link->is_wanted;
  if (link->is_wanted && !self->flaws->no_stop_first)
    link->stop = (int) MAX (self->machine.epoch, 1);
  link->is_wanted = FALSE;
  if (world_is_in (self, STOPS) && link->stop < 0)
    self->broken |= 1u << I24_STOP_FIRST;
  world_tell_link (self, EBB_EVENT_LINK_BACK, index);
}

static void
cut_power (World *self, guint index)
{
  WorldLink *link = &self->link[index];

  self->had_power_cut = TRUE;
  world_end_run (self, link);
  link->closed = 0;
  link->run_epoch = 0;
  link->is_full = FALSE;
  lose_link (self, index);
}

static void
visit_link (const Visit *visit, guint index)
{
  const World     *from = visit->from;
  const WorldLink *link = &from->link[index];
  World            after = copy (visit);

  if (!link->is_up && !from->is_dead && (link->is_wanted || world_is_in (from, IN (IDLE))))
    {
      bring_link (&after, index);
      offer (visit, &after, "the link is back", TRUE);
    }
  if (!link->is_up)
    return;
  lose_link (&after, index);
  offer_mishap (visit, &after, "the link is lost");
  if (from->had_power_cut || !from->flaws->with_power_cut)
    return;
  after = copy (visit);
  cut_power (&after, index);
  offer_mishap (visit, &after, "the boots lose power and memory");
}

static void
visit_news (const Visit *visit, guint index)
{
  World after = copy (visit);

  if (!after.link[index].is_up || after.is_dead)
    return;
  world_see_sample (&after, index);
  offer (visit, &after, "a sample", TRUE);
  after = copy (visit);
  world_see_status (&after, index);
  offer (visit, &after, "a status", TRUE);
}

/* ---- the program ---- */

static void
visit_upload (const Visit *visit, guint index)
{
  World after = copy (visit);

  after.link[index].is_uploading = FALSE;
  after.link[index].g_is_uploaded = TRUE;
  world_tell_link (&after, EBB_EVENT_UPLOADED, index);
  offer (visit, &after, "the program is uploaded", TRUE);
  after = copy (visit);
  after.link[index].is_uploading = FALSE;
  world_tell_link (&after, EBB_EVENT_PREPARE_FAILED, index);
  offer_mishap (visit, &after, "the upload fails");
}

static void
visit_guard (const Visit *visit, guint index)
{
  World      after = copy (visit);
  WorldLink *link = &after.link[index];

  if (link->is_guarding)
    {
      link->is_guarding = FALSE;
      link->guardian = after.flaws->no_guardian ? -1 : (int) after.machine.epoch;
      world_tell_link (&after, EBB_EVENT_GUARDED, index);
      offer (visit, &after, "the guardian is there", TRUE);
      after = copy (visit);
      link->is_guarding = FALSE;
      world_tell_link (&after, EBB_EVENT_PREPARE_FAILED, index);
      offer_mishap (visit, &after, "there is no guardian");
    }
  after = copy (visit);
  if (link->guardian < 0)
    return;
  link->guardian = -1;
  world_tell_link (&after, EBB_EVENT_GUARDIAN_GONE, index);
  offer_mishap (visit, &after, "the guardian dies");
}

static void
visit_record (const Visit *visit)
{
  World after = copy (visit);

  if (!after.is_writing)
    return;
  after.is_writing = FALSE;
  after.record = after.flaws->no_journal ? 0 : after.machine.epoch;
  after.last_epoch = MAX (after.last_epoch, after.machine.epoch);
  world_tell_link (&after, EBB_EVENT_JOURNAL_SYNCED, 0);
  offer (visit, &after, "the record is written", TRUE);
  after = copy (visit);
  after.is_writing = FALSE;
  world_tell_link (&after, EBB_EVENT_PREPARE_FAILED, 0);
  offer_mishap (visit, &after, "the record can not be written");
}

static void
grow_old (World *self, gint64 by_us, gboolean is_all)
{
  self->machine.since_us -= by_us;
  if (!is_all)
    return;
  self->machine.start_us -= by_us;
  self->machine.confirmed_us -= by_us;
  self->g_is_stale |= self->g_is_confirmed;
}

static void
visit_time (const Visit *visit)
{
  const EbbMachineEvent tick = { .kind = EBB_EVENT_TICK };
  World                 after = copy (visit);

  offer_event (visit, tick, "a tick", TRUE);
  if (after.machine.stop_us != 0)
    offer_event (visit, (EbbMachineEvent){ .kind = EBB_EVENT_REPEAT_DUE }, "stop is due", TRUE);
  if (world_is_in (visit->from, IN (STARTING)))
    {
      grow_old (&after, SHORT_US, FALSE);
      world_tell (&after, tick);
      if (after.machine.state == EBB_SESSION_STARTING)
        after.broken |= 1u << I18_START_SHOWS;
      offer (visit, &after, "nothing shows for 5 s", TRUE);
    }
  after = copy (visit);
  if (!world_is_in (visit->from, IN (ARMED) | IN (RUNNING) | IN (PAUSED)) || after.g_is_stale)
    return;
  grow_old (&after, LONG_US, TRUE);
  offer (visit, &after, "a long time passes", FALSE);
  world_tell (&after, tick);
  if (after.machine.state == EBB_SESSION_RUNNING)
    after.broken |= 1u << I21_TIME_IS_KEPT;
  offer (visit, &after, "a tick after a long time", TRUE);
}

/* More that waits would show nothing else. */
static gboolean
has_room (const World *self)
{
  for (guint i = 0; i < self->machine.n_links; i++)
    if (self->link[i].n_waiting > 1)
      return FALSE;
  return TRUE;
}

static void
visit_crash (const Visit *visit)
{
  World after = copy (visit);

  world_crash (&after);
  for (guint i = 0; i < after.machine.n_links && world_is_in (visit->from, RUNS); i++)
    if (after.link[i].is_up && after.link[i].stop < 0)
      after.broken |= 1u << I25_CRASH_STOPS;
  offer_mishap (visit, &after, "Ebb crashes");
}

static void
visit_program (const Visit *visit)
{
  World after = copy (visit);

  if (after.is_dead)
    {
      world_begin_process (&after);
      offer (visit, &after, "Ebb begins again", TRUE);
      return;
    }
  if (after.is_left && world_is_in (&after, IN (IDLE)))
    {
      world_take_up (&after);
      offer (visit, &after, "the record is taken up", TRUE);
    }
  visit_crash (visit);
  visit_record (visit);
  visit_time (visit);
  if (world_is_in (visit->from, RUNS) && has_room (visit->from))
    offer_event (visit, (EbbMachineEvent){ .kind = EBB_EVENT_RENEW_DUE }, "renewal is due", FALSE);
  if (world_is_in (visit->from, IN (IDLE)))
    return;
  after = copy (visit);
  world_tell (&after, (EbbMachineEvent){ .kind = EBB_EVENT_FAULT, .fault = EBB_FAULT_BOOTS });
  offer_mishap (visit, &after, "a fault");
}

/* ---- a human ---- */

/* Somebody asks for a start, and names when a human said yes. */
static World
ask_for_start (const Visit *visit, gint64 confirmed_us)
{
  World           after = copy (visit);
  EbbMachineEvent event = { .kind = EBB_EVENT_CONFIRM,
                            .confirmed_us = confirmed_us,
                            .links = (1u << after.machine.n_links) - 1,
                            .run_s = RUN_S };

  after.g_is_scheduled = confirmed_us < WORLD_NOW_US;
  after.g_is_confirmed = FALSE;
  world_tell (&after, event);
  after.g_is_confirmed = !after.g_is_scheduled && after.machine.state == EBB_SESSION_ARMED;
  after.g_is_stale = FALSE;
  return after;
}

/* Whoever knows of it: numbers end somewhere in here. */
static gboolean
are_epochs_used_up (const World *self)
{
  guint highest = self->machine.epoch;

  for (guint i = 0; i < self->machine.n_links; i++)
    highest = MAX (highest, (guint) MAX ((int) self->link[i].closed, self->link[i].stop));
  return highest >= self->max_epoch;
}

static void
visit_confirmation (const Visit *visit)
{
  const World *from = visit->from;
  World        after;

  if (!world_is_in (from, IN (IDLE) | IN (PAUSED)) || are_epochs_used_up (from) || from->is_left)
    return;
  after = ask_for_start (visit, WORLD_NOW_US);
  offer (visit, &after, "a human confirms", FALSE);
  /* All that it has is the yes of whoever made it. */
  after = ask_for_start (visit, WORLD_NOW_US - LONG_US);
  offer (visit, &after, "a schedule asks for a start", FALSE);
}

static void
stop_by (const Visit *visit, EbbMachineEventKind kind, const char *what)
{
  World after = copy (visit);

  after.g_is_confirmed = FALSE;
  /* An epoch that was not started is not stopped either. */
  for (guint i = 0; i < after.machine.n_links; i++)
    if ((after.g_confirmed >> after.machine.epoch & 1) != 0)
      after.link[i].g_stopped = MAX (after.link[i].g_stopped, (int) after.machine.epoch);
  world_tell_link (&after, kind, 0);
  offer (visit, &after, what, FALSE);
}

static void
declare_open (const Visit *visit)
{
  World after = copy (visit);

  for (guint i = 0; i < after.machine.n_links; i++)
    after.link[i].g_is_declared = TRUE;
  world_tell (&after, (EbbMachineEvent){ .kind = EBB_EVENT_DECLARE_OPEN, .blind = 3 });
  offer (visit, &after, "a human says that the boots are open", FALSE);
}

static void
visit_human (const Visit *visit)
{
  visit_confirmation (visit);
  stop_by (visit, EBB_EVENT_STOP, "a human stops");
  if (world_is_in (visit->from, IN (ARMED) | RUNS))
    stop_by (visit, EBB_EVENT_PAUSE, "a human pauses");
  if (world_is_in (visit->from, IN (FAULT)))
    offer_event (visit, (EbbMachineEvent){ .kind = EBB_EVENT_CLEAR }, "a human clears the fault",
                 TRUE);
  if (world_is_in (visit->from, STOPS))
    declare_open (visit);
}

void
world_visit (const World *self, WorldStepFunc func, gpointer data)
{
  const Visit visit = { self, func, data };

  for (guint i = 0; i < self->machine.n_links; i++)
    {
      visit_requests (&visit, i);
      visit_boots (&visit, i);
      visit_link (&visit, i);
      visit_news (&visit, i);
      if (!self->is_dead && self->link[i].is_uploading)
        visit_upload (&visit, i);
      if (!self->is_dead)
        visit_guard (&visit, i);
    }
  visit_program (&visit);
  if (!self->is_dead)
    visit_human (&visit);
}
