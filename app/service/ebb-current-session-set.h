/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-current-session.h"

G_BEGIN_DECLS

/* What holds for all boots that are set up, one pair or a set of two. */

gboolean ebb_current_session_is_running_elsewhere (EbbCurrentSession *self);
/* (nullable): whose link keeps a session from being started */
EbbBoots *ebb_current_session_get_awaited_boots (EbbCurrentSession *self);
void      ebb_current_session_connect_boots (EbbCurrentSession *self);
void      ebb_current_session_disconnect_boots (EbbCurrentSession *self);
EbbTier   ebb_current_session_get_tier (EbbCurrentSession *self);
guint     ebb_current_session_get_own_timer_s (EbbCurrentSession *self);

G_END_DECLS
