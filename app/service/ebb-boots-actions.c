/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-connection-private.h"
#include "ebb-boots-set.h"
#include "ebb-boots-recording.h"

/* What a person does with boots outside a session: rename, forget, stop. */

/**
 * ebb_boots_rename:
 * @name: 1 to 40 characters
 *
 * Gives known boots a name of the person's own; kept at once.
 */
void
ebb_boots_rename (EbbBoots *self, const char *name)
{
  g_return_if_fail (name != NULL);

  if (self->known == NULL || *name == '\0' || g_utf8_strlen (name, -1) > 40)
    return;
  g_free (self->known->name);
  self->known->name = g_strdup (name);
  if (self->store != NULL)
    ebb_store_save_boots (self->store, self->known);
  ebb_boots_emit_changed (self);
}

static void
forget (EbbBoots *self)
{
  ebb_boots_part (self);
  if (self->store != NULL)
    ebb_store_forget_boots (self->store, self->identity);
  ebb_boots_set_is_recorded (self, FALSE);
  ebb_boots_drop_reconnects (self);
  ebb_boots_drop_controller (self);
  g_clear_error (&self->error);
  ebb_boots_set_known (self, NULL);
}

static void
forgotten_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  EbbBoots *self = g_task_get_source_object (task);

  if (!ebb_link_forget_finish (EBB_LINK (object), result, &error))
    {
      /* They are still in the list, which says why, and are one's own as before. */
      g_clear_error (&self->error);
      self->error = g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED,
                                 "they were not forgotten: %s", error->message);
      self->is_wanted = self->known != NULL;
      ebb_boots_emit_changed (self);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  forget (self);
  g_task_return_boolean (task, TRUE);
}

/**
 * ebb_boots_forget_async:
 *
 * Ends the bond and forgets them; history stays. Not while a session runs.
 */
void
ebb_boots_forget_async (EbbBoots           *self,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ebb_boots_forget_async);
  if (self->is_lent || (self->partner != NULL && self->partner->is_lent))
    {
      g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_BUSY,
                               "a session runs on boots %s", self->identity);
      return;
    }
  ebb_boots_disconnect (self);
  if (ebb_boots_ensure_controller (self) == NULL)
    {
      /* Nothing holds a bond with boots that no scanner knows: only our own memory is left. */
      forget (self);
      g_task_return_boolean (task, TRUE);
      return;
    }
  ebb_link_forget_async (ebb_controller_get_link (self->controller), cancellable, forgotten_cb,
                         g_steal_pointer (&task));
}

/**
 * ebb_boots_forget_finish:
 *
 * Returns: TRUE if they are forgotten
 */
gboolean
ebb_boots_forget_finish (EbbBoots *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
stop_again_cb (gpointer user_data)
{
  EbbBoots *self = user_data;

  /* A session has the link. It begins only on boots that have stopped, and what runs then is its
   * own: this Stop is not meant for it. */
  if (self->is_lent)
    return G_SOURCE_CONTINUE;
  if (self->controller == NULL || (self->has_status && self->status.run_state == EBB_RUN_STOPPED))
    {
      self->stop_id = 0;
      self->is_stopping = FALSE;
      ebb_boots_emit_changed (self);
      return G_SOURCE_REMOVE;
    }
  /* A Stop that the link did not take is repeated like one that the boots did not heed. */
  if (ebb_controller_get_link_state (self->controller) == EBB_LINK_READY)
    ebb_controller_stop (self->controller, self->status.epoch, NULL);
  return G_SOURCE_CONTINUE;
}

/*< private >
 * ebb_boots_end_stop:
 *
 * They have stopped: what runs next is something else.
 */
void
ebb_boots_end_stop (EbbBoots *self)
{
  ebb_clock_clear (self->clock, &self->stop_id);
  self->is_stopping = FALSE;
}

/**
 * ebb_boots_stop:
 *
 * Stop for boots that another controller or their own button started: anyone in range may. Each
 * 300 ms until they say that they are stopped.
 */
void
ebb_boots_stop (EbbBoots *self)
{
  if (self->controller == NULL || self->is_lent)
    return;
  ebb_clock_clear (self->clock, &self->stop_id);
  self->is_stopping = TRUE;
  ebb_controller_stop (self->controller, self->status.epoch, NULL);
  self->stop_id = ebb_clock_add_timeout (self->clock, EBB_STOP_REPEAT_MS, stop_again_cb, self);
}
