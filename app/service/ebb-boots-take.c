/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-connection-private.h"
#include "ebb-boots-sides-private.h"

/* Somebody waits for boots: to take them as one's own, or to look at them. */

static void
finish (GTask *taken, const GError *error)
{
  g_autoptr (GTask) task = taken;

  if (task == NULL)
    return;
  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_boolean (task, TRUE);
}

/*< private >
 * ebb_boots_finish_tasks:
 * @error: (nullable): why they are not connected
 *
 * Whoever waits for these boots waits no more.
 */
void
ebb_boots_finish_tasks (EbbBoots *self, const GError *error)
{
  self->accepts_others = FALSE;
  ebb_boots_point_controller (self);
  finish (g_steal_pointer (&self->take), error);
  finish (g_steal_pointer (&self->look), error);
}

static void
take_cancelled_cb (GCancellable *cancellable G_GNUC_UNUSED, gpointer user_data)
{
  EbbBoots *self = user_data;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

/*< private >
 * ebb_boots_follow_cancellable:
 * @cancellable: (nullable): of the caller
 *
 * Whoever asked for these boots ends with it what is under way.
 */
void
ebb_boots_follow_cancellable (EbbBoots *self, GCancellable *cancellable)
{
  if (cancellable != NULL && self->cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (take_cancelled_cb), self, 0);
}

/**
 * ebb_boots_take_async:
 *
 * Takes the boots as one's own: pairs if there is no bond, connects, shakes hands, remembers them.
 * After %EBB_LINK_ERROR_WRONG_IDENTITY others are taken in the place of the ones that were known.
 * Cancelling leaves nothing behind. Errors are of %EBB_LINK_ERROR.
 */
void
ebb_boots_take_async (EbbBoots           *self,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ebb_boots_take_async);
  if (self->take != NULL || self->is_lent)
    {
      g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_BUSY,
                               "boots %s are being connected already", self->identity);
      return;
    }
  if (self->controller != NULL && ebb_controller_is_trusted (self->controller))
    {
      ebb_boots_save (self);
      g_task_return_boolean (task, TRUE);
      return;
    }
  ebb_back_off_start_over (&self->back_off);
  /* Whoever pairs after it was said that these are others means them. */
  self->accepts_others =
      g_error_matches (self->error, EBB_LINK_ERROR, EBB_LINK_ERROR_WRONG_IDENTITY);
  ebb_boots_point_controller (self);
  self->take = g_steal_pointer (&task);
  ebb_boots_begin_connection (self);
  ebb_boots_follow_cancellable (self, cancellable);
}

/**
 * ebb_boots_take_finish:
 *
 * Of ebb_boots_take_anew_async() as well.
 *
 * Returns: TRUE if the boots are one's own now and ready
 */
gboolean
ebb_boots_take_finish (EbbBoots *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * ebb_boots_look_async:
 *
 * Connects, without pairing, without taking them as one's own and without trying again. With a bond
 * they are ready then. Without one their capabilities are known, ebb_boots_stop() reaches them, and
 * ebb_boots_disconnect() is the caller's to call. Errors are of %EBB_LINK_ERROR.
 */
void
ebb_boots_look_async (EbbBoots           *self,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ebb_boots_look_async);
  if (self->look != NULL || self->is_lent)
    {
      g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_BUSY,
                               "boots %s are being connected already", self->identity);
      return;
    }
  if (self->controller != NULL && ebb_controller_is_trusted (self->controller))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  self->look = g_steal_pointer (&task);
  ebb_boots_begin_connection (self);
}

/**
 * ebb_boots_look_finish:
 *
 * Returns: TRUE if they are connected, and are what they say they are as far as anyone may read
 */
gboolean
ebb_boots_look_finish (EbbBoots *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
