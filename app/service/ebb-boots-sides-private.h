/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-boots-private.h"

G_BEGIN_DECLS

/* The controller is told which boots are meant, and which leg each of them is on. */
void ebb_boots_point_controller (EbbBoots *self);
void ebb_boots_set_sides (EbbBoots *self, EbbSides sides);

G_END_DECLS
