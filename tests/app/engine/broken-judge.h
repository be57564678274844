/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "rough-bench.h"

/* What holds of a session whatever is broken in its boots, judged from outside: by what is written
 * and heard, the word on the screen and what the human does. */

typedef enum
{
  KEEPS_CONFIRMED,     /* START only after a human's fresh yes, once */
  KEEPS_READ_FIRST,    /* no START, RENEW or setting before a reading since the link came up */
  KEEPS_NO_RESUME,     /* no START, no RENEW after a loss, a stop, a break or a fault */
  KEEPS_CAP,           /* no value above the cap */
  KEEPS_STOP_AT_ONCE,  /* Stop is written in the call in which it was pressed */
  KEEPS_STOP_FIRST,    /* Stop is the first write on a link that was lost in a session */
  KEEPS_FAULT_STOPS,   /* when a fault shows, Stop is written first, on every link that is up */
  KEEPS_FAULT_STAYS,   /* until a human clears it, or says that the boots are open */
  KEEPS_FAULT_IS_SEEN, /* what was heard of a fault, or is heard no more, ends the run */
  KEEPS_REPEAT,        /* Stop goes out each 300 ms until the boots were read empty */
  KEEPS_EMPTY_IS_READ, /* nothing is called stopped or empty that was not read so after Stop */
  KEEPS_NO_FALSE_IDLE, /* idle is not said while our run goes on */
  N_KEEPS,
} Keeps;

const char *keeps_to_string (Keeps rule);

typedef struct
{
  gboolean is_up;
  gboolean has_read;
  gboolean has_written;
  gboolean owes_stop_first;
  gboolean owes_fault_stop;
  gboolean is_declared_open;
  gboolean was_empty; /* heard since the stop began */
  guint    n_stops;
  gint64   stopped_us;
  gint64   up_us;
  gint64   sample_us;
} JudgedLink;

typedef struct
{
  RoughBench     *bench;
  JudgedLink      link[EBB_SESSION_MAX_LINKS];
  gboolean        is_broken[N_KEEPS];
  guint           n_broken;
  EbbSessionState screen; /* as looked at last */
  gint64          screen_us;

  gboolean has_token;
  gint64   confirmed_us;
  guint32  started;    /* the newest epoch that START was written for */
  gboolean is_spoiled; /* nothing that was confirmed before counts any more */
  gboolean is_by_human;
  gboolean had_run; /* the screen, before what is being heard */
} BrokenJudge;

void broken_judge_init (BrokenJudge *self, RoughBench *bench);
void broken_judge_clear (BrokenJudge *self);
/* Looks at links and screen; after everything that may have changed them. */
void broken_judge_look (BrokenJudge *self);
void broken_judge_written (BrokenJudge   *self,
                           guint          index,
                           EbbRole        role,
                           const uint8_t *bytes,
                           size_t         size);
void broken_judge_heard (BrokenJudge   *self,
                         guint          index,
                         EbbRole        role,
                         const uint8_t *bytes,
                         size_t         size,
                         gboolean       is_done);

/* What the human does. */
void broken_judge_confirm (BrokenJudge *self, gint64 age_us);
void broken_judge_press (BrokenJudge *self, void (*press) (EbbSession *session));
void broken_judge_end_fault (BrokenJudge *self, void (*end) (EbbSession *session));
