/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-current-session-elsewhere.h"

#include "ebb-boots-private.h"
#include "ebb-boots-set.h"
#include "ebb-current-session-private.h"
#include "ebb-current-session-set.h"

/* How soon a session that begins elsewhere is seen: a lock says so to nobody by itself. */
#define LOOK_MS 1000
/* While it was asked to stop and does not yet, what is shown counts on. */
#define ASKED_MS 300

static void
forget (EbbCurrentSession *self)
{
  g_clear_object (&self->other.client);
  g_clear_pointer (&self->other.identity, g_free);
  self->other.asked_us = 0;
  self->other.is_stale = FALSE;
  self->other.is_deaf = FALSE;
}

/* Stop is being sent there already, or goes out first when the boots answer again. */
static gboolean
is_stopping (EbbSessionState state)
{
  return state == EBB_SESSION_STOPPING || state == EBB_SESSION_LINK_LOST
         || state == EBB_SESSION_FAULT || state == EBB_SESSION_IDLE;
}

/* Boots that another controller runs meanwhile are in no one's hands here: of them nothing is said. */
static gboolean
is_seen_empty (EbbCurrentSession *self, const EbbSnapshot *said)
{
  return said->state == EBB_SESSION_IDLE && !said->is_stop_owed && said->end != EBB_END_BY_BOOTS
         && said->is_reading_known && said->highest_pa != EBB_PRESSURE_UNKNOWN_PA
         && said->highest_pa < self->limits.vented_below_pa;
}

static void
client_changed_cb (EbbCurrentSession *self)
{
  const EbbSnapshot *said = ebb_control_client_get_snapshot (self->other.client);

  self->other.is_stale = FALSE;
  self->other.is_deaf = FALSE;
  self->other.snapshot = *said;
  self->other.is_empty = is_seen_empty (self, said);
  if (is_stopping (said->state))
    self->other.asked_us = 0;
  ebb_current_session_emit_changed (self);
}

static void
client_gone_cb (EbbCurrentSession *self)
{
  forget (self);
  ebb_current_session_emit_changed (self);
}

/* Nobody answers where a program has just begun: it is asked again at the next look. */
static void
call (EbbCurrentSession *self, const char *identity)
{
  g_autofree char *path = ebb_runtime_path (self->runtime_directory, identity, "sock");
  g_autoptr (GError) error = NULL;

  self->other.client = ebb_control_client_new (self->clock, path, &error);
  if (self->other.client == NULL)
    {
      g_debug ("%s", error->message);
      return;
    }
  self->other.identity = g_strdup (identity);
  g_signal_connect_object (self->other.client, "changed", G_CALLBACK (client_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->other.client, "gone", G_CALLBACK (client_gone_cb), self,
                           G_CONNECT_SWAPPED);
}

/* What was said too long ago is what the boots did then: it is known no more. A program that hangs
 * keeps no promise either, whatever it said last. */
static void
grow_stale (EbbCurrentSession *self)
{
  guint    limit_ms = self->limits.telemetry_stale_s * 1000;
  gboolean is_deaf = ebb_control_client_get_unanswered_ms (self->other.client) > limit_ms;
  gboolean is_stale = self->other.snapshot.is_reading_known
                      && ebb_control_client_get_silence_ms (self->other.client) > limit_ms;

  if (is_deaf == self->other.is_deaf && (!is_stale || self->other.is_stale))
    return;
  self->other.is_deaf = is_deaf;
  self->other.is_stale |= is_stale;
  if (is_deaf || is_stale)
    self->other.snapshot.is_reading_known = false;
  ebb_current_session_emit_changed (self);
}

static gboolean
look_cb (gpointer user_data)
{
  EbbCurrentSession *self = user_data;
  g_autofree char   *identity = NULL;

  if (self->other.client != NULL)
    {
      grow_stale (self);
      ebb_control_client_ask (self->other.client);
      return G_SOURCE_CONTINUE;
    }
  identity = ebb_session_lock_dup_holder_identity (self->lock);
  if (identity != NULL && *identity != '\0')
    call (self, identity);
  return G_SOURCE_CONTINUE;
}

static gboolean
asked_cb (gpointer user_data)
{
  EbbCurrentSession *self = user_data;

  if (self->other.asked_us == 0)
    {
      self->other.asked_id = 0;
      return G_SOURCE_REMOVE;
    }
  /* As any Stop it is repeated until it is heeded. */
  ebb_control_client_stop (self->other.client);
  ebb_current_session_emit_changed (self);
  return G_SOURCE_CONTINUE;
}

/**
 * ebb_current_session_unwatch_elsewhere:
 *
 * Hangs up, and looks no more.
 */
void
ebb_current_session_unwatch_elsewhere (EbbCurrentSession *self)
{
  ebb_clock_clear (self->clock, &self->other.look_id);
  ebb_clock_clear (self->clock, &self->other.asked_id);
  forget (self);
}

/**
 * ebb_current_session_watch_elsewhere:
 *
 * Looks each second whether another Ebb program of this account runs a session, and listens to it
 * then. For a front end that shows it, once.
 */
void
ebb_current_session_watch_elsewhere (EbbCurrentSession *self)
{
  if (self->other.look_id != 0)
    return;
  self->other.look_id = ebb_clock_add_timeout (self->clock, LOOK_MS, look_cb, self);
  look_cb (self);
}

/**
 * ebb_current_session_get_elsewhere_snapshot:
 *
 * Readings are unknown when the other program said nothing for as long as boots may say nothing.
 *
 * Returns: (transfer none) (nullable): what the other program said of its session, while it is live
 *   and can be asked to stop; borrowed until "changed"
 */
const EbbSnapshot *
ebb_current_session_get_elsewhere_snapshot (EbbCurrentSession *self)
{
  if (self->other.client == NULL || ebb_control_client_get_snapshot (self->other.client) == NULL
      || self->other.snapshot.state == EBB_SESSION_IDLE)
    return NULL;
  return &self->other.snapshot;
}

/**
 * ebb_current_session_get_elsewhere_identity:
 *
 * Returns: (transfer none) (nullable): the boots of that session; borrowed until "changed"
 */
const char *
ebb_current_session_get_elsewhere_identity (EbbCurrentSession *self)
{
  return self->other.identity;
}

/**
 * ebb_current_session_is_elsewhere_empty:
 *
 * Returns: whether the last session that was listened to is over, and the other program read its
 *   boots as empty. A program that died says nothing of it.
 */
gboolean
ebb_current_session_is_elsewhere_empty (EbbCurrentSession *self)
{
  return self->other.is_empty;
}

/**
 * ebb_current_session_is_elsewhere_deaf:
 *
 * Returns: whether the program that runs the session answers nothing: it hangs, so it neither sends
 *   Stop nor hears one
 */
gboolean
ebb_current_session_is_elsewhere_deaf (EbbCurrentSession *self)
{
  return self->other.client != NULL && self->other.is_deaf;
}

/**
 * ebb_current_session_is_stop_shown:
 *
 * Returns: whether air may be in boots that this front end can stop: its own session's, those that
 *   are set up and run for another controller, or those of another program of the account
 */
gboolean
ebb_current_session_is_stop_shown (EbbCurrentSession *self)
{
  return ebb_current_session_get_snapshot (self)->state != EBB_SESSION_IDLE
         || ebb_current_session_is_running_elsewhere (self)
         || ebb_current_session_get_elsewhere_snapshot (self) != NULL;
}

/**
 * ebb_current_session_stop_elsewhere:
 *
 * Asks the program that runs the session to stop, at once and each 300 ms until it says that it
 * does.
 */
void
ebb_current_session_stop_elsewhere (EbbCurrentSession *self)
{
  if (ebb_current_session_get_elsewhere_snapshot (self) == NULL)
    return;
  ebb_control_client_stop (self->other.client);
  if (is_stopping (self->other.snapshot.state))
    return;
  if (self->other.asked_us == 0)
    self->other.asked_us = ebb_clock_get_boottime_us (self->clock);
  if (self->other.asked_id == 0)
    self->other.asked_id = ebb_clock_add_timeout (self->clock, ASKED_MS, asked_cb, self);
  ebb_current_session_emit_changed (self);
}

/**
 * ebb_current_session_get_elsewhere_asked_ms:
 *
 * Returns: for how long the other program was asked to stop, and has not said that it does; at least
 *   1 once it was asked
 */
guint
ebb_current_session_get_elsewhere_asked_ms (EbbCurrentSession *self)
{
  gint64 asked_us = self->other.asked_us;

  if (asked_us == 0)
    return 0;
  return MAX (1, (guint) ((ebb_clock_get_boottime_us (self->clock) - asked_us) / 1000));
}

/**
 * ebb_current_session_get_elsewhere:
 * @since_wall_us: (out) (optional): since when it runs, in wall time; 0: that is not known
 *
 * Returns: (transfer none) (nullable): the other Ebb program of this account that runs a session;
 *   borrowed until the next call
 */
const char *
ebb_current_session_get_elsewhere (EbbCurrentSession *self, gint64 *since_wall_us)
{
  g_free (self->elsewhere);
  self->elsewhere = ebb_session_lock_dup_holder (self->lock, since_wall_us);
  return self->elsewhere;
}

/**
 * ebb_current_session_is_elsewhere_on:
 *
 * Returns: whether another Ebb program of this account runs a session on @boots, or stops what was
 *   left open on them: they are not to be forgotten, which would cut its link with air in them
 */
gboolean
ebb_current_session_is_elsewhere_on (EbbCurrentSession *self, EbbBoots *boots)
{
  g_autofree char *identity = ebb_session_lock_dup_holder_identity (self->lock);
  EbbBoots        *partner = ebb_boots_get_partner (boots);

  /* Signed a moment after it is taken: until then it may be these. Of a set it names the first. */
  if (identity != NULL
      && (*identity == '\0' || g_str_equal (identity, ebb_boots_get_identity (boots))
          || (partner != NULL && g_str_equal (identity, ebb_boots_get_identity (partner)))))
    return TRUE;
  /* Beside a session elsewhere, or without one, they may be owed a Stop that somebody sends. What
   * is lent is in our own hands. */
  return !ebb_boots_is_lent (boots)
         && ebb_session_lock_are_boots_held (self->lock, ebb_boots_get_identity (boots));
}

/**
 * ebb_current_session_is_elsewhere_stopping:
 *
 * Returns: whether the other program starts nothing, and only stops what was left open
 */
gboolean
ebb_current_session_is_elsewhere_stopping (EbbCurrentSession *self)
{
  return ebb_session_lock_is_holder_stopping (self->lock);
}
