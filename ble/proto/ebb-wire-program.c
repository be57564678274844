/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-wire-program.h"

#include <zlib.h>

#include "ebb-byte-reader.h"
#include "ebb-byte-writer.h"

#define PROGRAM_FORMAT 1
#define FLAG_ALTERNATE 0x01

static bool
is_within (unsigned value, unsigned lowest, unsigned highest)
{
  return value >= lowest && value <= highest;
}

static unsigned
count_zones (const EbbWireProgram *program)
{
  unsigned left = ebb_zone_mask_count (program->zones[EBB_SIDE_LEFT]);
  unsigned right = ebb_zone_mask_count (program->zones[EBB_SIDE_RIGHT]);

  return left > right ? left : right;
}

static bool
are_times_in_range (const EbbWireProgram *program)
{
  EbbCycle cycle = ebb_wire_program_get_cycle (program);

  return is_within (program->inflate_ds, EBB_INFLATE_MIN_DS, EBB_INFLATE_MAX_DS)
         && program->hold_ds <= EBB_HOLD_MAX_DS && program->deflate_ds >= EBB_DEFLATE_MIN_DS
         && program->heat_s <= EBB_DURATION_MAX_S
         && ebb_wire_program_cycle_ms (program) <= EBB_CYCLE_MAX_MS
         && ebb_cycle_squeeze_ms (&cycle, count_zones (program)) <= EBB_SQUEEZE_MAX_MS;
}

static bool
are_percents_in_range (const uint8_t *percent, unsigned n_cycles)
{
  for (unsigned i = 0; i < n_cycles; i++)
    if (!is_within (percent[i], 1, 100))
      return false;
  return true;
}

static bool
are_masks_in_range (const EbbWireProgram *program)
{
  EbbZoneMask left = program->zones[EBB_SIDE_LEFT];
  EbbZoneMask right = program->zones[EBB_SIDE_RIGHT];

  if (((left | right) & ~EBB_ZONE_MASK_ALL) != 0 || (left | right) == 0)
    return false;
  return !program->is_alternate || (left != 0 && right != 0);
}

static bool
is_zone_in_range (const EbbWireProgram *program, int side, int zone)
{
  int16_t heat_ddeg = program->heat_ddeg[side][zone];

  if ((program->zones[side] & EBB_ZONE_BIT (zone)) == 0)
    return true;
  if (!is_within (program->setpoint_pa[side][zone], 1, EBB_SETPOINT_MAX_PA))
    return false;
  return heat_ddeg == EBB_WIRE_HEAT_OFF
         || (heat_ddeg >= EBB_HEAT_MIN_DDEG && heat_ddeg <= EBB_HEAT_MAX_DDEG);
}

/* The part whose length does not depend on what it says; it decides the length of the rest. */
static EbbDecodeResult
check_fixed_part (const EbbWireProgram *program)
{
  if ((unsigned) program->pattern > EBB_PATTERN_TOGETHER)
    return EBB_DECODE_UNKNOWN;
  if (!are_masks_in_range (program) || program->n_lead_in > EBB_MAX_LEAD_CYCLES
      || program->n_lead_out > EBB_MAX_LEAD_CYCLES || !are_times_in_range (program))
    return EBB_DECODE_RANGE;
  return EBB_DECODE_OK;
}

static EbbDecodeResult
check_rest (const EbbWireProgram *program)
{
  if (!are_percents_in_range (program->lead_in_percent, program->n_lead_in)
      || !are_percents_in_range (program->lead_out_percent, program->n_lead_out))
    return EBB_DECODE_RANGE;
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      if (!is_zone_in_range (program, side, zone))
        return EBB_DECODE_RANGE;
  return EBB_DECODE_OK;
}

static EbbDecodeResult
read_fixed_part (EbbWireProgram *program, EbbByteReader *reader)
{
  uint8_t flags;

  program->pattern = (EbbPattern) ebb_byte_reader_u8 (reader);
  flags = ebb_byte_reader_u8 (reader);
  program->is_alternate = (flags & FLAG_ALTERNATE) != 0;
  program->inflate_ds = ebb_byte_reader_u16 (reader);
  program->hold_ds = ebb_byte_reader_u16 (reader);
  program->deflate_ds = ebb_byte_reader_u16 (reader);
  program->rest_ds = ebb_byte_reader_u16 (reader);
  program->heat_s = ebb_byte_reader_u16 (reader);
  program->zones[EBB_SIDE_LEFT] = ebb_byte_reader_u8 (reader);
  program->zones[EBB_SIDE_RIGHT] = ebb_byte_reader_u8 (reader);
  program->n_lead_in = ebb_byte_reader_u8 (reader);
  program->n_lead_out = ebb_byte_reader_u8 (reader);
  if (!reader->is_ok)
    return EBB_DECODE_TRUNCATED;
  return (flags & ~FLAG_ALTERNATE) != 0 ? EBB_DECODE_UNKNOWN : check_fixed_part (program);
}

static void
read_lead (EbbByteReader *reader, uint8_t *percent, unsigned n_cycles)
{
  for (unsigned i = 0; i < n_cycles; i++)
    percent[i] = ebb_byte_reader_u8 (reader);
}

static void
read_zones (EbbWireProgram *program, EbbByteReader *reader)
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        {
          program->heat_ddeg[side][zone] = EBB_WIRE_HEAT_OFF;
          if ((program->zones[side] & EBB_ZONE_BIT (zone)) == 0)
            continue;
          program->setpoint_pa[side][zone] = ebb_byte_reader_u16 (reader);
          program->heat_ddeg[side][zone] = ebb_byte_reader_i16 (reader);
        }
    }
}

static void
write_zones (const EbbWireProgram *program, EbbByteWriter *writer)
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        {
          if ((program->zones[side] & EBB_ZONE_BIT (zone)) == 0)
            continue;
          ebb_byte_writer_u16 (writer, program->setpoint_pa[side][zone]);
          ebb_byte_writer_i16 (writer, program->heat_ddeg[side][zone]);
        }
    }
}

/**
 * ebb_wire_program_decode:
 * @program: (out): untouched unless the result is %EBB_DECODE_OK; zones outside the masks have
 *   setpoint 0 and heat off
 *
 * Reads a whole program. A flag that version 1 does not define is %EBB_DECODE_UNKNOWN: what a
 * program asks for must not be half understood.
 *
 * Returns: %EBB_DECODE_OK, or what is wrong with the bytes
 */
EbbDecodeResult
ebb_wire_program_decode (EbbWireProgram *program, const uint8_t *bytes, size_t size)
{
  EbbByteReader   reader;
  EbbWireProgram  found = { 0 };
  EbbDecodeResult result;

  ebb_byte_reader_init (&reader, bytes, size);
  if (ebb_byte_reader_u8 (&reader) != PROGRAM_FORMAT && reader.is_ok)
    return EBB_DECODE_UNKNOWN;
  result = read_fixed_part (&found, &reader);
  if (result != EBB_DECODE_OK)
    return result;
  read_lead (&reader, found.lead_in_percent, found.n_lead_in);
  read_lead (&reader, found.lead_out_percent, found.n_lead_out);
  read_zones (&found, &reader);
  if (!reader.is_ok)
    return EBB_DECODE_TRUNCATED;

  result = check_rest (&found);
  if (result == EBB_DECODE_OK)
    *program = found;
  return result;
}

/**
 * ebb_wire_program_encode:
 * @capacity: room in @bytes; %EBB_PROGRAM_MAX_BYTES always is enough
 *
 * Returns: bytes written; 0 if they do not fit or a field is out of the range PROTOCOL.md gives it
 */
size_t
ebb_wire_program_encode (const EbbWireProgram *program, uint8_t *bytes, size_t capacity)
{
  EbbByteWriter writer;

  if (check_fixed_part (program) != EBB_DECODE_OK || check_rest (program) != EBB_DECODE_OK)
    return 0;
  ebb_byte_writer_init (&writer, bytes, capacity);
  ebb_byte_writer_u8 (&writer, PROGRAM_FORMAT);
  ebb_byte_writer_u8 (&writer, (uint8_t) program->pattern);
  ebb_byte_writer_u8 (&writer, program->is_alternate ? FLAG_ALTERNATE : 0);
  ebb_byte_writer_u16 (&writer, program->inflate_ds);
  ebb_byte_writer_u16 (&writer, program->hold_ds);
  ebb_byte_writer_u16 (&writer, program->deflate_ds);
  ebb_byte_writer_u16 (&writer, program->rest_ds);
  ebb_byte_writer_u16 (&writer, program->heat_s);
  ebb_byte_writer_u8 (&writer, program->zones[EBB_SIDE_LEFT]);
  ebb_byte_writer_u8 (&writer, program->zones[EBB_SIDE_RIGHT]);
  ebb_byte_writer_u8 (&writer, program->n_lead_in);
  ebb_byte_writer_u8 (&writer, program->n_lead_out);
  ebb_byte_writer_put (&writer, program->lead_in_percent, program->n_lead_in);
  ebb_byte_writer_put (&writer, program->lead_out_percent, program->n_lead_out);
  write_zones (program, &writer);
  return writer.is_ok ? writer.size : 0;
}

/**
 * ebb_wire_program_crc:
 *
 * The name of a program on the wire: the CRC-32 of IEEE 802.3, as zlib and PNG have it, over all
 * its bytes.
 *
 * Returns: the CRC
 */
uint32_t
ebb_wire_program_crc (const uint8_t *bytes, size_t size)
{
  return (uint32_t) crc32_z (0, bytes, size);
}

/**
 * ebb_wire_program_get_cycle:
 *
 * Returns: the times of one cycle, in milliseconds
 */
EbbCycle
ebb_wire_program_get_cycle (const EbbWireProgram *program)
{
  return (EbbCycle){
    .pattern = program->pattern,
    .inflate_ms = program->inflate_ds * 100u,
    .hold_ms = program->hold_ds * 100u,
    .deflate_ms = program->deflate_ds * 100u,
    .rest_ms = program->rest_ds * 100u,
  };
}

/**
 * ebb_wire_program_cycle_ms:
 *
 * Returns: milliseconds one cycle lasts on the leg with more zones, which sets the pace for both
 */
uint32_t
ebb_wire_program_cycle_ms (const EbbWireProgram *program)
{
  EbbCycle cycle = ebb_wire_program_get_cycle (program);

  return ebb_cycle_length_ms (&cycle, count_zones (program));
}

/**
 * ebb_wire_program_peak_pa:
 *
 * Returns: the setpoint of the strongest zone, in pascals; intensity is measured against it
 */
uint16_t
ebb_wire_program_peak_pa (const EbbWireProgram *program)
{
  uint16_t peak_pa = 0;

  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      if ((program->zones[side] & EBB_ZONE_BIT (zone)) != 0
          && program->setpoint_pa[side][zone] > peak_pa)
        peak_pa = program->setpoint_pa[side][zone];
  return peak_pa;
}
