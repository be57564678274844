/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

#include "ebb-limits.h"
#include "ebb-snapshot.h"

G_BEGIN_DECLS

/* safety.md H20: how long after a question that nobody answered heat is off. */
#define EBB_PRESENCE_ANSWER_S 60
/* What of that is kept for the boots to hear of it and to say that they did it. */
#define EBB_PRESENCE_OBEY_S 2

/* What is asked of the person, and at which second of the session. */
typedef struct
{
  guint            at_s;
  EbbPresenceAsked asked;
} EbbPresenceCheck;

/* What comes of a moment. */
typedef enum
{
  EBB_PRESENCE_FINE,     /* nothing is asked, or there is still time to answer */
  EBB_PRESENCE_HEAT_OFF, /* nobody answered, and only heat asked for it */
  EBB_PRESENCE_END,      /* nobody answered */
} EbbPresenceVerdict;

/**
 * EbbPresence:
 *
 * Whether somebody is there while boots run. Session time is given in by the caller, from START on
 * and by the computer's own clock: not what the boots say.
 */
typedef struct
{
  GArray          *checks; /* owned, of EbbPresenceCheck, in rising order */
  guint            next;   /* of them: those before it were asked, or were not needed */
  EbbPresenceAsked asked;  /* that no answer has come to */
  gint64           asked_us;
} EbbPresence;

/* (element-type EbbPresenceCheck) (transfer full): in rising order. @heat_s: 0: no heat. */
GArray *ebb_presence_list (const EbbLimits *limits,
                           guint            length_s,
                           guint            heat_s,
                           gboolean         measures_temperature) G_GNUC_WARN_UNUSED_RESULT;

/* @checks: (transfer full): of ebb_presence_list(). @from_s: the session time at START. */
void               ebb_presence_begin (EbbPresence *self, GArray *checks, guint from_s);
void               ebb_presence_clear (EbbPresence *self);
EbbPresenceVerdict ebb_presence_tick (EbbPresence *self,
                                      gint64       now_us,
                                      guint        at_s,
                                      gboolean     is_warm);
/* Somebody said that they are there. */
void ebb_presence_answer (EbbPresence *self);
/* How long there still is to answer; 0: nothing is asked. */
guint ebb_presence_get_left_s (const EbbPresence *self, gint64 now_us);

G_END_DECLS
