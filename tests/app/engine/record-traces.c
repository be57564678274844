/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib/gstdio.h>

#include "bluez-fixture.h"
#include "ebb-sim-link.h"
#include "trace-bench.h"

/* Makes the traces of tests/data/traces/ anew, in a folder that is given: sessions over simulated
 * boots, some through our double of BlueZ. Not a test: what it makes is looked at, and then put
 * there; test-session-traces.c judges it. */

#define CLOSED_EPOCH 40
#define TURN_MS 50

static const char *folder;

static char *
dup_path (const char *name)
{
  return g_strdup_printf ("%s/%s.jsonl", folder, name);
}

/* ---- boots in this process ---- */

typedef struct
{
  EbbFakeClock *clock;
  EbbSimBoots  *boots;
  EbbSimLink   *inner;
  TraceBench    bench;
} Sim;

static void
sim_begin (Sim *self, const char *name)
{
  g_autofree char *path = dup_path (name);
  EbbSimOptions    options;

  ebb_sim_options_init (&options);
  options.closed_epoch = CLOSED_EPOCH;
  self->clock = ebb_fake_clock_new ();
  self->boots = ebb_sim_boots_new (1, &options);
  self->inner = ebb_sim_link_new (self->boots, EBB_CLOCK (self->clock),
                                  trace_bench_find_definition ("ebb-profile-1"), "sim:1",
                                  EBB_SIM_PAIRING_DONE);
  trace_bench_record (&self->bench, self->clock, EBB_LINK (self->inner), path, CLOSED_EPOCH);
  trace_bench_connect (&self->bench);
  trace_bench_wait_ms (&self->bench, 2013);
  trace_bench_do (&self->bench, "start legs=both length_s=300");
  trace_bench_reach (&self->bench, EBB_SESSION_RUNNING, 5000);
  trace_bench_wait_ms (&self->bench, 6000);
}

static void
sim_end (Sim *self, const char *name)
{
  trace_bench_end_recording (&self->bench);
  g_print ("%s: %s\n", name, self->bench.states->str);
  trace_bench_clear (&self->bench);
  g_object_unref (self->inner);
  g_object_unref (self->boots);
  g_object_unref (self->clock);
}

static void
sim_break (Sim *self, const char *faults)
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

/* They keep no lease: whoever lost them finds them running. */
static void
record_boots_back_after_open (const char *name)
{
  Sim sim;

  sim_begin (&sim, name);
  sim_break (&sim, "no-watch;drop 20000");
  trace_bench_reach (&sim.bench, EBB_SESSION_LINK_LOST, 500);
  trace_bench_wait_ms (&sim.bench, 5000);
  trace_bench_do (&sim.bench, "open");
  trace_bench_wait_ms (&sim.bench, 16000);
  trace_bench_do (&sim.bench, "connect");
  trace_bench_wait_ms (&sim.bench, 10000);
  sim_end (&sim, name);
}

static void
record_silent_boots (const char *name)
{
  Sim sim;

  sim_begin (&sim, name);
  sim_break (&sim, "silent");
  trace_bench_reach (&sim.bench, EBB_SESSION_FAULT, 5000);
  trace_bench_wait_ms (&sim.bench, 6000);
  trace_bench_do (&sim.bench, "open");
  trace_bench_wait_ms (&sim.bench, 2000);
  ebb_sim_boots_clear_fault (sim.boots, EBB_SIM_FAULT_SILENT);
  trace_bench_wait_ms (&sim.bench, 5000);
  sim_end (&sim, name);
}

static void
wait_for_link (Sim *self, EbbLinkState state)
{
  while (ebb_link_get_state (self->bench.link) != state)
    trace_bench_wait_ms (&self->bench, 10);
}

/* The link comes back, takes Stop and lets nothing else through. The next one is whole: with each
 * more the pauses between two tries may be others by more than a replay allows. */
static void
record_mute_link (const char *name)
{
  Sim sim;

  sim_begin (&sim, name);
  sim_break (&sim, "drop 300;silent");
  trace_bench_reach (&sim.bench, EBB_SESSION_LINK_LOST, 500);
  wait_for_link (&sim, EBB_LINK_READY);
  wait_for_link (&sim, EBB_LINK_DISCONNECTED);
  ebb_sim_boots_clear_fault (sim.boots, EBB_SIM_FAULT_SILENT);
  trace_bench_wait_ms (&sim.bench, 15000);
  sim_end (&sim, name);
}

/* Air that stays in them keeps the session open, however long their links last. */
static void
record_links_that_flap (const char *name)
{
  Sim sim;

  sim_begin (&sim, name);
  sim_break (&sim, "no-watch;stuck-vent left-foot");
  for (int i = 0; i < 6; i++)
    {
      sim_break (&sim, "drop 300");
      wait_for_link (&sim, EBB_LINK_CONNECTING);
      wait_for_link (&sim, EBB_LINK_READY);
      trace_bench_wait_ms (&sim.bench, 2500);
    }
  ebb_sim_boots_clear_fault (sim.boots, EBB_SIM_FAULT_STUCK_VENT);
  trace_bench_wait_ms (&sim.bench, 6000);
  sim_end (&sim, name);
}

/* @faults: the link among them, which comes back; @answer: what a person then says of the boots. */
static void
record_fault_after_loss (const char *name, const char *faults, const char *answer)
{
  Sim sim;

  sim_begin (&sim, name);
  sim_break (&sim, faults);
  trace_bench_reach (&sim.bench, EBB_SESSION_LINK_LOST, 500);
  trace_bench_reach (&sim.bench, EBB_SESSION_FAULT, 60000);
  ebb_sim_boots_clear_fault (sim.boots, EBB_SIM_FAULT_STUCK_VENT);
  trace_bench_wait_ms (&sim.bench, 6000);
  trace_bench_do (&sim.bench, answer);
  trace_bench_wait_ms (&sim.bench, 2000);
  sim_end (&sim, name);
}

/* Nobody but the controller finds it: air stays in, and the first Stop is that on the new link. */
static void
record_stuck_valve_on_return (const char *name)
{
  record_fault_after_loss (name, "no-watch;stuck-vent left-foot;drop 1000", "clear");
}

/* The lease ran out meanwhile, and they found by themselves that they do not get empty. */
static void
record_fault_on_return (const char *name)
{
  record_fault_after_loss (name, "stuck-vent left-foot;drop 40000", "clear");
}

/* What they tell of the other zones says nothing of the one without a reading. */
static void
record_dead_sensor_on_return (const char *name)
{
  Sim sim;

  sim_begin (&sim, name);
  sim_break (&sim, "no-watch;dead-sensor left-foot;stuck-vent left-foot;drop 30000");
  trace_bench_reach (&sim.bench, EBB_SESSION_LINK_LOST, 500);
  trace_bench_reach (&sim.bench, EBB_SESSION_FAULT, 60000);
  trace_bench_wait_ms (&sim.bench, 6000);
  trace_bench_do (&sim.bench, "open");
  trace_bench_wait_ms (&sim.bench, 2000);
  sim_end (&sim, name);
}

static void
record_own_button (const char *name)
{
  Sim sim;

  sim_begin (&sim, name);
  ebb_sim_boots_advance_to (sim.boots, ebb_clock_get_boottime_us (EBB_CLOCK (sim.clock)));
  ebb_sim_boots_press_button (sim.boots);
  trace_bench_wait_ms (&sim.bench, 10000);
  sim_end (&sim, name);
}

static void
wait_for_failed_attempt (Sim *self)
{
  wait_for_link (self, EBB_LINK_CONNECTING);
  while (ebb_link_get_state (self->bench.link) == EBB_LINK_CONNECTING)
    trace_bench_wait_ms (&self->bench, 10);
}

/* In the pause of four seconds that follows the fifth attempt. */
static void
record_stop_while_away (const char *name)
{
  Sim sim;

  sim_begin (&sim, name);
  sim_break (&sim, "drop 58000");
  trace_bench_reach (&sim.bench, EBB_SESSION_LINK_LOST, 500);
  for (int i = 0; i < 5; i++)
    wait_for_failed_attempt (&sim);
  trace_bench_wait_ms (&sim.bench, 300);
  trace_bench_do (&sim.bench, "stop");
  trace_bench_wait_ms (&sim.bench, 20000);
  sim_end (&sim, name);
}

/* ---- boots in range of the double of BlueZ ---- */

typedef struct
{
  Fixture    fixture;
  EbbLink   *inner;
  TraceBench bench;
} Air;

static void
air_run_for (Air *self, guint duration_ms)
{
  for (guint at_ms = 0; at_ms < duration_ms; at_ms += TURN_MS)
    {
      fixture_round_trip (&self->fixture);
      ebb_settle ();
      ebb_fake_clock_advance_ms (self->fixture.clock, TURN_MS);
    }
}

static void
air_connect (Air *self, const char *name)
{
  g_autofree char *path = dup_path (name);

  *self = (Air){ 0 };
  fixture_set_up (&self->fixture, NULL);
  self->fixture.boots[0]->is_paired = TRUE;
  self->inner = fixture_open (&self->fixture, 0);
  trace_bench_record (&self->bench, self->fixture.clock, self->inner, path, CLOSED_EPOCH);
  trace_bench_connect (&self->bench);
  air_run_for (self, 8000);
  g_assert_true (ebb_controller_is_trusted (self->bench.controller));
}

static void
air_start (Air *self)
{
  trace_bench_do (&self->bench, "start legs=both length_s=300");
  air_run_for (self, 8000);
  g_assert_cmpint (ebb_session_get_snapshot (self->bench.session)->state, ==, EBB_SESSION_RUNNING);
}

static void
air_begin (Air *self, const char *name)
{
  air_connect (self, name);
  air_start (self);
}

static void
air_end (Air *self, const char *name)
{
  trace_bench_end_recording (&self->bench);
  g_print ("%s: %s\n", name, self->bench.states->str);
  ebb_controller_disconnect (self->bench.controller);
  air_run_for (self, 15000);
  g_object_unref (self->inner);
  trace_bench_clear (&self->bench);
  fixture_tear_down (&self->fixture, NULL);
}

static void
record_good_session (const char *name)
{
  Air air;

  air_begin (&air, name);
  trace_bench_do (&air.bench, "intensity 4000");
  air_run_for (&air, 5000);
  trace_bench_do (&air.bench, "pause");
  air_run_for (&air, 8000);
  trace_bench_do (&air.bench, "continue");
  air_run_for (&air, 6000);
  trace_bench_do (&air.bench, "stop");
  air_run_for (&air, 8000);
  trace_bench_do (&air.bench, "dismiss");
  air_run_for (&air, 500);
  air_end (&air, name);
}

static void
record_link_lost_and_back (const char *name)
{
  Air air;

  air_begin (&air, name);
  air.fixture.boots[0]->n_aborted = 3;
  double_boots_drop_link (air.fixture.boots[0]);
  air_run_for (&air, 15000);
  air_end (&air, name);
}

static void
record_stop_without_a_bond (const char *name)
{
  Air air;

  air_begin (&air, name);
  air.fixture.boots[0]->has_lost_bond = TRUE;
  double_boots_drop_link (air.fixture.boots[0]);
  air_run_for (&air, 6000);
  trace_bench_do (&air.bench, "stop");
  air_run_for (&air, 6000);
  trace_bench_do (&air.bench, "open");
  air_run_for (&air, 2000);
  air_end (&air, name);
}

/* Both descriptors have something, and that of the control point is emptied first. */
static void
record_commit_before_its_chunks (const char *name)
{
  Air air;

  air_connect (&air, name);
  g_source_set_priority (air.fixture.boots[0]->characteristics[EBB_ROLE_PROGRAM].write_source,
                         G_PRIORITY_LOW);
  air_start (&air);
  trace_bench_do (&air.bench, "stop");
  air_run_for (&air, 8000);
  air_end (&air, name);
}

static const struct
{
  const char *name;
  void (*record) (const char *name);
} all[] = {
  { "good-session", record_good_session },
  { "link-lost-and-back", record_link_lost_and_back },
  { "stop-without-a-bond", record_stop_without_a_bond },
  { "boots-back-after-open", record_boots_back_after_open },
  { "silent-boots", record_silent_boots },
  { "own-button", record_own_button },
  { "stop-while-away", record_stop_while_away },
  { "mute-link", record_mute_link },
  { "links-that-flap", record_links_that_flap },
  { "stuck-valve-on-return", record_stuck_valve_on_return },
  { "fault-on-return", record_fault_on_return },
  { "dead-sensor-on-return", record_dead_sensor_on_return },
  { "commit-before-its-chunks", record_commit_before_its_chunks },
};

int
main (int argc, char **argv)
{
  if (argc != 5)
    {
      g_printerr ("record-traces: %d arguments, expected limits.json, a program, the folder of "
                  "definitions and the folder to write to\n",
                  argc - 1);
      return 2;
    }
  trace_bench_load (argv);
  fixture_init (argv[3]);
  folder = argv[4];
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autofree char *path = dup_path (all[i].name);

      g_unlink (path);
      all[i].record (all[i].name);
    }
  return 0;
}
