/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "trace-bench.h"

/* What was met once, played to the session of today: every trace of tests/data/traces/ ends as it
 * should, and nothing is written but what was written then. How they are made: record-traces.c. */

typedef struct
{
  const char *name;
  const char *met;    /* what it shows, or which mistake it was once */
  const char *states; /* of the session, in order */
  gboolean    is_vented_confirmed;
} Row;

static const Row rows[] = {
  { "good-session", "changed, paused, continued and stopped",
    "idle armed starting running stopping paused armed starting running stopping idle(stop) idle ",
    TRUE },
  { "link-lost-and-back", "three attempts fail; Stop is the first thing written",
    "idle armed starting running link-lost stopping idle(link-lost) ", TRUE },
  { "lost-over-bluetoothd", "over bluetoothd 5.66, which takes Stop before it knows the services",
    "idle armed starting running link-lost stopping idle(link-lost) ", TRUE },
  { "stop-without-a-bond", "Stop was not sent to boots that had lost their half of the bond",
    "idle armed starting running link-lost idle(link-lost,unconfirmed) ", FALSE },
  { "silent-boots", "they keep the link and say nothing; a person ends it",
    "idle armed starting running fault(no-reading) idle(fault,unconfirmed) ", FALSE },
  { "boots-back-after-open", "boots that came back after a person said “open” were left running",
    "idle armed starting running link-lost idle(link-lost,unconfirmed) stopping "
    "idle(link-lost,unconfirmed) ",
    FALSE },
  { "own-button", "the boots' own button was taken for a Stop of somebody else",
    "idle armed starting running stopping idle(button) ", TRUE },
  { "stop-while-away", "Stop waited for the pause between two attempts",
    "idle armed starting running link-lost idle(link-lost) ", TRUE },
  { "mute-link", "a link that took Stop and let nothing else through was kept for ever",
    "idle armed starting running link-lost idle(link-lost) ", TRUE },
  { "links-that-flap", "a link that flapped was made anew without a pause",
    "idle armed starting running link-lost stopping link-lost stopping link-lost stopping "
    "link-lost stopping link-lost stopping link-lost stopping idle(link-lost) ",
    TRUE },
  { "stuck-valve-on-return",
    "what stayed in boots lost in the run was held against the rules of a run",
    "idle armed starting running link-lost stopping fault(not-vented) idle(fault) ", TRUE },
  { "fault-on-return", "they vented by themselves, in vain, and tell of it when they are back",
    "idle armed starting running link-lost fault(not-vented) idle(fault) ", TRUE },
  { "dead-sensor-on-return", "boots with a zone that nobody can read were called empty on return",
    "idle armed starting running link-lost stopping fault(no-reading) idle(fault,unconfirmed) ",
    FALSE },
  { "commit-before-its-chunks", "a program whose commit overtook its last chunk never arrived",
    "idle armed starting running stopping idle(stop) ", TRUE },
};

static char *directory;

static void
test_trace (gconstpointer data)
{
  const Row       *row = data;
  g_autofree char *path = g_strdup_printf ("%s/%s.jsonl", directory, row->name);
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbTrace) trace = ebb_trace_new_from_file (path, &error);
  TraceBench bench;

  g_test_summary (row->met);
  g_assert_no_error (error);
  g_assert_true (ebb_trace_is_complete (trace));
  trace_bench_replay (&bench, trace);
  g_assert_cmpstr (bench.states->str, ==, row->states);
  g_assert_nonnull (bench.journal->closed);
  g_assert_cmpint (bench.journal->closed->is_vented_confirmed, ==, row->is_vented_confirmed);
  trace_bench_clear (&bench);
}

/* What lies there and is not judged is a trace that nobody looks at. */
static void
test_each_trace_is_judged (void)
{
  g_autoptr (GDir) files = g_dir_open (directory, 0, NULL);
  const char *name;
  guint       n = 0;

  g_assert_nonnull (files);
  for (; (name = g_dir_read_name (files)) != NULL; n++)
    {
      gboolean is_judged = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        {
          g_autofree char *expected = g_strdup_printf ("%s.jsonl", rows[i].name);

          is_judged |= g_str_equal (name, expected);
        }
      if (!is_judged)
        g_error ("%s has no row in this test", name);
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (rows));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  trace_bench_load (argv);
  directory = argv[4];
  g_test_add_func ("/session/traces/each-is-judged", test_each_trace_is_judged);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/session/traces/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_trace);
    }
  return g_test_run ();
}
