/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib/gstdio.h>

#include "ebb-sim-link.h"
#include "trace-bench.h"

/* A whole session over simulated boots is recorded, and the same engine over the recording tells
 * the same story. */

#define OWNER 0x0eb0eb0e

typedef struct
{
  char         *directory;
  char         *path;
  EbbFakeClock *clock;
  EbbSimBoots  *boots;
  EbbTraceFile *file;
  TraceBench    bench;
} Recording;

static void
recording_begin (Recording *self, guint32 closed_epoch)
{
  EbbSimOptions options;
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbSimLink) inner = NULL;
  g_autoptr (EbbTraceRecorder) recorder = NULL;

  ebb_sim_options_init (&options);
  options.closed_epoch = closed_epoch;
  self->directory = g_dir_make_tmp ("ebb-trace-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->directory, "traces", "one.jsonl", NULL);
  self->clock = ebb_fake_clock_new ();
  self->boots = ebb_sim_boots_new (1, &options);
  inner = ebb_sim_link_new (self->boots, EBB_CLOCK (self->clock),
                            trace_bench_find_definition ("ebb-profile-1"), "sim:1",
                            EBB_SIM_PAIRING_DONE);
  recorder = ebb_trace_recorder_new (EBB_LINK (inner), EBB_CLOCK (self->clock), "Ebb test");
  self->file = ebb_trace_file_new (self->path);
  ebb_trace_recorder_begin (recorder, self->file);
  trace_bench_init (&self->bench, self->clock, EBB_LINK (recorder), OWNER, closed_epoch);
}

static EbbTrace *
recording_end (Recording *self)
{
  EbbTrace *trace;
  g_autoptr (GError) error = NULL;

  ebb_trace_recorder_end (self->bench.recorder, "the session is over");
  ebb_trace_file_wait (self->file);
  g_assert_no_error (ebb_trace_file_get_error (self->file));
  trace = ebb_trace_new_from_file (self->path, &error);
  g_assert_no_error (error);
  g_assert_true (ebb_trace_is_complete (trace));
  return trace;
}

static void
recording_clear (Recording *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  g_clear_object (&self->file);
  trace_bench_clear (&self->bench);
  g_assert_finalize_object (g_steal_pointer (&self->boots));
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (self->clock), ==, 0);
  g_object_unref (self->clock);
  g_unlink (self->path);
  g_rmdir (folder);
  g_rmdir (self->directory);
  g_free (self->path);
  g_free (self->directory);
}

static void
note_cb (EbbTraceReplayer *replayer, const char *note, TraceBench *bench)
{
  trace_bench_do (bench, note);
}

/* What the engine makes of @trace: "line N: …" if it did something else than the recording. */
static void
replay (EbbTrace *trace, guint duration_ms, GString *story, GString *states)
{
  g_autoptr (EbbFakeClock) clock = ebb_fake_clock_new ();
  g_autoptr (EbbTraceReplayer) replayer = NULL;
  TraceBench bench;

  replayer = ebb_trace_replayer_new (
      trace, EBB_CLOCK (clock),
      trace_bench_find_definition (ebb_trace_get_header (trace)->definition), "trace:1");
  trace_bench_init (&bench, clock, EBB_LINK (replayer), ebb_trace_get_owner (trace),
                    ebb_trace_get_epoch (trace) - 1);
  g_signal_connect (replayer, "note", G_CALLBACK (note_cb), &bench);
  trace_bench_connect (&bench);
  trace_bench_wait_ms (&bench, duration_ms);
  g_assert_no_error (ebb_trace_replayer_get_error (replayer));
  g_assert_true (ebb_trace_replayer_is_done (replayer));
  g_string_assign (story, bench.story->str);
  g_string_assign (states, bench.states->str);
  g_clear_object (&replayer);
  trace_bench_clear (&bench);
}

/* Line by line, so that the first that differs is shown. */
static void
assert_same_story (const char *then, const char *now)
{
  g_auto (GStrv) lines_then = g_strsplit (then, "\n", -1);
  g_auto (GStrv) lines_now = g_strsplit (now, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines_then), >, 100);
  for (guint i = 0; lines_then[i] != NULL; i++)
    g_assert_cmpstr (lines_now[i], ==, lines_then[i]);
  g_assert_cmpuint (g_strv_length (lines_now), ==, g_strv_length (lines_then));
}

static void
test_same_snapshots_come_out (void)
{
  Recording recording;
  g_autoptr (EbbTrace) trace = NULL;
  g_autoptr (GString) story = g_string_new (NULL);
  g_autoptr (GString) states = g_string_new (NULL);
  gint64 duration_ms;

  recording_begin (&recording, 40);
  trace_bench_connect (&recording.bench);
  trace_bench_wait_ms (&recording.bench, 3013);
  trace_bench_do (&recording.bench, "start legs=both length_s=300");
  trace_bench_wait_ms (&recording.bench, 30000);
  trace_bench_do (&recording.bench, "intensity 4000");
  trace_bench_wait_ms (&recording.bench, 5000);
  trace_bench_do (&recording.bench, "pause");
  trace_bench_reach (&recording.bench, EBB_SESSION_PAUSED, 10000);
  trace_bench_wait_ms (&recording.bench, 4000);
  trace_bench_do (&recording.bench, "continue");
  trace_bench_wait_ms (&recording.bench, 20000);
  trace_bench_do (&recording.bench, "stop");
  trace_bench_reach (&recording.bench, EBB_SESSION_IDLE, 10000);
  g_assert_nonnull (strstr (recording.bench.states->str, "idle(stop) "));
  trace = recording_end (&recording);
  duration_ms = ebb_trace_get_entry (trace, ebb_trace_count_entries (trace) - 1)->at_ms;

  replay (trace, (guint) duration_ms, story, states);
  g_assert_cmpstr (states->str, ==, recording.bench.states->str);
  assert_same_story (recording.bench.story->str, story->str);
  recording_clear (&recording);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  trace_bench_load (argv);
  g_test_add_func ("/session/trace/same-snapshots-come-out", test_same_snapshots_come_out);
  return g_test_run ();
}
