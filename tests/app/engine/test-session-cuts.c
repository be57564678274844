/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "cut-life.h"

/* A link that is lost, and a process that is killed, at each transition of a session and in between;
 * how long it takes is printed. The seeds are the numbers from the first on. */

#define AWAY_MAX_MS 20000
#define END_MAX_MS 60000
#define TOLD_MAX_MS 1000

static guint64 first_seed;
static guint   n_lives;

typedef struct
{
  guint n_live; /* that a session was on when they were cut */
  guint n_full; /* that had air in the boots then, or still got some */
  guint told_max_ms;
  guint full_max_ms;
} Tally;

static gboolean
is_told_of_a_lost_link (EbbSessionState state)
{
  return state == EBB_SESSION_STARTING || state == EBB_SESSION_RUNNING
         || state == EBB_SESSION_PAUSED || state == EBB_SESSION_STOPPING
         || state == EBB_SESSION_FAULT;
}

static void
add_to (Tally *tally, const CutLife *life, gboolean was_live)
{
  tally->n_live += was_live;
  tally->n_full += life->full_ms > 0;
  tally->told_max_ms = MAX (tally->told_max_ms, life->told_ms);
  tally->full_max_ms = MAX (tally->full_max_ms, life->full_ms);
}

/* Returns: whether all went as it should */
static gboolean
lose_link_at (const CutMoment *moment, guint64 seed, Tally *tally)
{
  CutLife         life;
  EbbSessionState state;
  gboolean        is_well;

  cut_life_begin (&life, seed, NULL, 0);
  life.may_hold_journal = TRUE;
  moment->reach (&life);
  cut_life_pass (&life, cut_life_draw (&life, moment->spread_ms));
  state = cut_life_get_state (&life);
  life.cut_us = ebb_clock_get_boottime_us (EBB_CLOCK (life.bench.clock));
  cut_life_lose (&life);
  cut_life_release_journal (&life);
  cut_life_watch (&life, cut_life_draw (&life, AWAY_MAX_MS), FALSE);
  cut_life_come_into_reach (&life);
  cut_life_watch (&life, END_MAX_MS, TRUE);
  is_well =
      cut_life_has_ended_well (&life)
      && (!is_told_of_a_lost_link (state) || (life.told_ms > 0 && life.told_ms <= TOLD_MAX_MS));
  if (!is_well)
    cut_life_print (&life, seed);
  add_to (tally, &life, is_told_of_a_lost_link (state));
  cut_life_clear (&life);
  return is_well;
}

static gboolean
kill_at (const CutMoment *moment, guint64 seed, Tally *tally)
{
  CutLife  life;
  gboolean was_live, is_well;

  cut_life_begin (&life, seed, NULL, 0);
  moment->reach (&life);
  cut_life_pass (&life, cut_life_draw (&life, moment->spread_ms));
  was_live = ebb_session_state_is_live (cut_life_get_state (&life));
  life.cut_us = ebb_clock_get_boottime_us (EBB_CLOCK (life.bench.clock));
  session_bench_reincarnate (&life.bench);
  safety_observer_crashed (&life.observer, was_live);
  cut_life_be_dead (&life, cut_life_draw (&life, AWAY_MAX_MS));
  cut_life_begin_again (&life);
  cut_life_watch (&life, END_MAX_MS, TRUE);
  is_well = cut_life_has_ended_well (&life);
  if (!is_well)
    cut_life_print (&life, seed);
  /* What another Ebb finds is no link that was lost before its eyes. */
  life.told_ms = 0;
  add_to (tally, &life, was_live);
  cut_life_clear (&life);
  return is_well;
}

static void
run_lives (const CutMoment *moment, gboolean (*cut_at) (const CutMoment *, guint64, Tally *))
{
  Tally tally = { 0 };
  guint n_bad = 0;

  for (guint i = 0; i < n_lives; i++)
    n_bad += !cut_at (moment, first_seed + i, &tally);
  g_test_message ("figure {\"n\": %u, \"live\": %u, \"full\": %u, \"told_max_ms\": %u, "
                  "\"full_max_ms\": %u}",
                  n_lives, tally.n_live, tally.n_full, tally.told_max_ms, tally.full_max_ms);
  g_assert_cmpuint (n_bad, ==, 0);
}

static void
test_lost_link (gconstpointer moment)
{
  run_lives (moment, lose_link_at);
}

static gboolean
kill_at_any (const CutMoment *moment G_GNUC_UNUSED, guint64 seed, Tally *tally)
{
  return kill_at (cut_moment_get (seed % CUT_N_MOMENTS), seed, tally);
}

static void
test_kill (void)
{
  run_lives (NULL, kill_at_any);
}

/* ---- what would be noticed ---- */

#define IN(state) (1u << EBB_SESSION_##state)
#define ON(event) (1u << EBB_EVENT_##event)

/* It goes on when the link is back. */
static void
test_going_on_is_noticed (void)
{
  gsize                     n_design;
  const EbbMachineRow      *design = ebb_machine_get_table (&n_design);
  const EbbMachineRow       going_on = { IN (LINK_LOST),
                                         ON (STATE_READ) | ON (VENTED),
                                         0,
                                         0,
                                         EBB_SESSION_STARTING,
                                         EBB_EFFECT_NEW_EPOCH | EBB_EFFECT_START,
                                         EBB_END_BY_NONE };
  g_autofree EbbMachineRow *table = g_new (EbbMachineRow, n_design + 1);
  CutLife                   life;

  table[0] = going_on;
  memcpy (table + 1, design, n_design * sizeof *design);
  cut_life_begin (&life, first_seed, table, n_design + 1);
  cut_life_reach_running (&life);
  life.cut_us = ebb_clock_get_boottime_us (EBB_CLOCK (life.bench.clock));
  cut_life_lose (&life);
  cut_life_come_into_reach (&life);
  cut_life_watch (&life, END_MAX_MS, TRUE);
  g_assert_true (life.observer.is_violated[RULE_I7]);
  cut_life_clear (&life);
}

/* Boots without a lease, and an Ebb that does not look whether one before it was killed. */
static void
test_boots_that_run_on_are_noticed (void)
{
  CutLife life;

  cut_life_begin (&life, first_seed, NULL, 0);
  cut_life_get_boots (&life)->has_no_lease = TRUE;
  cut_life_reach_running (&life);
  life.cut_us = ebb_clock_get_boottime_us (EBB_CLOCK (life.bench.clock));
  session_bench_reincarnate (&life.bench);
  cut_life_be_dead (&life, AWAY_MAX_MS);
  g_assert_cmpint (cut_life_get_state (&life), ==, EBB_SESSION_IDLE);
  g_assert_false (cut_life_has_ended_well (&life));
  cut_life_clear (&life);
}

/* Refusals and faults are what these lives are full of. */
static void
log_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL)) != 0)
    g_log_default_handler (domain, level, message, user_data);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 6);
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
  g_log_set_default_handler (log_cb, NULL);
  session_bench_load (argv);
  first_seed = g_ascii_strtoull (argv[4], NULL, 10);
  n_lives = (guint) g_ascii_strtoull (argv[5], NULL, 10);
  for (guint i = 0; i < CUT_N_MOMENTS; i++)
    {
      g_autofree char *path =
          g_strconcat ("/safety/H01/link-lost/", cut_moment_get (i)->path, NULL);

      g_test_add_data_func (path, cut_moment_get (i), test_lost_link);
    }
  g_test_add_func ("/safety/H02/killed-at-any-time", test_kill);
  g_test_add_func ("/session-cuts/going-on-is-noticed", test_going_on_is_noticed);
  g_test_add_func ("/session-cuts/boots-that-run-on-are-noticed",
                   test_boots_that_run_on_are_noticed);
  return g_test_run ();
}
