/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-bluez-double-boots.h"
#include "service-fixture.h"

#define AIR_FIRST "AA:00:00:00:00:01"
#define AIR_SECOND "AA:00:00:00:00:02"

/* The whole core over our double of BlueZ: a bus of its own, two pairs of boots in range, and a
 * clock turned by hand, so that an hour without a radio takes seconds. */
typedef struct
{
  ServiceFixture    service; /* first: its functions take it; the clock is turned by those below */
  GTestDBus        *bus;
  EbbDefinitionSet *definitions;
  EbbBluezDouble   *bluez;
  DoubleBoots      *boots[2];
  gboolean          is_taken; /* ebb_boots_take_async() is done */
} AirFixture;

typedef gboolean (*AirCondition) (AirFixture *fixture);

void air_fixture_set_up (AirFixture *self, gconstpointer data);
void air_fixture_tear_down (AirFixture *self, gconstpointer data);

/* Lets all that is under way on the bus and in the store come to its end. Time stands still. */
void air_fixture_settle (AirFixture *self);
/* Time stands still until @condition holds; fails after 20 s. What the bus brings is waited for so:
 * it takes threads of its own to come. */
void air_fixture_wait_until (AirFixture *self, AirCondition condition);
/* Turns the clock by @turn_ms each time. */
void air_fixture_run_for (AirFixture *self, guint duration_ms, guint turn_ms);
void air_fixture_run_until (AirFixture *self, AirCondition condition, guint limit_ms);
/* How often Ebb tried for the first boots meanwhile */
guint air_fixture_count_tries (AirFixture *self, guint duration_ms);

/* (transfer none) (nullable): the first boots, as the list has them; and how they are */
EbbBoots *air_fixture_get_boots (AirFixture *self);
gboolean  air_fixture_is_ready (AirFixture *self);
gboolean  air_fixture_is_not_ready (AirFixture *self);
gboolean  air_fixture_is_connecting (AirFixture *self);
gboolean  air_fixture_has_radio (AirFixture *self);
/* Boots that were just switched on vent first, and are not started meanwhile. */
gboolean air_fixture_is_empty (AirFixture *self);

/* The session */
gboolean air_fixture_is_idle (AirFixture *self);
gboolean air_fixture_is_running (AirFixture *self);

/* (transfer none): the first boots, taken as one's own, and ready */
EbbBoots *air_fixture_take_boots (AirFixture *self);
/* A session on boots that were taken, running since @duration_ms */
void air_fixture_start (AirFixture *self, guint duration_ms);
