/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "trace-bench.h"

#include <stdio.h>
#include <string.h>

#define TURN_MS 10

static struct
{
  EbbLimits         limits;
  EbbProgram       *program;
  EbbDefinitionSet *definitions;
} files;

void
trace_bench_load (char **argv)
{
  g_autoptr (GError) error = NULL;

  ebb_limits_load (&files.limits, argv[1], &error);
  g_assert_no_error (error);
  files.program = ebb_program_new_from_file (argv[2], &error);
  g_assert_no_error (error);
  files.definitions = ebb_definition_set_new_from_directory (argv[3], &error);
  g_assert_no_error (error);
}

EbbDefinition *
trace_bench_find_definition (const char *id)
{
  EbbDefinition *definition = ebb_definition_set_find (files.definitions, id);

  g_assert_nonnull (definition);
  return definition;
}

static void
changed_cb (EbbSession *session, TraceBench *self)
{
  const EbbSnapshot *now = ebb_session_get_snapshot (session);
  const gint64       at_ms =
      (ebb_clock_get_boottime_us (EBB_CLOCK (self->clock)) - self->began_us) / 1000;
  g_autofree char *state = NULL;

  g_string_append_printf (self->story, "%6" G_GINT64_FORMAT " %s %s %s %d/%d %u/%u x%u %d\n", at_ms,
                          ebb_session_state_to_string (now->state),
                          ebb_session_end_to_string (now->end), ebb_fault_to_string (now->fault),
                          now->highest_pa, now->intensity_pa, now->elapsed_ms, now->length_s,
                          now->stop_count, now->is_vented);
  if (now->state == EBB_SESSION_IDLE && now->has_result)
    state = g_strdup_printf ("%s(%s%s) ", ebb_session_state_to_string (now->state),
                             ebb_session_end_to_string (now->end),
                             now->is_result_vented ? "" : ",unconfirmed");
  else if (now->state == EBB_SESSION_FAULT)
    state = g_strdup_printf ("%s(%s) ", ebb_session_state_to_string (now->state),
                             ebb_fault_to_string (now->fault));
  else
    state = g_strdup_printf ("%s ", ebb_session_state_to_string (now->state));
  if (!g_str_has_suffix (self->states->str, state))
    g_string_append (self->states, state);
}

static void
init (TraceBench *self, EbbFakeClock *clock, EbbLink *link, guint32 owner, guint32 last_epoch)
{
  *self = (TraceBench){ .limits = files.limits };
  self->clock = g_object_ref (clock);
  self->link = g_object_ref (link);
  self->journal = test_journal_new ();
  self->story = g_string_new (NULL);
  self->states = g_string_new (NULL);
  self->began_us = ebb_clock_get_boottime_us (EBB_CLOCK (clock));
  self->controller = ebb_controller_new (link, EBB_CLOCK (clock), owner);
  self->session =
      ebb_session_new (EBB_CLOCK (clock), EBB_JOURNAL (self->journal), &self->limits, NULL, NULL);
  self->last_epoch = last_epoch;
  g_signal_connect (self->session, "changed", G_CALLBACK (changed_cb), self);
}

static void
give_boots (TraceBench *self)
{
  self->has_boots = TRUE;
  ebb_session_set_controllers (self->session, &self->controller, 1);
  ebb_session_set_last_epoch (self->session, self->last_epoch);
}

void
trace_bench_clear (TraceBench *self)
{
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  ebb_controller_disconnect (self->controller);
  ebb_fake_clock_advance_ms (self->clock, 15000);
  g_clear_object (&self->controller);
  g_clear_object (&self->file);
  g_assert_finalize_object (g_steal_pointer (&self->link));
  g_clear_object (&self->journal);
  g_clear_error (&self->error);
  g_string_free (self->story, TRUE);
  g_string_free (self->states, TRUE);
  g_object_unref (self->clock);
}

void
trace_bench_record (TraceBench   *self,
                    EbbFakeClock *clock,
                    EbbLink      *inner,
                    const char   *path,
                    guint32       closed_epoch)
{
  g_autoptr (EbbTraceRecorder) recorder =
      ebb_trace_recorder_new (inner, EBB_CLOCK (clock), "Ebb test");

  init (self, clock, EBB_LINK (recorder), TRACE_BENCH_OWNER, closed_epoch);
  give_boots (self);
  self->recorder = recorder;
  self->file = ebb_trace_file_new (path);
  ebb_trace_recorder_begin (recorder, self->file);
}

void
trace_bench_end_recording (TraceBench *self)
{
  ebb_trace_recorder_end (self->recorder, "the session is over");
  ebb_trace_file_wait (self->file);
  ebb_settle ();
  g_assert_no_error (ebb_trace_file_get_error (self->file));
}

static void
note_cb (EbbTraceReplayer *replayer, const char *note, TraceBench *self)
{
  trace_bench_do (self, note);
}

/* (transfer full) (nullable): who was expected, by ebbctl, which asks before it says anything */
static char *
dup_expected_serial (EbbTrace *trace)
{
  guint id = 0;

  for (guint i = 0; i < ebb_trace_count_entries (trace); i++)
    {
      const EbbTraceEntry *entry = ebb_trace_get_entry (trace, i);

      if (entry->kind == EBB_TRACE_IS_WRITE)
        return NULL;
      if (entry->kind == EBB_TRACE_IS_CALL && entry->call == EBB_TRACE_READ
          && entry->role == EBB_ROLE_SERIAL)
        id = entry->id;
      else if (entry->kind == EBB_TRACE_IS_ANSWER && entry->id == id && entry->bytes != NULL)
        return g_strndup (g_bytes_get_data (entry->bytes, NULL), g_bytes_get_size (entry->bytes));
    }
  return NULL;
}

void
trace_bench_replay (TraceBench *self, EbbTrace *trace)
{
  const guint n = ebb_trace_count_entries (trace);
  g_autoptr (EbbFakeClock) clock = ebb_fake_clock_new ();
  EbbDefinition *definition =
      trace_bench_find_definition (ebb_trace_get_header (trace)->definition);
  g_autoptr (EbbTraceReplayer) replayer =
      ebb_trace_replayer_new (trace, EBB_CLOCK (clock), definition, "trace:1");
  g_autofree char *serial = dup_expected_serial (trace);

  g_assert_cmpuint (n, >, 0);
  init (self, clock, EBB_LINK (replayer), ebb_trace_get_owner (trace),
        ebb_trace_get_epoch (trace) - 1);
  /* Which gives its session boots that it has a link to. */
  if (serial == NULL)
    give_boots (self);
  ebb_controller_expect_serial (self->controller, serial);
  g_signal_connect (replayer, "note", G_CALLBACK (note_cb), self);
  trace_bench_connect (self);
  trace_bench_wait_ms (self, (guint) ebb_trace_get_entry (trace, n - 1)->at_ms);
  g_signal_handlers_disconnect_by_data (replayer, self);
  g_assert_no_error (ebb_trace_replayer_get_error (replayer));
  g_assert_true (ebb_trace_replayer_is_done (replayer));
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TraceBench *self = user_data;

  g_clear_error (&self->error);
  ebb_controller_connect_finish (EBB_CONTROLLER (source), result, &self->error);
  if (!self->has_boots)
    give_boots (self);
}

void
trace_bench_connect (TraceBench *self)
{
  ebb_controller_connect_async (self->controller, 0, NULL, connected_cb, self);
}

static void
confirm (TraceBench *self, EbbLegs legs, guint length_s)
{
  g_autoptr (GError) error = NULL;
  const EbbConfirmation confirmation = {
    .program = files.program,
    .legs = legs,
    .length_s = length_s,
    .cap_pa = self->limits.first_session_cap_pa,
    .by = EBB_CONFIRMED_BY_PRESS,
    .confirmed_boottime_us = ebb_clock_get_boottime_us (EBB_CLOCK (self->clock)),
    .boots_identity = "trace:1",
    .boots_name = "Recorded boots",
  };

  ebb_session_confirm (self->session, &confirmation, &error);
  g_assert_no_error (error);
}

static void
start (TraceBench *self, const char *note)
{
  char    legs_word[16];
  guint   length_s;
  EbbLegs legs;

  /* What else stands there, cap and program, is what everybody gets and what the test was given. */
  g_assert_cmpint (sscanf (note, "start legs=%15s length_s=%u", legs_word, &length_s), ==, 2);
  g_assert_true (ebb_legs_from_string (legs_word, &legs));
  confirm (self, legs, length_s);
}

static void
perform (TraceBench *self, const char *note)
{
  EbbSession *session = self->session;

  if (g_str_has_prefix (note, "start "))
    start (self, note);
  else if (g_str_equal (note, "connect"))
    ebb_controller_connect_async (self->controller, ebb_session_get_owed_stop_epoch (session), NULL,
                                  connected_cb, self);
  else if (g_str_equal (note, "continue"))
    confirm (self, ebb_session_get_snapshot (session)->legs,
             ebb_session_get_snapshot (session)->length_s);
  else if (g_str_equal (note, "stop"))
    ebb_session_stop (session, EBB_END_BY_STOP);
  else if (g_str_equal (note, "quit"))
    ebb_session_stop (session, EBB_END_BY_QUIT);
  else if (g_str_equal (note, "sleep"))
    ebb_session_stop (session, EBB_END_BY_SLEEP);
  else if (g_str_equal (note, "again"))
    ebb_session_start_over (session);
  else if (g_str_equal (note, "pause"))
    ebb_session_pause (session);
  else if (g_str_equal (note, "end"))
    ebb_session_end (session);
  else if (g_str_equal (note, "open"))
    ebb_session_declare_boots_open (session);
  else if (g_str_equal (note, "clear"))
    ebb_session_clear_fault (session);
  else if (g_str_equal (note, "dismiss"))
    ebb_session_dismiss_result (session);
  else if (g_str_equal (note, "present"))
    ebb_session_say_present (session);
  else if (g_str_has_prefix (note, "intensity "))
    ebb_session_set_intensity_pa (session, atoi (note + strlen ("intensity ")));
  else if (g_str_has_prefix (note, "heat "))
    ebb_session_set_heat_ddeg (session, (gint16) atoi (note + strlen ("heat ")));
  else
    g_error ("the note is \"%s\", expected something to do", note);
}

void
trace_bench_do (TraceBench *self, const char *note)
{
  if (self->recorder != NULL)
    ebb_trace_recorder_note (self->recorder, note);
  perform (self, note);
}

void
trace_bench_wait_ms (TraceBench *self, guint duration_ms)
{
  ebb_fake_clock_advance_ms (self->clock, duration_ms);
}

void
trace_bench_reach (TraceBench *self, EbbSessionState state, guint limit_ms)
{
  for (guint at_ms = 0; ebb_session_get_snapshot (self->session)->state != state; at_ms += TURN_MS)
    {
      if (at_ms >= limit_ms)
        g_error ("after %u ms the session went: %s; expected %s", limit_ms, self->states->str,
                 ebb_session_state_to_string (state));
      trace_bench_wait_ms (self, TURN_MS);
    }
}
