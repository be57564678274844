/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sim-hostile.h"

#include <string.h>

/* A first byte that no message from boots begins with. */
#define NO_MESSAGE 0x99

typedef enum
{
  CUT_IN_HALF,
  NOISE,
  EMPTY,
  LONGEST,
  ONE_BYTE,
  OTHER_KIND,
  N_WAYS,
} Way;

static uint8_t
next_byte (EbbSimHostile *self)
{
  self->state = self->state * 6364136223846793005u + 1442695040888963407u;
  return (uint8_t) (self->state >> 56);
}

/**
 * ebb_sim_hostile_make:
 * @message: what honest boots would say now
 * @capacity: at least @size
 *
 * Writes something in place of @message that no decoder may take for one: cut short, noise of the
 * same length, nothing at all, as long as there is room, one byte, or another kind of message.
 *
 * Returns: how many bytes there are now
 */
size_t
ebb_sim_hostile_make (EbbSimHostile *self,
                      const uint8_t *message,
                      size_t         size,
                      uint8_t       *bytes,
                      size_t         capacity)
{
  switch ((Way) (self->n_made++ % N_WAYS))
    {
    case CUT_IN_HALF:
      memcpy (bytes, message, size / 2);
      return size / 2;
    case NOISE:
      for (size_t i = 0; i < size; i++)
        bytes[i] = i == 0 ? NO_MESSAGE : next_byte (self);
      return size;
    case LONGEST:
      memset (bytes, 0xff, capacity);
      return capacity;
    case ONE_BYTE:
      memcpy (bytes, message, 1);
      return 1;
    case OTHER_KIND:
      memcpy (bytes, message, size);
      bytes[0] ^= 0x40;
      return size;
    case EMPTY:
    case N_WAYS:
    default:
      return 0;
    }
}
