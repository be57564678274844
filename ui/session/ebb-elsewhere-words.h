/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-scene.h"

G_BEGIN_DECLS

/* What stands over boots that this window does not run, and what it means: whether a stranger runs
 * them, or another program of this account. All (transfer full). */
char *ebb_elsewhere_words_dup_heading (const EbbScene *scene) G_GNUC_WARN_UNUSED_RESULT;
char *ebb_elsewhere_words_dup_meaning (const EbbScene *scene) G_GNUC_WARN_UNUSED_RESULT;
/* Which program runs a session, and since when. */
char *ebb_elsewhere_words_dup_holder (const EbbScene *scene) G_GNUC_WARN_UNUSED_RESULT;

/* (nullable): what is said at once when it changes; NULL: nothing runs that is not run here */
char *ebb_elsewhere_words_dup_alert (const EbbScene *scene) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
