/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "broken-life.h"

#include <string.h>

#include "fault-watch.h"

#define N_STEPS 24
#define CONNECT_MS 1500
#define HUNG_MS 3500
#define MAX_FILL_MS 30000

typedef struct
{
  guint64             seed;
  RoughBench          bench;
  BrokenJudge         judge;
  FaultWatch          watch[EBB_SESSION_MAX_LINKS];
  guint32             set;         /* faults, as bits */
  gboolean            is_for_show; /* nothing is broken that is set */
  const BrokenMutant *mutant;
  EbbMachineRow      *table; /* (owned) (nullable) */
  gboolean            was_up[EBB_SESSION_MAX_LINKS];
  gboolean            has_started;
} Life;

static guint
draw (Life *life, guint n)
{
  life->seed ^= life->seed << 13;
  life->seed ^= life->seed >> 7;
  life->seed ^= life->seed << 17;
  return (guint) ((life->seed >> 20) % n);
}

static int
draw_between (Life *life, int least, int most)
{
  return least + (int) draw (life, (guint) (most - least + 1));
}

/* ---- the air: late, lost, twice, out of order ---- */

static int
delay_message (RoughLink *link G_GNUC_UNUSED,
               RoughWay        way,
               EbbRole         role,
               gboolean        is_copy,
               gpointer        user_data)
{
  Life *life = user_data;
  guint luck = draw (life, 1000);

  if (is_copy)
    return luck < 20 ? (int) (1 + draw (life, luck < 5 ? HUNG_MS : 300)) : ROUGH_LINK_DROPS;
  if (role == EBB_ROLE_STOP)
    return luck < 60 ? ROUGH_LINK_DROPS : (int) draw (life, 30);
  if (role == EBB_ROLE_PROGRAM)
    return luck < 2 ? ROUGH_LINK_DROPS : 1;
  if (role == EBB_ROLE_CONTROL && luck < 10)
    return ROUGH_LINK_DROPS;
  if (role == EBB_ROLE_CONTROL && luck < 20)
    return HUNG_MS;
  if (way == ROUGH_FROM_BOOTS && luck < 30)
    return ROUGH_LINK_DROPS;
  if (way == ROUGH_FROM_BOOTS && luck < 50)
    return 700;
  return 1 + (int) draw (life, 20);
}

static gboolean
written_cb (RoughLink *link, EbbRole role, uint8_t *bytes, size_t size, gpointer user_data)
{
  Life *life = user_data;
  guint index = rough_bench_find (&life->bench, link);

  if (life->mutant != NULL && life->mutant->tamper != NULL
      && !life->mutant->tamper (&life->judge.link[index], role, bytes, size))
    return FALSE;
  broken_judge_written (&life->judge, index, role, bytes, size);
  return TRUE;
}

static void
at_boots_cb (RoughLink     *link,
             RoughWay       way,
             EbbRole        role,
             const uint8_t *bytes,
             size_t         size,
             gpointer       user_data)
{
  Life *life = user_data;

  fault_watch_saw (&life->watch[rough_bench_find (&life->bench, link)], way, role, bytes, size,
                   rough_bench_get_now_us (&life->bench));
}

static void
heard_cb (RoughLink     *link,
          EbbRole        role,
          const uint8_t *bytes,
          size_t         size,
          gboolean       is_done,
          gpointer       user_data)
{
  Life *life = user_data;

  broken_judge_heard (&life->judge, rough_bench_find (&life->bench, link), role, bytes, size,
                      is_done);
}

static const RoughAir air = { delay_message, written_cb, at_boots_cb, heard_cb };

/* ---- faults ---- */

/* The longest time and the largest number of each; what is longer would outlast a life. */
static int
draw_value (Life *life, EbbSimFault fault)
{
  const EbbSimFaultEntry *entry = ebb_sim_fault_get_entry (fault);

  switch (entry->unit)
    {
    case EBB_SIM_UNIT_MS:
      return draw_between (life, MAX (entry->least, 400), 6000);
    case EBB_SIM_UNIT_COUNT:
      return draw_between (life, entry->least, entry->least + 3);
    case EBB_SIM_UNIT_PERCENT:
      return fault == EBB_SIM_FAULT_BATTERY ? draw_between (life, 1, 20)
                                            : draw_between (life, 20, entry->most);
    case EBB_SIM_UNIT_MMHG:
      return draw_between (life, 12, 40) * (draw (life, 3) == 0 ? -1 : 1);
    case EBB_SIM_UNIT_ZONES:
      return draw (life, 2) == 0 ? entry->usual : draw_between (life, entry->least, entry->most);
    case EBB_SIM_UNIT_MESSAGES:
      return draw_between (life, entry->least, entry->most);
    case EBB_SIM_UNIT_NONE:
    default:
      return 1;
    }
}

static void
set_fault (Life *life, guint index, EbbSimFault fault)
{
  int value = draw_value (life, fault);

  g_debug ("boots %u: %s %d", index, ebb_sim_fault_to_string (fault), value);
  ebb_sim_boots_advance_to (life->bench.boots[index].boots, rough_bench_get_now_us (&life->bench));
  fault_watch_set (&life->watch[index], fault, value);
  life->set |= 1u << fault;
}

static void
break_boots (Life *life)
{
  guint index = draw (life, life->bench.n_boots);

  /* What boots find themselves is not left to Ebb to find. */
  if (draw (life, 4) == 0)
    set_fault (life, index, EBB_SIM_FAULT_NO_WATCH);
  set_fault (life, index, (EbbSimFault) draw (life, EBB_N_SIM_FAULTS));
}

static void
mend_boots (Life *life)
{
  guint index = draw (life, life->bench.n_boots);
  guint first = draw (life, EBB_N_SIM_FAULTS);

  for (guint i = 0; i < EBB_N_SIM_FAULTS; i++)
    {
      EbbSimFault fault = (EbbSimFault) ((first + i) % EBB_N_SIM_FAULTS);

      if (ebb_sim_boots_get_fault (life->bench.boots[index].boots, fault) == 0
          || fault == EBB_SIM_FAULT_BATTERY)
        continue;
      g_debug ("boots %u: %s is mended", index, ebb_sim_fault_to_string (fault));
      ebb_sim_boots_advance_to (life->bench.boots[index].boots,
                                rough_bench_get_now_us (&life->bench));
      fault_watch_clear (&life->watch[index], fault);
      return;
    }
}

/* ---- what happens ---- */

static void
look (Life *life)
{
  for (guint i = 0; i < life->bench.n_boots; i++)
    {
      gboolean is_up = ebb_link_get_state (EBB_LINK (life->bench.boots[i].link)) == EBB_LINK_READY;

      if (life->was_up[i] && !is_up)
        fault_watch_link_lost (&life->watch[i]);
      life->was_up[i] = is_up;
      fault_watch_look (&life->watch[i], rough_bench_get_now_us (&life->bench));
      life->has_started |=
          ebb_sim_boots_get_status (life->bench.boots[i].boots)->run_state == EBB_RUN_RUNNING;
    }
  broken_judge_look (&life->judge);
}

/* Turns the clock in steps that are shorter than a link needs to come back. */
static void
pass (Life *life, guint duration_ms)
{
  for (guint left_ms = duration_ms; left_ms > 0; left_ms -= MIN (left_ms, 150))
    {
      ebb_fake_clock_advance_ms (life->bench.clock, MIN (left_ms, 150));
      look (life);
    }
}

static void
connect_boots (Life *life)
{
  for (guint i = 0; i < life->bench.n_boots; i++)
    {
      EbbController *controller = life->bench.boots[i].controller;

      if (!ebb_session_owns_links (life->bench.session)
          && ebb_controller_get_link_state (controller) == EBB_LINK_DISCONNECTED)
        ebb_controller_connect_async (
            controller, ebb_session_get_owed_stop_epoch (life->bench.session), NULL, NULL, NULL);
    }
}

static void
press_stop (EbbSession *session)
{
  ebb_session_stop (session, EBB_END_BY_STOP);
}

static void
confirm (Life *life)
{
  broken_judge_confirm (&life->judge,
                        draw (life, 8) == 0 ? 61 * G_USEC_PER_SEC : draw (life, 1000));
}

static void
turn_intensity (Life *life)
{
  gint32 present_pa = ebb_session_get_snapshot (life->bench.session)->intensity_pa;

  ebb_session_set_intensity_pa (life->bench.session,
                                present_pa + ((gint32) draw (life, 3) - 1) * 5 * 133);
}

/* As the table of a game: what comes up how often in 100. */
static void
happen (Life *life)
{
  guint luck = draw (life, 100);

  if (luck < 18)
    confirm (life);
  else if (luck < 24)
    broken_judge_press (&life->judge, press_stop);
  else if (luck < 28)
    broken_judge_press (&life->judge, ebb_session_pause);
  else if (luck < 32)
    ebb_link_disconnect (EBB_LINK (life->bench.boots[draw (life, life->bench.n_boots)].inner));
  else if (luck < 46)
    connect_boots (life);
  else if (luck < 68)
    break_boots (life);
  else if (luck < 76)
    mend_boots (life);
  else if (luck < 80)
    turn_intensity (life);
  else if (luck < 84)
    broken_judge_end_fault (&life->judge, ebb_session_clear_fault);
  else if (luck < 87)
    broken_judge_end_fault (&life->judge, ebb_session_declare_boots_open);
  look (life);
}

/* ---- one life ---- */

static void
make_table (Life *life)
{
  gsize                n_design;
  const EbbMachineRow *design = ebb_machine_get_table (&n_design);
  const BrokenMutant  *mutant = life->mutant;

  if (mutant == NULL || mutant->rows == NULL)
    return;
  life->table = g_new (EbbMachineRow, mutant->n_rows + n_design);
  memcpy (life->table, mutant->rows, mutant->n_rows * sizeof *design);
  memcpy (life->table + mutant->n_rows, design, n_design * sizeof *design);
  ebb_session_set_table (life->bench.session, life->table, mutant->n_rows + n_design);
}

static void
begin (Life *life, guint64 seed)
{
  rough_bench_init (&life->bench, draw (life, 4) == 0 ? 2 : 1, seed, &air, life);
  broken_judge_init (&life->judge, &life->bench);
  for (guint i = 0; i < life->bench.n_boots; i++)
    fault_watch_init (&life->watch[i], life->bench.boots[i].boots, ROUGH_BENCH_OWNER,
                      life->is_for_show);
  make_table (life);
  connect_boots (life);
  pass (life, CONNECT_MS);
}

static void
add_to_tally (const Life *life, guint64 seed, BrokenTally *tally)
{
  guint32 held = 0;

  for (guint i = 0; i < life->bench.n_boots; i++)
    held |= life->watch[i].held;
  tally->n_lives++;
  tally->n_started += life->has_started;
  for (guint i = 0; i < EBB_N_SIM_FAULTS; i++)
    {
      tally->n_set[i] += life->set >> i & 1;
      tally->n_held[i] += held >> i & 1;
    }
  if (life->judge.n_broken == 0)
    return;
  if (tally->n_broken++ == 0)
    tally->first_seed = seed;
  for (guint rule = 0; rule < N_KEEPS; rule++)
    tally->is_broken[rule] |= life->judge.is_broken[rule];
}

static void
run (guint64 seed, const BrokenMutant *mutant, gboolean is_for_show, BrokenTally *tally)
{
  Life life = { .seed = seed * 0x9e3779b97f4a7c15 + 1,
                .mutant = mutant,
                .is_for_show = is_for_show };

  /* How long it waits before it connects again is left to chance, too. */
  g_random_set_seed ((guint32) seed);
  begin (&life, seed);
  if (draw (&life, 4) != 0)
    confirm (&life);
  /* Boots with air in have more to lose. */
  if (draw (&life, 2) == 0)
    pass (&life, draw (&life, MAX_FILL_MS));
  for (guint i = 0; i < N_STEPS; i++)
    {
      happen (&life);
      /* Mostly quick; now and then long enough for air to come and go, or for a lease. */
      pass (&life, draw (&life, 10) == 0 ? 3000 + draw (&life, 9000) : 10 + draw (&life, 500));
    }
  add_to_tally (&life, seed, tally);
  broken_judge_clear (&life.judge);
  rough_bench_clear (&life.bench);
  g_free (life.table);
}

void
broken_life_run (guint64 seed, const BrokenMutant *mutant, BrokenTally *tally)
{
  run (seed, mutant, FALSE, tally);
}

void
broken_life_run_for_show (guint64 seed, BrokenTally *tally)
{
  run (seed, NULL, TRUE, tally);
}
