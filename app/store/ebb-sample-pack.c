/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sample-pack-private.h"

#include <zlib.h>

/* Format 1, before zlib: 1, the two zone masks, a varint count, then a column for the time and
 * three for each zone (pressure, setpoint, temperature). A column is its values as zigzag varints
 * of the difference to the value before. */
#define FORMAT 1
/* 1 + 2 + 2 + 600 samples of 43 columns of at most 10 bytes: what unpacking may ever need. */
#define UNPACKED_MAX_BYTES (8 + EBB_PACK_MAX_SAMPLES * 43 * 10)

static void
put_varint (GByteArray *bytes, guint64 value)
{
  guint8 byte;

  do
    {
      byte = (guint8) ((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
      g_byte_array_append (bytes, &byte, 1);
      value >>= 7;
    }
  while (value > 0);
}

static void
put_delta (GByteArray *bytes, gint64 value, gint64 *before)
{
  gint64 delta = value - *before;

  put_varint (bytes, ((guint64) delta << 1) ^ (guint64) (delta >> 63));
  *before = value;
}

typedef struct
{
  const guint8 *at;
  const guint8 *end;
  gboolean      is_ok;
} Reader;

static guint64
get_varint (Reader *reader)
{
  guint64 value = 0;

  for (int shift = 0; shift < 64; shift += 7)
    {
      guint8 byte;

      if (reader->at == reader->end)
        break;
      byte = *reader->at++;
      value |= (guint64) (byte & 0x7f) << shift;
      if (!(byte & 0x80))
        return value;
    }
  reader->is_ok = FALSE;
  return 0;
}

static gint64
get_delta (Reader *reader, gint64 *before)
{
  guint64 zigzag = get_varint (reader);
  guint64 delta = (zigzag >> 1) ^ -(zigzag & 1);

  *before = (gint64) ((guint64) *before + delta);
  return *before;
}

static void
put_zone (GByteArray *bytes, const EbbSample *samples, gsize count, int side, int zone)
{
  gint64 pressure = 0;
  gint64 setpoint = 0;
  gint64 temperature = 0;

  for (gsize i = 0; i < count; i++)
    put_delta (bytes, samples[i].pressure_pa[side][zone], &pressure);
  for (gsize i = 0; i < count; i++)
    put_delta (bytes, samples[i].setpoint_pa[side][zone], &setpoint);
  for (gsize i = 0; i < count; i++)
    put_delta (bytes, samples[i].temperature_ddeg[side][zone], &temperature);
}

static void
get_zone (Reader *reader, EbbSample *samples, gsize count, int side, int zone)
{
  gint64 pressure = 0;
  gint64 setpoint = 0;
  gint64 temperature = 0;

  for (gsize i = 0; i < count; i++)
    samples[i].pressure_pa[side][zone] = (gint32) get_delta (reader, &pressure);
  for (gsize i = 0; i < count; i++)
    samples[i].setpoint_pa[side][zone] = (gint32) get_delta (reader, &setpoint);
  for (gsize i = 0; i < count; i++)
    samples[i].temperature_ddeg[side][zone] = (gint16) get_delta (reader, &temperature);
}

GBytes *
ebb_samples_pack (const EbbSample *samples, gsize count)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const guint8 head[] = { FORMAT, samples[0].zones[0], samples[0].zones[1] };
  gint64       at_ms = 0;
  uLongf       size;
  guint8      *packed;

  g_return_val_if_fail (count > 0 && count <= EBB_PACK_MAX_SAMPLES, NULL);

  g_byte_array_append (bytes, head, sizeof head);
  put_varint (bytes, count);
  for (gsize i = 0; i < count; i++)
    put_delta (bytes, samples[i].at_ms, &at_ms);
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        {
          if (head[1 + side] & EBB_ZONE_BIT (zone))
            put_zone (bytes, samples, count, side, zone);
        }
    }
  size = compressBound (bytes->len);
  packed = g_malloc (size);
  if (compress2 (packed, &size, bytes->data, bytes->len, 6) != Z_OK)
    g_error ("zlib could not pack %u bytes", bytes->len);
  return g_bytes_new_take (packed, size);
}

static void
clear_sample (EbbSample *sample, guint8 left, guint8 right)
{
  sample->zones[EBB_SIDE_LEFT] = left;
  sample->zones[EBB_SIDE_RIGHT] = right;
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        {
          sample->pressure_pa[side][zone] = EBB_PRESSURE_UNKNOWN_PA;
          sample->setpoint_pa[side][zone] = EBB_PRESSURE_UNKNOWN_PA;
          sample->temperature_ddeg[side][zone] = EBB_HEAT_OFF_DDEG;
        }
    }
}

static gboolean
read_samples (Reader *reader, EbbSample *samples, gsize count, const guint8 *masks)
{
  gint64 at_ms = 0;

  for (gsize i = 0; i < count; i++)
    {
      clear_sample (&samples[i], masks[0], masks[1]);
      samples[i].at_ms = (guint32) get_delta (reader, &at_ms);
    }
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        {
          if (masks[side] & EBB_ZONE_BIT (zone))
            get_zone (reader, samples, count, side, zone);
        }
    }
  return reader->is_ok && reader->at == reader->end;
}

gboolean
ebb_samples_unpack (GArray *samples, const guint8 *data, gsize size)
{
  g_autofree guint8    *bytes = g_malloc (UNPACKED_MAX_BYTES);
  g_autofree EbbSample *unpacked = NULL;
  uLongf                length = UNPACKED_MAX_BYTES;
  Reader                reader = { .is_ok = TRUE };
  guint64               count;

  if (uncompress (bytes, &length, data, size) != Z_OK || length < 4 || bytes[0] != FORMAT)
    return FALSE;
  reader.at = bytes + 3;
  reader.end = bytes + length;
  count = get_varint (&reader);
  if (!reader.is_ok || count == 0 || count > EBB_PACK_MAX_SAMPLES)
    return FALSE;
  unpacked = g_new0 (EbbSample, count);
  if (!read_samples (&reader, unpacked, count, bytes + 1))
    return FALSE;
  g_array_append_vals (samples, unpacked, (guint) count);
  return TRUE;
}

guint32
ebb_samples_checksum (const guint8 *data, gsize size)
{
  return (guint32) crc32 (0, data, (uInt) size);
}
