/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "air.h"

G_BEGIN_DECLS

/* Boots that say they move air, as ebb-boots --pose-as-real does, and somebody who wears them. */

#define AIR_REAL "AA:00:00:00:00:05"

/* As air_set_up(), with those boots paired in the place of the first. */
void air_wearer_set_up (Air *self, gconstpointer data);
/* As somebody did in a leg check. */
void air_wearer_say_sides (Air *self);
/* @veins: what is said to one of the questions; no to all others, just now */
void air_wearer_answer (Air *self, const char *veins);

G_END_DECLS
