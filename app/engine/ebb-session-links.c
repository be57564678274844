/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-links-private.h"
#include "ebb-session-readings-private.h"
#include "ebb-session-start-private.h"

/* The links of a session: what goes out on all of them, and how they are brought back. */

/* Without a pause after the first loss; later ones, with the fifth that chance adds, no longer than
 * half the lease, so that Stop has its chance before boots of tier A help themselves. */
static const guint           pauses_ms[] = { 0, 200, 500, 1000, 2000, 4000 };
static const EbbBackOffSteps steps = { pauses_ms, G_N_ELEMENTS (pauses_ms) };

/* A link that takes Stop and lets nothing else through is let go of after so many tries, each of
 * which wrote Stop; engineering choice. A new one may be whole. */
#define MUTE_TRIES_MAX 3

static void connect_link (EbbSessionLink *link);

/* ---- watching ---- */

/* How the boots were when they were asked is of no interest any more. */
static void
drop_question (EbbSessionLink *link)
{
  if (link->reading != NULL)
    g_cancellable_cancel (link->reading);
  g_clear_object (&link->reading);
}

void
ebb_session_drop_questions (EbbSession *self)
{
  for (guint i = 0; i < self->n_links; i++)
    drop_question (&self->link[i]);
}

static void
note_up (EbbSessionLink *link)
{
  const gint64 now_us = ebb_clock_get_boottime_us (link->session->clock);

  /* What was connected by us heard Stop before anything else. What was there is tried for at once
   * when it is lost, early in a session as later. */
  link->stopped_us = link->connecting != NULL ? now_us : 0;
  if (link->connecting != NULL)
    ebb_back_off_note_up (&link->back_off, now_us);
  else
    ebb_back_off_note_found (&link->back_off, now_us);
  link->n_mute_tries = 0;
  link->sample_us = 0;
  link->known_us = 0;
  drop_question (link);
  link->is_renewing = FALSE;
  link->closed_epoch = 0;
  link->closed_us = 0;
  ebb_guard_note_link_back (&link->guard, now_us);
  ebb_session_tell_link (link->session, EBB_EVENT_LINK_BACK, link->index);
}

static void
note_down (EbbSessionLink *link)
{
  EbbSession *self = link->session;

  link->sample_us = 0;
  link->known_us = 0;
  link->stopped_us = 0;
  self->lost_us = ebb_clock_get_boottime_us (self->clock);
  ebb_back_off_note_down (&link->back_off, self->lost_us);
  self->lost_wall_us = ebb_clock_get_wall_us (self->clock);
  ebb_session_tell_link (self, EBB_EVENT_LINK_LOST, link->index);
}

static void
link_changed_cb (EbbController *controller, gpointer user_data)
{
  EbbSessionLink *link = user_data;
  gboolean        is_up = ebb_controller_get_link_state (controller) == EBB_LINK_READY
                   && ebb_controller_is_trusted (controller);

  if (is_up == link->is_up)
    return;
  link->is_up = is_up;
  if (is_up)
    note_up (link);
  else
    note_down (link);
}

static void
telemetry_cb (EbbController *controller G_GNUC_UNUSED,
              EbbTelemetry             *telemetry,
              gint64                    received_us,
              gpointer                  user_data)
{
  ebb_session_take_telemetry (user_data, telemetry, received_us);
}

static void
status_cb (EbbController *controller G_GNUC_UNUSED, EbbStatus *status, gpointer user_data)
{
  ebb_session_take_status (user_data, status);
}

void
ebb_session_watch_links (EbbSession *self, EbbController *const *controllers, guint n)
{
  self->n_links = n;
  for (guint i = 0; i < n; i++)
    {
      EbbSessionLink *link = &self->link[i];

      *link = (EbbSessionLink){ .session = self, .index = i };
      link->controller = g_object_ref (controllers[i]);
      g_signal_connect (link->controller, "state-changed", G_CALLBACK (link_changed_cb), link);
      g_signal_connect (link->controller, "telemetry", G_CALLBACK (telemetry_cb), link);
      g_signal_connect (link->controller, "status", G_CALLBACK (status_cb), link);
    }
  /* What one of them says may concern all. */
  for (guint i = 0; i < n; i++)
    link_changed_cb (self->link[i].controller, &self->link[i]);
}

static void
leave_link (EbbSessionLink *link)
{
  ebb_clock_clear (link->session->clock, &link->retry_id);
  if (link->connecting != NULL)
    g_cancellable_cancel (link->connecting);
  g_clear_object (&link->connecting);
  ebb_back_off_start_over (&link->back_off);
}

void
ebb_session_unwatch_links (EbbSession *self)
{
  for (guint i = 0; i < self->n_links; i++)
    {
      EbbSessionLink *link = &self->link[i];

      leave_link (link);
      drop_question (link);
      g_signal_handlers_disconnect_by_data (link->controller, link);
      g_clear_object (&link->controller);
      /* A hand-over in flight keeps the guardian alive for longer than this link. */
      if (link->guardian != NULL)
        g_signal_handlers_disconnect_by_data (link->guardian, link);
      g_clear_object (&link->guardian);
      g_clear_object (&link->handover);
    }
  self->n_links = 0;
}

/* ---- bringing back ---- */

static gboolean
retry_cb (gpointer user_data)
{
  EbbSessionLink *link = user_data;

  link->retry_id = 0;
  connect_link (link);
  return G_SOURCE_REMOVE;
}

static void
wait_to_connect (EbbSessionLink *link)
{
  guint pause_ms = ebb_back_off_get_pause_ms (&link->back_off, &steps, g_random_int ());

  if (link->retry_id == 0)
    link->retry_id = ebb_clock_add_timeout (link->session->clock, pause_ms, retry_cb, link);
}

static void
note_failure (EbbSessionLink *link)
{
  gboolean is_there = ebb_controller_get_link_state (link->controller) == EBB_LINK_READY;

  ebb_back_off_note_failure (&link->back_off);
  link->n_mute_tries = is_there ? link->n_mute_tries + 1 : 0;
  if (link->n_mute_tries < MUTE_TRIES_MAX)
    return;
  link->n_mute_tries = 0;
  ebb_controller_disconnect (link->controller);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint index;
  g_autoptr (EbbSession) self = ebb_session_call_end (user_data, &index);
  g_autoptr (GError) error = NULL;
  gboolean        is_done = ebb_controller_connect_finish (EBB_CONTROLLER (source), result, &error);
  EbbSessionLink *link;

  if (self == NULL || index >= self->n_links
      || self->link[index].controller != EBB_CONTROLLER (source))
    return;
  link = &self->link[index];
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&link->connecting);
  if (!is_done)
    {
      g_debug ("reconnecting: %s", error->message);
      note_failure (link);
    }
  if (!link->is_up && ebb_session_owns_links (self))
    wait_to_connect (link);
}

static void
connect_link (EbbSessionLink *link)
{
  if (link->is_up || link->connecting != NULL)
    return;
  link->connecting = g_cancellable_new ();
  ebb_controller_connect_async (link->controller, MAX (link->session->machine.epoch, 1),
                                link->connecting, connected_cb,
                                ebb_session_call_new (link->session, link->index));
}

void
ebb_session_connect_links (EbbSession *self)
{
  for (guint i = 0; i < self->n_links; i++)
    if (!self->link[i].is_up && self->link[i].connecting == NULL)
      wait_to_connect (&self->link[i]);
}

/**
 * ebb_session_start_over:
 *
 * The computer was away, an adapter came back, or a person presses Stop: links that are being waited
 * for are tried for at once, as if they had just been lost.
 */
void
ebb_session_start_over (EbbSession *self)
{
  for (guint i = 0; i < self->n_links; i++)
    {
      EbbSessionLink *link = &self->link[i];

      ebb_back_off_start_over (&link->back_off);
      if (link->retry_id == 0)
        continue;
      ebb_clock_clear (self->clock, &link->retry_id);
      wait_to_connect (link);
    }
}

/* The session is over: connecting is the service's again. */
void
ebb_session_leave_links (EbbSession *self)
{
  for (guint i = 0; i < self->n_links; i++)
    leave_link (&self->link[i]);
}

/* ---- what goes out ---- */

static void
stop_link (EbbSession *self, EbbSessionLink *link)
{
  g_autoptr (GError) error = NULL;
  guint32 epoch = MAX (self->machine.epoch, self->machine.link[link->index].boots_epoch);

  /* Trusted or not, ready or not: what hears Stop can only vent. */
  if (ebb_controller_get_link_state (link->controller) < EBB_LINK_STOPPABLE)
    return;
  if (!ebb_controller_stop (link->controller, epoch, &error))
    {
      g_warning ("stop: %s", error != NULL ? error->message : "the link took nothing");
      return;
    }
  self->stop_count++;
  if (link->stopped_us == 0)
    {
      link->stopped_us = ebb_clock_get_boottime_us (self->clock);
      ebb_guard_note_stop (&link->guard, link->stopped_us);
    }
}

/* All links first, then what waited on them. */
void
ebb_session_stop_links (EbbSession *self, gboolean is_repeat)
{
  for (guint i = 0; i < self->n_links; i++)
    if (!is_repeat || !self->machine.link[i].is_vented)
      stop_link (self, &self->link[i]);
  for (guint i = 0; i < self->n_links && !is_repeat; i++)
    ebb_controller_flush (self->link[i].controller);
}

/* Boots that lost their memory get it back: no START of before, wherever it comes from, runs again,
 * and the next one is within their reach (PROTOCOL.md section 9). */
void
ebb_session_close_older (EbbSession *self, guint index)
{
  g_autoptr (GError) error = NULL;

  /* What does not get through is refused at START. */
  if (!ebb_controller_stop (self->link[index].controller, self->machine.epoch - 1, &error))
    g_message ("closing older epochs: %s", error->message);
}

static void
renewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint index;
  g_autoptr (EbbSession) self = ebb_session_call_end (user_data, &index);
  g_autoptr (GError) error = NULL;
  EbbResponse response;

  /* A lease that was not renewed shows in telemetry; there is nothing else to do about it. */
  if (!ebb_controller_request_finish (EBB_CONTROLLER (source), result, &response, &error))
    g_debug ("renew: %s", error->message);
  if (self != NULL && index < self->n_links)
    self->link[index].is_renewing = FALSE;
}

void
ebb_session_renew_links (EbbSession *self)
{
  const EbbRequest request = { .op = EBB_OP_RENEW, .epoch = self->machine.epoch };

  for (guint i = 0; i < self->n_links; i++)
    {
      EbbSessionLink *link = &self->link[i];

      if (!link->is_up || link->is_renewing || !self->machine.link[i].takes_part)
        continue;
      link->is_renewing = TRUE;
      ebb_controller_request_async (link->controller, &request, NULL, renewed_cb,
                                    ebb_session_call_new (self, i));
    }
}

static void
state_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint index;
  g_autoptr (EbbSession) self = ebb_session_call_end (user_data, &index);
  g_autoptr (GError) error = NULL;
  EbbResponse response = { 0 };
  gboolean    is_read =
      ebb_controller_request_finish (EBB_CONTROLLER (source), result, &response, &error);

  if (self == NULL || index >= self->n_links)
    return;
  /* Another question has taken its place, or the way to START has begun or ended since. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->link[index].reading);
  if (is_read && response.has_state)
    ebb_session_take_state (&self->link[index], &response);
  else
    ebb_session_tell_unprepared (self, index, error);
}

void
ebb_session_read_link (EbbSession *self, guint index)
{
  const EbbRequest request = { .op = EBB_OP_READ_STATE };
  EbbSessionLink  *link = &self->link[index];

  if (!link->is_up)
    return;
  drop_question (link);
  link->reading = g_cancellable_new ();
  link->read_us = ebb_clock_get_boottime_us (self->clock);
  ebb_controller_request_async (link->controller, &request, link->reading, state_read_cb,
                                ebb_session_call_new (self, index));
}
