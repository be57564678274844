/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-current-session.h"

G_BEGIN_DECLS

/* @boots are one's own from now on: what the journal says they are owed is sent. */
void ebb_current_session_note_known (EbbCurrentSession *self, EbbBoots *boots);

G_END_DECLS
