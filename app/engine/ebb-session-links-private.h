/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-session-private.h"

G_BEGIN_DECLS

void ebb_session_watch_links (EbbSession *self, EbbController *const *controllers, guint n);
void ebb_session_unwatch_links (EbbSession *self);
void ebb_session_connect_links (EbbSession *self);
void ebb_session_leave_links (EbbSession *self);
void ebb_session_stop_links (EbbSession *self, gboolean is_repeat);
void ebb_session_close_older (EbbSession *self, guint index);
void ebb_session_renew_links (EbbSession *self);
void ebb_session_read_link (EbbSession *self, guint index);
void ebb_session_drop_questions (EbbSession *self);

G_END_DECLS
