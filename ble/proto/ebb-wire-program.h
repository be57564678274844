/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "ebb-body.h"
#include "ebb-cycle.h"
#include "ebb-profile.h"

#define EBB_MAX_LEAD_CYCLES 4
#define EBB_PROGRAM_MAX_BYTES 96

/* What a program may say at most; boots and controllers may be stricter. */
#define EBB_INFLATE_MIN_DS 10
#define EBB_INFLATE_MAX_DS 300
#define EBB_HOLD_MAX_DS 300
#define EBB_DEFLATE_MIN_DS 10
#define EBB_CYCLE_MAX_MS 120000
#define EBB_SQUEEZE_MAX_MS 60000 /* inflate and hold of one zone together */

/**
 * EbbWireProgram:
 *
 * A program as the boots keep and run it: one cycle, repeated. With n zones in a leg's mask a
 * cycle lasts n * inflate + hold + deflate + rest (EBB_PATTERN_TOGETHER: n = 1), n being that of
 * the leg with more zones. Zone i of n begins to fill at i * inflate and takes `inflate` to fill.
 *
 * lead_in scales the setpoints of the first cycles after START, lead_out those of the last before
 * the duration ends, both in percent of the setpoint; all other cycles run at 100.
 */
typedef struct
{
  EbbPattern  pattern;
  bool        is_alternate; /* odd cycles on the left leg, even on the right */
  uint8_t     n_lead_in;
  uint8_t     n_lead_out;
  uint8_t     lead_in_percent[EBB_MAX_LEAD_CYCLES];
  uint8_t     lead_out_percent[EBB_MAX_LEAD_CYCLES];
  uint16_t    inflate_ds; /* tenths of a second */
  uint16_t    hold_ds;
  uint16_t    deflate_ds;
  uint16_t    rest_ds;
  uint16_t    heat_s; /* heat goes off after this long */
  EbbZoneMask zones[EBB_N_SIDES];
  uint16_t    setpoint_pa[EBB_N_SIDES][EBB_N_ZONES];
  int16_t     heat_ddeg[EBB_N_SIDES][EBB_N_ZONES]; /* EBB_WIRE_HEAT_OFF: no heat there */
} EbbWireProgram;

EbbDecodeResult ebb_wire_program_decode (EbbWireProgram *program,
                                         const uint8_t  *bytes,
                                         size_t          size);
size_t   ebb_wire_program_encode (const EbbWireProgram *program, uint8_t *bytes, size_t capacity);
uint32_t ebb_wire_program_crc (const uint8_t *bytes, size_t size);
EbbCycle ebb_wire_program_get_cycle (const EbbWireProgram *program);
uint32_t ebb_wire_program_cycle_ms (const EbbWireProgram *program);
uint16_t ebb_wire_program_peak_pa (const EbbWireProgram *program);
