/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-refusal-words.h"

G_BEGIN_DECLS

/* Of what somebody answered, and of the sessions before. */
void ebb_rule_words_compose (EbbRefusalWords *words, const EbbRefusal *refusal);

G_END_DECLS
