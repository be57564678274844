/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-scene.h"

G_BEGIN_DECLS

const char *ebb_trouble_words_say_tier (const EbbScene *scene);
char       *ebb_trouble_words_dup_fault (const EbbSnapshot *snapshot) G_GNUC_WARN_UNUSED_RESULT;
const char *ebb_trouble_words_say_fault_meaning (const EbbSnapshot *snapshot);

G_END_DECLS
