/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-access-private.h"
#include "ebb-bluez-connecting-private.h"

/* The last steps of connecting: descriptors for what is written, Stop's before all others. */

/* What was held may have been of an attempt that is over. */
static gboolean
is_of_this_attempt (EbbBluezLink *self, GTask *task, gpointer characteristic)
{
  for (EbbRole role = 0; role < EBB_N_ROLES; role++)
    if (self->characteristics[role] == characteristic)
      return self->connect_task == task;
  return FALSE;
}

static void
held_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  EbbBluezLink       *self = g_task_get_source_object (task);
  EbbBluezConnecting *connecting = g_task_get_task_data (task);
  GError             *error = NULL;
  gboolean            is_held =
      ebb_bluez_characteristic_hold_finish (EBB_BLUEZ_CHARACTERISTIC (source), result, &error);

  if (!is_of_this_attempt (self, task, source)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&error);
      return;
    }
  if (!is_held)
    {
      ebb_bluez_link_fail_connecting (self, error);
      return;
    }
  connecting->holds_left--;
  if (EBB_BLUEZ_CHARACTERISTIC (source) == self->characteristics[EBB_ROLE_STOP])
    ebb_bluez_link_set_state (self, EBB_LINK_STOPPABLE);
  if (self->connect_task == task && connecting->step == EBB_BLUEZ_CONNECTING_HOLD
      && connecting->holds_left == 0)
    ebb_bluez_link_succeed_connecting (self);
}

static void
hold (EbbBluezLink *self, EbbRole role)
{
  EbbBluezConnecting *connecting = ebb_bluez_link_get_connecting (self);

  connecting->holds_left++;
  ebb_bluez_characteristic_hold_async (self->characteristics[role], connecting->calls, held_cb,
                                       g_object_ref (self->connect_task));
}

/* Before the rest is there: boots that come back with a Stop owed hear it as early as can be. */
void
ebb_bluez_link_hold_stop (EbbBluezLink *self)
{
  EbbBluezConnecting *connecting = ebb_bluez_link_get_connecting (self);

  if (connecting->is_stop_asked || self->characteristics[EBB_ROLE_STOP] == NULL)
    return;
  connecting->is_stop_asked = TRUE;
  hold (self, EBB_ROLE_STOP);
}

void
ebb_bluez_link_hold_rest (EbbBluezLink *self)
{
  static const EbbRole written[] = { EBB_ROLE_CONTROL, EBB_ROLE_PROGRAM };
  const gboolean       is_paired = ebb_link_is_paired (EBB_LINK (self));
  EbbBluezConnecting  *connecting = ebb_bluez_link_get_connecting (self);

  connecting->step = EBB_BLUEZ_CONNECTING_HOLD;
  ebb_clock_clear (self->clock, &connecting->timeout_id);
  for (gsize i = 0; i < G_N_ELEMENTS (written); i++)
    if (self->characteristics[written[i]] != NULL
        && (is_paired || !ebb_bluez_link_needs_pairing (self, written[i])))
      hold (self, written[i]);
  if (connecting->holds_left == 0)
    ebb_bluez_link_succeed_connecting (self);
}
