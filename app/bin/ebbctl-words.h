/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebbctl-app.h"

/* What is said of a session beside the bars; nothing of it with --json. */

/* How it ended, and what that means for the body. */
void ctl_say_end (CtlApp *app, const EbbSnapshot *snapshot);
/* (transfer full): for whom it is, where people are told apart: nothing is started without a name in
 * sight then. */
char *ctl_dup_whose_words (CtlApp *app) G_GNUC_WARN_UNUSED_RESULT;
/* What a person must know of at once, each time it comes anew. */
void ctl_warn_of_state (CtlApp *app, const EbbSnapshot *snapshot);
/* Whether somebody is awake, each time it is asked anew, and that heat is off. */
void ctl_ask_presence (CtlApp *app, const EbbSnapshot *snapshot);
