/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-safety.h"

G_BEGIN_DECLS

/* As ebb_safety_check_heat(), within caps that are there already. */
gboolean ebb_safety_check_heat_within (const EbbCaps         *caps,
                                       const EbbCapabilities *boots,
                                       gint16                 heat_ddeg,
                                       EbbViolation          *violation);

G_END_DECLS
