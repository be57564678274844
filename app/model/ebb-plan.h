/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-body.h"
#include "ebb-local-time.h"
#include "ebb-model-error.h"

G_BEGIN_DECLS

/* One time at which a plan comes: as it was planned, and when that is. */
typedef struct
{
  EbbLocalTime local;
  gint64       start_s; /* since 1970 */
} EbbSlot;

/* One slot that comes at another time, once. */
typedef struct
{
  EbbLocalTime from; /* as the rule has it */
  EbbLocalTime to;
} EbbMovedSlot;

/* A holiday: both days and all between them are free. Only the dates count. */
typedef struct
{
  EbbLocalTime first;
  EbbLocalTime last;
} EbbPausedDays;

#define EBB_PLAN_NO_STOP_BY (-1)
#define EBB_PLAN_EXCEPTIONS_MAX 1000 /* of each kind; engineering choice */

/**
 * EbbPlan:
 *
 * What somebody means to run, and when. It only ever reminds: nothing starts by it. Local times are of
 * its zone. That a rule is one is not known here: ebb_schedule_check().
 */
typedef struct
{
  char        *id;        /* a UUID; empty: not kept yet */
  char        *person_id; /* whose it is */
  char        *program_id;
  char        *boots_identity; /* (nullable): whichever are there */
  EbbLegs      legs;
  guint        length_s; /* 0: as long as the program is */
  char        *rule;     /* (nullable): of RFC 5545, as in "FREQ=WEEKLY;BYDAY=TU,TH"; %NULL: once */
  EbbLocalTime start;    /* the first slot */
  char        *zone_id;  /* as in "Europe/Berlin" */
  int          stop_by_min; /* of the day: a session ends by then; EBB_PLAN_NO_STOP_BY */
  gint64       made_s;      /* wall time: no slot before it is one */
  GArray      *skipped;     /* of EbbLocalTime, as the rule has them */
  GArray      *moved;       /* of EbbMovedSlot */
  GArray      *paused;      /* of EbbPausedDays */
  GArray      *missed;      /* of EbbSlot: what came to nothing before its times were changed */
} EbbPlan;

EbbPlan *ebb_plan_new (void) G_GNUC_WARN_UNUSED_RESULT;
EbbPlan *ebb_plan_copy (const EbbPlan *self) G_GNUC_WARN_UNUSED_RESULT;
void     ebb_plan_free (EbbPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EbbPlan, ebb_plan_free)

/* Whether both have the same times, whatever was changed about single slots. */
gboolean ebb_plan_has_same_times (const EbbPlan *self, const EbbPlan *other);

/* FALSE, naming the field: what is in it is none. */
gboolean ebb_plan_check (const EbbPlan *self, GError **error);

/* "22:30" */
gboolean ebb_plan_stop_by_from_string (const char *text, int *stop_by_min);
char    *ebb_plan_stop_by_to_string (int stop_by_min) G_GNUC_WARN_UNUSED_RESULT; /* (nullable) */

/* "2026-07-01": a day as the midnight it begins with. */
gboolean ebb_plan_day_from_string (const char *text, EbbLocalTime *day);
char    *ebb_plan_day_to_string (const EbbLocalTime *day) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
