/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-scene.h"

G_BEGIN_DECLS

/* What is asked in the middle of a session, and why heat went off. All NULL where there is nothing to
 * be said. */
const char *ebb_presence_words_say_question (const EbbSnapshot *snapshot);
char *ebb_presence_words_dup_consequence (const EbbSnapshot *snapshot) G_GNUC_WARN_UNUSED_RESULT;
char *ebb_presence_words_dup_heat_end (const EbbSnapshot *snapshot) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
