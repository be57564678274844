/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-machine.h"

/* Prints the table of the engine, "FROM EVENT TO" a line, for check_model.py. */

static void
print_row (const EbbMachineRow *row)
{
  for (int from = 0; from <= EBB_SESSION_FAULT; from++)
    for (int event = 0; event < EBB_N_EVENTS; event++)
      if ((row->from >> from & 1) != 0 && (row->on >> event & 1) != 0)
        g_print ("%s %s %s\n", ebb_session_state_to_string ((EbbSessionState) from),
                 ebb_machine_event_to_string ((EbbMachineEventKind) event),
                 ebb_session_state_to_string (
                     (EbbSessionState) (row->to == EBB_MACHINE_STAY ? from : row->to)));
}

int
main (void)
{
  gsize                n_rows;
  const EbbMachineRow *table = ebb_machine_get_table (&n_rows);

  for (gsize i = 0; i < n_rows; i++)
    print_row (&table[i]);
  return 0;
}
