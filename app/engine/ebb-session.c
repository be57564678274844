/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-gate-private.h"
#include "ebb-session-links-private.h"
#include "ebb-session-readings-private.h"
#include "ebb-session-start-private.h"
#include "ebb-session-watch-private.h"

G_DEFINE_FINAL_TYPE (EbbSession, ebb_session, G_TYPE_OBJECT)
G_DEFINE_QUARK (ebb - session - error - quark, ebb_session_error)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_SAMPLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* ---- time ---- */

static gboolean
tick_cb (gpointer user_data)
{
  g_autoptr (EbbSession) self = g_object_ref (EBB_SESSION (user_data));
  gint64 now_us = ebb_clock_get_boottime_us (self->clock);

  /* What the boots said meanwhile waits to be heard, and the next tick judges. */
  self->stood_still = !self->stood_still && now_us - self->ticked_us > EBB_SESSION_TICK_LATE_US;
  self->ticked_us = now_us;
  if (self->stood_still)
    return G_SOURCE_CONTINUE;
  ebb_session_check_readings (self);
  ebb_session_check_presence (self);
  ebb_session_tell (self, (EbbMachineEvent){ .kind = EBB_EVENT_TICK });
  return self->tick_id != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
renew_cb (gpointer user_data)
{
  g_autoptr (EbbSession) self = g_object_ref (EBB_SESSION (user_data));
  gint64 age_us = ebb_clock_get_boottime_us (self->clock) - self->ticked_us;

  /* A lease is renewed by an engine and a window that live, not by a timer (safety.md H3). */
  if (age_us <= EBB_SESSION_TICK_LATE_US
      && (self->is_answering == NULL || self->is_answering (self->answering_data)))
    ebb_session_tell (self, (EbbMachineEvent){ .kind = EBB_EVENT_RENEW_DUE });
  return self->renew_id != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
repeat_cb (gpointer user_data)
{
  g_autoptr (EbbSession) self = g_object_ref (EBB_SESSION (user_data));

  ebb_session_tell (self, (EbbMachineEvent){ .kind = EBB_EVENT_REPEAT_DUE });
  return self->repeat_id != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
keep_timer (EbbSession *self, guint *id, gboolean is_wanted, guint period_ms, GSourceFunc callback)
{
  if (!is_wanted)
    ebb_clock_clear (self->clock, id);
  else if (*id == 0)
    *id = ebb_clock_add_timeout (self->clock, period_ms, callback, self);
}

static void
keep_timers (EbbSession *self)
{
  EbbSessionState state = self->machine.state;

  if (state != EBB_SESSION_IDLE && self->tick_id == 0)
    self->ticked_us = ebb_clock_get_boottime_us (self->clock);
  keep_timer (self, &self->tick_id, state != EBB_SESSION_IDLE, EBB_SESSION_TICK_MS, tick_cb);
  keep_timer (self, &self->renew_id, state == EBB_SESSION_STARTING || state == EBB_SESSION_RUNNING,
              self->limits.renew_s * 1000, renew_cb);
  keep_timer (self, &self->repeat_id, self->machine.stop_us != 0, EBB_STOP_REPEAT_MS, repeat_cb);
}

/* ---- effects ---- */

static void
perform_stop (EbbSession *self, guint effects, const EbbMachineEvent *event)
{
  if ((effects & EBB_EFFECT_STOP) != 0)
    ebb_session_stop_links (self, FALSE);
  if ((effects & EBB_EFFECT_REPEAT_STOP) != 0)
    ebb_session_stop_links (self, TRUE);
  if ((effects & EBB_EFFECT_CLOSE_OLDER) != 0)
    ebb_session_close_older (self, event->link);
}

static void
perform_readings (EbbSession *self, guint effects, const EbbMachineEvent *event)
{
  if ((effects & EBB_EFFECT_READ_LINK) != 0)
    ebb_session_read_link (self, event->link);
  for (guint i = 0; (effects & EBB_EFFECT_READ_ALL) != 0 && i < self->n_links; i++)
    ebb_session_read_link (self, i);
}

static void
perform_guard (EbbSession *self, guint effects, const EbbMachineEvent *event)
{
  if ((effects & EBB_EFFECT_GUARD_LINK) != 0)
    ebb_session_guard_link (self, event->link);
  for (guint i = 0; (effects & EBB_EFFECT_GUARD_ALL) != 0 && i < self->n_links; i++)
    ebb_session_guard_link (self, i);
}

static void
perform_end (EbbSession *self, guint effects)
{
  if ((effects & EBB_EFFECT_CONNECT) != 0)
    ebb_session_connect_links (self);
  if ((effects & EBB_EFFECT_DISMISS) != 0)
    ebb_session_dismiss_guardians (self);
  if ((effects & EBB_EFFECT_CLOSE_JOURNAL) != 0)
    ebb_session_close_journal (self, TRUE);
  if ((effects & EBB_EFFECT_CLOSE_UNCONFIRMED) != 0)
    ebb_session_close_journal (self, FALSE);
}

static void
perform (EbbSession *self, guint effects, const EbbMachineEvent *event)
{
  perform_stop (self, effects, event);
  if (self->machine.state != EBB_SESSION_ARMED && self->machine.state != EBB_SESSION_STARTING)
    ebb_session_cancel_preparing (self);
  if ((effects & EBB_EFFECT_RENEW) != 0)
    ebb_session_renew_links (self);
  if ((effects & EBB_EFFECT_OPEN_JOURNAL) != 0)
    ebb_session_open_journal (self);
  perform_readings (self, effects, event);
  if ((effects & EBB_EFFECT_UPLOAD) != 0)
    ebb_session_upload (self);
  perform_guard (self, effects, event);
  if ((effects & EBB_EFFECT_START) != 0)
    ebb_session_start (self);
  perform_end (self, effects);
}

/* Only what the new state makes of things already seen; the table has decided. */
static void
note_change (EbbSession *self, const EbbMachine *before)
{
  if (self->machine.stop_us != 0 && before->stop_us == 0)
    {
      self->stop_count = 0;
      for (guint i = 0; i < self->n_links; i++)
        self->link[i].stopped_us = 0;
    }
  if (self->machine.state == EBB_SESSION_ARMED && before->state == EBB_SESSION_IDLE)
    {
      self->has_result = FALSE;
      self->is_record_lost = FALSE;
      self->is_record_pending = FALSE;
      self->close_serial++;
    }
  if (self->machine.state == EBB_SESSION_FAULT && before->state != EBB_SESSION_FAULT
      && self->record != NULL)
    ebb_journal_note_fault (self->journal, self->record->id, self->machine.fault);
  if (before->state == EBB_SESSION_RUNNING && self->machine.state != EBB_SESSION_RUNNING)
    ebb_session_end_watch (self);
  if (!ebb_session_owns_links (self))
    ebb_session_leave_links (self);
}

/* FALSE: nothing is another than before. A wish to clear that did not count says so, because it may
 * come from whoever is being told of a change. */
static gboolean
step (EbbSession *self, const EbbMachineEvent *event)
{
  EbbMachine before = self->machine;
  guint      effects = ebb_machine_step (&self->machine, event);

  if (before.state != self->machine.state)
    g_debug ("%s: %s -> %s", ebb_machine_event_to_string (event->kind),
             ebb_session_state_to_string (before.state),
             ebb_session_state_to_string (self->machine.state));
  note_change (self, &before);
  perform (self, effects, event);
  keep_timers (self);
  return effects != EBB_EFFECT_NONE || event->kind != EBB_EVENT_CLEAR;
}

void
ebb_session_changed (EbbSession *self)
{
  ebb_session_build_snapshot (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* An effect may make the next event; those wait here, so that the machine is never in two. */
void
ebb_session_tell (EbbSession *self, EbbMachineEvent event)
{
  g_autoptr (EbbSession) alive = g_object_ref (self);
  EbbMachineEvent *next;
  gboolean         is_changed = FALSE;

  event.now_us = ebb_clock_get_boottime_us (self->clock);
  g_queue_push_tail (&self->events, g_memdup2 (&event, sizeof event));
  if (self->is_telling)
    return;
  self->is_telling = TRUE;
  while ((next = g_queue_pop_head (&self->events)) != NULL)
    {
      is_changed |= step (self, next);
      g_free (next);
    }
  self->is_telling = FALSE;
  if (is_changed)
    ebb_session_changed (self);
}

void
ebb_session_tell_link (EbbSession *self, EbbMachineEventKind kind, guint index)
{
  ebb_session_tell (self, (EbbMachineEvent){ .kind = kind, .link = index });
}

void
ebb_session_emit_sample (EbbSession *self)
{
  g_signal_emit (self, signals[SIGNAL_SAMPLE], 0);
}

EbbSessionCall *
ebb_session_call_new (EbbSession *self, guint index)
{
  EbbSessionCall *call = g_new0 (EbbSessionCall, 1);

  g_weak_ref_init (&call->session, self);
  call->index = index;
  return call;
}

EbbSession *
ebb_session_call_end (EbbSessionCall *call, guint *index)
{
  EbbSession *session = g_weak_ref_get (&call->session);

  *index = call->index;
  g_weak_ref_clear (&call->session);
  g_free (call);
  return session;
}

void
ebb_session_set_table (EbbSession *self, const EbbMachineRow *table, gsize n_rows)
{
  g_return_if_fail (!ebb_session_owns_links (self));

  self->machine.table = table;
  self->machine.n_rows = n_rows;
}

/* ---- the object ---- */

static void
ebb_session_dispose (GObject *object)
{
  EbbSession *self = EBB_SESSION (object);

  /* Nobody is left to wait for vented: the lease, and the guardian, see to the rest. */
  if (ebb_session_owns_links (self))
    ebb_session_stop_links (self, FALSE);
  self->machine.state = EBB_SESSION_IDLE;
  self->machine.stop_us = 0;
  keep_timers (self);
  ebb_session_cancel_preparing (self);
  ebb_session_unwatch_links (self);
  ebb_presence_clear (&self->presence);
  g_queue_clear_full (&self->events, g_free);
  g_clear_object (&self->record);
  g_clear_object (&self->program);
  g_clear_object (&self->journal);
  G_OBJECT_CLASS (ebb_session_parent_class)->dispose (object);
}

static void
ebb_session_finalize (GObject *object)
{
  EbbSession *self = EBB_SESSION (object);

  g_clear_object (&self->clock);
  g_free (self->guardian_path);
  g_free (self->ctl_path);
  g_free (self->runtime_directory);
  g_free (self->identity);
  G_OBJECT_CLASS (ebb_session_parent_class)->finalize (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, EBB_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       0);
}

static void
ebb_session_class_init (EbbSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_session_dispose;
  object_class->finalize = ebb_session_finalize;
  signals[SIGNAL_CHANGED] = add_signal ("changed");
  signals[SIGNAL_SAMPLE] = add_signal ("sample");
}

static void
ebb_session_init (EbbSession *self)
{
  g_queue_init (&self->events);
  ebb_snapshot_init (&self->snapshot);
  self->heat_ddeg = EBB_HEAT_OFF_DDEG;
}

/**
 * ebb_session_new:
 * @limits: copied
 * @guardian_path: (nullable): the installed ebb-guardian; %NULL only for boots in this process
 * @ctl_path: (nullable): the installed ebbctl, which a guardian without a descriptor becomes
 *
 * A session over no boots.
 */
EbbSession *
ebb_session_new (EbbClock        *clock,
                 EbbJournal      *journal,
                 const EbbLimits *limits,
                 const char      *guardian_path,
                 const char      *ctl_path)
{
  EbbSession          *self = g_object_new (EBB_TYPE_SESSION, NULL);
  gsize                n_rows;
  const EbbMachineRow *table = ebb_machine_get_table (&n_rows);

  self->clock = g_object_ref (clock);
  self->journal = journal != NULL ? g_object_ref (journal) : NULL;
  self->limits = *limits;
  self->guardian_path = g_strdup (guardian_path);
  self->ctl_path = g_strdup (ctl_path);
  ebb_machine_init (&self->machine, table, n_rows, limits->confirm_fresh_s);
  return self;
}

/**
 * ebb_session_new_like:
 *
 * Returns: (transfer full): a session over no boots, with the clock, journal, limits and guardian
 *   of @other
 */
EbbSession *
ebb_session_new_like (EbbSession *other)
{
  EbbSession *self = ebb_session_new (other->clock, other->journal, &other->limits,
                                      other->guardian_path, other->ctl_path);

  ebb_session_set_runtime_directory (self, other->runtime_directory);
  return self;
}

/**
 * ebb_session_set_controllers:
 * @controllers: (array length=n): at most %EBB_SESSION_MAX_LINKS
 *
 * Other boots. Forgets what was known of the ones before.
 */
void
ebb_session_set_controllers (EbbSession *self, EbbController *const *controllers, guint n)
{
  g_return_if_fail (EBB_IS_SESSION (self));
  g_return_if_fail (n <= EBB_SESSION_MAX_LINKS);
  g_return_if_fail (!ebb_session_owns_links (self));

  ebb_session_unwatch_links (self);
  ebb_machine_set_links (&self->machine, n);
  ebb_session_watch_links (self, controllers, n);
  ebb_session_changed (self);
}

/**
 * ebb_session_set_last_epoch:
 *
 * What the store remembers of these boots; the next epoch is higher than it, and higher than
 * what the boots say.
 */
void
ebb_session_set_last_epoch (EbbSession *self, guint32 epoch)
{
  g_return_if_fail (EBB_IS_SESSION (self));
  g_return_if_fail (!ebb_session_owns_links (self));

  self->machine.epoch = MAX (self->machine.epoch, epoch);
}

/**
 * ebb_session_get_last_epoch:
 *
 * Returns: the epoch of the session that runs or ran last; never lower than what was set
 */
guint32
ebb_session_get_last_epoch (EbbSession *self)
{
  g_return_val_if_fail (EBB_IS_SESSION (self), 0);

  return self->machine.epoch;
}

/**
 * ebb_session_get_owed_stop_epoch:
 *
 * Returns: the epoch to stop when the boots are connected again; 0: none
 */
guint32
ebb_session_get_owed_stop_epoch (EbbSession *self)
{
  g_return_val_if_fail (EBB_IS_SESSION (self), 0);

  for (guint i = 0; i < self->n_links; i++)
    if (self->machine.link[i].owes_stop)
      return self->machine.epoch;
  return 0;
}

/**
 * ebb_session_read_owed_stop_epoch:
 * @controller: (nullable):
 * @epoch: (out): the epoch to stop when the boots of @controller are connected again; 0: none
 *
 * Returns: %FALSE, with @epoch as it was, if the session was not given @controller
 */
gboolean
ebb_session_read_owed_stop_epoch (EbbSession *self, EbbController *controller, guint32 *epoch)
{
  g_return_val_if_fail (EBB_IS_SESSION (self), FALSE);

  for (guint i = 0; i < self->n_links; i++)
    {
      if (self->link[i].controller != controller)
        continue;
      *epoch = self->machine.link[i].owes_stop ? self->machine.epoch : 0;
      return TRUE;
    }
  return FALSE;
}

/**
 * ebb_session_set_owed_stop_epochs:
 * @epochs: one for each controller; 0: nothing is owed
 *
 * A person said that these boots are open, and nobody has seen them vented since: they hear Stop
 * when they come, or now if they are here, and are watched until they are vented.
 */
void
ebb_session_set_owed_stop_epochs (EbbSession *self, const guint32 *epochs)
{
  g_return_if_fail (EBB_IS_SESSION (self));
  g_return_if_fail (!ebb_session_owns_links (self));

  for (guint i = 0; i < self->n_links; i++)
    {
      self->machine.epoch = MAX (self->machine.epoch, epochs[i]);
      self->machine.link[i].owes_stop |= epochs[i] > 0;
      self->machine.link[i].may_have_run |= epochs[i] > 0;
    }
  for (guint i = 0; i < self->n_links; i++)
    if (self->link[i].is_up && epochs[i] > 0)
      ebb_session_tell_link (self, EBB_EVENT_LINK_BACK, i);
  ebb_session_changed (self);
}

/**
 * ebb_session_get_snapshot:
 *
 * Borrowed until "changed" is emitted.
 */
const EbbSnapshot *
ebb_session_get_snapshot (EbbSession *self)
{
  g_return_val_if_fail (EBB_IS_SESSION (self), NULL);

  return &self->snapshot;
}

gboolean
ebb_session_owns_links (EbbSession *self)
{
  g_return_val_if_fail (EBB_IS_SESSION (self), FALSE);

  return self->machine.state != EBB_SESSION_IDLE;
}
