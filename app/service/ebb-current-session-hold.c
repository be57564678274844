/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-private.h"
#include "ebb-current-session-owed-private.h"
#include "ebb-current-session-private.h"
#include "ebb-recording-private.h"
#include "ebb-recovery.h"

/* What a session holds while it is live: the lock, the control socket, the link of its boots, and
 * the computer awake. */

/* The Stop that each of the boots is owed from now on; what they were owed may be proven to be done.
 */
static void
settle_owed (EbbCurrentSession *self)
{
  g_autoptr (EbbOpenSession) shown = g_steal_pointer (&self->shown);
  EbbBoots *boots[EBB_SESSION_MAX_LINKS];
  guint     n = ebb_current_session_list_boots (self, boots);
  guint32   epochs[EBB_SESSION_MAX_LINKS];

  for (guint i = 0; i < n; i++)
    {
      epochs[i] = MAX (boots[i]->owed_stop_epoch, shown != NULL ? shown->epoch : 0);
      ebb_recovery_settle_boots (boots[i], self->session);
    }
  for (guint i = 0; i < n; i++)
    {
      if (epochs[i] > 0 && boots[i]->owed_stop_epoch == 0)
        ebb_current_session_note_proof (self, boots[i], epochs[i]);
    }
  if (shown != NULL)
    ebb_current_session_note_shown_over (self, shown);
}

static void
lend_boots (EbbCurrentSession *self, gboolean is_lent)
{
  EbbBoots *boots[EBB_SESSION_MAX_LINKS];
  guint     n = ebb_current_session_list_boots (self, boots);

  for (guint i = 0; i < n; i++)
    ebb_boots_lend (boots[i], is_lent);
}

/*< private >
 * ebb_current_session_let_go:
 *
 * The session is over: others may run one, and the boots are their own again.
 */
void
ebb_current_session_let_go (EbbCurrentSession *self)
{
  g_clear_object (&self->socket);
  ebb_session_lock_release (self->lock);
  settle_owed (self);
  self->is_holding = FALSE;
  lend_boots (self, FALSE);
  ebb_current_session_clear_ticks (self);
}

static void
socket_stop_cb (EbbCurrentSession *self)
{
  ebb_current_session_stop (self, EBB_STOP_FROM_SOCKET);
}

/* FALSE: another program holds any of these boots or runs a session. */
static gboolean
take_lock (EbbCurrentSession *self)
{
  EbbBoots        *boots[EBB_SESSION_MAX_LINKS];
  const char      *identities[EBB_SESSION_MAX_LINKS];
  guint            n = ebb_current_session_list_boots (self, boots);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  if (ebb_session_lock_is_held (self->lock))
    return TRUE;
  for (guint i = 0; i < n; i++)
    identities[i] = ebb_boots_get_identity (boots[i]);
  if (!ebb_session_lock_take_set (self->lock, identities, n))
    return FALSE;
  path = ebb_runtime_path (self->runtime_directory, identities[0], "sock");
  self->socket = ebb_control_socket_new (path, &error);
  if (self->socket == NULL)
    /* Others cannot stop or watch this session then; the person at the boots still can. */
    g_warning ("%s", error->message);
  else
    g_signal_connect_object (self->socket, "stop", G_CALLBACK (socket_stop_cb), self,
                             G_CONNECT_SWAPPED);
  return TRUE;
}

static void
take_boots (EbbCurrentSession *self)
{
  if (self->is_holding)
    return;
  self->is_holding = TRUE;
  lend_boots (self, TRUE);
}

/* For as long as there is something to stop, the computer waits for it before it sleeps. */
static void
keep_awake (EbbCurrentSession *self)
{
  if (self->sleep_watch == NULL)
    return;
  if (ebb_session_owns_links (self->session))
    ebb_sleep_watch_hold (self->sleep_watch);
  else
    ebb_sleep_watch_release (self->sleep_watch);
}

static void
leaving_cb (EbbCurrentSession *self, guint departure)
{
  if (ebb_session_owns_links (self->session))
    ebb_current_session_stop (self, departure == EBB_DEPARTURE_SLEEP ? EBB_STOP_FROM_SLEEP
                                                                     : EBB_STOP_FROM_SHUTDOWN);
  ebb_current_session_emit_changed (self);
}

/*< private >
 * ebb_current_session_take_hold:
 *
 * From here to let_go() this program is the one that runs a session.
 *
 * Returns: FALSE if another holds these boots or runs a session
 */
gboolean
ebb_current_session_take_hold (EbbCurrentSession *self)
{
  if (!take_lock (self))
    return FALSE;
  take_boots (self);
  return TRUE;
}

/*< private >
 * ebb_current_session_follow:
 *
 * The session changed. It may have begun by itself, on boots that were found running or that came
 * back and are owed a Stop: they are held as any. Stop waits for no lock; while another program has
 * it, it is asked for again at each change.
 */
void
ebb_current_session_follow (EbbCurrentSession *self)
{
  keep_awake (self);
  if (!ebb_session_owns_links (self->session))
    return;
  take_lock (self);
  take_boots (self);
}

/*< private >
 * ebb_current_session_start_over:
 *
 * The computer was away, or its radio: the links that a session waits for are tried for at once, and
 * those of sessions that are stopped beside it.
 */
void
ebb_current_session_start_over (EbbCurrentSession *self)
{
  g_autoptr (EbbBoots) boots = ebb_current_session_expect_note (self);

  ebb_session_start_over (self->session);
  ebb_boots_note (boots, "again");
  for (guint i = 0; i < self->recoveries->len; i++)
    ebb_recovery_start_over (g_ptr_array_index (self->recoveries, i));
}

/*< private >
 * ebb_current_session_set_sleep_watch:
 *
 * Who says when the computer goes to sleep or down. To be called once, while nothing is live.
 */
void
ebb_current_session_set_sleep_watch (EbbCurrentSession *self, EbbSleepWatch *sleep_watch)
{
  self->sleep_watch = g_object_ref (sleep_watch);
  g_signal_connect_object (sleep_watch, "leaving", G_CALLBACK (leaving_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sleep_watch, "back", G_CALLBACK (ebb_current_session_emit_changed), self,
                           G_CONNECT_SWAPPED);
}
