/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "session-bench.h"

/* Judges the invariants of safety.md section 6 from outside: it sees the bytes on the air, the word
 * on the screen and what the human does, and nothing of how the engine thinks. */

typedef enum
{
  RULE_I1,         /* inflating: a human confirmed this epoch, and I5: nothing else starts */
  RULE_I2,         /* an epoch that a human stopped does not inflate unless it is being stopped */
  RULE_I2D,        /* boots never run a closed epoch */
  RULE_I3,         /* never inflating longer than the lease after the last START or RENEW taken */
  RULE_I4,         /* no START, RENEW or setting before a fresh reading since the link came up */
  RULE_I6,         /* the screen is not idle while our stopped epoch inflates */
  RULE_I7,         /* nothing resumes after a lost link, or after a crash */
  RULE_I8,         /* no START and no RENEW after stop or pause without a new confirmation */
  RULE_I9,         /* every value within the cap */
  RULE_I12,        /* Stop is written in the call in which it was pressed, in every state */
  RULE_STOP_FIRST, /* Stop is the first write on a link that was lost in a session */
  RULE_REPEAT,     /* and again each 300 ms until vented */
  N_RULES,
} Rule;

const char *rule_to_string (Rule rule);

typedef struct
{
  gboolean is_up;
  gboolean has_read;
  gboolean has_written;
  gboolean owes_stop_first;
  gboolean is_declared_open;
  gboolean was_vented; /* said by the boots, and heard, since the last stop began */
  gint64   fed_us;     /* when a START or RENEW was last taken */
  gint64   stopped_us; /* when Stop was last written */
  gint64   up_us;
  guint32  owner;
  uint8_t  program[EBB_PROGRAM_MAX_BYTES];
} ObservedLink;

typedef struct
{
  SessionBench *bench;
  ObservedLink  link[EBB_SESSION_MAX_LINKS];
  gboolean      is_violated[N_RULES];
  guint         n_violated;

  gboolean has_token;
  gint64   confirmed_us;
  guint32  started;     /* the newest epoch that START was written for */
  guint32  stopped;     /* the newest epoch that a human stopped */
  guint8   known[1024]; /* epochs that a human confirmed */
  gboolean is_spoiled;  /* stopped, lost or crashed since START */
  Rule     spoiled_by;
  gint64   stopping_us; /* since when the screen says stopping */
} SafetyObserver;

void safety_observer_init (SafetyObserver *self, SessionBench *bench);

/* What the human does. */
void safety_observer_confirmed (SafetyObserver *self, gint64 confirmed_us);
void safety_observer_press (SafetyObserver *self, void (*press) (EbbSession *session));
void safety_observer_declared_open (SafetyObserver *self);
/* What the world does. */
void safety_observer_crashed (SafetyObserver *self, gboolean was_live);
void safety_observer_saw (BenchBoots     *boots,
                          BenchWay        way,
                          EbbRole         role,
                          const uint8_t  *bytes,
                          size_t          size,
                          SafetyObserver *self);
/* Looks at links and screen; after everything that may have changed them. */
void safety_observer_look (SafetyObserver *self);
