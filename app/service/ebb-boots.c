/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-private.h"

#include "ebb-session.h"

/**
 * EbbBoots:
 *
 * Who the boots are and how they stand, read off the peer and the controller. Connecting,
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

static void
telemetry_cb (EbbBoots *self, const EbbTelemetry *telemetry)
{
  EbbRunState before = self->status.run_state;

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
  if (before != telemetry->run_state || ebb_boots_is_running_elsewhere (self))
    ebb_boots_emit_changed (self);
}

static void
status_cb (EbbBoots *self, const EbbStatus *status)
{
  self->status = *status;
  self->has_status = TRUE;
  ebb_boots_emit_changed (self);
}

static void
controller_state_changed_cb (EbbBoots *self)
{
  if (ebb_controller_get_features (self->controller) != NULL)
    {
      ebb_session_join_capabilities (&self->controller, 1, &self->capabilities);
      self->has_capabilities = TRUE;
    }
  ebb_boots_link_state_changed (self);
  ebb_boots_emit_changed (self);
}

static void
pairing_needed_cb (EbbBoots *self, guint need, guint code)
{
  g_signal_emit (self, signals[SIGNAL_PAIRING_NEEDED], 0, need, code);
}

static void
peer_notify_cb (EbbBoots *self)
{
  ebb_boots_link_state_changed (self);
  ebb_boots_emit_changed (self);
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
    }
  if (self->peer != NULL)
    g_signal_handlers_disconnect_by_data (self->peer, self);
  if (self->controller != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->controller, self);
      g_signal_handlers_disconnect_by_data (ebb_controller_get_link (self->controller), self);
    }
  g_clear_object (&self->controller);
  g_clear_object (&self->peer);
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
  return self;
}

/*< private >
 * ebb_boots_emit_changed:
 *
 * Something that a getter gives is another now.
 */
void
ebb_boots_emit_changed (EbbBoots *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
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
  g_set_object (&self->scanner, peer != NULL ? scanner : NULL);
  g_set_object (&self->peer, peer);
  if (peer != NULL)
    g_signal_connect_swapped (peer, "notify", G_CALLBACK (peer_notify_cb), self);
  ebb_boots_link_state_changed (self);
  ebb_boots_emit_changed (self);
}

/*< private >
 * ebb_boots_set_known:
 * @known: (nullable): %NULL when they were forgotten
 *
 * Known boots are wanted: they connect whenever they can be reached.
 */
void
ebb_boots_set_known (EbbBoots *self, const EbbKnownBoots *known)
{
  g_clear_pointer (&self->known, ebb_known_boots_free);
  self->known = known != NULL ? ebb_known_boots_copy (known) : NULL;
  self->is_wanted = known != NULL;
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
  self->controller = ebb_controller_new (link, self->clock, self->owner);
  g_signal_connect_swapped (self->controller, "telemetry", G_CALLBACK (telemetry_cb), self);
  g_signal_connect_swapped (self->controller, "status", G_CALLBACK (status_cb), self);
  g_signal_connect_swapped (self->controller, "state-changed",
                            G_CALLBACK (controller_state_changed_cb), self);
  g_signal_connect_swapped (link, "pairing-needed", G_CALLBACK (pairing_needed_cb), self);
  return self->controller;
}

/**
 * ebb_boots_get_identity:
 *
 * Returns: what the link layer knows them by for good, "sim:1" for boots in this process
 */
const char *
ebb_boots_get_identity (EbbBoots *self)
{
  return self->identity;
}

/**
 * ebb_boots_get_name:
 *
 * Returns: the name a person gave them, else the one they advertise, else their identity
 */
const char *
ebb_boots_get_name (EbbBoots *self)
{
  if (self->known != NULL && self->known->name != NULL)
    return self->known->name;
  if (self->peer != NULL && ebb_peer_get_name (self->peer) != NULL)
    return ebb_peer_get_name (self->peer);
  return self->identity;
}

/**
 * ebb_boots_get_state:
 *
 * Returns: how the link stands
 */
EbbBootsState
ebb_boots_get_state (EbbBoots *self)
{
  if (self->is_pairing)
    return EBB_BOOTS_PAIRING;
  if (self->controller != NULL && ebb_controller_is_trusted (self->controller))
    return EBB_BOOTS_READY;
  if (self->is_connecting || self->is_lent)
    return EBB_BOOTS_CONNECTING;
  if (g_error_matches (self->error, EBB_LINK_ERROR, EBB_LINK_ERROR_PROTOCOL)
      || g_error_matches (self->error, EBB_LINK_ERROR, EBB_LINK_ERROR_WRONG_VERSION))
    return EBB_BOOTS_UNTRUSTED;
  if (self->peer != NULL && ebb_peer_is_present (self->peer))
    return EBB_BOOTS_NEARBY;
  return EBB_BOOTS_AWAY;
}

/**
 * ebb_boots_get_retries:
 *
 * Returns: how often the connection under way has been tried again
 */
guint
ebb_boots_get_retries (EbbBoots *self)
{
  return self->retries;
}

static EbbDefinition *
get_definition (EbbBoots *self)
{
  if (self->controller != NULL)
    return ebb_link_get_definition (ebb_controller_get_link (self->controller));
  return self->peer != NULL ? ebb_peer_get_definition (self->peer) : NULL;
}

/**
 * ebb_boots_get_support:
 *
 * Returns: how far Ebb's knowledge goes; %EBB_SUPPORT_SIMULATED once they said so themselves
 */
EbbSupport
ebb_boots_get_support (EbbBoots *self)
{
  EbbDefinition *definition = get_definition (self);

  if (ebb_boots_is_simulated (self))
    return EBB_SUPPORT_SIMULATED;
  return definition != NULL ? ebb_definition_get_support (definition) : EBB_SUPPORT_RECOGNISED;
}

/**
 * ebb_boots_get_tier:
 *
 * Returns: what they do when this computer disappears; %EBB_TIER_D while nothing is known
 */
EbbTier
ebb_boots_get_tier (EbbBoots *self)
{
  EbbDefinition *definition = get_definition (self);

  return definition != NULL ? ebb_definition_get_tier (definition) : EBB_TIER_D;
}

/**
 * ebb_boots_get_signal:
 *
 * Returns: how strongly they are heard
 */
EbbSignal
ebb_boots_get_signal (EbbBoots *self)
{
  return self->peer != NULL ? ebb_peer_get_signal (self->peer) : EBB_SIGNAL_UNKNOWN;
}

/**
 * ebb_boots_is_recognised:
 *
 * Returns: whether a definition claims what they advertise
 */
gboolean
ebb_boots_is_recognised (EbbBoots *self)
{
  return get_definition (self) != NULL;
}

/**
 * ebb_boots_is_known:
 *
 * Returns: whether a person took them as their own
 */
gboolean
ebb_boots_is_known (EbbBoots *self)
{
  return self->known != NULL;
}

/**
 * ebb_boots_is_paired:
 *
 * Returns: whether this computer has a bond with them
 */
gboolean
ebb_boots_is_paired (EbbBoots *self)
{
  if (self->controller != NULL)
    return ebb_link_is_paired (ebb_controller_get_link (self->controller));
  return self->peer != NULL && ebb_peer_is_paired (self->peer);
}

/**
 * ebb_boots_is_simulated:
 *
 * Returns: whether they say that no air moves in them
 */
gboolean
ebb_boots_is_simulated (EbbBoots *self)
{
  return self->is_in_process || (self->has_capabilities && self->capabilities.is_simulated);
}

/**
 * ebb_boots_is_in_process:
 *
 * Returns: whether they live and die with this program
 */
gboolean
ebb_boots_is_in_process (EbbBoots *self)
{
  return self->is_in_process;
}

/**
 * ebb_boots_get_capabilities:
 *
 * Returns: (nullable): what they can do, kept after the link is gone
 */
const EbbCapabilities *
ebb_boots_get_capabilities (EbbBoots *self)
{
  return self->has_capabilities ? &self->capabilities : NULL;
}

/**
 * ebb_boots_get_battery_percent:
 *
 * Returns: 0 to 100, or -1 if unknown
 */
int
ebb_boots_get_battery_percent (EbbBoots *self)
{
  int percent = -1;

  if (self->controller != NULL)
    percent = ebb_controller_get_battery_percent (self->controller);
  if (percent < 0 && self->peer != NULL)
    percent = ebb_peer_get_battery_percent (self->peer);
  return percent;
}

/**
 * ebb_boots_get_manufacturer:
 *
 * Returns: (nullable): as they say it
 */
const char *
ebb_boots_get_manufacturer (EbbBoots *self)
{
  return self->controller != NULL ? ebb_controller_get_manufacturer (self->controller) : NULL;
}

/**
 * ebb_boots_get_model:
 *
 * Returns: (nullable): as they say it
 */
const char *
ebb_boots_get_model (EbbBoots *self)
{
  return self->controller != NULL ? ebb_controller_get_model (self->controller) : NULL;
}

/**
 * ebb_boots_get_serial:
 *
 * Returns: (nullable): as they say it, or said it when they were taken
 */
const char *
ebb_boots_get_serial (EbbBoots *self)
{
  const char *serial = NULL;

  if (self->controller != NULL)
    serial = ebb_controller_get_serial (self->controller);
  if (serial == NULL && self->known != NULL)
    serial = self->known->serial;
  return serial;
}

/**
 * ebb_boots_get_firmware:
 *
 * Returns: (nullable): as they say it
 */
const char *
ebb_boots_get_firmware (EbbBoots *self)
{
  return self->controller != NULL ? ebb_controller_get_firmware (self->controller) : NULL;
}

/*< private >
 * ebb_boots_get_definition_id:
 *
 * Returns: the id of the definition that claims them, "" for none
 */
const char *
ebb_boots_get_definition_id (EbbBoots *self)
{
  EbbDefinition *definition = get_definition (self);

  return definition != NULL ? ebb_definition_get_id (definition) : "";
}

/**
 * ebb_boots_get_error:
 *
 * Returns: (nullable): why the last thing tried failed, in %EBB_LINK_ERROR; gone with the next try
 */
const GError *
ebb_boots_get_error (EbbBoots *self)
{
  return self->error;
}

/**
 * ebb_boots_is_running_elsewhere:
 *
 * Returns: whether they run, or are not empty yet, and it was not this account that started them
 */
gboolean
ebb_boots_is_running_elsewhere (EbbBoots *self)
{
  return !self->is_lent && self->controller != NULL && ebb_controller_is_trusted (self->controller)
         && self->has_status && self->status.run_state != EBB_RUN_STOPPED
         && self->status.owner != self->owner;
}

/**
 * ebb_boots_get_elsewhere_pa:
 *
 * Returns: the highest zone as reported, or %EBB_PRESSURE_UNKNOWN_PA
 */
int32_t
ebb_boots_get_elsewhere_pa (EbbBoots *self)
{
  return self->highest_pa;
}
