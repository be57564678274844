/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebbctl-app.h"

/* Recording of a session as text: a bar for each zone and one for the time. Repaints itself on a
 * terminal, and prints a picture now and then elsewhere. @hint stands beside it while it is live. */
void ctl_screen_show (CtlApp            *app,
                      const EbbSnapshot *snapshot,
                      const char        *title,
                      const char        *hint);
void ctl_screen_end (CtlApp *app);
/* Whether what is printed there now is taken at once. A reader that does not read, or a terminal
 * that was halted, must not hold up a session. */
gboolean ctl_can_print (int descriptor);
