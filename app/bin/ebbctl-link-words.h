/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebbctl-app.h"

/* (transfer full): why boots are not connected and what to do about it, from the code of @error;
 * behind it, in brackets, the English clause for a report. */
char *ctl_dup_link_words (const GError *error) G_GNUC_WARN_UNUSED_RESULT;
/* The exit code for it. */
CtlExit ctl_get_link_exit (const GError *error);
