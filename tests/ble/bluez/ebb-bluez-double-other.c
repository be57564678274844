/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-double-private.h"

#include "ebb-control.h"
#include "ebb-sim-firmware.h"
#include "ebb-units.h"
#include "ebb-wire-program.h"

/* Another controller of the same boots, as a phone beside them: it has a link and a bond of its own,
 * so nothing of it goes through BlueZ, and the boots answer it alone. */

#define OWNER 0x0c0ffee1u
#define ASK_PERIOD_MS 100
#define PEAK_MMHG 30
#define DURATION_S 600

typedef enum
{
  STEP_BEGIN,
  STEP_COMMIT,
  STEP_START,
  STEP_RENEW,
} Step;

struct _DoubleOther
{
  DoubleBoots *boots;
  Step         step;
  uint8_t      program[EBB_PROGRAM_MAX_BYTES];
  size_t       program_size;
  uint32_t     epoch;
  uint16_t     sequence;   /* of the request that was made last */
  gboolean     is_waiting; /* for the answer to it */
  gint64       asked_us;
  guint        ask_id;
};

/* The boots' own would do: what matters is who asks for it. */
static void
make_program (DoubleOther *self)
{
  const EbbWireProgram program =
      ebb_sim_firmware_make_own_program (ebb_sim_boots_get_features (self->boots->sim));

  self->program_size = ebb_wire_program_encode (&program, self->program, sizeof self->program);
  g_assert_cmpuint (self->program_size, >, 0);
}

static void
upload (DoubleOther *self)
{
  EbbProgramChunk chunk = { .bytes = self->program, .size = self->program_size };
  uint8_t         bytes[EBB_MESSAGE_MAX_BYTES];
  size_t          size = ebb_program_chunk_encode (&chunk, bytes, sizeof bytes);

  g_assert_cmpuint (size, >, 0);
  ebb_sim_boots_write (self->boots->sim, EBB_ROLE_PROGRAM, bytes, size, TRUE);
}

static EbbRequest
make_request (DoubleOther *self)
{
  static const EbbOp ops[] = { EBB_OP_BEGIN_PROGRAM, EBB_OP_COMMIT_PROGRAM, EBB_OP_START,
                               EBB_OP_RENEW };
  uint32_t           crc = ebb_wire_program_crc (self->program, self->program_size);
  EbbRequest         request = { .op = ops[self->step], .owner = OWNER };

  request.sequence = ++self->sequence;
  if (self->step == STEP_BEGIN)
    {
      request.begin_program.size = (uint16_t) self->program_size;
      request.begin_program.crc = crc;
    }
  else if (self->step == STEP_COMMIT)
    request.commit_program.crc = crc;
  else
    request.epoch = self->epoch;
  if (self->step == STEP_START)
    {
      request.start.program_crc = crc;
      request.start.duration_s = DURATION_S;
      request.start.legs = EBB_LEGS_BOTH;
      request.start.pressure_cap_pa = (uint16_t) ebb_mmhg_to_pa (PEAK_MMHG);
      request.start.heat_cap_ddeg = EBB_WIRE_HEAT_OFF;
    }
  return request;
}

static gboolean
ask_cb (gpointer user_data)
{
  DoubleOther *self = user_data;
  gint64       now_us = ebb_clock_get_boottime_us (self->boots->bluez->clock);
  EbbRequest   request;
  uint8_t      bytes[EBB_MESSAGE_MAX_BYTES];
  size_t       size;

  /* With a link that ends an answer goes, whoever asked: none to RENEW is waited for. */
  if (self->step == STEP_RENEW
          ? now_us - self->asked_us < EBB_RENEW_PERIOD_MS * G_GINT64_CONSTANT (1000)
          : self->is_waiting)
    return G_SOURCE_CONTINUE;
  if (self->step == STEP_START)
    self->epoch = ebb_sim_boots_get_status (self->boots->sim)->closed_epoch + 1;
  request = make_request (self);
  size = ebb_request_encode (&request, bytes, sizeof bytes);
  g_assert_cmpuint (size, >, 0);
  self->is_waiting = TRUE;
  self->asked_us = now_us;
  ebb_sim_boots_write (self->boots->sim, EBB_ROLE_CONTROL, bytes, size, TRUE);
  return G_SOURCE_CONTINUE;
}

static void
take_answer (DoubleOther *self, const EbbResponse *response)
{
  self->is_waiting = FALSE;
  if (self->step == STEP_RENEW)
    {
      /* Somebody stopped them: it leaves it at that. */
      if (response->result != EBB_RESULT_SUCCESS)
        ebb_clock_clear (self->boots->bluez->clock, &self->ask_id);
      return;
    }
  /* The same once more: they are busy with somebody else. */
  if (response->result == EBB_RESULT_BUSY)
    return;
  if (response->result != EBB_RESULT_SUCCESS)
    g_error ("the other controller was refused \"%s\": %s", ebb_op_to_string (response->op),
             ebb_result_to_string (response->result));
  if (self->step == STEP_BEGIN)
    upload (self);
  self->step++;
}

/* TRUE: it is an answer to the other one, and nobody else hears it. A program of ours may count from
 * anywhere. */
gboolean
double_other_hears (DoubleOther *self, EbbRole role, const uint8_t *bytes, size_t size)
{
  EbbResponse response;

  if (self == NULL || !self->is_waiting || role != EBB_ROLE_CONTROL
      || ebb_response_decode (&response, bytes, size) != EBB_DECODE_OK
      || response.sequence != self->sequence)
    return FALSE;
  take_answer (self, &response);
  return TRUE;
}

void
double_other_free (DoubleOther *self)
{
  ebb_clock_clear (self->boots->bluez->clock, &self->ask_id);
  g_free (self);
}

/* Another controller starts them, and goes on until somebody stops them. */
void
double_boots_take_over (DoubleBoots *self)
{
  g_clear_pointer (&self->other, double_other_free);
  self->other = g_new0 (DoubleOther, 1);
  self->other->boots = self;
  make_program (self->other);
  self->other->ask_id =
      ebb_clock_add_timeout (self->bluez->clock, ASK_PERIOD_MS, ask_cb, self->other);
}

/* Condition on a DoubleBoots: the other controller runs them. */
gboolean
double_boots_is_taken_over (gpointer boots)
{
  const EbbStatus *status = ebb_sim_boots_get_status (((DoubleBoots *) boots)->sim);

  return status->run_state == EBB_RUN_RUNNING && status->owner == OWNER;
}
