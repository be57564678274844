/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-private.h"
#include "ebb-current-session-private.h"

/* Sessions that were open when their process ended: each is stopped before anything is started. */

static void
closed_cb (GObject *object, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  if (!ebb_store_close_session_finish (EBB_STORE (object), result, &error))
    g_warning ("a session left open could not be closed: %s", error->message);
}

/* Boots that were forgotten meanwhile cannot be asked; what is known of the session is kept. */
static void
close_unconfirmed (EbbCurrentSession *self, EbbSessionRecord *record)
{
  record->is_vented_confirmed = FALSE;
  /* It stays in the journal, for the day these boots are known again; its end is the first one. */
  if (record->ended_wall_us == 0)
    {
      record->end = EBB_END_BY_CRASH;
      record->ended_wall_us = ebb_clock_get_wall_us (self->clock);
    }
  ebb_store_close_session_async (self->store, record, NULL, closed_cb, NULL);
}

/*< private >
 * ebb_current_session_recover_next:
 *
 * Begins to stop the next session that was found open; when there is none, starting is allowed.
 */
void
ebb_current_session_recover_next (EbbCurrentSession *self)
{
  while (self->open != NULL && self->open->len > 0)
    {
      g_autoptr (EbbOpenSession) open = g_ptr_array_steal_index (self->open, 0);
      EbbBoots *boots;

      boots = self->find_boots (open->record->boots_identity, self->find_boots_data);
      if (boots == NULL)
        {
          close_unconfirmed (self, open->record);
          continue;
        }
      self->is_recovering = TRUE;
      ebb_current_session_set_boots (self, boots);
      if (!ebb_current_session_take_hold (self))
        break;
      ebb_session_recover (self->session, open->record, open->epoch);
      return;
    }
  self->is_recovering = FALSE;
  ebb_current_session_emit_changed (self);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbCurrentSession) self = user_data;
  g_autoptr (GError) error = NULL;

  self->open = ebb_store_list_open_finish (EBB_STORE (object), result, &error);
  if (self->open == NULL)
    g_warning ("the journal could not be read: %s", error->message);
  ebb_current_session_recover_next (self);
}

/*< private >
 * ebb_current_session_recover:
 * @find: gives the boots of an identity, or %NULL
 *
 * Looks for sessions that a process left open, and stops their boots: Stop goes out first, then
 * all is as after a lost link. Does nothing while another program runs a session: that one is open
 * because it is live.
 */
void
ebb_current_session_recover (EbbCurrentSession *self, EbbFindBoots find, gpointer user_data)
{
  g_autofree char *holder = ebb_session_lock_dup_holder (self->lock);

  if (self->store == NULL || holder != NULL || self->is_recovering)
    return;
  self->find_boots = find;
  self->find_boots_data = user_data;
  self->is_recovering = TRUE;
  ebb_store_list_open_async (self->store, NULL, listed_cb, g_object_ref (self));
}
