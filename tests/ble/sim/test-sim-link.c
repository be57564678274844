/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-control.h"
#include "ebb-fake-clock.h"
#include "ebb-real-clock.h"
#include "ebb-sim-scanner.h"
#include "ebb-units.h"
#include "ebb-wire-program.h"

/* Simulated boots as a scanner and a link offer them. */

typedef struct
{
  EbbClock      *clock;
  EbbSimScanner *scanner;
  EbbSimBoots   *boots;
  EbbLink       *link;
  GError        *error;
  gboolean       is_done;
  unsigned       n_answers;
  EbbResponse    answer;
  unsigned       n_telemetry;
  EbbTelemetry   telemetry;
  guint          code;
} Fixture;

static void
received_cb (EbbRole            role,
             const uint8_t     *bytes,
             size_t             size,
             gint64 received_us G_GNUC_UNUSED,
             gpointer           user_data)
{
  Fixture *fixture = user_data;

  if (role == EBB_ROLE_CONTROL)
    {
      fixture->n_answers++;
      g_assert_cmpint (ebb_response_decode (&fixture->answer, bytes, size), ==, EBB_DECODE_OK);
    }
  else if (role == EBB_ROLE_TELEMETRY)
    {
      fixture->n_telemetry++;
      g_assert_cmpint (ebb_telemetry_decode (&fixture->telemetry, bytes, size), ==, EBB_DECODE_OK);
    }
}

static void
set_up_with_clock (Fixture *fixture, EbbClock *clock, EbbSimPairing pairing)
{
  EbbSimSet set;
  g_autoptr (EbbPeer) peer = ebb_peer_new ("sim:1");

  *fixture = (Fixture){ .clock = clock, .scanner = ebb_sim_scanner_new (clock, NULL) };
  ebb_sim_set_init (&set);
  set.pairing = pairing;
  fixture->boots = ebb_sim_scanner_add_set (fixture->scanner, &set);
  fixture->link = ebb_scanner_open_link (EBB_SCANNER (fixture->scanner), peer, NULL);
  g_assert_nonnull (fixture->link);
  ebb_link_set_receiver (fixture->link, received_cb, fixture);
}

static void
set_up (Fixture *fixture, EbbSimPairing pairing)
{
  set_up_with_clock (fixture, EBB_CLOCK (ebb_fake_clock_new ()), pairing);
}

static void
tear_down (Fixture *fixture)
{
  g_clear_error (&fixture->error);
  ebb_link_disconnect (fixture->link);
  g_clear_object (&fixture->link);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->scanner);
  g_assert_finalize_object (fixture->clock);
}

static void
advance_ms (Fixture *fixture, guint duration_ms)
{
  ebb_fake_clock_advance_ms (EBB_FAKE_CLOCK (fixture->clock), duration_ms);
  ebb_settle ();
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->is_done = TRUE;
  g_clear_error (&fixture->error);
  ebb_link_connect_finish (EBB_LINK (source), result, &fixture->error);
}

static void
paired_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->is_done = TRUE;
  g_clear_error (&fixture->error);
  ebb_link_pair_finish (EBB_LINK (source), result, &fixture->error);
}

static void
subscribed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->is_done = TRUE;
  g_clear_error (&fixture->error);
  ebb_link_subscribe_finish (EBB_LINK (source), result, &fixture->error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GBytes) bytes = NULL;

  fixture->is_done = TRUE;
  g_clear_error (&fixture->error);
  bytes = ebb_link_read_finish (EBB_LINK (source), result, &fixture->error);
  g_assert_true ((bytes != NULL) == (fixture->error == NULL));
}

static void
connect_link (Fixture *fixture)
{
  fixture->is_done = FALSE;
  ebb_link_connect_async (fixture->link, NULL, connected_cb, fixture);
  advance_ms (fixture, 500);
  g_assert_true (fixture->is_done);
}

static void
subscribe (Fixture *fixture, EbbRole role)
{
  fixture->is_done = FALSE;
  ebb_link_subscribe_async (fixture->link, role, NULL, subscribed_cb, fixture);
}

static void
send (Fixture *fixture, EbbRequest *request)
{
  static uint16_t sequence = 0;
  uint8_t         bytes[EBB_MESSAGE_MAX_BYTES];
  size_t          size;

  request->sequence = ++sequence;
  request->owner = 9;
  size = ebb_request_encode (request, bytes, sizeof bytes);
  g_assert_true (ebb_link_send (fixture->link, EBB_ROLE_CONTROL, bytes, size, NULL));
}

static void
send_program (Fixture *fixture, uint32_t *crc)
{
  EbbWireProgram program = {
    .inflate_ds = 20,
    .hold_ds = 20,
    .deflate_ds = 100,
    .zones = { EBB_ZONE_BIT (EBB_ZONE_FOOT), EBB_ZONE_BIT (EBB_ZONE_FOOT) },
  };
  EbbRequest      begin = { .op = EBB_OP_BEGIN_PROGRAM };
  uint8_t         bytes[EBB_PROGRAM_MAX_BYTES], frame[EBB_MESSAGE_MAX_BYTES];
  EbbProgramChunk chunk = { .bytes = bytes };

  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      program.setpoint_pa[side][EBB_ZONE_FOOT] = (uint16_t) ebb_mmhg_to_pa (30);
      program.heat_ddeg[side][EBB_ZONE_FOOT] = EBB_WIRE_HEAT_OFF;
    }
  chunk.size = ebb_wire_program_encode (&program, bytes, sizeof bytes);
  g_assert_cmpuint (chunk.size, >, 0);
  *crc = ebb_wire_program_crc (bytes, chunk.size);
  begin.begin_program.size = (uint16_t) chunk.size;
  begin.begin_program.crc = *crc;
  send (fixture, &begin);
  ebb_link_send (fixture->link, EBB_ROLE_PROGRAM, frame,
                 ebb_program_chunk_encode (&chunk, frame, sizeof frame), NULL);
}

static void
test_a_scan_finds_them (void)
{
  Fixture     fixture;
  GListModel *peers;

  set_up (&fixture, EBB_SIM_PAIRING_DONE);
  peers = ebb_scanner_get_peers (EBB_SCANNER (fixture.scanner));
  g_assert_cmpuint (g_list_model_get_n_items (peers), ==, 0);
  ebb_scanner_start (EBB_SCANNER (fixture.scanner));
  g_assert_true (ebb_scanner_is_scanning (EBB_SCANNER (fixture.scanner)));
  advance_ms (&fixture, 1000);
  g_assert_cmpuint (g_list_model_get_n_items (peers), ==, 1);
  {
    g_autoptr (EbbPeer) peer = g_list_model_get_item (peers, 0);

    g_assert_cmpstr (ebb_peer_get_name (peer), ==, "Simulated boots");
    g_assert_true (ebb_peer_is_present (peer));
    connect_link (&fixture);
    g_assert_true (ebb_peer_is_connected (peer));
  }
  advance_ms (&fixture, EBB_SCAN_MAX_S * 1000);
  g_assert_false (ebb_scanner_is_scanning (EBB_SCANNER (fixture.scanner)));
  tear_down (&fixture);
}

static void
test_unpaired_it_gives_features_and_stop_only (void)
{
  static const EbbRole refused[] = { EBB_ROLE_CONTROL, EBB_ROLE_STATUS, EBB_ROLE_TELEMETRY };
  Fixture              fixture;
  EbbRequest           look = { .op = EBB_OP_READ_STATE };
  const uint8_t        stop[4] = { 1 };

  set_up (&fixture, EBB_SIM_PAIRING_JUST_WORKS);
  connect_link (&fixture);
  g_assert_no_error (fixture.error);
  g_assert_false (ebb_link_is_paired (fixture.link));
  for (unsigned i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      subscribe (&fixture, refused[i]);
      ebb_settle ();
      g_assert_error (fixture.error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED);
    }
  ebb_link_read_async (fixture.link, EBB_ROLE_FEATURES, NULL, read_cb, &fixture);
  ebb_settle ();
  g_assert_no_error (fixture.error);
  send (&fixture, &look);
  g_assert_true (ebb_link_send (fixture.link, EBB_ROLE_STOP, stop, sizeof stop, NULL));
  advance_ms (&fixture, 1000);
  g_assert_cmpuint (ebb_sim_boots_get_status (fixture.boots)->closed_epoch, ==, 1);
  g_assert_cmpuint (fixture.n_answers, ==, 0);
  g_assert_cmpint (ebb_link_dup_stop_descriptor (fixture.link), ==, -1);
  tear_down (&fixture);
}

static void
code_shown_cb (Fixture *fixture, EbbPairingNeed need, guint code)
{
  g_assert_cmpint (need, ==, EBB_PAIRING_CONFIRM_CODE);
  fixture->code = code;
}

static void
test_a_code_is_compared (void)
{
  Fixture fixture;

  set_up (&fixture, EBB_SIM_PAIRING_CONFIRM_CODE);
  g_signal_connect_swapped (fixture.link, "pairing-needed", G_CALLBACK (code_shown_cb), &fixture);
  connect_link (&fixture);
  fixture.is_done = FALSE;
  ebb_link_pair_async (fixture.link, NULL, paired_cb, &fixture);
  advance_ms (&fixture, 1000);
  g_assert_cmpuint (fixture.code, !=, 0);
  ebb_link_answer_pairing (fixture.link, FALSE, 0);
  advance_ms (&fixture, 1000);
  g_assert_error (fixture.error, EBB_LINK_ERROR, EBB_LINK_ERROR_PAIRING_WRONG_CODE);
  g_assert_false (ebb_link_is_paired (fixture.link));

  ebb_link_pair_async (fixture.link, NULL, paired_cb, &fixture);
  advance_ms (&fixture, 1000);
  ebb_link_answer_pairing (fixture.link, TRUE, 0);
  advance_ms (&fixture, 1000);
  g_assert_no_error (fixture.error);
  g_assert_true (ebb_link_is_paired (fixture.link));

  fixture.is_done = FALSE;
  ebb_link_forget_async (fixture.link, NULL, NULL, NULL);
  ebb_settle ();
  ebb_link_pair_async (fixture.link, NULL, paired_cb, &fixture);
  advance_ms (&fixture, 60000);
  g_assert_error (fixture.error, EBB_LINK_ERROR, EBB_LINK_ERROR_PAIRING_TIMED_OUT);
  tear_down (&fixture);
}

static void
test_a_link_lost_while_pairing_pairs_nothing (void)
{
  Fixture fixture;

  set_up (&fixture, EBB_SIM_PAIRING_CONFIRM_CODE);
  g_signal_connect_swapped (fixture.link, "pairing-needed", G_CALLBACK (code_shown_cb), &fixture);
  connect_link (&fixture);
  fixture.is_done = FALSE;
  ebb_link_pair_async (fixture.link, NULL, paired_cb, &fixture);
  advance_ms (&fixture, 1000);
  g_assert_cmpuint (fixture.code, !=, 0);
  ebb_sim_boots_set_fault (fixture.boots, EBB_SIM_FAULT_DROP_LINK, 1000);
  advance_ms (&fixture, 100);
  g_assert_error (fixture.error, EBB_LINK_ERROR, EBB_LINK_ERROR_PAIRING_LOST);
  g_assert_false (ebb_link_is_paired (fixture.link));
  tear_down (&fixture);
}

static void
test_a_dropped_link_goes_down_and_returns (void)
{
  Fixture fixture;

  set_up (&fixture, EBB_SIM_PAIRING_DONE);
  connect_link (&fixture);
  subscribe (&fixture, EBB_ROLE_TELEMETRY);
  advance_ms (&fixture, 2000);
  g_assert_cmpuint (fixture.n_telemetry, >=, 3);
  ebb_sim_boots_set_fault (fixture.boots, EBB_SIM_FAULT_DROP_LINK, 12000);
  advance_ms (&fixture, 100);
  g_assert_cmpint (ebb_link_get_state (fixture.link), ==, EBB_LINK_DISCONNECTED);
  fixture.n_telemetry = 0;
  ebb_link_connect_async (fixture.link, NULL, connected_cb, &fixture);
  advance_ms (&fixture, 11000);
  g_assert_error (fixture.error, EBB_LINK_ERROR, EBB_LINK_ERROR_UNREACHABLE);
  ebb_link_connect_async (fixture.link, NULL, connected_cb, &fixture);
  advance_ms (&fixture, 3000);
  g_assert_no_error (fixture.error);
  g_assert_cmpint (ebb_link_get_state (fixture.link), ==, EBB_LINK_READY);
  g_assert_cmpuint (fixture.n_telemetry, ==, 0);
  tear_down (&fixture);
}

static void
test_silent_boots_do_not_answer_a_read (void)
{
  Fixture fixture;

  set_up (&fixture, EBB_SIM_PAIRING_DONE);
  connect_link (&fixture);
  ebb_sim_boots_set_fault (fixture.boots, EBB_SIM_FAULT_SILENT, 1);
  fixture.is_done = FALSE;
  ebb_link_read_async (fixture.link, EBB_ROLE_FEATURES, NULL, read_cb, &fixture);
  advance_ms (&fixture, 4000);
  g_assert_false (fixture.is_done);
  advance_ms (&fixture, 2000);
  g_assert_error (fixture.error, EBB_LINK_ERROR, EBB_LINK_ERROR_TIMED_OUT);
  tear_down (&fixture);
}

static void
wait_until_answered (Fixture *fixture, unsigned n_answers)
{
  gint64 give_up_us = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (fixture->n_answers < n_answers && g_get_monotonic_time () < give_up_us)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->n_answers, ==, n_answers);
  g_assert_cmpint (fixture->answer.result, ==, EBB_RESULT_SUCCESS);
}

static void
start_session (Fixture *fixture)
{
  EbbRequest commit = { .op = EBB_OP_COMMIT_PROGRAM };
  EbbRequest start = { .op = EBB_OP_START, .epoch = 1 };
  uint32_t   crc;

  send_program (fixture, &crc);
  wait_until_answered (fixture, 1);
  commit.commit_program.crc = crc;
  send (fixture, &commit);
  wait_until_answered (fixture, 2);
  start.start.program_crc = crc;
  start.start.duration_s = 8;
  start.start.legs = EBB_LEGS_BOTH;
  start.start.pressure_cap_pa = 5333;
  start.start.heat_cap_ddeg = EBB_WIRE_HEAT_OFF;
  send (fixture, &start);
  wait_until_answered (fixture, 3);
}

/* 8 s of the boots' time are less than one here, and their lease is a second: what holds this process
 * up for less ends nothing. */
static void
test_a_session_runs_ten_times_as_fast (void)
{
  Fixture fixture;
  gint64  give_up_us = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  int32_t highest_pa = 0;

  set_up_with_clock (&fixture, EBB_CLOCK (ebb_real_clock_new (10)), EBB_SIM_PAIRING_DONE);
  ebb_link_connect_async (fixture.link, NULL, connected_cb, &fixture);
  while (!fixture.is_done && g_get_monotonic_time () < give_up_us)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (fixture.error);
  subscribe (&fixture, EBB_ROLE_CONTROL);
  subscribe (&fixture, EBB_ROLE_TELEMETRY);
  start_session (&fixture);
  while ((ebb_sim_boots_get_status (fixture.boots)->run_state != EBB_RUN_STOPPED
          || fixture.telemetry.run_state != EBB_RUN_STOPPED)
         && g_get_monotonic_time () < give_up_us)
    {
      g_main_context_iteration (NULL, TRUE);
      highest_pa =
          MAX (highest_pa, fixture.telemetry.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].pressure_pa);
    }
  g_assert_cmpint (ebb_sim_boots_get_status (fixture.boots)->end_reason, ==, EBB_END_COMPLETE);
  g_assert_cmpint (fixture.telemetry.run_state, ==, EBB_RUN_STOPPED);
  g_assert_cmpuint (fixture.n_telemetry, >, 10);
  g_assert_cmpint (highest_pa, >, ebb_mmhg_to_pa (10));
  tear_down (&fixture);
}

static void
test_an_answer_is_never_given_inside_send (void)
{
  Fixture    fixture;
  EbbRequest look = { .op = EBB_OP_READ_STATE };

  set_up (&fixture, EBB_SIM_PAIRING_DONE);
  connect_link (&fixture);
  subscribe (&fixture, EBB_ROLE_CONTROL);
  for (unsigned i = 1; i < 20; i++)
    {
      send (&fixture, &look);
      g_assert_cmpuint (fixture.n_answers, ==, i - 1);
      advance_ms (&fixture, 20);
      g_assert_cmpuint (fixture.n_answers, ==, i);
    }
  tear_down (&fixture);
}

#define ADD(name, function) g_test_add_func ("/sim/link/" name, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-scan-finds-them", test_a_scan_finds_them);
  ADD ("unpaired-it-gives-features-and-stop-only", test_unpaired_it_gives_features_and_stop_only);
  ADD ("a-code-is-compared", test_a_code_is_compared);
  ADD ("a-link-lost-while-pairing-pairs-nothing", test_a_link_lost_while_pairing_pairs_nothing);
  ADD ("a-dropped-link-goes-down-and-returns", test_a_dropped_link_goes_down_and_returns);
  ADD ("silent-boots-do-not-answer-a-read", test_silent_boots_do_not_answer_a_read);
  ADD ("a-session-runs-ten-times-as-fast", test_a_session_runs_ten_times_as_fast);
  ADD ("an-answer-is-never-given-inside-send", test_an_answer_is_never_given_inside_send);
  return g_test_run ();
}
