/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-connecting-private.h"

/* A step of connecting: from a connection to every characteristic that the definition needs. */

/* ebb-link.h: from connected to every characteristic there. */
#define RESOLVE_MAX_MS 10000

/* As soon as the characteristic is there, of whatever else is not: boots that come back with a Stop
 * owed hear it before BlueZ has done with their services. It goes by D-Bus then. Returns FALSE if
 * who heard of it ended this attempt. */
static gboolean
offer_stop (EbbBluezLink *self)
{
  GTask        *task = self->connect_task;
  GCancellable *calls = ebb_bluez_link_get_connecting (self)->calls;

  if (self->characteristics[EBB_ROLE_STOP] != NULL && self->state < EBB_LINK_STOPPABLE)
    ebb_bluez_link_set_state (self, EBB_LINK_STOPPABLE);
  return self->connect_task == task && ebb_bluez_link_get_connecting (self)->calls == calls;
}

static void
go_on (EbbBluezLink *self)
{
  g_autoptr (EbbBluezDevice1) device = ebb_bluez_link_find_device (self);

  if (device == NULL || !ebb_bluez_device1_get_connected (device))
    {
      ebb_bluez_link_retry_connecting (
          self, g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_UNREACHABLE,
                             "boots %s ended the connection at once", self->identity));
      return;
    }
  /* With bonded boots BlueZ shows the services of last time before they can be used, and it says
   * "resolved" before it shows new ones. */
  if (!offer_stop (self) || !ebb_bluez_device1_get_services_resolved (device))
    return;
  ebb_bluez_link_hold_stop (self);
  if (ebb_bluez_link_find_missing (self) == EBB_N_ROLES)
    ebb_bluez_link_hold_rest (self);
}

/* Takes up all that is there now, and goes on if that is enough. */
void
ebb_bluez_link_resolve (EbbBluezLink *self)
{
  ebb_bluez_link_find_characteristics (self);
  go_on (self);
}

/* The same of one object, which has just come: they come by the dozen. Some that nobody waits for,
 * as who made the boots, come when all that is needed is there: those are taken up as well. */
void
ebb_bluez_link_resolve_object (EbbBluezLink *self, const char *path)
{
  const EbbBluezConnectingStep step = self->connect_task != NULL
                                          ? ebb_bluez_link_get_connecting (self)->step
                                          : EBB_BLUEZ_CONNECTING_HOLD;

  if (step < EBB_BLUEZ_CONNECTING_RESOLVE || self->state == EBB_LINK_DISCONNECTED)
    return;
  if (ebb_bluez_link_find_at (self, path) && step == EBB_BLUEZ_CONNECTING_RESOLVE)
    go_on (self);
}

static gboolean
resolve_timed_out_cb (gpointer user_data)
{
  EbbBluezLink *self = EBB_BLUEZ_LINK (user_data);
  const EbbRole missing = ebb_bluez_link_find_missing (self);

  ebb_bluez_link_get_connecting (self)->timeout_id = 0;
  if (missing == EBB_N_ROLES)
    ebb_bluez_link_fail_connecting (
        self, g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_INCOMPLETE,
                           "boots %s did not finish telling what they can do within %d s",
                           self->identity, RESOLVE_MAX_MS / 1000));
  else
    ebb_bluez_link_fail_connecting (
        self,
        g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_INCOMPLETE,
                     "boots %s have no %s (characteristic %s) after %d s", self->identity,
                     ebb_role_to_string (missing),
                     ebb_definition_get_uuid (self->definition, missing), RESOLVE_MAX_MS / 1000));
  return G_SOURCE_REMOVE;
}

/* There is a connection. */
void
ebb_bluez_link_begin_to_resolve (EbbBluezLink *self)
{
  EbbBluezConnecting *connecting = ebb_bluez_link_get_connecting (self);

  connecting->step = EBB_BLUEZ_CONNECTING_RESOLVE;
  connecting->has_come_up = TRUE;
  ebb_clock_clear (self->clock, &connecting->timeout_id);
  ebb_clock_clear (self->clock, &connecting->attempt_id);
  connecting->timeout_id =
      ebb_clock_add_timeout (self->clock, RESOLVE_MAX_MS, resolve_timed_out_cb, self);
  ebb_bluez_link_resolve (self);
}
