/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebbctl-app.h"

/* One clause: what stands against starting, what it means, and what to do about it. */
void ctl_append_refusal (GString *text, const EbbRefusal *refusal);

/* It passes by itself, in a moment: something is being read. */
gboolean ctl_refusal_passes (const EbbRefusal *refusal);

/* (transfer full): who runs a session elsewhere, as ebb_current_session_get_elsewhere() tells it */
char *ctl_dup_holder_words (const char *program, gint64 since_wall_us) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full) (nullable): the same of @session; NULL: nobody runs one elsewhere */
char *ctl_dup_elsewhere_words (EbbCurrentSession *session) G_GNUC_WARN_UNUSED_RESULT;
