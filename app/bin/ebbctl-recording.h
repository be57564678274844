/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebbctl-app.h"

/* Has the session that starts next recorded, if a file was given. */
void ctl_recording_expect (CtlApp *app);
/* Says once where to it is recorded, and once why no more. */
void ctl_recording_tell (CtlApp *app);
/* FALSE: what was asked for is not in the file. */
gboolean ctl_recording_say_end (CtlApp *app);
