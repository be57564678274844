/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What can go wrong with the boots, and what a person does to them by hand. ebb-sim-fault.c has
 * the table of them: name, unit, range, what it does. */
typedef enum
{
  EBB_SIM_FAULT_SILENT,
  EBB_SIM_FAULT_DROP_LINK,
  EBB_SIM_FAULT_IGNORE_STOPS,
  EBB_SIM_FAULT_SLOW_ANSWERS,
  EBB_SIM_FAULT_HOSTILE_BYTES,
  EBB_SIM_FAULT_VERSION,
  EBB_SIM_FAULT_REBOOT,
  EBB_SIM_FAULT_STUCK_VENT,
  EBB_SIM_FAULT_STUCK_INLET,
  EBB_SIM_FAULT_SHUT_INLET,
  EBB_SIM_FAULT_LEAK,
  EBB_SIM_FAULT_DRIFT,
  EBB_SIM_FAULT_DEAD_SENSOR,
  EBB_SIM_FAULT_FROZEN_SENSOR,
  EBB_SIM_FAULT_STUCK_HEATER,
  EBB_SIM_FAULT_STUCK_PROGRAM,
  EBB_SIM_FAULT_OTHER_PROGRAM,
  EBB_SIM_FAULT_NO_WATCH,
  EBB_SIM_FAULT_REFUSE_START,
  EBB_SIM_FAULT_BATTERY,
  EBB_SIM_FAULT_CHARGER,
  EBB_SIM_FAULT_BUTTON,
  EBB_SIM_FAULT_OWN_RUN,
  EBB_N_SIM_FAULTS,
} EbbSimFault;

typedef enum
{
  EBB_SIM_UNIT_NONE, /* it is there or it is not: 1 */
  EBB_SIM_UNIT_COUNT,
  EBB_SIM_UNIT_MS,
  EBB_SIM_UNIT_PERCENT,
  EBB_SIM_UNIT_MMHG,
  EBB_SIM_UNIT_ZONES,    /* a mask: bit EBB_SIM_ZONE_BIT() for each zone of each leg */
  EBB_SIM_UNIT_MESSAGES, /* a mask of EbbSimMessages */
} EbbSimUnit;

#define EBB_SIM_ZONE_BIT(side, zone) (1 << ((side) *EBB_N_ZONES + (zone)))

typedef enum
{
  EBB_SIM_MESSAGES_TELEMETRY = 1 << 0,
  EBB_SIM_MESSAGES_STATUS = 1 << 1,
  EBB_SIM_MESSAGES_ANSWERS = 1 << 2,
} EbbSimMessages;

/**
 * EbbSimFaultEntry:
 *
 * One row of the table, the same for options and commands.
 */
typedef struct
{
  const char *name;
  EbbSimUnit  unit;
  int         least;
  int         most;
  int         usual; /* when no value is given */
  const char *about;
} EbbSimFaultEntry;

const EbbSimFaultEntry *ebb_sim_fault_get_entry (EbbSimFault fault);
const char             *ebb_sim_fault_to_string (EbbSimFault fault);
gboolean                ebb_sim_fault_from_string (const char *name, EbbSimFault *fault);
gboolean                ebb_sim_fault_parse_value (EbbSimFault fault,
                                                   const char *text,
                                                   int        *value,
                                                   GError    **error);
gboolean ebb_sim_fault_parse (const char *text, EbbSimFault *fault, int *value, GError **error);
char    *ebb_sim_fault_dup_help (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
