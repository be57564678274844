/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-fake-clock.h"
#include "ebb-session.h"
#include "ebb-sim-link.h"
#include "test-journal.h"

/* The session over simulated boots in which something is broken: each fault leads to the state,
 * the end and the fault that safety.md and ui.md name. "no-watch" in a row: the boots' own rules
 * are off, so it is Ebb's that find it. */

#define OWNER 0x0eb0eb0e
#define IN_RUN_MS 140000

static EbbLimits      limits;
static EbbProgram    *program;
static EbbDefinition *definition;

typedef struct
{
  EbbFakeClock  *clock;
  EbbSimBoots   *boots;
  EbbSimLink    *link;
  EbbController *controller;
  TestJournal   *journal;
  EbbSession    *session;
  GError        *error; /* of the last connection */
} Bench;

static void
bench_init (Bench *self)
{
  *self = (Bench){ .clock = ebb_fake_clock_new (), .journal = test_journal_new () };
  self->boots = ebb_sim_boots_new (1, NULL);
  self->link = ebb_sim_link_new (self->boots, EBB_CLOCK (self->clock), definition, "sim:1",
                                 EBB_SIM_PAIRING_DONE);
  self->controller = ebb_controller_new (EBB_LINK (self->link), EBB_CLOCK (self->clock), OWNER);
  self->session =
      ebb_session_new (EBB_CLOCK (self->clock), EBB_JOURNAL (self->journal), &limits, NULL, NULL);
  ebb_session_set_controllers (self->session, &self->controller, 1);
}

static void
bench_clear (Bench *self)
{
  g_clear_object (&self->session);
  ebb_controller_disconnect (self->controller);
  /* What runs on without us is over when its lease is. */
  ebb_sim_boots_clear_fault (self->boots, EBB_SIM_FAULT_OWN_RUN);
  for (int i = 0; i < EBB_N_SIM_FAULTS; i++)
    ebb_sim_boots_clear_fault (self->boots, (EbbSimFault) i);
  ebb_fake_clock_advance_ms (self->clock, 30000);
  g_clear_object (&self->controller);
  g_assert_finalize_object (g_steal_pointer (&self->link));
  g_assert_finalize_object (g_steal_pointer (&self->boots));
  g_clear_object (&self->journal);
  g_clear_error (&self->error);
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (self->clock), ==, 0);
  g_assert_finalize_object (g_steal_pointer (&self->clock));
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bench, bench_clear)

static const EbbSnapshot *
look (Bench *self)
{
  return ebb_session_get_snapshot (self->session);
}

static void
wait_ms (Bench *self, guint duration_ms)
{
  ebb_fake_clock_advance_ms (self->clock, duration_ms);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bench *self = user_data;

  ebb_controller_connect_finish (EBB_CONTROLLER (source), result, &self->error);
}

static void
connect_boots (Bench *self)
{
  ebb_controller_connect_async (self->controller, 0, NULL, connected_cb, self);
  wait_ms (self, 1500);
}

/* Turns the clock until the session is in @state; returns how long that took. */
static guint
reach (Bench *self, EbbSessionState state, guint limit_ms)
{
  guint passed_ms = 0;

  for (; look (self)->state != state; passed_ms += 50)
    {
      if (passed_ms >= limit_ms)
        g_error ("the session is %s (end %s, fault %s) after %u ms, expected %s",
                 ebb_session_state_to_string (look (self)->state),
                 ebb_session_end_to_string (look (self)->end),
                 ebb_fault_to_string (look (self)->fault), limit_ms,
                 ebb_session_state_to_string (state));
      wait_ms (self, 50);
    }
  return passed_ms;
}

static void
confirm (Bench *self)
{
  g_autoptr (GError) error = NULL;
  const EbbConfirmation confirmation = {
    .program = program,
    .legs = EBB_LEGS_BOTH,
    .length_s = limits.session_min_s,
    .cap_pa = limits.first_session_cap_pa,
    .confirmed_boottime_us = ebb_clock_get_boottime_us (EBB_CLOCK (self->clock)),
    .boots_identity = "sim:1",
    .boots_name = "Simulated boots",
  };

  ebb_session_confirm (self->session, &confirmation, &error);
  g_assert_no_error (error);
}

/* Everything named in @faults, with ";" between. */
static void
break_boots (Bench *self, const char *faults)
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

static void
run (Bench *self)
{
  bench_init (self);
  connect_boots (self);
  g_assert_no_error (self->error);
  confirm (self);
  reach (self, EBB_SESSION_RUNNING, 5000);
}

/* ---- what becomes of the session ---- */

typedef enum
{
  BEFORE_START,
  IN_RUN,     /* in the third cycle, the first at full pressure: feet and calves are full */
  BEFORE_STOP /* as IN_RUN, and then somebody presses Stop */
} Moment;

typedef struct
{
  const char     *path;
  const char     *faults;
  Moment          moment;
  guint           least_ms; /* from the fault, or from Stop, to @state */
  guint           most_ms;
  EbbSessionState state;
  EbbSessionEnd   end;
  EbbFault        fault;
} Row;

/* clang-format off */
static const Row rows[] = {
  { "stuck-vent/not-vented", "stuck-vent left-foot", BEFORE_STOP, 14500, 15500,
    EBB_SESSION_FAULT, EBB_END_BY_FAULT, EBB_FAULT_NOT_VENTED },
  { "stuck-vent/not-vented-by-ebb", "stuck-vent left-foot;no-watch", BEFORE_STOP, 14500, 15500,
    EBB_SESSION_FAULT, EBB_END_BY_FAULT, EBB_FAULT_NOT_VENTED },
  { "stuck-vent/held-through-the-rest", "stuck-vent left-foot;no-watch", IN_RUN, 10000, 40000,
    EBB_SESSION_FAULT, EBB_END_BY_FAULT, EBB_FAULT_OVERSHOOT },
  { "stuck-inlet/overshoot",
    "shut-inlet foot,lower_calf,upper_calf;stuck-inlet left-upper_thigh;stuck-vent left-upper_thigh",
    BEFORE_START, 0, 20000, EBB_SESSION_FAULT, EBB_END_BY_FAULT, EBB_FAULT_OVERSHOOT },
  { "stuck-inlet/overshoot-by-ebb",
    "shut-inlet foot,lower_calf,upper_calf;stuck-inlet left-upper_thigh;"
    "stuck-vent left-upper_thigh;no-watch",
    BEFORE_START, 0, 20000, EBB_SESSION_FAULT, EBB_END_BY_FAULT, EBB_FAULT_OVERSHOOT },
  { "stuck-program/squeeze", "stuck-program", IN_RUN, 30000, 61000,
    EBB_SESSION_FAULT, EBB_END_BY_FAULT, EBB_FAULT_STUCK_SQUEEZE },
  { "stuck-program/squeeze-by-ebb", "stuck-program;no-watch", IN_RUN, 30000, 61000,
    EBB_SESSION_FAULT, EBB_END_BY_FAULT, EBB_FAULT_STUCK_SQUEEZE },
  { "shut-inlet/no-air", "shut-inlet", BEFORE_START, 20000, 90000,
    EBB_SESSION_IDLE, EBB_END_BY_DID_NOT_START, EBB_FAULT_NONE },
  { "leak/no-air", "leak 1000", BEFORE_START, 20000, 90000,
    EBB_SESSION_IDLE, EBB_END_BY_DID_NOT_START, EBB_FAULT_NONE },
  { "drift/above-the-cap", "drift 20", IN_RUN, 0, 60000,
    EBB_SESSION_FAULT, EBB_END_BY_FAULT, EBB_FAULT_OVERSHOOT },
  { "drift/what-reads-full-is-not-started", "drift 12", BEFORE_START, 0, 3000,
    EBB_SESSION_IDLE, EBB_END_BY_DID_NOT_START, EBB_FAULT_NONE },
  { "dead-sensor/boots-report-it", "dead-sensor left-foot", IN_RUN, 0, 300,
    EBB_SESSION_FAULT, EBB_END_BY_FAULT, EBB_FAULT_BOOTS },
  { "dead-sensor/no-reading", "dead-sensor left-foot;no-watch", IN_RUN, 2500, 3800,
    EBB_SESSION_FAULT, EBB_END_BY_FAULT, EBB_FAULT_NO_READING },
  { "frozen-sensor/boots-report-it", "frozen-sensor left-foot", IN_RUN, 1900, 2400,
    EBB_SESSION_FAULT, EBB_END_BY_FAULT, EBB_FAULT_BOOTS },
  { "frozen-sensor/overshoot-by-ebb", "frozen-sensor left-foot;no-watch", IN_RUN, 5000, 40000,
    EBB_SESSION_FAULT, EBB_END_BY_FAULT, EBB_FAULT_OVERSHOOT },
  { "silent/no-reading", "silent", IN_RUN, 2400, 3800,
    EBB_SESSION_FAULT, EBB_END_BY_FAULT, EBB_FAULT_NO_READING },
  { "hostile-bytes/telemetry-is-no-reading", "hostile-bytes telemetry", IN_RUN, 2400, 3800,
    EBB_SESSION_FAULT, EBB_END_BY_FAULT, EBB_FAULT_NO_READING },
  { "hostile-bytes/start-is-not-prepared", "hostile-bytes answers", BEFORE_START, 0, 6000,
    EBB_SESSION_IDLE, EBB_END_BY_DID_NOT_START, EBB_FAULT_NONE },
  { "ignore-stops/sixth-is-heard", "ignore-stops 5", BEFORE_STOP, 1500, 6000,
    EBB_SESSION_IDLE, EBB_END_BY_STOP, EBB_FAULT_NONE },
  { "drop/link-lost", "drop 4000", IN_RUN, 0, 500,
    EBB_SESSION_LINK_LOST, EBB_END_BY_LINK_LOST, EBB_FAULT_NONE },
  { "drop/stopped-when-back", "drop 4000", IN_RUN, 4000, 12000,
    EBB_SESSION_IDLE, EBB_END_BY_LINK_LOST, EBB_FAULT_NONE },
  { "reboot/link-lost-and-stopped-when-back", "reboot 4000", IN_RUN, 4000, 12000,
    EBB_SESSION_IDLE, EBB_END_BY_LINK_LOST, EBB_FAULT_NONE },
  { "battery/low-ends-it", "battery 9", IN_RUN, 0, 5000,
    EBB_SESSION_IDLE, EBB_END_BY_BATTERY, EBB_FAULT_NONE },
  { "battery/empty-ends-it", "battery 3", IN_RUN, 0, 5000,
    EBB_SESSION_IDLE, EBB_END_BY_BATTERY, EBB_FAULT_NONE },
  { "button/ends-it", "button", IN_RUN, 0, 5000,
    EBB_SESSION_IDLE, EBB_END_BY_BOOTS, EBB_FAULT_NONE },
};
/* clang-format on */

static void
bring_to (Bench *self, const Row *row)
{
  if (row->moment == BEFORE_START)
    {
      bench_init (self);
      connect_boots (self);
      g_assert_no_error (self->error);
      break_boots (self, row->faults);
      wait_ms (self, 100);
      confirm (self);
      return;
    }
  run (self);
  wait_ms (self, IN_RUN_MS);
  break_boots (self, row->faults);
  if (row->moment == BEFORE_STOP)
    ebb_session_stop (self->session, EBB_END_BY_STOP);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_auto (Bench) bench;
  const EbbStatus *status;

  bring_to (&bench, row);
  g_assert_cmpuint (reach (&bench, row->state, row->most_ms), >=, row->least_ms);
  g_assert_cmpstr (ebb_session_end_to_string (look (&bench)->end), ==,
                   ebb_session_end_to_string (row->end));
  g_assert_cmpstr (ebb_fault_to_string (look (&bench)->fault), ==,
                   ebb_fault_to_string (row->fault));
  /* Whatever it was: nothing is pumped any more where anybody hears. */
  status = ebb_sim_boots_get_status (bench.boots);
  if (row->state != EBB_SESSION_LINK_LOST
      && ebb_sim_boots_get_fault (bench.boots, EBB_SIM_FAULT_SILENT) == 0)
    g_assert_cmpint (status->run_state, !=, EBB_RUN_RUNNING);
  if (row->state == EBB_SESSION_IDLE)
    g_assert_cmpint (bench.journal->closed->end, ==, row->end);
}

/* ---- what does not end it ---- */

static void
test_survives (gconstpointer data)
{
  g_auto (Bench) bench;

  run (&bench);
  wait_ms (&bench, IN_RUN_MS);
  break_boots (&bench, data);
  wait_ms (&bench, 60000);
  g_assert_cmpstr (ebb_session_state_to_string (look (&bench)->state), ==,
                   ebb_session_state_to_string (EBB_SESSION_RUNNING));
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  reach (&bench, EBB_SESSION_IDLE, 6000);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_STOP);
  g_assert_true (bench.journal->closed->is_vented_confirmed);
}

/* ---- what comes after a fault ---- */

static void
test_fault_is_cleared_by_a_human_when_empty (void)
{
  g_auto (Bench) bench;

  run (&bench);
  wait_ms (&bench, IN_RUN_MS);
  break_boots (&bench, "stuck-vent left-foot");
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  reach (&bench, EBB_SESSION_FAULT, 16000);
  ebb_session_clear_fault (bench.session);
  g_assert_cmpint (look (&bench)->state, ==, EBB_SESSION_FAULT);
  g_assert_cmpint (look (&bench)->highest_pa, >, limits.vented_below_pa);
  /* Somebody opens the zip. */
  ebb_sim_boots_clear_fault (bench.boots, EBB_SIM_FAULT_STUCK_VENT);
  wait_ms (&bench, 5000);
  g_assert_cmpint (look (&bench)->state, ==, EBB_SESSION_FAULT);
  ebb_session_clear_fault (bench.session);
  g_assert_cmpint (look (&bench)->state, ==, EBB_SESSION_IDLE);
  g_assert_cmpint (bench.journal->closed->fault, ==, EBB_FAULT_NOT_VENTED);
}

/* A zone without a reading can never be seen empty: only a person can say so. */
static void
test_boots_with_a_dead_sensor_can_be_said_to_be_open (void)
{
  g_auto (Bench) bench;

  run (&bench);
  wait_ms (&bench, IN_RUN_MS);
  break_boots (&bench, "dead-sensor left-foot");
  reach (&bench, EBB_SESSION_FAULT, 5000);
  ebb_session_declare_boots_open (bench.session);
  /* Its last reading is too fresh to be called none. */
  g_assert_cmpint (look (&bench)->state, ==, EBB_SESSION_FAULT);
  wait_ms (&bench, 5000);
  ebb_session_clear_fault (bench.session);
  g_assert_cmpint (look (&bench)->state, ==, EBB_SESSION_FAULT);
  ebb_session_declare_boots_open (bench.session);
  g_assert_cmpint (look (&bench)->state, ==, EBB_SESSION_IDLE);
  g_assert_false (bench.journal->closed->is_vented_confirmed);
}

static void
test_full_zone_beside_a_dead_sensor_cannot_be_said_to_be_open (void)
{
  g_auto (Bench) bench;

  run (&bench);
  wait_ms (&bench, IN_RUN_MS);
  break_boots (&bench, "dead-sensor left-foot;stuck-vent right-foot");
  reach (&bench, EBB_SESSION_FAULT, 5000);
  wait_ms (&bench, 5000);
  ebb_session_declare_boots_open (bench.session);
  g_assert_cmpint (look (&bench)->state, ==, EBB_SESSION_FAULT);
}

/* ---- before a session ---- */

static void
test_other_version_is_not_spoken_to (void)
{
  g_auto (Bench) bench;

  bench_init (&bench);
  break_boots (&bench, "version 2");
  connect_boots (&bench);
  g_assert_error (bench.error, EBB_LINK_ERROR, EBB_LINK_ERROR_WRONG_VERSION);
  g_assert_false (ebb_controller_is_trusted (bench.controller));
}

static void
test_garbled_handshake_is_not_believed (void)
{
  g_auto (Bench) bench;

  bench_init (&bench);
  break_boots (&bench, "hostile-bytes answers");
  connect_boots (&bench);
  g_assert_error (bench.error, EBB_LINK_ERROR, EBB_LINK_ERROR_PROTOCOL);
  g_assert_false (ebb_controller_is_trusted (bench.controller));
}

static void
test_run_at_the_button_is_watched_and_not_adopted (void)
{
  g_auto (Bench) bench;
  const EbbStatus *status;

  bench_init (&bench);
  connect_boots (&bench);
  break_boots (&bench, "own-run");
  wait_ms (&bench, 30000);
  status = ebb_sim_boots_get_status (bench.boots);
  g_assert_cmpint (look (&bench)->state, ==, EBB_SESSION_IDLE);
  g_assert_cmpint (status->run_state, ==, EBB_RUN_RUNNING);
  g_assert_true (look (&bench)->is_reading_known);
  g_assert_cmpint (look (&bench)->highest_pa, >, ebb_mmhg_to_pa (20));
  g_assert_cmpuint (bench.journal->n_opened, ==, 0);
  /* Stop is offered all the same. */
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  g_assert_cmpint (status->run_state, ==, EBB_RUN_VENTING);
}

static void
test_nothing_is_started_over_a_run_at_the_button (void)
{
  g_auto (Bench) bench;

  bench_init (&bench);
  connect_boots (&bench);
  break_boots (&bench, "own-run");
  wait_ms (&bench, 2000);
  confirm (&bench);
  wait_ms (&bench, 5000);
  g_assert_cmpint (look (&bench)->state, ==, EBB_SESSION_IDLE);
  g_assert_cmphex (ebb_sim_boots_get_status (bench.boots)->owner, ==, EBB_WIRE_OWNER_BUTTON);
}

static void
load (char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize size;

  ebb_limits_load (&limits, argv[1], &error);
  g_assert_no_error (error);
  program = ebb_program_new_from_file (argv[2], &error);
  g_assert_no_error (error);
  g_file_get_contents (argv[3], &json, &size, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new (json, size);
  definition = ebb_definition_new_from_json (bytes, &error);
  g_assert_no_error (error);
}

#define ADD(path, test) g_test_add_func ("/broken-boots/" path, test)
#define ADD_SURVIVES(path, faults)                                                                 \
  g_test_add_data_func ("/broken-boots/" path, (gconstpointer) faults, test_survives)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 4);
  load (argv);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/broken-boots/", rows[i].path, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  ADD_SURVIVES ("leak/small-is-pumped-against", "leak 2");
  ADD_SURVIVES ("slow-answers/session-goes-on", "slow-answers 2500");
  ADD_SURVIVES ("slow-answers/unanswered-renewals-count", "slow-answers 4000");
  ADD_SURVIVES ("hostile-bytes/answers-and-status", "hostile-bytes answers,status");
  ADD ("fault/is-cleared-by-a-human-when-empty", test_fault_is_cleared_by_a_human_when_empty);
  ADD ("dead-sensor/boots-can-be-said-to-be-open",
       test_boots_with_a_dead_sensor_can_be_said_to_be_open);
  ADD ("dead-sensor/full-zone-beside-it-is-not-open",
       test_full_zone_beside_a_dead_sensor_cannot_be_said_to_be_open);
  ADD ("version/other-is-not-spoken-to", test_other_version_is_not_spoken_to);
  ADD ("hostile-bytes/garbled-handshake-is-not-believed", test_garbled_handshake_is_not_believed);
  ADD ("own-run/is-watched-and-not-adopted", test_run_at_the_button_is_watched_and_not_adopted);
  ADD ("own-run/nothing-is-started-over-it", test_nothing_is_started_over_a_run_at_the_button);
  return g_test_run ();
}
