/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-capabilities.h"
#include "ebb-caps.h"
#include "ebb-clock.h"
#include "ebb-confirmed-by.h"
#include "ebb-controller.h"
#include "ebb-journal.h"
#include "ebb-limits.h"
#include "ebb-program.h"
#include "ebb-purpose.h"
#include "ebb-snapshot.h"

G_BEGIN_DECLS

#define EBB_SESSION_MAX_LINKS 2

/* What somebody confirmed, and who. */
typedef struct
{
  EbbConfirmedBy by;

  EbbProgram *program; /* borrowed; the session takes its own reference */
  EbbLegs     legs;
  guint       length_s;
  gint32      cap_pa;
  gint64      confirmed_boottime_us; /* refused when older than confirm_fresh_s */
  const char *boots_identity;        /* for the record; borrowed */
  const char *boots_name;
  const char *boots_serial; /* (nullable) */
  const char *person_id;    /* (nullable): whose session it is, for the record; borrowed */
  EbbPurpose  purpose;      /* which limits hold */
  /* (nullable) borrowed for the call: who wears them; NULL: nobody is asked, which only boots that
   * move no air allow. */
  const EbbPerson *person;
} EbbConfirmation;

/**
 * EbbSession:
 *
 * Performs what the session machine decides, over a set of one or two controllers. Decides
 * nothing itself. Lives as long as its boots are chosen; runs any number of sessions on them,
 * one at a time.
 *
 * While live it owns its links: after a loss it connects again by itself, writes Stop first and
 * never resumes. While not live it leaves connecting to the service.
 *
 * Signals: "changed" (ebb_session_get_snapshot() differs), "sample" (a reading came; before the
 * "changed" it causes).
 */
#define EBB_TYPE_SESSION (ebb_session_get_type ())
G_DECLARE_FINAL_TYPE (EbbSession, ebb_session, EBB, SESSION, GObject)

/* @journal: (nullable): without one nothing can be started.
 * @guardian_path: the ebb-guardian to spawn; %NULL only in tests and for boots in this process,
 * whose death is our death. */
EbbSession *ebb_session_new (EbbClock        *clock,
                             EbbJournal      *journal,
                             const EbbLimits *limits,
                             const char      *guardian_path,
                             const char      *ctl_path) G_GNUC_WARN_UNUSED_RESULT;

/* Another session over no boots, made of the same parts. */
EbbSession *ebb_session_new_like (EbbSession *other) G_GNUC_WARN_UNUSED_RESULT;

/* Only while not live. Borrows nothing: takes references. */
void ebb_session_set_controllers (EbbSession *self, EbbController *const *controllers, guint n);

/* Highest epoch ever used with these boots, from the store. Only while not live. */
void ebb_session_set_last_epoch (EbbSession *self, guint32 epoch);
/* The highest epoch that was used, or was to be. */
guint32 ebb_session_get_last_epoch (EbbSession *self);
/* While not live: > 0 when a person said that these boots are open and nobody has seen them vented
 * since. Whoever connects hands it on as the first Stop. */
guint32 ebb_session_get_owed_stop_epoch (EbbSession *self);
/* The same of one of a set. @controller: (nullable). FALSE: it is none of this session's. */
gboolean ebb_session_read_owed_stop_epoch (EbbSession    *self,
                                           EbbController *controller,
                                           guint32       *epoch);
/* The same said of these boots before they were given to this session; one for each controller, 0:
 * nothing is owed. Only while not live. */
void ebb_session_set_owed_stop_epochs (EbbSession *self, const guint32 *epochs);

const EbbSnapshot *ebb_session_get_snapshot (EbbSession *self);
/* (nullable): of the session that is not over yet, in the journal */
const char *ebb_session_get_record_id (EbbSession *self);
/* TRUE while live or ARMED: the service then leaves the links alone. */
gboolean ebb_session_owns_links (EbbSession *self);

/* The radio or the computer is back: what failed before says nothing any more. */
void ebb_session_start_over (EbbSession *self);

/* A session found open in the journal: Stop goes out first, then all as after a lost link. */
void ebb_session_recover (EbbSession *self, EbbSessionRecord *record, guint32 epoch);
/* The human's confirmation. From IDLE it begins a session, from PAUSED it continues it. */
gboolean ebb_session_confirm (EbbSession            *self,
                              const EbbConfirmation *confirmation,
                              GError               **error);
/* @why: EBB_END_BY_STOP, EBB_END_BY_QUIT or EBB_END_BY_BATTERY. Safe in every state. */
void ebb_session_stop (EbbSession *self, EbbSessionEnd why);
void ebb_session_pause (EbbSession *self);
void ebb_session_end (EbbSession *self);
/* Up takes effect at the next cycle, down at once. Above the cap is a fault, not a clamp. */
void ebb_session_set_intensity_pa (EbbSession *self, gint32 intensity_pa);
void ebb_session_set_heat_ddeg (EbbSession *self, gint16 heat_ddeg);
/* Somebody is awake, and the skin feels right: what the snapshot says is asked is answered. */
void ebb_session_say_present (EbbSession *self);
void ebb_session_declare_boots_open (EbbSession *self);
void ebb_session_clear_fault (EbbSession *self);
void ebb_session_dismiss_result (EbbSession *self);

/* Whether whoever shows the session to a person still answers. */
typedef gboolean (*EbbAnswering) (gpointer user_data);

/* From now on a lease is renewed only while @is_answering says so (safety.md H3); %NULL: nobody
 * shows it, and the engine answers for itself. @user_data: borrowed, until it is set anew. */
void ebb_session_set_answering (EbbSession *self, EbbAnswering is_answering, gpointer user_data);

#define EBB_SESSION_ERROR (ebb_session_error_quark ())
GQuark ebb_session_error_quark (void);
typedef enum
{
  EBB_SESSION_ERROR_STATE,      /* not now: the session is in another state */
  EBB_SESSION_ERROR_UNATTENDED, /* nobody confirmed it */
  EBB_SESSION_ERROR_STALE,      /* the confirmation is older than confirm_fresh_s */
  EBB_SESSION_ERROR_LIMITS,     /* outside the limits; the message names the value */
} EbbSessionErrorCode;

G_END_DECLS
