/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-connection-private.h"

/* The light on the boots: how a person tells same-named boots apart. */

static gboolean
blink_over_cb (gpointer user_data)
{
  EbbBoots *self = user_data;

  self->blink_id = 0;
  ebb_boots_emit_changed (self);
  return G_SOURCE_REMOVE;
}

static void
identified_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EbbBoots   *self = g_task_get_source_object (task);
  GError     *error = NULL;
  EbbResponse response;

  if (!ebb_controller_request_finish (EBB_CONTROLLER (object), result, &response, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  /* Boots that were let go of meanwhile blink all the same. */
  ebb_clock_clear (self->clock, &self->blink_id);
  self->blink_id = ebb_clock_add_timeout (self->clock, EBB_BLINK_S * 1000, blink_over_cb, self);
  ebb_boots_emit_changed (self);
  g_task_return_boolean (task, TRUE);
}

/**
 * ebb_boots_identify_async:
 *
 * Lets their light blink for %EBB_BLINK_S. Moves no air. Fails with %EBB_LINK_ERROR_REFUSED if they
 * have no light, %EBB_LINK_ERROR_NOT_CONNECTED if they are not ready, and as any request.
 */
void
ebb_boots_identify_async (EbbBoots           *self,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  EbbRequest request = { .op = EBB_OP_IDENTIFY, .identify.duration_s = EBB_BLINK_S };

  g_task_set_source_tag (task, ebb_boots_identify_async);
  if (self->controller == NULL || !ebb_controller_is_trusted (self->controller))
    g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED,
                             "boots %s are not connected", self->identity);
  else if (self->has_capabilities && !self->capabilities.can_identify)
    g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_REFUSED,
                             "boots %s have no light to blink with", self->identity);
  else
    ebb_controller_request_async (self->controller, &request, cancellable, identified_cb,
                                  g_steal_pointer (&task));
}

/**
 * ebb_boots_identify_finish:
 *
 * Returns: TRUE if the boots answered that they blink
 */
gboolean
ebb_boots_identify_finish (EbbBoots *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * ebb_boots_identify:
 *
 * The same, for a person who looks at the boots: if no light blinks, that is what they see.
 */
void
ebb_boots_identify (EbbBoots *self)
{
  ebb_boots_identify_async (self, NULL, NULL, NULL);
}

/**
 * ebb_boots_is_blinking:
 *
 * Returns: whether they answered less than %EBB_BLINK_S ago that their light blinks
 */
gboolean
ebb_boots_is_blinking (EbbBoots *self)
{
  return self->blink_id != 0;
}
