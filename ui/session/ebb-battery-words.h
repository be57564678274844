/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-scene.h"

G_BEGIN_DECLS

/* What a low battery means for the session that runs. */
char *ebb_battery_words_dup_percent (const EbbScene *scene) G_GNUC_WARN_UNUSED_RESULT;
char *ebb_battery_words_dup_end (const EbbScene *scene) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
