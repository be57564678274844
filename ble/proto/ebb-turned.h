/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-control.h"
#include "ebb-features.h"
#include "ebb-sides.h"
#include "ebb-status.h"
#include "ebb-wire-program.h"

/* Messages between boots, which speak of the sides they are marked with, and an app that speaks of
 * legs. Each turns in place, in both directions: turning twice changes nothing. */
void ebb_features_turn (EbbFeatures *features, EbbSides sides);
void ebb_telemetry_turn (EbbTelemetry *telemetry, EbbSides sides);
void ebb_wire_program_turn (EbbWireProgram *program, EbbSides sides);
void ebb_request_turn (EbbRequest *request, EbbSides sides);
