/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-capabilities.h"
#include "ebb-controller.h"

G_BEGIN_DECLS

/* The features of the set in the app's terms. */
void ebb_session_join_capabilities (EbbController *const *controllers,
                                    guint                 n,
                                    EbbCapabilities      *capabilities);

G_END_DECLS
