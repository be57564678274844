/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-session-private.h"

G_BEGIN_DECLS

void  ebb_session_open_journal (EbbSession *self);
void  ebb_session_close_journal (EbbSession *self, gboolean is_vented_confirmed);
void  ebb_session_upload (EbbSession *self);
void  ebb_session_guard_link (EbbSession *self, guint index);
void  ebb_session_take_over (EbbSession *self);
char *ebb_session_dup_handover_path (EbbSession *self, EbbSessionLink *link);
void  ebb_session_dismiss_guardians (EbbSession *self);
void  ebb_session_start (EbbSession *self);
void  ebb_session_cancel_preparing (EbbSession *self);
/* That a step before START failed, or what is asked of boots that came back. @error: (nullable) */
void ebb_session_tell_unprepared (EbbSession *self, guint index, const GError *error);

G_END_DECLS
