/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib/gstdio.h>

#include "ebb-boots-private.h"
#include "ebb-boots-recording.h"
#include "ebb-current-session-steps.h"
#include "ebb-trace.h"
#include "service-fixture.h"

/* A person asks that sessions be recorded, and gets a file of each. */

#define PATIENCE_S 20

static void
run_session (ServiceFixture *fixture)
{
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 3000);
  ebb_current_session_step_intensity (fixture->session, -1);
  service_fixture_run_for (fixture, 2000);
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
}

static guint
count_files (ServiceFixture *fixture)
{
  g_autoptr (GDir) directory = g_dir_open (fixture->traces_path, 0, NULL);
  guint n = 0;

  while (directory != NULL && g_dir_read_name (directory) != NULL)
    n++;
  return n;
}

/* (transfer full): the recording that was made last, which is whole */
static EbbTrace *
read_last (ServiceFixture *fixture, EbbBoots *boots)
{
  g_autoptr (GError) error = NULL;
  EbbTrace *trace;

  ebb_traces_flush (fixture->traces);
  ebb_settle ();
  g_assert_no_error (ebb_boots_get_recording_error (boots));
  g_assert_nonnull (ebb_boots_get_last_recording (boots));
  trace = ebb_trace_new_from_file (ebb_boots_get_last_recording (boots), &error);
  g_assert_no_error (error);
  g_assert_true (ebb_trace_is_complete (trace));
  return trace;
}

/* The index of the first entry of that kind behind @from; fails if there is none. */
static guint
find_entry (EbbTrace *trace, guint from, EbbTraceKind kind, const char *note)
{
  for (guint i = from; i < ebb_trace_count_entries (trace); i++)
    {
      const EbbTraceEntry *entry = ebb_trace_get_entry (trace, i);

      if (entry->kind == kind && (note == NULL || g_str_has_prefix (entry->text, note)))
        return i;
    }
  g_error ("no entry of kind %d \"%s\" behind entry %u", (int) kind, note != NULL ? note : "",
           from);
}

static void
test_nothing_is_recorded_by_itself (ServiceFixture *fixture, gconstpointer data)
{
  EbbBoots *boots = service_fixture_take_boots (fixture);

  g_assert_false (ebb_boots_is_recorded (boots));
  run_session (fixture);
  g_assert_null (ebb_boots_get_recording (boots));
  g_assert_null (ebb_boots_get_last_recording (boots));
  g_assert_false (g_file_test (fixture->traces_path, G_FILE_TEST_EXISTS));
}

static void
test_session_is_recorded_with_what_was_asked (ServiceFixture *fixture, gconstpointer data)
{
  EbbBoots *boots = service_fixture_take_boots (fixture);
  g_autoptr (EbbTrace) trace = NULL;
  const EbbTraceEntry *entry;
  guint                at;

  ebb_boots_set_is_recorded (boots, TRUE);
  g_assert_null (ebb_boots_get_recording (boots));
  service_fixture_start (fixture);
  g_assert_true (g_str_has_prefix (ebb_boots_get_recording (boots), fixture->traces_path));
  service_fixture_run_for (fixture, 3000);
  ebb_current_session_step_intensity (fixture->session, -1);
  service_fixture_run_for (fixture, 2000);
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  g_assert_null (ebb_boots_get_recording (boots));

  trace = read_last (fixture, boots);
  entry = ebb_trace_get_entry (trace, find_entry (trace, 0, EBB_TRACE_IS_CALL, NULL));
  g_assert_cmpint (entry->call, ==, EBB_TRACE_CONNECT);
  at = find_entry (trace, 0, EBB_TRACE_IS_NOTE, "start legs=both length_s=");
  at = find_entry (trace, at, EBB_TRACE_IS_NOTE, "intensity ");
  at = find_entry (trace, at, EBB_TRACE_IS_NOTE, "stop");
  /* What was asked stands before what came of it, though Stop did not wait to be written down. */
  entry = ebb_trace_get_entry (trace, at + 1);
  g_assert_cmpint (entry->kind, ==, EBB_TRACE_IS_WRITE);
  g_assert_cmpint (entry->role, ==, EBB_ROLE_STOP);
}

/* The link stays up between sessions; each recording tells how it was opened, and nothing of the
 * sessions before. */
static void
test_each_session_has_its_file (ServiceFixture *fixture, gconstpointer data)
{
  EbbBoots        *boots = service_fixture_take_boots (fixture);
  g_autofree char *first = NULL;
  g_autoptr (EbbTrace) one = NULL;
  g_autoptr (EbbTrace) two = NULL;
  guint n_notes = 0;

  ebb_boots_set_is_recorded (boots, TRUE);
  run_session (fixture);
  one = read_last (fixture, boots);
  first = g_strdup (ebb_boots_get_last_recording (boots));
  ebb_current_session_dismiss_result (fixture->session);
  /* The pause between two sessions. */
  service_fixture_run_for (fixture, 3700 * 1000);
  run_session (fixture);
  two = read_last (fixture, boots);
  g_assert_cmpstr (first, !=, ebb_boots_get_last_recording (boots));
  g_assert_cmpuint (count_files (fixture), ==, 2);
  g_assert_cmpuint (ebb_trace_get_epoch (two), ==, ebb_trace_get_epoch (one) + 1);
  for (guint i = 0; i < ebb_trace_count_entries (two); i++)
    n_notes += ebb_trace_get_entry (two, i)->kind == EBB_TRACE_IS_NOTE;
  g_assert_cmpuint (n_notes, ==, 3);
}

static void
test_switch_is_kept (ServiceFixture *fixture, gconstpointer data)
{
  EbbBoots        *boots = service_fixture_take_boots (fixture);
  g_autofree char *identity = g_strdup (ebb_boots_get_identity (boots));

  ebb_boots_set_is_recorded (boots, TRUE);
  ebb_boots_disconnect (boots);
  service_fixture_run_for (fixture, 15000);
  service_fixture_restart (fixture, identity);
  g_assert_true (ebb_boots_is_recorded (ebb_boots_list_find (fixture->list, identity)));
}

static void
test_switched_off_ends_it_and_nothing_else (ServiceFixture *fixture, gconstpointer data)
{
  EbbBoots *boots = service_fixture_take_boots (fixture);
  g_autoptr (EbbTrace) trace = NULL;

  ebb_boots_set_is_recorded (boots, TRUE);
  service_fixture_start (fixture);
  ebb_boots_set_is_recorded (boots, FALSE);
  g_assert_null (ebb_boots_get_recording (boots));
  trace = read_last (fixture, boots);
  service_fixture_run_for (fixture, 5000);
  g_assert_cmpint (service_fixture_get_state (fixture), ==, EBB_SESSION_RUNNING);
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
}

static gboolean
patience_over_cb (gpointer user_data)
{
  g_error ("no failure was told within %d s", PATIENCE_S);
  return G_SOURCE_REMOVE;
}

/* Where the folder should be there is a file. The session is run to its end as any. */
static void
test_recording_that_fails_is_told_and_the_session_goes_on (ServiceFixture *fixture,
                                                           gconstpointer   data)
{
  EbbBoots *boots = service_fixture_take_boots (fixture);
  guint     timeout_id;

  g_assert_true (g_file_set_contents (fixture->traces_path, "", 0, NULL));
  ebb_boots_set_is_recorded (boots, TRUE);
  service_fixture_start (fixture);
  timeout_id = g_timeout_add_seconds (PATIENCE_S, patience_over_cb, NULL);
  while (ebb_boots_get_recording_error (boots) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout_id);
  g_assert_null (ebb_boots_get_recording (boots));
  service_fixture_run_for (fixture, 5000);
  g_assert_cmpint (service_fixture_get_state (fixture), ==, EBB_SESSION_RUNNING);
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  g_assert_nonnull (ebb_boots_get_recording_error (boots));
  /* Nothing is recorded any more, so nothing of it has failed. */
  ebb_current_session_dismiss_result (fixture->session);
  ebb_boots_set_is_recorded (boots, FALSE);
  service_fixture_start (fixture);
  g_assert_null (ebb_boots_get_recording_error (boots));
}

/* Told also when the session was over before the disk said so. */
static void
test_recording_that_fails_at_its_end_is_told (ServiceFixture *fixture, gconstpointer data)
{
  EbbBoots        *boots = service_fixture_take_boots (fixture);
  g_autofree char *path = g_build_filename (fixture->directory, "mine.jsonl", NULL);

  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  ebb_boots_set_is_recorded (boots, TRUE);
  ebb_boots_record_to (boots, path);
  service_fixture_tick_all (fixture);
  service_fixture_run_until (fixture, service_fixture_is_read, 3000);
  g_assert_true (ebb_current_session_start (fixture->session, EBB_CONFIRMED_BY_PRESS));
  ebb_boots_set_is_recorded (boots, FALSE);
  g_assert_true (ebb_boots_is_recording_closing (boots));
  g_assert_null (ebb_boots_get_recording_error (boots));
  ebb_traces_flush (fixture->traces);
  ebb_settle ();
  g_assert_false (ebb_boots_is_recording_closing (boots));
  g_assert_error (ebb_boots_get_recording_error (boots), G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_assert_null (ebb_boots_get_last_recording (boots));
}

/* For one session, wherever somebody wants it. */
static void
test_one_session_to_a_file_of_ones_own (ServiceFixture *fixture, gconstpointer data)
{
  EbbBoots        *boots = service_fixture_take_boots (fixture);
  g_autofree char *path = g_build_filename (fixture->directory, "mine.jsonl", NULL);
  g_autoptr (EbbTrace) trace = NULL;

  ebb_boots_record_to (boots, path);
  run_session (fixture);
  trace = read_last (fixture, boots);
  g_assert_cmpstr (ebb_boots_get_last_recording (boots), ==, path);
  g_assert_false (ebb_boots_is_recorded (boots));
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

static void
test_names_say_nothing_of_boots (ServiceFixture *fixture, gconstpointer data)
{
  EbbBoots        *boots = service_fixture_take_boots (fixture);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  ebb_boots_set_is_recorded (boots, TRUE);
  run_session (fixture);
  ebb_traces_flush (fixture->traces);
  ebb_settle ();
  name = g_path_get_basename (ebb_boots_get_last_recording (boots));
  g_assert_true (
      g_regex_match_simple ("^[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]{6}-[0-9]{3}\\.jsonl$", name, 0, 0));
  g_assert_true (g_file_get_contents (ebb_boots_get_last_recording (boots), &text, NULL, NULL));
  g_assert_null (strstr (text, ebb_boots_get_identity (boots)));
  g_assert_null (strstr (text, ebb_boots_get_name (boots)));
}

/* Both boots of a set. */
static void
test_two_that_begin_at_once_have_two_files (ServiceFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbTraceFile) one = ebb_traces_make_file (fixture->traces, NULL);
  g_autoptr (EbbTraceFile) two = ebb_traces_make_file (fixture->traces, NULL);

  g_assert_cmpstr (ebb_trace_file_get_path (one), !=, ebb_trace_file_get_path (two));
  ebb_traces_flush (fixture->traces);
  g_assert_cmpuint (count_files (fixture), ==, 2);
}

/* Whoever records all day has no thread for each session of it. */
static void
test_file_that_is_whole_is_let_go (ServiceFixture *fixture, gconstpointer data)
{
  EbbTraceFile *first = ebb_traces_make_file (fixture->traces, NULL);
  g_autoptr (EbbTraceFile) second = NULL;
  gint64 until_us = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  ebb_trace_file_append (first, "{}");
  g_assert_false (ebb_trace_file_is_done (first));
  ebb_trace_file_close (first);
  while (!ebb_trace_file_is_done (first))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until_us);
      g_thread_yield ();
    }
  second = ebb_traces_make_file (fixture->traces, NULL);
  g_assert_finalize_object (first);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/service/trace/" path, ServiceFixture, NULL, service_fixture_set_up, function,      \
              service_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("off/nothing-is-recorded-by-itself", test_nothing_is_recorded_by_itself);
  ADD ("on/session-is-recorded-with-what-was-asked", test_session_is_recorded_with_what_was_asked);
  ADD ("on/each-session-has-its-file", test_each_session_has_its_file);
  ADD ("on/file-that-is-whole-is-let-go", test_file_that_is_whole_is_let_go);
  ADD ("on/is-kept", test_switch_is_kept);
  ADD ("off/ends-it-and-nothing-else", test_switched_off_ends_it_and_nothing_else);
  ADD ("failure/is-told-and-the-session-goes-on",
       test_recording_that_fails_is_told_and_the_session_goes_on);
  ADD ("failure/failure-at-its-end-is-told", test_recording_that_fails_at_its_end_is_told);
  ADD ("once/to-a-file-of-ones-own", test_one_session_to_a_file_of_ones_own);
  ADD ("names/two-that-begin-at-once-have-two-files", test_two_that_begin_at_once_have_two_files);
  ADD ("names/say-nothing-of-boots", test_names_say_nothing_of_boots);
  return g_test_run ();
}
