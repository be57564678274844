/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-clock.h"
#include "ebb-control.h"
#include "ebb-definition.h"
#include "ebb-features.h"
#include "ebb-wire-program.h"

/* The boots' side of PROTOCOL.md, written from its tables alone and as strict as they are: one
 * number for the pressure of all zones, no air. What can be wrong with it on purpose is there to
 * show that the tests notice. */

#define STRICT_BOOTS_TELEMETRY_MS 500
#define STRICT_BOOTS_MEMORY 8

typedef void (*StrictBootsOutput) (EbbRole        role,
                                   const uint8_t *bytes,
                                   size_t         size,
                                   gpointer       user_data);

typedef struct
{
  uint16_t sequence;
  uint32_t owner;
  uint32_t epoch;
  EbbOp    op;
  size_t   size;
  uint8_t  bytes[EBB_MESSAGE_MAX_BYTES];
} StrictAnswer;

typedef struct
{
  EbbClock         *clock; /* borrowed */
  StrictBootsOutput output;
  gpointer          output_data;
  EbbFeatures       features;

  /* what they are doing */
  EbbStatus status;
  gint32    pressure_pa;
  gint64    moved_us;
  gint64    started_us;
  gint64    lease_us;   /* until when */
  guint32   base_epoch; /* closed at power-up, or the highest that has run since */
  guint32   offset_s;
  guint32   duration_s;
  guint32   ended_ms; /* program time at which the last run ended */
  gint32    cap_pa;
  gint32    intensity_pa;
  EbbLegs   legs;
  guint16   counter;
  guint     timer_id;

  /* program */
  uint8_t        upload[EBB_PROGRAM_MAX_BYTES];
  gboolean       has_byte[EBB_PROGRAM_MAX_BYTES];
  guint          upload_size; /* 0: none begun */
  guint32        upload_crc;
  guint32        committed_crc;
  EbbWireProgram program;

  StrictAnswer memory[STRICT_BOOTS_MEMORY];
  guint        n_answers;

  /* what is wrong with them */
  guint     ignored_stops;
  gboolean  is_silent;
  EbbResult start_refusal; /* 0: none */
  gboolean  never_fills;
  gint16
      shown_temperature_ddeg; /* what they say of each zone, whatever they are told; 0: nothing */
  gint16   shown_heat_ddeg;
  gboolean has_no_lease;
  gboolean has_no_epochs;
  gboolean stops_full; /* they say that they are stopped, and the air stays in them */
  gboolean renew_starts;
} StrictBoots;

void strict_boots_init (StrictBoots      *self,
                        EbbClock         *clock,
                        StrictBootsOutput output,
                        gpointer          data);
void strict_boots_clear (StrictBoots *self);
/* What arrives over the air. */
void strict_boots_write (StrictBoots *self, EbbRole role, const uint8_t *bytes, size_t size);
void strict_boots_press_button (StrictBoots *self);
/* Their own button starts them, for nobody. */
void strict_boots_run_by_button (StrictBoots *self);
void strict_boots_link_ended (StrictBoots *self);
/* Their power fails, and comes back without what they remembered. Their link is gone. */
void strict_boots_lose_memory (StrictBoots *self);
/* Time has passed. */
void   strict_boots_advance (StrictBoots *self);
size_t strict_boots_encode_features (StrictBoots *self, uint8_t *bytes, size_t capacity);
