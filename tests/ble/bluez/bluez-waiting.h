/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-link.h"

G_BEGIN_DECLS

/* How one call ended. */
typedef struct
{
  gboolean is_done;
  gboolean is_success;
  GBytes  *bytes;
  GError  *error;
} Outcome;

typedef gboolean (*Condition) (gpointer data);

/* Runs the main loop until @condition holds; fails after 20 s. */
void wait_until (Condition condition, gpointer data);
void wait_for (Outcome *outcome);
void wait_for_state (EbbLink *link, EbbLinkState state);
/* Until nobody holds the other end of @descriptor: who sent it keeps it for a moment, in a thread of
 * GDBus. */
void wait_for_hang_up (int descriptor);

void outcome_assert_success (Outcome *outcome);
void outcome_assert_error (Outcome *outcome, int code);
void outcome_clear (Outcome *outcome);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

G_END_DECLS
