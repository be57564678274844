/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-people.h"
#include "ebb-store.h"

G_BEGIN_DECLS

/* @store: (nullable): then there is nobody. */
EbbPeople *ebb_people_new (EbbStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* @id: of somebody there is; kept for the next run. FALSE: nobody has it, and nothing was done. */
gboolean ebb_people_use (EbbPeople *self, const char *id);

G_END_DECLS
