/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-boots-private.h"
#include "ebb-session.h"
#include "ebb-store.h"

G_BEGIN_DECLS

/**
 * EbbRecovery:
 *
 * Stops one pair of boots of a session that a process left open, beside whatever else goes on: Stop
 * goes out as soon as they can be reached, and again until they are vented. It is the one master of
 * these boots for as long as it lasts. Letting go of it gives the boots back. Of a set each boot has
 * its own, so that none waits for the other; the session is written down as confirmed when both are.
 *
 * Signals: "changed" (it began, the boots came or went, or it is over).
 */
#define EBB_TYPE_RECOVERY (ebb_recovery_get_type ())
G_DECLARE_FINAL_TYPE (EbbRecovery, ebb_recovery, EBB, RECOVERY, GObject)

/* @session: one over no boots, for this alone. @record: which drove @boots, from the journal. */
EbbRecovery *ebb_recovery_new (EbbClock         *clock,
                               EbbSession       *session,
                               EbbBoots         *boots,
                               EbbSessionRecord *record,
                               const char       *runtime_directory) G_GNUC_WARN_UNUSED_RESULT;

EbbBoots   *ebb_recovery_get_boots (EbbRecovery *self);
const char *ebb_recovery_get_record_id (EbbRecovery *self);
guint32     ebb_recovery_get_epoch (EbbRecovery *self);
/* TRUE while the boots are here and are being stopped; FALSE while they are away. */
gboolean ebb_recovery_is_stopping (EbbRecovery *self);
/* Boots that are waited for are tried for at once. */
void ebb_recovery_start_over (EbbRecovery *self);
/* TRUE once they were seen vented and that was written down. */
gboolean ebb_recovery_is_over (EbbRecovery *self);

/* What @boots are owed from now on, after @session. */
void ebb_recovery_settle_boots (EbbBoots *boots, EbbSession *session);

G_END_DECLS
