/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-sim-boots.h"
#include "service-fixture.h"

/* Two single boots on the air, for one leg each. */

#define LEFT "sim:1"
#define RIGHT "sim:2"

/* @data: the leg of the second, if it is not the right one */
void two_boots_set_up (ServiceFixture *fixture, gconstpointer data);

EbbBoots    *two_boots_get (ServiceFixture *fixture, const char *identity);
EbbSimBoots *two_boots_get_sim (ServiceFixture *fixture, const char *identity);
guint32      two_boots_get_closed_epoch (ServiceFixture *fixture, const char *identity);

gboolean two_boots_are_ready (ServiceFixture *fixture);
/* Both are one's own and ready, and the left one is set up. */
void two_boots_take (ServiceFixture *fixture);
/* And they are a set. */
void two_boots_join (ServiceFixture *fixture);
