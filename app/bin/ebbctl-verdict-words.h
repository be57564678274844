/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-violation.h"

G_BEGIN_DECLS

/* One sentence or two: what is against it, and what to do. */
char *ctl_dup_violation_words (const EbbViolation *violation) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
