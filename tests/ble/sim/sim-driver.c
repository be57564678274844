/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "sim-driver.h"

#include <string.h>

#include "ebb-units.h"

static void
heard_cb (EbbRole role, const uint8_t *bytes, size_t size, gpointer user_data)
{
  Driver       *self = user_data;
  const uint8_t head[2] = { (uint8_t) role, (uint8_t) size };

  g_byte_array_append (self->heard, head, sizeof head);
  g_byte_array_append (self->heard, bytes, (guint) size);
  if (role == EBB_ROLE_CONTROL)
    {
      self->n_answers++;
      g_assert_cmpint (ebb_response_decode (&self->answer, bytes, size), ==, EBB_DECODE_OK);
    }
  else if (role == EBB_ROLE_STATUS)
    {
      self->n_statuses++;
      g_assert_cmpint (ebb_status_decode (&self->status, bytes, size), ==, EBB_DECODE_OK);
    }
  else if (role == EBB_ROLE_TELEMETRY)
    {
      self->n_telemetry++;
      g_assert_cmpint (ebb_telemetry_decode (&self->telemetry, bytes, size), ==, EBB_DECODE_OK);
    }
}

void
driver_advance_ms (Driver *self, int duration_ms)
{
  gint64 until_us = self->now_us + (gint64) duration_ms * 1000;

  while (self->now_us < until_us)
    {
      self->now_us = MIN (self->now_us + self->step_us, until_us);
      ebb_sim_boots_advance_to (self->boots, self->now_us);
    }
}

Driver *
driver_new (const EbbSimOptions *options)
{
  Driver *self = g_new0 (Driver, 1);

  self->boots = ebb_sim_boots_new (7, options);
  self->heard = g_byte_array_new ();
  self->step_us = EBB_SIM_STEP_US;
  self->now_us = 1000000;
  ebb_sim_boots_set_output (self->boots, heard_cb, self);
  ebb_sim_boots_advance_to (self->boots, self->now_us);
  /* They come up venting until they have read that they are empty. */
  driver_advance_ms (self, 300);
  return self;
}

void
driver_free (Driver *self)
{
  g_byte_array_unref (self->heard);
  g_assert_finalize_object (self->boots);
  g_free (self);
}

EbbSimWrite
driver_write (Driver *self, EbbRole role, const uint8_t *bytes, size_t size)
{
  ebb_sim_boots_advance_to (self->boots, self->now_us);
  return ebb_sim_boots_write (self->boots, role, bytes, size, TRUE);
}

EbbSimWrite
driver_stop (Driver *self, uint32_t epoch)
{
  uint8_t frame[EBB_STOP_FRAME_BYTES];

  ebb_stop_encode (epoch, frame, sizeof frame);
  return driver_write (self, EBB_ROLE_STOP, frame, sizeof frame);
}

EbbResult
driver_ask (Driver *self, EbbRequest *request)
{
  uint8_t  bytes[EBB_MESSAGE_MAX_BYTES];
  size_t   size;
  unsigned n_before = self->n_answers;

  if (request->sequence == 0)
    request->sequence = ++self->sequence;
  if (request->owner == 0)
    request->owner = DRIVER_OWNER;
  size = ebb_request_encode (request, bytes, sizeof bytes);
  g_assert_cmpuint (size, >, 0);
  driver_write (self, EBB_ROLE_CONTROL, bytes, size);
  driver_advance_ms (self, 20);
  g_assert_cmpuint (self->n_answers, ==, n_before + 1);
  g_assert_cmpint (self->answer.op, ==, request->op);
  g_assert_cmpint (self->answer.sequence, ==, request->sequence);
  return self->answer.result;
}

/* 40, 35, 30, 25 mmHg from foot to thigh on both legs, 5 s each, 10 s hold, 15 s to let go. */
EbbWireProgram
driver_make_program (void)
{
  static const EbbZone zones[] = {
    EBB_ZONE_FOOT,
    EBB_ZONE_LOWER_CALF,
    EBB_ZONE_UPPER_CALF,
    EBB_ZONE_UPPER_THIGH,
  };
  EbbWireProgram program = {
    .pattern = EBB_PATTERN_SEQUENTIAL,
    .inflate_ds = 50,
    .hold_ds = 100,
    .deflate_ds = 150,
    .rest_ds = 0,
  };

  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        program.heat_ddeg[side][zone] = EBB_WIRE_HEAT_OFF;
      for (unsigned i = 0; i < G_N_ELEMENTS (zones); i++)
        {
          program.zones[side] |= EBB_ZONE_BIT (zones[i]);
          program.setpoint_pa[side][zones[i]] = (uint16_t) ebb_mmhg_to_pa (40 - 5.0 * i);
        }
    }
  return program;
}

static void
upload_chunks (Driver *self, const uint8_t *bytes, size_t size)
{
  uint8_t frame[EBB_MESSAGE_MAX_BYTES];

  for (size_t at = 0; at < size; at += 20)
    {
      EbbProgramChunk chunk = { (uint16_t) at, bytes + at, MIN (20, size - at) };
      size_t          frame_size = ebb_program_chunk_encode (&chunk, frame, sizeof frame);

      g_assert_cmpuint (frame_size, >, 0);
      driver_write (self, EBB_ROLE_PROGRAM, frame, frame_size);
    }
}

EbbResult
driver_upload (Driver *self, const EbbWireProgram *program, uint32_t *crc)
{
  uint8_t    bytes[EBB_PROGRAM_MAX_BYTES];
  size_t     size = ebb_wire_program_encode (program, bytes, sizeof bytes);
  EbbRequest begin = { .op = EBB_OP_BEGIN_PROGRAM };
  EbbRequest commit = { .op = EBB_OP_COMMIT_PROGRAM };
  EbbResult  result;

  g_assert_cmpuint (size, >, 0);
  *crc = ebb_wire_program_crc (bytes, size);
  begin.begin_program.size = (uint16_t) size;
  begin.begin_program.crc = *crc;
  commit.commit_program.crc = *crc;
  result = driver_ask (self, &begin);
  if (result != EBB_RESULT_SUCCESS)
    return result;
  upload_chunks (self, bytes, size);
  return driver_ask (self, &commit);
}

EbbRequest
driver_make_start (uint32_t epoch, uint32_t crc)
{
  EbbRequest request = { .op = EBB_OP_START, .epoch = epoch };

  request.start.program_crc = crc;
  request.start.duration_s = 600;
  request.start.legs = EBB_LEGS_BOTH;
  request.start.pressure_cap_pa = (uint16_t) ebb_mmhg_to_pa (60);
  request.start.heat_cap_ddeg = 420;
  return request;
}

EbbRequest
driver_prepare (Driver *self, uint32_t epoch, const EbbWireProgram *program)
{
  EbbWireProgram usual = driver_make_program ();
  uint32_t       crc;

  g_assert_cmpint (driver_upload (self, program != NULL ? program : &usual, &crc), ==,
                   EBB_RESULT_SUCCESS);
  return driver_make_start (epoch, crc);
}

void
driver_run (Driver *self, uint32_t epoch, const EbbWireProgram *program)
{
  EbbRequest start = driver_prepare (self, epoch, program);

  g_assert_cmpint (driver_ask (self, &start), ==, EBB_RESULT_SUCCESS);
  g_assert_cmpint (driver_status (self)->run_state, ==, EBB_RUN_RUNNING);
}

EbbResult
driver_renew (Driver *self, uint32_t epoch)
{
  EbbRequest renew = { .op = EBB_OP_RENEW, .epoch = epoch };

  return driver_ask (self, &renew);
}

void
driver_run_on_ms (Driver *self, uint32_t epoch, int duration_ms)
{
  while (duration_ms > 0)
    {
      int part_ms = MIN (duration_ms, 2000);

      driver_renew (self, epoch);
      driver_advance_ms (self, part_ms - 20);
      duration_ms -= part_ms;
    }
}

void
driver_wait_stopped (Driver *self)
{
  for (int i = 0; i < 100 && driver_status (self)->run_state != EBB_RUN_STOPPED; i++)
    driver_advance_ms (self, 100);
  g_assert_cmpint (driver_status (self)->run_state, ==, EBB_RUN_STOPPED);
}

const EbbStatus *
driver_status (Driver *self)
{
  return ebb_sim_boots_get_status (self->boots);
}

double
driver_mmhg (Driver *self, EbbSide side, EbbZone zone)
{
  return ebb_pa_to_mmhg (ebb_sim_boots_get_pressure_pa (self->boots, side, zone));
}
