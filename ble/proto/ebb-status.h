/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stddef.h>

#include "ebb-body.h"
#include "ebb-profile.h"

typedef enum
{
  EBB_RUN_STOPPED, /* pump off, valves open, every zone read below 10 mmHg by the boots */
  EBB_RUN_RUNNING,
  EBB_RUN_VENTING, /* pump off, valves open, not yet empty */
} EbbRunState;

typedef enum
{
  EBB_END_NONE,     /* nothing has run since power-up */
  EBB_END_STOP,     /* a write to Stop */
  EBB_END_BUTTON,   /* the boots' own button */
  EBB_END_LEASE,    /* the lease ran out */
  EBB_END_COMPLETE, /* the duration was reached */
  EBB_END_FAULT,    /* the boots found a fault of their own */
} EbbEndReason;

typedef enum
{
  EBB_BOOTS_FAULT_NONE,
  EBB_BOOTS_FAULT_OVERPRESSURE,
  EBB_BOOTS_FAULT_SENSOR,
  EBB_BOOTS_FAULT_VALVE,
  EBB_BOOTS_FAULT_HEAT,
  EBB_BOOTS_FAULT_BATTERY,
} EbbBootsFault;

/* The owner of a run that was begun at the boots themselves. No controller uses it. */
#define EBB_WIRE_OWNER_BUTTON 0xffffffffu

/**
 * EbbStatus:
 *
 * The Status characteristic, and the state part of two answers on the control point.
 */
typedef struct
{
  EbbRunState   run_state;
  EbbEndReason  end_reason; /* of the last epoch that ended */
  EbbBootsFault fault;
  uint32_t      epoch;        /* being run; 0 when none */
  uint32_t      closed_epoch; /* highest epoch that can never run again */
  uint32_t      owner;        /* who may command; 0 when nobody */
} EbbStatus;

typedef struct
{
  int32_t pressure_pa;        /* measured; EBB_PRESSURE_UNKNOWN_PA if the boots cannot say */
  int32_t setpoint_pa;        /* what the boots aim at now, 0 while the zone is let go */
  int16_t temperature_ddeg;   /* measured; EBB_HEAT_OFF_DDEG if unknown */
  int16_t heat_setpoint_ddeg; /* EBB_HEAT_OFF_DDEG when heat is off */
} EbbZoneTelemetry;

/**
 * EbbTelemetry:
 *
 * One sample of everything the boots measure. Carries run state and epochs, so that one sample
 * is enough to know that the boots are vented.
 */
typedef struct
{
  EbbRunState      run_state;
  uint32_t         epoch;
  uint32_t         closed_epoch;
  uint16_t         counter;    /* one more for each sample, wraps */
  uint32_t         elapsed_ms; /* program time: START's offset + time run */
  uint16_t         remaining_s;
  uint16_t         lease_left_ms;        /* 0 when not running */
  uint16_t         cycle;                /* 1 for the first cycle since START, 0 when not running */
  uint16_t         intensity_pa;         /* peak setpoint of the strongest zone at 100 % */
  EbbZoneMask      filling[EBB_N_SIDES]; /* zones whose chambers are being filled now */
  EbbZoneMask      zones[EBB_N_SIDES];   /* zones that this sample holds */
  EbbZoneTelemetry zone[EBB_N_SIDES][EBB_N_ZONES];
} EbbTelemetry;

EbbDecodeResult ebb_status_decode (EbbStatus *status, const uint8_t *bytes, size_t size);
size_t          ebb_status_encode (const EbbStatus *status, uint8_t *bytes, size_t capacity);

EbbDecodeResult ebb_telemetry_decode (EbbTelemetry *telemetry, const uint8_t *bytes, size_t size);
size_t ebb_telemetry_encode (const EbbTelemetry *telemetry, uint8_t *bytes, size_t capacity);

const char *ebb_run_state_to_string (EbbRunState run_state);
const char *ebb_end_reason_to_string (EbbEndReason reason);
const char *ebb_boots_fault_to_string (EbbBootsFault fault);
