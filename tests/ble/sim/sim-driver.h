/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-control.h"
#include "ebb-sim-boots.h"
#include "ebb-wire-program.h"

#define DRIVER_OWNER 0x11223344u
#define DRIVER_STRANGER 0x55667788u

/* A controller in front of simulated boots: writes, lets time pass, keeps what it hears. */
typedef struct
{
  EbbSimBoots *boots;
  gint64       now_us;
  gint64       step_us; /* how far advance_to() goes at a time */
  uint16_t     sequence;
  GByteArray  *heard; /* role, size, bytes of every message */
  unsigned     n_answers;
  EbbResponse  answer;
  unsigned     n_statuses;
  EbbStatus    status;
  unsigned     n_telemetry;
  EbbTelemetry telemetry;
} Driver;

Driver *driver_new (const EbbSimOptions *options);
void    driver_free (Driver *self);

void driver_advance_ms (Driver *self, int duration_ms);

EbbSimWrite driver_write (Driver *self, EbbRole role, const uint8_t *bytes, size_t size);
EbbSimWrite driver_stop (Driver *self, uint32_t epoch);
/* Sends @request as it stands, with a sequence number if it has none, and waits for the answer. */
EbbResult driver_ask (Driver *self, EbbRequest *request);

EbbWireProgram driver_make_program (void);
EbbResult      driver_upload (Driver *self, const EbbWireProgram *program, uint32_t *crc);
EbbRequest     driver_make_start (uint32_t epoch, uint32_t crc);
/* Uploads @program (NULL: the usual one); returns the START for it. */
EbbRequest driver_prepare (Driver *self, uint32_t epoch, const EbbWireProgram *program);
/* As driver_prepare(), and starts it; asserts that it runs. */
void      driver_run (Driver *self, uint32_t epoch, const EbbWireProgram *program);
EbbResult driver_renew (Driver *self, uint32_t epoch);
/* As driver_advance_ms(), renewing every 2 s. */
void driver_run_on_ms (Driver *self, uint32_t epoch, int duration_ms);
void driver_wait_stopped (Driver *self);

const EbbStatus *driver_status (Driver *self);
double           driver_mmhg (Driver *self, EbbSide side, EbbZone zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Driver, driver_free)
