/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebbctl-app.h"

/* A fault ends when the boots are empty and a person has looked at them. Whoever sits at the
 * terminal is asked, and types a whole word; where nobody does, nothing is cleared: Stop goes on
 * until the boots are empty, and then ebbctl ends. */

/* To be called when the session has changed, after ctl_keys_follow(). May end ebbctl. */
void ctl_trouble_follow (CtlApp *app, const EbbSnapshot *snapshot);
/* Whether a question stands on the terminal, which a picture would paint over. */
gboolean ctl_trouble_is_asking (CtlApp *app);
/* Whether @key is part of an answer. Every other key does what it does: Space is Stop. */
gboolean ctl_trouble_take_key (CtlApp *app, char key);
/* Whether the boots may keep a person waiting for as long as they like, who need not wait here. */
gboolean ctl_trouble_may_leave (const EbbSnapshot *snapshot);
/* After the Stop of a Ctrl-C or another signal; @may_leave: before it. The first one says what a
 * second one does, which ends ebbctl. */
void ctl_trouble_interrupt (CtlApp *app, gboolean may_leave);
