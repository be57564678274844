/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebbctl-app.h"

G_BEGIN_DECLS

#define CTL_COUNT_MAX 10000

void ctl_plan (CtlApp *app, char **arguments);

G_END_DECLS
