/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-clock.h"
#include "ebb-household.h"
#include "ebb-limits.h"
#include "ebb-store.h"

G_BEGIN_DECLS

/* @store: (nullable): then there is nobody, and nothing is planned. */
EbbHousehold *ebb_household_new (EbbClock        *clock,
                                 EbbStore        *store,
                                 EbbPrograms     *programs,
                                 const EbbLimits *limits) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
