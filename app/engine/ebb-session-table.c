/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-machine.h"

#define IN(state) (1u << EBB_SESSION_##state)
#define ON(event) (1u << EBB_EVENT_##event)
#define WHEN(condition) EBB_WHEN_##condition
#define TO(state) EBB_SESSION_##state
#define DO(effect) EBB_EFFECT_##effect
#define END(reason) EBB_END_BY_##reason
#define STAY EBB_MACHINE_STAY
#define ANY WHEN (ALWAYS)

#define RUNS (IN (STARTING) | IN (RUNNING))
#define STOPS (IN (STOPPING) | IN (LINK_LOST) | IN (FAULT))

/* The session state machine of safety.md section 6. Read it from the top: the first row that fits
 * is the one that is taken. */
/* clang-format off */
static const EbbMachineRow session_table[] = {
  /* Boots that run and were not asked to by this session: ours are stopped, others watched. Of a
   * set, one that is away may run as well. */
  { IN (IDLE) | IN (ARMED) | IN (PAUSED), ON (STATE_READ) | ON (STATUS),
    WHEN (RUNS_OURS), ANY, TO (STOPPING), DO (STOP) | DO (READ_LINK) | DO (CONNECT), END (BOOTS) },
  { IN (ARMED) | IN (PAUSED), ON (STATE_READ) | ON (STATUS),
    WHEN (RUNS_FOREIGN), ANY, TO (IDLE), DO (DISMISS) | DO (CLOSE_JOURNAL), END (BOOTS) },

  /* The way to START: every step waits for the one before it, on all links. */
  { IN (IDLE) | IN (PAUSED), ON (CONFIRM),
    WHEN (ALL_UP) | WHEN (FRESH), ANY, TO (ARMED), DO (NEW_EPOCH) | DO (OPEN_JOURNAL), END (NONE) },
  { IN (ARMED), ON (JOURNAL_SYNCED), ANY, ANY, STAY, DO (READ_ALL), END (NONE) },
  { IN (ARMED), ON (STATE_READ),
    ANY, WHEN (READ_OK), TO (IDLE), DO (DISMISS) | DO (CLOSE_JOURNAL), END (DID_NOT_START) },
  { IN (ARMED), ON (STATE_READ),
    WHEN (EPOCH_SPENT), ANY, STAY, DO (NEW_EPOCH) | DO (OPEN_JOURNAL), END (NONE) },
  { IN (ARMED), ON (STATE_READ),
    WHEN (JOURNALED) | WHEN (BEHIND), ANY, STAY, DO (CLOSE_OLDER) | DO (READ_LINK), END (NONE) },
  { IN (ARMED), ON (STATE_READ),
    WHEN (JOURNALED) | WHEN (ALL_READ), WHEN (UPLOADING), STAY, DO (UPLOAD), END (NONE) },
  { IN (ARMED), ON (UPLOADED),
    WHEN (JOURNALED) | WHEN (ALL_READ) | WHEN (ALL_UPLOADED), ANY, STAY, DO (GUARD_ALL), END (NONE) },
  { IN (ARMED), ON (GUARDED),
    WHEN (JOURNALED) | WHEN (ALL_READ) | WHEN (ALL_UPLOADED) | WHEN (ALL_GUARDED) | WHEN (ALL_UP)
        | WHEN (FRESH), ANY, TO (STARTING), DO (START), END (NONE) },
  { IN (ARMED), ON (TICK),
    ANY, WHEN (FRESH), TO (IDLE), DO (DISMISS) | DO (CLOSE_JOURNAL), END (DID_NOT_START) },
  { IN (ARMED), ON (STOP) | ON (PAUSE),
    ANY, ANY, TO (IDLE), DO (STOP) | DO (DISMISS) | DO (CLOSE_JOURNAL), END (STOP) },
  { IN (ARMED), ON (LINK_LOST),
    ANY, ANY, TO (IDLE), DO (DISMISS) | DO (CLOSE_JOURNAL), END (LINK_LOST) },
  { IN (ARMED), ON (PREPARE_FAILED) | ON (GUARDIAN_GONE),
    ANY, ANY, TO (IDLE), DO (DISMISS) | DO (CLOSE_JOURNAL), END (DID_NOT_START) },

  /* The run. */
  { IN (STARTING), ON (INFLATING), WHEN (INFLATING), ANY, TO (RUNNING), 0, END (NONE) },
  { IN (STARTING), ON (START_REFUSED), ANY, ANY, TO (STOPPING), DO (STOP), END (REFUSED) },
  { IN (STARTING), ON (TICK),
    WHEN (START_LATE), ANY, TO (STOPPING), DO (STOP), END (DID_NOT_START) },
  { IN (RUNNING), ON (START_REFUSED), ANY, ANY, TO (STOPPING), DO (STOP), END (REFUSED) },
  { RUNS, ON (RUN_ENDED), ANY, ANY, TO (STOPPING), DO (STOP), END (BOOTS) },
  { RUNS, ON (TICK), WHEN (RUN_LATE), ANY, TO (STOPPING), DO (STOP), END (COMPLETE) },
  { RUNS, ON (GUARDIAN_GONE), ANY, ANY, TO (STOPPING), DO (STOP), END (FAULT) },
  { RUNS, ON (RENEW_DUE), ANY, ANY, STAY, DO (RENEW), END (NONE) },

  /* Stop, from everywhere; a break is a stop that may be followed by a new confirmation. */
  { RUNS, ON (PAUSE), ANY, ANY, TO (STOPPING), DO (STOP) | DO (THEN_PAUSE), END (NONE) },
  { RUNS | IN (PAUSED) | IN (STOPPING), ON (STOP),
    ANY, ANY, TO (STOPPING), DO (STOP), END (STOP) },
  { IN (IDLE) | IN (LINK_LOST) | IN (FAULT), ON (STOP), ANY, ANY, STAY, DO (STOP), END (NONE) },
  { IN (PAUSED), ON (TICK),
    WHEN (PAUSE_LATE), ANY, TO (STOPPING), DO (STOP), END (PAUSE_TIMEOUT) },
  { STOPS, ON (REPEAT_DUE), ANY, WHEN (ALL_VENTED), STAY, DO (REPEAT_STOP), END (NONE) },
  { IN (STOPPING), ON (VENTED),
    WHEN (ALL_VENTED) | WHEN (WILL_PAUSE), ANY, TO (PAUSED), DO (DISMISS), END (NONE) },
  { IN (STOPPING) | IN (LINK_LOST), ON (VENTED),
    WHEN (ALL_VENTED), ANY, TO (IDLE), DO (DISMISS) | DO (CLOSE_JOURNAL), END (NONE) },

  /* A fault needs empty boots and a human. */
  { IN (ARMED) | RUNS | IN (PAUSED) | IN (STOPPING) | IN (LINK_LOST), ON (FAULT),
    ANY, ANY, TO (FAULT), DO (STOP), END (FAULT) },
  { IN (FAULT), ON (CLEAR),
    WHEN (ALL_VENTED), ANY, TO (IDLE), DO (DISMISS) | DO (CLOSE_JOURNAL), END (NONE) },

  /* One link gone: the other vents, and what comes back hears Stop first. A fault stays one. */
  { RUNS | IN (PAUSED) | IN (STOPPING) | IN (LINK_LOST), ON (LINK_LOST),
    ANY, ANY, TO (LINK_LOST), DO (STOP) | DO (CONNECT), END (LINK_LOST) },
  { IN (FAULT), ON (LINK_LOST), ANY, ANY, STAY, DO (STOP) | DO (CONNECT), END (NONE) },
  { STOPS, ON (LINK_BACK), ANY, ANY, STAY, DO (GUARD_LINK) | DO (READ_LINK), END (NONE) },
  { IN (LINK_LOST), ON (STATE_READ) | ON (PREPARE_FAILED),
    WHEN (ALL_UP), WHEN (ALL_VENTED), TO (STOPPING), DO (REPEAT_STOP), END (NONE) },
  { STOPS, ON (DECLARE_OPEN),
    WHEN (NONE_SEEN_FULL), ANY, TO (IDLE), DO (DISMISS) | DO (CLOSE_UNCONFIRMED), END (NONE) },

  /* Before and between sessions. */
  { IN (IDLE), ON (RECOVER),
    WHEN (ALL_UP), ANY, TO (STOPPING), DO (STOP) | DO (READ_ALL) | DO (GUARD_ALL), END (CRASH) },
  { IN (IDLE), ON (RECOVER), ANY, ANY, TO (LINK_LOST), DO (STOP) | DO (CONNECT), END (CRASH) },
  { IN (IDLE), ON (LINK_BACK),
    WHEN (OWES_STOP), ANY, TO (STOPPING), DO (STOP) | DO (READ_LINK) | DO (CONNECT), END (NONE) },
  { IN (IDLE), ON (LINK_BACK), ANY, ANY, STAY, DO (READ_LINK), END (NONE) },
};
/* clang-format on */

/**
 * ebb_machine_get_table:
 * @n_rows: (out): how many rows it has
 *
 * The design, for ebb_machine_init().
 */
const EbbMachineRow *
ebb_machine_get_table (gsize *n_rows)
{
  *n_rows = G_N_ELEMENTS (session_table);
  return session_table;
}
