/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-session-record.h"

G_BEGIN_DECLS

/**
 * EbbHistory:
 *
 * The sessions that were, for front ends.
 */
#define EBB_TYPE_HISTORY (ebb_history_get_type ())
G_DECLARE_FINAL_TYPE (EbbHistory, ebb_history, EBB, HISTORY, GObject)

/* (element-type EbbSessionRecord) (transfer full): newest first, at most @limit (0: all) */
void       ebb_history_list_async (EbbHistory         *self,
                                   guint               limit,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
GPtrArray *ebb_history_list_finish (EbbHistory   *self,
                                    GAsyncResult *result,
                                    GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
