/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-back-off.h"
#include "ebb-guard.h"
#include "ebb-guardian.h"
#include "ebb-handover.h"
#include "ebb-heat-watch.h"
#include "ebb-presence.h"
#include "ebb-session-machine.h"
#include "ebb-session.h"

G_BEGIN_DECLS

#define EBB_SESSION_TICK_MS 250
/* An engine that did not tick for so long stood still: safety.md, H3. */
#define EBB_SESSION_TICK_LATE_US G_USEC_PER_SEC

/* One pair of boots of the set. */
typedef struct
{
  EbbSession    *session;    /* borrowed */
  EbbController *controller; /* owned */
  EbbGuardian   *guardian;   /* (owned) (nullable) */
  EbbHandover   *handover;   /* (owned) (nullable): of another program's guardian */
  GCancellable  *connecting; /* (owned) (nullable): an attempt of ours is under way */
  GCancellable  *reading;    /* (owned) (nullable): READ_STATE is under way */
  guint          index;
  guint          retry_id;
  guint          n_mute_tries; /* in a row: the link is there, and boots on it were not reached */
  EbbBackOff     back_off;

  gboolean       is_up; /* as the machine was told */
  gboolean       is_renewing;
  guint32        closed_epoch; /* highest heard since it came up: it never falls */
  gint64         closed_us;    /* when that was heard first; 0: nothing was */
  gint64         read_us;      /* when READ_STATE was last asked */
  gint64         stopped_us;   /* when Stop first went out since this stop began; 0: it did not */
  gint64         sample_us;    /* when telemetry came last since it came up; 0: never */
  gint64         known_us;     /* when it last held a reading of every zone; 0: never */
  guint32        program_crc;
  EbbWireProgram program; /* as it was given to these boots last */
  EbbGuard       guard;
  EbbTelemetry   telemetry;
  EbbStatus      status;
} EbbSessionLink;

struct _EbbSession
{
  GObject parent_instance;

  /* owned */
  EbbClock         *clock;
  EbbJournal       *journal;
  char             *guardian_path;
  char             *ctl_path;
  char             *runtime_directory; /* (nullable): where guardians are asked to let go */
  GCancellable     *preparing;         /* (nullable): the way to START */
  EbbProgram       *program;           /* (nullable) */
  EbbSessionRecord *record;            /* (nullable): the session in the journal */
  char             *identity;          /* (nullable): of the boots, as confirmed */
  GQueue            events;            /* of EbbMachineEvent */

  /* borrowed */
  EbbAnswering is_answering; /* (nullable) */
  gpointer     answering_data;

  /* state */
  EbbLimits      limits;
  EbbMachine     machine;
  EbbSnapshot    snapshot;
  EbbSessionLink link[EBB_SESSION_MAX_LINKS];
  guint          n_links;
  gboolean       is_telling;
  gboolean       is_part; /* of those that the record is about: others are not here */

  /* what was confirmed */
  EbbPurpose purpose;
  EbbCaps    caps; /* of who confirmed, on these boots */
  EbbLegs    legs;
  guint      length_s;
  guint      offset_s;
  gint32     cap_pa;
  gint32     intensity_pa; /* 0: the program's own */
  gint16     heat_ddeg;    /* wanted; EBB_HEAT_OFF_DDEG: off */

  /* how it is watched that somebody is awake, and what the skin has */
  EbbPresence  presence;
  EbbHeatWatch heat;
  EbbHeatEnd   heat_end;
  gint64       heat_next_wall_us;
  gint64       heat_told_us; /* when the boots were last told to turn heat off */

  /* what was seen */
  gint64   first_start_us; /* 0: not started yet */
  guint32  elapsed_ms;     /* program time, as the boots said last while they ran */
  gint32   peak_pa;
  guint    n_samples;
  gint32   intensity_wanted_pa;
  guint    stop_count;
  gint64   lost_us;
  gint64   lost_wall_us;
  gint64   reading_wall_us;
  gint64   ticked_us;
  gboolean stood_still; /* the tick before this one */
  EbbSide  fault_side;
  EbbZone  fault_zone;
  gint32   fault_pa;
  gboolean has_result;
  gboolean is_result_vented;
  gboolean is_record_pending;
  gboolean is_record_lost;
  guint    close_serial; /* of the record whose end is waited for; older ones tell nobody */

  guint tick_id;
  guint renew_id;
  guint repeat_id;
};

/* An asynchronous call in flight: keeps no session alive, and knows when it is of yesterday. */
typedef struct
{
  GWeakRef session;
  guint    index; /* of the link, or a serial number */
} EbbSessionCall;

EbbSessionCall *ebb_session_call_new (EbbSession *self, guint index) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full) (nullable): the session, if it still is; frees @call. */
EbbSession *ebb_session_call_end (EbbSessionCall *call, guint *index) G_GNUC_WARN_UNUSED_RESULT;

/* ebb-session.c: the machine is told, its effects are performed, "changed" is emitted. */
void ebb_session_tell (EbbSession *self, EbbMachineEvent event);
/* Builds the snapshot anew and emits "changed". */
void ebb_session_changed (EbbSession *self);
void ebb_session_emit_sample (EbbSession *self);
void ebb_session_tell_link (EbbSession *self, EbbMachineEventKind kind, guint index);
/* For tests of the tests: another table than the design. Only while not live. */
void ebb_session_set_table (EbbSession *self, const EbbMachineRow *table, gsize n_rows);

G_END_DECLS
