/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-private.h"
#include "ebb-current-session-private.h"
#include "ebb-recovery.h"

/* Sessions that were open when their process ended. The newest whose boots can be reached is shown,
 * as any session that lost its link; the others are stopped beside it, each pair of boots for
 * itself, so that none waits behind boots that are away. */

/* ---- what is written down ---- */

static void
closed_cb (GObject *object, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  if (!ebb_store_close_session_finish (EBB_STORE (object), result, &error))
    g_warning ("a session left open could not be closed: %s", error->message);
}

/* Boots that were forgotten meanwhile cannot be asked; what is known of the session is kept. It
 * stays in the journal, for the day these boots are known again; its end is the first one. */
static void
close_unconfirmed (EbbCurrentSession *self, EbbSessionRecord *record)
{
  record->is_vented_confirmed = FALSE;
  if (record->ended_wall_us == 0)
    {
      record->end = EBB_END_BY_CRASH;
      record->ended_wall_us = ebb_clock_get_wall_us (self->clock);
    }
  ebb_store_close_session_async (self->store, record, NULL, closed_cb, NULL);
}

typedef struct
{
  char   *identity;
  char   *partner; /* (nullable): of a set the journal names one */
  guint32 epoch;   /* closed by the boots */
  guint32 owed;    /* the other of the set has not closed it, nor any before it */
} Proof;

static void
proof_free (Proof *self)
{
  g_free (self->identity);
  g_free (self->partner);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Proof, proof_free)

static gboolean
is_proven (const Proof *proof, const EbbOpenSession *session)
{
  const char *identity = session->record->boots_identity;

  return session->record->ended_wall_us != 0 && session->epoch <= proof->epoch
         && session->epoch > proof->owed
         && (g_strcmp0 (identity, proof->identity) == 0
             || (proof->partner != NULL && g_strcmp0 (identity, proof->partner) == 0));
}

static void
proven_listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Proof) proof = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) open = ebb_store_list_open_finish (EBB_STORE (object), result, &error);

  if (open == NULL)
    g_warning ("the journal could not be read: %s", error->message);
  for (guint i = 0; open != NULL && i < open->len; i++)
    {
      EbbOpenSession *session = g_ptr_array_index (open, i);

      if (!is_proven (proof, session))
        continue;
      session->record->is_vented_confirmed = TRUE;
      ebb_store_close_session_async (EBB_STORE (object), session->record, NULL, closed_cb, NULL);
    }
}

/*< private >
 * ebb_current_session_note_proof:
 * @epoch: the boots closed it, and were seen vented after that
 *
 * Sessions after which a person said that these boots are open: the boots have confirmed it now. Of
 * a set both have to: what the other one is owed still is not confirmed.
 */
void
ebb_current_session_note_proof (EbbCurrentSession *self, EbbBoots *boots, guint32 epoch)
{
  Proof *proof;

  if (self->store == NULL)
    return;
  proof = g_new0 (Proof, 1);
  proof->identity = g_strdup (ebb_boots_get_identity (boots));
  proof->epoch = epoch;
  if (boots->partner != NULL)
    {
      proof->partner = g_strdup (ebb_boots_get_identity (boots->partner));
      proof->owed = boots->partner->owed_stop_epoch;
    }
  ebb_store_list_open_async (self->store, NULL, proven_listed_cb, proof);
}

/* ---- which is shown, and which are stopped beside it ---- */

static EbbBoots *
find_boots (EbbCurrentSession *self, const EbbOpenSession *open)
{
  return self->find_boots (open->record->boots_identity, self->find_boots_data);
}

static gboolean
has_recovery (EbbCurrentSession *self, EbbBoots *boots)
{
  for (guint i = 0; i < self->recoveries->len; i++)
    {
      if (ebb_recovery_get_boots (g_ptr_array_index (self->recoveries, i)) == boots)
        return TRUE;
    }
  return FALSE;
}

/* Of a set either may be in the hands of one. */
static void
drop_recoveries (EbbCurrentSession *self, EbbBoots *boots)
{
  for (guint i = self->recoveries->len; i > 0; i--)
    {
      EbbRecovery *recovery = g_ptr_array_index (self->recoveries, i - 1);

      if (ebb_recovery_has_boots (recovery, boots)
          || (boots->partner != NULL && ebb_recovery_has_boots (recovery, boots->partner)))
        /* Taken out first: while it gives the boots back, somebody asks for all that there are. */
        g_object_unref (g_ptr_array_steal_index (self->recoveries, i - 1));
    }
}

/* From here on the person sees it. FALSE: not now. */
static gboolean
show (EbbCurrentSession *self, guint index)
{
  EbbOpenSession  *open = g_ptr_array_index (self->open, index);
  EbbBoots        *boots = find_boots (self, open);
  guint            n_boots = boots != NULL && boots->partner != NULL ? 2 : 1;
  g_autofree char *holder = ebb_session_lock_dup_holder_identity (self->lock);

  if (boots == NULL || holder != NULL || ebb_boots_ensure_controller (boots) == NULL
      || (boots->partner != NULL && ebb_boots_ensure_controller (boots->partner) == NULL))
    return FALSE;
  /* Here they are stopped as what they are, not as boots that a person said were open. */
  boots->owed_stop_epoch = 0;
  if (boots->partner != NULL)
    boots->partner->owed_stop_epoch = 0;
  drop_recoveries (self, boots);
  /* Both of a set, also where one of them was about to be filled for a leg check. */
  ebb_current_session_set_leg_check (self, NULL, EBB_LEGS_NONE);
  ebb_current_session_set_boots (self, boots);
  ebb_current_session_attach (self);
  if (ebb_session_owns_links (self->session) || self->boots != boots
      || self->n_controllers != n_boots || !ebb_current_session_take_hold (self))
    return FALSE;
  ebb_session_lock_sign_stopping (self->lock);
  self->shown = g_ptr_array_steal_index (self->open, index);
  ebb_session_recover (self->session, self->shown->record, self->shown->epoch);
  return TRUE;
}

static void
forget_entry (EbbCurrentSession *self, const char *record_id)
{
  for (guint i = 0; i < self->open->len; i++)
    {
      EbbOpenSession *open = g_ptr_array_index (self->open, i);

      if (g_strcmp0 (open->record->id, record_id) != 0)
        continue;
      g_ptr_array_remove_index (self->open, i);
      return;
    }
}

static void
drop_those_over (EbbCurrentSession *self)
{
  for (guint i = self->recoveries->len; i > 0; i--)
    {
      EbbRecovery *recovery = g_ptr_array_index (self->recoveries, i - 1);

      if (!ebb_recovery_is_over (recovery))
        continue;
      ebb_current_session_note_proof (self, ebb_recovery_get_boots (recovery),
                                      ebb_recovery_get_epoch (recovery));
      forget_entry (self, ebb_recovery_get_record_id (recovery));
      g_ptr_array_remove_index (self->recoveries, i - 1);
    }
}

static void
recovery_changed_cb (EbbCurrentSession *self)
{
  ebb_current_session_sweep (self);
  ebb_current_session_emit_changed (self);
}

static void
stop_beside (EbbCurrentSession *self, const EbbOpenSession *open)
{
  EbbBoots *boots = find_boots (self, open);
  g_autoptr (EbbSession) session = NULL;
  EbbRecovery *recovery;

  if (boots == NULL || has_recovery (self, boots)
      || (boots == self->boots && ebb_session_owns_links (self->session)))
    return;
  session = ebb_session_new_like (self->session);
  recovery = ebb_recovery_new (self->clock, session, boots, open, self->runtime_directory);
  g_ptr_array_add (self->recoveries, recovery);
  g_signal_connect_object (recovery, "changed", G_CALLBACK (recovery_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/*< private >
 * ebb_current_session_sweep:
 *
 * Something changed: perhaps another of the sessions that were left open can be shown, or stopped.
 */
void
ebb_current_session_sweep (EbbCurrentSession *self)
{
  if (self->open == NULL || self->is_sweeping)
    return;
  self->is_sweeping = TRUE;
  drop_those_over (self);
  for (guint i = 0; i < self->open->len && !ebb_session_owns_links (self->session); i++)
    {
      if (show (self, i))
        break;
    }
  for (guint i = 0; i < self->open->len; i++)
    stop_beside (self, g_ptr_array_index (self->open, i));
  self->is_sweeping = FALSE;
}

static gboolean
is_about_set_up (EbbCurrentSession *self, EbbRecovery *recovery)
{
  EbbBoots *boots[EBB_SESSION_MAX_LINKS];
  guint     n = ebb_current_session_list_boots (self, boots);

  for (guint i = 0; i < n; i++)
    {
      if (ebb_recovery_has_boots (recovery, boots[i]))
        return TRUE;
    }
  return FALSE;
}

/**
 * ebb_current_session_is_recovering:
 *
 * Returns: whether a session that was left open keeps others from being started: one that is
 *   shown, one whose boots are being stopped, or one on the boots that are set up. Others, whose
 *   boots are away, do not.
 */
gboolean
ebb_current_session_is_recovering (EbbCurrentSession *self)
{
  if (self->is_listing || self->shown != NULL)
    return TRUE;
  for (guint i = 0; i < self->recoveries->len; i++)
    {
      EbbRecovery *recovery = g_ptr_array_index (self->recoveries, i);

      if (ebb_recovery_is_stopping (recovery) || is_about_set_up (self, recovery))
        return TRUE;
    }
  return FALSE;
}

/* FALSE: there is nothing to be done about it before its boots come. */
static gboolean
take_in (EbbCurrentSession *self, EbbOpenSession *open)
{
  EbbBoots *boots = find_boots (self, open);

  if (boots == NULL)
    {
      close_unconfirmed (self, open->record);
      return FALSE;
    }
  if (open->record->ended_wall_us == 0)
    return TRUE;
  /* A person has said that these are open: nobody is asked again, but Stop is still owed. */
  boots->owed_stop_epoch = MAX (boots->owed_stop_epoch, open->epoch);
  if (boots->partner != NULL)
    boots->partner->owed_stop_epoch = MAX (boots->partner->owed_stop_epoch, open->epoch);
  if (!ebb_session_owns_links (self->session))
    ebb_current_session_tell_epochs (self);
  return FALSE;
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbCurrentSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = ebb_store_list_open_finish (EBB_STORE (object), result, &error);

  self->is_listing = FALSE;
  self->open = g_ptr_array_new_with_free_func ((GDestroyNotify) ebb_open_session_free);
  /* Boots may be full of air from before: nothing starts until somebody has looked. */
  if (all == NULL)
    self->unread =
        g_strdup_printf ("the journal of an earlier run could not be read: %s", error->message);
  while (all != NULL && all->len > 0)
    {
      g_autoptr (EbbOpenSession) open = g_ptr_array_steal_index (all, 0);

      if (take_in (self, open))
        g_ptr_array_add (self->open, g_steal_pointer (&open));
    }
  ebb_current_session_sweep (self);
  ebb_current_session_emit_changed (self);
}

/*< private >
 * ebb_current_session_recover:
 * @find: gives the boots of an identity, or %NULL
 *
 * Looks for sessions that a process left open, and stops their boots: Stop goes out first, then
 * all is as after a lost link. Sessions of programs that live are theirs.
 */
void
ebb_current_session_recover (EbbCurrentSession *self, EbbFindBoots find, gpointer user_data)
{
  if (self->store == NULL || self->is_listing || self->open != NULL)
    return;
  self->find_boots = find;
  self->find_boots_data = user_data;
  self->is_listing = TRUE;
  ebb_store_list_open_async (self->store, NULL, listed_cb, g_object_ref (self));
}
