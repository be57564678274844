/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-snapshot.h"

#include <string.h>

static const char *const state_names[] = {
  "idle", "armed", "starting", "running", "paused", "stopping", "link-lost", "fault",
};

static const char *const end_names[] = {
  "none",    "complete",      "stop",   "boots",     "did-not-start", "link-lost",        "fault",
  "battery", "pause-timeout", "quit",   "crash",     "refused",       "did-not-continue", "sleep",
  "button",  "others",        "no-air", "no-answer", "not-heard",
};

static const char *const fault_names[] = {
  "none",  "overshoot", "stuck-squeeze", "no-reading", "not-vented",
  "boots", "heat",      "other-program", "gate",
};

static const char *const asked_names[] = { "nothing", "awake", "awake-for-heat", "skin" };
static const char *const heat_end_names[] = { "none", "no-answer", "limit" };

#define COUNT(names) (sizeof (names) / sizeof (names)[0])

/**
 * ebb_session_state_to_string:
 *
 * Returns: the name of @state in logs and JSON, a static string
 */
const char *
ebb_session_state_to_string (EbbSessionState state)
{
  return (unsigned) state < COUNT (state_names) ? state_names[state] : "unknown";
}

/**
 * ebb_session_end_to_string:
 *
 * The names are kept in the store: they never change.
 *
 * Returns: the name of @end, a static string
 */
const char *
ebb_session_end_to_string (EbbSessionEnd end)
{
  return (unsigned) end < COUNT (end_names) ? end_names[end] : "unknown";
}

/**
 * ebb_session_end_from_string:
 *
 * Returns: false, with @end untouched, if no reason has that name
 */
bool
ebb_session_end_from_string (const char *name, EbbSessionEnd *end)
{
  for (unsigned i = 0; i < COUNT (end_names); i++)
    {
      if (strcmp (end_names[i], name) == 0)
        {
          *end = (EbbSessionEnd) i;
          return true;
        }
    }
  return false;
}

/**
 * ebb_presence_asked_to_string:
 *
 * Returns: the name of @asked in logs and JSON, a static string
 */
const char *
ebb_presence_asked_to_string (EbbPresenceAsked asked)
{
  return (unsigned) asked < COUNT (asked_names) ? asked_names[asked] : "unknown";
}

/**
 * ebb_heat_end_to_string:
 *
 * Returns: the name of @end in logs and JSON, a static string
 */
const char *
ebb_heat_end_to_string (EbbHeatEnd end)
{
  return (unsigned) end < COUNT (heat_end_names) ? heat_end_names[end] : "unknown";
}

/**
 * ebb_fault_to_string:
 *
 * The names are kept in the store: they never change.
 *
 * Returns: the name of @fault, a static string
 */
const char *
ebb_fault_to_string (EbbFault fault)
{
  return (unsigned) fault < COUNT (fault_names) ? fault_names[fault] : "unknown";
}

/**
 * ebb_fault_from_string:
 *
 * Returns: false, with @fault untouched, if no fault has that name
 */
bool
ebb_fault_from_string (const char *name, EbbFault *fault)
{
  for (unsigned i = 0; i < COUNT (fault_names); i++)
    {
      if (strcmp (fault_names[i], name) == 0)
        {
          *fault = (EbbFault) i;
          return true;
        }
    }
  return false;
}

/**
 * ebb_snapshot_init:
 *
 * IDLE, with every reading unknown.
 */
void
ebb_snapshot_init (EbbSnapshot *snapshot)
{
  static const EbbZoneReading unknown = {
    .pressure_pa = EBB_PRESSURE_UNKNOWN_PA,
    .setpoint_pa = EBB_PRESSURE_UNKNOWN_PA,
    .temperature_ddeg = EBB_HEAT_OFF_DDEG,
    .heat_ddeg = EBB_HEAT_OFF_DDEG,
  };

  memset (snapshot, 0, sizeof *snapshot);
  for (unsigned side = 0; side < EBB_N_SIDES; side++)
    {
      for (unsigned zone = 0; zone < EBB_N_ZONES; zone++)
        snapshot->zone[side][zone] = unknown;
    }
  snapshot->heat_ddeg = EBB_HEAT_OFF_DDEG;
  snapshot->highest_pa = EBB_PRESSURE_UNKNOWN_PA;
  snapshot->fault_pa = EBB_PRESSURE_UNKNOWN_PA;
}
