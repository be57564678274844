/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-private.h"

/* Who boots are and how they stand, read off the peer and the controller. */

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
      || g_error_matches (self->error, EBB_LINK_ERROR, EBB_LINK_ERROR_WRONG_VERSION)
      || g_error_matches (self->error, EBB_LINK_ERROR, EBB_LINK_ERROR_WRONG_IDENTITY))
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
  return self->back_off.n_failed;
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
 * ebb_boots_get_own_timer_s:
 *
 * Returns: seconds after which they stop by themselves when nobody speaks to them; 0: never, or not
 *   known
 */
guint
ebb_boots_get_own_timer_s (EbbBoots *self)
{
  EbbDefinition *definition = get_definition (self);

  return definition != NULL ? ebb_definition_get_own_timer_s (definition) : 0;
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
 * ebb_boots_get_unheard_s:
 *
 * Returns: seconds since they were heard last; -1 while they are heard, or if they never were
 */
int
ebb_boots_get_unheard_s (EbbBoots *self)
{
  if (self->is_heard || self->heard_us == 0)
    return -1;
  return (int) ((ebb_clock_get_boottime_us (self->clock) - self->heard_us) / G_USEC_PER_SEC);
}

/*< private >
 * ebb_boots_is_left_alone:
 *
 * Returns: whether they are not one's own, and nobody pairs, connects or looks at them now
 */
gboolean
ebb_boots_is_left_alone (EbbBoots *self)
{
  return self->known == NULL && self->take == NULL && self->look == NULL && !self->is_pairing
         && !self->is_connecting && !self->is_lent;
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

/**
 * ebb_boots_is_stopping:
 *
 * Returns: TRUE from ebb_boots_stop() until the boots say that they are stopped
 */
gboolean
ebb_boots_is_stopping (EbbBoots *self)
{
  return self->is_stopping;
}

/**
 * ebb_boots_is_lent:
 *
 * Returns: whether a session of this program has the link in its hands
 */
gboolean
ebb_boots_is_lent (EbbBoots *self)
{
  return self->is_lent;
}

/**
 * ebb_boots_is_stop_owed:
 *
 * Returns: whether Stop is sent first the next time they are connected, as nobody saw them empty
 */
gboolean
ebb_boots_is_stop_owed (EbbBoots *self)
{
  return self->owed_stop_epoch > 0;
}
