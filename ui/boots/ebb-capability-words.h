/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

#include "ebb-boots.h"

G_BEGIN_DECLS

char *ebb_capability_words_dup_zones (const EbbCapabilities *capabilities)
    G_GNUC_WARN_UNUSED_RESULT;
char *ebb_capability_words_dup_pressure (const EbbCapabilities *capabilities)
    G_GNUC_WARN_UNUSED_RESULT;
/* NULL: no heat */
char *ebb_capability_words_dup_heat (const EbbCapabilities *capabilities) G_GNUC_WARN_UNUSED_RESULT;
const char *ebb_capability_words_say_reports (const EbbCapabilities *capabilities);
char       *ebb_capability_words_dup_tier (EbbTier tier, guint timer_s) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
