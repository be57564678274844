/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/**
 * EbbByteReader:
 *
 * A walk over bytes that somebody else wrote. Every step checks the length; after the first step
 * that does not fit, @is_ok stays false, nothing moves and every read gives 0. So a decoder reads
 * all its fields and asks once. Little-endian, as all of Bluetooth.
 */
typedef struct
{
  const uint8_t *bytes;
  size_t         size;
  size_t         position;
  bool           is_ok;
} EbbByteReader;

static inline void
ebb_byte_reader_init (EbbByteReader *self, const uint8_t *bytes, size_t size)
{
  self->bytes = bytes;
  self->size = size;
  self->position = 0;
  self->is_ok = true;
}

static inline size_t
ebb_byte_reader_remaining (const EbbByteReader *self)
{
  return self->is_ok ? self->size - self->position : 0;
}

static inline const uint8_t *
ebb_byte_reader_take (EbbByteReader *self, size_t count)
{
  const uint8_t *at;

  if (!self->is_ok || self->size - self->position < count)
    {
      self->is_ok = false;
      return NULL;
    }
  at = self->bytes + self->position;
  self->position += count;
  return at;
}

static inline uint8_t
ebb_byte_reader_u8 (EbbByteReader *self)
{
  const uint8_t *at = ebb_byte_reader_take (self, 1);

  return at != NULL ? at[0] : 0;
}

static inline uint16_t
ebb_byte_reader_u16 (EbbByteReader *self)
{
  const uint8_t *at = ebb_byte_reader_take (self, 2);

  return at != NULL ? (uint16_t) (at[0] | at[1] << 8) : 0;
}

static inline int16_t
ebb_byte_reader_i16 (EbbByteReader *self)
{
  return (int16_t) ebb_byte_reader_u16 (self);
}

static inline uint32_t
ebb_byte_reader_u32 (EbbByteReader *self)
{
  const uint8_t *at = ebb_byte_reader_take (self, 4);

  if (at == NULL)
    return 0;
  return (uint32_t) at[0] | (uint32_t) at[1] << 8 | (uint32_t) at[2] << 16 | (uint32_t) at[3] << 24;
}
