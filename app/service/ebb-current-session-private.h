/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-clock.h"
#include "ebb-control-client.h"
#include "ebb-control-socket.h"
#include "ebb-current-session.h"
#include "ebb-limits.h"
#include "ebb-session.h"
#include "ebb-session-lock.h"
#include "ebb-sleep-watch.h"
#include "ebb-store.h"
#include "ebb-wearer-private.h"

G_BEGIN_DECLS

typedef EbbBoots *(*EbbFindBoots) (const char *identity, gpointer user_data);

/* The session of another program of the account; ebb-current-session-elsewhere.c. */
typedef struct
{
  EbbControlClient *client;   /* (nullable): nobody runs one, or nobody looks */
  char             *identity; /* (nullable): of the boots */
  EbbSnapshot       snapshot; /* as it is shown; of a client that said something */
  gboolean          is_stale; /* its readings were too old */
  gboolean          is_deaf;  /* it answers nothing any more */
  gboolean          is_empty; /* the last one ended so */
  gint64            asked_us; /* it was asked to stop then, and does not yet; 0: no */
  guint             look_id;
  guint             asked_id;
} EbbOtherSession;

struct _EbbCurrentSession
{
  GObject parent_instance;

  /* owned */
  EbbClock         *clock;
  EbbSession       *session;
  EbbStore         *store; /* (nullable): then nothing can be started */
  EbbWearer        *wearer;
  EbbSessionLock   *lock;
  EbbControlSocket *socket;
  EbbSleepWatch    *sleep_watch;                        /* (nullable) */
  EbbBoots         *boots;                              /* (nullable) */
  EbbController    *controllers[EBB_SESSION_MAX_LINKS]; /* that the session was given */
  guint             n_controllers;
  EbbProgram       *program;    /* (nullable) */
  EbbProgram       *leg_check;  /* (nullable): set up in the place of program */
  GArray           *refusals;   /* of EbbRefusal */
  GArray           *trace;      /* of EbbTracePoint */
  GPtrArray        *open;       /* (nullable) of EbbOpenSession, found at start, to be stopped */
  GPtrArray        *recoveries; /* of EbbRecovery: of those, the ones stopped beside this session */
  EbbOpenSession   *shown;      /* (nullable): the one that this session stops */

  EbbOtherSession other;

  /* state */
  EbbLimits       limits;
  EbbCapabilities capabilities; /* of a set, as asked for last */
  EbbLegs         legs;
  EbbLegs         leg_check_legs;
  guint           length_s;
  gboolean        is_ticked[EBB_N_CHECKS];
  gboolean        is_holding; /* the link of the boots is this session's */
  gboolean        is_listing; /* the journal is being read */
  gboolean        is_sweeping;
  gboolean        is_record_pending; /* of the session before */
  gboolean        was_elsewhere;     /* another program had the session, or boots of it */
  guint           rules_id;          /* looks again at what passes */
  guint           ticks_id;          /* clears the ticks when nobody touches anything */
  char           *runtime_directory;
  char           *elsewhere;        /* (nullable) */
  char           *set_name;         /* (nullable) */
  char           *record_id;        /* (nullable): of the last session */
  char           *record_person_id; /* (nullable): whose that was */
  EbbAnswer       symptom;          /* whether something felt wrong after it */
  char           *unread;           /* (nullable): why nobody knows what an earlier run left open */

  EbbFindBoots find_boots; /* for recovery */
  gpointer     find_boots_data;
};

/* Shared by the files of this class: one for what runs, one for what is set up, one for steps. */
void      ebb_current_session_emit_changed (EbbCurrentSession *self);
void      ebb_current_session_boots_changed (EbbCurrentSession *self);
void      ebb_current_session_clear_ticks (EbbCurrentSession *self);
EbbBoots *ebb_current_session_expect_note (EbbCurrentSession *self) G_GNUC_WARN_UNUSED_RESULT;

/* @program: (nullable): a leg check is set up, or no more; ebb-leg-check.c. Ignored while live. */
void ebb_current_session_set_leg_check (EbbCurrentSession *self, EbbProgram *program, EbbLegs legs);
EbbPurpose ebb_current_session_get_purpose (EbbCurrentSession *self);

/* Of two single boots both, else one; ebb-current-session-set.c. */
guint ebb_current_session_list_boots (EbbCurrentSession *self, EbbBoots *boots[]);
void  ebb_current_session_attach (EbbCurrentSession *self);
void  ebb_current_session_detach (EbbCurrentSession *self);
void  ebb_current_session_keep_epochs (EbbCurrentSession *self);
/* Only while not live. */
void ebb_current_session_tell_epochs (EbbCurrentSession *self);

/* What is held while it is live; ebb-current-session-hold.c. */
gboolean ebb_current_session_take_hold (EbbCurrentSession *self);
void     ebb_current_session_let_go (EbbCurrentSession *self);
void     ebb_current_session_follow (EbbCurrentSession *self);
/* The computer or its radio is back: links of a session are tried for at once. */
void ebb_current_session_start_over (EbbCurrentSession *self);

/* Stops what processes that are gone left running, before anything is started;
 * ebb-current-session-recovery.c. */
void ebb_current_session_recover (EbbCurrentSession *self, EbbFindBoots find, gpointer user_data);
void ebb_current_session_sweep (EbbCurrentSession *self);
void ebb_current_session_note_proof (EbbCurrentSession *self, EbbBoots *boots, guint32 epoch);

/* Why Start cannot be pressed; ebb-refusals.c. */
void ebb_current_session_find_refusals (EbbCurrentSession *self, GArray *refusals);

/* Before anything is started: the session stops when the computer leaves, and keeps it for so long.
 */
void ebb_current_session_set_sleep_watch (EbbCurrentSession *self, EbbSleepWatch *sleep_watch);

/* @store: (nullable). @runtime_directory: where locks and sockets go. */
EbbCurrentSession *ebb_current_session_new (EbbClock        *clock,
                                            EbbSession      *session,
                                            EbbStore        *store,
                                            EbbWearer       *wearer,
                                            const EbbLimits *limits,
                                            const char      *runtime_directory)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
