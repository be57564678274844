/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "sim-bench.h"

/* The session over simulated boots in which something is broken: each fault leads to the state,
 * the end and the fault that safety.md and ui.md name. "no-watch" in a row: the boots' own rules
 * are off, so it is Ebb's that find it. */

#define IN_RUN_MS 140000
#define IN_REST_MS 172000

/* ---- what becomes of the session ---- */

typedef enum
{
  BEFORE_START,
  IN_RUN,     /* in the third cycle, the first at full pressure: feet and calves are full */
  IN_REST,    /* at its end, when all are empty */
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
  { "stuck-program/no-air", "stuck-program", BEFORE_START, 5000, 12000,
    EBB_SESSION_IDLE, EBB_END_BY_DID_NOT_START, EBB_FAULT_NONE },
  { "stuck-heater/too-hot", "stuck-heater left-lower_calf", IN_RUN, 30000, 300000,
    EBB_SESSION_FAULT, EBB_END_BY_FAULT, EBB_FAULT_BOOTS },
  { "stuck-heater/too-hot-by-ebb", "stuck-heater left-lower_calf;no-watch", IN_RUN, 30000, 300000,
    EBB_SESSION_FAULT, EBB_END_BY_FAULT, EBB_FAULT_HEAT },
  { "other-program/from-the-start", "other-program", BEFORE_START, 500, 12000,
    EBB_SESSION_FAULT, EBB_END_BY_FAULT, EBB_FAULT_OTHER_PROGRAM },
  { "other-program/in-the-middle", "other-program", IN_RUN, 500, 40000,
    EBB_SESSION_FAULT, EBB_END_BY_FAULT, EBB_FAULT_OTHER_PROGRAM },
  { "shut-inlet/no-air", "shut-inlet", BEFORE_START, 5000, 12000,
    EBB_SESSION_IDLE, EBB_END_BY_DID_NOT_START, EBB_FAULT_NONE },
  { "leak/no-air", "leak 1000", BEFORE_START, 20000, 90000,
    EBB_SESSION_IDLE, EBB_END_BY_DID_NOT_START, EBB_FAULT_NONE },
  { "shut-inlet/no-more-air", "shut-inlet", IN_RUN, 20000, 130000,
    EBB_SESSION_IDLE, EBB_END_BY_NO_AIR, EBB_FAULT_NONE },
  { "leak/no-more-air", "leak 1000", IN_RUN, 20000, 130000,
    EBB_SESSION_IDLE, EBB_END_BY_NO_AIR, EBB_FAULT_NONE },
  { "stuck-program/no-more-air", "stuck-program", IN_REST, 30000, 65000,
    EBB_SESSION_IDLE, EBB_END_BY_NO_AIR, EBB_FAULT_NONE },
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
    EBB_SESSION_IDLE, EBB_END_BY_BUTTON, EBB_FAULT_NONE },
};
/* clang-format on */

static void
bring_to (SimBench *self, const Row *row)
{
  if (row->moment == BEFORE_START)
    {
      sim_bench_init (self, EBB_TIER_A);
      sim_bench_connect (self);
      g_assert_no_error (self->error);
      sim_bench_break (self, row->faults);
      sim_bench_wait_ms (self, 100);
      sim_bench_start (self);
      return;
    }
  sim_bench_run (self, EBB_TIER_A);
  sim_bench_wait_ms (self, row->moment == IN_REST ? IN_REST_MS : IN_RUN_MS);
  sim_bench_break (self, row->faults);
  if (row->moment == BEFORE_STOP)
    ebb_session_stop (self->session, EBB_END_BY_STOP);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_auto (SimBench) bench;
  const EbbStatus *status;

  bring_to (&bench, row);
  g_assert_cmpuint (sim_bench_reach (&bench, row->state, row->most_ms), >=, row->least_ms);
  g_assert_cmpstr (ebb_session_end_to_string (sim_bench_look (&bench)->end), ==,
                   ebb_session_end_to_string (row->end));
  g_assert_cmpstr (ebb_fault_to_string (sim_bench_look (&bench)->fault), ==,
                   ebb_fault_to_string (row->fault));
  /* Whatever it was: nothing is pumped any more where anybody hears. */
  status = ebb_sim_boots_get_status (bench.boots);
  if (row->state != EBB_SESSION_LINK_LOST
      && ebb_sim_boots_get_fault (bench.boots, EBB_SIM_FAULT_SILENT) == 0)
    g_assert_cmpint (status->run_state, !=, EBB_RUN_RUNNING);
  if (row->state == EBB_SESSION_IDLE)
    g_assert_cmpint (bench.journal->closed->end, ==, row->end);
}

/* Anybody in range may write Stop: that was not the boots' own button, and it is not called so. */
static void
test_stop_of_somebody_else_is_called_so (void)
{
  g_auto (SimBench) bench;
  uint8_t bytes[EBB_MESSAGE_MAX_BYTES];

  sim_bench_run (&bench, EBB_TIER_A);
  sim_bench_wait_ms (&bench, IN_RUN_MS);
  ebb_sim_boots_write (
      bench.boots, EBB_ROLE_STOP, bytes,
      ebb_stop_encode (ebb_sim_boots_get_status (bench.boots)->epoch, bytes, sizeof bytes), FALSE);
  sim_bench_reach (&bench, EBB_SESSION_IDLE, 6000);
  g_assert_cmpstr (ebb_session_end_to_string (bench.journal->closed->end), ==, "others");
  g_assert_true (bench.journal->closed->is_vented_confirmed);
}

/* Air was in before the break: it is not called a session that never began. */
static void
test_no_air_after_a_break_is_called_so (void)
{
  g_auto (SimBench) bench;

  sim_bench_run (&bench, EBB_TIER_A);
  sim_bench_wait_ms (&bench, IN_RUN_MS);
  ebb_session_pause (bench.session);
  sim_bench_reach (&bench, EBB_SESSION_PAUSED, 6000);
  sim_bench_break (&bench, "shut-inlet");
  sim_bench_start (&bench);
  sim_bench_reach (&bench, EBB_SESSION_RUNNING, 5000);
  g_assert_cmpuint (sim_bench_reach (&bench, EBB_SESSION_IDLE, 12000), >=, 5000);
  g_assert_cmpstr (ebb_session_end_to_string (bench.journal->closed->end), ==, "did-not-continue");
}

/* ---- what does not end it ---- */

static void
test_survives (gconstpointer data)
{
  g_auto (SimBench) bench;

  sim_bench_run (&bench, EBB_TIER_A);
  sim_bench_wait_ms (&bench, IN_RUN_MS);
  sim_bench_break (&bench, data);
  sim_bench_wait_ms (&bench, 60000);
  g_assert_cmpstr (ebb_session_state_to_string (sim_bench_look (&bench)->state), ==,
                   ebb_session_state_to_string (EBB_SESSION_RUNNING));
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  sim_bench_reach (&bench, EBB_SESSION_IDLE, 6000);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_STOP);
  g_assert_true (bench.journal->closed->is_vented_confirmed);
}

/* ---- what comes after a fault ---- */

static void
test_fault_is_cleared_by_a_human_when_empty (void)
{
  g_auto (SimBench) bench;

  sim_bench_run (&bench, EBB_TIER_A);
  sim_bench_wait_ms (&bench, IN_RUN_MS);
  sim_bench_break (&bench, "stuck-vent left-foot");
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  sim_bench_reach (&bench, EBB_SESSION_FAULT, 16000);
  ebb_session_clear_fault (bench.session);
  g_assert_cmpint (sim_bench_look (&bench)->state, ==, EBB_SESSION_FAULT);
  g_assert_cmpint (sim_bench_look (&bench)->highest_pa, >, bench.limits.vented_below_pa);
  /* Somebody opens the zip. */
  ebb_sim_boots_clear_fault (bench.boots, EBB_SIM_FAULT_STUCK_VENT);
  sim_bench_wait_ms (&bench, 5000);
  g_assert_cmpint (sim_bench_look (&bench)->state, ==, EBB_SESSION_FAULT);
  ebb_session_clear_fault (bench.session);
  g_assert_cmpint (sim_bench_look (&bench)->state, ==, EBB_SESSION_IDLE);
  g_assert_cmpint (bench.journal->closed->fault, ==, EBB_FAULT_NOT_VENTED);
}

/* A zone without a reading can never be seen empty: only a person can say so. */
static void
test_boots_with_a_dead_sensor_can_be_said_to_be_open (void)
{
  g_auto (SimBench) bench;

  sim_bench_run (&bench, EBB_TIER_A);
  sim_bench_wait_ms (&bench, IN_RUN_MS);
  sim_bench_break (&bench, "dead-sensor left-foot");
  sim_bench_reach (&bench, EBB_SESSION_FAULT, 5000);
  g_assert_false (sim_bench_look (&bench)->can_declare_open);
  ebb_session_declare_boots_open (bench.session);
  /* Its last reading is too fresh to be called none. */
  g_assert_cmpint (sim_bench_look (&bench)->state, ==, EBB_SESSION_FAULT);
  sim_bench_wait_ms (&bench, 5000);
  ebb_session_clear_fault (bench.session);
  g_assert_cmpint (sim_bench_look (&bench)->state, ==, EBB_SESSION_FAULT);
  g_assert_true (sim_bench_look (&bench)->can_declare_open);
  ebb_session_declare_boots_open (bench.session);
  g_assert_cmpint (sim_bench_look (&bench)->state, ==, EBB_SESSION_IDLE);
  g_assert_false (bench.journal->closed->is_vented_confirmed);
  /* Their other zones are still read; that does not make it the boots that said so. */
  g_assert_true (sim_bench_look (&bench)->is_reading_known);
  g_assert_true (sim_bench_look (&bench)->has_result);
  g_assert_false (sim_bench_look (&bench)->is_result_vented);
}

/* On return they have long stopped: what is read of the other zones says nothing of this one. */
static void
test_dead_sensor_is_not_called_empty_after_a_lost_link (void)
{
  g_auto (SimBench) bench;

  sim_bench_run (&bench, EBB_TIER_A);
  sim_bench_wait_ms (&bench, IN_RUN_MS);
  sim_bench_break (&bench, "no-watch;dead-sensor left-foot;stuck-vent left-foot;drop 30000");
  sim_bench_reach (&bench, EBB_SESSION_LINK_LOST, 5000);
  sim_bench_wait_ms (&bench, 60000);
  g_assert_cmpint (ebb_link_get_state (ebb_controller_get_link (bench.controller)), ==,
                   EBB_LINK_READY);
  g_assert_cmpint (sim_bench_look (&bench)->state, !=, EBB_SESSION_IDLE);
  g_assert_null (bench.journal->closed);
}

/* The first Stop they hear is the one on the link that is back. */
static void
test_boots_lost_in_the_run_have_their_time_to_vent (void)
{
  g_auto (SimBench) bench;

  sim_bench_run (&bench, EBB_TIER_A);
  sim_bench_wait_ms (&bench, IN_RUN_MS);
  sim_bench_break (&bench, "no-watch;stuck-vent left-foot;drop 1000");
  sim_bench_reach (&bench, EBB_SESSION_LINK_LOST, 5000);
  sim_bench_reach (&bench, EBB_SESSION_STOPPING, 10000);
  sim_bench_wait_ms (&bench, 14000);
  g_assert_cmpint (sim_bench_look (&bench)->state, ==, EBB_SESSION_STOPPING);
  sim_bench_reach (&bench, EBB_SESSION_FAULT, 1500);
  g_assert_cmpint (sim_bench_look (&bench)->fault, ==, EBB_FAULT_NOT_VENTED);
}

/* They keep the link and say nothing: without this nobody could end it. */
static void
test_silent_boots_can_be_said_to_be_open (void)
{
  g_auto (SimBench) bench;

  sim_bench_run (&bench, EBB_TIER_A);
  sim_bench_wait_ms (&bench, IN_RUN_MS);
  sim_bench_break (&bench, "silent");
  sim_bench_reach (&bench, EBB_SESSION_FAULT, 5000);
  sim_bench_wait_ms (&bench, 1000);
  g_assert_true (sim_bench_look (&bench)->can_declare_open);
  ebb_session_declare_boots_open (bench.session);
  g_assert_cmpint (sim_bench_look (&bench)->state, ==, EBB_SESSION_IDLE);
  g_assert_cmpuint (ebb_session_get_owed_stop_epoch (bench.session), ==, 1);
}

static void
test_full_zone_beside_a_dead_sensor_cannot_be_said_to_be_open (void)
{
  g_auto (SimBench) bench;

  sim_bench_run (&bench, EBB_TIER_A);
  sim_bench_wait_ms (&bench, IN_RUN_MS);
  sim_bench_break (&bench, "dead-sensor left-foot;stuck-vent right-foot");
  sim_bench_reach (&bench, EBB_SESSION_FAULT, 5000);
  sim_bench_wait_ms (&bench, 5000);
  ebb_session_declare_boots_open (bench.session);
  g_assert_false (sim_bench_look (&bench)->can_declare_open);
  g_assert_cmpint (sim_bench_look (&bench)->state, ==, EBB_SESSION_FAULT);
}

/* ---- before a session ---- */

static void
test_other_version_is_not_spoken_to (void)
{
  g_auto (SimBench) bench;

  sim_bench_init (&bench, EBB_TIER_A);
  sim_bench_break (&bench, "version 2");
  sim_bench_connect (&bench);
  g_assert_error (bench.error, EBB_LINK_ERROR, EBB_LINK_ERROR_WRONG_VERSION);
  g_assert_false (ebb_controller_is_trusted (bench.controller));
}

static void
test_garbled_handshake_is_not_believed (void)
{
  g_auto (SimBench) bench;

  sim_bench_init (&bench, EBB_TIER_A);
  sim_bench_break (&bench, "hostile-bytes answers");
  sim_bench_connect (&bench);
  g_assert_error (bench.error, EBB_LINK_ERROR, EBB_LINK_ERROR_PROTOCOL);
  g_assert_false (ebb_controller_is_trusted (bench.controller));
}

static void
test_run_at_the_button_is_watched_and_not_adopted (void)
{
  g_auto (SimBench) bench;
  const EbbStatus *status;

  sim_bench_init (&bench, EBB_TIER_A);
  sim_bench_connect (&bench);
  sim_bench_break (&bench, "own-run");
  sim_bench_wait_ms (&bench, 30000);
  status = ebb_sim_boots_get_status (bench.boots);
  g_assert_cmpint (sim_bench_look (&bench)->state, ==, EBB_SESSION_IDLE);
  g_assert_cmpint (status->run_state, ==, EBB_RUN_RUNNING);
  g_assert_true (sim_bench_look (&bench)->is_reading_known);
  g_assert_cmpint (sim_bench_look (&bench)->highest_pa, >, ebb_mmhg_to_pa (20));
  g_assert_cmpuint (bench.journal->n_opened, ==, 0);
  /* Stop is offered all the same. */
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  g_assert_cmpint (status->run_state, ==, EBB_RUN_VENTING);
}

static void
test_nothing_is_started_over_a_run_at_the_button (void)
{
  g_auto (SimBench) bench;

  sim_bench_init (&bench, EBB_TIER_A);
  sim_bench_connect (&bench);
  sim_bench_break (&bench, "own-run");
  sim_bench_wait_ms (&bench, 2000);
  sim_bench_start (&bench);
  sim_bench_wait_ms (&bench, 5000);
  g_assert_cmpint (sim_bench_look (&bench)->state, ==, EBB_SESSION_IDLE);
  g_assert_cmphex (ebb_sim_boots_get_status (bench.boots)->owner, ==, EBB_WIRE_OWNER_BUTTON);
}

#define ADD(path, test) g_test_add_func ("/broken-boots/" path, test)
#define ADD_SURVIVES(path, faults)                                                                 \
  g_test_add_data_func ("/broken-boots/" path, (gconstpointer) faults, test_survives)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 4);
  sim_bench_load (argv);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/broken-boots/", rows[i].path, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  ADD_SURVIVES ("leak/small-is-pumped-against", "leak 2");
  ADD_SURVIVES ("slow-answers/session-goes-on", "slow-answers 2500");
  ADD_SURVIVES ("slow-answers/unanswered-renewals-count", "slow-answers 4000");
  ADD_SURVIVES ("hostile-bytes/answers-and-status", "hostile-bytes answers,status");
  ADD ("stop-of-somebody-else-is-called-so", test_stop_of_somebody_else_is_called_so);
  ADD ("shut-inlet/no-air-after-a-break", test_no_air_after_a_break_is_called_so);
  ADD ("fault/is-cleared-by-a-human-when-empty", test_fault_is_cleared_by_a_human_when_empty);
  ADD ("dead-sensor/boots-can-be-said-to-be-open",
       test_boots_with_a_dead_sensor_can_be_said_to_be_open);
  ADD ("silent/boots-can-be-said-to-be-open", test_silent_boots_can_be_said_to_be_open);
  ADD ("dead-sensor/is-not-called-empty-after-a-lost-link",
       test_dead_sensor_is_not_called_empty_after_a_lost_link);
  ADD ("stuck-vent/lost-in-the-run", test_boots_lost_in_the_run_have_their_time_to_vent);
  ADD ("dead-sensor/full-zone-beside-it-is-not-open",
       test_full_zone_beside_a_dead_sensor_cannot_be_said_to_be_open);
  ADD ("version/other-is-not-spoken-to", test_other_version_is_not_spoken_to);
  ADD ("hostile-bytes/garbled-handshake-is-not-believed", test_garbled_handshake_is_not_believed);
  g_test_add_func ("/safety/H09/own-run-is-watched-and-not-adopted",
                   test_run_at_the_button_is_watched_and_not_adopted);
  ADD ("own-run/nothing-is-started-over-it", test_nothing_is_started_over_a_run_at_the_button);
  return g_test_run ();
}
