/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "controller-fixture.h"

/* Questions to boots that are trusted: order, deadlines, replacement, and Stop past all of it. */

#define ADD(path, test)                                                                            \
  g_test_add ("/controller/request/" path, Fixture, NULL, fixture_set_up_trusted, test,            \
              fixture_tear_down)

static const EbbRequest READ_STATE = { .op = EBB_OP_READ_STATE };
static const EbbRequest RENEW = { .op = EBB_OP_RENEW, .epoch = 5 };
static const EbbRequest IDENTIFY = { .op = EBB_OP_IDENTIFY, .identify.duration_s = 5 };
static const EbbRequest START = {
  .op = EBB_OP_START,
  .epoch = 5,
  .start = { .program_crc = 1,
             .duration_s = 600,
             .legs = EBB_LEGS_BOTH,
             .pressure_cap_pa = 5333,
             .heat_cap_ddeg = EBB_WIRE_HEAT_OFF },
};

static EbbRequest
make_intensity (uint16_t intensity_pa)
{
  return (EbbRequest){ .op = EBB_OP_SET_INTENSITY,
                       .epoch = 5,
                       .set_intensity.intensity_pa = intensity_pa };
}

static void
receive (Fixture *fixture, const uint8_t *bytes, size_t size)
{
  ebb_scripted_link_receive (fixture->link, EBB_ROLE_CONTROL, bytes, size);
}

static void
test_is_answered (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);

  fixture->boots->status.closed_epoch = 41;
  fixture->boots->highest_pa = 700;
  fixture_request (fixture, &READ_STATE, NULL, outcome);
  ebb_settle ();

  outcome_assert_success (outcome);
  g_assert_true (outcome->response.has_state);
  g_assert_cmpuint (outcome->response.status.closed_epoch, ==, 41);
  g_assert_cmpint (outcome->response.highest_pa, ==, 700);
  g_assert_cmpuint (fixture->boots->last[EBB_OP_READ_STATE].owner, ==, FIXTURE_OWNER);
}

static void
test_refusal_keeps_the_answer (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);

  fixture->boots->result[EBB_OP_START] = EBB_RESULT_NOT_VENTED;
  fixture_request (fixture, &START, NULL, outcome);
  ebb_settle ();

  outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_REFUSED);
  g_assert_cmpint (outcome->response.result, ==, EBB_RESULT_NOT_VENTED);
  g_assert_cmpstr (outcome->error->message, ==, "the boots refused start: not-vented");
}

static void
test_sequence_grows (Fixture *fixture, gconstpointer data)
{
  Outcome *first = fixture_add_outcome (fixture);
  Outcome *second = fixture_add_outcome (fixture);
  uint16_t sequence;

  fixture_request (fixture, &READ_STATE, NULL, first);
  sequence = fixture->boots->last[EBB_OP_READ_STATE].sequence;
  fixture_request (fixture, &READ_STATE, NULL, second);
  ebb_settle ();

  g_assert_cmpuint (fixture->boots->last[EBB_OP_READ_STATE].sequence, ==,
                    (uint16_t) (sequence + 1));
}

static void
test_one_in_flight (Fixture *fixture, gconstpointer data)
{
  Outcome *first = fixture_add_outcome (fixture);
  Outcome *second = fixture_add_outcome (fixture);

  fixture->boots->is_silent[EBB_OP_READ_STATE] = TRUE;
  fixture_request (fixture, &READ_STATE, NULL, first);
  fixture_request (fixture, &IDENTIFY, NULL, second);
  ebb_settle ();
  g_assert_cmpuint (fixture->boots->count[EBB_OP_IDENTIFY], ==, 0);

  ebb_scripted_boots_answer (fixture->boots, EBB_OP_READ_STATE);
  ebb_settle ();
  outcome_assert_success (first);
  outcome_assert_success (second);
}

static void
test_stop_overtakes_a_hung_request (Fixture *fixture, gconstpointer data)
{
  Outcome *hung = fixture_add_outcome (fixture);
  Outcome *waiting = fixture_add_outcome (fixture);
  g_autoptr (GError) error = NULL;
  const EbbRequest intensity = make_intensity (4000);

  fixture->boots->is_silent[EBB_OP_RENEW] = TRUE;
  fixture_request (fixture, &RENEW, NULL, hung);
  fixture_request (fixture, &intensity, NULL, waiting);
  g_assert_true (ebb_controller_stop (fixture->controller, 5, &error));
  g_assert_no_error (error);

  /* No settling: it is with the link before the call returns. */
  g_assert_cmpuint (ebb_scripted_link_count_sent (fixture->link, EBB_ROLE_STOP), ==, 1);
  g_assert_false (hung->is_done);
}

static void
test_stop_takes_what_is_stale_with_it (Fixture *fixture, gconstpointer data)
{
  const EbbRequest later = { .op = EBB_OP_SET_HEAT, .epoch = 6, .set_heat.heat_ddeg = 380 };
  const EbbRequest intensity = make_intensity (4000);
  Outcome         *hung = fixture_add_outcome (fixture);
  Outcome         *start = fixture_add_outcome (fixture);
  Outcome         *set = fixture_add_outcome (fixture);
  Outcome         *read = fixture_add_outcome (fixture);
  Outcome         *heat = fixture_add_outcome (fixture);

  fixture->boots->is_silent[EBB_OP_IDENTIFY] = TRUE;
  fixture_request (fixture, &IDENTIFY, NULL, hung);
  fixture_request (fixture, &START, NULL, start);
  fixture_request (fixture, &intensity, NULL, set);
  fixture_request (fixture, &READ_STATE, NULL, read);
  fixture_request (fixture, &later, NULL, heat);
  g_assert_cmpuint (ebb_controller_count_outstanding (fixture->controller, EBB_OP_START), ==, 1);
  ebb_controller_stop (fixture->controller, 5, NULL);
  g_assert_cmpuint (ebb_controller_count_outstanding (fixture->controller, EBB_OP_START), ==, 0);
  ebb_scripted_boots_answer (fixture->boots, EBB_OP_IDENTIFY);
  ebb_settle ();

  outcome_assert_error (start, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  outcome_assert_error (set, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  outcome_assert_success (read);
  outcome_assert_success (heat);
  g_assert_cmpuint (fixture->boots->count[EBB_OP_START], ==, 0);
  g_assert_cmpuint (fixture->boots->count[EBB_OP_SET_INTENSITY], ==, 0);
}

static void
test_newest_intensity_wins (Fixture *fixture, gconstpointer data)
{
  Outcome *outcomes[4];

  fixture->boots->is_silent[EBB_OP_SET_INTENSITY] = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      const EbbRequest intensity = make_intensity ((uint16_t) (3000 + 100 * i));

      outcomes[i] = fixture_add_outcome (fixture);
      fixture_request (fixture, &intensity, NULL, outcomes[i]);
    }
  ebb_settle ();
  g_assert_cmpuint (fixture->boots->count[EBB_OP_SET_INTENSITY], ==, 1);
  outcome_assert_error (outcomes[1], G_IO_ERROR, G_IO_ERROR_CANCELLED);
  outcome_assert_error (outcomes[2], G_IO_ERROR, G_IO_ERROR_CANCELLED);

  fixture->boots->is_silent[EBB_OP_SET_INTENSITY] = FALSE;
  ebb_scripted_boots_answer (fixture->boots, EBB_OP_SET_INTENSITY);
  ebb_settle ();
  outcome_assert_success (outcomes[0]);
  outcome_assert_success (outcomes[3]);
  g_assert_cmpuint (fixture->boots->count[EBB_OP_SET_INTENSITY], ==, 2);
  g_assert_cmpuint (fixture->boots->last[EBB_OP_SET_INTENSITY].set_intensity.intensity_pa, ==,
                    3300);
}

static void
test_intensity_keeps_its_place (Fixture *fixture, gconstpointer data)
{
  const EbbRequest first = make_intensity (3000);
  const EbbRequest second = make_intensity (3100);
  Outcome         *hung = fixture_add_outcome (fixture);
  Outcome         *old = fixture_add_outcome (fixture);
  Outcome         *read = fixture_add_outcome (fixture);
  Outcome *new = fixture_add_outcome (fixture);

  fixture->boots->is_silent[EBB_OP_IDENTIFY] = TRUE;
  fixture->boots->is_silent[EBB_OP_SET_INTENSITY] = TRUE;
  fixture_request (fixture, &IDENTIFY, NULL, hung);
  fixture_request (fixture, &first, NULL, old);
  fixture_request (fixture, &READ_STATE, NULL, read);
  fixture_request (fixture, &second, NULL, new);
  ebb_scripted_boots_answer (fixture->boots, EBB_OP_IDENTIFY);
  ebb_settle ();

  g_assert_cmpuint (fixture->boots->count[EBB_OP_SET_INTENSITY], ==, 1);
  g_assert_cmpuint (fixture->boots->count[EBB_OP_READ_STATE], ==, 0);
}

static void
test_renewal_never_waits_twice (Fixture *fixture, gconstpointer data)
{
  Outcome *hung = fixture_add_outcome (fixture);
  Outcome *outcomes[3];

  fixture->boots->is_silent[EBB_OP_IDENTIFY] = TRUE;
  fixture_request (fixture, &IDENTIFY, NULL, hung);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      outcomes[i] = fixture_add_outcome (fixture);
      fixture_request (fixture, &RENEW, NULL, outcomes[i]);
    }
  g_assert_cmpuint (ebb_controller_count_outstanding (fixture->controller, EBB_OP_RENEW), ==, 1);
  ebb_scripted_boots_answer (fixture->boots, EBB_OP_IDENTIFY);
  ebb_settle ();

  g_assert_cmpuint (fixture->boots->count[EBB_OP_RENEW], ==, 1);
  outcome_assert_success (outcomes[2]);
}

static void
test_deadline_frees_the_queue (Fixture *fixture, gconstpointer data)
{
  Outcome *hung = fixture_add_outcome (fixture);
  Outcome *next = fixture_add_outcome (fixture);

  fixture->boots->is_silent[EBB_OP_READ_STATE] = TRUE;
  fixture_request (fixture, &READ_STATE, NULL, hung);
  fixture_request (fixture, &IDENTIFY, NULL, next);
  ebb_fake_clock_advance_ms (fixture->clock, 2999);
  g_assert_false (hung->is_done);
  g_assert_cmpuint (fixture->boots->count[EBB_OP_IDENTIFY], ==, 0);
  ebb_fake_clock_advance_ms (fixture->clock, 1);

  outcome_assert_error (hung, EBB_LINK_ERROR, EBB_LINK_ERROR_TIMED_OUT);
  outcome_assert_success (next);
}

static void
test_late_answer_is_ignored (Fixture *fixture, gconstpointer data)
{
  Outcome *hung = fixture_add_outcome (fixture);
  Outcome *next = fixture_add_outcome (fixture);

  fixture->boots->is_silent[EBB_OP_READ_STATE] = TRUE;
  fixture->boots->is_silent[EBB_OP_RENEW] = TRUE;
  fixture_request (fixture, &READ_STATE, NULL, hung);
  ebb_fake_clock_advance_ms (fixture->clock, 3000);
  outcome_assert_error (hung, EBB_LINK_ERROR, EBB_LINK_ERROR_TIMED_OUT);
  fixture_request (fixture, &RENEW, NULL, next);
  ebb_scripted_boots_answer (fixture->boots, EBB_OP_READ_STATE); /* of the first */
  ebb_settle ();
  g_assert_false (next->is_done);

  ebb_scripted_boots_answer (fixture->boots, EBB_OP_RENEW);
  ebb_settle ();
  outcome_assert_success (next);
}

static void
test_answer_for_another_op (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);
  uint8_t  answer[] = { 0x80, EBB_OP_START, EBB_RESULT_SUCCESS, 0, 0 };

  fixture->boots->is_silent[EBB_OP_RENEW] = TRUE;
  fixture_request (fixture, &RENEW, NULL, outcome);
  answer[3] = (uint8_t) fixture->boots->last[EBB_OP_RENEW].sequence;
  answer[4] = (uint8_t) (fixture->boots->last[EBB_OP_RENEW].sequence >> 8);
  receive (fixture, answer, sizeof answer);
  ebb_settle ();
  outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_PROTOCOL);
}

static void
test_answer_that_cannot_be_read (Fixture *fixture, gconstpointer data)
{
  static const uint8_t garbage[] = { 0x80, EBB_OP_RENEW, 0xee, 0xff, 0xff };

  fixture->boots->is_silent[EBB_OP_RENEW] = TRUE;
  for (size_t size = 0; size <= sizeof garbage; size++)
    {
      Outcome *outcome = fixture_add_outcome (fixture);
      Outcome *next = fixture_add_outcome (fixture);

      fixture_request (fixture, &RENEW, NULL, outcome);
      fixture_request (fixture, &IDENTIFY, NULL, next);
      receive (fixture, garbage, size);
      ebb_settle ();
      outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_PROTOCOL);
      outcome_assert_success (next);
    }
}

static void
test_bytes_nobody_asked_for (Fixture *fixture, gconstpointer data)
{
  static const uint8_t garbage[182] = { 0x80, EBB_OP_START, EBB_RESULT_SUCCESS };

  for (size_t size = 0; size <= sizeof garbage; size++)
    for (guint role = 0; role < EBB_N_ROLES; role++)
      if (role != EBB_ROLE_BATTERY)
        ebb_scripted_link_receive (fixture->link, (EbbRole) role, garbage, size);
  ebb_settle ();
  g_assert_true (ebb_controller_is_trusted (fixture->controller));
  g_assert_cmpuint (ebb_scripted_link_count_entries (fixture->link), ==, 0);
}

static void
test_loss_fails_everything (Fixture *fixture, gconstpointer data)
{
  Outcome *hung = fixture_add_outcome (fixture);
  Outcome *waiting = fixture_add_outcome (fixture);
  Outcome *after = fixture_add_outcome (fixture);

  fixture->boots->is_silent[EBB_OP_START] = TRUE;
  fixture_request (fixture, &START, NULL, hung);
  fixture_request (fixture, &RENEW, NULL, waiting);
  ebb_settle ();
  ebb_scripted_link_lose (fixture->link);
  g_assert_false (ebb_controller_is_trusted (fixture->controller));
  fixture_request (fixture, &RENEW, NULL, after);
  ebb_settle ();

  outcome_assert_error (hung, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED);
  outcome_assert_error (waiting, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED);
  outcome_assert_error (after, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED);
  g_assert_cmpuint (fixture->boots->count[EBB_OP_RENEW], ==, 0);
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (fixture->clock), ==, 0);
}

static void
test_flush_gives_everything_up (Fixture *fixture, gconstpointer data)
{
  Outcome *hung = fixture_add_outcome (fixture);
  Outcome *waiting = fixture_add_outcome (fixture);
  Outcome *next = fixture_add_outcome (fixture);

  fixture->boots->is_silent[EBB_OP_START] = TRUE;
  fixture_request (fixture, &START, NULL, hung);
  fixture_request (fixture, &RENEW, NULL, waiting);
  ebb_controller_flush (fixture->controller);
  g_assert_cmpuint (ebb_controller_count_outstanding (fixture->controller, EBB_OP_START), ==, 0);
  fixture_request (fixture, &READ_STATE, NULL, next);
  ebb_scripted_boots_answer (fixture->boots, EBB_OP_START);
  ebb_settle ();

  outcome_assert_error (hung, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED);
  outcome_assert_error (waiting, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED);
  outcome_assert_success (next);
}

static void
test_cancel_while_it_waits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Outcome *hung = fixture_add_outcome (fixture);
  Outcome *waiting = fixture_add_outcome (fixture);

  fixture->boots->is_silent[EBB_OP_IDENTIFY] = TRUE;
  fixture_request (fixture, &IDENTIFY, NULL, hung);
  fixture_request (fixture, &RENEW, cancellable, waiting);
  g_cancellable_cancel (cancellable);
  ebb_settle ();
  outcome_assert_error (waiting, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  ebb_scripted_boots_answer (fixture->boots, EBB_OP_IDENTIFY);
  ebb_settle ();
  outcome_assert_success (hung);
  g_assert_cmpuint (fixture->boots->count[EBB_OP_RENEW], ==, 0);
}

static void
test_cancel_in_flight_keeps_the_place (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Outcome *hung = fixture_add_outcome (fixture);
  Outcome *next = fixture_add_outcome (fixture);

  fixture->boots->is_silent[EBB_OP_START] = TRUE;
  fixture_request (fixture, &START, cancellable, hung);
  fixture_request (fixture, &IDENTIFY, NULL, next);
  g_cancellable_cancel (cancellable);
  ebb_settle ();
  outcome_assert_error (hung, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (ebb_controller_count_outstanding (fixture->controller, EBB_OP_START), ==, 1);
  g_assert_cmpuint (fixture->boots->count[EBB_OP_IDENTIFY], ==, 0);

  ebb_scripted_boots_answer (fixture->boots, EBB_OP_START);
  ebb_settle ();
  outcome_assert_success (next);
  g_assert_cmpuint (ebb_controller_count_outstanding (fixture->controller, EBB_OP_START), ==, 0);
}

static void
test_out_of_range_is_not_sent (Fixture *fixture, gconstpointer data)
{
  const EbbRequest nonsense = { .op = EBB_OP_IDENTIFY, .identify.duration_s = 0 };
  Outcome         *outcome = fixture_add_outcome (fixture);
  Outcome         *next = fixture_add_outcome (fixture);

  fixture_request (fixture, &nonsense, NULL, outcome);
  fixture_request (fixture, &READ_STATE, NULL, next);
  ebb_settle ();
  outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED);
  outcome_assert_success (next);
}

static void
test_send_that_is_not_taken (Fixture *fixture, gconstpointer data)
{
  Outcome *outcome = fixture_add_outcome (fixture);

  ebb_scripted_link_set_outcome (fixture->link, EBB_SCRIPTED_SEND, EBB_ROLE_CONTROL,
                                 EBB_LINK_ERROR_NOT_CONNECTED);
  fixture_request (fixture, &READ_STATE, NULL, outcome);
  ebb_settle ();
  outcome_assert_error (outcome, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED);
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (fixture->clock), ==, 0);
}

static void
test_memory_is_not_filled (Fixture *fixture, gconstpointer data)
{
  Outcome *outcomes[40];
  guint    n_refused = 0;

  fixture->boots->is_silent[EBB_OP_READ_STATE] = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      outcomes[i] = fixture_add_outcome (fixture);
      fixture_request (fixture, &READ_STATE, NULL, outcomes[i]);
    }
  ebb_settle ();
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    n_refused += outcomes[i]->is_done;
  g_assert_cmpuint (n_refused, ==, 40 - 33); /* one in flight, 32 waiting */
  ebb_controller_flush (fixture->controller);
  ebb_settle ();
}

static void
test_dispose_with_requests_in_flight (Fixture *fixture, gconstpointer data)
{
  Outcome *hung = fixture_add_outcome (fixture);
  Outcome *waiting = fixture_add_outcome (fixture);
  Outcome *after = fixture_add_outcome (fixture);

  fixture->boots->is_silent[EBB_OP_START] = TRUE;
  fixture_request (fixture, &START, NULL, hung);
  fixture_request (fixture, &RENEW, NULL, waiting);
  g_object_run_dispose (G_OBJECT (fixture->controller));
  g_object_run_dispose (G_OBJECT (fixture->controller));
  fixture_request (fixture, &RENEW, NULL, after);
  g_assert_false (ebb_controller_stop (fixture->controller, 5, NULL));
  ebb_scripted_boots_answer (fixture->boots, EBB_OP_START);
  ebb_settle ();

  outcome_assert_error (hung, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED);
  outcome_assert_error (waiting, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED);
  outcome_assert_error (after, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  fixture_init (argv[1]);

  ADD ("is-answered", test_is_answered);
  ADD ("refusal-keeps-the-answer", test_refusal_keeps_the_answer);
  ADD ("sequence-grows", test_sequence_grows);
  ADD ("one-in-flight", test_one_in_flight);
  ADD ("stop-overtakes-a-hung-request", test_stop_overtakes_a_hung_request);
  g_test_add ("/safety/H08/stop-takes-what-is-stale", Fixture, NULL, fixture_set_up_trusted,
              test_stop_takes_what_is_stale_with_it, fixture_tear_down);
  ADD ("newest-intensity-wins", test_newest_intensity_wins);
  ADD ("intensity-keeps-its-place", test_intensity_keeps_its_place);
  ADD ("renewal-never-waits-twice", test_renewal_never_waits_twice);
  ADD ("deadline-frees-the-queue", test_deadline_frees_the_queue);
  ADD ("late-answer-is-ignored", test_late_answer_is_ignored);
  ADD ("answer-for-another-op", test_answer_for_another_op);
  ADD ("answer-that-cannot-be-read", test_answer_that_cannot_be_read);
  ADD ("bytes-nobody-asked-for", test_bytes_nobody_asked_for);
  ADD ("loss-fails-everything", test_loss_fails_everything);
  ADD ("flush-gives-everything-up", test_flush_gives_everything_up);
  ADD ("cancel-while-it-waits", test_cancel_while_it_waits);
  ADD ("cancel-in-flight-keeps-the-place", test_cancel_in_flight_keeps_the_place);
  ADD ("out-of-range-is-not-sent", test_out_of_range_is_not_sent);
  ADD ("send-that-is-not-taken", test_send_that_is_not_taken);
  ADD ("memory-is-not-filled", test_memory_is_not_filled);
  ADD ("dispose-with-requests-in-flight", test_dispose_with_requests_in_flight);
  return g_test_run ();
}
