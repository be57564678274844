/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-current-session-private.h"
#include "ebb-current-session-rules-private.h"

#include "ebb-boots-private.h"
#include "ebb-current-session-elsewhere.h"
#include "ebb-recording-private.h"

/* The live timeline looks back so far; at 10 Hz that is 1200 points. */
#define TRACE_MS (2 * 60 * 1000)

G_DEFINE_FINAL_TYPE (EbbCurrentSession, ebb_current_session, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_SAMPLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/*< private >
 * ebb_current_session_emit_changed:
 *
 * Looks anew at what stands against a start, and tells everyone.
 */
void
ebb_current_session_emit_changed (EbbCurrentSession *self)
{
  g_array_set_size (self->refusals, 0);
  ebb_current_session_find_refusals (self, self->refusals);
  if (ebb_current_session_note_elsewhere (self))
    {
      g_array_set_size (self->refusals, 0);
      ebb_current_session_find_refusals (self, self->refusals);
    }
  ebb_current_session_follow_rules (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
is_live (EbbCurrentSession *self)
{
  return ebb_session_owns_links (self->session);
}

/*< private >
 * ebb_current_session_boots_changed:
 *
 * The boots that are set up are others, or stand differently.
 */
void
ebb_current_session_boots_changed (EbbCurrentSession *self)
{
  ebb_current_session_attach (self);
  ebb_current_session_sweep (self);
  ebb_current_session_emit_changed (self);
}

static void
add_trace_point (EbbCurrentSession *self, const EbbSnapshot *snapshot)
{
  EbbTracePoint        point = { .program_ms = snapshot->elapsed_ms };
  const EbbTracePoint *oldest;
  guint                n_old = 0;

  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        point.pressure_pa[side][zone] = snapshot->zone[side][zone].pressure_pa;
    }
  for (; n_old < self->trace->len; n_old++)
    {
      oldest = &g_array_index (self->trace, EbbTracePoint, n_old);
      if (oldest->program_ms + TRACE_MS >= point.program_ms
          && oldest->program_ms <= point.program_ms)
        break;
    }
  if (n_old > 0)
    g_array_remove_range (self->trace, 0, n_old);
  g_array_append_val (self->trace, point);
}

static void
session_sample_cb (EbbCurrentSession *self)
{
  const EbbSnapshot *snapshot = ebb_session_get_snapshot (self->session);

  if (ebb_session_state_is_live (snapshot->state))
    add_trace_point (self, snapshot);
  g_signal_emit (self, signals[SIGNAL_SAMPLE], 0);
}

static void
session_changed_cb (EbbCurrentSession *self)
{
  const EbbSnapshot *snapshot = ebb_session_get_snapshot (self->session);

  ebb_current_session_follow (self);
  ebb_current_session_note_record (self);
  if (self->is_record_pending && !snapshot->is_record_pending)
    ebb_wearer_note_session (self->wearer);
  self->is_record_pending = snapshot->is_record_pending;
  /* Before it is let go: who asked for Stop there waits for the word that it is over. */
  if (self->socket != NULL)
    ebb_control_socket_publish (self->socket, snapshot);
  if (self->is_holding && !is_live (self))
    {
      ebb_current_session_let_go (self);
      ebb_current_session_attach (self);
      ebb_current_session_sweep (self);
    }
  else if (snapshot->state == EBB_SESSION_STOPPING || snapshot->state == EBB_SESSION_FAULT)
    {
      ebb_current_session_clear_ticks (self);
    }
  ebb_current_session_emit_changed (self);
}

static void
ebb_current_session_dispose (GObject *object)
{
  EbbCurrentSession *self = EBB_CURRENT_SESSION (object);

  if (self->clock != NULL)
    {
      ebb_clock_clear (self->clock, &self->ticks_id);
      ebb_clock_clear (self->clock, &self->rules_id);
      ebb_current_session_unwatch_elsewhere (self);
    }
  if (self->boots != NULL)
    g_signal_handlers_disconnect_by_data (self->boots, self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_pointer (&self->recoveries, g_ptr_array_unref);
  g_clear_object (&self->session);
  if (self->sleep_watch != NULL)
    ebb_sleep_watch_release (self->sleep_watch);
  g_clear_object (&self->sleep_watch);
  g_clear_object (&self->socket);
  g_clear_object (&self->lock);
  ebb_current_session_detach (self);
  g_clear_object (&self->boots);
  g_clear_object (&self->program);
  g_clear_object (&self->leg_check);
  g_clear_object (&self->store);
  g_clear_object (&self->wearer);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (ebb_current_session_parent_class)->dispose (object);
}

static void
ebb_current_session_finalize (GObject *object)
{
  EbbCurrentSession *self = EBB_CURRENT_SESSION (object);

  g_array_unref (self->refusals);
  g_array_unref (self->trace);
  g_clear_pointer (&self->open, g_ptr_array_unref);
  g_clear_pointer (&self->shown, ebb_open_session_free);
  g_free (self->runtime_directory);
  g_free (self->elsewhere);
  g_free (self->set_name);
  g_free (self->record_id);
  g_free (self->record_person_id);
  g_free (self->unread);
  G_OBJECT_CLASS (ebb_current_session_parent_class)->finalize (object);
}

static guint
new_signal (const char *name)
{
  return g_signal_new (name, EBB_TYPE_CURRENT_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 0);
}

static void
ebb_current_session_class_init (EbbCurrentSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_current_session_dispose;
  object_class->finalize = ebb_current_session_finalize;
  signals[SIGNAL_CHANGED] = new_signal ("changed");
  signals[SIGNAL_SAMPLE] = new_signal ("sample");
}

static void
ebb_current_session_init (EbbCurrentSession *self)
{
  self->refusals = g_array_new (FALSE, TRUE, sizeof (EbbRefusal));
  self->trace = g_array_new (FALSE, FALSE, sizeof (EbbTracePoint));
  self->recoveries = g_ptr_array_new_with_free_func (g_object_unref);
  self->legs = EBB_LEGS_BOTH;
}

/*< private >
 * ebb_current_session_new:
 *
 * Returns: (transfer full): nothing set up, nothing running
 */
EbbCurrentSession *
ebb_current_session_new (EbbClock        *clock,
                         EbbSession      *session,
                         EbbStore        *store,
                         EbbWearer       *wearer,
                         const EbbLimits *limits,
                         const char      *runtime_directory)
{
  EbbCurrentSession *self = g_object_new (EBB_TYPE_CURRENT_SESSION, NULL);

  self->clock = g_object_ref (clock);
  self->session = g_object_ref (session);
  self->store = store != NULL ? g_object_ref (store) : NULL;
  self->wearer = g_object_ref (wearer);
  self->limits = *limits;
  self->length_s = limits->session_default_s;
  self->runtime_directory = g_strdup (runtime_directory);
  self->lock = ebb_session_lock_new (runtime_directory);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "sample", G_CALLBACK (session_sample_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (wearer, "changed", G_CALLBACK (ebb_current_session_emit_changed), self,
                           G_CONNECT_SWAPPED);
  ebb_current_session_find_refusals (self, self->refusals);
  return self;
}

/**
 * ebb_current_session_get_snapshot:
 *
 * Returns: (transfer none): all there is to know now; borrowed until "changed"
 */
const EbbSnapshot *
ebb_current_session_get_snapshot (EbbCurrentSession *self)
{
  return ebb_session_get_snapshot (self->session);
}

/**
 * ebb_current_session_get_refusals:
 * @n: (out): how many
 *
 * Returns: (array length=n) (transfer none): why Start cannot be pressed; none if it can
 */
const EbbRefusal *
ebb_current_session_get_refusals (EbbCurrentSession *self, gsize *n)
{
  *n = self->refusals->len;
  return (const EbbRefusal *) (gpointer) self->refusals->data;
}

/*< private >
 * ebb_current_session_expect_note:
 *
 * Something is done now that ebb_boots_note() will name.
 *
 * Returns: (transfer full) (nullable): the boots that it is about
 */
EbbBoots *
ebb_current_session_expect_note (EbbCurrentSession *self)
{
  ebb_boots_expect_note (self->boots);
  return self->boots != NULL ? g_object_ref (self->boots) : NULL;
}

static gboolean
confirm (EbbCurrentSession     *self,
         const EbbConfirmation *confirmation,
         gboolean               is_continued,
         GError               **error)
{
  g_autoptr (EbbBoots) boots = ebb_current_session_expect_note (self);
  gboolean is_taken = ebb_session_confirm (self->session, confirmation, error);

  if (is_continued)
    ebb_boots_note (boots, "continue");
  else
    ebb_boots_note (boots, "start legs=%s length_s=%u cap_pa=%d program=%s",
                    ebb_legs_to_string (confirmation->legs), confirmation->length_s,
                    confirmation->cap_pa, ebb_program_get_id (confirmation->program));
  return is_taken;
}

/* With the ticks as they are now: they are cleared before it is judged for the last time. */
static const EbbPerson *
keep_said (EbbPerson *person, EbbAnswers *answers)
{
  *answers = *person->answers;
  person->answers = answers;
  return person;
}

/**
 * ebb_current_session_start:
 *
 * @by: who confirmed it: the engine refuses what nobody did
 *
 * A human pressed Start, or typed yes. Begins a session, or continues a paused one.
 *
 * Returns: FALSE, with nothing done, if there are refusals
 */
gboolean
ebb_current_session_start (EbbCurrentSession *self, EbbConfirmedBy by)
{
  g_autoptr (GError) error = NULL;
  EbbConfirmation confirmation = { 0 };
  EbbPerson       person;
  EbbAnswers      answers;
  gboolean        was_held = ebb_session_lock_is_held (self->lock);

  ebb_current_session_emit_changed (self);
  if (self->refusals->len > 0)
    return FALSE;
  confirmation.by = by;
  confirmation.purpose = ebb_current_session_get_purpose (self);
  confirmation.program = ebb_current_session_get_program (self);
  confirmation.legs = ebb_current_session_get_legs (self);
  confirmation.length_s = ebb_current_session_get_length_s (self);
  confirmation.cap_pa = ebb_current_session_get_cap_pa (self);
  confirmation.confirmed_boottime_us = ebb_clock_get_boottime_us (self->clock);
  confirmation.boots_identity = ebb_boots_get_identity (self->boots);
  confirmation.boots_name = ebb_current_session_get_boots_name (self);
  confirmation.boots_serial = ebb_boots_get_serial (self->boots);
  confirmation.person_id = ebb_wearer_get_person_id (self->wearer);
  if (ebb_current_session_find_person (self, ebb_current_session_get_capabilities (self), &person)
      == EBB_ASKED_WEARER)
    confirmation.person = keep_said (&person, &answers);
  if (!was_held && !ebb_current_session_take_hold (self))
    {
      /* Taken by another program within this call: now there is a refusal that says so. */
      ebb_current_session_emit_changed (self);
      return FALSE;
    }
  if (!was_held)
    g_array_set_size (self->trace, 0);
  ebb_current_session_clear_ticks (self);
  if (confirm (self, &confirmation, was_held, &error))
    {
      ebb_current_session_keep_epochs (self);
      return TRUE;
    }
  g_warning ("the session did not take the confirmation: %s", error->message);
  if (!was_held)
    ebb_current_session_let_go (self);
  ebb_current_session_emit_changed (self);
  return FALSE;
}

/* Done first, written down after: ble/TRACES.md. */
static void
do_noted (EbbCurrentSession *self, void (*act) (EbbSession *), const char *note)
{
  g_autoptr (EbbBoots) boots = ebb_current_session_expect_note (self);

  act (self->session);
  ebb_boots_note (boots, "%s", note);
}

static void
stop_leg_check (EbbSession *session)
{
  ebb_session_stop (session, EBB_END_BY_STOP);
}

static EbbSessionEnd
name_end (EbbStopSource source)
{
  switch (source)
    {
    case EBB_STOP_FROM_WINDOW_CLOSE:
    case EBB_STOP_FROM_SIGNAL:
    case EBB_STOP_FROM_SHUTDOWN:
      return EBB_END_BY_QUIT;
    case EBB_STOP_FROM_SLEEP:
      return EBB_END_BY_SLEEP;
    default:
      return EBB_END_BY_STOP;
    }
}

/**
 * ebb_current_session_stop:
 * @source: who asked; it says how the session ended
 *
 * Stops, in every state, each time it is called.
 */
void
ebb_current_session_stop (EbbCurrentSession *self, EbbStopSource source)
{
  const EbbSessionEnd end = name_end (source);

  g_autoptr (EbbBoots) boots = ebb_current_session_expect_note (self);

  ebb_session_stop (self->session, end);
  ebb_boots_note (boots, "%s", ebb_session_end_to_string (end));
}

/**
 * ebb_current_session_pause:
 *
 * Lets the air out and waits; time stands still. A leg check has no break: it ends.
 */
void
ebb_current_session_pause (EbbCurrentSession *self)
{
  if (self->leg_check != NULL)
    do_noted (self, stop_leg_check, "stop");
  else
    do_noted (self, ebb_session_pause, "pause");
}

/**
 * ebb_current_session_end:
 *
 * Ends a paused session for good.
 */
void
ebb_current_session_end (EbbCurrentSession *self)
{
  do_noted (self, ebb_session_end, "end");
}

/**
 * ebb_current_session_declare_boots_open:
 *
 * A person says that the boots are open; recorded as "not confirmed by the boots".
 */
void
ebb_current_session_declare_boots_open (EbbCurrentSession *self)
{
  do_noted (self, ebb_session_declare_boots_open, "open");
}

/**
 * ebb_current_session_clear_fault:
 *
 * A person has looked at the boots.
 */
void
ebb_current_session_clear_fault (EbbCurrentSession *self)
{
  do_noted (self, ebb_session_clear_fault, "clear");
}

/**
 * ebb_current_session_dismiss_result:
 *
 * The finished session has been looked at.
 */
void
ebb_current_session_dismiss_result (EbbCurrentSession *self)
{
  do_noted (self, ebb_session_dismiss_result, "dismiss");
}

/**
 * ebb_current_session_get_trace:
 * @n: (out): how many
 *
 * Returns: (array length=n) (transfer none): the last two minutes of readings, oldest first
 */
const EbbTracePoint *
ebb_current_session_get_trace (EbbCurrentSession *self, gsize *n)
{
  *n = self->trace->len;
  return (const EbbTracePoint *) (gpointer) self->trace->data;
}
