/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "sim-bench.h"

static struct
{
  EbbLimits         limits;
  EbbProgram       *program;
  EbbDefinitionSet *definitions;
} files;

void
sim_bench_load (char **argv)
{
  g_autoptr (GError) error = NULL;

  ebb_limits_load (&files.limits, argv[1], &error);
  g_assert_no_error (error);
  files.program = ebb_program_new_from_file (argv[2], &error);
  g_assert_no_error (error);
  files.definitions = ebb_definition_set_new_from_directory (argv[3], &error);
  g_assert_no_error (error);
}

void
sim_bench_init (SimBench *self, EbbTier tier)
{
  EbbSimOptions options;

  ebb_sim_options_init (&options);
  options.tier = tier;
  sim_bench_init_of (self, &options);
}

void
sim_bench_init_of (SimBench *self, const EbbSimOptions *options)
{
  const char    *id = ebb_sim_tier_get_definition_id (options->tier);
  EbbDefinition *definition = ebb_definition_set_find (files.definitions, id);

  g_assert_nonnull (definition);
  g_assert_cmpint (ebb_definition_get_tier (definition), ==, options->tier);
  *self = (SimBench){
    .limits = files.limits,
    .clock = ebb_fake_clock_new (),
    .journal = test_journal_new (),
    .program = files.program,
  };
  self->boots = ebb_sim_boots_new (1, options);
  self->link = ebb_sim_link_new (self->boots, EBB_CLOCK (self->clock), definition, "sim:1",
                                 EBB_SIM_PAIRING_DONE);
  self->controller =
      ebb_controller_new (EBB_LINK (self->link), EBB_CLOCK (self->clock), SIM_BENCH_OWNER);
  self->session = ebb_session_new (EBB_CLOCK (self->clock), EBB_JOURNAL (self->journal),
                                   &self->limits, NULL, NULL);
  ebb_session_set_controllers (self->session, &self->controller, 1);
}

void
sim_bench_clear (SimBench *self)
{
  g_clear_object (&self->session);
  ebb_controller_disconnect (self->controller);
  for (int i = 0; i < EBB_N_SIM_FAULTS; i++)
    ebb_sim_boots_clear_fault (self->boots, (EbbSimFault) i);
  /* Boots that run on without us are pressed; those of tier A end by themselves. */
  ebb_sim_boots_press_button (self->boots);
  ebb_fake_clock_advance_ms (self->clock, 30000);
  g_clear_object (&self->controller);
  g_assert_finalize_object (g_steal_pointer (&self->link));
  g_assert_finalize_object (g_steal_pointer (&self->boots));
  g_clear_object (&self->journal);
  g_clear_error (&self->error);
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (self->clock), ==, 0);
  g_assert_finalize_object (g_steal_pointer (&self->clock));
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SimBench *self = user_data;

  ebb_controller_connect_finish (EBB_CONTROLLER (source), result, &self->error);
}

void
sim_bench_connect (SimBench *self)
{
  ebb_controller_connect_async (self->controller, 0, NULL, connected_cb, self);
  sim_bench_wait_ms (self, 1500);
}

gboolean
sim_bench_confirm (SimBench *self, guint length_s, GError **error)
{
  const EbbConfirmation confirmation = {
    .program = self->program,
    .legs = EBB_LEGS_BOTH,
    .length_s = length_s,
    .cap_pa = self->limits.first_session_cap_pa,
    .by = EBB_CONFIRMED_BY_PRESS,
    .confirmed_boottime_us = ebb_clock_get_boottime_us (EBB_CLOCK (self->clock)),
    .boots_identity = "sim:1",
    .boots_name = "Simulated boots",
  };

  return ebb_session_confirm (self->session, &confirmation, error);
}

void
sim_bench_start (SimBench *self)
{
  g_autoptr (GError) error = NULL;

  sim_bench_confirm (self, self->limits.session_min_s, &error);
  g_assert_no_error (error);
}

void
sim_bench_run (SimBench *self, EbbTier tier)
{
  sim_bench_init (self, tier);
  sim_bench_connect (self);
  g_assert_no_error (self->error);
  sim_bench_start (self);
  sim_bench_reach (self, EBB_SESSION_RUNNING, 5000);
}

void
sim_bench_break (SimBench *self, const char *faults)
{
  g_auto (GStrv) words = g_strsplit (faults, ";", -1);

  ebb_sim_boots_advance_to (self->boots, ebb_clock_get_boottime_us (EBB_CLOCK (self->clock)));
  for (guint i = 0; words[i] != NULL; i++)
    {
      EbbSimFault fault;
      int         value;
      g_autoptr (GError) error = NULL;

      ebb_sim_fault_parse (words[i], &fault, &value, &error);
      g_assert_no_error (error);
      ebb_sim_boots_set_fault (self->boots, fault, value);
    }
}

void
sim_bench_wait_ms (SimBench *self, guint duration_ms)
{
  ebb_fake_clock_advance_ms (self->clock, duration_ms);
}

guint
sim_bench_reach (SimBench *self, EbbSessionState state, guint limit_ms)
{
  guint passed_ms = 0;

  for (; sim_bench_look (self)->state != state; passed_ms += 50)
    {
      const EbbSnapshot *snapshot = sim_bench_look (self);

      if (passed_ms >= limit_ms)
        g_error ("the session is %s (end %s, fault %s) after %u ms, expected %s",
                 ebb_session_state_to_string (snapshot->state),
                 ebb_session_end_to_string (snapshot->end), ebb_fault_to_string (snapshot->fault),
                 limit_ms, ebb_session_state_to_string (state));
      sim_bench_wait_ms (self, 50);
    }
  return passed_ms;
}

const EbbSnapshot *
sim_bench_look (SimBench *self)
{
  return ebb_session_get_snapshot (self->session);
}

EbbRunState
sim_bench_get_run_state (SimBench *self)
{
  ebb_sim_boots_advance_to (self->boots, ebb_clock_get_boottime_us (EBB_CLOCK (self->clock)));
  return ebb_sim_boots_get_status (self->boots)->run_state;
}
