/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "ebb-body.h"
#include "ebb-cycle.h"
#include "ebb-units.h"

/* The states of safety.md section 6; screening comes with its issue. Live: STARTING and all after. */
typedef enum
{
  EBB_SESSION_IDLE,
  EBB_SESSION_ARMED, /* a human confirmed; the boots are being read and given the program */
  EBB_SESSION_STARTING,
  EBB_SESSION_RUNNING,
  EBB_SESSION_PAUSED,
  EBB_SESSION_STOPPING,
  EBB_SESSION_LINK_LOST,
  EBB_SESSION_FAULT,
} EbbSessionState;

/* Why a session ended or could not go on. Kept in the store by name. */
typedef enum
{
  EBB_END_BY_NONE,
  EBB_END_BY_COMPLETE,
  EBB_END_BY_STOP,  /* a person, from Ebb */
  EBB_END_BY_BOOTS, /* they ended it themselves, and do not say why */
  EBB_END_BY_DID_NOT_START,
  EBB_END_BY_LINK_LOST,
  EBB_END_BY_FAULT,
  EBB_END_BY_BATTERY,
  EBB_END_BY_PAUSE_TIMEOUT,
  EBB_END_BY_QUIT,             /* the window was closed, a signal came, the computer went down */
  EBB_END_BY_CRASH,            /* found open in the journal by the next start */
  EBB_END_BY_REFUSED,          /* the boots refused the start */
  EBB_END_BY_DID_NOT_CONTINUE, /* it was paused, and did not get going again */
  EBB_END_BY_SLEEP,            /* the computer was going to sleep */
  EBB_END_BY_BUTTON,           /* their own button, as they say */
  EBB_END_BY_OTHERS,           /* a Stop that was not ours: anybody in range may write it */
  EBB_END_BY_NO_AIR,           /* they ran on, and a cycle passed without air */
  EBB_END_BY_NO_ANSWER,        /* nobody said that they are awake */
  EBB_END_BY_NOT_HEARD,        /* the boots: they heard nothing of us while their lease ran out */
  EBB_N_ENDS,
} EbbSessionEnd;

typedef enum
{
  EBB_FAULT_NONE,
  EBB_FAULT_OVERSHOOT,     /* above setpoint + 15 mmHg for 1 s, or above the cap */
  EBB_FAULT_STUCK_SQUEEZE, /* a zone above 30 mmHg for 60 s */
  EBB_FAULT_NO_READING,    /* no telemetry for 3 s */
  EBB_FAULT_NOT_VENTED,    /* not below 10 mmHg 15 s after Stop */
  EBB_FAULT_BOOTS,         /* the boots report a fault of their own */
  EBB_FAULT_HEAT,          /* 43 degrees or more, or heat did not go off */
  EBB_FAULT_OTHER_PROGRAM, /* the boots run what nobody asked them to */
  EBB_FAULT_GATE,          /* a value beyond the limits reached the last gate */
} EbbFault;

/* What a person is asked while boots run (safety.md H20). */
typedef enum
{
  EBB_ASKED_NOTHING,
  EBB_ASKED_AWAKE,          /* or the session ends */
  EBB_ASKED_AWAKE_FOR_HEAT, /* or heat goes off */
  EBB_ASKED_SKIN,           /* how the skin feels, or heat goes off */
} EbbPresenceAsked;

/* Why Ebb turned heat off before its time. */
typedef enum
{
  EBB_HEAT_END_NONE,
  EBB_HEAT_END_NO_ANSWER, /* a person may turn it on again */
  EBB_HEAT_END_LIMIT,     /* the skin has had what it may have: not in this session again */
} EbbHeatEnd;

typedef struct
{
  int32_t pressure_pa;      /* measured; EBB_PRESSURE_UNKNOWN_PA: hatched and "?", never 0 */
  int32_t setpoint_pa;      /* EBB_PRESSURE_UNKNOWN_PA when unknown */
  int16_t temperature_ddeg; /* EBB_HEAT_OFF_DDEG: not known */
  int16_t heat_ddeg;        /* setpoint; EBB_HEAT_OFF_DDEG: off */
  bool    is_filling;
} EbbZoneReading;

/**
 * EbbSnapshot:
 *
 * All that a front end may know of the session at one moment. Readings are what the boots said
 * last, never what was asked of them. Times are session time unless the name says otherwise.
 */
typedef struct
{
  EbbSessionState state;
  bool            will_pause; /* STOPPING that ends in PAUSED */
  bool            is_simulated;
  EbbLegs         legs;
  EbbZoneMask     zones[EBB_N_SIDES]; /* that exist */
  EbbZoneReading  zone[EBB_N_SIDES][EBB_N_ZONES];
  bool            is_reading_known; /* FALSE: every number above is unknown */

  int64_t          reading_wall_us; /* when the last sample came; 0: none yet */
  uint32_t         elapsed_ms;      /* program time as the boots report it */
  uint32_t         length_s;        /* program time at which it ends */
  uint32_t         remaining_s;
  uint32_t         offset_ms; /* program time at the last START: cycles are counted from there */
  uint32_t         cycle;     /* 1 for the first since the last START */
  uint32_t         n_cycles;
  int32_t          intensity_pa;        /* as the boots report it */
  int32_t          intensity_wanted_pa; /* asked for and not yet reported; 0: nothing waits */
  int32_t          cap_pa;              /* effective cap of this session */
  int16_t          heat_ddeg;   /* setpoint as the boots report it; EBB_HEAT_OFF_DDEG: off */
  uint32_t         heat_left_s; /* of what the program has; 0: there is no more in this session */
  EbbHeatEnd       heat_end;
  int64_t          heat_next_wall_us; /* with EBB_HEAT_END_LIMIT: when there may be heat again */
  EbbPresenceAsked asked;
  uint32_t         asked_left_s; /* to answer it */
  uint32_t         lease_left_ms;

  int32_t highest_pa; /* of all zones; EBB_PRESSURE_UNKNOWN_PA */
  EbbSide highest_side;
  EbbZone highest_zone;

  uint32_t stop_count; /* Stops handed to the links since the press */
  uint32_t stop_ms;    /* since the press */
  int64_t  link_lost_wall_us;
  uint32_t link_lost_ms;
  uint32_t paused_ms;
  EbbFault fault;
  EbbSide  fault_side;
  EbbZone  fault_zone;
  int32_t  fault_pa;
  bool     is_vented; /* live: all boots were seen stopped and empty since the last Stop */

  bool can_declare_open; /* no reading shows whether they are empty: a person may say it */
  bool is_stop_owed;     /* IDLE: a person said "open", and nobody saw the boots vented since */
  EbbSessionEnd end;     /* of the session that is ending, or has ended and was not dismissed yet */
  bool          has_result;       /* IDLE, and a finished session waits to be looked at */
  bool          is_result_vented; /* with has_result: the boots were seen empty; FALSE: a person
                                     said that they are open */
  uint32_t      end_elapsed_ms;
  bool          is_record_pending; /* IDLE: how it ended is on its way to the store */
  bool          is_record_lost;    /* IDLE: the store could not keep how it ended */
} EbbSnapshot;

static inline bool
ebb_session_state_is_live (EbbSessionState state)
{
  return state >= EBB_SESSION_STARTING;
}

const char *ebb_session_state_to_string (EbbSessionState state);
const char *ebb_session_end_to_string (EbbSessionEnd end);
bool        ebb_session_end_from_string (const char *name, EbbSessionEnd *end);
const char *ebb_presence_asked_to_string (EbbPresenceAsked asked);
const char *ebb_heat_end_to_string (EbbHeatEnd end);
const char *ebb_fault_to_string (EbbFault fault);
bool        ebb_fault_from_string (const char *name, EbbFault *fault);
void        ebb_snapshot_init (EbbSnapshot *snapshot);
