/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include <glib.h>

#include "ebb-units.h"
#include "proto-message.h"

/* What no vector can show: values that an encoder must refuse or bend, and small sums. */

static uint8_t room[EBB_MESSAGE_MAX_BYTES];

static EbbRequest
make_start (void)
{
  return (EbbRequest){
    .op = EBB_OP_START,
    .sequence = 4,
    .owner = 7,
    .epoch = 42,
    .start = {
      .program_crc = 1,
      .duration_s = 1200,
      .legs = EBB_LEGS_BOTH,
      .pressure_cap_pa = 5333,
      .heat_cap_ddeg = EBB_WIRE_HEAT_OFF,
    },
  };
}

static EbbTelemetry
make_telemetry (void)
{
  EbbTelemetry telemetry = { .run_state = EBB_RUN_STOPPED };

  telemetry.zones[EBB_SIDE_LEFT] = EBB_ZONE_BIT (EBB_ZONE_FOOT);
  telemetry.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].temperature_ddeg = EBB_HEAT_OFF_DDEG;
  telemetry.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].heat_setpoint_ddeg = EBB_HEAT_OFF_DDEG;
  return telemetry;
}

static int32_t
carry_pressure (int32_t pressure_pa)
{
  EbbTelemetry telemetry = make_telemetry ();
  EbbTelemetry carried;
  size_t       size;

  telemetry.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].pressure_pa = pressure_pa;
  size = ebb_telemetry_encode (&telemetry, room, sizeof room);
  g_assert_cmpint (ebb_telemetry_decode (&carried, room, size), ==, EBB_DECODE_OK);
  return carried.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].pressure_pa;
}

static void
pressure_is_bent_to_what_the_wire_holds (void)
{
  g_assert_cmpint (carry_pressure (0), ==, 0);
  g_assert_cmpint (carry_pressure (1333), ==, 1333);
  g_assert_cmpint (carry_pressure (-1), ==, 0);
  g_assert_cmpint (carry_pressure (-40000), ==, 0);
  g_assert_cmpint (carry_pressure (65534), ==, 65534);
  /* Never into "unknown", which would hide an overpressure. */
  g_assert_cmpint (carry_pressure (65535), ==, 65534);
  g_assert_cmpint (carry_pressure (INT32_MAX), ==, 65534);
  g_assert_cmpint (carry_pressure (EBB_PRESSURE_UNKNOWN_PA), ==, EBB_PRESSURE_UNKNOWN_PA);
}

static void
zones_not_held_read_as_unknown (void)
{
  EbbTelemetry            telemetry = make_telemetry ();
  EbbTelemetry            carried;
  size_t                  size = ebb_telemetry_encode (&telemetry, room, sizeof room);
  const EbbZoneTelemetry *absent = &carried.zone[EBB_SIDE_RIGHT][EBB_ZONE_KNEE];

  g_assert_cmpint (ebb_telemetry_decode (&carried, room, size), ==, EBB_DECODE_OK);
  g_assert_cmpint (absent->pressure_pa, ==, EBB_PRESSURE_UNKNOWN_PA);
  g_assert_cmpint (absent->setpoint_pa, ==, 0);
  g_assert_cmpint (absent->temperature_ddeg, ==, EBB_HEAT_OFF_DDEG);
  g_assert_cmpint (absent->heat_setpoint_ddeg, ==, EBB_HEAT_OFF_DDEG);
}

static void
telemetry_of_no_zone_is_not_written (void)
{
  EbbTelemetry telemetry = make_telemetry ();

  telemetry.zones[EBB_SIDE_LEFT] = 0;
  g_assert_cmpuint (ebb_telemetry_encode (&telemetry, room, sizeof room), ==, 0);
}

static void
words_out_of_range_are_not_written (void)
{
  EbbStatus    status = { .run_state = (EbbRunState) 3 };
  EbbTelemetry telemetry = make_telemetry ();
  EbbResponse  response = { .op = EBB_OP_RENEW, .result = (EbbResult) 0 };

  g_assert_cmpuint (ebb_status_encode (&status, room, sizeof room), ==, 0);
  telemetry.run_state = (EbbRunState) -1;
  g_assert_cmpuint (ebb_telemetry_encode (&telemetry, room, sizeof room), ==, 0);
  g_assert_cmpuint (ebb_response_encode (&response, room, sizeof room), ==, 0);
}

static void
state_left_out_is_not_sent_as_stopped (void)
{
  EbbResponse response = { .op = EBB_OP_READ_STATE, .result = EBB_RESULT_SUCCESS };

  g_assert_cmpuint (ebb_response_encode (&response, room, sizeof room), ==, 0);
  response.has_state = true;
  g_assert_cmpuint (ebb_response_encode (&response, room, sizeof room), ==, 22);
}

static void
refusal_carries_no_state (void)
{
  EbbResponse response = {
    .op = EBB_OP_READ_STATE,
    .result = EBB_RESULT_BUSY,
    .has_state = true,
  };

  g_assert_cmpuint (ebb_response_encode (&response, room, sizeof room), ==, 5);
}

static void
request_out_of_range_is_not_written (void)
{
  EbbRequest start = make_start ();
  EbbRequest changed;

  g_assert_cmpuint (ebb_request_encode (&start, room, sizeof room), ==, 26);
  changed = start;
  changed.owner = 0;
  g_assert_cmpuint (ebb_request_encode (&changed, room, sizeof room), ==, 0);
  changed = start;
  changed.start.legs = EBB_LEGS_NONE;
  g_assert_cmpuint (ebb_request_encode (&changed, room, sizeof room), ==, 0);
  changed = start;
  changed.start.offset_s = changed.start.duration_s;
  g_assert_cmpuint (ebb_request_encode (&changed, room, sizeof room), ==, 0);
  changed = start;
  changed.op = EBB_OP_RESPONSE;
  g_assert_cmpuint (ebb_request_encode (&changed, room, sizeof room), ==, 0);
}

static void
what_cannot_be_decoded_can_be_answered (void)
{
  static const uint8_t bytes[] = { 0x77, 0x34, 0x12, 0x00 };
  uint8_t              op = 1;
  uint16_t             sequence = 2;

  g_assert_false (ebb_request_peek (&op, &sequence, bytes, 0));
  g_assert_cmpuint (op, ==, 1);
  g_assert_cmpuint (sequence, ==, 2);
  g_assert_false (ebb_request_peek (&op, &sequence, bytes, 2));
  g_assert_cmpuint (op, ==, 1);
  g_assert_true (ebb_request_peek (&op, &sequence, bytes, 3));
  g_assert_cmphex (op, ==, 0x77);
  g_assert_cmphex (sequence, ==, 0x1234);
  g_assert_cmpint (ebb_decode_result_to_refusal (EBB_DECODE_UNKNOWN), ==, EBB_RESULT_NOT_SUPPORTED);
  g_assert_cmpint (ebb_decode_result_to_refusal (EBB_DECODE_WRONG_VERSION), ==,
                   EBB_RESULT_NOT_SUPPORTED);
  g_assert_cmpint (ebb_decode_result_to_refusal (EBB_DECODE_TRUNCATED), ==,
                   EBB_RESULT_INVALID_PARAMETER);
  g_assert_cmpint (ebb_decode_result_to_refusal (EBB_DECODE_RANGE), ==,
                   EBB_RESULT_INVALID_PARAMETER);
}

static void
crc_is_that_of_the_standard (void)
{
  g_assert_cmphex (ebb_wire_program_crc ((const uint8_t *) "123456789", 9), ==, 0xcbf43926);
  g_assert_cmphex (ebb_wire_program_crc (NULL, 0), ==, 0);
}

static void
words_have_names (void)
{
  g_assert_cmpstr (ebb_op_to_string (EBB_OP_SET_TELEMETRY_PERIOD), ==, "set-telemetry-period");
  g_assert_cmpstr (ebb_op_to_string ((EbbOp) 0x0b), ==, "unknown");
  g_assert_cmpstr (ebb_result_to_string (EBB_RESULT_FAULT), ==, "fault");
  g_assert_cmpstr (ebb_result_to_string ((EbbResult) 0), ==, "unknown");
  g_assert_cmpstr (ebb_run_state_to_string ((EbbRunState) 3), ==, "unknown");
  g_assert_cmpstr (ebb_end_reason_to_string ((EbbEndReason) -1), ==, "unknown");
  g_assert_cmpstr (ebb_boots_fault_to_string ((EbbBootsFault) 6), ==, "unknown");
  g_assert_cmpstr (ebb_decode_result_to_string ((EbbDecodeResult) 5), ==, "undefined");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codec/telemetry/pressure-is-bent-to-what-the-wire-holds",
                   pressure_is_bent_to_what_the_wire_holds);
  g_test_add_func ("/codec/telemetry/zones-not-held-read-as-unknown",
                   zones_not_held_read_as_unknown);
  g_test_add_func ("/codec/telemetry/of-no-zone-is-not-written",
                   telemetry_of_no_zone_is_not_written);
  g_test_add_func ("/codec/words-out-of-range-are-not-written", words_out_of_range_are_not_written);
  g_test_add_func ("/codec/response/state-left-out-is-not-sent-as-stopped",
                   state_left_out_is_not_sent_as_stopped);
  g_test_add_func ("/codec/response/refusal-carries-no-state", refusal_carries_no_state);
  g_test_add_func ("/codec/request/out-of-range-is-not-written",
                   request_out_of_range_is_not_written);
  g_test_add_func ("/codec/request/what-cannot-be-decoded-can-be-answered",
                   what_cannot_be_decoded_can_be_answered);
  g_test_add_func ("/codec/program/crc-is-that-of-the-standard", crc_is_that_of_the_standard);
  g_test_add_func ("/codec/words-have-names", words_have_names);
  return g_test_run ();
}
