/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stdint.h>

/**
 * EbbSimNoise:
 *
 * A source of chance that gives the same numbers for the same seed everywhere (SplitMix64).
 */
typedef struct
{
  uint64_t state;
} EbbSimNoise;

void   ebb_sim_noise_init (EbbSimNoise *self, uint64_t seed);
double ebb_sim_noise_next (EbbSimNoise *self, double standard_deviation);
