/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebbctl-app.h"

/* A session from a terminal has keys: Space, Escape and Q stop, P pauses, + and - and the arrows
 * change the pressure, Enter answers. Where nobody sits at a terminal, none of this does anything. */
typedef struct _CtlKeys CtlKeys;

/* Says which keys there are. */
void ctl_keys_announce (CtlApp *app);
/* To be called when the session has changed, before anything is printed of it: a pause that is over
 * by itself asks nothing any more. */
void ctl_keys_drop_question (CtlApp *app, const EbbSnapshot *snapshot);
/* To be called when the session has changed: keys while it is live, and when it is paused the
 * question whether to go on. */
void ctl_keys_follow (CtlApp *app, const EbbSnapshot *snapshot);
/* Whether a question stands on the terminal, which a picture would paint over. */
gboolean ctl_keys_are_asking (CtlApp *app);
/* Whether somebody sits there who presses keys, and they are taken one by one. */
gboolean ctl_keys_are_read (CtlApp *app);
/* Leaves the terminal as it was found. */
void ctl_keys_clear (CtlApp *app);
