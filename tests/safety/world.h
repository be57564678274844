/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-session-machine.h"

G_BEGIN_DECLS

/* The program, its links and the boots as one value, small enough to be looked at from every side.
 * What the program decides is decided by the machine of the engine, with a table that may have been
 * changed; what is around it is a model. Requests arrive in order, may be delayed for ever, and are
 * lost with the link. STOP has a road of its own, so it may overtake an older START. What begins with
 * g_ stands in no program: it remembers what really happened, for the invariants. */

#define WORLD_NOW_US (G_GINT64_CONSTANT (100000) * G_USEC_PER_SEC)
#define WORLD_LEASE_TICKS 2
#define WORLD_REACH 1 /* the highest epoch that boots without memory can be started with */
#define WORLD_MAX_WAITING 6
#define WORLD_KEY_SIZE 96

typedef enum
{
  REQUEST_START,
  REQUEST_RENEW,
  REQUEST_READ,
} WorldRequestKind;

typedef struct
{
  WorldRequestKind kind;
  guint            epoch;
  gboolean         is_old;    /* asked before the stop began */
  gboolean         is_orphan; /* by a process that is gone */
} WorldRequest;

/* What may be wrong with the whole, one after the other. */
typedef struct
{
  gboolean no_lease;
  gboolean no_epochs;
  gboolean renew_starts; /* and an end closes no epoch */
  gboolean no_guardian;
  gboolean no_journal;
  gboolean no_stop_first;
  gboolean keeps_token;

  /* So many things go wrong by themselves at most, in boots, links and program; 0: any number. A
   * human does as they like. */
  guint max_mishaps;
  /* What may happen once more than elsewhere. */
  gboolean with_copies;
  gboolean with_power_cut;
} WorldFlaws;

typedef struct
{
  gboolean     is_up;
  gboolean     is_wanted; /* the program connects */
  guint        n_waiting;
  WorldRequest waiting[WORLD_MAX_WAITING];
  int          stop;        /* epoch of a STOP on its way; -1: none */
  gboolean     has_stopped; /* one was written since this stop began */
  gboolean     is_uploading;
  gboolean     is_guarding;
  int          guardian; /* the epoch that it would stop; -1: none */
  guint        owed;     /* kept by the store */

  /* The boots. */
  gboolean is_running;
  gboolean is_full;
  gboolean is_foreign; /* what runs was begun by their own button */
  guint    lease;
  guint    run_epoch;
  guint    closed;

  gboolean g_is_read; /* found empty and free since the link is up and the record written */
  gboolean g_is_uploaded;
  guint    g_age;         /* ticks since the boots last took a START or RENEW */
  int      g_stopped;     /* highest epoch that a human stopped */
  gboolean g_is_declared; /* open, by a human, and the link did not come back since */
} WorldLink;

typedef struct
{
  const WorldFlaws *flaws;
  guint             max_epoch;
  EbbMachine        machine;
  gboolean          is_dead; /* no process */
  gboolean          is_writing;
  guint             record;  /* epoch of the open record; 0: none */
  gboolean          is_left; /* by a process that is gone, and not taken up yet */
  guint             last_epoch;
  gboolean          had_button_run;
  gboolean          had_power_cut;
  gboolean          had_copy;
  guint             n_mishaps; /* counted where they are bounded */
  WorldLink         link[EBB_MACHINE_MAX_LINKS];

  gboolean g_is_confirmed; /* a human said yes, and nothing was started since */
  gboolean g_is_stale;     /* and it is too long ago */
  gboolean g_is_scheduled; /* a schedule was the last to ask for a start */
  guint    g_confirmed;    /* epochs that a human's yes was used for, as bits */
  guint    broken;         /* invariants broken by this step, as bits */
} World;

typedef enum
{
  I1_HUMAN,
  I2_STOPPED,
  I2D_CLOSED,
  I3_LEASE,
  I4_READ_FIRST,
  I5_SCHEDULE,
  I6_NO_FALSE_IDLE,
  I7_NO_RESUME,
  I8_NEW_CONFIRMATION,
  I12_STOP_ALWAYS,
  I13_RECORD_FIRST,
  I14_GUARDIAN_FIRST,
  I15_PROGRAM_FIRST,
  I16_RENEWED,
  I17_FAULT_STAYS,
  I18_START_SHOWS,
  I19_OTHERS_FIRST,
  I20_END_IS_SEEN,
  I21_TIME_IS_KEPT,
  I22_LINK_IS_SEEN,
  I23_HUMAN_IS_BELIEVED,
  I24_STOP_FIRST,
  I25_CRASH_STOPS,
  I26_FOUND_IS_STOPPED,
  L1_COMES_TO_REST,
  L2_CAN_START,
  L3_CAN_PAUSE,
  N_INVARIANTS,
} Invariant;

const char *world_name_invariant (Invariant invariant);

/* Called for each thing that can happen next. @is_due: when link, boots and human do their part. */
typedef void (*WorldStepFunc) (const World *after,
                               const char  *what,
                               gboolean     is_due,
                               gpointer     data);

void world_init (World               *self,
                 const EbbMachineRow *table,
                 gsize                n_rows,
                 guint                n_links,
                 guint                max_epoch,
                 const WorldFlaws    *flaws);
void world_pack (const World *self, guint8 key[WORLD_KEY_SIZE]);

/* Everything that can happen next. */
void world_visit (const World *self, WorldStepFunc visit, gpointer data);

guint    world_judge (const World *self); /* the invariants that this state breaks */
gboolean world_is_at_rest (const World *self);
gboolean world_should_run (const World *self);   /* L2: from here a run can come about */
gboolean world_should_pause (const World *self); /* L3: from here a break can */

G_END_DECLS
