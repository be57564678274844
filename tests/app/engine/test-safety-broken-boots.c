/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "broken-life.h"

/* Random lives of a session over simulated boots in which anything breaks, judged from outside; and
 * the same with something wrong on purpose in Ebb, which has to be noticed. The seeds are the
 * numbers from the first on: any life can be run again with EBB_TRACE_SEED=NUMBER. */

#define MUTANT_LIVES_MAX 2000
#define SHOW_LIVES 1000

static guint64 n_lives;
static guint64 first_seed;

static void
print_rules (const BrokenTally *tally)
{
  for (guint rule = 0; rule < N_KEEPS; rule++)
    if (tally->is_broken[rule])
      g_test_message ("broken: %s", keeps_to_string ((Keeps) rule));
}

static void
print_faults (const BrokenTally *tally)
{
  for (guint i = 0; i < EBB_N_SIM_FAULTS; i++)
    g_test_message ("%s: set in %" G_GUINT64_FORMAT " lives, took hold in %" G_GUINT64_FORMAT,
                    ebb_sim_fault_to_string ((EbbSimFault) i), tally->n_set[i], tally->n_held[i]);
}

/* For the figures: in how many lives each took hold. */
static void
print_figure (const BrokenTally *tally)
{
  GString *held = g_string_new (NULL);

  for (guint i = 0; i < EBB_N_SIM_FAULTS; i++)
    g_string_append_printf (held, "%s\"%s\": %" G_GUINT64_FORMAT, i > 0 ? ", " : "",
                            ebb_sim_fault_to_string ((EbbSimFault) i), tally->n_held[i]);
  g_test_message ("figure {\"started\": %" G_GUINT64_FORMAT ", \"held\": {%s}}", tally->n_started,
                  held->str);
  g_string_free (held, TRUE);
}

static void
test_all_rules_hold (void)
{
  BrokenTally tally = { 0 };

  for (guint64 i = 0; i < n_lives; i++)
    broken_life_run (first_seed + i, NULL, &tally);
  g_test_message ("%" G_GUINT64_FORMAT " lives from seed %" G_GUINT64_FORMAT
                  ", boots ran in %" G_GUINT64_FORMAT,
                  tally.n_lives, first_seed, tally.n_started);
  print_faults (&tally);
  print_figure (&tally);
  print_rules (&tally);
  if (tally.n_broken > 0)
    g_error ("%" G_GUINT64_FORMAT " lives break a rule, the first has seed %" G_GUINT64_FORMAT,
             tally.n_broken, tally.first_seed);
  if (n_lives == 1)
    return;
  /* Lives in which nothing runs, and faults that make no difference, would prove nothing. */
  g_assert_cmpuint (tally.n_started * 2, >, tally.n_lives);
  for (guint i = 0; i < EBB_N_SIM_FAULTS; i++)
    if (tally.n_held[i] == 0)
      g_error ("%s took hold in no life", ebb_sim_fault_to_string ((EbbSimFault) i));
}

/* What a fault is seen by is nothing that sound boots do as well. Another program is not seen but known: boots
 * that ran for us while it was set ran it. */
static void
test_faults_for_show_take_no_hold (void)
{
  BrokenTally tally = { 0 };
  guint       n_false = 0;

  for (guint64 i = 0; i < SHOW_LIVES; i++)
    broken_life_run_for_show (first_seed + i, &tally);
  for (guint i = 0; i < EBB_N_SIM_FAULTS; i++)
    {
      g_assert_true (tally.n_set[i] > 0);
      if (tally.n_held[i] == 0 || i == EBB_SIM_FAULT_OTHER_PROGRAM)
        continue;
      n_false++;
      g_test_message ("%s took hold in %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                      " lives in which it was set for show",
                      ebb_sim_fault_to_string ((EbbSimFault) i), tally.n_held[i], tally.n_set[i]);
    }
  g_assert_cmpuint (n_false, ==, 0);
}

/* A result that still showed called boots empty that a person had just said to be open. */
static void
test_lives_that_found_something (void)
{
  static const guint64 seeds[] = { 15555 };
  BrokenTally          tally = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    broken_life_run (seeds[i], NULL, &tally);
  print_rules (&tally);
  g_assert_cmpuint (tally.n_broken, ==, 0);
}

/* ---- what is wrong on purpose ---- */

#define IN(state) (1u << EBB_SESSION_##state)
#define ON(event) (1u << EBB_EVENT_##event)

/* Stop is not the first thing on a link that came back. */
static gboolean
swallow_first_stop (const JudgedLink *link,
                    EbbRole           role,
                    uint8_t *bytes    G_GNUC_UNUSED,
                    size_t size       G_GNUC_UNUSED)
{
  return role != EBB_ROLE_STOP || link->has_written;
}

static gboolean
raise_cap (const JudgedLink *link G_GNUC_UNUSED, EbbRole role, uint8_t *bytes, size_t size)
{
  EbbRequest request;

  if (role != EBB_ROLE_CONTROL || ebb_request_decode (&request, bytes, size) != EBB_DECODE_OK
      || request.op != EBB_OP_START)
    return TRUE;
  request.start.pressure_cap_pa += 1333;
  g_assert_cmpuint (ebb_request_encode (&request, bytes, size), ==, size);
  return TRUE;
}

static const EbbMachineRow start_unread[] = {
  { IN (ARMED), ON (JOURNAL_SYNCED), 0, 0, EBB_SESSION_STARTING, EBB_EFFECT_START,
    EBB_END_BY_NONE },
};

/* One confirmation is good for two runs. */
static const EbbMachineRow use_token_twice[] = {
  { IN (RUNNING), ON (TICK), 0, 0, EBB_SESSION_STARTING, EBB_EFFECT_NEW_EPOCH | EBB_EFFECT_START,
    EBB_END_BY_NONE },
};

static const EbbMachineRow resume_when_back[] = {
  { IN (LINK_LOST), ON (STATE_READ) | ON (VENTED), 0, 0, EBB_SESSION_STARTING,
    EBB_EFFECT_NEW_EPOCH | EBB_EFFECT_START, EBB_END_BY_NONE },
};

static const EbbMachineRow resume_after_fault[] = {
  { IN (FAULT), ON (VENTED), 0, 0, EBB_SESSION_STARTING, EBB_EFFECT_NEW_EPOCH | EBB_EFFECT_START,
    EBB_END_BY_NONE },
};

static const EbbMachineRow stop_only_while_running[] = {
  { IN (IDLE) | IN (ARMED) | IN (PAUSED) | IN (FAULT), ON (STOP), 0, 0, EBB_MACHINE_STAY, 0,
    EBB_END_BY_NONE },
};

static const EbbMachineRow fault_stops_nothing[] = {
  { IN (STARTING) | IN (RUNNING) | IN (PAUSED), ON (FAULT), 0, 0, EBB_SESSION_FAULT, 0,
    EBB_END_BY_FAULT },
};

static const EbbMachineRow fault_goes_by[] = {
  { IN (FAULT), ON (VENTED) | ON (TICK), 0, 0, EBB_SESSION_STOPPING, EBB_EFFECT_STOP,
    EBB_END_BY_NONE },
};

static const EbbMachineRow fault_is_not_seen[] = {
  { IN (STARTING) | IN (RUNNING), ON (FAULT), 0, 0, EBB_MACHINE_STAY, 0, EBB_END_BY_NONE },
};

static const EbbMachineRow stop_once[] = {
  { IN (STOPPING), ON (REPEAT_DUE), 0, 0, EBB_MACHINE_STAY, 0, EBB_END_BY_NONE },
};

static const EbbMachineRow assume_empty[] = {
  { IN (STOPPING), ON (TICK), 0, 0, EBB_SESSION_IDLE, EBB_EFFECT_CLOSE_JOURNAL, EBB_END_BY_NONE },
};

static const EbbMachineRow assume_stopped[] = {
  { IN (STARTING) | IN (RUNNING), ON (STOP) | ON (FAULT), 0, 0, EBB_SESSION_IDLE,
    EBB_EFFECT_CLOSE_UNCONFIRMED, EBB_END_BY_STOP },
};

#define ROWS(rows) NULL, rows, G_N_ELEMENTS (rows)

static const BrokenMutant mutants[] = {
  { "token-twice", KEEPS_CONFIRMED, KEEPS_CONFIRMED, ROWS (use_token_twice) },
  { "start-unread", KEEPS_READ_FIRST, KEEPS_READ_FIRST, ROWS (start_unread) },
  { "resume-when-back", KEEPS_NO_RESUME, KEEPS_NO_RESUME, ROWS (resume_when_back) },
  { "resume-after-fault", KEEPS_NO_RESUME, KEEPS_NO_RESUME, ROWS (resume_after_fault) },
  { "over-cap", KEEPS_CAP, KEEPS_CAP, raise_cap, NULL, 0 },
  { "stop-only-while-running", KEEPS_STOP_AT_ONCE, KEEPS_STOP_AT_ONCE,
    ROWS (stop_only_while_running) },
  { "no-stop-first", KEEPS_STOP_FIRST, KEEPS_STOP_FIRST, swallow_first_stop, NULL, 0 },
  { "fault-stops-nothing", KEEPS_FAULT_STOPS, KEEPS_FAULT_STOPS, ROWS (fault_stops_nothing) },
  { "fault-goes-by-itself", KEEPS_FAULT_STAYS, KEEPS_FAULT_STAYS, ROWS (fault_goes_by) },
  { "fault-is-not-seen", KEEPS_FAULT_IS_SEEN, KEEPS_FAULT_IS_SEEN, ROWS (fault_is_not_seen) },
  { "stop-once", KEEPS_REPEAT, KEEPS_REPEAT, ROWS (stop_once) },
  { "assume-empty", KEEPS_EMPTY_IS_READ, KEEPS_EMPTY_IS_READ, ROWS (assume_empty) },
  { "assume-stopped", KEEPS_NO_FALSE_IDLE, KEEPS_NO_FALSE_IDLE, ROWS (assume_stopped) },
};

static void
test_mutant_is_noticed (gconstpointer data)
{
  const BrokenMutant *mutant = data;
  BrokenTally         tally = { 0 };

  for (guint64 i = 0; i < MUTANT_LIVES_MAX; i++)
    {
      broken_life_run (first_seed + i, mutant, &tally);
      if (tally.is_broken[mutant->caught_by] || tally.is_broken[mutant->or_by])
        {
          g_test_message ("noticed after %" G_GUINT64_FORMAT " lives", i + 1);
          return;
        }
    }
  print_rules (&tally);
  g_error ("%s was not noticed in %d lives, expected %s", mutant->name, MUTANT_LIVES_MAX,
           keeps_to_string (mutant->caught_by));
}

/* Faults and refusals are what a life is full of. */
static void
log_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  if (n_lives == 1 || (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL)) != 0)
    g_log_default_handler (domain, level, message, user_data);
}

int
main (int argc, char **argv)
{
  const char *seed = g_getenv ("EBB_TRACE_SEED");
  gboolean    is_rules_only;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >=, 6);
  /* How soon what is wrong on purpose is noticed is known from the first seeds. */
  is_rules_only = argc > 6 || seed != NULL;
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
  g_log_set_default_handler (log_cb, NULL);
  rough_bench_load (argv);
  first_seed = g_ascii_strtoull (seed != NULL ? seed : argv[4], NULL, 10);
  n_lives = seed != NULL ? 1 : g_ascii_strtoull (argv[5], NULL, 10);
  g_test_add_func ("/safety/broken-boots/all-rules-hold", test_all_rules_hold);
  if (!is_rules_only)
    g_test_add_func ("/safety/broken-boots/faults-for-show-take-no-hold",
                     test_faults_for_show_take_no_hold);
  if (!is_rules_only)
    g_test_add_func ("/safety/broken-boots/lives-that-found-something",
                     test_lives_that_found_something);
  for (guint i = 0; i < G_N_ELEMENTS (mutants) && !is_rules_only; i++)
    {
      g_autofree char *path = g_strconcat ("/safety/broken-boots/", mutants[i].name, NULL);

      g_test_add_data_func (path, &mutants[i], test_mutant_is_noticed);
    }
  return g_test_run ();
}
