/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sim-link.h"

#include <string.h>

#include "ebb-sim-link-private.h"

/* How often the boots' time follows the clock, and how soon after a write. */
#define TICK_MS 50
#define ANSWER_TICK_MS 12

#define CONNECT_STEP_MS 200
#define CONNECT_MAX_MS 10000

/* A notification on its way to the receiver. */
typedef struct
{
  EbbRole role;
  size_t  size;
  uint8_t bytes[EBB_MESSAGE_MAX_BYTES];
} Message;

static void link_iface_init (EbbLinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EbbSimLink,
                               ebb_sim_link,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EBB_TYPE_LINK, link_iface_init))

static void
set_state (EbbSimLink *self, EbbLinkState state)
{
  if (self->state == state)
    return;
  self->state = state;
  ebb_link_emit_state_changed (EBB_LINK (self));
}

/* Gives a task an error and lets go of it. */
static void
fail_task (GTask **task, EbbLinkErrorCode code, const char *message)
{
  g_autoptr (GTask) taken = g_steal_pointer (task);

  if (taken != NULL)
    g_task_return_new_error (taken, EBB_LINK_ERROR, code, "%s", message);
}

static void
go_down (EbbSimLink *self, const char *why)
{
  ebb_clock_clear (self->clock, &self->connect_timeout_id);
  g_queue_clear_full (&self->messages, g_free);
  memset (self->is_subscribed, 0, sizeof self->is_subscribed);
  if (self->state == EBB_LINK_READY)
    ebb_sim_boots_link_changed (self->boots, FALSE);
  g_object_ref (self);
  fail_task (&self->connect_task, EBB_LINK_ERROR_NOT_CONNECTED, why);
  ebb_sim_link_fail_pairing (self, EBB_LINK_ERROR_PAIRING_LOST, why);
  ebb_sim_link_fail_reads (self, EBB_LINK_ERROR_NOT_CONNECTED, why);
  set_state (self, EBB_LINK_DISCONNECTED);
  g_object_unref (self);
}

static void
deliver (EbbSimLink *self)
{
  Message *message;

  while ((message = g_queue_pop_head (&self->messages)) != NULL)
    {
      g_autofree Message *owned = message;

      if (self->receiver != NULL && self->state == EBB_LINK_READY)
        self->receiver (owned->role, owned->bytes, owned->size,
                        ebb_clock_get_boottime_us (self->clock), self->receiver_data);
    }
}

/* Brings the boots to now and hands on what they said. */
static void
catch_up (EbbSimLink *self)
{
  g_object_ref (self);
  ebb_sim_boots_advance_to (self->boots, ebb_clock_get_boottime_us (self->clock));
  deliver (self);
  if (self->is_drop_seen)
    {
      self->is_drop_seen = FALSE;
      go_down (self, "the simulated boots dropped the link");
    }
  g_object_unref (self);
}

static gboolean
tick_cb (gpointer user_data)
{
  EbbSimLink *self = EBB_SIM_LINK (user_data);
  gboolean    is_needed;

  g_object_ref (self);
  catch_up (self);
  is_needed = self->state != EBB_LINK_DISCONNECTED
              || ebb_sim_boots_get_status (self->boots)->run_state != EBB_RUN_STOPPED;
  /* Disposed of by whoever heard something just now: the source is gone already. */
  if (self->tick_id == 0)
    is_needed = FALSE;
  else if (!is_needed)
    self->tick_id = 0;
  g_object_unref (self);
  return is_needed ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
soon_cb (gpointer user_data)
{
  EbbSimLink *self = EBB_SIM_LINK (user_data);

  self->soon_id = 0;
  catch_up (self);
  return G_SOURCE_REMOVE;
}

static void
catch_up_in (EbbSimLink *self, guint delay_ms)
{
  if (self->soon_id == 0)
    self->soon_id = ebb_clock_add_timeout (self->clock, delay_ms, soon_cb, self);
}

/* Hands on what the boots have said, but not from inside the caller. */
void
ebb_sim_link_catch_up_soon (EbbSimLink *self)
{
  catch_up_in (self, ANSWER_TICK_MS);
}

static void
start_ticking (EbbSimLink *self)
{
  if (self->tick_id == 0)
    self->tick_id = ebb_clock_add_timeout (self->clock, TICK_MS, tick_cb, self);
}

static void
boots_said_cb (EbbRole role, const uint8_t *bytes, size_t size, gpointer user_data)
{
  EbbSimLink *self = EBB_SIM_LINK (user_data);
  Message    *message;

  if (self->state != EBB_LINK_READY || !self->is_subscribed[role])
    return;
  message = g_new0 (Message, 1);
  message->role = role;
  message->size = MIN (size, sizeof message->bytes);
  memcpy (message->bytes, bytes, message->size);
  g_queue_push_tail (&self->messages, message);
}

static void
link_dropped_cb (EbbSimLink *self)
{
  if (self->state == EBB_LINK_DISCONNECTED)
    return;
  self->is_drop_seen = TRUE;
  catch_up_in (self, 0);
}

static const char *
ebb_sim_link_get_identity (EbbLink *link)
{
  return EBB_SIM_LINK (link)->identity;
}

static EbbDefinition *
ebb_sim_link_get_definition (EbbLink *link)
{
  return EBB_SIM_LINK (link)->definition;
}

static EbbLinkState
ebb_sim_link_get_state (EbbLink *link)
{
  return EBB_SIM_LINK (link)->state;
}

static gboolean
ebb_sim_link_is_paired (EbbLink *link)
{
  return EBB_SIM_LINK (link)->is_paired;
}

static gboolean
connect_step_cb (gpointer user_data)
{
  EbbSimLink *self = EBB_SIM_LINK (user_data);
  g_autoptr (GTask) task = NULL;
  gboolean is_cancelled = g_cancellable_is_cancelled (g_task_get_cancellable (self->connect_task));

  ebb_sim_boots_advance_to (self->boots, ebb_clock_get_boottime_us (self->clock));
  self->connect_left_ms -= CONNECT_STEP_MS;
  if (!is_cancelled && self->connect_left_ms > 0
      && ebb_sim_boots_get_fault (self->boots, EBB_SIM_FAULT_DROP_LINK) > 0)
    return G_SOURCE_CONTINUE;

  self->connect_timeout_id = 0;
  task = g_steal_pointer (&self->connect_task);
  if (is_cancelled)
    {
      set_state (self, EBB_LINK_DISCONNECTED);
      g_task_return_error_if_cancelled (task);
    }
  else if (ebb_sim_boots_get_fault (self->boots, EBB_SIM_FAULT_DROP_LINK) > 0)
    {
      set_state (self, EBB_LINK_DISCONNECTED);
      g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_UNREACHABLE,
                               "boots %s did not answer within %d s", self->identity,
                               CONNECT_MAX_MS / 1000);
    }
  else
    {
      ebb_sim_boots_link_changed (self->boots, TRUE);
      set_state (self, EBB_LINK_READY);
      g_task_return_boolean (task, TRUE);
    }
  return G_SOURCE_REMOVE;
}

static void
ebb_sim_link_connect_async (EbbLink            *link,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  EbbSimLink *self = EBB_SIM_LINK (link);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ebb_sim_link_connect_async);
  if (self->state == EBB_LINK_READY)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (self->connect_task != NULL)
    {
      g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_BUSY,
                               "boots %s are being connected already", self->identity);
      return;
    }
  self->connect_task = g_steal_pointer (&task);
  self->connect_left_ms = CONNECT_MAX_MS;
  self->is_drop_seen = FALSE;
  self->connect_timeout_id =
      ebb_clock_add_timeout (self->clock, CONNECT_STEP_MS, connect_step_cb, self);
  start_ticking (self);
  set_state (self, EBB_LINK_CONNECTING);
}

static gboolean
finish_boolean (EbbLink *link G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
ebb_sim_link_disconnect (EbbLink *link)
{
  EbbSimLink *self = EBB_SIM_LINK (link);

  if (self->state != EBB_LINK_DISCONNECTED)
    go_down (self, "the link was closed");
}

static void
ebb_sim_link_forget_async (EbbLink            *link,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  EbbSimLink *self = EBB_SIM_LINK (link);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ebb_sim_link_forget_async);
  if (self->pairing == EBB_SIM_PAIRING_DONE)
    self->pairing = EBB_SIM_PAIRING_JUST_WORKS;
  self->is_paired = FALSE;
  ebb_sim_link_disconnect (link);
  ebb_link_emit_state_changed (link);
  g_task_return_boolean (task, TRUE);
}

static gboolean
ebb_sim_link_send (EbbLink *link, EbbRole role, const uint8_t *bytes, size_t size, GError **error)
{
  EbbSimLink *self = EBB_SIM_LINK (link);

  if (self->state != EBB_LINK_READY)
    {
      g_set_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED,
                   "boots %s are not connected", self->identity);
      return FALSE;
    }
  ebb_sim_boots_advance_to (self->boots, ebb_clock_get_boottime_us (self->clock));
  /* What becomes of it is not for the sender to know: a radio does not say either. */
  ebb_sim_boots_write (self->boots, role, bytes, size, self->is_paired);
  ebb_sim_link_catch_up_soon (self);
  return TRUE;
}

static void
ebb_sim_link_set_receiver (EbbLink *link, EbbLinkReceiver receiver, gpointer user_data)
{
  EbbSimLink *self = EBB_SIM_LINK (link);

  self->receiver = receiver;
  self->receiver_data = user_data;
}

static int
ebb_sim_link_dup_stop_descriptor (EbbLink *link G_GNUC_UNUSED)
{
  return -1;
}

static void
link_iface_init (EbbLinkInterface *iface)
{
  iface->get_identity = ebb_sim_link_get_identity;
  iface->get_definition = ebb_sim_link_get_definition;
  iface->get_state = ebb_sim_link_get_state;
  iface->is_paired = ebb_sim_link_is_paired;
  iface->connect_async = ebb_sim_link_connect_async;
  iface->connect_finish = finish_boolean;
  iface->disconnect = ebb_sim_link_disconnect;
  iface->pair_async = ebb_sim_link_pair_async;
  iface->pair_finish = finish_boolean;
  iface->answer_pairing = ebb_sim_link_answer_pairing;
  iface->forget_async = ebb_sim_link_forget_async;
  iface->forget_finish = finish_boolean;
  iface->subscribe_async = ebb_sim_link_subscribe_async;
  iface->subscribe_finish = finish_boolean;
  iface->read_async = ebb_sim_link_read_async;
  iface->read_finish = ebb_sim_link_read_finish;
  iface->send = ebb_sim_link_send;
  iface->set_receiver = ebb_sim_link_set_receiver;
  iface->dup_stop_descriptor = ebb_sim_link_dup_stop_descriptor;
}

static void
ebb_sim_link_dispose (GObject *object)
{
  EbbSimLink *self = EBB_SIM_LINK (object);

  ebb_clock_clear (self->clock, &self->tick_id);
  ebb_clock_clear (self->clock, &self->soon_id);
  ebb_clock_clear (self->clock, &self->connect_timeout_id);
  ebb_clock_clear (self->clock, &self->read_timeout_id);
  ebb_clock_clear (self->clock, &self->pair_timeout_id);
  g_queue_clear_full (&self->messages, g_free);
  self->receiver = NULL;
  if (self->boots != NULL)
    ebb_sim_boots_set_output (self->boots, NULL, NULL);
  G_OBJECT_CLASS (ebb_sim_link_parent_class)->dispose (object);
}

static void
ebb_sim_link_finalize (GObject *object)
{
  EbbSimLink *self = EBB_SIM_LINK (object);

  g_clear_pointer (&self->unanswered_reads, g_ptr_array_unref);
  g_clear_pointer (&self->identity, g_free);
  g_clear_object (&self->definition);
  g_clear_object (&self->boots);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (ebb_sim_link_parent_class)->finalize (object);
}

static void
ebb_sim_link_class_init (EbbSimLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_sim_link_dispose;
  G_OBJECT_CLASS (klass)->finalize = ebb_sim_link_finalize;
}

static void
ebb_sim_link_init (EbbSimLink *self)
{
  g_queue_init (&self->messages);
  self->unanswered_reads = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * ebb_sim_link_new:
 * @clock: what the boots live by; may run at any speed
 * @definition: (nullable): what kind of boots they are
 * @pairing: how they pair; with %EBB_SIM_PAIRING_DONE the link is encrypted from the start
 *
 * Returns: (transfer full): a link, disconnected
 */
EbbSimLink *
ebb_sim_link_new (EbbSimBoots   *boots,
                  EbbClock      *clock,
                  EbbDefinition *definition,
                  const char    *identity,
                  EbbSimPairing  pairing)
{
  EbbSimLink *self = g_object_new (EBB_TYPE_SIM_LINK, NULL);

  self->boots = g_object_ref (boots);
  self->clock = g_object_ref (clock);
  g_set_object (&self->definition, definition);
  self->identity = g_strdup (identity);
  self->pairing = pairing;
  self->is_paired = pairing == EBB_SIM_PAIRING_DONE;
  ebb_sim_boots_set_output (boots, boots_said_cb, self);
  ebb_sim_boots_advance_to (boots, ebb_clock_get_boottime_us (clock));
  g_signal_connect_object (boots, "link-dropped", G_CALLBACK (link_dropped_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * ebb_sim_link_get_boots:
 *
 * Returns: the boots at the other end
 */
EbbSimBoots *
ebb_sim_link_get_boots (EbbSimLink *self)
{
  g_return_val_if_fail (EBB_IS_SIM_LINK (self), NULL);
  return self->boots;
}
