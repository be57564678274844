/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-session-private.h"

G_BEGIN_DECLS

/* START goes out: from now on somebody is asked whether they are awake. */
void ebb_session_begin_watch (EbbSession *self, gint64 now_us);
/* Nothing runs any more. */
void ebb_session_end_watch (EbbSession *self);
void ebb_session_note_heat (EbbSession *self, gint16 heat_ddeg);
void ebb_session_check_presence (EbbSession *self);
void ebb_session_watch_heat (EbbSession          *self,
                             const EbbZoneMask    zones[EBB_N_SIDES],
                             const EbbZoneReading reading[EBB_N_SIDES][EBB_N_ZONES]);

G_END_DECLS
