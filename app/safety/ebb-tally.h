/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-past.h"

G_BEGIN_DECLS

/* A session that ended before so much squeezing counts its minutes, not the gap or the count. */
#define EBB_COUNTED_SESSION_S 180
#define EBB_ROLLING_S (24 * 60 * 60)

/* Now, by both clocks: the wall's can be set, the computer's own begins anew with each start. */
typedef struct
{
  gint64 wall_s;
  gint64 boot_s; /* -1: not known */
} EbbNow;

/**
 * EbbTally:
 *
 * What a person's sessions add up to, on whatever boots they were.
 */
typedef struct
{
  gint64 since_last_s; /* since the end of the last one that counts; G_MAXINT64: there was none */
  gint64 since_heat_s; /* since there was heat; G_MAXINT64: never */
  guint  n_counted;    /* of all times */
  guint  n_24h;
  guint  squeezed_24h_s;
  guint  n_uneventful; /* in a row, up to now */
  gint64 symptom_s;    /* wall time at which one last ended for a symptom; 0: none did */
} EbbTally;

/* @past: (element-type EbbPastSession): in any order */
void ebb_tally_init (EbbTally *tally, GArray *past, EbbNow now);

G_END_DECLS
