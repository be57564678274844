/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-current-session.h"

G_BEGIN_DECLS

/* The session that another Ebb program of this account runs, as that program tells it. The link is
 * in its hands, so it is asked to stop. */

/* From here on it is looked for; "changed" tells of it. For a front end that shows it. */
void ebb_current_session_watch_elsewhere (EbbCurrentSession *self);
/* Hangs up, and looks no more; at the end by itself. */
void ebb_current_session_unwatch_elsewhere (EbbCurrentSession *self);
/* (nullable): NULL: none runs, or it can not be asked to stop. Borrowed until "changed". */
const EbbSnapshot *ebb_current_session_get_elsewhere_snapshot (EbbCurrentSession *self);
/* (nullable): the boots of it; of a set the first. Borrowed until "changed". */
const char *ebb_current_session_get_elsewhere_identity (EbbCurrentSession *self);
/* The last one that was listened to is over, and its boots were read as empty. */
gboolean ebb_current_session_is_elsewhere_empty (EbbCurrentSession *self);
/* The program that runs it hangs: only the boots' own button stops them. */
gboolean ebb_current_session_is_elsewhere_deaf (EbbCurrentSession *self);
/* STOP belongs in the window. */
gboolean ebb_current_session_is_stop_shown (EbbCurrentSession *self);
/* Does nothing where get_elsewhere_snapshot() is NULL. */
void ebb_current_session_stop_elsewhere (EbbCurrentSession *self);
/* Since the other program was asked first, and is not stopping yet; 0: it was not asked. */
guint ebb_current_session_get_elsewhere_asked_ms (EbbCurrentSession *self);

G_END_DECLS
