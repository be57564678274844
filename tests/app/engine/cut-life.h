/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-session-private.h"
#include "safety-observer.h"

/* A session that is cut off from its boots at some moment, judged from outside by all rules. All that
 * is random in it follows from its seed. */

typedef struct
{
  SessionBench   bench;
  SafetyObserver observer;
  guint64        seed;
  gboolean       may_hold_journal; /* at a moment of ARMED, it may not be on the disk yet */
  gint64         cut_us;
  guint          told_ms; /* after the cut the lost link was said; 0: it was not */
  guint          full_ms; /* after the cut there was air for so long */
} CutLife;

typedef struct
{
  const char *path;
  void (*reach) (CutLife *life);
  guint spread_ms; /* the cut comes up to so much later */
} CutMoment;

/* Of safety.md, section 6: each transition that a session can make while it has a link. */
#define CUT_N_MOMENTS 13

const CutMoment *cut_moment_get (guint number);

/* @rows: (nullable): in place of the table of the design */
void cut_life_begin (CutLife *life, guint64 seed, const EbbMachineRow *rows, gsize n_rows);
void cut_life_clear (CutLife *life);

guint           cut_life_draw (CutLife *life, guint n);
EbbSessionState cut_life_get_state (CutLife *life);
StrictBoots    *cut_life_get_boots (CutLife *life);
void            cut_life_pass (CutLife *life, guint duration_ms);
void            cut_life_reach_running (CutLife *life);

/* What comes after the cut; of each the caller sets cut_us first. */
void cut_life_lose (CutLife *life);
void cut_life_come_into_reach (CutLife *life);
void cut_life_release_journal (CutLife *life);
/* Nobody looks, and the boots go on by themselves. */
void cut_life_be_dead (CutLife *life, guint duration_ms);
/* What another Ebb does with what the store has. */
void cut_life_begin_again (CutLife *life);
/* Until so long after the cut, or until the session is over. */
void cut_life_watch (CutLife *life, guint until_ms, gboolean is_over_when_idle);

/* Each rule held all the time, and in the end nothing is left of it. */
gboolean cut_life_has_ended_well (CutLife *life);
void     cut_life_print (CutLife *life, guint64 seed);
