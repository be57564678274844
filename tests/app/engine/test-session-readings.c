/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-links-private.h"
#include "ebb-session-private.h"
#include "ebb-session-readings-private.h"
#include "session-bench.h"

/* What boots say of themselves: faults of their own, words out of turn, and words of boots that take no
 * part. */

#define RUN_MS 3000
#define ABOVE_PA 8000

static void
say_status (SessionBench *bench, guint index, const EbbStatus *status)
{
  uint8_t bytes[EBB_MESSAGE_MAX_BYTES];
  size_t  size = ebb_status_encode (status, bytes, sizeof bytes);

  ebb_scripted_link_receive (bench->boots[index].link, EBB_ROLE_STATUS, bytes, size);
}

/* They noticed something, and go on. */
static void
say_fault (SessionBench *bench, EbbBootsFault fault)
{
  EbbStatus status = bench->boots[0].boots.status;

  status.fault = fault;
  say_status (bench, 0, &status);
}

static void
end (SessionBench *bench)
{
  bench->boots[0].boots.status.fault = EBB_BOOTS_FAULT_NONE;
  ebb_session_stop (bench->session, EBB_END_BY_STOP);
  session_bench_advance (bench, RUN_MS);
  if (session_bench_get_state (bench) == EBB_SESSION_FAULT)
    ebb_session_clear_fault (bench->session);
  session_bench_reach (bench, EBB_SESSION_IDLE, RUN_MS);
  session_bench_clear (bench);
}

/* ---- faults of their own ---- */

static const struct
{
  const char   *path;
  EbbBootsFault said;
  EbbFault      fault;
} names[] = {
  { "overpressure", EBB_BOOTS_FAULT_OVERPRESSURE, EBB_FAULT_OVERSHOOT },
  { "valve", EBB_BOOTS_FAULT_VALVE, EBB_FAULT_STUCK_SQUEEZE },
  { "sensor", EBB_BOOTS_FAULT_SENSOR, EBB_FAULT_BOOTS },
};

static void
test_fault_of_boots_ends_all (gconstpointer data)
{
  guint              number = GPOINTER_TO_UINT (data);
  SessionBench       bench;
  const EbbSnapshot *snapshot;

  session_bench_run (&bench, 1);
  say_fault (&bench, names[number].said);
  snapshot = ebb_session_get_snapshot (bench.session);
  g_assert_cmpint (snapshot->state, ==, EBB_SESSION_FAULT);
  g_assert_cmpint (snapshot->fault, ==, names[number].fault);
  /* The first is kept: what comes after it is told by it. */
  say_fault (&bench, EBB_BOOTS_FAULT_SENSOR);
  g_assert_cmpint (ebb_session_get_snapshot (bench.session)->fault, ==, names[number].fault);
  g_assert_cmpuint (session_bench_count_stops (&bench, 0), >, 0);
  end (&bench);
}

/* A sample is quoted only if it shows what they found. */
static void
test_pressure_they_found_is_told_where_a_sample_has_it (void)
{
  SessionBench bench;

  session_bench_run (&bench, 1);
  /* Their sample came, and Ebb had another plan of what is too much. */
  bench.session->link[0].guard.is_watching = FALSE;
  bench.boots[0].boots.pressure_pa = ABOVE_PA;
  bench.session->link[0].telemetry.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].pressure_pa = ABOVE_PA;
  say_fault (&bench, EBB_BOOTS_FAULT_OVERPRESSURE);
  g_assert_cmpint (bench.session->fault_pa, ==, ABOVE_PA);
  bench.boots[0].boots.pressure_pa = 0;
  end (&bench);
}

static void
test_valve_that_fails_after_stop_keeps_air_in (void)
{
  SessionBench bench;
  EbbStatus    status;

  session_bench_run (&bench, 1);
  bench.boots[0].boots.stops_full = TRUE;
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  status = bench.boots[0].boots.status;
  status.fault = EBB_BOOTS_FAULT_VALVE;
  say_status (&bench, 0, &status);
  g_assert_cmpint (ebb_session_get_snapshot (bench.session)->fault, ==, EBB_FAULT_NOT_VENTED);
  bench.boots[0].boots.stops_full = FALSE;
  end (&bench);
}

static void
test_empty_battery_is_no_fault (void)
{
  SessionBench bench;

  session_bench_run (&bench, 1);
  say_fault (&bench, EBB_BOOTS_FAULT_BATTERY);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_STOPPING);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_assert_cmpint (bench.journal->closed->end, ==, EBB_END_BY_BATTERY);
  session_bench_clear (&bench);
}

/* Nothing runs: a person is told of it elsewhere. */
static void
test_fault_between_sessions_ends_none (void)
{
  SessionBench bench;

  session_bench_init (&bench, 1);
  session_bench_connect (&bench);
  say_fault (&bench, EBB_BOOTS_FAULT_SENSOR);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_IDLE);
  session_bench_clear (&bench);
}

/* ---- out of turn ---- */

/* It was on its way when they closed the epoch. */
static void
test_status_from_before_is_dropped (void)
{
  SessionBench bench;
  EbbStatus    status;

  session_bench_run (&bench, 1);
  status = bench.boots[0].boots.status;
  ebb_session_pause (bench.session);
  session_bench_reach (&bench, EBB_SESSION_PAUSED, RUN_MS);
  status.fault = EBB_BOOTS_FAULT_SENSOR;
  say_status (&bench, 0, &status);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_PAUSED);
  end (&bench);
}

/* Nobody has asked them what they are: nothing of it could be judged. */
static void
test_words_of_boots_that_nobody_knows_are_none (void)
{
  SessionBench       bench;
  const EbbTelemetry telemetry = { .run_state = EBB_RUN_RUNNING, .epoch = 9 };
  const EbbResponse  response = { .has_state = true, .status = { .run_state = EBB_RUN_RUNNING } };

  session_bench_init (&bench, 1);
  ebb_session_take_telemetry (&bench.session->link[0], &telemetry, 1);
  ebb_session_take_state (&bench.session->link[0], &response);
  g_assert_cmpint (bench.session->link[0].sample_us, ==, 0);
  g_assert_cmpint (bench.session->link[0].status.run_state, !=, EBB_RUN_RUNNING);
  /* Nor are they asked over a link that is not there. */
  ebb_session_read_link (bench.session, 0);
  g_assert_null (bench.session->link[0].reading);
  session_bench_clear (&bench);
}

/* ---- boots of a set that have no part in it ---- */

static void
run_left_of_two (SessionBench *bench)
{
  g_autoptr (GError) error = NULL;
  EbbConfirmation confirmation;

  session_bench_init (bench, 2);
  session_bench_connect (bench);
  confirmation = (EbbConfirmation){
    .program = bench->program,
    .legs = EBB_LEGS_LEFT,
    .length_s = bench->limits.session_min_s,
    .cap_pa = bench->limits.first_session_cap_pa,
    .by = EBB_CONFIRMED_BY_PRESS,
    .confirmed_boottime_us = ebb_clock_get_boottime_us (EBB_CLOCK (bench->clock)),
    .boots_identity = "sim:1",
    .boots_name = "Strict boots",
  };
  ebb_session_confirm (bench->session, &confirmation, &error);
  g_assert_no_error (error);
  session_bench_reach (bench, EBB_SESSION_RUNNING, RUN_MS);
}

static void
test_boot_that_takes_no_part_ends_nothing (void)
{
  SessionBench bench;
  EbbStatus    status = { .end_reason = EBB_END_COMPLETE };

  run_left_of_two (&bench);
  g_assert_false (bench.session->machine.link[1].takes_part);
  session_bench_advance (&bench, RUN_MS);
  status.closed_epoch = bench.session->machine.epoch;
  say_status (&bench, 1, &status);
  session_bench_advance (&bench, RUN_MS);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_RUNNING);
  g_assert_cmpuint (session_bench_count_requests (&bench, 1, EBB_OP_START), ==, 0);
  g_assert_cmpuint (session_bench_count_requests (&bench, 1, EBB_OP_RENEW), ==, 0);
  end (&bench);
}

/* ---- the battery ---- */

/* The air is out: whoever continues is refused, and who does not loses nothing. */
static void
test_battery_that_falls_in_a_pause_ends_no_pause (void)
{
  SessionBench bench;

  session_bench_run (&bench, 1);
  ebb_session_pause (bench.session);
  session_bench_reach (&bench, EBB_SESSION_PAUSED, RUN_MS);
  ebb_scripted_link_receive (bench.boots[0].link, EBB_ROLE_BATTERY, (const uint8_t *) "\x05", 1);
  session_bench_advance (&bench, RUN_MS);
  g_assert_cmpint (ebb_controller_get_battery_percent (bench.boots[0].controller), ==, 5);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_PAUSED);
  end (&bench);
}

/* They do not say what they have: nothing is guessed. */
static void
test_battery_that_nobody_knows_ends_nothing (void)
{
  SessionBench bench;
  g_autoptr (GError) error = NULL;

  session_bench_init (&bench, 1);
  ebb_scripted_link_set_value (bench.boots[0].link, EBB_ROLE_BATTERY, "", 0);
  session_bench_connect (&bench);
  g_assert_cmpint (ebb_controller_get_battery_percent (bench.boots[0].controller), <, 0);
  session_bench_confirm (&bench, 0, &error);
  g_assert_no_error (error);
  session_bench_reach (&bench, EBB_SESSION_RUNNING, RUN_MS);
  session_bench_advance (&bench, RUN_MS);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_RUNNING);
  end (&bench);
}

/* ---- what a sample lacks ---- */

/* One zone is missing: the highest is not known, and no zone is taken for empty. */
static void
test_sample_without_a_zone_is_no_reading (void)
{
  SessionBench bench;
  EbbTelemetry telemetry;
  gint64       known_us;

  session_bench_run (&bench, 1);
  session_bench_advance (&bench, RUN_MS);
  known_us = bench.session->link[0].known_us;
  telemetry = bench.session->link[0].telemetry;
  telemetry.zones[EBB_SIDE_RIGHT] &= (EbbZoneMask) ~EBB_ZONE_BIT (EBB_ZONE_FOOT);
  ebb_session_take_telemetry (&bench.session->link[0], &telemetry, known_us + 1);
  g_assert_cmpint (bench.session->link[0].sample_us, ==, known_us + 1);
  g_assert_cmpint (bench.session->link[0].known_us, ==, known_us);
  end (&bench);
}

#define ADD(path, test) g_test_add_func ("/session/readings/" path, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 4);
  session_bench_load (argv);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path =
          g_strconcat ("/session/readings/fault-of-boots/", names[i].path, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_fault_of_boots_ends_all);
    }
  ADD ("pressure-they-found-is-told-where-a-sample-has-it",
       test_pressure_they_found_is_told_where_a_sample_has_it);
  ADD ("valve-that-fails-after-stop-keeps-air-in", test_valve_that_fails_after_stop_keeps_air_in);
  ADD ("empty-battery-is-no-fault", test_empty_battery_is_no_fault);
  ADD ("fault-between-sessions-ends-none", test_fault_between_sessions_ends_none);
  ADD ("status-from-before-is-dropped", test_status_from_before_is_dropped);
  ADD ("words-of-boots-that-nobody-knows-are-none", test_words_of_boots_that_nobody_knows_are_none);
  ADD ("boot-that-takes-no-part-ends-nothing", test_boot_that_takes_no_part_ends_nothing);
  ADD ("battery-that-falls-in-a-pause-ends-no-pause",
       test_battery_that_falls_in_a_pause_ends_no_pause);
  ADD ("battery-that-nobody-knows-ends-nothing", test_battery_that_nobody_knows_ends_nothing);
  ADD ("sample-without-a-zone-is-no-reading", test_sample_without_a_zone_is_no_reading);
  return g_test_run ();
}
