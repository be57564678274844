/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib/gstdio.h>

#include "ebb-sim-link.h"
#include "trace-bench.h"

/* A whole session over simulated boots is recorded, and the same engine over the recording tells
 * the same story. */

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
run_session (TraceBench *bench)
{
  trace_bench_connect (bench);
  trace_bench_wait_ms (bench, 3013);
  trace_bench_do (bench, "start legs=both length_s=300");
  trace_bench_wait_ms (bench, 30000);
  trace_bench_do (bench, "intensity 4000");
  trace_bench_wait_ms (bench, 5000);
  trace_bench_do (bench, "pause");
  trace_bench_reach (bench, EBB_SESSION_PAUSED, 10000);
  trace_bench_wait_ms (bench, 4000);
  trace_bench_do (bench, "continue");
  trace_bench_wait_ms (bench, 20000);
  trace_bench_do (bench, "stop");
  trace_bench_reach (bench, EBB_SESSION_IDLE, 10000);
  g_assert_nonnull (strstr (bench->states->str, "idle(stop) "));
}

static void
test_same_snapshots_come_out (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = g_dir_make_tmp ("ebb-trace-XXXXXX", &error);
  g_autofree char *path = g_build_filename (directory, "one.jsonl", NULL);
  g_autoptr (EbbFakeClock) clock = ebb_fake_clock_new ();
  g_autoptr (EbbTrace) trace = NULL;
  EbbSimOptions options;
  EbbSimBoots  *boots;
  EbbSimLink   *inner;
  TraceBench    then, now;

  ebb_sim_options_init (&options);
  options.closed_epoch = 40;
  boots = ebb_sim_boots_new (1, &options);
  inner = ebb_sim_link_new (boots, EBB_CLOCK (clock), trace_bench_find_definition ("ebb-profile-1"),
                            "sim:1", EBB_SIM_PAIRING_DONE);
  trace_bench_record (&then, clock, EBB_LINK (inner), path, options.closed_epoch);
  run_session (&then);
  trace_bench_end_recording (&then);
  trace = ebb_trace_new_from_file (path, &error);
  g_assert_no_error (error);
  g_assert_true (ebb_trace_is_complete (trace));

  trace_bench_replay (&now, trace);
  g_assert_cmpstr (now.states->str, ==, then.states->str);
  assert_same_story (then.story->str, now.story->str);
  trace_bench_clear (&now);
  trace_bench_clear (&then);
  g_assert_finalize_object (inner);
  g_assert_finalize_object (boots);
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (clock), ==, 0);
  g_unlink (path);
  g_rmdir (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  trace_bench_load (argv);
  g_test_add_func ("/session/trace/same-snapshots-come-out", test_same_snapshots_come_out);
  return g_test_run ();
}
