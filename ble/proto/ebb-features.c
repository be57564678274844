/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-features.h"

#include "ebb-byte-reader.h"
#include "ebb-byte-writer.h"

static bool
are_zones_consistent (const EbbFeatures *features)
{
  EbbZoneMask heated = 0, all = 0;

  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      EbbZoneMask zones = features->zones[side];

      if ((zones & ~EBB_ZONE_MASK_ALL) != 0 || (features->settable[side] & ~zones) != 0
          || (features->heated[side] & ~zones) != 0)
        return false;
      all |= zones;
      heated |= features->heated[side];
    }
  return all != 0 && (heated != 0) == ((features->bits & EBB_FEATURE_HEAT) != 0);
}

static bool
is_pressure_consistent (const EbbFeatures *features)
{
  if ((features->bits & EBB_FEATURE_LEVELS) != 0)
    return features->level_count >= 1 && features->level_count <= EBB_LEVEL_COUNT_MAX;
  return features->level_count == 0 && features->pressure_max_pa <= EBB_SETPOINT_MAX_PA
         && features->pressure_min_pa <= features->pressure_max_pa
         && features->pressure_step_pa >= 1
         && features->pressure_step_pa <= features->pressure_max_pa;
}

static bool
is_heat_consistent (const EbbFeatures *features)
{
  if ((features->bits & EBB_FEATURE_HEAT) == 0)
    return true;
  return features->heat_min_ddeg >= EBB_HEAT_MIN_DDEG
         && features->heat_min_ddeg <= features->heat_max_ddeg
         && features->heat_max_ddeg <= EBB_HEAT_MAX_DDEG;
}

static EbbDecodeResult
check_features (const EbbFeatures *features)
{
  if (features->major != EBB_PROFILE_MAJOR)
    return EBB_DECODE_WRONG_VERSION;
  if (!are_zones_consistent (features) || !is_pressure_consistent (features)
      || !is_heat_consistent (features))
    return EBB_DECODE_RANGE;
  if (features->telemetry_fastest_ms < EBB_TELEMETRY_FASTEST_MS
      || features->telemetry_fastest_ms > EBB_TELEMETRY_SLOWEST_MS
      || features->lease_s < EBB_LEASE_MIN_S || features->lease_s > EBB_LEASE_MAX_S
      || features->program_max_bytes < EBB_PROGRAM_STORE_MIN_BYTES)
    return EBB_DECODE_RANGE;
  return EBB_DECODE_OK;
}

static void
read_masks (EbbByteReader *reader, EbbZoneMask masks[EBB_N_SIDES])
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    masks[side] = ebb_byte_reader_u8 (reader);
}

static void
write_masks (EbbByteWriter *writer, const EbbZoneMask masks[EBB_N_SIDES])
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    ebb_byte_writer_u8 (writer, masks[side]);
}

/**
 * ebb_features_decode:
 * @features: (out): untouched unless the result is %EBB_DECODE_OK
 *
 * Reads the value of the Features characteristic. The first byte alone decides about the version,
 * since another major version may have another layout.
 *
 * Returns: %EBB_DECODE_OK, or what is wrong with the bytes
 */
EbbDecodeResult
ebb_features_decode (EbbFeatures *features, const uint8_t *bytes, size_t size)
{
  EbbByteReader   reader;
  EbbFeatures     found = { 0 };
  EbbDecodeResult result;

  ebb_byte_reader_init (&reader, bytes, size);
  found.major = ebb_byte_reader_u8 (&reader);
  if (reader.is_ok && found.major != EBB_PROFILE_MAJOR)
    return EBB_DECODE_WRONG_VERSION;
  found.minor = ebb_byte_reader_u8 (&reader);
  found.bits = ebb_byte_reader_u32 (&reader);
  read_masks (&reader, found.zones);
  read_masks (&reader, found.settable);
  read_masks (&reader, found.heated);
  found.level_count = ebb_byte_reader_u8 (&reader);
  found.pressure_min_pa = ebb_byte_reader_u16 (&reader);
  found.pressure_max_pa = ebb_byte_reader_u16 (&reader);
  found.pressure_step_pa = ebb_byte_reader_u16 (&reader);
  found.heat_min_ddeg = ebb_byte_reader_i16 (&reader);
  found.heat_max_ddeg = ebb_byte_reader_i16 (&reader);
  found.telemetry_fastest_ms = ebb_byte_reader_u16 (&reader);
  found.lease_s = ebb_byte_reader_u8 (&reader);
  found.program_max_bytes = ebb_byte_reader_u16 (&reader);
  if (!reader.is_ok)
    return EBB_DECODE_TRUNCATED;

  result = check_features (&found);
  if (result == EBB_DECODE_OK)
    *features = found;
  return result;
}

/**
 * ebb_features_encode:
 * @capacity: room in @bytes; %EBB_MESSAGE_MAX_BYTES always is enough
 *
 * Returns: bytes written; 0 if they do not fit or a field is out of the range PROTOCOL.md gives it
 */
size_t
ebb_features_encode (const EbbFeatures *features, uint8_t *bytes, size_t capacity)
{
  EbbByteWriter writer;

  if (check_features (features) != EBB_DECODE_OK)
    return 0;
  ebb_byte_writer_init (&writer, bytes, capacity);
  ebb_byte_writer_u8 (&writer, features->major);
  ebb_byte_writer_u8 (&writer, features->minor);
  ebb_byte_writer_u32 (&writer, features->bits);
  write_masks (&writer, features->zones);
  write_masks (&writer, features->settable);
  write_masks (&writer, features->heated);
  ebb_byte_writer_u8 (&writer, features->level_count);
  ebb_byte_writer_u16 (&writer, features->pressure_min_pa);
  ebb_byte_writer_u16 (&writer, features->pressure_max_pa);
  ebb_byte_writer_u16 (&writer, features->pressure_step_pa);
  ebb_byte_writer_i16 (&writer, features->heat_min_ddeg);
  ebb_byte_writer_i16 (&writer, features->heat_max_ddeg);
  ebb_byte_writer_u16 (&writer, features->telemetry_fastest_ms);
  ebb_byte_writer_u8 (&writer, features->lease_s);
  ebb_byte_writer_u16 (&writer, features->program_max_bytes);
  return writer.is_ok ? writer.size : 0;
}
