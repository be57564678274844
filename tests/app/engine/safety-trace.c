/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "safety-trace.h"

#include <string.h>

#define N_STEPS 36
#define KEPT 4
#define HUNG_MS 3500

typedef struct
{
  guint64        seed;
  SessionBench   bench;
  SafetyObserver observer;
  const Mutant  *mutant;
  EbbMachineRow *table; /* (owned) (nullable) */
  gsize          n_rows;
  gboolean       has_started;

  /* Old messages to the boots, for a replay on the same link. */
  struct
  {
    guint8  bytes[EBB_MESSAGE_MAX_BYTES];
    size_t  size;
    EbbRole role;
  } kept[KEPT];
  guint n_kept;
} Trace;

static guint
draw (Trace *trace, guint n)
{
  trace->seed ^= trace->seed << 13;
  trace->seed ^= trace->seed >> 7;
  trace->seed ^= trace->seed << 17;
  return (guint) ((trace->seed >> 20) % n);
}

/* ---- the air: late, lost, out of order ---- */

static int
delay_message (BenchBoots *boots G_GNUC_UNUSED, BenchWay way, EbbRole role, gpointer user_data)
{
  Trace *trace = user_data;
  guint  luck = draw (trace, 1000);

  if (role == EBB_ROLE_STOP)
    return luck < 60 ? BENCH_DROPS : (int) draw (trace, 30);
  if (role == EBB_ROLE_PROGRAM)
    return luck < 5 ? BENCH_DROPS : 1;
  if (role == EBB_ROLE_CONTROL && luck < 20)
    return BENCH_DROPS;
  if (role == EBB_ROLE_CONTROL && luck < 40)
    return HUNG_MS;
  if (way == BENCH_FROM_BOOTS && luck < 30)
    return BENCH_DROPS;
  if (way == BENCH_FROM_BOOTS && luck < 50)
    return 700;
  return 1 + (int) draw (trace, 20);
}

static void
saw_cb (BenchBoots    *boots,
        BenchWay       way,
        EbbRole        role,
        const uint8_t *bytes,
        size_t         size,
        gpointer       user_data)
{
  Trace *trace = user_data;

  safety_observer_saw (boots, way, role, bytes, size, &trace->observer);
  if (boots->boots.status.run_state == EBB_RUN_RUNNING)
    trace->has_started = TRUE;
  if (way == BENCH_TO_BOOTS && role == EBB_ROLE_CONTROL && boots->index == 0)
    {
      guint at = trace->n_kept++ % KEPT;

      memcpy (trace->kept[at].bytes, bytes, size);
      trace->kept[at].size = size;
      trace->kept[at].role = role;
    }
}

static gboolean
tamper_cb (BenchBoots *boots, EbbRole role, uint8_t *bytes, size_t size, gpointer user_data)
{
  Trace *trace = user_data;

  return trace->mutant == NULL || trace->mutant->tamper == NULL
         || trace->mutant->tamper (boots, role, bytes, size, &trace->observer);
}

/* ---- what happens to it ---- */

static void
press_stop (EbbSession *session)
{
  ebb_session_stop (session, EBB_END_BY_STOP);
}

static void
confirm (Trace *trace)
{
  gint64 age_us = draw (trace, 8) == 0 ? 61 * G_USEC_PER_SEC : draw (trace, 1000);
  gint64 now_us = ebb_clock_get_boottime_us (EBB_CLOCK (trace->bench.clock));

  if (session_bench_confirm (&trace->bench, age_us, NULL))
    safety_observer_confirmed (&trace->observer, now_us - age_us);
}

static void
lose (Trace *trace)
{
  guint index = draw (&*trace, trace->bench.n_boots);

  session_bench_set_in_reach (&trace->bench, index, draw (trace, 3) != 0);
  session_bench_lose (&trace->bench, index);
}

static void
come_into_reach (Trace *trace)
{
  for (guint i = 0; i < trace->bench.n_boots; i++)
    {
      session_bench_set_in_reach (&trace->bench, i, TRUE);
      /* What the service does between sessions. */
      if (!ebb_session_owns_links (trace->bench.session)
          && ebb_controller_get_link_state (trace->bench.boots[i].controller)
                 == EBB_LINK_DISCONNECTED)
        ebb_controller_connect_async (trace->bench.boots[i].controller,
                                      ebb_session_get_owed_stop_epoch (trace->bench.session), NULL,
                                      NULL, NULL);
    }
}

static void
set_table (Trace *trace)
{
  if (trace->table != NULL)
    ebb_session_set_table (trace->bench.session, trace->table, trace->n_rows);
}

static void
crash (Trace *trace)
{
  gboolean was_live = ebb_session_state_is_live (session_bench_get_state (&trace->bench));

  session_bench_reincarnate (&trace->bench);
  safety_observer_crashed (&trace->observer, was_live);
  trace->n_kept = 0;
  set_table (trace);
  /* What the service has from the store. */
  ebb_session_set_last_epoch (trace->bench.session, trace->bench.journal->epoch);
  if (trace->bench.journal->is_open)
    ebb_session_recover (trace->bench.session, trace->bench.journal->record,
                         trace->bench.journal->epoch);
}

static void
replay (Trace *trace)
{
  BenchBoots *boots = &trace->bench.boots[0];

  if (trace->n_kept == 0 || ebb_link_get_state (EBB_LINK (boots->link)) != EBB_LINK_READY)
    return;
  guint at = draw (trace, MIN (trace->n_kept, KEPT));

  session_bench_fly (boots, BENCH_TO_BOOTS, trace->kept[at].role, trace->kept[at].bytes,
                     trace->kept[at].size);
}

static void
turn_intensity (Trace *trace)
{
  gint32 present_pa = ebb_session_get_snapshot (trace->bench.session)->intensity_pa;

  ebb_session_set_intensity_pa (trace->bench.session,
                                present_pa + ((gint32) draw (trace, 3) - 1) * 5 * 133);
}

/* Power and link go together, and with the link what was on its way. */
static void
lose_memory (Trace *trace)
{
  guint index = draw (trace, trace->bench.n_boots);

  session_bench_lose (&trace->bench, index);
  strict_boots_lose_memory (&trace->bench.boots[index].boots);
  if (index == 0)
    trace->n_kept = 0;
}

static void
act_on_boots (Trace *trace)
{
  StrictBoots *boots = &trace->bench.boots[draw (trace, trace->bench.n_boots)].boots;
  guint        luck = draw (trace, 9);

  if (luck == 8)
    lose_memory (trace);
  else if (luck < 3)
    boots->ignored_stops = 1 + draw (trace, 3);
  else if (luck < 5)
    strict_boots_press_button (boots);
  else if (luck < 6)
    strict_boots_run_by_button (boots);
  else
    boots->is_silent = !boots->is_silent;
}

static void
declare_open (Trace *trace)
{
  EbbSessionState before = session_bench_get_state (&trace->bench);

  ebb_session_declare_boots_open (trace->bench.session);
  if (before != EBB_SESSION_IDLE && session_bench_get_state (&trace->bench) == EBB_SESSION_IDLE)
    safety_observer_declared_open (&trace->observer);
}

/* As the table of a game: what comes up how often in 100. */
static void
happen (Trace *trace)
{
  guint luck = draw (trace, 100);

  if (luck < 24)
    confirm (trace);
  else if (luck < 34)
    safety_observer_press (&trace->observer, press_stop);
  else if (luck < 40)
    safety_observer_press (&trace->observer, ebb_session_pause);
  else if (luck < 45)
    lose (trace);
  else if (luck < 55)
    come_into_reach (trace);
  else if (luck < 62)
    act_on_boots (trace);
  else if (luck < 64)
    crash (trace);
  else if (luck < 70)
    replay (trace);
  else if (luck < 76)
    turn_intensity (trace);
  else if (luck < 80)
    ebb_session_clear_fault (trace->bench.session);
  else if (luck < 82)
    declare_open (trace);
  safety_observer_look (&trace->observer);
}

/* ---- one life ---- */

static void
make_table (Trace *trace)
{
  gsize                n_design;
  const EbbMachineRow *design = ebb_machine_get_table (&n_design);

  if (trace->mutant == NULL || trace->mutant->rows == NULL)
    return;
  trace->n_rows = trace->mutant->n_rows + n_design;
  trace->table = g_new (EbbMachineRow, trace->n_rows);
  memcpy (trace->table, trace->mutant->rows, trace->mutant->n_rows * sizeof *design);
  memcpy (trace->table + trace->mutant->n_rows, design, n_design * sizeof *design);
  set_table (trace);
}

static void
begin (Trace *trace)
{
  session_bench_init (&trace->bench, 1 + draw (trace, 2));
  safety_observer_init (&trace->observer, &trace->bench);
  trace->bench.air = delay_message;
  trace->bench.observer = saw_cb;
  trace->bench.tamper = tamper_cb;
  trace->bench.user_data = trace;
  for (guint i = 0; i < trace->bench.n_boots; i++)
    {
      trace->bench.boots[i].boots.status.closed_epoch = draw (trace, 3);
      if (trace->mutant != NULL && trace->mutant->spoil_boots != NULL)
        trace->mutant->spoil_boots (&trace->bench.boots[i].boots);
    }
  make_table (trace);
  come_into_reach (trace);
  session_bench_advance (&trace->bench, 250);
}

static void
add_to_tally (Trace *trace, guint64 seed, TraceTally *tally)
{
  tally->n_traces++;
  tally->n_started += trace->has_started;
  if (trace->observer.n_violated == 0)
    return;
  if (tally->n_violated++ == 0)
    tally->first_seed = seed;
  for (guint rule = 0; rule < N_RULES; rule++)
    tally->is_violated[rule] |= trace->observer.is_violated[rule];
}

void
safety_trace_run (guint64 seed, const Mutant *mutant, TraceTally *tally)
{
  Trace trace = { .seed = seed * 0x9e3779b97f4a7c15 + 1, .mutant = mutant };

  begin (&trace);
  for (guint i = 0; i < N_STEPS; i++)
    {
      happen (&trace);
      /* Mostly quick; now and then long enough for a lease, or for the computer to have slept. */
      session_bench_advance (&trace.bench, draw (&trace, 40) == 0 ? 3000 : 10 + draw (&trace, 300));
      safety_observer_look (&trace.observer);
    }
  add_to_tally (&trace, seed, tally);
  trace.bench.observer = NULL;
  session_bench_clear (&trace.bench);
  g_free (trace.table);
}
