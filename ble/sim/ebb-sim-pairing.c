/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sim-link-private.h"

/* How a simulated link is paired: a moment for the radio, a code to compare if the boots want
 * one, a moment more. Silent boots leave it to the deadline. */

#define RADIO_MS 400
#define PAIR_MAX_MS 30000

static void
forget_timeout (EbbSimLink *self)
{
  ebb_clock_clear (self->clock, &self->pair_timeout_id);
}

void
ebb_sim_link_fail_pairing (EbbSimLink *self, EbbLinkErrorCode code, const char *message)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->pair_task);

  forget_timeout (self);
  self->is_code_shown = FALSE;
  if (task != NULL)
    g_task_return_new_error (task, EBB_LINK_ERROR, code, "%s", message);
}

static gboolean
pairing_timed_out_cb (gpointer user_data)
{
  EbbSimLink *self = EBB_SIM_LINK (user_data);

  self->pair_timeout_id = 0;
  ebb_sim_link_fail_pairing (self, EBB_LINK_ERROR_PAIRING_TIMED_OUT,
                             "pairing was not completed within 30 s");
  return G_SOURCE_REMOVE;
}

static gboolean
pairing_done_cb (gpointer user_data)
{
  EbbSimLink *self = EBB_SIM_LINK (user_data);
  g_autoptr (GTask) task = g_steal_pointer (&self->pair_task);

  self->pair_timeout_id = 0;
  self->is_paired = TRUE;
  ebb_link_emit_state_changed (EBB_LINK (self));
  g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

/* The same boots show the same number each time; what matters is that both sides show it. */
static guint
make_code (EbbSimLink *self)
{
  return g_str_hash (self->identity) % 1000000;
}

static gboolean
radio_met_cb (gpointer user_data)
{
  EbbSimLink *self = EBB_SIM_LINK (user_data);

  if (ebb_sim_boots_get_fault (self->boots, EBB_SIM_FAULT_SILENT) != 0)
    {
      self->pair_timeout_id =
          ebb_clock_add_timeout (self->clock, PAIR_MAX_MS, pairing_timed_out_cb, self);
      return G_SOURCE_REMOVE;
    }
  if (self->pairing != EBB_SIM_PAIRING_CONFIRM_CODE)
    return pairing_done_cb (self);
  self->is_code_shown = TRUE;
  self->pair_timeout_id =
      ebb_clock_add_timeout (self->clock, PAIR_MAX_MS, pairing_timed_out_cb, self);
  ebb_link_emit_pairing_needed (EBB_LINK (self), EBB_PAIRING_CONFIRM_CODE, make_code (self));
  return G_SOURCE_REMOVE;
}

static void
pairing_cancelled_cb (GCancellable *cancellable G_GNUC_UNUSED, gpointer user_data)
{
  ebb_sim_link_fail_pairing (EBB_SIM_LINK (user_data), EBB_LINK_ERROR_PAIRING_CANCELLED,
                             "pairing was cancelled");
}

void
ebb_sim_link_pair_async (EbbLink            *link,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  EbbSimLink *self = EBB_SIM_LINK (link);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, ebb_sim_link_pair_async);
  if (self->is_paired)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (self->pair_task != NULL)
    {
      g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_BUSY,
                               "boots %s are being paired already", self->identity);
      return;
    }
  self->pair_task = g_steal_pointer (&task);
  self->pair_timeout_id = ebb_clock_add_timeout (self->clock, RADIO_MS, radio_met_cb, self);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (pairing_cancelled_cb), self, 0);
}

void
ebb_sim_link_answer_pairing (EbbLink *link, gboolean is_accepted, guint code G_GNUC_UNUSED)
{
  EbbSimLink *self = EBB_SIM_LINK (link);

  if (!self->is_code_shown)
    return;
  self->is_code_shown = FALSE;
  forget_timeout (self);
  if (!is_accepted)
    {
      ebb_sim_link_fail_pairing (self, EBB_LINK_ERROR_PAIRING_WRONG_CODE,
                                 "the numbers were said to differ");
      return;
    }
  self->pair_timeout_id = ebb_clock_add_timeout (self->clock, RADIO_MS, pairing_done_cb, self);
}
