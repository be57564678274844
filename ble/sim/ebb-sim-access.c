/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sim-link-private.h"

/* Reading and subscribing, with what the radio refuses on a link that is not encrypted. */

/* As long as BlueZ 5.66 waits for a peripheral's program. */
#define READ_MAX_MS 5000

/* Gives every read that waits for silent boots this error. */
void
ebb_sim_link_fail_reads (EbbSimLink *self, EbbLinkErrorCode code, const char *message)
{
  g_autoptr (GPtrArray) reads = g_steal_pointer (&self->unanswered_reads);

  self->unanswered_reads = g_ptr_array_new_with_free_func (g_object_unref);
  ebb_clock_clear (self->clock, &self->read_timeout_id);
  for (guint i = 0; i < reads->len; i++)
    g_task_return_new_error (reads->pdata[i], EBB_LINK_ERROR, code, "%s", message);
}

static gboolean
needs_pairing (EbbRole role)
{
  return role == EBB_ROLE_CONTROL || role == EBB_ROLE_STATUS || role == EBB_ROLE_TELEMETRY
         || role == EBB_ROLE_PROGRAM;
}

/* Whether @role can be read or subscribed to now; returns the error through @task if not. */
static gboolean
check_access (EbbSimLink *self, EbbRole role, GTask *task)
{
  if (self->state != EBB_LINK_READY)
    g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED,
                             "boots %s are not connected", self->identity);
  else if (needs_pairing (role) && !self->is_paired)
    g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED,
                             "boots %s give %s to paired computers only", self->identity,
                             ebb_role_to_string (role));
  else
    return TRUE;
  return FALSE;
}

void
ebb_sim_link_subscribe_async (EbbLink            *link,
                              EbbRole             role,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  EbbSimLink *self = EBB_SIM_LINK (link);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ebb_sim_link_subscribe_async);
  if (!check_access (self, role, task))
    return;
  self->is_subscribed[role] = TRUE;
  ebb_sim_boots_subscribed (self->boots, role);
  ebb_sim_link_catch_up_soon (self);
  g_task_return_boolean (task, TRUE);
}

static gboolean
read_timed_out_cb (gpointer user_data)
{
  EbbSimLink *self = EBB_SIM_LINK (user_data);

  self->read_timeout_id = 0;
  ebb_sim_link_fail_reads (self, EBB_LINK_ERROR_TIMED_OUT,
                           "the simulated boots did not answer a read");
  return G_SOURCE_REMOVE;
}

void
ebb_sim_link_read_async (EbbLink            *link,
                         EbbRole             role,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  EbbSimLink *self = EBB_SIM_LINK (link);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GBytes *bytes;

  g_task_set_source_tag (task, ebb_sim_link_read_async);
  if (!check_access (self, role, task))
    return;
  ebb_sim_boots_advance_to (self->boots, ebb_clock_get_boottime_us (self->clock));
  bytes = ebb_sim_boots_read (self->boots, role);
  if (bytes != NULL)
    {
      g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
    }
  else if (ebb_sim_boots_get_fault (self->boots, EBB_SIM_FAULT_SILENT) != 0)
    {
      g_ptr_array_add (self->unanswered_reads, g_steal_pointer (&task));
      if (self->read_timeout_id == 0)
        self->read_timeout_id =
            ebb_clock_add_timeout (self->clock, READ_MAX_MS, read_timed_out_cb, self);
    }
  else
    {
      g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED, "%s cannot be read",
                               ebb_role_to_string (role));
    }
}

GBytes *
ebb_sim_link_read_finish (EbbLink *link G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
