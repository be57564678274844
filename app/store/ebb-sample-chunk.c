/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sample-chunk-private.h"

#include <string.h>
#include <zlib.h>

#include "ebb-byte-reader.h"
#include "ebb-byte-writer.h"

/* A chunk is: u8 format 1, u16 count, u32 size of what follows when unpacked; then, deflated by
 * zlib, one column after the other: at_ms, both zone masks, and for each side and zone pressure,
 * setpoint and temperature. A column is the difference of each value to the one before, zigzag,
 * as a variable-length integer of 7 bits a byte. Most columns are still, so most bytes are 0. */
#define FORMAT 1
#define HEADER_BYTES 7
#define N_COLUMNS (1 + EBB_N_SIDES + 3 * EBB_N_SIDES * EBB_N_ZONES)
#define VARINT_MAX_BYTES 10

static gint64
get_value (const EbbSample *sample, guint column)
{
  guint at = column - 1 - EBB_N_SIDES;
  guint side = at / 3 / EBB_N_ZONES;
  guint zone = at / 3 % EBB_N_ZONES;

  if (column == 0)
    return sample->at_ms;
  if (column <= EBB_N_SIDES)
    return sample->zones[column - 1];
  if (at % 3 == 0)
    return sample->pressure_pa[side][zone];
  if (at % 3 == 1)
    return sample->setpoint_pa[side][zone];
  return sample->temperature_ddeg[side][zone];
}

static void
set_value (EbbSample *sample, guint column, gint64 value)
{
  guint at = column - 1 - EBB_N_SIDES;
  guint side = at / 3 / EBB_N_ZONES;
  guint zone = at / 3 % EBB_N_ZONES;

  if (column == 0)
    sample->at_ms = (guint32) value;
  else if (column <= EBB_N_SIDES)
    sample->zones[column - 1] = (EbbZoneMask) value;
  else if (at % 3 == 0)
    sample->pressure_pa[side][zone] = (gint32) value;
  else if (at % 3 == 1)
    sample->setpoint_pa[side][zone] = (gint32) value;
  else
    sample->temperature_ddeg[side][zone] = (gint16) value;
}

static void
write_varint (GByteArray *bytes, gint64 value)
{
  guint64 zigzag = ((guint64) value << 1) ^ (guint64) (value >> 63);

  do
    {
      guint8 byte = (guint8) ((zigzag & 0x7f) | (zigzag > 0x7f ? 0x80 : 0));

      g_byte_array_append (bytes, &byte, 1);
      zigzag >>= 7;
    }
  while (zigzag != 0);
}

static gint64
read_varint (EbbByteReader *reader)
{
  guint64 zigzag = 0;
  guint8  byte = 0x80;

  for (guint i = 0; i < VARINT_MAX_BYTES && (byte & 0x80) != 0; i++)
    {
      byte = ebb_byte_reader_u8 (reader);
      zigzag |= (guint64) (byte & 0x7f) << (7 * i);
    }
  if ((byte & 0x80) != 0)
    reader->is_ok = false;
  return (gint64) (zigzag >> 1) ^ -(gint64) (zigzag & 1);
}

/**
 * ebb_sample_chunk_pack:
 * @count: 1 to %EBB_SAMPLE_CHUNK_MAX
 *
 * Returns: (transfer full): the samples, none of their bits lost
 */
GBytes *
ebb_sample_chunk_pack (const EbbSample *samples, gsize count)
{
  g_autoptr (GByteArray) plain = g_byte_array_new ();
  g_autofree guint8 *packed = NULL;
  EbbByteWriter      writer;
  uLongf             size;

  g_assert (count > 0 && count <= EBB_SAMPLE_CHUNK_MAX);
  for (guint column = 0; column < N_COLUMNS; column++)
    {
      gint64 before = 0;

      for (gsize i = 0; i < count; i++)
        {
          gint64 value = get_value (&samples[i], column);

          write_varint (plain, value - before);
          before = value;
        }
    }
  size = compressBound (plain->len);
  packed = g_malloc (HEADER_BYTES + size);
  ebb_byte_writer_init (&writer, packed, HEADER_BYTES);
  ebb_byte_writer_u8 (&writer, FORMAT);
  ebb_byte_writer_u16 (&writer, (guint16) count);
  ebb_byte_writer_u32 (&writer, plain->len);
  /* Cannot fail: the bound is zlib's own, and GLib aborts without memory. */
  if (compress2 (packed + HEADER_BYTES, &size, plain->data, plain->len, Z_BEST_COMPRESSION) != Z_OK)
    g_assert_not_reached ();
  return g_bytes_new (packed, HEADER_BYTES + size);
}

guint32
ebb_sample_chunk_sum (GBytes *packed)
{
  gsize        size;
  const Bytef *bytes = g_bytes_get_data (packed, &size);

  return (guint32) crc32_z (crc32_z (0, NULL, 0), bytes, size);
}

static gboolean
read_columns (EbbByteReader *reader, EbbSample *samples, gsize count)
{
  for (guint column = 0; column < N_COLUMNS; column++)
    {
      gint64 value = 0;

      for (gsize i = 0; i < count; i++)
        {
          /* As unsigned: what comes of damage may wrap, it may not be undefined. */
          value = (gint64) ((guint64) value + (guint64) read_varint (reader));
          set_value (&samples[i], column, value);
        }
    }
  return reader->is_ok && ebb_byte_reader_remaining (reader) == 0;
}

/**
 * ebb_sample_chunk_unpack:
 * @samples: (element-type EbbSample): is appended to
 *
 * Returns: %FALSE, with nothing appended, if @packed is not what was packed
 */
gboolean
ebb_sample_chunk_unpack (GBytes *packed, guint32 checksum, GArray *samples)
{
  gsize                 packed_size;
  const guint8         *bytes = g_bytes_get_data (packed, &packed_size);
  g_autofree guint8    *plain = NULL;
  g_autofree EbbSample *read = NULL;
  EbbByteReader         reader;
  guint                 format, count;
  uLongf                size;

  if (ebb_sample_chunk_sum (packed) != checksum)
    return FALSE;
  ebb_byte_reader_init (&reader, bytes, packed_size);
  format = ebb_byte_reader_u8 (&reader);
  count = ebb_byte_reader_u16 (&reader);
  size = ebb_byte_reader_u32 (&reader);
  if (!reader.is_ok || format != FORMAT || count == 0 || count > EBB_SAMPLE_CHUNK_MAX
      || size > (uLongf) count * N_COLUMNS * VARINT_MAX_BYTES)
    return FALSE;
  plain = g_malloc (size);
  if (uncompress (plain, &size, bytes + HEADER_BYTES, packed_size - HEADER_BYTES) != Z_OK)
    return FALSE;
  ebb_byte_reader_init (&reader, plain, size);
  read = g_new0 (EbbSample, count);
  if (!read_columns (&reader, read, count))
    return FALSE;
  g_array_append_vals (samples, read, count);
  return TRUE;
}
