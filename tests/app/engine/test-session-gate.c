/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "ebb-session-gate-private.h"
#include "ebb-session-join.h"
#include "ebb-session-private.h"
#include "session-bench.h"
#include "ebb-violation.h"

/* The last gate: nothing leaves that is beyond what was confirmed, on these boots, for this person; even
 * where what came before it was wrong. */

#define CALF_MASK EBB_ZONE_BIT (EBB_ZONE_LOWER_CALF)
#define WARM_DDEG 380

/* What the boots are is changed before anybody has asked them. */
static void
show_features (SessionBench *bench)
{
  for (guint i = 0; i < bench->n_boots; i++)
    {
      BenchBoots *boots = &bench->boots[i];
      uint8_t     bytes[EBB_MESSAGE_MAX_BYTES];
      size_t      size = strict_boots_encode_features (&boots->boots, bytes, sizeof bytes);

      ebb_scripted_link_set_value (boots->link, EBB_ROLE_FEATURES, bytes, size);
    }
}

static void
confirm (SessionBench *bench)
{
  g_autoptr (GError) error = NULL;

  session_bench_confirm (bench, 0, &error);
  g_assert_no_error (error);
}

/* Boots with heat, a session confirmed, and START not sent. */
static void
arm_heated (SessionBench *bench)
{
  EbbFeatures *features = &bench->boots[0].boots.features;

  session_bench_init (bench, 1);
  features->bits |= EBB_FEATURE_HEAT | EBB_FEATURE_TEMPERATURE_MEASURED;
  features->heated[EBB_SIDE_LEFT] = features->heated[EBB_SIDE_RIGHT] = CALF_MASK;
  features->heat_min_ddeg = 300;
  features->heat_max_ddeg = 420;
  show_features (bench);
  session_bench_connect (bench);
  bench->journal->is_held = TRUE;
  confirm (bench);
}

static void
end (SessionBench *bench)
{
  bench->journal->is_held = FALSE;
  if (bench->journal->waiting != NULL)
    test_journal_release (bench->journal);
  ebb_session_stop (bench->session, EBB_END_BY_STOP);
  session_bench_reach (bench, EBB_SESSION_IDLE, 5000);
  session_bench_clear (bench);
}

/* ---- START ---- */

static EbbRequest
make_start (SessionBench *bench)
{
  EbbSession *session = bench->session;

  return (EbbRequest){
    .op = EBB_OP_START,
    .start = {
      .pressure_cap_pa = (uint16_t) session->cap_pa,
      .intensity_pa = (uint16_t) session->cap_pa,
      .heat_cap_ddeg = ebb_session_get_heat_cap (session),
      .duration_s = (uint16_t) session->length_s,
      .legs = EBB_LEGS_BOTH,
    },
  };
}

static void
test_start_is_held_against_each_bound (void)
{
  SessionBench bench;
  EbbRequest   good, bad;

  arm_heated (&bench);
  good = make_start (&bench);
  g_assert_true (ebb_session_gate_start (bench.session, &good));
  bad = good;
  bad.start.pressure_cap_pa++;
  g_assert_false (ebb_session_gate_start (bench.session, &bad));
  bad = good;
  bad.start.intensity_pa++;
  g_assert_false (ebb_session_gate_start (bench.session, &bad));
  bad = good;
  bad.start.heat_cap_ddeg++;
  g_assert_false (ebb_session_gate_start (bench.session, &bad));
  bad = good;
  bad.start.offset_s = bad.start.duration_s;
  g_assert_false (ebb_session_gate_start (bench.session, &bad));
  bad = good;
  bad.start.duration_s = (uint16_t) (bench.session->caps.longest_s + 1);
  g_assert_false (ebb_session_gate_start (bench.session, &bad));
  end (&bench);
}

/* To find out which leg is which takes one of them, and no heat. */
static void
test_leg_check_is_one_leg_without_heat (void)
{
  SessionBench bench;
  EbbRequest   start;

  arm_heated (&bench);
  g_assert_cmpint (ebb_session_get_heat_cap (bench.session), >, EBB_HEAT_OFF_DDEG);
  bench.session->purpose = EBB_PURPOSE_LEG_CHECK;
  g_assert_cmpint (ebb_session_get_heat_cap (bench.session), ==, EBB_HEAT_OFF_DDEG);
  g_assert_false (ebb_session_gate_heat (bench.session, WARM_DDEG));
  start = make_start (&bench);
  g_assert_false (ebb_session_gate_start (bench.session, &start));
  start.start.legs = EBB_LEGS_LEFT;
  g_assert_true (ebb_session_gate_start (bench.session, &start));
  bench.session->purpose = EBB_PURPOSE_SESSION;
  end (&bench);
}

/* ---- heat ---- */

static void
test_heat_is_held_against_its_cap (void)
{
  SessionBench bench;

  arm_heated (&bench);
  g_assert_true (ebb_session_gate_heat (bench.session, EBB_HEAT_OFF_DDEG));
  g_assert_true (ebb_session_gate_heat (bench.session, WARM_DDEG));
  g_assert_false (
      ebb_session_gate_heat (bench.session, (gint16) (bench.session->caps.heat_cap_ddeg + 1)));
  bench.session->caps.allows_heat = FALSE;
  g_assert_false (ebb_session_gate_heat (bench.session, WARM_DDEG));
  g_assert_cmpint (ebb_session_get_heat_cap (bench.session), ==, EBB_HEAT_OFF_DDEG);
  bench.session->caps.allows_heat = TRUE;
  bench.session->caps.heat_cap_ddeg = 0;
  g_assert_cmpint (ebb_session_get_heat_cap (bench.session), ==, EBB_HEAT_OFF_DDEG);
  end (&bench);
}

/* ---- the program, byte by byte ---- */

static void
assert_program_is_refused (SessionBench *bench, const char *reason)
{
  g_autoptr (GError) error = NULL;
  EbbWireProgram program;

  g_assert_false (ebb_session_gate_program (bench->session, 0, &program, &error));
  g_assert_error (error, EBB_SESSION_ERROR, EBB_SESSION_ERROR_LIMITS);
  if (strstr (error->message, reason) == NULL)
    g_error ("\"%s\" does not say \"%s\"", error->message, reason);
}

static void
test_program_beyond_what_was_confirmed_is_not_sent (void)
{
  SessionBench   bench;
  EbbWireProgram program;
  EbbCaps        caps;

  arm_heated (&bench);
  g_assert_true (ebb_session_gate_program (bench.session, 0, &program, NULL));
  g_assert_cmpint (program.heat_ddeg[EBB_SIDE_LEFT][EBB_ZONE_LOWER_CALF], >, EBB_WIRE_HEAT_OFF);
  caps = bench.session->caps;
  bench.session->caps.heat_longest_s = 60;
  assert_program_is_refused (&bench, "60");
  bench.session->caps = caps;
  bench.session->caps.allows_heat = FALSE;
  assert_program_is_refused (&bench, "heat");
  bench.session->caps = caps;
  bench.session->caps.cap_pa = 1333;
  assert_program_is_refused (&bench, "last gate");
  bench.session->caps = caps;
  end (&bench);
}

static void
test_one_leg_after_the_other_takes_boots_that_can_and_both_legs (void)
{
  SessionBench     bench;
  EbbWireProgram   program;
  g_autofree char *json = NULL;
  g_autofree char *alternate = NULL;
  g_auto (GStrv) parts = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbProgram) plan = NULL;
  EbbProgram *before;

  session_bench_init (&bench, 1);
  json = ebb_program_to_json (bench.program);
  parts = g_strsplit (json, "\"same\"", 2);
  alternate = g_strjoinv ("\"alternate\"", parts);
  plan = ebb_program_new_from_json (alternate, -1, &error);
  g_assert_no_error (error);
  before = bench.program;
  bench.program = plan;
  session_bench_connect (&bench);
  bench.journal->is_held = TRUE;
  confirm (&bench);
  g_assert_true (ebb_session_gate_program (bench.session, 0, &program, NULL));
  g_assert_true (program.is_alternate);
  bench.session->legs = EBB_LEGS_LEFT;
  g_assert_true (ebb_session_gate_program (bench.session, 0, &program, NULL));
  g_assert_false (program.is_alternate);
  bench.session->legs = EBB_LEGS_BOTH;
  end (&bench);
  bench.program = before;
}

static void
test_boots_that_cannot_take_both_at_once (void)
{
  SessionBench   bench;
  EbbWireProgram program;

  session_bench_init (&bench, 1);
  bench.boots[0].boots.features.bits &= ~(uint32_t) EBB_FEATURE_ALTERNATE;
  show_features (&bench);
  session_bench_connect (&bench);
  bench.journal->is_held = TRUE;
  confirm (&bench);
  g_assert_true (ebb_session_gate_program (bench.session, 0, &program, NULL));
  g_assert_false (program.is_alternate);
  end (&bench);
}

static void
spoil (EbbSession *session, EbbWireProgram *program, const char *what)
{
  uint16_t *setpoint_pa = program->setpoint_pa[EBB_SIDE_LEFT];
  int16_t  *heat_ddeg = &program->heat_ddeg[EBB_SIDE_LEFT][EBB_ZONE_LOWER_CALF];

  if (strcmp (what, "setpoint") == 0)
    setpoint_pa[EBB_ZONE_FOOT] = (uint16_t) (session->cap_pa + 133);
  else if (strcmp (what, "low") == 0)
    setpoint_pa[EBB_ZONE_FOOT] = 1;
  else if (strcmp (what, "gradient") == 0)
    setpoint_pa[EBB_ZONE_LOWER_CALF] = (uint16_t) (setpoint_pa[EBB_ZONE_FOOT] + 133);
  else if (strcmp (what, "inflate") == 0)
    program->inflate_ds = 0;
  else if (strcmp (what, "hold") == 0)
    program->hold_ds = 10000;
  else if (strcmp (what, "deflate") == 0)
    program->deflate_ds = 0;
  else if (strcmp (what, "rest") == 0)
    program->rest_ds = 60000;
  else if (strcmp (what, "heat") == 0)
    *heat_ddeg = (int16_t) (session->caps.heat_cap_ddeg + 1);
  else if (strcmp (what, "heat time") == 0)
    program->heat_s = (uint16_t) (session->caps.heat_longest_s + 1);
  else if (strcmp (what, "dose") == 0)
    {
      session->caps.heat_longest_s = G_MAXUINT16;
      program->heat_s = G_MAXUINT16;
    }
  else if (strcmp (what, "lead in") == 0)
    program->lead_in_percent[0] = 101, program->n_lead_in = 1;
  else if (strcmp (what, "lead out") == 0)
    program->lead_out_percent[0] = 101, program->n_lead_out = 1;
  else
    session->caps.zones[EBB_SIDE_LEFT] &= (EbbZoneMask) ~EBB_ZONE_BIT (EBB_ZONE_FOOT);
}

static gboolean
has_violation (GArray *violations, EbbViolationCode code)
{
  for (guint i = 0; i < violations->len; i++)
    {
      if (g_array_index (violations, EbbViolation, i).code == code)
        return TRUE;
    }
  return FALSE;
}

/* ---- what was confirmed ---- */

static void
test_confirmation_without_a_cap_is_none (void)
{
  SessionBench    bench;
  EbbConfirmation confirmation;

  session_bench_init (&bench, 1);
  session_bench_connect (&bench);
  for (gint32 cap_pa = -1; cap_pa <= 0; cap_pa++)
    {
      g_autoptr (GError) error = NULL;

      confirmation = (EbbConfirmation){
        .program = bench.program,
        .legs = EBB_LEGS_BOTH,
        .length_s = bench.limits.session_min_s,
        .cap_pa = cap_pa,
        .by = EBB_CONFIRMED_BY_PRESS,
        .confirmed_boottime_us = ebb_clock_get_boottime_us (EBB_CLOCK (bench.clock)),
        .boots_identity = "sim:1",
        .boots_name = "Strict boots",
      };
      g_assert_false (ebb_session_confirm (bench.session, &confirmation, &error));
      g_assert_error (error, EBB_SESSION_ERROR, EBB_SESSION_ERROR_LIMITS);
    }
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_IDLE);
  session_bench_clear (&bench);
}

/* Nobody continues a leg check as a session, or the other way round. */
static void
test_what_is_continued_has_the_purpose_it_had (void)
{
  SessionBench bench;
  g_autoptr (GError) error = NULL;

  session_bench_run (&bench, 1);
  ebb_session_pause (bench.session);
  session_bench_reach (&bench, EBB_SESSION_PAUSED, 3000);
  bench.session->purpose = EBB_PURPOSE_LEG_CHECK;
  g_assert_false (session_bench_confirm (&bench, 0, &error));
  g_assert_error (error, EBB_SESSION_ERROR, EBB_SESSION_ERROR_STATE);
  bench.session->purpose = EBB_PURPOSE_SESSION;
  end (&bench);
}

static void
assert_intensity_is_refused (SessionBench *bench, gint32 intensity_pa)
{
  g_test_expect_message ("ebb-engine", G_LOG_LEVEL_WARNING, "last gate: intensity*");
  g_assert_false (ebb_session_gate_intensity (bench->session, intensity_pa));
  g_test_assert_expected_messages ();
}

/* Of boots that do not say how strong they are nobody knows how far up a step would go. */
static void
test_nothing_rises_from_an_unknown_intensity (void)
{
  SessionBench bench;
  EbbSession  *session;

  session_bench_run (&bench, 1);
  session = bench.session;
  session->snapshot.intensity_pa = 0;
  session->intensity_pa = 0;
  assert_intensity_is_refused (&bench, session->cap_pa);
  assert_intensity_is_refused (&bench, ebb_mmhg_to_pa (20));
  session->intensity_pa = ebb_mmhg_to_pa (30);
  g_assert_true (ebb_session_gate_intensity (session, ebb_mmhg_to_pa (30)));
  g_assert_true (ebb_session_gate_intensity (session, ebb_mmhg_to_pa (20)));
  assert_intensity_is_refused (&bench, ebb_mmhg_to_pa (35));
  session->snapshot.intensity_pa = session->cap_pa;
  g_assert_true (ebb_session_gate_intensity (session, session->cap_pa));
  assert_intensity_is_refused (&bench, session->cap_pa + 133);
  end (&bench);
}

/* Each value of what goes out, made wrong by itself, by the functions that looked at the program. */
static void
test_each_value_that_goes_out_is_looked_at (void)
{
  static const struct
  {
    const char      *what;
    EbbViolationCode code;
  } values[] = {
    { "setpoint", EBB_VIOLATION_PRESSURE_HIGH },
    { "low", EBB_VIOLATION_PRESSURE_LOW },
    { "gradient", EBB_VIOLATION_GRADIENT },
    { "inflate", EBB_VIOLATION_INFLATE },
    { "hold", EBB_VIOLATION_HOLD },
    { "deflate", EBB_VIOLATION_DEFLATE },
    { "rest", EBB_VIOLATION_CYCLE },
    { "heat", EBB_VIOLATION_HEAT_HIGH },
    { "heat time", EBB_VIOLATION_HEAT_LENGTH },
    { "dose", EBB_VIOLATION_HEAT_DOSE },
    { "lead in", EBB_VIOLATION_PRESSURE_HIGH },
    { "lead out", EBB_VIOLATION_PRESSURE_HIGH },
    { "zone", EBB_VIOLATION_ZONE_OFF },
  };
  SessionBench   bench;
  EbbWireProgram good;

  arm_heated (&bench);
  g_assert_true (ebb_session_gate_program (bench.session, 0, &good, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GArray) violations = g_array_new (FALSE, FALSE, sizeof (EbbViolation));
      EbbCaps        caps = bench.session->caps;
      EbbWireProgram program = good;

      spoil (bench.session, &program, values[i].what);
      ebb_session_check_wire (bench.session, &program, violations);
      bench.session->caps = caps;
      if (!has_violation (violations, values[i].code))
        g_error ("%s: no violation %d", values[i].what, values[i].code);
    }
  end (&bench);
}

/* ---- what boots can do ---- */

static void
test_boots_that_said_nothing_can_nothing (void)
{
  SessionBench    bench;
  EbbCapabilities capabilities;

  session_bench_init (&bench, 2);
  ebb_session_join_capabilities (&bench.boots[0].controller, 1, &capabilities);
  g_assert_cmpint (capabilities.pressure_max_pa, ==, 0);
  g_assert_false (capabilities.is_simulated);
  g_assert_false (capabilities.has_own_timer);
  bench.session->legs = EBB_LEGS_BOTH;
  g_assert_cmpint (ebb_session_legs_of_link (bench.session, 0), ==, EBB_LEGS_NONE);
  session_bench_clear (&bench);
}

static void
test_set_has_the_most_levels_of_its_boots (void)
{
  SessionBench    bench;
  EbbController  *controllers[EBB_SESSION_MAX_LINKS];
  EbbCapabilities capabilities;

  session_bench_init (&bench, 2);
  for (guint i = 0; i < bench.n_boots; i++)
    {
      bench.boots[i].boots.features.bits |= EBB_FEATURE_LEVELS;
      bench.boots[i].boots.features.level_count = (uint8_t) (3 + i);
      controllers[i] = bench.boots[i].controller;
    }
  show_features (&bench);
  session_bench_connect (&bench);
  ebb_session_join_capabilities (controllers, bench.n_boots, &capabilities);
  g_assert_cmpuint (capabilities.level_count, ==, 4);
  g_assert_true (capabilities.obeys_bonded_only);
  session_bench_clear (&bench);
}

#define ADD(path, test) g_test_add_func ("/session/gate/" path, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 4);
  session_bench_load (argv);
  ADD ("start-is-held-against-each-bound", test_start_is_held_against_each_bound);
  ADD ("leg-check-is-one-leg-without-heat", test_leg_check_is_one_leg_without_heat);
  ADD ("heat-is-held-against-its-cap", test_heat_is_held_against_its_cap);
  ADD ("program-beyond-what-was-confirmed-is-not-sent",
       test_program_beyond_what_was_confirmed_is_not_sent);
  ADD ("one-leg-after-the-other-takes-boots-that-can-and-both-legs",
       test_one_leg_after_the_other_takes_boots_that_can_and_both_legs);
  ADD ("boots-that-cannot-take-both-at-once", test_boots_that_cannot_take_both_at_once);
  ADD ("confirmation-without-a-cap-is-none", test_confirmation_without_a_cap_is_none);
  ADD ("what-is-continued-has-the-purpose-it-had", test_what_is_continued_has_the_purpose_it_had);
  ADD ("nothing-rises-from-an-unknown-intensity", test_nothing_rises_from_an_unknown_intensity);
  ADD ("each-value-that-goes-out-is-looked-at", test_each_value_that_goes_out_is_looked_at);
  ADD ("boots-that-said-nothing-can-nothing", test_boots_that_said_nothing_can_nothing);
  ADD ("set-has-the-most-levels-of-its-boots", test_set_has_the_most_levels_of_its_boots);
  return g_test_run ();
}
