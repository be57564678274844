/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebbctl-app.h"

/* Who is told to end by SIGTERM asks nothing any more. Before the session begins. */
void ctl_felt_expect (CtlApp *app);
/* Asks what was felt, after a session that moved air and where somebody sits at the terminal; then it
 * ends with @exit_code, also where nobody answers. */
void ctl_felt_ask (CtlApp *app, CtlExit exit_code);
/* TRUE: it was asked, and is no more: it ends. */
gboolean ctl_felt_interrupt (CtlApp *app);
