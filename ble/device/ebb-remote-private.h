/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <json-glib/json-glib.h>

#include "ebb-remote.h"

G_BEGIN_DECLS

/* (transfer full): what "remote" of a definition says. */
EbbRemote *ebb_remote_read (JsonObject *top, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void       ebb_remote_free (EbbRemote *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EbbRemote, ebb_remote_free)

G_END_DECLS
