/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "rough-bench.h"

static struct
{
  EbbLimits         limits;
  EbbProgram       *program;
  EbbDefinitionSet *definitions;
} files;

void
rough_bench_load (char **argv)
{
  g_autoptr (GError) error = NULL;

  ebb_limits_load (&files.limits, argv[1], &error);
  g_assert_no_error (error);
  files.program = ebb_program_new_from_file (argv[2], &error);
  g_assert_no_error (error);
  files.definitions = ebb_definition_set_new_from_directory (argv[3], &error);
  g_assert_no_error (error);
}

static void
make_boots (RoughBench *self, guint index, guint64 seed, const RoughAir *air, gpointer user_data)
{
  static const EbbLegs legs[] = { EBB_LEGS_LEFT, EBB_LEGS_RIGHT };
  RoughBoots          *made = &self->boots[index];
  EbbSimOptions        options;
  EbbDefinition       *definition =
      ebb_definition_set_find (files.definitions, ebb_sim_tier_get_definition_id (EBB_TIER_A));

  g_assert_nonnull (definition);
  ebb_sim_options_init (&options);
  if (self->n_boots > 1)
    options.legs = legs[index];
  made->boots = ebb_sim_boots_new (seed, &options);
  made->inner = ebb_sim_link_new (made->boots, EBB_CLOCK (self->clock), definition,
                                  index == 0 ? "sim:1" : "sim:2", EBB_SIM_PAIRING_DONE);
  made->link = rough_link_new (EBB_LINK (made->inner), EBB_CLOCK (self->clock), air, user_data);
  made->controller =
      ebb_controller_new (EBB_LINK (made->link), EBB_CLOCK (self->clock), ROUGH_BENCH_OWNER);
}

void
rough_bench_init (RoughBench     *self,
                  guint           n_boots,
                  guint64         seed,
                  const RoughAir *air,
                  gpointer        user_data)
{
  EbbController *controllers[EBB_SESSION_MAX_LINKS];

  *self = (RoughBench){
    .limits = files.limits,
    .program = files.program,
    .clock = ebb_fake_clock_new (),
    .journal = test_journal_new (),
    .n_boots = n_boots,
  };
  for (guint i = 0; i < n_boots; i++)
    {
      make_boots (self, i, seed + i, air, user_data);
      controllers[i] = self->boots[i].controller;
    }
  self->session = ebb_session_new (EBB_CLOCK (self->clock), EBB_JOURNAL (self->journal),
                                   &self->limits, NULL, NULL);
  ebb_session_set_controllers (self->session, controllers, n_boots);
}

void
rough_bench_clear (RoughBench *self)
{
  g_clear_object (&self->session);
  for (guint i = 0; i < self->n_boots; i++)
    ebb_controller_disconnect (self->boots[i].controller);
  ebb_settle ();
  for (guint i = 0; i < self->n_boots; i++)
    {
      g_clear_object (&self->boots[i].controller);
      ebb_settle ();
      g_assert_finalize_object (g_steal_pointer (&self->boots[i].link));
      g_assert_finalize_object (g_steal_pointer (&self->boots[i].inner));
      g_assert_finalize_object (g_steal_pointer (&self->boots[i].boots));
    }
  g_clear_object (&self->journal);
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (self->clock), ==, 0);
  g_assert_finalize_object (g_steal_pointer (&self->clock));
}

gint64
rough_bench_get_now_us (RoughBench *self)
{
  return ebb_clock_get_boottime_us (EBB_CLOCK (self->clock));
}

EbbSessionState
rough_bench_get_state (RoughBench *self)
{
  return ebb_session_get_snapshot (self->session)->state;
}

gboolean
rough_bench_confirm (RoughBench *self, gint64 age_us)
{
  const EbbConfirmation confirmation = {
    .program = self->program,
    .legs = EBB_LEGS_BOTH,
    .length_s = self->limits.session_min_s,
    .cap_pa = self->limits.first_session_cap_pa,
    .by = EBB_CONFIRMED_BY_PRESS,
    .confirmed_boottime_us = rough_bench_get_now_us (self) - age_us,
    .boots_identity = "sim:1",
    .boots_name = "Simulated boots",
  };

  return ebb_session_confirm (self->session, &confirmation, NULL);
}

/* Which of the boots @link leads to. */
guint
rough_bench_find (RoughBench *self, RoughLink *link)
{
  for (guint i = 0; i < self->n_boots; i++)
    if (self->boots[i].link == link)
      return i;
  g_assert_not_reached ();
}
