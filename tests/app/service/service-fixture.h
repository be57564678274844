/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-core-parts.h"
#include "ebb-fake-clock.h"
#include "ebb-sim-scanner.h"

/* The whole core over simulated boots, a clock turned by hand and a store in a directory of its
 * own: what a front end stands on, without a front end. */
typedef struct
{
  char             *directory;
  EbbFakeClock     *clock; /* may be set before set_up */
  EbbDefinitionSet *definitions;
  EbbPrograms      *programs;
  EbbLimits         limits;
  EbbScreening      screening;
  EbbStore         *store;
  EbbJournal       *journal;
  GDBusConnection  *connection;  /* (nullable): set before set_up, where there is a login manager */
  EbbSleepWatch    *sleep_watch; /* (nullable) */
  gboolean          is_swapped;  /* may be set before set_up, as the next two */
  gboolean          is_posing;   /* as boots that move air */
  EbbLegs           sim_legs;    /* EBB_LEGS_NONE: both */
  EbbScanner       *radio;       /* (nullable): set before set_up, where boots are on the air */
  char             *traces_path; /* nothing is there until something is recorded */
  EbbTraces        *traces;
  EbbSimScanner    *scanner;
  EbbSimBoots      *sim;
  EbbCore          *core;

  gpointer           user_data; /* of the test */
  EbbBootsList      *list;
  EbbCurrentSession *session;
} ServiceFixture;

typedef gboolean (*ServiceCondition) (ServiceFixture *fixture);

void service_fixture_set_up (ServiceFixture *fixture, gconstpointer data);
void service_fixture_tear_down (ServiceFixture *fixture, gconstpointer data);
/* A second core of the same account: the same store file and runtime directory. */
EbbCore *service_fixture_new_core (ServiceFixture *fixture);

/* As when the program is started anew, with those boots set up. */
void service_fixture_restart (ServiceFixture *fixture, const char *identity);

/* Turns the clock until @condition holds; fails when it does not within @limit_ms of its time. */
void service_fixture_run_until (ServiceFixture  *fixture,
                                ServiceCondition condition,
                                guint            limit_ms);
void service_fixture_run_for (ServiceFixture *fixture, guint duration_ms);

/* Steps that most tests begin with. */
EbbBoots *service_fixture_take_boots (ServiceFixture *fixture);
void      service_fixture_tick_all (ServiceFixture *fixture);
void      service_fixture_start (ServiceFixture *fixture);

EbbSessionState service_fixture_get_state (ServiceFixture *fixture);
gboolean        service_fixture_is_idle (ServiceFixture *fixture);
gboolean        service_fixture_is_running (ServiceFixture *fixture);
gboolean        service_fixture_is_stopping (ServiceFixture *fixture);
gboolean        service_fixture_is_link_lost (ServiceFixture *fixture);
/* Air in boots at rest keeps a session from being started. */
gboolean service_fixture_has_air_refusal (ServiceFixture *fixture);
gboolean service_fixture_has_no_air_refusal (ServiceFixture *fixture);
/* Nothing waits for what the boots say first of the pressure in them. */
gboolean service_fixture_is_read (ServiceFixture *fixture);
gboolean service_fixture_is_refused (ServiceFixture *fixture, EbbRefusalCode code);
/* (transfer full): what the store holds, newest first */
GPtrArray *service_fixture_list_sessions (ServiceFixture *fixture);
