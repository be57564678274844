/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-control.h"
#include "ebb-sim-firmware.h"

#define EBB_SIM_KEPT_ANSWERS 16

/* START and Stop name an epoch at most this far ahead of the last that ran. */
#define EBB_SIM_EPOCH_REACH 65536

/* The timer of tiers B and C. */
#define EBB_SIM_OWN_TIMER_MS 600000
/* Tier D goes on for longer than anybody would. */
#define EBB_SIM_NO_TIMER_MS 43200000

#define EBB_SIM_BATTERY_START_PERCENT 10
#define EBB_SIM_BATTERY_END_PERCENT 5

/* An answer that was given, for the same question asked again. */
typedef struct
{
  EbbOp     op;
  uint16_t  sequence;
  uint32_t  owner;
  uint32_t  epoch;
  EbbResult result;
  bool      is_used;
} EbbSimAnswer;

/* A program that is being uploaded. */
typedef struct
{
  bool     is_whole_so_far; /* begun, and every piece came in its turn */
  uint16_t size;
  uint16_t received;
  uint32_t crc;
  uint8_t  bytes[EBB_PROGRAM_MAX_BYTES];
} EbbSimUpload;

struct _EbbSimFirmware
{
  EbbTier           tier;
  EbbFeatures       features;
  EbbSimFirmwareSay say;
  void             *user_data;
  uint32_t          answer_ms;
  bool              is_stuck;     /* broken: the program's time stands still */
  bool              is_watch_off; /* broken: nothing of PROTOCOL.md section 14 is judged */
  bool              is_refusing;  /* broken: no START is taken */
  bool              runs_own;     /* broken: the program that is built in, whatever START named */

  EbbSimSensors   sensors; /* as last read */
  EbbSimRegulator regulator;
  EbbSimAim       aims[EBB_N_SIDES][EBB_N_ZONES];

  EbbStatus status;
  EbbStatus said_status;
  EbbSimRun run;        /* only while RUNNING */
  uint32_t  base_epoch; /* highest that was closed when they were switched on, or has run since */
  uint32_t  lease_left_ms; /* of the timer, in tier B */
  uint32_t  empty_ms;      /* how long all has read empty while VENTING */
  uint32_t  venting_ms;    /* since when VENTING */
  uint32_t  identify_left_ms;

  EbbSimUpload   upload;
  EbbWireProgram program;
  uint32_t       program_crc;
  bool           has_program;

  EbbSimAnswer answers[EBB_SIM_KEPT_ANSWERS];
  unsigned     next_answer;
  EbbSimAnswer pending; /* the question that is being answered, if is_used */
  uint8_t      pending_bytes[EBB_MESSAGE_MAX_BYTES];
  size_t       pending_size;
  uint32_t     pending_left_ms;

  uint16_t telemetry_counter;
  uint16_t telemetry_period_ms;
  uint32_t since_telemetry_ms;
  bool     is_telemetry_due; /* the run state changed: do not wait for the period */
};

void    ebb_sim_firmware_end_run (EbbSimFirmware *self, EbbEndReason reason);
void    ebb_sim_firmware_say_status (EbbSimFirmware *self);
void    ebb_sim_firmware_run_own_program (EbbSimFirmware *self);
int32_t ebb_sim_firmware_get_highest_pa (const EbbSimFirmware *self);
bool    ebb_sim_firmware_seems_empty (const EbbSimFirmware *self);
/* The highest epoch that START may name and Stop closes. */
uint32_t ebb_sim_firmware_get_reach (const EbbSimFirmware *self);

bool      ebb_sim_firmware_is_renewed (const EbbSimFirmware *self);
uint32_t  ebb_sim_firmware_get_lease_ms (const EbbSimFirmware *self);
EbbResult ebb_sim_judge_program (const EbbFeatures *features, const EbbWireProgram *program);
