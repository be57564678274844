/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebbctl-app.h"

/* Has the session that starts next recorded, if a file was given; @changed_cb is called when there is
 * news of it. */
void ctl_recording_expect (CtlApp *app, void (*changed_cb) (CtlApp *app));
/* Whether the session is to be waited for: its recording may still be lost. */
gboolean ctl_recording_is_pending (CtlApp *app);
/* Says once where to it is recorded, and once why no more. */
void ctl_recording_tell (CtlApp *app);
/* FALSE: what was asked for is not in the file. */
gboolean ctl_recording_say_end (CtlApp *app);
