/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "controller-fixture.h"
#include "ebb-units.h"

#include <string.h>

/* What flows: notifications up, a program down. */

#define ADD(path, set_up, test)                                                                    \
  g_test_add ("/controller/stream/" path, Fixture, NULL, set_up, test, fixture_tear_down)

/* ---- every allocation of this process is counted, where no sanitizer counts already ---- */

#if !defined(__SANITIZE_ADDRESS__)
#define COUNTS_ALLOCATIONS 1

static guint n_allocations;

void *__libc_malloc (size_t size);
void *__libc_calloc (size_t count, size_t size);
void *__libc_realloc (void *memory, size_t size);

void *
malloc (size_t size)
{
  n_allocations++;
  return __libc_malloc (size);
}

void *
calloc (size_t count, size_t size)
{
  n_allocations++;
  return __libc_calloc (count, size);
}

void *
realloc (void *memory, size_t size)
{
  n_allocations++;
  return __libc_realloc (memory, size);
}
#endif

static EbbTelemetry
make_telemetry (void)
{
  EbbTelemetry telemetry = {
    .run_state = EBB_RUN_RUNNING,
    .epoch = 5,
    .closed_epoch = 4,
    .counter = 77,
    .elapsed_ms = 61000,
    .remaining_s = 540,
    .lease_left_ms = 9000,
    .cycle = 2,
    .intensity_pa = 5333,
    .zones = { EBB_ZONE_BIT (EBB_ZONE_FOOT), EBB_ZONE_BIT (EBB_ZONE_FOOT) },
  };

  for (guint side = 0; side < EBB_N_SIDES; side++)
    telemetry.zone[side][EBB_ZONE_FOOT] = (EbbZoneTelemetry){
      .pressure_pa = 4000 + (int32_t) side,
      .setpoint_pa = 5333,
      .temperature_ddeg = 310,
      .heat_setpoint_ddeg = EBB_HEAT_OFF_DDEG,
    };
  return telemetry;
}

static EbbWireProgram
make_program (void)
{
  EbbWireProgram program = {
    .pattern = EBB_PATTERN_SEQUENTIAL,
    .inflate_ds = 50,
    .hold_ds = 50,
    .deflate_ds = 50,
    .rest_ds = 50,
    .zones = { EBB_ZONE_BIT (EBB_ZONE_FOOT), EBB_ZONE_BIT (EBB_ZONE_FOOT) },
  };

  for (guint side = 0; side < EBB_N_SIDES; side++)
    for (guint zone = 0; zone < EBB_N_ZONES; zone++)
      {
        program.setpoint_pa[side][zone] = zone == EBB_ZONE_FOOT ? 4000 : 0;
        program.heat_ddeg[side][zone] = EBB_WIRE_HEAT_OFF;
      }
  return program;
}

/* ---- up ---- */

static void
test_telemetry_comes_whole (Fixture *fixture, gconstpointer data)
{
  const EbbTelemetry telemetry = make_telemetry ();

  ebb_fake_clock_advance_ms (fixture->clock, 1234);
  ebb_scripted_boots_send_telemetry (fixture->boots, &telemetry);

  g_assert_cmpuint (fixture->n_telemetry, ==, 1);
  g_assert_cmpint (fixture->telemetry_us, ==,
                   ebb_clock_get_boottime_us (EBB_CLOCK (fixture->clock)));
  g_assert_cmpuint (fixture->telemetry.counter, ==, 77);
  g_assert_cmpuint (fixture->telemetry.epoch, ==, 5);
  g_assert_cmpint (fixture->telemetry.zone[EBB_SIDE_RIGHT][EBB_ZONE_FOOT].pressure_pa, ==, 4001);
}

static void
test_status_comes_whole (Fixture *fixture, gconstpointer data)
{
  const guint before = fixture->n_status;

  fixture->boots->status = (EbbStatus){
    .run_state = EBB_RUN_VENTING,
    .end_reason = EBB_END_BUTTON,
    .closed_epoch = 5,
    .owner = FIXTURE_OWNER,
  };
  ebb_scripted_boots_send_status (fixture->boots);

  g_assert_cmpuint (fixture->n_status, ==, before + 1);
  g_assert_cmpint (fixture->status.end_reason, ==, EBB_END_BUTTON);
  g_assert_cmpuint (fixture->status.closed_epoch, ==, 5);
}

static void
test_telemetry_allocates_nothing (Fixture *fixture, gconstpointer data)
{
#ifdef COUNTS_ALLOCATIONS
  const EbbTelemetry telemetry = make_telemetry ();
  uint8_t            bytes[EBB_MESSAGE_MAX_BYTES];
  const size_t       size = ebb_telemetry_encode (&telemetry, bytes, sizeof bytes);
  guint              before;

  ebb_scripted_link_receive (fixture->link, EBB_ROLE_TELEMETRY, bytes, size);
  before = n_allocations;
  for (guint i = 0; i < 1000; i++)
    ebb_scripted_link_receive (fixture->link, EBB_ROLE_TELEMETRY, bytes, size);

  g_assert_cmpuint (fixture->n_telemetry, ==, 1001);
  g_assert_cmpuint (n_allocations, ==, before);
  g_free (g_malloc (1));
  g_assert_cmpuint (n_allocations, >, before); /* or nothing was counted at all */
#endif
}

static void
test_battery_is_followed (Fixture *fixture, gconstpointer data)
{
  static const uint8_t low[] = { 15 };
  static const uint8_t nonsense[] = { 200 };
  const guint          before = fixture->n_state_changes;

  ebb_scripted_link_receive (fixture->link, EBB_ROLE_BATTERY, low, sizeof low);
  ebb_scripted_link_receive (fixture->link, EBB_ROLE_BATTERY, low, sizeof low);
  ebb_scripted_link_receive (fixture->link, EBB_ROLE_BATTERY, nonsense, sizeof nonsense);
  ebb_scripted_link_receive (fixture->link, EBB_ROLE_BATTERY, low, 0);

  g_assert_cmpint (ebb_controller_get_battery_percent (fixture->controller), ==, 15);
  g_assert_cmpuint (fixture->n_state_changes, ==, before + 1);
}

/* ---- down ---- */

static void
assert_log (Fixture *fixture, const char *expected)
{
  g_autofree char *log = ebb_scripted_link_dup_log (fixture->link);

  g_assert_cmpstr (log, ==, expected);
}

static void
test_upload (Fixture *fixture, gconstpointer data)
{
  const EbbWireProgram    program = make_program ();
  Outcome                *outcome = fixture_add_outcome (fixture);
  uint8_t                 bytes[EBB_PROGRAM_MAX_BYTES];
  const size_t            size = ebb_wire_program_encode (&program, bytes, sizeof bytes);
  const EbbScriptedEntry *frame;
  EbbProgramChunk         chunk;

  fixture_upload (fixture, &program, outcome);
  ebb_settle ();

  outcome_assert_success (outcome);
  assert_log (fixture, "send:control send:program send:control");
  g_assert_cmpuint (outcome->program_crc, ==, ebb_wire_program_crc (bytes, size));
  g_assert_cmpuint (fixture->boots->last[EBB_OP_BEGIN_PROGRAM].begin_program.size, ==, size);
  g_assert_cmpuint (fixture->boots->last[EBB_OP_BEGIN_PROGRAM].begin_program.crc, ==,
                    outcome->program_crc);
  g_assert_cmpuint (fixture->boots->last[EBB_OP_COMMIT_PROGRAM].commit_program.crc, ==,
                    outcome->program_crc);
  frame = ebb_scripted_link_get_last_sent (fixture->link, EBB_ROLE_PROGRAM);
  g_assert_cmpint (ebb_program_chunk_decode (&chunk, g_bytes_get_data (frame->bytes, NULL),
                                             g_bytes_get_size (frame->bytes)),
                   ==, EBB_DECODE_OK);
  g_assert_cmpuint (chunk.offset, ==, 0);
  g_assert_cmpmem (chunk.bytes, chunk.size, bytes, size);
}

static void
test_upload_refused (Fixture *fixture, gconstpointer data)
{
  const EbbWireProgram program = make_program ();
  Outcome             *first = fixture_add_outcome (fixture);
  Outcome             *second = fixture_add_outcome (fixture);

  fixture->boots->result[EBB_OP_BEGIN_PROGRAM] = EBB_RESULT_NOT_PERMITTED;
  fixture_upload (fixture, &program, first);
  ebb_settle ();
  outcome_assert_error (first, EBB_LINK_ERROR, EBB_LINK_ERROR_REFUSED);
  assert_log (fixture, "send:control");

  fixture->boots->result[EBB_OP_BEGIN_PROGRAM] = EBB_RESULT_SUCCESS;
  fixture->boots->result[EBB_OP_COMMIT_PROGRAM] = EBB_RESULT_FAILED;
  fixture_upload (fixture, &program, second);
  for (int i = 0; i < 5; i++)
    {
      ebb_settle ();
      g_assert_cmpint (second->is_done, ==, i == 4);
      ebb_fake_clock_advance_ms (fixture->clock, 100);
    }
  outcome_assert_error (second, EBB_LINK_ERROR, EBB_LINK_ERROR_REFUSED);
  g_assert_cmpuint (fixture->boots->count[EBB_OP_COMMIT_PROGRAM], ==, 5);
}

static void
test_commit_that_overtook_a_chunk (Fixture *fixture, gconstpointer data)
{
  const EbbWireProgram program = make_program ();
  Outcome             *outcome = fixture_add_outcome (fixture);

  fixture->boots->result[EBB_OP_COMMIT_PROGRAM] = EBB_RESULT_FAILED;
  fixture_upload (fixture, &program, outcome);
  ebb_settle ();
  g_assert_false (outcome->is_done);

  fixture->boots->result[EBB_OP_COMMIT_PROGRAM] = EBB_RESULT_SUCCESS;
  ebb_fake_clock_advance_ms (fixture->clock, 100);
  ebb_settle ();
  outcome_assert_success (outcome);
  assert_log (fixture, "send:control send:program send:control send:control");
}

/* After a stop nothing of the way to START is sent any more, and nothing waits to be. */
static void
test_stop_while_a_commit_waits (Fixture *fixture, gconstpointer data)
{
  const EbbWireProgram program = make_program ();
  Outcome             *outcome = fixture_add_outcome (fixture);

  fixture->boots->result[EBB_OP_COMMIT_PROGRAM] = EBB_RESULT_FAILED;
  fixture_upload (fixture, &program, outcome);
  ebb_settle ();
  g_assert_false (outcome->is_done);

  g_assert_true (ebb_controller_stop (fixture->controller, 7, NULL));
  ebb_controller_flush (fixture->controller);
  ebb_settle ();
  outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED);
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (fixture->clock), ==, 0);
  ebb_fake_clock_advance_ms (fixture->clock, 1000);
  ebb_settle ();
  g_assert_cmpuint (fixture->boots->count[EBB_OP_COMMIT_PROGRAM], ==, 1);
}

static void
test_upload_of_nonsense (Fixture *fixture, gconstpointer data)
{
  const EbbWireProgram nothing = { 0 };
  Outcome             *outcome = fixture_add_outcome (fixture);

  fixture_upload (fixture, &nothing, outcome);
  ebb_settle ();
  outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED);
}

static void
test_one_upload_at_a_time (Fixture *fixture, gconstpointer data)
{
  const EbbWireProgram program = make_program ();
  Outcome             *first = fixture_add_outcome (fixture);
  Outcome             *second = fixture_add_outcome (fixture);
  Outcome             *third = fixture_add_outcome (fixture);

  fixture_upload (fixture, &program, first);
  fixture_upload (fixture, &program, second);
  ebb_settle ();
  outcome_assert_success (first);
  outcome_assert_error (second, EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED);

  fixture_upload (fixture, &program, third);
  ebb_settle ();
  outcome_assert_success (third);
}

static void
test_upload_and_loss (Fixture *fixture, gconstpointer data)
{
  const EbbWireProgram program = make_program ();
  Outcome             *outcome = fixture_add_outcome (fixture);
  Outcome             *connected = fixture_add_outcome (fixture);
  Outcome             *again = fixture_add_outcome (fixture);

  fixture->boots->is_silent[EBB_OP_COMMIT_PROGRAM] = TRUE;
  fixture_upload (fixture, &program, outcome);
  ebb_settle ();
  ebb_scripted_link_lose (fixture->link);
  ebb_settle ();
  outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED);

  fixture->boots->is_silent[EBB_OP_COMMIT_PROGRAM] = FALSE;
  fixture_connect (fixture, 0, connected);
  ebb_settle ();
  fixture_upload (fixture, &program, again);
  ebb_settle ();
  outcome_assert_success (again);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  fixture_init (argv[1]);

  ADD ("telemetry-comes-whole", fixture_set_up_trusted, test_telemetry_comes_whole);
  ADD ("status-comes-whole", fixture_set_up_trusted, test_status_comes_whole);
  ADD ("telemetry-allocates-nothing", fixture_set_up_trusted, test_telemetry_allocates_nothing);
  ADD ("battery-is-followed", fixture_set_up_trusted, test_battery_is_followed);
  ADD ("upload", fixture_set_up_trusted, test_upload);
  ADD ("upload-refused", fixture_set_up_trusted, test_upload_refused);
  ADD ("upload-survives-a-commit-that-overtook-a-chunk", fixture_set_up_trusted,
       test_commit_that_overtook_a_chunk);
  ADD ("stop-ends-an-upload-whose-commit-waits", fixture_set_up_trusted,
       test_stop_while_a_commit_waits);
  ADD ("upload-of-nonsense", fixture_set_up_trusted, test_upload_of_nonsense);
  ADD ("one-upload-at-a-time", fixture_set_up_trusted, test_one_upload_at_a_time);
  ADD ("upload-and-loss", fixture_set_up_trusted, test_upload_and_loss);
  return g_test_run ();
}
