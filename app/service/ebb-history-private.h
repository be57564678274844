/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-history.h"
#include "ebb-store.h"

G_BEGIN_DECLS

/* @store: (nullable): then every question is answered with an error. */
EbbHistory *ebb_history_new (EbbStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* @person_id: (nullable): of everybody */
void ebb_history_use (EbbHistory *self, const char *person_id);

G_END_DECLS
