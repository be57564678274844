/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-fake-clock.h"
#include "ebb-session.h"
#include "ebb-sim-link.h"
#include "test-journal.h"

#define SIM_BENCH_OWNER 0x0eb0eb0e

/* A session over simulated boots, that is over air, sensors and firmware in which things can be
 * broken, with a clock turned by hand. */
typedef struct
{
  EbbLimits      limits;
  EbbFakeClock  *clock;
  EbbSimBoots   *boots;
  EbbSimLink    *link;
  EbbController *controller;
  TestJournal   *journal;
  EbbSession    *session;
  EbbProgram    *program; /* what is confirmed; from the start that of the command line */
  GError        *error;   /* of the last connection */
} SimBench;

/* @argv: from 1: limits.json, a program, the folder of definitions */
void sim_bench_load (char **argv);

void sim_bench_init (SimBench *self, EbbTier tier);
void sim_bench_init_of (SimBench *self, const EbbSimOptions *options);
void sim_bench_clear (SimBench *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SimBench, sim_bench_clear)

void     sim_bench_connect (SimBench *self);
gboolean sim_bench_confirm (SimBench *self, guint length_s, GError **error);
/* Confirms the shortest session; what comes of it comes later. */
void sim_bench_start (SimBench *self);
/* Connected, started, RUNNING. */
void sim_bench_run (SimBench *self, EbbTier tier);
/* Everything named in @faults, with ";" between. */
void sim_bench_break (SimBench *self, const char *faults);
void sim_bench_wait_ms (SimBench *self, guint duration_ms);
/* Turns the clock until the session is in @state; fails after @limit_ms. Returns how long it took. */
guint              sim_bench_reach (SimBench *self, EbbSessionState state, guint limit_ms);
const EbbSnapshot *sim_bench_look (SimBench *self);
EbbRunState        sim_bench_get_run_state (SimBench *self);
