/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-air.h"

#include "ebb-profile.h"
#include "ebb-sim-options.h"

#define SHARED_PLACE EBB_ROLE_FEATURES /* whose value a plain read gives */

#define OURS NULL /* the service of the tier */
#define DEVICE EBB_UUID_DEVICE_INFORMATION

static const EbbOffer offers[] = {
  { EBB_ROLE_FEATURES, OURS, EBB_UUID_FEATURES, EBB_OFFER_READ },
  { EBB_ROLE_CONTROL, OURS, EBB_UUID_CONTROL,
    EBB_OFFER_WRITE | EBB_OFFER_WRITE_COMMAND | EBB_OFFER_INDICATE | EBB_OFFER_ENCRYPTED },
  { EBB_ROLE_STOP, OURS, EBB_UUID_STOP, EBB_OFFER_WRITE_COMMAND },
  { EBB_ROLE_STATUS, OURS, EBB_UUID_STATUS,
    EBB_OFFER_READ | EBB_OFFER_NOTIFY | EBB_OFFER_ENCRYPTED },
  { EBB_ROLE_TELEMETRY, OURS, EBB_UUID_TELEMETRY, EBB_OFFER_NOTIFY | EBB_OFFER_ENCRYPTED },
  { EBB_ROLE_PROGRAM, OURS, EBB_UUID_PROGRAM, EBB_OFFER_WRITE_COMMAND | EBB_OFFER_ENCRYPTED },
  { EBB_ROLE_BATTERY, EBB_UUID_BATTERY_SERVICE, EBB_UUID_BATTERY_LEVEL,
    EBB_OFFER_READ | EBB_OFFER_NOTIFY },
  { EBB_ROLE_MANUFACTURER, DEVICE, EBB_UUID_MANUFACTURER, EBB_OFFER_READ },
  { EBB_ROLE_MODEL, DEVICE, EBB_UUID_MODEL, EBB_OFFER_READ },
  { EBB_ROLE_SERIAL, DEVICE, EBB_UUID_SERIAL, EBB_OFFER_READ },
  { EBB_ROLE_FIRMWARE, DEVICE, EBB_UUID_FIRMWARE, EBB_OFFER_READ },
};

G_STATIC_ASSERT (G_N_ELEMENTS (offers) == EBB_BOOTS_AIR_MAX_OFFERS);

/**
 * ebb_boots_air_init:
 *
 * Fills @self with what boots of @tier offer.
 */
void
ebb_boots_air_init (EbbBootsAir *self, EbbTier tier)
{
  *self = (EbbBootsAir){ .tier = tier };
  for (gsize i = 0; i < G_N_ELEMENTS (offers); i++)
    {
      EbbOffer *offer = &self->offers[self->n_offers];

      if (ebb_boots_air_find_place (self, offers[i].role) != offers[i].role)
        continue;
      *offer = offers[i];
      if (offer->service_uuid == OURS)
        offer->service_uuid = ebb_sim_tier_get_service_uuid (tier);
      if (ebb_boots_air_is_shared (self, offer->role))
        {
          offer->uuid = ebb_sim_tier_get_shared_uuid (tier);
          /* Stop has to be open to everybody. */
          offer->flags = EBB_OFFER_READ | EBB_OFFER_WRITE_COMMAND | EBB_OFFER_NOTIFY;
        }
      self->n_offers++;
    }
}

/**
 * ebb_boots_air_find_place:
 *
 * Returns: the role under which what carries messages of @role is offered
 */
EbbRole
ebb_boots_air_find_place (const EbbBootsAir *self, EbbRole role)
{
  return ebb_sim_tier_get_channel (self->tier, role) == EBB_CHANNEL_NONE ? role : SHARED_PLACE;
}

/**
 * ebb_boots_air_is_shared:
 *
 * Returns: whether what is offered as @place carries the messages of several roles
 */
gboolean
ebb_boots_air_is_shared (const EbbBootsAir *self, EbbRole place)
{
  return ebb_sim_tier_get_channel (self->tier, place) != EBB_CHANNEL_NONE;
}

/**
 * ebb_boots_air_is_heard_at:
 *
 * Returns: whether who subscribes to @place hears what @role says
 */
gboolean
ebb_boots_air_is_heard_at (const EbbBootsAir *self, EbbRole role, EbbRole place)
{
  for (gsize i = 0; i < G_N_ELEMENTS (offers); i++)
    if (offers[i].role == role && (offers[i].flags & (EBB_OFFER_NOTIFY | EBB_OFFER_INDICATE)) != 0)
      return ebb_boots_air_find_place (self, role) == place;
  return FALSE;
}

/**
 * ebb_boots_air_frame:
 *
 * Returns: as ebb_channel_frame(), with the channel of @role at these boots
 */
size_t
ebb_boots_air_frame (const EbbBootsAir *self,
                     EbbRole            role,
                     const uint8_t     *bytes,
                     size_t             size,
                     uint8_t           *framed,
                     size_t             capacity)
{
  return ebb_channel_frame (ebb_sim_tier_get_channel (self->tier, role), bytes, size, framed,
                            capacity);
}

/**
 * ebb_boots_air_unframe:
 *
 * The reverse, for what was written to a place.
 */
void
ebb_boots_air_unframe (const EbbBootsAir *self, EbbRole *role, const uint8_t **bytes, size_t *size)
{
  if (!ebb_boots_air_is_shared (self, *role) || *size == 0)
    return;
  for (EbbRole other = 0; other < EBB_N_ROLES; other++)
    if (ebb_sim_tier_get_channel (self->tier, other) == (*bytes)[0])
      {
        *role = other;
        *bytes += 1;
        *size -= 1;
        return;
      }
}
