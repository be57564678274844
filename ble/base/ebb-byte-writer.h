/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/**
 * EbbByteWriter:
 *
 * Writes little-endian fields into a buffer of the caller's. A field that does not fit sets
 * @is_ok to false for good and is not written.
 */
typedef struct
{
  uint8_t *bytes;
  size_t   capacity;
  size_t   size;
  bool     is_ok;
} EbbByteWriter;

static inline void
ebb_byte_writer_init (EbbByteWriter *self, uint8_t *bytes, size_t capacity)
{
  self->bytes = bytes;
  self->capacity = capacity;
  self->size = 0;
  self->is_ok = true;
}

static inline void
ebb_byte_writer_put (EbbByteWriter *self, const uint8_t *bytes, size_t count)
{
  if (!self->is_ok || self->capacity - self->size < count)
    {
      self->is_ok = false;
      return;
    }
  if (count > 0)
    memcpy (self->bytes + self->size, bytes, count);
  self->size += count;
}

static inline void
ebb_byte_writer_u8 (EbbByteWriter *self, uint8_t value)
{
  ebb_byte_writer_put (self, &value, 1);
}

static inline void
ebb_byte_writer_u16 (EbbByteWriter *self, uint16_t value)
{
  const uint8_t bytes[2] = { (uint8_t) value, (uint8_t) (value >> 8) };

  ebb_byte_writer_put (self, bytes, sizeof bytes);
}

static inline void
ebb_byte_writer_i16 (EbbByteWriter *self, int16_t value)
{
  ebb_byte_writer_u16 (self, (uint16_t) value);
}

static inline void
ebb_byte_writer_u32 (EbbByteWriter *self, uint32_t value)
{
  const uint8_t bytes[4] = {
    (uint8_t) value,
    (uint8_t) (value >> 8),
    (uint8_t) (value >> 16),
    (uint8_t) (value >> 24),
  };

  ebb_byte_writer_put (self, bytes, sizeof bytes);
}
