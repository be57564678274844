/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-local-time.h"
#include "ebb-plans.h"
#include "ebbctl-app.h"

G_BEGIN_DECLS

#define CTL_COUNT_MAX 10000

void ctl_plan (CtlApp *app, char **arguments);

/* What the options of the line say; FALSE: it was said why it is none. */
gboolean ctl_plan_read_zone (CtlApp *app, GTimeZone **zone);
gboolean ctl_plan_read_start (CtlApp *app, EbbLocalTime *start);
/* One of those that there are. */
void ctl_plan_print (CtlApp *app, const EbbPlan *plan);
/* A slot of one that came to nothing. */
void ctl_plan_print_missed (CtlApp *app, const EbbPlannedSlot *missed);
/* plan next: of the options alone. */
void ctl_plan_next (CtlApp *app);

G_END_DECLS
