/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

#include "ebb-snapshot.h"

G_BEGIN_DECLS

#define EBB_MACHINE_MAX_LINKS 2

/* limits.json has what a person or a programme may change; these are parts of the machine. */
#define EBB_MACHINE_START_MS 5000       /* until inflation shows, safety.md section 6 */
#define EBB_MACHINE_PAUSE_MS 600000     /* a break longer than this is an end */
#define EBB_MACHINE_OVERTIME_MS 2000    /* the boots end by themselves; after this Ebb ends it */
#define EBB_MACHINE_NOT_VENTED_MS 15000 /* safety.md H17 */

/* What can happen. Those marked (link) are about one link. */
typedef enum
{
  EBB_EVENT_CONFIRM, /* a human said yes */
  EBB_EVENT_JOURNAL_SYNCED,
  EBB_EVENT_STATE_READ,     /* (link) an answer to READ_STATE */
  EBB_EVENT_STATUS,         /* (link) the boots said it by themselves */
  EBB_EVENT_UPLOADED,       /* (link) */
  EBB_EVENT_GUARDED,        /* (link) the guardian has descriptor and frame */
  EBB_EVENT_PREPARE_FAILED, /* journal, read, upload or guardian */
  EBB_EVENT_START_REFUSED,  /* (link) by the boots */
  EBB_EVENT_INFLATING,      /* (link) a sample shows that our epoch runs */
  EBB_EVENT_RUN_ENDED,      /* (link) our epoch can never run again, says a sample */
  EBB_EVENT_VENTED,         /* (link) as safety.md section 6 defines it */
  EBB_EVENT_STOP,
  EBB_EVENT_PAUSE,
  EBB_EVENT_DECLARE_OPEN,
  EBB_EVENT_FAULT,
  EBB_EVENT_CLEAR,
  EBB_EVENT_LINK_LOST, /* (link) */
  EBB_EVENT_LINK_BACK, /* (link) */
  EBB_EVENT_GUARDIAN_GONE,
  EBB_EVENT_RECOVER, /* the journal holds a session whose process is gone */
  EBB_EVENT_TICK,    /* twice a second or more often */
  EBB_EVENT_RENEW_DUE,
  EBB_EVENT_REPEAT_DUE,
  EBB_N_EVENTS,
} EbbMachineEventKind;

typedef enum
{
  EBB_OWNER_NONE,
  EBB_OWNER_OURS,
  EBB_OWNER_OTHER,
} EbbMachineOwner;

/**
 * EbbMachineEvent:
 *
 * Everything the machine needs to know of one moment; it has no clock and asks nobody.
 */
typedef struct
{
  EbbMachineEventKind kind;
  gint64              now_us; /* boot time; in every event */
  guint               link;   /* of an event about one link */

  /* STATE_READ, STATUS */
  gboolean        is_running;
  gboolean        is_empty; /* stopped and every zone below 10 mmHg */
  EbbMachineOwner owner;
  guint32         boots_epoch; /* highest epoch the boots have run or closed */

  gboolean is_filling;  /* INFLATING: and that air goes in */
  gboolean has_not_run; /* START_REFUSED: and that no copy of it was obeyed, says the result */

  /* CONFIRM */
  gint64 confirmed_us; /* when the human said yes */
  guint  links;        /* links that are to run, bit n is link n */
  guint  run_s;        /* program time left to run */

  guint32       epoch; /* RECOVER: the journal's */
  EbbSessionEnd why;   /* STOP, RUN_ENDED: the reason, or NONE for the row's own */
  EbbFault      fault; /* FAULT */
  guint         blind; /* DECLARE_OPEN: links that give no reading, bit n is link n */
} EbbMachineEvent;

/* What is to be done, in this order when there are several; CLOSE_OLDER comes first. */
typedef enum
{
  EBB_EFFECT_NONE = 0,
  EBB_EFFECT_STOP = 1 << 0,        /* to every link that is up, now, and drop what waits */
  EBB_EFFECT_REPEAT_STOP = 1 << 1, /* to every link that is up and not vented */
  EBB_EFFECT_RENEW = 1 << 2,
  EBB_EFFECT_NEW_EPOCH = 1 << 3, /* done by the machine itself */
  EBB_EFFECT_OPEN_JOURNAL = 1 << 4,
  EBB_EFFECT_READ_ALL = 1 << 5,
  EBB_EFFECT_READ_LINK = 1 << 6, /* the link of the event */
  EBB_EFFECT_UPLOAD = 1 << 7,
  EBB_EFFECT_GUARD_ALL = 1 << 8,
  EBB_EFFECT_GUARD_LINK = 1 << 9,
  EBB_EFFECT_START = 1 << 10,
  EBB_EFFECT_CONNECT = 1 << 11, /* every link that is down, Stop first, until it is up */
  EBB_EFFECT_DISMISS = 1 << 12, /* the guardians */
  EBB_EFFECT_CLOSE_JOURNAL = 1 << 13,
  EBB_EFFECT_CLOSE_UNCONFIRMED = 1 << 14, /* a person says it, not the boots */
  EBB_EFFECT_THEN_PAUSE = 1 << 15,        /* done by the machine itself: this stop is a break */
  EBB_EFFECT_CLOSE_OLDER =
      1 << 16, /* with Stop, on the link of the event: the epochs before ours */
} EbbMachineEffects;

/* What a row may ask for. ALL: of every link that takes part, or of every link. */
typedef enum
{
  EBB_WHEN_ALWAYS = 0,
  EBB_WHEN_ALL_UP = 1 << 0,
  EBB_WHEN_FRESH = 1 << 1,       /* a confirmation not used yet, not older than confirm_fresh */
  EBB_WHEN_READ_OK = 1 << 2,     /* this reading: stopped, empty, owner none or ours */
  EBB_WHEN_ALL_READ = 1 << 3,    /* and all of them were such, since each link came up */
  EBB_WHEN_EPOCH_SPENT = 1 << 4, /* the boots have seen an epoch as high as ours */
  EBB_WHEN_ALL_UPLOADED = 1 << 5,
  EBB_WHEN_ALL_GUARDED = 1 << 6,
  EBB_WHEN_INFLATING = 1 << 7, /* all that take part run, and air goes into one of them */
  EBB_WHEN_ALL_VENTED = 1 << 8,
  EBB_WHEN_WILL_PAUSE = 1 << 9,
  EBB_WHEN_RUNS_OURS = 1 << 10,      /* this reading: running, and we are the owner */
  EBB_WHEN_RUNS_FOREIGN = 1 << 11,   /* this reading: running for another, or by its own button */
  EBB_WHEN_NONE_SEEN_FULL = 1 << 12, /* every link is down, blind or vented */
  EBB_WHEN_OWES_STOP = 1 << 13,      /* was declared open by a person, never seen vented */
  EBB_WHEN_START_LATE = 1 << 14,
  EBB_WHEN_PAUSE_LATE = 1 << 15,
  EBB_WHEN_RUN_LATE = 1 << 16,
  EBB_WHEN_JOURNALED = 1 << 17, /* this epoch is on the disk */
  EBB_WHEN_UPLOADING = 1 << 18, /* the program is on its way, or there, for this epoch */
  EBB_WHEN_BEHIND = 1 << 19,    /* the boots of this reading know nothing of the epoch before ours,
                                   and were not told yet: they lost their memory */
} EbbMachineConditions;

/**
 * EbbMachineRow:
 *
 * One row of safety.md section 6: in one of the states @from, at one of the events @on, when all
 * of @when hold and none of @unless, go @to and do @effects. The first row that fits is taken;
 * when none does, nothing happens.
 */
typedef struct
{
  guint                from; /* bit n is EbbSessionState n */
  guint                on;   /* bit n is EbbMachineEventKind n */
  EbbMachineConditions when;
  EbbMachineConditions unless;
  int                  to; /* an EbbSessionState, or EBB_MACHINE_STAY */
  guint                effects;
  EbbSessionEnd        end; /* why it ended, unless the event says it better */
} EbbMachineRow;

#define EBB_MACHINE_STAY (-1)

/* What the machine has been told of one link. */
typedef struct
{
  gboolean is_up;
  gboolean takes_part; /* has a leg of this session */
  gboolean is_read;    /* READ_STATE answered well since it came up, for this epoch */
  gboolean is_told;    /* of the epochs before this one */
  gboolean is_uploaded;
  gboolean is_guarded;
  gboolean may_have_run; /* START went out, or was before us: only a closed epoch is an end */
  gboolean is_running;   /* our epoch, says a sample */
  gboolean is_inflating;
  gboolean is_vented; /* since the last stop began */
  gboolean owes_stop;
  guint32  boots_epoch; /* since it came up: memory may be lost with the link */
} EbbMachineLink;

/**
 * EbbMachine:
 *
 * The session over one or two links, as data: copy it to go back in time.
 */
typedef struct
{
  const EbbMachineRow *table;
  gsize                n_rows;
  gint64               fresh_us; /* how old a confirmation may be at START */

  EbbSessionState state;
  gint64          since_us; /* when it came into this state */
  gint64          stop_us;  /* when this stop began; 0: none does */
  gint64          confirmed_us;
  gboolean        has_token; /* a confirmation that no START has used */
  gboolean        will_pause;
  gboolean        is_continued; /* confirmed after a break: this session ran before */
  gboolean        is_journaled; /* the journal has this epoch on the disk */
  gboolean        is_uploading; /* the program was sent on its way for this epoch */
  gint64          start_us;     /* when START went out */
  gint64          run_us;       /* how long the run may last */
  guint32         epoch;        /* highest we have used, or are using */
  EbbSessionEnd   end;
  EbbFault        fault;
  guint           n_links;
  EbbMachineLink  link[EBB_MACHINE_MAX_LINKS];
} EbbMachine;

/* (array length=n_rows): the design. */
const EbbMachineRow *ebb_machine_get_table (gsize *n_rows);

void ebb_machine_init (EbbMachine          *self,
                       const EbbMachineRow *table,
                       gsize                n_rows,
                       guint                confirm_fresh_s);
void ebb_machine_set_links (EbbMachine *self, guint n_links);

/* (state, event) -> (state, effects), and nothing else. */
guint ebb_machine_step (EbbMachine *self, const EbbMachineEvent *event);

const char *ebb_machine_event_to_string (EbbMachineEventKind kind);
const char *ebb_machine_condition_to_string (guint bit);
const char *ebb_machine_effect_to_string (guint bit);

G_END_DECLS
