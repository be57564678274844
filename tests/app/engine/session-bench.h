/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-fake-clock.h"
#include "ebb-scripted-link.h"
#include "ebb-session.h"
#include "strict-boots.h"
#include "test-journal.h"

#define BENCH_OWNER 0x0eb0eb0e
#define BENCH_DROPS (-1)

typedef struct _SessionBench SessionBench;

typedef enum
{
  BENCH_TO_BOOTS,
  BENCH_FROM_BOOTS,
} BenchWay;

/* One pair of boots, and the air between them and the session. */
typedef struct
{
  SessionBench    *bench;
  guint            index;
  EbbScriptedLink *link;
  EbbController   *controller;
  StrictBoots      boots;
  GPtrArray       *flying;  /* messages on their way */
  gboolean         is_deaf; /* nothing that the session writes gets out: its process is gone */
} BenchBoots;

/* How long a message takes, in ms, or BENCH_DROPS. From the boots it is never 0. */
typedef int (*BenchAir) (BenchBoots *boots, BenchWay way, EbbRole role, gpointer user_data);
/* Sees every message: to the boots when it is written, from the boots when it leaves them. */
typedef void (*BenchObserver) (BenchBoots    *boots,
                               BenchWay       way,
                               EbbRole        role,
                               const uint8_t *bytes,
                               size_t         size,
                               gpointer       user_data);
/* May change a message to the boots before it is written; FALSE swallows it. */
typedef gboolean (*BenchTamper) (BenchBoots *boots,
                                 EbbRole     role,
                                 uint8_t    *bytes,
                                 size_t      size,
                                 gpointer    user_data);

struct _SessionBench
{
  EbbFakeClock  *clock;
  EbbLimits      limits;
  EbbDefinition *definition;
  EbbProgram    *program;
  TestJournal   *journal;
  EbbSession    *session;
  BenchBoots     boots[EBB_SESSION_MAX_LINKS];
  guint          n_boots;
  const char    *guardian_path; /* (nullable) */
  BenchAir       air;
  BenchObserver  observer;
  BenchTamper    tamper;
  gpointer       user_data;
};

/* The three files that every test of the performer is given. */
void session_bench_load (char **argv);

void session_bench_init (SessionBench *self, guint n_boots);
void session_bench_init_guarded (SessionBench *self, guint n_boots, const char *guardian_path);
void session_bench_clear (SessionBench *self);
/* The session's process dies and another one is born: its links, controllers and session are new. */
void session_bench_reincarnate (SessionBench *self);

void session_bench_connect (SessionBench *self);
void session_bench_lose (SessionBench *self, guint index);
/* Loses the link and lets it be reached again, or not. */
void     session_bench_set_in_reach (SessionBench *self, guint index, gboolean is_in_reach);
gboolean session_bench_confirm (SessionBench *self, gint64 age_us, GError **error);
/* Made, connected, confirmed, RUNNING. */
void session_bench_run (SessionBench *self, guint n_boots);
void session_bench_advance (SessionBench *self, guint duration_ms);
/* Turns the clock until the session is in @state; fails after @limit_ms. */
void session_bench_reach (SessionBench *self, EbbSessionState state, guint limit_ms);

EbbSessionState session_bench_get_state (SessionBench *self);
guint           session_bench_count_stops (SessionBench *self, guint index);
/* Sends a message through the air as if it had been said just now. */
void session_bench_fly (BenchBoots    *boots,
                        BenchWay       way,
                        EbbRole        role,
                        const uint8_t *bytes,
                        size_t         size);
/* How many requests with this op were written to these boots. */
guint session_bench_count_requests (SessionBench *self, guint index, EbbOp op);
/* The newest of them. */
gboolean session_bench_find_request (SessionBench *self,
                                     guint         index,
                                     EbbOp         op,
                                     EbbRequest   *request);
