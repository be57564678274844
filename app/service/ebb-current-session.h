/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-boots.h"
#include "ebb-confirmed-by.h"
#include "ebb-program.h"
#include "ebb-snapshot.h"

G_BEGIN_DECLS

/* The three things a person ticks before each start, and each continuation. */
typedef enum
{
  EBB_CHECK_AWAKE,
  EBB_CHECK_LEGS,
  EBB_CHECK_FITTED,
  EBB_N_CHECKS,
} EbbCheck;

/* Why Start cannot be pressed. ui composes the sentence from the code and its numbers. */
typedef enum
{
  EBB_REFUSAL_NO_BOOTS,
  EBB_REFUSAL_NOT_CONNECTED,
  EBB_REFUSAL_UNANSWERED, /* value: of how many questions nobody said anything, bound: all */
  EBB_REFUSAL_NO_PROGRAM,
  EBB_REFUSAL_NO_ZONES,      /* the program uses no zone of the chosen legs of these boots */
  EBB_REFUSAL_ABOVE_CAP,     /* value: the program's peak in Pa, bound: the cap in Pa */
  EBB_REFUSAL_OUT_OF_LIMITS, /* the program breaks a limit; see message */
  EBB_REFUSAL_LENGTH,        /* value, bound: seconds */
  EBB_REFUSAL_BATTERY,       /* value, bound: percent */
  EBB_REFUSAL_RUNNING_ELSEWHERE,
  EBB_REFUSAL_SESSION_ELSEWHERE, /* another Ebb program of this account runs a session; message: which,
                                  * value: since when, in wall time; 0: that is not known */
  EBB_REFUSAL_OPEN_SESSION,      /* one found open in the journal is still being stopped */
  EBB_REFUSAL_CHECKS,            /* a tick is missing */
  EBB_REFUSAL_NOT_VENTED,        /* value: the highest zone in Pa, bound: what counts as empty */
  EBB_REFUSAL_BOOTS_FAULT,       /* they have a fault, and keep it until their button is pressed */
  EBB_REFUSAL_NO_LOCK,           /* the runtime directory holds no lock; see message */
  EBB_REFUSAL_NO_STORE,        /* the history could not be opened, so nothing can be written down */
  EBB_REFUSAL_UNREAD,          /* nobody knows what an earlier run left open; see message */
  EBB_REFUSAL_LEAVING,         /* the computer is about to sleep or to go down */
  EBB_REFUSAL_SIDES,           /* nobody has said which leg each boot is on */
  EBB_REFUSAL_ONE_LEG,         /* both boots of a set were felt on one leg */
  EBB_REFUSAL_BOOTS_ELSEWHERE, /* another Ebb program has them in its hands; message: their names */
  EBB_REFUSAL_NO_READING,      /* they have not said yet what pressure is in them, on this link;
                                  value: 0 while it may come by itself, 1 once it is overdue */
  EBB_REFUSAL_WEARER,          /* what was answered and run before is not known; value: 0 while it
                                  is being read, 1 when it cannot be; see message */
  EBB_REFUSAL_URGENT,          /* signs that need help now: it stands alone */
  EBB_REFUSAL_BLOCKED,         /* by an answer; value: EbbQuestion, as the next */
  EBB_REFUSAL_CONSULT,         /* until a professional agreed */
  EBB_REFUSAL_REASK,           /* the questions are asked again; value: EbbReask */
  EBB_REFUSAL_GAP,             /* value, bound: seconds since the last session */
  EBB_REFUSAL_HEAT_GAP,        /* value, bound: seconds since there was heat */
  EBB_REFUSAL_COUNT,           /* value, bound: sessions in 24 hours, with this one */
  EBB_REFUSAL_DAY,             /* value, bound: seconds in 24 hours, with this session */
  EBB_REFUSAL_REACH,       /* the program squeezes what answers leave no pressure; value: EbbSide */
  EBB_REFUSAL_HEAT_LOCKED, /* answers leave no heat */
  EBB_N_REFUSALS,
} EbbRefusalCode;

typedef struct
{
  EbbRefusalCode code;
  gint64         value;
  gint64         bound;
  char           message[320]; /* for logs and ebbctl */
} EbbRefusal;

typedef enum
{
  EBB_STOP_FROM_KEY,
  EBB_STOP_FROM_POINTER,
  EBB_STOP_FROM_ASSISTIVE,
  EBB_STOP_FROM_WINDOW_CLOSE,
  EBB_STOP_FROM_SIGNAL,
  EBB_STOP_FROM_SOCKET,
  EBB_STOP_FROM_NOTIFICATION,
  EBB_STOP_FROM_SLEEP,    /* the computer is about to sleep */
  EBB_STOP_FROM_SHUTDOWN, /* the computer is about to go down */
} EbbStopSource;

/* One moment of the live timeline: measured, as received. */
typedef struct
{
  guint32 program_ms;                            /* program time */
  gint32  pressure_pa[EBB_N_SIDES][EBB_N_ZONES]; /* EBB_PRESSURE_UNKNOWN_PA: a gap */
} EbbTracePoint;

/**
 * EbbCurrentSession:
 *
 * What is set up to run, and what runs. The only way from a front end to air in a boot.
 *
 * Signals: "changed" (snapshot, set-up or refusals), "sample" (a new reading came; "changed" is
 * emitted too, after it).
 */
#define EBB_TYPE_CURRENT_SESSION (ebb_current_session_get_type ())
G_DECLARE_FINAL_TYPE (EbbCurrentSession, ebb_current_session, EBB, CURRENT_SESSION, GObject)

/* Borrowed, valid until the next "changed". */
const EbbSnapshot *ebb_current_session_get_snapshot (EbbCurrentSession *self);

/* Set-up; changing boots or legs clears the ticks. Ignored while live. */
EbbBoots *ebb_current_session_get_boots (EbbCurrentSession *self); /* (nullable) */
void      ebb_current_session_set_boots (EbbCurrentSession *self, EbbBoots *boots);
/* Of the boots that are set up together: one pair, or two single boots as one set. */
const EbbCapabilities *ebb_current_session_get_capabilities (EbbCurrentSession *self);
const char            *ebb_current_session_get_boots_name (EbbCurrentSession *self);
EbbBootsState          ebb_current_session_get_boots_state (EbbCurrentSession *self);
int                    ebb_current_session_get_battery_percent (EbbCurrentSession *self);
EbbProgram            *ebb_current_session_get_program (EbbCurrentSession *self); /* (nullable) */
void     ebb_current_session_set_program (EbbCurrentSession *self, EbbProgram *program);
EbbLegs  ebb_current_session_get_legs (EbbCurrentSession *self);
void     ebb_current_session_set_legs (EbbCurrentSession *self, EbbLegs legs);
guint    ebb_current_session_get_length_s (EbbCurrentSession *self);
void     ebb_current_session_set_length_s (EbbCurrentSession *self, guint length_s);
guint    ebb_current_session_get_length_min_s (EbbCurrentSession *self);
guint    ebb_current_session_get_length_max_s (EbbCurrentSession *self);
gboolean ebb_current_session_get_check (EbbCurrentSession *self, EbbCheck check);
void ebb_current_session_set_check (EbbCurrentSession *self, EbbCheck check, gboolean is_ticked);
/* Any key or pointer; ticks clear after 5 minutes without one. */
void ebb_current_session_note_input (EbbCurrentSession *self);
/* The cap that holds for what is set up now, in Pa. */
int32_t ebb_current_session_get_cap_pa (EbbCurrentSession *self);
/* Peak of the program on the chosen boots and legs, in Pa; 0 without them. */
int32_t ebb_current_session_get_peak_pa (EbbCurrentSession *self);
/* A session whose boots have less than the first is not started, less than the second: ended. */
void ebb_current_session_get_battery_bounds (EbbCurrentSession *self,
                                             guint             *start_percent,
                                             guint             *end_percent);
/* (array length=n): empty when Start may be pressed. Borrowed until "changed". */
const EbbRefusal *ebb_current_session_get_refusals (EbbCurrentSession *self, gsize *n);

/* The human's confirmation: from a press on Start or a typed yes, and from nowhere else. Starts,
 * or continues a paused session. FALSE, doing nothing, if there are refusals. */
gboolean ebb_current_session_start (EbbCurrentSession *self, EbbConfirmedBy by);
/* Always does something in every live state; safe to call in all others. */
void ebb_current_session_stop (EbbCurrentSession *self, EbbStopSource source);
void ebb_current_session_pause (EbbCurrentSession *self);
void ebb_current_session_end (EbbCurrentSession *self); /* PAUSED: that was all */
void ebb_current_session_declare_boots_open (EbbCurrentSession *self);
void ebb_current_session_clear_fault (EbbCurrentSession *self);
void ebb_current_session_dismiss_result (EbbCurrentSession *self);

/* (array length=n): the last two minutes of readings, oldest first. Borrowed until "changed". */
const EbbTracePoint *ebb_current_session_get_trace (EbbCurrentSession *self, gsize *n);

/* (nullable): which program holds the session of this account elsewhere.
 * @since_wall_us: (out) (optional): since when, in wall time; 0: that is not known */
const char *ebb_current_session_get_elsewhere (EbbCurrentSession *self, gint64 *since_wall_us);
/* TRUE: it runs on these boots. */
gboolean ebb_current_session_is_elsewhere_on (EbbCurrentSession *self, EbbBoots *boots);
/* Whoever holds it there only stops what an earlier process left open: it will be done soon. */
gboolean ebb_current_session_is_elsewhere_stopping (EbbCurrentSession *self);
/* The same here, from ebb_core_recover() until all of it is stopped. */
gboolean ebb_current_session_is_recovering (EbbCurrentSession *self);

/* As ebb_session_set_answering(): of the window that shows it. */
void ebb_current_session_set_answering (EbbCurrentSession *self,
                                        gboolean (*is_answering) (gpointer user_data),
                                        gpointer user_data);

G_END_DECLS
