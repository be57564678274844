/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-machine.h"

#define STOPS (1u << EBB_SESSION_STOPPING | 1u << EBB_SESSION_LINK_LOST | 1u << EBB_SESSION_FAULT)

/* ---- what is known ---- */

static gboolean
is_stopping (EbbSessionState state)
{
  return (STOPS & (1u << state)) != 0;
}

static void
note_link_change (EbbMachineLink *link, gboolean is_up)
{
  link->is_up = is_up;
  link->is_read = FALSE;
  link->is_guarded = FALSE;
  link->is_running = FALSE;
  link->is_inflating = FALSE;
  link->is_vented = FALSE;
  link->boots_epoch = 0;
}

/* Fit to be started: nothing runs, nothing is in, and nobody else holds them. */
static gboolean
is_good_reading (const EbbMachineEvent *event)
{
  return !event->is_running && event->is_empty && event->owner != EBB_OWNER_OTHER;
}

static void
note_reading (EbbMachine *self, EbbMachineLink *link, const EbbMachineEvent *event)
{
  link->boots_epoch = MAX (link->boots_epoch, event->boots_epoch);
  if (event->is_running && event->owner == EBB_OWNER_OURS)
    {
      link->is_vented = FALSE;
      link->may_have_run = TRUE;
      if (self->state == EBB_SESSION_IDLE)
        self->epoch = MAX (self->epoch, event->boots_epoch);
    }
  if (event->kind == EBB_EVENT_STATE_READ)
    link->is_read = is_good_reading (event);
}

static void
note_recovery (EbbMachine *self, const EbbMachineEvent *event)
{
  if (self->state != EBB_SESSION_IDLE)
    return;
  self->epoch = MAX (self->epoch, event->epoch);
  self->end = EBB_END_BY_NONE;
  for (guint i = 0; i < self->n_links; i++)
    self->link[i].may_have_run = TRUE;
}

static void
note_journal (EbbMachine *self)
{
  self->is_journaled = TRUE;
  /* A reading older than the record does not count as fresh. */
  for (guint i = 0; i < self->n_links; i++)
    self->link[i].is_read = FALSE;
}

static void
note_confirmation (EbbMachine *self, const EbbMachineEvent *event)
{
  if (self->state != EBB_SESSION_IDLE && self->state != EBB_SESSION_PAUSED)
    return;
  self->has_token = TRUE;
  self->confirmed_us = event->confirmed_us;
}

/* What the event says of the world, whatever the state makes of it. */
static void
note_event (EbbMachine *self, const EbbMachineEvent *event)
{
  EbbMachineLink *link = &self->link[MIN (event->link, EBB_MACHINE_MAX_LINKS - 1)];

  switch (event->kind)
    {
    case EBB_EVENT_CONFIRM:
      note_confirmation (self, event);
      break;
    case EBB_EVENT_JOURNAL_SYNCED:
      note_journal (self);
      break;
    case EBB_EVENT_STATE_READ:
    case EBB_EVENT_STATUS:
      note_reading (self, link, event);
      break;
    case EBB_EVENT_UPLOADED:
      link->is_uploaded = TRUE;
      break;
    case EBB_EVENT_GUARDED:
      link->is_guarded = TRUE;
      break;
    case EBB_EVENT_START_REFUSED:
      link->may_have_run = link->may_have_run && !event->has_not_run;
      break;
    case EBB_EVENT_INFLATING:
      link->is_running = TRUE;
      link->is_inflating |= event->is_filling;
      break;
    case EBB_EVENT_VENTED:
      link->is_vented = is_stopping (self->state);
      break;
    case EBB_EVENT_LINK_LOST:
      note_link_change (link, FALSE);
      break;
    case EBB_EVENT_LINK_BACK:
      note_link_change (link, TRUE);
      break;
    case EBB_EVENT_RECOVER:
      note_recovery (self, event);
      break;
    default:
      break;
    }
}

/* ---- what holds ---- */

static gboolean
is_link_seen_full (const EbbMachineLink *link, gboolean is_blind)
{
  return link->is_up && !is_blind && !link->is_vented;
}

/* What holds for the set: what holds for each of its links. */
static guint
judge_links (const EbbMachine *self, const EbbMachineEvent *event)
{
  guint holds = EBB_WHEN_ALL_UP | EBB_WHEN_ALL_READ | EBB_WHEN_ALL_UPLOADED | EBB_WHEN_ALL_GUARDED
                | EBB_WHEN_INFLATING | EBB_WHEN_ALL_VENTED | EBB_WHEN_NONE_SEEN_FULL;
  gboolean is_one_inflating = FALSE;

  for (guint i = 0; i < self->n_links; i++)
    {
      const EbbMachineLink *link = &self->link[i];

      if (!link->is_up)
        holds &= ~EBB_WHEN_ALL_UP;
      if (!link->is_read)
        holds &= ~EBB_WHEN_ALL_READ;
      if (link->takes_part && !link->is_uploaded)
        holds &= ~EBB_WHEN_ALL_UPLOADED;
      if (!link->is_guarded)
        holds &= ~EBB_WHEN_ALL_GUARDED;
      if (link->takes_part && !link->is_running)
        holds &= ~EBB_WHEN_INFLATING;
      is_one_inflating |= link->is_inflating;
      if (!link->is_vented)
        holds &= ~EBB_WHEN_ALL_VENTED;
      if (is_link_seen_full (link, (event->blind >> i & 1) != 0))
        holds &= ~EBB_WHEN_NONE_SEEN_FULL;
      if (link->boots_epoch >= self->epoch)
        holds |= EBB_WHEN_EPOCH_SPENT;
      if (i == event->link && link->boots_epoch + 1 < self->epoch && !link->is_told)
        holds |= EBB_WHEN_BEHIND;
      if (link->owes_stop && i == event->link)
        holds |= EBB_WHEN_OWES_STOP;
    }
  if (!is_one_inflating)
    holds &= ~EBB_WHEN_INFLATING;
  return self->n_links > 0 ? holds : holds & ~EBB_WHEN_ALL_UP;
}

static guint
judge_times (const EbbMachine *self, gint64 now_us)
{
  gint64 in_state_us = now_us - self->since_us;
  gint64 age_us = now_us - self->confirmed_us;
  guint  holds = 0;

  if (self->has_token && age_us >= 0 && age_us <= self->fresh_us)
    holds |= EBB_WHEN_FRESH;
  if (in_state_us >= EBB_MACHINE_START_MS * 1000)
    holds |= EBB_WHEN_START_LATE;
  if (in_state_us >= (gint64) EBB_MACHINE_PAUSE_MS * 1000)
    holds |= EBB_WHEN_PAUSE_LATE;
  if (now_us - self->start_us >= self->run_us + EBB_MACHINE_OVERTIME_MS * 1000)
    holds |= EBB_WHEN_RUN_LATE;
  return holds;
}

static guint
judge_reading (const EbbMachineEvent *event)
{
  guint holds = 0;

  if (event->kind != EBB_EVENT_STATE_READ && event->kind != EBB_EVENT_STATUS)
    return 0;
  if (event->is_running)
    holds |= event->owner == EBB_OWNER_OURS ? EBB_WHEN_RUNS_OURS : EBB_WHEN_RUNS_FOREIGN;
  else if (is_good_reading (event))
    holds |= EBB_WHEN_READ_OK;
  return holds;
}

static guint
judge (const EbbMachine *self, const EbbMachineEvent *event)
{
  guint holds =
      judge_links (self, event) | judge_times (self, event->now_us) | judge_reading (event);

  if (self->will_pause)
    holds |= EBB_WHEN_WILL_PAUSE;
  if (self->is_journaled)
    holds |= EBB_WHEN_JOURNALED;
  if (self->is_uploading)
    holds |= EBB_WHEN_UPLOADING;
  return holds;
}

static const EbbMachineRow *
find_row (const EbbMachine *self, const EbbMachineEvent *event)
{
  guint holds = judge (self, event);

  for (gsize i = 0; i < self->n_rows; i++)
    {
      const EbbMachineRow *row = &self->table[i];

      if ((row->from >> self->state & 1) != 0 && (row->on >> event->kind & 1) != 0
          && (row->when & holds) == (guint) row->when && (row->unless & holds) == 0)
        return row;
    }
  return NULL;
}

/* ---- what becomes of it ---- */

/* A confirmation was accepted. */
static void
begin (EbbMachine *self, const EbbMachineEvent *event)
{
  self->run_us = (gint64) event->run_s * G_USEC_PER_SEC;
  self->is_continued = self->state == EBB_SESSION_PAUSED;
  self->end = EBB_END_BY_NONE;
  self->fault = EBB_FAULT_NONE;
  for (guint i = 0; i < self->n_links; i++)
    self->link[i].takes_part = (event->links >> i & 1) != 0;
}

static void
take_new_epoch (EbbMachine *self)
{
  self->is_journaled = FALSE;
  self->is_uploading = FALSE;
  for (guint i = 0; i < self->n_links; i++)
    self->epoch = MAX (self->epoch, self->link[i].boots_epoch);
  self->epoch++;
  for (guint i = 0; i < self->n_links; i++)
    {
      self->link[i].is_read = FALSE;
      self->link[i].is_told = FALSE;
      self->link[i].is_uploaded = FALSE;
      self->link[i].is_guarded = FALSE;
      self->link[i].is_running = FALSE;
      self->link[i].is_inflating = FALSE;
    }
}

/* What was read of these boots was from before they were told. */
static void
note_told (EbbMachineLink *link)
{
  link->is_told = TRUE;
  link->is_read = FALSE;
}

static void
note_start (EbbMachine *self, gint64 now_us)
{
  self->start_us = now_us;
  self->has_token = FALSE;
  for (guint i = 0; i < self->n_links; i++)
    self->link[i].may_have_run |= self->link[i].takes_part;
}

/* What did not get going after a break is no session that never began: air was in. */
static EbbSessionEnd
name_end (const EbbMachine *self, const EbbMachineRow *row, const EbbMachineEvent *event)
{
  EbbSessionEnd end = event->why != EBB_END_BY_NONE ? event->why : row->end;

  if (self->is_continued && (end == EBB_END_BY_DID_NOT_START || end == EBB_END_BY_REFUSED))
    return EBB_END_BY_DID_NOT_CONTINUE;
  return end;
}

/* The first cause of an end stands, unless a fault comes after it. */
static void
note_end (EbbMachine *self, const EbbMachineRow *row, const EbbMachineEvent *event)
{
  EbbSessionEnd end = name_end (self, row, event);

  if (row->end == EBB_END_BY_NONE)
    return;
  if (self->end == EBB_END_BY_NONE || row->end == EBB_END_BY_FAULT)
    self->end = end;
  if (event->kind == EBB_EVENT_FAULT)
    self->fault = event->fault;
}

static void
settle (EbbMachine *self, gboolean is_confirmed)
{
  for (guint i = 0; i < self->n_links; i++)
    {
      EbbMachineLink *link = &self->link[i];

      link->owes_stop = !is_confirmed && !link->is_vented;
      link->may_have_run = link->may_have_run && link->owes_stop;
    }
}

static void
enter (EbbMachine *self, const EbbMachineRow *row, gint64 now_us)
{
  EbbSessionState state = (EbbSessionState) row->to;
  gboolean        was_stopping = is_stopping (self->state);

  if (state != self->state)
    self->since_us = now_us;
  self->state = state;
  if (state != EBB_SESSION_ARMED)
    self->has_token = FALSE;
  self->will_pause = (row->effects & EBB_EFFECT_THEN_PAUSE) != 0;
  if (!is_stopping (state))
    self->stop_us = 0;
  if (is_stopping (state) && !was_stopping)
    {
      self->stop_us = now_us;
      for (guint i = 0; i < self->n_links; i++)
        self->link[i].is_vented = FALSE;
    }
}

/**
 * ebb_machine_init:
 * @table: (array length=n_rows): borrowed for as long as the machine lives
 * @confirm_fresh_s: how old a human's confirmation may be when START goes out, in seconds
 *
 * IDLE, with no links.
 */
void
ebb_machine_init (EbbMachine *self, const EbbMachineRow *table, gsize n_rows, guint confirm_fresh_s)
{
  *self = (EbbMachine){
    .table = table,
    .n_rows = n_rows,
    .fresh_us = (gint64) confirm_fresh_s * G_USEC_PER_SEC,
    .state = EBB_SESSION_IDLE,
  };
}

/**
 * ebb_machine_set_links:
 *
 * Other boots: forgets all that was known of the links and the last epoch used with them. Only
 * in IDLE.
 */
void
ebb_machine_set_links (EbbMachine *self, guint n_links)
{
  g_return_if_fail (self->state == EBB_SESSION_IDLE);
  g_return_if_fail (n_links <= EBB_MACHINE_MAX_LINKS);

  self->n_links = n_links;
  self->epoch = 0;
  for (guint i = 0; i < EBB_MACHINE_MAX_LINKS; i++)
    self->link[i] = (EbbMachineLink){ 0 };
}

/**
 * ebb_machine_step:
 *
 * Notes what @event says, then takes the first row of the table that fits.
 *
 * Returns: the #EbbMachineEffects to perform, in the order of their bits
 */
guint
ebb_machine_step (EbbMachine *self, const EbbMachineEvent *event)
{
  const EbbMachineRow *row;
  const gboolean       was_stopping = is_stopping (self->state);

  note_event (self, event);
  row = find_row (self, event);
  if (row == NULL)
    {
      if (event->kind == EBB_EVENT_CONFIRM)
        self->has_token = FALSE;
      return EBB_EFFECT_NONE;
    }
  if (event->kind == EBB_EVENT_CONFIRM)
    begin (self, event);
  note_end (self, row, event);
  if ((row->effects & EBB_EFFECT_NEW_EPOCH) != 0)
    take_new_epoch (self);
  if ((row->effects & EBB_EFFECT_CLOSE_OLDER) != 0)
    note_told (&self->link[event->link]);
  if ((row->effects & EBB_EFFECT_UPLOAD) != 0)
    self->is_uploading = TRUE;
  if ((row->effects & EBB_EFFECT_START) != 0)
    note_start (self, event->now_us);
  if (row->to != EBB_MACHINE_STAY)
    enter (self, row, event->now_us);
  /* What was armed and is not started says nothing of what was owed before. */
  if (was_stopping && (row->to == EBB_SESSION_IDLE || row->to == EBB_SESSION_PAUSED))
    settle (self, (row->effects & EBB_EFFECT_CLOSE_UNCONFIRMED) == 0);
  return row->effects;
}

/**
 * ebb_machine_event_to_string:
 *
 * For logs and tests.
 */
const char *
ebb_machine_event_to_string (EbbMachineEventKind kind)
{
  static const char *const names[] = {
    [EBB_EVENT_CONFIRM] = "confirm",
    [EBB_EVENT_JOURNAL_SYNCED] = "journal-synced",
    [EBB_EVENT_STATE_READ] = "state-read",
    [EBB_EVENT_STATUS] = "status",
    [EBB_EVENT_UPLOADED] = "uploaded",
    [EBB_EVENT_GUARDED] = "guarded",
    [EBB_EVENT_PREPARE_FAILED] = "prepare-failed",
    [EBB_EVENT_START_REFUSED] = "start-refused",
    [EBB_EVENT_INFLATING] = "inflating",
    [EBB_EVENT_RUN_ENDED] = "run-ended",
    [EBB_EVENT_VENTED] = "vented",
    [EBB_EVENT_STOP] = "stop",
    [EBB_EVENT_PAUSE] = "pause",
    [EBB_EVENT_DECLARE_OPEN] = "declare-open",
    [EBB_EVENT_FAULT] = "fault",
    [EBB_EVENT_CLEAR] = "clear",
    [EBB_EVENT_LINK_LOST] = "link-lost",
    [EBB_EVENT_LINK_BACK] = "link-back",
    [EBB_EVENT_GUARDIAN_GONE] = "guardian-gone",
    [EBB_EVENT_RECOVER] = "recover",
    [EBB_EVENT_TICK] = "tick",
    [EBB_EVENT_RENEW_DUE] = "renew-due",
    [EBB_EVENT_REPEAT_DUE] = "repeat-due",
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == EBB_N_EVENTS);
  return kind < EBB_N_EVENTS ? names[kind] : "?";
}
