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

/* What follows is for sessions that leave a Stop owed. */
#define TWO_BOOTS_AWAY_MS 120000

void two_boots_go_away (ServiceFixture *fixture, const char *identity, guint for_ms);
/* A session on what is set up; the boots of @identity are lost, and said to be open. */
void two_boots_owe_stop (ServiceFixture *fixture, const char *identity);
/* A new start of the program, which finds what was left open. */
void two_boots_restart (ServiceFixture *fixture);
/* (transfer full): the newest session */
EbbSessionRecord *two_boots_find_record (ServiceFixture *fixture);
gboolean          two_boots_is_confirmed (ServiceFixture *fixture); /* the newest session */
gboolean          two_boots_are_owed_nothing (ServiceFixture *fixture);
/* Both closed what a killed session left. */
gboolean two_boots_are_closed (ServiceFixture *fixture);
