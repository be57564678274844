/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebbctl-app.h"

/* One clause: what stands against starting, what it means, and what to do about it. */
void ctl_append_refusal (GString *text, const EbbRefusal *refusal);
