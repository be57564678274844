/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-status.h"

#include "ebb-status-private.h"
#include "ebb-units.h"

static const char *const run_state_names[] = { "stopped", "running", "venting" };
static const char *const end_reason_names[] = {
  "none", "stop", "button", "lease", "complete", "fault",
};
static const char *const boots_fault_names[] = {
  "none", "overpressure", "sensor", "valve", "heat", "battery",
};

/* Reads the state part; too few bytes show in @reader. */
void
ebb_status_read (EbbStatus *status, EbbByteReader *reader)
{
  status->run_state = (EbbRunState) ebb_byte_reader_u8 (reader);
  status->end_reason = (EbbEndReason) ebb_byte_reader_u8 (reader);
  status->fault = (EbbBootsFault) ebb_byte_reader_u8 (reader);
  status->epoch = ebb_byte_reader_u32 (reader);
  status->closed_epoch = ebb_byte_reader_u32 (reader);
  status->owner = ebb_byte_reader_u32 (reader);
}

void
ebb_status_write (const EbbStatus *status, EbbByteWriter *writer)
{
  ebb_byte_writer_u8 (writer, (uint8_t) status->run_state);
  ebb_byte_writer_u8 (writer, (uint8_t) status->end_reason);
  ebb_byte_writer_u8 (writer, (uint8_t) status->fault);
  ebb_byte_writer_u32 (writer, status->epoch);
  ebb_byte_writer_u32 (writer, status->closed_epoch);
  ebb_byte_writer_u32 (writer, status->owner);
}

/* Only the words are checked. Whether the numbers agree with each other is for the controller to
 * judge: a sample that says "running" must not be lost because something else in it is odd. */
EbbDecodeResult
ebb_status_check (const EbbStatus *status)
{
  if ((unsigned) status->run_state > EBB_RUN_VENTING
      || (unsigned) status->end_reason > EBB_END_FAULT
      || (unsigned) status->fault > EBB_BOOTS_FAULT_BATTERY)
    return EBB_DECODE_UNKNOWN;
  return EBB_DECODE_OK;
}

int32_t
ebb_pressure_read (EbbByteReader *reader)
{
  uint16_t pressure_pa = ebb_byte_reader_u16 (reader);

  return pressure_pa == EBB_WIRE_PRESSURE_UNKNOWN ? EBB_PRESSURE_UNKNOWN_PA : pressure_pa;
}

/* A sensor's zero drifts below the air outside; the wire has no negative pressure and says 0. */
void
ebb_pressure_write (int32_t pressure_pa, EbbByteWriter *writer)
{
  uint16_t value = (uint16_t) pressure_pa;

  if (pressure_pa == EBB_PRESSURE_UNKNOWN_PA)
    value = EBB_WIRE_PRESSURE_UNKNOWN;
  else if (pressure_pa < 0)
    value = 0;
  else if (pressure_pa >= (int32_t) EBB_WIRE_PRESSURE_UNKNOWN)
    value = EBB_WIRE_PRESSURE_UNKNOWN - 1;
  ebb_byte_writer_u16 (writer, value);
}

/**
 * ebb_status_decode:
 * @status: (out): untouched unless the result is %EBB_DECODE_OK
 *
 * Reads the value of the Status characteristic.
 *
 * Returns: %EBB_DECODE_OK, or what is wrong with the bytes
 */
EbbDecodeResult
ebb_status_decode (EbbStatus *status, const uint8_t *bytes, size_t size)
{
  EbbByteReader   reader;
  EbbStatus       found;
  EbbDecodeResult result;

  ebb_byte_reader_init (&reader, bytes, size);
  ebb_status_read (&found, &reader);
  if (!reader.is_ok)
    return EBB_DECODE_TRUNCATED;
  result = ebb_status_check (&found);
  if (result == EBB_DECODE_OK)
    *status = found;
  return result;
}

/**
 * ebb_status_encode:
 *
 * Returns: bytes written; 0 if they do not fit or a field has no meaning in version 1
 */
size_t
ebb_status_encode (const EbbStatus *status, uint8_t *bytes, size_t capacity)
{
  EbbByteWriter writer;

  if (ebb_status_check (status) != EBB_DECODE_OK)
    return 0;
  ebb_byte_writer_init (&writer, bytes, capacity);
  ebb_status_write (status, &writer);
  return writer.is_ok ? writer.size : 0;
}

/* A sample without a zone is refused: "every zone is empty" would be true of it. */
static EbbDecodeResult
check_telemetry (const EbbTelemetry *telemetry)
{
  if ((unsigned) telemetry->run_state > EBB_RUN_VENTING)
    return EBB_DECODE_UNKNOWN;
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      if ((telemetry->zones[side] & ~EBB_ZONE_MASK_ALL) != 0
          || (telemetry->filling[side] & ~telemetry->zones[side]) != 0)
        return EBB_DECODE_RANGE;
    }
  if ((telemetry->zones[EBB_SIDE_LEFT] | telemetry->zones[EBB_SIDE_RIGHT]) == 0)
    return EBB_DECODE_RANGE;
  return EBB_DECODE_OK;
}

static const EbbZoneTelemetry zone_not_held = {
  .pressure_pa = EBB_PRESSURE_UNKNOWN_PA,
  .setpoint_pa = 0,
  .temperature_ddeg = EBB_HEAT_OFF_DDEG,
  .heat_setpoint_ddeg = EBB_HEAT_OFF_DDEG,
};

static void
read_zones (EbbTelemetry *telemetry, EbbByteReader *reader)
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        {
          EbbZoneTelemetry *held = &telemetry->zone[side][zone];

          *held = zone_not_held;
          if ((telemetry->zones[side] & EBB_ZONE_BIT (zone)) == 0)
            continue;
          held->pressure_pa = ebb_pressure_read (reader);
          held->setpoint_pa = ebb_pressure_read (reader);
          held->temperature_ddeg = ebb_byte_reader_i16 (reader);
          held->heat_setpoint_ddeg = ebb_byte_reader_i16 (reader);
        }
    }
}

static void
write_zones (const EbbTelemetry *telemetry, EbbByteWriter *writer)
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        {
          const EbbZoneTelemetry *held = &telemetry->zone[side][zone];

          if ((telemetry->zones[side] & EBB_ZONE_BIT (zone)) == 0)
            continue;
          ebb_pressure_write (held->pressure_pa, writer);
          ebb_pressure_write (held->setpoint_pa, writer);
          ebb_byte_writer_i16 (writer, held->temperature_ddeg);
          ebb_byte_writer_i16 (writer, held->heat_setpoint_ddeg);
        }
    }
}

/**
 * ebb_telemetry_decode:
 * @telemetry: (out): untouched unless the result is %EBB_DECODE_OK; zones the sample does not
 *   hold are unknown, with heat off and nothing to aim at
 *
 * Reads one notification of the Telemetry characteristic. Measured values are taken as they are,
 * however odd: they are the controller's to judge.
 *
 * Returns: %EBB_DECODE_OK, or what is wrong with the bytes
 */
EbbDecodeResult
ebb_telemetry_decode (EbbTelemetry *telemetry, const uint8_t *bytes, size_t size)
{
  EbbByteReader   reader;
  EbbTelemetry    found = { 0 };
  EbbDecodeResult result;

  ebb_byte_reader_init (&reader, bytes, size);
  found.run_state = (EbbRunState) ebb_byte_reader_u8 (&reader);
  found.epoch = ebb_byte_reader_u32 (&reader);
  found.closed_epoch = ebb_byte_reader_u32 (&reader);
  found.counter = ebb_byte_reader_u16 (&reader);
  found.elapsed_ms = ebb_byte_reader_u32 (&reader);
  found.remaining_s = ebb_byte_reader_u16 (&reader);
  found.lease_left_ms = ebb_byte_reader_u16 (&reader);
  found.cycle = ebb_byte_reader_u16 (&reader);
  found.intensity_pa = ebb_byte_reader_u16 (&reader);
  found.filling[EBB_SIDE_LEFT] = ebb_byte_reader_u8 (&reader);
  found.filling[EBB_SIDE_RIGHT] = ebb_byte_reader_u8 (&reader);
  found.zones[EBB_SIDE_LEFT] = ebb_byte_reader_u8 (&reader);
  found.zones[EBB_SIDE_RIGHT] = ebb_byte_reader_u8 (&reader);
  if (!reader.is_ok)
    return EBB_DECODE_TRUNCATED;
  /* The masks decide how much follows. */
  result = check_telemetry (&found);
  if (result != EBB_DECODE_OK)
    return result;
  read_zones (&found, &reader);
  if (!reader.is_ok)
    return EBB_DECODE_TRUNCATED;
  *telemetry = found;
  return EBB_DECODE_OK;
}

/**
 * ebb_telemetry_encode:
 *
 * Pressures below 0 are written as 0, those above what the wire holds as the most it holds.
 *
 * Returns: bytes written; 0 if they do not fit or a mask or the run state has no meaning
 */
size_t
ebb_telemetry_encode (const EbbTelemetry *telemetry, uint8_t *bytes, size_t capacity)
{
  EbbByteWriter writer;

  if (check_telemetry (telemetry) != EBB_DECODE_OK)
    return 0;
  ebb_byte_writer_init (&writer, bytes, capacity);
  ebb_byte_writer_u8 (&writer, (uint8_t) telemetry->run_state);
  ebb_byte_writer_u32 (&writer, telemetry->epoch);
  ebb_byte_writer_u32 (&writer, telemetry->closed_epoch);
  ebb_byte_writer_u16 (&writer, telemetry->counter);
  ebb_byte_writer_u32 (&writer, telemetry->elapsed_ms);
  ebb_byte_writer_u16 (&writer, telemetry->remaining_s);
  ebb_byte_writer_u16 (&writer, telemetry->lease_left_ms);
  ebb_byte_writer_u16 (&writer, telemetry->cycle);
  ebb_byte_writer_u16 (&writer, telemetry->intensity_pa);
  ebb_byte_writer_u8 (&writer, telemetry->filling[EBB_SIDE_LEFT]);
  ebb_byte_writer_u8 (&writer, telemetry->filling[EBB_SIDE_RIGHT]);
  ebb_byte_writer_u8 (&writer, telemetry->zones[EBB_SIDE_LEFT]);
  ebb_byte_writer_u8 (&writer, telemetry->zones[EBB_SIDE_RIGHT]);
  write_zones (telemetry, &writer);
  return writer.is_ok ? writer.size : 0;
}

/**
 * ebb_run_state_to_string:
 *
 * Returns: a static string, "unknown" for a value out of range
 */
const char *
ebb_run_state_to_string (EbbRunState run_state)
{
  return (unsigned) run_state <= EBB_RUN_VENTING ? run_state_names[run_state] : "unknown";
}

/**
 * ebb_end_reason_to_string:
 *
 * Returns: a static string, "unknown" for a value out of range
 */
const char *
ebb_end_reason_to_string (EbbEndReason reason)
{
  return (unsigned) reason <= EBB_END_FAULT ? end_reason_names[reason] : "unknown";
}

/**
 * ebb_boots_fault_to_string:
 *
 * Returns: a static string, "unknown" for a value out of range
 */
const char *
ebb_boots_fault_to_string (EbbBootsFault fault)
{
  return (unsigned) fault <= EBB_BOOTS_FAULT_BATTERY ? boots_fault_names[fault] : "unknown";
}
