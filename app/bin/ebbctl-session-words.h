/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-session-record.h"
#include "ebbctl-app.h"

/* What is said of a session that went wrong, and of how one ended: sentences alone, from what the
 * snapshot says. */

/* (transfer full): what happened, what it means for the body and what to do, while the boots may
 * still have air in them. */
char *ctl_dup_fault_words (const EbbSnapshot *snapshot) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full): the same of boots that say they are stopped, with every zone below 10 mmHg. */
char *ctl_dup_empty_fault_words (const EbbSnapshot *snapshot) G_GNUC_WARN_UNUSED_RESULT;
/* Whether nobody but a person has said that the boots of the session that ended are empty. */
gboolean ctl_is_end_unconfirmed (const EbbSnapshot *snapshot);
/* What ebbctl ends with after the session that ended. */
CtlExit ctl_judge_end (const EbbSnapshot *snapshot);
/* (transfer full): how it ended, whether the boots are empty, and what to do. */
char *ctl_dup_end_words (const EbbSnapshot *snapshot) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full): how it ended, and whether the boots confirmed that they are empty, if that was to
 * be seen; of one that is past. */
char *ctl_dup_record_words (const EbbSessionRecord *record) G_GNUC_WARN_UNUSED_RESULT;
