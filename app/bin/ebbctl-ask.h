/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebbctl-app.h"

/* Asks on the terminal, on stderr beside JSON, without holding up the main loop; @answer is NULL at end of file. */
typedef void (*CtlAnswer) (CtlApp *app, const char *answer, gpointer user_data);
void ctl_ask (CtlApp *app, const char *question, CtlAnswer answered, gpointer user_data);
/* What was asked last does not matter any more: nobody is answered. Without a question it does nothing. */
void ctl_ask_withdraw (CtlApp *app);
/* Whether somebody sits there: what is read and where is asked is a terminal. */
gboolean ctl_is_terminal (CtlApp *app);
