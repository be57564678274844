/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A link that was up for less did not last: what follows is one more failure, not a first one.
 * Engineering choice: as long as the lease of boots of tier A. */
#define EBB_BACK_OFF_STEADY_MS 10000

/**
 * EbbBackOff:
 *
 * When a link is tried for again: a count of what failed in a row, as data. It decides nothing but
 * the pause before the next try, and asks no clock.
 */
typedef struct
{
  guint    n_failed;  /* tries, or links that did not last, since one did */
  gint64   up_us;     /* since when there is a link; 0: there is none */
  gboolean was_found; /* that link, by nobody who tried */
} EbbBackOff;

/* Pauses before the first try, the second, ...; the last is the bound and stands for all more. */
typedef struct
{
  const guint *pauses_ms;
  guint        n_pauses;
} EbbBackOffSteps;

void  ebb_back_off_start_over (EbbBackOff *self);
void  ebb_back_off_note_failure (EbbBackOff *self);
void  ebb_back_off_note_up (EbbBackOff *self, gint64 now_us);
void  ebb_back_off_note_found (EbbBackOff *self, gint64 now_us);
void  ebb_back_off_note_down (EbbBackOff *self, gint64 now_us);
guint ebb_back_off_get_pause_ms (const EbbBackOff      *self,
                                 const EbbBackOffSteps *steps,
                                 guint32                random);

G_END_DECLS
