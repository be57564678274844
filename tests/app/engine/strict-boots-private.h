/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "strict-boots.h"

void strict_boots_fill_zones (const StrictBoots *self, gint32 setpoint_pa, EbbTelemetry *telemetry);
guint strict_boots_count_cycle (const StrictBoots *self);
