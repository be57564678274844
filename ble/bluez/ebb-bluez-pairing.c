/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-error-private.h"
#include "ebb-bluez-link-private.h"

/* Pairing, with an agent that lives as long as it does; and forgetting. */

/* Offers numeric comparison and entering a code, and Just Works with boots that have neither a
 * display nor keys. */
#define CAPABILITY "KeyboardDisplay"
/* The person has to look at the boots and answer; BlueZ's own limit for each step is 30 s. */
#define PAIR_MAX_MS 60000
/* A side that has waited so long for the other's next message ends the link (Core Specification,
 * Security Manager, 3.4). */
#define STEP_MAX_MS 30000
#define FORGET_MAX_MS 10000

typedef struct
{
  /* owned */
  GCancellable    *calls;
  GCancellable    *caller; /* (nullable) */
  EbbClock        *clock;
  GError          *hold_error; /* (nullable) */
  EbbBluezDevice1 *device;     /* (nullable): the one whose services are waited for */

  /* state */
  gulong   resolved_handler_id;
  guint    timeout_id;
  gulong   caller_handler_id;
  gboolean is_pairing; /* Pair() was called and not answered */
  gint64   began_us;   /* boot time of that call */
  guint    holds_left;
} Pairing;

static void
free_pairing (gpointer data)
{
  Pairing *pairing = data;

  ebb_clock_clear (pairing->clock, &pairing->timeout_id);
  g_clear_signal_handler (&pairing->caller_handler_id, pairing->caller);
  g_clear_signal_handler (&pairing->resolved_handler_id, pairing->device);
  g_clear_object (&pairing->device);
  g_clear_object (&pairing->caller);
  g_clear_object (&pairing->calls);
  g_clear_object (&pairing->clock);
  g_clear_error (&pairing->hold_error);
  g_free (pairing);
}

/* Whatever becomes of pairing, the agent goes. */
static void
retire_agent (EbbBluezLink *self)
{
  g_autoptr (EbbBluezAgent) agent = g_steal_pointer (&self->agent);
  g_autoptr (GDBusProxy) manager = NULL;

  if (agent == NULL)
    return;
  ebb_bluez_agent_unexport (agent);
  manager = ebb_bluez_bus_find (self->bus, EBB_BLUEZ_ROOT_PATH, EBB_BLUEZ_INTERFACE_AGENT_MANAGER);
  if (manager != NULL)
    ebb_bluez_agent_manager1_call_unregister_agent (
        EBB_BLUEZ_AGENT_MANAGER1 (manager), ebb_bluez_agent_get_path (agent), NULL, NULL, NULL);
}

/* (transfer full): the task, to be returned */
static GTask *
end_task (EbbBluezLink *self)
{
  GTask   *task = g_steal_pointer (&self->pair_task);
  Pairing *pairing = g_task_get_task_data (task);

  ebb_clock_clear (pairing->clock, &pairing->timeout_id);
  g_clear_signal_handler (&pairing->caller_handler_id, pairing->caller);
  g_clear_signal_handler (&pairing->resolved_handler_id, pairing->device);
  g_cancellable_cancel (pairing->calls);
  retire_agent (self);
  return task;
}

/* Ends pairing, if it runs, with @take_error. */
void
ebb_bluez_link_fail_pairing (EbbBluezLink *self, GError *take_error)
{
  g_autoptr (EbbBluezDevice1) device = NULL;
  g_autoptr (GTask) task = NULL;

  if (self->pair_task == NULL)
    {
      g_error_free (take_error);
      return;
    }
  task = end_task (self);
  device = ebb_bluez_link_find_device (self);
  if (device != NULL && ((Pairing *) g_task_get_task_data (task))->is_pairing)
    ebb_bluez_device1_call_cancel_pairing (device, NULL, NULL, NULL);
  g_task_return_error (task, take_error);
}

static void
held_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Pairing *pairing = g_task_get_task_data (task);
  GError  *error = NULL;

  /* A link that went meanwhile says so itself, and the bond is there all the same. */
  if (!ebb_bluez_characteristic_hold_finish (EBB_BLUEZ_CHARACTERISTIC (source), result, &error)
      && g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_BUSY)
      && pairing->hold_error == NULL)
    pairing->hold_error = g_steal_pointer (&error);
  g_clear_error (&error);
  if (--pairing->holds_left > 0)
    return;
  if (pairing->hold_error != NULL)
    g_task_return_error (task, g_steal_pointer (&pairing->hold_error));
  else
    g_task_return_boolean (task, TRUE);
}

/* The bond opened what was closed before. */
static void
hold_rest (EbbBluezLink *self, GTask *task)
{
  static const EbbRole written[] = { EBB_ROLE_CONTROL, EBB_ROLE_PROGRAM };
  Pairing             *pairing = g_task_get_task_data (task);

  if (self->state == EBB_LINK_READY)
    for (gsize i = 0; i < G_N_ELEMENTS (written); i++)
      {
        if (self->characteristics[written[i]] == NULL)
          continue;
        pairing->holds_left++;
        ebb_bluez_characteristic_hold_async (self->characteristics[written[i]], NULL, held_cb,
                                             g_object_ref (task));
      }
  if (pairing->holds_left == 0)
    g_task_return_boolean (task, TRUE);
}

/* BlueZ 5.66 says of each link that ended meanwhile that pairing was cancelled; what is cancelled
 * here has ended before it says so. A link that ended when a side had waited for as long as it may
 * was given up for that. */
static EbbLinkErrorCode
judge_failure (EbbBluezLink *self, EbbLinkErrorCode code)
{
  Pairing     *pairing = g_task_get_task_data (self->pair_task);
  const gint64 lasted_us = ebb_clock_get_boottime_us (self->clock) - pairing->began_us;

  if (code == EBB_LINK_ERROR_PAIRING_CANCELLED)
    code = lasted_us >= STEP_MAX_MS * 1000LL ? EBB_LINK_ERROR_PAIRING_TIMED_OUT
                                             : EBB_LINK_ERROR_PAIRING_LOST;
  return ebb_bluez_agent_judge (self->agent, code);
}

static void
paired_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  EbbBluezLink *self = g_task_get_source_object (task);
  GError       *error = NULL;

  ebb_bluez_device1_call_pair_finish (EBB_BLUEZ_DEVICE1 (source), result, &error);
  if (self->pair_task != task)
    {
      g_clear_error (&error);
      return;
    }
  ((Pairing *) g_task_get_task_data (task))->is_pairing = FALSE;
  if (error == NULL || ebb_bluez_error_is (error, "AlreadyExists"))
    {
      g_autoptr (GTask) ended = end_task (self);

      g_clear_error (&error);
      hold_rest (self, ended);
      return;
    }
  ebb_bluez_error_convert (&error, NULL, "pairing %s", self->identity);
  if (error->domain == EBB_LINK_ERROR)
    error->code = (int) judge_failure (self, (EbbLinkErrorCode) error->code);
  ebb_bluez_link_fail_pairing (self, error);
}

static void
call_pair (EbbBluezLink *self)
{
  Pairing *pairing = g_task_get_task_data (self->pair_task);

  g_clear_signal_handler (&pairing->resolved_handler_id, pairing->device);
  pairing->is_pairing = TRUE;
  pairing->began_us = ebb_clock_get_boottime_us (self->clock);
  ebb_bluez_device1_call_pair (pairing->device, pairing->calls, paired_cb,
                               g_object_ref (self->pair_task));
}

static void
resolved_cb (EbbBluezLink *self)
{
  Pairing *pairing = g_task_get_task_data (self->pair_task);

  if (ebb_bluez_device1_get_services_resolved (pairing->device))
    call_pair (self);
}

/* BlueZ 5.66 answers Pair() only when nothing else is looking at the services: called while it
 * still asks for them, or before there is a link, the bond is made and the answer never comes. */
static void
pair_when_resolved (EbbBluezLink *self, EbbBluezDevice1 *device)
{
  Pairing *pairing = g_task_get_task_data (self->pair_task);

  pairing->device = g_object_ref (device);
  pairing->resolved_handler_id = g_signal_connect_swapped (device, "notify::services-resolved",
                                                           G_CALLBACK (resolved_cb), self);
  resolved_cb (self);
}

static void
linked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  EbbBluezLink *self = g_task_get_source_object (task);
  GError       *error = NULL;

  ebb_bluez_device1_call_connect_finish (EBB_BLUEZ_DEVICE1 (source), result, &error);
  if (self->pair_task != task)
    {
      g_clear_error (&error);
      return;
    }
  if (error == NULL)
    {
      pair_when_resolved (self, EBB_BLUEZ_DEVICE1 (source));
      return;
    }
  ebb_bluez_error_convert (&error, NULL, "connecting to pair %s", self->identity);
  ebb_bluez_link_fail_pairing (self, error);
}

static void
registered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  EbbBluezLink *self = g_task_get_source_object (task);
  g_autoptr (EbbBluezDevice1) device = NULL;
  Pairing *pairing = g_task_get_task_data (task);
  GError  *error = NULL;

  ebb_bluez_agent_manager1_call_register_agent_finish (EBB_BLUEZ_AGENT_MANAGER1 (source), result,
                                                       &error);
  if (self->pair_task != task)
    {
      g_clear_error (&error);
      return;
    }
  device = ebb_bluez_link_find_device (self);
  if (ebb_bluez_error_is (error, "AlreadyExists"))
    {
      /* BlueZ keeps one agent for each program. */
      g_clear_error (&error);
      g_set_error (&error, EBB_LINK_ERROR, EBB_LINK_ERROR_BUSY, "other boots are being paired");
    }
  else if (error == NULL && device == NULL)
    g_set_error (&error, EBB_LINK_ERROR, EBB_LINK_ERROR_UNREACHABLE,
                 "boots %s went before they were paired", self->identity);
  if (error != NULL)
    {
      ebb_bluez_error_convert (&error, NULL, "registering an agent");
      ebb_bluez_link_fail_pairing (self, error);
      return;
    }
  if (ebb_bluez_device1_get_connected (device))
    pair_when_resolved (self, device);
  else
    ebb_bluez_device1_call_connect (device, pairing->calls, linked_cb, g_steal_pointer (&task));
}

static void
need_cb (EbbPairingNeed need, guint code, gpointer user_data)
{
  ebb_link_emit_pairing_needed (EBB_LINK (user_data), need, code);
}

static void
register_agent (EbbBluezLink *self)
{
  Pairing *pairing = g_task_get_task_data (self->pair_task);
  g_autoptr (GDBusProxy) manager =
      ebb_bluez_bus_find (self->bus, EBB_BLUEZ_ROOT_PATH, EBB_BLUEZ_INTERFACE_AGENT_MANAGER);
  GError *error = NULL;

  self->agent =
      ebb_bluez_agent_new (ebb_bluez_bus_get_connection (self->bus),
                           ebb_bluez_bus_get_owner (self->bus), self->device_path, need_cb, self);
  if (manager == NULL)
    g_set_error (&error, EBB_LINK_ERROR, EBB_LINK_ERROR_UNAVAILABLE,
                 "the Bluetooth service takes no agents");
  if (error != NULL || !ebb_bluez_agent_export (self->agent, &error))
    {
      ebb_bluez_error_convert (&error, NULL, "offering an agent");
      ebb_bluez_link_fail_pairing (self, error);
      return;
    }
  ebb_bluez_agent_manager1_call_register_agent (
      EBB_BLUEZ_AGENT_MANAGER1 (manager), ebb_bluez_agent_get_path (self->agent), CAPABILITY,
      pairing->calls, registered_cb, g_object_ref (self->pair_task));
}

static void
scan_stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  EbbBluezLink *self = g_task_get_source_object (task);

  /* As for connecting: a scan that does not end is no reason not to pair. */
  ebb_scanner_stop_finish (EBB_SCANNER (source), result, NULL);
  if (self->pair_task == task)
    register_agent (self);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  EbbBluezLink *self = EBB_BLUEZ_LINK (source);
  GError       *error = NULL;

  if (!ebb_link_connect_finish (EBB_LINK (source), result, &error) && self->pair_task == task)
    ebb_bluez_link_fail_pairing (self, g_steal_pointer (&error));
  else if (self->pair_task == task)
    register_agent (self);
  g_clear_error (&error);
}

static gboolean
timed_out_cb (gpointer user_data)
{
  EbbBluezLink *self = EBB_BLUEZ_LINK (user_data);

  ((Pairing *) g_task_get_task_data (self->pair_task))->timeout_id = 0;
  ebb_bluez_link_fail_pairing (self, g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_PAIRING_TIMED_OUT,
                                                  "boots %s were not paired within %d s",
                                                  self->identity, PAIR_MAX_MS / 1000));
  return G_SOURCE_REMOVE;
}

static void
caller_cancelled_cb (GCancellable *caller G_GNUC_UNUSED, gpointer user_data)
{
  ebb_bluez_link_fail_pairing (
      EBB_BLUEZ_LINK (user_data),
      g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_PAIRING_CANCELLED, "pairing was cancelled"));
}

static void
begin (EbbBluezLink *self, GTask *task, GCancellable *cancellable)
{
  Pairing *pairing = g_new0 (Pairing, 1);
  g_autoptr (EbbScanner) scanner = g_weak_ref_get (&self->scanner);

  pairing->calls = g_cancellable_new ();
  pairing->clock = g_object_ref (self->clock);
  pairing->timeout_id = ebb_clock_add_timeout (self->clock, PAIR_MAX_MS, timed_out_cb, self);
  g_task_set_task_data (task, pairing, free_pairing);
  self->pair_task = g_object_ref (task);
  if (cancellable != NULL)
    {
      pairing->caller = g_object_ref (cancellable);
      pairing->caller_handler_id =
          g_signal_connect (cancellable, "cancelled", G_CALLBACK (caller_cancelled_cb), self);
    }
  /* Pair() connects as well, but in 5.66 such a link is never resolved, or never paired. */
  if (self->state != EBB_LINK_READY)
    ebb_link_connect_async (EBB_LINK (self), pairing->calls, connected_cb, g_object_ref (task));
  else if (scanner != NULL)
    ebb_scanner_stop_async (scanner, NULL, scan_stopped_cb, g_object_ref (task));
  else
    register_agent (self);
}

void
ebb_bluez_link_pair_async (EbbLink            *link,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  EbbBluezLink *self = EBB_BLUEZ_LINK (link);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (EbbBluezDevice1) device = ebb_bluez_link_find_device (self);

  g_task_set_source_tag (task, ebb_bluez_link_pair_async);
  if (g_cancellable_is_cancelled (cancellable))
    g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_PAIRING_CANCELLED,
                             "pairing was cancelled");
  else if (self->pair_task != NULL)
    g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_BUSY,
                             "boots %s are being paired already", self->identity);
  else if (device == NULL)
    g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_UNREACHABLE,
                             "boots %s were not heard lately", self->identity);
  /* Asked first: BlueZ's answer to a second Pair() differs between controllers. */
  else if (ebb_bluez_device1_get_paired (device))
    g_task_return_boolean (task, TRUE);
  else
    begin (self, task, cancellable);
}

gboolean
ebb_bluez_link_pair_finish (EbbLink *link G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
ebb_bluez_link_answer_pairing (EbbLink *link, gboolean is_accepted, guint code)
{
  EbbBluezLink *self = EBB_BLUEZ_LINK (link);

  if (self->agent != NULL)
    ebb_bluez_agent_answer (self->agent, is_accepted, code);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  EbbBluezLink *self = g_task_get_source_object (task);
  GError       *error = NULL;

  if (ebb_bluez_adapter1_call_remove_device_finish (EBB_BLUEZ_ADAPTER1 (source), result, &error)
      || ebb_bluez_error_is (error, "DoesNotExist"))
    {
      g_clear_error (&error);
      g_task_return_boolean (task, TRUE);
      return;
    }
  ebb_bluez_error_convert (&error, g_task_get_task_data (task), "forgetting %s", self->identity);
  g_task_return_error (task, error);
}

void
ebb_bluez_link_forget_async (EbbLink            *link,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  EbbBluezLink *self = EBB_BLUEZ_LINK (link);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (EbbBluezDevice1) device = ebb_bluez_link_find_device (self);
  g_autoptr (GDBusProxy) adapter = NULL;
  EbbBluezDeadline *deadline;

  g_task_set_source_tag (task, ebb_bluez_link_forget_async);
  ebb_bluez_link_fail_pairing (self, g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_PAIRING_CANCELLED,
                                                  "boots %s are being forgotten", self->identity));
  if (device != NULL)
    adapter = ebb_bluez_bus_find (self->bus, ebb_bluez_device1_get_adapter (device),
                                  EBB_BLUEZ_INTERFACE_ADAPTER);
  if (adapter == NULL)
    {
      if (ebb_bluez_bus_get_state (self->bus) == EBB_BLUEZ_BUS_UP)
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_UNAVAILABLE,
                                 "the Bluetooth service does not answer");
      return;
    }
  deadline = ebb_bluez_deadline_new (self->clock, FORGET_MAX_MS, cancellable);
  g_task_set_task_data (task, deadline, (GDestroyNotify) ebb_bluez_deadline_free);
  ebb_bluez_adapter1_call_remove_device (
      EBB_BLUEZ_ADAPTER1 (adapter), g_dbus_proxy_get_object_path (G_DBUS_PROXY (device)),
      ebb_bluez_deadline_get_cancellable (deadline), forgotten_cb, g_steal_pointer (&task));
}

gboolean
ebb_bluez_link_forget_finish (EbbLink *link G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
