/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

/**
 * EbbSimHostile:
 *
 * A source of bytes that are no message of the profile. Starts from 0; the same numbers every time.
 */
typedef struct
{
  uint64_t state;
  unsigned n_made;
} EbbSimHostile;

size_t ebb_sim_hostile_make (EbbSimHostile *self,
                             const uint8_t *message,
                             size_t         size,
                             uint8_t       *bytes,
                             size_t         capacity);
