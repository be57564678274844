/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stdint.h>

/* The open profile for compression boots, version 1.0. PROTOCOL.md is the authority; every number
 * here stands there too. */

#define EBB_PROFILE_MAJOR 1
#define EBB_PROFILE_MINOR 0

#define EBB_UUID_SERVICE "eb040001-fcd8-4547-88a2-5bb8310909fc"
#define EBB_UUID_FEATURES "eb040002-fcd8-4547-88a2-5bb8310909fc"
#define EBB_UUID_CONTROL "eb040003-fcd8-4547-88a2-5bb8310909fc"
#define EBB_UUID_STOP "eb040004-fcd8-4547-88a2-5bb8310909fc"
#define EBB_UUID_STATUS "eb040005-fcd8-4547-88a2-5bb8310909fc"
#define EBB_UUID_TELEMETRY "eb040006-fcd8-4547-88a2-5bb8310909fc"
#define EBB_UUID_PROGRAM "eb040007-fcd8-4547-88a2-5bb8310909fc"

#define EBB_UUID_BATTERY_SERVICE "0000180f-0000-1000-8000-00805f9b34fb"
#define EBB_UUID_BATTERY_LEVEL "00002a19-0000-1000-8000-00805f9b34fb"
#define EBB_UUID_DEVICE_INFORMATION "0000180a-0000-1000-8000-00805f9b34fb"
#define EBB_UUID_MANUFACTURER "00002a29-0000-1000-8000-00805f9b34fb"
#define EBB_UUID_MODEL "00002a24-0000-1000-8000-00805f9b34fb"
#define EBB_UUID_SERIAL "00002a25-0000-1000-8000-00805f9b34fb"
#define EBB_UUID_FIRMWARE "00002a26-0000-1000-8000-00805f9b34fb"

/* No message of version 1.0 is longer; a link needs an ATT_MTU of this + 3. */
#define EBB_MESSAGE_MAX_BYTES 182

/* Lease, safety.md section 6 and limits.json "lease". */
#define EBB_LEASE_MS 10000
#define EBB_RENEW_PERIOD_MS 2000
#define EBB_STOP_REPEAT_MS 300
#define EBB_TELEMETRY_PERIOD_MS 500
#define EBB_TELEMETRY_FASTEST_MS 100
#define EBB_TELEMETRY_SLOWEST_MS 1000
#define EBB_LEASE_MIN_S 5
#define EBB_LEASE_MAX_S 30

/* What the fields of version 1 can say at most; boots and controllers have their own, lower caps. */
#define EBB_SETPOINT_MAX_PA 40000 /* 300 mmHg */
#define EBB_HEAT_MIN_DDEG 200
#define EBB_HEAT_MAX_DDEG 430
#define EBB_LEVEL_COUNT_MAX 100
#define EBB_DURATION_MAX_S 3600
#define EBB_PROGRAM_STORE_MIN_BYTES 96 /* all boots keep programs of this size */

/* "Not known", for pressures on the wire; in the structs it is EBB_PRESSURE_UNKNOWN_PA. */
#define EBB_WIRE_PRESSURE_UNKNOWN 0xffffu
/* "Not known" or "off", for temperatures on the wire and in the structs (EBB_HEAT_OFF_DDEG). */
#define EBB_WIRE_HEAT_OFF INT16_MIN

/* How a decoder answers. No decoder allocates, and a decoder that fails has not touched *out. */
typedef enum
{
  EBB_DECODE_OK,
  EBB_DECODE_TRUNCATED,     /* shorter than its own fields say */
  EBB_DECODE_WRONG_VERSION, /* another major version */
  EBB_DECODE_UNKNOWN,       /* an op, format or enum value that version 1 does not define */
  EBB_DECODE_RANGE,         /* a field outside the range PROTOCOL.md gives it */
} EbbDecodeResult;

const char *ebb_decode_result_to_string (EbbDecodeResult result);
