/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-connecting-private.h"
#include "ebb-bluez-error-private.h"

/* From a disconnected link to a ready one, as a task of steps. The link holds the task while it
 * runs; a call that comes back for another task than that is of the past. */

/* Engineering choices. Boots that are on answer an attempt within 2 s; BlueZ gives up after 41 s,
 * and now and then makes a connection that ends at once, or hangs in one that a second attempt
 * makes in no time (seen with 5.66, after a disconnection). */
#define CONNECT_MAX_MS 20000
#define ATTEMPT_MAX_MS 7000
#define FIRST_PAUSE_MS 250
#define LAST_PAUSE_MS 2000
/* Boots that forgot the bond end each connection as soon as it is to be encrypted, and BlueZ says no
 * more than that it was ended. Radio alone does so now and then, not so often in a row. */
#define ENDED_MAX 8

static void
free_connecting (gpointer data)
{
  EbbBluezConnecting *connecting = data;

  ebb_clock_clear (connecting->clock, &connecting->timeout_id);
  ebb_clock_clear (connecting->clock, &connecting->attempt_id);
  g_clear_signal_handler (&connecting->caller_handler_id, connecting->caller);
  g_clear_object (&connecting->caller);
  g_clear_object (&connecting->calls);
  g_clear_object (&connecting->clock);
  g_free (connecting);
}

/* Ends the task's timeout and calls; (transfer full): the task, to be returned. */
static GTask *
end_task (EbbBluezLink *self)
{
  GTask              *task = g_steal_pointer (&self->connect_task);
  EbbBluezConnecting *connecting = g_task_get_task_data (task);

  ebb_clock_clear (connecting->clock, &connecting->timeout_id);
  ebb_clock_clear (connecting->clock, &connecting->attempt_id);
  g_clear_signal_handler (&connecting->caller_handler_id, connecting->caller);
  g_cancellable_cancel (connecting->calls);
  return task;
}

/* Whether BlueZ has a connection to give up, or an attempt at one. */
static gboolean
is_to_leave (EbbBluezLink *self)
{
  g_autoptr (EbbBluezDevice1) device = NULL;

  if (ebb_bluez_link_get_connecting (self)->step < EBB_BLUEZ_CONNECTING_CONNECT)
    return FALSE;
  device = ebb_bluez_link_find_device (self);
  return device != NULL
         && (ebb_bluez_link_get_connecting (self)->step == EBB_BLUEZ_CONNECTING_CONNECT
             || ebb_bluez_device1_get_connected (device));
}

/* Ends connecting, if it runs, with @take_error. */
void
ebb_bluez_link_fail_connecting (EbbBluezLink *self, GError *take_error)
{
  g_autoptr (GTask) task = NULL;
  gboolean has_to_leave;

  if (self->connect_task == NULL)
    {
      g_error_free (take_error);
      return;
    }
  self->is_of_others =
      self->is_of_others || g_error_matches (take_error, EBB_LINK_ERROR, EBB_LINK_ERROR_BUSY);
  has_to_leave = is_to_leave (self);
  task = end_task (self);
  ebb_bluez_link_close (self);
  if (has_to_leave)
    ebb_bluez_link_leave (self);
  ebb_bluez_link_set_state (self, EBB_LINK_DISCONNECTED);
  g_task_return_error (task, take_error);
}

static void begin_to_connect (EbbBluezLink *self);

static gboolean
pause_over_cb (gpointer user_data)
{
  EbbBluezLink *self = EBB_BLUEZ_LINK (user_data);

  ebb_bluez_link_get_connecting (self)->attempt_id = 0;
  begin_to_connect (self);
  return G_SOURCE_REMOVE;
}

static gboolean
connect_timed_out_cb (gpointer user_data)
{
  EbbBluezLink *self = EBB_BLUEZ_LINK (user_data);

  ebb_bluez_link_get_connecting (self)->timeout_id = 0;
  ebb_bluez_link_fail_connecting (self, g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_UNREACHABLE,
                                                     "boots %s did not answer within %d s",
                                                     self->identity, CONNECT_MAX_MS / 1000));
  return G_SOURCE_REMOVE;
}

/* What this attempt has, and has under way, is of the past. */
static void
end_attempt (EbbBluezLink *self)
{
  EbbBluezConnecting *connecting = ebb_bluez_link_get_connecting (self);

  g_cancellable_cancel (connecting->calls);
  g_object_unref (connecting->calls);
  connecting->calls = g_cancellable_new ();
  connecting->is_foreign = FALSE;
  connecting->is_stop_asked = FALSE;
  connecting->holds_left = 0;
  ebb_clock_clear (self->clock, &connecting->attempt_id);
  ebb_bluez_link_close (self);
}

/* Why no link can be made at all, whatever the boots do: (transfer full) (nullable). */
static GError *
find_radio_obstacle (EbbBluezLink *self)
{
  g_autoptr (EbbScanner) scanner = g_weak_ref_get (&self->scanner);
  EbbRadioState state = scanner != NULL ? ebb_scanner_get_radio_state (scanner) : EBB_RADIO_READY;

  if (state != EBB_RADIO_READY)
    return g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_UNAVAILABLE, "no Bluetooth: %s",
                        ebb_radio_state_to_string (state));
  if (ebb_bluez_bus_get_state (self->bus) != EBB_BLUEZ_BUS_UP)
    return g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_UNAVAILABLE,
                        "the Bluetooth service does not answer");
  return NULL;
}

/* Why another attempt would end like those before: (transfer full) (nullable). */
static GError *
find_bond_obstacle (EbbBluezLink *self)
{
  EbbBluezConnecting *connecting = ebb_bluez_link_get_connecting (self);

  connecting->n_ended = connecting->has_come_up ? connecting->n_ended + 1 : 0;
  if (connecting->n_ended < ENDED_MAX || !ebb_link_is_paired (EBB_LINK (self)))
    return NULL;
  return g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_BOND_LOST,
                      "boots %s ended each of %u connections at once, as those do that have "
                      "forgotten the bond",
                      self->identity, connecting->n_ended);
}

/* Makes another attempt after a pause, or fails with @take_error if there is no time for one. */
void
ebb_bluez_link_retry_connecting (EbbBluezLink *self, GError *take_error)
{
  EbbBluezConnecting *connecting = ebb_bluez_link_get_connecting (self);
  GError             *obstacle = find_radio_obstacle (self);
  gint64 left_ms = (connecting->deadline_us - ebb_clock_get_boottime_us (self->clock)) / 1000;

  if (obstacle == NULL)
    obstacle = find_bond_obstacle (self);
  if (obstacle != NULL || left_ms <= connecting->pause_ms)
    {
      ebb_bluez_link_fail_connecting (self, obstacle != NULL ? obstacle : take_error);
      if (obstacle != NULL)
        g_error_free (take_error);
      return;
    }
  g_debug ("%s; once more", take_error->message);
  g_error_free (take_error);
  end_attempt (self);
  ebb_clock_clear (self->clock, &connecting->timeout_id);
  connecting->timeout_id =
      ebb_clock_add_timeout (self->clock, (guint) left_ms, connect_timed_out_cb, self);
  connecting->step = EBB_BLUEZ_CONNECTING_PAUSE;
  connecting->attempt_id =
      ebb_clock_add_timeout (self->clock, connecting->pause_ms, pause_over_cb, self);
  connecting->pause_ms = MIN (connecting->pause_ms * 2, LAST_PAUSE_MS);
  ebb_bluez_link_set_state (self, EBB_LINK_CONNECTING);
}

/* Every descriptor is held. */
void
ebb_bluez_link_succeed_connecting (EbbBluezLink *self)
{
  g_autoptr (GTask) task = end_task (self);

  self->is_of_others = FALSE;
  ebb_bluez_link_set_state (self, EBB_LINK_READY);
  g_task_return_boolean (task, TRUE);
}

static void
asked_connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  EbbBluezLink *self = g_task_get_source_object (task);
  g_autoptr (GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, NULL);
  g_autoptr (GVariant) value = NULL;

  if (self->connect_task != task
      || ebb_bluez_link_get_connecting (self)->step != EBB_BLUEZ_CONNECTING_CONNECT)
    return;
  if (reply != NULL)
    {
      g_variant_get (reply, "(v)", &value);
      g_dbus_proxy_set_cached_property (G_DBUS_PROXY (source), "Connected", value);
    }
  ebb_bluez_link_begin_to_resolve (self);
}

/* BlueZ 5.66 on a busy machine learns of the connection from Connect() before it hears of it from
 * the kernel ("is already connected"), and then never says that Connected has changed. */
static void
resolve_connected (EbbBluezLink *self, EbbBluezDevice1 *device)
{
  if (ebb_bluez_device1_get_connected (device))
    ebb_bluez_link_begin_to_resolve (self);
  else
    g_dbus_proxy_call (G_DBUS_PROXY (device), "org.freedesktop.DBus.Properties.Get",
                       g_variant_new ("(ss)", EBB_BLUEZ_INTERFACE_DEVICE, "Connected"),
                       G_DBUS_CALL_FLAGS_NONE, -1, ebb_bluez_link_get_connecting (self)->calls,
                       asked_connected_cb, g_object_ref (self->connect_task));
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  EbbBluezLink *self = g_task_get_source_object (task);
  GError       *error = NULL;

  ebb_bluez_device1_call_connect_finish (EBB_BLUEZ_DEVICE1 (source), result, &error);
  if (self->connect_task != task || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&error);
      return;
    }
  if (ebb_bluez_error_is (error, "InProgress"))
    {
      /* Another program's attempt, or one of ours from before: its end shows as Connected. */
      g_clear_error (&error);
      ebb_bluez_link_get_connecting (self)->is_foreign = TRUE;
      ebb_bluez_link_advance_connecting (self);
      return;
    }
  if (error == NULL || ebb_bluez_error_is (error, "AlreadyConnected"))
    {
      g_clear_error (&error);
      resolve_connected (self, EBB_BLUEZ_DEVICE1 (source));
      return;
    }
  ebb_bluez_error_convert (&error, NULL, "connecting to %s", self->identity);
  if (g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED))
    error->code = EBB_LINK_ERROR_UNREACHABLE;
  if (error->code == EBB_LINK_ERROR_UNREACHABLE)
    ebb_bluez_link_retry_connecting (self, error);
  else
    ebb_bluez_link_fail_connecting (self, error);
}

static gboolean
attempt_timed_out_cb (gpointer user_data)
{
  EbbBluezLink       *self = EBB_BLUEZ_LINK (user_data);
  EbbBluezConnecting *connecting = ebb_bluez_link_get_connecting (self);

  connecting->attempt_id = 0;
  if (connecting->is_foreign)
    return G_SOURCE_REMOVE;
  g_debug ("boots %s did not answer an attempt within %d ms", self->identity, ATTEMPT_MAX_MS);
  end_attempt (self);
  connecting->step = EBB_BLUEZ_CONNECTING_LEAVE;
  ebb_bluez_link_leave (self);
  ebb_bluez_link_advance_connecting (self);
  return G_SOURCE_REMOVE;
}

static void
begin_to_connect (EbbBluezLink *self)
{
  g_autoptr (EbbBluezDevice1) device = ebb_bluez_link_find_device (self);
  EbbBluezConnecting *connecting = ebb_bluez_link_get_connecting (self);
  GError             *obstacle = find_radio_obstacle (self);

  if (obstacle == NULL && device == NULL)
    obstacle = g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_UNREACHABLE,
                            "boots %s were not heard lately", self->identity);
  if (obstacle != NULL)
    {
      ebb_bluez_link_fail_connecting (self, obstacle);
      return;
    }
  self->is_of_others = self->is_of_others && ebb_bluez_device1_get_connected (device);
  connecting->step = EBB_BLUEZ_CONNECTING_CONNECT;
  connecting->has_come_up = FALSE;
  /* Asked even if Connected says it is: the property may be of a connection that has just ended,
   * and the answer comes after all that BlueZ said before. */
  connecting->attempt_id =
      ebb_clock_add_timeout (self->clock, ATTEMPT_MAX_MS, attempt_timed_out_cb, self);
  ebb_bluez_device1_call_connect (device, connecting->calls, connected_cb,
                                  g_object_ref (self->connect_task));
}

static void
scan_stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  EbbBluezLink *self = g_task_get_source_object (task);

  /* A scan that does not end is a nuisance, not a reason not to connect. */
  ebb_scanner_stop_finish (EBB_SCANNER (source), result, NULL);
  if (self->connect_task == task)
    begin_to_connect (self);
}

static void
begin_to_stop_scan (EbbBluezLink *self)
{
  g_autoptr (EbbScanner) scanner = g_weak_ref_get (&self->scanner);

  ebb_bluez_link_get_connecting (self)->step = EBB_BLUEZ_CONNECTING_STOP_SCAN;
  if (scanner != NULL)
    ebb_scanner_stop_async (scanner, NULL, scan_stopped_cb, g_object_ref (self->connect_task));
  else
    begin_to_connect (self);
}

/* Something changed that connecting may have waited for. */
void
ebb_bluez_link_advance_connecting (EbbBluezLink *self)
{
  g_autoptr (EbbBluezDevice1) device = ebb_bluez_link_find_device (self);
  const gboolean is_connected = device != NULL && ebb_bluez_device1_get_connected (device);

  if (self->connect_task == NULL)
    return;
  switch (ebb_bluez_link_get_connecting (self)->step)
    {
    case EBB_BLUEZ_CONNECTING_LEAVE:
      if (self->leaving == 0)
        begin_to_stop_scan (self);
      break;
    case EBB_BLUEZ_CONNECTING_CONNECT:
      ebb_bluez_link_get_connecting (self)->has_come_up |= is_connected;
      if (ebb_bluez_link_get_connecting (self)->is_foreign && is_connected)
        ebb_bluez_link_begin_to_resolve (self);
      break;
    case EBB_BLUEZ_CONNECTING_RESOLVE:
      ebb_bluez_link_resolve (self);
      break;
    case EBB_BLUEZ_CONNECTING_HOLD:
      if (!is_connected)
        ebb_bluez_link_resolve (self);
      break;
    case EBB_BLUEZ_CONNECTING_PAUSE:
    case EBB_BLUEZ_CONNECTING_STOP_SCAN:
    default:
      break;
    }
}

static void
caller_cancelled_cb (GCancellable *caller G_GNUC_UNUSED, gpointer user_data)
{
  ebb_bluez_link_fail_connecting (
      EBB_BLUEZ_LINK (user_data),
      g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "connecting was cancelled"));
}

/* Why connecting cannot begin, if it cannot. */
static GError *
find_obstacle (EbbBluezLink *self, GCancellable *cancellable)
{
  GError *error = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, &error))
    return error;
  if (self->connect_task != NULL)
    return g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_BUSY, "boots %s are being connected already",
                        self->identity);
  return find_radio_obstacle (self);
}

static void
begin (EbbBluezLink *self, GTask *task, GCancellable *cancellable)
{
  EbbBluezConnecting *connecting = g_new0 (EbbBluezConnecting, 1);

  connecting->calls = g_cancellable_new ();
  connecting->clock = g_object_ref (self->clock);
  connecting->pause_ms = FIRST_PAUSE_MS;
  connecting->deadline_us =
      ebb_clock_get_boottime_us (self->clock) + CONNECT_MAX_MS * (gint64) 1000;
  connecting->timeout_id =
      ebb_clock_add_timeout (self->clock, CONNECT_MAX_MS, connect_timed_out_cb, self);
  g_task_set_task_data (task, connecting, free_connecting);
  self->connect_task = g_object_ref (task);
  if (g_set_object (&connecting->caller, cancellable) && cancellable != NULL)
    connecting->caller_handler_id =
        g_signal_connect (cancellable, "cancelled", G_CALLBACK (caller_cancelled_cb), self);
}

void
ebb_bluez_link_connect_async (EbbLink            *link,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  EbbBluezLink *self = EBB_BLUEZ_LINK (link);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError *obstacle = find_obstacle (self, cancellable);

  g_task_set_source_tag (task, ebb_bluez_link_connect_async);
  if (obstacle != NULL)
    {
      g_task_return_error (task, obstacle);
      return;
    }
  if (self->state == EBB_LINK_READY)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  begin (self, task, cancellable);
  ebb_bluez_link_set_state (self, EBB_LINK_CONNECTING);
  ebb_bluez_link_advance_connecting (self);
}

gboolean
ebb_bluez_link_connect_finish (EbbLink *link G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
