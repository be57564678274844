/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-core.h"

G_BEGIN_DECLS

/**
 * ebb_session_actions_add:
 * @core: outlives @map
 *
 * The verbs of the session pages, joined to the core: "set-legs" (i), "step-length" (i),
 * "check" ((ib)), "choose-program" (s), "connect", "cancel-connect", "pause", "end",
 * "step-intensity" (i), "step-heat" (i), "say-present", "declare-open", "clear-fault", "dismiss".
 * Start is the window's own.
 */
void ebb_session_actions_add (GActionMap *map, EbbCore *core);

G_END_DECLS
