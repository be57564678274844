/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "ebb-sim-boots-private.h"
#include "ebb-units.h"

/* What the boots say of themselves to whoever reads. */

/* Fills in the features from the options. */
void
ebb_sim_boots_describe (EbbSimBoots *self)
{
  self->features = (EbbFeatures){
    .major = EBB_PROFILE_MAJOR,
    .minor = EBB_PROFILE_MINOR,
    .bits = EBB_FEATURE_SIMULATED | EBB_FEATURE_PRESSURE_MEASURED | EBB_FEATURE_HEAT
            | EBB_FEATURE_TEMPERATURE_MEASURED | EBB_FEATURE_IDENTIFY | EBB_FEATURE_ALTERNATE,
    .pressure_min_pa = (uint16_t) ebb_mmhg_to_pa (10),
    .pressure_max_pa = (uint16_t) ebb_mmhg_to_pa (80),
    .pressure_step_pa = (uint16_t) ebb_mmhg_to_pa (1),
    .level_count = self->options.level_count,
    .heat_min_ddeg = 360,
    .heat_max_ddeg = 420,
    .telemetry_fastest_ms = EBB_TELEMETRY_FASTEST_MS,
    .lease_s = EBB_LEASE_MS / 1000,
    .program_max_bytes = EBB_PROGRAM_MAX_BYTES,
  };
  if (self->options.poses_as_real)
    self->features.bits &= ~(uint32_t) EBB_FEATURE_SIMULATED;
  if (self->options.hides_temperature)
    self->features.bits &= ~(uint32_t) EBB_FEATURE_TEMPERATURE_MEASURED;
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      if (!ebb_legs_has_side (self->options.legs, (EbbSide) side))
        continue;
      self->features.zones[side] = self->options.zones;
      self->features.settable[side] = self->options.zones;
      self->features.heated[side] = self->options.zones & EBB_SIM_HEATED_ZONES;
    }
}

static GBytes *
read_text (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

/* What they aim at is their own affair: outside it is a level. */
static void
say_levels (EbbFeatures *features)
{
  if (features->level_count == 0)
    return;
  features->bits |= EBB_FEATURE_LEVELS;
  features->bits &= ~(uint32_t) EBB_FEATURE_PRESSURE_MEASURED;
  features->pressure_min_pa = EBB_WIRE_PRESSURE_UNKNOWN;
  features->pressure_max_pa = EBB_WIRE_PRESSURE_UNKNOWN;
  features->pressure_step_pa = EBB_WIRE_PRESSURE_UNKNOWN;
}

/* Of another major version only the first byte is known, and that is all that anyone may read. */
static GBytes *
read_features (EbbSimBoots *self)
{
  EbbFeatures features = self->features;
  uint8_t     bytes[EBB_MESSAGE_MAX_BYTES];
  size_t      size;
  int         major = self->fault[EBB_SIM_FAULT_VERSION];

  say_levels (&features);
  size = ebb_features_encode (&features, bytes, sizeof bytes);
  if (major > 0)
    bytes[0] = (uint8_t) major;
  return g_bytes_new (bytes, size);
}

static GBytes *
read_status (EbbSimBoots *self)
{
  uint8_t bytes[EBB_MESSAGE_MAX_BYTES], hostile[EBB_MESSAGE_MAX_BYTES];
  size_t  size = ebb_status_encode (ebb_sim_boots_get_status (self), bytes, sizeof bytes);

  if (!ebb_sim_boots_is_hostile (self, EBB_ROLE_STATUS))
    return g_bytes_new (bytes, size);
  size = ebb_sim_hostile_make (&self->hostile, bytes, size, hostile, sizeof hostile);
  return g_bytes_new (hostile, size);
}

/**
 * ebb_sim_boots_read:
 *
 * Reads a characteristic. Whether the link is encrypted enough for Status is for the caller to
 * judge: the radio refuses that, not the boots.
 *
 * Returns: (transfer full) (nullable): %NULL if silent or nobody reads this role
 */
GBytes *
ebb_sim_boots_read (EbbSimBoots *self, EbbRole role)
{
  uint8_t percent = (uint8_t) self->battery_percent;

  g_return_val_if_fail (EBB_IS_SIM_BOOTS (self), NULL);

  if (ebb_sim_boots_is_mute (self))
    return NULL;
  switch (role)
    {
    case EBB_ROLE_FEATURES:
      return read_features (self);
    case EBB_ROLE_STATUS:
      return read_status (self);
    case EBB_ROLE_BATTERY:
      return g_bytes_new (&percent, 1);
    case EBB_ROLE_MANUFACTURER:
      return read_text ("Ebb (simulated)");
    case EBB_ROLE_MODEL:
      return read_text ("Simulated boots");
    case EBB_ROLE_SERIAL:
      return read_text (self->serial);
    case EBB_ROLE_FIRMWARE:
      return read_text ("1.0 (simulated)");
    case EBB_ROLE_CONTROL:
    case EBB_ROLE_STOP:
    case EBB_ROLE_TELEMETRY:
    case EBB_ROLE_PROGRAM:
    case EBB_N_ROLES:
    default:
      return NULL;
    }
}
