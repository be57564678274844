/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-session-private.h"
#include "safety-observer.h"

/* What is wrong on purpose in a trace, to show that the observer would notice. */
typedef struct
{
  const char *name;
  Rule        caught_by; /* one of the rules that must notice */
  Rule        or_by;
  void (*spoil_boots) (StrictBoots *boots);
  BenchTamper          tamper;
  const EbbMachineRow *rows; /* put before the rows of the design */
  gsize                n_rows;
} Mutant;

typedef struct
{
  guint64  n_traces;
  guint64  n_started; /* traces in which boots ran */
  guint64  n_violated;
  gboolean is_violated[N_RULES];
  guint64  first_seed; /* of the first trace that violated a rule */
} TraceTally;

/* Runs one random life of a session; @mutant is (nullable). Deterministic in @seed. */
void safety_trace_run (guint64 seed, const Mutant *mutant, TraceTally *tally);
