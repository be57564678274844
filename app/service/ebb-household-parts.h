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

/* (nullable), both; what the portal granted before is taken from the settings. */
void ebb_household_set_desktop (EbbHousehold  *self,
                                EbbAutostart  *autostart,
                                EbbScreenLock *screen_lock);

G_END_DECLS
