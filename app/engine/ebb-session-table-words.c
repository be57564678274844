/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-machine.h"

/* What stands in a row, in words: for whoever prints the table, and for the tests that read it. */

static const char *const conditions[] = {
  "all-up",       "fresh",        "read-ok",        "all-read",   "epoch-spent",
  "all-uploaded", "all-guarded",  "inflating",      "all-vented", "will-pause",
  "runs-ours",    "runs-foreign", "none-seen-full", "owes-stop",  "start-late",
  "pause-late",   "run-late",     "journaled",      "uploading",  "behind",
};

static const char *const effects[] = {
  "stop",       "repeat-stop", "renew",   "new-epoch",     "open-journal",
  "read-all",   "read-link",   "upload",  "guard-all",     "guard-link",
  "start",      "connect",     "dismiss", "close-journal", "close-unconfirmed",
  "then-pause", "close-older",
};

G_STATIC_ASSERT (1u << (G_N_ELEMENTS (conditions) - 1) == EBB_WHEN_BEHIND);
G_STATIC_ASSERT (1u << (G_N_ELEMENTS (effects) - 1) == EBB_EFFECT_CLOSE_OLDER);

/**
 * ebb_machine_condition_to_string:
 * @bit: its place in #EbbMachineConditions, from 0
 *
 * Returns: (nullable): %NULL after the last
 */
const char *
ebb_machine_condition_to_string (guint bit)
{
  return bit < G_N_ELEMENTS (conditions) ? conditions[bit] : NULL;
}

/**
 * ebb_machine_effect_to_string:
 * @bit: its place in #EbbMachineEffects, from 0
 *
 * Returns: (nullable): %NULL after the last
 */
const char *
ebb_machine_effect_to_string (guint bit)
{
  return bit < G_N_ELEMENTS (effects) ? effects[bit] : NULL;
}
