/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stddef.h>

#include "ebb-body.h"
#include "ebb-profile.h"

typedef enum
{
  EBB_FEATURE_SIMULATED = 1 << 0,         /* software only, no air moves */
  EBB_FEATURE_PRESSURE_MEASURED = 1 << 1, /* telemetry pressures are sensor readings */
  EBB_FEATURE_HEAT = 1 << 2,
  EBB_FEATURE_TEMPERATURE_MEASURED = 1 << 3,
  EBB_FEATURE_IDENTIFY = 1 << 4,  /* can blink */
  EBB_FEATURE_LEVELS = 1 << 5,    /* intensity is a level 1..level_count, not mmHg */
  EBB_FEATURE_ALTERNATE = 1 << 6, /* can do one leg after the other */
} EbbFeatureBits;

/**
 * EbbFeatures:
 *
 * What the boots say they are and can do; the Features characteristic. Readable by anyone.
 */
typedef struct
{
  uint8_t     major;
  uint8_t     minor;
  uint32_t    bits;                  /* EbbFeatureBits; unknown bits are kept and ignored */
  EbbZoneMask zones[EBB_N_SIDES];    /* zones that exist; 0: no boot on that side */
  EbbZoneMask settable[EBB_N_SIDES]; /* of those, the ones whose pressure can be set alone */
  EbbZoneMask heated[EBB_N_SIDES];
  uint8_t     level_count;      /* 0 unless EBB_FEATURE_LEVELS */
  uint16_t    pressure_min_pa;  /* lowest setpoint */
  uint16_t    pressure_max_pa;  /* the boots' own maximum */
  uint16_t    pressure_step_pa; /* setpoints are rounded down to a multiple by the boots */
  int16_t     heat_min_ddeg;
  int16_t     heat_max_ddeg;
  uint16_t    telemetry_fastest_ms; /* 100 or more */
  uint8_t     lease_s;              /* 5 to 30 */
  uint16_t    program_max_bytes;
} EbbFeatures;

EbbDecodeResult ebb_features_decode (EbbFeatures *features, const uint8_t *bytes, size_t size);
size_t          ebb_features_encode (const EbbFeatures *features, uint8_t *bytes, size_t capacity);
