/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-local-time.h"

G_BEGIN_DECLS

typedef enum
{
  EBB_RHYTHM_ONCE,
  EBB_RHYTHM_DAYS,  /* each so many days */
  EBB_RHYTHM_WEEKS, /* on some days of each so many weeks */
  EBB_RHYTHM_OTHER, /* a rule that says more than this can */
} EbbRhythmKind;

/* Monday is the first, as in RFC 5545 where a rule says nothing else. */
#define EBB_N_WEEKDAYS 7
#define EBB_WEEKDAY_MASK(day) (1u << (day))

/**
 * EbbRhythm:
 *
 * What most plans repeat by, as somebody chooses it; a rule of RFC 5545 says the same.
 */
typedef struct
{
  EbbRhythmKind kind;
  guint         every;     /* of days or weeks: 1 and more */
  guint         weekdays;  /* of EBB_WEEKDAY_MASK; of weeks alone */
  guint         count;     /* so often; 0: it is not counted */
  gboolean      has_until; /* it ends with a day; and is not counted then */
  EbbLocalTime  until;     /* only the day counts */
} EbbRhythm;

/* 0: Monday */
int ebb_weekday_of (const EbbLocalTime *day);
/* The midnight that begins the day so many days later; less than 0: before. */
EbbLocalTime ebb_local_time_add_days (const EbbLocalTime *day, int n_days);

/* @rule: (nullable): once; @start: the first slot, which says the day of a week where the rule does not */
void ebb_rhythm_from_rule (EbbRhythm          *self,
                           const char         *rule,
                           const EbbLocalTime *start,
                           GTimeZone          *zone);
/* (transfer full) (nullable): %NULL: once, or another than it can say */
char *ebb_rhythm_to_rule (const EbbRhythm *self, GTimeZone *zone) G_GNUC_WARN_UNUSED_RESULT;

/* The first of its days from @day on: what a rule of weeks begins with. */
EbbLocalTime ebb_rhythm_find_first (const EbbRhythm *self, const EbbLocalTime *day);

G_END_DECLS
