/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-anew.h"

#include "ebb-boots-bond-private.h"
#include "ebb-boots-connection-private.h"
#include "ebb-boots-sides-private.h"

/* A bond that only one side still has is made anew: ended here, the boots looked for, paired. */

static void
fail_search (EbbBoots *self, EbbLinkErrorCode code, const char *message)
{
  g_autoptr (GError) error = NULL;

  ebb_boots_end_search (self);
  error = g_error_new (EBB_LINK_ERROR, code, "boots %s %s", self->identity, message);
  ebb_boots_fail_connection (self, error);
  ebb_boots_miss_bond (self);
}

static gboolean
not_heard_cb (gpointer user_data)
{
  EbbBoots *self = user_data;

  self->search_id = 0;
  fail_search (self, EBB_LINK_ERROR_UNREACHABLE, "were not heard");
  return G_SOURCE_REMOVE;
}

static void
search_cancelled_cb (GCancellable *cancellable G_GNUC_UNUSED, gpointer user_data)
{
  fail_search (user_data, EBB_LINK_ERROR_PAIRING_CANCELLED, "are looked for no more");
}

/*< private >
 * ebb_boots_end_search:
 *
 * They are not looked for any more.
 */
void
ebb_boots_end_search (EbbBoots *self)
{
  if (self->search_id == 0 && !self->is_sought)
    return;
  ebb_clock_clear (self->clock, &self->search_id);
  self->is_sought = FALSE;
  g_signal_handlers_disconnect_by_func (self->cancellable, search_cancelled_cb, self);
  if (self->radio != NULL)
    ebb_scanner_stop_async (self->radio, NULL, NULL, NULL);
}

/* From here on it goes as with boots that were never paired. */
static void
pair (EbbBoots *self)
{
  self->is_pairing = FALSE;
  g_clear_object (&self->cancellable);
  ebb_boots_begin_connection (self);
}

static void unbonded_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
end_bond (EbbBoots *self)
{
  g_set_object (&self->unbonded, self->peer);
  ebb_link_forget_async (ebb_controller_get_link (self->controller), self->cancellable, unbonded_cb,
                         g_object_ref (self));
}

/*< private >
 * ebb_boots_look_up:
 *
 * Where they can be reached changed: boots that are looked for are paired as soon as they are heard,
 * or connected, if somebody paired them in the desktop's panel meanwhile.
 */
void
ebb_boots_look_up (EbbBoots *self)
{
  gboolean is_paired = self->peer != NULL && ebb_peer_is_paired (self->peer);

  /* What the scanner still tells of the bond that was ended just now is of the past. */
  if (!self->is_sought || self->peer == NULL || (is_paired && self->peer == self->unbonded)
      || ebb_boots_ensure_controller (self) == NULL)
    return;
  if (is_paired && self->unbonded == NULL)
    {
      /* The system was slower in telling whom it is paired with. */
      ebb_boots_end_search (self);
      end_bond (self);
    }
  else if (ebb_peer_is_present (self->peer))
    {
      ebb_boots_end_search (self);
      pair (self);
    }
}

static void
search (EbbBoots *self)
{
  self->is_sought = TRUE;
  self->search_id = ebb_clock_add_timeout (self->clock, EBB_SCAN_MAX_S * 1000, not_heard_cb, self);
  g_signal_connect_object (self->cancellable, "cancelled", G_CALLBACK (search_cancelled_cb), self,
                           0);
  ebb_scanner_start (self->radio);
  ebb_boots_look_up (self);
}

static void
unbonded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbBoots) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!ebb_link_forget_finish (EBB_LINK (object), result, &error)
      || g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    {
      ebb_boots_fail_connection (self, error);
      return;
    }
  search (self);
}

static void
begin (EbbBoots *self)
{
  EbbController *controller = self->peer != NULL ? ebb_boots_ensure_controller (self) : NULL;

  g_clear_object (&self->unbonded);
  if (controller == NULL)
    search (self);
  else if (!ebb_link_is_paired (ebb_controller_get_link (controller)))
    pair (self);
  else
    end_bond (self);
}

/**
 * ebb_boots_take_anew_async:
 *
 * As ebb_boots_take_async(), but the bond that this computer has with them, if any, is ended before:
 * for boots that forgot it. They are looked for where they are not heard, for %EBB_SCAN_MAX_S at
 * most. Who they are, their name and their epoch are kept. Not while they run, whoever started them,
 * or are being stopped: the link would be lost with air in the boots. Whether another program of the
 * account has a session on them is the caller's to ask.
 */
void
ebb_boots_take_anew_async (EbbBoots           *self,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ebb_boots_take_anew_async);
  if (self->take != NULL || self->is_lent || self->is_connecting || self->is_pairing)
    g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_BUSY,
                             "boots %s are being connected already", self->identity);
  else if (ebb_boots_is_running_elsewhere (self) || self->is_stopping)
    g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_BUSY,
                             "boots %s run: expected ones that are stopped", self->identity);
  else if (self->radio == NULL || ebb_scanner_get_radio_state (self->radio) != EBB_RADIO_READY)
    g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_UNAVAILABLE,
                             "there is no radio to find boots %s with", self->identity);
  else
    {
      ebb_clock_clear (self->clock, &self->retry_id);
      ebb_back_off_start_over (&self->back_off);
      ebb_boots_point_controller (self);
      self->take = g_steal_pointer (&task);
      self->is_pairing = TRUE;
      self->cancellable = g_cancellable_new ();
      ebb_boots_follow_cancellable (self, cancellable);
      begin (self);
      ebb_boots_emit_changed (self);
    }
}
