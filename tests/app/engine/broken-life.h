/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "broken-judge.h"
#include "ebb-session-private.h"
#include "ebb-sim-fault.h"

/* What is wrong with Ebb on purpose, to show that the judge would notice. */
typedef struct
{
  const char *name;
  Keeps       caught_by; /* one of the rules that must notice */
  Keeps       or_by;
  /* May change what is written; FALSE swallows it. */
  gboolean (*tamper) (const JudgedLink *link, EbbRole role, uint8_t *bytes, size_t size);
  const EbbMachineRow *rows; /* put before the rows of the design */
  gsize                n_rows;
} BrokenMutant;

typedef struct
{
  guint64  n_lives;
  guint64  n_started; /* lives in which boots ran */
  guint64  n_broken;  /* lives in which a rule was */
  gboolean is_broken[N_KEEPS];
  guint64  first_seed;               /* of the first life that broke a rule */
  guint64  n_set[EBB_N_SIM_FAULTS];  /* lives in which the fault was set */
  guint64  n_held[EBB_N_SIM_FAULTS]; /* and in which it took hold */
} BrokenTally;

/* Runs one random life of a session over boots in which things break; @mutant is (nullable).
 * Deterministic in @seed. */
void broken_life_run (guint64 seed, const BrokenMutant *mutant, BrokenTally *tally);
/* The same with faults that are set for show: none may count as having taken hold. */
void broken_life_run_for_show (guint64 seed, BrokenTally *tally);
