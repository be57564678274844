/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebbctl-app.h"

G_BEGIN_DECLS

void ctl_table (CtlApp *app, char **arguments);

G_END_DECLS
