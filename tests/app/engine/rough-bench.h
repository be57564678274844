/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-fake-clock.h"
#include "ebb-session.h"
#include "ebb-sim-link.h"
#include "rough-link.h"
#include "test-journal.h"

#define ROUGH_BENCH_OWNER 0x0eb0eb0e

typedef struct _RoughBench RoughBench;

typedef struct
{
  EbbSimBoots   *boots;
  EbbSimLink    *inner;
  RoughLink     *link;
  EbbController *controller;
} RoughBoots;

/* A session over simulated boots, which may be broken, and over an air that is rough: a pair, or
 * two single ones that are a set. */
struct _RoughBench
{
  EbbLimits     limits;
  EbbFakeClock *clock;
  EbbProgram   *program;
  TestJournal  *journal;
  EbbSession   *session;
  RoughBoots    boots[EBB_SESSION_MAX_LINKS];
  guint         n_boots;
};

/* @argv: from 1: limits.json, a program, the folder of definitions */
void rough_bench_load (char **argv);

/* @seed: of what the sensors leave to chance. @air, @user_data: of every link. */
void rough_bench_init (RoughBench     *self,
                       guint           n_boots,
                       guint64         seed,
                       const RoughAir *air,
                       gpointer        user_data);
void rough_bench_clear (RoughBench *self);

gint64          rough_bench_get_now_us (RoughBench *self);
EbbSessionState rough_bench_get_state (RoughBench *self);
gboolean        rough_bench_confirm (RoughBench *self, gint64 age_us);
guint           rough_bench_find (RoughBench *self, RoughLink *link);
