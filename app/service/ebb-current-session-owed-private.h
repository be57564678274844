/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-current-session.h"
#include "ebb-store.h"

G_BEGIN_DECLS

/* @boots are one's own from now on: what the journal says they are owed is sent. */
void ebb_current_session_note_known (EbbCurrentSession *self, EbbBoots *boots);
/* @shown: what was shown until now, and is over; ebb-current-session-recovery.c. */
void ebb_current_session_note_shown_over (EbbCurrentSession *self, EbbOpenSession *shown);

G_END_DECLS
