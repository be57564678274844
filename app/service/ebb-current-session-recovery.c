/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-private.h"
#include "ebb-current-session-owed-private.h"
#include "ebb-current-session-private.h"
#include "ebb-recovery.h"

/* Sessions that were open when their process ended. The newest whose boots can be reached is shown,
 * as any session that lost its link; the others are stopped beside it, each pair of boots for
 * itself, so that none waits behind boots that are away. So are those that were a set then and are
 * none now. */

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
  g_autoptr (EbbSessionRecord) closed = ebb_session_record_copy (record);

  /* Of none of them it says that they were seen vented. */
  g_ptr_array_set_size (closed->driven, 0);
  closed->is_vented_confirmed = FALSE;
  if (closed->ended_wall_us == 0)
    {
      closed->end = EBB_END_BY_CRASH;
      closed->ended_wall_us = ebb_clock_get_wall_us (self->clock);
      closed->ended_boot_us = ebb_clock_get_boottime_us (self->clock);
    }
  ebb_store_close_session_async (self->store, closed, NULL, closed_cb, NULL);
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
  if (self->store != NULL)
    ebb_store_note_vented (self->store, ebb_boots_get_identity (boots), epoch);
}

/* ---- which is shown, and which are stopped beside it ---- */

/* (transfer container): one's own boots, that the session drove and that are owed a Stop after it. A
 * journal of before may name more of them than a session runs on. */
static GPtrArray *
find_owed (EbbCurrentSession *self, const EbbOpenSession *open)
{
  const GPtrArray *driven = open->record->driven;
  GPtrArray       *owed = g_ptr_array_new ();

  for (guint i = 0; i < driven->len; i++)
    {
      const EbbDrivenBoots *one = g_ptr_array_index (driven, i);
      EbbBoots             *boots =
          one->owed_epoch > 0 ? self->find_boots (one->identity, self->find_boots_data) : NULL;

      if (boots != NULL)
        g_ptr_array_add (owed, boots);
    }
  return owed;
}

static gboolean
has_owed (EbbCurrentSession *self, const EbbOpenSession *open)
{
  g_autoptr (GPtrArray) owed = find_owed (self, open);

  return owed->len > 0;
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

static void
drop_recovery (EbbCurrentSession *self, EbbBoots *boots)
{
  for (guint i = self->recoveries->len; i > 0; i--)
    {
      EbbRecovery *recovery = g_ptr_array_index (self->recoveries, i - 1);

      if (ebb_recovery_get_boots (recovery) == boots)
        {
          /* Taken out first: while it gives the boots back, somebody asks for all that there are. */
          g_autoptr (EbbRecovery) dropped = g_ptr_array_steal_index (self->recoveries, i - 1);

          /* It may be the one that tells of a change now: the boots are given back all the same. */
          g_object_run_dispose (G_OBJECT (dropped));
        }
    }
}

/* The Stop that the boots of @identity are owed is sent, or seen to by others. A record of its own:
 * a recovery may have the one there was. */
static void
strike_out (EbbOpenSession *open, const char *identity)
{
  EbbSessionRecord *record = ebb_session_record_copy (open->record);

  if (ebb_session_record_find_driven (record, identity) != NULL)
    ebb_session_record_set_driven (record, identity, 0);
  g_object_unref (open->record);
  open->record = record;
}

/* Those of @open that are not shown with it are stopped beside it: its end is the one that is shown,
 * and nobody is asked about them again. */
static void
keep_rest (EbbCurrentSession *self, const EbbOpenSession *open)
{
  EbbOpenSession *rest = g_new0 (EbbOpenSession, 1);
  EbbBoots       *boots[EBB_SESSION_MAX_LINKS];
  guint           n = ebb_current_session_list_boots (self, boots);

  rest->record = ebb_session_record_copy (open->record);
  rest->record->end = EBB_END_BY_CRASH;
  rest->record->ended_wall_us = ebb_clock_get_wall_us (self->clock);
  rest->epoch = open->epoch;
  for (guint i = 0; i < n; i++)
    strike_out (rest, ebb_boots_get_identity (boots[i]));
  if (has_owed (self, rest))
    g_ptr_array_add (self->open, rest);
  else
    ebb_open_session_free (rest);
}

/* Nobody else is the master of them: what stops them here already lets go of them for this. */
static gboolean
can_take (EbbCurrentSession *self, EbbBoots *boots)
{
  return ebb_boots_ensure_controller (boots) != NULL
         && ((boots->is_lent && has_recovery (self, boots))
             || !ebb_session_lock_are_boots_held (self->lock, ebb_boots_get_identity (boots)));
}

/* The first of those that are owed a Stop is set up, and with it the other one of its set. Asked
 * before anything is done about it: what is stopped already goes on undisturbed if not. */
static gboolean
can_show (EbbCurrentSession *self, const EbbOpenSession *open, EbbBoots **boots)
{
  g_autoptr (GPtrArray) owed = find_owed (self, open);
  g_autofree char *holder = ebb_session_lock_dup_holder_identity (self->lock);

  if (open->record->ended_wall_us != 0 || owed->len == 0 || holder != NULL)
    return FALSE;
  *boots = g_ptr_array_index (owed, 0);
  return can_take (self, *boots)
         && ((*boots)->partner == NULL || can_take (self, (*boots)->partner));
}

static void
set_up (EbbCurrentSession *self, EbbBoots *boots)
{
  /* Here they are stopped as what they are, not as boots that a person said were open. */
  boots->owed_stop_epoch = 0;
  drop_recovery (self, boots);
  if (boots->partner != NULL)
    {
      boots->partner->owed_stop_epoch = 0;
      drop_recovery (self, boots->partner);
    }
  /* Both of a set, also where one of them was about to be filled for a leg check. */
  ebb_current_session_set_leg_check (self, NULL, EBB_LEGS_NONE);
  ebb_current_session_set_boots (self, boots);
  ebb_current_session_attach (self);
}

/* FALSE: another program took one of them within this call. */
static gboolean
take_over (EbbCurrentSession *self, EbbBoots *boots)
{
  EbbBoots *partner = boots->partner;
  guint32   epoch = boots->owed_stop_epoch;
  guint32   partner_epoch = partner != NULL ? partner->owed_stop_epoch : 0;

  set_up (self, boots);
  if (!ebb_session_owns_links (self->session) && self->boots == boots
      && self->n_controllers == (partner != NULL ? 2 : 1) && ebb_current_session_take_hold (self))
    return TRUE;
  ebb_boots_owe_stop (boots, epoch);
  if (partner != NULL)
    ebb_boots_owe_stop (partner, partner_epoch);
  return FALSE;
}

/* From here on the person sees it. FALSE: not now. */
static gboolean
show (EbbCurrentSession *self, guint index)
{
  EbbOpenSession *open = g_ptr_array_index (self->open, index);
  EbbBoots       *boots = NULL;

  if (!can_show (self, open, &boots) || !take_over (self, boots))
    return FALSE;
  ebb_session_lock_sign_stopping (self->lock);
  self->shown = g_ptr_array_steal_index (self->open, index);
  keep_rest (self, self->shown);
  ebb_session_recover (self->session, self->shown->record, self->shown->epoch);
  return TRUE;
}

static gboolean
is_any_owed (const EbbSessionRecord *record)
{
  gboolean is_any = FALSE;

  for (guint i = 0; i < record->driven->len; i++)
    is_any |= ((const EbbDrivenBoots *) g_ptr_array_index (record->driven, i))->owed_epoch > 0;
  return is_any;
}

static gboolean
is_seen_to (EbbCurrentSession *self, const char *id)
{
  gboolean is_one = self->shown != NULL && g_str_equal (self->shown->record->id, id);

  for (guint i = 0; i < self->open->len && !is_one; i++)
    is_one = g_str_equal (((EbbOpenSession *) g_ptr_array_index (self->open, i))->record->id, id);
  return is_one;
}

/* Nobody is left who could be asked. Of boots that were forgotten nothing more will be known. */
static void
note_all_over (EbbCurrentSession *self, const EbbOpenSession *open)
{
  if (is_any_owed (open->record) && !is_seen_to (self, open->record->id))
    close_unconfirmed (self, open->record);
}

/*< private >
 * ebb_current_session_note_shown_over:
 * @shown: what was shown until now
 *
 * What the boots that are set up were owed after it is seen to; others may be stopped beside it.
 */
void
ebb_current_session_note_shown_over (EbbCurrentSession *self, EbbOpenSession *shown)
{
  EbbBoots *boots[EBB_SESSION_MAX_LINKS];
  guint     n = ebb_current_session_list_boots (self, boots);

  for (guint i = 0; i < n; i++)
    strike_out (shown, ebb_boots_get_identity (boots[i]));
  note_all_over (self, shown);
}

/* The boots of a recovery have done their part; others of that session may be owed a Stop still. */
static void
note_over (EbbCurrentSession *self, EbbRecovery *recovery)
{
  EbbBoots *boots = ebb_recovery_get_boots (recovery);

  if (boots->owed_stop_epoch == 0)
    ebb_current_session_note_proof (self, boots, ebb_recovery_get_epoch (recovery));
  if (self->shown != NULL
      && g_str_equal (self->shown->record->id, ebb_recovery_get_record_id (recovery)))
    strike_out (self->shown, ebb_boots_get_identity (boots));
  for (guint i = self->open->len; i > 0; i--)
    {
      EbbOpenSession *open = g_ptr_array_index (self->open, i - 1);

      if (g_strcmp0 (open->record->id, ebb_recovery_get_record_id (recovery)) != 0)
        continue;
      strike_out (open, ebb_boots_get_identity (boots));
      if (has_owed (self, open))
        continue;
      open = g_ptr_array_steal_index (self->open, i - 1);
      note_all_over (self, open);
      ebb_open_session_free (open);
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
      note_over (self, recovery);
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
begin_recovery (EbbCurrentSession *self, EbbBoots *boots, EbbSessionRecord *record)
{
  g_autoptr (EbbSession) session = ebb_session_new_like (self->session);
  EbbRecovery *recovery =
      ebb_recovery_new (self->clock, session, boots, record, self->runtime_directory);

  g_ptr_array_add (self->recoveries, recovery);
  g_signal_connect_object (recovery, "changed", G_CALLBACK (recovery_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static gboolean
is_in_session (EbbCurrentSession *self, EbbBoots *boots)
{
  EbbBoots *set_up[EBB_SESSION_MAX_LINKS];
  guint     n = ebb_current_session_list_boots (self, set_up);
  gboolean  is_one = FALSE;

  for (guint i = 0; i < n; i++)
    is_one = is_one || set_up[i] == boots;
  return is_one && ebb_session_owns_links (self->session);
}

static void
stop_beside (EbbCurrentSession *self, const EbbOpenSession *open)
{
  g_autoptr (EbbSessionRecord) record = g_object_ref (open->record);
  g_autoptr (GPtrArray) owed = find_owed (self, open);

  for (guint i = 0; i < owed->len; i++)
    {
      EbbBoots *boots = g_ptr_array_index (owed, i);

      if (!has_recovery (self, boots) && !is_in_session (self, boots))
        begin_recovery (self, boots, record);
    }
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
      if (ebb_recovery_get_boots (recovery) == boots[i])
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

/* A person has said that these are open: nobody is asked again, but Stop is still owed. */
static void
owe_stops (EbbOpenSession *open, GPtrArray *owed)
{
  for (guint i = 0; i < owed->len; i++)
    {
      EbbBoots             *boots = g_ptr_array_index (owed, i);
      const EbbDrivenBoots *driven =
          ebb_session_record_find_driven (open->record, ebb_boots_get_identity (boots));

      ebb_boots_owe_stop (boots, driven->owed_epoch);
    }
}

/* FALSE: there is nothing to be done about it before its boots come. */
static gboolean
take_in (EbbCurrentSession *self, EbbOpenSession *open)
{
  g_autoptr (GPtrArray) owed = find_owed (self, open);

  if (open->record->ended_wall_us == 0)
    {
      if (owed->len == 0)
        close_unconfirmed (self, open->record);
      return owed->len > 0;
    }
  owe_stops (open, owed);
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
