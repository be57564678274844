/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-bond-private.h"
#include "ebb-boots-connection-private.h"
#include "ebb-boots-sides-private.h"
#include "ebb-recording-private.h"

#include "ebb-session-join.h"
#include "ebb-session.h"

#define NOISE_MMHG 5

/**
 * EbbBoots:
 *
 * One pair of boots, and what changes about it. Connecting,
 * pairing and forgetting are in ebb-boots-connection.c.
 */
G_DEFINE_FINAL_TYPE (EbbBoots, ebb_boots, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_PAIRING_NEEDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What boots at rest have left in them is news when it comes and when it is gone, in whole mmHg;
 * below this it is the noise of sensors. */
static int
tell_air_mmhg (int32_t pressure_pa)
{
  int mmhg = pressure_pa != EBB_PRESSURE_UNKNOWN_PA ? (int) ebb_pa_to_mmhg (pressure_pa) : 0;

  return mmhg >= NOISE_MMHG ? mmhg : 0;
}

static void
telemetry_cb (EbbBoots *self, const EbbTelemetry *telemetry)
{
  EbbRunState before = self->status.run_state;
  gboolean    was_read = self->highest_pa != EBB_PRESSURE_UNKNOWN_PA;
  int         air_mmhg = tell_air_mmhg (self->highest_pa);

  self->highest_pa = EBB_PRESSURE_UNKNOWN_PA;
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        {
          if (telemetry->zones[side] & EBB_ZONE_BIT (zone))
            self->highest_pa = MAX (self->highest_pa, telemetry->zone[side][zone].pressure_pa);
        }
    }
  self->status.run_state = telemetry->run_state;
  self->status.epoch = telemetry->epoch;
  self->status.closed_epoch = telemetry->closed_epoch;
  if (before != telemetry->run_state || ebb_boots_is_running_elsewhere (self)
      || was_read != (self->highest_pa != EBB_PRESSURE_UNKNOWN_PA)
      || (!self->is_lent && air_mmhg != tell_air_mmhg (self->highest_pa)))
    ebb_boots_emit_changed (self);
}

static void
status_cb (EbbBoots *self, const EbbStatus *status)
{
  self->status = *status;
  self->has_status = TRUE;
  if (status->run_state == EBB_RUN_STOPPED)
    ebb_boots_end_stop (self);
  ebb_boots_emit_changed (self);
}

/*< private >
 * ebb_boots_learn_capabilities:
 *
 * Takes over what the controller has read of what they can do, if it has.
 */
void
ebb_boots_learn_capabilities (EbbBoots *self)
{
  if (self->controller == NULL || ebb_controller_get_features (self->controller) == NULL)
    return;
  ebb_session_join_capabilities (&self->controller, 1, &self->capabilities);
  self->has_capabilities = TRUE;
}

static void
controller_state_changed_cb (EbbBoots *self)
{
  ebb_boots_point_controller (self);
  ebb_boots_learn_capabilities (self);
  ebb_boots_link_state_changed (self);
  ebb_boots_emit_changed (self);
}

static void
pairing_needed_cb (EbbBoots *self, guint need, guint code)
{
  g_signal_emit (self, signals[SIGNAL_PAIRING_NEEDED], 0, need, code);
}

/* The radio tells a signal for as long as it hears them. */
static void
note_whether_heard (EbbBoots *self)
{
  gboolean is_heard = self->peer != NULL && ebb_peer_is_present (self->peer)
                      && ebb_peer_get_signal (self->peer) != EBB_SIGNAL_UNKNOWN;

  if (is_heard || self->is_heard)
    self->heard_us = ebb_clock_get_boottime_us (self->clock);
  self->is_heard = is_heard;
}

static void
peer_notify_cb (EbbBoots *self, GParamSpec *property)
{
  /* Paired by somebody else, in the desktop's panel: there is a new bond. */
  if (g_str_equal (property->name, "is-paired") && ebb_peer_is_paired (self->peer))
    ebb_boots_forgive_bond (self);
  note_whether_heard (self);
  ebb_boots_link_state_changed (self);
  ebb_boots_look_up (self);
  ebb_boots_emit_changed (self);
}

/*< private >
 * ebb_boots_drop_controller:
 *
 * Lets go of the link: after the bond is gone a new one is opened.
 */
void
ebb_boots_drop_controller (EbbBoots *self)
{
  if (self->controller == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->controller, self);
  g_signal_handlers_disconnect_by_data (ebb_controller_get_link (self->controller), self);
  g_clear_object (&self->controller);
  ebb_boots_leave_link (self);
  self->has_status = FALSE;
}

static void
ebb_boots_dispose (GObject *object)
{
  EbbBoots *self = EBB_BOOTS (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->clock != NULL)
    {
      ebb_clock_clear (self->clock, &self->retry_id);
      ebb_clock_clear (self->clock, &self->stop_id);
      ebb_clock_clear (self->clock, &self->blink_id);
      ebb_clock_clear (self->clock, &self->once_more_id);
      ebb_clock_clear (self->clock, &self->search_id);
      ebb_clock_clear (self->clock, &self->doubt_id);
      ebb_clock_clear (self->clock, &self->overdue_id);
    }
  if (self->peer != NULL)
    g_signal_handlers_disconnect_by_data (self->peer, self);
  ebb_boots_drop_controller (self);
  g_clear_weak_pointer (&self->partner);
  ebb_boots_set_traces (self, NULL);
  g_clear_object (&self->peer);
  g_clear_object (&self->unbonded);
  g_clear_object (&self->radio);
  g_clear_object (&self->scanner);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (ebb_boots_parent_class)->dispose (object);
}

static void
ebb_boots_finalize (GObject *object)
{
  EbbBoots *self = EBB_BOOTS (object);

  g_clear_pointer (&self->known, ebb_known_boots_free);
  g_clear_error (&self->error);
  g_free (self->identity);
  G_OBJECT_CLASS (ebb_boots_parent_class)->finalize (object);
}

static void
ebb_boots_class_init (EbbBootsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_boots_dispose;
  object_class->finalize = ebb_boots_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EBB_TYPE_BOOTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PAIRING_NEEDED] =
      g_signal_new ("pairing-needed", EBB_TYPE_BOOTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
}

static void
ebb_boots_init (EbbBoots *self)
{
  self->highest_pa = EBB_PRESSURE_UNKNOWN_PA;
}

/*< private >
 * ebb_boots_new:
 * @store: (nullable): where known boots are kept
 *
 * Returns: (transfer full): boots of that identity, of which nothing else is known yet
 */
EbbBoots *
ebb_boots_new (const char *identity,
               EbbClock   *clock,
               EbbStore   *store,
               guint32     owner,
               gboolean    is_in_process)
{
  EbbBoots *self = g_object_new (EBB_TYPE_BOOTS, NULL);

  self->identity = g_strdup (identity);
  self->clock = g_object_ref (clock);
  self->store = store != NULL ? g_object_ref (store) : NULL;
  self->owner = owner;
  self->is_in_process = is_in_process;
  ebb_boots_load_reconnects (self);
  return self;
}

/*< private >
 * ebb_boots_emit_changed:
 *
 * Something that a getter gives is another now, or of the boot that these are a set with.
 */
void
ebb_boots_emit_changed (EbbBoots *self)
{
  g_autoptr (EbbBoots) partner = self->partner != NULL ? g_object_ref (self->partner) : NULL;

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (partner != NULL)
    g_signal_emit (partner, signals[SIGNAL_CHANGED], 0);
}

/*< private >
 * ebb_boots_set_radio:
 *
 * What to look for them with, when they are not heard.
 */
void
ebb_boots_set_radio (EbbBoots *self, EbbScanner *radio)
{
  g_set_object (&self->radio, radio);
}

/*< private >
 * ebb_boots_set_peer:
 * @peer: (nullable): %NULL when @scanner knows them no more
 *
 * Where these boots can be reached from now on.
 */
void
ebb_boots_set_peer (EbbBoots *self, EbbScanner *scanner, EbbPeer *peer)
{
  if (self->peer == peer)
    return;
  if (self->peer != NULL)
    g_signal_handlers_disconnect_by_data (self->peer, self);
  if (peer == NULL)
    scanner = NULL;
  else if (ebb_peer_is_paired (peer))
    ebb_boots_forgive_bond (self);
  g_set_object (&self->scanner, scanner);
  g_set_object (&self->peer, peer);
  if (peer != NULL)
    g_signal_connect_swapped (peer, "notify", G_CALLBACK (peer_notify_cb), self);
  note_whether_heard (self);
  ebb_boots_link_state_changed (self);
  ebb_boots_look_up (self);
  ebb_boots_emit_changed (self);
}

/*< private >
 * ebb_boots_set_known:
 * @known: (nullable): %NULL when they were forgotten
 *
 * Known boots are wanted: they connect whenever they can be reached, unless a person said that they
 * wait to be asked.
 */
void
ebb_boots_set_known (EbbBoots *self, const EbbKnownBoots *known)
{
  g_clear_pointer (&self->known, ebb_known_boots_free);
  self->known = known != NULL ? ebb_known_boots_copy (known) : NULL;
  self->is_wanted = known != NULL;
  ebb_boots_point_controller (self);
  ebb_boots_link_state_changed (self);
  ebb_boots_emit_changed (self);
}

/*< private >
 * ebb_boots_ensure_controller:
 *
 * Returns: (transfer none) (nullable): the controller of these boots, made now if there is a
 *   peer to open a link to and none was made before
 */
EbbController *
ebb_boots_ensure_controller (EbbBoots *self)
{
  g_autoptr (EbbLink) link = NULL;
  g_autoptr (GError) error = NULL;

  if (self->controller != NULL || self->peer == NULL || !ebb_boots_is_recognised (self))
    return self->controller;
  link = ebb_scanner_open_link (self->scanner, self->peer, &error);
  if (link == NULL)
    {
      g_clear_error (&self->error);
      self->error = g_steal_pointer (&error);
      return NULL;
    }
  link = ebb_boots_record_link (self, g_steal_pointer (&link));
  self->controller = ebb_controller_new (link, self->clock, self->owner);
  g_signal_connect_swapped (self->controller, "telemetry", G_CALLBACK (telemetry_cb), self);
  g_signal_connect_swapped (self->controller, "status", G_CALLBACK (status_cb), self);
  g_signal_connect_swapped (self->controller, "state-changed",
                            G_CALLBACK (controller_state_changed_cb), self);
  g_signal_connect_swapped (link, "pairing-needed", G_CALLBACK (pairing_needed_cb), self);
  ebb_boots_point_controller (self);
  return self->controller;
}
