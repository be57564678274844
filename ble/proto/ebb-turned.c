/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-turned.h"

#include <string.h>

static void
swap_masks (EbbZoneMask masks[EBB_N_SIDES])
{
  EbbZoneMask left = masks[EBB_SIDE_LEFT];

  masks[EBB_SIDE_LEFT] = masks[EBB_SIDE_RIGHT];
  masks[EBB_SIDE_RIGHT] = left;
}

/* @size: of what one side has, at most that of a side of telemetry */
static void
swap_sides (void *left, void *right, size_t size)
{
  EbbZoneTelemetry kept[EBB_N_ZONES];

  memcpy (kept, left, size);
  memcpy (left, right, size);
  memcpy (right, kept, size);
}

/**
 * ebb_features_turn:
 *
 * What each side has.
 */
void
ebb_features_turn (EbbFeatures *features, EbbSides sides)
{
  if (sides != EBB_SIDES_SWAPPED)
    return;
  swap_masks (features->zones);
  swap_masks (features->settable);
  swap_masks (features->heated);
}

/**
 * ebb_telemetry_turn:
 *
 * What each side measures.
 */
void
ebb_telemetry_turn (EbbTelemetry *telemetry, EbbSides sides)
{
  if (sides != EBB_SIDES_SWAPPED)
    return;
  swap_masks (telemetry->filling);
  swap_masks (telemetry->zones);
  swap_sides (telemetry->zone[EBB_SIDE_LEFT], telemetry->zone[EBB_SIDE_RIGHT],
              sizeof telemetry->zone[EBB_SIDE_LEFT]);
}

/**
 * ebb_wire_program_turn:
 *
 * What each side is to do. Which leg an alternating program begins with is the boots' to say, and is
 * the other one then.
 */
void
ebb_wire_program_turn (EbbWireProgram *program, EbbSides sides)
{
  if (sides != EBB_SIDES_SWAPPED)
    return;
  swap_masks (program->zones);
  swap_sides (program->setpoint_pa[EBB_SIDE_LEFT], program->setpoint_pa[EBB_SIDE_RIGHT],
              sizeof program->setpoint_pa[EBB_SIDE_LEFT]);
  swap_sides (program->heat_ddeg[EBB_SIDE_LEFT], program->heat_ddeg[EBB_SIDE_RIGHT],
              sizeof program->heat_ddeg[EBB_SIDE_LEFT]);
}

/**
 * ebb_request_turn:
 *
 * The legs that START names; nothing else in a request has a side.
 */
void
ebb_request_turn (EbbRequest *request, EbbSides sides)
{
  if (request->op == EBB_OP_START)
    request->start.legs = ebb_sides_turn_legs (sides, request->start.legs);
}
