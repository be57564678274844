/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-back-off.h"

/* The part of a pause that is left to chance. */
#define JITTER_PARTS 5

/**
 * ebb_back_off_start_over:
 *
 * What failed until now says nothing of the next try: the computer slept, an adapter came back, or
 * a person asked. A link that is up stays so.
 */
void
ebb_back_off_start_over (EbbBackOff *self)
{
  self->n_failed = 0;
}

/**
 * ebb_back_off_note_failure:
 *
 * A try ended without a link.
 */
void
ebb_back_off_note_failure (EbbBackOff *self)
{
  self->up_us = 0;
  self->was_found = FALSE;
  if (self->n_failed < G_MAXUINT)
    self->n_failed++;
}

/**
 * ebb_back_off_note_up:
 * @now_us: boot time, above 0
 *
 * There is a link. Whether it lasts is seen when it ends.
 */
void
ebb_back_off_note_up (EbbBackOff *self, gint64 now_us)
{
  if (self->up_us == 0)
    self->up_us = now_us;
}

/**
 * ebb_back_off_note_found:
 * @now_us: boot time, above 0
 *
 * There is a link that was not tried for. It may be as old as can be: its end, however soon, is a
 * first one.
 */
void
ebb_back_off_note_found (EbbBackOff *self, gint64 now_us)
{
  self->was_found = self->was_found || self->up_us == 0;
  ebb_back_off_note_up (self, now_us);
}

/**
 * ebb_back_off_note_down:
 * @now_us: boot time
 *
 * The link ended. One that did not last %EBB_BACK_OFF_STEADY_MS counts as a failure, so that a link
 * which flaps is not made anew without a pause. Without a link before, nothing happens.
 */
void
ebb_back_off_note_down (EbbBackOff *self, gint64 now_us)
{
  gint64 up_us = self->up_us;

  if (up_us == 0)
    return;
  if (self->was_found || now_us - up_us >= EBB_BACK_OFF_STEADY_MS * (gint64) 1000)
    ebb_back_off_start_over (self);
  else
    ebb_back_off_note_failure (self);
  self->up_us = 0;
  self->was_found = FALSE;
}

/**
 * ebb_back_off_get_pause_ms:
 * @random: any number, each as likely
 *
 * Returns: milliseconds before the next try: the step for as many failures, and up to a fifth of it
 *   more by @random, so that two computers do not try in step
 */
guint
ebb_back_off_get_pause_ms (const EbbBackOff *self, const EbbBackOffSteps *steps, guint32 random)
{
  guint pause_ms;

  g_return_val_if_fail (steps->n_pauses > 0, 0);
  pause_ms = steps->pauses_ms[MIN (self->n_failed, steps->n_pauses - 1)];
  return pause_ms + (guint) ((guint64) (pause_ms / JITTER_PARTS) * random / G_MAXUINT32);
}
