/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sim-noise.h"

/**
 * ebb_sim_noise_init:
 * @seed: any number; equal seeds give equal noise
 *
 * Starts the sequence of @seed.
 */
void
ebb_sim_noise_init (EbbSimNoise *self, uint64_t seed)
{
  self->state = seed;
}

/**
 * ebb_sim_noise_next:
 *
 * The sum of four even draws, near enough to the bell of a sensor's noise and never beyond 3.5
 * standard deviations.
 *
 * Returns: noise around 0
 */
double
ebb_sim_noise_next (EbbSimNoise *self, double standard_deviation)
{
  uint64_t bits = self->state += 0x9e3779b97f4a7c15u;
  int64_t  sum = 0;

  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9u;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebu;
  bits ^= bits >> 31;
  for (int i = 0; i < 4; i++)
    sum += (int64_t) ((bits >> (16 * i)) & 0xffff) - 0x8000;
  /* An even draw over +-32768 has variance 65536^2 / 12; four of them 65536^2 / 3. */
  return standard_deviation * (double) sum * (1.7320508075688772 / 65536.0);
}
