/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "safety-trace.h"

#include <stdlib.h>

/* Random lives of a session, judged from outside; and the same with something wrong on purpose,
 * which has to be noticed. The seeds are the numbers from the first on: any trace can be run again
 * with EBB_TRACE_SEED=NUMBER. */

#define MUTANT_TRACES_MAX 4000

static guint64 n_traces;
static guint64 first_seed;

static void
print_rules (const TraceTally *tally)
{
  for (guint rule = 0; rule < N_RULES; rule++)
    if (tally->is_violated[rule])
      g_test_message ("violated: %s", rule_to_string (rule));
}

static void
test_all_rules_hold (void)
{
  TraceTally tally = { 0 };

  for (guint64 i = 0; i < n_traces; i++)
    safety_trace_run (first_seed + i, NULL, &tally);
  g_test_message ("%" G_GUINT64_FORMAT " traces from seed %" G_GUINT64_FORMAT
                  ", boots ran in %" G_GUINT64_FORMAT,
                  tally.n_traces, first_seed, tally.n_started);
  print_rules (&tally);
  if (tally.n_violated > 0)
    g_error ("%" G_GUINT64_FORMAT " traces violate a rule, the first has seed %" G_GUINT64_FORMAT,
             tally.n_violated, tally.first_seed);
  /* Traces in which nothing ever runs would prove nothing. */
  g_assert_cmpuint (tally.n_started * 2, >, tally.n_traces);
}

/* ---- what is wrong on purpose ---- */

#define IN(state) (1u << EBB_SESSION_##state)
#define ON(event) (1u << EBB_EVENT_##event)

static void
forget_lease (StrictBoots *boots)
{
  boots->has_no_lease = TRUE;
}

static void
forget_epochs (StrictBoots *boots)
{
  boots->has_no_epochs = TRUE;
}

static void
start_on_renew (StrictBoots *boots)
{
  boots->renew_starts = TRUE;
}

/* Stop is not the first thing on a link that came back. */
static gboolean
swallow_first_stop (BenchBoots    *boots,
                    EbbRole        role,
                    uint8_t *bytes G_GNUC_UNUSED,
                    size_t size    G_GNUC_UNUSED,
                    gpointer       user_data)
{
  SafetyObserver *observer = user_data;

  return role != EBB_ROLE_STOP || observer->link[boots->index].has_written;
}

static gboolean
raise_cap (BenchBoots *boots  G_GNUC_UNUSED,
           EbbRole            role,
           uint8_t           *bytes,
           size_t             size,
           gpointer user_data G_GNUC_UNUSED)
{
  EbbRequest request;

  if (role != EBB_ROLE_CONTROL || ebb_request_decode (&request, bytes, size) != EBB_DECODE_OK
      || request.op != EBB_OP_START)
    return TRUE;
  request.start.pressure_cap_pa += 1333;
  g_assert_cmpuint (ebb_request_encode (&request, bytes, size), ==, size);
  return TRUE;
}

/* The button works only where its writer thought it would be needed. */
static const EbbMachineRow stop_only_while_running[] = {
  { IN (IDLE) | IN (ARMED) | IN (PAUSED) | IN (FAULT), ON (STOP), 0, 0, EBB_MACHINE_STAY, 0,
    EBB_END_BY_NONE },
};

static const EbbMachineRow assume_stopped[] = {
  { IN (STARTING) | IN (RUNNING), ON (STOP), 0, 0, EBB_SESSION_IDLE,
    EBB_EFFECT_STOP | EBB_EFFECT_CLOSE_JOURNAL, EBB_END_BY_STOP },
};

static const EbbMachineRow resume_when_back[] = {
  { IN (LINK_LOST), ON (STATE_READ) | ON (VENTED), 0, 0, EBB_SESSION_STARTING,
    EBB_EFFECT_NEW_EPOCH | EBB_EFFECT_START, EBB_END_BY_NONE },
};

static const EbbMachineRow resume_after_pause[] = {
  { IN (STOPPING), ON (VENTED), EBB_WHEN_ALL_VENTED | EBB_WHEN_WILL_PAUSE, 0, EBB_SESSION_STARTING,
    EBB_EFFECT_NEW_EPOCH | EBB_EFFECT_START, EBB_END_BY_NONE },
};

/* One confirmation is good for two runs. */
static const EbbMachineRow use_token_twice[] = {
  { IN (STOPPING), ON (VENTED), EBB_WHEN_ALL_VENTED, EBB_WHEN_WILL_PAUSE, EBB_SESSION_STARTING,
    EBB_EFFECT_NEW_EPOCH | EBB_EFFECT_START, EBB_END_BY_NONE },
};

static const EbbMachineRow start_unread[] = {
  { IN (ARMED), ON (JOURNAL_SYNCED), 0, 0, EBB_SESSION_STARTING, EBB_EFFECT_START,
    EBB_END_BY_NONE },
};

static const EbbMachineRow stop_once[] = {
  { IN (STOPPING), ON (REPEAT_DUE), 0, 0, EBB_MACHINE_STAY, 0, EBB_END_BY_NONE },
};

static const EbbMachineRow renew_in_trouble[] = {
  { IN (LINK_LOST) | IN (STOPPING), ON (TICK), 0, 0, EBB_MACHINE_STAY, EBB_EFFECT_RENEW,
    EBB_END_BY_NONE },
};

#define ROWS(rows) rows, G_N_ELEMENTS (rows)

static const Mutant mutants[] = {
  { "boots-without-lease", RULE_I3, RULE_I3, forget_lease, NULL, NULL, 0 },
  { "boots-without-epochs", RULE_I2D, RULE_I2D, forget_epochs, NULL, NULL, 0 },
  { "boots-that-start-on-renew", RULE_I2D, RULE_I2, start_on_renew, NULL, NULL, 0 },
  { "no-stop-first", RULE_STOP_FIRST, RULE_STOP_FIRST, NULL, swallow_first_stop, NULL, 0 },
  { "over-cap", RULE_I9, RULE_I9, NULL, raise_cap, NULL, 0 },
  { "stop-only-while-running", RULE_I12, RULE_I12, NULL, NULL, ROWS (stop_only_while_running) },
  { "assume-stopped", RULE_I6, RULE_I2, NULL, NULL, ROWS (assume_stopped) },
  { "resume-when-back", RULE_I7, RULE_I7, NULL, NULL, ROWS (resume_when_back) },
  { "resume-after-pause", RULE_I8, RULE_I8, NULL, NULL, ROWS (resume_after_pause) },
  { "token-twice", RULE_I8, RULE_I1, NULL, NULL, ROWS (use_token_twice) },
  { "start-unread", RULE_I4, RULE_I4, NULL, NULL, ROWS (start_unread) },
  { "stop-once", RULE_REPEAT, RULE_REPEAT, NULL, NULL, ROWS (stop_once) },
  { "renew-in-trouble", RULE_I7, RULE_I8, NULL, NULL, ROWS (renew_in_trouble) },
};

static void
test_mutant_is_noticed (gconstpointer data)
{
  const Mutant *mutant = data;
  TraceTally    tally = { 0 };

  for (guint64 i = 0; i < MUTANT_TRACES_MAX; i++)
    {
      safety_trace_run (first_seed + i, mutant, &tally);
      if (tally.is_violated[mutant->caught_by] || tally.is_violated[mutant->or_by])
        {
          g_test_message ("noticed after %" G_GUINT64_FORMAT " traces", i + 1);
          return;
        }
    }
  print_rules (&tally);
  g_error ("%s was not noticed in %d traces, expected %s", mutant->name, MUTANT_TRACES_MAX,
           rule_to_string (mutant->caught_by));
}

static guint64
read_number (const char *name, guint64 otherwise)
{
  const char *value = g_getenv (name);

  return value != NULL ? g_ascii_strtoull (value, NULL, 10) : otherwise;
}

/* Faults and refusals are what a trace is full of. */
static void
log_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  if (n_traces == 1 || (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL)) != 0)
    g_log_default_handler (domain, level, message, user_data);
}

int
main (int argc, char **argv)
{
  gboolean is_rules_only;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >=, 6);
  /* How soon what is wrong on purpose is noticed is known from the first seeds. */
  is_rules_only = argc > 6 || g_getenv ("EBB_TRACE_SEED") != NULL;
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
  g_log_set_default_handler (log_cb, NULL);
  session_bench_load (argv);
  first_seed = read_number ("EBB_TRACE_SEED", g_ascii_strtoull (argv[4], NULL, 10));
  n_traces = g_getenv ("EBB_TRACE_SEED") != NULL ? 1 : g_ascii_strtoull (argv[5], NULL, 10);
  g_test_add_func ("/safety/traces/all-rules-hold", test_all_rules_hold);
  for (guint i = 0; i < G_N_ELEMENTS (mutants) && !is_rules_only; i++)
    {
      g_autofree char *path = g_strconcat ("/safety/mutants/", mutants[i].name, NULL);

      g_test_add_data_func (path, &mutants[i], test_mutant_is_noticed);
    }
  return g_test_run ();
}
